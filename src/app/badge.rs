//! What is said of a date besides itself: that it was moved, and that it is to be compared with its source.
//!
//! The list has room for the signs, the foot of matrix and timeline for the words; both are from here.

use super::glyph;
use super::launch::Glyphs;
use super::tone::Tone;
use super::words::Run;
use crate::domain::band::Band;
use crate::domain::board::Board;
use crate::domain::moves::last_move;
use crate::domain::verification::is_to_verify;

/// What is said of a milestone that somebody should compare with its source now; the header counts these.
pub const TO_VERIFY: &str = "to verify";

/// One thing that is said of a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Badge {
    /// Its sign; one cell.
    pub sign: &'static str,
    /// The words for it: `moved +33 d`.
    pub words: String,
    /// How it is drawn.
    pub tone: Tone,
}

/// Returns what is said of a milestone's date, in the order in which it stands; of what is closed or passed nothing.
#[must_use]
pub fn badges(board: &Board, number: u32, glyphs: Glyphs) -> Vec<Badge> {
    if board.row(number).is_none_or(|row| matches!(row.band, Band::Closed | Band::Passed)) {
        return Vec::new();
    }
    let moved = last_move(board, number).map(|shift| Badge {
        sign: glyph::moved(glyphs, shift.days()),
        words: shift.deed(),
        tone: Tone::Dim,
    });
    let verify = is_to_verify(board, number).then(|| Badge {
        sign: glyph::to_verify(),
        words: TO_VERIFY.to_string(),
        tone: Tone::Doubtful,
    });
    moved.into_iter().chain(verify).collect()
}

/// Adds what is said of a date to the end of a sentence of at most `width` cells: in words; the signs alone where those
/// have no room.
pub fn add(runs: &mut Vec<Run>, (board, number): (&Board, u32), glyphs: Glyphs, width: usize) {
    let badges = badges(board, number, glyphs);
    let cells = |runs: &[Run]| runs.iter().map(|run| run.text.width_cells()).sum::<usize>();
    let words = |badge: &Badge| Run::new(&format!("   {} {}", badge.sign, badge.words), badge.tone);
    let signs = |badge: &Badge| Run::new(&format!(" {}", badge.sign), badge.tone);
    let used = cells(runs);
    let all: [Vec<Run>; 2] = [badges.iter().map(words).collect(), badges.iter().map(signs).collect()];
    runs.extend(all.into_iter().find(|more| used + cells(more) <= width).unwrap_or_default());
}
