//! What an entry of the file says, flat: one fact per record and key. What an edit is checked and proved against.

use serde::{Deserialize, Serialize};

use super::{Change, Clash, Edit, Record, Seat, Step, Value};

/// One key of one record with its value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// The record.
    pub record: Record,
    /// The key.
    pub key: Box<str>,
    /// Its value; never null: a key without a value is not there.
    pub value: Value,
}

/// What entries of the file say, in the file's order.
///
/// A cell that is listed without a status has the fact `status: open`. `products` and `occurrences` of a milestone
/// are facts only where they are empty (one occurrence: `occurrences@2027-04-15`); else their cells are. A text is
/// given without line ends behind its last line. What stands behind an alias is [`Value::Alias`].
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Facts {
    /// The facts. At most one for each record and key.
    pub list: Vec<Fact>,
    /// What the aliases among them stand for. Says where things are, not what: of two facts that are equal these may
    /// differ.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub anchors: Vec<Anchor>,
}

impl PartialEq for Facts {
    fn eq(&self, other: &Self) -> bool {
        self.list == other.list
    }
}

impl Eq for Facts {}

/// What an alias stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// Its name.
    pub name: Box<str>,
    /// The line on which it stands, from 1.
    pub line: u32,
    /// The text that stands there; none: a list or a map.
    pub text: Option<Box<str>>,
}

impl Facts {
    /// Returns the value of a key.
    #[must_use]
    pub fn get(&self, record: &Record, key: &str) -> Option<&Value> {
        self.list.iter().find(|fact| fact.record == *record && *fact.key == *key).map(|fact| &fact.value)
    }

    /// Returns what an alias of this name stands for.
    #[must_use]
    pub fn anchor(&self, name: &str) -> Option<&Anchor> {
        self.anchors.iter().find(|anchor| *anchor.name == *name)
    }

    /// Returns whether anything is known of a record.
    #[must_use]
    pub fn has(&self, record: &Record) -> bool {
        self.list.iter().any(|fact| fact.record == *record)
    }

    /// Does an edit. Where a field holds neither what the edit began with nor what it would write, nothing is done.
    ///
    /// # Errors
    ///
    /// The fields that are something else by now.
    pub fn apply(&mut self, edit: &Edit) -> Result<(), Vec<Clash>> {
        let mut next = self.clone();
        let mut clashes: Vec<Clash> = Vec::new();
        for clash in edit.changes.iter().flat_map(|change| next.change(change)) {
            // What is left of a record that goes may have clashed by itself already.
            if !clashes.iter().any(|other| other.record == clash.record && other.key == clash.key) {
                clashes.push(clash);
            }
        }
        if clashes.is_empty() {
            *self = next;
            return Ok(());
        }
        Err(clashes)
    }

    /// Does one change, and returns what it clashes with.
    fn change(&mut self, change: &Change) -> Vec<Clash> {
        let now = self.get(&change.record, &change.key).cloned();
        let clash = |was: Option<Value>, mine: Option<Value>| {
            let (record, key) = (change.record.clone(), change.key.clone());
            vec![Clash { record, key, was, theirs: now.clone(), mine }]
        };
        let next = match &change.step {
            Step::Set { from, to } => {
                if now != *from && now != *to {
                    return clash(from.clone(), to.clone());
                }
                to.clone()
            }
            Step::Append { value } => match appended(now.as_ref(), value) {
                Some(whole) => Some(whole),
                None => return clash(None, Some(value.clone())),
            },
            Step::TakeBack { value } => match now.as_ref().and_then(|now| taken_back(now, value)) {
                Some(rest) => rest,
                None => return clash(Some(value.clone()), None),
            },
            Step::Create { .. } => return Vec::new(),
            Step::Remove { .. } => return self.left_in(&change.record),
            Step::Rename { to } => {
                self.rename(&change.record, to);
                return Vec::new();
            }
        };
        self.put(&change.record, &change.key, next);
        Vec::new()
    }

