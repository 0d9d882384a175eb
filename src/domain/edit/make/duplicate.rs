//! A milestone once more, a year later.

use chrono::{Datelike, NaiveDate};

use super::add::Says;
use super::{behind_alias, counted, rule, set};
use crate::domain::board::Board;
use crate::domain::date::last_day_of;
use crate::domain::dated::Missing;
use crate::domain::edit::{Act, Change, Edit, Fact, Facts, Record, Refusal, Seat, Step, Value, Why};
use crate::domain::refs::milestone_record;
use crate::domain::status::Status;

/// Makes the edit that writes a milestone once more, a year later, behind the one that is there.
///
/// Its date, `opens`, and the years in its title and id are those of the next year; its obligations are open, or not
/// applicable where they were. What only the old one says stays with it: moves, comparisons with the source,
/// occurrences; nobody has compared the new one with its source. A date that is counted from another is written out, a
/// year later; one that is unknown stays so.
///
/// # Errors
///
/// When the milestone is not there, has no free id, or its calendar is not there.
pub fn duplicate(facts: &Facts, board: &Board, milestone: u32) -> Result<Edit, Refusal> {
    let (regulation, written) = board.records(milestone);
    let old = milestone_record(regulation, written);
    if !facts.has(&old) {
        return Err(Refusal::new(Why::Missing, format!("there is no '{old}'"), ""));
    }
    not_behind_alias(facts, &old)?;
    let date = next_date(facts, board, milestone)?;
    let years = date.as_deref().and_then(years_before);
    let is_taken = |id: &str| regulation.milestones.iter().any(|other| other.id.as_str() == id);
    let record = old.renamed(&free_id(old.id(), years.as_ref(), is_taken));
    let seat = Seat::Behind(old.id().into());
    let mut changes = vec![Change { record: record.clone(), key: String::new(), step: Step::Create { seat } }];
    for fact in facts.list.iter().filter(|fact| fact.record == old) {
        let value = match &*fact.key {
            "moved" | "verified" | "occurrences" => continue,
            "title" | "short" => text_of(&fact.value, |text| next_years(text, years.as_ref())),
            "by" | "from" | "at" => date.as_deref().map_or_else(|| fact.value.clone(), Value::text),
            "opens" => text_of(&fact.value, |text| a_year_later(text).unwrap_or(text.to_string())),
            _ => fact.value.clone(),
        };
        changes.extend(set(&record, &fact.key, None, Some(value)));
    }
    if facts.get(&Record::Regulation(regulation.id.as_str().into()), "verified").is_some() {
        changes.extend(set(&record, "verified", None, Some(Value::text("none"))));
    }
    for target in super::products::targets_of(facts, &old) {
        let cell = super::products::cell_of(&old, &target);
        let status = facts.get(&cell, "status").and_then(Value::as_text).and_then(Status::from_word);
        let is_out = status == Some(Status::NotApplicable);
        let kept = |key: &str| key == "owner" || (is_out && matches!(key, "status" | "reason" | "since"));
        let of_cell = facts.list.iter().filter(|fact| fact.record == cell && kept(&fact.key));
        let mut says: Says = of_cell.map(|fact| (fact.key.clone(), fact.value.clone())).collect();
        if !is_out {
            says.insert(0, ("status".into(), Value::text("open")));
        }
        changes.extend(super::products::join(&record, &target, &says));
    }
    Ok(Edit { act: Act::Add, changes })
}

/// Refuses where something that is written once more is an alias. A date is written out.
fn not_behind_alias(facts: &Facts, old: &Record) -> Result<(), Refusal> {
    let stays = |key: &str| matches!(key, "moved" | "verified" | "occurrences" | "by" | "from" | "at");
    let is_cell = |record: &Record| matches!(record, Record::Cell { nominal: None, .. }) && record.is_within(old);
    let is_copied = |fact: &&Fact| is_cell(&fact.record) || (fact.record == *old && !stays(&fact.key));
    let mut copied = facts.list.iter().filter(is_copied);
    let found = copied.find_map(|fact| fact.value.aliases().next().map(|name| (fact, name)));
    found.map_or(Ok(()), |(fact, name)| Err(behind_alias(facts, (&fact.record, &fact.key), name)))
}

fn text_of(value: &Value, change: impl Fn(&str) -> String) -> Value {
    value.as_text().map_or_else(|| value.clone(), |text| Value::text(change(text)))
}

