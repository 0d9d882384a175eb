//! The proof of an edit: the entry is read anew, and nothing else may have changed.

use std::collections::{HashMap, HashSet};

use super::entry::{Ground, Spot, alias_name, followed};
use crate::domain::edit::{Act, Fact, Facts, Record, Refusal, Value, Why};
use crate::domain::finding::{Code, Finding, Severity};
use crate::yaml::chunk::{Section, end_of_entry};
use crate::yaml::node::{Item, Kind, Piece, Tree};
use crate::yaml::reader::{findings_of, read_in_one};

/// A part of the text before and after an edit.
pub struct Case<'a> {
    /// The part before: an entry, or the whole text.
    pub ground: &'a Ground<'a>,
    /// Its text after.
    pub after: &'a str,
    /// What follows it in the whole text.
    pub behind: &'a str,
}

/// Proves that an edit made `new` of `old` and nothing else.
///
/// # Errors
///
/// What was not proved.
pub fn prove(case: &Case<'_>, old: &Facts, new: &Facts) -> Result<(), Refusal> {
    let spot = case.ground.spot;
    let unproved = |what: &str| {
        let message = format!("this edit of '{}' cannot be proved: {what}", spot.name());
        Err(Refusal::new(Why::Unproved, message, "edit it by hand"))
    };
    let mut tree = Tree::default();
    let Some(piece) = spot.parse(case.after, &mut tree) else { return unproved("it would be no YAML") };
    let Some(says) = spot.facts(&piece) else { return unproved("it would be no entry by itself") };
    if !same(&says, old, new) {
        return unproved("it would say something else");
    }
    let is_part = spot.is_alone || spot.start > 0 || !case.behind.is_empty();
    if is_part && marks(case.after) > marks(case.ground.text) {
        return unproved("it would hold a mark that is no text");
    }
    if spot.is_alone {
        if !ends_there(case.after, case.behind) {
            return unproved("it would end elsewhere");
        }
    } else if !others_stay(case.ground, &piece) {
        return unproved("others would say something else");
    }
    Ok(())
}

/// Refuses an edit by which the entry gets an error that it did not have.
///
/// # Errors
///
/// The error.
pub fn no_new_error(ground: &Ground<'_>, after: &str, act: Act) -> Result<(), Refusal> {
    let found = |text: &str| -> Vec<Finding> {
        let alone = ground.spot.entries.first().filter(|_| ground.spot.is_alone);
        alone.map_or_else(|| read_in_one(text).findings, |(section, _)| findings_of(*section, text))
    };
    let after = found(after);
    if !after.iter().any(|finding| finding.severity == Severity::Error) {
        return Ok(());
    }
    let before = found(ground.text);
    let Some(error) = first_new(&before, &after, act) else { return Ok(()) };
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
    Facts { list: facts.list.iter().filter(means).cloned().collect(), ..Facts::default() }
}

/// Counts what would make the text one that cannot be cut: byte order marks and lone returns.
fn marks(text: &str) -> usize {
    let lone = text.match_indices('\r').filter(|(at, _)| text.as_bytes().get(at + 1) != Some(&b'\n')).count();
    lone + text.matches('\u{feff}').count()
}

/// Returns the first error of a text that was not there before. `before` and `after` are all that was found in each.
#[must_use]
pub fn first_new<'a>(before: &[Finding], after: &'a [Finding], act: Act) -> Option<&'a Finding> {
    let is_error = |finding: &&Finding| finding.severity == Severity::Error;
    let count =
        |all: &[Finding], code: Code| all.iter().filter(is_error).filter(|finding| finding.code == code).count();
    let mut known: Vec<&Finding> = before.iter().filter(is_error).collect();
    after.iter().filter(is_error).find(|error| {
        let at = known.iter().position(|old| old.code == error.code && old.message == error.message);
        if let Some(at) = at {
            known.swap_remove(at);
            return false;
        }
        match act {
            // The message may name what has another id now, or the rest of what was named.
            Act::Rename | Act::Remove => count(after, error.code) > count(before, error.code),
            Act::Status | Act::Note | Act::Move | Act::Correct | Act::Verify | Act::Add | Act::Field => true,
        }
    })
}

