//! The parts of an edit: each in one entry of the file, or all that needs the whole text in one.

use super::entry::{EntryId, Spot, entry_of};
use crate::domain::edit::{Act, Change, Edit, Record, Refusal, Step, Value, Why};
use crate::yaml::chunk::Section;
use crate::yaml::snapshot::Snapshot;

/// A part of an edit, and where it is done.
#[derive(Clone, Debug)]
pub struct Part {
    /// Where.
    pub spot: Spot,
    /// The changes, in their order.
    pub edit: Edit,
}

/// Takes an edit apart: what is inside one entry that was read by itself is done there; products that come or go and
/// nothing else, in the map of the products; everything else in the whole text: keys of the file, other entries that come
/// or go, and all of it where the text was read in one piece.
///
/// # Errors
///
/// When the text is broken, nothing is to be changed, or an entry is not there.
pub fn parts_of(snapshot: &Snapshot, edit: &Edit) -> Result<Vec<Part>, Refusal> {
    if edit.changes.is_empty() {
        return Err(Refusal::new(Why::Nothing, "nothing is to be changed", ""));
    }
    let made = made(edit);
    let map = if are_products(edit, &made) { Spot::section(snapshot, Section::Products) } else { None };
    let mut renamed: Vec<(EntryId, EntryId)> = Vec::new();
    let mut parts: Vec<Part> = Vec::new();
    for change in &edit.changes {
        let entry = entry_of(&change.record);
        let first = entry.as_ref().map(|entry| {
            let old = renamed.iter().find(|(new, _)| new == entry).map(|(_, old)| old);
            old.unwrap_or(entry).clone()
        });
        let is_made = entry.as_ref().is_some_and(|entry| made.contains(entry));
        let whole = || map.clone().map_or_else(|| Spot::whole(snapshot), Ok);
        let spot = match &first {
            Some(entry) if !is_made => Spot::of(snapshot, &record_of(entry))?,
            Some(_) => whole()?,
            None => Spot { has_header: true, ..Spot::whole(snapshot)? },
        };
        let at = place(&mut parts, spot, (first.as_ref(), edit.act));
        let Some(part) = parts.get_mut(at) else { continue };
        if let (Step::Rename { to }, Some(old), Record::Product(_) | Record::Regulation(_)) =
            (&change.step, &first, &change.record)
        {
            let new: EntryId = (old.0, to.clone());
            part.spot.add(new.clone());
            renamed.push((new, old.clone()));
        }
        part.edit.changes.push(change.clone());
    }
    Ok(parts)
}

/// Returns the number of the part in which an entry is edited; makes one where there is none.
fn place(parts: &mut Vec<Part>, mut spot: Spot, (entry, act): (Option<&EntryId>, Act)) -> usize {
    if let Some(entry) = entry {
        spot.add(entry.clone());
    }
    let same = |part: &Part| match (part.spot.is_alone, spot.is_alone) {
        (true, true) => part.spot.start == spot.start,
        (false, false) => true,
        (true, false) | (false, true) => false,
    };
    if let Some(at) = parts.iter().position(same) {
        if let Some(part) = parts.get_mut(at) {
            part.spot.has_header |= spot.has_header;
            spot.entries.into_iter().for_each(|entry| part.spot.add(entry));
        }
        return at;
    }
    parts.push(Part { spot, edit: Edit { act, changes: Vec::new() } });
    parts.len() - 1
}

/// Returns whether an edit is all about products that come or go, and writes them as the products before are written.
///
/// A list on lines of its own is written as the file does it elsewhere, of which the map of the products may know nothing.
fn are_products(edit: &Edit, made: &[EntryId]) -> bool {
    let is_made = |change: &Change| {
        matches!(change.record, Record::Product(_))
            && entry_of(&change.record).is_some_and(|entry| made.contains(&entry))
            && !matches!(change.step, Step::Rename { .. })
    };
    let has_lines = |change: &Change| match &change.step {
        Step::Set { to: Some(Value::List(items)), .. } => &*change.key == "source" || !is_short(items),
        Step::Set { .. }
        | Step::Append { .. }
        | Step::TakeBack { .. }
        | Step::Create { .. }
        | Step::Remove { .. }
        | Step::Rename { .. } => false,
    };
    edit.changes.iter().all(|change| is_made(change) && !has_lines(change))
}

