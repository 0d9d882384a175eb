//! `show`: everything known of one record.

mod occurrences;

use std::fmt::Write as _;

use super::Shape;
use super::address::{Named, find, focused};
use super::args::ShowArguments;
use super::json::milestone::MilestoneJson;
use super::json::obligation::ObligationJson;
use super::json::record::{ProductJson, RegulationJson, numbers_of};
use super::json::{AnswerJson, text_of};
use super::session::{Answer, Session};
use super::voice::{Field, Ink, labelled, table};
use super::words;
use crate::domain::board::{Board, Cell};
use crate::domain::date::{Point, Verb, long_day};
use crate::domain::dated::Dated;
use crate::domain::extra::{Extra, Value};
use crate::domain::finding::Placed;
use crate::domain::moves::moves_of;
use crate::domain::record::{Common, Grade, Verified};
use crate::domain::verification::{Verification, verification_of};
use crate::domain::why::rolled_from;
use crate::domain::zone::Zone;
use crate::error::Error;

/// Prints one record.
///
/// # Errors
///
/// When the address names nothing or two things, or the file is no YAML at all.
pub fn run(session: &Session, arguments: &ShowArguments, shape: Shape) -> Result<Answer, Error> {
    session.must_be_readable()?;
    let focused = focused(&session.board, &arguments.address)?;
    let focused = focused.map(|board| Session { board, ..session.clone() });
    let session = focused.as_ref().unwrap_or(session);
    let named = find(&session.board, &arguments.address)?;
    let text = match shape {
        Shape::Json => json(session, named),
        Shape::Text => {
            let mut page = Page { session, out: String::new() };
            match named {
                Named::Milestone(number) => page.milestone(number),
                Named::Obligation(cell) => page.obligation(cell),
                Named::Regulation(position) => page.regulation(position),
                Named::Product(position) => page.product(position),
            }
            page.out
        }
    };
    Ok(session.answer(text))
}

/// Returns everything known of one milestone.
pub(super) fn milestone(session: &Session, number: u32) -> String {
    let mut page = Page { session, out: String::new() };
    page.milestone(number);
    page.out
}

fn json(session: &Session, named: Named<'_>) -> String {
    let board = &session.board;
    let mut answer = AnswerJson::new(session);
    match named {
        Named::Milestone(number) => {
            answer.milestones.push(MilestoneJson::of(board, number, &session.snapshot.text));
        }
        Named::Obligation(cell) => answer.obligations.push(ObligationJson::of(board, cell)),
        Named::Regulation(position) => {
            let found = board.file.regulations.get(position);
            answer.regulations.extend(found.map(|regulation| RegulationJson::of(board, position, regulation)));
        }
        Named::Product(position) => {
            let cells = cells_of_product(board, position);
            let found = board.file.products.get(position);
            answer.products.extend(found.map(|product| ProductJson::of(board, product, &cells)));
        }
    }
    text_of(&session.voice, &answer)
}

fn cells_of_product(board: &Board, position: usize) -> Vec<&Cell> {
    board.cells.iter().filter(|cell| usize::try_from(cell.product).ok() == Some(position)).collect()
}

struct Page<'a> {
    session: &'a Session,
    out: String,
}

