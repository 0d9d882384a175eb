//! What the wall does not show: what cannot be read, and why there is no next deadline.

use crate::app::banner::counted;
use crate::app::state::State;
use crate::domain::band::Band;
use crate::domain::dated::Missing;

/// Says what of the file cannot be read and is therefore not among what is due; none: everything can be.
///
/// Records of the whole file, and the dates of what the filter leaves.
#[must_use]
pub fn unread(state: &State) -> Option<String> {
    let board = state.source.board.as_ref()?;
    let records = &board.file.unreadable;
    let is_undated = |number: &&u32| board.row(**number).is_some_and(|row| row.band == Band::Undated);
    let is_unread = |number: &&u32| matches!(board.shown_date(**number).missing, Some(Missing::Unreadable));
    // What has no date comes last.
    let dates = state.list.open.iter().rev().take_while(is_undated).filter(is_unread).count();
    let records = records.first().map(|first| format!("{} (line {})", counted(records.len(), "record"), first.line));
    let dates = (dates > 0).then(|| counted(dates, "date"));
    let what = records.into_iter().chain(dates).collect::<Vec<_>>().join(" and ");
    (!what.is_empty()).then(|| format!("{what} cannot be read: what is due there is not counted"))
}

/// Says why there is no next deadline; none where that cannot be known.
#[must_use]
pub fn nothing(state: &State) -> Option<String> {
    let filter = state.filter.text();
    if state.list.matched == 0 && !filter.is_empty() {
        return Some(format!("Nothing matches '{filter}'."));
    }
    if !super::overdue(state).is_empty() {
        return Some("Nothing else is due.".into());
    }
    unread(state).is_none().then(|| "Nothing is due.".into())
}
