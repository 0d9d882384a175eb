//! The screen, or the list in its place where there is no terminal for it.

use std::ffi::OsString;
use std::io::IsTerminal as _;

use clap::ValueEnum as _;

use super::Shape;
use super::args::{GlobalArguments, ListArguments, ScreenArguments, ViewArguments, WallArguments};
use super::plain::View;
use super::session::{Answer, Session, Zones, located, moment, name_of, names_its_zone, usage};
use super::terminal::{
    ColourChoice, Letters, Notifications, Output, Palette, answers_questions, fitting, is_dumb, keeps_no_copies,
    letters, notifications, palette, variables,
};
use super::voice::Voice;
use super::{list, plain};
use crate::app::keymap::Keymap;
use crate::app::launch::{Chosen, Clipboard, Colours, Glyphs, Launch, MouseOwner, Passage};
use crate::app::wall::{Asked, Beginning};
use crate::disk::{HERE, Located, SettingsFile, Source, ToldFile, author, read};
use crate::domain::settings::{GlyphChoice, Hours, parse_cycle};
use crate::domain::text::clean;
use crate::domain::theme::Theme;
use crate::error::{Error, ErrorKind};
use crate::tui;
use crate::yaml::snapshot::Snapshot;

/// The moment at which the built-in example starts.
const DEMO: &str = "2024-07-16T09:00:00-04:00";

/// Opens the screen on a file.
///
/// # Errors
///
/// When an argument is wrong, a named file is not there, or, where the list is printed, there is no file.
pub fn run(arguments: &ScreenArguments, global: &GlobalArguments) -> Result<Answer, Error> {
    let located = located(arguments.file.as_ref(), global)?;
    if let (Some(path), Some(Source::Path(_))) = (&arguments.file, &located.source) {
        must_not_be_a_mistyped_command(path)?;
    }
    open(arguments, global, located, None)
}

/// Becomes another program, where the screen ran this one for that; returns the exit code if it could not. None: it was
/// started for something else.
pub fn detached(arguments: &[OsString]) -> Option<u8> {
    let is_meant = arguments.get(1).is_some_and(|first| first == tui::DETACHED);
    is_meant.then(|| tui::detached(arguments.iter().skip(2).cloned()))
}

/// Opens the built-in example.
///
/// # Errors
///
/// When an argument is wrong.
pub fn demo(view: &ViewArguments, global: &GlobalArguments) -> Result<Answer, Error> {
    if global.file.is_some() {
        return Err(usage("'demo' opens the built-in example, not a file", "leave out --file"));
    }
    let screen = ScreenArguments { file: None, read_only: true, view: view.clone() };
    let located = Located {
        source: Some(Source::Example),
        origin: "built-in example".into(),
        is_required: true,
        settings: SettingsFile::of_user(),
    };
    open(&screen, global, located, Some(DEMO))
}

/// Says so where a word that is no file is nearly a command.
fn must_not_be_a_mistyped_command(path: &std::path::Path) -> Result<(), Error> {
    let word = path.to_string_lossy();
    if word.contains(['/', '.']) || path.symlink_metadata().is_ok() {
        return Ok(());
    }
    let near = crate::domain::suggest::did_you_mean(&word, super::command_names().iter().map(String::as_str));
    if near.is_empty() {
        return Ok(());
    }
    Err(Error::new(ErrorKind::File, format!("there is no command and no file '{}'", clean(&word))).hint(near))
}

