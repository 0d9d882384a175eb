//! A file's lines from the last to the first, without holding more than one of them.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt as _;

use super::LINE_LIMIT;

/// How much is read at once at first; twice as much whenever a line does not fit.
const BLOCK_BYTES: u64 = 16 << 10;

/// A line.
#[derive(Debug, PartialEq, Eq)]
pub struct Raw {
    /// Its bytes, without its end.
    pub bytes: Vec<u8>,
    /// Whether its end is there; only the last one can be without.
    pub has_end: bool,
    /// Where it begins.
    pub at: u64,
}

/// Lines from the last to the first.
pub struct Backward<'a> {
    file: &'a File,
    /// Bytes of the file from `start` on, up to where the line begins that was given last.
    held: Vec<u8>,
    start: u64,
    is_last: bool,
}

impl<'a> Backward<'a> {
    /// Begins at the end of a file as it now is.
    pub fn new(file: &'a File) -> io::Result<Self> {
        Ok(Self { file, held: Vec::new(), start: file.metadata()?.len(), is_last: true })
    }

    /// Returns the next older line; empty ones are left out.
    pub fn next(&mut self) -> io::Result<Option<Raw>> {
        loop {
            let Some(line) = self.line()? else { return Ok(None) };
            if !line.bytes.is_empty() {
                return Ok(Some(line));
            }
        }
    }

    fn line(&mut self) -> io::Result<Option<Raw>> {
        if self.held.is_empty() && !self.more()? {
            return Ok(None);
        }
        let has_end = self.held.last() == Some(&b'\n');
        if has_end {
            self.held.pop();
        }
        debug_assert!(has_end || self.is_last, "what was given last began behind a line's end");
        self.is_last = false;
        // What was searched without finding anything is not searched again.
        let mut unsearched = self.held.len();
        loop {
            let found = self.held.get(..unsearched).and_then(|bytes| bytes.iter().rposition(|byte| *byte == b'\n'));
            if let Some(end) = found {
                let bytes = self.held.split_off(end + 1);
                return Ok(Some(Raw { bytes, has_end, at: self.start + end as u64 + 1 }));
            }
            let before = self.held.len();
            if before > LINE_LIMIT {
                return Err(io::Error::new(io::ErrorKind::InvalidData, "a line of it is longer than 256 MiB"));
            }
            if !self.more()? {
                return Ok(Some(Raw { bytes: std::mem::take(&mut self.held), has_end, at: 0 }));
            }
            unsearched = self.held.len() - before;
        }
    }

    /// Reads what stands before what is held; returns whether there was anything.
    fn more(&mut self) -> io::Result<bool> {
        let wanted = BLOCK_BYTES.max(self.held.len() as u64).min(self.start);
        if wanted == 0 {
            return Ok(false);
        }
        let mut block = vec![0; usize::try_from(wanted).unwrap_or(usize::MAX)];
        self.file.read_exact_at(&mut block, self.start - wanted)?;
        block.append(&mut self.held);
        self.held = block;
        self.start -= wanted;
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn lines(text: &[u8]) -> Vec<(String, bool, u64)> {
        let mut file = tempfile::tempfile().expect("a file");
        file.write_all(text).expect("a write");
        let mut backward = Backward::new(&file).expect("its length");
        let mut found = Vec::new();
        while let Some(raw) = backward.next().expect("a line") {
            found.push((String::from_utf8_lossy(&raw.bytes).into_owned(), raw.has_end, raw.at));
        }
        found
    }

    #[test]
    fn lines_come_from_the_last_to_the_first() {
        assert_eq!(lines(b""), []);
        assert_eq!(lines(b"\n\n"), []);
        assert_eq!(lines(b"a\nbc\n"), [("bc".into(), true, 2), ("a".into(), true, 0)]);
        assert_eq!(lines(b"a\n\nbc"), [("bc".into(), false, 3), ("a".into(), true, 0)]);
    }

    #[test]
    fn lines_longer_than_a_block_are_whole() {
        let long = "x".repeat(100_000);
        let text = format!("first\n{long}\n{long}y\nlast\n");
        let found: Vec<String> = lines(text.as_bytes()).into_iter().map(|(line, _, _)| line).collect();
        assert_eq!(found, ["last".to_string(), format!("{long}y"), long, "first".to_string()]);
    }
}
