//! The one command table: everything the program can do, with its keys, where, and in which words.
//!
//! A table: longer than other files. What changes something stands in `edits`.
//! Dispatch, footer, help, the which-key popup and the README come out of it.

mod edits;

pub use super::keymap::markdown_keys;
pub use super::spec::{Command, Context, Hint, Spec};
use edits::edit;

use super::themes::needs_colours;
use super::timeline::calendar::needs_neighbours;
use super::when::{
    always, needs_board, needs_board_or_wall, needs_closed, needs_drafts, needs_fields, needs_filter, needs_findings,
    needs_import, needs_new_file, needs_no_file, needs_offer, needs_products, needs_reload, needs_row, needs_sides,
    needs_step_back, needs_typed, needs_user, needs_views,
};

use Context::{
    Conflict, Dating, Detail, Dropping, Filter, Findings, Form, Help, Leaving, Line, Links, List, Matrix, Note, Picker,
    Plain, Prompt, Reach, Removing, Review, Sheet, Start, Stray, Timeline, Wall, Why,
};

const BOARD: &[Context] = &[List, Matrix];
/// Where rows are chosen.
const CHOOSING: &[Context] = &[List, Matrix, Timeline];
const READING: &[Context] = &[List, Matrix, Timeline, Detail];
const ROWS: &[Context] =
    &[List, Matrix, Timeline, Detail, Help, Findings, Picker, Links, Plain, Why, Removing, Review, Stray, Conflict];
const PAGES: &[Context] = &[
    List, Matrix, Timeline, Detail, Help, Findings, Picker, Links, Plain, Why, Reach, Sheet, Removing, Review, Line,
    Stray, Conflict,
];
const LINES: &[Context] = &[
    List, Matrix, Timeline, Detail, Filter, Help, Findings, Picker, Links, Plain, Why, Form, Dating, Reach, Sheet,
    Prompt, Removing, Review, Line, Stray, Conflict,
];
const COPYING: &[Context] = &[List, Matrix, Timeline, Detail, Links, Stray];
const EVERYWHERE: &[Context] = &Context::ALL;
const NOT_TYPING: &[Context] = &[List, Matrix, Timeline, Detail, Findings, Start];
/// The kiosk has one key.
const NOT_IN_KIOSK: &[Context] = &[
    List, Matrix, Timeline, Detail, Filter, Help, Findings, Picker, Links, Plain, Why, Form, Note, Dating, Reach,
    Sheet, Prompt, Removing, Line, Review, Dropping, Stray, Conflict, Leaving, Start, Wall,
];
/// Ctrl-z takes back what was typed in a note.
const NOT_IN_NOTE: &[Context] = &[
    List, Matrix, Timeline, Detail, Filter, Help, Findings, Picker, Links, Plain, Why, Form, Dating, Reach, Sheet,
    Prompt, Removing, Line, Review, Dropping, Stray, Conflict, Leaving, Start,
];

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
pub const COMMANDS: [Spec; Command::COUNT] = whole([BEFORE, edits::EDITS, AFTER]);

/// Puts the parts of the table together; a row too few or too many does not compile.
#[expect(clippy::indexing_slicing, reason = "there are no iterators where constants are made")]
const fn whole(parts: [&[Spec]; 3]) -> [Spec; Command::COUNT] {
    let mut all = [PLAIN; Command::COUNT];
    let (mut part, mut at) = (0, 0);
    while part < parts.len() {
        let mut row = 0;
        while row < parts[part].len() {
            all[at] = parts[part][row];
            (row, at) = (row + 1, at + 1);
        }
        part += 1;
    }
    assert!(at == Command::COUNT, "each command has a row");
    all
}

