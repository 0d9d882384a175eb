//! What else moves with a date, as JSON.

use serde::Serialize;

use crate::domain::edit::make::{Impact, Occurrences, Reach, Shift, Stand, Turn};

/// A milestone or obligation whose date moves; or stays, though another one moves.
#[derive(Serialize)]
pub struct MoveJson<'a> {
    address: String,
    title: &'a str,
    from: &'a str,
    /// Of what stays: the date that it would have got.
    to: &'a str,
    /// `moves`; `kept`, `closed`: written out and stays; `stays`: counts from one that stays; `series`, `bound`: moves
    /// and cannot be kept; `stops`: no longer repeats.
    fate: &'static str,
}

impl<'a> MoveJson<'a> {
    fn of(impact: &'a Impact) -> Self {
        let (title, from, to) = (&*impact.title, &*impact.old, &*impact.new);
        Self { address: impact.record.to_string(), title, from, to, fate: impact.fate.word() }
    }
}

/// Returns the dates that move, and those that stay; the milestone's own first.
#[must_use]
pub fn moves_of(reach: &Reach) -> Vec<MoveJson<'_>> {
    reach.own.iter().chain(&reach.others).map(MoveJson::of).collect()
}

/// Returns the obligations that stand otherwise by another date.
#[must_use]
pub fn turns_of(reach: &Reach) -> Vec<TurnJson<'_>> {
    reach.turns.iter().map(TurnJson::of).collect()
}

/// An obligation that stands otherwise by another date.
#[derive(Serialize)]
pub struct TurnJson<'a> {
    address: &'a str,
    from: StandJson,
    to: StandJson,
}

/// How an obligation stands by its date.
#[derive(Serialize)]
struct StandJson {
    overdue: bool,
    /// 0: done in time; null: not done, or nobody knows.
    late_days: Option<i32>,
    /// Null: unknown.
    breach: Option<bool>,
}

impl<'a> TurnJson<'a> {
    fn of(turn: &'a Turn) -> Self {
        let stand =
            |stand: Stand| StandJson { overdue: stand.is_overdue, late_days: stand.late_days, breach: stand.breach };
        Self { address: &turn.address, from: stand(turn.old), to: stand(turn.new) }
    }
}

/// What becomes of occurrences of series.
#[derive(Default, Serialize)]
pub struct OccurrencesJson<'a> {
    /// Those of the milestone that are owed and get another nominal date.
    moves: Vec<ShiftJson>,
    /// Addresses of those that are written and none of their series any more: kept as history.
    history: &'a [String],
    /// Addresses of those that are owed, not written, and no more.
    dropped: &'a [String],
}

impl<'a> OccurrencesJson<'a> {
    /// Takes what becomes of occurrences.
    #[must_use]
    pub fn of(occurrences: &'a Occurrences) -> Self {
        let shift = |shift: &Shift| ShiftJson { from: shift.old.to_string(), to: shift.new.map(|day| day.to_string()) };
        Self {
            moves: occurrences.shifts.iter().map(shift).collect(),
            history: &occurrences.history,
            dropped: &occurrences.dropped,
        }
    }
}

/// One occurrence of the milestone that is moved.
#[derive(Serialize)]
struct ShiftJson {
    from: String,
    /// Null: the series ends before it.
    to: Option<String>,
}
