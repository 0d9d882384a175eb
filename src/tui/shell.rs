//! The loop: wait, update, draw; and what the program asks of its surroundings.

mod lending;
mod new_file;
mod saving;

use std::fs::File;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use signal_hook::consts::SIGHUP;

use super::canvas::Part;
use super::clock::Clock;
use super::diary::Diary;
use super::evidence::Scout;
use super::ground::{self, Ground};
use super::input::Reader;
use super::keeper::Keeper;
use super::keys::Input;
use super::opener::Opener;
use super::post::Post;
use super::restore::{PanicGuard, Restorer};
use super::saver::{Desk, Saver};
use super::screen::Screen;
use super::{Ended, Event, Options, clipboard, history, notify, sheet, signals, theme};
use crate::app::effect::Effect;
use crate::app::launch::Launch;
use crate::app::message::{LoadFailed, Loaded, Message};
use crate::app::state::State;
use crate::app::update::update;
use crate::app::wake::next_wake;
use crate::disk::{News, Source, Watch};
use crate::domain::text::Clean;
use crate::domain::theme::Theme;
use crate::domain::zone::Zone;
use crate::error::{Error, ErrorKind};
use crate::ui;

/// The longest sleep: `Instant` stands still while the machine sleeps, the wall clock does not.
const LONGEST_SLEEP: Duration = Duration::from_secs(60);

/// How long the first frame waits for the file. Most files are read by then, and nothing flickers.
const FIRST_FRAME_WAITS: Duration = Duration::from_millis(150);

/// The most events that are taken up before a frame is drawn.
const EVENTS_PER_FRAME: usize = 64;

/// How the loop ends.
enum Exit {
    /// With this code.
    Code(u8),
    /// The terminal takes no output: it is gone.
    Lost,
    /// For another reason.
    Failed(Error),
}

/// Everything around the state.
struct Shell {
    screen: Screen,
    reader: Reader,
    inbox: Receiver<Event>,
    post: Post,
    watch: Option<Watch>,
    /// The way to the thread that saves.
    saver: Saver,
    /// The way to the thread that keeps what is not saved.
    keeper: Keeper,
    /// The way to the thread that keeps which alerts were told.
    diary: Diary,
    opener: Opener,
    scout: Scout,
    /// The zone of dates that name none anywhere.
    machine: Zone,
    /// The file that an editor can open.
    file: Option<PathBuf>,
    restorer: Arc<Restorer>,
    /// Whether another program has the terminal.
    is_away: Arc<AtomicBool>,
    clock: Clock,
    /// Until when the first frame waits for the file.
    held_until: Option<Instant>,
    /// Whether the terminal's size has to be asked for.
    is_size_stale: bool,
}

/// Runs the screen; the loader starts before anything else, the terminal is set up while it reads.
pub fn run(options: Options) -> Result<Ended, Error> {
    let Options { mut launch, source, told, as_of, machine, asks_background } = options;
    let clock = Clock::start(as_of);
    let (post, inbox) = Post::new();
    let restorer = Restorer::find()?;
    let file = source.as_ref().and_then(|source| source.path()).map(Into::into);
    let watch = source.map(|source| watch(source, &machine, &post)).transpose().map_err(no_resources)?;
    let guard: PanicGuard = restorer.guard_panics();
    let is_away = Arc::new(AtomicBool::new(false));
    signals::listen(post.clone(), Arc::clone(&restorer), Arc::clone(&is_away)).map_err(no_resources)?;
    let screen = Screen::take(Arc::clone(&restorer)).map_err(no_resources)?;
    let heard = if asks_background { dress(&mut launch, &restorer).map_err(no_resources)? } else { Vec::new() };
    if launch.has_mouse() {
        screen.capture_mouse(true).map_err(no_resources)?;
    }
    let reader = Reader::start(restorer.tty().map_err(no_resources)?, &heard, post.clone()).map_err(no_resources)?;
    let held_until = watch.is_some().then(|| Instant::now() + FIRST_FRAME_WAITS);
    let size = screen.size();
    let may_write = !(launch.is_read_only || launch.is_as_of || launch.is_example);
    let desk = file.clone().filter(|_| may_write).map(|file| Desk {
        file,
        author: launch.author.clone(),
        machine: machine.clone(),
        clock,
    });
    let (keeper, saver) = saving::writers(desk, &post);
    let (opener, scout) = (Opener::new(post.clone()), Scout::new(post.clone()));
    let known = launch.told.clone();
    let mut state = State::new(launch, clock.now(), (size.width, size.height));
    let mut shell = Shell {
        screen,
        reader,
        inbox,
        post,
        watch,
        saver,
        keeper,
        diary: Diary::new(told, known),
        opener,
        scout,
        machine,
        file,
        restorer,
        is_away,
        clock,
        held_until,
        is_size_stale: false,
    };
    let exit = shell.turn(&mut state);
    shell.restorer.leave();
    shell.opener.settle();
    shell.diary.settle();
    let remarks = shell.finish(&mut state);
    drop(guard);
    match exit {
        Exit::Code(code) => Ok(Ended { code, remarks }),
        Exit::Lost => Ok(Ended { code: code_of(SIGHUP), remarks }),
        Exit::Failed(error) => Err(error),
    }
}

