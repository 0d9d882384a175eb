//! Puts a value in place of another.

use super::lines;
use super::proof::Cut;
use super::sheet::{Sheet, Spot};
use super::write::{Form, Owner};
use crate::yaml::node::{Kind, Style};
use crate::yaml::quote::{Where, is_literal, quote};

impl Sheet<'_> {
    /// Returns what the node at the end of a chain belongs to, and the column of that.
    pub fn owner(&self, chain: &[usize]) -> (Owner, usize) {
        let (Some(&index), Some(&parent)) = (chain.last(), chain.iter().rev().nth(1)) else {
            let body = self.spot(0).body;
            let is_alone = lines::begins_line(self.text, body);
            return (Owner::Root, if is_alone { lines::column(self.text, body) } else { 0 });
        };
        let entry = self.entries(parent).into_iter().find(|entry| entry.value == index).unwrap_or_default();
        let owner = if entry.key.is_some() { Owner::Pair } else { Owner::Item };
        (owner, lines::column(self.text, entry.head))
    }

    /// Returns the node before another in the same list or map.
    fn before(&self, index: usize) -> usize {
        let before = (0..index).rev().take_while(|other| self.next(*other) <= index);
        before.filter(|other| self.next(*other) == index).last().unwrap_or(0)
    }

    /// Returns how what stands inside these nodes is quoted, the outermost first.
    ///
    /// As JSON, where the nearest map that shows it is written so.
    pub fn place_in(&self, around: &[usize]) -> Where {
        let is_json =
            || around.iter().rev().take_while(|index| self.is_flow(**index)).find_map(|index| self.json(*index));
        match around.iter().any(|index| self.is_flow(*index)) {
            true if is_json() == Some(true) => Where::Json,
            true => Where::Flow,
            false => Where::Block,
        }
    }

    /// Returns whether a map in braces is written as JSON; none where it does not show.
    ///
    /// Quotes that a key needs anyway show nothing.
    fn json(&self, index: usize) -> Option<bool> {
        if self.node(index).kind != Kind::Map {
            return None;
        }
        let entries = self.entries(index);
        let is_double = |node: usize| self.node(node).kind == Kind::Scalar && self.node(node).style == Style::Double;
        let is_value =
            |node: usize| self.node(node).kind != Kind::Scalar || is_double(node) || is_literal(self.scalar(node));
        let has_json = entries.iter().all(|entry| entry.key.is_some_and(is_double) && is_value(entry.value));
        if !has_json || !self.has_brackets(index) {
            return Some(false);
        }
        let is_free = |key: usize| quote(self.scalar(key), Where::Key) == self.scalar(key);
        entries.iter().any(|entry| entry.key.is_some_and(is_free)).then_some(true)
    }
}

/// Returns the cuts that put a form in place of a value, with its tag and anchor.
pub(super) fn cuts(sheet: &Sheet<'_>, index: usize, owner: Owner, form: (usize, &Form)) -> Vec<Cut> {
    put(sheet, index, sheet.spot(index), (owner, form))
}

/// Returns the cuts that put a form in place of a value, and leave its tag and anchor.
pub(super) fn kept(sheet: &Sheet<'_>, index: usize, owner: Owner, form: (usize, &Form)) -> Vec<Cut> {
    let spot = sheet.spot(index);
    let spot = Spot { stem: spot.open, full: spot.body, ..spot };
    put(sheet, index, spot, (owner, form))
}

/// Returns the cuts that give a key another text.
pub(super) fn key(sheet: &Sheet<'_>, index: usize, form: &Form) -> Vec<Cut> {
    let spot = sheet.spot(index);
    if spot.body < spot.end || spot.lead.is_some() || spot.full < spot.body {
        return kept(sheet, index, Owner::Item, (0, form));
    }
    vec![Cut::new(spot.body, spot.body, form.head.clone())]
}

