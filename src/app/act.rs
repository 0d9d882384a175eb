//! What each command does.

use super::arrange::{self, Pick};
use super::command::{Command, Context, spec};
use super::effect::Effect;
use super::filter_line::token_start;
use super::findings::show_findings;
use super::motion::{Step, go};
use super::overlay::{Kind, Overlay};
use super::saving::Intent;
use super::state::{Pane, STARTLED, State};
use super::update::refilter;
use super::{
    answers, back, conflict, copying, dating, detail, form, importing, links, many, marks, mouse, note, palette, panes,
    prompt, removing, sheet, starting, status, stray, themes, timeline, typing, views, wall, why,
};
use crate::domain::edit::Record;
use crate::domain::edit::make::Choice;
use crate::domain::filter::complete;
use crate::domain::status::Status;

/// Carries out a command, or says why it cannot be done.
pub fn act(state: &mut State, command: Command) -> Vec<Effect> {
    if let Some(why) = (spec(command).when)(state) {
        if command != Command::Back {
            state.say(state.keyed(why));
        }
        return Vec::new();
    }
    let offered = state.notices.toast.take().and_then(|toast| toast.offers);
    if let Some(effects) = many::instead(state, command) {
        return effects;
    }
    if wall::instead(state, command) || acts_on_row(state, command) && is_startled(state) {
        return Vec::new();
    }
    let is_closed = state.overlay.is_none();
    let effects = carry_out(state, command, offered.as_deref());
    if is_closed {
        typing::kept::taken_up(state);
    }
    effects
}

/// Carries out a command that can be done; `offered` is what the message offered that stood there.
fn carry_out(state: &mut State, command: Command, offered: Option<&str>) -> Vec<Effect> {
    match command {
        Command::Up => go(state, Step::Rows(-1)),
        Command::Down => go(state, Step::Rows(1)),
        Command::PageUp => go(state, Step::Pages(-1)),
        Command::PageDown => go(state, Step::Pages(1)),
        Command::HalfPageUp => go(state, Step::HalfPages(-1)),
        Command::HalfPageDown => go(state, Step::HalfPages(1)),
        Command::First => go(state, Step::First),
        Command::Last => go(state, Step::Last),
        Command::Left | Command::Right => panes::go_aside(state, panes::side_of(command)),
        Command::Open => return open(state),
        Command::Back => return back::back(state),
        Command::Accept if sheet::is_on_note(state) => return sheet::open_note(state),
        Command::Accept | Command::SaveText => return accept(state),
        Command::Complete => complete_filter(state),
        Command::NextPane => panes::switch(state, Pane::next),
        Command::PreviousPane => panes::switch(state, Pane::previous),
        Command::Closer | Command::Wider => timeline::zoom(state, panes::side_of(command)),
        Command::Today => timeline::today(state),
        Command::PaneByNumber => panes::show(state, '1'),
        Command::MonthView => timeline::calendar::toggle(state),
        Command::NextOfDay | Command::PreviousOfDay => timeline::calendar::on_this_day(state, panes::side_of(command)),
        Command::Filter => open_filter(state),
        Command::Sort => arrange::sort(state),
        Command::ShowClosed => arrange::fold(state),
        Command::ViewMine => views::show(state, views::MINE),
        Command::ViewOverdue => views::show(state, views::OVERDUE),
        Command::ViewWeek => views::show(state, views::WEEK),
        Command::ViewByNumber => views::show_number(state, 1),
        Command::SaveView => views::ask_name(state),
        Command::Findings => show_findings(state),
        Command::OpenExample => return starting::open_example(state),
        Command::DropText => typing::drop_it(state),
        Command::GoOn => typing::go_on(state),
        Command::KeepText => typing::keep_it(state),
        Command::NextField => next_field(state, 1),
        Command::PreviousField => next_field(state, -1),
        Command::NextStatus => return status::next(state),
        Command::SetOpen => return status::set(state, Status::Open),
        Command::SetInProgress => return status::set(state, Status::InProgress),
        Command::SetBlocked => return status::set(state, Status::Blocked),
        Command::SetAccepted => return status::set(state, Status::Accepted),
        Command::SetDone => return status::set(state, Status::Done),
        Command::SetNotApplicable => return status::set(state, Status::NotApplicable),
        Command::Note => return if state.context() == Context::Stray { stray::copy(state) } else { note::open(state) },
        Command::NoteEditor => return note::open_in_editor(state),
        Command::Date => return dating::open(state),
        Command::Fields => return sheet::open(state),
        Command::RegulationFields => return prompt::regulation(state),
        Command::ProductFields => return prompt::product(state),
        Command::FileFields => return sheet::open_on(state, &Record::File),
        Command::Add => prompt::add(state),
        Command::AddProduct => prompt::add_product(state),
        Command::AddRegulation => prompt::add_regulation(state),
        Command::Again => prompt::again(state),
        Command::Ladder => prompt::ladder(state),
        Command::Clock => prompt::clock(state),
        Command::Acknowledge => prompt::acknowledge_here(state),
        Command::WholeForm => return prompt::whole_form(state),
        Command::NewFile => return starting::new_file(),
        Command::Import => prompt::import(state),
        Command::Correct => dating::switch(state),
        Command::WorkingDay => dating::take_working_day(state),
        Command::Keep => keep(state),
        Command::Verify => return dating::verify(state),
        Command::Why => why::open(state),
        Command::OpenLink => return links::open(state),
        // The number is the key: see `update`; the wall was shown or left above.
        Command::ByNumber | Command::Wall => {}
        Command::Copy => return copying::copy(state, offered),
        Command::PlainText => copying::plain(state, offered),
        Command::Owner => return many::ask(state, many::Ask::Owner),
        Command::Tag => return many::ask(state, many::Ask::Tag),
        Command::Mark => marks::toggle(state),
        Command::MarkAll => marks::toggle_all(state),
        Command::Remove => return removing::open(state),
        Command::ConfirmRemoval => return removing::yes(state),
        Command::OtherButton => removing::other_button(state),
        Command::Undo if state.context() == Context::Note => note::undo(state),
        Command::Redo if state.context() == Context::Note => note::redo(state),
        Command::Undo => return answers::take_back(state, Intent::Undo),
        Command::Redo => return answers::take_back(state, Intent::Redo),
        Command::KeepMine => return conflict::settle(state, Choice::Mine),
        Command::KeepTheirs => return conflict::settle(state, Choice::Theirs),
        Command::KeepBoth => return conflict::settle(state, Choice::Both),
        Command::Discard => answers::discard(state),
        Command::ResumeTyping => typing::kept::resume(state),
        Command::DiscardTyped => typing::kept::discard(state),
        Command::Help => palette::open(state, Kind::Keys),
        Command::Palette => palette::open(state, Kind::Palette),
        Command::Reload => return reload(state),
        Command::Mouse => return mouse::toggle(state),
        Command::Themes => themes::open(state),
        Command::Repaint => return vec![Effect::Repaint],
        Command::Suspend => return vec![Effect::Suspend],
        Command::Quit if state.context() == Context::Findings && state.source.board.is_some() => state.overlay = None,
        Command::Quit if answers::must_ask(state) => state.overlay = Some(Overlay::Leaving),
        Command::Quit => return vec![Effect::Quit { code: 0 }],
        Command::QuitNow => return vec![Effect::Quit { code: 130 }],
    }
    Vec::new()
}

