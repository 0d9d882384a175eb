//! Moves pairs and items within their map or list.

use super::delete::{comma, first_line};
use super::lines;
use super::proof::Cut;
use super::sheet::{Entry, Sheet};
use crate::yaml::node::Style;

/// Returns the cuts that move an entry; what stands between entries stays where it is.
pub(super) fn cuts(sheet: &Sheet<'_>, container: usize, from: usize, to: usize) -> Vec<Cut> {
    let entries = sheet.entries(container);
    let is_block = sheet.node(container).style == Style::Block;
    let slots: Vec<(usize, usize)> =
        (0..entries.len())
            .map(|number| {
                if is_block {
                    block_slot(sheet, container, &entries, number)
                } else {
                    flow_slot(sheet, &entries, number)
                }
            })
            .collect();
    let mut order: Vec<usize> = (0..slots.len()).collect();
    let moved = order.remove(from.min(order.len().saturating_sub(1)));
    order.insert(to.min(order.len()), moved);
    let mut cuts = Vec::new();
    for (place, source) in order.into_iter().enumerate() {
        let (Some(slot), Some(source_slot)) = (slots.get(place), slots.get(source)) else { continue };
        if place == source {
            continue;
        }
        cuts.push(Cut::new(slot.0, slot.1, lines::part(sheet.text, source_slot.0, source_slot.1)));
        if !is_block {
            cuts.extend(note_cut(sheet, &entries, place, source));
        }
    }
    cuts
}

/// Returns the bytes of an entry with its comments, without its indentation and its last line's end.
fn block_slot(sheet: &Sheet<'_>, container: usize, entries: &[Entry], number: usize) -> (usize, usize) {
    let entry = entries.get(number).copied().unwrap_or_default();
    let record = sheet.record(container, entries, number);
    let end = lines::line_before(sheet.text, record.to).filter(|end| *end >= entry.tail).unwrap_or(record.to);
    if !lines::begins_line(sheet.text, entry.head) {
        return (entry.head, end);
    }
    let line = lines::part(sheet.text, record.from, entry.head);
    (record.from + (line.len() - line.trim_start_matches(' ').len()), end)
}

/// Returns the bytes of an entry with the comments above it, without its indentation.
fn flow_slot(sheet: &Sheet<'_>, entries: &[Entry], number: usize) -> (usize, usize) {
    let entry = entries.get(number).copied().unwrap_or_default();
    if !lines::begins_line(sheet.text, entry.head) {
        return (entry.head, entry.tail);
    }
    let from = first_line(sheet, entries, number);
    let line = lines::part(sheet.text, from, entry.head);
    (from + (line.len() - line.trim_start_matches([' ', '\t']).len()), entry.tail)
}

/// Puts the comment behind an entry's comma behind another.
fn note_cut(sheet: &Sheet<'_>, entries: &[Entry], place: usize, source: usize) -> Option<Cut> {
    let (from, to) = note(sheet, entries, place)?;
    let (source_from, source_to) = note(sheet, entries, source)?;
    Some(Cut::new(from, to, lines::part(sheet.text, source_from, source_to)))
}

/// Returns the comment behind an entry of a list or map with one entry on each line; it may be empty.
fn note(sheet: &Sheet<'_>, entries: &[Entry], number: usize) -> Option<(usize, usize)> {
    let entry = entries.get(number)?;
    let end = comma(sheet, entry.tail).map_or(entry.tail, |comma| comma + 1);
    let is_alone = lines::begins_line(sheet.text, entry.head) && lines::ends_line(sheet.text, end);
    is_alone.then_some((end, lines::line_end(sheet.text, end)))
}
