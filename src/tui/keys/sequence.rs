//! What bytes from the terminal mean: keys, the mouse, the beginning of a paste or of an answer.

use std::str;

use crate::app::key::{Key, KeyCode};
use crate::app::mouse::{Deed, Pointed};

/// What the pending bytes are.
pub(super) enum Parsed {
    /// The beginning of something.
    Unfinished,
    /// Something whole, of this many bytes.
    Whole(usize, Option<Key>),
    /// What the mouse did, of this many bytes.
    Pointed(usize, Option<Pointed>),
    /// A paste begins after this many bytes.
    PasteBegins(usize),
    /// The terminal's answer to somebody's question begins.
    AnswerBegins,
}

pub(super) fn plain(code: KeyCode) -> Key {
    Key { code, ctrl: false }
}

/// Reads one thing from the beginning of the bytes, of which there is at least one.
pub(super) fn parse(bytes: &[u8]) -> Parsed {
    match bytes {
        [0x1b] | [0x1b, b'O' | b']' | b'P' | b'_'] => Parsed::Unfinished,
        [0x1b, b'[', rest @ ..] => control_sequence(rest),
        [0x1b, b'O', b'M', ..] => Parsed::Whole(3, Some(plain(KeyCode::Enter))),
        // What is no keypad's key is Alt-O and another one.
        [0x1b, b'O', last, ..] => {
            let code = letter(*last);
            Parsed::Whole(if code.is_some() { 3 } else { 2 }, code.map(plain))
        }
        [0x1b, kind @ (b']' | b'P' | b'_'), first, ..] => answer(*kind, *first),
        // Two of them are two of them; Ctrl-C always ends the program.
        [0x1b, 0x1b, ..] => Parsed::Whole(1, Some(plain(KeyCode::Esc))),
        [0x1b, 0x03, ..] => Parsed::Whole(1, None),
        [0x1b, rest @ ..] => alt(rest),
        [byte @ (..0x20 | 0x7f), ..] => Parsed::Whole(1, control(*byte)),
        _ => character(bytes),
    }
}

/// Reads past a key with Alt, which nothing here needs: it must act neither as the bare key nor as Esc.
///
/// Esc and a key in one piece may also be a quick hand on a slow line. Passing over that costs a key pressed again;
/// taking Alt-y for Esc and y could throw away what was typed.
fn alt(rest: &[u8]) -> Parsed {
    match rest {
        [..0x20 | 0x7f, ..] => Parsed::Whole(2, None),
        _ => match character(rest) {
            Parsed::Whole(length, _) => Parsed::Whole(length + 1, None),
            other @ (Parsed::Unfinished | Parsed::Pointed(..) | Parsed::PasteBegins(_) | Parsed::AnswerBegins) => other,
        },
    }
}

/// Reads what follows `ESC [`.
fn control_sequence(rest: &[u8]) -> Parsed {
    // The Linux console's function keys: `ESC [ [ A`.
    if let [b'[', after @ ..] = rest {
        return if after.is_empty() { Parsed::Unfinished } else { Parsed::Whole(4, None) };
    }
    // A terminal that cannot tell the mouse in numbers sends three bytes more, which are no keys.
    if let [b'M', after @ ..] = rest {
        return if after.len() < 3 { Parsed::Unfinished } else { Parsed::Pointed(6, None) };
    }
    let Some(end) = rest.iter().position(|byte| !(0x20..0x40).contains(byte)) else { return Parsed::Unfinished };
    let (Some(parameters), Some(last)) = (rest.get(..end), rest.get(end)) else { return Parsed::Unfinished };
    let length = end + 3;
    if !(0x40..0x7f).contains(last) {
        // Not a sequence after all; what broke it off is read by itself.
        return Parsed::Whole(length - 1, None);
    }
    if let (Some((b'<', told)), b'M' | b'm') = (parameters.split_first(), last) {
        return Parsed::Pointed(length, pointed(told, *last == b'M'));
    }
    let mut numbers = parameters.split(|byte| *byte == b';').map(number);
    let first = numbers.next().flatten();
    let modifiers = numbers.next().flatten().unwrap_or(1).saturating_sub(1);
    let code = match (*last, first) {
        (b'~', Some(200)) => return Parsed::PasteBegins(length),
        (b'~', Some(1 | 7)) => Some(KeyCode::Home),
        (b'~', Some(4 | 8)) => Some(KeyCode::End),
        (b'~', Some(3)) => Some(KeyCode::Delete),
        (b'~', Some(5)) => Some(KeyCode::PageUp),
        (b'~', Some(6)) => Some(KeyCode::PageDown),
        (b'Z', _) => Some(KeyCode::BackTab),
        // With a mark of its own it is an answer, whatever it ends with.
        _ if parameters.first().is_some_and(|mark| (b'<'..=b'?').contains(mark)) => None,
        (byte, _) => letter(byte),
    };
    Parsed::Whole(length, code.map(|code| Key { code, ctrl: modifiers & 4 != 0 }))
}

