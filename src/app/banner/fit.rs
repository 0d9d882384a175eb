//! How a banner fits: what to do stays in sight, and what is only told gives way.

use std::borrow::Cow;

use crate::app::command::{COMMANDS, Command};
use crate::app::glyph;
use crate::app::launch::Glyphs;
use crate::app::state::State;
use crate::app::tone::Tone;
use crate::app::words::{Run, Words, wrap};

/// What a banner says, in parts that give way differently where there is little room.
#[derive(Clone, Debug, Default)]
pub struct Saying {
    /// What is so; cut only where it has one line and no room.
    pub head: Vec<Run>,
    /// More about it, directly behind the head; cut first, then dropped.
    pub detail: Vec<Run>,
    /// Where the detail is cut.
    pub cut: Cut,
    /// What to do; goes to a line of its own before it is cut.
    pub advice: Vec<Run>,
    /// At the right edge.
    pub keys: Vec<Key>,
}

/// A key that a banner names.
#[derive(Clone, Debug)]
pub struct Key {
    /// Its label; before [`Saying::keyed`] its command in braces.
    label: Cow<'static, str>,
    /// What it does.
    does: &'static str,
    /// The same in one word.
    word: &'static str,
    /// What a click on it does; none: it says how things are.
    deed: Option<Deed>,
}

/// What a click on a key of a banner does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// What the key does.
    Run(Command),
    /// It puts away the alerts, whatever else there is to step back from.
    PutAway,
}

/// Where a text is cut.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cut {
    /// At its end.
    #[default]
    End,
    /// Inside: of a path, both ends tell more.
    Middle,
}

/// The room for a banner.
#[derive(Clone, Copy, Debug)]
pub struct Room {
    /// In cells.
    pub width: usize,
    /// Which signs.
    pub glyphs: Glyphs,
}

/// How much is said of each key.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    Long,
    Short,
}

/// The fewest cells of a detail that say something.
const LEAST: usize = 12;
/// The cells between what stands beside each other.
const GAP: usize = 3;
/// What stands between two keys.
const KEY_GAP: &str = "  ";
/// The cells before a second line: under the text, not under its sign.
const INDENT: usize = 2;

impl Saying {
    /// Makes a saying of its head.
    #[must_use]
    pub fn of(head: &str, tone: Tone) -> Self {
        Self { head: vec![Run::new(head, tone)], ..Self::default() }
    }

    /// Adds to the detail.
    #[must_use]
    pub fn more(mut self, text: &str, tone: Tone) -> Self {
        self.detail.push(Run::new(text, tone));
        self
    }

    /// Adds to what to do; nothing is no advice.
    #[must_use]
    pub fn advise(mut self, text: &str, tone: Tone) -> Self {
        if !text.is_empty() {
            self.advice.push(Run::new(text, tone));
        }
        self
    }

    /// Adds a command in braces, which [`Saying::keyed`] makes a key, what it does, and that in one word. Nothing in braces
    /// is no key.
    #[must_use]
    pub fn key(mut self, label: &'static str, does: &'static str, word: &'static str) -> Self {
        let name = label.trim_matches(['{', '}']);
        let deed = COMMANDS.iter().find(|spec| spec.name == name).map(|spec| Deed::Run(spec.command));
        self.keys.push(Key { label: Cow::Borrowed(label), does, word, deed });
        self
    }

    /// Makes the last key put away the alerts where it is clicked.
    #[must_use]
    pub fn puts_away(mut self) -> Self {
        if let Some(key) = self.keys.last_mut() {
            key.deed = Some(Deed::PutAway);
        }
        self
    }

    /// Puts the keys that hold in the place of their commands.
    #[must_use]
    pub fn keyed(mut self, state: &State) -> Self {
        for key in &mut self.keys {
            if let Cow::Borrowed(text) = key.label {
                key.label = Cow::Owned(state.keyed(text));
            }
        }
        self
    }

    /// Cuts the detail inside.
    #[must_use]
    pub fn cut_inside(self) -> Self {
        Self { cut: Cut::Middle, ..self }
    }

    /// Returns its lines where there is height enough; one or two, as a rule.
    #[must_use]
    pub fn lines(&self, room: Room) -> Vec<Words> {
        let detail = width(&self.detail);
        for said in [Said::Long, Said::Short] {
            let used = width(&self.head) + gapped(width(&self.advice)) + gapped(self.keys_width(said));
            let left = room.width.saturating_sub(used);
            if used <= room.width && (detail <= left || left >= LEAST) {
                let mut line = self.headed(left, room.glyphs);
                if !self.advice.is_empty() {
                    line = line.then(&" ".repeat(GAP), Tone::Plain);
                    line.runs.extend(self.advice.iter().cloned());
                }
                return vec![self.with_keys(line, said)];
            }
        }
        for said in [Said::Long, Said::Short] {
            let used = width(&self.head) + gapped(self.keys_width(said));
            let left = room.width.saturating_sub(used);
            let is_last = said == Said::Short;
            if used <= room.width && (detail <= left || left >= LEAST || is_last) {
                let mut lines = vec![self.with_keys(self.headed(left, room.glyphs), said)];
                lines.extend(below(&self.advice, room.width));
                return lines;
            }
        }
        let left = room.width.checked_sub(width(&self.head));
        let mut lines = match left {
            Some(left) => vec![self.headed(left, room.glyphs)],
            None => two_of(&self.head, room),
        };
        lines.extend(below(&self.advice, room.width));
        let keys = self.keys_width(Said::Short);
        if lines.last().is_some_and(|last| keys > 0 && last.width_cells() + gapped(keys) > room.width) {
            lines.push(Words::blank());
        }
        if let Some(last) = lines.pop() {
            lines.push(self.with_keys(last, Said::Short));
        }
        lines
    }

