//! Moving: the cursor in list, matrix and overlays, and the detail's text.

use super::layout::{list_rows, regions, window};
use super::overlay::{Overlay, Place};
use super::state::{Pane, State};
use super::{copying, detail};

/// A movement up or down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// By one row; negative: up.
    Rows(isize),
    /// By a page.
    Pages(isize),
    /// By half a page.
    HalfPages(isize),
    /// To the first.
    First,
    /// To the last.
    Last,
}

impl Step {
    /// Returns where a cursor at `at` of `count` goes, with `page` rows in sight.
    #[must_use]
    pub fn from(self, at: usize, count: usize, page: usize) -> usize {
        let page = isize::try_from(page.max(2) - 1).unwrap_or(isize::MAX);
        let last = count.saturating_sub(1);
        let by = match self {
            Self::Rows(n) => n,
            Self::Pages(n) => n.saturating_mul(page),
            Self::HalfPages(n) => n.saturating_mul((page / 2).max(1)),
            Self::First => return 0,
            Self::Last => return last,
        };
        at.saturating_add_signed(by).min(last)
    }

    /// Returns by how many rows it goes where there are few: one up or one down.
    #[must_use]
    pub fn rows(self) -> isize {
        match self {
            Self::Rows(n) | Self::Pages(n) | Self::HalfPages(n) => n,
            Self::First => isize::MIN,
            Self::Last => isize::MAX,
        }
    }
}

/// Carries out a movement where the keys go.
pub fn go(state: &mut State, step: Step) {
    let places = regions(state);
    match state.overlay {
        Some(Overlay::Dating(_)) => return super::dating::go(state, step),
        Some(Overlay::Sheet(_)) => return super::sheet::go(state, step),
        Some(Overlay::Prompt(_)) => return super::prompt::go(state, step.rows()),
        Some(Overlay::Removing(_)) => return super::removing::scroll(state, step),
        Some(Overlay::Conflict) => return super::conflict::scroll(state, step),
        Some(Overlay::Many(_)) => return super::many::go(state, step),
        Some(Overlay::Import(_)) => return super::importing::scroll(state, step),
        Some(_) | None => {}
    }
    if let Some(overlay) = state.overlay.take() {
        state.overlay = Some(go_in_overlay(state, overlay, step));
        return;
    }
    match state.screen.pane {
        Pane::List | Pane::Matrix => {
            let rows = list_rows(state, &places);
            let before = state.list.at;
            state.list.at = step.from(before, state.list.picks.len(), rows);
            if state.list.at != before {
                state.filter.home = None;
                state.detail = detail::Cursor::default();
                if state.screen.pane == Pane::List {
                    follow(state);
                }
            }
        }
        Pane::Timeline => super::timeline::go(state, step),
        Pane::Detail => detail::go(state, step),
    }
}

/// Puts the cursor of the matrix on a product that the row under the cursor touches.
pub fn follow(state: &mut State) {
    if let (Some(board), Some(number)) = (&state.source.board, state.list.milestone()) {
        state.matrix.follow(board, number);
    }
}

fn go_in_overlay(state: &State, overlay: Overlay, step: Step) -> Overlay {
    match overlay {
        Overlay::Help(mut help) => {
            let count = super::palette::entries(&help).len();
            help.place = moved(help.place, step, count, help_rows(state));
            Overlay::Help(help)
        }
        Overlay::Findings(place) => {
            let count = state.source.reported().map_or(0, |snapshot| snapshot.findings.len());
            Overlay::Findings(moved(place, step, count, findings_rows(state)))
        }
        Overlay::Picker(mut picker) => {
            picker.at = step.from(picker.at, picker.cells.len(), picker.cells.len());
            Overlay::Picker(picker)
        }
        Overlay::Themes(mut themes) => {
            let count = super::themes::count(state);
            themes.at = step.from(themes.at, count, count);
            Overlay::Themes(themes)
        }
        Overlay::Links(mut links) => {
            let rows = links_rows(state, links.list.len());
            links.place = moved(links.place, step, links.list.len(), rows);
            Overlay::Links(links)
        }
        Overlay::Plain(mut plain) => {
            copying::scroll(state, &mut plain, step);
            Overlay::Plain(plain)
        }
        Overlay::Why(mut why) => {
            super::why::scroll(state, &mut why, step);
            Overlay::Why(why)
        }
        Overlay::Form(mut form) => {
            form.at = step.from(form.at, form.fields.len(), 1);
            Overlay::Form(form)
        }
        Overlay::Stray(mut stray) => {
            let panel = super::stray::panel(state, &stray);
            stray.offset = panel.scrolled(super::panel::Room::of(state), stray.offset, step);
            Overlay::Stray(stray)
        }
        other @ (Overlay::Import(_)
        | Overlay::Note(_)
        | Overlay::Dating(_)
        | Overlay::Sheet(_)
        | Overlay::Prompt(_)
        | Overlay::Removing(_)
        | Overlay::Many(_)
        | Overlay::Conflict
        | Overlay::Leaving) => other,
    }
}

fn moved(place: Place, step: Step, count: usize, rows: usize) -> Place {
    let at = step.from(place.at, count, rows);
    Place { at, offset: window(at, place.offset, rows.max(1), count) }
}

/// Returns how many entries of the help are shown.
#[must_use]
pub fn help_rows(state: &State) -> usize {
    super::layout::help_rows_of(state.size.1)
}

/// Returns how many findings are shown; the rest of the body tells of the one under the cursor.
#[must_use]
pub fn findings_rows(state: &State) -> usize {
    let body = regions(state).body.height;
    usize::from(if body >= 10 { body - 7 } else { body.saturating_sub(2) }).max(1)
}

/// Returns how many of `count` sources are shown; the one under the cursor is told in full below them.
#[must_use]
pub fn links_rows(state: &State, count: usize) -> usize {
    usize::from(state.size.1.saturating_sub(8)).clamp(1, count.max(1))
}
