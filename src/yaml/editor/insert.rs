//! Puts pairs and items in.

use super::New;
use super::delete::comma;
use super::lines;
use super::proof::Cut;
use super::sheet::{Entry, Sheet};
use super::write::{Habit, item, on_line, pair};
use crate::domain::edit::{Refusal, Value};
use crate::yaml::node::Style;
use crate::yaml::quote::{Where, quote};

/// What is put in.
#[derive(Clone, Copy)]
pub(super) struct Fresh<'a> {
    /// The key of a pair.
    pub key: Option<&'a str>,
    /// Its value, or the item.
    pub value: &'a New,
}

impl Fresh<'_> {
    fn on_lines(self, column: usize, habit: Habit) -> Result<Vec<String>, Refusal> {
        match self.key {
            Some(key) => pair(key, self.value, column, habit),
            None => item(self.value, column, habit),
        }
    }

    fn on_line(self, place: Where) -> Result<String, Refusal> {
        let value = on_line(value_of(self.value), place)?;
        Ok(self.key.map_or(value.clone(), |key| format!("{}: {value}", quote(key, place.key()))))
    }
}

/// Returns the value, however it shall be written.
pub(super) fn value_of(new: &New) -> &Value {
    match new {
        New::Line(value) | New::Block(value) => value,
    }
}

/// Returns the cuts that put something before the entry of that number, or behind the last.
///
/// `chain` is the way to the list or map, the outermost node first.
pub(super) fn cuts(sheet: &Sheet<'_>, chain: &[usize], number: usize, fresh: Fresh<'_>) -> Result<Vec<Cut>, Refusal> {
    let container = chain.last().copied().unwrap_or(0);
    let entries = sheet.entries(container);
    if sheet.node(container).style == Style::Block {
        in_block(sheet, container, &entries, (number, fresh))
    } else {
        Ok(in_flow(sheet, container, &entries, (number, fresh.on_line(sheet.place_in(chain))?)))
    }
}

fn in_block(
    sheet: &Sheet<'_>,
    container: usize,
    entries: &[Entry],
    (number, fresh): (usize, Fresh<'_>),
) -> Result<Vec<Cut>, Refusal> {
    let text = sheet.text;
    let first = entries.first().copied().unwrap_or_default();
    let column = lines::column(text, first.head);
    let indent = " ".repeat(column);
    let written = fresh.on_lines(column, sheet.habit(container))?;
    let is_spaced = sheet.is_spaced(container, entries);
    let newline = lines::newline(text, first.head);
    let blank = if is_spaced { newline } else { "" };
    let block = written.join(newline);
    let Some(before) = number.checked_sub(1) else {
        if !lines::begins_line(text, first.head) {
            return Ok(vec![Cut::new(first.head, first.head, format!("{block}{newline}{blank}{indent}"))]);
        }
        let at = sheet.record(container, entries, 0).from;
        return Ok(vec![Cut::new(at, at, format!("{indent}{block}{newline}{blank}"))]);
    };
    let record = sheet.record(container, entries, before);
    let is_kept = entries.get(before).is_some_and(|before| sheet.ends_kept(before));
    let blank = if is_kept { "" } else { blank };
    let newline = lines::newline(text, entries.get(before).map_or(0, |before| before.tail));
    let is_ended = lines::part(text, 0, record.to).ends_with(['\n', '\r']);
    Ok(vec![if is_ended {
        Cut::new(record.to, record.to, format!("{blank}{indent}{block}{newline}"))
    } else {
        Cut::new(record.to, record.to, format!("{newline}{blank}{indent}{block}"))
    }])
}

fn in_flow(sheet: &Sheet<'_>, container: usize, entries: &[Entry], (number, written): (usize, String)) -> Vec<Cut> {
    let (text, spot) = (sheet.text, sheet.spot(container));
    let mut cuts = Vec::new();
    if !sheet.has_brackets(container) {
        cuts.push(Cut::new(spot.body, spot.body, "{"));
        cuts.push(Cut::new(spot.end, spot.end, "}"));
    }
    let (Some(first), Some(last)) = (entries.first(), entries.last()) else {
        let (from, to) = (spot.body + 1, spot.end.saturating_sub(1));
        let to = if lines::part(text, from, to).trim_matches([' ', '\t']).is_empty() { to } else { from };
        return vec![Cut::new(from, to, written)];
    };
    let Some(before) = number.checked_sub(1).and_then(|before| entries.get(before)) else {
        let after = if lines::begins_line(text, first.head) {
            let indent = lines::part(text, lines::line_start(text, first.head), first.head);
            format!("{}{indent}", lines::newline(text, first.head))
        } else {
            " ".to_string()
        };
        cuts.push(Cut::new(first.head, first.head, format!("{written},{after}")));
        cuts.sort_by_key(|cut| cut.from);
        return cuts;
    };
    let is_last = before.head == last.head;
    let comma = comma(sheet, before.tail);
    let end = comma.map_or(before.tail, |comma| comma + 1);
    if !sheet.has_brackets(container) || !lines::begins_line(text, before.head) || !lines::ends_line(text, end) {
        cuts.push(Cut::new(before.tail, before.tail, format!(", {written}")));
        cuts.sort_by_key(|cut| (cut.from, cut.new == "}"));
        return cuts;
    }
    let indent = lines::part(text, lines::line_start(text, before.head), before.head);
    let newline = lines::newline(text, before.head);
    let line_end = lines::line_end(text, end);
    if comma.is_none() {
        cuts.push(Cut::new(before.tail, before.tail, ","));
    }
    let after = if is_last && comma.is_none() { "" } else { "," };
    cuts.push(Cut::new(line_end, line_end, format!("{newline}{indent}{written}{after}")));
    cuts.sort_by_key(|cut| (cut.from, cut.new == "}"));
    cuts
}
