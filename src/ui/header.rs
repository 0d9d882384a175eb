//! The first line: which file, how many are urgent, what time it is.

use ratatui::layout::Rect;

use super::text::{Pen, slice};
use crate::app::badge::TO_VERIFY;
use crate::app::glyph;
use crate::app::staleness::{stale_since, stale_words};
use crate::app::state::{PATIENCE, Pane, State};
use crate::app::tone::Tone;
use crate::app::words::{Run, cleaned, owned};
use crate::domain::band::Band;

/// How much the counts say.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Words {
    /// `✕ 2 overdue    ▲ 3 within 7 days`
    Long,
    /// `✕ 2 overdue  ▲ 3 in 7 d`
    Short,
    /// `✕ 2  ▲ 3`
    Bare,
    /// `✕2 ▲3`
    Signs,
}

/// How much of the date stands before the clock; without a date the clock runs from now.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Day {
    Full,
    Short,
    None,
}

/// What the header says.
#[derive(Clone, Copy)]
struct Form {
    counts: Words,
    day: Day,
    /// The most cells of the file's name.
    name: usize,
    /// Title, file and what is special about it; the file; nothing.
    left: Left,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Left {
    All,
    Title,
    File,
    None,
}

/// From the richest to the poorest. The name outlives the counts' words and the date, the counts outlive all.
const FORMS: [Form; 10] = [
    Form { counts: Words::Long, day: Day::Full, name: 60, left: Left::All },
    Form { counts: Words::Long, day: Day::Full, name: 24, left: Left::All },
    Form { counts: Words::Short, day: Day::Full, name: 24, left: Left::All },
    Form { counts: Words::Short, day: Day::Short, name: 24, left: Left::All },
    Form { counts: Words::Short, day: Day::None, name: 24, left: Left::All },
    Form { counts: Words::Bare, day: Day::None, name: 24, left: Left::All },
    Form { counts: Words::Bare, day: Day::None, name: 24, left: Left::Title },
    Form { counts: Words::Bare, day: Day::None, name: 24, left: Left::File },
    Form { counts: Words::Signs, day: Day::None, name: 12, left: Left::File },
    Form { counts: Words::Signs, day: Day::None, name: 0, left: Left::None },
];

/// What a form comes to in the present state.
struct Parts {
    /// The least white space between two of them.
    gap: u16,
    left: Vec<Run>,
    counts: Vec<Run>,
    clock: Vec<Run>,
}

impl Parts {
    fn of(state: &State, form: Form) -> Self {
        let gap = if form.counts == Words::Long { 4 } else { 2 };
        Self { gap, left: name(state, form), counts: counts(state, form.counts), clock: clock(state, form.day) }
    }

    /// Adds how many milestones are to be verified, where there is room: nothing else gives way to it.
    fn verify(&mut self, state: &State, room: u16) {
        let count = state.list.to_verify;
        let gap = if self.counts.is_empty() { "" } else { "  " };
        let text = format!("{gap}{} {count} {TO_VERIFY}", glyph::to_verify());
        let width = u16::try_from(text.len()).unwrap_or(u16::MAX);
        if count > 0 && self.width().saturating_add(width) <= room {
            self.counts.push(Run::new(&text, Tone::Dim));
        }
    }

