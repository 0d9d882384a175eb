//! New values as text: on one line, or on lines of their own.

use super::New;
use crate::domain::edit::{Refusal, Value, Why};
use crate::yaml::quote::{Where, must_be_escaped, quote};

/// How many columns a list or map may take that stands inside another on one line.
const WIDTH: usize = 110;

/// How a file is indented.
#[derive(Clone, Copy, Debug)]
pub(super) struct Habit {
    /// The columns of one level.
    pub step: usize,
    /// The columns of a list under its key.
    pub list: usize,
}

/// What a value belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    /// A key.
    Pair,
    /// A dash.
    Item,
    /// Nothing: it is the outermost.
    Root,
}

/// A value as it will stand: behind its key or dash, and on the lines below; those with their indentation.
#[derive(Clone, Debug, Default)]
pub(super) struct Form {
    pub head: String,
    pub rest: Vec<String>,
    /// Whether it is a list or map that needs lines of its own.
    pub is_block: bool,
}

impl Form {
    /// Makes the form of what stands on one line.
    pub fn line(head: String) -> Self {
        Self { head, rest: Vec::new(), is_block: false }
    }
}

/// Writes a value that belongs to something in the column `column`.
pub(super) fn form(new: &New, owner: Owner, column: usize, habit: Habit) -> Result<Form, Refusal> {
    let fit = |value: &Value| New::Fit(value.clone());
    match new {
        New::Line(value) => Ok(Form::line(on_line(value, Where::Block)?)),
        New::Fit(value) if is_short(value, column)? => Ok(Form::line(on_line(value, Where::Block)?)),
        New::Fit(Value::List(items)) | New::Block(Value::List(items)) => {
            form(&New::List(items.iter().map(fit).collect()), owner, column, habit)
        }
        New::Fit(Value::Map(pairs)) | New::Block(Value::Map(pairs)) => {
            let pairs = pairs.iter().map(|(key, value)| (key.clone(), fit(value)));
            form(&New::Map(pairs.collect()), owner, column, habit)
        }
        New::Fit(value) | New::Block(value) => text(value, owner, column, habit),
        New::List(items) if items.is_empty() => Ok(Form::line("[]".to_string())),
        New::Map(pairs) if pairs.is_empty() => Ok(Form::line("{}".to_string())),
        New::List(items) => {
            let inner = inner(owner, column, habit.list);
            let lines: Result<Vec<_>, Refusal> = items.iter().map(|each| item(each, inner, habit)).collect();
            Ok(block(lines?, owner, inner))
        }
        New::Map(pairs) => {
            let inner = inner(owner, column, habit.step);
            let lines: Result<Vec<_>, Refusal> =
                pairs.iter().map(|(key, each)| pair(key, each, inner, habit)).collect();
            Ok(block(lines?, owner, inner))
        }
    }
}

/// Returns the column of what stands inside a value that belongs to something.
fn inner(owner: Owner, column: usize, deeper: usize) -> usize {
    match owner {
        Owner::Pair => column + deeper,
        Owner::Item => column + 2,
        Owner::Root => column,
    }
}

/// Writes a scalar, on lines of its own where it has some.
fn text(value: &Value, owner: Owner, column: usize, habit: Habit) -> Result<Form, Refusal> {
    let inner = inner(owner, column, habit.step);
    if let Value::Text(text) = value
        && text.contains('\n')
        && owner != Owner::Root
        && holds(text)
    {
        let (head, rest) = literal(text, inner, inner - column);
        return Ok(Form { head, rest, is_block: false });
    }
    Ok(Form::line(on_line(value, Where::Block)?))
}

/// Puts entries on lines of their own; `lines` are those of each.
fn block(lines: Vec<Vec<String>>, owner: Owner, column: usize) -> Form {
    let indent = " ".repeat(column);
    let mut rest = Vec::new();
    for lines in lines {
        let mut lines = lines.into_iter();
        rest.extend(lines.next().map(|first| format!("{indent}{first}")));
        rest.extend(lines);
    }
    if owner == Owner::Pair || rest.is_empty() {
        return Form { head: String::new(), rest, is_block: true };
    }
    let first = rest.remove(0);
    Form { head: first.trim_start_matches(' ').to_string(), rest, is_block: true }
}

