//! Gives a scalar another text in its own style.

use super::lines;
use super::proof::Cut;
use super::sheet::Sheet;
use super::write::indented;
use crate::yaml::node::Style;
use crate::yaml::quote::{Where, double, is_figure, is_literal, is_number, is_word, must_be_escaped, quote};

/// Returns a text as a scalar of a style that needs one line; in double quotes where that cannot hold it.
pub(super) fn styled(old: &str, style: Style, text: &str, place: Where) -> String {
    let can_be_single = !text.contains('\n') && !text.chars().any(must_be_escaped) && place_holds(place, text);
    let is_literal_still = is_literal(old) && is_literal(text) && is_of_one_sort(old, text);
    match style {
        Style::Plain | Style::Single if place == Where::Json && !is_literal_still => double(text),
        Style::Single if can_be_single => format!("'{}'", text.replace('\'', "''")),
        Style::Plain if is_of_one_sort(old, text) && is_plain(text, place) => text.to_string(),
        Style::Plain if !is_typed(text) && is_plain(text, place) => text.to_string(),
        Style::Plain => quote(text, place),
        Style::Single | Style::Double | Style::Literal | Style::Folded | Style::Block | Style::Flow => double(text),
    }
}

fn place_holds(place: Where, text: &str) -> bool {
    place != Where::Key || text.len() < 500
}

/// Returns whether both texts without quotes are numbers, truth values, or dates and times.
fn is_of_one_sort(old: &str, new: &str) -> bool {
    let sorts = [is_word, is_number, |text: &str| is_figure(text) && !is_number(text)];
    sorts.iter().any(|is_sort| is_sort(old) && is_sort(new))
}

/// Returns whether some YAML takes a text without quotes for more than a text.
fn is_typed(text: &str) -> bool {
    text.is_empty() || is_word(text) || is_figure(text) || text == "="
}

/// Returns whether the grammar lets a text stand without quotes.
fn is_plain(text: &str, place: Where) -> bool {
    let Some(first) = text.chars().next() else { return false };
    let is_open = !"-?:,[]{}#&*!|>'\"%@`".contains(first) || (first == '-' && is_figure(text));
    let is_trimmed = text.trim_matches([' ', '\t']).len() == text.len();
    let has_mark = text.contains(": ") || text.contains(" #") || text.ends_with(':') || text.contains(['\n', '\t']);
    let has_bracket = text.contains([',', '[', ']', '{', '}']);
    let is_mark = text.starts_with("---") || text.starts_with("...") || text.starts_with("<<");
    is_open
        && is_trimmed
        && !has_mark
        && !is_mark
        && (place == Where::Block || !has_bracket && !text.contains(":,"))
        && place_holds(place, text)
        && !text.chars().any(must_be_escaped)
}

/// Returns the cuts that give a text behind `|` or `>` other lines; none where it cannot hold them.
///
/// `column` is that of its key or dash; if it has no lines yet, they are `deeper` than that.
pub(super) fn lines_cuts(
    sheet: &Sheet<'_>,
    index: usize,
    (column, deeper): (usize, usize),
    text: &str,
) -> Option<Vec<Cut>> {
    let (spot, block) = (sheet.spot(index), sheet.block(index));
    let body = text.trim_end_matches('\n');
    let first = body.trim_start_matches(['\n', ' ']).chars().next()?;
    if first == '\t' || text.chars().any(must_be_escaped) {
        return None;
    }
    let is_folded = sheet.node(index).style == Style::Folded;
    let head = lines::part(sheet.text, spot.body, block.head_end);
    let old_number = head.chars().find(char::is_ascii_digit);
    let indent = block.indent.unwrap_or(column + deeper);
    let number = match old_number {
        Some(number) => Some(number),
        None if text.starts_with([' ', '\n']) => char::from_digit(u32::try_from(indent.checked_sub(column)?).ok()?, 10),
        None => None,
    };
    let ends = text.len() - body.len();
    let has_blanks = block.whole > spot.end;
    let chomp = match ends {
        0 => "-",
        1 if head.contains('+') && !has_blanks => "+",
        1 => "",
        _ => "+",
    };
    let mark = if is_folded { '>' } else { '|' };
    let new_head: String = std::iter::once(mark).chain(number).chain(chomp.chars()).collect();
    let is_same = old_number == number && head.contains('+') == (chomp == "+") && head.contains('-') == (chomp == "-");
    let new_head = if is_same { head.to_string() } else { new_head };
    let newline = lines::newline(sheet.text, spot.body);
    let folded = if is_folded { fold(body) } else { body.to_string() };
    let mut written = indented(&folded, indent);
    written.extend(std::iter::repeat_n(String::new(), ends.saturating_sub(1)));
    let line_end = lines::line_end(sheet.text, block.head_end);
    let end = if chomp == "+" { block.whole } else { spot.end };
    let mut new: String = written.iter().flat_map(|line| [newline, line]).collect();
    if end.max(line_end) == sheet.text.len() && ends > 0 {
        new.push_str(newline);
    }
    Some(vec![Cut::new(spot.body, block.head_end, new_head), Cut::new(line_end, end.max(line_end), new)])
}

/// Returns the cuts that put lines behind the last line of a text behind `|` or `>`.
pub(super) fn append_cuts(sheet: &Sheet<'_>, index: usize, (body, more): (&str, &str)) -> Option<Vec<Cut>> {
    let (block, indent) = (sheet.block(index), sheet.block(index).indent?);
    if more.chars().any(must_be_escaped) {
        return None;
    }
    let is_deep = |line: &str| line.starts_with([' ', '\t']);
    let last = body.rsplit('\n').next().unwrap_or_default();
    let is_folded = sheet.node(index).style == Style::Folded;
    let mut written = indented(&if is_folded { fold(more) } else { more.to_string() }, indent);
    if is_folded && !is_deep(last) && !is_deep(more) {
        written.insert(0, String::new());
    }
    // Behind the last line that holds something.
    let lines = lines::part(sheet.text, block.from, block.whole);
    let end = block.from + lines.trim_end_matches(['\n', '\r', ' ', '\t']).len();
    let end = lines::line_end(sheet.text, end);
    let newline = lines::newline(sheet.text, end);
    let new: String = written.iter().flat_map(|line| [newline, line]).collect();
    Some(vec![Cut::new(end, end, new)])
}

/// Writes a text so that folding gives it back: a line end between two plain lines becomes two.
fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let is_deep = |line: &str| line.starts_with([' ', '\t']);
    let mut last: Option<&str> = None;
    for line in text.split('\n') {
        if !line.is_empty() {
            if last.is_some_and(|last| !is_deep(last)) && !is_deep(line) {
                out.push('\n');
            }
            last = Some(line);
        }
        out.push_str(line);
        out.push('\n');
    }
    out.pop();
    out
}
