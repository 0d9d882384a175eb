//! Where a date stood that is counted from one that was moved, written out when its rule goes.
//!
//! While it is counted, that follows from the moves of what it counts from (`Plan::followed`). Without the rule nothing
//! says it any more, and a breach would be un-said.

use super::start::has_dependents;
use super::{append, base, behind_alias, counted, rule, since_ground};
use crate::domain::board::Board;
use crate::domain::date::{Point, Verb, When, parse_point, parse_when};
use crate::domain::edit::{Change, Facts, Record, Refusal, Value};
use crate::domain::finding::{Place, Placed};
use crate::domain::obligation::is_late;
use crate::domain::plan::{Earlier, instant_of, rules_of};
use crate::domain::record::Move;
use crate::domain::typed;

/// One entry of `moved`, as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Entry {
    pub was: String,
    pub when: Option<String>,
    pub why: String,
    pub source: Option<String>,
    pub who: Option<String>,
}

impl Entry {
    /// Makes the change that puts it behind the others.
    ///
    /// # Errors
    ///
    /// When `moved` is an alias, or no list.
    pub fn change(self, facts: &Facts, record: &Record) -> Result<Change, Refusal> {
        match facts.get(record, "moved") {
            None | Some(Value::List(_)) => {}
            Some(Value::Alias(name)) => return Err(behind_alias(facts, (record, "moved"), name)),
            Some(Value::Null | Value::Text(_) | Value::Map(_)) => {
                return Err(rule(format!("'moved' of '{record}' is no list"), "make it a list by hand"));
            }
        }
        let said = [
            ("was", Some(self.was)),
            ("when", self.when),
            ("why", Some(self.why)),
            ("source", self.source),
            ("who", self.who),
        ];
        let keys = said.into_iter().filter_map(|(key, text)| Some((key.into(), Value::text(text?))));
        Ok(append(record, "moved", Value::Map(keys.collect())))
    }

    /// Returns it as the file says it.
    pub fn read(&self) -> Move {
        fn placed<T>(value: T) -> Placed<T> {
            Placed::new(value, Place::default())
        }
        Move {
            was: parse_when(&self.was).ok().map(placed),
            when: self.when.as_ref().and_then(|when| parse_point(when).ok()).map(placed),
            why: Some(self.why.as_str().into()),
            source: self.source.as_deref().map(Into::into),
            who: self.who.as_deref().map(Into::into),
        }
    }
}

/// Returns the moves that a milestone must say for itself when its rule goes, oldest first: those that came too late for
/// the date that stood until then, or do not say when they came; all of them where other dates count from it.
pub(super) fn stood(board: &Board, milestone: u32) -> Vec<Entry> {
    let written = board.records(milestone).1;
    let Some(all) = board.plan.followed.get(&milestone) else { return Vec::new() };
    let anchors: Vec<String> = rules_of(&written.when.value).iter().map(|rule| rule.anchor.to_string()).collect();
    let why = format!("{} was moved", anchors.join(" or "));
    let is_in_time = |earlier: &Earlier| {
        let when = earlier.when.as_ref();
        when.is_some_and(|when| is_late(&earlier.dated, when, board.plan.zone(earlier.zone)) == Some(false))
    };
    let (is_event, has_others) = (written.verb == Verb::At, has_dependents(board, milestone));
    let matters = |earlier: &&Earlier| has_others || (!is_event && !is_in_time(earlier));
    let own = board.plan.dated.get(milestone as usize).map(|dated| dated.zone);
    let when = |when: &Point, earlier: &Earlier| match when {
        // A local time of another zone.
        Point::Local(_, None, _) if own != Some(earlier.zone) => {
            let zone = board.plan.zone(earlier.zone);
            zone.at(instant_of(when, zone)).to_rfc3339()
        }
        Point::Day(_) | Point::Local(..) | Point::Moment(..) => when.to_string(),
    };
    let entry = |earlier: &Earlier| {
        let was = counted(&earlier.dated, earlier.dated.nominal?, board);
        // What may have stood may be a breach: as where a move does not say when it came.
        let said = earlier.when.as_ref().filter(|_| earlier.is_sure || is_in_time(earlier));
        let when = said.map(|point| when(point, earlier));
        Some(Entry { was, when, why: why.clone(), ..Entry::default() })
    };
    all.iter().filter(matters).filter_map(entry).collect()
}

/// Returns the moves that a milestone has besides when its date moves on a day, as typed: those of [`stood`], and that
/// one. Where the day cannot be read, it is today.
pub(super) fn moves_with(board: &Board, milestone: u32, when: &str) -> Vec<Move> {
    let ground = since_ground(board, milestone);
    let when = typed::read_point(when, &ground).ok().and_then(|reading| reading.point().cloned());
    let when = when.unwrap_or(Point::Day(ground.today));
    let written = &board.records(milestone).1.when.value;
    let was = match written {
        When::Point(_) | When::Coarse(_) | When::Unknown(_) => Some(written.clone()),
        When::Unreadable => None,
        When::Rule(_) | When::Earliest(_) => {
            let dated = base(board, milestone);
            dated.nominal.and_then(|nominal| parse_when(&counted(dated, nominal, board)).ok())
        }
    };
    let was = was.map(|was| Placed::new(was, Place::default()));
    let when = Some(Placed::new(when, Place::default()));
    let own = Move { was, when, why: None, source: None, who: None };
    stood(board, milestone).iter().map(Entry::read).chain([own]).collect()
}
