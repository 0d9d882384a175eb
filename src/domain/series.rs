//! Milestones that repeat: which occurrences there are, and the date of each.

mod closings;

use std::sync::Arc;

use chrono::{NaiveDate, NaiveTime};

use super::calendar::Calendar;
use super::count::{Frame, Uncounted};
use super::date::{Seconds, Verb};
use super::dated::{CivilDate, Dated, Missing, Precision, ZoneIndex, day_at};
use super::plan::Plan;
use super::record::{Certainty, File, Milestone, Occurrence, Repeat, Roll};
use super::rule::{Direction, Rule, Span, Unit};
use super::zone::Zone;

pub(crate) use closings::Closings;

/// The most occurrences that one series may have up to the year 2100; past it, the file says so and it has no date.
pub const MOST_OCCURRENCES: usize = 50_000;

/// The most rules in a row that may hang on a series.
pub const MOST_LINKS: usize = 100;

/// A milestone that repeats.
#[derive(Clone, Debug)]
pub struct Series {
    /// How its occurrences follow each other.
    pub course: Course,
    /// What the law says with each date.
    pub verb: Verb,
    /// The zone of its dates.
    pub zone: ZoneIndex,
    /// Its calendar; none: the one that is named is not there.
    pub calendar: Option<Arc<Calendar>>,
    /// Where a date on a closed day goes.
    pub roll: Roll,
    /// How sure the dates are; for a series that follows another one, what the milestone itself writes.
    pub certainty: Option<Certainty>,
    /// The least that it takes from its regulation.
    pub by_default: Certainty,
}

/// How occurrences follow each other.
#[derive(Clone, Debug)]
pub enum Course {
    /// In a fixed period from the base, which is occurrence 0.
    Every {
        /// The base.
        first: Start,
        /// The period.
        every: Span,
        /// The last nominal date; inclusive.
        until: Option<NaiveDate>,
    },
    /// Each from the closing of the one before.
    AfterDone {
        /// The base.
        first: Start,
        /// The nominal dates, as far as the file's closings carry.
        nominals: Vec<NaiveDate>,
        /// The day of closing from which each but the first counts, in the same order.
        closings: Vec<NaiveDate>,
        /// Why the date of one more that follows is not known; none: no such one follows.
        missing: Option<Missing>,
    },
    /// One for each occurrence of an anchor.
    With {
        /// The anchor's number.
        anchor: u32,
        /// The rule.
        rule: Rule,
    },
}

/// The base of a series: its day, and its time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Start {
    /// Its nominal day.
    pub day: NaiveDate,
    /// Its local time in the series' zone; none: the whole day.
    pub time: Option<(NaiveTime, Seconds)>,
}

/// One occurrence: its nominal date, by which it is addressed (none: not known), and its date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instance {
    /// The nominal date.
    pub nominal: Option<NaiveDate>,
    /// The date.
    pub dated: Dated,
}

impl Series {
    /// Returns the number of the series of which each occurrence makes one of this; none where it repeats by itself.
    #[must_use]
    pub fn followed(&self) -> Option<u32> {
        match self.course {
            Course::With { anchor, .. } => Some(anchor),
            Course::Every { .. } | Course::AfterDone { .. } => None,
        }
    }
}

impl Plan {
    /// Returns the n-th occurrence of a milestone, counted from 0, its base; none where it does not repeat or has ended.
    #[must_use]
    pub fn occurrence(&self, milestone: u32, n: usize) -> Option<Instance> {
        // From the milestone up to the series that stands on its own feet.
        let mut links = Vec::new();
        let mut at = milestone;
        let mut instance = loop {
            let series = self.series.get(&at)?;
            match &series.course {
                Course::With { anchor, rule } if links.len() < MOST_LINKS => {
                    links.push((series, rule, *anchor));
                    at = *anchor;
                }
                Course::With { .. } => return None,
                Course::Every { .. } | Course::AfterDone { .. } => break self.own(series, n)?,
            }
        };
        for (series, rule, anchor) in links.into_iter().rev() {
            instance = self.follow(series, rule, (anchor, &instance.dated));
        }
        Some(instance)
    }

    fn frame<'a>(&'a self, series: &'a Series) -> Frame<'a> {
        Frame {
            verb: series.verb,
            zone: (series.zone, self.zone(series.zone)),
            calendar: series.calendar.as_deref(),
            roll: series.roll,
        }
    }

