//! A form: its lines, its cursor, and what is typed.

use chrono::{DateTime, Utc};

use super::above::inherited;
use super::line::{Line, OWN, Role};
use super::made;
use super::said::Said;
use super::weighing::Weighing;
use crate::app::filter_line::edit;
use crate::app::key::{Key, KeyCode};
use crate::app::motion::Step as Motion;
use crate::app::typing::{Stage, Typed};
use crate::domain::board::Board;
use crate::domain::edit::make::{Shape, fields_of};
use crate::domain::edit::{Facts, Record, Refusal, Seat, Value};
use crate::domain::unfinished::Unfinished;

/// A form.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// What it is about.
    pub subject: Subject,
    /// What stands over it.
    pub title: String,
    /// From top to bottom; at most the fields of a record and its own keys.
    pub lines: Vec<Line>,
    /// The line that is written in.
    pub at: usize,
    /// Whether it is written, or asked whether to drop what was typed.
    pub stage: Stage,
    /// What is said under the line that is written in.
    pub said: Said,
    /// What is said of the whole; may be empty.
    pub remark: String,
    /// The first line that is shown.
    pub offset: usize,
    /// What moves by what was typed, where that is to be said before it is saved; it stands in place of the lines.
    pub reach: Option<Weighing>,
}

/// What a form is about.
#[derive(Clone, Debug)]
pub enum Subject {
    /// A record of the file.
    Old {
        /// The record.
        record: Record,
        /// What its entry said when the form was opened.
        facts: Facts,
    },
    /// A record that is to be written.
    New {
        /// Which kind.
        sort: Sort,
        /// Where it is to stand.
        seat: Seat,
    },
}

/// The kinds of records that are written in a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words say it")]
pub enum Sort {
    Product,
    Regulation,
    Milestone,
}

impl Typed for Sheet {
    fn is_changed(&self) -> bool {
        self.lines.iter().any(Line::is_changed)
    }

    fn stage(&self) -> Stage {
        self.stage
    }

    fn turn_to(&mut self, stage: Stage) {
        self.stage = stage;
    }

    fn unfinished(&self, begun: DateTime<Utc>) -> Unfinished {
        super::kept::unfinished(self, begun)
    }
}

impl Sheet {
    /// Makes the form of a record of the file.
    #[must_use]
    pub fn of(board: &Board, record: &Record, facts: Facts) -> Self {
        let mut lines = Vec::new();
        if !matches!(record, Record::File | Record::Cell { .. }) {
            lines.push(Line::new(
                "id",
                Role::Id,
                "another id renames it, wherever it is named",
                record.id().to_string(),
            ));
        }
        lines.extend(date_of(record, &facts));
        lines.extend(fields_of(record).iter().map(|field| Line::of(field, &facts, record)));
        if let (Record::File, Some(Value::Map(views))) = (record, facts.get(&Record::File, "views")) {
            lines.extend(views.iter().map(|(name, filter)| Line::own(&format!("views.{name}"), filter)));
        }
        let own = facts.list.iter().filter(|fact| fact.record == *record && fact.key.starts_with("x-"));
        lines.extend(own.map(|fact| Line::own(&fact.key, &fact.value)));
        lines.push(Line::new(OWN, Role::Own, "a new field of your own: x-asset: A-12", String::new()));
        for line in lines.iter_mut().filter(|line| matches!(line.role, Role::Field(_))) {
            line.above = inherited(board, record, &line.key);
        }
        Self::with(Subject::Old { record: record.clone(), facts }, title_of(board, record), lines)
    }

