//! `add`: new regulations, milestones and products.

use super::super::args::{AddArguments, AddMilestone, AddProduct, AddRegulation, Added, MoreFields};
use super::super::session::{Answer, usage};
use super::desk::{Besides, Desk, Mode, Stopped};
use super::note::piped;
use crate::domain::board::Board;
use crate::domain::edit::make::{self, Fresh};
use crate::domain::edit::{Record, Seat};
use crate::domain::naming::id_of;
use crate::domain::quick::{self, Scene};
use crate::domain::suggest::did_you_mean;
use crate::domain::text::clean;
use crate::error::{Error, ErrorKind};

/// Adds a record.
///
/// # Errors
///
/// When nothing was written.
pub fn run(desk: &Desk, arguments: &AddArguments) -> Result<Answer, Stopped> {
    let board = &desk.session.board;
    let (named, more) = match &arguments.what {
        Added::Regulation(new) => (regulation(board, new)?, &new.more),
        Added::Milestone(new) => (milestone(desk, new)?, &new.more),
        Added::Product(new) => (product(board, new)?, &new.more),
    };
    let Named { mut fresh, lines } = named;
    fresh.seat = seat(board, &fresh.record, more.after.as_deref())?;
    let edit = make::add(board, &fresh).map_err(|refusal| desk.refused(&refusal))?;
    let besides = Besides { lines, ..Besides::default() };
    desk.finish(edit, besides, if more.dry_run { Mode::Dry } else { Mode::Write })
}

/// A new record, and what is to be said of how it was understood.
struct Named {
    fresh: Fresh,
    lines: Vec<String>,
}

fn regulation(board: &Board, new: &AddRegulation) -> Result<Named, Error> {
    let (id, title) = id_and_title((new.name.as_deref(), "regulation:"), (new.title.as_deref(), "title"))?;
    let named = named(board, &Record::Regulation(id.into()), ("title", title))?;
    with_fields(named, &new.fields(), &new.more)
}

fn product(board: &Board, new: &AddProduct) -> Result<Named, Error> {
    let (id, name) = id_and_title((new.id.as_deref(), "product:"), (new.name.as_deref(), "name"))?;
    let named = named(board, &Record::Product(id.into()), ("name", name))?;
    with_fields(named, &[("vendor", new.vendor.as_deref())], &new.more)
}

fn milestone(desk: &Desk, new: &AddMilestone) -> Result<Named, Stopped> {
    let named = match &new.title {
        None if new.address.contains(char::is_whitespace) => of_line(desk, &new.address)?,
        title => {
            let (regulation, id) = new.address.split_once('/').unwrap_or((&new.address, ""));
            let regulation = regulation.strip_prefix("regulation:").unwrap_or(regulation);
            let record = Record::Milestone { regulation: regulation.into(), milestone: id.into() };
            named(&desk.session.board, &record, ("title", title.as_deref().unwrap_or_default()))?
        }
    };
    Ok(with_fields(named, &new.fields(), &new.more)?)
}

/// Reads a milestone that is written on one line.
fn of_line(desk: &Desk, text: &str) -> Result<Named, Stopped> {
    let session = &desk.session;
    let scene =
        Scene { file: &session.board.file, regulation: None, now: session.board.now, machine: &session.machine };
    let line = quick::milestone(text, &scene);
    if let Some(wanted) = &line.wanted {
        let said: Vec<String> = line.said().into_iter().map(|(key, shown)| format!("{key} {shown}")).collect();
        let mut lines = vec![format!("understood: {}", said.join("; "))];
        lines.extend(line.strange(text).into_iter().map(|(name, hint)| {
            let hint = if hint.is_empty() { "in quotes it is meant as title".to_string() } else { hint };
            format!("'{name}:' is no word of this line: it is taken for the title; {hint}")
        }));
        return Ok(Named { fresh: wanted.fresh(), lines });
    }
    let mut remarks: Vec<String> = Vec::new();
    for problem in &line.problems {
        remarks.push(format!("error: {}", problem.message));
        if !problem.hint.is_empty() {
            remarks.push(format!("hint: {}", problem.hint));
        }
    }
    for missing in &line.missing {
        let hint = match *missing {
            "date" => "say it with by:, from: or at:",
            "regulation" => "name it with in:REGULATION",
            _ => "write it in front",
        };
        remarks.push(format!("error: it has no {missing}"));
        remarks.push(format!("hint: {hint}"));
    }
    Err(Stopped::Answer(Answer { text: String::new(), remarks, code: ErrorKind::Usage.exit_code() }))
}