    /// Returns what a record still says that is to be gone: somebody else wrote it.
    fn left_in(&self, record: &Record) -> Vec<Clash> {
        let left = self.list.iter().filter(|fact| fact.record.is_within(record));
        let clash = |fact: &Fact| Clash {
            record: fact.record.clone(),
            key: fact.key.to_string(),
            was: None,
            theirs: Some(fact.value.clone()),
            mine: None,
        };
        left.map(clash).collect()
    }

    fn rename(&mut self, record: &Record, to: &str) {
        for fact in &mut self.list {
            if fact.record.is_within(record) {
                fact.record = fact.record.after_rename(record, to);
            }
        }
    }

    /// Returns whether anything is known of a record or what stands inside it.
    #[must_use]
    pub fn has_within(&self, record: &Record) -> bool {
        self.list.iter().any(|fact| fact.record.is_within(record))
    }

    /// Returns the changes that take away all that a record and what stands inside it say, and then itself.
    ///
    /// `seat` is where it stands, for the way back.
    #[must_use]
    pub fn removal(&self, record: &Record, seat: Seat) -> Vec<Change> {
        let mut changes: Vec<Change> = Vec::new();
        // Backwards: the way back then says it in the file's order.
        for fact in self.list.iter().rev().filter(|fact| fact.record.is_within(record)) {
            let step = Step::Set { from: Some(fact.value.clone()), to: None };
            changes.push(Change { record: fact.record.clone(), key: fact.key.to_string(), step });
        }
        changes.push(Change { record: record.clone(), key: String::new(), step: Step::Remove { seat } });
        changes
    }

    pub(crate) fn put(&mut self, record: &Record, key: &str, value: Option<Value>) {
        let at = self.list.iter().position(|fact| fact.record == *record && *fact.key == *key);
        match (at, value) {
            (Some(at), Some(value)) => {
                if let Some(fact) = self.list.get_mut(at) {
                    fact.value = value;
                }
            }
            (Some(at), None) => {
                self.list.remove(at);
            }
            (None, Some(value)) => {
                let last = self.list.iter().rposition(|fact| fact.record == *record);
                let at = last.map_or(self.list.len(), |last| last + 1);
                self.list.insert(at, Fact { record: record.clone(), key: key.into(), value });
            }
            (None, None) => {}
        }
    }
}

/// Returns a list with an item more, or a text with lines more; none where it is neither.
fn appended(now: Option<&Value>, value: &Value) -> Option<Value> {
    match (now, value) {
        (None, Value::Text(_)) => Some(value.clone()),
        (None, item) => Some(Value::List(vec![item.clone()])),
        (Some(Value::List(items)), item) => {
            let mut items = items.clone();
            items.push(item.clone());
            Some(Value::List(items))
        }
        (Some(Value::Text(text)), Value::Text(lines)) => {
            let text = text.trim_end_matches('\n');
            Some(if text.is_empty() { Value::Text(lines.clone()) } else { Value::text(format!("{text}\n{lines}")) })
        }
        (Some(Value::Null | Value::Alias(_) | Value::Map(_) | Value::Text(_)), _) => None,
    }
}

