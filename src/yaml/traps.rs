//! Mistakes that everybody makes once: each gets its own hint.

use granit_parser::{ErrorKind, ScanError};

use super::milestone;
use super::node::{Item, Style};
use super::parse::{MOST_LEVELS, offset};
use super::sink::{quote, shorten};
use super::values::at_hint;
use crate::domain::finding::{Code, Finding, Place};

/// Returns what an unknown key without a value was meant to be, if that can be told.
pub fn in_key(key: Item<'_>, style: Style) -> Option<Finding> {
    let text = key.text();
    if let Some((word, rest)) = glued(text) {
        let message = format!("{} is read as one word", quote(text));
        let finding = Finding::error(Code::Key, key.place(), message).label("a space after the colon");
        return Some(finding.hint(format!("write '{word}: {}'", shorten(rest))));
    }
    if style != Style::Flow {
        return None;
    }
    let finding = Finding::error(Code::Key, key.place(), format!("{} is read as a key", quote(text)));
    Some(finding.label("a comma ends text inside { }").hint("quote the text that holds the comma"))
}

/// Returns the two halves of `by:2027-01-01` and its kin.
pub fn glued(text: &str) -> Option<(&str, &str)> {
    let (word, rest) = text.split_once(':')?;
    (!rest.is_empty() && !rest.starts_with([' ', '/']) && milestone::SCHEMA.has(word)).then_some((word, rest))
}

/// Makes the finding of a text that is not YAML: where, what, and what to do.
///
/// `text` is the piece that was read, `base` where it begins in the file.
pub fn of_syntax(error: &ScanError, text: &str, base: u32) -> Finding {
    let at = error.marker().byte_offset().unwrap_or(0).min(text.len());
    let kind = error.kind();
    let whole = Lines { text, base };
    if matches!(kind, ErrorKind::RecursionLimitExceeded) {
        let message = format!("more than {MOST_LEVELS} levels of lists and maps");
        return Finding::error(Code::Limit, whole.place(at, at + 1), message).hint("write it with fewer levels");
    }
    if let ErrorKind::Custom(message) = kind {
        let finding = Finding::error(Code::Limit, whole.place(at, at), message.as_str());
        return finding.hint("split the file, or shorten what is in it");
    }
    let lines = [whole.line(at), whole.line_before(at, 1), whole.line_before(at, 2)];
    whole
        .sign(at)
        .or_else(|| lines.iter().flatten().find_map(|&range| whole.tab(range)))
        .or_else(|| lines.iter().flatten().find_map(|&range| whole.glued(range)))
        .or_else(|| lines.iter().flatten().find_map(|&range| whole.colon(range, kind)))
        .unwrap_or_else(|| whole.plain(at, kind))
}

/// The text in which an error is looked for.
struct Lines<'a> {
    text: &'a str,
    base: u32,
}

impl<'a> Lines<'a> {
    fn place(&self, start: usize, end: usize) -> Place {
        let end = end.min(self.text.len()).max(start);
        Place::new(self.base + offset(start), self.base + offset(end))
    }

    fn line(&self, at: usize) -> Option<(usize, &'a str)> {
        let before = self.text.get(..at)?;
        let start = before.rfind(['\n', '\r']).map_or(0, |end| end + 1);
        let rest = self.text.get(start..)?;
        let end = rest.find(['\n', '\r']).unwrap_or(rest.len());
        // Nobody's trap is past the first few hundred letters of a line.
        let end = rest.char_indices().map(|(i, _)| i).take_while(|i| *i <= end).take(400).last().unwrap_or(0);
        Some((start, rest.get(..end)?))
    }

    /// The line `count` filled lines before that of an offset.
    fn line_before(&self, at: usize, count: usize) -> Option<(usize, &'a str)> {
        let mut found = self.line(at)?;
        for _ in 0..count {
            let filled = self.text.get(..found.0)?.trim_end();
            if filled.is_empty() {
                return None;
            }
            found = self.line(filled.len())?;
        }
        Some(found)
    }

    /// A value that begins with a letter that YAML keeps for itself.
    fn sign(&self, at: usize) -> Option<Finding> {
        let rest = self.text.get(at..)?;
        let first = rest.chars().next().filter(|c| matches!(c, '@' | '`' | '%'))?;
        let word: &str = rest.split([' ', ',', '}', ']', '\n', '\r']).next()?;
        let place = self.place(at, at + shorten(word).len().min(word.len()));
        let message = format!("text cannot begin with '{first}'");
        let hint = match word.strip_prefix('@') {
            Some(name) => at_hint(name),
            None => "quote it".into(),
        };
        Some(Finding::error(Code::Syntax, place, message).hint(hint))
    }

