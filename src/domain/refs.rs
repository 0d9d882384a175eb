//! Who names whom: the rules that count from a milestone, the milestones that name a product, the filters that name either.

use chrono::NaiveDate;

use super::board::Board;
use super::date::When;
use super::edit::Record;
use super::milestone::Milestone;
use super::plan::{entries_of, rules_of};
use super::record::{Entry, Regulation, Target};
use super::rule::looks_like_a_rule;

/// A place that names a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The record that names it.
    pub record: Record,
    /// The key in which it is named: `by`, `due` …; of a cell that is named after a product, `status`; of a saved
    /// filter `views.NAME`.
    pub key: Box<str>,
    /// The line of the milestone or cell, from 1; 0 where that is not known.
    pub line: u32,
}

/// Returns who names a record or what stands inside it, in the file's order; saved filters last.
///
/// What stands inside the record itself is left out.
#[must_use]
pub fn references(board: &Board, record: &Record) -> Vec<Reference> {
    let mut found = Vec::new();
    for regulation in &board.file.regulations {
        for milestone in &regulation.milestones {
            let own = milestone_record(regulation, milestone);
            if !own.is_within(record) {
                of_milestone(regulation, milestone, record, &mut found);
            }
        }
    }
    for view in &board.file.views {
        if renamed_filter(&view.filter.value, record, record.id()).is_some() {
            found.push(Reference { record: Record::File, key: format!("views.{}", view.name).into(), line: 0 });
        }
    }
    found
}

/// Returns the keys of dates that could not be read, outside a record: which milestones they name is told by their text
/// alone.
#[must_use]
pub fn unread(board: &Board, record: &Record) -> Vec<(Record, &'static str)> {
    let mut found = Vec::new();
    let is_unread = |when: &When| matches!(when, When::Unreadable);
    for regulation in &board.file.regulations {
        for milestone in &regulation.milestones {
            let own = milestone_record(regulation, milestone);
            if own.is_within(record) {
                continue;
            }
            if is_unread(&milestone.when.value) {
                found.extend(["by", "from", "at"].map(|key| (own.clone(), key)));
            }
            for (nominal, entry) in entries_in(milestone) {
                if entry.record.detail(|details| details.due.as_ref()).is_some_and(|due| is_unread(&due.value)) {
                    found.push((cell_record(regulation, milestone, nominal, entry), "due"));
                }
            }
        }
    }
    found
}

/// Returns the entries of a milestone and of its occurrences, those with their day.
fn entries_in(milestone: &Milestone) -> impl Iterator<Item = (Option<NaiveDate>, &Entry)> {
    let dated = milestone.occurrences.iter().map(|day| (Some(day.nominal.value), day.products.as_slice()));
    let all = std::iter::once((None, entries_of(&milestone.products))).chain(dated);
    all.flat_map(|(nominal, entries)| entries.iter().map(move |entry| (nominal, entry)))
}

fn cell_record(regulation: &Regulation, milestone: &Milestone, nominal: Option<NaiveDate>, entry: &Entry) -> Record {
    Record::Cell {
        regulation: regulation.id.as_str().into(),
        milestone: milestone.id.as_str().into(),
        nominal,
        target: entry.target.word().into(),
    }
}

/// Returns the record of a milestone.
#[must_use]
pub fn milestone_record(regulation: &Regulation, milestone: &Milestone) -> Record {
    Record::Milestone { regulation: regulation.id.as_str().into(), milestone: milestone.id.as_str().into() }
}

fn of_milestone(regulation: &Regulation, milestone: &Milestone, wanted: &Record, found: &mut Vec<Reference>) {
    let own = milestone_record(regulation, milestone);
    let names = |when: &When| {
        rules_of(when).iter().any(|rule| {
            let of = rule.anchor.regulation.as_ref().unwrap_or(&regulation.id);
            let anchor =
                Record::Milestone { regulation: of.as_str().into(), milestone: rule.anchor.milestone.as_str().into() };
            anchor.is_within(wanted)
        })
    };
    if names(&milestone.when.value) {
        found.push(Reference { record: own.clone(), key: milestone.verb.word().into(), line: milestone.line });
    }
    for (nominal, entry) in entries_in(milestone) {
        let cell = cell_record(regulation, milestone, nominal, entry);
        if is_named(entry, wanted) {
            found.push(Reference { record: cell.clone(), key: "status".into(), line: entry.line });
        }
        if entry.record.detail(|details| details.due.as_ref()).is_some_and(|due| names(&due.value)) {
            found.push(Reference { record: cell, key: "due".into(), line: entry.line });
        }
    }
}

