//! How much time there is: big digits, days, the exact time.

use chrono::{DateTime, Utc};

use super::digits::big;
use super::{Page, Target, full_day};
use crate::app::countdown::{EXACT_SECONDS, SECONDS_FROM, Step, minutes_text, period_word, seconds_text, seconds_to};
use crate::app::tone::Tone;
use crate::app::words::{Run, Words};
use crate::domain::band::Band;
use crate::domain::board::Board;
use crate::domain::date::Verb;
use crate::domain::dated::CivilDate;
use crate::domain::obligation::day_of;
use crate::domain::outlook::plain_day;
use crate::domain::record::Certainty;
use crate::domain::status::Status;

/// Returns how often the detail of a milestone changes by itself.
#[must_use]
pub fn step(board: &Board, number: u32, now: DateTime<Utc>) -> Step {
    let Some(row) = board.row(number) else { return Step::Still };
    let is_counting = !matches!(row.band, Band::Closed | Band::Passed | Band::Undated);
    match row.countdown.instant {
        Some(instant) if is_counting && instant > now && seconds_to(instant, now) < SECONDS_FROM => {
            Step::Second(instant)
        }
        Some(instant) if is_counting && instant > now => Step::Minute(instant),
        Some(instant) if is_counting && row.countdown.is_passed => Step::Minute(instant),
        Some(_) | None => Step::Still,
    }
}