/// The rows before [`Command::NextStatus`].
const BEFORE: &[Spec] = &[
    Spec {
        command: Command::Up,
        name: "up",
        keys: &["up", "k"],
        contexts: LINES,
        doc: "One row up",
        hint: Some(Hint { keys: "↑↓", ascii: "jk", word: "move", place: 0 }),
        ..PLAIN
    },
    Spec { command: Command::Down, name: "down", keys: &["down", "j"], contexts: LINES, doc: "One row down", ..PLAIN },
    Spec {
        command: Command::Left,
        name: "left",
        keys: &["left", "h"],
        contexts: CHOOSING,
        doc: "The product to the left, or the deadline before",
        hint: Some(Hint { keys: "←→", ascii: "hl", word: "product", place: 1 }),
        when: needs_sides,
        ..PLAIN
    },
    Spec {
        command: Command::Right,
        name: "right",
        keys: &["right"],
        also: &[(Matrix, "l"), (Timeline, "l")],
        contexts: CHOOSING,
        doc: "The product to the right, or the next deadline",
        when: needs_sides,
        ..PLAIN
    },
    Spec { command: Command::PageUp, name: "page-up", keys: &["pgup"], contexts: PAGES, doc: "One page up", ..PLAIN },
    Spec {
        command: Command::PageDown,
        name: "page-down",
        keys: &["pgdn"],
        contexts: PAGES,
        doc: "One page down",
        ..PLAIN
    },
    Spec {
        command: Command::HalfPageUp,
        name: "half-page-up",
        keys: &["ctrl-u"],
        contexts: &[List, Matrix, Timeline, Detail, Findings],
        doc: "Half a page up",
        ..PLAIN
    },
    Spec {
        command: Command::HalfPageDown,
        name: "half-page-down",
        keys: &["ctrl-d"],
        contexts: &[List, Matrix, Timeline, Detail, Findings],
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
        contexts: &[List, Matrix, Timeline, Detail, Help, Findings, Leaving],
        group: "See",
        doc: "Open the detail; act on its line; run the entry",
        hint: Some(hint(2, "open")),
        when: needs_row,
    },
    Spec {
        command: Command::Back,
        name: "back",
        keys: &["esc"],
        contexts: NOT_IN_KIOSK,
        group: "See",
        doc: "One step back: popup, filter, detail, wall; never quits",
        hint: Some(hint(3, "back")),
        when: needs_step_back,
        ..PLAIN
    },
    Spec {
        command: Command::Accept,
        name: "accept",
        keys: &["enter"],
        contexts: &[Filter, Picker, Links, Form, Dating, Reach, Sheet, Prompt, Removing, Line, Review],
        group: "See",
        doc: "Keep the filter; take this one; save",
        hint: Some(hint(1, "save")),
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
        command: Command::NextField,
        name: "next-field",
        keys: &["tab"],
        contexts: &[Form, Dating, Reach, Sheet, Removing, Line],
        group: "Edit",
        doc: "The next field; before deleting, what is meant",
        hint: Some(hint(2, "next field")),
        when: needs_fields,
        ..PLAIN
    },
    Spec {
        command: Command::PreviousField,
        name: "previous-field",
        keys: &["shift-tab"],
        contexts: &[Form, Dating, Reach, Sheet, Removing, Line],
        group: "Edit",
        doc: "The field before",
        when: needs_fields,
        ..PLAIN
    },
    Spec {
        command: Command::SaveText,
        name: "save-text",
        keys: &["ctrl-s"],
        contexts: &[Note, Form, Dating, Reach, Dropping, Sheet, Prompt],
        group: "Edit",
        doc: "Save what was typed",
        hint: Some(hint(4, "save")),
        ..PLAIN
    },
    Spec {
        command: Command::DropText,
        name: "drop-text",
        keys: &["y"],
        contexts: &[Dropping],
        group: "Edit",
        doc: "Throw away what was typed",
        hint: Some(hint(1, "drop it")),
        ..PLAIN
    },
    Spec {
        command: Command::GoOn,
        name: "go-on",
        keys: &["n"],
        contexts: &[Dropping],
        group: "Edit",
        doc: "Go on typing",
        hint: Some(hint(2, "go on")),
        ..PLAIN
    },
    Spec {
        command: Command::KeepText,
        name: "keep-text",
        keys: &["k"],
        contexts: &[Dropping],
        group: "Edit",
        doc: "Keep what was typed for later: T goes on with it",
        hint: Some(hint(5, "keep for later")),
        ..PLAIN
    },
    Spec {
        command: Command::NextPane,
        name: "next-pane",
        keys: &["tab"],
        contexts: READING,
        group: "See",
        doc: "From list to matrix to timeline to list",
        hint: Some(hint(8, "matrix")),
        when: needs_board,
        ..PLAIN
    },
    Spec {
        command: Command::PreviousPane,
        name: "previous-pane",
        keys: &["shift-tab"],
        contexts: READING,
        group: "See",
        doc: "The same the other way round",
        when: needs_board,
        ..PLAIN
    },
    Spec {
        command: Command::Closer,
        name: "closer",
        keys: &["+", "="],
        contexts: &[Timeline],
        group: "See",
        doc: "Fewer days in a column",
        hint: Some(Hint { keys: "+-", ascii: "+-", word: "zoom", place: 10 }),
        when: needs_products,
        ..PLAIN
    },
    Spec {
        command: Command::Wider,
        name: "wider",
        keys: &["-"],
        contexts: &[Timeline],
        group: "See",
        doc: "More days in a column",
        when: needs_products,
        ..PLAIN
    },
    Spec {
        command: Command::Today,
        name: "today",
        keys: &["0"],
        contexts: &[Timeline],
        group: "Move",
        doc: "Back to today, and to the deadline next to it",
        hint: Some(hint(21, "today")),
        when: needs_board,
        ..PLAIN
    },
    Spec {
        command: Command::PaneByNumber,
        name: "pane-by-number",
        keys: &["1", "2", "3"],
        contexts: &[List],
        group: "See",
        doc: "The list, the matrix, the timeline",
        when: needs_board,
        ..PLAIN
    },
    Spec {
        command: Command::MonthView,
        name: "month-view",
        keys: &["M"],
        contexts: &[Timeline],
        group: "See",
        doc: "One month by weeks with its closed days; again: the chart",
        hint: Some(hint(26, "month")),
        when: needs_products,
        ..PLAIN
    },
    Spec {
        command: Command::NextOfDay,
        name: "next-of-day",
        keys: &[">"],
        contexts: &[Timeline],
        group: "Move",
        doc: "In the month: the next deadline of the day",
        when: needs_neighbours,
        ..PLAIN
    },
    Spec {
        command: Command::PreviousOfDay,
        name: "previous-of-day",
        keys: &["<"],
        contexts: &[Timeline],
        group: "Move",
        doc: "In the month: the deadline before it on the day",
        when: needs_neighbours,
        ..PLAIN
    },
    Spec {
        command: Command::Filter,
        name: "filter",
        keys: &["/"],
        contexts: CHOOSING,
        group: "Choose",
        doc: "Filter the rows while you type",
        hint: Some(hint(7, "filter")),
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
        hint: Some(hint(14, "sort")),
        when: needs_board,
        ..PLAIN
    },
    Spec {
        command: Command::ShowClosed,
        name: "show-closed",
        keys: &["c"],
        contexts: CHOOSING,
        group: "Choose",
        doc: "Show or hide what is closed or passed",
        hint: Some(hint(13, "closed")),
        when: needs_closed,
        ..PLAIN
    },
    Spec { when: needs_user, ..view(Command::ViewMine, "view-mine", &["f m"], "What I own (`user` of the settings)") },
    view(Command::ViewOverdue, "view-overdue", &["f o"], "What is overdue"),
    view(Command::ViewWeek, "view-week", &["f w"], "What is due within 7 days"),
    Spec {
        when: needs_views,
        ..view(
            Command::ViewByNumber,
            "view-by-number",
            &["f 1", "f 2", "f 3", "f 4", "f 5", "f 6", "f 7", "f 8", "f 9"],
            "The file's own views, in its order",
        )
    },
    Spec {
        when: needs_filter,
        ..view(Command::SaveView, "save-view", &["f s"], "Save the filter as a view of the file")
    },
];

