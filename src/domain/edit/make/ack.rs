//! The edit that acknowledges the alert of obligations: who has seen it, why it may wait, and up to when.

use super::cells::{Cover, cover};
use super::{Hand, behind_alias, of_date, person, rule, set, typed, typed_day};
use crate::domain::board::Board;
use crate::domain::edit::{Act, Change, Edit, Facts, Record, Refusal, Value, Why};
use crate::domain::obligation::is_over;

/// The key that an obligation's record says it with.
pub const ACKED: &str = "acked";

/// Acknowledges the alerts of obligations up to and including a day.
///
/// It hides nothing: what is overdue stays overdue. An obligation that a selector speaks for gets an entry of its own,
/// which says what the selector's does.
///
/// # Errors
///
/// When there is no reason or no end, the end cannot be read or is over, an obligation is not there or no longer owed,
/// or nothing would change.
pub fn acknowledge(
    facts: &Facts,
    board: &Board,
    cells: &[Record],
    (reason, until): (&str, &str),
    hand: &Hand,
) -> Result<Edit, Refusal> {
    let reason = reason.split_whitespace().collect::<Vec<_>>().join(" ");
    if reason.is_empty() {
        return Err(rule("an acknowledgement says why it may wait", "give the reason"));
    }
    let until = typed(Some(until))
        .ok_or_else(|| rule("an acknowledgement ends: it must say until when", "give a day, such as fri or +2w"))?;
    let mut changes = Vec::new();
    for record in cells {
        let cover = cover(facts, board, record)?;
        changes.extend(of_cell(facts, board, (record, &cover), (&reason, until), hand)?);
    }
    if changes.is_empty() {
        let who = if let [one] = cells { format!("'{one}'") } else { "all of it".to_string() };
        return Err(Refusal::new(Why::Nothing, format!("{who} is acknowledged so already"), ""));
    }
    Ok(Edit { act: Act::Field, changes })
}

fn of_cell(
    facts: &Facts,
    board: &Board,
    (record, cover): (&Record, &Cover<'_>),
    (reason, until): (&str, &str),
    hand: &Hand,
) -> Result<Vec<Change>, Refusal> {
    if cover.status.is_some_and(|status| !status.is_live()) {
        let word = cover.status.map_or("closed", |status| status.words());
        return Err(rule(format!("'{record}' is {word}: it alerts nobody"), "there is nothing to acknowledge"));
    }
    let source = cover.source.as_ref().unwrap_or(record);
    for (of, key) in [(source, "status"), (record, ACKED)] {
        if let Some(Value::Alias(name)) = facts.get(of, key) {
            return Err(behind_alias(facts, (of, key), name));
        }
    }
    let number = record.milestone().and_then(|(regulation, milestone)| board.find(regulation, milestone));
    let calendar = number.and_then(|number| board.calendar(number));
    let today = cover.zone.day_of(board.now);
    let end = typed_day("until", until, (today, cover.zone, calendar)).map_err(|error| of_date("until", error))?;
    if end.point().is_some_and(|point| is_over(point, cover.zone, board.now)) {
        let message = format!("'until' {} is over: the alert would come back at once", end.text);
        return Err(rule(message, format!("today is {today}; give a day to come")));
    }
    let who = typed(Some(&hand.user)).map(|user| ("who".into(), Value::text(person(user))));
    let rest = [("why".into(), Value::text(reason)), ("until".into(), Value::text(end.text))];
    let acked = Value::Map(who.into_iter().chain(rest).collect());
    let change = set(record, ACKED, facts.get(record, ACKED), Some(acked));
    if cover.is_written {
        return Ok(change.into_iter().collect());
    }
    Ok(own_entry(facts, record, source).into_iter().chain(change).collect())
}

/// Gives an obligation an entry of its own that says what its selector's does; `open` where there is none.
fn own_entry(facts: &Facts, record: &Record, source: &Record) -> Vec<Change> {
    let status = facts.get(source, "status").cloned().unwrap_or_else(|| Value::text("open"));
    let said = facts
        .list
        .iter()
        .filter(|fact| fact.record == *source && source != record && !matches!(&*fact.key, "status" | ACKED));
    let said = said.filter_map(|fact| set(record, &fact.key, None, Some(fact.value.clone())));
    set(record, "status", None, Some(status)).into_iter().chain(said).collect()
}
