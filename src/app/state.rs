//! Everything that the screen is drawn from.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::alerts::Alerts;
use super::arrange::List;
use super::command::Context;
use super::detail::Cursor;
use super::edits::Edits;
use super::evidence::Evidence;
use super::filter_line::FilterLine;
use super::history::History;
use super::importing::Importing;
use super::key::Key;
use super::launch::Launch;
use super::many::Many;
use super::marks::Marks;
use super::matrix::Matrix;
use super::message::{LoadFailed, Now};
use super::mouse::Mouse;
use super::overlay::Overlay;
pub use super::pane::{Pane, Screen};
use super::sheet::Sheet;
use super::staleness::Looks;
use super::timeline::Timeline;
use super::typing::{Stage, Typing};
use super::wall::Wall;
use crate::domain::board::Board;
use crate::domain::finding::Severity;
use crate::domain::theme::Theme;
use crate::yaml::Syntax;
use crate::yaml::lines::Lines;
use crate::yaml::snapshot::Snapshot;

/// The whole state of the program.
#[derive(Clone, Debug)]
pub struct State {
    /// How the program was started.
    pub launch: Launch,
    /// The theme that holds; [`super::themes::shown`] is the one that is drawn.
    pub theme: Theme,
    /// The last time that was told.
    pub now: Now,
    /// The terminal: columns, rows.
    pub size: (u16, u16),
    /// Whether something visible changed since the last frame; the shell draws and clears it.
    pub needs_draw: bool,
    /// The file.
    pub source: Source,
    /// What was changed here and is not settled yet.
    pub edits: Edits,
    /// What is being typed, and what was last time.
    pub typing: Typing,
    /// What was read of the journal.
    pub history: History,
    /// What is known of evidence.
    pub evidence: Evidence,
    /// The rows and the cursor.
    pub list: List,
    /// The marked rows.
    pub marks: Marks,
    /// The products and the cursor among them.
    pub matrix: Matrix,
    /// When the obligations of these products are due.
    pub timeline: Timeline,
    /// Which pane has the keys.
    pub screen: Screen,
    /// The mouse.
    pub mouse: Mouse,
    /// The wall, in place of everything else.
    pub wall: Option<Wall>,
    /// The cursor of the detail.
    pub detail: Cursor,
    /// What lies over the panes.
    pub overlay: Option<Overlay>,
    /// The form from which a note was opened; it comes back.
    pub parked: Option<Box<Sheet>>,
    /// The spreadsheet that goes into the file that is being made.
    pub first_import: Option<Box<Importing>>,
    /// The filter.
    pub filter: FilterLine,
    /// The beginning of a sequence of keys.
    pub pending: Pending,
    /// What is said for a while.
    pub notices: Notices,
    /// What crossed a threshold.
    pub alerts: Alerts,
}

/// What is known of the file.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// The last version that could be read.
    pub snapshot: Option<Arc<Snapshot>>,
    /// That version now.
    pub board: Option<Board>,
    /// When that version was read.
    pub read_at: Option<DateTime<Utc>>,
    /// When the file was last changed, by its own metadata.
    pub changed_at: Option<DateTime<Utc>>,
    /// The looks at the file that confirmed it.
    pub looks: Looks,
    /// Why the board is not what the disk says.
    pub trouble: Option<Trouble>,
    /// The monotonic time at which reading began, until the first answer.
    pub loading_since: Option<Duration>,
    /// The lines of the version whose findings are shown.
    pub lines: Option<Lines>,
    /// Whether the file or its directory may not be written: edits could not be saved.
    pub is_shut: bool,
    /// The errors and warnings of that version.
    pub weight: (usize, usize),
}

/// Why the board is not what the disk says.
#[derive(Clone, Debug)]
pub enum Trouble {
    /// The newest version is broken.
    Broken {
        /// That version.
        snapshot: Arc<Snapshot>,
        /// When it was first seen broken.
        since: DateTime<Utc>,
    },
    /// The file could not be read.
    Failed(LoadFailed),
}

impl Source {
    /// Returns the version whose findings are shown: the broken one, else the last good one.
    #[must_use]
    pub fn reported(&self) -> Option<&Arc<Snapshot>> {
        match &self.trouble {
            Some(Trouble::Broken { snapshot, .. }) => Some(snapshot),
            Some(Trouble::Failed(_)) | None => self.snapshot.as_ref(),
        }
    }

