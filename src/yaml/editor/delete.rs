//! Takes pairs and items away.

use super::lines;
use super::proof::Cut;
use super::sheet::{Entry, Sheet};
use crate::yaml::node::{Kind, Style};

/// Returns the cuts that take an entry away.
pub(super) fn cuts(sheet: &Sheet<'_>, container: usize, number: usize) -> Vec<Cut> {
    let entries = sheet.entries(container);
    let is_block = sheet.node(container).style == Style::Block;
    match (is_block, entries.len()) {
        (true, 1) => only_of_block(sheet, container, &entries),
        (true, _) => of_block(sheet, container, &entries, number),
        (false, 1) => only_of_flow(sheet, container, &entries),
        (false, _) => of_flow(sheet, &entries, number),
    }
}

fn brackets(sheet: &Sheet<'_>, container: usize) -> &'static str {
    if sheet.node(container).kind == Kind::List { "[]" } else { "{}" }
}

fn of_block(sheet: &Sheet<'_>, container: usize, entries: &[Entry], number: usize) -> Vec<Cut> {
    let text = sheet.text;
    let Some(entry) = entries.get(number) else { return Vec::new() };
    let record = sheet.record(container, entries, number);
    if !lines::begins_line(text, entry.head) {
        let Some(next) = entries.get(number + 1) else { return Vec::new() };
        let is_bare = lines::part(text, record.to, next.head).trim().is_empty();
        let mut from = entry.head;
        let mut to = next.head;
        if !is_bare {
            let before = lines::part(text, 0, from);
            from = before.trim_end_matches([' ', '\t']).len();
            to = lines::line_before(text, record.to).unwrap_or(record.to);
        }
        return vec![Cut::new(from, to, "")];
    }
    let (mut from, mut to) = (record.from, record.to);
    let floor = number.checked_sub(1).and_then(|before| entries.get(before));
    let floor = floor.map_or(0, |before| lines::next_line(text, before.tail));
    let blanks_before = lines::before_blanks(text, from, floor);
    let blanks_after = lines::after_blanks(text, to);
    let is_last = number + 1 == entries.len();
    let has_comment =
        lines::line_before(text, from).is_some_and(|end| lines::comment(text, lines::line_start(text, end)).is_some());
    let can_close = blanks_before < from && (number == 0 || !is_kept(sheet, entries, number));
    if blanks_after > to && (blanks_before < from || number == 0) && !(has_comment && blanks_before == from) {
        if is_last && can_close { from = blanks_before } else { to = blanks_after }
    } else if is_kept(sheet, entries, number) {
        to = blanks_after;
    } else if is_last && can_close {
        from = blanks_before;
    }
    if to == text.len() && !text.ends_with(['\n', '\r']) && !is_kept(sheet, entries, number) {
        from = lines::line_before(text, from).unwrap_or(from);
    }
    vec![Cut::new(from, to, "")]
}

/// Returns whether the entry before ends with a text that keeps its empty lines.
fn is_kept(sheet: &Sheet<'_>, entries: &[Entry], number: usize) -> bool {
    let Some(before) = number.checked_sub(1).and_then(|before| entries.get(before)) else { return false };
    sheet.ends_kept(before)
}

impl Sheet<'_> {
    /// Returns whether an entry ends with a text that keeps its empty lines.
    pub fn ends_kept(&self, entry: &Entry) -> bool {
        let last = self.next(entry.value).saturating_sub(1);
        let head = lines::part(self.text, self.spot(last).body, self.block(last).head_end);
        self.is_block_text(last) && head.contains('+')
    }
}

