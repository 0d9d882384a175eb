//! The loop and the saver: asking it, waiting for it, leaving nothing unsaved behind.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::{Exit, Shell};
use crate::app::banner::counted;
use crate::app::edits::Progress;
use crate::app::effect::Effect;
use crate::app::message::Message;
use crate::app::saving::{Failure, NotSaved, Save};
use crate::app::state::State;
use crate::app::typing::kept::what;
use crate::app::update::update;
use crate::disk::Drafts;
use crate::tui::Event;
use crate::tui::keeper::Keeper;
use crate::tui::post::Post;
use crate::tui::saver::{Desk, Saver};
use crate::tui::shelf::{Shelf, Sort};

/// How long leaving waits for the saver, and for the drafts of what it did not save.
const SAVER_MAY_TAKE: Duration = Duration::from_secs(2);

/// Makes the ways to the two threads that write; without a desk nothing is ever written.
pub(super) fn writers(desk: Option<Desk>, post: &Post) -> (Keeper, Saver) {
    let shelf = Arc::new(Shelf::new(Drafts::of_platform()));
    let saver = Saver::new(desk.clone(), post.clone(), Arc::clone(&shelf));
    (Keeper::new(desk, post.clone(), shelf), saver)
}

impl Shell {
    /// Hands an edit to the saver.
    pub(super) fn save(&mut self, state: &mut State, save: &Save) -> Option<Exit> {
        if self.saver.save(save.clone()) {
            return None;
        }
        let failure = Failure { message: "nothing can be written here".into(), hint: String::new() };
        self.apply(state, Message::NotSaved { ticket: save.ticket, why: NotSaved::Failed(failure) })
    }

    /// Takes what the saver or the keeper has to tell.
    pub(super) fn hear_saver(&mut self, state: &mut State, message: Message) -> Option<Exit> {
        self.note_found(&message);
        self.apply(state, message)
    }

    /// Notes that the state is about to know what was found of last time.
    fn note_found(&self, message: &Message) {
        if matches!(message, Message::DraftsFound { .. }) {
            self.keeper.told(Sort::Edits);
        } else if matches!(message, Message::TextsFound(_)) {
            self.keeper.told(Sort::Texts);
        }
    }

    /// Waits until nothing is with the saver, two seconds at most; hears nothing else.
    fn await_saver(&mut self, state: &mut State) {
        let until = Instant::now() + SAVER_MAY_TAKE;
        while state.edits.is_under_way() {
            match self.inbox.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(Event::Saver(message)) => {
                    self.note_found(&message);
                    for effect in update(state, *message) {
                        if matches!(effect, Effect::Save(_) | Effect::Keep(_) | Effect::KeepTexts(_)) {
                            self.perform(state, &effect);
                        }
                    }
                }
                Ok(_) => {}
                Err(_) => break,
            }
        }
    }

    /// Goes on as ever until nothing is being saved, two seconds at most: who is stopped or waits for an editor should
    /// hold no lock, and an editor should find the file as it stays.
    pub(super) fn pause_for_saver(&mut self, state: &mut State) -> Option<Exit> {
        let until = Instant::now() + SAVER_MAY_TAKE;
        while state.edits.progress == Progress::Saving {
            let Ok(event) = self.inbox.recv_timeout(until.saturating_duration_since(Instant::now())) else { break };
            let exit = self.hear(state, event);
            if exit.is_some() {
                return exit;
            }
        }
        None
    }

    /// Leaves nothing unsaved behind: waits for the saver, then keeps what is not settled and what is being typed.
    pub(super) fn finish(&mut self, state: &mut State) -> Vec<String> {
        self.await_saver(state);
        // Drafts of what is settled by now go in any case.
        let (unsettled, texts) = (state.edits.unsettled(), state.typing.left());
        let mut lost = Vec::new();
        if !unsettled.is_empty() {
            lost.push(format!("{} not saved", counted(unsettled.len(), "edit")));
        }
        lost.extend(state.typing.now.iter().map(|text| format!("you were typing {}", what(state, text))));
        let kept_in = self.keeper.keep_now(unsettled, texts, SAVER_MAY_TAKE);
        let fate = match kept_in {
            Some(place) => format!("kept in {place}, offered at the next start"),
            None => "not kept".into(),
        };
        lost.into_iter().map(|what| format!("{what}: {fate}")).collect()
    }
}
