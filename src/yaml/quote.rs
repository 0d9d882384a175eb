//! Quoting: a text as a scalar that every YAML reader takes for that text.
//!
//! Plain where nobody can doubt it: words, our own dates, spans, rules and ids, addresses of the web, and on a line of
//! its own a sentence with its commas. Everything else stands in double quotes with JSON's escapes.

use std::fmt::Write as _;

/// Where a scalar will stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Where {
    /// As a value on a line of its own.
    Block,
    /// Inside brackets or braces.
    Flow,
    /// As a key, in either.
    Key,
    /// Inside the brackets or braces of JSON, where every text stands in double quotes, keys too.
    Json,
}

impl Where {
    /// Returns where the keys stand of a map that stands here.
    #[must_use]
    pub fn key(self) -> Self {
        match self {
            Self::Block | Self::Flow | Self::Key => Self::Key,
            Self::Json => Self::Json,
        }
    }

    /// Returns where the values stand of a list or map that stands here on one line.
    #[must_use]
    pub fn inside(self) -> Self {
        match self {
            Self::Block | Self::Flow | Self::Key => Self::Flow,
            Self::Json => Self::Json,
        }
    }
}

/// Returns a text as a scalar on one line; what stands plain inside brackets, or as a key, may do so in all three places.
#[must_use]
pub fn quote(text: &str, place: Where) -> String {
    let is_short = place != Where::Key || text.len() < 200;
    if is_short && place != Where::Json && is_plain(text, place) { text.to_string() } else { double(text) }
}

/// Returns a text in double quotes.
#[must_use]
pub fn double(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            letter if must_be_escaped(letter) => {
                write!(out, "\\u{:04x}", u32::from(letter)).expect("a string takes text");
            }
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}

/// Returns whether a letter can stand in YAML only as a number: controls, line ends that are none, marks.
pub(super) fn must_be_escaped(letter: char) -> bool {
    let is_control = letter.is_control() && letter != '\t' && letter != '\n';
    is_control || matches!(letter, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// What may stand inside a plain text on a line of its own, and not in brackets, besides letters of any script.
const OF_LINES: &str = ",()';+&%!?=\"";

fn is_plain(text: &str, place: Where) -> bool {
    let Some(first) = text.chars().next() else { return false };
    if text.ends_with(' ') {
        return false;
    }
    if is_address(text) {
        return true;
    }
    let is_common = |letter: char| letter.is_ascii_alphanumeric() || " _./@-".contains(letter);
    let is_of = match place {
        // A sentence, as people write it: what ends a plain text there, `: ` and ` #`, is not in it.
        Where::Block => text.chars().all(|c| is_common(c) || c.is_alphabetic() || OF_LINES.contains(c)),
        Where::Flow | Where::Key | Where::Json => text.chars().all(is_common),
    };
    if first.is_alphabetic() {
        return is_of && !is_word(text);
    }
    first.is_ascii_digit() && (is_date(text) || (is_of && is_digits_and_words(text)))
}

/// Returns whether some YAML takes this text without quotes for a truth value or for nothing.
pub(super) fn is_word(text: &str) -> bool {
    let words = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"];
    text == "~" || text == "<<" || words.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Returns whether some YAML takes this text without quotes for a number, a date or a time.
pub(super) fn is_figure(text: &str) -> bool {
    let bare = text.strip_prefix(['+', '-']).unwrap_or(text);
    let is_timed = bare.starts_with(|first: char| first.is_ascii_digit())
        && bare.chars().all(|letter| letter.is_ascii_digit() || "-:. tTzZ+_".contains(letter));
    is_timed || is_number(text)
}

/// Returns whether some YAML takes this text without quotes for a number.
pub(super) fn is_number(text: &str) -> bool {
    let bare = text.strip_prefix(['+', '-']).unwrap_or(text);
    let digits = bare.replace(['_', ','], "");
    let has_base = ["0x", "0o", "0b", "0X", "0O", "0B"].iter().any(|base| {
        digits.strip_prefix(base).is_some_and(|rest| rest.chars().all(|letter| letter.is_ascii_hexdigit()))
    });
    let is_endless = ["inf", "nan", ".inf", ".nan"].iter().any(|word| bare.eq_ignore_ascii_case(word));
    let is_number = digits.parse::<f64>().is_ok() && !digits.starts_with(|first: char| first.is_ascii_alphabetic());
    is_number || has_base || is_endless
}

/// Returns whether a text without quotes is JSON: a number, a truth value, or nothing.
pub(super) fn is_literal(text: &str) -> bool {
    let bare = text.strip_prefix('-').unwrap_or(text);
    let has_zero = bare.starts_with('0') && bare.get(1..2).is_some_and(|next| next.chars().all(|c| c.is_ascii_digit()));
    let is_cut = text.ends_with('.') || text.contains(".e") || text.contains(".E");
    let is_number = bare.starts_with(|first: char| first.is_ascii_digit()) && text.parse::<f64>().is_ok();
    matches!(text, "true" | "false" | "null") || (is_number && !has_zero && !is_cut)
}

/// Returns whether text that begins with a digit is one of ours and nobody's number or date.
fn is_digits_and_words(text: &str) -> bool {
    let has_letter = text.contains(|letter: char| letter.is_ascii_alphabetic());
    // Only a rule names an occurrence.
    let is_rule = [" after ", " before "].iter().any(|word| text.contains(word));
    let is_id =
        text.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || "._-".contains(letter));
    let is_quarter = text.len() == 7 && text.get(4..6) == Some("-Q");
    has_letter && !is_figure(text) && (!text.contains('@') || is_rule) && (text.contains(' ') || is_id || is_quarter)
}

/// Returns whether a text begins with a date, and is that date, a month, or that date with a time and a zone.
fn is_date(text: &str) -> bool {
    let shape = |text: &str, shape: &str| {
        text.len() == shape.len()
            && text.chars().zip(shape.chars()).all(|(letter, form)| match form {
                '0' => letter.is_ascii_digit(),
                form => letter == form,
            })
    };
    if shape(text, "0000-00") {
        return true;
    }
    let Some((day, rest)) = text.split_at_checked(10) else { return false };
    if !shape(day, "0000-00-00") {
        return false;
    }
    let Some(rest) = rest.strip_prefix([' ', 'T']) else { return rest.is_empty() };
    let clock = rest.find([' ', '+', '-', 'Z']).unwrap_or(rest.len());
    let Some((clock, zone)) = rest.split_at_checked(clock) else { return false };
    let is_clock = shape(clock, "00:00") || shape(clock, "00:00:00");
    let is_name = |name: &str| {
        name.starts_with(|first: char| first.is_ascii_alphabetic())
            && name.chars().all(|letter| letter.is_ascii_alphanumeric() || "_/+-".contains(letter))
    };
    let is_offset = |zone: &str| zone.strip_prefix(['+', '-']).is_some_and(|rest| shape(rest, "00:00"));
    is_clock && (zone.is_empty() || zone == "Z" || is_offset(zone) || zone.strip_prefix(' ').is_some_and(is_name))
}

/// Returns whether a text is an address of the web; some readers stumble over `:?` inside brackets.
fn is_address(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else { return false };
    let is_of = |letter: char| letter.is_ascii_alphanumeric() || ":/._~%?&=@+-".contains(letter);
    let has_scheme = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.chars().all(|letter| letter.is_ascii_alphanumeric());
    has_scheme && !rest.is_empty() && rest.chars().all(is_of) && !rest.ends_with(':') && !text.contains(":?")
}
