//! What a change does to other dates: which of them move, which stay, and what is written so that they stay.
//!
//! A date stays where its rule is replaced by the date itself. That is done for what is closed, and for what somebody
//! wants to keep; what counts from a date that stays, stays too.

mod fate;
mod occurrences;
mod spot;
mod turns;

use std::collections::HashSet;
use std::sync::Arc;

use super::shift::replan;
use super::stood::{Entry as StoodEntry, moves_with, stood};
use super::written_out::{certainty_of, written_out};
use super::{Moving, counted, ground, of_date, rule};
use crate::domain::board::Board;
use crate::domain::date::{When, parse_when};
use crate::domain::edit::{Change, Edit, Facts, Record, Refusal};
use crate::domain::plan::Plan;
use crate::domain::record::{Certainty, Entry, File, Milestone, Move, Products};
use crate::domain::refs::milestone_record;
use crate::domain::typed;
pub use fate::Fate;
pub use occurrences::{Occurrences, Shift, series_words};
use spot::{Spot, leans, own_dates};
use turns::turns;
pub use turns::{Stand, Turn};

/// A date that another one concerns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Impact {
    /// The milestone; or the obligation, where its own date counts from the other.
    pub record: Record,
    /// Its title.
    pub title: String,
    /// Its date before, as shown.
    pub old: String,
    /// Its date after, as shown; of what stays, the date that it would have got.
    pub new: String,
    /// What becomes of it.
    pub fate: Fate,
    /// The key that holds its rule.
    key: &'static str,
}

impl Impact {
    /// Says what becomes of the date: `2027-01-05 -> 2027-02-05`, or `2027-01-05, kept`.
    #[must_use]
    pub fn words(&self) -> String {
        let is_shown = self.fate.moves() && (self.old != self.new || self.fate != Fate::Stops);
        let dates = if is_shown { format!("{} -> {}", self.old, self.new) } else { self.old.clone() };
        if self.fate.words().is_empty() { dates } else { format!("{dates}, {}", self.fate.words()) }
    }
}

/// What a change does to the dates of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// The milestone whose date is changed itself; none where it stays, or other records are changed.
    pub own: Option<Impact>,
    /// The others, in the file's order.
    pub others: Vec<Impact>,
    /// What becomes of occurrences.
    pub occurrences: Occurrences,
    /// The obligations that come to be late, overdue or in breach by it, or no longer are.
    pub turns: Vec<Turn>,
}

impl Reach {
    /// Follows a milestone whose date is corrected, as typed; `kept` are the dates that shall stay.
    ///
    /// Takes the time of planning the whole file anew, a few times where dates stay.
    ///
    /// # Errors
    ///
    /// When the date cannot be read or is wrong in the file.
    pub fn of_move(board: &Board, milestone: u32, to: &str, kept: &[Record]) -> Result<Self, Refusal> {
        Self::of_date(board, milestone, (to, &[]), kept)
    }

    /// Follows a milestone whose date moves: the one before is kept, and so are breaches of it.
    ///
    /// Where the day of the move cannot be read, as if it came about today.
    ///
    /// # Errors
    ///
    /// Those of [`Reach::of_move`].
    pub fn of_moving(board: &Board, milestone: u32, moving: &Moving, kept: &[Record]) -> Result<Self, Refusal> {
        Self::of_date(board, milestone, (&moving.to, &moves_with(board, milestone, &moving.when)), kept)
    }

    fn of_date(board: &Board, milestone: u32, (to, moves): (&str, &[Move]), kept: &[Record]) -> Result<Self, Refusal> {
        let verb = board.records(milestone).1.verb;
        let reading = typed::read(to, &ground(board, milestone)).map_err(|error| of_date(verb.word(), error))?;
        let (file, plan) = replan(board, milestone, (reading.when, moves))?;
        let (regulation, record) = board.records(milestone);
        let mut reach =
            Self::follow(board, Course { file, plan: plan.clone() }, &milestone_record(regulation, record), kept);
        // Also where it comes out on the same day: of a rule that is worth knowing.
        let own = Spot { number: milestone, entry: None };
        reach.own = reach.own.or_else(|| own.impact(board, &plan, Fate::Moves));
        reach.occurrences = Occurrences::of(board, &plan, Some(milestone), None);
        Ok(reach)
    }

    /// Follows a change of other fields of a record, to the file with it, and its dates.
    #[must_use]
    pub fn of_file(board: &Board, record: &Record, (file, plan): (&File, &Plan), kept: &[Record]) -> Self {
        if plan.spots != board.plan.spots {
            return Self::default();
        }
        let course = Course { file: file.clone(), plan: plan.clone() };
        let number = record.milestone().and_then(|(regulation, milestone)| board.find(regulation, milestone));
        let occurrences = Occurrences::of(board, plan, None, number);
        Self { occurrences, ..Self::follow(board, course, record, kept) }
    }

