//! One deadline in big digits, and under it what is overdue and what comes then.

use ratatui::layout::Rect;

use super::figures::{FULL, Face, HALF};
use super::letters;
use crate::app::arrange::owner_shown;
use crate::app::countdown::Step;
use crate::app::detail::digits::big;
use crate::app::detail::full_day;
use crate::app::glyph;
use crate::app::launch::Glyphs;
use crate::app::state::State;
use crate::app::tone::Tone;
use crate::app::wall::{self, Digits};
use crate::app::words::{Run, cleaned, owned, wrap};
use crate::domain::band::Band;
use crate::domain::board::Board;
use crate::domain::status::Status;
use crate::ui::row::product;
use crate::ui::text::{Pen, slice};

/// What is left of the slide, from top to bottom.
struct Rest {
    area: Rect,
}

impl Rest {
    /// Takes lines from the top; empty where there are not as many.
    fn take(&mut self, height: u16) -> Rect {
        if height > self.area.height {
            return Rect { height: 0, width: 0, ..self.area };
        }
        let taken = Rect { height, ..self.area };
        self.area = Rect { y: self.area.y + height, height: self.area.height - height, ..self.area };
        taken
    }

    /// Leaves a line free, where at least `keep` lines stay.
    fn gap(&mut self, keep: u16) {
        if self.area.height > keep {
            self.take(1);
        }
    }
}

/// Draws the deadline that the slide is about; returns the part of it that changes with every second.
pub fn draw(pen: &mut Pen<'_>, state: &State, board: &Board, body: Rect) -> Rect {
    let mut rest = Rest { area: body };
    let Some(number) = wall::subject(state) else {
        if let Some(why) = wall::nothing(state) {
            title(pen, &why, &mut rest, 0);
        }
        rest.gap(0);
        lists(pen, state, board, rest);
        return Rect::ZERO;
    };
    let (regulation, milestone) = board.records(number);
    let figures = figures(pen.glyphs, state, (board, number), body);
    title(pen, &milestone.title, &mut rest, figures.lines.len());
    let owner = owner_shown(board, number).map(|owner| format!("   @{owner}")).unwrap_or_default();
    let about = format!("{}   {}{owner}", regulation.label(), regulation.title);
    pen.data(rest.take(1), &about, Tone::Plain);
    rest.gap(14);
    let seconds = write(pen, &figures, &mut rest);
    if !pen.covers(rest.area) {
        return seconds;
    }
    rest.gap(10);
    facts(pen, board, number, rest.take(1));
    if rest.area.height >= 10 && board.cells_of(number).len() > 1 {
        rest.gap(8);
        bars(pen, board, number, &mut rest);
    }
    rest.gap(4);
    lists(pen, state, board, rest);
    seconds
}

/// The lines that stay for what stands beside title and digits: what it is about, the last safe day, two each for what is
/// overdue and what comes then, and one to set them apart.
const KEPT: u16 = 7;

/// Draws the title in large letters where they fit, else as text, in two lines if it must be.
fn title(pen: &mut Pen<'_>, title: &str, rest: &mut Rest, figures: usize) {
    let figures = u16::try_from(figures).unwrap_or(u16::MAX);
    let room = rest.area.height.saturating_sub(KEPT.saturating_add(figures));
    let clean = cleaned(pen.glyphs, title);
    let width = rest.area.width;
    if let Some(lines) = letters::title(clean.as_str(), pen.glyphs, (width, room)) {
        for line in lines {
            pen.own(rest.take(1), &line, Tone::Strong);
        }
        // What is said in small letters stands clear of the large ones.
        rest.gap(figures + 12);
        return;
    }
    let run = Run { text: owned(&clean), tone: Tone::Strong };
    let lines = wrap(&[run], usize::from(width), 0);
    if (2..=usize::from(room)).contains(&lines.len()) {
        for line in lines {
            pen.runs(rest.take(1), &line.runs);
        }
    } else {
        pen.data(rest.take(1), title, Tone::Strong);
    }
}

/// Digits, or the text in their place, line by line.
struct Figures {
    lines: Vec<String>,
    tone: Tone,
    /// The columns in front of what changes with every second; 0 where nothing does.
    before: usize,
}

