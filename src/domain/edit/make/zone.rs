//! What it means for a file to lose its zone.

use crate::domain::board::Board;
use crate::domain::date::{Point, When};

/// Says what becomes of the dates of a file that names no zone any more; none: no date takes the file's zone.
///
/// Without it each machine reads them in its own zone, and two people may see two days.
#[must_use]
pub fn zone_warning(board: &Board) -> Option<String> {
    let takes_it = |number: &u32| {
        let has_own = board.inherited(*number).get(|common| common.zone.as_ref()).is_some();
        let is_fixed = match &board.records(*number).1.when.value {
            When::Point(Point::Local(_, zone, _)) => zone.is_some(),
            When::Point(Point::Moment(..)) | When::Unknown(_) | When::Unreadable => true,
            When::Point(Point::Day(_)) | When::Coarse(_) | When::Rule(_) | When::Earliest(_) => false,
        };
        !has_own && !is_fixed
    };
    let milestones = u32::try_from(board.plan.spots.len()).unwrap_or(u32::MAX);
    match (0..milestones).filter(takes_it).count() {
        0 => None,
        1 => Some("the date of 1 milestone then takes the zone of each machine that reads it".to_string()),
        count => Some(format!("the dates of {count} milestones then take the zone of each machine that reads them")),
    }
}
