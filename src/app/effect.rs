//! What the program asks of its shell. Plain data; answers come back as messages.

use super::saving::Save;
use crate::domain::alert::Memory;
use crate::domain::edit::{Edit, Record};
use crate::domain::link::Address;
use crate::domain::settings::Notify;
use crate::domain::text::Clean;
use crate::domain::theme::Theme;
use crate::domain::unfinished::Unfinished;

/// The most bytes of a text that is given to the terminal's clipboard: 74,994 in base64, which is less than any
/// terminal with a limit is known to take.
pub const LONGEST_COPY: usize = 74_994 / 4 * 3;

/// A request to the shell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Read the file again now.
    Reload,
    /// Open the file in `$VISUAL` or `$EDITOR` at a line, from 1; then [`super::message::Message::Resumed`].
    OpenEditor {
        /// The line.
        line: u32,
    },
    /// Open a text in `$VISUAL` or `$EDITOR`; then [`super::message::Message::NoteWritten`], or why not.
    WriteNote {
        /// The record whose note it is.
        record: Record,
        /// The note as it stands.
        text: String,
    },
    /// Save an edit; then [`super::message::Message::Saved`] or [`super::message::Message::NotSaved`]. One at a time.
    Save(Save),
    /// Keep edits that wait as drafts, in place of those that were kept; none: they are settled, drop them.
    Keep(Vec<Edit>),
    /// Keep texts that are being typed, in place of those that were kept.
    KeepTexts(Vec<Unfinished>),
    /// Look for edits that the program could not save last time, and for what was being typed; then
    /// [`super::message::Message::DraftsFound`] and [`super::message::Message::TextsFound`].
    FindDrafts,
    /// Read the newest changes of a record in the journal; then [`super::message::Message::HistoryRead`]. One at a time
    /// for the detail, one for the conflict that is looked at.
    ReadHistory {
        /// The record.
        record: Record,
    },
    /// Open a page or a file with another program; only a failure is told: [`super::message::Message::NotOpened`].
    Open(Address),
    /// Give lines to the terminal's clipboard; nobody learns whether it took them.
    Copy {
        /// The lines; together, with a line feed between them, at most [`LONGEST_COPY`] bytes.
        lines: Vec<Clean<'static>>,
    },
    /// Look whether evidence is there; answered in parts: [`super::message::Message::EvidenceLooked`].
    LookForEvidence {
        /// The paths as written.
        paths: Vec<Box<str>>,
    },
    /// Read a spreadsheet; then [`super::message::Message::SheetRead`].
    ReadSheet {
        /// Its path as typed; `~/` at its beginning is the user's home.
        path: String,
    },
    /// Complete the path of a file as far as it is clear; then [`super::message::Message::PathCompleted`].
    CompletePath {
        /// The path as typed.
        path: String,
    },
    /// Make a new file where the program looks for one, and open it; then [`super::message::Message::FileMade`], or why
    /// not.
    NewFile,
    /// Open the built-in example in place of a file, read-only; then [`super::message::Message::Loaded`].
    OpenExample,
    /// Ask the terminal to tell what the mouse does, or not to.
    CaptureMouse(bool),
    /// Keep a theme in the settings; then [`super::message::Message::ThemeKept`].
    KeepTheme(Theme),
    /// Ring for alerts; nobody learns whether the terminal did.
    Ring(Ring),
    /// Keep which alerts were told, for the next start; nobody waits for it.
    KeepAlerts(Memory),
    /// Clear the terminal and draw all of it again.
    Repaint,
    /// Stop (Ctrl-Z) until the user brings the program back; then [`super::message::Message::Resumed`].
    Suspend,
    /// Leave with this exit code, as soon as nothing waits to be saved, or after two seconds.
    Quit {
        /// The exit code.
        code: u8,
    },
}

/// What calls somebody to the screen: once for all that is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ring {
    /// The terminal's bell.
    pub bell: bool,
    /// A notification.
    pub notify: Notify,
    /// The text of the notification: one line, at most 160 cells.
    pub text: Clean<'static>,
}