    /// Finds lines and counts findings anew, after the version whose findings are shown became another.
    pub fn recount(&mut self) {
        let Some(snapshot) = self.reported() else { return };
        let weight = (snapshot.count(Severity::Error), snapshot.count(Severity::Warning));
        let snapshot = Arc::clone(snapshot);
        self.weight = weight;
        self.lines = None;
        // A good file needs its lines only while somebody looks at what is worth knowing.
        if weight != (0, 0) || snapshot.syntax != Syntax::Whole {
            self.find_lines();
        }
    }

    /// Finds the lines of the version whose findings are shown, unless they are known.
    pub fn find_lines(&mut self) {
        if self.lines.is_none() {
            self.lines = self.reported().map(|snapshot| Lines::new(&snapshot.text));
        }
    }
}

/// The beginning of a sequence of keys. At most one key fewer than the longest sequence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pending {
    /// The keys typed so far.
    pub keys: Vec<Key>,
    /// The monotonic time of the last of them.
    pub since: Duration,
}

/// What is said for a while.
#[derive(Clone, Debug, Default)]
pub struct Notices {
    /// A short remark.
    pub toast: Option<Toast>,
    /// That the clock moved.
    pub clock: Option<Toast>,
    /// The milestones that the last reload changed, sorted, and until when they are marked. At most all of them.
    pub changed: (Vec<u32>, Duration),
    /// Whether the user asked for the reload that is under way.
    pub asked_to_reload: bool,
    /// The monotonic time at which the row under the cursor last moved by itself; none once that was said.
    pub moved: Option<Duration>,
}

/// A remark and the monotonic time at which it goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toast {
    /// One line.
    pub text: String,
    /// When it goes.
    pub until: Duration,
    /// What `y` copies as long as it stands there, in place of what it copies otherwise.
    pub offers: Option<Box<str>>,
}

/// How long a remark stays.
pub const TOAST: Duration = Duration::from_secs(5);
/// How long a remark stays that must be read to its end.
pub const LONG_TOAST: Duration = Duration::from_secs(20);
/// How long changed rows stay marked, and the remark about the clock.
pub const MARK: Duration = Duration::from_secs(10);
/// How long after the row under the cursor moved by itself a key that acts on it is held.
pub const STARTLED: Duration = Duration::from_millis(300);
/// How long reading may take before it is said.
pub const PATIENCE: Duration = Duration::from_millis(150);
/// How long the beginning of a sequence waits before its continuations are shown.
pub const PONDER: Duration = Duration::from_millis(400);

impl State {
    /// Makes the state of a program that was just started; `size` is columns, rows.
    #[must_use]
    pub fn new(launch: Launch, now: Now, size: (u16, u16)) -> Self {
        let loading_since = launch.file_name.is_some().then_some(now.mono);
        let filter = FilterLine::new(&launch.filter);
        let wall = Wall::beginning(&launch.wall, now);
        let mouse = Mouse::new(launch.has_mouse());
        let alerts = Alerts::new(&launch);
        let mut state = Self {
            theme: launch.theme.clone(),
            launch,
            now,
            size,
            needs_draw: true,
            source: Source { loading_since, ..Source::default() },
            edits: Edits::default(),
            typing: Typing::default(),
            history: History::default(),
            evidence: Evidence::default(),
            list: List::default(),
            marks: Marks::default(),
            matrix: Matrix::default(),
            timeline: Timeline::default(),
            screen: Screen { pane: Pane::List, below: Pane::List },
            mouse,
            wall,
            detail: Cursor::default(),
            overlay: None,
            parked: None,
            first_import: None,
            filter,
            pending: Pending::default(),
            notices: Notices::default(),
            alerts,
        };
        if let Some(words) = state.launch.chosen.bad_settings() {
            state.say_longer(words);
        }
        state
    }

