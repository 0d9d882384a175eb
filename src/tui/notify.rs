//! The terminal's bell and its notifications: BEL, OSC 9, OSC 777. Whether it did anything, no terminal says.

use crate::app::effect::Ring;
use crate::app::launch::Passage;
use crate::domain::settings::Notify;

/// Returns the bytes that call somebody; none where nothing is wished for or can be done.
///
/// A notification ends with ST, so that a terminal that does not know it rings for nothing; inside GNU screen, whose own
/// sequence would end there, with BEL, which screen takes out. tmux and screen hand on only what is wrapped for them, tmux
/// only with `allow-passthrough on`; the bell is their own matter.
///
/// # Source
///
/// OSC 9: iTerm2's "Proprietary Escape Codes"; OSC 777: urxvt's extension `notify`, in `OSC 777 ; notify ; TITLE ; BODY`;
/// DCS `tmux;` with each ESC doubled: tmux(1), `allow-passthrough`.
pub fn sequence(ring: &Ring, passage: Passage) -> Vec<u8> {
    let mut out = Vec::new();
    if ring.bell {
        out.push(0x07);
    }
    // A semicolon would begin another part, in OSC 9 a command of another meaning.
    let text = ring.text.as_str().replace(';', ",");
    let payload = match ring.notify {
        Notify::None => return out,
        Notify::Osc9 => format!("9;duewatch: {text}"),
        Notify::Osc777 => format!("777;notify;duewatch;{text}"),
    };
    let sequence = match passage {
        Passage::Absent => return out,
        Passage::Open => format!("\x1b]{payload}\x1b\\"),
        Passage::Tmux => format!("\x1bPtmux;\x1b\x1b]{payload}\x1b\x1b\\\x1b\\"),
        Passage::Screen => format!("\x1bP\x1b]{payload}\x07\x1b\\"),
    };
    out.extend(sequence.into_bytes());
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::text::clean;

    fn ring(bell: bool, notify: Notify, text: &str) -> Ring {
        Ring { bell, notify, text: clean(text).cut(usize::MAX, "") }
    }

    #[test]
    fn a_bell_is_one_byte_and_a_notification_has_no_bell() {
        let said = |bell, notify, passage| sequence(&ring(bell, notify, "7 days left: a; b"), passage);
        assert_eq!(said(true, Notify::None, Passage::Open), b"\x07");
        assert_eq!(said(false, Notify::None, Passage::Open), b"");
        assert_eq!(said(false, Notify::Osc9, Passage::Open), b"\x1b]9;duewatch: 7 days left: a, b\x1b\\");
        assert_eq!(said(true, Notify::Osc777, Passage::Open), b"\x07\x1b]777;notify;duewatch;7 days left: a, b\x1b\\");
        assert_eq!(
            said(false, Notify::Osc9, Passage::Tmux),
            b"\x1bPtmux;\x1b\x1b]9;duewatch: 7 days left: a, b\x1b\x1b\\\x1b\\"
        );
        assert_eq!(said(false, Notify::Osc9, Passage::Screen), b"\x1bP\x1b]9;duewatch: 7 days left: a, b\x07\x1b\\");
        assert_eq!(said(true, Notify::Osc9, Passage::Absent), b"\x07");
    }

    #[test]
    fn nothing_in_a_text_ends_the_sequence_or_begins_another() {
        let bytes = sequence(&ring(false, Notify::Osc9, "a\x1b]0;x\x07b\u{9c}\u{9d}\u{202e}c\r\n\0"), Passage::Open);
        let text = String::from_utf8(bytes).expect("UTF-8");
        let inside = text.strip_prefix("\x1b]9;").and_then(|text| text.strip_suffix("\x1b\\")).expect("a sequence");
        assert!(!inside.contains(';') && inside.chars().all(|c| !c.is_control() && c != '\u{202e}'), "{inside:?}");
    }
}
