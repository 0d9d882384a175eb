//! What is said under the line of a form that is written in: what is wrong, or what it means, and what may stand there.

use chrono::{DateTime, Utc};

use super::line::{Line, Role};
use super::{Sheet, Subject, made};
use crate::app::dating::standing;
use crate::app::newcomer::{self, machine};
use crate::app::state::State;
use crate::domain::board::Board;
use crate::domain::calendar::Calendar;
use crate::domain::date::{Verb, When, long_day};
use crate::domain::dated::{CivilDate, Dated, ZoneIndex};
use crate::domain::edit::make::field::value;
use crate::domain::edit::make::{Shape, concerned, edit_field, read_targets, rename, zone_warning};
use crate::domain::edit::{Record, Refusal, Why};
use crate::domain::record::{Product, Target};
use crate::domain::refs::references;
use crate::domain::roster::Roster;
use crate::domain::typed::{self, Ground, Reading, Side};
use crate::domain::zone::Zone;

/// What is said under a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// What is wrong with it, and what to do.
    pub problem: Option<(String, String)>,
    /// What it means, a line each.
    pub means: Vec<String>,
    /// What the line is for.
    pub doc: String,
    /// The words that may stand there, where they are few.
    pub words: Vec<String>,
}

/// How many products are named under a line.
const NAMED: usize = 4;

impl Said {
    /// Looks at the line that is written in.
    #[must_use]
    pub fn of(state: &State, board: &Board, sheet: &Sheet) -> Self {
        let Some(line) = sheet.here() else { return Self::default() };
        let doc = state.keyed(line.doc);
        if sheet.is_on_note() {
            return Self { means: vec![state.keyed("{accept} opens the note")], doc, ..Self::default() };
        }
        let words = if line.is_closed() { line.words(board) } else { Vec::new() };
        let said = match judged(state, board, sheet, line) {
            Ok(means) => Self { means, ..Self::default() },
            Err(refusal) => Self { problem: Some((refusal.message, refusal.hint)), ..Self::default() },
        };
        Self { doc, words, ..said }
    }
}

fn judged(state: &State, board: &Board, sheet: &Sheet, line: &Line) -> Result<Vec<String>, Refusal> {
    let text = line.value().trim();
    match (&sheet.subject, line.role) {
        (_, Role::Fixed) => Ok(Vec::new()),
        (_, Role::Own | Role::Home) if text.is_empty() => Ok(Vec::new()),
        (_, Role::Own) => made::own(text).map(|_| Vec::new()),
        (Subject::Old { record, facts }, Role::Field(shape)) => {
            if let (Record::File, "zone", true, false) =
                (record, line.key.as_str(), text.is_empty(), line.before.is_empty())
            {
                fits(edit_field(facts, board, record, &line.key, text))?;
                return Ok(zone_warning(board).into_iter().collect());
            }
            let mut means = meaning(state, board, (line, shape));
            if line.is_changed() {
                let made = edit_field(facts, board, record, &line.key, text);
                means.extend(made.iter().flat_map(|edit| super::weighing::said(state, record, edit)));
                fits(made)?;
            }
            Ok(means)
        }
        (Subject::New { .. }, Role::Field(Shape::Products)) => {
            read_targets(board, text)?;
            Ok(meaning(state, board, (line, Shape::Products)))
        }
        (Subject::New { .. }, Role::Field(shape)) => {
            value(&line.key, shape, &as_file(board, state.now.wall, (line, text))?)?;
            Ok(meaning(state, board, (line, shape)))
        }
        (Subject::Old { record, .. }, Role::Id) => old_id(state, board, (record, line)),
        (Subject::New { .. }, Role::Id) => match made::fresh_of(board, sheet) {
            Ok((_, fresh)) if text.is_empty() => Ok(vec![fresh.record.id().to_string()]),
            Ok(_) | Err(_) => Ok(Vec::new()),
        },
        (_, Role::Home) => made::home_of(board, text).map(|(home, id)| match home {
            Some(_) => vec![format!("not there yet: {id} is made with it")],
            None => vec![id],
        }),
        (_, Role::Date) => new_date(state, board, sheet, text),
    }
}

