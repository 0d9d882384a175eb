//! The one command table: everything the program can do, with its keys, where, and in which words.
//!
//! A table: longer than other files.
//! Dispatch, footer, help, the which-key popup and the README come out of it.

pub use super::keymap::markdown_keys;
use super::state::State;

/// Where keys go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Context {
    /// The list.
    List,
    /// The matrix.
    Matrix,
    /// The detail, when it is entered.
    Detail,
    /// The filter line, while it is written.
    Filter,
    /// The help.
    Help,
    /// The findings.
    Findings,
    /// No file, or a file that could not be read so far.
    Start,
}

impl Context {
    /// Every context.
    pub const ALL: [Self; 7] =
        [Self::List, Self::Matrix, Self::Detail, Self::Filter, Self::Help, Self::Findings, Self::Start];

    /// Returns its name.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Matrix => "matrix",
            Self::Detail => "detail",
            Self::Filter => "filter",
            Self::Help => "help",
            Self::Findings => "findings",
            Self::Start => "start",
        }
    }

    /// Returns whether letters are text here, so that they cannot be commands.
    #[must_use]
    pub fn takes_text(self) -> bool {
        matches!(self, Self::Filter | Self::Help)
    }
}

/// What the program can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the table below says it")]
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
    NextPane,
    PreviousPane,
    Filter,
    Sort,
    ShowClosed,
    Findings,
    OpenExample,
    Help,
    Reload,
    Repaint,
    Suspend,
    Quit,
    QuitNow,
}

impl Command {
    /// How many there are.
    pub const COUNT: usize = Self::QuitNow as usize + 1;
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

use Context::{Detail, Filter, Findings, Help, List, Matrix, Start};

const BOARD: &[Context] = &[List, Matrix];
const READING: &[Context] = &[List, Matrix, Detail];
const ROWS: &[Context] = &[List, Matrix, Detail, Help, Findings];
const EVERYWHERE: &[Context] = &Context::ALL;
const NOT_TYPING: &[Context] = &[List, Matrix, Detail, Findings, Start];

/// A row that many rows are like; each says only what differs.
const PLAIN: Spec = Spec {
    command: Command::Up,
    name: "",
    keys: &[],
    also: &[],
    contexts: EVERYWHERE,
    group: "Move",
    doc: "",
    hint: None,
    when: always,
};

const fn hint(place: u8, word: &'static str) -> Hint {
    Hint { keys: "", ascii: "", word, place }
}

/// Everything the program can do, in the order of [`Command`].
pub const COMMANDS: [Spec; Command::COUNT] = [
    Spec {
        command: Command::Up,
        name: "up",
        keys: &["up", "k"],
        contexts: &[List, Matrix, Detail, Filter, Help, Findings],
        doc: "One row up",
        hint: Some(Hint { keys: "↑↓", ascii: "jk", word: "move", place: 0 }),
        ..PLAIN
    },
    Spec {
        command: Command::Down,
        name: "down",
        keys: &["down", "j"],
        contexts: &[List, Matrix, Detail, Filter, Help, Findings],
        doc: "One row down",
        ..PLAIN
    },
    Spec {
        command: Command::Left,
        name: "left",
        keys: &["left", "h"],
        contexts: BOARD,
        doc: "The product to the left",
        hint: Some(Hint { keys: "←→", ascii: "hl", word: "product", place: 1 }),
        when: needs_matrix,
        ..PLAIN
    },
    Spec {
        command: Command::Right,
        name: "right",
        keys: &["right"],
        also: &[(Matrix, "l")],
        contexts: BOARD,
        doc: "The product to the right",
        when: needs_matrix,
        ..PLAIN
    },
    Spec { command: Command::PageUp, name: "page-up", keys: &["pgup"], contexts: ROWS, doc: "One page up", ..PLAIN },
    Spec {
        command: Command::PageDown,
        name: "page-down",
        keys: &["pgdn"],
        contexts: ROWS,
        doc: "One page down",
        ..PLAIN
    },
    Spec {
        command: Command::HalfPageUp,
        name: "half-page-up",
        keys: &["ctrl-u"],
        contexts: &[List, Matrix, Detail, Findings],
        doc: "Half a page up",
        ..PLAIN
    },
    Spec {
        command: Command::HalfPageDown,
        name: "half-page-down",
        keys: &["ctrl-d"],
        contexts: &[List, Matrix, Detail, Findings],
        doc: "Half a page down",
        ..PLAIN
    },
    Spec {
        command: Command::First,
        name: "first",
        keys: &["home", "g g"],
        contexts: ROWS,
        doc: "The first row",
        ..PLAIN
    },
    Spec { command: Command::Last, name: "last", keys: &["end", "G"], contexts: ROWS, doc: "The last row", ..PLAIN },
    Spec {
        command: Command::Open,
        name: "open",
        keys: &["enter"],
        also: &[(List, "l")],
        contexts: &[List, Matrix, Help, Findings],
        group: "See",
        doc: "Open the detail; run the entry; open the editor there",
        hint: Some(hint(2, "open")),
        when: needs_row,
    },
    Spec {
        command: Command::Back,
        name: "back",
        keys: &["esc"],
        group: "See",
        doc: "One step back: popup, filter, detail; never quits",
        hint: Some(hint(3, "back")),
        when: needs_step_back,
        ..PLAIN
    },
    Spec {
        command: Command::Accept,
        name: "accept",
        keys: &["enter"],
        contexts: &[Filter],
        group: "See",
        doc: "Keep the filter and go back to the rows",
        hint: Some(hint(1, "keep")),
        ..PLAIN
    },
    Spec {
        command: Command::Complete,
        name: "complete",
        keys: &["tab"],
        contexts: &[Filter],
        group: "See",
        doc: "Complete the word of the filter",
        hint: Some(hint(2, "complete")),
        ..PLAIN
    },
    Spec {
        command: Command::NextPane,
        name: "next-pane",
        keys: &["tab"],
        contexts: READING,
        group: "See",
        doc: "From list to matrix and back",
        hint: Some(hint(6, "matrix")),
        when: needs_board,
        ..PLAIN
    },
    Spec {
        command: Command::PreviousPane,
        name: "previous-pane",
        keys: &["shift-tab"],
        contexts: READING,
        group: "See",
        doc: "From matrix to list and back",
        when: needs_board,
        ..PLAIN
    },
    Spec {
        command: Command::Filter,
        name: "filter",
        keys: &["/"],
        contexts: BOARD,
        group: "Choose",
        doc: "Filter the rows while you type",
        hint: Some(hint(4, "filter")),
        when: needs_board,
        ..PLAIN
    },
    Spec {
        command: Command::Sort,
        name: "sort",
        keys: &["S"],
        contexts: BOARD,
        group: "Choose",
        doc: "Sort by due date, product, owner or status in turn",
        hint: Some(hint(7, "sort")),
        when: needs_board,
        ..PLAIN
    },
    Spec {
        command: Command::ShowClosed,
        name: "show-closed",
        keys: &["c"],
        contexts: BOARD,
        group: "Choose",
        doc: "Show or hide what is closed or passed",
        hint: Some(hint(5, "closed")),
        when: needs_closed,
        ..PLAIN
    },
    Spec {
        command: Command::Findings,
        name: "findings",
        keys: &["!"],
        contexts: &[List, Matrix, Detail, Start],
        group: "File",
        doc: "List what is wrong or doubtful in the file",
        hint: Some(hint(8, "findings")),
        when: needs_findings,
        ..PLAIN
    },
    Spec {
        command: Command::OpenExample,
        name: "open-example",
        keys: &["o"],
        contexts: &[Start],
        group: "File",
        doc: "Open the built-in example, read-only",
        hint: Some(hint(2, "open the example")),
        when: needs_no_file,
        ..PLAIN
    },
    Spec {
        command: Command::Help,
        name: "help",
        keys: &["?"],
        contexts: NOT_TYPING,
        group: "Program",
        doc: "Every key that works here; Enter runs one",
        hint: Some(hint(20, "help")),
        ..PLAIN
    },
    Spec {
        command: Command::Reload,
        name: "reload",
        keys: &["r"],
        contexts: NOT_TYPING,
        group: "File",
        doc: "Read the file again now",
        hint: Some(hint(9, "reload")),
        when: needs_file,
        ..PLAIN
    },
    Spec {
        command: Command::Repaint,
        name: "repaint",
        keys: &["ctrl-l"],
        group: "Program",
        doc: "Draw the whole screen again",
        ..PLAIN
    },
    Spec {
        command: Command::Suspend,
        name: "suspend",
        keys: &["ctrl-z"],
        group: "Program",
        doc: "Stop until the shell brings the program back",
        ..PLAIN
    },
    Spec {
        command: Command::Quit,
        name: "quit",
        keys: &["q"],
        contexts: NOT_TYPING,
        group: "Program",
        doc: "Quit; in the findings, close them",
        hint: Some(hint(21, "quit")),
        ..PLAIN
    },
    Spec {
        command: Command::QuitNow,
        name: "quit-now",
        keys: &["ctrl-c"],
        group: "Program",
        doc: "Quit at once, from anywhere",
        ..PLAIN
    },
];

/// Returns the row of a command.
#[must_use]
pub fn spec(command: Command) -> &'static Spec {
    COMMANDS.get(command as usize).unwrap_or(&PLAIN)
}