    /// Returns two lines: the head with as much of its detail as fits, and below it what to do, with the keys.
    #[must_use]
    pub fn two_lines(&self, room: Room) -> Vec<Words> {
        let left = room.width.saturating_sub(width(&self.head));
        let second = indented(Words { runs: self.advice.clone(), right: Vec::new() });
        vec![self.headed(left, room.glyphs), self.with_keys(second, Said::Short)]
    }

    /// Returns its only line where there is no height: the keys, and as much of the rest as fits.
    #[must_use]
    pub fn line(&self, room: Room) -> Words {
        let left = room.width.saturating_sub(width(&self.head) + gapped(self.keys_width(Said::Short)));
        self.with_keys(self.headed(left, room.glyphs), Said::Short)
    }

    /// Returns head and detail, the detail cut to so many cells.
    fn headed(&self, cells: usize, glyphs: Glyphs) -> Words {
        let mut line = Words { runs: self.head.clone(), right: Vec::new() };
        if width(&self.detail) <= cells {
            line.runs.extend(self.detail.iter().cloned());
        } else if cells > 0 {
            line.runs.extend(shortened(&self.detail, cells, self.cut, glyphs));
        }
        line
    }

    fn with_keys(&self, line: Words, said: Said) -> Words {
        let mut line = line;
        for (at, key) in self.keys.iter().enumerate() {
            let gap = if at == 0 { "" } else { KEY_GAP };
            let does = if said == Said::Long { key.does } else { key.word };
            line = line.at_right(&format!("{gap}{} ", key.label), Tone::Accent).at_right(does, Tone::Dim);
        }
        line
    }

    /// Returns what a click does on one of its lines, on this cell of its keys.
    #[must_use]
    pub fn deed_at(&self, line: &Words, cell: usize) -> Option<Deed> {
        let mut from = 0;
        for (at, (key, runs)) in self.keys.iter().zip(line.right.chunks(2)).enumerate() {
            let end = from + width(runs);
            let gap = if at == 0 { 0 } else { KEY_GAP.len() };
            if (from + gap..end).contains(&cell) {
                return key.deed;
            }
            from = end;
        }
        None
    }

    fn keys_width(&self, said: Said) -> usize {
        width(&self.with_keys(Words::blank(), said).right)
    }
}

fn width(runs: &[Run]) -> usize {
    runs.iter().map(|run| run.text.width_cells()).sum()
}

/// Returns a width with the gap before it; nothing needs none.
fn gapped(width: usize) -> usize {
    if width == 0 { 0 } else { width + GAP }
}

/// Returns what to do, on lines of its own.
fn below(advice: &[Run], width: usize) -> Vec<Words> {
    if advice.is_empty() {
        return Vec::new();
    }
    wrap(advice, width.saturating_sub(INDENT), 0).into_iter().map(indented).collect()
}

fn indented(words: Words) -> Words {
    let mut line = Words::of(&" ".repeat(INDENT), Tone::Plain);
    line.runs.extend(words.runs);
    line
}

/// Returns at most two lines; the second is cut where there are more.
fn two_of(runs: &[Run], room: Room) -> Vec<Words> {
    let mut lines = wrap(runs, room.width, INDENT);
    if lines.len() > 2 {
        lines.truncate(2);
        if let Some(last) = lines.last_mut() {
            let cells = room.width.saturating_sub(1).min(last.width_cells());
            last.runs = shortened(&last.runs, cells, Cut::End, room.glyphs);
            last.runs.push(Run::new(glyph::ellipsis(room.glyphs), Tone::Dim));
        }
    }
    lines
}

/// Returns runs in so many cells.
fn shortened(runs: &[Run], cells: usize, cut: Cut, glyphs: Glyphs) -> Vec<Run> {
    let ellipsis = glyph::ellipsis(glyphs);
    let mut out = Vec::new();
    let mut left = cells;
    for run in runs {
        let text = match cut {
            Cut::End => run.text.cut(left, ellipsis),
            Cut::Middle => run.text.cut_inside(left, ellipsis),
        };
        let is_cut = text != run.text;
        left = left.saturating_sub(text.width_cells());
        out.push(Run { text, tone: run.tone });
        if is_cut || left == 0 {
            break;
        }
    }
    out
}
