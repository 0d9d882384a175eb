//! JSON, version 1: every answer is one object, the asked kind filled, the other kinds empty.
//!
//! Within version 1 fields are added, never renamed or dropped. Unknown values are `null`, never left out; instants
//! are RFC 3339 with offset; a day is `YYYY-MM-DD`. The shapes: [`milestone`], [`obligation`], [`record`],
//! [`edit`].

pub mod edit;
pub mod milestone;
pub mod obligation;
pub mod reach;
pub mod record;

use std::io;

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use serde_json::ser::{CharEscape, Formatter, PrettyFormatter};

use super::session::Session;
use super::terminal::{Letters, Output};
use super::voice::Voice;
use crate::domain::extra::{Extra, Value};
use milestone::MilestoneJson;
use obligation::ObligationJson;
use record::{ProductJson, RegulationJson};

/// The version of every shape here.
pub const VERSION: u32 = 1;

/// One answer.
#[derive(Serialize)]
pub struct AnswerJson<'a> {
    version: u32,
    as_of: String,
    zone: String,
    file: &'a str,
    sha256: &'a str,
    /// M, see [`milestone`].
    pub milestones: Vec<MilestoneJson<'a>>,
    /// O, see [`obligation`].
    pub obligations: Vec<ObligationJson<'a>>,
    /// R, see [`record`].
    pub regulations: Vec<RegulationJson<'a>>,
    /// P, see [`record`].
    pub products: Vec<ProductJson<'a>>,
}

impl<'a> AnswerJson<'a> {
    /// Makes an answer without records.
    #[must_use]
    pub fn new(session: &'a Session) -> Self {
        Self {
            version: VERSION,
            as_of: session.zone.at(session.board.now).to_rfc3339_opts(chrono::SecondsFormat::Secs, false),
            zone: session.zone.name(),
            file: &session.name,
            sha256: &session.snapshot.sha256,
            milestones: Vec::new(),
            obligations: Vec::new(),
            regulations: Vec::new(),
            products: Vec::new(),
        }
    }

    /// Takes another hash than that of the file that was read.
    #[must_use]
    pub fn with_hash(mut self, sha256: &'a str) -> Self {
        self.sha256 = sha256;
        self
    }
}

/// The user's own keys, in the file's order.
pub struct ExtraJson<'a>(pub &'a Extra);

impl Serialize for ExtraJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (key, value) in self.0 {
            map.serialize_entry(key, &ValueJson(value))?;
        }
        map.end()
    }
}

struct ValueJson<'a>(&'a Value);

impl Serialize for ValueJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Null => serializer.serialize_unit(),
            Value::Text(text) => serializer.serialize_str(text),
            Value::List(list) => serializer.collect_seq(list.iter().map(ValueJson)),
            Value::Map(map) => serializer.collect_map(map.iter().map(|(key, value)| (key, ValueJson(value)))),
        }
    }
}

/// Writes a value as JSON, indented, with a final line break.
///
/// On a terminal everything that could act on it is escaped; a pipe gets the data as it is.
///
/// # Panics
///
/// Never: nothing here has a key that is no text.
#[must_use]
pub fn text_of(voice: &Voice, value: &impl Serialize) -> String {
    let guard = match (voice.output, voice.letters) {
        (Output::Pipe, _) => Guard::None,
        (Output::Terminal, Letters::Ascii) => Guard::Ascii,
        (Output::Terminal, Letters::AsciiGlyphs | Letters::Unicode) => Guard::Controls,
    };
    let mut bytes = Vec::new();
    let formatter = Guarded { inner: PrettyFormatter::with_indent(b"  "), guard };
    let mut serializer = serde_json::Serializer::with_formatter(&mut bytes, formatter);
    value.serialize(&mut serializer).expect("maps here have texts as keys, and memory does not refuse");
    bytes.push(b'\n');
    String::from_utf8(bytes).expect("JSON is text")
}

/// What is escaped besides what JSON demands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Guard {
    None,
    /// What [`crate::domain::text::clean`] would not let pass.
    Controls,
    /// All that is not ASCII.
    Ascii,
}

/// Indents, and escapes what the guard says.
struct Guarded {
    inner: PrettyFormatter<'static>,
    guard: Guard,
}

impl Guarded {
    fn must_escape(&self, c: char) -> bool {
        match self.guard {
            Guard::None => false,
            Guard::Ascii => !c.is_ascii() || c == '\u{7f}',
            Guard::Controls => {
                // DEL, C1, and everything that turns, joins or hides letters.
                (!c.is_ascii() || c == '\u{7f}') && {
                    let mut buffer = [0; 4];
                    let text: &str = c.encode_utf8(&mut buffer);
                    let probe = format!("a{text}");
                    crate::domain::text::clean(&probe).as_str() != probe
                }
            }
        }
    }
}

impl Formatter for Guarded {
    fn begin_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.inner.begin_array(writer)
    }

    fn end_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.inner.end_array(writer)
    }

    fn begin_array_value<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.inner.begin_array_value(writer, first)
    }

    fn end_array_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.inner.end_array_value(writer)
    }

    fn begin_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.inner.begin_object(writer)
    }

    fn end_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.inner.end_object(writer)
    }

    fn begin_object_key<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.inner.begin_object_key(writer, first)
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.inner.begin_object_value(writer)
    }

    fn end_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.inner.end_object_value(writer)
    }

    fn write_string_fragment<W: ?Sized + io::Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        while let Some((at, c)) = rest.char_indices().find(|(_, c)| self.must_escape(*c)) {
            let (before, after) = rest.split_at(at);
            writer.write_all(before.as_bytes())?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            rest = after.get(c.len_utf8()..).unwrap_or_default();
        }
        writer.write_all(rest.as_bytes())
    }

    fn write_char_escape<W: ?Sized + io::Write>(&mut self, writer: &mut W, escape: CharEscape) -> io::Result<()> {
        self.inner.write_char_escape(writer, escape)
    }
}

#[cfg(test)]
mod tests {
    use super::super::terminal::Palette;
    use super::*;

    fn written(output: Output, letters: Letters, text: &str) -> String {
        let voice = Voice { letters, palette: Palette::Plain, output, width_cells: None };
        text_of(&voice, &text)
    }

    #[test]
    fn a_terminal_gets_nothing_that_acts_on_it() {
        let text = "é\u{9b}2J\u{202e}x\u{7f}\u{1b}[m😀";
        assert_eq!(written(Output::Terminal, Letters::Unicode, text), "\"é\\u009b2J\\u202ex\\u007f\\u001b[m😀\"\n");
        assert_eq!(
            written(Output::Terminal, Letters::Ascii, text),
            "\"\\u00e9\\u009b2J\\u202ex\\u007f\\u001b[m\\ud83d\\ude00\"\n"
        );
        assert_eq!(written(Output::Pipe, Letters::Ascii, "é\u{202e}"), "\"é\u{202e}\"\n");
        for output in [Output::Terminal, Output::Pipe] {
            let back: String = serde_json::from_str(&written(output, Letters::Ascii, text)).expect("JSON");
            assert_eq!(back, text);
        }
    }
}