    fn own(&self, series: &Series, n: usize) -> Option<Instance> {
        let (first, nominal) = match &series.course {
            Course::Every { first, every, until } => (first, nth(first.day, *every, n, *until)?),
            Course::AfterDone { first, nominals, missing, .. } => match (nominals.get(n), missing) {
                (Some(nominal), _) => (first, *nominal),
                (None, Some(missing)) if n == nominals.len() => {
                    let certainty = series.certainty.unwrap_or(series.by_default);
                    let dated = Dated::without(series.verb, series.zone, certainty, missing.clone());
                    return Some(Instance { nominal: None, dated });
                }
                (None, _) => return None,
            },
            Course::With { .. } => return None,
        };
        Some(Instance { nominal: Some(nominal), dated: self.on(series, first, nominal) })
    }

    /// Returns the date of the occurrence with a nominal date.
    fn on(&self, series: &Series, first: &Start, nominal: NaiveDate) -> Dated {
        let zone = (series.zone, self.zone(series.zone));
        let dated = match first.time {
            None => Dated::on_day(series.verb, nominal, zone),
            Some((time, seconds)) => Dated::at_local(series.verb, nominal.and_time(time), zone, seconds).0,
        };
        let certainty = series.certainty.unwrap_or(series.by_default);
        let rolled = self.frame(series).rolled(dated, zone.1);
        let rolled = rolled.unwrap_or_else(|why| without(series, why.missing()));
        Dated { certainty, ..rolled }
    }

    /// Returns the occurrence that follows from one of the anchor's.
    fn follow(&self, series: &Series, rule: &Rule, (number, anchor): (u32, &Dated)) -> Instance {
        let frame = self.frame(series);
        let counted = match (anchor.date, &anchor.missing) {
            _ if anchor.certainty == Certainty::Withdrawn => Err(Missing::AnchorWithdrawn),
            (None, missing) => Err(missing.clone().unwrap_or(Missing::AnchorUnknown)),
            (Some(date), _) => {
                frame.counted(rule.offset, (anchor, date, self.zone(anchor.zone))).map_err(Uncounted::missing)
            }
        };
        let (nominal, dated) = match counted {
            Ok(dated) => {
                let nominal = dated.nominal.map(CivilDate::first_day);
                let rolled = frame.rolled(dated, frame.zone.1);
                (nominal, rolled.unwrap_or_else(|why| without(series, why.missing())))
            }
            Err(missing) => (None, without(series, missing)),
        };
        let of_chain = if anchor.certainty == Certainty::Withdrawn { Certainty::Final } else { anchor.certainty };
        let certainty = series.certainty.unwrap_or(of_chain.max(series.by_default));
        Instance { nominal, dated: Dated { certainty, anchor: Some(number), ..dated } }
    }

    /// Finds the occurrence with a nominal date; none where the series has none.
    #[must_use]
    pub fn occurrence_on(&self, milestone: u32, nominal: NaiveDate) -> Option<(usize, Instance)> {
        if let Some(Course::AfterDone { nominals, .. }) = self.series.get(&milestone).map(|series| &series.course) {
            let n = nominals.iter().position(|day| *day == nominal)?;
            return Some((n, self.occurrence(milestone, n)?));
        }
        let mut n = self.guess(milestone, nominal);
        loop {
            let instance = self.occurrence(milestone, n)?;
            match instance.nominal {
                Some(day) if day == nominal => return Some((n, instance)),
                // The dates of a fixed period, and of what counts from it, never go back.
                Some(day) if day > nominal && self.is_regular(milestone) => return None,
                Some(_) => n += 1,
                None => return None,
            }
            if n > MOST_OCCURRENCES {
                return None;
            }
        }
    }

    /// Returns the nominal dates of a series on both sides of a day, at most two.
    fn near_occurrences(&self, milestone: u32, day: NaiveDate) -> Vec<NaiveDate> {
        let mut near: Vec<NaiveDate> = Vec::new();
        for n in self.guess(milestone, day)..=MOST_OCCURRENCES {
            let Some(nominal) = self.occurrence(milestone, n).and_then(|instance| instance.nominal) else { break };
            if nominal < day {
                near.clear();
            }
            near.push(nominal);
            if nominal > day {
                break;
            }
        }
        near
    }