    /// Makes the form of a record that is to be written; `typed` are the fields that are known already.
    #[must_use]
    pub fn fresh(sort: Sort, seat: Seat, typed: &[(String, String)]) -> Self {
        let mut lines = Vec::new();
        let line = |key: &str, role: Role, doc: &'static str| Line::new(key, role, doc, String::new());
        let (title, blank) = match sort {
            Sort::Product => ("New product", Record::Product("".into())),
            Sort::Regulation => ("New regulation", Record::Regulation("".into())),
            Sort::Milestone => {
                lines.push(line("regulation", Role::Home, "its regulation: the id, or the title of a new one"));
                ("New deadline", Record::Milestone { regulation: "".into(), milestone: "".into() })
            }
        };
        lines.push(line("id", Role::Id, "its id; made of the title where nothing is said"));
        for field in fields_of(&blank) {
            lines.push(line(field.key, Role::Field(field.shape), field.doc));
            if field.key == "verb" {
                lines.push(line("date", Role::Date, "a date, a rule, or unknown"));
            }
        }
        lines.retain(|line| !line.key.contains('.'));
        lines.push(line(OWN, Role::Own, "a field of your own: x-asset: A-12"));
        for (key, text) in typed {
            if let Some(line) = lines.iter_mut().find(|line| line.key == *key) {
                line.set(text);
            }
        }
        Self::with(Subject::New { sort, seat }, title.to_string(), lines)
    }

    fn with(subject: Subject, title: String, lines: Vec<Line>) -> Self {
        // Of a new record, the first thing that it needs and does not say yet.
        let is_missing = |line: &Line| {
            let is_needed = matches!(line.role, Role::Home | Role::Date) || matches!(&*line.key, "title" | "name");
            is_needed && line.value().is_empty()
        };
        let missing = match subject {
            Subject::Old { .. } => None,
            Subject::New { .. } => lines.iter().position(is_missing),
        };
        let first = lines.iter().position(|line| matches!(line.role, Role::Field(_)));
        let at = missing.or(first).unwrap_or(0);
        let said = Said::default();
        Self { subject, title, lines, at, stage: Stage::Writing, said, remark: String::new(), offset: 0, reach: None }
    }

    /// Returns the line that is written in.
    #[must_use]
    pub fn here(&self) -> Option<&Line> {
        self.lines.get(self.at)
    }

    /// Returns whether the line that is written in is a note of the file: an editor of its own opens for it.
    #[must_use]
    pub fn is_on_note(&self) -> bool {
        matches!(self.subject, Subject::Old { .. }) && self.here().is_some_and(Line::is_note)
    }

    /// Goes to another line, round and round; what is only shown is passed over.
    pub fn turn(&mut self, by: isize) {
        self.settle_own();
        let count = isize::try_from(self.lines.len().max(1)).unwrap_or(1);
        for _ in 0..self.lines.len() {
            let at = isize::try_from(self.at).unwrap_or(0);
            self.at = usize::try_from((at + by.signum()).rem_euclid(count)).unwrap_or(0);
            if self.here().is_some_and(|line| line.role != Role::Fixed) {
                break;
            }
        }
    }

    /// Goes to the first or last line, or by several; not round.
    pub fn leap(&mut self, motion: Motion, page: usize) {
        self.settle_own();
        let to = motion.from(self.at, self.lines.len(), page);
        let forward = to >= self.at;
        self.at = to;
        if self.here().is_some_and(|line| line.role == Role::Fixed) {
            self.turn(if forward { 1 } else { -1 });
        }
    }

    /// Goes to a line.
    pub fn stand_on(&mut self, index: usize) {
        if index != self.at {
            self.settle_own();
            self.at = index;
        }
    }

    /// Puts a word into the line with the cursor, one of those that may stand there.
    pub fn choose(&mut self, word: &str) {
        self.remark.clear();
        if let Some(line) = self.lines.get_mut(self.at) {
            line.set(word);
        }
    }

    /// Gives a new key of the user's own a line of its own, so that another can follow.
    fn settle_own(&mut self) {
        let Some(line) = self.here().filter(|line| line.role == Role::Own) else { return };
        let Ok((key, value)) = made::own(line.value()) else { return };
        if self.lines.iter().any(|line| line.key == key) {
            return;
        }
        let shape = Role::Field(Shape::Text);
        let mut line = Line::new(&key, shape, "your own", String::new());
        line.set(&value);
        if let Some(last) = self.lines.last_mut() {
            last.set("");
        }
        self.lines.insert(self.lines.len().saturating_sub(1), line);
        self.at = self.lines.len().saturating_sub(1);
    }

