//! What the clocks do at a written local time: whether it comes at all, or twice, and which moment is taken.

use chrono::{NaiveDateTime, NaiveTime};

use super::chain::Link;
use super::{Step, What};
use crate::domain::board::Board;
use crate::domain::date::{Point, Seconds, When};
use crate::domain::dated::CivilDate;
use crate::domain::series::Course;
use crate::domain::zone::{Clock, Zone};

/// Says of the written time of a date that the clocks skip it or show it twice on the day on which it stands, and what is
/// taken: where it rolls it keeps its time of day.
///
/// Nothing of a moment that is counted in hours or written with its offset: it comes once.
///
/// # Source
///
/// FORMAT.md, "Whose day": in a gap the offset of after the change, in a fold the first of the two.
pub(super) fn tell(board: &Board, link: &Link<'_>, steps: &mut Vec<Step>) {
    let Some((written, seconds)) = written(board, link) else { return };
    let day = link.dated.date.map_or(written.date(), CivilDate::first_day);
    steps.extend(said(board.zone_of(&link.dated), day.and_time(written.time()), seconds));
}

/// Returns the local time that the file says of a date, before it rolls; none where it says no time, or an offset with it.
fn written(board: &Board, link: &Link<'_>) -> Option<(NaiveDateTime, Seconds)> {
    if let Some(series) = link.n.and_then(|_| board.plan.series.get(&link.number)) {
        let first = match &series.course {
            Course::Every { first, .. } | Course::AfterDone { first, .. } => first,
            Course::With { .. } => return None,
        };
        let (time, seconds): (NaiveTime, Seconds) = first.time?;
        let Some(CivilDate::Day(day)) = link.dated.nominal else { return None };
        return Some((day.and_time(time), seconds));
    }
    match link.when {
        When::Point(Point::Local(local, _, seconds)) => Some((*local, *seconds)),
        When::Point(Point::Day(_) | Point::Moment(..))
        | When::Coarse(_)
        | When::Unknown(_)
        | When::Unreadable
        | When::Rule(_)
        | When::Earliest(_) => None,
    }
}

fn said(zone: &Zone, local: NaiveDateTime, seconds: Seconds) -> Option<Step> {
    let (moment, clock) = zone.instant_of(local);
    let taken = zone.at(moment);
    let format = if seconds == Seconds::Written { "%H:%M:%S" } else { "%H:%M" };
    let (time, shown) = (local.format(format), taken.format(format));
    let of_taken = format!("{} ({})", zone.abbreviation(moment), taken.offset());
    let text = match clock {
        Clock::Clear => return None,
        Clock::Gap => {
            format!(
                "the clocks of {zone} go forward over {time}: with their offset after that, it is {shown} {of_taken}"
            )
        }
        Clock::Fold => format!("the clocks of {zone} go back and show {time} twice: the first is taken, {of_taken}"),
    };
    Some(Step::new(What::Clock, Some(local.date()), text))
}
