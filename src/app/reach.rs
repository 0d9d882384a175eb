//! The list of what moves with a date: accept or keep each one. Used by the date dialog and by the forms.

use super::tone::Tone;
use super::words::{Run, Words, wrap};
use crate::domain::edit::Record;
use crate::domain::edit::make::{Fate, Impact};
use crate::domain::text::clean;

/// The most dates that are listed; the others are counted.
pub const LISTED: usize = 200;
/// How far a page goes in the list.
pub const PAGE: isize = 8;
/// The cells before a title: the cursor, and whether it moves.
const MARGIN: usize = 6;
/// Below this width what stands under a title begins almost at the edge.
const NARROW: usize = 50;

/// Keeps a date, or lets it move after all; says why that cannot be said of it.
///
/// # Errors
///
/// One line: it is locked, or cannot be kept.
pub fn toggle(kept: &mut Vec<Record>, impact: &Impact) -> Result<(), String> {
    if let Some(at) = kept.iter().position(|record| *record == impact.record) {
        kept.remove(at);
        return Ok(());
    }
    match impact.fate {
        Fate::Moves | Fate::Kept => {
            kept.push(impact.record.clone());
            Ok(())
        }
        Fate::Closed => Err("it is closed: its date stays, and is written out".to_string()),
        Fate::Stays => Err("what it counts from stays, and so does it".to_string()),
        Fate::Series | Fate::Bound | Fate::Stops => Err(impact.fate.why_not_kept().to_string()),
    }
}

/// Says how many dates move, and how many stay.
#[must_use]
pub fn head(moving: usize, count: usize) -> Words {
    let line = Words::of("Also moves", Tone::Head).then(&format!("  {moving}"), Tone::Dim);
    match count.saturating_sub(moving) {
        0 => line,
        stays => line.then(&format!("   {stays} of {count} stay"), Tone::Dim),
    }
}

/// Says what becomes of one date; `width` is in cells.
#[must_use]
pub fn lines_of(impact: &Impact, (is_here, width): (bool, usize)) -> Vec<Words> {
    let fate = impact.fate;
    let dates = impact.words();
    let sign = match fate {
        Fate::Moves => "[x] ",
        Fate::Kept => "[ ] ",
        Fate::Closed | Fate::Stays | Fate::Series | Fate::Bound | Fate::Stops => "    ",
    };
    let tone = if is_here { Tone::Accent } else { Tone::Plain };
    let lead = Words::of(if is_here { "> " } else { "  " }, Tone::Accent).then(sign, tone);
    let address = impact.record.to_string();
    let title = Run::new(if impact.title.is_empty() { &address } else { &impact.title }, tone);
    let needed = MARGIN + clean(&dates).width_cells() + 3;
    if width >= needed + 16 {
        let text = title.text.cut(width - needed, "~");
        return vec![lead.then(text.as_str(), tone).at_right(&dates, Tone::Dim)];
    }
    let mut lines = vec![lead.then(title.text.cut(width.saturating_sub(MARGIN), "~").as_str(), tone)];
    let margin = if width < NARROW { 2 } else { MARGIN };
    lines.extend(wrap(&[Run::new(&format!("{:margin$}{dates}", ""), Tone::Dim)], width, margin));
    lines
}
