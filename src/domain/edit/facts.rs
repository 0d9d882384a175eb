//! What an entry of the file says, flat: one fact per record and key. What an edit is checked and proved against.

use super::{Change, Clash, Edit, Record, Step, Value};

/// One key of one record with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// The facts. At most one for each record and key.
    pub list: Vec<Fact>,
}

impl Facts {
    /// Returns the value of a key.
    #[must_use]
    pub fn get(&self, record: &Record, key: &str) -> Option<&Value> {
        self.list.iter().find(|fact| fact.record == *record && *fact.key == *key).map(|fact| &fact.value)
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
        let clashes: Vec<Clash> =
            edit.changes.iter().filter_map(|change| next.change(change).err()).map(|clash| *clash).collect();
        if clashes.is_empty() {
            *self = next;
            return Ok(());
        }
        Err(clashes)
    }

    fn change(&mut self, change: &Change) -> Result<(), Box<Clash>> {
        let now = self.get(&change.record, &change.key).cloned();
        let clash = |was: &Option<Value>, mine: &Option<Value>| {
            Box::new(Clash {
                record: change.record.clone(),
                key: change.key.clone(),
                was: was.clone(),
                theirs: now.clone(),
                mine: mine.clone(),
            })
        };
        match &change.step {
            Step::Set { from, to } => {
                if now != *from && now != *to {
                    return Err(clash(from, to));
                }
                self.put(&change.record, &change.key, to.clone());
            }
            Step::Append { value } => {
                let whole = appended(now.as_ref(), value).ok_or_else(|| clash(&None, &Some(value.clone())))?;
                self.put(&change.record, &change.key, Some(whole));
            }
            Step::TakeBack { value } => {
                let rest = now.as_ref().and_then(|now| taken_back(now, value));
                let rest = rest.ok_or_else(|| clash(&Some(value.clone()), &None))?;
                self.put(&change.record, &change.key, rest);
            }
        }
        Ok(())
    }

    fn put(&mut self, record: &Record, key: &str, value: Option<Value>) {
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
            Some(Value::Text(format!("{text}\n{lines}").into()))
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
            let rest = text.strip_suffix(lines)?.strip_suffix('\n')?;
            Some(Some(Value::text(rest)))
        }
        (Value::Null | Value::Alias(_) | Value::Map(_) | Value::Text(_), _) => None,
    }
}