impl Page<'_> {
    fn title(&mut self, title: &str, address: &str) {
        let voice = &self.session.voice;
        let title = voice.paint(Ink::Strong, voice.clean(title).as_str());
        let _ = writeln!(self.out, "{title}\n{}\n", voice.clean(address));
    }

    fn line(&mut self, label: &str, text: &str) {
        labelled(&self.session.voice, label, text, &mut self.out);
    }

    fn optional(&mut self, label: &str, text: Option<&str>) {
        self.line(label, text.unwrap_or_default());
    }

    fn all(&mut self, label: &str, texts: &[Box<str>]) {
        for text in texts {
            self.line(label, text);
        }
    }

    fn head(&mut self, head: &str) {
        let _ = writeln!(self.out, "\n{}", self.session.voice.paint(Ink::Strong, head));
    }

    fn block(&mut self, head: &str, text: Option<&str>) {
        let Some(text) = text else { return };
        self.head(head);
        for line in text.lines() {
            let voice = &self.session.voice;
            for part in super::voice::wrap(voice.clean(line).as_str(), voice.width_cells.map(|w| w.saturating_sub(2))) {
                self.out.push_str(format!("  {part}").trim_end());
                self.out.push('\n');
            }
        }
    }

    fn extra(&mut self, extra: &Extra) {
        for (key, value) in extra {
            self.line(key, &plain(value));
        }
    }

    /// The date with its instant, in its zone and in the viewer's.
    fn date(&mut self, number: u32, dated: &Dated) {
        let session = self.session;
        let zone = session.board.zone_of(dated);
        self.line("date", &words::day(dated));
        if let Some(instant) = dated.instant {
            self.line("instant", &format!("{} ({zone})", words::moment(instant, zone, dated.precision)));
            if session.viewer.offset_at(instant) != zone.offset_at(instant) {
                let theirs = words::moment(instant, &session.viewer, dated.precision);
                self.line("your time", &format!("{theirs} ({})", session.viewer));
            }
        }
        self.line("last safe day", &dated.last_safe_day.map(long_day).unwrap_or_default());
        self.rolled(number, dated);
        if dated.verb == Verb::From && dated.date.is_some() {
            self.line("means", "the rule applies from that instant on");
        }
    }

    /// Says from where a date rolled, and that its closed days are only expected.
    fn rolled(&mut self, number: u32, dated: &Dated) {
        self.optional("rolled from", rolled_from(&self.session.board, number, dated).as_deref());
        if dated.is_projected {
            self.line("projected", "closed days are expected, not announced");
        }
    }

    /// Days and working days left, with the calendar's name.
    fn days_left(&mut self, number: u32, (dated, days): (&Dated, Option<i32>), is_counting: bool) {
        let board = &self.session.board;
        let Some(days) = days.filter(|_| is_counting) else { return };
        let working = board.working_days_left(number, dated).zip(board.calendar(number));
        let working = working.map(|(days, calendar)| format!("  {days} wd {}", calendar.id())).unwrap_or_default();
        self.line("days left", &format!("{days} d{working}"));
    }

    fn milestone(&mut self, number: u32) {
        let session = self.session;
        let board = &session.board;
        let (regulation, milestone) = board.records(number);
        let (Some(row), dated, inherited) = (board.row(number), board.dated(number), board.inherited(number)) else {
            return;
        };
        self.title(&milestone.title, &board.address(number));
        self.line("regulation", &regulation.title);
        self.common_law(|pick| inherited.get(pick));
        self.line("kind", &format!("{}, {}", milestone.kind.word(), dated.certainty.word()));
        self.date(number, dated);
        let rule = words::when(&milestone.when.value, board.zone_of(dated)).unwrap_or_default();
        self.repeats(number);
        if !crate::domain::plan::rules_of(&milestone.when.value).is_empty() {
            self.line("rule", &rule);
        }
        let zone = board.zone_of(dated);
        self.line("opens", &milestone.opens.as_ref().map(|o| words::point(&o.value, zone)).unwrap_or_default());
        let left = words::countdown(board.shown_date(number), &row.countdown, board.now);
        self.line("time left", if words::is_over(row.band) { "" } else { &left });
        self.days_left(number, (board.shown_date(number), row.countdown.days_left), !words::is_over(row.band));
        self.line("band", &words::band(row.band, board.limits));
        self.line("status", &words::status_of_row(row));
        if row.counted > 0 {
            self.line("progress", &format!("{} of {} done, {} live", row.done, row.counted, row.live));
        }
        self.line("breach", breach(row.breach));
        self.moved(number, zone);
        self.verified(inherited.verified(), verification_of(board, number));
        self.all("source", inherited.source());
        self.people(board.owner(number), inherited.get(|c| c.backup.as_deref()));
        self.optional("severity", inherited.get(|c| c.severity).map(Grade::word));
        self.optional("penalty", inherited.get(|c| c.penalty.as_deref()));
        self.line("tags", &inherited.tags().join(", "));
        self.extra(&milestone.extra);
        self.line("line", &format!("{}:{}", session.name, milestone.line));
        let mut cells: Vec<&Cell> = board.cells_of(number).iter().collect();
        cells.sort_by_key(|cell| cell.status.severity_rank());
        self.cells("products", &cells, |board, cell| board.product(cell).label().to_string());
        self.occurrences(number);
        self.block("notes", milestone.notes_in(&board.file).as_deref());
    }

    fn common_law<'b>(&mut self, get: impl Fn(fn(&'b Common) -> Option<&'b str>) -> Option<&'b str>) {
        let parts =
            [get(|c| c.citation.as_deref()), get(|c| c.authority.as_deref()), get(|c| c.jurisdiction.as_deref())];
        let parts: Vec<&str> = parts.into_iter().flatten().collect();
        self.line("law", &parts.join(", "));
    }

    /// One line for each move, newest first.
    fn moved(&mut self, number: u32, zone: &Zone) {
        for shift in moves_of(&self.session.board, number).iter().rev() {
            let step = shift.step;
            let was = step.was.as_ref().and_then(|was| words::when(&was.value, zone)).unwrap_or_default();
            let on = step.when.as_ref().map(|when| format!(" on {}", words::point(&when.value, zone)));
            let why = step.why.as_deref().map(|why| format!(": {why}"));
            let whence = [("source", step.source.as_deref()), ("entered by", step.who.as_deref())];
            let whence: String = whence.iter().filter_map(|(w, t)| t.map(|t| format!("; {w} {t}"))).collect();
            let (on, why) = (on.unwrap_or_default(), why.unwrap_or_default());
            let text = format!("was {was}, {}{on}{}{why}{whence}", shift.deed(), shift.timing.words());
            self.line("moved", &text);
        }
    }

    fn people(&mut self, owner: Option<&str>, backup: Option<&str>) {
        self.line("owner", &owner.map(|owner| format!("@{owner}")).unwrap_or_default());
        self.line("backup", &backup.map(|backup| format!("@{backup}")).unwrap_or_default());
    }

    fn verified(&mut self, verified: Option<&Verified>, state: Verification) {
        let Some(Verified::On { when, who, against, note }) = verified else {
            let is_asked = matches!(state, Verification::Never { is_asked: true });
            self.line(
                "verified",
                if is_asked { "never verified, and 'verify-every' asks for it" } else { "not verified" },
            );
            return;
        };
        let zone = self.session.board.plan.zone(self.session.board.plan.file_zone);
        let mut text = words::point(&when.value, zone);
        let due = match state {
            Verification::Due(day) => Some(format!(", due again since {day}")),
            Verification::Holds(Some(day)) => Some(format!(", next check {day}")),
            Verification::Holds(None) | Verification::Never { .. } => None,
        };
        for (word, part) in [
            (" by ", who.as_deref()),
            (" against a source that is ", against.map(crate::domain::record::Against::word)),
            ("", due.as_deref()),
            (": ", note.as_deref()),
        ] {
            if let Some(part) = part {
                text.push_str(word);
                text.push_str(part);
            }
        }
        self.line("verified", &text);
    }

    /// One line for each obligation: status, name, owner, time left, what its record says.
    fn cells(&mut self, head: &str, cells: &[&Cell], name: fn(&Board, &Cell) -> String) {
        if cells.is_empty() {
            return;
        }
        let (board, voice) = (&self.session.board, &self.session.voice);
        let rows = cells.iter().map(|cell| {
            let dated = board.dated_of_cell(cell);
            let left = words::countdown(dated, &cell.countdown, board.now);
            let owner = board.owner_of_cell(cell).map(|owner| format!("@{owner}")).unwrap_or_default();
            vec![
                Field::new(voice, &format!("  {}", words::status_of_cell(cell))).ink(words::ink_of(cell.band)),
                Field::new(voice, &name(board, cell)),
                Field::new(voice, &owner),
                Field::new(voice, if cell.is_live { &left } else { "" }),
                Field::new(voice, &said(board, cell)),
            ]
        });
        let text = table(voice, rows.collect(), 1);
        self.head(head);
        self.out.push_str(&text);
    }

    fn obligation(&mut self, cell: &Cell) {
        let board = &self.session.board;
        let milestone = board.records(cell.milestone).1;
        let dated = board.dated_of_cell(cell);
        self.title(&milestone.title, &board.address_of_cell(cell));
        self.line("product", &board.product(cell).name);
        self.line("status", &words::status_of_cell(cell));
        self.date(cell.milestone, dated);
        let left = words::countdown(dated, &cell.countdown, board.now);
        self.line("time left", if cell.is_live { &left } else { "" });
        self.days_left(cell.milestone, (dated, cell.countdown.days_left), cell.is_live);
        self.line("band", &words::band(cell.band, board.limits));
        self.line("breach", breach(cell.breach));
        self.people(board.owner_of_cell(cell), None);
        self.line("record", &said(board, cell));
        let record = board.record(cell);
        self.all("evidence", record.and_then(|r| r.details.as_ref()).map_or(&[], |d| d.evidence.as_slice()));
    }

    fn regulation(&mut self, position: usize) {
        let session = self.session;
        let board = &session.board;
        let Some(regulation) = board.file.regulations.get(position) else { return };
        let common = &regulation.common;
        self.title(&regulation.title, regulation.id.as_str());
        self.common_law(|pick| pick(common));
        self.verified(common.verified.as_deref(), Verification::Holds(None));
        self.all("source", &common.source);
        self.people(common.owner.as_deref(), common.backup.as_deref());
        self.optional("severity", common.severity.map(Grade::word));
        self.optional("penalty", common.penalty.as_deref());
        let tags: Vec<&str> = common.tags.iter().map(AsRef::as_ref).collect();
        self.line("tags", &tags.join(", "));
        self.extra(&regulation.extra);
        self.line("line", &format!("{}:{}", session.name, regulation.line));
        let list = super::list::milestones(session, numbers_of(board, position), Shape::Text);
        self.head("milestones");
        self.out.push_str(&list);
        self.block("notes", regulation.notes.as_deref());
    }

    fn product(&mut self, position: usize) {
        let session = self.session;
        let board = &session.board;
        let Some(product) = board.file.products.get(position) else { return };
        self.title(&product.name, product.id.as_str());
        self.optional("vendor", product.vendor.as_deref());
        self.optional("version", product.version.as_deref());
        self.people(product.owner.as_deref(), product.backup.as_deref());
        let tags: Vec<&str> = product.tags.iter().map(AsRef::as_ref).collect();
        self.line("tags", &tags.join(", "));
        self.all("source", &product.source);
        let zone = board.plan.zone(board.plan.file_zone);
        self.line("retired", &product.retired.as_ref().map(|r| words::point(&r.value, zone)).unwrap_or_default());
        self.extra(&product.extra);
        if !product.implied {
            self.line("line", &format!("{}:{}", session.name, product.line));
        }
        let mut cells = cells_of_product(board, position);
        cells.sort_by_key(|cell| (cell.band, cell.countdown.instant));
        self.cells("obligations", &cells, |board, cell| board.address(cell.milestone));
        self.block("notes", product.notes.as_deref());
    }
}

