//! One milestone × one product: live or not, late or not, in breach or not.

use chrono::{DateTime, NaiveDate, Utc};

use super::band::{Band, Owed, band_of};
use super::board::{Cell, Countdown};
use super::date::Point;
use super::dated::{Dated, days_between};
use super::members::Speaker;
use super::plan::{Earlier, instant_of};
use super::record::{Certainty, Move};
use super::settings::Limits;
use super::status::{Details, Status, StatusRecord};
use super::zone::Zone;

/// What an obligation is measured against.
pub(crate) struct Standing<'a> {
    /// The date that counts for it.
    pub dated: &'a Dated,
    /// The earlier dates of its milestone, one for each move; empty where it has a date of its own.
    pub earlier: &'a [Option<Dated>],
    /// The moves.
    pub moves: &'a [Move],
    /// Where its date stood before what it counts from was moved, each with the zone of that move's day; empty where it
    /// has a date of its own.
    pub followed: Vec<(&'a Earlier, &'a Zone)>,
    /// The zone of the date.
    pub zone: &'a Zone,
    /// The moment.
    pub now: DateTime<Utc>,
    /// Where the bands end.
    pub limits: Limits,
    /// The day of the moment in that zone.
    pub today: NaiveDate,
}

/// Whose obligation it is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Whose {
    pub milestone: u32,
    pub product: u32,
    pub speaker: Speaker,
    pub occurrence: Option<u32>,
}

/// Since when an obligation is no longer live.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ended<'a> {
    /// It is live.
    Not,
    /// Since this point.
    On(&'a Point),
    /// The file does not say since when.
    Sometime,
}

/// Returns the civil day of a point in the zone of the date that it belongs to.
#[must_use]
pub fn day_of(point: &Point, zone: &Zone) -> NaiveDate {
    match point {
        Point::Day(day) => *day,
        Point::Local(local, None, _) => local.date(),
        Point::Local(_, Some(_), _) | Point::Moment(..) => zone.day_of(instant_of(point, zone)),
    }
}

/// Returns whether a point lies after now: a day that has not begun, or a moment that has not come.
#[must_use]
pub fn is_after(point: &Point, zone: &Zone, now: DateTime<Utc>) -> bool {
    match point {
        Point::Day(day) => *day > zone.day_of(now),
        Point::Local(..) | Point::Moment(..) => instant_of(point, zone) > now,
    }
}

/// Returns whether an inclusive last day (or a moment) is over.
#[must_use]
pub fn is_over(until: &Point, zone: &Zone, now: DateTime<Utc>) -> bool {
    match until {
        Point::Day(day) => *day < zone.day_of(now),
        Point::Local(..) | Point::Moment(..) => instant_of(until, zone) <= now,
    }
}

/// Returns the moments that a record names, at which its status may read otherwise; days end with the zone's day.
pub(crate) fn moments<'a>(record: &'a StatusRecord, zone: &'a Zone) -> impl Iterator<Item = DateTime<Utc>> + 'a {
    let of = |details: &'a Details| [details.closed.as_ref(), details.since.as_ref(), details.until.as_deref()];
    let points = record.details.as_deref().into_iter().flat_map(of).flatten();
    points.filter(|point| !matches!(point.value, Point::Day(_))).map(|point| instant_of(&point.value, zone))
}

/// Evaluates one obligation; `record` is none for the implied `org`, which is open.
pub(crate) fn cell(whose: Whose, record: Option<&StatusRecord>, standing: &Standing<'_>) -> Cell {
    let Whose { milestone, product, speaker, occurrence } = whose;
    let (status, ended) =
        record.map_or((Status::Open, Ended::Not), |record| as_of(record, standing.zone, standing.now));
    let dated = standing.dated;
    let is_live = ended == Ended::Not && dated.certainty != Certainty::Withdrawn;
    let countdown = Countdown {
        instant: dated.instant,
        days_left: dated.days_left(standing.today),
        is_passed: dated.is_passed(standing.now),
    };
    let owed = if is_live { Owed::Live } else { Owed::Closed };
    let band: Band = band_of(dated, owed, (countdown.days_left, countdown.is_passed), standing.limits);
    let late_days = match (status, ended) {
        (Status::Done, Ended::On(point)) => late_days(dated, point, standing.zone),
        _ => None,
    };
    let breach = breach(ended, standing);
    Cell { milestone, product, speaker, occurrence, status, is_live, band, countdown, late_days, breach }
}

/// Returns whether an obligation with this record is live now, `zone` being that of its date.
pub(crate) fn is_live(record: &StatusRecord, zone: &Zone, now: DateTime<Utc>) -> bool {
    as_of(record, zone, now).1 == Ended::Not
}

