//! What the date dialog says, line by line.

use super::dialog::{Dating, Field};
use super::preview::{repeats, since, standing};
use crate::app::reach::{head, lines_of};
use crate::app::tone::Tone;
use crate::app::words::{Run, Words, wrap};
use crate::domain::board::Board;

/// The cells of a label before its field.
const LABEL: usize = 10;
/// Below this width what is said stands under its label, not behind it.
const NARROW: usize = 50;

/// The lines of the dialog.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// From top to bottom.
    pub lines: Vec<Words>,
    /// Line and cell of the text cursor.
    pub cursor: (usize, usize),
    /// The lines on which the cursor can stand, from top to bottom: fields, then dates that move.
    pub stands: Vec<usize>,
    /// The cell at which the text of a field begins.
    pub text: usize,
    /// How many lines under it say what its field asks for, or what is wrong.
    pub said: usize,
}

impl Dating {
    /// Returns the lines of the dialog; `width` is in cells.
    #[must_use]
    pub fn page(&self, board: &Board, width: usize) -> Page {
        let mut page = Page { text: LABEL, ..Page::default() };
        for field in self.fields() {
            self.field(&mut page, *field, width);
            if *field == Field::To {
                let is_wrong = self.wrong.as_ref().is_some_and(|wrong| wrong.field == Field::To);
                let preview = if is_wrong { &[][..] } else { &self.preview.lines };
                for line in preview {
                    indented(&mut page, &line.runs, width);
                }
                indented(&mut page, &self.was(board), width);
                self.series(&mut page, board, width);
            } else if let (Field::When, Some(at)) = (field, self.find(board))
                && let Some(said) = since(board, at, self.value(Field::When))
            {
                indented(&mut page, &[Run::new(&said, Tone::Dim)], width);
            }
        }
        self.moves(&mut page, width);
        page
    }

    /// Says what the date was when the dialog was opened, and what became of it meanwhile.
    fn was(&self, board: &Board) -> Vec<Run> {
        let was = &self.stood.said;
        let now = self.find(board).map(|milestone| standing(board, milestone));
        // Where saving was tried, why it cannot be done says that already.
        let is_said = self.wrong.as_ref().is_some_and(|wrong| wrong.field == Field::To);
        let remark = match now {
            None if is_said => return vec![Run::new("was ", Tone::Dim), Run::new(was, Tone::Plain)],
            None => "its milestone is no longer in the file: what you typed stays here; was ".to_string(),
            Some(now) if now != *was => {
                return vec![Run::new(&format!("changed on disk meanwhile: was {was}, now {now}"), Tone::Doubtful)];
            }
            Some(_) => return vec![Run::new("was ", Tone::Dim), Run::new(was, Tone::Plain)],
        };
        vec![Run::new(&remark, Tone::Doubtful), Run::new(was, Tone::Plain)]
    }

    /// Says that a series moves as a whole, and which of its occurrences get which date.
    fn series(&self, page: &mut Page, board: &Board, width: usize) {
        let Some(said) = self.find(board).and_then(|milestone| repeats(board, milestone)) else { return };
        if self.preview.stops {
            return;
        }
        indented(page, &[Run::new(&said, Tone::Doubtful)], width);
        for shift in &self.preview.shifts {
            indented(page, &[Run::new(shift, Tone::Plain)], width);
        }
    }

    fn field(&self, page: &mut Page, field: Field, width: usize) {
        let room = width.saturating_sub(LABEL).max(8);
        let is_here = self.at == field && self.item.is_none();
        let tone = if is_here { Tone::Accent } else { Tone::Dim };
        let label = format!("{:<LABEL$}", field.label());
        let input = self.input(field);
        let scroll = input.visual_scroll(room.saturating_sub(1));
        let (shown, _) = crate::app::words::skip_cells(input.value(), scroll);
        let mut line = Words::of(&label, tone);
        // Where there is no room behind the label, it stands under the field that is written in.
        let is_below = is_here && input.value().is_empty() && field.explained().len() > room;
        if input.value().is_empty() && !is_below {
            line = line.then(field.explained(), Tone::Dim);
        } else {
            line = line.then(shown, Tone::Plain);
        }
        if is_here {
            let cells = input.visual_cursor().saturating_sub(scroll).min(room.saturating_sub(1));
            page.cursor = (page.lines.len(), LABEL + cells);
        }
        page.stands.push(page.lines.len());
        page.lines.push(line);
        let before = page.lines.len();
        if is_below {
            indented(page, &[Run::new(field.explained(), Tone::Dim)], width);
        }
        if let Some(wrong) = self.wrong.as_ref().filter(|wrong| wrong.field == field) {
            let mut runs = vec![Run::new(&wrong.message, Tone::Bad)];
            if !wrong.hint.is_empty() {
                runs.push(Run::new(&format!("; {}", wrong.hint), Tone::Dim));
            }
            indented(page, &runs, width);
        }
        if is_here {
            page.said = page.lines.len() - before;
        }
    }

    /// Adds what comes to be late or in breach, and what else moves.
    fn moves(&self, page: &mut Page, width: usize) {
        let preview = &self.preview;
        if !preview.turns.is_empty() {
            page.lines.push(Words::blank());
        }
        for turn in &preview.turns {
            page.lines.extend(wrap(&[Run::new(turn, Tone::Doubtful)], width.max(8), 2));
        }
        if preview.impacts.is_empty() {
            return;
        }
        page.lines.push(Words::blank());
        page.lines.push(head(preview.moving, preview.impacts.len() + preview.others));
        for (at, impact) in preview.impacts.iter().enumerate() {
            let is_here = self.item == Some(at);
            let before = page.lines.len();
            page.stands.push(before);
            page.lines.extend(lines_of(impact, (is_here, width)));
            if is_here {
                page.cursor = (before, 0);
                page.said = page.lines.len() - before - 1;
                self.why_not(page, width);
            }
        }
        if preview.others > 0 {
            // Behind the last one it is seen how many are not listed.
            page.said += usize::from(self.item == preview.impacts.len().checked_sub(1));
            page.lines.push(Words::of(&format!("+{} more", preview.others), Tone::Dim));
        }
    }

    /// Adds why the date with the cursor cannot be kept, where that was tried.
    fn why_not(&self, page: &mut Page, width: usize) {
        let before = page.lines.len();
        if let Some(why) = &self.locked {
            indented(page, &[Run::new(why, Tone::Doubtful)], width);
        }
        page.said += page.lines.len() - before;
    }
}

/// Adds text behind the place of a label; where there is little room, almost at the edge.
fn indented(page: &mut Page, runs: &[Run], width: usize) {
    let indent = if width < NARROW { 2 } else { LABEL };
    for words in wrap(runs, width.saturating_sub(indent).max(8), 0) {
        let mut line = Words::of(&" ".repeat(indent), Tone::Plain);
        line.runs.extend(words.runs);
        page.lines.push(line);
    }
}
