//! A bracketed paste, byte by byte.

use std::str;

use super::Input;
use crate::app::message::Cut;

/// The longest pasted text, in bytes; what comes after it is dropped, and that is said.
pub(super) const PASTE_BYTES: usize = 64 << 10;

/// What a terminal ends a paste with.
pub(super) const PASTE_ENDS: &[u8] = b"\x1b[201~";

/// How a paste ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// With its mark.
    Marked,
    /// The mark did not come.
    Missing,
}

/// A paste whose end has not come.
#[derive(Debug, Default)]
pub(super) struct Paste {
    /// What came of it; at most [`PASTE_BYTES`] and the end mark.
    bytes: Vec<u8>,
    /// Whether more came than is kept.
    is_too_long: bool,
    /// Whether it is the rest of one that was given up: nobody gets it.
    is_rest: bool,
}

impl Paste {
    /// Makes the rest of a paste that was given up.
    pub(super) fn rest() -> Self {
        Self { is_rest: true, ..Self::default() }
    }

    /// Takes a byte; returns how the paste ended if it did.
    pub(super) fn feed(&mut self, byte: u8) -> Option<End> {
        self.bytes.push(byte);
        if self.bytes.ends_with(PASTE_ENDS) {
            self.bytes.truncate(self.bytes.len().saturating_sub(PASTE_ENDS.len()));
            return Some(End::Marked);
        }
        if self.bytes.len() >= PASTE_BYTES + PASTE_ENDS.len() {
            // Keep the end, in which the mark may have begun.
            self.is_too_long = true;
            self.bytes.drain(PASTE_BYTES..=PASTE_BYTES);
        }
        None
    }

    /// Gives what came of it, and says what of it did not.
    pub(super) fn inputs(mut self, end: End) -> Vec<Input> {
        if self.is_rest {
            return Vec::new();
        }
        let cut = match (end, self.is_too_long) {
            (End::Missing, _) => Some(Cut::Unended),
            (End::Marked, true) => Some(Cut::TooLong),
            (End::Marked, false) => None,
        };
        self.bytes.truncate(PASTE_BYTES);
        // No letter is cut in two.
        if cut.is_some()
            && let Err(error) = str::from_utf8(&self.bytes)
            && error.error_len().is_none()
        {
            self.bytes.truncate(error.valid_up_to());
        }
        let text = String::from_utf8_lossy(&self.bytes).into_owned();
        std::iter::once(Input::Pasted(text)).chain(cut.map(Input::PasteCut)).collect()
    }
}