/// Returns the status that reads now, and since when the obligation has ended.
fn as_of<'a>(record: &'a StatusRecord, zone: &Zone, now: DateTime<Utc>) -> (Status, Ended<'a>) {
    let end = match record.status {
        Status::Open | Status::InProgress | Status::Blocked => return (record.status, Ended::Not),
        Status::Done => record.detail(|d| d.closed.as_ref()),
        Status::Accepted | Status::NotApplicable => record.detail(|d| d.since.as_ref()),
    };
    let has_lapsed = record.status == Status::Accepted
        && record.detail(|d| d.until.as_ref()).is_some_and(|until| is_over(&until.value, zone, now));
    match end {
        _ if has_lapsed => (Status::Open, Ended::Not),
        Some(point) if is_after(&point.value, zone, now) => (Status::Open, Ended::Not),
        Some(point) => (record.status, Ended::On(&point.value)),
        None => (record.status, Ended::Sometime),
    }
}

/// Returns the days by which a closing was late; 0 in time; none without a date.
///
/// A closing without a time is in time on the last safe day; late by any hour is late by a day.
fn late_days(dated: &Dated, closed: &Point, zone: &Zone) -> Option<i32> {
    let last = dated.last_day_in_time()?;
    let days = days_between(last, day_of(closed, zone));
    if is_late(dated, closed, zone)? { Some(days.max(1)) } else { Some(0) }
}

/// Returns whether ending at `point` was too late for a date; none without a date.
pub(crate) fn is_late(dated: &Dated, point: &Point, zone: &Zone) -> Option<bool> {
    let last = dated.last_day_in_time()?;
    Some(match point {
        Point::Day(day) => *day > last,
        Point::Local(..) | Point::Moment(..) => {
            let too_late = if dated.is_coarse() { dated.instant_end } else { dated.instant };
            too_late.is_some_and(|limit| instant_of(point, zone) >= limit)
        }
    })
}

/// Returns whether an obligation was still live at its instant or later; none: unknown.
///
/// Tested against the present date, unless that was withdrawn, and against every earlier date whose change came
/// only after its last safe day: a later move does not clear a breach. A change that does not say when it came leaves
/// unknown what would be a breach by the earlier date. A move of what the date counts from is such a change too.
fn breach(ended: Ended<'_>, standing: &Standing<'_>) -> Option<bool> {
    if !matches!(standing.dated.certainty, Certainty::Final | Certainty::Withdrawn) {
        return Some(false);
    }
    let present = (standing.dated.certainty == Certainty::Final).then_some(standing.dated);
    let earlier = standing.earlier.iter().zip(standing.moves).filter_map(|(was, step)| {
        let when = step.when.as_ref().map(|when| (&when.value, standing.zone));
        Some(earlier_breach(was.as_ref()?, when, (ended, standing)))
    });
    let followed = standing.followed.iter().map(|(was, zone)| {
        let when = was.when.as_ref().map(|when| (when, *zone));
        let verdict = earlier_breach(&was.dated, when, (ended, standing));
        // What may not have stood may not have been broken.
        verdict.filter(|is_breach| was.is_sure || !is_breach)
    });
    any(present.into_iter().map(|dated| breach_of(dated, ended, standing)).chain(earlier).chain(followed))
}

/// Tests an earlier date; false where its change, `when` in a zone, came in time.
fn earlier_breach(
    was: &Dated,
    when: Option<(&Point, &Zone)>,
    (ended, standing): (Ended<'_>, &Standing<'_>),
) -> Option<bool> {
    let verdict = breach_of(was, ended, standing);
    match when {
        Some((when, zone)) if is_late(was, when, zone) == Some(true) => verdict,
        Some(_) => Some(false),
        // Whether that change came in time is not known: what would be a breach by that date may be one.
        None => verdict.filter(|is_breach| !is_breach),
    }
}

fn breach_of(dated: &Dated, ended: Ended<'_>, standing: &Standing<'_>) -> Option<bool> {
    let has_passed = dated.is_passed(standing.now);
    match ended {
        Ended::Not => Some(has_passed),
        Ended::On(point) => Some(is_late(dated, point, standing.zone).unwrap_or(false)),
        Ended::Sometime => (!has_passed).then_some(false),
    }
}

/// Returns true if one is true, else unknown if one is unknown, else false.
pub(crate) fn any(verdicts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut result = Some(false);
    for verdict in verdicts {
        match verdict {
            Some(true) => return Some(true),
            None => result = None,
            Some(false) => {}
        }
    }
    result
}