/// Starts to read a source, and to watch it.
fn watch(source: Source, machine: &Zone, post: &Post) -> io::Result<Watch> {
    let post = post.clone();
    Watch::start(source, machine.clone(), move |news| post.leave(news))
}

fn no_resources(error: io::Error) -> Error {
    Error::new(ErrorKind::File, format!("cannot set up the screen: {error}")).because(error)
}

fn code_of(signal: i32) -> u8 {
    u8::try_from(128 + signal).unwrap_or(u8::MAX)
}

/// Takes the theme that fits the terminal's background, if the terminal tells it; returns what else it said meanwhile.
fn dress(launch: &mut Launch, restorer: &Restorer) -> io::Result<Vec<u8>> {
    let (ground, heard) = ground::ask(&mut File::from(restorer.tty()?), &mut restorer.out()?);
    match ground {
        Some(Ground::Dark) => launch.theme = Theme::CalmDark,
        Some(Ground::Light) => launch.theme = Theme::CalmLight,
        None => {}
    }
    Ok(heard)
}

impl Shell {
    /// Goes round until there is a reason to leave.
    fn turn(&mut self, state: &mut State) -> Exit {
        loop {
            if self.draw(state).is_err() {
                return Exit::Lost;
            }
            let event = match self.inbox.recv_timeout(self.sleep(state)) {
                Ok(event) => Some(event),
                Err(RecvTimeoutError::Timeout) => None,
                // Cannot be: we hold a sender ourselves.
                Err(RecvTimeoutError::Disconnected) => return Exit::Code(code_of(SIGHUP)),
            };
            if let Some(exit) = self.take_up(state, event) {
                return exit;
            }
        }
    }

    /// Draws what changed.
    fn draw(&mut self, state: &mut State) -> io::Result<()> {
        let is_second_over = state.wall.is_some_and(|wall| wall.is_second_over);
        if !(state.needs_draw || is_second_over) || self.is_held() {
            return Ok(());
        }
        let part = if state.needs_draw { Part::All } else { Part::Seconds };
        self.screen.draw(part, |area, buffer| ui::draw(state, area, buffer))?;
        state.needs_draw = false;
        if let Some(wall) = &mut state.wall {
            wall.is_second_over = false;
        }
        Ok(())
    }

    /// Returns whether the first frame still waits for the file.
    fn is_held(&mut self) -> bool {
        let is_held = self.held_until.is_some_and(|until| Instant::now() < until);
        if !is_held {
            self.held_until = None;
        }
        is_held
    }

    /// Returns how long nothing will change by itself.
    fn sleep(&self, state: &State) -> Duration {
        let sleep = next_wake(state).unwrap_or(LONGEST_SLEEP).min(LONGEST_SLEEP);
        match self.held_until {
            Some(until) => sleep.min(until.saturating_duration_since(Instant::now())),
            None => sleep,
        }
    }

    /// Takes up the time, one event and those that came with it.
    fn take_up(&mut self, state: &mut State, first: Option<Event>) -> Option<Exit> {
        // Before the time: a look that was made meanwhile is known when it is asked whether one is missing.
        if let Some(at) = self.watch.as_ref().and_then(Watch::confirmed) {
            let at = self.clock.at(at);
            if state.source.looks.last.is_none_or(|last| last.mono < at.mono) {
                let _ = self.apply(state, Message::Looked(at));
            }
        }
        let exit = self.apply(state, Message::Ticked(self.clock.now()));
        if exit.is_some() {
            return exit;
        }
        let mut next = first;
        for _ in 0..EVENTS_PER_FRAME {
            let Some(event) = next else { break };
            let exit = self.hear(state, event);
            if exit.is_some() {
                return exit;
            }
            next = self.inbox.try_recv().ok();
        }
        if let Some(event) = next {
            // The last one fetched is not lost.
            let exit = self.hear(state, event);
            if exit.is_some() {
                return exit;
            }
        }
        // Asked for once, after all the events of a storm.
        if std::mem::take(&mut self.is_size_stale)
            && let Some(size) = self.screen.measure()
        {
            return self.apply(state, Message::Resized { columns: size.width, rows: size.height });
        }
        None
    }

