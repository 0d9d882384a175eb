//! Reads a filter's text: terms, `or`, parentheses, negation. What cannot be read ends the filter there.

use super::values::{Wrong, day_term, term_of, words_of};
use super::{Comparison, Expr, Field, Filter, Parsed, Problem, Term};
use crate::domain::suggest::nearest;

/// How deep parentheses and negations may stand in each other.
pub(super) const DEEPEST: usize = 32;

/// Reads a text.
pub(super) fn parse(text: &str) -> Parsed {
    let mut parser = Parser { text, at: 0, depth: 0, problem: None };
    let root = parser.alternatives();
    if parser.problem.is_none() && parser.at < text.len() {
        parser.fail(parser.at, "there is nothing for this ')' to close", "leave it out, or quote it");
    }
    Parsed { filter: Filter { root }, problem: parser.problem }
}

/// A cursor over the text; once a problem is set, everything unwinds with what there is.
struct Parser<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    problem: Option<Problem>,
}

impl<'a> Parser<'a> {
    fn fail(&mut self, at: usize, message: impl Into<String>, hint: impl Into<String>) {
        if self.problem.is_none() {
            self.problem = Some(Problem { at, message: message.into(), hint: hint.into() });
        }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn skip_space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    /// Returns the word at the cursor, up to a space or parenthesis.
    fn word(&self) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '(' | ')')).unwrap_or(rest.len());
        rest.get(..end).unwrap_or_default()
    }

    fn is_word(&self, word: &str) -> bool {
        self.word().eq_ignore_ascii_case(word)
    }

    /// `all (or all)*`
    fn alternatives(&mut self) -> Option<Expr> {
        let mut parts = Vec::new();
        let mut begin = self.at;
        loop {
            match self.conjunction() {
                Some(part) => parts.push(part),
                None if self.problem.is_none() && (self.is_word("or") || !parts.is_empty()) => {
                    self.fail(begin, "'or' stands between two terms", "write 'status:open or status:blocked'");
                }
                None => {}
            }
            self.skip_space();
            if self.problem.is_some() || !self.is_word("or") {
                break;
            }
            begin = self.at;
            self.at += 2;
        }
        join(parts, Expr::Any)
    }

    /// Terms up to the end, `or` or `)`.
    fn conjunction(&mut self) -> Option<Expr> {
        let mut parts = Vec::new();
        loop {
            self.skip_space();
            if self.problem.is_some() || self.is_word("or") || matches!(self.peek(), None | Some(')')) {
                break;
            }
            if self.is_word("and") {
                self.at += 3;
                continue;
            }
            parts.extend(self.factor());
        }
        join(parts, Expr::All)
    }

    /// A term, a group, or the negation of one.
    fn factor(&mut self) -> Option<Expr> {
        let begin = self.at;
        if self.depth >= DEEPEST {
            self.fail(begin, "too many parentheses in each other", "write it flatter");
            return None;
        }
        self.depth += 1;
        let found = if self.peek() == Some('-') {
            self.at += 1;
            self.negation(begin, "-")
        } else if self.is_word("not") {
            self.at += 3;
            self.negation(begin, "not")
        } else if self.peek() == Some('(') {
            self.group(begin)
        } else {
            self.term()
        };
        self.depth -= 1;
        found
    }

    fn negation(&mut self, begin: usize, sign: &str) -> Option<Expr> {
        if sign == "not" {
            self.skip_space();
        }
        if matches!(self.peek(), None | Some(')')) || self.peek().is_some_and(char::is_whitespace) || self.is_word("or")
        {
            self.fail(begin, format!("nothing stands behind '{sign}'"), "write '-tag:draft' or 'not tag:draft'");
            return None;
        }
        let inner = self.factor();
        if let Some(problem) = self.problem.as_mut()
            && inner.is_none()
        {
            problem.at = begin;
        }
        inner.map(|inner| Expr::Not(Box::new(inner)))
    }

    fn group(&mut self, begin: usize) -> Option<Expr> {
        self.at += 1;
        self.skip_space();
        if self.peek() == Some(')') {
            self.fail(begin, "nothing stands between the parentheses", "leave them out");
            return None;
        }
        let inner = self.alternatives();
        if self.problem.is_none() {
            if self.peek() == Some(')') {
                self.at += 1;
            } else {
                self.fail(self.text.len(), "a parenthesis is not closed", "end it with ')'");
            }
        }
        inner
    }

    fn term(&mut self) -> Option<Expr> {
        let begin = self.at;
        let rest = self.rest();
        let name_len = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
        let name = rest.get(..name_len).unwrap_or_default();
        let behind = rest.get(name_len..).unwrap_or_default();
        let Some(sign) = (if name.is_empty() { None } else { sign_of(behind) }) else {
            let text = self.text_up_to(|c| c.is_whitespace() || matches!(c, '(' | ')'));
            return (!text.trim().is_empty()).then(|| Expr::Term(Term::Word(text.to_lowercase())));
        };
        let (sign, comparison) = sign;
        let Some(field) = Field::named(&name.to_lowercase()) else {
            let hint = unknown_field_hint(name, self.word());
            self.fail(begin, format!("'{name}{sign}' is not a field"), hint);
            return None;
        };
        self.at += name_len + sign.len();
        let values = self.values();
        match term_with(field, comparison, sign, &values) {
            Ok(term) => Some(Expr::Term(term)),
            Err(wrong) => {
                // An unclosed quote is said only if nothing worse is.
                self.problem = Some(Problem { at: begin, message: wrong.message, hint: wrong.hint });
                None
            }
        }
    }

    /// Reads values separated by commas; without empty ones.
    fn values(&mut self) -> Vec<String> {
        let mut values = Vec::new();
        loop {
            let value = self.text_up_to(|c| c.is_whitespace() || matches!(c, '(' | ')' | ','));
            if !value.trim().is_empty() {
                values.push(value);
            }
            if self.peek() != Some(',') {
                return values;
            }
            self.at += 1;
        }
    }

    /// Reads text up to a stop outside double quotes; the quotes are dropped.
    fn text_up_to(&mut self, stop: impl Fn(char) -> bool) -> String {
        let mut text = String::new();
        let mut is_quoted = false;
        while let Some(c) = self.peek() {
            if !is_quoted && stop(c) {
                break;
            }
            self.at += c.len_utf8();
            if c == '"' {
                is_quoted = !is_quoted;
            } else {
                text.push(c);
            }
        }
        if is_quoted {
            self.fail(self.text.len(), "a quote is not closed", "end it with '\"'");
        }
        text
    }
}

