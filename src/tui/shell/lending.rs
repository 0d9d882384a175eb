//! The terminal lent to others: Ctrl-Z, and editors.

use std::fs::File;
use std::sync::atomic::Ordering;
use std::time::Duration;

use rustix::process::{Signal, getpid, getsid, kill_current_process_group};

use super::{Exit, Shell};
use crate::app::message::Message;
use crate::app::state::State;
use crate::domain::edit::Record;
use crate::tui::editor;
use crate::tui::note_editor::{self, Written};

/// How long a stop waits for what is being typed to be kept.
const KEEPER_MAY_TAKE: Duration = Duration::from_secs(1);

impl Shell {
    /// Stops the process and all that run with it, as Ctrl-Z does; returns when the shell brings it back.
    pub(super) fn suspend(&mut self, state: &mut State) -> Option<Exit> {
        if getsid(None).is_ok_and(|session| session == getpid()) {
            // Nobody could bring us back.
            let message = "no shell started this program: it cannot be stopped".to_string();
            return self.apply(state, Message::EditorFailed(message));
        }
        let exit = self.pause_for_saver(state);
        if exit.is_some() {
            return exit;
        }
        // Who is stopped may be killed.
        self.keeper.keep_texts_now(state.typing.whole(), KEEPER_MAY_TAKE);
        self.reader.park();
        self.screen.leave();
        let _ = kill_current_process_group(Signal::STOP);
        // Stopped here. SIGCONT also comes as an event of its own; repainting twice does no harm.
        self.come_back(state)
    }

    pub(super) fn open_editor(&mut self, state: &mut State, line: u32) -> Option<Exit> {
        let Some(file) = self.file.clone() else {
            return self.apply(state, Message::EditorFailed("there is no file to open".into()));
        };
        let exit = self.pause_for_saver(state);
        if exit.is_some() {
            return exit;
        }
        let (ended, exit) = self.lend(state, |tty| editor::run(&file, line, tty));
        match ended {
            Err(message) if exit.is_none() => self.apply(state, Message::EditorFailed(message)),
            Ok(()) | Err(_) => exit,
        }
    }

    pub(super) fn write_note(&mut self, state: &mut State, record: &Record, text: &str) -> Option<Exit> {
        let exit = self.pause_for_saver(state);
        if exit.is_some() {
            return exit;
        }
        let edited = |tty: File| note_editor::edit(text, |path| editor::run_with(&[path.as_os_str()], tty));
        let (written, exit) = self.lend(state, edited);
        let answer = match written {
            Ok(Written::Text(now)) => Message::NoteWritten { record: record.clone(), was: text.into(), text: now },
            Ok(Written::Unchanged) => {
                Message::NoteWritten { record: record.clone(), was: text.into(), text: text.into() }
            }
            Err(message) => Message::EditorFailed(message),
        };
        exit.or_else(|| self.apply(state, answer))
    }

    /// Lends the terminal to another program, and takes it back.
    fn lend<T>(
        &mut self,
        state: &mut State,
        run: impl FnOnce(File) -> Result<T, String>,
    ) -> (Result<T, String>, Option<Exit>) {
        self.reader.park();
        self.is_away.store(true, Ordering::Release);
        self.screen.leave();
        let tty = self.restorer.tty().map_err(|error| error.to_string());
        let ended = tty.and_then(|tty| run(tty.into()));
        self.is_away.store(false, Ordering::Release);
        if let Some(watch) = &self.watch {
            watch.reload();
        }
        (ended, self.come_back(state))
    }

    /// Takes the terminal again and draws everything.
    pub(super) fn come_back(&mut self, state: &mut State) -> Option<Exit> {
        if self.screen.retake().is_err() {
            return Some(Exit::Lost);
        }
        self.reader.resume();
        self.is_size_stale = true;
        let exit = self.apply(state, Message::Ticked(self.clock.now()));
        exit.or_else(|| self.apply(state, Message::Resumed))
    }
}
