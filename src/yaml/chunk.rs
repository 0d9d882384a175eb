//! Cuts a file into pieces that are read one by one: one per entry of `products` and `regulations`.

use super::parse::offset;
use crate::domain::finding::Place;

/// The two long maps of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// `products`.
    Products,
    /// `regulations`.
    Regulations,
}

impl Section {
    /// Both, in the order of the format.
    pub const ALL: [Self; 2] = [Self::Products, Self::Regulations];

    /// Returns the key.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Products => "products",
            Self::Regulations => "regulations",
        }
    }
}

/// A piece of the text: whole lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chunk {
    /// The map whose entry it is; none: a key of the file itself.
    pub section: Option<Section>,
    /// The first byte.
    pub start: usize,
    /// The first byte after it.
    pub end: usize,
}

/// A file in pieces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cut {
    /// The keys of the file itself, one each.
    pub keys: Vec<Chunk>,
    /// The entries of both maps, in the file's order.
    pub entries: Vec<Chunk>,
    /// Where the keys of the two maps stand.
    pub sections: Vec<(Section, Place)>,
    /// Keys of maps that came before; their entries are left out.
    pub repeated: Vec<(Section, Place)>,
    /// Maps without an entry.
    pub empty: Vec<(Section, Place)>,
}

/// Cuts a text at the lines where a key of the file, or an entry of one of its two maps, begins.
///
/// Looks at the beginnings of lines only, so each piece must still prove itself: it must parse alone as one
/// block map of one pair, or the file is read in one piece. None where the text cannot be cut at all.
#[must_use]
pub fn cut(text: &str) -> Option<Cut> {
    let has_lone_return = text.match_indices('\r').any(|(at, _)| text.as_bytes().get(at + 1) != Some(&b'\n'));
    let has_inner_mark = text.match_indices('\u{feff}').any(|(at, _)| at > 0);
    if has_lone_return || has_inner_mark {
        return None;
    }
    let mut cutter = Cutter { cut: Cut::default(), open: Open::Nothing, first: None };
    let mut start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    for line in text.get(start..)?.split_inclusive('\n') {
        cutter.line(start, line.trim_end_matches(['\n', '\r']))?;
        start += line.len();
    }
    cutter.close(text.len());
    (!cutter.cut.keys.is_empty() || !cutter.cut.sections.is_empty()).then_some(cutter.cut)
}

/// Returns where the entry ends whose line begins at `start`, in a text that [`cut`] can cut.
#[must_use]
pub fn end_of_entry(text: &str, start: usize) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    let indent = rest.len() - rest.trim_start_matches(' ').len();
    let mut end = start;
    for (number, line) in rest.split_inclusive('\n').enumerate() {
        let text = line.trim_end_matches(['\n', '\r']).trim_start_matches([' ', '\t']);
        let column = line.len() - line.trim_start_matches(' ').len();
        let is_indented = line.starts_with([' ', '\t']);
        let is_entry = column == indent && !line.get(column..).is_some_and(|rest| rest.starts_with('\t'));
        if number > 0 && !text.is_empty() && !text.starts_with('#') && (!is_indented || is_entry) {
            break;
        }
        end += line.len();
    }
    end
}

/// Returns whether the entries of a map stand on lines of their own, in a text that was read in pieces: not in braces.
#[must_use]
pub fn has_lines(text: &str, section: Section) -> bool {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let key = format!("\n{}:", section.word());
    let at = if text.starts_with(key.trim_start()) { Some(0) } else { text.find(&key).map(|at| at + 1) };
    let line = at.and_then(|at| text.get(at..)).and_then(|rest| rest.lines().next());
    line.is_some_and(|line| heads(section, line))
}

/// What the next lines belong to.
#[derive(Clone, Copy)]
enum Open {
    Nothing,
    Key { start: usize },
    Map { section: Section, indent: Option<usize>, entry: Option<usize>, repeated: bool },
}

struct Cutter {
    cut: Cut,
    open: Open,
    first: Option<usize>,
}

impl Cutter {
    /// Takes one line; none where the text cannot be cut.
    fn line(&mut self, start: usize, line: &str) -> Option<()> {
        let text = line.trim_start_matches([' ', '\t']);
        if text.is_empty() || text.starts_with('#') {
            return Some(());
        }
        if text.len() < line.len() {
            return self.indented(start, line, text);
        }
        let is_marker =
            |mark: &str| line.strip_prefix(mark).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
        if line.trim_end() == "---" && self.first.is_none() {
            self.first = Some(start);
            return Some(());
        }
        let cannot = ["-", "?", "...", "---"].into_iter().any(is_marker) || line.starts_with(['%', '{', '[']);
        if cannot {
            return None;
        }
        self.first = Some(start);
        self.close(start);
        self.open = match Section::ALL.into_iter().find(|section| heads(*section, line)) {
            Some(section) => self.head(section, start),
            None => Open::Key { start },
        };
        Some(())
    }

