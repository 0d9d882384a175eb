//! iCalendar: an all-day event on the last safe day of every milestone or obligation that has one.
//!
//! An `at` stands on its date. A series is an event for each occurrence that has come, for the next, and for those written.
//! No METHOD: nothing is sent to anybody. The UID never changes while the address stays; SEQUENCE grows with every
//! move, so a calendar that subscribes moves its event. What was withdrawn is cancelled.
//!
//! # Source
//!
//! RFC 5545, sections 3.6.1 (events), 3.6.6 (alarms), 3.8.2.2 (an end that is a date is exclusive), 3.8.4.7 (UID).

use chrono::NaiveDate;

use super::ics_text::Lines;
use super::words;
use crate::domain::board::{Board, Cell, Occurrence};
use crate::domain::dated::{CivilDate, Dated, Missing, day_at, days_between, moment_at};
use crate::domain::id::Id;
use crate::domain::record::{Certainty, Products, default_alerts};
use crate::domain::rule::{Direction, Span, Unit};

/// A calendar, and what could not stand in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    /// The text of the calendar, with CRLF.
    pub text: String,
    /// Records with a month, quarter or year only.
    pub coarse: usize,
    /// Records without a date.
    pub undated: usize,
    /// Records whose calendar is not there.
    pub not_computed: usize,
    /// Alarms counted in business days of a calendar that is not there.
    pub alarms: usize,
}

/// What stands on a date: a milestone or one occurrence of it, or one of their obligations.
#[derive(Clone, Copy)]
struct Entry<'a> {
    number: u32,
    occurrence: Option<&'a Occurrence>,
    cell: Option<&'a Cell>,
    dated: &'a Dated,
}

/// One event before it is written.
struct Event<'a> {
    board: &'a Board,
    entry: Entry<'a>,
    day: NaiveDate,
}

/// Writes milestones, each on its own date, and behind it every obligation of it that has a date of its own; of a series
/// each occurrence that there is.
#[must_use]
pub fn milestones(board: &Board, numbers: &[u32]) -> Calendar {
    write(board, numbers.iter().flat_map(|&number| of_milestone(board, number)))
}

fn of_milestone<'a>(board: &'a Board, number: u32) -> Vec<Entry<'a>> {
    let mut entries = Vec::new();
    let mut add = |occurrence: Option<&'a Occurrence>, dated: &'a Dated, cells: &'a [Cell]| {
        entries.push(Entry { number, occurrence, cell: None, dated });
        let apart = cells.iter().filter(|cell| has_own_date(board, cell));
        entries.extend(apart.map(|cell| Entry {
            number,
            occurrence,
            cell: Some(cell),
            dated: board.dated_of_cell(cell),
        }));
    };
    match board.occurrences_of(number) {
        [] => add(None, board.dated(number), board.cells_of(number)),
        all => all.iter().for_each(|one| add(Some(one), &one.dated, board.cells_at(one))),
    }
    entries
}

/// Writes obligations, each on the date that counts for it.
#[must_use]
pub fn obligations(board: &Board, cells: &[&Cell]) -> Calendar {
    write(
        board,
        cells.iter().map(|&cell| Entry {
            number: cell.milestone,
            occurrence: board.occurrence_of_cell(cell),
            cell: Some(cell),
            dated: board.dated_of_cell(cell),
        }),
    )
}

fn write<'a>(board: &'a Board, entries: impl Iterator<Item = Entry<'a>>) -> Calendar {
    let mut calendar = Calendar::default();
    let mut lines = Lines::default();
    lines.raw("BEGIN", "VCALENDAR");
    lines.raw("VERSION", "2.0");
    lines.raw("PRODID", "-//duewatch//duewatch//EN");
    lines.raw("CALSCALE", "GREGORIAN");
    if let Some(title) = &board.file.title {
        lines.text("X-WR-CALNAME", title);
    }
    for entry in entries {
        let dated = entry.dated;
        match (dated.date, &dated.missing) {
            (Some(CivilDate::Day(day)), _) => {
                let day = dated.last_safe_day.unwrap_or(day);
                calendar.alarms += Event { board, entry, day }.write(&mut lines);
            }
            (Some(CivilDate::Coarse(_)), _) => calendar.coarse += 1,
            (None, Some(Missing::NoCalendar)) => calendar.not_computed += 1,
            (None, _) => calendar.undated += 1,
        }
    }
    lines.raw("END", "VCALENDAR");
    calendar.text = lines.into_text();
    calendar
}

