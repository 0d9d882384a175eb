//! What is being typed, kept so that it outlives the program; and what was left from last time.

use std::time::Duration;

use super::Typed;
use crate::app::arrange::{Pick, arrange};
use crate::app::banner::clock;
use crate::app::effect::Effect;
use crate::app::many::Rows;
use crate::app::overlay::Overlay;
use crate::app::saving::Ticket;
use crate::app::state::{State, TOAST};
use crate::app::stray::Stray;
use crate::app::{dating, form, many, note, prompt, sheet};
use crate::domain::edit::{Edit, Record};
use crate::domain::unfinished::Unfinished;

/// How long what is typed waits at least from one time that it is kept to the next.
pub const PAUSE: Duration = Duration::from_secs(1);

/// The most texts that are offered.
pub const MOST: usize = 64;

/// Texts that are saved nowhere.
#[derive(Clone, Debug, Default)]
pub struct Typing {
    /// What is being typed, the dialog in front last; nothing that would not be lost. At most two.
    pub now: Vec<Unfinished>,
    /// What was left from last time, oldest first. At most [`MOST`].
    pub offered: Vec<Unfinished>,
    /// When what was typed since the last time is to be kept.
    pub due: Option<Duration>,
    /// Texts whose dialog is closed and whose edit is not settled, with that edit. No more than edits wait.
    saving: Vec<(Edit, Unfinished)>,
    /// All that was last asked to be kept, and when.
    asked: (Vec<Unfinished>, Option<Duration>),
    /// Until when one word more throws the newest of last time away.
    sure_until: Option<Duration>,
    /// Why the last of them could not be kept; empty: it was.
    problem: String,
}

/// Looks at what is typed after a message; asks for it to be kept, at once where something is to be forgotten, else at
/// most once in [`PAUSE`]. `before` is the last ticket before the message.
pub fn follow(state: &mut State, before: Ticket) -> Option<Effect> {
    let is_closed = state.overlay.is_none() && state.parked.is_none();
    if is_closed && state.typing.is_settled() {
        return None;
    }
    note_what_is_typed(state, before);
    let wanted = state.typing.whole();
    let typing = &mut state.typing;
    let (asked, at) = &typing.asked;
    if wanted == *asked {
        typing.due = None;
        return None;
    }
    let is_less = asked.iter().any(|old| !wanted.iter().any(|new| new.is_of_one_piece_with(old)));
    let due = at.map_or(state.now.mono, |at| at + PAUSE);
    if !is_less && state.now.mono < due {
        typing.due = Some(due);
        return None;
    }
    typing.asked = (wanted.clone(), Some(state.now.mono));
    typing.due = None;
    Some(Effect::KeepTexts(wanted))
}

fn note_what_is_typed(state: &mut State, before: Ticket) {
    let parked = state.parked.as_deref().map(|sheet| -> &dyn Typed { sheet });
    let front = state.overlay.as_ref().and_then(Overlay::written);
    let dialogs = parked.into_iter().chain(front).filter(|dialog| dialog.is_changed());
    let mut new: Vec<Unfinished> = dialogs.map(|dialog| dialog.unfinished(state.now.wall)).collect();
    let old = std::mem::take(&mut state.typing.now);
    for text in &mut new {
        // It goes on: it was begun when it was begun.
        text.begun = old.iter().find(|old| old.is_of_one_dialog_with(text)).map_or(text.begun, |old| old.begun);
    }
    if state.edits.last != before {
        // Saved by this message: until that is settled the text stays.
        let edit = state.edits.waiting().last().cloned();
        let gone = old.into_iter().rev().find(|old| !new.iter().any(|text| text.is_of_one_piece_with(old)));
        state.typing.saving.extend(edit.zip(gone));
    }
    state.typing.now = new;
    if state.typing.saving.is_empty() {
        return;
    }
    // An edit that is kept as a draft needs no text beside it.
    let edits = &state.edits;
    let unsettled = edits.unsettled();
    let is_safe = edits.drafts.is_answered;
    state.typing.saving.retain(|(edit, _)| unsettled.contains(edit) && !(is_safe && edits.drafts.asked.contains(edit)));
}

impl Typing {
    /// Returns whether nothing is kept and nothing is to be.
    fn is_settled(&self) -> bool {
        self.now.is_empty() && self.saving.is_empty() && self.offered.is_empty() && self.asked.0.is_empty()
    }