    fn width(&self) -> u16 {
        let widths = [&self.left, &self.counts, &self.clock].map(|runs| width_of(runs));
        let gaps = widths.iter().filter(|width| **width > 0).count().saturating_sub(1);
        widths.iter().sum::<u16>() + u16::try_from(gaps).unwrap_or(0) * self.gap
    }
}

/// Draws the header in the richest form that fits.
pub fn draw(pen: &mut Pen<'_>, state: &State, area: Rect) {
    if area.height == 0 {
        return;
    }
    let inner = slice(area, 1, area.width.saturating_sub(2));
    let mut parts = Parts::of(state, FORMS[0]);
    for form in FORMS.into_iter().skip(1) {
        if parts.width() <= inner.width {
            break;
        }
        parts = Parts::of(state, form);
    }
    parts.verify(state, inner.width);
    let (left, counts, clock) = (width_of(&parts.left), width_of(&parts.counts), width_of(&parts.clock));
    let gap = parts.gap;
    let counts_x = inner.x + if left > 0 { left + gap } else { 0 };
    let clock_x = inner.right().saturating_sub(clock).max(inner.x);
    pen.runs(Rect { width: left.min(inner.width), ..inner }, &parts.left);
    // In the middle of what is left over.
    let free = clock_x.saturating_sub(counts_x + counts + gap);
    let x = counts_x + if left > 0 { free / 2 } else { 0 };
    pen.runs(Rect { x, width: inner.right().saturating_sub(x).min(counts), ..inner }, &parts.counts);
    if left + counts == 0 || clock_x >= x + counts + 2 {
        pen.runs(Rect { x: clock_x, width: clock.min(inner.width), ..inner }, &parts.clock);
    }
    if stale_since(state).is_some() {
        pen.reverse(area);
    }
}

fn width_of(runs: &[Run]) -> u16 {
    u16::try_from(runs.iter().map(|run| run.text.width_cells()).sum::<usize>()).unwrap_or(u16::MAX / 4)
}

/// Returns title, file and what is special about it.
fn name(state: &State, form: Form) -> Vec<Run> {
    let old = stale_words(state);
    if form.left == Left::None {
        // What is stale says so on the smallest screen.
        return old.map(|_| Run::new("STALE", Tone::Bad)).into_iter().collect();
    }
    let mut runs = Vec::new();
    let reading = state.source.loading_since.is_some_and(|since| state.now.mono >= since + PATIENCE);
    let file = state.launch.file_name.as_deref().map(|file| {
        let file = if state.launch.is_example { "built-in example" } else { file };
        let cut = owned(&cleaned(state.launch.glyphs, file)).cut(form.name, glyph::ellipsis(state.launch.glyphs));
        let text = if reading { format!("Reading {} ...", cut.as_str()) } else { cut.as_str().to_string() };
        Run::new(&text, Tone::Dim)
    });
    if form.left != Left::File {
        let title = match state.screen.pane {
            Pane::Matrix => "Matrix",
            Pane::Timeline => "Timeline",
            Pane::List | Pane::Detail => "Deadlines",
        };
        match &old {
            Some(words) => runs.push(Run::new(words, Tone::Bad)),
            None => runs.push(Run::new(title, Tone::Accent)),
        }
        if file.is_some() {
            runs.push(Run::new(if form.counts == Words::Long { "   " } else { "  " }, Tone::Plain));
        }
    }
    if form.left == Left::File && old.is_some() {
        runs.push(Run::new("STALE  ", Tone::Bad));
    }
    runs.extend(file);
    // Whatever runs from another time is read-only; that it does stands before the clock. And since when the file
    // is broken stands in the banner.
    let is_shut = state.launch.is_read_only || state.source.is_shut;
    if form.left == Left::All && is_shut && !state.launch.is_as_of {
        runs.push(Run::new("  read-only", Tone::Dim));
    }
    runs
}

fn counts(state: &State, words: Words) -> Vec<Run> {
    if state.source.board.is_none() {
        return Vec::new();
    }
    let list = &state.list;
    let limits = state.launch.chosen.settings.bands;
    let items: [(Band, usize, String, String); 3] = [
        (Band::Overdue, list.count(&[Band::Overdue]), "overdue".into(), "overdue".into()),
        (
            Band::Within7Days,
            list.count(&[Band::Today, Band::Within7Days]),
            limits.near("within "),
            format!("in {} d", limits.week),
        ),
        (
            Band::Within30Days,
            list.count(&[Band::Within30Days]),
            limits.next("within "),
            format!("in {} d", limits.month),
        ),
    ];
    let mut runs = Vec::new();
    for (band, count, long, short) in items {
        if count == 0 {
            continue;
        }
        let sign = glyph::band(state.launch.glyphs, band);
        let text = match words {
            Words::Long => format!("{sign} {count} {long}"),
            Words::Short => format!("{sign} {count} {short}"),
            Words::Bare => format!("{sign} {count}"),
            Words::Signs => format!("{sign}{count}"),
        };
        if !runs.is_empty() {
            let gap = match words {
                Words::Long => "    ",
                Words::Short | Words::Bare => "  ",
                Words::Signs => " ",
            };
            runs.push(Run::new(gap, Tone::Plain));
        }
        runs.push(Run::new(&text, Tone::Band(band)));
    }
    let is_sure = state.source.trouble.is_none() && state.source.weight.0 == 0;
    let nothing = match words {
        Words::Long => limits.next("nothing due within "),
        Words::Short => format!("nothing in {} d", limits.month),
        Words::Bare | Words::Signs => String::new(),
    };
    if runs.is_empty() && is_sure && !list.picks.is_empty() && !nothing.is_empty() {
        runs.push(Run::new(&nothing, Tone::Dim));
    }
    runs
}

fn clock(state: &State, day: Day) -> Vec<Run> {
    let zone = &state.launch.zone;
    let now = state.now.wall;
    let local = zone.at(now);
    let mut runs = Vec::new();
    if state.launch.is_as_of {
        runs.push(Run::new("as of ", Tone::Doubtful));
    }
    let date = match (day, state.launch.is_as_of) {
        (Day::Full, _) => local.format("%a %-d %b %Y  ").to_string(),
        (Day::Short, _) | (Day::None, true) => local.format("%-d %b %Y ").to_string(),
        (Day::None, false) => String::new(),
    };
    if !date.is_empty() {
        runs.push(Run::new(&date, Tone::Dim));
    }
    runs.push(Run::new(&local.format("%H:%M").to_string(), Tone::Strong));
    runs.push(Run::new(&format!(" {}", zone.abbreviation(now)), Tone::Dim));
    runs
}
