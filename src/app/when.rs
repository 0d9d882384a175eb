//! Why a command cannot be done now: shown, never hidden.

use super::arrange::Pick;
use super::links::links;
use super::matrix::cell_of;
use super::overlay::Overlay;
use super::saving::Intent;
use super::state::{Pane, State, Trouble};
use crate::yaml::Syntax;

/// Returns nothing: it can be done at any time.
#[must_use]
pub fn always(_: &State) -> Option<&'static str> {
    None
}

fn unless(fits: Option<()>, why: &'static str) -> Option<&'static str> {
    if fits.is_some() { None } else { Some(why) }
}

/// Says so where no file was read.
#[must_use]
pub fn needs_board(state: &State) -> Option<&'static str> {
    unless(state.source.board.as_ref().map(|_| ()), "no file has been read yet")
}

/// Says why the wall cannot be shown; it can always be left.
#[must_use]
pub fn needs_board_or_wall(state: &State) -> Option<&'static str> {
    if state.wall.is_some() { None } else { needs_board(state) }
}

/// Says why there is nothing to be read or tried again.
#[must_use]
pub fn needs_reload(state: &State) -> Option<&'static str> {
    let is_idle = matches!(state.overlay, Some(Overlay::Leaving)) && !super::answers::can_retry(state);
    if is_idle { Some("there is nothing to try again") } else { needs_file(state) }
}

/// Says why nothing can be taken back now; inside a note it is the note's own.
#[must_use]
pub fn needs_undo(state: &State) -> Option<&'static str> {
    if let Some(Overlay::Note(note)) = &state.overlay {
        return unless(note.can_undo().then_some(()), "nothing was typed in this note that could be taken back");
    }
    needs_writing(state).or_else(|| super::conflict::blocks(state, &Intent::Undo))
}

/// Says why nothing can be done again now; inside a note it is the note's own.
#[must_use]
pub fn needs_redo(state: &State) -> Option<&'static str> {
    if let Some(Overlay::Note(note)) = &state.overlay {
        return unless(note.can_redo().then_some(()), "nothing was taken back in this note last");
    }
    needs_writing(state).or_else(|| super::conflict::blocks(state, &Intent::Redo))
}

/// Says so where an edit of whole records clashes: it is done or not.
#[must_use]
pub fn needs_both(state: &State) -> Option<&'static str> {
    let is_whole = state.edits.conflicts.front().is_some_and(|conflict| super::conflict::is_whole(&conflict.edit));
    is_whole.then_some("a whole record is deleted or not: there is no both")
}

/// Says so where there is no row.
#[must_use]
pub fn needs_row(state: &State) -> Option<&'static str> {
    if matches!(state.overlay, Some(Overlay::Leaving)) && state.edits.conflicts.is_empty() {
        return Some("nothing clashes");
    }
    let is_offered = !state.edits.conflicts.is_empty() || state.edits.refused.is_some();
    if state.overlay.is_some() || is_offered {
        return None;
    }
    unless(state.list.pick().map(|_| ()), "there is no row").or_else(|| super::timeline::calendar::holds(state))
}

/// Says so where no listed milestone touches a product.
#[must_use]
pub fn needs_products(state: &State) -> Option<&'static str> {
    unless(state.matrix.columns.first().map(|_| ()), "no products are in sight")
}

/// Says so where nothing is closed.
#[must_use]
pub fn needs_closed(state: &State) -> Option<&'static str> {
    unless((state.list.closed > 0).then_some(()), "nothing is closed")
}

/// Says so where there is nothing to the left and right: no products in sight; in the timeline, no deadline in the row.
#[must_use]
pub fn needs_sides(state: &State) -> Option<&'static str> {
    if state.screen.pane == Pane::Timeline && state.timeline.view.day.is_some() {
        return None;
    }
    if state.screen.pane == Pane::Timeline {
        let has_any = super::timeline::stops(state, state.matrix.at).next();
        return unless(has_any.map(|_| ()), "this product has no deadline with a date");
    }
    let is_shown = super::layout::regions(state).matrix.width > 0 && !state.matrix.columns.is_empty();
    unless(is_shown.then_some(()), "no products are in sight")
}

/// Says so where nothing is wrong.
#[must_use]
pub fn needs_findings(state: &State) -> Option<&'static str> {
    let count = state.source.reported().map_or(0, |snapshot| snapshot.findings.len());
    unless((count > 0).then_some(()), "nothing is wrong with the file")
}

/// Says so where there is no file.
#[must_use]
pub fn needs_file(state: &State) -> Option<&'static str> {
    unless(state.launch.file_name.as_ref().map(|_| ()), "there is no file")
}

/// Says so where a file is open.
#[must_use]
pub fn needs_no_file(state: &State) -> Option<&'static str> {
    match (&state.launch.file_name, &state.source.board) {
        (_, Some(_)) => Some("a file is open"),
        (Some(_), None) => match &state.source.trouble {
            Some(Trouble::Failed(failed)) if failed.is_missing => {
                Some("a file was named at the start: the command above makes it, then it is opened here")
            }
            Some(Trouble::Failed(_) | Trouble::Broken { .. }) | None => Some("a file was named at the start"),
        },
        (None, None) => None,
    }
}

