//! The head of the detail: title, regulation, the date and where it comes from.

use chrono::{DateTime, Utc};

use super::{Page, Target, full_day, person};
use crate::app::glyph;
use crate::app::tone::Tone;
use crate::app::words::Run;
use crate::domain::date::{Point, Verb, When};
use crate::domain::dated::{CivilDate, Dated, Precision};
use crate::domain::moves::{Shift, Timing, moves_of};
use crate::domain::obligation::day_of;
use crate::domain::outlook::plain_day;
use crate::domain::record::{Against, Certainty, Verified};
use crate::domain::series::Course;
use crate::domain::verification::{Verification, verification_of};
use crate::domain::why::rolled_from;
use crate::domain::zone::Zone;

impl Page<'_> {
    pub(super) fn heading(&mut self, number: u32) {
        let (regulation, milestone) = self.board.records(number);
        let dated = self.board.dated(number);
        let is_withdrawn = dated.certainty == Certainty::Withdrawn;
        let tone = if is_withdrawn { Tone::Struck } else { Tone::Strong };
        self.spot(Target::Field("title"), |page| page.wrapped(&[page.few_lines(&milestone.title, tone)], 0));
        let title = Target::OfRegulation("title");
        self.spot(title, |page| page.wrapped(&[page.few_lines(&regulation.title, Tone::Dim)], 0));
        let inherited = self.board.inherited(number);
        let citation = inherited.get(|c| c.citation.as_deref());
        let authority = inherited.get(|c| c.authority.as_deref());
        let parts: Vec<&str> = citation.into_iter().chain(authority).collect();
        if !parts.is_empty() {
            let dot = glyph::pick(self.glyphs(), " · ", ", ");
            let key = if citation.is_some() { "citation" } else { "authority" };
            self.spot(Target::Field(key), |page| page.wrapped(&[page.few_lines(&parts.join(dot), Tone::Dim)], 0));
        }
        if milestone.is_faulty {
            self.wrapped(
                &[Run::new(
                    &self.state.keyed("something in this record is wrong: {findings} lists it"),
                    Tone::Doubtful,
                )],
                0,
            );
        }
    }

    /// Makes a run of data that takes a few lines at most: a head must leave room for what stands under it.
    fn few_lines(&self, text: &str, tone: Tone) -> Run {
        let run = self.data(text, tone);
        Run { text: run.text.cut(self.width * 4, glyph::ellipsis(self.glyphs())), tone }
    }

    pub(super) fn dates(&mut self, number: u32) {
        let dated = self.board.dated(number);
        let zone = self.board.zone_of(dated).clone();
        self.blank();
        self.spot(Target::Date, |page| {
            page.instant(dated, &zone);
            if let Some(day) = dated.last_safe_day {
                page.labelled("last safe day", vec![Run::new(&full_day(day), Tone::Strong)]);
            }
            page.rule(number);
            page.rolled(number);
        });
        self.repeats(number);
        let words = match dated.certainty {
            Certainty::Final => "",
            Certainty::Estimated => "estimated: no text sets this date yet",
            Certainty::Proposed => "proposed: not law yet",
            Certainty::Withdrawn => "withdrawn: repealed, stayed or vacated",
        };
        if !words.is_empty() {
            let certainty = vec![Run::new(words, Tone::Italic)];
            self.spot(Target::Field("certainty"), |page| page.labelled("certainty", certainty));
        }
    }

    /// Says from where the date rolled, and that closed days are only expected.
    fn rolled(&mut self, number: u32) {
        let dated = self.board.dated(number);
        if let Some(from) = rolled_from(self.board, number, dated) {
            self.wrapped(&[self.data(&format!("rolled from {from}"), Tone::Dim)], 0);
        }
        if dated.is_projected {
            self.wrapped(&[Run::new("closed days projected, not announced", Tone::Doubtful)], 0);
        }
    }

    /// Adds the rule by which the date is found.
    fn rule(&mut self, number: u32) {
        let repeats_with_it =
            self.board.plan.series.get(&number).is_some_and(|series| matches!(series.course, Course::With { .. }));
        if repeats_with_it {
            // What is said of the series says the rule.
            return;
        }
        let rule = match &self.board.records(number).1.when.value {
            When::Rule(rule) => rule.to_string(),
            When::Earliest(rules) => {
                let all: Vec<String> = rules.iter().map(ToString::to_string).collect();
                format!("earliest of {}", all.join(", "))
            }
            When::Point(_) | When::Coarse(_) | When::Unknown(_) | When::Unreadable => return,
        };
        self.wrapped(&[self.data(&rule, Tone::Dim)], 0);
    }

    /// Adds the moment itself, in its zone and, if that differs, in the viewer's.
    fn instant(&mut self, dated: &Dated, zone: &Zone) {
        let verb = dated.verb.word();
        let (value, rest) = date_words(dated, zone, self.now());
        let Some(instant) = dated.instant else {
            let band = Tone::Band(crate::domain::band::Band::Undated);
            self.labelled(verb, vec![self.data(&value, band)]);
            return;
        };
        self.labelled(verb, vec![Run::new(&value, Tone::Plain)]);
        if !rest.is_empty() {
            self.labelled("", vec![Run::new(&rest, Tone::Dim)]);
        }
        let own = &self.state.launch.zone;
        let is_moment = !dated.is_coarse() && (dated.verb != Verb::At || dated.precision != Precision::Day);
        if is_moment && own.offset_at(instant) != zone.offset_at(instant) {
            let local = own.at(instant);
            let text = format!("{} {}", local.format("%a %-d %b %H:%M"), own.abbreviation(instant));
            self.labelled("your time", vec![Run::new(&text, Tone::Dim)]);
        }
    }

    /// Adds what happened to the date: earlier dates, comparisons with the source.
    pub(super) fn history(&mut self, number: u32) {
        self.blank();
        for shift in moves_of(self.board, number).iter().rev() {
            self.spot(Target::Moved(shift.index), |page| page.moved(shift));
        }
        self.spot(Target::Verified, |page| page.verified(number));
    }

    /// Says one move: from where to where, by how much, when, and whether in time.
    fn moved(&mut self, shift: &Shift<'_>) {
        let step = shift.step;
        let mut runs = Vec::new();
        if let Some(was) = &step.was {
            let old = shift.old.and_then(|old| old.nominal).map_or_else(|| written(&was.value), printed);
            runs.push(Run::new("was ", Tone::Dim));
            runs.push(self.data(&old, Tone::Plain));
            if let Some(new) = shift.new.and_then(|new| new.nominal).filter(|_| !shift.is_withdrawal) {
                runs.push(Run::new(glyph::pick(self.glyphs(), " → ", " -> "), Tone::Dim));
                runs.push(self.data(&printed(new), Tone::Plain));
            }
            runs.push(Run::new(", ", Tone::Dim));
        }
        runs.push(Run::new(&shift.deed(), Tone::Dim));
        if let Some(when) = shift.when {
            runs.push(Run::new(&format!(" on {}", plain_day(when)), Tone::Dim));
        }
        let tone = if matches!(shift.timing, Timing::TooLate(_)) { Tone::Doubtful } else { Tone::Dim };
        runs.push(Run::new(&shift.timing.words(), tone));
        if let Some(why) = &step.why {
            runs.push(self.data(&format!(": {why}"), Tone::Dim));
        }
        if let Some(who) = &step.who {
            runs.push(self.data(&format!(" ({})", person(who)), Tone::Dim));
        }
        self.wrapped(&runs, 2);
        if let Some(source) = &step.source {
            let text = super::rest::short_url(source, self.glyphs());
            self.wrapped(&[Run::new("  ", Tone::Plain), self.data(&text, Tone::Link)], 2);
        }
    }

    fn verified(&mut self, number: u32) {
        let inherited = self.board.inherited(number);
        let tick = glyph::pick(self.glyphs(), "✓", "*");
        let Some(Verified::On { when, who, against, note }) = inherited.verified() else {
            let is_asked = matches!(verification_of(self.board, number), Verification::Never { is_asked: true });
            let text =
                if is_asked { "? never verified against its source: due" } else { "? not verified against its source" };
            self.wrapped(&[Run::new(text, Tone::Doubtful)], 2);
            return;
        };
        let zone = self.board.plan.zone(self.board.plan.file_zone).clone();
        let state = verification_of(self.board, number);
        let mut runs = vec![Run::new(tick, Tone::Good)];
        let mut text = format!(" verified {}", plain_day(day_of(&when.value, &zone)));
        if let Some(who) = who {
            text.push_str(" by ");
            text.push_str(&person(who));
        }
        runs.push(self.data(&text, Tone::Plain));
        if matches!(state, Verification::Due(_))
            && let Some(first) = runs.first_mut()
        {
            *first = Run::new(glyph::to_verify(), Tone::Doubtful);
        }
        self.wrapped(&runs, 2);
        let mut facts = Vec::new();
        if *against == Some(Against::Secondary) {
            facts.push(Run::new("secondary source", Tone::Dim));
        }
        match state {
            Verification::Due(due) => {
                facts.push(Run::new(&format!("verification due since {}", plain_day(due)), Tone::Doubtful));
            }
            Verification::Holds(Some(due)) => facts.push(Run::new(&format!("next {}", plain_day(due)), Tone::Dim)),
            Verification::Holds(None) | Verification::Never { .. } => {}
        }
        let mut line = vec![Run::new("  ", Tone::Plain)];
        for (index, fact) in facts.into_iter().enumerate() {
            if index > 0 {
                line.push(Run::new(", ", Tone::Dim));
            }
            line.push(fact);
        }
        if line.len() > 1 {
            self.wrapped(&line, 2);
        }
        if let Some(note) = note {
            self.wrapped(&[Run::new("  ", Tone::Plain), self.data(note, Tone::Dim)], 2);
        }
    }
}