    /// Offers a text whose dialog is closed, as the newest; returns whether there is room for one more.
    pub fn offer(&mut self, text: Unfinished) -> bool {
        let has_room = self.offered.len() < MOST;
        if has_room {
            let begun =
                self.now.iter().find(|old| old.is_of_one_dialog_with(&text)).map_or(text.begun, |old| old.begun);
            self.offered.push(Unfinished { begun, ..text });
        }
        has_room
    }

    /// Returns what must be kept when the program ends and its edits are kept: the offers, and what is being typed.
    #[must_use]
    pub fn left(&self) -> Vec<Unfinished> {
        self.offered.iter().chain(&self.now).cloned().collect()
    }

    /// Returns all that must be kept while the program runs, or is stopped.
    #[must_use]
    pub fn whole(&self) -> Vec<Unfinished> {
        let saving = self.saving.iter().map(|(_, text)| text);
        self.offered.iter().chain(saving).chain(&self.now).cloned().collect()
    }
}

/// Notes whether what is typed could be kept; says so where it could not.
pub fn kept(state: &mut State, kept: Result<(), String>) {
    let problem = kept.err().unwrap_or_default();
    if !problem.is_empty() && problem != state.typing.problem {
        state.say_longer(&*problem);
    }
    state.typing.problem = problem;
}

/// Offers what was being typed last time, but for what stands in the file by now.
pub fn found(state: &mut State, texts: Vec<Unfinished>) {
    let own = state.typing.whole();
    let is_open = |text: &Unfinished| !own.iter().any(|own| own.is_of_one_piece_with(text)) && !is_said(state, text);
    let mut fresh: Vec<Unfinished> = texts.iter().filter(|text| is_open(text)).cloned().collect();
    let typing = &mut state.typing;
    let mut asked = texts;
    asked.append(&mut typing.asked.0);
    typing.asked.0 = asked;
    fresh.append(&mut typing.offered);
    fresh.truncate(MOST);
    typing.offered = fresh;
    state.needs_draw = true;
}

/// Returns whether the file says by now what was typed: it was saved before the program could forget the text.
fn is_said(state: &State, text: &Unfinished) -> bool {
    match &*text.dialog {
        note::DIALOG => note::is_said(state, text),
        form::DIALOG => form::is_said(state, text),
        dating::DIALOG => dating::is_said(state, text),
        sheet::kept::DIALOG => sheet::kept::is_said(state, text),
        _ => false,
    }
}

/// Opens the dialog of a text with the text; one that a later version knows is known there alone.
fn reopen(state: &State, text: &Unfinished) -> Result<Overlay, String> {
    match &*text.dialog {
        note::DIALOG => note::reopen(state, text),
        form::DIALOG => form::reopen(state, text),
        dating::DIALOG => dating::reopen(state, text),
        sheet::kept::DIALOG => sheet::kept::reopen(state, text),
        prompt::kept::DIALOG => prompt::kept::reopen(state, text),
        many::kept::DIALOG => many::kept::reopen(state, text),
        _ => Err(format!("this version has no dialog '{}'", text.dialog)),
    }
}

/// Goes on with the newest text of last time; one whose dialog cannot be opened is shown.
pub fn resume(state: &mut State) {
    let Some(text) = state.typing.offered.pop() else { return };
    match reopen(state, &text) {
        Ok(overlay) => {
            go_to(state, &text.record);
            state.overlay = Some(overlay);
            state.typing.now = vec![text];
            super::settle(state);
            sheet::looked(state);
        }
        Err(why) => {
            state.overlay = Some(Overlay::Stray(Box::new(Stray { text: text.clone(), why, offset: 0 })));
            state.typing.offered.push(text);
        }
    }
    state.needs_draw = true;
}

/// Puts into a dialog that was just opened what was kept of it: of two beginnings the one that was typed is meant.
pub fn taken_up(state: &mut State) {
    let Some(dialog) = state.overlay.as_ref().and_then(Overlay::typed).filter(|dialog| !dialog.is_changed()) else {
        return;
    };
    let fresh = dialog.unfinished(state.now.wall);
    let is_of_it = |text: &Unfinished| match &*text.dialog {
        // Whether the date is moved or corrected, and what is kept beside it, is typed too.
        dating::DIALOG => (&text.dialog, &text.record) == (&fresh.dialog, &fresh.record),
        note::DIALOG | form::DIALOG | sheet::kept::DIALOG => text.is_of_one_dialog_with(&fresh),
        _ => false,
    };
    let Some(at) = state.typing.offered.iter().rposition(is_of_it) else { return };
    let text = state.typing.offered.remove(at);
    match reopen(state, &text) {
        Ok(overlay) => {
            let when = clock(state, text.begun);
            state.overlay = Some(overlay);
            state.typing.now.push(text);
            super::settle(state);
            sheet::looked(state);
            state.say_longer(format!("this was typed before and not saved; begun {when}"));
        }
        Err(why) => {
            state.typing.offered.insert(at, text);
            state.say_longer(format!("something typed here before is kept and cannot be opened: {why}"));
        }
    }
}