    fn tab(&self, (start, line): (usize, &str)) -> Option<Finding> {
        let blank = line.len() - line.trim_start_matches([' ', '\t']).len();
        let tab = line.get(..blank)?.find('\t')?;
        let place = self.place(start + tab, start + blank);
        Some(Finding::error(Code::Syntax, place, "a tab in the indentation").hint("indent with spaces"))
    }

    fn glued(&self, (start, line): (usize, &str)) -> Option<Finding> {
        let text = line.trim_start_matches([' ', '-']);
        let (word, rest) = glued(text)?;
        let at = start + line.len() - text.len();
        let message = format!("{} is read as one word", quote(text.trim_end()));
        let place = self.place(at, at + text.trim_end().len());
        let finding = Finding::error(Code::Syntax, place, message).label("a space after the colon");
        Some(finding.hint(format!("write '{word}: {}'", shorten(rest.trim_end()))))
    }

    fn colon(&self, (start, line): (usize, &str), kind: &ErrorKind) -> Option<Finding> {
        let fits = matches!(kind, ErrorKind::MappingValueNotAllowed | ErrorKind::InvalidColonPlacement);
        let (key, value) = line.split_once(": ").filter(|_| fits)?;
        let text = value.trim_start();
        if text.starts_with(['"', '\'', '{', '[', '|', '>', '#', '&', '*', '!']) {
            return None;
        }
        let colon = text.contains(": ") || text.trim_end().ends_with(':');
        let at = start + key.len() + 2 + value.len() - text.len();
        let place = self.place(at, at + text.trim_end().len());
        let finding = Finding::error(Code::Syntax, place, "text with a colon and a space is read as a key");
        colon.then(|| finding.hint("quote text that contains a colon and a space"))
    }

    fn plain(&self, at: usize, kind: &ErrorKind) -> Finding {
        let length = self.text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        let (message, hint) = words(kind);
        let place = self.place(at, at + length);
        Finding::error(Code::Syntax, place, message).hint(hint)
    }
}

/// Returns the words for what the parser says.
fn words(kind: &ErrorKind) -> (String, &'static str) {
    let is_quote = matches!(kind, ErrorKind::UnclosedQuotedScalar | ErrorKind::DocumentIndicatorInQuotedScalar);
    if is_quote {
        return ("a quote is not closed".into(), "close it with the same quote");
    }
    if matches!(kind, ErrorKind::InvalidTrailingSingleQuotedScalar | ErrorKind::InvalidTrailingDoubleQuotedScalar) {
        return ("text behind a closing quote".into(), "put all of it inside the quotes");
    }
    if let ErrorKind::UnclosedFlowCollection { open } = kind {
        let what = if *open == '[' { "']'" } else { "'}'" };
        return (format!("{what} is missing"), "close what was opened");
    }
    let is_end = matches!(
        kind,
        ErrorKind::UnexpectedEofFlowSequence
            | ErrorKind::UnexpectedEofFlowMapping
            | ErrorKind::UnexpectedEofImplicitFlowMapping
    );
    if is_end {
        return ("'[' or '{' is not closed".into(), "close what was opened");
    }
    if matches!(kind, ErrorKind::ExpectedFlowMappingSeparator | ErrorKind::ExpectedFlowSequenceSeparator) {
        return ("',' or a closing bracket is missing".into(), "quote text that holds brackets or quotes");
    }
    let is_key = matches!(
        kind,
        ErrorKind::SimpleKeyExpected
            | ErrorKind::InvalidSimpleKey
            | ErrorKind::ExpectedBlockMappingKey
            | ErrorKind::MappingValueNotAllowed
            | ErrorKind::MappingKeyNotAllowed
            | ErrorKind::InvalidIndentation
    );
    if is_key {
        return ("a key with its value belongs here".into(), "check the colon and the indentation of this line");
    }
    if matches!(kind, ErrorKind::UnknownQuotedScalarEscape) {
        return ("an unknown escape in double quotes".into(), "write \\\\ for a backslash, or use single quotes");
    }
    let known = RARE.iter().find(|(rare, _, _)| rare == kind);
    if let Some((_, message, hint)) = known {
        return ((*message).into(), hint);
    }
    let text = kind.to_string();
    let text = if text.is_empty() { "not YAML".to_string() } else { text };
    (text, "see the line and the one before it")
}

/// What the parser says in its own terms, and what a person would say.
const RARE: [(ErrorKind, &str, &str); 5] = [
    (ErrorKind::InvalidColonPlacement, "a ':' where none belongs", "close the bracket before it, or quote the text"),
    (ErrorKind::MissingAnchorOrAliasName, "'&' and '*' begin a name", "quote text that begins with one of them"),
    (
        ErrorKind::InvalidBlockScalarHeader,
        "text behind '|' or '>'",
        "begin the text on the next line, or quote all of it",
    ),
    (ErrorKind::TabInPlainScalar, "a tab in or after the text", "use spaces"),
    (ErrorKind::TabInIndentation, "a tab in the indentation", "indent with spaces"),
];
