//! The command line: everything that the screen shows or changes, without the screen.
//!
//! The law of this layer: data on standard output, talk on standard error; a reader that goes away is success. It
//! starts the screen (`cli::screen`) and otherwise knows nothing of it.

#![expect(
    clippy::disallowed_methods,
    reason = "reads the environment, the clock and the terminal at the entry of a command"
)]

mod address;
mod annotate;
pub mod args;
mod calendar;
mod check;
mod date;
mod doctor;
mod edit;
mod export;
mod init;
pub mod json;
mod list;
mod log;
mod markdown;
mod plain;
mod screen;
mod session;
mod show;
pub mod terminal;
pub mod voice;
mod why;
mod words;

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;

use clap::error::ContextKind;
use clap::{CommandFactory, Parser};

pub use markdown::markdown;

use crate::domain::text::clean;
use crate::error::{Error, ErrorKind};
use args::{Arguments, Command, Format, GlobalArguments, ScreenArguments};
use session::{Answer, Session, source_of, usage};
use voice::Voice;

/// How an answer is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// For people.
    Text,
    /// JSON, version 1.
    Json,
}

/// Runs the program on its arguments, the program's name first; returns the exit code.
#[must_use]
pub fn run(arguments: impl Iterator<Item = OsString>) -> u8 {
    let arguments: Vec<OsString> = arguments.collect();
    if let Some(code) = screen::detached(&arguments) {
        return code;
    }
    let arguments = match Arguments::try_parse_from(args::without_minus(arguments.into_iter())) {
        Ok(arguments) => arguments,
        Err(error) => return told_by_clap(&error),
    };
    let answer = dispatch(&arguments).and_then(|answer| {
        print(&answer)?;
        Ok(answer)
    });
    match answer {
        Ok(answer) => answer.code,
        Err(error) => told(&error),
    }
}

fn dispatch(arguments: &Arguments) -> Result<Answer, Error> {
    let global = &arguments.global;
    let Some(command) = &arguments.command else { return screen::run(&arguments.screen, global) };
    must_be_without_screen(&arguments.screen)?;
    let shape = if global.json { Shape::Json } else { Shape::Text };
    match command {
        Command::List(list) => {
            let shape = if list.format == Format::Json { Shape::Json } else { shape };
            if shape == Shape::Json && export::Form::of(list.format).is_some() {
                return Err(usage("'--json' and '--format' ask for different things", "leave out one of them"));
            }
            list::run(&session(None, global)?, list, shape)
        }
        Command::Next(next) => list::next(&session(None, global)?, next, shape),
        Command::Show(show) => show::run(&session(None, global)?, show, shape),
        Command::Why(why) => why::run(&session(None, global)?, why, shape),
        Command::Calendar(calendar) => calendar::run(&session_or_nothing(global)?, calendar, shape),
        Command::Date(date) => date::run(&session_or_nothing(global)?, date, shape),
        Command::Check(check) => Ok(check::run(&session(check.file.as_ref(), global)?, check, shape)),
        Command::Set(set) => edit::at_desk(global, shape, |desk| edit::set(desk, set)),
        Command::Note(note) => edit::at_desk(global, shape, |desk| edit::note(desk, note)),
        Command::Move(to) if to.dry_run => edit::to_look(global, shape, |desk| edit::move_date(desk, to)),
        Command::Move(to) => edit::at_desk(global, shape, |desk| edit::move_date(desk, to)),
        Command::Ladder(ladder) => edit::at_desk(global, shape, |desk| edit::ladder(desk, ladder)),
        Command::Start(start) => edit::at_desk(global, shape, |desk| edit::start(desk, start)),
        Command::Verify(verify) => edit::at_desk(global, shape, |desk| edit::verify(desk, verify)),
        Command::Ack(ack) if ack.dry_run => edit::to_look(global, shape, |desk| edit::ack(desk, ack)),
        Command::Ack(ack) => edit::at_desk(global, shape, |desk| edit::ack(desk, ack)),
        Command::Add(add) => edit::at_desk(global, shape, |desk| edit::add(desk, add)),
        Command::Edit(field) => edit::at_desk(global, shape, |desk| edit::field(desk, field)),
        Command::Rename(rename) => edit::at_desk(global, shape, |desk| edit::rename(desk, rename)),
        Command::Rm(rm) => edit::at_desk(global, shape, |desk| edit::remove(desk, rm)),
        Command::Duplicate(again) => edit::at_desk(global, shape, |desk| edit::duplicate(desk, again)),
        Command::Import(import) => edit::at_desk(global, shape, |desk| edit::import(desk, import)),
        Command::Init(init) => init::run(global, init, shape),
        Command::Undo => edit::at_desk(global, shape, edit::undo),
        Command::Redo => edit::at_desk(global, shape, edit::redo),
        Command::Log(log) => log::run(global, log, shape),
        Command::Doctor(doctor) => doctor::run(global, *doctor, shape),
        Command::Demo(demo) => screen::demo(demo, global),
    }
}

