//! Copying: a deadline as a short text, or an address; and the same as plain text where a terminal takes no copies.

mod text;

use super::effect::{Effect, LONGEST_COPY};
use super::launch::Clipboard;
use super::links;
use super::motion::Step;
use super::overlay::Overlay;
use super::state::State;
use super::typing::kept::what;
use super::words::cleaned;
use crate::domain::text::{Clean, clean};

/// The widest name of what was copied, in cells, in the remark about it; and the narrowest that says anything.
const NAME: usize = 28;
const LEAST_NAME: usize = 8;

/// A text to be marked with the terminal's own means.
#[derive(Clone, Debug)]
pub struct Plain {
    /// Its lines, not broken. Together at most what a milestone says.
    pub lines: Vec<Clean<'static>>,
    /// The first row that is shown.
    pub offset: usize,
}

impl Plain {
    /// Returns the rows, `width` cells wide: lines that are longer go on behind a space, else at the edge. Nothing is
    /// added or left out, so that what is marked over several rows is the line again.
    #[must_use]
    pub fn rows(&self, width: u16) -> Vec<Clean<'static>> {
        self.lines.iter().flat_map(|line| pieces(line, usize::from(width).max(2))).collect()
    }
}

/// Cuts a line into pieces of at most `width` cells.
fn pieces(line: &Clean<'static>, width: usize) -> Vec<Clean<'static>> {
    let mut pieces = Vec::new();
    let mut rest = line.as_str();
    loop {
        let piece = clean(rest).cut(width, "");
        let cut = piece.as_str().len();
        let space = piece.as_str().rfind(' ').filter(|_| cut < rest.len()).map(|space| space + 1);
        let end = space.unwrap_or(cut);
        // A letter that is wider than the window stands in a row of its own, and is cut when it is drawn.
        if end == 0 || end >= rest.len() {
            pieces.push(owned(rest));
            return pieces;
        }
        let (row, next) = rest.split_at_checked(end).unwrap_or((rest, ""));
        pieces.push(owned(row));
        rest = next;
    }
}

/// What is to be copied.
struct Subject {
    /// What it is called in the remark.
    name: String,
    lines: Vec<Clean<'static>>,
}

/// Returns what is meant: a typed text whose dialog cannot be opened, an address that a remark offers, that of the source that is chosen or under the cursor, else
/// the deadline under the cursor.
fn subject(state: &State, offered: Option<&str>) -> Option<Subject> {
    if let Some(Overlay::Stray(stray)) = &state.overlay {
        let lines = stray.plain().split('\n').map(owned).collect();
        return Some(Subject { name: what(state, &stray.text), lines });
    }
    let link = links::under_cursor(state);
    let address = offered.or(link.as_ref().map(|link| &*link.text));
    if let Some(address) = address {
        return Some(Subject { name: address.to_string(), lines: vec![owned(address)] });
    }
    let (board, number) = (state.source.board.as_ref()?, state.list.milestone()?);
    let name = board.records(number).1.title.to_string();
    let lines = text::of(board, number, state.now.wall).iter().map(|line| owned(line)).collect();
    Some(Subject { name, lines })
}

fn owned(text: &str) -> Clean<'static> {
    super::words::owned(&clean(text))
}

/// Copies through the terminal (`y`); shows it as plain text where that is known to take no copies.
pub fn copy(state: &mut State, offered: Option<&str>) -> Vec<Effect> {
    let Some(subject) = subject(state, offered) else { return Vec::new() };
    let length: usize = subject.lines.iter().map(|line| line.as_str().len() + 1).sum();
    let why = match (state.launch.clipboard, length) {
        (Clipboard::Absent, _) => "this terminal takes no copies: mark it here",
        (Clipboard::Asked, length) if length > LONGEST_COPY => "too long for a terminal's clipboard: mark it here",
        (Clipboard::Asked, _) => {
            let said = remark(state, &subject.name);
            state.say_longer(said);
            if let (Some(toast), Some(address)) = (&mut state.notices.toast, offered) {
                toast.offers = Some(address.into());
            }
            return vec![Effect::Copy { lines: subject.lines }];
        }
    };
    show(state, &subject);
    state.say_longer(why);
    Vec::new()
}

/// Says what was copied, and what to do if nothing arrived; that is not cut where there is little room.
fn remark(state: &State, name: &str) -> String {
    let room = usize::from(state.size.0).saturating_sub("copied:    nothing arrived? Y shows it to mark".len() + 2);
    if room < LEAST_NAME {
        return state.keyed("copied   nothing arrived? {plain-text}");
    }
    let name = clean(name).cut(room.min(NAME), super::glyph::ellipsis(state.launch.glyphs));
    format!("copied: {name}   {}", state.keyed("nothing arrived? {plain-text} shows it to mark"))
}

/// Shows as plain text what [`copy`] copies (`Y`).
pub fn plain(state: &mut State, offered: Option<&str>) {
    if let Some(subject) = subject(state, offered) {
        show(state, &subject);
    }
}

fn show(state: &mut State, subject: &Subject) {
    let glyphs = state.launch.glyphs;
    let lines = subject.lines.iter().map(|line| super::words::owned(&cleaned(glyphs, line.as_str()))).collect();
    state.overlay = Some(Overlay::Plain(Plain { lines, offset: 0 }));
}

/// Returns how many rows of a plain text are shown: all but the last two of the screen.
#[must_use]
pub fn rows(state: &State) -> usize {
    usize::from(state.size.1.saturating_sub(2)).max(1)
}

/// Scrolls a plain text.
pub fn scroll(state: &State, plain: &mut Plain, step: Step) {
    let (rows, all) = (rows(state), plain.rows(state.size.0).len());
    let last = all.saturating_sub(rows);
    plain.offset = step.from(plain.offset.min(last), last + 1, rows);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_goes_on_behind_a_space_or_at_the_edge() {
        let words = Plain { lines: vec![owned("one two  three fourteen")], offset: 0 };
        let rows: Vec<String> = words.rows(7).iter().map(ToString::to_string).collect();
        assert_eq!(rows, ["one ", "two  ", "three ", "fourtee", "n"]);
        let url = "https://example.org/a-b/c_d";
        let plain = Plain { lines: vec![owned("short"), owned(url), owned("漢字漢"), owned("")], offset: 0 };
        let rows: Vec<String> = plain.rows(5).iter().map(ToString::to_string).collect();
        assert_eq!(rows.concat(), format!("short{url}漢字漢"));
        assert_eq!(rows.get(1).map(String::as_str), Some("https"));
        assert!(rows.iter().all(|row| owned(row).width_cells() <= 5), "{rows:?}");
        assert_eq!(rows.last().map(String::as_str), Some(""), "an empty line is a line");
    }
}
