//! The rows of the table from [`Command::NextStatus`] to [`Command::KeepBoth`]: what changes something, and what is done
//! with the row under the cursor.

use Context::{Conflict, Dating, Detail, Links, List, Matrix, Note, Prompt, Reach, Removing, Stray, Timeline};

use super::super::dating::needs_closed_day;
use super::super::when::{
    needs_alert, needs_both, needs_cells, needs_clock, needs_deadline, needs_form, needs_links, needs_mark,
    needs_milestone, needs_record, needs_redo, needs_removal, needs_rows, needs_shown, needs_undo, needs_writing,
};
use super::{BOARD, COPYING, Command, Context, PLAIN, READING, Spec, hint};

/// Where a note can be opened.
const NOTES: &[Context] = &[List, Matrix, Timeline, Detail, Stray];

/// A row for the marked rows, or for the one under the cursor.
const OF_ROWS: Spec = Spec { contexts: READING, group: "Edit", when: needs_rows, ..PLAIN };

/// A row for the question before deleting.
const OF_REMOVING: Spec = Spec { contexts: &[Removing], group: "Edit", ..PLAIN };

/// A row that changes what is written, wherever the deadlines are read.
pub(super) const fn edit(
    command: Command,
    name: &'static str,
    keys: &'static [&'static str],
    doc: &'static str,
) -> Spec {
    Spec { command, name, keys, contexts: READING, group: "Edit", doc, when: needs_writing, ..PLAIN }
}