/// Returns the digits as large as width and height allow, under a title and what it is about.
fn figures(glyphs: Glyphs, state: &State, (board, number): (&Board, u32), body: Rect) -> Figures {
    let area = Rect { height: body.height.saturating_sub(2), ..body };
    let Some(digits) = wall::digits(state, board, number) else {
        let (text, tone) = wall::row_time(state, board, number);
        return Figures { lines: vec![text], tone, before: 0 };
    };
    let strokes = strokes(&digits, glyphs, area);
    let lines = strokes.lines(&digits.text, glyphs);
    // What stands before the seconds stays where it is while they change.
    let before = match digits.step {
        Step::Second(_) => digits.text.rsplit_once(':').map_or("", |(before, _)| before),
        Step::Minute(_) | Step::Still => "",
    };
    let before = strokes.lines(before, glyphs).iter().map(|line| line.chars().count()).max().unwrap_or(0);
    Figures { lines, tone: digits.tone, before }
}

/// Draws digits; returns the place of those that change with every second.
fn write(pen: &mut Pen<'_>, figures: &Figures, rest: &mut Rest) -> Rect {
    let area = rest.area;
    let x = u16::try_from(figures.before).unwrap_or(u16::MAX).min(area.width);
    for line in &figures.lines {
        let place = rest.take(1);
        let cut = line.char_indices().nth(figures.before);
        let (left, right) = cut.map_or((line.as_str(), ""), |(at, _)| line.split_at(at));
        pen.own(Rect { width: x.min(place.width), ..place }, left, figures.tone);
        pen.own(slice(place, x, place.width), right, figures.tone);
    }
    let height = area.height - rest.area.height;
    if x == 0 { Rect::ZERO } else { Rect { x: area.x + x, width: area.width - x, height, ..area } }
}

/// How digits are drawn.
#[derive(Clone, Copy)]
enum Strokes {
    Face(Face),
    Small,
    Text,
}

impl Strokes {
    fn lines(self, text: &str, glyphs: Glyphs) -> Vec<String> {
        match self {
            Self::Face(face) => face.lines(text, glyphs),
            Self::Small => big(text, glyphs),
            Self::Text => vec![text.to_string()],
        }
    }
}

fn strokes(digits: &Digits, glyphs: Glyphs, area: Rect) -> Strokes {
    // Under the digits stay the last safe day, what is overdue and what comes then.
    let room = area.height.saturating_sub(5);
    for (from, face) in [(160, FULL), (100, HALF)] {
        // The margins of the wall are not counted: the breakpoints are those of the screen.
        if area.width + 17 >= from && face.width_cells(&digits.text) <= area.width && face.height_cells() <= room {
            return Strokes::Face(face);
        }
    }
    let small = big(&digits.text, glyphs);
    let width = small.iter().map(|line| line.chars().count()).max().unwrap_or(0);
    let fits = width <= usize::from(area.width) && small.len() <= usize::from(area.height.saturating_sub(3));
    if area.width + 5 >= 60 && fits { Strokes::Small } else { Strokes::Text }
}

/// Says the last safe day at the left, and how many products are done at the right.
fn facts(pen: &mut Pen<'_>, board: &Board, number: u32, line: Rect) {
    let dated = board.shown_date(number);
    let mut x = line.x;
    if let Some(day) = dated.last_safe_day {
        let room = |x: u16| Rect { x, width: line.right().saturating_sub(x), ..line };
        x = pen.own(room(x), "last safe day  ", Tone::Plain);
        x = pen.own(room(x), &full_day(day), Tone::Strong);
    }
    let Some(row) = board.row(number) else { return };
    let text = match row.counted {
        0 => return,
        1 => product(board, number, line.width),
        counted => format!("{} of {counted} products done", row.done),
    };
    let width = u16::try_from(text.chars().count()).unwrap_or(u16::MAX);
    if x.saturating_add(2 + width) <= line.right() {
        pen.data_right(line, &text, Tone::Strong);
    }
}

/// Draws a bar for each product in the colour of its status, with its word below, worst first.
fn bars(pen: &mut Pen<'_>, board: &Board, number: u32, rest: &mut Rest) {
    let mut cells: Vec<_> = board.cells_of(number).iter().collect();
    cells.sort_by_key(|cell| cell.status.severity_rank());
    let area = rest.area;
    let most = usize::from((area.width / 22).max(1));
    let shown = cells.len().min(most);
    let share = area.width / u16::try_from(shown.max(1)).unwrap_or(1);
    let (upper, lower) = (rest.take(1), rest.take(1));
    let mut x = 0;
    for cell in cells.iter().take(shown) {
        let tone = if cell.status == Status::Open { Tone::Faint } else { Tone::Status(cell.status) };
        let bar = glyph::pick(pen.glyphs, "━", "=").repeat(usize::from(share.saturating_sub(3)));
        pen.own(slice(upper, x, share.saturating_sub(3)), &bar, tone);
        let sign = glyph::status(pen.glyphs, cell.status);
        let place = slice(lower, x, share.saturating_sub(2));
        let end = pen.own(place, &format!("{sign} "), Tone::Status(cell.status));
        let place = Rect { x: end, width: place.right().saturating_sub(end), ..place };
        let end = pen.data(place, board.product(cell).label(), Tone::Strong);
        let place = Rect { x: end, width: place.right().saturating_sub(end), ..place };
        let tone = if cell.status == Status::NotApplicable { Tone::Plain } else { Tone::Status(cell.status) };
        pen.own(place, &format!("  {}", cell.status.words()), tone);
        x += share;
    }
}

