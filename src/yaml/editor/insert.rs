//! Puts pairs and items in.

use super::New;
use super::delete::comma;
use super::lines;
use super::proof::Cut;
use super::replace::kept;
use super::sheet::{Entry, Sheet};
use super::write::{Habit, Owner, form, item, on_line, pair};
use crate::domain::edit::Refusal;
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
        let value = on_line(&self.value.value(), place)?;
        Ok(self.key.map_or(value.clone(), |key| format!("{}: {value}", quote(key, place.key()))))
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

/// Returns the cuts that make lines of empty brackets, if what is put in needs them and they stand in no others.
pub(super) fn into_empty(sheet: &Sheet<'_>, chain: &[usize], fresh: Fresh<'_>) -> Result<Vec<Vec<Cut>>, Refusal> {
    let Some((container, around)) = chain.split_last() else { return Ok(Vec::new()) };
    let is_empty = sheet.has_brackets(*container) && sheet.entries(*container).is_empty();
    if !is_empty || sheet.place_in(around) != Where::Block {
        return Ok(Vec::new());
    }
    let (owner, column) = sheet.owner(chain);
    let habit = sheet.habit(*container);
    let new = match fresh.key {
        Some(key) => New::Map(vec![(key.into(), fresh.value.clone())]),
        None => New::List(vec![fresh.value.clone()]),
    };
    let form = form(&new, owner, column, habit)?;
    if owner == Owner::Root || form.rest.len() < 2 {
        return Ok(Vec::new());
    }
    Ok(vec![kept(sheet, *container, owner, (column, &form))])
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
    let is_tall = written.len() > 1;
    let newline = lines::newline(text, first.head);
    let block = written.join(newline);
    let Some(before) = number.checked_sub(1) else {
        let blanks = newline.repeat(sheet.spacing(container, entries, (is_tall, 0)));
        if !lines::begins_line(text, first.head) {
            return Ok(vec![Cut::new(first.head, first.head, format!("{block}{newline}{blanks}{indent}"))]);
        }
        let at = sheet.record(container, entries, 0).from;
        return Ok(vec![Cut::new(at, at, format!("{indent}{block}{newline}{blanks}"))]);
    };
    let record = sheet.record(container, entries, before);
    let newline = lines::newline(text, entries.get(before).map_or(0, |before| before.tail));
    // A text that keeps its empty lines would take them.
    let is_kept = entries.get(before).is_some_and(|before| sheet.ends_kept(before));
    let blanks = if is_kept { 0 } else { sheet.spacing(container, entries, (is_tall, before)) };
    let blanks = newline.repeat(blanks);
    let is_close = number < entries.len() && sheet.blanks_above(container, entries, number) == 0;
    let below = if is_close { sheet.spacing(container, entries, (is_tall, number)) } else { 0 };
    let below = newline.repeat(below);
    let is_ended = lines::part(text, 0, record.to).ends_with(['\n', '\r']);
    Ok(vec![if is_ended {
        Cut::new(record.to, record.to, format!("{blanks}{indent}{block}{newline}{below}"))
    } else {
        Cut::new(record.to, record.to, format!("{newline}{blanks}{indent}{block}"))
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