    /// Returns whether there is nothing to be told of any date besides the milestone's own.
    #[must_use]
    pub fn is_silent(&self) -> bool {
        self.others.is_empty() && self.words(1).is_empty()
    }

    /// Says that the milestone itself repeats no longer, and which occurrences are none any more; at most so many by name.
    #[must_use]
    pub fn words(&self, most: usize) -> Vec<String> {
        let stops = self.stops().then(|| "it no longer repeats".to_string());
        stops.into_iter().chain(self.occurrences.words(most)).collect()
    }

    /// Says which obligations come to be late, overdue or in breach, or no longer are; at most so many, a line each.
    #[must_use]
    pub fn turn_words(&self, most: usize) -> Vec<String> {
        let more = self.turns.len().saturating_sub(most);
        let more = (more > 0).then(|| format!("+{more} more come to be late or in breach, or no longer are"));
        self.turns.iter().take(most).map(Turn::words).chain(more).collect()
    }

    /// Returns whether the milestone itself repeats no longer.
    #[must_use]
    pub fn stops(&self) -> bool {
        self.own.as_ref().is_some_and(|own| own.fate == Fate::Stops)
    }

    /// Returns how many others become another date.
    #[must_use]
    pub fn moving(&self) -> usize {
        self.others.iter().filter(|impact| impact.fate.moves()).count()
    }

    /// Returns the records of the dates that are written out.
    #[must_use]
    pub fn written(&self) -> Vec<Record> {
        let is_written = |impact: &&Impact| matches!(impact.fate, Fate::Kept | Fate::Closed);
        self.others.iter().filter(is_written).map(|impact| impact.record.clone()).collect()
    }

    /// Adds to an edit what keeps the dates that stay; `facts` are those of [`Reach::written`] too.
    ///
    /// # Errors
    ///
    /// When a date cannot stand by itself.
    pub fn join(&self, facts: &Facts, board: &Board, mut edit: Edit) -> Result<Edit, Refusal> {
        for impact in self.others.iter().filter(|impact| matches!(impact.fate, Fate::Kept | Fate::Closed)) {
            let changes: Option<(Vec<Change>, String)> = written_out(facts, board, (&impact.record, impact.key))?;
            edit.changes.extend(changes.into_iter().flat_map(|(changes, _)| changes));
        }
        Ok(edit)
    }

    /// Refuses a date that shall be kept and does not move, or cannot be.
    ///
    /// # Errors
    ///
    /// The first of them.
    pub fn check(&self, kept: &[Record]) -> Result<(), Refusal> {
        for record in kept {
            match self.others.iter().find(|impact| impact.record == *record) {
                None => {
                    let hint = match self.others.first() {
                        Some(first) => format!("what moves is listed with --dry-run; the first is {}", first.record),
                        None => "nothing else moves".to_string(),
                    };
                    return Err(rule(format!("'{record}' does not move with it"), hint));
                }
                Some(impact) if !impact.fate.why_not_kept().is_empty() => {
                    return Err(rule(format!("'{record}' cannot be kept"), impact.fate.why_not_kept()));
                }
                Some(_) => {}
            }
        }
        Ok(())
    }

    fn follow(board: &Board, mut course: Course, changed: &Record, kept: &[Record]) -> Self {
        let is_own = |spot: &Spot| spot.record(board).as_ref() == Some(changed);
        let mut spots = course.moved(board);
        let all = spots.clone();
        let own = spots.iter().position(is_own).map(|at| spots.remove(at));
        let unkept = course.plan.clone();
        let staying: Vec<Spot> = spots.iter().filter(|spot| spot.stays(board, kept)).copied().collect();
        let (written, useless) = course.keep(board, &staying);
        let impact = |spot: &Spot| {
            let is_moved = !written.contains(spot) && spot.differs(board, &course.plan);
            let fate = match is_moved {
                true if spot.stops(board, &course.plan) => Fate::Stops,
                true if spot.repeats(board) => Fate::Series,
                true if useless.contains(spot) || !spot.counts(board) => Fate::Bound,
                true => Fate::Moves,
                false if !written.contains(spot) => Fate::Stays,
                false if spot.is_closed(board) => Fate::Closed,
                false => Fate::Kept,
            };
            spot.impact(board, if is_moved { &course.plan } else { &unkept }, fate)
        };
        let fate = |spot: &Spot| if spot.stops(board, &course.plan) { Fate::Stops } else { Fate::Moves };
        let own = own.and_then(|spot| spot.impact(board, &course.plan, fate(&spot)));
        let others: Vec<Impact> = spots.iter().filter_map(impact).collect();
        let turns = if all.is_empty() { Vec::new() } else { turns(board, &course.evaluated(board), &all) };
        Self { own, others, occurrences: Occurrences::default(), turns }
    }
}