fn always(_: &State) -> Option<&'static str> {
    None
}

fn unless(fits: Option<()>, why: &'static str) -> Option<&'static str> {
    if fits.is_some() { None } else { Some(why) }
}

fn needs_board(state: &State) -> Option<&'static str> {
    unless(state.source.board.as_ref().map(|_| ()), "no file has been read yet")
}

fn needs_row(state: &State) -> Option<&'static str> {
    unless((state.overlay.is_some() || state.list.pick().is_some()).then_some(()), "there is no row")
}

fn needs_closed(state: &State) -> Option<&'static str> {
    unless((state.list.closed > 0).then_some(()), "nothing is closed")
}

fn needs_matrix(state: &State) -> Option<&'static str> {
    let is_shown = super::layout::regions(state).matrix.width > 0 && !state.matrix.columns.is_empty();
    unless(is_shown.then_some(()), "no products are in sight")
}

fn needs_findings(state: &State) -> Option<&'static str> {
    let count = state.source.reported().map_or(0, |snapshot| snapshot.findings.len());
    unless((count > 0).then_some(()), "nothing is wrong with the file")
}

fn needs_file(state: &State) -> Option<&'static str> {
    unless(state.launch.file_name.as_ref().map(|_| ()), "there is no file")
}

fn needs_no_file(state: &State) -> Option<&'static str> {
    unless((state.launch.file_name.is_none() && state.source.board.is_none()).then_some(()), "a file is open")
}

fn needs_step_back(state: &State) -> Option<&'static str> {
    unless(state.can_step_back().then_some(()), "there is nothing to go back from")
}