/// Puts the cursor on the row of a record, if it is listed.
fn go_to(state: &mut State, record: &Record) {
    let board = state.source.board.as_ref();
    let number =
        record.milestone().zip(board).and_then(|((regulation, milestone), board)| board.find(regulation, milestone));
    let pick = number.map(Pick::Milestone).filter(|pick| state.list.picks.iter().any(|(listed, _)| listed == pick));
    if let Some(pick) = pick {
        arrange(state, Some(pick));
    }
}

/// Throws the newest text of last time away, when it is said twice.
pub fn discard(state: &mut State) {
    let now = state.now.mono;
    let Some(what) = state.typing.offered.last().map(|text| what(state, text)) else { return };
    if state.typing.sure_until.is_none_or(|until| now >= until) {
        state.typing.sure_until = Some(now + TOAST);
        state.say(format!("{} throws away {what} for good", state.keyed("{discard-typed} once more")));
        return;
    }
    state.typing.sure_until = None;
    state.typing.offered.pop();
    if matches!(state.overlay, Some(Overlay::Stray(_))) {
        state.overlay = None;
    }
    state.say("thrown away");
}

/// Returns what a text is, in a few words: `a note on It applies`.
#[must_use]
pub fn what(state: &State, text: &Unfinished) -> String {
    let (kind, of) = parts(state, text);
    format!("{kind}{of}")
}

/// Returns what sort of text it is, and of what: `a note`, ` on It applies`.
#[must_use]
pub fn parts<'a>(state: &State, text: &'a Unfinished) -> (&'a str, String) {
    let name = name(state, text);
    let of = format!(" of {name}");
    match &*text.dialog {
        note::DIALOG => ("a note", format!(" on {name}")),
        form::DIALOG => ("a status", of),
        dating::DIALOG => ("a new date", of),
        sheet::kept::DIALOG => match text.about(sheet::kept::SORT) {
            Some("product") => ("a new product", String::new()),
            Some(_) => ("a new deadline", String::new()),
            None => ("fields", of),
        },
        prompt::kept::DIALOG => match text.about(prompt::kept::PURPOSE) {
            Some("product") => ("a new product", String::new()),
            Some("again") => ("a deadline for once more", String::new()),
            Some("ladder") => ("lead times", of),
            Some("clock") => ("the moment of a clock", of),
            Some(_) | None => ("a new deadline", String::new()),
        },
        many::kept::DIALOG => (text.about(many::kept::ASK).unwrap_or("a line"), of),
        other => (other, of),
    }
}

/// Returns what a text is about: a title, a number of rows, the file, or an address where its record is gone.
fn name(state: &State, text: &Unfinished) -> String {
    if let Ok(Some(rows)) = Rows::of_about(state, text) {
        return many::called(state, &rows);
    }
    let record = &text.record;
    if *record == Record::File {
        return "the file".into();
    }
    let board = state.source.board.as_ref();
    let found = record.milestone().zip(board).and_then(|((regulation, milestone), board)| {
        let title = &board.records(board.find(regulation, milestone)?).1.title;
        Some((board, title.to_string()))
    });
    let Some((board, title)) = found else { return record.to_string() };
    let Record::Cell { target, .. } = record else { return title };
    let product = board.file.products.iter().find(|product| product.id.as_str() == &**target);
    format!("{} / {title}", product.map_or(&**target, |product| product.label()))
}

/// Returns what was typed, on one line: of a note, what is new in it.
#[must_use]
pub fn sample(text: &Unfinished) -> String {
    if text.dialog == note::DIALOG {
        return note::news(text).replace('\n', " / ");
    }
    let typed = text.fields.iter().filter(|(_, value)| !value.is_empty());
    typed.map(|(_, value)| value.replace('\n', " / ")).collect::<Vec<_>>().join(", ")
}