fn is_named(entry: &Entry, wanted: &Record) -> bool {
    matches!((&entry.target, wanted), (Target::Product(id), Record::Product(product)) if id.as_str() == &**product)
}

/// Returns a filter with a product or regulation renamed; none where it does not name it.
///
/// As filters are read: the field in any case, several values with commas, each with or without quotes.
#[must_use]
pub fn renamed_filter(filter: &str, from: &Record, to: &str) -> Option<String> {
    let (word, id) = match from {
        Record::Product(id) => ("product", id),
        Record::Regulation(id) => ("regulation", id),
        Record::File | Record::Milestone { .. } | Record::Cell { .. } => return None,
    };
    let (mut new, mut is_named, mut rest) = (String::with_capacity(filter.len()), false, filter);
    while !rest.is_empty() {
        let mut is_quoted = false;
        let end = rest.find(|c: char| {
            is_quoted ^= c == '"';
            !is_quoted && (c.is_whitespace() || matches!(c, '(' | ')'))
        });
        let (token, behind) = rest.split_at_checked(end.unwrap_or(rest.len())).unwrap_or((rest, ""));
        let values =
            token.split_once(':').filter(|(field, _)| field.trim_start_matches('-').eq_ignore_ascii_case(word));
        match values {
            Some((field, values)) => {
                let each = values.split(',').map(|value| {
                    let bare = value.trim_matches('"');
                    let is_it = bare.eq_ignore_ascii_case(id);
                    is_named |= is_it;
                    if is_it { value.replace(bare, to) } else { value.to_string() }
                });
                let each: Vec<String> = each.collect();
                new.extend([field, ":", &each.join(",")]);
            }
            None => new.push_str(token),
        }
        let gap = behind.chars().next().map_or(0, char::len_utf8);
        new.push_str(behind.get(..gap).unwrap_or_default());
        rest = behind.get(gap..).unwrap_or_default();
    }
    is_named.then_some(new)
}

/// Returns a rule with its anchor renamed; none where it names another, or is none. Also of one that cannot be read.
///
/// `home` is the regulation in which the rule stands; `from` a milestone or regulation, and `to` its new id.
#[must_use]
pub fn renamed_rule(rule: &str, home: &str, from: &Record, to: &str) -> Option<String> {
    let (head, anchor) = rule.trim_end().rsplit_once(char::is_whitespace).filter(|_| looks_like_a_rule(rule.trim()))?;
    let (address, day) = match anchor.split_once('@') {
        Some((address, day)) => (address, format!("@{day}")),
        None => (anchor, String::new()),
    };
    let (regulation, milestone) = match address.split_once('/') {
        Some((regulation, milestone)) => (Some(regulation), milestone),
        None => (None, address),
    };
    let new = match from {
        Record::Regulation(id) => (regulation == Some(&**id)).then(|| format!("{to}/{milestone}"))?,
        Record::Milestone { regulation: of, milestone: id } => {
            let is_it = milestone == &**id && regulation.unwrap_or(home) == &**of;
            is_it.then(|| regulation.map_or(to.to_string(), |regulation| format!("{regulation}/{to}")))?
        }
        Record::File | Record::Product(_) | Record::Cell { .. } => return None,
    };
    Some(format!("{head} {new}{day}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_is_renamed_as_it_is_read() {
        let product = Record::Product("kes".into());
        for (filter, new) in [
            ("product:kes", Some("product:zz")),
            ("-PRODUCT:hub,kes or (is:week product:\"kes\")", Some("-PRODUCT:hub,zz or (is:week product:\"zz\")")),
            ("product:kess tag:kes \"product:kes\" regulation:kes", None),
            ("", None),
        ] {
            assert_eq!(renamed_filter(filter, &product, "zz").as_deref(), new, "{filter}");
        }
    }

    #[test]
    fn an_anchor_is_renamed_in_the_form_in_which_it_is_written() {
        let milestone: Record = "r/m".parse().expect("an address");
        let regulation = Record::Regulation("r".into());
        for (rule, home, from, to, new) in [
            ("10 business days before m", "r", &milestone, "n", Some("10 business days before n")),
            ("30 days after r/m@2027-04-15", "s", &milestone, "n", Some("30 days after r/n@2027-04-15")),
            ("30 days after m", "s", &milestone, "n", None),
            ("same day as r/m", "s", &regulation, "q", Some("same day as q/m")),
            ("same day as m", "r", &regulation, "q", None),
            ("same day as mm", "r", &milestone, "n", None),
            ("4 dyas after m", "r", &milestone, "n", Some("4 dyas after n")),
            ("once upon m", "r", &milestone, "n", None),
        ] {
            assert_eq!(renamed_rule(rule, home, from, to).as_deref(), new, "{rule}");
        }
    }
}
