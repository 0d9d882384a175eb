//! Calendars: which days are open, and why the others are not.
//!
//! Four are built in and computed from 1990 to 2100; before and after only their weekends are known. A file may define
//! its own on top of them. How far each is certain:
//!
//! | id | known from | announced up to |
//! |---|---|---|
//! | `us-federal` | 1990 | the statute has no end |
//! | `target` | 4 January 1999, when TARGET began | the long-term calendar has no end |
//! | `england-wales` | 1990 | 2028; later years follow the Act and the custom of its substitute days |
//! | `weekends` | always | always |
//!
//! A law can change and a day can be added at short notice (Juneteenth came two days before it was first observed), so
//! "the statute has no end" means: as the law stands.

mod days;
mod easter;
mod england_wales;
mod law;
mod own;
mod target;
mod us_federal;

use std::borrow::Cow;
use std::ops::RangeInclusive;
use std::sync::{Arc, OnceLock};

use chrono::{Datelike, NaiveDate};

use self::days::OpenDays;
use self::law::Named;
use self::own::Draft;
use super::date::YEARS;
use super::record::{File, Roll};
use super::rule::Direction;

/// The calendars that are built in.
pub const BUILT_IN: [&str; 4] = ["us-federal", "target", "england-wales", "weekends"];

/// The years in which closed days are known; outside only the weekends.
pub const KNOWN_YEARS: RangeInclusive<i32> = 1990..=2100;

/// A calendar ready to be asked: one bit per day and a running count of open days, from 1990 to 2100.
///
/// Before and after those years only the days of the week are known, and [`Calendar::is_projected`] says so. Some 30 KB:
/// keep it in an [`Arc`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    id: Box<str>,
    source: Box<str>,
    days: OpenDays,
    /// Closed days with their names, by date.
    named: Box<[Named]>,
    /// Open days that the week would close.
    opened: Box<[NaiveDate]>,
    /// Days that are open here and were not for everybody, by date.
    remarks: Box<[Named]>,
    /// The days for which it is complete.
    known: RangeInclusive<NaiveDate>,
}

/// A day on which a calendar is closed, and its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClosedDay {
    /// The day.
    pub day: NaiveDate,
    /// What it is called.
    pub name: Box<str>,
    /// Whether it is expected rather than announced: see [`Calendar::is_projected`].
    pub is_projected: bool,
}

impl Calendar {
    /// Returns a calendar that is built in; none for any other id.
    ///
    /// Made once and shared.
    #[must_use]
    pub fn built_in(id: &str) -> Option<Arc<Self>> {
        static MADE: [OnceLock<Arc<Calendar>>; BUILT_IN.len()] = [const { OnceLock::new() }; BUILT_IN.len()];
        let (id, made) = BUILT_IN.into_iter().zip(&MADE).find(|(built_in, _)| *built_in == id)?;
        Some(Arc::clone(made.get_or_init(|| Arc::new(Draft::built_in(id).finish(id)))))
    }

    /// Returns a calendar that is built in or that the file defines; none if there is no such calendar, if a base is
    /// missing, or if its bases go round in a ring.
    ///
    /// One of the file's own is its base (`weekends` where it names none), changed in this order: `weekend` replaces
    /// the days of the week that are closed; `open` opens days that the base or the week closes; `closed` closes days,
    /// also those of its own `open`: whoever writes both has named a reason for closing it. Days that the base names
    /// stay closed under another `weekend`, and days that the base opens stay open. `until` says up to when the whole
    /// is complete and replaces what the base says of that. Its days outside 1990 to 2100 count for nothing.
    ///
    /// Makes the calendar anew each time: keep it where it is asked often.
    #[must_use]
    pub fn of(file: &File, id: &str) -> Option<Arc<Self>> {
        let mut chain = Vec::new();
        let mut next = id;
        let base = loop {
            if let Some(base) = Self::built_in(next) {
                break base;
            }
            let own = file.calendars.iter().find(|own| own.id.as_str() == next)?;
            if chain.len() == file.calendars.len() {
                return None;
            }
            chain.push(own);
            next = own.base.as_ref().map_or("weekends", |base| base.value.as_str());
        };
        if chain.is_empty() {
            return Some(base);
        }
        let draft = chain.into_iter().rev().fold(Draft::on(&base), Draft::with);
        Some(Arc::new(draft.finish(id)))
    }

