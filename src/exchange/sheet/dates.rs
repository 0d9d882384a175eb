//! The date of a row: as somebody wrote it, or as our own lists tell it.

use chrono::{DateTime, FixedOffset, Utc};

use super::cells::{date_of, is_rule, word_of, zone_of};
use super::columns::Column;
use super::gather::Reader;
use super::table::Row;
use super::{Problem, WantedDate};
use crate::domain::date::{Point, Seconds, Verb, When, parse_when};
use crate::domain::dated::{Dated, ZoneIndex, seconds_of};
use crate::domain::zone::Zone;

impl Reader<'_> {
    /// Reads the date of a row.
    pub fn date(&mut self, row: &Row) -> Option<WantedDate> {
        let zone_text = self.get(row, Column::Zone);
        // Our own lists show the offset of a date that was written with one.
        let offset = zone_text.filter(|_| self.columns.is_ours).and_then(|text| text.parse::<FixedOffset>().ok());
        if let (Some(offset), Some(instant)) = (offset, self.instant(row)) {
            let text = instant.with_timezone(&offset).to_rfc3339();
            let verb = self.get(row, Column::Verb).map(verb_of);
            return self.get(row, Column::OwnDate).is_none().then_some(WantedDate { verb, text, zone: None });
        }
        let zone = zone_text.and_then(|text| self.took(row, Column::Zone, zone_of(text)));
        let verb_text = self.get(row, Column::Verb);
        let verb = verb_text.and_then(|text| {
            let read = word_of(text, ("verb", &["by", "from", "at"]));
            self.took(row, Column::Verb, read).map(verb_of)
        });
        if self.columns.is_ours {
            return self.own_date(row, verb?, zone.as_ref());
        }
        let all = [Column::By, Column::From, Column::At, Column::Date];
        let found: Vec<(Column, &str)> = all.into_iter().filter_map(|c| Some((c, self.get(row, c)?))).collect();
        let (column, text) = match found.as_slice() {
            [] => return None,
            [one] => *one,
            [(one, _), (other, _), ..] => {
                let message = format!("'{}' has a date, too", self.columns.head(*one));
                let option = format!("leave one column out: --map '{}=-'", self.columns.head(*other));
                self.fail(row, *other, Problem::new(message, "a milestone has one: take the other out").or(option));
                return None;
            }
        };
        let read = date_of(text, self.options.dates);
        let read = self.took(row, column, read)?;
        self.midnights += usize::from(read.had_midnight);
        let by_column = if column == Column::From {
            Some(Verb::From)
        } else if column == Column::At {
            Some(Verb::At)
        } else {
            // A due date is what most people call any date.
            (self.columns.head(column) == "by").then_some(Verb::By)
        };
        Some(WantedDate { verb: verb.or(by_column), text: read.text, zone: zone.map(|zone| zone.name()) })
    }

    fn instant(&self, row: &Row) -> Option<DateTime<Utc>> {
        let text = self.get(row, Column::Moment)?;
        DateTime::parse_from_rfc3339(text).ok().map(|instant| instant.to_utc())
    }

    /// Reads the date of a row of our own lists: as it was written, as far as the list tells.
    fn own_date(&mut self, row: &Row, verb: Verb, zone: Option<&Zone>) -> Option<WantedDate> {
        let made = |text: String| WantedDate { verb: Some(verb), text, zone: zone.map(Zone::name) };
        // The row shows the date of the product, not of the milestone.
        if self.get(row, Column::OwnDate).is_some() {
            return None;
        }
        if let Some(rule) = self.get(row, Column::Rule).filter(|rule| is_rule(rule)) {
            return Some(made(rule.to_string()));
        }
        let date = self.get(row, Column::Date);
        let nominal = self.get(row, Column::Nominal).map(|text| (Column::Nominal, text));
        let Some((column, text)) = nominal.or(date.map(|text| (Column::Date, text))) else {
            return Some(made("unknown".into()));
        };
        // The instant is that of the date; where the law's own date is another, it says nothing of that.
        let instant = self.instant(row).filter(|_| date.is_none_or(|date| date == text));
        let read = date_of(text, self.options.dates);
        let read = self.took(row, column, read)?;
        let (Ok(When::Point(Point::Day(day))), Some(instant), Some(zone)) = (parse_when(&read.text), instant, zone)
        else {
            return Some(made(read.text));
        };
        if Dated::on_day(verb, day, (ZoneIndex::default(), zone)).instant == Some(instant) {
            return Some(made(read.text));
        }
        let there = zone.at(instant);
        let is_clear = zone.instant_of(there.naive_local()).0 == instant && there.date_naive() == day;
        let format = if seconds_of(instant) == Seconds::Written { "%H:%M:%S" } else { "%H:%M" };
        let text = if is_clear { format!("{day} {}", there.format(format)) } else { there.to_rfc3339() };
        Some(made(text))
    }
}

fn verb_of(word: &str) -> Verb {
    match word {
        "from" => Verb::From,
        "at" => Verb::At,
        _ => Verb::By,
    }
}
