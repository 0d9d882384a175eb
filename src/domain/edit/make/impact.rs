//! What a change does to other dates: which of them move, which stay, and what is written so that they stay.
//!
//! A date stays where its rule is replaced by the date itself. That is done for what is closed, and for what somebody
//! wants to keep; what counts from a date that stays, stays too.

mod occurrences;
mod spot;

use std::collections::HashSet;

use super::shift::replan;
use super::written_out::{certainty_of, written_out};
use super::{counted, ground, of_date, rule};
use crate::domain::board::Board;
use crate::domain::date::{When, parse_when};
use crate::domain::edit::{Change, Edit, Facts, Record, Refusal};
use crate::domain::plan::Plan;
use crate::domain::record::{Certainty, Entry, File, Products};
use crate::domain::refs::milestone_record;
use crate::domain::typed;
pub use occurrences::{Occurrences, Shift, series_words};
use spot::{Spot, leans, own_dates};

/// What becomes of a date when another one changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It moves, and may be kept.
    Moves,
    /// It stays because somebody wants that: it is written out.
    Kept,
    /// It stays because all that is owed by it is done or not applicable: it is written out.
    Closed,
    /// It stays because what it counts from stays.
    Stays,
    /// It is the base of a series: all its occurrences move, and none can be kept alone.
    Series,
    /// It moves by what it inherits, not by a rule: there is nothing to write out.
    Bound,
    /// It is a series, and would be one date alone: what it repeats with repeats no longer, or it counts from another.
    Stops,
}

impl Fate {
    /// Returns whether the date becomes another.
    #[must_use]
    pub fn moves(self) -> bool {
        match self {
            Self::Moves | Self::Series | Self::Bound | Self::Stops => true,
            Self::Kept | Self::Closed | Self::Stays => false,
        }
    }

    /// Returns whether somebody may say whether it moves.
    #[must_use]
    pub fn is_free(self) -> bool {
        match self {
            Self::Moves | Self::Kept => true,
            Self::Closed | Self::Stays | Self::Series | Self::Bound | Self::Stops => false,
        }
    }

    /// Returns what is said of it; nothing of what simply moves.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Moves => "",
            Self::Kept => "kept",
            Self::Closed => "closed, stays",
            Self::Stays => "stays with what it counts from",
            Self::Series => "a series, moves as a whole",
            Self::Bound => "moves by what it inherits",
            Self::Stops => "no longer repeats",
        }
    }

    /// Returns the word of JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Moves => "moves",
            Self::Kept => "kept",
            Self::Closed => "closed",
            Self::Stays => "stays",
            Self::Series => "series",
            Self::Bound => "bound",
            Self::Stops => "stops",
        }
    }

    /// Returns why it cannot be kept; nothing where it can, or stays anyway.
    #[must_use]
    pub fn why_not_kept(self) -> &'static str {
        match self {
            Self::Series => "it repeats: with its base all its occurrences move; a single product is kept by its 'due'",
            Self::Stops => "what it repeats with repeats no longer: give it a date or a 'repeat' of its own first",
            Self::Bound => "its own date is read otherwise by the change: there is no rule to write out",
            Self::Moves | Self::Kept | Self::Closed | Self::Stays => "",
        }
    }
}

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
}

impl Reach {
    /// Follows a milestone that gets another date, as typed; `kept` are the dates that shall stay.
    ///
    /// Takes the time of planning the whole file anew, a few times where dates stay.
    ///
    /// # Errors
    ///
    /// When the date cannot be read or is wrong in the file.
    pub fn of_move(board: &Board, milestone: u32, to: &str, kept: &[Record]) -> Result<Self, Refusal> {
        let verb = board.records(milestone).1.verb;
        let reading = typed::read(to, &ground(board, milestone)).map_err(|error| of_date(verb.word(), error))?;
        let (file, plan) = replan(board, milestone, reading.when)?;
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
        Self { own, others: spots.iter().filter_map(impact).collect(), occurrences: Occurrences::default() }
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

    fn replan(&mut self) {
        self.plan = Plan::of(&self.file, self.plan.zone(self.plan.file_zone));
    }

    /// Writes a date out as it stands on the board; returns what stood there.
    fn write(&mut self, board: &Board, spot: &Spot) -> Option<Held> {
        let dated = spot.dated(&board.plan)?;
        let text = dated.nominal.map(|date| counted(dated, date, board));
        let when = text.map_or(When::Unknown(None), |text| parse_when(&text).unwrap_or(When::Unreadable));
        let certainty = certainty_of(board, spot.number, (&spot.record(board)?, dated));
        self.put(board, spot, Some((when, certainty)))
    }

    /// Puts a date in place of another one; returns what stood there.
    fn put(&mut self, board: &Board, spot: &Spot, held: Option<Held>) -> Option<Held> {
        let (mut when, certainty) = held?;
        let &(r, m) = board.plan.spots.get(spot.number as usize)?;
        let milestone = self.file.regulations.get_mut(r as usize)?.milestones.get_mut(m as usize)?;
        let Some((list, at)) = spot.entry else {
            std::mem::swap(&mut milestone.when.value, &mut when);
            let before = milestone.common.certainty;
            milestone.common.certainty = before.or(certainty);
            return Some((when, before));
        };
        let entries: &mut [Entry] = match (list.checked_sub(1), &mut milestone.products) {
            (Some(at), _) => &mut milestone.occurrences.get_mut(at as usize)?.products,
            (None, Products::Listed(entries)) => entries,
            (None, Products::Implied) => return None,
        };
        let due = entries.get_mut(at as usize)?.record.details.as_mut()?.due.as_mut()?;
        std::mem::swap(&mut due.value, &mut when);
        Some((when, None))
    }
}

/// What stands in place of a date: its value, and how sure the milestone itself says that it is.
type Held = (When, Option<Certainty>);