    /// Names the occurrences on both sides of a day, for a hint; `before` stands before each nominal date.
    #[must_use]
    pub fn near_words(&self, milestone: u32, day: NaiveDate, before: &str) -> String {
        let near = self.near_occurrences(milestone, day);
        let near: Vec<String> = near.iter().map(|day| format!("{before}{day}")).collect();
        match near.as_slice() {
            [] => String::new(),
            [only] => format!("near it is {only}"),
            several => format!("near it are {}", several.join(" and ")),
        }
    }

    /// Returns whether the occurrences of a milestone are all known beforehand.
    #[must_use]
    pub fn is_regular(&self, milestone: u32) -> bool {
        let mut at = milestone;
        for _ in 0..=MOST_LINKS {
            match self.series.get(&at).map(|series| &series.course) {
                Some(Course::With { anchor, .. }) => at = *anchor,
                Some(Course::Every { .. }) => return true,
                Some(Course::AfterDone { .. }) | None => return false,
            }
        }
        false
    }

    /// Returns a number that is at most that of the occurrence with a nominal date.
    fn guess(&self, milestone: u32, nominal: NaiveDate) -> usize {
        let Some(Series { course: Course::Every { first, every, .. }, .. }) = self.series.get(&milestone) else {
            return 0;
        };
        let longest = match every.unit {
            Unit::Hours | Unit::Days | Unit::BusinessDays => 1,
            Unit::Weeks => 7,
            Unit::Months => 31,
            Unit::Quarters => 92,
            Unit::Years => 366,
        };
        let days = (nominal - first.day).num_days().max(0);
        usize::try_from(days / (i64::from(every.amount) * longest)).unwrap_or(0)
    }
}

fn without(series: &Series, missing: Missing) -> Dated {
    Dated::without(series.verb, series.zone, Certainty::Final, missing)
}

/// Returns the nominal date of occurrence n: the base plus n periods, always from the base.
fn nth(first: NaiveDate, every: Span, n: usize, until: Option<NaiveDate>) -> Option<NaiveDate> {
    let amount = every.amount.checked_mul(u32::try_from(n).ok()?)?;
    let day = day_at(first, Span { amount, ..every }, Direction::After)?;
    until.is_none_or(|until| day <= until).then_some(day)
}

/// Returns whether a fixed period has more occurrences up to 2100 than this program follows.
#[must_use]
pub fn is_endless(first: NaiveDate, repeat: &Repeat) -> bool {
    let end = repeat.until.or(NaiveDate::from_ymd_opt(2100, 12, 31));
    let day = nth(first, repeat.every, MOST_OCCURRENCES, None);
    !repeat.is_after_done && day.zip(end).is_some_and(|(day, end)| day <= end)
}

/// Returns the base of a series, with its time as written; none where its date has no day. `zone` is that of the date.
#[must_use]
pub(crate) fn start_of(dated: &Dated, zone: &Zone) -> Option<Start> {
    let Some(CivilDate::Day(day)) = dated.nominal else { return None };
    let seconds = if dated.precision == Precision::Second { Seconds::Written } else { Seconds::Absent };
    Some(Start { day, time: dated.time(zone).map(|time| (time, seconds)) })
}

/// Returns what is written of the occurrence with a nominal date; for many of one milestone see `Written`.
#[must_use]
pub fn written(milestone: &Milestone, nominal: Option<NaiveDate>) -> Option<(u32, &Occurrence)> {
    let nominal = nominal?;
    (0u32..).zip(&milestone.occurrences).find(|(_, occurrence)| occurrence.nominal.value == nominal)
}

/// What is written of the occurrences of a milestone, to be found by nominal date: there may be tens of thousands.
pub(crate) struct Written<'a> {
    all: &'a [Occurrence],
    /// Their places, by nominal date; of the same date in the order of the file.
    order: Vec<u32>,
}

impl<'a> Written<'a> {
    pub(crate) fn of(milestone: &'a Milestone) -> Self {
        let all = &*milestone.occurrences;
        let mut order: Vec<u32> = (0u32..).take(all.len()).collect();
        order.sort_by_key(|at| all.get(*at as usize).map(|occurrence| occurrence.nominal.value));
        Self { all, order }
    }