fn open(
    arguments: &ScreenArguments,
    global: &GlobalArguments,
    mut located: Located,
    as_of: Option<&str>,
) -> Result<Answer, Error> {
    let text = arguments.view.filter.clone().unwrap_or_default();
    list::filter(&text, located.settings.settings.user.as_deref())?;
    let theme = match arguments.view.theme.as_deref() {
        Some(name) => theme(name, &located.settings.settings.themes)?,
        None => located.settings.settings.theme.clone(),
    };
    if let (Some(view), true) = (arguments.view.plain, global.json) {
        must_be_data(view)?;
    }
    let variables = variables();
    let no_screen =
        arguments.view.plain.is_some() || global.json || is_dumb(&variables) || !std::io::stdout().is_terminal();
    if no_screen {
        let Some(source) = located.source else {
            return Err(Error::new(ErrorKind::File, "there is no data file")
                .hint("make one with 'duewatch init', name one with --file, or try 'duewatch demo'"));
        };
        let voice = Voice::of_stdout(
            &variables,
            if arguments.view.plain.is_some() { ColourChoice::Never } else { global.color },
        );
        let session = Session::open((&source, &located.settings), global, as_of, voice)?;
        if let (Some(view), false) = (arguments.view.plain, global.json) {
            return plain::run(&session, view, &text);
        }
        let filter = if text.is_empty() { Vec::new() } else { vec![text] };
        let list = ListArguments { filter, ..ListArguments::default() };
        return list::run(&session, &list, if global.json { Shape::Json } else { Shape::Text });
    }
    let zones = Zones::of(global)?;
    let as_of = match global.as_of.as_deref().or(as_of) {
        Some(text) => Some(start(text, located.source.as_ref(), &zones)?),
        None => None,
    };
    let told = located.source.as_ref().and_then(Source::path).and_then(ToldFile::of_platform);
    let launch = Launch {
        file_name: located.source.as_ref().map(file_name),
        origin: located.origin,
        new_file: new_file(),
        author: author(&located.settings.settings),
        zone: zones.asked.as_ref().unwrap_or(&zones.machine).clone(),
        is_as_of: as_of.is_some(),
        is_read_only: arguments.read_only
            || arguments.view.wall.kiosk
            || as_of.is_some()
            || !matches!(located.source, Some(Source::Path(_)) | None),
        is_example: located.source == Some(Source::Example),
        glyphs: glyphs(letters(&variables), arguments.view.ascii, located.settings.settings.glyphs),
        colours: match palette(&variables, global.color, Output::Terminal) {
            Palette::True => Colours::True,
            Palette::Indexed => Colours::Indexed,
            Palette::Sixteen => Colours::Sixteen,
            Palette::Plain => Colours::None,
        },
        theme: theme.clone().unwrap_or_else(|| fitting(&variables)),
        clipboard: if keeps_no_copies(&variables) { Clipboard::Absent } else { Clipboard::Asked },
        passage: match notifications(&variables) {
            Notifications::Asked => Passage::Open,
            Notifications::ThroughTmux => Passage::Tmux,
            Notifications::ThroughScreen => Passage::Screen,
            Notifications::Absent => Passage::Absent,
        },
        filter: text,
        mouse: if located.settings.settings.mouse && !arguments.view.no_mouse {
            MouseOwner::Program
        } else {
            MouseOwner::Terminal
        },
        chosen: chosen(&mut located.settings),
        wall: wall_of(&arguments.view.wall, &located.settings)?,
        told: told.as_ref().map(ToldFile::read).unwrap_or_default(),
    };
    let asks_background = theme.is_none() && launch.colours != Colours::None && answers_questions(&variables);
    let source = located.source;
    let ended = tui::run(tui::Options { launch, source, told, as_of, machine: zones.machine, asks_background })?;
    let remarks = zones.note.into_iter().chain(located.settings.remarks()).chain(ended.remarks).collect();
    Ok(Answer { code: ended.code, remarks, ..Answer::default() })
}

/// Says so where JSON is asked of a view that is made for reading; the list has the same in JSON.
fn must_be_data(view: View) -> Result<(), Error> {
    let command = match view {
        View::List => return Ok(()),
        View::Matrix | View::Timeline | View::Month | View::Wall => "list --json",
        View::Detail => "show ADDRESS --json",
        View::Findings => "check --json",
    };
    let name = view.to_possible_value().map(|value| value.get_name().to_string()).unwrap_or_default();
    let hint = format!("leave out --json, or take the data from 'duewatch {command}'");
    Err(usage(format!("--plain={name} is text to read, and has no JSON"), hint))
}

/// Returns what the screen gets of the settings; what is wrong with their keys is added to their problems.
fn chosen(settings: &mut SettingsFile) -> Chosen {
    let keys = judge_keys(settings);
    Chosen { settings: settings.settings.clone(), keys, problems: settings.problems.clone() }
}

