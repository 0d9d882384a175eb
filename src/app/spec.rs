//! The commands by name, what a row of their table says, and the places where keys go.

use super::state::State;

/// What the program can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the table in command.rs says it")]
pub enum Command {
    Up,
    Down,
    Left,
    Right,
    PageUp,
    PageDown,
    HalfPageUp,
    HalfPageDown,
    First,
    Last,
    Open,
    Back,
    Accept,
    Complete,
    NextField,
    PreviousField,
    SaveText,
    DropText,
    GoOn,
    KeepText,
    NextPane,
    PreviousPane,
    Closer,
    Wider,
    Today,
    PaneByNumber,
    MonthView,
    NextOfDay,
    PreviousOfDay,
    Filter,
    Sort,
    ShowClosed,
    ViewMine,
    ViewOverdue,
    ViewWeek,
    ViewByNumber,
    SaveView,
    NextStatus,
    SetOpen,
    SetInProgress,
    SetBlocked,
    SetAccepted,
    SetDone,
    SetNotApplicable,
    Note,
    NoteEditor,
    Date,
    Correct,
    WorkingDay,
    Keep,
    Verify,
    Why,
    Fields,
    RegulationFields,
    ProductFields,
    FileFields,
    Add,
    AddProduct,
    AddRegulation,
    Again,
    Ladder,
    Clock,
    Acknowledge,
    WholeForm,
    OpenLink,
    ByNumber,
    Copy,
    PlainText,
    Owner,
    Tag,
    Mark,
    MarkAll,
    Remove,
    ConfirmRemoval,
    OtherButton,
    Undo,
    Redo,
    KeepMine,
    KeepTheirs,
    KeepBoth,
    Findings,
    OpenExample,
    NewFile,
    Import,
    Help,
    Palette,
    Reload,
    Discard,
    ResumeTyping,
    DiscardTyped,
    Wall,
    Mouse,
    Themes,
    Repaint,
    Suspend,
    Quit,
    QuitNow,
}

impl Command {
    /// How many there are.
    pub const COUNT: usize = Self::QuitNow as usize + 1;
}

/// Where keys go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Context {
    /// The list.
    List,
    /// The matrix.
    Matrix,
    /// The timeline.
    Timeline,
    /// The detail, when it is entered.
    Detail,
    /// The filter line, while it is written.
    Filter,
    /// The help.
    Help,
    /// The findings.
    Findings,
    /// The products of a row or the themes, to choose one.
    Picker,
    /// Sources and evidence, to choose one.
    Links,
    /// A text to be marked with the terminal's own means.
    Plain,
    /// How a date comes about.
    Why,
    /// What a status says.
    Form,
    /// The note, while it is written.
    Note,
    /// The date dialog.
    Dating,
    /// What moves with a date, to keep it or to let it move.
    Reach,
    /// The form of a record.
    Sheet,
    /// One line that is typed.
    Prompt,
    /// The question whether to delete something.
    Removing,
    /// One line that is typed: a count, an owner, tags.
    Line,
    /// What will change in many rows.
    Review,
    /// The question whether to throw away what was typed.
    Dropping,
    /// A typed text of last time whose dialog cannot be opened.
    Stray,
    /// A change that somebody else made to the same field.
    Conflict,
    /// The question before leaving with edits that are not saved.
    Leaving,
    /// No file, or a file that could not be read so far.
    Start,
    /// The wall.
    Wall,
    /// The wall that no key but one leaves.
    Kiosk,
}

impl Context {
    /// Every context.
    pub const ALL: [Self; 27] = [
        Self::List,
        Self::Matrix,
        Self::Timeline,
        Self::Detail,
        Self::Filter,
        Self::Help,
        Self::Findings,
        Self::Picker,
        Self::Links,
        Self::Plain,
        Self::Why,
        Self::Form,
        Self::Note,
        Self::Dating,
        Self::Reach,
        Self::Sheet,
        Self::Prompt,
        Self::Removing,
        Self::Line,
        Self::Review,
        Self::Dropping,
        Self::Stray,
        Self::Conflict,
        Self::Leaving,
        Self::Start,
        Self::Wall,
        Self::Kiosk,
    ];

    /// Returns its name.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Matrix => "matrix",
            Self::Timeline => "timeline",
            Self::Detail => "detail",
            Self::Filter => "filter",
            Self::Help => "help",
            Self::Findings => "findings",
            Self::Picker => "picker",
            Self::Links => "sources",
            Self::Plain => "plain text",
            Self::Why => "why this date",
            Self::Form => "form",
            Self::Note => "note",
            Self::Dating => "date dialog",
            Self::Reach => "what moves",
            Self::Sheet => "fields",
            Self::Prompt => "adding",
            Self::Removing => "delete",
            Self::Line => "one line",
            Self::Review => "many rows",
            Self::Dropping => "drop what was typed",
            Self::Stray => "kept text",
            Self::Conflict => "conflict",
            Self::Leaving => "leaving",
            Self::Start => "start",
            Self::Wall => "wall",
            Self::Kiosk => "kiosk",
        }
    }

    /// Returns whether letters are text here, so that they cannot be commands.
    #[must_use]
    pub fn takes_text(self) -> bool {
        matches!(
            self,
            Self::Filter
                | Self::Help
                | Self::Form
                | Self::Note
                | Self::Dating
                | Self::Sheet
                | Self::Prompt
                | Self::Line
        )
    }
}

/// A word in the footer.
#[derive(Clone, Copy, Debug)]
pub struct Hint {
    /// The keys as shown; empty: the first key of the row.
    pub keys: &'static str,
    /// The same without arrows.
    pub ascii: &'static str,
    /// What it does, in a word or two.
    pub word: &'static str,
    /// Its place from left to right; what does not fit is dropped from the right.
    pub place: u8,
}

/// One row of the table.
#[derive(Clone, Copy)]
pub struct Spec {
    /// What it does.
    pub command: Command,
    /// Its name in settings and messages.
    pub name: &'static str,
    /// Its keys; keys of a sequence are separated by a space. Letters mean nothing where text is typed.
    pub keys: &'static [&'static str],
    /// Keys that it has in one context only.
    pub also: &'static [(Context, &'static str)],
    /// Where it works.
    pub contexts: &'static [Context],
    /// Its place in the help.
    pub group: &'static str,
    /// What it does; at most 60 columns, no period.
    pub doc: &'static str,
    /// Its words in the footer.
    pub hint: Option<Hint>,
    /// Why it cannot be done now, if so.
    pub when: fn(&State) -> Option<&'static str>,
}

impl std::fmt::Debug for Spec {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Spec").field("name", &self.name).finish_non_exhaustive()
    }
}
