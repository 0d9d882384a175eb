//! The note editor: a text that is being written, with its cursor, its undo, and what it began with.
//!
//! [`TextArea`] keeps text, cursor and undo; rows are broken and drawn by ourselves, so that drawing writes nothing.

use chrono::{DateTime, Utc};
use ratatui_textarea::{CursorMove, TextArea};

use super::rows::{Measure, Row, Spot, nearest, rows, spot};
use crate::app::key::{Key, KeyCode};
use crate::app::layout::window;
use crate::app::typing::{Stage, Typed};
use crate::domain::edit::{Facts, Record};
use crate::domain::text::pasted;
use crate::domain::unfinished::{Unfinished, facts_about};

/// The word for this dialog in what is kept of it.
pub const DIALOG: &str = "note";
/// The word for its only field.
pub const TEXT: &str = "text";
/// The most bytes of a text that is written here; longer ones are for an editor.
pub const LONGEST: usize = 48 << 10;
/// The most steps that can be taken back.
const STEPS: usize = 2000;

/// A note that is being written.
#[derive(Clone, Debug)]
pub struct Note {
    /// The record whose note it is.
    pub record: Record,
    /// What it is the note of, for people.
    pub title: String,
    /// What the record said when the note was opened.
    pub facts: Facts,
    /// Whether it may have several lines.
    pub shape: Shape,
    /// Whether it is written, or something is asked.
    pub stage: Stage,
    /// Why it could not be saved, or what happened to its record; may be empty.
    pub remark: String,
    /// The first row that is shown.
    pub offset: usize,
    /// Text, cursor, undo; at most [`LONGEST`] bytes and [`STEPS`] steps.
    area: TextArea<'static>,
    /// The text as it was opened.
    before: String,
    /// How many of the area's steps each undo takes back: a word is one, not each of its letters.
    done: Vec<usize>,
    /// The same for redo.
    undone: Vec<usize>,
    /// What the last key did.
    last: Last,
    /// The cells before the cursor when it began to go up and down.
    goal: Option<usize>,
}

/// Whether a note may have several lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Several: Enter begins a new one.
    Lines,
    /// One: of an obligation. Enter saves.
    Line,
}

/// What the last key did, for undo by words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Last {
    /// Typed a letter of a word.
    Letter,
    /// Anything else.
    Other,
}

impl Note {
    /// Opens a note.
    #[must_use]
    pub fn open(record: Record, title: String, facts: Facts) -> Self {
        let shape = match record {
            Record::Cell { .. } => Shape::Line,
            Record::File | Record::Product(_) | Record::Regulation(_) | Record::Milestone { .. } => Shape::Lines,
        };
        let before = written_in(&facts, &record);
        let mut area = TextArea::new(before.split('\n').map(str::to_string).collect());
        area.set_max_histories(STEPS);
        area.set_tab_length(2);
        area.move_cursor(CursorMove::Bottom);
        area.move_cursor(CursorMove::End);
        Self {
            record,
            title,
            facts,
            shape,
            stage: Stage::Writing,
            remark: String::new(),
            offset: 0,
            area,
            before,
            done: Vec::new(),
            undone: Vec::new(),
            last: Last::Other,
            goal: None,
        }
    }

    /// Writes another text in place of all of it; one step of undo.
    pub fn rewrite(&mut self, text: &str) {
        let text = if self.shape == Shape::Line { text.replace('\n', " ") } else { text.to_string() };
        let steps = usize::from(!self.area.is_empty()) + usize::from(!text.is_empty());
        self.area.select_all();
        self.area.insert_str(&text);
        self.area.cancel_selection();
        self.undone.clear();
        self.done.push(steps);
    }

    /// Adds a text behind what stands there, one step of undo; returns whether there was room.
    pub fn add(&mut self, text: &str) -> bool {
        let before = self.text();
        if before.len() + 1 + text.len() > LONGEST {
            return false;
        }
        self.rewrite(&if before.is_empty() { text.to_string() } else { format!("{before}\n{text}") });
        true
    }

