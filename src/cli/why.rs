//! `why`: how a date comes about, step by step.

use std::fmt::Write as _;

use serde::Serialize;

use super::Shape;
use super::address::{Named, find, focused};
use super::args::WhyArguments;
use super::json::{VERSION, text_of};
use super::session::{Answer, Session, usage};
use super::voice::{Ink, Voice, wrap};
use crate::domain::date::long_day;
use crate::domain::text::clean;
use crate::domain::why::{Explanation, Step, why, why_cell};
use crate::error::Error;

/// The cells in front of a sentence: the label, and the day.
const LABEL: usize = 16;
const DAY: usize = 17;

/// Explains one date.
///
/// # Errors
///
/// When the address names nothing that has a date, or the file is no YAML at all.
pub fn run(session: &Session, arguments: &WhyArguments, shape: Shape) -> Result<Answer, Error> {
    session.must_be_readable()?;
    let focused = focused(&session.board, &arguments.address)?;
    let board = focused.as_ref().unwrap_or(&session.board);
    let (number, explanation) = match find(board, &arguments.address)? {
        Named::Milestone(number) => (number, why(board, number)),
        Named::Obligation(cell) => (cell.milestone, why_cell(board, cell)),
        Named::Regulation(position) => {
            let regulation = board.file.regulations.get(position);
            let first = regulation.and_then(|r| Some(format!("{}/{}", r.id, r.milestones.first()?.id)));
            return Err(no_date(&arguments.address, "a regulation", first.as_deref()));
        }
        Named::Product(_) => return Err(no_date(&arguments.address, "a product", None)),
    };
    let text = match shape {
        Shape::Json => text_of(&session.voice, &WhyJson::of(session, &explanation)),
        Shape::Text => {
            let title = &board.records(number).1.title;
            let head = [explanation.address.as_str(), explanation.written.as_str()];
            headed(&session.voice, title, &head) + &told(&session.voice, &explanation.steps)
        }
    };
    Ok(session.answer(text))
}

fn no_date(address: &str, what: &str, first: Option<&str>) -> Error {
    let hint = match first {
        Some(first) => format!("name one of its milestones, such as '{}'", clean(first)),
        None => "name a milestone: REGULATION/MILESTONE".into(),
    };
    usage(format!("'{}' is {what}: it has no date", clean(address)), hint)
}

/// Writes a title, and lines under it.
pub(super) fn headed(voice: &Voice, title: &str, lines: &[&str]) -> String {
    let mut out = format!("{}\n", voice.paint(Ink::Strong, voice.clean(title).as_str()));
    for line in lines.iter().filter(|line| !line.is_empty()) {
        let _ = writeln!(out, "{}", voice.clean(line));
    }
    out.push('\n');
    out
}

/// Writes steps: what each is about, its day, its sentence.
pub(super) fn told(voice: &Voice, steps: &[Step]) -> String {
    let mut out = String::new();
    let mut before = None;
    for step in steps {
        let label = if before == Some(step.what) { "" } else { step.what.words() };
        before = Some(step.what);
        let day = step.day.map(long_day).unwrap_or_default();
        let text = voice.clean(&step.text);
        let room = voice.width_cells.map(|width| width.saturating_sub(LABEL + DAY));
        for (at, line) in wrap(text.as_str(), room).iter().enumerate() {
            let (label, day) = if at == 0 { (label, day.as_str()) } else { ("", "") };
            let row = format!("{}{day:<DAY$}{line}", voice.paint(Ink::Faint, &format!("{label:<LABEL$}")));
            let _ = writeln!(out, "{}", row.trim_end());
        }
    }
    out
}

/// One step in JSON.
#[derive(Serialize)]
pub(super) struct StepJson<'a> {
    date: Option<String>,
    kind: &'static str,
    what: &'a str,
}

/// Returns steps as JSON has them.
pub(super) fn steps_of(steps: &[Step]) -> Vec<StepJson<'_>> {
    let json = steps.iter().map(|step| StepJson {
        date: step.day.map(|day| day.to_string()),
        kind: step.what.words(),
        what: &step.text,
    });
    json.collect()
}

/// The answer of `why`.
#[derive(Serialize)]
struct WhyJson<'a> {
    version: u32,
    as_of: String,
    file: &'a str,
    sha256: &'a str,
    address: &'a str,
    written: &'a str,
    nominal: Option<String>,
    date: Option<String>,
    instant: Option<String>,
    zone: String,
    last_safe_day: Option<String>,
    certainty: &'static str,
    projected: bool,
    rolled_days: Option<i32>,
    calendar: Option<&'a str>,
    steps: Vec<StepJson<'a>>,
}

impl<'a> WhyJson<'a> {
    fn of(session: &'a Session, explanation: &'a Explanation) -> Self {
        let Explanation { address, written, dated, calendar, steps } = explanation;
        let zone = session.board.zone_of(dated);
        Self {
            version: VERSION,
            as_of: session.zone.at(session.board.now).to_rfc3339_opts(chrono::SecondsFormat::Secs, false),
            file: &session.name,
            sha256: &session.snapshot.sha256,
            address,
            written,
            nominal: dated.nominal.map(|date| date.to_string()),
            date: dated.date.map(|date| date.to_string()),
            instant: dated.instant.map(|instant| zone.at(instant).to_rfc3339()),
            zone: zone.name(),
            last_safe_day: dated.last_safe_day.map(|day| day.to_string()),
            certainty: dated.certainty.word(),
            projected: dated.is_projected,
            rolled_days: dated.date.map(|_| dated.rolled_days()),
            calendar: calendar.as_deref(),
            steps: steps_of(steps),
        }
    }
}
