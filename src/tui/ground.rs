//! Whether the terminal's background is dark or light: the terminal is asked (OSC 11), once, before anything reads its
//! keys.
//!
//! Behind that question stands another one that nearly every terminal answers (DA1), so that nobody waits for those that
//! do not know the first. What else comes meanwhile was typed: it goes to the reader of keys, which passes over answers,
//! late ones too.

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::os::fd::AsFd as _;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};

/// What is asked: the background, then what the terminal is.
const QUESTION: &[u8] = b"\x1b]11;?\x1b\\\x1b[c";

/// How long the answer may take.
const ANSWER_TAKES: Duration = Duration::from_millis(150);

/// The most bytes that are looked at.
const MOST_BYTES: usize = 4096;

/// Up to this luminance white letters are read better than black ones.
const DARKEST_LIGHT: f64 = 0.179;

/// A background.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// White letters are read better.
    Dark,
    /// Black letters are read better.
    Light,
}

/// Asks the terminal, which must be in raw mode; returns its background, and all bytes that came meanwhile.
///
/// Takes at most 150 ms. A failure is no answer: the reader of keys will find out.
pub fn ask(tty: &mut File, out: &mut File) -> (Option<Ground>, Vec<u8>) {
    let mut heard = Vec::new();
    let until = Instant::now() + ANSWER_TAKES;
    if out.write_all(QUESTION).is_err() {
        return (None, heard);
    }
    while !is_answered(&heard) && heard.len() < MOST_BYTES {
        let Ok(left) = Timespec::try_from(until.saturating_duration_since(Instant::now())) else { break };
        let mut fds = [PollFd::from_borrowed_fd(tty.as_fd(), PollFlags::IN)];
        let is_there = poll(&mut fds, Some(&left)).is_ok_and(|count| count > 0);
        let [events] = fds.map(|fd| fd.revents());
        if !is_there || !events.contains(PollFlags::IN) {
            break;
        }
        let mut bytes = [0; 256];
        match tty.read(&mut bytes) {
            Ok(length @ 1..) => heard.extend_from_slice(bytes.get(..length).unwrap_or_default()),
            Ok(0) | Err(_) => break,
        }
    }
    (ground(&heard), heard)
}

/// Returns whether the second question was answered: `ESC [ ? … c`.
fn is_answered(heard: &[u8]) -> bool {
    let mut rest = heard;
    while let Some(at) = rest.windows(3).position(|window| window == b"\x1b[?") {
        rest = rest.get(at + 3..).unwrap_or_default();
        let end = rest.iter().position(|byte| !(byte.is_ascii_digit() || *byte == b';'));
        if end.and_then(|end| rest.get(end)) == Some(&b'c') {
            return true;
        }
    }
    false
}

/// Returns the background that an answer names; none without a whole answer.
fn ground(heard: &[u8]) -> Option<Ground> {
    const HEAD: &[u8] = b"\x1b]11;";
    let at = heard.windows(HEAD.len()).position(|window| window == HEAD)?;
    let rest = heard.get(at + HEAD.len()..)?;
    let end = rest.iter().position(|byte| matches!(byte, 0x07 | 0x1b))?;
    let [red, green, blue] = colour(std::str::from_utf8(rest.get(..end)?).ok()?)?;
    let linear = |part: f64| if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) };
    let luminance = 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    Some(if luminance > DARKEST_LIGHT { Ground::Light } else { Ground::Dark })
}

/// Reads `rgb:r/g/b` and `rgba:r/g/b/a` with one to four hexadecimal digits each, and `#rrggbb`; 0 to 1.
fn colour(text: &str) -> Option<[f64; 3]> {
    let parts: Vec<&str> = match text.strip_prefix('#') {
        Some(all) if all.len() == 6 => (0..3).map(|at| all.get(at * 2..at * 2 + 2)).collect::<Option<_>>()?,
        Some(_) => return None,
        None => text.strip_prefix("rgb:").or_else(|| text.strip_prefix("rgba:"))?.split('/').collect(),
    };
    let part = |at: usize| {
        let text = parts.get(at).filter(|text| (1..=4).contains(&text.len()) && !text.starts_with('+'))?;
        let most = 16_u32.pow(u32::try_from(text.len()).ok()?) - 1;
        Some(f64::from(u32::from_str_radix(text, 16).ok()?) / f64::from(most))
    };
    Some([part(0)?, part(1)?, part(2)?])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn backgrounds_are_told_apart_in_every_spelling() {
        let cases: [(&[u8], Option<Ground>); 12] = [
            (b"\x1b]11;rgb:1414/1919/1f1f\x1b\\\x1b[?62;4c", Some(Ground::Dark)),
            (b"\x1b]11;rgb:fdfd/f6f6/e3e3\x07\x1b[?1;2c", Some(Ground::Light)),
            (b"j\x1b]11;rgb:f/f/f\x07", Some(Ground::Light)),
            (b"\x1b]11;rgba:0000/0000/0000/ffff\x07", Some(Ground::Dark)),
            (b"\x1b]11;#ffffff\x07", Some(Ground::Light)),
            (b"\x1b]11;#282c34\x07", Some(Ground::Dark)),
            (b"\x1b]11;rgb:ffff/ffff/ff", None),
            (b"\x1b]11;rgb:ffff/ffff\x07", None),
            (b"\x1b]11;rgb:\xff/a/a\x07", None),
            (b"\x1b]11;#fff\x07", None),
            (b"\x1b[?62c", None),
            (b"", None),
        ];
        for (heard, wanted) in cases {
            assert_eq!(ground(heard), wanted, "{}", heard.escape_ascii());
        }
    }

    #[test]
    fn only_what_the_terminal_is_ends_the_wait() {
        for heard in [&b"\x1b[?62;4c"[..], b"c\x1b[?u\x1b[?1c", b"\x1b[?0c"] {
            assert!(is_answered(heard), "{}", heard.escape_ascii());
        }
        for heard in [&b""[..], b"c", b"\x1b[?62;4", b"\x1b[62c", b"\x1b[?1u", b"\x1b]11;rgb:c/c/c\x07"] {
            assert!(!is_answered(heard), "{}", heard.escape_ascii());
        }
    }
}