    /// Returns the text, without a line feed at its end.
    #[must_use]
    pub fn text(&self) -> String {
        self.area.lines().join("\n")
    }

    /// Returns the lines of the text.
    #[must_use]
    pub fn lines(&self) -> &[String] {
        self.area.lines()
    }

    /// Carries out a key that is no command.
    pub fn press(&mut self, key: Key, measure: Measure) {
        let goal = self.goal.take();
        let is_letter = matches!(key.code, KeyCode::Char(c) if !c.is_whitespace()) && !key.ctrl;
        let last = std::mem::replace(&mut self.last, Last::Other);
        self.remark.clear();
        let area = &mut self.area;
        match (key.code, key.ctrl) {
            (KeyCode::Char(c), false) => {
                if self.has_room(c.len_utf8()) {
                    self.area.insert_char(c);
                    let now = if is_letter { Last::Letter } else { Last::Other };
                    self.step(now, last);
                    self.last = now;
                }
            }
            (KeyCode::Enter, _) => {
                if self.shape == Shape::Lines && self.has_room(1) {
                    self.area.insert_newline();
                    self.step(Last::Other, last);
                }
            }
            (KeyCode::Tab, _) => {
                if self.has_room(2) && self.area.insert_tab() {
                    self.step(Last::Other, last);
                }
            }
            (KeyCode::Backspace, _) | (KeyCode::Char('h'), true) => self.did(TextArea::delete_char),
            (KeyCode::Delete, _) | (KeyCode::Char('d'), true) => self.did(TextArea::delete_next_char),
            (KeyCode::Char('w'), true) => self.did(TextArea::delete_word),
            (KeyCode::Char('k'), true) => self.did(TextArea::delete_line_by_end),
            (KeyCode::Char('u'), true) => self.did(TextArea::delete_line_by_head),
            (KeyCode::Left, true) => area.move_cursor(CursorMove::WordBack),
            (KeyCode::Right, true) => area.move_cursor(CursorMove::WordForward),
            (KeyCode::Left, false) | (KeyCode::Char('b'), true) => area.move_cursor(CursorMove::Back),
            (KeyCode::Right, false) | (KeyCode::Char('f'), true) => area.move_cursor(CursorMove::Forward),
            (KeyCode::Home, true) => area.move_cursor(CursorMove::Top),
            (KeyCode::End, true) => area.move_cursor(CursorMove::Bottom),
            (KeyCode::Home, false) | (KeyCode::Char('a'), true) => self.go_to_edge(Edge::Start, measure),
            (KeyCode::End, false) | (KeyCode::Char('e'), true) => self.go_to_edge(Edge::End, measure),
            (KeyCode::Up, _) => self.go(-1, goal, measure),
            (KeyCode::Down, _) => self.go(1, goal, measure),
            (KeyCode::PageUp, _) => self.go(-PAGE, goal, measure),
            (KeyCode::PageDown, _) => self.go(PAGE, goal, measure),
            (KeyCode::Char(_), true) | (KeyCode::Esc | KeyCode::BackTab, _) => {}
        }
    }

    /// Puts a text in at the cursor, cleaned; one step of undo.
    pub fn paste(&mut self, text: &str) {
        let lines = pasted(text);
        let text = match self.shape {
            Shape::Lines => lines,
            Shape::Line => lines.replace('\n', " ").trim_end().to_string(),
        };
        (self.last, self.goal) = (Last::Other, None);
        if self.has_room(text.len()) && self.area.insert_str(&text) {
            self.step(Last::Other, Last::Other);
        }
    }

