//! What a typed date means, before it is saved: the day in words, its last safe day and instant, what else moves.

use chrono::{DateTime, NaiveDate, Utc};

use crate::app::reach::LISTED;
use crate::app::tone::Tone;
use crate::app::words::Words;
use crate::domain::board::Board;
use crate::domain::date::{Point, Verb, When, long_day};
use crate::domain::dated::{CivilDate, Dated, Precision, ZoneIndex};
use crate::domain::edit::make::{Impact, Moving, Reach, Shift, base, ground, series_words, since_ground};
use crate::domain::edit::{Record, Refusal};
use crate::domain::rule::Direction;
use crate::domain::typed;
use crate::domain::zone::Zone;

/// How many occurrences of a series are named that are none any more.
const NAMED: usize = 1;
/// How many obligations are named that come to be late or in breach, or no longer are.
const TURNS: usize = 3;
/// How many occurrences of a series are shown with their new dates.
const SHIFTS: usize = 3;

/// What a typed date means.
#[derive(Clone, Debug, Default)]
pub struct Preview {
    /// What it says, a line each; says what is wrong where it cannot be read.
    pub lines: Vec<Words>,
    /// Whether it can be read.
    pub is_readable: bool,
    /// The first of what else moves or stays; at most [`LISTED`].
    pub impacts: Vec<Impact>,
    /// How many others there are.
    pub others: usize,
    /// How many of all move.
    pub moving: usize,
    /// The first occurrences of the milestone's own series that are owed, with their new dates, a line each.
    pub shifts: Vec<String>,
    /// The first obligations that come to be late or in breach by it, or no longer are, a line each.
    pub turns: Vec<String>,
    /// Whether it repeats no longer.
    pub stops: bool,
    /// What would be typed for the working day before, where the day is a closed one.
    pub working: Option<String>,
}

impl Preview {
    /// Reads a date for a milestone; `since` is the day on which it moves, as typed (none: it is corrected), `kept` are the
    /// dates that shall stay.
    #[must_use]
    pub fn of(board: &Board, milestone: u32, (text, since): (&str, Option<&str>), kept: &[Record]) -> Self {
        let text = text.trim();
        if text.is_empty() {
            let forms = "2027-04-15, 27 dec 17:00, +30d, 2027-Q4, unknown, 9 days after ID";
            return Self { lines: vec![Words::of(forms, Tone::Dim)], ..Self::default() };
        }
        let typed::Reading { when, how, text: written, .. } = match typed::read(text, &ground(board, milestone)) {
            Ok(reading) => reading,
            Err(error) => {
                let hint = if error.label.is_empty() { error.hint } else { format!("{}: {}", error.label, error.hint) };
                return Self { lines: vec![Words::of(&hint, Tone::Dim)], ..Self::default() };
            }
        };
        let mut lines = match &when {
            When::Point(point) => point_lines(board, milestone, point),
            When::Coarse(coarse) => vec![Words::of(&coarse.to_string(), Tone::Strong).then(
                &format!(", from {} to {}; no day set", long_day(coarse.first_day()), long_day(coarse.last_day())),
                Tone::Plain,
            )],
            When::Unknown(_) => vec![Words::of("no date: listed under 'date unknown'", Tone::Plain)],
            When::Rule(rule) => vec![Words::of(&rule.to_string(), Tone::Strong)],
            When::Earliest(_) | When::Unreadable => Vec::new(),
        };
        if !how.is_empty() {
            lines.push(Words::of(&how.join("; "), Tone::Dim));
        }
        let closed = if let When::Point(point) = &when { closed_day(board, milestone, point) } else { None };
        if let Some((words, _)) = &closed {
            lines.push(Words::of(words, Tone::Doubtful));
        }
        let working = closed.and_then(|(_, (day, before))| {
            let rest = written.strip_prefix(&day.to_string())?;
            Some(format!("{before}{rest}"))
        });
        let mut reach = match reach_of(board, milestone, (text, since), kept) {
            Ok(reach) => reach,
            Err(refusal) => {
                let why = Words::of(&refusal.message, Tone::Bad);
                lines.push(if refusal.hint.is_empty() {
                    why
                } else {
                    why.then(&format!("; {}", refusal.hint), Tone::Dim)
                });
                return Self { lines, ..Self::default() };
            }
        };
        // Of a rule it alone says which day comes out.
        if let (Some(own), When::Rule(_)) = (&reach.own, &when) {
            lines.push(Words::of("gives ", Tone::Dim).then(&own.new, Tone::Plain));
        }
        lines.extend(reach.words(NAMED).iter().map(|gone| Words::of(gone, Tone::Doubtful)));
        let (shifts, turns, stops) = (shift_lines(&reach), reach.turn_words(TURNS), reach.stops());
        let moving = reach.moving();
        let others = reach.others.len().saturating_sub(LISTED);
        reach.others.truncate(LISTED);
        Self { lines, is_readable: true, impacts: reach.others, others, moving, shifts, turns, stops, working }
    }
}