/// A row for a saved filter.
const fn view(command: Command, name: &'static str, keys: &'static [&'static str], doc: &'static str) -> Spec {
    Spec { command, name, keys, contexts: READING, group: "Choose", doc, when: needs_board, ..PLAIN }
}

/// The rows from [`Command::Findings`] on.
const AFTER: &[Spec] = &[
    Spec {
        command: Command::Findings,
        name: "findings",
        keys: &["!"],
        contexts: &[List, Matrix, Timeline, Detail, Start],
        group: "File",
        doc: "List what is wrong or doubtful in the file",
        hint: Some(hint(15, "findings")),
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
        contexts: &[Start],
        group: "File",
        hint: Some(hint(1, "new file")),
        when: needs_new_file,
        ..edit(Command::NewFile, "new-file", &["n"], "Make a new empty file and open it")
    },
    Spec {
        contexts: &[Start, List, Matrix, Timeline, Detail],
        group: "File",
        hint: Some(hint(23, "import")),
        when: needs_import,
        ..edit(Command::Import, "import", &["i"], "Import a spreadsheet, and see first what it changes")
    },
    Spec {
        command: Command::Help,
        name: "help",
        keys: &["?"],
        contexts: NOT_TYPING,
        group: "Program",
        doc: "Every key that works here; Enter runs one",
        hint: Some(hint(24, "help")),
        ..PLAIN
    },
    Spec {
        command: Command::Palette,
        name: "palette",
        keys: &[":", "ctrl-p"],
        contexts: NOT_TYPING,
        group: "Program",
        doc: "Every command and view by a part of its name; Enter runs it",
        hint: Some(hint(16, "commands")),
        ..PLAIN
    },
    Spec {
        command: Command::Reload,
        name: "reload",
        keys: &["r"],
        contexts: &[List, Matrix, Timeline, Detail, Findings, Leaving, Start],
        group: "File",
        doc: "Read the file again; try again to save; apply what was kept",
        hint: Some(hint(17, "reload")),
        when: needs_reload,
        ..PLAIN
    },
    Spec {
        command: Command::Discard,
        name: "discard",
        keys: &["X"],
        contexts: READING,
        group: "File",
        doc: "Throw away the edits that were kept from last time",
        when: needs_drafts,
        ..PLAIN
    },
    Spec {
        command: Command::ResumeTyping,
        name: "resume-typing",
        keys: &["T"],
        contexts: READING,
        group: "File",
        doc: "Go on with what was typed last time, or drop it (Esc, y)",
        when: needs_typed,
        ..PLAIN
    },
    Spec {
        command: Command::DiscardTyped,
        name: "discard-typed",
        keys: &["X"],
        contexts: &[Stray],
        group: "File",
        doc: "Throw away what was typed last time",
        hint: Some(hint(20, "throw away")),
        when: needs_offer,
        ..PLAIN
    },
    Spec {
        command: Command::Wall,
        name: "wall",
        keys: &["w"],
        contexts: &[List, Matrix, Timeline, Detail, Wall],
        group: "See",
        doc: "The wall for a monitor; another key there holds it a minute",
        hint: Some(hint(12, "wall")),
        when: needs_board_or_wall,
        ..PLAIN
    },
    Spec {
        command: Command::Mouse,
        name: "mouse",
        keys: &["m"],
        contexts: NOT_TYPING,
        group: "Program",
        doc: "The mouse on or off; off, the terminal selects text",
        ..PLAIN
    },
    Spec {
        command: Command::Themes,
        name: "theme",
        keys: &["t"],
        contexts: &[List, Matrix, Timeline, Detail, Start],
        group: "See",
        doc: "Choose a theme; the screen wears it while you choose",
        when: needs_colours,
        ..PLAIN
    },
    Spec {
        contexts: NOT_IN_KIOSK,
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
        contexts: NOT_IN_NOTE,
        group: "Program",
        doc: "Stop until the shell brings the program back",
        ..PLAIN
    },
    Spec {
        command: Command::Quit,
        name: "quit",
        keys: &["q"],
        contexts: &[List, Matrix, Timeline, Detail, Findings, Leaving, Start, Wall],
        group: "Program",
        doc: "Quit; in the findings and on the wall, leave them",
        hint: Some(hint(25, "quit")),
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