/// Takes it that something would change.
fn fits<T>(made: Result<T, Refusal>) -> Result<(), Refusal> {
    match made {
        Err(refusal) if refusal.why != Why::Nothing => Err(refusal),
        Ok(_) | Err(_) => Ok(()),
    }
}

fn old_id(state: &State, board: &Board, (record, line): (&Record, &Line)) -> Result<Vec<String>, Refusal> {
    let count = references(board, record).len();
    let follow = match count {
        0 => "nobody names it".to_string(),
        1 => "1 place names it and follows".to_string(),
        count => format!("{count} places name it and follow"),
    };
    if line.is_changed() {
        let now = crate::app::edits::facts(state, &concerned(board, std::slice::from_ref(record)))?;
        fits(rename(&now, board, record, line.value()))?;
    }
    Ok(vec![follow])
}

/// Returns what is typed as the file is given it: a day as people write it becomes a plain one.
fn as_file(board: &Board, now: DateTime<Utc>, (line, text): (&Line, &str)) -> Result<String, Refusal> {
    let Role::Field(Shape::Day) = line.role else { return Ok(text.to_string()) };
    if text.is_empty() || text == "none" {
        return Ok(text.to_string());
    }
    let is_past = matches!(line.key.as_str(), "closed" | "since" | "verified" | "approved.when" | "retired");
    let side = if is_past { Side::Behind } else { Side::Ahead };
    let zone = machine(board);
    let read = typed::read_point(
        text,
        &Ground { today: zone.day_of(now), old: None, zone, side, calendar: calendar_above(board, "") },
    );
    match read {
        Ok(reading) => Ok(reading.text),
        Err(error) => {
            let message = format!("'{}': {}: {}", line.key, error.message, error.label);
            Err(Refusal::new(Why::Rule, message, error.hint))
        }
    }
}

/// Says what a field means, where that is more than what is typed.
fn meaning(state: &State, board: &Board, (line, shape): (&Line, Shape)) -> Vec<String> {
    let text = line.value().trim();
    if text.is_empty() {
        return Vec::new();
    }
    match shape {
        Shape::Person => text.strip_prefix('@').map(|name| format!("written {name}")).into_iter().collect(),
        Shape::Zone => Zone::named(text).map(|zone| vec![zone_now(&zone, state.now.wall)]).unwrap_or_default(),
        Shape::Day | Shape::Date => {
            let typed = as_file(board, state.now.wall, (line, text)).unwrap_or_else(|_refusal| text.to_string());
            let zone = machine(board);
            let calendar = calendar_above(board, "");
            let ground = Ground { today: zone.day_of(state.now.wall), old: None, zone, side: Side::Ahead, calendar };
            let day = typed::read(&typed, &ground).ok().and_then(|reading| reading.day());
            let day = day.map(|day| if typed == text { long_day(day) } else { format!("{typed}, {}", long_day(day)) });
            day.into_iter().collect()
        }
        Shape::Products => products(board, text),
        Shape::Text
        | Shape::Lines
        | Shape::Words
        | Shape::Places
        | Shape::Span
        | Shape::Spans
        | Shape::Repeat
        | Shape::Choice(_)
        | Shape::Verb => Vec::new(),
    }
}

/// Says how late it is in a zone: `09:05 there now, UTC-05:00`.
fn zone_now(zone: &Zone, now: DateTime<Utc>) -> String {
    let there = zone.at(now);
    format!("{} there now, UTC{}", there.format("%a %H:%M"), there.format("%:z"))
}

/// Names the products that are meant.
fn products(board: &Board, text: &str) -> Vec<String> {
    let Ok(targets) = read_targets(board, text) else { return Vec::new() };
    if targets.is_empty() {
        return vec!["touches nothing of ours".to_string()];
    }
    let roster = Roster::of(&board.file);
    let mut meant: Vec<u32> = Vec::new();
    for target in &targets {
        let target = Target::selector(target).map_or_else(
            || roster.product(target).into_iter().collect::<Vec<u32>>(),
            |selector| roster.targeted(&selector).to_vec(),
        );
        meant.extend(target.into_iter().filter(|index| !meant.contains(index)).collect::<Vec<_>>());
    }
    let names = meant.iter().filter_map(|index| board.file.products.get(*index as usize));
    let labels: Vec<&str> = names.map(Product::label).collect();
    let more = labels.len().saturating_sub(NAMED);
    let shown = labels.get(..NAMED).unwrap_or(&labels).join(", ");
    vec![match (labels.len(), more) {
        (0, _) => "no product yet".to_string(),
        (_, 0) => shown,
        (_, more) => format!("{shown} and {more} more"),
    }]
}

