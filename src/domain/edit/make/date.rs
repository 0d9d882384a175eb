//! Edits of a milestone's date.

use chrono::NaiveDateTime;

use super::shift::replan;
use super::stood::{Entry, stood};
use super::written_out::certainty_of;
use super::{Hand, behind_alias, of_date, person, rule, set, typed};
use crate::domain::board::Board;
use crate::domain::date::{Seconds, When, parse_when};
use crate::domain::dated::{CivilDate, Dated, Missing, Precision};
use crate::domain::edit::{Act, Edit, Facts, Record, Refusal, Value, Why};
use crate::domain::plan::rules_of;
use crate::domain::typed::{self, Ground, Old, Side};
use crate::domain::zone::Zone;

/// What is said with another date.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moving {
    /// The new date, as typed.
    pub to: String,
    /// Why.
    pub reason: String,
    /// The day on which the change took legal effect or was announced; `today` is one.
    pub when: String,
    /// Where it is written.
    pub source: Option<String>,
}

/// Returns what a new date of a milestone is read against: its own zone, not one that the old value names.
#[must_use]
pub fn ground(board: &Board, milestone: u32) -> Ground<'_> {
    let inherited = board.inherited(milestone);
    let zone = inherited.get(|common| common.zone.as_ref());
    let zone = zone.unwrap_or_else(|| board.plan.zone(board.plan.file_zone));
    let old = old_of(board, base(board, milestone), zone);
    Ground { today: zone.day_of(board.now), old, zone, side: Side::Ahead, calendar: board.calendar(milestone) }
}

/// Returns what a new date can be counted from: the day as it stands, its time, and the zone where it is not `own`.
fn old_of<'a>(board: &'a Board, dated: &Dated, own: &Zone) -> Option<Old<'a>> {
    let Some(CivilDate::Day(day)) = dated.date else { return None };
    let zone = board.zone_of(dated);
    let seconds = if dated.precision == Precision::Second { Seconds::Written } else { Seconds::Absent };
    let time = dated.time(zone).map(|time| (time, seconds));
    Some(Old { day, time, zone: Some(zone).filter(|zone| *zone != own) })
}

/// Returns the date of a milestone as it is written or counted; of a series that of its base.
#[must_use]
pub fn base(board: &Board, milestone: u32) -> &Dated {
    board.plan.dated.get(milestone as usize).unwrap_or_else(|| board.dated(milestone))
}

/// Returns what the day of a change is read against: the zone of the date as it stands.
#[must_use]
pub fn since_ground(board: &Board, milestone: u32) -> Ground<'_> {
    let zone = board.zone_of(base(board, milestone));
    let calendar = board.calendar(milestone);
    Ground { today: zone.day_of(board.now), old: None, zone, side: Side::Behind, calendar }
}

/// Moves the date of a milestone and keeps its nominal date, as it stood, under `moved`.
///
/// # Errors
///
/// When something that must be said is missing or cannot be read, or nothing would change.
pub fn move_date(facts: &Facts, board: &Board, milestone: u32, moving: &Moving, hand: &Hand) -> Result<Edit, Refusal> {
    let target = Target::of(facts, board, milestone)?;
    let to = target.checked(&moving.to)?;
    let reason = typed(Some(&moving.reason)).ok_or_else(|| rule("a move says why", "give the reason"))?;
    let when = match typed(Some(&moving.when)) {
        None => {
            let hint = "give the day on which the change took legal effect or was announced, or 'today'";
            return Err(rule("a move says when it came about", hint));
        }
        Some(text) => {
            let ground = Ground { today: hand.today, ..since_ground(board, milestone) };
            typed::read_point(text, &ground).map_err(|error| of_date("when", error))?.text
        }
    };
    let was = target.nominal()?;
    if was == to {
        let hint = "to write a rule's date out, correct it";
        return Err(Refusal::new(Why::Nothing, format!("the date is {to} already"), hint));
    }
    let source = typed(moving.source.as_deref()).map(str::to_string);
    let who = typed(Some(&hand.user)).map(|who| person(who).to_string());
    let own = Entry { was, when: Some(when), why: reason.to_string(), source, who };
    // Its rule goes, and with it what says where it stood before its anchor was moved.
    let entries = stood(board, milestone).into_iter().chain([own]);
    let entries: Result<Vec<_>, Refusal> = entries.map(|entry| entry.change(facts, &target.record)).collect();
    let certainty = target.certainty(facts, &to);
    let changes = target.change(to).into_iter().chain(certainty).chain(entries?).collect();
    Ok(Edit { act: Act::Move, changes })
}

