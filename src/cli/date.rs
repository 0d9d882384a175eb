//! `date`: a date computed from a rule, with its explanation.

use serde::Serialize;

use super::Shape;
use super::address::{Named, find, focused};
use super::args::DateArguments;
use super::json::{VERSION, text_of};
use super::session::{Answer, Session, usage};
use super::why::{StepJson, headed, steps_of, told};
use crate::domain::board::Board;
use crate::domain::calendar::Calendar;
use crate::domain::count::{Frame, Uncounted};
use crate::domain::date::{DateError, Verb, When, long_day};
use crate::domain::dated::{CivilDate, Dated, ZoneIndex};
use crate::domain::record::Certainty;
use crate::domain::rule::{Direction, Span, parse_span};
use crate::domain::text::clean;
use crate::domain::typed::{self, Ground, Side};
use crate::domain::why::{Step, What, by_hand, chain_of};
use crate::domain::zone::Zone;
use crate::error::Error;

/// Computes one date.
///
/// # Errors
///
/// When the rule or its anchor cannot be read, or there is no such calendar.
pub fn run(session: &Session, arguments: &DateArguments, shape: Shape) -> Result<Answer, Error> {
    let input = arguments.rule.join(" ").trim().to_string();
    let calendar = match (&arguments.calendar, &session.board.file.calendar) {
        (Some(name), _) => super::calendar::named(session, name)?,
        (None, Some(own)) => super::calendar::named(session, own.value.as_str())?,
        (None, None) => super::calendar::named(session, "weekends")?,
    };
    let desk = Desk { session, calendar: &calendar };
    let (offset, anchor) = split(&input)?;
    let found = desk.anchor(anchor, offset.is_some())?;
    let Some(date) = found.dated.date else {
        let missing = found.dated.missing.as_ref().map_or("unknown", |missing| missing.text());
        let message = format!("'{}' has no date: {}", clean(anchor), clean(missing));
        return Err(usage(message, format!("see 'duewatch why {}'", clean(anchor))));
    };
    let frame = Frame {
        verb: Verb::At,
        zone: (ZoneIndex(0), &session.zone),
        calendar: Some(&calendar),
        roll: arguments.roll.roll(),
    };
    let (dated, steps) = match offset {
        // A date alone: it can only roll.
        None => rolled(&frame, found.dated.clone(), &found.zone),
        Some(offset) => by_hand(&frame, &input, offset, (&found.dated, date, &found.zone)),
    }
    .map_err(|why| uncounted(why, &input))?;
    let zone = if offset.is_none() { &found.zone } else { &session.zone };
    let mut all = found.steps;
    all.extend(steps);
    if found.dated.certainty != Certainty::Final {
        let text = format!("'{}' is {}", anchor, found.dated.certainty.word());
        all.push(Step::new(What::Certainty, None, text));
    }
    if dated.is_projected {
        let known = format!("{} is known {}", calendar.id(), super::calendar::known(&calendar));
        all.push(Step::new(What::Projected, None, format!("closed days are expected, not announced: {known}")));
    }
    let moment = dated.instant.filter(|_| dated.has_time()).map(|instant| zone.at(instant));
    let text = match shape {
        Shape::Json => text_of(&session.voice, &DateJson::of(&input, &dated, &calendar, moment, &all)),
        Shape::Text => {
            let time = moment.map(|at| format!(" {} {}", at.format("%H:%M"), zone.abbreviation(at.to_utc())));
            let day = dated.date.map_or_else(String::new, |date| match date {
                CivilDate::Day(day) => long_day(day),
                CivilDate::Coarse(coarse) => coarse.to_string(),
            });
            headed(&session.voice, &format!("{day}{}", time.unwrap_or_default()), &[&input])
                + &told(&session.voice, &all)
        }
    };
    if found.is_of_file {
        return Ok(session.answer(text));
    }
    Ok(Answer { text, remarks: session.remarks.clone(), code: 0 })
}

fn uncounted(why: Uncounted, input: &str) -> Error {
    match why {
        Uncounted::NoCalendar => usage(format!("'{}' needs a calendar", clean(input)), "name one with --calendar"),
        Uncounted::Outside => {
            usage(format!("'{}' leaves the years 1000 to 9998", clean(input)), "write a smaller amount")
        }
    }
}

fn rolled(frame: &Frame<'_>, dated: Dated, zone: &Zone) -> Result<(Dated, Vec<Step>), Uncounted> {
    let mut steps = Vec::new();
    crate::domain::why::rolled(frame, &dated, &mut steps);
    Ok((frame.rolled(dated, zone)?, steps))
}

/// How far, and which way; none: the same day.
type Offset = Option<(Span, Direction)>;

