//! A spreadsheet that is imported: what it would change is listed first, and written as one edit.

use std::sync::Arc;

use super::edits::commit;
use super::effect::Effect;
use super::motion::Step;
use super::newcomer::{self, ahead, board_of, machine};
use super::overlay::Overlay;
use super::panel::{Panel, Room};
use super::prompt;
use super::state::State;
use super::tone::Tone;
use super::when::{needs_new_file, needs_writing};
use super::words::{Run, Words, cleaned, owned};
use crate::domain::edit::{Edit, Facts, Refusal, Why};
use crate::domain::text::clean;
use crate::exchange::import::{changing, edit};
use crate::exchange::sheet::{self, Comparison, Options, Problem, Sheet};
use crate::exchange::told;
use crate::yaml::amend;
use crate::yaml::snapshot::Snapshot;
use crate::yaml::starter;

/// The most records that are listed; the others are counted.
const LISTED: usize = 500;
/// The cells of a label before its text.
const LABEL: usize = 8;

/// A spreadsheet that was read.
#[derive(Clone, Debug)]
pub struct Importing {
    /// Its path as typed.
    path: String,
    /// What stands in it; at most 64 MiB.
    bytes: Arc<[u8]>,
    /// What is said of it, a line each.
    told: Vec<(String, String, Tone)>,
    /// What is done with it.
    plan: Plan,
    /// What happened meanwhile; may be empty.
    remark: String,
    /// The first line that is shown.
    pub offset: usize,
}

/// What is done with a spreadsheet.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Plan {
    /// Nothing, before it is mended.
    Wrong,
    /// Nothing: the file says all of it.
    Same,
    /// This is written.
    Write(Edit),
}

/// Takes a spreadsheet that was read, or says in the line of its path why it was not.
pub fn read(state: &mut State, path: String, read: Result<Arc<[u8]>, String>) {
    let is_wanted = match &state.overlay {
        Some(Overlay::Prompt(_)) => prompt::is_importing(state, &path),
        Some(Overlay::Import(importing)) => importing.path == path,
        Some(_) | None => false,
    };
    // Who left does not come back for it.
    if !is_wanted {
        return;
    }
    state.needs_draw = true;
    match read {
        Ok(bytes) => state.overlay = Some(Overlay::Import(Box::new(Importing::of(state, path, bytes)))),
        Err(why) => match &mut state.overlay {
            Some(Overlay::Import(importing)) => importing.remark = why,
            Some(_) | None => prompt::fail(state, why),
        },
    }
}

impl Importing {
    /// Compares a spreadsheet with the file that is open; where there is none, with the one that would be made.
    fn of(state: &State, path: String, bytes: Arc<[u8]>) -> Self {
        let (told, plan) = looked_at(state, &bytes);
        Self { path, bytes, told, plan, remark: String::new(), offset: 0 }
    }
}

fn looked_at(state: &State, bytes: &[u8]) -> (Vec<(String, String, Tone)>, Plan) {
    let sheet = sheet::read(bytes, &Options::default());
    if !sheet.problems.is_empty() {
        return (wrong(&sheet.problems), Plan::Wrong);
    }
    let snapshot = ahead(state).unwrap_or_else(|| {
        let zone = &state.launch.zone;
        Arc::new(Snapshot::of(starter::empty(&zone.name()).into(), zone))
    });
    let board = board_of(state, &snapshot);
    let comparison = sheet::compare(&sheet, &board);
    if !comparison.problems.is_empty() {
        return (wrong(&comparison.problems), Plan::Wrong);
    }
    let now = match amend::facts(&snapshot, &changing(&comparison)) {
        Ok(now) => now,
        Err(refusal) => return (vec![(String::new(), refusal.message, Tone::Bad)], Plan::Wrong),
    };
    let Some(edit) = edit(&comparison, &now) else {
        return (listed(&sheet, &comparison, &now), Plan::Same);
    };
    match newcomer::tried(&snapshot, &edit, machine(&board)) {
        Ok(_) => (listed(&sheet, &comparison, &now), Plan::Write(edit)),
        Err(refusal) => {
            let lines = [(refusal.message, Tone::Bad), (refusal.hint, Tone::Dim)];
            let told = lines.into_iter().filter(|(text, _)| !text.is_empty());
            (told.map(|(text, tone)| (String::new(), text, tone)).collect(), Plan::Wrong)
        }
    }
}

/// Says all that is wrong in a sheet, each with what to do.
fn wrong(problems: &[Problem]) -> Vec<(String, String, Tone)> {
    let mut told = Vec::new();
    for problem in problems {
        told.push((String::new(), problem.to_string(), Tone::Bad));
        if !problem.hint.is_empty() {
            told.push((String::new(), format!("  {}", problem.hint), Tone::Dim));
        }
    }
    told
}

