//! The views of the screen as text that is read from top to bottom: one thing a line, words instead of signs and places.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use chrono::{Datelike as _, NaiveDate};
use clap::ValueEnum;

use super::Shape;
use super::args::{CheckArguments, ListArguments, SortKey};
use super::session::{Answer, Session};
use super::{check, list, show, words};
use crate::domain::band::Band;
use crate::domain::board::Cell;
use crate::domain::calendar::Calendar;
use crate::domain::changes::{self, day_words};
use crate::domain::date::long_day;
use crate::domain::status::Status;
use crate::error::Error;

/// How far the wall's days reach.
const DAYS: i64 = 90;

/// A view of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum View {
    /// One milestone a line, most urgent first
    List,
    /// Each milestone with the status of each product
    Matrix,
    /// What is due, by month
    Timeline,
    /// This month by days, with its closed days
    Month,
    /// Everything known of each milestone
    Detail,
    /// What is next, overdue, done of each product, and changed this week
    Wall,
    /// What is wrong or doubtful in the file
    Findings,
}

/// Prints a view of what fits a filter, which may be empty.
///
/// # Errors
///
/// When the filter is wrong, or the file is no YAML at all.
pub fn run(session: &Session, view: View, filter: &str) -> Result<Answer, Error> {
    let words = if filter.is_empty() { Vec::new() } else { vec![filter.to_string()] };
    match view {
        View::List => {
            return list::run(session, &ListArguments { filter: words, ..ListArguments::default() }, Shape::Text);
        }
        View::Findings => return Ok(check::run(session, &CheckArguments::default(), Shape::Text)),
        View::Matrix | View::Timeline | View::Month | View::Detail | View::Wall => {}
    }
    let filter = list::filter(filter, session.me.as_deref())?;
    session.must_be_readable()?;
    let page = Page { session, numbers: list::numbers(session, &filter, SortKey::Due) };
    let text = match view {
        View::Matrix => page.matrix(),
        View::Timeline => page.timeline(),
        View::Month => page.month(),
        View::Wall => page.wall(),
        View::Detail | View::List | View::Findings => page.detail(),
    };
    let mut answer = session.answer(text);
    if answer.text.is_empty() {
        answer.remarks.insert(0, "nothing to show".into());
    }
    Ok(answer)
}

struct Page<'a> {
    session: &'a Session,
    /// The milestones, most urgent first.
    numbers: Vec<u32>,
}

