//! The edit that gives obligations a status, and what each status must say.

use chrono::{DateTime, Utc};

use super::cells::{Cover, cover};
use super::{Given, Hand, append, behind_alias, of_date, person, rule, set, typed};
use crate::domain::board::Board;
use crate::domain::calendar::Calendar;
use crate::domain::date::{DateError, Point};
use crate::domain::edit::{Act, Change, Edit, Facts, Record, Refusal, Value, Why};
use crate::domain::plan::instant_of;
use crate::domain::status::Status;
use crate::domain::typed::{self, Ground, Reading, Side};
use crate::domain::zone::Zone;

/// A key that a status says, in the order in which it is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The key.
    pub key: &'static str,
    /// Whether `check` warns where it is missing and nothing can be put in its place.
    pub is_needed: bool,
    /// What it is, in a few words.
    pub doc: &'static str,
}

impl Asked {
    const fn needed(key: &'static str, doc: &'static str) -> Self {
        Self { key, is_needed: true, doc }
    }

    const fn free(key: &'static str, doc: &'static str) -> Self {
        Self { key, is_needed: false, doc }
    }
}

/// Returns what a status says: what a dialog asks for.
#[must_use]
pub fn asked(status: Status) -> &'static [Asked] {
    const BLOCKED: [Asked; 2] =
        [Asked::needed("waiting", "on whom it waits"), Asked::free("chase", "the day to ask again")];
    const ACCEPTED: [Asked; 4] = [
        Asked::needed("reason", "why the risk is carried"),
        Asked::free("who", "who carries it"),
        Asked::free("since", "the day since which"),
        Asked::free("until", "the last day, if it ends"),
    ];
    const DONE: [Asked; 2] = [Asked::free("closed", "the day on which it was done"), Asked::free("who", "who did it")];
    const NOT_APPLICABLE: [Asked; 2] =
        [Asked::needed("reason", "why it does not apply"), Asked::free("since", "the day since which")];
    match status {
        Status::Open | Status::InProgress => &[],
        Status::Blocked => &BLOCKED,
        Status::Accepted => &ACCEPTED,
        Status::Done => &DONE,
        Status::NotApplicable => &NOT_APPLICABLE,
    }
}

/// Gives obligations a status.
///
/// Where the status is another than before, keys that only the old one says are taken away, and what nobody gave is
/// filled in: `closed` and `since` with today, `who` with the user. Where it is the same, only what is given changes.
///
/// # Errors
///
/// When the status must say something that is not given, a day cannot be read or makes no sense, something is given
/// that the status does not say, the milestone does not touch a product, or nothing would change.
pub fn set_status(
    facts: &Facts,
    board: &Board,
    cells: &[Record],
    to: Status,
    given: &Given,
    hand: &Hand,
) -> Result<Edit, Refusal> {
    let wish = Wish { to, given, hand };
    wish.check()?;
    let mut changes = Vec::new();
    for record in cells {
        let cover = cover(facts, board, record)?;
        changes.extend(wish.changes(facts, board, record, &cover)?);
    }
    match (changes.is_empty(), cells) {
        (false, _) => Ok(Edit { act: Act::Status, changes }),
        (true, [one]) => Err(Refusal::new(Why::Nothing, format!("'{one}' is '{}' already", to.word()), "")),
        (true, _) => Err(Refusal::new(Why::Nothing, format!("all are '{}' already", to.word()), "")),
    }
}

/// What is asked for.
struct Wish<'a> {
    to: Status,
    given: &'a Given,
    hand: &'a Hand,
}

