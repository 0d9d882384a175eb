//! State to cells, one file per pane.
//!
//! The law of this layer: drawing cannot write. [`view`] takes the state as it is and is total: any size, even 0 by 0.
//!
//! ```text
//!  header   file       counts                                          date  clock zone
//!  banner   what stays said
//!     Head  3                                             │  title
//! >▲ ○ short    title                product  owner   4 d │  date, big digits, products, notes
//!     ...                                                 │
//!  message: filter or remark                                                  ↓ 12 more
//!  footer: what the keys do
//! ```

mod dating;
mod detail;
mod findings;
mod footer;
mod header;
mod help;
mod list;
mod matrix;
mod note;
mod row;
mod start;
mod text;
pub mod theme;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::app::banner;
use crate::app::layout::regions;
use crate::app::overlay::Overlay;
use crate::app::state::{Pane, State, Trouble};
use crate::app::tone::Tone;
use text::{Pen, line_of, slice};

/// Draws the state.
pub fn view(state: &State, frame: &mut Frame) {
    let area = frame.area();
    let mut pen = Pen::new(frame.buffer_mut(), &state.launch);
    if state.is_too_small() {
        too_small(&mut pen, area);
        return;
    }
    let places = regions(state);
    header::draw(&mut pen, state, places.header);
    for (line, words) in (0u16..).zip(banner::lines(state)).take(usize::from(places.banner.height)) {
        let place = line_of(places.banner, line);
        pen.words(slice(place, 1, place.width.saturating_sub(2)), &words);
    }
    let is_broken = matches!(state.source.trouble, Some(Trouble::Broken { .. }));
    match (&state.overlay, &state.source.board) {
        (Some(Overlay::Findings(place)), _) => findings::draw(&mut pen, state, places.body, *place),
        (_, None) if is_broken => {
            findings::draw(&mut pen, state, places.body, crate::app::overlay::Place::default());
        }
        (_, None) => start::draw(&mut pen, state, places.body),
        (_, Some(board)) => {
            let panes = list::Panes { state, board, places };
            match state.screen.pane {
                Pane::Matrix => matrix::draw_full(&mut pen, &panes),
                Pane::List | Pane::Detail => draw_panes(&mut pen, &panes),
            }
        }
    }
    let cursor = footer::draw(&mut pen, state, &places);
    let in_overlay = match &state.overlay {
        Some(Overlay::Help(help)) => Some(help::draw(&mut pen, state, help)),
        Some(Overlay::Note(note)) => note::draw(&mut pen, state, note),
        Some(Overlay::Dating(dating)) => dating::draw(&mut pen, state, dating),
        Some(Overlay::Findings(_) | Overlay::Picker(_) | Overlay::Form(_) | Overlay::Conflict | Overlay::Leaving)
        | None => None,
    };
    if let Some(at) = in_overlay.or(cursor) {
        frame.set_cursor_position(at);
    }
}

fn draw_panes(pen: &mut Pen<'_>, panes: &list::Panes<'_>) {
    let places = &panes.places;
    let has_keys = panes.state.screen.pane == Pane::Detail || matches!(panes.state.overlay, Some(Overlay::Note(_)));
    let before_detail = if has_keys { Tone::Accent } else { Tone::Faint };
    if places.matrix.width > 0 && places.list.width > 0 {
        list::draw(pen, panes);
        matrix::draw_beside(pen, panes);
        pen.divider(places.second_divider, before_detail);
    } else if places.list.width > 0 {
        list::draw(pen, panes);
    }
    if places.first_divider.width > 0 {
        let tone = if places.second_divider.width > 0 { Tone::Faint } else { before_detail };
        pen.divider(places.first_divider, tone);
    }
    if places.detail.width > 0 {
        detail::draw(pen, panes.state, places.detail);
    }
}

fn too_small(pen: &mut Pen<'_>, area: Rect) {
    let middle = line_of(area, area.height / 2);
    pen.data_centred(middle, "Enlarge the window (20x4)", Tone::Plain);
}