/// A year and the next one, as they are written.
type Years = (String, String);

/// Returns the date of a milestone a year later, as it is written; none where it has none.
fn next_date(facts: &Facts, board: &Board, milestone: u32) -> Result<Option<String>, Refusal> {
    let (regulation, written) = board.records(milestone);
    let old = milestone_record(regulation, written);
    let now = facts.get(&old, written.verb.word());
    if let Some(later) = now.and_then(Value::as_text).and_then(a_year_later) {
        return Ok(Some(later));
    }
    let dated = board.plan.dated.get(milestone as usize).unwrap_or_else(|| board.dated(milestone));
    if dated.missing == Some(Missing::NoCalendar) {
        let message = format!("the date of '{old}' cannot be told: its calendar is not there");
        return Err(rule(message, "write it out first, or add the new one by itself"));
    }
    Ok(dated.nominal.and_then(|nominal| a_year_later(&counted(dated, nominal, board))))
}

/// Returns the year before that of a date, and that year.
fn years_before(date: &str) -> Option<Years> {
    let year: i32 = date.get(..4)?.parse().ok()?;
    Some(((year - 1).to_string(), year.to_string()))
}

/// Writes the next year in place of the year of the date.
fn next_years(text: &str, years: Option<&Years>) -> String {
    let Some((old, new)) = years else { return text.to_string() };
    let mut parts = text.split(old.as_str());
    let mut result = parts.next().unwrap_or_default().to_string();
    let mut before = result.chars().last();
    for part in parts {
        // 2027 inside 12027 or 20271 is no year; 2027/1689 and 1689/2027 are laws.
        let is_other = |c: char| c.is_ascii_digit() || c == '/';
        let is_year = !before.is_some_and(is_other) && !part.starts_with(is_other);
        result.push_str(if is_year { new } else { old });
        result.push_str(part);
        before = result.chars().last();
    }
    result
}

fn free_id(id: &str, years: Option<&Years>, is_taken: impl Fn(&str) -> bool) -> String {
    let next = next_years(id, years);
    let stem = match years {
        Some((_, new)) if next == id => format!("{id}-{new}"),
        Some(_) | None => next,
    };
    if !is_taken(&stem) {
        return stem;
    }
    let mut numbered = (2..u32::MAX).map(|number| format!("{stem}-{number}"));
    numbered.find(|id| !is_taken(id)).unwrap_or(stem)
}

/// Returns a date a year later in the form in which it is written; 29 February becomes the 28th. None for a rule.
fn a_year_later(text: &str) -> Option<String> {
    let rest = text.get(4..)?;
    let year: i32 = text.get(..4)?.parse().ok()?;
    let is_date = rest.is_empty() || rest.starts_with('-');
    let next = year.checked_add(1).filter(|next| is_date && *next < 9999)?;
    let day = text.get(..10).and_then(|day| day.parse::<NaiveDate>().ok());
    match day {
        Some(day) if day.day() > last_day_of(next, day.month()) => {
            let last = last_day_of(next, day.month());
            Some(format!("{next}-{:02}-{last:02}{}", day.month(), text.get(10..)?))
        }
        Some(_) | None => Some(format!("{next}{rest}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_later_is_the_same_day_or_the_last_of_its_month() {
        for (text, later) in [
            ("2027-04-15", Some("2028-04-15")),
            ("2028-02-29 17:00 Europe/Brussels", Some("2029-02-28 17:00 Europe/Brussels")),
            ("2027-Q4", Some("2028-Q4")),
            ("2027", Some("2028")),
            ("30 days after m", None),
            ("unknown (model year 2027)", None),
        ] {
            assert_eq!(a_year_later(text).as_deref(), later, "{text}");
        }
    }

    #[test]
    fn only_the_year_of_the_date_is_counted_up() {
        let years = Some(("2027".to_string(), "2028".to_string()));
        assert_eq!(
            next_years("Report 2027 (form 12027, 20271, 2026/2027)", years.as_ref()),
            "Report 2028 (form 12027, 20271, 2026/2027)"
        );
        assert_eq!(free_id("report-2027", years.as_ref(), |_| false), "report-2028");
        assert_eq!(free_id("report", years.as_ref(), |id| id == "report-2028"), "report-2028-2");
    }
}