impl Wish<'_> {
    fn given(&self, key: &str) -> Option<&str> {
        let given = match key {
            "reason" => &self.given.reason,
            "who" => &self.given.who,
            "since" => &self.given.since,
            "until" => &self.given.until,
            "closed" => &self.given.closed,
            "waiting" => &self.given.waiting,
            "chase" => &self.given.chase,
            _ => &None,
        };
        let given = typed(given.as_deref())?;
        Some(if matches!(key, "who" | "waiting") { person(given) } else { given })
    }

    /// Refuses what the status does not say.
    fn check(&self) -> Result<(), Refusal> {
        let keys = ["reason", "who", "since", "until", "closed", "waiting", "chase"];
        let foreign = keys.into_iter().find(|key| self.given(key).is_some() && !says(self.to, key));
        let Some(key) = foreign else { return Ok(()) };
        let all: Vec<&str> = asked(self.to).iter().map(|asked| asked.key).collect();
        let hint = match all.as_slice() {
            [] => "write a remark as note".to_string(),
            all => format!("it says {}; write a remark as note", all.join(", ")),
        };
        Err(rule(format!("'{}' does not say '{key}'", self.to.word()), hint))
    }

    fn changes(
        &self,
        facts: &Facts,
        board: &Board,
        record: &Record,
        cover: &Cover<'_>,
    ) -> Result<Vec<Change>, Refusal> {
        // What is not written yet is what its selector says; all of it that stays is written then.
        let source = cover.source.as_ref().unwrap_or(record);
        let written = facts.get(source, "status");
        if let Some(Value::Alias(name)) = written {
            return Err(behind_alias(facts, (source, "status"), name));
        }
        let old = written.and_then(Value::as_text).and_then(Status::from_word).unwrap_or(Status::Open);
        let here = if cover.is_written { written } else { None };
        // A lapsed `accepted` and a `done` of a day to come read `open`: setting them anew is a change.
        let reads = if cover.is_written { cover.status.or(Some(old)) } else { cover.status };
        let is_same = old == self.to && reads == Some(self.to);
        let number = record.milestone().and_then(|(regulation, milestone)| board.find(regulation, milestone));
        let ground = (cover.zone, number.and_then(|number| board.calendar(number)));
        let next = |key: &str, old_value: Option<&Value>| {
            self.next(key, old_value, (old, is_same), facts.get(source, "due").is_some(), ground, board)
        };
        let mut details = Vec::new();
        for asked in asked(self.to) {
            let (from, value) = (facts.get(record, asked.key), facts.get(source, asked.key));
            details.extend(set(record, asked.key, from, next(asked.key, value)?));
        }
        details.extend(self.left(facts, record, source, old));
        details.extend(self.remarks(facts, record, source));
        if is_same && details.is_empty() {
            return Ok(Vec::new());
        }
        let mut changes: Vec<Change> =
            set(record, "status", here, Some(Value::text(self.to.word()))).into_iter().collect();
        changes.extend(details);
        if !cover.is_written {
            changes.extend(carried(facts, record, source, &changes));
        }
        Ok(changes)
    }

    /// Returns what a key of the new status shall say.
    fn next(
        &self,
        key: &str,
        old_value: Option<&Value>,
        (old, is_same): (Status, bool),
        has_due: bool,
        ground: (&Zone, Option<&Calendar>),
        board: &Board,
    ) -> Result<Option<Value>, Refusal> {
        if let Some(given) = self.given(key) {
            let text = if is_day(key) {
                sensible_day(key, given, (self.hand.today, ground.0, ground.1), board.now)?
            } else {
                given.to_string()
            };
            return Ok(Some(Value::text(match old_value.and_then(Value::as_text) {
                // The reason of `due` must not get lost.
                Some(reason) if key == "reason" && has_due && reason != text => format!("{reason}; {text}"),
                Some(_) | None => text,
            })));
        }
        if is_same || (key == "reason" && has_due && old_value.is_some()) {
            return Ok(old_value.cloned());
        }
        match key {
            "closed" | "since" => Ok(Some(Value::text(self.hand.today.to_string()))),
            "who" => Ok(typed(Some(&self.hand.user)).map(|user| Value::text(person(user)))),
            _ if asked(self.to).iter().any(|asked| asked.key == key && asked.is_needed) => {
                Err(rule(format!("'{}' must say '{key}'", self.to.word()), format!("give the {key}")))
            }
            // It belonged to the old status.
            _ if says(old, key) => Ok(None),
            _ => Ok(old_value.cloned()),
        }
    }

    /// Takes away what only the old status says.
    fn left(&self, facts: &Facts, record: &Record, source: &Record, old: Status) -> Vec<Change> {
        let keys = asked(old).iter().map(|asked| asked.key).filter(|key| !says(self.to, key));
        let keys = keys.filter(|key| *key != "reason" || facts.get(source, "due").is_none());
        keys.filter_map(|key| set(record, key, facts.get(record, key), None)).collect()
    }

    /// Adds the note and the evidence that are given.
    fn remarks(&self, facts: &Facts, record: &Record, source: &Record) -> Vec<Change> {
        let mut changes = Vec::new();
        if let Some(note) = typed(self.given.note.as_deref()) {
            changes.push(append(record, "note", Value::text(note)));
        }
        let present = facts.get(source, "evidence");
        let known: Vec<Value> = match present {
            Some(Value::List(items)) => items.clone(),
            Some(value) => vec![value.clone()],
            None => Vec::new(),
        };
        let mut new: Vec<Value> = Vec::new();
        for evidence in self.given.evidence.iter().filter_map(|text| typed(Some(text))) {
            let evidence = Value::text(evidence);
            if !known.contains(&evidence) && !new.contains(&evidence) {
                new.push(evidence);
            }
        }
        match (present, source == record) {
            (Some(Value::List(_)), true) => {
                changes.extend(new.into_iter().map(|item| append(record, "evidence", item)));
            }
            (_, _) if new.is_empty() => {}
            (_, _) => {
                let all = Value::List(known.into_iter().chain(new).collect());
                changes.extend(set(record, "evidence", facts.get(record, "evidence"), Some(all)));
            }
        }
        changes
    }
}