fn session(file: Option<&PathBuf>, global: &GlobalArguments) -> Result<Session, Error> {
    let voice = Voice::of_stdout(&terminal::variables(), global.color);
    let (source, settings) = source_of(file, global)?;
    Session::open((&source, &settings), global, None, voice)
}

/// Opens the file, or none where there is none anywhere: for what can do without one.
fn session_or_nothing(global: &GlobalArguments) -> Result<Session, Error> {
    let located = session::located(None, global)?;
    let voice = Voice::of_stdout(&terminal::variables(), global.color);
    match &located.source {
        Some(source) => Session::open((source, &located.settings), global, None, voice),
        None => Session::without_file(&located.settings, global, voice),
    }
}

/// The options that only the screen takes.
const OF_THE_SCREEN: [&str; 6] = ["--read-only", "--plain", "--filter", "--theme", "--ascii", "--no-mouse"];

/// Refuses what only the screen takes, in front of a command.
fn must_be_without_screen(screen: &ScreenArguments) -> Result<(), Error> {
    if let Some(file) = &screen.file {
        let file = clean(&file.to_string_lossy()).to_string();
        return Err(usage(format!("'{file}' stands before a command"), format!("write --file {file}")));
    }
    let view = &screen.view;
    let given = [
        screen.read_only,
        view.plain.is_some(),
        view.filter.is_some(),
        view.theme.is_some(),
        view.ascii,
        view.no_mouse,
    ];
    match OF_THE_SCREEN.into_iter().zip(given).find(|(_, is_given)| *is_given) {
        Some((name, _)) => Err(of_the_screen(name)),
        None => Ok(()),
    }
}

fn of_the_screen(name: &str) -> Error {
    usage(format!("'{name}' belongs to the screen"), "leave it out, or the command")
}

/// Returns the names of the commands.
fn command_names() -> Vec<String> {
    command().get_subcommands().map(|command| command.get_name().to_string()).collect()
}

/// Writes an answer; a reader that went away is no failure.
fn print(answer: &Answer) -> Result<(), Error> {
    let written = {
        let mut stdout = io::stdout().lock();
        stdout.write_all(answer.text.as_bytes()).and_then(|()| stdout.flush())
    };
    for remark in &answer.remarks {
        // Nothing is left to tell it to.
        let _ = writeln!(io::stderr(), "{}", clean(remark));
    }
    match written {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(Error::new(ErrorKind::File, format!("cannot write to standard output: {}", error.kind()))),
    }
}

fn told(error: &Error) -> u8 {
    let mut stderr = io::stderr();
    let _ = writeln!(stderr, "error: {}", clean(&error.message));
    if !error.hint.is_empty() {
        let _ = writeln!(stderr, "hint: {}", clean(&error.hint));
    }
    error.kind.exit_code()
}

/// Prints what clap has to say: help and version on standard output, everything else is an error of usage.
fn told_by_clap(error: &clap::Error) -> u8 {
    if !error.use_stderr() {
        let _ = error.print();
        return 0;
    }
    let unknown = error.get(ContextKind::InvalidArg).map(ToString::to_string).unwrap_or_default();
    if error.kind() == clap::error::ErrorKind::UnknownArgument
        && let Some(name) = OF_THE_SCREEN.into_iter().find(|name| *name == unknown)
    {
        return told(&of_the_screen(name));
    }
    let text = error.render().to_string();
    for line in text.lines() {
        let _ = writeln!(io::stderr(), "{}", clean(line));
    }
    ErrorKind::Usage.exit_code()
}

/// Returns the description of the command line.
#[must_use]
pub fn command() -> clap::Command {
    Arguments::command()
}