impl Event<'_> {
    /// Writes the event; returns how many alarms had to be left out.
    fn write(&self, lines: &mut Lines) -> usize {
        let board = self.board;
        let inherited = board.inherited(self.entry.number);
        let (regulation, milestone) = board.records(self.entry.number);
        let day = |day: NaiveDate| day.format("%Y%m%d").to_string();
        lines.raw("BEGIN", "VEVENT");
        lines.raw("UID", &self.uid());
        lines.raw("DTSTAMP", &board.now.format("%Y%m%dT%H%M%SZ").to_string());
        lines.raw("SEQUENCE", &self.sequence().to_string());
        lines.raw("DTSTART;VALUE=DATE", &day(self.day));
        lines.raw("DTEND;VALUE=DATE", &day(self.day.succ_opt().unwrap_or(self.day)));
        lines.text("SUMMARY", &self.summary());
        lines.paragraphs("DESCRIPTION", &self.description());
        if let Some(url) = inherited.source().iter().find(|source| is_url(source)) {
            lines.raw("URL", url);
        }
        let mut categories = vec![regulation.id.as_str(), milestone.kind.word()];
        categories.extend(inherited.tags());
        lines.texts("CATEGORIES", &categories);
        lines.raw("STATUS", self.status());
        lines.raw("TRANSP", "TRANSPARENT");
        let left_out = if self.is_live() { self.alarms(lines) } else { 0 };
        lines.raw("END", "VEVENT");
        left_out
    }

    /// Returns `REGULATION.MILESTONE[.NOMINAL][.PRODUCT]@duewatch`; a dot inside an id is written twice, so no two are
    /// alike.
    ///
    /// Whatever begins an id is no dot: in a row of dots an odd one is the last, and parts two ids. No id is a date.
    fn uid(&self) -> String {
        let (regulation, milestone) = self.board.records(self.entry.number);
        let product = self.entry.cell.map(|cell| &self.board.product(cell).id);
        let nominal = self.entry.occurrence.and_then(|occurrence| occurrence.nominal).map(|day| day.to_string());
        let ids = [regulation.id.as_str(), milestone.id.as_str()].into_iter();
        format!("{}@duewatch", joined(ids.chain(nominal.as_deref()).chain(product.map(Id::as_str))))
    }

    /// Returns how often the date has changed: a product's own `due` counts as one more move.
    fn sequence(&self) -> usize {
        let own = self.entry.cell.is_some_and(|cell| has_own_date(self.board, cell));
        self.board.records(self.entry.number).1.moved.len() + usize::from(own)
    }

    /// Returns the obligations of the milestone, or of the occurrence.
    fn cells(&self) -> &[Cell] {
        let of_milestone = || self.board.cells_of(self.entry.number);
        self.entry.occurrence.map_or_else(of_milestone, |occurrence| self.board.cells_at(occurrence))
    }

    /// Returns whether somebody still owes something on this date.
    fn is_live(&self) -> bool {
        let owes = |cell: &Cell| cell.is_live && !has_own_date(self.board, cell);
        self.entry.cell.map_or_else(|| self.cells().iter().any(owes), |cell| cell.is_live)
    }

    fn status(&self) -> &'static str {
        match self.entry.dated.certainty {
            Certainty::Final => "CONFIRMED",
            Certainty::Proposed | Certainty::Estimated => "TENTATIVE",
            Certainty::Withdrawn => "CANCELLED",
        }
    }

    fn summary(&self) -> String {
        let (regulation, milestone) = self.board.records(self.entry.number);
        let product =
            self.entry.cell.map(|cell| format!(" ({})", self.board.product(cell).label())).unwrap_or_default();
        format!("{}: {}{product}", regulation.label(), milestone.title)
    }

    /// Returns what the day means, to the instant, and who has to do what; a line each.
    fn description(&self) -> String {
        let (board, dated) = (self.board, self.entry.dated);
        let zone = board.zone_of(dated);
        let inherited = board.inherited(self.entry.number);
        let mut parts = vec![words::day(dated)];
        if let Some(day) = dated.last_safe_day {
            parts.push(format!("last safe day: {day}"));
        }
        if let Some(instant) = dated.instant.filter(|_| dated.has_time() || dated.last_safe_day.is_some()) {
            parts.push(format!("instant: {} ({})", zone.at(instant).to_rfc3339(), zone.name()));
        }
        if dated.certainty != Certainty::Final {
            parts.push(format!("certainty: {}", dated.certainty.word()));
        }
        self.describe_status(&mut parts);
        if let Some(citation) = inherited.get(|c| c.citation.as_deref()) {
            parts.push(format!("citation: {citation}"));
        }
        parts.extend(inherited.source().iter().map(|source| format!("source: {source}")));
        let at = self.entry.occurrence.and_then(|occurrence| occurrence.nominal);
        let at = at.map(|day| format!("@{day}")).unwrap_or_default();
        let whole = || format!("{}{at}", board.address(self.entry.number));
        parts.push(format!("address: {}", self.entry.cell.map_or_else(whole, |c| board.address_of_cell(c))));
        if let Some(notes) = board.records(self.entry.number).1.notes_in(&board.file) {
            parts.push(format!("\n{}", notes.trim_end()));
        }
        parts.join("\n")
    }

    fn describe_status(&self, parts: &mut Vec<String>) {
        let board = self.board;
        let cells = self.entry.cell.map_or_else(|| self.cells(), std::slice::from_ref);
        for cell in cells {
            let owner = board.owner_of_cell(cell).map(|owner| format!(", @{owner}")).unwrap_or_default();
            let own = board.dated_of_cell(cell);
            let due = if own == self.entry.dated { String::new() } else { format!(", {}", words::day(own)) };
            parts.push(format!("{}: {}{owner}{due}", board.product(cell).name, words::status_of_cell(cell)));
        }
        if cells.is_empty() {
            parts.extend(board.owner(self.entry.number).map(|owner| format!("owner: @{owner}")));
            if matches!(&board.records(self.entry.number).1.products, Products::Listed(entries) if entries.is_empty()) {
                parts.push("touches nothing of ours".into());
            }
        }
    }

    /// Writes an alarm for each step of the ladder; returns how many had to be left out.
    ///
    /// Days and longer count from the day of the event, as its first moment; hours from the instant.
    fn alarms(&self, lines: &mut Lines) -> usize {
        let own = self.board.inherited(self.entry.number).get(|c| c.alerts.as_deref());
        let default = default_alerts();
        let ladder = own.or(self.board.file.alerts.as_deref()).unwrap_or(&default);
        let summary = self.summary();
        let mut left_out = 0;
        for span in ladder {
            let Some((head, trigger)) = self.trigger(*span) else {
                left_out += usize::from(span.unit == Unit::BusinessDays);
                continue;
            };
            lines.raw("BEGIN", "VALARM");
            lines.raw("ACTION", "DISPLAY");
            lines.raw(head, &trigger);
            lines.text("DESCRIPTION", &format!("{span}: {summary}"));
            lines.raw("END", "VALARM");
        }
        left_out
    }

    fn trigger(&self, span: Span) -> Option<(&'static str, String)> {
        if span.unit == Unit::Hours {
            let moment = moment_at(self.entry.dated.instant?, span.amount, Direction::Before)?;
            return Some(("TRIGGER;VALUE=DATE-TIME", moment.format("%Y%m%dT%H%M%SZ").to_string()));
        }
        let first = if span.unit == Unit::BusinessDays {
            self.board.calendar(self.entry.number)?.counted(self.day, span.amount, Direction::Before)?
        } else {
            day_at(self.day, span, Direction::Before)?
        };
        Some(("TRIGGER", format!("-P{}D", days_between(first, self.day))))
    }
}