/// Says what the date of a record means that is to be written.
fn new_date(state: &State, board: &Board, sheet: &Sheet, text: &str) -> Result<Vec<String>, Refusal> {
    if text.is_empty() {
        return Ok(vec!["2027-04-15, 15 apr 17:00, +30d, 2027-Q4, unknown, 20 days after ID".to_string()]);
    }
    let said = |key: &str| sheet.lines.iter().find(|line| line.key == key).map_or("", |line| line.value().trim());
    let verb = match said("verb") {
        "from" => Verb::From,
        "at" => Verb::At,
        _ => Verb::By,
    };
    let zone = Zone::named(said("zone")).unwrap_or_else(|_error| zone_above(board, said("regulation")).clone());
    let calendar = calendar_above(board, said("regulation"));
    let reading = read_date(text, (&zone, calendar), state.now.wall)?;
    let mut means = date_lines(verb, &reading, &zone);
    if let When::Rule(_) | When::Earliest(_) = reading.when
        && let Ok((home, fresh)) = made::fresh_of(board, sheet)
        && let Ok((_, after)) = newcomer::edit_of(state, home.as_ref(), &fresh)
        && let Some((regulation, milestone)) = fresh.record.milestone()
    {
        let after = newcomer::board_of(state, &after);
        means.extend(after.find(regulation, milestone).map(|number| format!("gives {}", standing(&after, number))));
    }
    Ok(means)
}

/// Returns the zone of a date that names none, in a regulation.
#[must_use]
pub fn zone_above<'a>(board: &'a Board, regulation: &str) -> &'a Zone {
    let mut regulations = board.file.regulations.iter();
    let own = regulations.find(|other| other.id.as_str() == regulation).and_then(|own| own.common.zone.as_ref());
    own.unwrap_or_else(|| machine(board))
}

/// Returns the calendar by which days are counted in a regulation; of none: the file's.
#[must_use]
pub fn calendar_above<'a>(board: &'a Board, regulation: &str) -> Option<&'a Calendar> {
    let own = board.file.regulations.iter().find(|other| other.id.as_str() == regulation);
    board.plan.calendar(&[own.and_then(|own| own.common.calendar.as_ref())]).map(|calendar| &**calendar)
}

/// Reads the date of a record that is to be written.
///
/// # Errors
///
/// When it is none.
pub fn read_date(
    text: &str,
    (zone, calendar): (&Zone, Option<&Calendar>),
    now: DateTime<Utc>,
) -> Result<Reading, Refusal> {
    let ground = Ground { today: zone.day_of(now), old: None, zone, side: Side::Ahead, calendar };
    typed::read(text, &ground).map_err(|error| {
        let message =
            if error.label.is_empty() { error.message } else { format!("{}: {}", error.message, error.label) };
        Refusal::new(Why::Rule, message, error.hint)
    })
}

/// Says what a date means: the day with its weekday, how it was understood, the last safe day.
#[must_use]
pub fn date_lines(verb: Verb, reading: &Reading, zone: &Zone) -> Vec<String> {
    let mut first: Vec<String> = Vec::new();
    if reading.is_rewritten {
        first.push(reading.text.clone());
    }
    let mut safe = None;
    match &reading.when {
        When::Point(point) => {
            let (dated, _) = Dated::on_point(verb, point, (ZoneIndex::default(), zone));
            if let Some(CivilDate::Day(day)) = dated.date {
                first.push(long_day(day));
            }
            safe = dated.last_safe_day.map(|day| format!("last safe day {}", long_day(day)));
        }
        When::Coarse(coarse) => {
            first.push(format!("{} to {}; no day set", long_day(coarse.first_day()), long_day(coarse.last_day())));
        }
        When::Unknown(_) => first.push("no date: listed under 'date unknown'".to_string()),
        When::Rule(_) | When::Earliest(_) | When::Unreadable => {}
    }
    first.extend(reading.how.iter().cloned());
    let first = first.join(", ");
    std::iter::once(first).filter(|first| !first.is_empty()).chain(safe).collect()
}
