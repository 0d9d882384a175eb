//! The lines of what lies over the panes, and where they stand.

use ratatui::layout::Rect;

use super::{Pointed, holds};
use crate::app::command::Command;
use crate::app::layout::{Regions, findings_area, first_with, help_area, popup_inside};
use crate::app::overlay::Overlay;
use crate::app::state::State;
use crate::app::{links, palette, themes};

/// The lines of an overlay that can be chosen.
pub(super) struct Rows {
    /// Where they stand.
    area: Rect,
    /// The first that is shown.
    offset: usize,
    /// How many there are.
    count: usize,
    /// The chosen one.
    pub(super) at: usize,
    /// What takes it.
    pub(super) take: Command,
}

impl Rows {
    /// Returns the line that is pointed at.
    pub(super) fn index(&self, at: Pointed) -> Option<usize> {
        let index = self.offset + usize::from(at.y.checked_sub(self.area.y)?);
        (holds(self.area, at) && index < self.count).then_some(index)
    }
}

/// Returns the lines of what lies over the panes; none where nothing is chosen from.
pub(super) fn of_overlay(state: &State, places: &Regions) -> Option<Rows> {
    match state.overlay.as_ref()? {
        Overlay::Help(help) => {
            let area = help_area(state.size);
            let area = Rect { y: area.y + 3, height: area.height.saturating_sub(4), ..area };
            let count = palette::entries(help).len();
            Some(Rows { area, offset: help.place.offset, count, at: help.place.at, take: Command::Open })
        }
        Overlay::Findings(place) => {
            let count = state.source.reported().map_or(0, |snapshot| snapshot.findings.len());
            let area = findings_area(state, places.body);
            Some(Rows { area, offset: place.offset, count, at: place.at, take: Command::Open })
        }
        Overlay::Picker(picker) => {
            let area = popup_inside(state, picker.cells.len());
            let offset = first_with(picker.at, area.height.into());
            Some(Rows { area, offset, count: picker.cells.len(), at: picker.at, take: Command::Accept })
        }
        Overlay::Links(links) => {
            let area = popup_inside(state, links::lines(state, links));
            let rows = links::shown_rows(state, links, area.height);
            let area = Rect { height: u16::try_from(rows).unwrap_or(u16::MAX), ..area };
            let (offset, at) = (links::first_shown(links, rows), links.place.at);
            Some(Rows { area, offset, count: links.list.len(), at, take: Command::Accept })
        }
        Overlay::Themes(themes) => {
            let area = popup_inside(state, themes::lines(state));
            let rows = themes::rows(area.height);
            let offset = first_with(themes.at, rows.into());
            let area = Rect { height: rows, ..area };
            Some(Rows { area, offset, count: themes::count(state), at: themes.at, take: Command::Accept })
        }
        Overlay::Plain(_)
        | Overlay::Why(_)
        | Overlay::Form(_)
        | Overlay::Note(_)
        | Overlay::Dating(_)
        | Overlay::Sheet(_)
        | Overlay::Prompt(_)
        | Overlay::Removing(_)
        | Overlay::Many(_)
        | Overlay::Import(_)
        | Overlay::Stray(_)
        | Overlay::Conflict
        | Overlay::Leaving => None,
    }
}