/// Returns whether an entry ends where its text does, before what follows.
fn ends_there(after: &str, behind: &str) -> bool {
    // Comments and empty lines in between belong to the entry: the first line that follows tells.
    let next = behind.split_inclusive('\n').next().unwrap_or_default();
    end_of_entry(&[after, next].concat(), 0) == after.len()
}

/// Returns whether everything outside the entry says the same, what aliases stand for included.
fn others_stay(ground: &Ground<'_>, after: &Piece<'_>) -> bool {
    let before = ground.piece();
    let (root, new_root) = (before.root(), after.root());
    same_names(&outside(ground.spot, root), &outside(ground.spot, new_root))
        && same_names(&referred(root), &referred(new_root))
}

/// A value with its name.
type Named<'a> = (String, Item<'a>);

fn same_names(old: &[Named<'_>], new: &[Named<'_>]) -> bool {
    let same = |((name, old), (new_name, new)): (&Named<'_>, &Named<'_>)| name == new_name && same_value(*old, *new);
    old.len() == new.len() && old.iter().zip(new).all(same)
}

/// Returns whether two values are the same as written; aliases by their names.
fn same_value(old: Item<'_>, new: Item<'_>) -> bool {
    if old.kind() != new.kind() || old.is_null() != new.is_null() {
        return false;
    }
    match old.kind() {
        Kind::Alias => alias_name(old) == alias_name(new),
        Kind::Scalar => old.is_null() || old.text() == new.text(),
        Kind::List => same_all(old.children(), new.children(), same_value),
        Kind::Map => same_all(old.pairs(), new.pairs(), |(key, value), (new_key, new)| {
            followed(key).text() == followed(new_key).text() && same_value(value, new)
        }),
    }
}

fn same_all<T: Copy>(
    mut old: impl Iterator<Item = T>,
    mut new: impl Iterator<Item = T>,
    same: impl Fn(T, T) -> bool,
) -> bool {
    loop {
        match (old.next(), new.next()) {
            (None, None) => return true,
            (Some(old), Some(new)) if same(old, new) => {}
            (Some(_) | None, _) => return false,
        }
    }
}

/// Returns every value of the text but those of the entries that it is about, and the keys of the file where those are.
///
/// The maps of the entries themselves are left out where nothing else is in them: the first entry brings its map.
fn outside<'a>(spot: &Spot, root: Item<'a>) -> Vec<Named<'a>> {
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
                        all.push((format!("{name}/{id}"), value));
                    }
                }
            }
            Some(_) if value.is_null() => {}
            None if spot.has_header => {}
            Some(_) | None => all.push((name, value)),
        }
    }
    all
}

/// Returns what the aliases of a text stand for, each anchor once.
fn referred(root: Item<'_>) -> Vec<Named<'_>> {
    let mut found: Vec<Named<'_>> = Vec::new();
    let mut seen: HashSet<(usize, usize)> = HashSet::new();
    let mut open = vec![root];
    while let Some(item) = open.pop() {
        if item.kind() == Kind::Alias {
            let target = followed(item);
            let (_, place) = target.written();
            if seen.insert(place) {
                found.push((alias_name(item).to_string(), target));
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
        let facts = says(&spot, ENTRY);
        let ground = Ground::on(&spot, ENTRY)?;
        prove(&Case { ground: &ground, after, behind: NEXT }, &facts, &facts)
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
            let ground = Ground::on(&spot, &before)?;
            prove(&Case { ground: &ground, after, behind: "" }, &facts, &facts)
        };
        assert_eq!(proof(&before.replace("title: R", "title: \"R\"")), Ok(()));
        assert!(proof(&before.replace("title: S", "title: other")).is_err());
        assert!(proof(&before.replace("title: T", "title: other")).is_err());
    }
}
