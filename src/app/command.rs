//! The one command table: everything the program can do, with its keys, where, and in which words.
//!
//! A table: longer than other files.
//! Dispatch, footer, help, the which-key popup and the README come out of it.

pub use super::keymap::markdown_keys;
pub use super::spec::{Command, Context, Hint, Spec};
use super::when::{
    always, needs_board, needs_cells, needs_closed, needs_deadline, needs_drafts, needs_findings, needs_form,
    needs_links, needs_matrix, needs_milestone, needs_no_file, needs_record, needs_redo, needs_reload, needs_row,
    needs_step_back, needs_undo, needs_writing,
};

use Context::{
    Conflict, Dating, Detail, Dropping, Filter, Findings, Form, Help, Leaving, Links, List, Matrix, Note, Picker,
    Plain, Prompt, Sheet, Start,
};

const BOARD: &[Context] = &[List, Matrix];
const READING: &[Context] = &[List, Matrix, Detail];
const ROWS: &[Context] = &[List, Matrix, Detail, Help, Findings, Picker, Links, Plain];
const PAGES: &[Context] = &[List, Matrix, Detail, Help, Findings, Picker, Links, Plain, Sheet];
const LINES: &[Context] =
    &[List, Matrix, Detail, Filter, Help, Findings, Picker, Links, Plain, Form, Dating, Sheet, Prompt];