/// Corrects a date that was typed wrong: nothing is kept under `moved`.
///
/// # Errors
///
/// When the date cannot be read, or nothing would change.
pub fn correct_date(facts: &Facts, board: &Board, milestone: u32, to: &str) -> Result<Edit, Refusal> {
    let target = Target::of(facts, board, milestone)?;
    let to = target.checked(to)?;
    let nothing = Refusal::new(Why::Nothing, format!("the date is {to} already"), "");
    let certainty = target.certainty(facts, &to);
    let change = target.change(to).ok_or(nothing)?;
    Ok(Edit { act: Act::Correct, changes: std::iter::once(change).chain(certainty).collect() })
}

/// A milestone whose date is to be another.
struct Target<'a> {
    board: &'a Board,
    milestone: u32,
    record: Record,
    verb: &'static str,
    now: &'a Value,
}

impl<'a> Target<'a> {
    fn of(facts: &'a Facts, board: &'a Board, milestone: u32) -> Result<Self, Refusal> {
        let (regulation, written) = board.records(milestone);
        let record =
            Record::Milestone { regulation: regulation.id.as_str().into(), milestone: written.id.as_str().into() };
        let verb = written.verb.word();
        match facts.get(&record, verb) {
            Some(Value::Alias(name)) => Err(behind_alias(facts, (&record, verb), name)),
            Some(now) => Ok(Self { board, milestone, record, verb, now }),
            None => {
                Err(Refusal::new(Why::Missing, format!("'{record}' has no date"), "write 'by', 'from' or 'at' by hand"))
            }
        }
    }

    /// Returns the new date as it is written, if it can be one.
    fn checked(&self, to: &str) -> Result<String, Refusal> {
        let to = typed(Some(to)).ok_or_else(|| rule("a date is missing", "write it as YYYY-MM-DD"))?;
        let ground = ground(self.board, self.milestone);
        let reading = typed::read(to, &ground).map_err(|error| of_date(self.verb, error))?;
        if self.board.records(self.milestone).1.repeat.is_some()
            && !matches!(reading.when, When::Point(_) | When::Rule(_))
        {
            return Err(rule(format!("'{to}' has no day: '{}' repeats", self.record), "write it as YYYY-MM-DD"));
        }
        replan(self.board, self.milestone, (reading.when, &[]))?;
        Ok(reading.text)
    }

    fn change(&self, to: String) -> Option<super::Change> {
        set(&self.record, self.verb, Some(self.now), Some(Value::text(to)))
    }

    /// Returns the change that writes out how sure the date is, where only its rule said so and the new one is none.
    fn certainty(&self, facts: &Facts, to: &str) -> Option<super::Change> {
        let counts = parse_when(to).is_ok_and(|when| !rules_of(&when).is_empty());
        if counts || facts.get(&self.record, "certainty").is_some() {
            return None;
        }
        let dated = base(self.board, self.milestone);
        let certainty = certainty_of(self.board, self.milestone, (&self.record, dated))?;
        set(&self.record, "certainty", None, Some(Value::text(certainty.word())))
    }

    /// Returns the nominal date as it stands: what is written, or what a rule gave.
    fn nominal(&self) -> Result<String, Refusal> {
        let written = self.board.records(self.milestone).1;
        match &written.when.value {
            When::Point(_) | When::Coarse(_) | When::Unknown(_) => Ok(self.now.to_string()),
            When::Unreadable => Err(rule(
                format!("the date of '{}' cannot be read", self.record),
                "correct it; a date that cannot be read is not kept as an earlier one",
            )),
            When::Rule(_) | When::Earliest(_) => self.counted(base(self.board, self.milestone)),
        }
    }

    fn counted(&self, dated: &Dated) -> Result<String, Refusal> {
        match (&dated.missing, dated.nominal) {
            (Some(Missing::NoCalendar), _) => Err(rule(
                format!("the calendar of '{}' is not there: the date before is not known", self.now),
                "mend 'calendar' first, or write that date out, as a correction",
            )),
            (None, Some(nominal)) => Ok(counted(dated, nominal, self.board)),
            (_, _) => Ok("unknown".to_string()),
        }
    }
}

/// Returns a date that a rule gave, before it was rolled, as the format writes it.
pub(super) fn counted(dated: &Dated, nominal: CivilDate, board: &Board) -> String {
    let format = match dated.precision {
        Precision::Second => "%Y-%m-%d %H:%M:%S",
        Precision::Minute => "%Y-%m-%d %H:%M",
        Precision::Day | Precision::Month | Precision::Quarter | Precision::Year | Precision::None => {
            return nominal.to_string();
        }
    };
    let Some(instant) = dated.instant else { return nominal.to_string() };
    let zone = board.zone_of(dated);
    let there = zone.at(instant);
    if dated.rolled_days() != 0 {
        return nominal.first_day().and_time(there.time()).format(format).to_string();
    }
    let local: NaiveDateTime = there.naive_local();
    // A local time that comes twice is written with its offset.
    if zone.instant_of(local).0 == instant { local.format(format).to_string() } else { there.to_rfc3339() }
}
