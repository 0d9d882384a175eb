//! How a milestone recurs: `yearly`, `every 45 days after done until 2030-04-15`.

use super::date::parse_day;
use super::record::Repeat;
use super::rule::{RuleError, Span, Unit, parse_span};

/// Reads how something recurs.
///
/// # Errors
///
/// Says what is wrong with the text and how to write it.
pub fn parse_repeat(text: &str) -> Result<Repeat, RuleError> {
    parse(text.trim()).map_err(|label| RuleError {
        message: format!("'{text}' is not a way to repeat"),
        label,
        hint: "write yearly, quarterly, monthly, 'every 3 months' or 'every 45 days after done', \
               with 'until YYYY-MM-DD' behind it if it ends"
            .into(),
    })
}

/// Reads it, or says in a few words what is wrong.
fn parse(text: &str) -> Result<Repeat, String> {
    let (text, until) = match text.split_once(" until ") {
        Some((text, day)) => (text.trim(), Some(parse_day(day.trim()).map_err(|wrong| wrong.label)?)),
        None => (text, None),
    };
    let once = |unit| Ok(Repeat { every: Span { amount: 1, unit }, is_after_done: false, until });
    match text {
        "yearly" => return once(Unit::Years),
        "quarterly" => return once(Unit::Quarters),
        "monthly" => return once(Unit::Months),
        _ => {}
    }
    let rest = text.strip_prefix("every ").ok_or("not one of the known words")?;
    let (span, is_after_done) = match rest.strip_suffix(" after done") {
        Some(span) => (span, true),
        None => (rest, false),
    };
    let every = parse_span(span).map_err(|wrong| wrong.label)?;
    if every.amount == 0 {
        return Err("amounts begin at 1".into());
    }
    match every.unit {
        Unit::Hours => Err("a series counts days or more".into()),
        Unit::BusinessDays if !is_after_done => Err("business days are counted 'after done' alone".into()),
        Unit::Days | Unit::BusinessDays | Unit::Weeks | Unit::Months | Unit::Quarters | Unit::Years => {
            Ok(Repeat { every, is_after_done, until })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_written_forms_are_read() {
        let read = |text: &str| parse_repeat(text).unwrap_or_else(|e| panic!("{text}: {e:?}"));
        assert_eq!(read("yearly").every, Span { amount: 1, unit: Unit::Years });
        assert_eq!(read("every 3 months").every, Span { amount: 3, unit: Unit::Months });
        let last = read("every 45 days after done until 2030-04-15");
        assert!(last.is_after_done);
        assert_eq!(last.until.map(|day| day.to_string()), Some("2030-04-15".into()));
    }

    #[test]
    fn other_forms_say_why() {
        let label = |text: &str| parse_repeat(text).map_or_else(|wrong| wrong.label, |_| panic!("{text} was read"));
        assert_eq!(label("weekly"), "not one of the known words");
        assert_eq!(label("every 0 days"), "amounts begin at 1");
        assert_eq!(label("every 3 hours"), "a series counts days or more");
        assert_eq!(label("yearly until 2030-02-30"), "February 2030 has 28 days");
        assert_eq!(label("every 3 minutes"), "there are no minutes; m is months");
    }
}
