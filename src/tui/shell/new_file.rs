//! The first run: what is opened in place of no file.

use std::path::PathBuf;

use super::saving::writers;
use super::{Exit, Shell, no_resources, watch};
use crate::app::message::Message;
use crate::app::state::State;
use crate::disk::{self, HERE, Source};
use crate::tui::saver::Desk;
use crate::yaml::starter;

impl Shell {
    /// Opens the built-in example; nothing can be written.
    pub(super) fn open_example(&mut self) -> Option<Exit> {
        self.file = None;
        match watch(Source::Example, &self.machine, &self.post) {
            Ok(watch) => self.watch = Some(watch),
            Err(error) => return Some(Exit::Failed(no_resources(error))),
        }
        None
    }

    /// Makes a new file where the program looks for one, and opens it.
    pub(super) fn new_file(&mut self, state: &mut State) -> Option<Exit> {
        let file = std::env::current_dir().map_or_else(|_| PathBuf::from(HERE), |here| here.join(HERE));
        if let Err(error) = disk::create(&file, &starter::empty(&self.machine.name())) {
            return self.apply(state, Message::EditorFailed(format!("{}; {}", error.message, error.hint)));
        }
        let source = Source::Path(PathBuf::from(HERE));
        match watch(source, &self.machine, &self.post) {
            Ok(watch) => self.watch = Some(watch),
            Err(error) => return Some(Exit::Failed(no_resources(error))),
        }
        let launch = &state.launch;
        if !(launch.is_read_only || launch.is_as_of || launch.is_example) {
            let (author, machine) = (launch.author.clone(), self.machine.clone());
            let desk = Desk { file: file.clone(), author, machine, clock: self.clock };
            (self.keeper, self.saver) = writers(Some(desk), &self.post);
        }
        self.file = Some(file);
        self.apply(state, Message::FileMade { name: HERE.to_string() })
    }
}