/// A file as it would be, and its dates.
struct Course {
    file: File,
    plan: Plan,
}

impl Course {
    /// Returns the dates that are others than on the board, in the file's order.
    fn moved(&self, board: &Board) -> Vec<Spot> {
        let mut spots = Vec::new();
        for number in (0u32..).take(board.plan.dated.len()) {
            let own = own_dates(board.records(number).1).map(Some);
            let all = std::iter::once(None).chain(own).map(|entry| Spot { number, entry });
            spots.extend(all.filter(|spot| spot.is_there_in(board, &self.file) && spot.differs(board, &self.plan)));
        }
        spots
    }

    /// Writes dates out, those first that count from none of the others; returns those that stay by it, and those
    /// that do not.
    fn keep(&mut self, board: &Board, staying: &[Spot]) -> (HashSet<Spot>, HashSet<Spot>) {
        let (mut written, mut useless) = (HashSet::new(), HashSet::new());
        if staying.is_empty() {
            return (written, useless);
        }
        let numbers = board.numbers();
        loop {
            let is_open =
                |spot: &&Spot| !written.contains(*spot) && !useless.contains(*spot) && spot.differs(board, &self.plan);
            let open: Vec<Spot> = staying.iter().filter(is_open).copied().collect();
            let milestones: HashSet<u32> =
                open.iter().filter(|spot| spot.entry.is_none()).map(|spot| spot.number).collect();
            let ready: Vec<Spot> = open.into_iter().filter(|spot| !leans(board, spot, &numbers, &milestones)).collect();
            if ready.is_empty() {
                return (written, useless);
            }
            let before: Vec<Option<Held>> = ready.iter().map(|spot| self.write(board, spot)).collect();
            self.replan();
            let mut is_undone = false;
            for (spot, held) in ready.iter().zip(before) {
                if spot.is_where_it_was(board, &self.plan) {
                    written.insert(*spot);
                } else {
                    useless.insert(*spot);
                    is_undone = true;
                    self.put(board, spot, held);
                }
            }
            if is_undone {
                self.replan();
            }
        }
    }

    /// Returns the board of the file as it would be, now.
    fn evaluated(self, board: &Board) -> Board {
        board.edited(Arc::new(self.file), Arc::new(self.plan), board.now)
    }

    fn replan(&mut self) {
        self.plan = Plan::of(&self.file, self.plan.zone(self.plan.file_zone));
    }

    /// Writes a date out as it stands on the board; returns what stood there.
    fn write(&mut self, board: &Board, spot: &Spot) -> Option<Held> {
        let dated = spot.dated(&board.plan)?;
        let text = dated.nominal.map(|date| counted(dated, date, board));
        let when = text.map_or(When::Unknown(None), |text| parse_when(&text).unwrap_or(When::Unreadable));
        let told = certainty_of(board, spot.number, (&spot.record(board)?, dated));
        let milestone = self.milestone(board, spot.number)?;
        let (certainty, mut moved) = (milestone.common.certainty.or(told), milestone.moved.clone());
        if spot.entry.is_none() {
            moved.extend(stood(board, spot.number).iter().map(StoodEntry::read));
        }
        self.put(board, spot, Some(Held { when, certainty, moved }))
    }

    fn milestone(&mut self, board: &Board, number: u32) -> Option<&mut Milestone> {
        let &(r, m) = board.plan.spots.get(number as usize)?;
        self.file.regulations.get_mut(r as usize)?.milestones.get_mut(m as usize)
    }

    /// Puts a date in place of another one; returns what stood there.
    fn put(&mut self, board: &Board, spot: &Spot, held: Option<Held>) -> Option<Held> {
        let mut held = held?;
        let milestone = self.milestone(board, spot.number)?;
        let Some((list, at)) = spot.entry else {
            std::mem::swap(&mut milestone.when.value, &mut held.when);
            std::mem::swap(&mut milestone.common.certainty, &mut held.certainty);
            std::mem::swap(&mut milestone.moved, &mut held.moved);
            return Some(held);
        };
        let entries: &mut [Entry] = match (list.checked_sub(1), &mut milestone.products) {
            (Some(at), _) => &mut milestone.occurrences.get_mut(at as usize)?.products,
            (None, Products::Listed(entries)) => entries,
            (None, Products::Implied) => return None,
        };
        let due = entries.get_mut(at as usize)?.record.details.as_mut()?.due.as_mut()?;
        std::mem::swap(&mut due.value, &mut held.when);
        Some(held)
    }
}

/// What stands in place of a date.
struct Held {
    /// Its value.
    when: When,
    /// How sure the milestone itself says that it is.
    certainty: Option<Certainty>,
    /// Its moves.
    moved: Vec<Move>,
}
