//! How the program was started: everything that the screen must know and never changes.

use super::banner::counted;
use super::keymap::Keymap;
use super::wall::{Asked, Beginning};
use crate::domain::alert::Memory;
use crate::domain::history::Author;
use crate::domain::settings::{Problem, Settings};
use crate::domain::theme::Theme;
use crate::domain::zone::Zone;

/// What the screen is told at the start.
#[derive(Clone, Debug)]
pub struct Launch {
    /// The file's name as shown in the header; already free of directories. None: there is no file (first run).
    pub file_name: Option<String>,
    /// Which file it is and why: `--file`, `$DUEWATCH_FILE`, `./deadlines.yaml` …, for help and messages.
    pub origin: String,
    /// Where a new file would be made, for the first run; free of control characters.
    pub new_file: String,
    /// Who edits, and on which machine.
    pub author: Author,
    /// The viewer's zone.
    pub zone: Zone,
    /// The program runs from a time other than now (`--as-of`, `demo`).
    pub is_as_of: bool,
    /// Nothing may be written.
    pub is_read_only: bool,
    /// Whether the file is the built-in example.
    pub is_example: bool,
    /// Which glyphs to draw.
    pub glyphs: Glyphs,
    /// Which colours to draw.
    pub colours: Colours,
    /// The theme to begin with.
    pub theme: Theme,
    /// Whether the terminal can be asked to keep a copy.
    pub clipboard: Clipboard,
    /// Which way a notification goes to the terminal.
    pub passage: Passage,
    /// The filter to begin with.
    pub filter: String,
    /// What people chose.
    pub chosen: Chosen,
    /// How the wall is shown.
    pub wall: Asked,
    /// Whose the mouse is.
    pub mouse: MouseOwner,
    /// Which alerts were told when the program ran last.
    pub told: Memory,
}

impl Launch {
    /// Returns whether the mouse does anything; in the kiosk it does not.
    #[must_use]
    pub fn has_mouse(&self) -> bool {
        self.mouse == MouseOwner::Program && self.wall.from != Beginning::Kiosk
    }
}

/// What people chose; options and the environment are already in the other fields of [`Launch`].
#[derive(Clone, Debug, Default)]
pub struct Chosen {
    /// The settings.
    pub settings: Settings,
    /// The keys that hold.
    pub keys: Keymap,
    /// What is wrong with the settings; said once.
    pub problems: Vec<Problem>,
}

impl Chosen {
    /// Returns what is said of bad settings at the start: how many things there are, what lists them, and the first.
    ///
    /// The first comes last, without directories: a narrow screen cuts what stands behind a long place.
    #[must_use]
    pub fn bad_settings(&self) -> Option<String> {
        let count = counted(self.problems.len(), "problem");
        Some(format!("{count} in the settings, see 'duewatch doctor': {}", self.problems.first()?.short()))
    }
}

/// Which glyphs to draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glyphs {
    /// The glyphs of the pictures.
    Unicode,
    /// ASCII for the program's own glyphs; the data is shown as it is.
    Ascii,
    /// ASCII for everything: the locale is not UTF-8.
    AsciiOnly,
}

/// Whose the mouse is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MouseOwner {
    /// The program's: the terminal is asked to tell what it does.
    Program,
    /// The terminal's: it selects text.
    Terminal,
}

/// Whether the terminal can be asked to keep a copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clipboard {
    /// It can be asked; whether it does it is not known.
    Asked,
    /// It is known to keep none.
    Absent,
}

/// Which way a notification goes to the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Passage {
    /// Straight.
    Open,
    /// Through tmux, which must allow it.
    Tmux,
    /// Through GNU screen.
    Screen,
    /// The terminal is known to show none.
    Absent,
}

/// How many colours to draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colours {
    /// 24 bits.
    True,
    /// The 256 of xterm.
    Indexed,
    /// The terminal's own sixteen.
    Sixteen,
    /// None: bold, dim, reverse and underline only.
    None,
}