/// Returns whether a list surely stands on the line of its key.
fn is_short(items: &[Value]) -> bool {
    let length = |item: &Value| match item {
        Value::Text(text) => Some(text.len() + 4),
        Value::Null | Value::Alias(_) | Value::List(_) | Value::Map(_) => None,
    };
    items.iter().map(length).sum::<Option<usize>>().is_some_and(|length| length < 60)
}

fn record_of((section, id): &EntryId) -> Record {
    match section {
        Section::Products => Record::Product(id.clone()),
        Section::Regulations => Record::Regulation(id.clone()),
    }
}

/// Returns the entries that come or go with an edit.
fn made(edit: &Edit) -> Vec<EntryId> {
    let comes_or_goes = |change: &&Change| {
        matches!(change.step, Step::Create { .. } | Step::Remove { .. })
            && matches!(change.record, Record::Product(_) | Record::Regulation(_))
    };
    edit.changes.iter().filter(comes_or_goes).filter_map(|change| entry_of(&change.record)).collect()
}

/// Returns the records of an edit that must be there before it: not those that it makes, nor names that it gives.
///
/// A cell may be new in a milestone that is there: it stands for that.
pub fn names_in(edit: &Edit) -> Vec<Record> {
    let mut fresh: Vec<Record> = Vec::new();
    let mut names: Vec<Record> = Vec::new();
    for change in &edit.changes {
        let record = &change.record;
        let name = match (record, &change.step) {
            (Record::Cell { regulation, milestone, .. }, _) => {
                Some(Record::Milestone { regulation: regulation.clone(), milestone: milestone.clone() })
            }
            (Record::Milestone { regulation, .. }, Step::Create { .. }) => Some(Record::Regulation(regulation.clone())),
            (Record::Product(_) | Record::Regulation(_), Step::Create { .. }) => None,
            (record, _) => Some(record.clone()),
        };
        names.extend(name.filter(|name| !fresh.iter().any(|whole| name.is_within(whole))));
        match &change.step {
            Step::Create { .. } => fresh.push(record.clone()),
            Step::Rename { to } => fresh.push(record.renamed(to)),
            Step::Set { .. } | Step::Append { .. } | Step::TakeBack { .. } | Step::Remove { .. } => {}
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::super::amend;
    use super::*;
    use crate::domain::edit::Seat;
    use crate::domain::zone::Zone;

    const PRODUCTS: &str = "products:\n  kes: {name: K}\n\n  hub:\n    name: H\n    # of hub\n\n# of what follows\n";
    const REST: &str = "regulations:\n  r:\n    title: R\n    milestones:\n      a: {title: A, by: 2027-01-01}\n";

    fn read(text: &str) -> Snapshot {
        Snapshot::of(text.into(), &Zone::named("UTC").expect("a zone"))
    }

    fn product(id: &str, step: Step, key: &str) -> Change {
        Change { record: Record::Product(id.into()), key: key.into(), step }
    }

    fn added(name: &str) -> Edit {
        let create = Step::Create { seat: Seat::Last };
        let set = |to| Step::Set { from: None, to: Some(to) };
        let tags = Value::List(vec![Value::text("t")]);
        let changes = vec![
            product("new", create, ""),
            product("new", set(Value::text(name)), "name"),
            product("new", set(tags), "tags"),
        ];
        Edit { act: Act::Add, changes }
    }

    fn removed(id: &str, name: &str) -> Edit {
        let set = Step::Set { from: Some(Value::text(name)), to: None };
        let changes = vec![product(id, set, "name"), product(id, Step::Remove { seat: Seat::Last }, "")];
        Edit { act: Act::Remove, changes }
    }

    #[test]
    fn a_product_comes_and_goes_in_the_map_of_the_products_alone() {
        let many = "    # a long file\n".repeat(1_000);
        let snapshot = read(&format!("duewatch: 1\n{PRODUCTS}{REST}{many}"));
        for edit in [added("New"), removed("kes", "K")] {
            let parts = parts_of(&snapshot, &edit).expect("it has parts");
            let spots: Vec<_> = parts.iter().map(|part| (part.spot.start, part.spot.end)).collect();
            assert_eq!(spots, [(12, 12 + PRODUCTS.len() + "regulations:\n".len())]);
        }
        // A list on lines of its own is written as the file writes them elsewhere.
        let mut edit = added("New");
        let to = Some(Value::List(vec![Value::text("https://a.eu/x"), Value::text("https://b.eu/y")]));
        edit.changes.push(product("new", Step::Set { from: None, to }, "source"));
        let parts = parts_of(&snapshot, &edit).expect("it has parts");
        assert!(parts.iter().all(|part| part.spot.is_all_of(&snapshot.text)));
    }

    #[test]
    fn it_is_written_there_as_in_the_whole_text() {
        // What cannot be read in pieces is edited as a whole.
        let alias = "\nx-one: &x 1\nx-two: *x\n";
        let texts = [
            format!("duewatch: 1\n{PRODUCTS}{REST}"),
            format!("duewatch: 1\n{REST}{PRODUCTS}"),
            format!("\u{feff}{PRODUCTS}{REST}duewatch: 1\n"),
            format!("duewatch: 1\n{PRODUCTS}title: one\n  two\n{REST}"),
            format!("duewatch: 1\n{PRODUCTS}views: {{\n  a: b}}\n{REST}"),
            format!("duewatch: 1\nproducts:\n    kes: {{name: K}}\n    hub: {{name: H}}\n{REST}"),
            format!(
                "duewatch: 1\nproducts:\n  kes:\n    name: K\n  hub:\n    name: H\n    notes: |+\n      x\n\n{REST}"
            ),
        ];
        let edits = [added("New"), added("one: two # three"), removed("kes", "K"), removed("hub", "H")];
        for text in texts.iter().flat_map(|text| [text.clone(), text.replace('\n', "\r\n")]) {
            let (pieces, whole) = (read(&text), read(&format!("{text}{alias}")));
            assert!(pieces.in_pieces && !whole.in_pieces, "{text}");
            for edit in &edits {
                let (one, other) = (amend(&pieces, edit), amend(&whole, edit));
                match (one, other) {
                    (Ok(one), Ok(other)) => assert_eq!(format!("{}{alias}", one.text), other.text, "{edit:?}"),
                    (one, other) => assert_eq!(one.is_err(), other.is_err(), "{edit:?} on {text}: {one:?} {other:?}"),
                }
            }
        }
    }

    #[test]
    fn anchors_and_braces_are_written_as_in_the_whole_text_too() {
        let hub = "  hub:\n    name: H\n";
        let texts = [
            format!("duewatch: 1\nproducts:\n  kes: &k {{name: K}}\n{hub}{REST}"),
            format!("duewatch: 1\nproducts:\n  kes: &k\n    name: K\n{hub}{REST}"),
            format!("duewatch: 1\nproducts:\n  kes: {{name: &n K}}\n{hub}{REST}"),
            format!("duewatch: 1\nproducts: &p\n  kes: {{name: K}}\n{hub}{REST}"),
            format!("duewatch: 1\nproducts: {{kes: {{name: K}}, hub: {{name: H}}}}\n{REST}"),
            format!("duewatch: 1\nproducts: {{\n  kes: {{name: K}},\n  hub: {{name: H}} # of hub\n}}\n{REST}"),
            format!("duewatch: 1\nproducts: {{kes: &k {{name: K}}, hub: {{name: H}}}}\n{REST}"),
            format!("duewatch: 1\nproducts: !!map\n  kes: {{name: K}}\n{hub}{REST}"),
        ];
        // An alias of another anchor: the text is edited as a whole.
        let alias = "\nx-one: &x 1\nx-two: *x\n";
        let mut done = 0;
        for text in texts.iter().flat_map(|text| [text.clone(), text.replace('\n', "\r\n")]) {
            let (pieces, whole) = (read(&text), read(&format!("{text}{alias}")));
            assert!(!whole.in_pieces, "{text}");
            for edit in [added("New"), added("one: two # three"), removed("kes", "K"), removed("hub", "H")] {
                match (amend(&pieces, &edit), amend(&whole, &edit)) {
                    (Ok(one), Ok(other)) => {
                        assert_eq!(format!("{}{alias}", one.text), other.text, "{edit:?}");
                        done += 1;
                    }
                    (one, other) => assert_eq!(one.is_err(), other.is_err(), "{edit:?} on {text}: {one:?} {other:?}"),
                }
            }
        }
        assert!(done >= 40, "most of it can be done: {done}");
    }
}
