//! From bytes to rows: encodings, delimiters, quotes.

use ::csv::ReaderBuilder;

use super::Problem;

/// The rows of a sheet under their heads.
#[derive(Debug)]
pub(super) struct Table {
    /// The heads, from left to right.
    pub heads: Vec<String>,
    /// Rows that say anything.
    pub rows: Vec<Row>,
}

/// A row.
#[derive(Debug)]
pub(super) struct Row {
    /// As a spreadsheet numbers it; the heads are row 1.
    pub number: u32,
    /// One for each head at most; those that are not there are empty.
    pub cells: Vec<String>,
}

/// What is not CSV at all, by its first bytes: what it is, and what to do.
const OTHERS: [(&[u8], &str); 3] = [
    (b"PK\x03\x04", "a workbook (.xlsx or .ods)"),
    (b"\xD0\xCF\x11\xE0", "an old workbook (.xls)"),
    (b"%PDF", "a PDF"),
];

/// Reads bytes into rows.
pub(super) fn read(bytes: &[u8]) -> Result<Table, Vec<Problem>> {
    let text = decode(bytes).map_err(|problem| vec![problem])?;
    let (delimiter, text) = delimiter_of(&text);
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let (mut problems, mut rows) = (Vec::new(), Vec::new());
    let mut heads: Option<Vec<String>> = None;
    let mut place = Place { text, at: 0, row: 0, inside: 0 };
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                problems.push(Problem::new(error.to_string(), "save the sheet as 'CSV UTF-8'"));
                break;
            }
        };
        let start = record.position().map_or(0, ::csv::Position::byte);
        let cells: Vec<String> = record.iter().map(str::to_string).collect();
        let number = place.next(start, &cells);
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let Some(heads) = &heads else {
            heads = Some(cells.iter().map(|head| head.split_whitespace().collect::<Vec<_>>().join(" ")).collect());
            continue;
        };
        let beyond = cells.iter().skip(heads.len()).find(|cell| !cell.trim().is_empty());
        if let Some(beyond) = beyond {
            let message = format!("'{}' stands outside of all columns", short(beyond));
            let hint = "a text with the separator in it must stand in double quotes";
            problems.push(Problem::new(message, hint).at(number, ""));
            continue;
        }
        rows.push(Row { number, cells });
    }
    let Some(heads) = heads else {
        problems.push(Problem::new("the sheet is empty", "its first row must name the columns"));
        return Err(problems);
    };
    if problems.is_empty() { Ok(Table { heads, rows }) } else { Err(problems) }
}

/// Returns as much of a text as a message can hold.
pub(super) fn short(text: &str) -> String {
    const MOST: usize = 40;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut cut: String = line.chars().take(MOST).collect();
    if cut.len() < line.len() {
        cut.push_str("...");
    }
    cut
}

/// Where the reader is: it leaves out empty lines, a spreadsheet counts them.
struct Place<'a> {
    text: &'a str,
    /// The byte where the last record began.
    at: usize,
    /// The number of the last record.
    row: u32,
    /// The line ends inside the cells of the last record.
    inside: usize,
}

impl Place<'_> {
    fn next(&mut self, start: u64, cells: &[String]) -> u32 {
        let start = usize::try_from(start).unwrap_or(self.text.len());
        // The reader begins a record before the empty lines that it passes over.
        let rest = self.text.get(start..).unwrap_or_default();
        let start = start + rest.len() - rest.trim_start_matches(['\r', '\n']).len();
        let between = self.text.get(self.at..start).unwrap_or_default();
        let lines = between.bytes().filter(|&b| b == b'\n').count();
        // A lone CR ends lines where there is no LF at all.
        let lines = if lines == 0 { between.bytes().filter(|&b| b == b'\r').count() } else { lines };
        let rows = lines.saturating_sub(self.inside);
        // The first record has no rows between; empty lines before it count.
        self.row += u32::try_from(if self.row == 0 { rows + 1 } else { rows.max(1) }).unwrap_or(1);
        self.at = start;
        self.inside = cells.iter().map(|cell| cell.bytes().filter(|&b| b == b'\n').count()).sum();
        self.row
    }
}

/// Returns the text, or says why it is none.
fn decode(bytes: &[u8]) -> Result<String, Problem> {
    if let Some((_, what)) = OTHERS.into_iter().find(|(head, _)| bytes.starts_with(head)) {
        return Err(Problem::new(format!("this is {what}, not CSV"), "save the sheet as 'CSV UTF-8' and import that"));
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        return wide(rest, u16::from_le_bytes);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        return wide(rest, u16::from_be_bytes);
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) if text.contains('\0') => {
            Err(Problem::new("there are zero bytes in it: it is no text", "save the sheet as 'CSV UTF-8'"))
        }
        Ok(text) => Ok(text.to_string()),
        Err(error) => {
            let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
            let line = before.split(|b| *b == b'\n').count();
            let hint = "save it as 'CSV UTF-8' (Excel), or with the character set Unicode (UTF-8) (LibreOffice)";
            Err(Problem::new(format!("line {line} is not UTF-8: probably it is Windows-1252 or Latin-1"), hint))
        }
    }
}