/// Writes a date in words: the day or moment by its zone's clocks, and what is to be said behind it; or what stands in
/// place of a date.
#[must_use]
pub fn date_words(dated: &Dated, zone: &Zone, now: DateTime<Utc>) -> (String, String) {
    let Some(instant) = dated.instant else {
        let missing = dated.missing.as_ref().map_or("unknown", |missing| missing.text());
        return (missing.to_string(), String::new());
    };
    match (dated.date, dated.precision, dated.verb) {
        (Some(CivilDate::Coarse(coarse)), ..) => {
            (coarse.to_string(), format!("day not set, {}", zone.abbreviation(now)))
        }
        (Some(CivilDate::Day(day)), Precision::Day, Verb::By) => {
            (full_day(day), format!("end of day {}", zone.abbreviation(instant)))
        }
        (Some(CivilDate::Day(day)), Precision::Day, Verb::At) => {
            (format!("{} {}", full_day(day), zone.abbreviation(instant)), String::new())
        }
        (..) => (moment_text(instant, zone, dated.precision), String::new()),
    }
}

/// Writes a moment by its zone's clocks: `Wed 2 Dec 2026 00:00 CET`.
fn moment_text(instant: DateTime<Utc>, zone: &Zone, precision: Precision) -> String {
    let format = if precision == Precision::Second { "%a %-d %b %Y %H:%M:%S" } else { "%a %-d %b %Y %H:%M" };
    format!("{} {}", zone.at(instant).format(format), zone.abbreviation(instant))
}

/// Writes a date as the law prints it.
fn printed(date: CivilDate) -> String {
    match date {
        CivilDate::Day(day) => plain_day(day),
        CivilDate::Coarse(coarse) => coarse.to_string(),
    }
}

/// Writes an earlier date that could not be resolved.
fn written(when: &When) -> String {
    match when {
        When::Point(Point::Day(day)) => plain_day(*day),
        When::Point(Point::Local(local, ..)) => local.format("%-d %b %Y %H:%M").to_string(),
        When::Point(Point::Moment(moment, _)) => moment.format("%-d %b %Y %H:%M %:z").to_string(),
        When::Coarse(coarse) => coarse.to_string(),
        When::Unknown(Some(text)) => text.to_string(),
        When::Unknown(None) => "unknown".into(),
        When::Rule(_) | When::Earliest(_) => "another rule".into(),
        When::Unreadable => "unreadable".into(),
    }
}
