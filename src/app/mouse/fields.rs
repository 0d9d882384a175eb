//! A click on a dialog in which something is typed: it goes to the field, or to the date that moves; in a text it puts the
//! cursor, on a word that may stand in the field it takes that, and on the chosen line it does what the line's own key does.

use ratatui::layout::Rect;

use super::{Pointed, holds};
use crate::app::dating::{self, Page};
use crate::app::effect::Effect;
use crate::app::filter_line::put_cursor;
use crate::app::form::place::{Row, TEXT};
use crate::app::overlay::Overlay;
use crate::app::prompt::Purpose;
use crate::app::sheet::{Role, Sheet};
use crate::app::state::State;
use crate::app::typing::Stage;
use crate::app::words::Words;
use crate::app::{form, note, prompt, sheet};

/// What is left to do after a click on the form of a record.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Left {
    Nothing,
    /// Keep the date with the cursor, or let it move.
    Keep,
    /// Open the note.
    Note,
}

/// Takes a click on a dialog in which something is typed; while that asks whether to drop it, nothing is taken.
pub(super) fn click(state: &mut State, at: Pointed) -> Vec<Effect> {
    let is_asking = state.overlay.as_ref().and_then(Overlay::typed).is_none_or(|typed| typed.stage() == Stage::Asking);
    match &state.overlay {
        Some(_) if is_asking => {}
        Some(Overlay::Dating(_)) => in_dates(state, at),
        Some(Overlay::Sheet(_)) => return in_sheet(state, at),
        Some(Overlay::Form(_)) => in_form(state, at),
        Some(Overlay::Prompt(_)) => return in_prompt(state, at),
        Some(Overlay::Note(_)) => note::point_at(state, (at.x, at.y)),
        Some(_) | None => {}
    }
    Vec::new()
}

/// Returns the line and the cell of a page that are pointed at.
fn spot(area: Rect, offset: usize, at: Pointed) -> Option<(usize, usize)> {
    let (x, y) = (at.x.checked_sub(area.x)?, at.y.checked_sub(area.y)?);
    holds(area, at).then(|| (offset + usize::from(y), usize::from(x)))
}

/// Returns which of the places of a page a line belongs to: the nearest above it.
fn standing(page: &Page, line: usize) -> Option<usize> {
    page.stands.iter().rposition(|stand| *stand <= line).filter(|_| line < page.lines.len())
}

/// Returns the cell of a text that is pointed at; none: not in its line. `scroll` is how much of it is hidden at its left.
fn text_cell(page: &Page, index: usize, (line, cell): (usize, usize), scroll: usize) -> Option<usize> {
    (page.stands.get(index) == Some(&line)).then(|| cell.saturating_sub(page.text) + scroll)
}

fn in_dates(state: &mut State, at: Pointed) {
    dating::with_dialog(state, |state, board, dating| {
        let inner = dating::place::area(state, dating).inner;
        let page = dating.page(board, usize::from(inner.width));
        let Some(spot) = spot(inner, dating.offset, at) else { return };
        let Some(index) = standing(&page, spot.0) else { return };
        let was = dating.standing();
        dating.stand_on(index);
        match dating.standing_input() {
            Some(input) => {
                let scroll = input.visual_scroll(usize::from(inner.width).saturating_sub(page.text + 1));
                if let Some(cell) = text_cell(&page, index, spot, scroll) {
                    put_cursor(input, cell);
                }
            }
            None if was == index => dating.keep(board),
            None => {}
        }
    });
}

fn in_sheet(state: &mut State, at: Pointed) -> Vec<Effect> {
    let left = sheet::with_sheet(state, |state, _, sheet| on_sheet(state, sheet, at));
    sheet::looked_at(state);
    match left {
        Some(Left::Keep) => sheet::keep(state),
        Some(Left::Note) => return sheet::open_note(state),
        Some(Left::Nothing) | None => {}
    }
    Vec::new()
}