/// Returns what moves with a date; `since` is the day on which it moves, none where it is corrected.
pub(super) fn reach_of(
    board: &Board,
    milestone: u32,
    (to, since): (&str, Option<&str>),
    kept: &[Record],
) -> Result<Reach, Refusal> {
    match since {
        None => Reach::of_move(board, milestone, to, kept),
        Some(since) => {
            let moving = Moving { to: to.into(), when: since.into(), ..Moving::default() };
            Reach::of_moving(board, milestone, &moving, kept)
        }
    }
}

/// Returns the first occurrences of which something is owed, with their new dates, and how many more there are.
fn shift_lines(reach: &Reach) -> Vec<String> {
    let shifts = &reach.occurrences.shifts;
    let more = shifts.len().saturating_sub(SHIFTS);
    let more = (more > 0).then(|| format!("and {more} more"));
    shifts.iter().take(SHIFTS).map(Shift::words).chain(more).collect()
}

fn point_lines(board: &Board, milestone: u32, point: &Point) -> Vec<Words> {
    let now = base(board, milestone);
    let own = match point {
        Point::Local(_, zone, _) => zone.clone(),
        Point::Moment(moment, _) => Some(Zone::fixed(*moment.offset())),
        Point::Day(_) => None,
    };
    let zone = own.unwrap_or_else(|| ground(board, milestone).zone.clone());
    let (dated, _) = Dated::on_point(now.verb, point, (ZoneIndex::default(), &zone));
    let Some(CivilDate::Day(day)) = dated.date else { return Vec::new() };
    let mut first = Words::of(&day.format("%A %-d %B %Y").to_string(), Tone::Strong);
    if let Some(CivilDate::Day(before)) = now.date {
        let by = match (day - before).num_days() {
            0 => ", the same day as now".to_string(),
            days @ 1.. => format!(", {days} d later"),
            days => format!(", {} d earlier", -days),
        };
        first = first.then(&by, Tone::Dim);
    }
    let mut lines = vec![first];
    if let Some(safe) = dated.last_safe_day {
        lines.push(Words::of("last safe day ", Tone::Dim).then(&long_day(safe), Tone::Plain));
    }
    if let Some(instant) = dated.instant {
        lines.push(instant_line(&dated, instant, &zone));
    }
    lines
}

/// Says that a day is closed by the milestone's calendar, by which name, and which working day comes before it; returns
/// both days too. Nothing is rolled: whether the law does, the file must say.
fn closed_day(board: &Board, milestone: u32, point: &Point) -> Option<(String, (NaiveDate, NaiveDate))> {
    let (calendar, day) = (board.calendar(milestone)?, point.day());
    let name = calendar.closed_as(day)?;
    let before = calendar.counted(day, 1, Direction::Before)?;
    let id = calendar.id();
    Some((format!("{name} ({id}); last working day before: {}", long_day(before)), (day, before)))
}

/// Says from when on it is too late.
fn instant_line(dated: &Dated, instant: DateTime<Utc>, zone: &Zone) -> Words {
    let word = match dated.verb {
        Verb::At => "at ",
        Verb::By => "too late from ",
        Verb::From => "applies from ",
    };
    let format = if dated.precision == Precision::Second { "%a %-d %b %Y %H:%M:%S" } else { "%a %-d %b %Y %H:%M" };
    let text = format!("{} {}", zone.at(instant).format(format), zone.abbreviation(instant));
    Words::of(word, Tone::Dim).then(&text, Tone::Plain)
}

/// Says the day of a change, where it was typed in a short form.
#[must_use]
pub fn since(board: &Board, milestone: u32, text: &str) -> Option<String> {
    let reading = typed::read_point(text, &since_ground(board, milestone)).ok()?;
    reading.is_remarkable().then(|| reading.remark())
}

/// Says of a milestone that repeats what its date is; none of others.
#[must_use]
pub fn repeats(board: &Board, milestone: u32) -> Option<String> {
    let words = series_words(board, milestone)?;
    Some(format!("the first of a series: {words}; for one alone set 'due' of its product, in the matrix"))
}

/// Returns the date of a milestone as it stands, in a few words; where a rule gave it, with the rule. Of a series that of
/// its base.
#[must_use]
pub fn standing(board: &Board, milestone: u32) -> String {
    let dated = base(board, milestone);
    let rule = match &board.records(milestone).1.when.value {
        When::Rule(rule) => format!(", {rule}"),
        When::Earliest(_) => ", the earliest of several".to_string(),
        When::Point(_) | When::Coarse(_) | When::Unknown(_) | When::Unreadable => String::new(),
    };
    let day = match (dated.date, dated.instant) {
        (Some(CivilDate::Day(_)), Some(instant)) if dated.has_time() => {
            let zone = board.zone_of(dated);
            format!("{} {}", zone.at(instant).format("%a %-d %b %Y %H:%M"), zone.abbreviation(instant))
        }
        (Some(CivilDate::Day(day)), _) => long_day(day),
        (Some(CivilDate::Coarse(coarse)), _) => coarse.to_string(),
        (None, _) => dated.missing.as_ref().map_or("unknown", |missing| missing.text()).to_string(),
    };
    format!("{day}{rule}")
}
