//! The loop and the saver: asking it, waiting for it, leaving nothing unsaved behind.

use std::time::{Duration, Instant};

use super::{Exit, Shell};
use crate::app::banner::counted;
use crate::app::edits::Progress;
use crate::app::effect::Effect;
use crate::app::message::Message;
use crate::app::saving::{Failure, NotSaved, Save};
use crate::app::state::State;
use crate::app::typing::unsaved;
use crate::app::update::update;
use crate::tui::Event;

/// How long leaving waits for the saver, and for the drafts of what it did not save.
const SAVER_MAY_TAKE: Duration = Duration::from_secs(2);

impl Shell {
    /// Hands an edit to the saver.
    pub(super) fn save(&mut self, state: &mut State, save: &Save) -> Option<Exit> {
        if self.saver.save(save.clone()) {
            return None;
        }
        let failure = Failure { message: "nothing can be written here".into(), hint: String::new() };
        self.apply(state, Message::NotSaved { ticket: save.ticket, why: NotSaved::Failed(failure) })
    }

    /// Waits until nothing is with the saver, two seconds at most; hears nothing else.
    fn await_saver(&mut self, state: &mut State) {
        let until = Instant::now() + SAVER_MAY_TAKE;
        while state.edits.is_under_way() {
            match self.inbox.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(Event::Saver(message)) => {
                    for effect in update(state, *message) {
                        if matches!(effect, Effect::Save(_) | Effect::Keep(_)) {
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

    /// Leaves nothing unsaved behind: waits for the saver, then keeps drafts of what is not settled.
    pub(super) fn finish(&mut self, state: &mut State) -> Vec<String> {
        self.await_saver(state);
        // Drafts of what is settled by now go in any case.
        let mut unsettled = state.edits.unsettled();
        // What is being typed is not lost with the terminal.
        unsettled.extend(unsaved(state));
        let count = unsettled.len();
        let kept_in = self.saver.keep_now(unsettled, SAVER_MAY_TAKE);
        let words = counted(count, "edit");
        match kept_in {
            _ if count == 0 => Vec::new(),
            Some(place) => vec![format!("{words} not saved: kept in {place}, offered at the next start")],
            None => vec![format!("{words} not saved and not kept")],
        }
    }
}
