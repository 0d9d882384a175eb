//! The proof of an edit: the entry is read anew, and nothing else may have changed.

use std::collections::{HashMap, HashSet};

use super::entry::{Spot, alias_name, followed};
use super::says::value_of;
use crate::domain::edit::{Fact, Facts, Record, Refusal, Value, Why};
use crate::domain::finding::{Finding, Severity};
use crate::yaml::chunk::{Section, end_of_entry};
use crate::yaml::node::{Item, Kind, Piece, Tree};
use crate::yaml::reader::{findings_of, read_in_one};

/// The text of an entry before and after an edit, and the whole text after.
pub struct Case<'a> {
    /// Where the entry stands.
    pub spot: &'a Spot,
    /// Its text before; the whole text where it does not stand alone.
    pub before: &'a str,
    /// The same after.
    pub after: &'a str,
    /// The whole text after.
    pub whole: &'a str,
}

/// Proves that an edit made `new` of `old` and nothing else.
///
/// # Errors
///
/// What was not proved.
pub fn prove(case: &Case<'_>, old: &Facts, new: &Facts) -> Result<(), Refusal> {
    let unproved = |what: &str| {
        let message = format!("this edit of '{}' cannot be proved: {what}", case.spot.name());
        Err(Refusal::new(Why::Unproved, message, "edit it by hand"))
    };
    let mut tree = Tree::default();
    let Some(piece) = case.spot.parse(case.after, &mut tree) else { return unproved("it would be no YAML") };
    let Some(says) = case.spot.facts(&piece) else { return unproved("it would be no entry by itself") };
    if !same(&says, old, new) {
        return unproved("it would say something else");
    }
    if case.spot.is_alone {
        if end_of_entry(case.whole, case.spot.start) != case.spot.start + case.after.len() {
            return unproved("it would end elsewhere");
        }
        if marks(case.after) > marks(case.before) {
            return unproved("it would hold a mark that is no text");
        }
    } else if !others_stay(case, &piece) {
        return unproved("others would say something else");
    }
    Ok(())
}

/// Refuses an edit by which the entry gets an error that it did not have.
///
/// # Errors
///
/// The error.
pub fn no_new_error(case: &Case<'_>) -> Result<(), Refusal> {
    let Some(error) = new_error(case) else { return Ok(()) };
    let message = format!("this would be wrong: {}", error.message);
    Err(Refusal::new(Why::Rule, message, error.hint.to_string()))
}

/// Returns whether an entry says what it should, and the facts that stay stand in the order of before.
///
/// A list of moves, notes, evidence or the like without anything in it says the same as none: an undo puts its bytes
/// back. Only `products` and `occurrences` mean something where they are empty.
fn same(says: &Facts, old: &Facts, new: &Facts) -> bool {
    let (says, old, new) = (&spoken(says), &spoken(old), &spoken(new));
    let name = |fact: &'_ Fact| -> (Record, Box<str>) { (fact.record.clone(), fact.key.clone()) };
    let should: HashMap<_, _> = new.list.iter().map(|fact| (name(fact), &fact.value)).collect();
    let is = says.list.iter().all(|fact| should.get(&name(fact)) == Some(&&fact.value));
    let before: HashSet<_> = old.list.iter().map(name).collect();
    let order = old.list.iter().map(name).filter(|name| should.contains_key(name));
    let order_now = says.list.iter().map(name).filter(|name| before.contains(name));
    is && says.list.len() == new.list.len() && order.eq(order_now)
}

/// Leaves out what is written and says nothing.
fn spoken(facts: &Facts) -> Facts {
    let is_empty = |value: &Value| match value {
        Value::Text(text) => text.is_empty(),
        Value::List(items) => items.is_empty(),
        Value::Null | Value::Alias(_) | Value::Map(_) => false,
    };
    let means = |fact: &&Fact| matches!(&*fact.key, "products" | "occurrences") || !is_empty(&fact.value);
    Facts { list: facts.list.iter().filter(means).cloned().collect() }
}

/// Counts what would make the text one that cannot be cut: byte order marks and lone returns.
fn marks(text: &str) -> usize {
    let lone = text.match_indices('\r').filter(|(at, _)| text.as_bytes().get(at + 1) != Some(&b'\n')).count();
    lone + text.matches('\u{feff}').count()
}