fn acts_on_row(state: &State, command: Command) -> bool {
    use Command::{
        Acknowledge, Again, Clock, Copy, Date, Fields, Ladder, Mark, NextStatus, Note, NoteEditor, Open, OpenLink,
        Owner, PlainText, ProductFields, RegulationFields, Remove, SetAccepted, SetBlocked, SetDone, SetInProgress,
        SetNotApplicable, SetOpen, Tag, Verify, Why,
    };
    let is_edit = matches!(
        command,
        NextStatus
            | SetOpen
            | SetInProgress
            | SetBlocked
            | SetAccepted
            | SetDone
            | SetNotApplicable
            | Note
            | NoteEditor
            | Date
            | Fields
            | RegulationFields
            | ProductFields
            | Again
            | Ladder
            | Clock
            | Acknowledge
            | Verify
            | Owner
            | Tag
            | Mark
            | Remove
    );
    let is_for_row = matches!(command, OpenLink | Copy | PlainText | Why);
    let is_deed = command == Open && state.screen.pane == Pane::Detail;
    is_edit || state.overlay.is_none() && (is_for_row || is_deed)
}

/// Returns whether the row under the cursor moved by itself just before the key; that is said once.
fn is_startled(state: &mut State) -> bool {
    let moved = state.notices.moved.take();
    let is_startled = moved.is_some_and(|moved| state.now.mono < moved + STARTLED);
    if is_startled {
        let board = state.source.board.as_ref();
        let title = board.zip(state.list.milestone()).map(|(board, number)| board.records(number).1.title.to_string());
        state.say(format!("The rows moved just now. Press it again for: {}", title.unwrap_or_default()));
    }
    is_startled
}