fn wide(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, Problem> {
    let broken = || Problem::new("it is broken off or no UTF-16", "save the sheet as 'CSV UTF-8'");
    let (pairs, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return Err(broken());
    }
    char::decode_utf16(pairs.iter().copied().map(unit)).collect::<Result<String, _>>().map_err(|_broken| broken())
}

/// Returns the delimiter, and the text behind a `sep=;` that Excel takes for one.
fn delimiter_of(text: &str) -> (u8, &str) {
    const ALL: [u8; 3] = [b',', b';', b'\t'];
    if let Some(rest) = text.strip_prefix("sep=")
        && let Some(&sign) = rest.as_bytes().first().filter(|sign| ALL.contains(sign))
        && let Some(rest) = rest.get(1..)
        && rest.starts_with(['\r', '\n'])
    {
        return (sign, rest);
    }
    let mut counts = [0_usize; 3];
    let (mut is_quoted, mut is_begun) = (false, false);
    for byte in text.bytes() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\n' | b'\r' if !is_quoted && is_begun => break,
            _ if is_quoted => {}
            _ => {
                is_begun |= !byte.is_ascii_whitespace();
                for (count, _) in counts.iter_mut().zip(ALL).filter(|(_, sign)| *sign == byte) {
                    *count += 1;
                }
            }
        }
    }
    let best = counts.into_iter().zip(ALL).rev().max_by_key(|(count, _)| *count);
    (best.filter(|(count, _)| *count > 0).map_or(b',', |(_, sign)| sign), text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(bytes: &[u8]) -> Vec<(u32, Vec<String>)> {
        let table = read(bytes).unwrap_or_else(|problems| panic!("{problems:?}"));
        let heads = [(1, table.heads)];
        heads.into_iter().chain(table.rows.into_iter().map(|row| (row.number, row.cells))).collect()
    }

    fn refused(bytes: &[u8]) -> Problem {
        read(bytes).map_or_else(|problems| problems.into_iter().next().expect("a problem"), |t| panic!("{t:?}"))
    }

    fn row(number: u32, cells: &[&str]) -> (u32, Vec<String>) {
        (number, cells.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn every_spreadsheet_writes_it_another_way() {
        let wanted = vec![row(1, &["Title", "Due, or so"]), row(2, &["é", "x"])];
        let text = "Title;\"Due, or so\"\r\né;x\r\n";
        let utf16 = |unit: fn(u16) -> [u8; 2], mark: &[u8]| {
            mark.iter().copied().chain(text.encode_utf16().flat_map(unit)).collect::<Vec<u8>>()
        };
        assert_eq!(cells(text.as_bytes()), wanted);
        assert_eq!(cells(&[b"\xEF\xBB\xBF", text.as_bytes()].concat()), wanted);
        assert_eq!(cells(&utf16(u16::to_le_bytes, b"\xFF\xFE")), wanted);
        assert_eq!(cells(&utf16(u16::to_be_bytes, b"\xFE\xFF")), wanted);
        assert_eq!(cells(text.replace(';', "\t").as_bytes()), wanted);
        assert_eq!(cells(text.replace("\r\n", "\r").as_bytes()), wanted);
        assert_eq!(cells("a\nb\n".as_bytes()), [row(1, &["a"]), row(2, &["b"])]);
        assert_eq!(cells(b"sep=;\na;b,c,d\n1;2\n").last(), Some(&row(3, &["1", "2"])));
    }

    #[test]
    fn rows_are_numbered_as_a_spreadsheet_does() {
        let text = "a,b\r\n\r\n\"x\r\ny\",1\r\n,\r\nz,2\r\n";
        assert_eq!(cells(text.as_bytes()), [row(1, &["a", "b"]), row(3, &["x\r\ny", "1"]), row(5, &["z", "2"])]);
    }

    #[test]
    fn what_is_no_csv_says_how_to_make_one() {
        let latin = refused(b"Title\nok\nCaf\xE9\n");
        assert_eq!(latin.message, "line 3 is not UTF-8: probably it is Windows-1252 or Latin-1");
        assert!(latin.hint.contains("CSV UTF-8"));
        assert_eq!(refused(b"PK\x03\x04...").message, "this is a workbook (.xlsx or .ods), not CSV");
        assert_eq!(refused(b"\xFF\xFEa").message, "it is broken off or no UTF-16");
        assert_eq!(refused(b"").message, "the sheet is empty");
        assert_eq!(refused(b"a\0b").message, "there are zero bytes in it: it is no text");
        let beyond = refused(b"a,b\n1,2,,\n1,2,three\n");
        assert_eq!((beyond.row, beyond.message.as_str()), (Some(3), "'three' stands outside of all columns"));
    }
}