fn on_sheet(state: &State, sheet: &mut Sheet, at: Pointed) -> Left {
    let place = sheet::place::area(state, sheet);
    let page = sheet.page(usize::from(place.inner.width));
    let Some(spot) = spot(place.inner, sheet.offset, at) else { return Left::Nothing };
    let Some(index) = standing(&page, spot.0) else { return Left::Nothing };
    if let Some(weighing) = &mut sheet.reach {
        let was = std::mem::replace(&mut weighing.at, index);
        weighing.locked = None;
        return if was == index { Left::Keep } else { Left::Nothing };
    }
    let was_here = sheet.at == index;
    if was_here && sheet.is_on_note() {
        return Left::Note;
    }
    let word = page.lines.get(spot.0).and_then(|line| word_at(line, spot.1));
    if let Some(word) = word.filter(|word| was_here && sheet.said.words.contains(word)) {
        sheet.choose(&word);
        return Left::Nothing;
    }
    if sheet.lines.get(index).is_none_or(|line| line.role == Role::Fixed) {
        return Left::Nothing;
    }
    let scroll = sheet.lines.get(index).filter(|_| was_here).map_or(0, |line| {
        let shown = page.cursor.1.saturating_sub(page.text);
        line.input.visual_cursor().saturating_sub(shown)
    });
    sheet.stand_on(index);
    if let (Some(cell), Some(line)) = (text_cell(&page, index, spot, scroll), sheet.lines.get_mut(index)) {
        put_cursor(&mut line.input, cell);
    }
    Left::Nothing
}

/// Returns what stands at a cell of a line, between two spaces on each side, behind `: `.
fn word_at(line: &Words, cell: usize) -> Option<String> {
    let text: String = line.runs.iter().map(|run| run.text.as_str()).collect();
    let at = text.char_indices().nth(cell)?.0;
    let (before, after) = text.split_at_checked(at)?;
    let from = before.rfind("  ").map_or(0, |at| at + 2);
    let from = before.rfind(": ").map_or(from, |at| from.max(at + 2));
    let to = after.find("  ").map_or(text.len(), |end| at + end);
    let word = text.get(from..to)?.trim();
    (!word.is_empty() && !after.starts_with(' ')).then(|| word.to_string())
}

fn in_form(state: &mut State, at: Pointed) {
    let Some(Overlay::Form(form)) = &state.overlay else { return };
    let place = form::place::place(state, form);
    let Some((row, cell)) = spot(place.area, 0, at) else { return };
    let Some(Row::Field(index, _)) = place.rows.get(row) else { return };
    if let Some(Overlay::Form(form)) = &mut state.overlay {
        form.at = *index;
        if let Some(field) = form.fields.get_mut(*index) {
            let room = usize::from(place.area.width.saturating_sub(TEXT + 1));
            let scroll = field.input.visual_scroll(room);
            put_cursor(&mut field.input, cell.saturating_sub(usize::from(TEXT)) + scroll);
        }
    }
}

fn in_prompt(state: &mut State, at: Pointed) -> Vec<Effect> {
    let took = prompt::with_prompt(state, |state, prompt| {
        let inner = prompt::place::area(state, prompt).inner;
        let page = prompt::place::page(prompt, usize::from(inner.width));
        let lines = prompt::place::shown(prompt, &page, usize::from(inner.height));
        let Some((row, cell)) = spot(inner, 0, at) else { return false };
        let spot = (lines.line(row), cell);
        match standing(&page, spot.0) {
            Some(0) => {
                let scroll = prompt.input.visual_cursor().saturating_sub(page.cursor.1.saturating_sub(page.text));
                if let Some(cell) = text_cell(&page, 0, spot, scroll) {
                    put_cursor(&mut prompt.input, cell);
                }
                false
            }
            Some(choice) if matches!(prompt.purpose, Purpose::Choice(_)) => {
                std::mem::replace(&mut prompt.at, choice - 1) == choice - 1
            }
            Some(_) | None => false,
        }
    });
    if took == Some(true) { prompt::accept(state) } else { Vec::new() }
}