fn open(state: &mut State) -> Vec<Effect> {
    match state.overlay.take() {
        Some(Overlay::Help(help)) => palette::run(state, help),
        Some(Overlay::Findings(place)) => {
            state.overlay = Some(Overlay::Findings(place));
            let finding = state.source.reported().and_then(|snapshot| snapshot.findings.get(place.at));
            let start = finding.and_then(|finding| finding.place).map_or(0, |place| place.start);
            edit_at(state, state.source.lines.as_ref().map_or(1, |lines| lines.line_of(start)))
        }
        None | Some(Overlay::Leaving) if !state.edits.conflicts.is_empty() => {
            state.overlay = Some(Overlay::Conflict);
            Vec::new()
        }
        Some(
            overlay @ (Overlay::Picker(_)
            | Overlay::Themes(_)
            | Overlay::Links(_)
            | Overlay::Plain(_)
            | Overlay::Why(_)
            | Overlay::Form(_)
            | Overlay::Note(_)
            | Overlay::Dating(_)
            | Overlay::Sheet(_)
            | Overlay::Prompt(_)
            | Overlay::Removing(_)
            | Overlay::Many(_)
            | Overlay::Import(_)
            | Overlay::Stray(_)
            | Overlay::Conflict
            | Overlay::Leaving),
        ) => {
            state.overlay = Some(overlay);
            Vec::new()
        }
        None if state.edits.refused.is_some() => {
            let line = state.edits.refused.take().map_or(1, |refused| refused.line);
            edit_at(state, line)
        }
        None if state.screen.pane == Pane::Detail => detail::act(state),
        None => match state.list.pick() {
            Some(Pick::Unreadable(number)) => {
                let board = state.source.board.as_ref();
                let record = board.and_then(|board| board.file.unreadable.get(number as usize));
                let line = record.map_or(1, |record| record.line);
                edit_at(state, line)
            }
            Some(Pick::Milestone(_)) => {
                let below = state.screen.pane;
                state.screen = super::state::Screen { pane: Pane::Detail, below };
                state.detail = detail::Cursor::default();
                Vec::new()
            }
            None => Vec::new(),
        },
    }
}

/// Asks for the editor at a line; says why not where nothing may be changed: the editor could.
pub fn edit_at(state: &mut State, line: u32) -> Vec<Effect> {
    let why = if state.launch.is_example {
        "the built-in example has no file to edit"
    } else if state.launch.is_as_of {
        "the program runs from another time: nothing can be changed"
    } else if state.launch.is_read_only {
        "opened read-only: nothing can be changed"
    } else {
        return vec![Effect::OpenEditor { line }];
    };
    state.say(why);
    Vec::new()
}

/// Takes what was chosen or typed.
fn accept(state: &mut State) -> Vec<Effect> {
    match &state.overlay {
        Some(Overlay::Picker(_)) => status::choose(state),
        Some(Overlay::Themes(_)) => themes::choose(state),
        Some(Overlay::Links(_)) => links::choose(state),
        Some(Overlay::Form(_)) => form::accept(state),
        Some(Overlay::Note(_)) => note::accept(state),
        Some(Overlay::Dating(_)) => dating::accept(state),
        Some(Overlay::Sheet(_)) => sheet::accept(state),
        Some(Overlay::Prompt(_)) => prompt::accept(state),
        Some(Overlay::Removing(_)) => removing::accept(state),
        Some(Overlay::Many(_)) => many::accept(state),
        Some(Overlay::Import(_)) => importing::accept(state),
        Some(
            Overlay::Help(_)
            | Overlay::Findings(_)
            | Overlay::Plain(_)
            | Overlay::Why(_)
            | Overlay::Stray(_)
            | Overlay::Conflict
            | Overlay::Leaving,
        ) => Vec::new(),
        None => {
            (state.filter.is_open, state.filter.home) = (false, None);
            Vec::new()
        }
    }
}

fn next_field(state: &mut State, by: isize) {
    match &mut state.overlay {
        Some(Overlay::Dating(_)) => dating::next(state, by),
        Some(Overlay::Form(form)) => form.turn(by),
        Some(Overlay::Sheet(_)) => sheet::next(state, by),
        Some(Overlay::Removing(_)) => removing::turn(state, by),
        Some(
            Overlay::Help(_)
            | Overlay::Findings(_)
            | Overlay::Picker(_)
            | Overlay::Themes(_)
            | Overlay::Links(_)
            | Overlay::Plain(_)
            | Overlay::Why(_)
            | Overlay::Note(_)
            | Overlay::Prompt(_)
            | Overlay::Many(_)
            | Overlay::Import(_)
            | Overlay::Stray(_)
            | Overlay::Conflict
            | Overlay::Leaving,
        )
        | None => {}
    }
}

fn reload(state: &mut State) -> Vec<Effect> {
    if answers::can_retry(state) {
        return answers::retry(state);
    }
    state.notices.asked_to_reload = true;
    vec![Effect::Reload]
}

/// Keeps a date that would move with another, in the dialog that is open.
fn keep(state: &mut State) {
    dating::keep(state);
    sheet::keep(state);
}

fn open_filter(state: &mut State) {
    state.filter.is_open = true;
    state.filter.home = state.list.pick();
}

fn complete_filter(state: &mut State) {
    let Some(board) = &state.source.board else { return };
    let text = state.filter.text().to_string();
    let found = complete(&text, text.len(), board);
    let start = token_start(&text);
    let (before, token) = text.split_at_checked(start).unwrap_or((&text, ""));
    // Tab after a whole word goes on to the next one.
    let next = match found.iter().position(|word| word == token) {
        Some(at) => found.get(at + 1).or_else(|| found.first()),
        None => found.first(),
    };
    match next {
        Some(word) => {
            let whole = format!("{before}{word}");
            state.filter.set(&whole);
            refilter(state);
        }
        None => state.say("nothing completes this"),
    }
}