    /// Makes a message of an event.
    fn hear(&mut self, state: &mut State, event: Event) -> Option<Exit> {
        match event {
            Event::Input(Input::Pressed(key)) => self.apply(state, Message::Pressed(key)),
            Event::Input(Input::Pointed(at)) => self.apply(state, Message::Pointed(at)),
            Event::Input(Input::Pasted(text)) => self.apply(state, Message::Pasted(text)),
            Event::Input(Input::PasteCut(cut)) => self.apply(state, Message::PasteCut(cut)),
            Event::News => match self.post.fetch() {
                Some(news) => {
                    self.held_until = None;
                    self.apply(state, self.message_of(news))
                }
                None => None,
            },
            Event::History(found) => self.apply(state, Message::HistoryRead(found)),
            Event::Saver(message) | Event::Answer(message) => self.hear_saver(state, *message),
            Event::SizeChanged => {
                self.is_size_stale = true;
                None
            }
            Event::StopAsked => self.suspend(state),
            Event::Continued => self.come_back(state),
            Event::TerminalLost => Some(Exit::Lost),
            Event::EndAsked { signal } => Some(Exit::Code(code_of(signal))),
            Event::ThreadFailed => Some(Exit::Failed(
                Error::new(ErrorKind::File, "a part of this program failed")
                    .hint("please report this, with what you did last"),
            )),
        }
    }

    fn message_of(&self, news: News) -> Message {
        let at = self.clock.now().wall;
        match news {
            News::Loaded { snapshot, changed_at, is_writable } => {
                Message::Loaded(Loaded { snapshot, read_at: at, changed_at, is_writable })
            }
            News::Failed { is_missing, message, hint } => {
                Message::LoadFailed(LoadFailed { at, is_missing, message, hint })
            }
        }
    }

    /// Updates the state and does what it asks for.
    fn apply(&mut self, state: &mut State, message: Message) -> Option<Exit> {
        for effect in update(state, message) {
            let exit = self.perform(state, &effect);
            if exit.is_some() {
                return exit;
            }
        }
        None
    }

    fn perform(&mut self, state: &mut State, effect: &Effect) -> Option<Exit> {
        match effect {
            Effect::Quit { code } => Some(Exit::Code(*code)),
            Effect::Reload => {
                if let Some(watch) = &self.watch {
                    watch.reload();
                }
                None
            }
            Effect::OpenExample => self.open_example(),
            Effect::NewFile => self.new_file(state),
            Effect::Repaint => {
                state.needs_draw = true;
                self.screen.blank().is_err().then_some(Exit::Lost)
            }
            Effect::CaptureMouse(is_on) => self.screen.capture_mouse(*is_on).is_err().then_some(Exit::Lost),
            Effect::Suspend => self.suspend(state),
            Effect::OpenEditor { line } => self.open_editor(state, *line),
            Effect::WriteNote { record, text } => self.write_note(state, record, text),
            Effect::ReadHistory { record } => {
                history::read(self.file.clone(), record.clone(), &self.post);
                None
            }
            Effect::ReadSheet { path } => {
                sheet::read(path.clone(), &self.post);
                None
            }
            Effect::KeepTheme(chosen) => {
                theme::keep(chosen.clone(), &self.post);
                None
            }
            Effect::CompletePath { path } => {
                sheet::complete(path.clone(), &self.post);
                None
            }
            Effect::Open(address) => {
                self.opener.open(address.clone(), self.file.clone());
                None
            }
            Effect::LookForEvidence { paths } => {
                self.scout.look(paths.clone(), self.file.clone());
                None
            }
            Effect::Copy { lines } => {
                let lines: Vec<&str> = lines.iter().map(Clean::as_str).collect();
                let sequence = clipboard::sequence(&lines.join("\n")).unwrap_or_default();
                self.screen.send(&sequence).is_err().then_some(Exit::Lost)
            }
            Effect::Ring(ring) => {
                let sequence = notify::sequence(ring, state.launch.passage);
                self.screen.send(&sequence).is_err().then_some(Exit::Lost)
            }
            Effect::KeepAlerts(told) => {
                self.diary.keep(told.clone());
                None
            }
            Effect::Save(save) => self.save(state, save),
            Effect::Keep(edits) if self.keeper.keep(edits.clone()) => None,
            Effect::Keep(_) => self.apply(state, Message::Kept(None)),
            Effect::KeepTexts(texts) => {
                self.keeper.keep_texts(texts.clone());
                None
            }
            Effect::FindDrafts => {
                self.saver.find();
                self.keeper.find();
                None
            }
        }
    }
}