/// Returns the first error of the entry that it did not have before.
fn new_error(case: &Case<'_>) -> Option<Finding> {
    let errors = |text: &str| -> Vec<Finding> {
        let alone = case.spot.entries.first().filter(|_| case.spot.is_alone);
        let found = alone.map_or_else(|| read_in_one(text).findings, |(section, _)| findings_of(*section, text));
        found.into_iter().filter(|finding| finding.severity == Severity::Error).collect()
    };
    let after = errors(case.after);
    if after.is_empty() {
        return None;
    }
    let mut before: Vec<Finding> = errors(case.before);
    after.into_iter().find(|error| {
        let known = before.iter().position(|old| old.code == error.code && old.message == error.message);
        known.is_none_or(|at| {
            before.remove(at);
            false
        })
    })
}

/// Returns whether everything outside the entry says the same, what aliases stand for included.
fn others_stay(case: &Case<'_>, after: &Piece<'_>) -> bool {
    let mut tree = Tree::default();
    let Some(before) = case.spot.parse(case.before, &mut tree) else { return false };
    outside(case.spot, before.root()) == outside(case.spot, after.root())
        && referred(before.root()) == referred(after.root())
}

/// Returns every value of the text but those of the entries that it is about, and the keys of the file where those are.
///
/// The maps of the entries themselves are left out where nothing else is in them: the first entry brings its map.
fn outside(spot: &Spot, root: Item<'_>) -> Vec<(String, Value)> {
    let mut all = Vec::new();
    for (key, value) in root.pairs() {
        let name = followed(key).text().to_string();
        let section = Section::ALL.into_iter().find(|section| section.word() == name);
        match section {
            Some(section) if value.kind() == Kind::Map => {
                let is_ours = |id: &str| spot.entries.iter().any(|(other, known)| *other == section && **known == *id);
                let mut seen: Vec<&str> = Vec::new();
                for (key, value) in value.pairs() {
                    let id = followed(key).text();
                    // The second of two entries with one id is nobody's.
                    let is_first = is_ours(id) && !seen.contains(&id);
                    if is_first {
                        seen.push(id);
                    } else {
                        all.push((format!("{name}/{id}"), value_of(value)));
                    }
                }
            }
            Some(_) if value.is_null() => {}
            None if spot.has_header => {}
            Some(_) | None => all.push((name, value_of(value))),
        }
    }
    all
}

/// Returns what the aliases of a text stand for, each anchor once.
fn referred(root: Item<'_>) -> Vec<(String, Value)> {
    let mut found: Vec<(String, Value)> = Vec::new();
    let mut seen: Vec<(usize, usize)> = Vec::new();
    let mut open = vec![root];
    while let Some(item) = open.pop() {
        if item.kind() == Kind::Alias {
            let target = followed(item);
            let (_, place) = target.written();
            if !seen.contains(&place) {
                seen.push(place);
                found.push((alias_name(item).to_string(), value_of(target)));
            }
        }
        open.extend(item.children());
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENTRY: &str = "  r:\n    title: R\n";
    const NEXT: &str = "  s:\n    title: S\n";

    fn says(spot: &Spot, text: &str) -> Facts {
        let mut tree = Tree::default();
        let piece = spot.parse(text, &mut tree).expect("the text is YAML");
        spot.facts(&piece).expect("the entry is there")
    }

    fn spot(start: usize, end: usize, is_alone: bool) -> Spot {
        Spot { entries: vec![(Section::Regulations, "r".into())], has_header: false, start, end, is_alone }
    }

    /// Proves that `after` came of the entry before, with what it says.
    fn alone(after: &str) -> Result<(), Refusal> {
        let head = "regulations:\n";
        let spot = spot(head.len(), head.len() + ENTRY.len(), true);
        let whole = format!("{head}{after}{NEXT}");
        let facts = says(&spot, ENTRY);
        prove(&Case { spot: &spot, before: ENTRY, after, whole: &whole }, &facts, &facts)
    }

    #[test]
    fn an_entry_ends_where_it_did_and_holds_no_marks() {
        assert_eq!(alone("  r:\n    title: 'R'\n"), Ok(()));
        assert!(alone("  r:\n    title: R").is_err(), "the next line would belong to it");
        assert!(alone("  r:\n    title: R\n    owner: ben\n").is_err(), "it says something else");
        assert!(alone("  r:\n    title: R # \u{feff}\n").is_err());
    }

    #[test]
    fn nothing_outside_the_entry_may_say_something_else() {
        let before = format!("regulations:\n{ENTRY}{NEXT}title: T\n");
        let proof = |after: &str| {
            let spot = spot(0, before.len(), false);
            let facts = says(&spot, &before);
            prove(&Case { spot: &spot, before: &before, after, whole: after }, &facts, &facts)
        };
        assert_eq!(proof(&before.replace("title: R", "title: \"R\"")), Ok(()));
        assert!(proof(&before.replace("title: S", "title: other")).is_err());
        assert!(proof(&before.replace("title: T", "title: other")).is_err());
    }
}