impl Page<'_> {
    pub(super) fn time(&mut self, number: u32) {
        let Some(row) = self.board.row(number) else { return };
        match row.band {
            Band::Closed => self.closed(number),
            Band::Passed => self.fact("passed", Tone::Dim),
            Band::Undated if self.board.shown_date(number).instant.is_some() => {
                self.fact("date passed, not confirmed", Tone::Band(Band::Undated));
            }
            Band::Undated => {}
            Band::Overdue | Band::Today | Band::Within7Days | Band::Within30Days | Band::Later => {
                self.counting(number);
            }
        }
        self.opens(number);
    }

    fn fact(&mut self, text: &str, tone: Tone) {
        self.blank();
        self.wrapped(&[Run::new(text, tone)], 0);
    }

    fn closed(&mut self, number: u32) {
        let Some(text) = closed_words(self.board, number) else { return };
        self.fact(&text, Tone::Good);
        let late = self.board.row(number).and_then(|row| row.late_days);
        if let Some(late) = late.filter(|late| *late > 0) {
            self.wrapped(&[Run::new(&format!("{late} d late"), Tone::Bad)], 0);
        }
    }

    fn counting(&mut self, number: u32) {
        let Some(row) = self.board.row(number) else { return };
        let dated = self.board.shown_date(number);
        let Some(instant) = row.countdown.instant else { return };
        let days = row.countdown.days_left.unwrap_or(0);
        let remaining = seconds_to(instant, self.now());
        let tone = if row.band == Band::Later { Tone::Strong } else { Tone::BandStrong(row.band) };
        let is_inside = instant <= self.now() && !row.countdown.is_passed;
        if let (Some(CivilDate::Coarse(coarse)), true) = (dated.date, is_inside) {
            self.fact(&format!("due this {}, day not set", period_word(coarse)), tone);
            self.wrapped(&[Run::new(&format!("it ends {}", full_day(coarse.last_day())), Tone::Plain)], 0);
            return;
        }
        self.blank();
        let since = if dated.is_coarse() { dated.passes_at.unwrap_or(instant) } else { instant };
        let elapsed = seconds_to(since, self.now()).abs();
        let digits = match remaining {
            _ if row.countdown.is_passed => format!("-{}d", elapsed / 86_400),
            _ if remaining >= EXACT_SECONDS => format!("{days}d"),
            86_400.. => format!("{}d {}", remaining / 86_400, clock(remaining)),
            _ => clock(remaining),
        };
        let mut says = Vec::new();
        if row.countdown.is_passed {
            says.push((format!("{} ago", minutes_text(elapsed)), tone));
            let late = || days_text(days, row.band);
            says.push((if dated.verb == Verb::From { "applies, still open".into() } else { late() }, Tone::Plain));
        } else {
            says.push((days_text(days, row.band), tone));
            let exact = if remaining < SECONDS_FROM { seconds_text(remaining) } else { minutes_text(remaining) };
            says.extend(self.working_days(number).map(|text| (text, Tone::Plain)));
            says.push((format!("{exact} to go"), Tone::Plain));
        }
        self.beside(&big(&digits, self.glyphs()), tone, &says);
        self.own_date(number);
    }

    /// Says how many of the days to come are open, and by which calendar.
    fn working_days(&self, number: u32) -> Option<String> {
        let days = self.board.working_days_left(number, self.board.shown_date(number))?;
        Some(format!("{days} wd {}", self.board.calendar(number)?.id()))
    }

    /// Sets lines to the right of the digits, or under them where there is no room.
    fn beside(&mut self, digits: &[String], tone: Tone, says: &[(String, Tone)]) {
        let wide = digits.iter().map(|line| line.chars().count()).max().unwrap_or(0);
        let needed = says.iter().map(|(text, _)| text.chars().count()).max().unwrap_or(0);
        let fits = wide + 3 + needed <= self.width;
        for (index, line) in digits.iter().enumerate() {
            let mut words = Words::of(line, tone);
            if let (true, Some((text, tone))) = (fits, says.get(index)) {
                let gap = " ".repeat((wide + 3).saturating_sub(line.chars().count()));
                words = words.then(&gap, Tone::Plain).then(text, *tone);
            }
            self.lines.push(words);
        }
        if !fits {
            for (text, tone) in says {
                self.wrapped(&[Run::new(text, *tone)], 0);
            }
        }
    }

    /// Says so when the countdown is that of one product's own date.
    fn own_date(&mut self, number: u32) {
        let cell =
            self.board.row(number).and_then(|row| row.urgent_cell).and_then(|c| self.board.cells.get(c as usize));
        let Some(cell) = cell else { return };
        if self.board.own_date(cell).is_none() {
            return;
        }
        let name = self.board.product(cell).label();
        let day = self.board.dated_of_cell(cell).date.map(CivilDate::first_day).map(plain_day).unwrap_or_default();
        let text = format!("counts to the own date of {name}, {day}");
        self.wrapped(&[self.data(&text, Tone::Dim)], 0);
    }

    fn opens(&mut self, number: u32) {
        let milestone = self.board.records(number).1;
        let Some(opens) = &milestone.opens else { return };
        let zone = self.board.zone_of(self.board.dated(number));
        let day = day_of(&opens.value, zone);
        let ahead = (day - zone.day_of(self.now())).num_days();
        let text = match ahead {
            1.. => format!("opens in {ahead} d, {}", full_day(day)),
            _ => format!("open since {}", plain_day(day)),
        };
        let run = [Run::new(&text, if ahead > 0 { Tone::Plain } else { Tone::Dim })];
        self.spot(Target::Field("opens"), |page| page.wrapped(&run, 0));
    }
}

/// Says how a closed milestone ended; none where nothing of it was ever owed, or it was withdrawn.
#[must_use]
pub fn closed_words(board: &Board, number: u32) -> Option<String> {
    let row = board.row(number)?;
    if board.dated(number).certainty == Certainty::Withdrawn {
        return None;
    }
    Some(match (row.closed_on, row.status) {
        (Some(day), _) if board.dated(number).verb == Verb::From => format!("we comply since {}", plain_day(day)),
        (Some(day), _) => format!("done {}", full_day(day)),
        (None, Some(Status::Done)) => "done, day not given".into(),
        (None, Some(status)) => status.words().into(),
        (None, None) => return None,
    })
}

fn clock(seconds: i64) -> String {
    format!("{:02}:{:02}", seconds / 3600 % 24, seconds / 60 % 60)
}

/// Says how many days there are, or by how many it is late.
#[must_use]
pub fn days_text(days: i32, band: Band) -> String {
    match (days, band) {
        (0, Band::Overdue) => "late since today".into(),
        (-1, _) => "1 day late".into(),
        (..0, _) => format!("{} days late", days.unsigned_abs()),
        (0, _) => "the last day".into(),
        (1, _) => "1 day".into(),
        _ => format!("{days} days"),
    }
}
