//! A use of the program in one sentence: a file, a time, keys, and what is then so.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use duewatch::app::arrange::Pick;
use duewatch::app::effect::Effect;
use duewatch::app::keymap::parse_key;
use duewatch::app::launch::{Chosen, Clipboard, Colours, Glyphs, Launch, MouseOwner, Passage};
use duewatch::app::message::{LoadFailed, Loaded, Message, Now};
use duewatch::app::saving::{Failure, Intent, NotSaved, Save, Saved, Ticket};
use duewatch::app::state::State;
use duewatch::app::update::update;
use duewatch::app::wall::Asked;
use duewatch::domain::alert::Memory;
use duewatch::domain::edit::Edit;
use duewatch::domain::history::Author;
use duewatch::domain::status::Status;
use duewatch::domain::theme::Theme;
use duewatch::domain::zone::Zone;
use duewatch::yaml::amend::{NotAmended, amend};
use duewatch::yaml::snapshot::Snapshot;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;

/// A small company on 23 November 2026: one row in every band.
pub const SMALL: &str = include_str!("small.yaml");

/// A running program.
#[derive(Clone)]
pub struct Program {
    pub state: State,
    pub effects: Vec<Effect>,
    /// The requests to save that were not answered yet, oldest first.
    pub saves: VecDeque<Save>,
}

pub fn launch() -> Launch {
    Launch {
        file_name: Some("small.yaml".into()),
        new_file: "/home-of-ana/deadlines.yaml".into(),
        origin: "the argument".into(),
        author: Author { user: "ana".into(), host: "desk".into() },
        zone: zone(),
        is_as_of: false,
        is_read_only: false,
        is_example: false,
        glyphs: Glyphs::Unicode,
        colours: Colours::True,
        theme: Theme::CalmDark,
        clipboard: Clipboard::Asked,
        passage: Passage::Open,
        filter: String::new(),
        chosen: Chosen::default(),
        wall: Asked::default(),
        mouse: MouseOwner::Program,
        told: Memory::default(),
    }
}

fn zone() -> Zone {
    Zone::named("America/New_York").unwrap_or_else(|e| panic!("{e}"))
}

fn time(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).unwrap_or_else(|e| panic!("{text}: {e}")).to_utc()
}

/// Starts the program on 23 November 2026, 14:05 in New York, at 120 by 40, with nothing read yet.
pub fn started(launch: Launch) -> Program {
    let now = Now { wall: time("2026-11-23T14:05:00-05:00"), mono: Duration::from_secs(1000) };
    Program { state: State::new(launch, now, (120, 40)), effects: Vec::new(), saves: VecDeque::new() }
}

/// Starts the program and reads a file.
pub fn given(text: &str) -> Program {
    started(launch()).reads(text)
}

impl Program {
    pub fn send(mut self, message: Message) -> Self {
        self.effects = update(&mut self.state, message);
        for effect in &self.effects {
            if let Effect::Save(save) = effect {
                self.saves.push_back(save.clone());
            }
        }
        self
    }

    /// The oldest request to save is answered: its edit is done on `newest`, which becomes the file.
    #[track_caller]
    pub fn saved_on(mut self, newest: &str) -> Self {
        let save = self.saves.pop_front().expect("an edit is with the saver");
        let Intent::Edit(edit) = save.intent else { panic!("not an edit: {:?}", save.intent) };
        let newest = Snapshot::of(newest.into(), &zone());
        let is_replayed = newest.sha256 != save.base.0.sha256;
        match amend(&newest, &edit) {
            Ok(amended) => self.saves_as(save.ticket, edit, &amended.text, is_replayed),
            Err(NotAmended::Clashes(clashes)) => {
                self.not_saved(save.ticket, NotSaved::Clashes(clashes, Arc::new(newest)))
            }
            Err(NotAmended::Refused(refusal)) => {
                self.not_saved(save.ticket, NotSaved::Refused(refusal, Some(Arc::new(newest))))
            }
        }
    }

    /// The oldest request to save is answered: it was saved, and nobody else had saved anything.
    #[track_caller]
    pub fn saved(self) -> Self {
        let base = match self.saves.front() {
            Some(save) => save.base.0.text.to_string(),
            None => panic!("no edit is with the saver\n{}", self.screen()),
        };
        self.saved_on(&base)
    }

    pub fn saves_as(self, ticket: Ticket, edit: Edit, text: &str, is_replayed: bool) -> Self {
        let snapshot = Arc::new(Snapshot::of(text.into(), &zone()));
        let saved = Saved { ticket, edit, snapshot, is_replayed, is_durable: true, remarks: Vec::new() };
        self.send(Message::Saved(Box::new(saved)))
    }

    /// The oldest request to save is answered: the disk did not take it.
    #[track_caller]
    pub fn disk_full(mut self) -> Self {
        let save = self.saves.pop_front().expect("an edit is with the saver");
        let failure = Failure {
            message: "cannot save '/data/small.yaml': the disk is full".into(),
            hint: "make room and try again".into(),
        };
        self.not_saved(save.ticket, NotSaved::Failed(failure))
    }