    /// Returns what [`written`] does.
    pub(crate) fn on(&self, nominal: Option<NaiveDate>) -> Option<(u32, &'a Occurrence)> {
        let nominal = nominal?;
        let day = |at: u32| self.all.get(at as usize).map(|occurrence| occurrence.nominal.value);
        let first = self.order.partition_point(|at| day(*at) < Some(nominal));
        let at = *self.order.get(first)?;
        self.all.get(at as usize).filter(|occurrence| occurrence.nominal.value == nominal).map(|found| (at, found))
    }
}

/// Returns a file's milestone by its number.
#[must_use]
pub(crate) fn milestone_at<'a>(file: &'a File, plan: &Plan, number: u32) -> Option<&'a Milestone> {
    let &(r, m) = plan.spots.get(number as usize)?;
    file.regulations.get(r as usize)?.milestones.get(m as usize)
}

#[cfg(test)]
mod tests {
    use chrono::{Days, NaiveDate};
    use proptest::prelude::*;

    use super::*;
    use crate::domain::date::Point;
    use crate::domain::zone::Zone;
    use crate::yaml::snapshot::Snapshot;

    const TEXT: &str = "duewatch: 1
zone: UTC
products:
  kes: {name: K}
regulations:
  r:
    title: R
    milestones:
      m:
        title: M
        by: 1900-01-01
        repeat: every 1 day after done
        products: [kes]
        occurrences:
          1900-01-01: {kes: {status: done, closed: 1900-01-01, who: ana}}
";

    fn first_day() -> NaiveDate {
        NaiveDate::from_ymd_opt(1900, 1, 1).expect("a day")
    }

    /// The file, with these occurrences: so many days after the first, each closed so many days after it.
    fn file(days: impl Iterator<Item = (u64, u64)>) -> File {
        let mut file = File::clone(&Snapshot::of(TEXT.into(), &Zone::utc()).file);
        let milestone = file.regulations.first_mut().and_then(|r| r.milestones.first_mut()).expect("it is there");
        let model = milestone.occurrences.first().expect("one is written").clone();
        let day = |days: u64| first_day() + Days::new(days);
        let occurrence = |(nominal, closed): (u64, u64)| {
            let mut one = model.clone();
            one.nominal.value = day(nominal);
            let details = one.products.first_mut().and_then(|one| one.record.details.as_mut()).expect("it is closed");
            details.closed.as_mut().expect("on a day").value = Point::Day(day(closed));
            one
        };
        milestone.occurrences = days.map(occurrence).collect();
        file
    }

    proptest! {
        #[test]
        fn what_is_written_is_found_as_one_by_one(
            days in prop::collection::vec((0_u64..40, 0_u64..60), 0..40),
            asked in prop::collection::vec(0_u64..60, 1..20),
        ) {
            let file = file(days.into_iter());
            let plan = Plan::of(&file, &Zone::utc());
            let milestone = milestone_at(&file, &plan, 0).expect("it is there");
            let all = Written::of(milestone);
            for days in asked {
                let day = first_day() + Days::new(days);
                prop_assert_eq!(all.on(Some(day)), written(milestone, Some(day)));
                let one_by_one = (0..=MOST_OCCURRENCES).map_while(|n| Some((n, plan.occurrence(0, n)?)));
                let found = one_by_one.into_iter().find(|(_, instance)| instance.nominal == Some(day));
                prop_assert_eq!(plan.occurrence_on(0, day), found);
            }
            prop_assert_eq!(all.on(None), None);
        }
    }

    #[test]
    fn a_series_of_closings_ends_where_there_are_too_many() {
        let most = u64::try_from(MOST_OCCURRENCES).expect("a number");
        let course = |many: u64| {
            let file = file((0..many).rev().map(|n| (n, n)));
            let plan = Plan::of(&file, &Zone::utc());
            let Some(Course::AfterDone { nominals, missing, .. }) =
                plan.series.get(&0).map(|series| series.course.clone())
            else {
                panic!("it counts from closings")
            };
            let last = plan.occurrence(0, MOST_OCCURRENCES).map(|instance| (instance.nominal, instance.dated.missing));
            (nominals.len(), missing, last)
        };
        // The last one of all is owed.
        assert_eq!(course(most - 1), (MOST_OCCURRENCES, None, None));
        let too_many = Some(Missing::TooMany);
        assert_eq!(course(most), (MOST_OCCURRENCES, too_many.clone(), Some((None, too_many.clone()))));
        assert_eq!(course(most + 1), (MOST_OCCURRENCES, too_many.clone(), Some((None, too_many))));
    }
}
