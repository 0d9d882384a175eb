//! What is said before many rows are changed.

use super::super::banner::counted;
use super::super::glyph;
use super::super::panel::{Panel, Room};
use super::super::state::State;
use super::super::tone::Tone;
use super::super::typing::Stage;
use super::super::words::{Run, Words, cleaned, owned};
use super::{Ask, Choice, Deed, Line, Many, PlanLine, Review, Rows, Which};
use crate::domain::status::Status;

/// Returns what is asked, as it is shown.
#[must_use]
pub fn panel(state: &State, many: &Many) -> Panel {
    match many {
        Many::Which(which) => of_which(state, which),
        Many::Line(line) => of_line(state, line),
        Many::Review(review) => of_review(state, review),
    }
}

/// Returns the column of the cursor in the last line of the foot; none where nothing is typed.
#[must_use]
pub fn cursor(many: &Many) -> Option<usize> {
    match many {
        Many::Line(line) if line.stage == Stage::Asking => None,
        Many::Line(line) => Some(label(line.ask).len() + line.input.visual_cursor()),
        Many::Which(_) | Many::Review(_) => None,
    }
}

/// The widest part of a regulation and a title that is shown, in cells.
const TITLE: usize = 38;

fn label(ask: Ask) -> &'static str {
    match ask {
        Ask::Owner => "owner  ",
        Ask::Tag => "tag  ",
    }
}

fn data(state: &State, text: &str, tone: Tone) -> Run {
    Run { text: owned(&cleaned(state.launch.glyphs, text)), tone }
}

/// Returns what rows are called: the one by its title, the marked ones by their number.
#[must_use]
pub fn called(state: &State, rows: &Rows) -> String {
    let all = match (rows.choice, rows.milestones.first()) {
        (Choice::Cursor, Some(record)) => {
            let (regulation, milestone) = record.milestone().unwrap_or_default();
            let board = state.source.board.as_ref();
            let number = board.and_then(|board| board.find(regulation, milestone));
            let title = board.zip(number).map(|(board, number)| board.records(number).1.title.to_string());
            title.unwrap_or_else(|| record.to_string())
        }
        (Choice::Cursor | Choice::Marked, _) => counted(rows.milestones.len(), "marked row"),
    };
    match &rows.product {
        Some(product) => format!("{product} in {all}"),
        None => all,
    }
}

fn of_which(state: &State, which: &Which) -> Panel {
    let mut panel = Panel { title: format!("{}: which status?", called(state, &which.rows)), ..Panel::default() };
    for (index, status) in Status::ALL.into_iter().enumerate() {
        let tone = if index == which.at { Tone::Accent } else { Tone::Plain };
        let line = Words::of(if index == which.at { "> " } else { "  " }, Tone::Accent)
            .then(glyph::status(state.launch.glyphs, status), Tone::Status(status))
            .then(" ", Tone::Plain)
            .then(status.words(), tone);
        panel.lines.push(line);
    }
    panel.foot.push(Words::of("They have different ones.", Tone::Dim));
    panel
}

fn of_line(state: &State, line: &Line) -> Panel {
    let what = match line.ask {
        Ask::Owner => "Owner",
        Ask::Tag => "Tags",
    };
    let mut panel = Panel { title: format!("{what} of {}", called(state, &line.rows)), ..Panel::default() };
    let doc = match line.ask {
        Ask::Owner => "Who does it; empty: nobody of its own, and the regulation's owner is meant.",
        Ask::Tag => "A word adds a tag, -word takes it off; several with a space between.",
    };
    panel.line(Room::of(state), &[Run::new(doc, Tone::Dim)], 0);
    if !line.problem.is_empty() {
        panel.line(Room::of(state), &[data(state, &line.problem, Tone::Bad)], 2);
    }
    if line.stage == Stage::Asking {
        panel.foot.push(Words::of("drop what you typed?", Tone::Doubtful));
        return panel;
    }
    panel.foot.push(Words::of(label(line.ask), Tone::Accent).then(line.input.value(), Tone::Plain));
    panel
}

fn of_review(state: &State, review: &Review) -> Panel {
    let what = match &review.deed {
        Deed::Status(to, _) => to.words().to_string(),
        Deed::Owner(owner) if owner.is_empty() => "no owner of its own".to_string(),
        Deed::Owner(owner) => format!("owner @{}", owner.trim_start_matches('@')),
        Deed::Tag(tags) => format!("tags {tags}"),
        Deed::Verify => "verified today".to_string(),
    };
    let mut panel = Panel { title: format!("{}: {what}", called(state, &review.rows)), ..Panel::default() };
    if !review.remark.is_empty() {
        panel.line(Room::of(state), &[data(state, &review.remark, Tone::Doubtful)], 2);
    }
    let (done, left): (Vec<&PlanLine>, Vec<&PlanLine>) = review.plan.lines.iter().partition(|line| line.says.is_ok());
    for line in &done {
        row(state, &mut panel, line, Tone::Plain);
    }
    for said in &review.plan.left_behind {
        panel.line(Room::of(state), &[data(state, said, Tone::Doubtful)], 2);
    }
    if !left.is_empty() {
        if !done.is_empty() {
            panel.lines.push(Words::blank());
        }
        panel.lines.push(Words::of("Left out", Tone::Head));
    }
    for line in &left {
        row(state, &mut panel, line, Tone::Dim);
    }
    let count = review.plan.count();
    let foot = if count == 0 {
        Words::of("Nothing changes.  ", Tone::Dim)
            .then(&state.keyed("{back} "), Tone::Accent)
            .then("goes back", Tone::Dim)
    } else {
        let verb = if count == 1 { "changes" } else { "change" };
        Words::of(&state.keyed("{accept} "), Tone::Accent)
            .then(&format!("{} {verb}, as one edit   ", counted(count, "row")), Tone::Plain)
            .then(&state.keyed("{back} "), Tone::Accent)
            .then("goes back", Tone::Dim)
    };
    panel.foot.push(foot);
    panel
}

fn row(state: &State, panel: &mut Panel, line: &PlanLine, tone: Tone) {
    let regulation = line.record.milestone().map_or("", |(regulation, _)| regulation);
    let title = if line.title.is_empty() { line.record.to_string() } else { format!("{regulation}  {}", line.title) };
    let cut = owned(&cleaned(state.launch.glyphs, &title)).cut(TITLE, glyph::ellipsis(state.launch.glyphs));
    let says = match &line.says {
        Ok(says) | Err(says) => says,
    };
    let is_narrow = Room::of(state).width_cells() < TITLE + 20;
    let gap = if is_narrow { 2 } else { TITLE.saturating_sub(cut.width_cells()) + 2 };
    let runs = [Run { text: cut, tone }, Run::new(&" ".repeat(gap), Tone::Plain), data(state, says, tone)];
    panel.line(Room::of(state), &runs, 4);
}