    /// Returns where keys go.
    #[must_use]
    pub fn context(&self) -> Context {
        // Whatever opens by itself waits below.
        if let Some(wall) = self.wall {
            return if wall.is_kiosk { Context::Kiosk } else { Context::Wall };
        }
        let dialog = self.overlay.as_ref().and_then(Overlay::typed);
        if dialog.is_some_and(|dialog| dialog.stage() == Stage::Asking) {
            return Context::Dropping;
        }
        match (&self.overlay, &self.source.board, self.screen.pane) {
            (Some(Overlay::Help(_)), ..) => Context::Help,
            (Some(Overlay::Findings(_)), ..) => Context::Findings,
            (Some(Overlay::Picker(_) | Overlay::Themes(_)), ..) => Context::Picker,
            (Some(Overlay::Links(_)), ..) => Context::Links,
            (Some(Overlay::Plain(_)), ..) => Context::Plain,
            (Some(Overlay::Why(_)), ..) => Context::Why,
            (Some(Overlay::Form(_)), ..) => Context::Form,
            (Some(Overlay::Note(_)), ..) => Context::Note,
            (Some(Overlay::Dating(dating)), ..) if dating.item.is_some() => Context::Reach,
            (Some(Overlay::Dating(_)), ..) => Context::Dating,
            (Some(Overlay::Sheet(sheet)), ..) if sheet.reach.is_some() => Context::Reach,
            (Some(Overlay::Sheet(_)), ..) => Context::Sheet,
            (Some(Overlay::Prompt(_)), ..) => Context::Prompt,
            (Some(Overlay::Removing(removing)), ..) if removing.count().is_some() => Context::Line,
            (Some(Overlay::Removing(_)), ..) => Context::Removing,
            (Some(Overlay::Many(many)), ..) => match **many {
                Many::Which(_) => Context::Picker,
                Many::Line(_) => Context::Line,
                Many::Review(_) => Context::Review,
            },
            (Some(Overlay::Import(_)), ..) => Context::Review,
            (Some(Overlay::Stray(_)), ..) => Context::Stray,
            (Some(Overlay::Conflict), ..) => Context::Conflict,
            (Some(Overlay::Leaving), ..) => Context::Leaving,
            (None, None, _) => Context::Start,
            (None, Some(_), _) if self.filter.is_open => Context::Filter,
            (None, Some(_), Pane::List) => Context::List,
            (None, Some(_), Pane::Matrix) => Context::Matrix,
            (None, Some(_), Pane::Timeline) => Context::Timeline,
            (None, Some(_), Pane::Detail) => Context::Detail,
        }
    }

    /// Returns whether Esc has something to go back from.
    #[must_use]
    pub fn can_step_back(&self) -> bool {
        self.wall.is_some()
            || (self.overlay.is_some() && self.source.board.is_some())
            || matches!(self.overlay, Some(Overlay::Help(_) | Overlay::Prompt(_) | Overlay::Import(_)))
            || self.edits.refused.is_some()
            || !self.pending.keys.is_empty()
            || self.filter.is_open
            || !self.marks.is_empty()
            || !self.filter.text().is_empty()
            || self.screen.pane != Pane::List
            || super::alerts::is_told(self)
    }

    /// Returns whether a reload changed this milestone a moment ago.
    #[must_use]
    pub fn is_changed(&self, milestone: u32) -> bool {
        let (changed, until) = &self.notices.changed;
        self.now.mono < *until && changed.binary_search(&milestone).is_ok()
    }

    /// Says something for a while.
    pub fn say(&mut self, text: impl Into<String>) {
        self.notices.toast = Some(Toast { text: text.into(), until: self.now.mono + TOAST, offers: None });
        self.needs_draw = true;
    }

    /// Says something that must be read to its end, such as where a text was kept.
    pub fn say_longer(&mut self, text: impl Into<String>) {
        self.notices.toast = Some(Toast { text: text.into(), until: self.now.mono + LONG_TOAST, offers: None });
        self.needs_draw = true;
    }

    /// Says something for a while, and as long as it stands there `y` copies a text.
    pub fn offer(&mut self, text: impl Into<String>, offers: Box<str>) {
        self.say_longer(text);
        if let Some(toast) = &mut self.notices.toast {
            toast.offers = Some(offers);
        }
    }

    /// Returns whether the terminal is too small for anything.
    #[must_use]
    pub fn is_too_small(&self) -> bool {
        self.size.0 < 20 || self.size.1 < 4
    }
}