/// Writes a pair; the first line without its indentation.
pub(super) fn pair(key: &str, new: &New, column: usize, habit: Habit) -> Result<Vec<String>, Refusal> {
    let form = match new {
        New::Fit(value) if is_short(value, column + key.len())? => Form::line(on_line(value, Where::Block)?),
        New::Fit(value) => form(&New::Block(value.clone()), Owner::Pair, column, habit)?,
        New::Line(_) | New::Block(_) | New::Map(_) | New::List(_) => form(new, Owner::Pair, column, habit)?,
    };
    let gap = if form.head.is_empty() { "" } else { " " };
    let mut lines = vec![format!("{}:{gap}{}", quote(key, Where::Key), form.head)];
    lines.extend(form.rest);
    Ok(lines)
}

/// Writes an item; the first line without its indentation.
pub(super) fn item(new: &New, column: usize, habit: Habit) -> Result<Vec<String>, Refusal> {
    let form = form(new, Owner::Item, column, habit)?;
    let mut lines = vec![format!("- {}", form.head)];
    lines.extend(form.rest);
    Ok(lines)
}

/// Writes a value on one line.
pub(super) fn on_line(value: &Value, place: Where) -> Result<String, Refusal> {
    Ok(match value {
        Value::Null => "null".to_string(),
        Value::Text(text) => quote(text, place),
        Value::Alias(name) => {
            return Err(Refusal::new(Why::Rule, format!("'*{name}' cannot be written"), "write the value itself"));
        }
        Value::List(items) => {
            let items: Result<Vec<_>, _> = items.iter().map(|item| on_line(item, place.inside())).collect();
            format!("[{}]", items?.join(", "))
        }
        Value::Map(pairs) => {
            let pairs: Result<Vec<_>, Refusal> = pairs
                .iter()
                .map(|(key, value)| Ok(format!("{}: {}", quote(key, place.key()), on_line(value, place.inside())?)))
                .collect();
            format!("{{{}}}", pairs?.join(", "))
        }
    })
}

/// Returns whether a value is short enough for the line of what it belongs to, which stands in a column.
fn is_short(value: &Value, column: usize) -> Result<bool, Refusal> {
    Ok(match value {
        Value::Text(_) => !has_lines(value),
        Value::List(_) | Value::Map(_) => {
            !has_lines(value) && column + on_line(value, Where::Flow)?.chars().count() < WIDTH
        }
        Value::Null | Value::Alias(_) => true,
    })
}

fn has_lines(value: &Value) -> bool {
    match value {
        Value::Text(text) => text.contains('\n'),
        Value::List(items) => items.iter().any(has_lines),
        Value::Map(pairs) => pairs.iter().any(|(_, value)| has_lines(value)),
        Value::Null | Value::Alias(_) => false,
    }
}

/// Returns whether a text can stand behind `|` wherever it comes to stand.
pub(super) fn holds(text: &str) -> bool {
    let body = text.trim_end_matches('\n');
    let has_first = body.trim_start_matches(['\n', ' ']).chars().next().is_some_and(|letter| letter != '\t');
    let last = body.rsplit('\n').next().unwrap_or_default();
    let has_last = !last.trim_matches([' ', '\t']).is_empty();
    has_first && has_last && !text.chars().any(must_be_escaped) && text.len() - body.len() < 2
}

/// Writes a text behind `|`: its head, and its lines.
pub(super) fn literal(text: &str, indent: usize, step: usize) -> (String, Vec<String>) {
    let body = text.strip_suffix('\n').unwrap_or(text);
    let number = if text.starts_with([' ', '\n']) { step.to_string() } else { String::new() };
    let chomp = if text.ends_with('\n') { "" } else { "-" };
    (format!("|{number}{chomp}"), indented(body, indent))
}

/// Puts every line in its column; empty lines stay empty.
pub(super) fn indented(text: &str, column: usize) -> Vec<String> {
    let indent = " ".repeat(column);
    text.split('\n').map(|line| if line.is_empty() { String::new() } else { format!("{indent}{line}") }).collect()
}
