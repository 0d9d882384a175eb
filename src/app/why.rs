//! "Why this date?": how the date of a milestone comes about, step by step, over the detail.

use super::motion::Step as Motion;
use super::overlay::Overlay;
use super::panel::{Panel, Room};
use super::state::State;
use super::tone::Tone;
use super::words::{Run, Words, cleaned};
use crate::domain::date::long_day;
use crate::domain::why::{Step, What, why};

/// The cells inside from which what a step is about and its day stand in columns of their own.
const ROOMY: usize = 68;
/// The cells of what a step is about, and of its day.
const LABEL: usize = 15;
const DAY: usize = 17;

/// Whose date is explained, by name: a reload may move or remove it. The steps are made anew each time they are drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why {
    /// The regulation's id.
    regulation: Box<str>,
    /// The milestone's id.
    milestone: Box<str>,
    /// The first line that is shown.
    pub offset: usize,
}

/// Explains the date of the row under the cursor.
pub fn open(state: &mut State) {
    let (Some(board), Some(number)) = (&state.source.board, state.list.milestone()) else { return };
    let (regulation, milestone) = board.records(number);
    let (regulation, milestone) = (regulation.id.as_str().into(), milestone.id.as_str().into());
    state.overlay = Some(Overlay::Why(Why { regulation, milestone, offset: 0 }));
}

/// Scrolls.
pub fn scroll(state: &State, why: &mut Why, step: Motion) {
    why.offset = panel(state, why).scrolled(Room::of(state), why.offset, step);
}

/// Returns what is shown.
#[must_use]
pub fn panel(state: &State, subject: &Why) -> Panel {
    let (room, glyphs) = (Room::of(state), state.launch.glyphs);
    let mut panel = Panel { title: "Why this date?".into(), ..Panel::default() };
    let board = state.source.board.as_ref();
    let found = board.and_then(|board| Some((board, board.find(&subject.regulation, &subject.milestone)?)));
    let Some((board, number)) = found else {
        let text = format!("{}/{} is not in the file any more", subject.regulation, subject.milestone);
        panel.line(room, &[Run::new(&text, Tone::Plain)], 0);
        return panel;
    };
    let explanation = why(board, number);
    panel.line(room, &[Run::new(cleaned(glyphs, &board.records(number).1.title).as_str(), Tone::Strong)], 0);
    panel.line(room, &[Run::new(&explanation.address, Tone::Dim)], 0);
    panel.lines.push(Words::blank());
    let mut before = None;
    for step in &explanation.steps {
        line(&mut panel, (room, state), step, before == Some(step.what));
        before = Some(step.what);
    }
    panel
}

fn line(panel: &mut Panel, (room, state): (Room, &State), step: &Step, is_same: bool) {
    let label = if is_same { "" } else { step.what.words() };
    let day = step.day.map(long_day).unwrap_or_default();
    let text = cleaned(state.launch.glyphs, &step.text);
    let tone = match step.what {
        What::LastSafeDay | What::Counted | What::Roll => Tone::Strong,
        What::Closed | What::Zone => Tone::Dim,
        What::Missing | What::Projected => Tone::Doubtful,
        What::Written
        | What::Series
        | What::Rule
        | What::Limb
        | What::Certainty
        | What::Moment
        | What::Moved
        | What::Hangs => Tone::Plain,
    };
    if room.width_cells() >= ROOMY {
        let head = format!("{label:<LABEL$}");
        let runs = [Run::new(&head, Tone::Dim), Run::new(&format!("{day:<DAY$}"), tone), Run::new(text.as_str(), tone)];
        panel.line(room, &runs, LABEL + DAY);
        return;
    }
    if !is_same {
        panel.line(room, &[Run::new(label, Tone::Dim)], 0);
    }
    let day = if day.is_empty() { String::new() } else { format!("{day}  ") };
    panel.line(room, &[Run::new(&format!("  {day}"), tone), Run::new(text.as_str(), tone)], 4);
}
