//! Where lines begin and end; a byte order mark is no part of the first.

/// Returns whether a byte ends a line.
fn is_break(byte: u8) -> bool {
    byte == b'\n' || byte == b'\r'
}

/// Returns the bytes between two offsets; nothing where they are no places of the text.
pub(super) fn part(text: &str, from: usize, to: usize) -> &str {
    text.get(from..to).unwrap_or_default()
}

/// Returns the first byte of the line.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    let before = text.as_bytes().get(..at).unwrap_or_default();
    match before.iter().rposition(|byte| is_break(*byte)) {
        Some(found) => found + 1,
        None if text.starts_with('\u{feff}') => 3.min(at),
        None => 0,
    }
}

/// Returns the first byte of the line's end, or the end of the text.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    let rest = text.as_bytes().get(at..).unwrap_or_default();
    rest.iter().position(|byte| is_break(*byte)).map_or(text.len(), |found| at + found)
}

/// Returns the first byte of the next line, or the end of the text.
pub(super) fn next_line(text: &str, at: usize) -> usize {
    let end = line_end(text, at);
    let rest = part(text, end, text.len());
    end + if rest.starts_with("\r\n") { 2 } else { usize::from(!rest.is_empty()) }
}

/// Returns the end of the line before the one that begins at `start`; none for the first line.
pub(super) fn line_before(text: &str, start: usize) -> Option<usize> {
    let before = part(text, 0, start);
    let end = before.strip_suffix("\r\n").or_else(|| before.strip_suffix(['\n', '\r']))?;
    Some(end.len())
}

/// Returns how many letters stand before a byte in its line.
pub(super) fn column(text: &str, at: usize) -> usize {
    part(text, line_start(text, at), at).chars().count()
}

/// Returns whether nothing but spaces stands before a byte in its line.
pub(super) fn begins_line(text: &str, at: usize) -> bool {
    part(text, line_start(text, at), at).bytes().all(is_space)
}

/// Returns whether nothing but spaces and a comment stands behind a byte in its line.
pub(super) fn ends_line(text: &str, at: usize) -> bool {
    let rest = part(text, at, line_end(text, at)).trim_start_matches([' ', '\t']);
    rest.is_empty() || rest.starts_with('#')
}

/// Returns whether a line that begins here is empty.
pub(super) fn is_blank(text: &str, start: usize) -> bool {
    part(text, start, line_end(text, start)).bytes().all(is_space)
}

/// Returns the indentation of a line that holds a comment alone.
pub(super) fn comment(text: &str, start: usize) -> Option<usize> {
    let line = part(text, start, line_end(text, start));
    let rest = line.trim_start_matches([' ', '\t']);
    rest.starts_with('#').then_some(line.len() - rest.len())
}

/// Returns the end of the blank lines that begin here.
pub(super) fn after_blanks(text: &str, start: usize) -> usize {
    let mut at = start;
    while at < text.len() && is_blank(text, at) {
        at = next_line(text, at);
    }
    at
}

/// Returns the beginning of the blank lines that end where this line begins; not before `floor`.
pub(super) fn before_blanks(text: &str, start: usize, floor: usize) -> usize {
    let mut at = start;
    while let Some(end) = line_before(text, at) {
        let begin = line_start(text, end);
        if begin < floor || !is_blank(text, begin) {
            break;
        }
        at = begin;
    }
    at
}

/// Returns the line end that is written around a byte.
pub(super) fn newline(text: &str, at: usize) -> &str {
    let end_at = |end: usize| {
        let rest = part(text, end, text.len());
        rest.get(..next_line(text, end) - end).filter(|newline| !newline.is_empty())
    };
    let before = line_before(text, line_start(text, at)).and_then(end_at);
    before.or_else(|| end_at(line_end(text, at))).unwrap_or("\n")
}

fn is_space(byte: u8) -> bool {
    byte == b' ' || byte == b'\t'
}