    /// Returns whether something typed can be taken back.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.done.is_empty()
    }

    /// Returns whether something that was taken back can be typed again.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }

    /// Takes the last step back.
    pub fn undo(&mut self) {
        let Some(steps) = self.done.pop() else { return };
        for _ in 0..steps {
            self.area.undo();
        }
        self.undone.push(steps);
        (self.last, self.goal) = (Last::Other, None);
    }

    /// Does again what was taken back last.
    pub fn redo(&mut self) {
        let Some(steps) = self.undone.pop() else { return };
        for _ in 0..steps {
            self.area.redo();
        }
        self.done.push(steps);
        (self.last, self.goal) = (Last::Other, None);
    }

    /// Returns the rows of the text.
    #[must_use]
    pub fn rows(&self, measure: Measure) -> Vec<Row> {
        rows(self.area.lines(), measure)
    }

    /// Returns where the cursor stands.
    #[must_use]
    pub fn cursor(&self, rows: &[Row], measure: Measure) -> Spot {
        let at = self.area.cursor();
        spot(self.area.lines(), rows, (at.0, at.1), measure)
    }

    /// Moves the window so that the cursor is in it; `height` is in rows.
    pub fn settle(&mut self, measure: Measure, height: usize) {
        let rows = self.rows(measure);
        let cursor = self.cursor(&rows, measure);
        self.offset = window(cursor.row, self.offset, height.max(1), rows.len());
    }

    fn has_room(&mut self, bytes: usize) -> bool {
        let used: usize = self.area.lines().iter().map(|line| line.len() + 1).sum();
        let fits = used + bytes <= LONGEST;
        if !fits {
            self.remark = format!("no more than {} KiB here; your editor takes more", LONGEST >> 10);
        }
        fits
    }

    fn did(&mut self, act: impl FnOnce(&mut TextArea<'static>) -> bool) {
        if act(&mut self.area) {
            self.step(Last::Other, Last::Other);
        }
    }

    /// Notes a step of undo; the letters of one word are one.
    fn step(&mut self, now: Last, before: Last) {
        self.undone.clear();
        match self.done.last_mut() {
            Some(steps) if now == Last::Letter && before == Last::Letter => *steps += 1,
            Some(_) | None => self.done.push(1),
        }
        if self.done.len() > STEPS {
            self.done.remove(0);
        }
    }

    /// Puts the cursor at the letter nearest to a place.
    pub fn stand_on(&mut self, spot: Spot, measure: Measure) {
        let rows = self.rows(measure);
        self.put(nearest(self.area.lines(), &rows, spot, measure));
    }

    fn go(&mut self, by: isize, goal: Option<usize>, measure: Measure) {
        let rows = self.rows(measure);
        let from = self.cursor(&rows, measure);
        let cells = goal.unwrap_or(from.cells);
        let row = from.row.saturating_add_signed(by).min(rows.len().saturating_sub(1));
        self.put(nearest(self.area.lines(), &rows, Spot { row, cells }, measure));
        self.goal = Some(cells);
    }

    fn go_to_edge(&mut self, edge: Edge, measure: Measure) {
        let rows = self.rows(measure);
        let row = self.cursor(&rows, measure).row;
        let cells = match edge {
            Edge::Start => 0,
            Edge::End => usize::MAX,
        };
        self.put(nearest(self.area.lines(), &rows, Spot { row, cells }, measure));
    }

    fn put(&mut self, (line, column): (usize, usize)) {
        let place = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        self.area.move_cursor(CursorMove::Jump(place(line), place(column)));
    }
}

impl Typed for Note {
    fn is_changed(&self) -> bool {
        !self.area.lines().iter().map(String::as_str).eq(self.before.split('\n'))
    }

    fn stage(&self) -> Stage {
        self.stage
    }

    fn turn_to(&mut self, stage: Stage) {
        self.stage = stage;
    }

    fn unfinished(&self, begun: DateTime<Utc>) -> Unfinished {
        let (record, facts) = (self.record.clone(), facts_about(&self.facts, &self.record));
        let fields = vec![(TEXT.into(), self.text())];
        Unfinished { dialog: DIALOG.into(), record, about: Vec::new(), fields, facts, begun }
    }
}