    pub fn not_saved(self, ticket: Ticket, why: NotSaved) -> Self {
        self.send(Message::NotSaved { ticket, why })
    }

    /// The text that is shown.
    pub fn text(&self) -> String {
        self.state.source.snapshot.as_ref().expect("a file was read").text.to_string()
    }

    /// The status of an obligation as it is shown.
    #[track_caller]
    pub fn status(self, address: &str, status: Status) -> Self {
        let board = self.state.source.board.as_ref().expect("a file was read");
        let cell = board.cells.iter().find(|cell| board.address_of_cell(cell) == address);
        assert_eq!(cell.map(|cell| cell.status), Some(status), "{address}");
        self
    }

    pub fn reads(self, text: &str) -> Self {
        self.finds(text, true)
    }

    /// The file is read, and may not be written.
    pub fn reads_shut(self, text: &str) -> Self {
        self.finds(text, false)
    }

    fn finds(self, text: &str, is_writable: bool) -> Self {
        let snapshot = Arc::new(Snapshot::of(text.into(), &zone()));
        let read_at = self.state.now.wall;
        self.send(Message::Loaded(Loaded { snapshot, read_at, changed_at: None, is_writable }))
    }

    pub fn fails(self, is_missing: bool, message: &str) -> Self {
        let at = self.state.now.wall;
        let hint = "make it readable".into();
        self.send(Message::LoadFailed(LoadFailed { at, is_missing, message: message.into(), hint }))
    }

    /// Both clocks go on to `text`.
    pub fn at(self, text: &str) -> Self {
        let wall = time(text);
        let mono = (wall - self.state.now.wall).to_std().unwrap_or_default();
        let mono = self.state.now.mono + mono;
        self.send(Message::Ticked(Now { wall, mono }))
    }

    /// Both clocks go on.
    pub fn after(self, millis: u64) -> Self {
        let step = Duration::from_millis(millis);
        let now = Now { wall: self.state.now.wall + step, mono: self.state.now.mono + step };
        self.send(Message::Ticked(now))
    }

    pub fn sized(self, columns: u16, rows: u16) -> Self {
        self.send(Message::Resized { columns, rows })
    }

    pub fn keys(mut self, keys: &str) -> Self {
        for key in keys.split(' ').filter(|key| !key.is_empty()) {
            let key = parse_key(key).unwrap_or_else(|| panic!("{key} is a key"));
            self = self.send(Message::Pressed(key));
        }
        self
    }

    pub fn types(mut self, text: &str) -> Self {
        for c in text.chars() {
            let name = if c == ' ' { "space".to_string() } else { c.to_string() };
            let key = parse_key(&name);
            self = self.send(Message::Pressed(key.unwrap_or_else(|| panic!("{c:?} is a key"))));
        }
        self
    }

    pub fn drawn(mut self) -> Self {
        self.state.needs_draw = false;
        self
    }

    /// The address under the cursor.
    pub fn cursor(&self) -> String {
        let board = self.state.source.board.as_ref().expect("a file was read");
        match self.state.list.pick() {
            Some(Pick::Milestone(number)) => board.address(number),
            Some(Pick::Unreadable(number)) => format!("unreadable {number}"),
            None => "nothing".into(),
        }
    }

    #[track_caller]
    pub fn cursor_on(self, address: &str) -> Self {
        assert_eq!(self.cursor(), address);
        self
    }

    #[track_caller]
    pub fn effects(self, effects: &[Effect]) -> Self {
        assert_eq!(self.effects, effects);
        self
    }

    #[track_caller]
    pub fn shows(self, text: &str) -> Self {
        let screen = self.screen();
        assert!(screen.contains(text), "'{text}' is not in\n{screen}");
        self
    }

    #[track_caller]
    pub fn hides(self, text: &str) -> Self {
        let screen = self.screen();
        assert!(!screen.contains(text), "'{text}' is in\n{screen}");
        self
    }

    pub fn buffer(&self) -> Buffer {
        let (columns, rows) = self.state.size;
        let mut terminal = Terminal::new(TestBackend::new(columns, rows)).expect("a test terminal");
        terminal.draw(|frame| duewatch::ui::view(&self.state, frame)).expect("a frame");
        terminal.backend().buffer().clone()
    }

    /// The screen as text, without white space at the ends of lines.
    pub fn screen(&self) -> String {
        lines_of(&self.buffer()).join("\n")
    }
}

pub fn lines_of(buffer: &Buffer) -> Vec<String> {
    let width = usize::from(buffer.area.width).max(1);
    let line = |cells: &[ratatui::buffer::Cell]| {
        let mut text = String::new();
        let mut skip = 0;
        for cell in cells {
            if skip > 0 {
                skip -= 1;
                continue;
            }
            text.push_str(cell.symbol());
            skip = unicode_width::UnicodeWidthStr::width(cell.symbol()).saturating_sub(1);
        }
        text.trim_end().to_string()
    };
    buffer.content.chunks(width).map(line).collect()
}
