//! How a milestone recurs: `yearly`, `every 45 days after done until 2030-04-15`.

use super::fields::Field;
use super::sink::{Sink, quote, shorten};
use crate::domain::date::parse_day;
use crate::domain::finding::{Code, Finding, Placed};
use crate::domain::record::Repeat;
use crate::domain::rule::{Span, Unit, parse_span};

/// Reads the value of `repeat`.
pub fn read(field: &Field<'_>, sink: &mut Sink<'_>) -> Option<Placed<Repeat>> {
    let text = field.scalar(sink)?;
    let place = field.value.place();
    let text = if text.len() > 200 { shorten(text) } else { text.to_string() };
    match parse(&text) {
        Ok(repeat) => Some(Placed::new(repeat, place)),
        Err(label) => {
            let message = format!("{} is not a way to repeat", quote(&text));
            let finding = Finding::error(Code::Repeat, place, message).label(label);
            sink.add(finding.hint(
                "write yearly, quarterly, monthly, 'every 3 months' or 'every 45 days after done', \
                 with 'until YYYY-MM-DD' behind it if it ends",
            ));
            None
        }
    }
}

/// Reads how something recurs.
///
/// # Errors
///
/// A few words on what is wrong.
pub fn parse(text: &str) -> Result<Repeat, String> {
    let text = text.trim();
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
        let read = |text: &str| parse(text).unwrap_or_else(|e| panic!("{text}: {e}"));
        assert_eq!(read("yearly").every, Span { amount: 1, unit: Unit::Years });
        assert_eq!(read("every 3 months").every, Span { amount: 3, unit: Unit::Months });
        let last = read("every 45 days after done until 2030-04-15");
        assert!(last.is_after_done);
        assert_eq!(last.until.map(|day| day.to_string()), Some("2030-04-15".into()));
    }

    #[test]
    fn other_forms_say_why() {
        let label = |text: &str| parse(text).err().unwrap_or_else(|| panic!("{text} was read"));
        assert_eq!(label("weekly"), "not one of the known words");
        assert_eq!(label("every 0 days"), "amounts begin at 1");
        assert_eq!(label("every 3 hours"), "a series counts days or more");
        assert_eq!(label("yearly until 2030-02-30"), "February 2030 has 28 days");
        assert_eq!(label("every 3 minutes"), "there are no minutes; m is months");
    }
}
