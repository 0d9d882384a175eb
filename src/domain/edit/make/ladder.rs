//! A ladder of lead times: internal milestones that count back from another one, and repeat with it.

use super::add::{Fresh, add, is_taken};
use super::{rule, typed};
use crate::domain::board::Board;
use crate::domain::edit::{Act, Edit, Record, Refusal, Seat};
use crate::domain::naming::id_of;
use crate::domain::rule::{Span, parse_span};
use crate::domain::zone::Zone;

/// One step of a ladder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rung {
    /// What is to be done, as typed: `sign-off`.
    pub words: String,
    /// How long before the milestone.
    pub lead: Span,
}

/// The most words of a span: `10 business days`.
const SPAN_WORDS: usize = 3;

/// Reads steps: `review -60d sign-off -10 business days`.
///
/// # Errors
///
/// When a step has no words or no lead time, or one cannot be read.
pub fn read_rungs(text: &str) -> Result<Vec<Rung>, Refusal> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let (mut rungs, mut said): (Vec<Rung>, Vec<&str>) = (Vec::new(), Vec::new());
    let mut at = 0;
    while let Some(word) = words.get(at) {
        at += 1;
        let lead = word.strip_prefix(['-', '−']).filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        let Some(lead) = lead else {
            said.push(word);
            continue;
        };
        if said.is_empty() {
            return Err(rule(format!("'{word}' has no words before it"), "say what is to be done: 'review -60d'"));
        }
        let spelled = |more: usize| {
            let rest = words.get(at..at + more).unwrap_or_default();
            std::iter::once(lead).chain(rest.iter().copied()).collect::<Vec<_>>().join(" ")
        };
        let found = (0..SPAN_WORDS).find_map(|more| parse_span(&spelled(more)).ok().map(|span| (more, span)));
        let (more, span) = match (found, parse_span(lead)) {
            (Some(found), _) => found,
            (None, Ok(span)) => (0, span),
            (None, Err(error)) => return Err(rule(format!("'{word}': {}", error.message), error.hint)),
        };
        if span.amount == 0 {
            return Err(rule(format!("'{word}' is no time before it"), "a lead time is at least 1"));
        }
        at += more;
        rungs.push(Rung { words: said.join(" "), lead: span });
        said.clear();
    }
    match (rungs.is_empty(), said.as_slice()) {
        (true, []) => Err(rule("a ladder has at least one step", "write 'review -60d'")),
        (_, []) => Ok(rungs),
        (_, said) => Err(rule(
            format!("'{}' has no lead time", said.join(" ")),
            format!("write how long before: '{} -14d'", said.join(" ")),
        )),
    }
}

/// Makes the edit that adds a ladder behind a milestone, in the order of its steps.
///
/// Each is `kind: internal`, due so long before the milestone, by a rule: it moves and repeats with it. Its id is made of
/// its words. What the milestone says for itself of owner, calendar and zone, they say too: they count by the same open
/// days. `products` are ids and selectors with commas between; empty: the organisation.
///
/// # Errors
///
/// Those of [`add`].
pub fn ladder(board: &Board, milestone: u32, rungs: &[Rung], products: &str) -> Result<Edit, Refusal> {
    let (regulation, anchor) = board.records(milestone);
    let record = |id: &str| Record::Milestone { regulation: regulation.id.as_str().into(), milestone: id.into() };
    let (mut changes, mut ids): (Vec<_>, Vec<String>) = (Vec::new(), Vec::new());
    let mut before = anchor.id.as_str().to_string();
    for rung in rungs {
        let is_used = |id: &str| ids.iter().any(|used| used == id) || is_taken(board, &record(id)) == Some(true);
        let id = id_of(&rung.words, "step", is_used).as_str().to_string();
        let mut fresh = Fresh::new(record(&id))
            .with("title", &format!("{}: {}", capital(&rung.words), anchor.title))
            .with("kind", "internal")
            .with("by", &format!("{} before {}", rung.lead, anchor.id))
            .with("products", products);
        // What the regulation says is inherited; what the milestone says for itself would be lost.
        let own = &anchor.common;
        fresh = fresh
            .with("calendar", own.calendar.as_ref().map_or("", |id| id.value.as_str()))
            .with("zone", &own.zone.as_ref().map(Zone::name).unwrap_or_default())
            .with("owner", typed(own.owner.as_deref()).unwrap_or_default());
        fresh.seat = Seat::Behind(before.into());
        changes.extend(add(board, &fresh)?.changes);
        ids.push(id.clone());
        before = id;
    }
    Ok(Edit { act: Act::Add, changes })
}

/// Returns words that begin with a capital letter.
fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Result<Vec<String>, String> {
        let rungs = read_rungs(text).map_err(|refusal| refusal.message)?;
        Ok(rungs.into_iter().map(|rung| format!("{} | {}", rung.words, rung.lead)).collect())
    }

    #[test]
    fn steps_are_words_and_a_lead_time() {
        let two = Ok(vec!["review | 60 days".to_string(), "sign-off | 14 days".into()]);
        assert_eq!(said("review -60d sign-off -14d"), two);
        assert_eq!(said("legal check -10 business days"), Ok(vec!["legal check | 10 business days".into()]));
        assert_eq!(said("a -1 month b -2w"), Ok(vec!["a | 1 month".into(), "b | 2 weeks".into()]));
        assert_eq!(said(""), Err("a ladder has at least one step".into()));
        assert_eq!(said("review"), Err("'review' has no lead time".into()));
        assert_eq!(said("-60d"), Err("'-60d' has no words before it".into()));
        assert_eq!(said("review -60x"), Err("'-60x': '60x' is not a span of time".into()));
        assert_eq!(said("review -0d"), Err("'-0d' is no time before it".into()));
    }
}
