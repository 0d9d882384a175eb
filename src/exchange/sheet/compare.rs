//! What a sheet changes in a file: which records it means, and what becomes of them.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::compare_fields::{Above, is_same_date, is_same_text, plain_text};
use super::compare_parts::{New, Products};
use super::{Changed, Comparison, Named, Outcome, Problem, Sheet, WantedDate, WantedMilestone, WantedRegulation, What};
use crate::domain::board::Board;
use crate::domain::date::{Verb, When, parse_point, parse_when};
use crate::domain::edit::{Record, Value};
use crate::domain::id::Id;
use crate::domain::naming::id_of;

/// Compares a sheet with a file.
///
/// Records are found by their id where the sheet gives one, else by what they are called; milestones of one name by
/// their date, too.
#[must_use]
pub fn compare(sheet: &Sheet, board: &Board) -> Comparison {
    let mut comparing = Comparing {
        board,
        products: Products::of(board),
        outcomes: Vec::new(),
        problems: Vec::new(),
        met: HashMap::new(),
        added: BTreeSet::new(),
        faulty: sheet.problems.iter().filter_map(|problem| problem.row).collect(),
    };
    let mut there: Vec<(usize, Vec<&WantedMilestone>)> = Vec::new();
    for wanted in &sheet.regulations {
        let Some(place) = comparing.place_of(&wanted.name) else { continue };
        match there.iter_mut().find(|(other, _)| *other == place) {
            Some((_, milestones)) => milestones.extend(&wanted.milestones),
            None => there.push((place, wanted.milestones.iter().collect())),
        }
    }
    for (place, milestones) in there {
        comparing.regulation(place, &milestones);
    }
    for wanted in &sheet.regulations {
        if comparing.place_of(&wanted.name).is_none() {
            comparing.new_regulation(wanted);
        }
    }
    comparing.anchors();
    let Comparing { products, problems: own, outcomes, .. } = comparing;
    let (mut all, more) = products.finish();
    all.extend(outcomes);
    let mut problems: Vec<Problem> = sheet.problems.iter().cloned().chain(own).chain(more).collect();
    problems.sort_by_key(|problem| problem.row);
    Comparison { outcomes: all, problems }
}

/// A comparison under way.
pub(super) struct Comparing<'a> {
    pub board: &'a Board,
    pub products: Products<'a>,
    pub outcomes: Vec<Outcome>,
    pub problems: Vec<Problem>,
    /// Milestones of the file that a row was about, by number.
    met: HashMap<u32, u32>,
    /// The addresses of milestones that come into being.
    added: BTreeSet<Record>,
    /// Rows that something is wrong with already.
    faulty: HashSet<u32>,
}