/// Returns the keys that hold, and adds to the problems of the settings what is wrong with theirs.
pub(super) fn judge_keys(settings: &mut SettingsFile) -> Keymap {
    let (keys, problems) = Keymap::of(&settings.settings.keys);
    for problem in &problems {
        let is_there = |path: &str| problem.place.is_some_and(|(line, _)| settings.lines.get(path) == Some(&line));
        settings.settings.keys.retain(|own| !is_there(&format!("keys.{}", own.command)));
    }
    settings.problems.extend(problems);
    settings.problems.sort_by_key(|problem| problem.place);
    keys
}

/// Returns which glyphs are drawn: the option, then the settings, then what locale and terminal can show.
fn glyphs(letters: Letters, is_ascii: bool, choice: GlyphChoice) -> Glyphs {
    match (letters, is_ascii, choice) {
        (Letters::Ascii, ..) => Glyphs::AsciiOnly,
        (_, true, _) | (_, _, GlyphChoice::Ascii) | (Letters::AsciiGlyphs, _, GlyphChoice::Auto) => Glyphs::Ascii,
        (Letters::Unicode, _, GlyphChoice::Auto) | (_, _, GlyphChoice::Unicode) => Glyphs::Unicode,
    }
}

/// Reads how the wall is to be shown: the options, else the settings.
fn wall_of(wall: &WallArguments, settings: &SettingsFile) -> Result<Asked, Error> {
    let own = &settings.settings.wall;
    // The default is told apart: without any wish a calm wall turns with the minute.
    let own_cycle = settings.lines.contains_key("wall.cycle").then_some(own.cycle);
    let wrong = |option: &str| {
        let message = format!("{option} cannot be read");
        move |hint: String| usage(&message, &hint)
    };
    Ok(Asked {
        from: match (wall.kiosk, wall.wall) {
            (true, _) => Beginning::Kiosk,
            (false, true) => Beginning::Wall,
            (false, false) => Beginning::Board,
        },
        cycle: wall.cycle.as_deref().map(parse_cycle).transpose().map_err(wrong("--cycle"))?.or(own_cycle),
        dim: wall.dim.as_deref().map(Hours::parse).transpose().map_err(wrong("--dim"))?.or(own.dim),
    })
}

/// Returns the theme of a name; none: what fits the terminal.
fn theme(name: &str, own: &[Theme]) -> Result<Option<Theme>, Error> {
    let names = || std::iter::once("auto").chain(Theme::all(own).map(Theme::name));
    if name.trim().eq_ignore_ascii_case("auto") {
        return Ok(None);
    }
    Theme::parse(name, own).map(Some).ok_or_else(|| {
        let near = crate::domain::suggest::did_you_mean(name, names());
        let hint = if near.is_empty() { format!("there are {}", names().collect::<Vec<_>>().join(", ")) } else { near };
        usage(format!("'{}' is not a theme", clean(name)), hint)
    })
}

/// Returns where the screen makes a new file.
fn new_file() -> String {
    let here = std::env::current_dir().map_or_else(|_| HERE.into(), |here| here.join(HERE));
    clean(&here.to_string_lossy()).as_str().to_string()
}

/// Returns the moment at which the screen starts; for a time without a zone the file is asked for its own.
fn start(text: &str, source: Option<&Source>, zones: &Zones) -> Result<chrono::DateTime<chrono::Utc>, Error> {
    let of_file = match (source, &zones.asked) {
        (Some(source @ (Source::Path(_) | Source::Example)), None) if !names_its_zone(text) => {
            // A file that cannot be read now is the screen's to tell.
            read(source).ok().and_then(|opened| Snapshot::of(opened.text, &zones.machine).file.zone.clone())
        }
        _ => None,
    };
    moment(text, zones.asked.as_ref().or(of_file.as_ref()).unwrap_or(&zones.machine))
}

/// Returns the name that the header shows, free of directories.
fn file_name(source: &Source) -> String {
    match source {
        Source::Path(path) => path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned(),
        Source::Example => "deadlines.yaml".into(),
        Source::Stdin => name_of(source),
    }
}
