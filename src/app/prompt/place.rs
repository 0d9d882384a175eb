//! Where a line that is typed stands, with what it means. Pure; used by `ui`.

use super::{Prompt, Purpose};
use crate::app::dating::Page;
use crate::app::dating::place::Place;
use crate::app::layout::{first_with, regions};
use crate::app::state::State;
use crate::app::tone::Tone;
use crate::app::typing::Stage;
use crate::app::words::{Run, Words, skip_cells, wrap};
use ratatui::layout::Rect;

/// The widest box.
const WIDEST: u16 = 84;
/// The least height inside the frame, where there is room: the box must not jump with every letter.
const LEAST: u16 = 9;
/// The rows above the box, where there is room: the row that it is about stays in sight.
const ABOVE: u16 = 2;

/// Returns where the line stands: in the middle of the panes.
#[must_use]
pub fn area(state: &State, prompt: &Prompt) -> Place {
    let body = regions(state).body;
    let width = body.width.min(WIDEST);
    let inner_width = width.saturating_sub(4);
    let lines = page(prompt, usize::from(inner_width)).lines.len();
    let lines = u16::try_from(lines).unwrap_or(u16::MAX).max(LEAST);
    let height = lines.saturating_add(2).min(body.height);
    let area =
        Rect { x: body.x + (body.width - width) / 2, y: body.y + ABOVE.min(body.height - height), width, height };
    let inner = Rect {
        x: area.x + 2.min(width),
        y: area.y + u16::from(height > 2),
        width: inner_width,
        height: if height > 2 { height - 2 } else { height },
    };
    Place { area, inner }
}

/// Returns the lines of the box; `width` is in cells.
#[must_use]
pub fn page(prompt: &Prompt, width: usize) -> Page {
    let room = width.saturating_sub(2).max(4);
    let input = &prompt.input;
    let scroll = input.visual_scroll(room.saturating_sub(1));
    let (shown, _) = skip_cells(input.value(), scroll);
    let sign = if matches!(prompt.purpose, Purpose::Choice(_)) { "/ " } else { "> " };
    let first = Words::of(sign, Tone::Accent);
    let first = if shown.is_empty() { first.then(prompt.hint(), Tone::Dim) } else { first.then(shown, Tone::Plain) };
    let cells = input.visual_cursor().saturating_sub(scroll).min(room.saturating_sub(1));
    let mut page = Page { lines: vec![first], cursor: (0, 2 + cells), text: 2, stands: vec![0], said: 0 };
    let mut add = |runs: &[Run], indent: usize| page.lines.extend(wrap(runs, width.max(8), indent));
    if prompt.stage == Stage::Asking {
        add(&[Run::new("drop what you typed?", Tone::Doubtful)], 0);
    }
    if !prompt.problem.is_empty() {
        add(&[Run::new(&prompt.problem, Tone::Bad)], 0);
    }
    let indent = if matches!(prompt.purpose, Purpose::Deadline { .. } | Purpose::Product | Purpose::Regulation) {
        14
    } else {
        2
    };
    let indent = if width < 50 { 2 } else { indent };
    // What was refused stands above already.
    let is_new = |words: &&Words| {
        let text: String = words.runs.iter().map(|run| run.text.as_str()).collect();
        prompt.problem.is_empty() || text.trim() != prompt.problem
    };
    for words in prompt.meaning.lines.iter().filter(is_new) {
        page.stands.push(page.lines.len());
        page.lines.extend(wrap(&words.runs, width.max(8), indent));
    }
    page
}

/// Which lines of the box are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    /// How many stay at its top: what is typed.
    pub head: usize,
    /// How many lines below them are hidden: what can be chosen from scrolls with its cursor.
    pub hidden: usize,
}

impl Shown {
    /// Returns the line of the page that stands in a row of the box.
    #[must_use]
    pub fn line(self, row: usize) -> usize {
        if row < self.head { row } else { row + self.hidden }
    }
}

/// Returns which lines are shown in so many rows: the chosen entry is among them.
#[must_use]
pub fn shown(prompt: &Prompt, page: &Page, rows: usize) -> Shown {
    let stand = |at: usize| page.stands.get(at).copied().unwrap_or(page.lines.len());
    let head = stand(1);
    if !matches!(prompt.purpose, Purpose::Choice(_)) || rows <= head {
        return Shown { head, hidden: 0 };
    }
    let (first, end) = (stand(prompt.at + 1) - head, stand(prompt.at + 2) - head);
    // Of an entry that is taller than the box its beginning.
    Shown { head, hidden: first_with(end.saturating_sub(1), rows - head).min(first) }
}