const COPYING: &[Context] = &[List, Matrix, Detail, Links];
const EVERYWHERE: &[Context] = &Context::ALL;
const NOT_TYPING: &[Context] = &[List, Matrix, Detail, Findings, Start];
/// Ctrl-z takes back what was typed in a note.
const NOT_IN_NOTE: &[Context] = &[
    List, Matrix, Detail, Filter, Help, Findings, Picker, Links, Plain, Form, Dating, Sheet, Prompt, Dropping,
    Conflict, Leaving, Start,
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

/// A row that changes what is written, wherever the deadlines are read.
const fn edit(command: Command, name: &'static str, keys: &'static [&'static str], doc: &'static str) -> Spec {
    Spec { command, name, keys, contexts: READING, group: "Edit", doc, when: needs_writing, ..PLAIN }
}

const fn hint(place: u8, word: &'static str) -> Hint {
    Hint { keys: "", ascii: "", word, place }
}

/// Everything the program can do, in the order of [`Command`].
pub const COMMANDS: [Spec; Command::COUNT] = [
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
        contexts: &[List, Matrix, Detail, Help, Findings, Leaving],
        group: "See",
        doc: "Open the detail; act on its line; run the entry",
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
        contexts: &[Filter, Picker, Links, Form, Dating, Sheet, Prompt],
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
        contexts: &[Form, Dating, Sheet],
        group: "Edit",
        doc: "The next field",
        hint: Some(hint(2, "next field")),
        ..PLAIN
    },
    Spec {
        command: Command::PreviousField,
        name: "previous-field",
        keys: &["shift-tab"],
        contexts: &[Form, Dating, Sheet],
        group: "Edit",
        doc: "The field before",
        ..PLAIN
    },
    Spec {
        command: Command::SaveText,
        name: "save-text",
        keys: &["ctrl-s"],
        contexts: &[Note, Form, Dating, Dropping, Sheet, Prompt],
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
        command: Command::NextPane,
        name: "next-pane",
        keys: &["tab"],
        contexts: READING,
        group: "See",
        doc: "From list to matrix and back",
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
        hint: Some(hint(12, "sort")),
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
        hint: Some(hint(10, "closed")),
        when: needs_closed,
        ..PLAIN
    },
    Spec {
        command: Command::NextStatus,
        name: "next-status",
        keys: &["space"],
        contexts: READING,
        group: "Edit",
        doc: "Next status: open, in progress, done",
        hint: Some(hint(4, "status")),
        when: needs_cells,
        ..PLAIN
    },
    Spec { also: &[(Matrix, "1")], when: needs_cells, ..edit(Command::SetOpen, "set-open", &["s o"], "Set open") },
    Spec {
        also: &[(Matrix, "2")],
        when: needs_cells,
        ..edit(Command::SetInProgress, "set-in-progress", &["s p"], "Set in progress")
    },
    Spec {
        also: &[(Matrix, "3")],
        when: needs_cells,
        ..edit(Command::SetBlocked, "set-blocked", &["s b"], "Set blocked, and on whom it waits")
    },
    Spec {
        also: &[(Matrix, "4")],
        when: needs_cells,
        ..edit(Command::SetAccepted, "set-accepted", &["s a"], "Set accepted: we carry the risk")
    },
    Spec {
        also: &[(Matrix, "5")],
        when: needs_cells,
        ..edit(Command::SetDone, "set-done", &["s d"], "Set done, when and by whom")
    },
    Spec {
        also: &[(Matrix, "6")],
        when: needs_cells,
        ..edit(Command::SetNotApplicable, "set-not-applicable", &["s n"], "Set not applicable, and why")
    },
    Spec {
        command: Command::Note,
        name: "note",
        keys: &["n"],
        contexts: READING,
        group: "Edit",
        doc: "Write the note",
        hint: Some(hint(5, "note")),
        when: needs_record,
        ..PLAIN
    },
    Spec {
        command: Command::NoteEditor,
        name: "note-in-editor",
        keys: &["E"],
        contexts: READING,
        group: "Edit",
        doc: "Write the note in $VISUAL or $EDITOR",
        when: needs_record,
        ..PLAIN
    },
    Spec {
        command: Command::Date,
        name: "date",
        keys: &["d"],
        contexts: &[List, Detail],
        group: "Edit",
        doc: "Move the date, with the reason",
        hint: Some(hint(6, "date")),
        when: needs_milestone,
        ..PLAIN
    },
    Spec {
        command: Command::Correct,
        name: "correct",
        keys: &["ctrl-t"],
        contexts: &[Dating],
        group: "Edit",
        doc: "A move, or the correction of a typing mistake",
        hint: Some(hint(5, "typing mistake")),
        ..PLAIN
    },
    Spec {
        command: Command::Verify,
        name: "verify",
        keys: &["V"],
        contexts: &[List, Detail],
        group: "Edit",
        doc: "Say that it was compared with its source today",
        when: needs_milestone,
        ..PLAIN
    },
    Spec {
        hint: Some(hint(17, "fields")),
        when: needs_record,
        ..edit(Command::Fields, "fields", &["e"], "Every field of it in a form; in the matrix, of the cell")
    },
    edit(Command::RegulationFields, "regulation-fields", &["R"], "Every field of its regulation"),
    edit(Command::ProductFields, "product-fields", &["P"], "Every field of its product, or of another one"),
    edit(Command::FileFields, "file-fields", &["F"], "The title, zone, calendar and alerts of the file"),
    Spec {
        hint: Some(hint(9, "add")),
        ..edit(Command::Add, "add", &["a"], "Add a deadline, on one line or in a form")
    },
    edit(Command::AddProduct, "add-product", &["A"], "Add a product, on one line or in a form"),
    Spec { when: needs_milestone, ..edit(Command::Again, "again", &["D"], "Add it once more, a year later") },
    Spec {
        contexts: &[Prompt],
        hint: Some(hint(2, "all fields")),
        when: needs_form,
        ..edit(Command::WholeForm, "whole-form", &["tab"], "Go on in the form, with every field")
    },
    Spec {
        command: Command::OpenLink,
        name: "open-source",
        keys: &["o"],
        contexts: READING,
        group: "See",
        doc: "Open the source, or evidence; choose where there are several",
        hint: Some(hint(16, "source")),
        when: needs_links,
        ..PLAIN
    },
    Spec {
        command: Command::ByNumber,
        name: "by-number",
        keys: &["1", "2", "3", "4", "5", "6", "7", "8", "9"],
        contexts: &[Links],
        group: "See",
        doc: "Open the one with this number",
        ..PLAIN
    },
    Spec {
        command: Command::Copy,
        name: "copy",
        keys: &["y"],
        contexts: COPYING,
        group: "See",
        doc: "Copy it as text; of a source, the address",
        hint: Some(hint(15, "copy")),
        when: needs_deadline,
        ..PLAIN
    },
    Spec {
        command: Command::PlainText,
        name: "plain-text",
        keys: &["Y"],
        contexts: COPYING,
        group: "See",
        doc: "Show as plain text what y copies, to mark it by hand",
        when: needs_deadline,
        ..PLAIN
    },
    Spec {
        command: Command::Undo,
        name: "undo",
        keys: &["u"],
        also: &[(Note, "ctrl-z")],
        contexts: &[List, Matrix, Detail, Note],
        group: "Edit",
        doc: "Take back your newest change; in a note, the last word",
        hint: Some(hint(11, "undo")),
        when: needs_undo,
    },
    Spec {
        command: Command::Redo,
        name: "redo",
        keys: &["ctrl-r"],
        contexts: &[List, Matrix, Detail, Note],
        group: "Edit",
        doc: "Take back your newest undo",
        when: needs_redo,
        ..PLAIN
    },
    Spec {
        command: Command::KeepMine,
        name: "mine",
        keys: &["m"],
        contexts: &[Conflict],
        group: "Edit",
        doc: "Write mine over theirs",
        hint: Some(hint(0, "mine")),
        ..PLAIN
    },
    Spec {
        command: Command::KeepTheirs,
        name: "theirs",
        keys: &["t"],
        contexts: &[Conflict],
        group: "Edit",
        doc: "Leave theirs and drop mine",
        hint: Some(hint(1, "theirs")),
        ..PLAIN
    },
    Spec {
        command: Command::KeepBoth,
        name: "both",
        keys: &["b"],
        contexts: &[Conflict],
        group: "Edit",
        doc: "Leave theirs and keep mine as a note",
        hint: Some(hint(2, "both as a note")),
        ..PLAIN
    },
    Spec {
        command: Command::Findings,
        name: "findings",
        keys: &["!"],
        contexts: &[List, Matrix, Detail, Start],
        group: "File",
        doc: "List what is wrong or doubtful in the file",
        hint: Some(hint(13, "findings")),
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
        when: needs_no_file,
        ..edit(Command::NewFile, "new-file", &["n"], "Make a new empty file and open it")
    },
    Spec {
        contexts: &[Start],
        group: "File",
        hint: Some(hint(3, "import")),
        when: needs_no_file,
        ..edit(Command::Import, "import", &["i"], "Import a spreadsheet")
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
        contexts: &[List, Matrix, Detail, Findings, Leaving, Start],
        group: "File",
        doc: "Read the file again; try again to save; apply what was kept",
        hint: Some(hint(14, "reload")),
        when: needs_reload,
        ..PLAIN
    },
    Spec {
        command: Command::Discard,
        name: "discard",
        keys: &["x"],
        contexts: READING,
        group: "File",
        doc: "Throw away the edits that were kept from last time",
        when: needs_drafts,
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
        contexts: NOT_IN_NOTE,
        group: "Program",
        doc: "Stop until the shell brings the program back",
        ..PLAIN
    },
    Spec {
        command: Command::Quit,
        name: "quit",
        keys: &["q"],
        contexts: &[List, Matrix, Detail, Findings, Leaving, Start],
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
