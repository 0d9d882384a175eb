//! The terminal's clipboard: OSC 52. Whether it took anything, no terminal says.

use crate::app::effect::LONGEST_COPY;

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Returns the bytes that ask a terminal to keep a text; none where it is longer than [`LONGEST_COPY`].
///
/// Not wrapped for tmux: that understands the sequence itself, and hands it on if its `set-clipboard` says so. Ends
/// with BEL, which every terminal that knows the sequence takes for its end.
///
/// # Source
///
/// xterm's "Control Sequences", `OSC Ps ; Pt BEL` with `Ps = 5 2`.
pub fn sequence(text: &str) -> Option<Vec<u8>> {
    if text.len() > LONGEST_COPY {
        return None;
    }
    let mut out = b"\x1b]52;c;".to_vec();
    out.extend(base64(text.as_bytes()));
    out.push(0x07);
    Some(out)
}

/// Writes bytes in base64, with padding.
///
/// # Source
///
/// RFC 4648, section 4.
fn base64(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len().div_ceil(3) * 4);
    for part in bytes.chunks(3) {
        let at = |index: usize| u32::from(part.get(index).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for place in 0..4 {
            let letter = LETTERS.get((bits >> (18 - 6 * place) & 63) as usize).copied().unwrap_or(b'=');
            out.push(if place <= part.len() { letter } else { b'=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_written_as_the_rfc_does() {
        for (text, written) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
            ("é漢\n?>", "w6nmvKIKPz4="),
        ] {
            assert_eq!(base64(text.as_bytes()), written.as_bytes(), "{text}");
        }
    }

    #[test]
    fn nothing_in_a_text_ends_the_sequence() {
        let bytes = sequence("a\u{1b}\\b\u{7}c\u{9c}").expect("a short text");
        let inside = bytes.get(7..bytes.len() - 1).expect("a payload");
        assert!(inside.iter().all(|byte| LETTERS.contains(byte) || *byte == b'='));
        assert_eq!((bytes.get(..7), bytes.last()), (Some(&b"\x1b]52;c;"[..]), Some(&7)));
    }

    #[test]
    fn a_text_without_end_is_not_sent() {
        let longest = sequence(&"x".repeat(LONGEST_COPY)).expect("as long as may be");
        assert!(longest.len() <= 74_994 + 8, "{}", longest.len());
        assert_eq!(sequence(&"x".repeat(LONGEST_COPY + 1)), None);
    }
}