/// The rows of a page.
const PAGE: isize = 10;

/// An end of a row.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Edge {
    Start,
    End,
}

/// Returns the key under which a record keeps its note.
#[must_use]
pub fn key_of(record: &Record) -> &'static str {
    match record {
        Record::Cell { .. } => "note",
        Record::File | Record::Product(_) | Record::Regulation(_) | Record::Milestone { .. } => "notes",
    }
}

/// Returns the note of a record, without line feeds at its end.
#[must_use]
pub fn written_in(facts: &Facts, record: &Record) -> String {
    let value = facts.get(record, key_of(record)).and_then(|value| value.as_text());
    value.unwrap_or_default().trim_end_matches('\n').to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::keymap::parse_key;
    use crate::app::launch::Glyphs;
    use crate::domain::edit::{Fact, Value};

    const MEASURE: Measure = Measure { width: 12, glyphs: Glyphs::Unicode };

    fn note(text: &str) -> Note {
        let record: Record = "r/m".parse().expect("an address");
        let fact = Fact { record: record.clone(), key: "notes".into(), value: Value::text(text) };
        Note::open(record, "Title".into(), Facts { list: vec![fact], ..Facts::default() })
    }

    fn press(note: &mut Note, keys: &str) {
        for key in keys.split(' ') {
            note.press(parse_key(key).expect("a key"), MEASURE);
        }
    }

    #[test]
    fn it_is_changed_only_while_the_text_is_another() {
        let mut note = note("one\ntwo\n");
        assert_eq!((note.text().as_str(), note.is_changed()), ("one\ntwo", false));
        press(&mut note, "x");
        assert_eq!((note.text().as_str(), note.is_changed()), ("one\ntwox", true));
        press(&mut note, "backspace");
        assert!(!note.is_changed());
    }

    #[test]
    fn undo_takes_back_words_and_pastes_whole() {
        let mut note = note("");
        press(&mut note, "a b space c d");
        note.paste("one\r\ntwo\rthree\u{1b}[31m");
        assert_eq!(note.text(), "ab cdone\ntwo\nthree");
        note.undo();
        assert_eq!(note.text(), "ab cd");
        note.undo();
        assert_eq!(note.text(), "ab ");
        note.undo();
        note.undo();
        note.undo();
        assert_eq!(note.text(), "");
        for _ in 0..9 {
            note.redo();
        }
        assert_eq!(note.text(), "ab cdone\ntwo\nthree");
        press(&mut note, "backspace");
        note.redo();
        assert_eq!(note.text(), "ab cdone\ntwo\nthre");
    }

    #[test]
    fn the_cursor_goes_by_rows_and_keeps_its_column() {
        let mut note = note("one two three four\n\nend");
        press(&mut note, "up up up x");
        assert_eq!(note.text(), "onex two three four\n\nend");
        press(&mut note, "end y home z down down down down w");
        assert_eq!(note.text(), "zonex twoy three four\n\newnd");
    }

    #[test]
    fn a_note_of_an_obligation_has_one_line() {
        let record: Record = "r/m:kes".parse().expect("an address");
        let mut note = Note::open(record, String::new(), Facts::default());
        note.paste("one\ntwo\n");
        press(&mut note, "enter");
        assert_eq!((note.shape, note.text().as_str()), (Shape::Line, "one two"));
    }

    #[test]
    fn a_note_does_not_become_too_long() {
        let record: Record = "r/m".parse().expect("an address");
        let fact =
            |length| Fact { record: record.clone(), key: "notes".into(), value: Value::text("x".repeat(length)) };
        let mut note =
            Note::open(record.clone(), String::new(), Facts { list: vec![fact(LONGEST - 2)], ..Facts::default() });
        press(&mut note, "a b c");
        assert!(note.text().len() <= LONGEST && !note.remark.is_empty());
    }
}