fn put(sheet: &Sheet<'_>, index: usize, spot: Spot, (owner, (column, form)): (Owner, (usize, &Form))) -> Vec<Cut> {
    let (text, node) = (sheet.text, sheet.node(index));
    let newline = lines::newline(text, spot.full);
    let rest: String = form.rest.iter().flat_map(|line| [newline, line]).collect();
    let gap = |head: &str| if head.is_empty() { String::new() } else { format!(" {head}") };
    let is_absent = node.kind == Kind::Scalar && spot.full == spot.end;
    let is_alone = lines::begins_line(text, spot.full);
    if owner == Owner::Root && (is_alone || form.is_block) {
        let end = if node.style == Style::Block { lines::line_end(text, spot.end) } else { spot.end };
        let from = if is_alone { spot.full } else { spot.stem };
        let gap = if is_alone { "" } else { newline };
        return vec![Cut::new(from, end, format!("{gap}{}{rest}", form.head))];
    }
    if is_absent && owner == Owner::Pair && spot.lead.is_none() {
        return without_colon(sheet, index, column, (form, &rest));
    }
    let is_block = node.style == Style::Block && matches!(node.kind, Kind::List | Kind::Map);
    if sheet.is_block_text(index) {
        let head_end = sheet.block(index).head_end;
        let line_end = lines::line_end(text, head_end);
        return vec![Cut::new(spot.stem, head_end, gap(&form.head)), Cut::new(line_end, spot.end.max(line_end), rest)];
    }
    let is_below = lines::part(text, spot.stem, spot.full).contains(['\n', '\r']);
    if is_block {
        let end = lines::line_end(text, spot.end);
        if lines::begins_line(text, spot.body) && lines::part(text, spot.open, spot.body).contains(['\n', '\r']) {
            let line_end = lines::line_end(text, spot.open);
            return vec![Cut::new(spot.stem, spot.open, gap(&form.head)), Cut::new(line_end, end, rest)];
        }
        return vec![Cut::new(spot.stem, end, format!("{}{rest}", gap(&form.head)))];
    }
    if form.rest.is_empty() && !is_absent {
        return vec![Cut::new(spot.full, spot.end, form.head.clone())];
    }
    if is_below && !is_absent {
        return from_below(sheet, spot, &gap(&form.head), rest);
    }
    let line_end = lines::line_end(text, spot.end);
    let end = if is_absent { without_gap(text, spot.end) } else { spot.end };
    let mut cuts = vec![Cut::new(spot.stem, end, gap(&form.head))];
    if !rest.is_empty() {
        cuts.push(Cut::new(line_end, line_end, rest));
    }
    cuts
}

/// Returns where the spaces end that nothing or a comma follows; `at`, where something else does.
fn without_gap(text: &str, at: usize) -> usize {
    let rest = lines::part(text, at, lines::line_end(text, at));
    let bare = rest.trim_start_matches([' ', '\t']);
    if bare.is_empty() || bare.starts_with(',') { at + rest.len() - bare.len() } else { at }
}

/// Puts a value of several lines in place of one that stands on the line below its key; comments stay.
fn from_below(sheet: &Sheet<'_>, spot: Spot, head: &str, rest: String) -> Vec<Cut> {
    let text = sheet.text;
    let line_end = lines::line_end(text, spot.end);
    if !lines::part(text, spot.stem, spot.full).contains('#') {
        return vec![Cut::new(spot.stem, spot.end, head), Cut::new(line_end, line_end, rest)];
    }
    let behind = lines::part(text, spot.end, line_end);
    let note = behind.trim_start_matches([' ', '\t']);
    if note.is_empty() {
        let first = lines::line_before(text, lines::line_start(text, spot.full)).unwrap_or(spot.full);
        return vec![Cut::new(spot.stem, spot.stem, head), Cut::new(first, line_end, rest)];
    }
    // The comment gets the line for itself.
    vec![
        Cut::new(spot.stem, spot.stem, head),
        Cut::new(spot.full, line_end - note.len(), ""),
        Cut::new(line_end, line_end, rest),
    ]
}

/// Gives a value to a key that has not even a colon.
fn without_colon(sheet: &Sheet<'_>, index: usize, column: usize, (form, rest): (&Form, &str)) -> Vec<Cut> {
    let spot = sheet.spot(index);
    let key = sheet.spot(sheet.before(index));
    let is_asked = key.lead.is_some();
    if !is_asked && lines::line_start(sheet.text, spot.end) > key.full {
        // A key on several lines must be asked for.
        return vec![Cut::new(key.full, key.full, "? "), Cut::new(spot.end, spot.end, format!(" : {}", form.head))];
    }
    if !is_asked {
        return vec![Cut::new(spot.end, spot.end, format!(": {}", form.head))];
    }
    let (newline, indent) = (lines::newline(sheet.text, spot.end), " ".repeat(column));
    let end = lines::line_end(sheet.text, spot.end);
    vec![Cut::new(end, end, format!("{newline}{indent}: {}{rest}", form.head))]
}
