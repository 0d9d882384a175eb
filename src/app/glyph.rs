//! The program's own signs, as Unicode and as ASCII; every one has the same width wherever it stands.

use super::launch::Glyphs;
use crate::domain::band::Band;
use crate::domain::status::Status;

/// Returns the sign of one of two sets.
#[must_use]
pub fn pick(glyphs: Glyphs, unicode: &'static str, ascii: &'static str) -> &'static str {
    match glyphs {
        Glyphs::Unicode => unicode,
        Glyphs::Ascii | Glyphs::AsciiOnly => ascii,
    }
}

/// Returns the sign of a band; one cell.
#[must_use]
pub fn band(glyphs: Glyphs, band: Band) -> &'static str {
    match band {
        Band::Overdue => pick(glyphs, "✕", "!"),
        Band::Today | Band::Within7Days => pick(glyphs, "▲", "^"),
        Band::Within30Days => pick(glyphs, "◆", "+"),
        Band::Later => pick(glyphs, "·", "."),
        Band::Undated => "?",
        Band::Closed | Band::Passed => " ",
    }
}

/// Returns the sign of a status; [`status_width`] cells.
#[must_use]
pub fn status(glyphs: Glyphs, status: Status) -> &'static str {
    match status {
        Status::Open => pick(glyphs, "○", "[ ]"),
        Status::InProgress => pick(glyphs, "◐", "[~]"),
        Status::Blocked => pick(glyphs, "■", "[!]"),
        Status::Accepted => pick(glyphs, "◇", "[a]"),
        Status::Done => pick(glyphs, "✓", "[x]"),
        Status::NotApplicable => pick(glyphs, "–", "[-]"),
    }
}

/// Returns the width of the sign of a status, in cells.
#[must_use]
pub fn status_width(glyphs: Glyphs) -> u16 {
    match glyphs {
        Glyphs::Unicode => 1,
        Glyphs::Ascii | Glyphs::AsciiOnly => 3,
    }
}

/// Returns the sign of an obligation that is not there.
#[must_use]
pub fn untouched(glyphs: Glyphs) -> &'static str {
    pick(glyphs, "·", ".")
}

/// Returns what stands at the end of a text that was cut.
#[must_use]
pub fn ellipsis(glyphs: Glyphs) -> &'static str {
    pick(glyphs, "…", "~")
}

/// Returns the sign of a date that was moved by so many days: to a later or an earlier one; one cell.
#[must_use]
pub fn moved(glyphs: Glyphs, days: Option<i32>) -> &'static str {
    match days {
        Some(..0) => pick(glyphs, "«", "<"),
        Some(0..) | None => pick(glyphs, "»", ">"),
    }
}

/// Returns the sign of a milestone that is to be compared with its source; one cell.
#[must_use]
pub fn to_verify() -> &'static str {
    "?"
}
