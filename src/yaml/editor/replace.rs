//! Puts a value in place of another.

use super::lines;
use super::proof::Cut;
use super::sheet::{Sheet, Spot};
use super::write::{Form, Owner};
use crate::yaml::node::{Kind, Style};

impl Sheet<'_> {
    /// Returns what the node at the end of a chain belongs to, and the column of that.
    pub fn owner(&self, chain: &[usize]) -> (Owner, usize) {
        let (Some(&index), Some(&parent)) = (chain.last(), chain.iter().rev().nth(1)) else {
            return (Owner::Root, lines::column(self.text, self.spot(0).body));
        };
        let entry = self.entries(parent).into_iter().find(|entry| entry.value == index).unwrap_or_default();
        let owner = if entry.key.is_some() { Owner::Pair } else { Owner::Item };
        (owner, lines::column(self.text, entry.head))
    }

    /// Returns whether something stands in brackets or braces.
    pub fn is_in_flow(&self, chain: &[usize]) -> bool {
        let outside = chain.split_last().map_or(chain, |(_, outside)| outside);
        outside.iter().any(|index| self.is_flow(*index))
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

fn put(sheet: &Sheet<'_>, index: usize, spot: Spot, (owner, (column, form)): (Owner, (usize, &Form))) -> Vec<Cut> {
    let (text, node) = (sheet.text, sheet.node(index));
    let newline = lines::newline(text, spot.full);
    let rest: String = form.rest.iter().flat_map(|line| [newline, line]).collect();
    let gap = |head: &str| if head.is_empty() { String::new() } else { format!(" {head}") };
    if owner == Owner::Root && spot.lead.is_none() && lines::begins_line(text, spot.full) {
        let end = if node.style == Style::Block { lines::line_end(text, spot.end) } else { spot.end };
        return vec![Cut::new(spot.full, end, format!("{}{rest}", form.head))];
    }
    let is_absent = node.kind == Kind::Scalar && spot.full == spot.end;
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
        let (first, last) = (lines::line_end(text, spot.stem), lines::line_end(text, spot.end));
        return vec![Cut::new(spot.stem, spot.stem, gap(&form.head)), Cut::new(first, last, rest)];
    }
    let line_end = lines::line_end(text, spot.end);
    let mut cuts = vec![Cut::new(spot.stem, spot.end, gap(&form.head))];
    if !rest.is_empty() {
        cuts.push(Cut::new(line_end, line_end, rest));
    }
    cuts
}

/// Gives a value to a key that has not even a colon.
fn without_colon(sheet: &Sheet<'_>, index: usize, column: usize, (form, rest): (&Form, &str)) -> Vec<Cut> {
    let spot = sheet.spot(index);
    let is_asked = lines::part(sheet.text, lines::line_start(sheet.text, spot.end), spot.end)
        .trim_start_matches([' ', '-'])
        .starts_with('?');
    if !is_asked {
        return vec![Cut::new(spot.end, spot.end, format!(": {}", form.head))];
    }
    let (newline, indent) = (lines::newline(sheet.text, spot.end), " ".repeat(column));
    let end = lines::line_end(sheet.text, spot.end);
    vec![Cut::new(end, end, format!("{newline}{indent}: {}{rest}", form.head))]
}