/// Says why no new file is made.
#[must_use]
pub fn needs_new_file(state: &State) -> Option<&'static str> {
    let launch = &state.launch;
    let is_shut = launch.is_read_only || launch.is_as_of;
    needs_no_file(state).or(is_shut.then_some("started read-only, or from another time: nothing is made"))
}

/// Says why no spreadsheet can be imported now.
#[must_use]
pub fn needs_import(state: &State) -> Option<&'static str> {
    if state.source.board.is_some() { needs_writing(state) } else { needs_new_file(state) }
}

/// Says so where there is nothing to go back from.
#[must_use]
pub fn needs_step_back(state: &State) -> Option<&'static str> {
    unless(state.can_step_back().then_some(()), "there is nothing to go back from")
}

/// What is said where the file cannot be saved.
pub const SHUT: &str = "the file is read-only for you (or its directory): nothing is changed";

/// Says why nothing can be written now.
#[must_use]
pub fn needs_writing(state: &State) -> Option<&'static str> {
    let launch = &state.launch;
    let broken = match &state.source.trouble {
        Some(Trouble::Broken { .. }) => Some("the file is broken on disk: editing is off until it is repaired"),
        Some(Trouble::Failed(_)) => Some("the file cannot be read: editing is off until it can"),
        None => None,
    };
    let partly = state.source.snapshot.as_ref().filter(|snapshot| snapshot.syntax != Syntax::Whole);
    if launch.file_name.is_none() {
        return Some("there is no file to change: {new-file} makes one");
    }
    if launch.is_example {
        return Some("this is the built-in example: nothing can be changed");
    }
    if launch.is_as_of {
        return Some("the program runs from another time: nothing can be changed");
    }
    if launch.is_read_only {
        return Some("opened read-only: nothing can be changed");
    }
    let is_shut = state.source.is_shut.then_some(SHUT);
    let has_version = state.source.snapshot.as_ref().is_none_or(|snapshot| snapshot.file.version.is_some());
    let without = (!has_version).then_some("the file has no line 'duewatch: 1': editing is off until it has");
    needs_board(state)
        .or(broken)
        .or(is_shut)
        .or_else(|| partly.map(|_| "a part of the file cannot be read: editing is off until it is repaired"))
        .or(without)
}

/// Says why no milestone can be written to now.
#[must_use]
pub fn needs_milestone(state: &State) -> Option<&'static str> {
    let pick = match state.list.pick() {
        Some(Pick::Milestone(_)) => None,
        Some(Pick::Unreadable(_)) => Some("this record cannot be read: {open} opens the editor"),
        None => Some("there is no row"),
    };
    needs_writing(state).or(pick).or_else(|| super::timeline::calendar::holds(state))
}

/// Says why no alert can be acknowledged now.
#[must_use]
pub fn needs_alert(state: &State) -> Option<&'static str> {
    let nothing = if super::alerts::is_told(state) {
        "what nobody owes is not acknowledged: {back} puts the banner away"
    } else {
        "nothing is owed here: nothing alerts"
    };
    let is_owed = || unless(super::alerts::meant(state).first().map(|_| ()), nothing);
    needs_writing(state).or_else(is_owed).or_else(|| super::timeline::calendar::holds(state))
}

/// Says why neither the marked rows nor the milestone under the cursor can be written to now.
#[must_use]
pub fn needs_rows(state: &State) -> Option<&'static str> {
    if super::marks::are_meant(state) { needs_writing(state) } else { needs_milestone(state) }
}

/// Says why no row can be marked.
#[must_use]
pub fn needs_mark(state: &State) -> Option<&'static str> {
    match state.list.pick() {
        Some(Pick::Milestone(_)) => None,
        Some(Pick::Unreadable(_)) => Some("this record cannot be read: it is not marked"),
        None => Some("there is no row"),
    }
}

/// Says so where no row is shown.
#[must_use]
pub fn needs_shown(state: &State) -> Option<&'static str> {
    let is_shown = state.list.picks.iter().any(|(pick, _)| matches!(pick, Pick::Milestone(_)));
    needs_board(state).or_else(|| unless(is_shown.then_some(()), "no row is shown that could be marked"))
}

/// Says so where there is one field alone, or one thing alone that can be meant.
#[must_use]
pub fn needs_fields(state: &State) -> Option<&'static str> {
    match &state.overlay {
        Some(Overlay::Removing(removing)) if removing.aims.len() < 2 => Some("nothing else can be meant here"),
        Some(Overlay::Many(_)) => Some("this line is all there is to be typed"),
        Some(Overlay::Form(form)) if form.fields.len() < 2 => Some("this is the only field"),
        Some(Overlay::Dating(dating)) if dating.fields().len() < 2 && dating.preview.impacts.is_empty() => {
            Some("this is the only field")
        }
        Some(Overlay::Sheet(sheet)) if sheet.reach.is_some() => Some("{back} goes back to the fields"),
        Some(_) | None => None,
    }
}