    /// Returns its id, as the file writes it.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Returns in one line the law or publisher that it follows.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Returns whether a day is open.
    #[must_use]
    pub fn is_open(&self, day: NaiveDate) -> bool {
        self.days.is_open(day.num_days_from_ce())
    }

    /// Returns why a day is closed: the holiday's name, else the day of the week; none for an open day.
    #[must_use]
    pub fn closed_as(&self, day: NaiveDate) -> Option<Cow<'_, str>> {
        if self.is_open(day) {
            return None;
        }
        Some(self.holiday(day).map_or_else(|| Cow::Borrowed(weekday(day)), Cow::Borrowed))
    }

    /// Returns the name of a closed day that has one besides the day of the week.
    #[must_use]
    pub fn holiday(&self, day: NaiveDate) -> Option<&str> {
        let at = self.named.binary_search_by_key(&day, |(day, _)| *day).ok()?;
        self.named.get(at).map(|(_, name)| &**name)
    }

    /// Returns the first and the last day for which it is complete; see [`Calendar::is_projected`].
    #[must_use]
    pub fn known(&self) -> &RangeInclusive<NaiveDate> {
        &self.known
    }

    /// Returns the n-th open day strictly after, or strictly before, a day; none outside [`YEARS`].
    ///
    /// The day itself need not be open and is not counted; an amount of 0 is the day itself. From an open day, n after
    /// and n before lead back to it. From a closed day they do not: one business day after Saturday 2026-11-21 is
    /// Monday the 23rd, one before that is Friday the 20th.
    #[must_use]
    pub fn counted(&self, day: NaiveDate, amount: u32, direction: Direction) -> Option<NaiveDate> {
        if !YEARS.contains(&day.year()) {
            return None;
        }
        if amount == 0 {
            return Some(day);
        }
        let (start, amount) = (day.num_days_from_ce(), i64::from(amount));
        let found = match direction {
            Direction::After => self.first_with(self.count(start) + amount, start, 1),
            Direction::Before => self.first_with(self.count(start - 1) - amount + 1, start - 1, -1),
        };
        found.and_then(NaiveDate::from_num_days_from_ce_opt).filter(|day| YEARS.contains(&day.year()))
    }

    fn count(&self, day: i32) -> i64 {
        i64::from(self.days.count(day))
    }

    /// Returns the first day whose count reaches a number; looks up or down from a day by ever longer steps.
    fn first_with(&self, wanted: i64, from: i32, step: i32) -> Option<i32> {
        let bound = if step < 0 { *YEARS.start() - 1 } else { *YEARS.end() + 1 };
        let bound = NaiveDate::from_ymd_opt(bound, 1, 1)?.num_days_from_ce();
        // The number of days is at least the number of open days.
        let away = i32::try_from((wanted - self.count(from)).abs().max(1)).unwrap_or(i32::MAX);
        let (mut near, mut step) = (from, step.saturating_mul(away));
        let mut far = near;
        while (self.count(far) >= wanted) == (step < 0) {
            if far == bound {
                return None;
            }
            near = far;
            far = far.saturating_add(step);
            far = if step < 0 { far.max(bound) } else { far.min(bound) };
            step = step.saturating_mul(2);
        }
        let (mut low, mut high) = (near.min(far), near.max(far));
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            if self.count(middle) < wanted {
                low = middle;
            } else {
                high = middle;
            }
        }
        Some(high)
    }

    /// Returns where a date goes that falls on this day: the day itself if it is open or nothing rolls.
    ///
    /// None if there is no open day that way within [`YEARS`].
    #[must_use]
    pub fn rolled(&self, day: NaiveDate, roll: Roll) -> Option<NaiveDate> {
        match roll {
            Roll::Next if !self.is_open(day) => self.counted(day, 1, Direction::After),
            Roll::Previous if !self.is_open(day) => self.counted(day, 1, Direction::Before),
            Roll::None | Roll::Next | Roll::Previous => Some(day),
        }
    }

    /// Says which closed days lie between two days, neither of them included: those with a name by it, the days of the
    /// weekend summed up. Empty where there are none.
    #[must_use]
    pub fn skipped(&self, from: NaiveDate, to: NaiveDate) -> String {
        const NAMED: usize = 3;
        let (low, high) = (from.min(to), from.max(to));
        let closed = || low.iter_days().skip(1).take_while(|day| *day < high).filter(|day| !self.is_open(*day));
        let named = || closed().filter_map(|day| Some((day, self.holiday(day)?)));
        let with_names = named().count();
        let weekend = closed().count() - with_names;
        let mut parts: Vec<String> =
            named().take(NAMED).map(|(day, name)| format!("{} {name}", day.format("%a %-d %b"))).collect();
        if with_names > NAMED {
            parts.push(format!("{} more days with a name", with_names - NAMED));
        }
        match weekend {
            0 => {}
            1 => parts.push("1 weekend day".into()),
            _ => parts.push(format!("{weekend} weekend days")),
        }
        match parts.split_last() {
            Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
            Some(_) | None => parts.concat(),
        }
    }

    /// Returns how many days are open after one day up to and including another; 0 when it is not later.
    #[must_use]
    pub fn open_days(&self, after: NaiveDate, through: NaiveDate) -> i32 {
        (self.days.count(through.num_days_from_ce()) - self.days.count(after.num_days_from_ce())).max(0)
    }

    /// Returns whether what it says of a day is expected rather than known.
    ///
    /// Past `until` or past what is announced, before TARGET began, and outside 1990 to 2100. `weekends` is always
    /// known. See the table of this module.
    #[must_use]
    pub fn is_projected(&self, day: NaiveDate) -> bool {
        !self.known.contains(&day)
    }

    /// Returns the named closed days of a year, by date; plain days of the weekend are not among them.
    ///
    /// Those of the law that fall on a weekend are, beside the day on which they are observed instead.
    #[must_use]
    pub fn closed_days(&self, year: i32) -> Vec<ClosedDay> {
        self.listed(&self.named, year)
    }

    /// Returns the days of a year that are counted as open here and on which not everything was, by date.
    ///
    /// For `us-federal`: closings by executive order, and Inauguration Day, a holiday in the Washington area only. Whose
    /// rule counts them as closed writes them under `closed` of a calendar of their own.
    #[must_use]
    pub fn remarks(&self, year: i32) -> Vec<ClosedDay> {
        self.listed(&self.remarks, year)
    }

    /// Returns the days of a year that the file opens although the week or the base closes them, by date.
    #[must_use]
    pub fn opened_days(&self, year: i32) -> Vec<NaiveDate> {
        self.opened.iter().copied().filter(|day| day.year() == year).collect()
    }

    /// Returns the English names of the days of the week that are closed, from Monday on.
    #[must_use]
    pub fn weekend(&self) -> Vec<&'static str> {
        // Where no day is known by itself, the week alone decides.
        let first = NaiveDate::from_isoywd_opt(*KNOWN_YEARS.end() + 100, 10, chrono::Weekday::Mon).unwrap_or_default();
        first.iter_days().take(7).filter(|day| !self.is_open(*day)).map(weekday).collect()
    }

    fn listed(&self, named: &[Named], year: i32) -> Vec<ClosedDay> {
        let from = named.partition_point(|(day, _)| day.year() < year);
        let of_year = named.iter().skip(from).take_while(|(day, _)| day.year() == year);
        let closed = |(day, name): &Named| ClosedDay {
            day: *day,
            name: name.as_ref().into(),
            is_projected: self.is_projected(*day),
        };
        of_year.map(closed).collect()
    }
}

/// Returns the English name of the weekday of a day.
fn weekday(day: NaiveDate) -> &'static str {
    match day.weekday() {
        chrono::Weekday::Mon => "Monday",
        chrono::Weekday::Tue => "Tuesday",
        chrono::Weekday::Wed => "Wednesday",
        chrono::Weekday::Thu => "Thursday",
        chrono::Weekday::Fri => "Friday",
        chrono::Weekday::Sat => "Saturday",
        chrono::Weekday::Sun => "Sunday",
    }
}