/// Takes a rule apart; without `before` and `after` it is a date alone.
fn split(input: &str) -> Result<(Option<Offset>, &str), Error> {
    if let Some(anchor) = input.strip_prefix("same day as ") {
        return Ok((Some(None), anchor.trim()));
    }
    let words = [(" after ", Direction::After), (" before ", Direction::Before)];
    let found = words.into_iter().find_map(|(word, direction)| Some((input.split_once(word)?, direction)));
    let Some(((span, anchor), direction)) = found else { return Ok((None, input)) };
    let span =
        parse_span(span).map_err(|error| usage(clean(&error.message).to_string(), wrong(&error.label, &error.hint)))?;
    if span.amount == 0 {
        return Err(usage(
            format!("'{}' is not a rule", clean(input)),
            "amounts begin at 1; 'same day as' is the day itself",
        ));
    }
    Ok((Some(Some((span, direction))), anchor.trim()))
}

fn wrong(label: &str, hint: &str) -> String {
    if label.is_empty() { hint.to_string() } else { format!("{label}; {hint}") }
}

/// What a date is counted from.
struct Found {
    dated: Dated,
    zone: Zone,
    steps: Vec<Step>,
    is_of_file: bool,
}

/// What a rule is read with.
struct Desk<'a> {
    session: &'a Session,
    calendar: &'a Calendar,
}

impl Desk<'_> {
    fn anchor(&self, text: &str, is_rule: bool) -> Result<Found, Error> {
        match self.typed(text) {
            Ok(Some(found)) => Ok(found),
            // It reads as a date without a day.
            Ok(None) => Err(usage(format!("'{}' has no day", clean(text)), "write a day: 2027-01-04")),
            Err(_) if is_rule && text.contains('/') && !text.starts_with(|c: char| c.is_ascii_digit()) => {
                self.of_file(text)
            }
            Err(error) => {
                let hint = wrong(&error.label, &error.hint);
                let hint = if is_rule { format!("{hint}, or an address: REGULATION/MILESTONE") } else { hint };
                Err(usage(clean(&error.message).to_string(), hint))
            }
        }
    }

    fn typed(&self, text: &str) -> Result<Option<Found>, DateError> {
        let own = &self.session.zone;
        let today = own.day_of(self.session.board.now);
        let ground = Ground { today, old: None, zone: own, side: Side::Ahead, calendar: Some(self.calendar) };
        let reading = typed::read(text, &ground)?;
        let said = if reading.how.is_empty() { String::new() } else { format!(": {}", reading.how.join(", ")) };
        let (dated, zone) = match &reading.when {
            When::Point(point) => {
                let zone = match point {
                    crate::domain::date::Point::Local(_, Some(zone), _) => zone.clone(),
                    crate::domain::date::Point::Moment(moment, _) => Zone::fixed(*moment.offset()),
                    crate::domain::date::Point::Day(_) | crate::domain::date::Point::Local(_, None, _) => own.clone(),
                };
                (Dated::on_point(Verb::At, point, (ZoneIndex(0), &zone)).0, zone)
            }
            When::Coarse(coarse) => (Dated::in_period(Verb::At, *coarse, (ZoneIndex(0), own)), own.clone()),
            When::Unknown(_) | When::Rule(_) | When::Earliest(_) | When::Unreadable => return Ok(None),
        };
        let day = dated.date.map(CivilDate::first_day);
        let steps = vec![Step::new(What::Written, day, format!("'{text}', as given{said}"))];
        Ok(Some(Found { dated, zone, steps, is_of_file: false }))
    }

    fn of_file(&self, text: &str) -> Result<Found, Error> {
        self.session.must_be_readable()?;
        let focused = focused(&self.session.board, text)?;
        let board: &Board = focused.as_ref().unwrap_or(&self.session.board);
        let (number, cell) = match find(board, text)? {
            Named::Milestone(number) => (number, None),
            Named::Obligation(cell) => (cell.milestone, Some(cell)),
            Named::Regulation(_) | Named::Product(_) => {
                return Err(usage(format!("'{}' has no date", clean(text)), "name a milestone: REGULATION/MILESTONE"));
            }
        };
        let dated = cell.map_or_else(|| board.dated(number), |cell| board.dated_of_cell(cell)).clone();
        let zone = board.zone_of(&dated).clone();
        Ok(Found { dated, zone, steps: chain_of(board, number, cell), is_of_file: true })
    }
}

/// The answer of `date`.
#[derive(Serialize)]
struct DateJson<'a> {
    version: u32,
    input: &'a str,
    nominal: Option<String>,
    date: Option<String>,
    instant: Option<String>,
    calendar: &'a str,
    projected: bool,
    steps: Vec<StepJson<'a>>,
}

impl<'a> DateJson<'a> {
    fn of(
        input: &'a str,
        dated: &Dated,
        calendar: &'a Calendar,
        moment: Option<chrono::DateTime<chrono::FixedOffset>>,
        steps: &'a [Step],
    ) -> Self {
        Self {
            version: VERSION,
            input,
            nominal: dated.nominal.map(|date| date.to_string()),
            date: dated.date.map(|date| date.to_string()),
            instant: moment.map(|at| at.to_rfc3339()),
            calendar: calendar.id(),
            projected: dated.is_projected,
            steps: steps_of(steps),
        }
    }
}
