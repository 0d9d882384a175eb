//! The words of a line, with their quotes taken off.

use std::ops::Range;

/// A word of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// Where it stands, in bytes, with its quotes.
    pub range: Range<usize>,
    /// What stands before a `:`, as typed; letters only.
    pub name: Option<String>,
    /// The text without quotes, and without the name.
    pub text: String,
    /// Whether it begins with a quote: it is taken as it stands.
    pub is_literal: bool,
}

/// Cuts a line into its words. A quote that is not closed reaches to the end of the line.
pub(super) fn cut(line: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = line.char_indices().peekable();
    while let Some(&(start, first)) = rest.peek() {
        if first.is_whitespace() {
            rest.next();
            continue;
        }
        let (mut text, mut name) = (String::new(), None);
        let (mut is_quoted, mut before) = (false, None);
        let mut end = start;
        while let Some(&(at, c)) = rest.peek() {
            if c.is_whitespace() && !is_quoted {
                break;
            }
            rest.next();
            end = at + c.len_utf8();
            match c {
                '\\' if is_quoted && matches!(rest.peek(), Some((_, '"' | '\\'))) => {
                    text.extend(rest.next().map(|(at, c)| {
                        end = at + c.len_utf8();
                        c
                    }));
                }
                '"' if is_quoted => is_quoted = false,
                '"' if opens(before) => is_quoted = true,
                ':' if name.is_none() && first != '"' && is_name(&text) && !is_web(&text, line.get(end..)) => {
                    name = Some(std::mem::take(&mut text));
                }
                _ => text.push(c),
            }
            before = Some(c);
        }
        tokens.push(Token { range: start..end, name, text, is_literal: first == '"' });
    }
    tokens
}

/// Returns whether a quote behind a letter opens a text; within a word it is an inch mark.
fn opens(before: Option<char>) -> bool {
    before.is_none_or(|c| matches!(c, ':' | ',' | '@' | '#'))
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphabetic())
}

/// Returns whether a name and what stands behind its `:` begin a web address.
fn is_web(name: &str, behind: Option<&str>) -> bool {
    matches!(name, "http" | "https") && behind.is_some_and(|rest| rest.starts_with("//"))
}

/// Joins the arguments of a command into a line: what the shell took out of quotes gets them back.
///
/// A single argument is the whole line.
#[must_use]
pub fn joined(arguments: &[String]) -> String {
    if let [line] = arguments {
        return line.clone();
    }
    let quoted = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
    let word = |argument: &String| {
        if !argument.contains(char::is_whitespace) && !argument.starts_with('"') {
            return argument.clone();
        }
        // The quotes stand behind `note:`, `@` and `#`.
        let name = argument.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(0);
        let sign = argument.get(name..).and_then(|rest| rest.chars().next());
        let is_headed = if name > 0 { sign == Some(':') } else { matches!(sign, Some('@' | '#')) };
        match argument.split_at_checked(name + 1).filter(|_| is_headed) {
            Some((head, value)) => format!("{head}{}", quoted(value)),
            None => quoted(argument),
        }
    };
    arguments.iter().map(word).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<(Option<String>, String, bool)> {
        cut(line).into_iter().map(|token| (token.name, token.text, token.is_literal)).collect()
    }

    #[test]
    fn quotes_hold_spaces_where_a_text_begins() {
        let plain = |text: &str| (None, text.to_string(), false);
        let named = |name: &str, text: &str| (Some(name.to_string()), text.to_string(), false);
        assert_eq!(words("a  b"), [plain("a"), plain("b")]);
        assert_eq!(words(r#"note:"two words" #"x y""#), [named("note", "two words"), plain("#x y")]);
        assert_eq!(words(r#""by:now" 5" hose"#), [(None, "by:now".into(), true), plain("5\""), plain("hose")]);
        assert_eq!(words(r#"note:"say \"no\" \\ to""#), [named("note", r#"say "no" \ to"#)]);
        assert_eq!(words(r#"note:"open end "#), [named("note", "open end ")]);
        assert_eq!(words("BY:x at:17:00 27001:2022"), [named("BY", "x"), named("at", "17:00"), plain("27001:2022")]);
        assert_eq!(words("https://x.eu/a?b=c:d"), [plain("https://x.eu/a?b=c:d")]);
        assert_eq!(words("source:https://x.eu"), [named("source", "https://x.eu")]);
    }

    #[test]
    fn places_are_those_of_the_line() {
        let line = "é note:\"a b\" c";
        let texts: Vec<&str> = cut(line).iter().filter_map(|token| line.get(token.range.clone())).collect();
        assert_eq!(texts, ["é", "note:\"a b\"", "c"]);
    }

    #[test]
    fn arguments_of_a_shell_become_a_line_again() {
        let line = |arguments: &[&str]| joined(&arguments.iter().map(ToString::to_string).collect::<Vec<_>>());
        assert_eq!(line(&["MDR audit by:eoq"]), "MDR audit by:eoq");
        assert_eq!(line(&["MDR", "audit", "by:eoq"]), "MDR audit by:eoq");
        assert_eq!(line(&["Audit", "by:27 dec", "#two words"]), r#"Audit by:"27 dec" #"two words""#);
        assert_eq!(line(&["Cyber Resilience Act", "authority:EU"]), r#""Cyber Resilience Act" authority:EU"#);
        assert_eq!(line(&["note:say \"no\" now", "x"]), r#"note:"say \"no\" now" x"#);
    }
}