fn term_with(field: Field, comparison: Option<Comparison>, sign: &str, values: &[String]) -> Result<Term, Wrong> {
    let word = field.word();
    if values.is_empty() && field != Field::Changed {
        let words = words_of(field).join(", ");
        let hint = if words.is_empty() { format!("write {word}:TEXT") } else { format!("one of {words}") };
        return Err(Wrong { message: format!("nothing stands behind '{word}{sign}'"), hint });
    }
    if field.holds_a_day() {
        return match values {
            [only] => day_term(field, comparison, only),
            [] => day_term(field, comparison, ""),
            _ => term_of(field, values),
        };
    }
    if comparison.is_some() && sign != "=" {
        let message = format!("'{word}' cannot be compared with '{sign}'");
        return Err(Wrong { message, hint: format!("write {word}:{}", values.join(",")) });
    }
    term_of(field, values)
}

/// Returns the sign that a text begins with, and the comparison that it means; a `:` leaves that to the value.
fn sign_of(text: &str) -> Option<(&'static str, Option<Comparison>)> {
    const SIGNS: [(&str, Option<Comparison>); 6] = [
        ("<=", Some(Comparison::UpTo)),
        (">=", Some(Comparison::From)),
        ("<", Some(Comparison::Before)),
        (">", Some(Comparison::After)),
        ("=", Some(Comparison::On)),
        (":", None),
    ];
    SIGNS.into_iter().find(|(sign, _)| text.starts_with(sign))
}

fn unknown_field_hint(name: &str, word: &str) -> String {
    let near = nearest(name, Field::ALL.iter().map(|f| f.word()), 1);
    match near.first() {
        Some(near) => format!("did you mean '{near}:'?"),
        None => format!("fields are {}; to look for the text, write \"{word}\"", field_names()),
    }
}

fn field_names() -> String {
    Field::ALL.iter().filter(|f| **f != Field::Changed).map(|f| f.word()).collect::<Vec<_>>().join(", ")
}

fn join(mut parts: Vec<Expr>, with: fn(Vec<Expr>) -> Expr) -> Option<Expr> {
    if parts.len() > 1 { Some(with(parts)) } else { parts.pop() }
}
