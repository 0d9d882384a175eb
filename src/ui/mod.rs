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
mod dialogs;
mod findings;
mod footer;
mod header;
mod help;
mod links;
mod list;
mod matrix;
mod month;
mod note;
mod panel;
mod prompt;
mod row;
mod sheet;
mod start;
mod text;
pub mod theme;
mod themes;
mod timeline;
mod wall;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::banner;
use crate::app::layout::{regions, scrollbar};
use crate::app::many::Many;
use crate::app::overlay::Overlay;
use crate::app::panel::Room;
use crate::app::state::{Pane, State, Trouble};
use crate::app::tone::Tone;
use crate::app::words::Words;
use text::{Pen, line_of, slice};

/// What came of drawing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Drawn {
    /// Where the text cursor stands; none: nowhere.
    pub cursor: Option<Position>,
    /// The part that changes with every second, while nothing else does; empty where there is none.
    pub seconds: Rect,
}

/// Draws the state.
pub fn view(state: &State, frame: &mut Frame) {
    let area = frame.area();
    if let Some(at) = draw(state, area, frame.buffer_mut()).cursor {
        frame.set_cursor_position(at);
    }
}

/// Draws the state for a screen of `area`, as far as it lies on `buffer`: all of it, or some lines that are drawn anew.
pub fn draw(state: &State, area: Rect, buffer: &mut Buffer) -> Drawn {
    let mut pen = Pen::new(buffer, state);
    if state.is_too_small() {
        too_small(&mut pen, area);
        return Drawn::default();
    }
    if let Some(wall) = state.wall {
        let seconds = wall::draw(&mut pen, state, wall, area);
        return Drawn { cursor: None, seconds };
    }
    Drawn { cursor: board(&mut pen, state), seconds: Rect::ZERO }
}

/// Draws everything but the wall; returns where the text cursor stands.
fn board(pen: &mut Pen<'_>, state: &State) -> Option<Position> {
    let places = regions(state);
    header::draw(pen, state, places.header);
    for (line, words) in (0u16..).zip(banner::lines(state)).take(usize::from(places.banner.height)) {
        let place = line_of(places.banner, line);
        banner_line(pen, slice(place, 1, place.width.saturating_sub(2)), &words);
    }
    let is_broken = matches!(state.source.trouble, Some(Trouble::Broken { .. }));
    match (&state.overlay, &state.source.board) {
        (Some(Overlay::Findings(place)), _) => findings::draw(pen, state, places.body, *place),
        (_, None) if is_broken => {
            findings::draw(pen, state, places.body, crate::app::overlay::Place::default());
        }
        (_, None) => start::draw(pen, state, places.body),
        (_, Some(board)) => {
            let panes = list::Panes { state, board, places };
            match state.screen.pane {
                Pane::Matrix => matrix::draw_full(pen, &panes),
                Pane::Timeline => match state.timeline.view.day {
                    Some(day) => month::draw(pen, &panes, day),
                    None => timeline::draw(pen, &panes),
                },
                Pane::List | Pane::Detail => draw_panes(pen, &panes),
            }
            if let Some(bar) = scrollbar(state, &places) {
                pen.thumb(bar.thumb);
            }
        }
    }
    let cursor = footer::draw(pen, state, &places);
    let in_overlay = overlay(pen, state);
    in_overlay.or(cursor)
}

/// Draws what lies over the panes; returns where its text cursor stands.
fn overlay(pen: &mut Pen<'_>, state: &State) -> Option<Position> {
    match state.overlay.as_ref()? {
        Overlay::Help(help) => return Some(help::draw(pen, state, help)),
        Overlay::Note(note) => return note::draw(pen, state, note),
        Overlay::Dating(dating) => return dating::draw(pen, state, dating),
        Overlay::Sheet(sheet) => return sheet::draw(pen, state, sheet),
        Overlay::Prompt(prompt) => return prompt::draw(pen, state, prompt),
        Overlay::Form(form) => return dialogs::form(pen, state, form),
        Overlay::Picker(picker) => {
            if let Some(board) = &state.source.board {
                dialogs::picker(pen, state, board, picker);
            }
        }
        Overlay::Themes(list) => themes::draw(pen, state, *list),
        Overlay::Links(list) => links::draw(pen, state, list),
        Overlay::Plain(text) => links::plain(pen, state, text),
        Overlay::Why(why) => {
            panel::draw(pen, Room::of(state), &crate::app::why::panel(state, why), why.offset);
        }
        Overlay::Import(importing) => {
            let panel = crate::app::importing::panel(state, importing);
            panel::draw(pen, Room::of(state), &panel, importing.offset);
        }
        Overlay::Stray(stray) => {
            panel::draw(pen, Room::of(state), &crate::app::stray::panel(state, stray), stray.offset);
        }
        Overlay::Removing(removing) => {
            let panel = crate::app::removing::panel(state, removing);
            let foot = panel::draw(pen, Room::of(state), &panel, removing.offset);
            return panel::cursor_in(foot, crate::app::removing::cursor(removing));
        }
        Overlay::Many(many) => {
            let panel = crate::app::many::panel(state, many);
            let offset = if let Many::Review(review) = &**many { review.offset } else { 0 };
            let foot = panel::draw(pen, Room::of(state), &panel, offset);
            return panel::cursor_in(foot, crate::app::many::cursor(many));
        }
        Overlay::Conflict => {
            if let Some(conflict) = state.edits.conflicts.front() {
                let panel = crate::app::conflict::panel(state, conflict);
                panel::draw(pen, Room::of(state), &panel, conflict.offset);
            }
        }
        Overlay::Leaving => dialogs::leaving(pen, state),
        Overlay::Findings(_) => {}
    }
    None
}

/// Draws a line of the banner; the keys at its right edge outlive what stands at the left.
fn banner_line(pen: &mut Pen<'_>, line: Rect, words: &Words) {
    let cells: usize = words.right.iter().map(|run| run.text.width_cells()).sum();
    let keys = u16::try_from(cells).unwrap_or(u16::MAX).min(line.width);
    let room = if keys == 0 { line.width } else { line.width.saturating_sub(keys + 3) };
    pen.runs(slice(line, 0, room), &words.runs);
    pen.runs(slice(line, line.width - keys, keys), &words.right);
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
    if places.timeline.height > 0 {
        timeline::draw(pen, panes);
    }
}

fn too_small(pen: &mut Pen<'_>, area: Rect) {
    let middle = line_of(area, area.height / 2);
    pen.data_centred(middle, "Enlarge the window (20x4)", Tone::Plain);
}