/// Returns what is left without the last item or lines: nothing, if that was all; none, if they are others.
#[expect(clippy::option_option, reason = "outside: whether it can be; inside: whether anything is left")]
fn taken_back(now: &Value, value: &Value) -> Option<Option<Value>> {
    match (now, value) {
        (Value::List(items), item) => {
            let (last, rest) = items.split_last()?;
            let left = (!rest.is_empty()).then(|| Value::List(rest.to_vec()));
            (last == item).then_some(left)
        }
        (Value::Text(text), Value::Text(lines)) => {
            let text = text.trim_end_matches('\n');
            let lines = lines.trim_end_matches('\n');
            if text == lines {
                return Some(None);
            }
            let rest = text.strip_suffix(lines)?.strip_suffix('\n')?.trim_end_matches('\n');
            Some((!rest.is_empty()).then(|| Value::text(rest)))
        }
        (Value::Null | Value::Alias(_) | Value::Map(_) | Value::Text(_), _) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::edit::Act;

    fn record() -> Record {
        Record::Regulation("r".into())
    }

    fn facts(pairs: &[(&str, Value)]) -> Facts {
        let fact = |(key, value): &(&str, Value)| Fact { record: record(), key: (*key).into(), value: value.clone() };
        Facts { list: pairs.iter().map(fact).collect(), ..Facts::default() }
    }

    fn edit(steps: &[(&str, Step)]) -> Edit {
        let change = |(key, step): &(&str, Step)| Change { record: record(), key: (*key).into(), step: step.clone() };
        Edit { act: Act::Note, changes: steps.iter().map(change).collect() }
    }

    fn set(from: Option<&str>, to: Option<&str>) -> Step {
        Step::Set { from: from.map(Value::text), to: to.map(Value::text) }
    }

    #[test]
    fn a_field_that_is_something_else_by_now_clashes_and_nothing_is_done() {
        let mut now = facts(&[("a", Value::text("1")), ("b", Value::text("2"))]);
        let before = now.clone();
        let clashes = now.apply(&edit(&[("a", set(Some("1"), Some("3"))), ("b", set(Some("4"), None))]));
        let clashes = clashes.expect_err("b is no longer 4");
        assert_eq!(
            clashes.iter().map(|clash| (&*clash.key, clash.theirs.clone())).collect::<Vec<_>>(),
            [("b", Some(Value::text("2")))]
        );
        assert_eq!(now, before);
        assert!(now.apply(&edit(&[("a", set(Some("9"), Some("1")))])).is_ok(), "it says already what is wanted");
        assert_eq!(now, before);
    }

    #[test]
    fn what_is_in_the_way_of_a_record_that_is_to_go_is_told_once() {
        let mut now = facts(&[("a", Value::text("1")), ("b", Value::text("2"))]);
        let removal = Edit { act: Act::Remove, changes: now.removal(&record(), Seat::First) };
        now.put(&record(), "a", Some(Value::text("theirs")));
        now.put(&record(), "c", Some(Value::text("new")));
        let clashes = now.apply(&removal).expect_err("somebody wrote into it");
        assert_eq!(clashes.iter().map(|clash| &*clash.key).collect::<Vec<_>>(), ["a", "c"]);
    }

    #[test]
    fn what_is_appended_can_be_taken_back_while_it_is_last() {
        for (value, more) in [
            (None, Value::text("one")),
            (Some(Value::text("one")), Value::text("two\n\nthree")),
            (Some(Value::List(vec![Value::text("a")])), Value::Map(vec![("was".into(), Value::text("2027"))])),
            (None, Value::Map(vec![("was".into(), Value::text("2027"))])),
        ] {
            let before = facts(&value.map(|value| vec![("a", value)]).unwrap_or_default());
            let mut now = before.clone();
            let append = edit(&[("a", Step::Append { value: more })]);
            assert_eq!(now.apply(&append), Ok(()));
            assert_ne!(now, before);
            let mut later = now.clone();
            assert_eq!(now.apply(&append.inverse()), Ok(()));
            assert_eq!(now, before);
            let behind = match later.get(&record(), "a") {
                Some(Value::List(_)) => Value::Null,
                Some(_) | None => Value::text("behind"),
            };
            assert_eq!(later.apply(&edit(&[("a", Step::Append { value: behind })])), Ok(()));
            assert!(later.apply(&append.inverse()).is_err(), "it is no longer last");
        }
    }

    #[test]
    fn a_list_takes_no_lines_and_a_text_no_item() {
        let mut now = facts(&[("a", Value::text("1")), ("b", Value::Map(Vec::new()))]);
        let item = Value::Map(vec![("was".into(), Value::text("2027"))]);
        assert!(now.apply(&edit(&[("a", Step::Append { value: item })])).is_err());
        assert!(now.apply(&edit(&[("b", Step::Append { value: Value::text("x") })])).is_err());
    }
}