/// Returns whether an obligation is due on another date than its milestone.
fn has_own_date(board: &Board, cell: &Cell) -> bool {
    board.own_date(cell).is_some()
}

fn joined<'a>(ids: impl Iterator<Item = &'a str>) -> String {
    ids.map(|id| id.replace('.', "..")).collect::<Vec<_>>().join(".")
}

/// Returns whether a source can stand as a URI as it is; RFC 3986 has ASCII without spaces and brackets of text.
fn is_url(source: &str) -> bool {
    let is_web = source.starts_with("https://") || source.starts_with("http://");
    is_web
        && source
            .chars()
            .all(|c| c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_addresses_share_a_uid() {
        let addresses = [vec!["a.b", "c"], vec!["a", "b.c"], vec!["a", "b", "c"], vec!["a.", "b"], vec!["a", "b"]];
        let mut uids: Vec<String> = addresses.iter().map(|ids| joined(ids.iter().copied())).collect();
        assert_eq!(uids, ["a..b.c", "a.b..c", "a.b.c", "a...b", "a.b"]);
        uids.sort();
        uids.dedup();
        assert_eq!(uids.len(), addresses.len());
    }

    #[test]
    fn only_a_url_is_a_url() {
        assert!(is_url("https://example.com/a?b=c&d=%20#e"));
        for source in ["89 FR 52434", "https://a b", "https://é", "https://a\r\nX:y", "ftp://a", "javascript:x"] {
            assert!(!is_url(source), "{source}");
        }
    }
}