fn only_of_block(sheet: &Sheet<'_>, container: usize, entries: &[Entry]) -> Vec<Cut> {
    let text = sheet.text;
    let Some(entry) = entries.first() else { return Vec::new() };
    let empty = brackets(sheet, container);
    let open = sheet.spot(container).open;
    let is_below = lines::begins_line(text, entry.head) && lines::part(text, open, entry.head).contains(['\n', '\r']);
    let record = sheet.record(container, entries, 0);
    let end = lines::line_before(text, record.to).filter(|end| *end >= entry.tail).unwrap_or(record.to);
    if container == 0 || !is_below {
        return vec![Cut::new(entry.head, end, empty)];
    }
    let mut cuts = vec![Cut::new(open, open, format!(" {empty}"))];
    // The line before keeps its end, or the file ends without one as before.
    let ends = lines::line_before(text, record.from).unwrap_or(record.from);
    cuts.push(if record.to == text.len() && end == record.to {
        Cut::new(ends, record.to, "")
    } else {
        Cut::new(record.from, record.to, "")
    });
    cuts
}

fn only_of_flow(sheet: &Sheet<'_>, container: usize, entries: &[Entry]) -> Vec<Cut> {
    let text = sheet.text;
    let (Some(entry), spot) = (entries.first(), sheet.spot(container)) else { return Vec::new() };
    if !sheet.has_brackets(container) {
        return vec![Cut::new(entry.head, entry.tail, brackets(sheet, container))];
    }
    let (from, to) = (spot.body + 1, spot.end.saturating_sub(1));
    let around = [lines::part(text, from, entry.head), lines::part(text, entry.tail, to)];
    if !around.iter().any(|part| part.contains('#')) {
        return vec![Cut::new(from, to, "")];
    }
    let comma = comma(sheet, entry.tail);
    vec![Cut::new(entry.head, comma.map_or(entry.tail, |comma| comma + 1), "")]
}

/// Returns the comma behind an entry.
pub(super) fn comma(sheet: &Sheet<'_>, tail: usize) -> Option<usize> {
    let at = sheet.skip(tail);
    lines::part(sheet.text, at, at + 1).starts_with(',').then_some(at)
}

/// Returns where the lines of an entry in brackets begin that begins a line: with the comments right above it.
pub(super) fn first_line(sheet: &Sheet<'_>, entries: &[Entry], number: usize) -> usize {
    let text = sheet.text;
    let head = entries.get(number).map_or(0, |entry| entry.head);
    let before = number.checked_sub(1).and_then(|before| entries.get(before));
    let floor = before.map_or(0, |before| lines::next_line(text, before.tail));
    let column = lines::column(text, head);
    let mut from = lines::line_start(text, head);
    while let Some(line) = lines::line_before(text, from).map(|end| lines::line_start(text, end)) {
        if line < floor || lines::comment(text, line) != Some(column) {
            break;
        }
        from = line;
    }
    from
}

fn of_flow(sheet: &Sheet<'_>, entries: &[Entry], number: usize) -> Vec<Cut> {
    let text = sheet.text;
    let Some(entry) = entries.get(number) else { return Vec::new() };
    let before = number.checked_sub(1).and_then(|before| entries.get(before));
    let comma_after = comma(sheet, entry.tail);
    let end = comma_after.map_or(entry.tail, |comma| comma + 1);
    let mut cuts = Vec::new();
    if comma_after.is_none()
        && let Some(comma) = before.and_then(|before| comma(sheet, before.tail))
    {
        cuts.push(Cut::new(comma, comma + 1, ""));
    }
    if lines::begins_line(text, entry.head) && lines::ends_line(text, end) {
        let from = first_line(sheet, entries, number);
        cuts.push(Cut::new(from, lines::next_line(text, end), ""));
        return cuts;
    }
    match (entries.get(number + 1), before) {
        (Some(next), _) if !lines::part(text, end, next.head).contains('#') => {
            cuts.push(Cut::new(entry.head, next.head, ""));
        }
        (Some(_), _) if lines::ends_line(text, end) => {
            cuts.push(Cut::new(entry.head, lines::line_end(text, end), ""));
        }
        (None, Some(before)) if !lines::part(text, before.tail, entry.head).contains('#') => {
            cuts = vec![Cut::new(before.tail, entry.tail, "")];
        }
        (Some(_) | None, _) => cuts.push(Cut::new(entry.head, end, "")),
    }
    cuts
}