/// Says so where nothing can be deleted, so that there is no other button.
#[must_use]
pub fn needs_removal(state: &State) -> Option<&'static str> {
    let is_refused = matches!(&state.overlay, Some(Overlay::Removing(removing)) if removing.plan.is_err());
    is_refused.then_some("nothing can be deleted here: {back} goes back")
}

/// Says why neither the milestone nor, in the matrix, the cell under the cursor can be written to now.
#[must_use]
pub fn needs_record(state: &State) -> Option<&'static str> {
    needs_milestone(state).or_else(|| if state.screen.pane.is_of_cells() { needs_cell(state) } else { None })
}

/// Says why no status can be set now: in matrix and timeline on the cell under the cursor, elsewhere on one of the row's.
#[must_use]
pub fn needs_cells(state: &State) -> Option<&'static str> {
    if super::marks::are_meant(state) { needs_writing(state) } else { needs_cell(state) }
}

/// Says why no obligation of the row under the cursor can be written to now; in the matrix, not that of the cell.
fn needs_cell(state: &State) -> Option<&'static str> {
    let why = needs_milestone(state);
    let (None, Some(board), Some(number)) = (why, &state.source.board, state.list.milestone()) else { return why };
    if board.cells_of(number).is_empty() {
        return Some("this milestone touches none of our products: it has no status");
    }
    if !state.screen.pane.is_of_cells() {
        return None;
    }
    let cell = state.matrix.product().and_then(|product| cell_of(board, number, product));
    unless(cell.map(|_| ()), "this milestone does not touch this product")
}

/// Says why no incident clock can be started from the row under the cursor.
#[must_use]
pub fn needs_clock(state: &State) -> Option<&'static str> {
    needs_milestone(state).or_else(|| {
        let found = super::prompt::clock_here(state);
        unless(found.map(|_| ()), "no clock is left to start here: one is a milestone that says 'at: unknown'")
    })
}

/// Says so where no form stands behind the line that is typed.
#[must_use]
pub fn needs_form(state: &State) -> Option<&'static str> {
    unless(super::prompt::has_form(state).then_some(()), "there is no form for this")
}

/// Says so where nothing was being typed last time.
#[must_use]
pub fn needs_offer(state: &State) -> Option<&'static str> {
    unless((!state.typing.offered.is_empty()).then_some(()), "nothing was being typed last time")
}

/// Says why nothing can be typed on now.
#[must_use]
pub fn needs_typed(state: &State) -> Option<&'static str> {
    needs_offer(state).or_else(|| needs_writing(state))
}

/// Says so where no edit was kept from last time.
#[must_use]
pub fn needs_drafts(state: &State) -> Option<&'static str> {
    unless((!state.edits.drafts.offered.is_empty()).then_some(()), "no edits were kept from last time")
}

/// Says why no deadline can be copied: there is none under the cursor.
#[must_use]
pub fn needs_deadline(state: &State) -> Option<&'static str> {
    match (&state.overlay, state.list.pick()) {
        (Some(Overlay::Links(_) | Overlay::Stray(_)), _) => None,
        (_, Some(Pick::Milestone(_))) => super::timeline::calendar::holds(state),
        (_, Some(Pick::Unreadable(_))) => Some("this record cannot be read: {open} opens the editor"),
        (_, None) => Some("there is no row"),
    }
}

/// Says so where the milestone under the cursor has neither a source nor evidence.
#[must_use]
pub fn needs_links(state: &State) -> Option<&'static str> {
    let why = needs_deadline(state);
    let (None, Some(board), Some(number)) = (why, &state.source.board, state.list.milestone()) else { return why };
    unless(links(board, number).first().map(|_| ()), "neither a source nor evidence is given")
}

/// Says so where it is not known who is meant by "me".
#[must_use]
pub fn needs_user(state: &State) -> Option<&'static str> {
    let is_known = state.launch.chosen.settings.user.is_some();
    needs_board(state)
        .or_else(|| unless(is_known.then_some(()), "'user:' of the settings says who you are; it is not set"))
}

/// Says so where the file keeps no views.
#[must_use]
pub fn needs_views(state: &State) -> Option<&'static str> {
    let has_any = super::views::of_file(state).next().is_some();
    needs_board(state).or_else(|| {
        unless(has_any.then_some(()), "the file has no views: {filter} filters, then {save-view} saves one")
    })
}

/// Says why no filter can be saved as a view.
#[must_use]
pub fn needs_filter(state: &State) -> Option<&'static str> {
    let has_text = !state.filter.text().trim().is_empty();
    needs_writing(state).or_else(|| unless(has_text.then_some(()), "there is no filter to save: {filter} writes one"))
}