/// Reads a day that is typed for a key of an obligation: `closed` and `since` are not after now, `until` is not over.
///
/// One for a status that is set and for the field alone, on the command line and on the screen. `today` and `zone` are
/// those of the date.
///
/// # Errors
///
/// When it is no day, or one by which the obligation would read otherwise than it says.
pub fn sensible_day(
    key: &str,
    text: &str,
    (today, zone, calendar): (chrono::NaiveDate, &Zone, Option<&Calendar>),
    now: DateTime<Utc>,
) -> Result<String, Refusal> {
    let reading = typed_day(key, text, (today, zone, calendar)).map_err(|error| of_date(key, error))?;
    let is_after = match reading.point() {
        Some(Point::Day(day)) => *day > today,
        Some(point @ (Point::Local(..) | Point::Moment(..))) => instant_of(point, zone) > now,
        None => false,
    };
    let given = reading.text.as_str();
    match key {
        "closed" | "since" if is_after => {
            let message = format!("'{key}' {given} is after now: until then it would read as open");
            Err(rule(message, format!("today is {today}; set it when it is so")))
        }
        "until" if reading.day() < Some(today) => {
            let message = format!("'until' {given} is over: it would read as open at once");
            Err(rule(message, format!("today is {today}; give a day to come, or none")))
        }
        _ => Ok(reading.text),
    }
}

/// Reads a day that is typed for a key of a status; `today` and `zone` are those of the date.
///
/// # Errors
///
/// As [`typed::read_point`].
pub fn typed_day(
    key: &str,
    text: &str,
    (today, zone, calendar): (chrono::NaiveDate, &Zone, Option<&Calendar>),
) -> Result<Reading, DateError> {
    let side = if matches!(key, "closed" | "since") { Side::Behind } else { Side::Ahead };
    typed::read_point(text, &Ground { today, old: None, zone, side, calendar })
}

pub(super) fn says(status: Status, key: &str) -> bool {
    asked(status).iter().any(|asked| asked.key == key)
}

/// Returns whether a key of a status holds a day.
#[must_use]
pub fn is_day(key: &str) -> bool {
    matches!(key, "closed" | "since" | "until" | "chase")
}

/// Takes over what the selector's record says besides its status, for a product that gets an entry of its own.
fn carried(facts: &Facts, record: &Record, source: &Record, changes: &[Change]) -> Vec<Change> {
    if source == record {
        return Vec::new();
    }
    let is_of_status = |key: &str| {
        let is_reason_of_due = key == "reason" && facts.get(source, "due").is_some();
        key == "status" || (Status::ALL.into_iter().any(|status| says(status, key)) && !is_reason_of_due)
    };
    let is_changed = |key: &str| changes.iter().any(|change| change.key == key && change.record == *record);
    let of_source = facts.list.iter().filter(|fact| fact.record == *source);
    let kept = of_source.filter(|fact| !is_of_status(&fact.key) && !is_changed(&fact.key));
    kept.filter_map(|fact| set(record, &fact.key, None, Some(fact.value.clone()))).collect()
}