fn breach(breach: Option<bool>) -> &'static str {
    match breach {
        Some(true) => "yes",
        Some(false) => "no",
        None => "unknown",
    }
}

/// Returns what a status record says besides its status, in one line.
fn said(board: &Board, cell: &Cell) -> String {
    let Some(details) = board.record(cell).and_then(|record| record.details.as_deref()) else { return String::new() };
    let zone = board.zone_of(board.dated_of_cell(cell));
    let day = |point: Option<&Placed<Point>>| point.map(|point| words::point(&point.value, zone));
    let text = |text: &Option<Box<str>>| text.as_deref().map(str::to_string);
    let parts = [
        ("closed", day(details.closed.as_ref())),
        ("since", day(details.since.as_ref())),
        ("until", day(details.until.as_deref())),
        ("due", details.due.as_ref().and_then(|due| words::when(&due.value, zone))),
        ("by", details.who.as_deref().map(str::to_string)),
        ("waiting for", text(&details.waiting)),
        ("chase", day(details.chase.as_deref())),
        ("because", text(&details.reason)),
        ("acked by", details.acked.as_ref().and_then(|acked| text(&acked.who))),
        ("note:", text(&details.note)),
    ];
    let parts: Vec<String> = parts.into_iter().filter_map(|(w, t)| t.map(|t| format!("{w} {t}"))).collect();
    parts.join(", ")
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => "-".into(),
        Value::Text(text) => text.to_string(),
        Value::List(list) => list.iter().map(plain).collect::<Vec<_>>().join(", "),
        Value::Map(map) => map.iter().map(|(k, v)| format!("{k}: {}", plain(v))).collect::<Vec<_>>().join(", "),
    }
}