impl Comparing<'_> {
    pub(super) fn fail(&mut self, rows: &[u32], message: String, hint: impl Into<String>) {
        let problem = Problem::new(message, hint);
        self.problems.push(match rows.first() {
            Some(row) => problem.at(*row, ""),
            None => problem,
        });
    }

    /// Returns the place of a regulation in the file.
    fn place_of(&self, name: &Named) -> Option<usize> {
        let all = &self.board.file.regulations;
        let text = name.text();
        let by_id = all.iter().position(|regulation| regulation.id.as_str() == text);
        let is_called = |word: &str| matches!(name, Named::Name(_)) && is_same_text(word, text);
        by_id.or_else(|| {
            all.iter().position(|r| {
                is_called(r.id.as_str()) || is_called(&r.title) || r.short.as_deref().is_some_and(is_called)
            })
        })
    }

    /// Compares what is wanted in a regulation that is there.
    fn regulation(&mut self, place: usize, wanted: &[&WantedMilestone]) {
        let all = &self.board.file.regulations;
        let first: usize = all.iter().take(place).map(|regulation| regulation.milestones.len()).sum();
        let Some(regulation) = all.get(place) else { return };
        let numbers = first..first + regulation.milestones.len();
        let numbers: Vec<u32> = numbers.filter_map(|number| u32::try_from(number).ok()).collect();
        let pairs = self.pairs(wanted, &numbers);
        let mut new: Vec<&WantedMilestone> = Vec::new();
        for (milestone, pair) in wanted.iter().zip(pairs) {
            match pair {
                Pair::Is(number) => self.milestone(milestone, number),
                Pair::New => new.push(milestone),
                Pair::Unclear => {}
            }
        }
        let above = Above::of(&regulation.common, &self.board.file);
        let given = new.iter().filter_map(|milestone| milestone.id.as_ref());
        let taken = regulation.milestones.iter().map(|milestone| &milestone.id).chain(given);
        let mut taken: HashSet<String> = taken.map(ToString::to_string).collect();
        for (at, milestone) in new.iter().enumerate() {
            // A regulation that is called by two names in one sheet.
            let twin = new.iter().take(at).find(|other| match (&milestone.id, &other.id) {
                (None, None) => milestone.title == other.title && other.date == milestone.date,
                (one, other) => one == other,
            });
            if let Some(row) = twin.and_then(|twin| twin.rows.first()) {
                let message = format!("row {row} is about the same milestone of '{}'", regulation.id);
                self.fail(&milestone.rows, message, "write the regulation the same way in both");
                continue;
            }
            self.new_milestone(milestone, &regulation.id, (&above, &mut taken));
        }
    }

    /// Finds the milestone of the file for each that is wanted.
    fn pairs(&mut self, wanted: &[&WantedMilestone], numbers: &[u32]) -> Vec<Pair> {
        let board = self.board;
        let by_id: HashMap<&str, u32> = numbers.iter().map(|n| (board.records(*n).1.id.as_str(), *n)).collect();
        let found = |milestone: &WantedMilestone| {
            let id = milestone.id.as_ref()?;
            Some(by_id.get(id.as_str()).map_or(Pair::New, |number| Pair::Is(*number)))
        };
        let mut pairs: Vec<Option<Pair>> = wanted.iter().map(|milestone| found(milestone)).collect();
        // What is free of each title, and what wants it.
        let mut called: HashMap<String, (Vec<u32>, Vec<usize>)> = HashMap::new();
        for number in numbers.iter().filter(|number| !pairs.contains(&Some(Pair::Is(**number)))) {
            called.entry(plain_text(&board.records(*number).1.title)).or_default().0.push(*number);
        }
        for (at, milestone) in wanted.iter().enumerate().filter(|(_, milestone)| milestone.id.is_none()) {
            let title = milestone.title.as_deref().unwrap_or_default();
            called.entry(plain_text(title)).or_default().1.push(at);
        }
        for (mut free, mut asking) in called.into_values() {
            // First those whose date agrees, then the only ones that are left.
            asking.retain(|at| {
                let date = wanted.get(*at).and_then(|milestone| milestone.date.as_ref());
                let place = date.and_then(|date| free.iter().position(|number| is_same_date(board, *number, date)));
                if let (Some(place), Some(pair)) = (place, pairs.get_mut(*at)) {
                    *pair = Some(Pair::Is(free.remove(place)));
                }
                place.is_none()
            });
            let pair = match (free.as_slice(), asking.as_slice()) {
                ([], _) => Pair::New,
                ([number], [_]) => Pair::Is(*number),
                (_, _) => Pair::Unclear,
            };
            for at in asking {
                if let (Pair::Unclear, Some(milestone)) = (pair, wanted.get(at)) {
                    let title = milestone.title.as_deref().unwrap_or_default();
                    let message = format!("it cannot be told which of those called '{title}' is meant");
                    self.fail(&milestone.rows, message, "give them ids: a column 'id'");
                }
                if let Some(slot) = pairs.get_mut(at) {
                    *slot = Some(pair);
                }
            }
        }
        pairs.into_iter().map(|pair| pair.unwrap_or(Pair::New)).collect()
    }

    /// Says what does not fit together in what is wanted of a milestone.
    pub(super) fn must_fit(&mut self, wanted: &WantedMilestone, verb: Verb) {
        let opens = wanted.fields.iter().find(|(key, _)| **key == *"opens").and_then(|(_, value)| value.as_text());
        let Some(opens) = opens.and_then(|opens| parse_point(opens).ok()).map(|point| point.day()) else { return };
        let due = match wanted.date.as_ref().map(|date| parse_when(&date.text)) {
            Some(Ok(When::Point(point))) => Some(point.day()),
            Some(_) | None => None,
        };
        if verb != Verb::By {
            let message = format!("'opens' stands with 'by', not with '{}'", verb.word());
            self.fail(&wanted.rows, message, "leave it out, or map the date to 'by'");
        } else if due.is_some_and(|due| opens > due) {
            self.fail(&wanted.rows, format!("it opens on {opens}, after its date"), "correct one of the two");
        }
    }

    /// Compares a milestone that is there.
    fn milestone(&mut self, wanted: &WantedMilestone, number: u32) {
        let row = wanted.rows.first().copied().unwrap_or_default();
        if let Some(other) = self.met.insert(number, row) {
            let address = self.board.address(number);
            return self.fail(&wanted.rows, format!("row {other} is about '{address}', too"), "put them into one");
        }
        let (regulation, milestone) = self.board.records(number);
        let record =
            Record::Milestone { regulation: regulation.id.as_str().into(), milestone: milestone.id.as_str().into() };
        let verb = wanted.date.as_ref().and_then(|date| date.verb).unwrap_or(milestone.verb);
        self.must_fit(wanted, verb);
        let mut kept = Vec::new();
        let mut fields: Vec<Changed> = Vec::new();
        if let Some(title) = wanted.title.as_deref().filter(|title| !is_same_text(title, &milestone.title)) {
            let old = Some(Value::text(&*milestone.title));
            fields.push(Changed { key: "title".into(), old, new: Value::text(title) });
        }
        fields.extend(wanted.date.iter().flat_map(|date| self.changed_date(number, date)));
        for (key, value) in &wanted.fields {
            fields.extend(self.changed_field(number, (key, value), &mut kept));
        }
        let cells = self.new_cells(wanted, number, &mut kept);
        let what = if fields.is_empty() && cells.is_empty() { What::Same } else { What::Changed { fields, cells } };
        self.outcomes.push(Outcome { record, rows: wanted.rows.clone(), what, kept });
    }

    fn new_regulation(&mut self, wanted: &WantedRegulation) {
        let name = wanted.name.text();
        let is_taken = |id: &str| {
            let is_there = self.board.file.regulations.iter().any(|regulation| regulation.id.as_str() == id);
            let is_new = |outcome: &Outcome| matches!(&outcome.record, Record::Regulation(other) if **other == *id);
            is_there || self.outcomes.iter().any(is_new)
        };
        let id = match &wanted.name {
            Named::Id(id) => id.clone(),
            Named::Name(name) => Id::new(name).unwrap_or_else(|_no_id| id_of(name, "regulation", is_taken)),
        };
        let above = Above::common_to(&wanted.milestones, &self.board.file);
        let title = [("title".into(), Value::text(name))];
        let keys = title.into_iter().chain(above.keys()).collect();
        let rows = wanted.milestones.iter().flat_map(|milestone| milestone.rows.iter().copied()).collect();
        let what = What::Added { keys, cells: Vec::new() };
        self.outcomes.push(Outcome { record: Record::Regulation(id.as_str().into()), rows, what, kept: Vec::new() });
        let given = wanted.milestones.iter().filter_map(|milestone| milestone.id.as_ref());
        let mut taken = given.map(ToString::to_string).collect();
        for milestone in &wanted.milestones {
            self.new_milestone(milestone, &id, (&above, &mut taken));
        }
    }

    fn new_milestone(&mut self, wanted: &WantedMilestone, regulation: &Id, (above, taken): New<'_>) {
        let title = wanted.title.clone().or_else(|| wanted.id.as_ref().map(ToString::to_string)).unwrap_or_default();
        let Some(date) = &wanted.date else {
            if wanted.rows.iter().any(|row| self.faulty.contains(row)) {
                return;
            }
            let hint = "a milestone has one; write 'unknown' where it is not known";
            return self.fail(&wanted.rows, format!("'{title}' has no date"), hint);
        };
        self.must_fit(wanted, date.verb());
        let is_taken = |id: &str| taken.contains(id);
        let id = wanted.id.clone().unwrap_or_else(|| id_of(&title, "milestone", is_taken));
        taken.insert(id.to_string());
        let keys = self.keys_of(wanted, (&title, date), above);
        let cells = self.cells_of(wanted, date);
        let record = Record::Milestone { regulation: regulation.as_str().into(), milestone: id.as_str().into() };
        self.added.insert(record.clone());
        let what = What::Added { keys, cells };
        self.outcomes.push(Outcome { record, rows: wanted.rows.clone(), what, kept: Vec::new() });
    }

    /// Says which rules count from milestones that are nowhere, or from themselves; longer rings are found by `check`.
    fn anchors(&mut self) {
        let mut lost: Vec<(Vec<u32>, String)> = Vec::new();
        for outcome in &self.outcomes {
            let Some((regulation, _)) = outcome.record.milestone() else { continue };
            let written = match &outcome.what {
                What::Added { keys, .. } => keys.iter().find(|(key, _)| is_date(key)).map(|(_, value)| value),
                What::Changed { fields, .. } => fields.iter().find(|field| is_date(&field.key)).map(|field| &field.new),
                What::Same => None,
            };
            let Some(Ok(When::Rule(rule))) = written.and_then(Value::as_text).map(parse_when) else { continue };
            let of = rule.anchor.regulation.as_ref().map_or(regulation, Id::as_str);
            let milestone = rule.anchor.milestone.as_str();
            let record = Record::Milestone { regulation: of.into(), milestone: milestone.into() };
            if record == outcome.record {
                lost.push((outcome.rows.clone(), format!("'{rule}' counts from itself")));
            } else if self.board.find(of, milestone).is_none() && !self.added.contains(&record) {
                lost.push((outcome.rows.clone(), format!("'{rule}' counts from a milestone that is nowhere")));
            }
        }
        for (rows, message) in lost {
            self.fail(&rows, message, "write the date out, or import what it counts from with it");
        }
    }
}

/// What a wanted milestone is in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pair {
    Is(u32),
    New,
    Unclear,
}

fn is_date(key: &str) -> bool {
    matches!(key, "by" | "from" | "at")
}

impl WantedDate {
    /// Returns the verb: what is not said is `by`.
    pub(super) fn verb(&self) -> Verb {
        self.verb.unwrap_or(Verb::By)
    }
}