/// Returns whether a piece begins with a whole report of the mouse whose Esc came by itself: nobody types that at once.
pub(super) fn is_rest_of_report(piece: &[u8]) -> bool {
    let Some(told) = piece.strip_prefix(b"[<") else { return false };
    let Some(end) = told.iter().position(|byte| matches!(byte, b'M' | b'm')) else { return false };
    let mut numbers = told.split_at_checked(end).map_or(&[][..], |(numbers, _)| numbers).split(|byte| *byte == b';');
    let is_number = |text: Option<&[u8]>| text.and_then(number).is_some();
    is_number(numbers.next()) && is_number(numbers.next()) && is_number(numbers.next()) && numbers.next().is_none()
}

/// Reads what the mouse did: button and modifiers, column and row from 1. None: nothing that is asked of it.
fn pointed(told: &[u8], is_down: bool) -> Option<Pointed> {
    let mut numbers = told.split(|byte| *byte == b';').map(number);
    let (button, x, y) = (numbers.next()??, numbers.next()??, numbers.next()??);
    // 4, 8 and 16 are Shift, Alt and Ctrl; with them a click may mean something to the terminal.
    let deed = match (button, is_down) {
        (0, true) => Deed::Press,
        (0, false) => Deed::Release,
        (32, _) => Deed::Drag,
        (64, true) => Deed::WheelUp,
        (65, true) => Deed::WheelDown,
        _ => return None,
    };
    let cell = |number: u32| u16::try_from(number.saturating_sub(1)).ok();
    Some(Pointed { deed, x: cell(x)?, y: cell(y)? })
}

fn number(text: &[u8]) -> Option<u32> {
    str::from_utf8(text).ok()?.parse().ok()
}

fn letter(byte: u8) -> Option<KeyCode> {
    Some(match byte {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'H' => KeyCode::Home,
        b'F' => KeyCode::End,
        _ => return None,
    })
}

/// Tells the late answer to a question, ours or another program's, from Alt with one of these and another key:
/// `ESC ] … BEL`, `ESC P … ESC \`.
fn answer(kind: u8, first: u8) -> Parsed {
    match (kind, first) {
        (_, b'0'..=b'9' | b'>' | b'!' | b'$' | b'G') | (b']', b'l' | b'L') => Parsed::AnswerBegins,
        _ => Parsed::Whole(2, None),
    }
}

pub(super) fn control(byte: u8) -> Option<Key> {
    Some(match byte {
        b'\r' | b'\n' => plain(KeyCode::Enter),
        b'\t' => plain(KeyCode::Tab),
        0x08 | 0x7f => plain(KeyCode::Backspace),
        0x00 => Key { code: KeyCode::Char(' '), ctrl: true },
        0x01..=0x1a => Key { code: KeyCode::Char(char::from(byte - 1 + b'a')), ctrl: true },
        _ => return None,
    })
}

/// Reads one character of UTF-8; bytes that are none are dropped.
fn character(bytes: &[u8]) -> Parsed {
    let pressed = |c: char| (!c.is_control()).then(|| plain(KeyCode::Char(c)));
    let valid = match str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => match error.error_len() {
            _ if error.valid_up_to() > 0 => {
                bytes.get(..error.valid_up_to()).and_then(|valid| str::from_utf8(valid).ok()).unwrap_or_default()
            }
            Some(length) => return Parsed::Whole(length, None),
            None => return Parsed::Unfinished,
        },
    };
    match valid.chars().next() {
        Some(c) => Parsed::Whole(c.len_utf8(), pressed(c)),
        None => Parsed::Unfinished,
    }
}