/// The rows.
pub const EDITS: &[Spec] = &[
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
    Spec {
        command: Command::SetOpen,
        name: "set-open",
        keys: &["s o"],
        also: &[(Matrix, "1"), (Timeline, "1")],
        contexts: READING,
        group: "Edit",
        doc: "Set open",
        when: needs_cells,
        ..PLAIN
    },
    Spec {
        command: Command::SetInProgress,
        name: "set-in-progress",
        keys: &["s p"],
        also: &[(Matrix, "2"), (Timeline, "2")],
        contexts: READING,
        group: "Edit",
        doc: "Set in progress",
        when: needs_cells,
        ..PLAIN
    },
    Spec {
        command: Command::SetBlocked,
        name: "set-blocked",
        keys: &["s b"],
        also: &[(Matrix, "3"), (Timeline, "3")],
        contexts: READING,
        group: "Edit",
        doc: "Set blocked, and on whom it waits",
        when: needs_cells,
        ..PLAIN
    },
    Spec {
        command: Command::SetAccepted,
        name: "set-accepted",
        keys: &["s a"],
        also: &[(Matrix, "4"), (Timeline, "4")],
        contexts: READING,
        group: "Edit",
        doc: "Set accepted: we carry the risk",
        when: needs_cells,
        ..PLAIN
    },
    Spec {
        command: Command::SetDone,
        name: "set-done",
        keys: &["s d"],
        also: &[(Matrix, "5"), (Timeline, "5")],
        contexts: READING,
        group: "Edit",
        doc: "Set done, when and by whom",
        when: needs_cells,
        ..PLAIN
    },
    Spec {
        command: Command::SetNotApplicable,
        name: "set-not-applicable",
        keys: &["s n"],
        also: &[(Matrix, "6"), (Timeline, "6")],
        contexts: READING,
        group: "Edit",
        doc: "Set not applicable, and why",
        when: needs_cells,
        ..PLAIN
    },
    Spec {
        command: Command::Note,
        name: "note",
        keys: &["n"],
        contexts: NOTES,
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
        contexts: &[List, Timeline, Detail],
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
        command: Command::WorkingDay,
        name: "working-day",
        keys: &["ctrl-o"],
        contexts: &[Dating],
        group: "Edit",
        doc: "Of a closed day: take the last working day before",
        hint: Some(hint(9, "working day before")),
        when: needs_closed_day,
        ..PLAIN
    },
    Spec {
        command: Command::Keep,
        name: "keep",
        keys: &["space"],
        contexts: &[Reach],
        group: "Edit",
        doc: "Let this date stay, or move with the other",
        hint: Some(hint(7, "keep or move")),
        ..PLAIN
    },
    Spec {
        command: Command::Verify,
        name: "verify",
        keys: &["V"],
        contexts: &[List, Timeline, Detail],
        group: "Edit",
        doc: "Say that it was compared with its source today",
        when: needs_rows,
        ..PLAIN
    },
    Spec {
        command: Command::Why,
        name: "why",
        keys: &["W"],
        contexts: READING,
        group: "See",
        doc: "Why this date, step by step; of a product, its own",
        when: needs_deadline,
        ..PLAIN
    },
    Spec {
        hint: Some(hint(20, "fields")),
        when: needs_record,
        ..edit(Command::Fields, "fields", &["e"], "Every field of it in a form; in the matrix, of the cell")
    },
    edit(
        Command::RegulationFields,
        "regulation-fields",
        &["R"],
        "Every field of its regulation, or of one without a row",
    ),
    edit(Command::ProductFields, "product-fields", &["P"], "Every field of its product, or of another one"),
    edit(Command::FileFields, "file-fields", &["F"], "The title, zone, calendar and alerts of the file"),
    Spec {
        hint: Some(hint(9, "add")),
        ..edit(Command::Add, "add", &["a"], "Add a deadline, on one line or in a form")
    },
    edit(Command::AddProduct, "add-product", &["A"], "Add a product, on one line or in a form"),
    edit(Command::AddRegulation, "add-regulation", &["N"], "Add a regulation, on one line or in a form"),
    Spec { when: needs_milestone, ..edit(Command::Again, "again", &["D"], "Add it once more, a year later") },
    Spec {
        when: needs_milestone,
        ..edit(Command::Ladder, "ladder", &["L"], "Add lead times before it: review -60d sign-off -14d")
    },
    Spec {
        when: needs_clock,
        ..edit(Command::Clock, "start-clock", &["I"], "Start an incident clock, and with it what counts from it")
    },
    Spec {
        when: needs_alert,
        ..edit(Command::Acknowledge, "acknowledge", &["K"], "Acknowledge its alert: why it may wait, until when")
    },
    Spec {
        contexts: &[Prompt],
        hint: Some(hint(2, "all fields")),
        when: needs_form,
        ..edit(Command::WholeForm, "whole-form", &["tab"], "Go on in the form, with every field; complete a path")
    },
    Spec {
        command: Command::OpenLink,
        name: "open-source",
        keys: &["o"],
        contexts: READING,
        group: "See",
        doc: "Open the source, or evidence; choose where there are several",
        hint: Some(hint(19, "source")),
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
        hint: Some(hint(18, "copy")),
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
        command: Command::Owner,
        name: "owner",
        keys: &["O"],
        doc: "Set the owner, of the marked rows or of this one",
        ..OF_ROWS
    },
    Spec {
        command: Command::Tag,
        name: "tag",
        keys: &["#"],
        doc: "Add tags or take them off, of the marked rows or of this",
        ..OF_ROWS
    },
    Spec {
        command: Command::Mark,
        name: "mark",
        keys: &["v"],
        contexts: BOARD,
        group: "Choose",
        doc: "Mark the row for Space, s, O, #, V and x, or unmark it",
        hint: Some(hint(21, "mark")),
        when: needs_mark,
        ..PLAIN
    },
    Spec {
        command: Command::MarkAll,
        name: "mark-all",
        keys: &["*"],
        contexts: BOARD,
        group: "Choose",
        doc: "Mark all rows that are shown, or unmark them",
        when: needs_shown,
        ..PLAIN
    },
    Spec {
        command: Command::Remove,
        name: "delete",
        keys: &["x", "delete"],
        doc: "Delete; asks first, and says what goes with it",
        hint: Some(hint(22, "delete")),
        ..OF_ROWS
    },
    Spec {
        command: Command::ConfirmRemoval,
        name: "confirm-delete",
        keys: &["y"],
        doc: "Delete it",
        hint: Some(hint(4, "delete")),
        when: needs_removal,
        ..OF_REMOVING
    },
    Spec {
        command: Command::OtherButton,
        name: "other-button",
        keys: &["left", "right", "h", "l"],
        doc: "The other button",
        when: needs_removal,
        ..OF_REMOVING
    },
    Spec {
        command: Command::Undo,
        name: "undo",
        keys: &["u"],
        also: &[(Note, "ctrl-z")],
        contexts: &[List, Matrix, Timeline, Detail, Note],
        group: "Edit",
        doc: "Take back your newest change; in a note, the last word",
        hint: Some(hint(11, "undo")),
        when: needs_undo,
    },
    Spec {
        command: Command::Redo,
        name: "redo",
        keys: &["ctrl-r"],
        contexts: &[List, Matrix, Timeline, Detail, Note],
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
        hint: Some(hint(4, "mine")),
        ..PLAIN
    },
    Spec {
        command: Command::KeepTheirs,
        name: "theirs",
        keys: &["t"],
        contexts: &[Conflict],
        group: "Edit",
        doc: "Leave theirs and drop mine",
        hint: Some(hint(5, "theirs")),
        ..PLAIN
    },
    Spec {
        command: Command::KeepBoth,
        name: "both",
        keys: &["b"],
        contexts: &[Conflict],
        group: "Edit",
        doc: "Leave theirs and keep mine as a note",
        hint: Some(hint(6, "both as a note")),
        when: needs_both,
        ..PLAIN
    },
];