/// Tells the id, if one is given, and the title or name apart.
fn id_and_title<'a>(
    (given, prefix): (Option<&'a str>, &str),
    (title, key): (Option<&'a str>, &str),
) -> Result<(&'a str, &'a str), Error> {
    match (given, title) {
        (Some(id), Some(title)) => Ok((id.strip_prefix(prefix).unwrap_or(id), title)),
        (None, Some(title)) | (Some(title), None) => Ok(("", title)),
        (None, None) => Err(usage(format!("it needs a {key}"), format!("give it, or an id and --{key}"))),
    }
}

/// Makes a record with its title or name; one without an id gets one that is made of that.
fn named(board: &Board, record: &Record, (key, title): (&str, &str)) -> Result<Named, Error> {
    if !record.id().is_empty() {
        return Ok(Named { fresh: Fresh::new(record.clone()).with(key, title), lines: Vec::new() });
    }
    if title.trim().is_empty() {
        return Err(usage(format!("it needs a {key}"), format!("give --{key}")));
    }
    let otherwise = match record {
        Record::Product(_) => "product",
        Record::Regulation(_) => "regulation",
        Record::Milestone { .. } | Record::File | Record::Cell { .. } => "milestone",
    };
    let is_taken = |id: &str| make::is_taken(board, &record.renamed(id)) == Some(true);
    let record = record.renamed(id_of(title, otherwise, is_taken).as_str());
    // A title that is its own id needs no remark.
    let said = format!("its id is made of its {key}; another: duewatch rename {record} ID");
    let lines = if record.id() == title { Vec::new() } else { vec![said] };
    Ok(Named { fresh: Fresh::new(record).with(key, title), lines })
}

/// Adds what the options say.
fn with_fields(named: Named, fields: &[(&str, Option<&str>)], more: &MoreFields) -> Result<Named, Error> {
    let source = more.source.join(" ");
    let piped = match more.notes.as_deref() {
        Some("-") => Some(piped("the text")?),
        Some(_) | None => None,
    };
    let common = [
        ("short", more.short.as_deref()),
        ("owner", more.owner.as_deref()),
        ("tags", more.tags.as_deref()),
        ("source", Some(source.as_str())),
        ("notes", piped.as_deref().or(more.notes.as_deref())),
    ];
    let Named { mut fresh, lines } = named;
    for (key, text) in fields.iter().chain(&common) {
        fresh = fresh.with(key, text.unwrap_or_default());
    }
    for pair in &more.set {
        let wrong = || usage(format!("--set: '{}' is no field with a value", clean(pair)), "write --set FIELD=VALUE");
        let (key, value) = pair.split_once('=').ok_or_else(wrong)?;
        fresh = fresh.with(key.trim(), value);
    }
    Ok(Named { fresh, lines })
}

/// Returns where a record comes to stand.
fn seat(board: &Board, record: &Record, after: Option<&str>) -> Result<Seat, Error> {
    let Some(after) = after else { return Ok(Seat::Last) };
    let file = &board.file;
    let (prefix, ids): (String, Vec<&str>) = match record {
        Record::Product(_) => {
            let written = file.products.iter().filter(|product| !product.implied);
            ("product:".into(), written.map(|product| product.id.as_str()).collect())
        }
        Record::Regulation(_) => {
            ("regulation:".into(), file.regulations.iter().map(|regulation| regulation.id.as_str()).collect())
        }
        Record::Milestone { regulation, .. } => {
            let owner = file.regulations.iter().find(|other| other.id.as_str() == &**regulation);
            let ids = owner.map(|owner| owner.milestones.iter().map(|milestone| milestone.id.as_str()).collect());
            (format!("{regulation}/"), ids.unwrap_or_default())
        }
        Record::File | Record::Cell { .. } => (String::new(), Vec::new()),
    };
    let id = after.strip_prefix(&prefix).unwrap_or(after);
    if ids.contains(&id) {
        return Ok(Seat::Behind(id.into()));
    }
    let hint = did_you_mean(id, ids);
    let hint = if hint.is_empty() { "leave out --after: then it comes last".to_string() } else { hint };
    Err(usage(format!("--after: there is no '{}{}'", prefix, clean(id)), hint))
}
