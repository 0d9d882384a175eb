//! Notes of a milestone: most of a file is notes, so those written as a block are not kept twice.

use std::borrow::Cow;

use super::finding::Place;

/// The notes of a milestone, in Markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notes(Kept);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kept {
    /// The text itself.
    Own(Box<str>),
    /// Whole lines of the file, each behind so many spaces.
    Lines { place: Place, indent: u8 },
}

impl Notes {
    /// Keeps `notes` by themselves.
    #[must_use]
    pub fn own(notes: &str) -> Self {
        Self(Kept::Own(notes.into()))
    }

    /// Keeps `notes` as the lines of a piece of the file that say the same; by themselves where those don't.
    ///
    /// `piece` is a part of the file that begins at byte `base` of it; `from..to` are bytes of the piece, somewhere
    /// in the line before the first one or in the first one, and at or after the end of the last.
    #[must_use]
    pub fn in_lines(notes: &str, (piece, base): (&str, u32), (from, to): (usize, usize)) -> Self {
        let line_start = piece.get(..from).and_then(|head| head.rfind('\n')).map_or(0, |at| at + 1);
        let next_start = piece.get(from..).and_then(|tail| tail.find('\n')).map_or(piece.len(), |at| from + at + 1);
        for start in [next_start, line_start] {
            let Some(body) = piece.get(start..to) else { continue };
            let body = body.trim_end();
            let spaces = body.len() - body.trim_start_matches(' ').len();
            let (Ok(indent), Ok(at), Ok(length)) =
                (u8::try_from(spaces), u32::try_from(start), u32::try_from(body.len()))
            else {
                continue;
            };
            if stripped(body, indent) == notes {
                let start = base.saturating_add(at);
                return Self(Kept::Lines { place: Place::new(start, start.saturating_add(length)), indent });
            }
        }
        Self::own(notes)
    }

    /// Returns the notes; `file` is the text that they were read from.
    #[must_use]
    pub fn text<'a>(&'a self, file: &'a str) -> Cow<'a, str> {
        match &self.0 {
            Kept::Own(notes) => Cow::Borrowed(notes),
            Kept::Lines { place, indent } => {
                let body = file.get(place.start as usize..place.end as usize).unwrap_or_default();
                Cow::Owned(stripped(body, *indent))
            }
        }
    }
}

/// Returns lines without their indentation, each with a line feed.
fn stripped(body: &str, indent: u8) -> String {
    let mut notes = String::with_capacity(body.len() + 1);
    for line in body.lines() {
        let indented = line.bytes().take_while(|b| *b == b' ').count().min(indent.into());
        notes.push_str(line.get(indented..).unwrap_or_default());
        notes.push('\n');
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(piece: &str, notes: &str) -> (bool, String) {
        let from = piece.find('|').expect("a block");
        let kept = Notes::in_lines(notes, (piece, 0), (from, piece.len()));
        (matches!(kept.0, Kept::Lines { .. }), kept.text(piece).into_owned())
    }

    #[test]
    fn a_block_is_kept_as_its_lines() {
        let notes = "one\n\n  two\nthree\n";
        assert_eq!(kept("notes: |\n    one\n\n      two\n    three\n", notes), (true, notes.to_string()));
        assert_eq!(kept("notes: |\r\n    one\r\n    two\r\n", "one\ntwo\n"), (true, "one\ntwo\n".to_string()));
    }

    #[test]
    fn what_the_lines_do_not_say_is_kept_by_itself() {
        assert_eq!(kept("notes: |-\n    one\n", "one"), (false, "one".to_string()));
        assert_eq!(kept("notes: |+\n    one\n\n", "one\n\n"), (false, "one\n\n".to_string()));
        assert_eq!(kept("notes: |1\n   one\n", "  one\n"), (false, "  one\n".to_string()));
    }
}
