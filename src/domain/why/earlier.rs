//! Where a date stood before what it counts from was moved, as far as that says something of a breach.

use super::chain::in_words;
use super::{Step, What};
use crate::domain::board::Board;
use crate::domain::date::Verb;
use crate::domain::dated::days_between;
use crate::domain::moves::Timing;
use crate::domain::obligation::{day_of, is_late};
use crate::domain::plan::{Earlier, rules_of};

/// Tells the moves of what a milestone counts from that came too late for its date, or do not say when they came: by
/// these it may be in breach, whatever its date is now.
pub(super) fn followed(board: &Board, number: u32, steps: &mut Vec<Step>) {
    let milestone = board.records(number).1;
    if milestone.verb == Verb::At || board.plan.series.contains_key(&number) {
        return;
    }
    let anchors: Vec<String> = rules_of(&milestone.when.value).iter().map(|rule| rule.anchor.to_string()).collect();
    let anchors = anchors.join(" or ");
    let step = |earlier: &Earlier| {
        let zone = board.plan.zone(earlier.zone);
        let (day, timing) = match &earlier.when {
            Some(when) if is_late(&earlier.dated, when, zone)? => {
                let day = day_of(when, zone);
                let days = days_between(earlier.dated.last_day_in_time()?, day);
                (Some(day), Timing::TooLate(days.max(1)).words())
            }
            Some(_) => return None,
            None => (None, ", and the file does not say when".to_string()),
        };
        let was = if earlier.is_sure { "it was" } else { "it may have been" };
        let text = format!("{was} {} until {anchors} was moved{timing}", in_words(&earlier.dated));
        Some(Step::new(What::Moved, day, text))
    };
    steps.extend(board.plan.followed.get(&number).into_iter().flatten().filter_map(step));
}