impl Page<'_> {
    fn today(&self) -> NaiveDate {
        self.session.viewer.at(self.session.board.now).date_naive()
    }

    fn clean(&self, text: &str) -> String {
        self.session.voice.clean(text).as_str().to_string()
    }

    fn band(&self, number: u32) -> Option<Band> {
        self.session.board.row(number).map(|row| row.band)
    }

    /// Returns the milestones that are still owed.
    fn owed(&self) -> impl Iterator<Item = u32> + '_ {
        let is_owed = |band: Band| !matches!(band, Band::Closed | Band::Passed);
        self.numbers.iter().copied().filter(move |number| self.band(*number).is_some_and(is_owed))
    }

    fn day(&self, number: u32) -> Option<NaiveDate> {
        self.session.board.shown_date(number).last_safe_day
    }

    fn rows(&self, numbers: &[u32]) -> String {
        list::milestones(self.session, numbers.iter().copied(), Shape::Text)
    }

    fn detail(&self) -> String {
        let all: Vec<String> = self.numbers.iter().map(|number| show::milestone(self.session, *number)).collect();
        all.join("\n")
    }

    fn matrix(&self) -> String {
        let (board, mut out) = (&self.session.board, String::new());
        for number in self.owed() {
            let milestone = board.records(number).1;
            let day = words::day(board.shown_date(number));
            let _ = writeln!(out, "{}, {day}", self.clean(&milestone.title));
            for cell in board.cells_of(number) {
                let owner = board.owner_of_cell(cell).map(|owner| format!(", @{owner}")).unwrap_or_default();
                let line = format!("{}: {}{owner}", board.product(cell).label(), words::status_of_cell(cell));
                let _ = writeln!(out, "  {}", self.clean(&line));
            }
        }
        out
    }

    fn timeline(&self) -> String {
        let mut months: BTreeMap<(i32, u32), Vec<u32>> = BTreeMap::new();
        let (mut late, mut undated) = (Vec::new(), Vec::new());
        for number in self.owed() {
            match self.day(number) {
                _ if self.band(number) == Some(Band::Overdue) => late.push(number),
                Some(day) => months.entry((day.year(), day.month())).or_default().push(number),
                None => undated.push(number),
            }
        }
        let mut out = String::new();
        self.part(&mut out, "Overdue", &late);
        for ((year, month), numbers) in months {
            let name = NaiveDate::from_ymd_opt(year, month, 1).map(|day| day.format("%B %Y").to_string());
            self.part(&mut out, &name.unwrap_or_default(), &numbers);
        }
        self.part(&mut out, "Without a day", &undated);
        out
    }

    fn month(&self) -> String {
        let (today, mut out) = (self.today(), String::new());
        let calendars: BTreeMap<&str, &Calendar> = self
            .numbers
            .iter()
            .filter_map(|number| self.session.board.calendar(*number))
            .map(|calendar| (calendar.id(), calendar))
            .collect();
        let _ = writeln!(out, "{}", today.format("%B %Y"));
        let first = today.with_day(1).unwrap_or(today);
        for day in first.iter_days().take_while(|day| day.month() == today.month()) {
            let due: Vec<u32> = self.owed().filter(|number| self.day(*number) == Some(day)).collect();
            let closed: Vec<String> = calendars
                .iter()
                .filter_map(|(id, calendar)| Some(format!("{} ({id})", calendar.holiday(day)?)))
                .collect();
            if due.is_empty() && closed.is_empty() && day != today {
                continue;
            }
            let closed = if closed.is_empty() { String::new() } else { format!(", closed: {}", closed.join(", ")) };
            let mark = if day == today { ", today" } else { "" };
            let _ = writeln!(out, "\n{}{mark}{}", long_day(day), self.clean(&closed));
            out.push_str(&self.rows(&due));
        }
        out
    }

    fn wall(&self) -> String {
        let is_late = |number: &u32| self.band(*number) == Some(Band::Overdue);
        let late: Vec<u32> = self.owed().filter(is_late).collect();
        let ahead: Vec<u32> = self.owed().filter(|number| !is_late(number) && self.day(*number).is_some()).collect();
        let last = self.today() + chrono::Duration::days(DAYS);
        let mut out = String::new();
        self.part(&mut out, "Next", ahead.get(..1).unwrap_or_default());
        self.part(&mut out, "Overdue", &late);
        let near: Vec<u32> =
            ahead.into_iter().filter(|number| self.day(*number).is_some_and(|day| day <= last)).collect();
        self.part(&mut out, "The next 90 days", &near);
        self.products(&mut out);
        self.week(&mut out);
        out
    }

    /// Writes what changed this week, as the wall's last slide does.
    fn week(&self, out: &mut String) {
        let (board, today) = (&self.session.board, self.today());
        let changes = changes::changes(board, &self.numbers, today);
        if changes.is_empty() {
            return;
        }
        let gap = if out.is_empty() { "" } else { "\n" };
        let _ = writeln!(out, "{gap}Changed this week: {}", changes.len());
        for change in changes {
            let (regulation, milestone) = board.records(change.milestone);
            let day = day_words(change.day, today);
            let line = format!("{day}, {}, {}: {}", regulation.label(), milestone.title, change.text);
            let _ = writeln!(out, "{}", self.clean(&line));
        }
    }

    fn products(&self, out: &mut String) {
        let board = &self.session.board;
        let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
        let cells = self.owed().flat_map(|number| board.cells_of(number));
        for cell in cells.filter(|cell: &&Cell| cell.status != Status::NotApplicable) {
            let (done, all) = counts.entry(board.product(cell).label().to_string()).or_default();
            *done += usize::from(cell.status == Status::Done);
            *all += 1;
        }
        if !counts.is_empty() {
            let gap = if out.is_empty() { "" } else { "\n" };
            let _ = writeln!(out, "{gap}Products");
        }
        for (product, (done, all)) in counts {
            let _ = writeln!(out, "{}: {done} of {all} done", self.clean(&product));
        }
    }

    /// Writes a head and the rows below it; nothing where there are none.
    fn part(&self, out: &mut String, head: &str, numbers: &[u32]) {
        if !numbers.is_empty() {
            let gap = if out.is_empty() { "" } else { "\n" };
            let _ = writeln!(out, "{gap}{head}: {}", numbers.len());
            out.push_str(&self.rows(numbers));
        }
    }
}