/// Draws what is overdue, and what comes then.
fn lists(pen: &mut Pen<'_>, state: &State, board: &Board, mut rest: Rest) {
    let subject = wall::subject(state);
    let late = wall::overdue(state);
    let then: Vec<u32> = wall::ahead(state).iter().copied().filter(|number| Some(*number) != subject).collect();
    let is_overdue_slide = subject.is_some_and(|number| late.contains(&number));
    let height = usize::from(rest.area.height);
    // On its own slide everything that is overdue; on the other one a few, and what comes then.
    let of_late = if is_overdue_slide { height } else { (height / 2).clamp(1, 4) };
    list(pen, state, board, &mut rest, (&format!("OVERDUE  {}", late.len()), late, of_late, Band::Overdue));
    if rest.area.height >= 2 {
        rest.gap(3);
        let most = usize::from(rest.area.height).min(if rest.area.width >= 140 { 4 } else { 3 });
        list(pen, state, board, &mut rest, ("THEN", &then, most, Band::Later));
    }
}

/// Draws a head and rows; what does not fit is counted.
fn list(
    pen: &mut Pen<'_>,
    state: &State,
    board: &Board,
    rest: &mut Rest,
    (head, rows, most, band): (&str, &[u32], usize, Band),
) {
    let most = most.min(usize::from(rest.area.height));
    if rows.is_empty() || most < 2 {
        return;
    }
    let head_line = rest.take(1);
    let tone = if band == Band::Overdue { Tone::BandStrong(band) } else { Tone::Strong };
    let end = pen.own(head_line, head, tone);
    let shown = rows.len().min(most - 1);
    if rows.len() > shown {
        let place = Rect { x: end + 3, width: head_line.right().saturating_sub(end + 3), ..head_line };
        pen.own(place, &format!("{} more", rows.len() - shown), Tone::Plain);
    }
    for number in rows.iter().take(shown) {
        row(pen, state, board, *number, rest.take(1));
    }
}

/// Draws one row: band, regulation, title, product, owner, the last safe day, and the time.
fn row(pen: &mut Pen<'_>, state: &State, board: &Board, number: u32, line: Rect) {
    let Some(row) = board.row(number) else { return };
    let (regulation, milestone) = board.records(number);
    let (time, tone) = wall::row_time(state, board, number);
    let x = pen.data_right(line, &time, legible(tone));
    // The widest time has twelve cells: columns stand under each other whatever the times are.
    let room = x.saturating_sub(line.x + 2).min(line.width.saturating_sub(14));
    pen.own(slice(line, 0, 1), glyph::band(pen.glyphs, row.band), legible(Tone::Band(row.band)));
    let day = board.shown_date(number).last_safe_day.filter(|_| room >= 110);
    let title_x = if room >= 40 { 12 } else { 2 };
    if room >= 40 {
        pen.data(slice(line, 2, 9), regulation.label(), Tone::Plain);
    }
    let mut end = room;
    if let Some(day) = day {
        end = end.saturating_sub(30);
        pen.own(slice(line, end, 30), &format!("last safe day {}", full_day(day)), Tone::Plain);
    }
    if room >= 76 {
        end = end.saturating_sub(10);
        if let Some(owner) = owner_shown(board, number) {
            pen.data(slice(line, end, 9), &format!("@{owner}"), Tone::Plain);
        }
    }
    if room >= 56 {
        end = end.saturating_sub(11);
        pen.data(slice(line, end, 10), &product(board, number, 10), Tone::Plain);
    }
    pen.data(slice(line, title_x, end.saturating_sub(title_x + 1)), &milestone.title, Tone::Strong);
}

/// Nothing that informs is faint on the wall.
fn legible(tone: Tone) -> Tone {
    if matches!(tone, Tone::Dim | Tone::Faint | Tone::Band(Band::Later | Band::Passed)) {
        return Tone::Plain;
    }
    if tone == Tone::Band(Band::Overdue) { Tone::BandStrong(Band::Overdue) } else { tone }
}