    pub(super) fn press(&mut self, board: &Board, key: Key) {
        self.remark.clear();
        if self.is_on_note() {
            return;
        }
        let Some(line) = self.lines.get_mut(self.at) else { return };
        match key.code {
            KeyCode::Left if line.is_closed() => line.turn(board, -1),
            KeyCode::Right if line.is_closed() => line.turn(board, 1),
            KeyCode::Char(_)
            | KeyCode::Enter
            | KeyCode::Esc
            | KeyCode::Tab
            | KeyCode::BackTab
            | KeyCode::Backspace
            | KeyCode::Delete
            | KeyCode::Up
            | KeyCode::Down
            | KeyCode::Left
            | KeyCode::Right
            | KeyCode::Home
            | KeyCode::End
            | KeyCode::PageUp
            | KeyCode::PageDown => edit(&mut line.input, key),
        }
    }

    /// Takes the fields in which nothing is typed from the form of a newer version of the record; they are judged
    /// against that from now on.
    pub(super) fn take_from(&mut self, fresh: &Self) {
        let (Subject::Old { record, facts: before }, Subject::Old { facts: now, .. }) =
            (&mut self.subject, &fresh.subject)
        else {
            return;
        };
        // The key of the file in which something is typed that somebody else changed too: it is asked about.
        let asked: Vec<String> = self.lines.iter().filter(|line| line.is_theirs_too(fresh)).map(Line::outer).collect();
        for line in self.lines.iter_mut().filter(|line| !line.is_changed()) {
            let Some(other) = fresh.lines.iter().find(|other| other.key == line.key) else { continue };
            if line.role == Role::Fixed || line.before != other.before {
                *line = other.clone();
                let outer = line.outer();
                if !asked.contains(&outer) {
                    before.put(record, &outer, now.get(record, &outer).cloned());
                }
            } else {
                line.above.clone_from(&other.above);
            }
        }
    }

    /// Says under the line that it is about why the whole was not taken.
    pub(super) fn refused(&mut self, refusal: &Refusal) {
        let named = |line: &Line| refusal.message.contains(&format!("'{}'", line.key));
        let is_date = |line: &Line| line.role == Role::Date && refusal.message.contains("needs a date");
        let changed = |line: &Line| line.is_changed() && line.role != Role::Fixed;
        let at = self.lines.iter().position(|line| (named(line) && changed(line)) || is_date(line));
        let at = at.or_else(|| self.lines.iter().position(|line| named(line) && line.role != Role::Fixed));
        self.at = at.unwrap_or(self.at);
        self.said.problem = Some((refusal.message.clone(), refusal.hint.clone()));
    }
}

/// Makes the line of a milestone's date: it is only shown.
fn date_of(record: &Record, facts: &Facts) -> Option<Line> {
    let Record::Milestone { .. } = record else { return None };
    let verb = ["by", "from", "at"].into_iter().find(|verb| facts.get(record, verb).is_some())?;
    let date = facts.get(record, verb).map(ToString::to_string).unwrap_or_default();
    Some(Line::new("date", Role::Fixed, "the date dialog moves it", format!("{verb} {date}")))
}

fn title_of(board: &Board, record: &Record) -> String {
    match record {
        Record::File => "The file".to_string(),
        Record::Product(id) => format!("Product {id}"),
        Record::Regulation(id) => format!("Regulation {id}"),
        Record::Milestone { .. } => format!("Deadline {record}"),
        Record::Cell { regulation, milestone, nominal, target } => {
            let product = board.file.products.iter().find(|product| product.id.as_str() == &**target);
            let at = nominal.map(|day| format!("@{day}")).unwrap_or_default();
            format!("{} on {regulation}/{milestone}{at}", product.map_or(&**target, |product| product.label()))
        }
    }
}