    fn head(&mut self, section: Section, start: usize) -> Open {
        let place = Place::new(offset(start), offset(start + section.word().len()));
        let repeated = self.cut.sections.iter().any(|(known, _)| *known == section);
        let list = if repeated { &mut self.cut.repeated } else { &mut self.cut.sections };
        list.push((section, place));
        Open::Map { section, indent: None, entry: None, repeated }
    }

    fn indented(&mut self, start: usize, line: &str, text: &str) -> Option<()> {
        let Open::Map { section, indent, entry, repeated } = self.open else {
            return matches!(self.open, Open::Key { .. }).then_some(());
        };
        let column = line.len() - line.trim_start_matches(' ').len();
        let is_tab = line.len() - text.len() != column;
        let indent = match indent {
            Some(indent) => indent,
            None if is_tab => return None,
            None => column,
        };
        if column == indent && !is_tab {
            if ["-", "?"].into_iter().any(|mark| text == mark || text.starts_with(&format!("{mark} "))) {
                return None;
            }
            self.entry(start);
            self.open = Open::Map { section, indent: Some(indent), entry: Some(start), repeated };
        } else {
            self.open = Open::Map { section, indent: Some(indent), entry, repeated };
        }
        Some(())
    }

    /// Ends the entry before `end`.
    fn entry(&mut self, end: usize) {
        if let Open::Map { section, entry: Some(start), repeated: false, .. } = self.open {
            self.cut.entries.push(Chunk { section: Some(section), start, end });
        }
    }

    /// Ends what is open before `end`.
    fn close(&mut self, end: usize) {
        match self.open {
            Open::Nothing => {}
            Open::Key { start } => self.cut.keys.push(Chunk { section: None, start, end }),
            Open::Map { entry: Some(_), .. } => self.entry(end),
            Open::Map { section, entry: None, .. } => {
                let place = self.cut.sections.iter().find(|(known, _)| *known == section);
                self.cut.empty.extend(place);
            }
        }
        self.open = Open::Nothing;
    }
}

/// Returns whether a line is the key of a map whose entries stand on the lines below.
fn heads(section: Section, line: &str) -> bool {
    let rest = line.strip_prefix(section.word()).and_then(|rest| rest.strip_prefix(':'));
    rest.is_some_and(|rest| {
        let text = rest.trim_start_matches([' ', '\t']);
        text.is_empty() || (text.starts_with('#') && text.len() < rest.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# head\nduewatch: 1\nproducts:\n  # first\n  kes:\n    name: a\n\n  hub: {name: b}\n# end\n\
                        regulations: # all\n    r:\n        title: t\nviews: {}\n";

    fn pieces(text: &str) -> Vec<&str> {
        let cut = cut(text).unwrap_or_default();
        let chunks = cut.keys.iter().chain(&cut.entries);
        chunks.map(|chunk| text.get(chunk.start..chunk.end).unwrap_or("?")).collect()
    }

    #[test]
    fn entries_are_cut_at_the_indent_of_the_first() {
        assert_eq!(
            pieces(TEXT),
            [
                "duewatch: 1\n",
                "views: {}\n",
                "  kes:\n    name: a\n\n",
                "  hub: {name: b}\n# end\n",
                "    r:\n        title: t\n",
            ]
        );
    }

    #[test]
    fn an_entry_ends_where_its_piece_does() {
        for text in [TEXT.to_string(), TEXT.replace('\n', "\r\n"), TEXT.trim_end().to_string()] {
            for chunk in cut(&text).unwrap_or_default().entries {
                assert_eq!(end_of_entry(&text, chunk.start), chunk.end);
            }
        }
    }

    #[test]
    fn entries_in_braces_have_no_lines() {
        for (text, has) in [
            (TEXT, true),
            ("products:  # c\r\n  a: b\r\n", true),
            ("\u{feff}products:\n  a: b\n", true),
            ("x: 1\nproducts: {a: b}\n", false),
            ("products: {\n  a: b\n  }\n", false),
            ("'products':\n  a: b\n", false),
            ("x: 1\n", false),
        ] {
            assert_eq!(has_lines(text, Section::Products), has, "{text:?}");
        }
    }

    #[test]
    fn texts_that_are_no_block_map_are_not_cut() {
        for text in
            ["", "# only\n", "- a\n", "{a: b}\n", "a: 1\n---\nb: 2\n", "  a: 1\n", "a: 1\rb: 2", "products:\n  - a\n"]
        {
            assert_eq!(cut(text), None, "{text:?}");
        }
        assert_eq!(pieces("---\na: 1\n"), ["a: 1\n"]);
        assert_eq!(pieces("\u{feff}a: 1"), ["a: 1"]);
    }
}