/// Says what a sheet changes: how many records, what each column fills, and each record.
fn listed(sheet: &Sheet, comparison: &Comparison, facts: &Facts) -> Vec<(String, String, Tone)> {
    let [add, change, same] = told::counts(comparison);
    let plain = |text: String, tone: Tone| (String::new(), text, tone);
    let mut lines = vec![plain(format!("{add} to add, {change} to change, {same} the same"), Tone::Strong)];
    lines.extend(sheet.notices.iter().map(|notice| plain(notice.clone(), Tone::Doubtful)));
    lines.push(plain(String::new(), Tone::Plain));
    for outcome in comparison.outcomes.iter().take(LISTED) {
        let (word, what) = told::in_words(outcome, facts);
        let tone = if word == "same" { Tone::Dim } else { Tone::Plain };
        lines.push((word.to_string(), format!("{}  {what}", outcome.record), tone));
    }
    if comparison.outcomes.len() > LISTED {
        lines.push(plain(format!("and {} more", comparison.outcomes.len() - LISTED), Tone::Dim));
    }
    lines.extend(told::kept(comparison).into_iter().map(|kept| plain(kept, Tone::Doubtful)));
    lines.extend(told::dates(comparison).map(|dates| plain(dates, Tone::Doubtful)));
    lines.push(plain(String::new(), Tone::Plain));
    lines.push(plain("Columns".to_string(), Tone::Head));
    let columns = told::columns(sheet);
    lines.extend(columns.into_iter().map(|(head, fills)| plain(format!("{head} -> {fills}"), Tone::Dim)));
    lines
}

/// Returns what is shown.
#[must_use]
pub fn panel(state: &State, importing: &Importing) -> Panel {
    let room = Room::of(state);
    let data = |text: &str, tone: Tone| Run { text: owned(&cleaned(state.launch.glyphs, text)), tone };
    let mut panel = Panel { title: format!("Import {}", clean(&importing.path)), ..Panel::default() };
    for (label, text, tone) in &importing.told {
        if label.is_empty() && text.is_empty() {
            panel.lines.push(Words::blank());
        } else if label.is_empty() {
            panel.line(room, &[data(text, *tone)], 2);
        } else {
            panel.line(room, &[Run::new(&format!("{label:<LABEL$}"), Tone::Dim), data(text, *tone)], LABEL);
        }
    }
    let to = state.launch.file_name.as_deref().unwrap_or(&state.launch.new_file);
    let is_new = state.launch.file_name.is_none();
    let what = match &importing.plan {
        Plan::Wrong => "reads it again, once it is mended; nothing is written".to_string(),
        Plan::Same => format!("closes: nothing to change in {}", clean(to)),
        Plan::Write(_) if is_new => format!("makes {} and writes it there", clean(to)),
        Plan::Write(_) => format!("writes it into {}; {}", clean(to), state.keyed("{undo} takes it back")),
    };
    if !importing.remark.is_empty() {
        panel.foot.push(Words { runs: vec![data(&importing.remark, Tone::Doubtful)], right: Vec::new() });
    }
    panel.foot.push(Words::of(&state.keyed("{accept} "), Tone::Accent).then(&what, Tone::Dim));
    panel.foot.push(Words::of("other heads or dates: duewatch import csv --help", Tone::Dim));
    panel
}

/// Returns what `Enter` does, in a word.
#[must_use]
pub fn accept_word(importing: &Importing) -> &'static str {
    match importing.plan {
        Plan::Wrong => "read it again",
        Plan::Same => "close",
        Plan::Write(_) => "write it",
    }
}

/// Writes what is listed (`Enter`); where there is no file yet, that is made first.
pub fn accept(state: &mut State) -> Vec<Effect> {
    let Some(Overlay::Import(importing)) = &state.overlay else { return Vec::new() };
    match importing.plan.clone() {
        Plan::Wrong => vec![Effect::ReadSheet { path: importing.path.clone() }],
        Plan::Same => {
            state.overlay = None;
            state.say("nothing to change");
            Vec::new()
        }
        Plan::Write(edit) if state.launch.file_name.is_some() => {
            let made = match needs_writing(state) {
                Some(why) => Err(Refusal::new(Why::Rule, state.keyed(why), "")),
                None => commit(state, edit),
            };
            match made {
                Ok(effects) => {
                    state.overlay = None;
                    effects
                }
                Err(refusal) => say(state, &refusal.message),
            }
        }
        Plan::Write(_) => {
            if let Some(why) = needs_new_file(state) {
                let why = state.keyed(why);
                return say(state, &why);
            }
            state.first_import = Some(importing.clone());
            vec![Effect::NewFile]
        }
    }
}

fn say(state: &mut State, why: &str) -> Vec<Effect> {
    if let Some(Overlay::Import(importing)) = &mut state.overlay {
        importing.remark = format!("not written: {why}");
    }
    Vec::new()
}

/// Writes the spreadsheet for which the file was made that was just read.
pub fn into_new_file(state: &mut State) -> Vec<Effect> {
    let Some(first) = state.first_import.take() else { return Vec::new() };
    let importing = Importing::of(state, first.path, first.bytes);
    state.overlay = Some(Overlay::Import(Box::new(importing)));
    accept(state)
}

/// Looks at a new version of the file: what was listed may not be so any more.
pub fn looked(state: &mut State) {
    let Some(Overlay::Import(importing)) = &state.overlay else { return };
    let (told, plan) = looked_at(state, &importing.bytes);
    if let Some(Overlay::Import(importing)) = &mut state.overlay
        && plan != importing.plan
    {
        importing.remark = "the file was changed just now: look again".to_string();
        (importing.told, importing.plan) = (told, plan);
        state.needs_draw = true;
    }
}

/// Scrolls.
pub fn scroll(state: &mut State, step: Step) {
    let Some(Overlay::Import(importing)) = &state.overlay else { return };
    let offset = panel(state, importing).scrolled(Room::of(state), importing.offset, step);
    if let Some(Overlay::Import(importing)) = &mut state.overlay {
        importing.offset = offset;
        state.needs_draw = true;
    }
}
