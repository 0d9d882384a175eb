//! Reading one file whole: at most 64 MiB, never waiting for anybody, unless it is standard input.

use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, Read};
use std::os::unix::fs::{FileTypeExt as _, OpenOptionsExt as _};
use std::path::Path;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use rustix::fs::OFlags;

use super::source::Source;
use super::stamp::Fingerprint;
use crate::domain::text::clean;
use crate::error::{Error, ErrorKind};
use crate::yaml;

/// The most bytes that a file may have.
pub const LIMIT_BYTES: u64 = 64 << 20;

/// How often a file that changes while it is read is read again before the last reading is taken.
const TRIES: usize = 3;

/// The file that is compiled in.
const EXAMPLE: &str = include_str!("../../deadlines.yaml");

/// A file that was read.
#[derive(Clone, Debug)]
pub struct Opened {
    /// What stands in it.
    pub text: Arc<str>,
    /// When it was last changed, by its own metadata; none for standard input and the built-in example.
    pub changed_at: Option<DateTime<Utc>>,
    /// What tells this version from others; all zero for standard input and the built-in example.
    pub fingerprint: Fingerprint,
}

/// Why a file was not read.
#[derive(Debug, thiserror::Error)]
pub(super) enum ReadError {
    /// There is none.
    #[error("there is no such file")]
    Missing,
    /// It is something else than a file.
    #[error("it is {0}, not a file")]
    NotAFile(&'static str),
    /// It has more bytes than [`LIMIT_BYTES`].
    #[error("it is larger than 64 MiB")]
    TooLarge,
    /// It is not text.
    #[error("{message}")]
    NotText {
        /// What was found, and where.
        message: String,
        /// What to do.
        hint: String,
    },
    /// The system refused.
    #[error("{}", plain(.0))]
    Io(#[from] io::Error),
}

impl ReadError {
    /// Returns what to do about it.
    pub fn hint(&self) -> String {
        match self {
            Self::Missing => "name another file".into(),
            Self::NotAFile(_) => "name a regular file; only '-' may be a pipe".into(),
            Self::TooLarge => "split it into several files".into(),
            Self::NotText { hint, .. } => hint.clone(),
            Self::Io(error) if error.kind() == io::ErrorKind::PermissionDenied => "check the file's permissions".into(),
            Self::Io(_) => "name another file, or try again when the disk is well".into(),
        }
    }
}

/// Returns an error of the system without its number.
pub(super) fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    let end = text.find(" (os error").unwrap_or(text.len());
    text.get(..end).unwrap_or(&text).to_lowercase()
}

/// Reads a source whole.
///
/// # Errors
///
/// When it is missing, unreadable, not a regular file, larger than [`LIMIT_BYTES`] or not UTF-8. Only standard input
/// may be a pipe or a terminal, and only there may reading wait.
pub fn read(source: &Source) -> Result<Opened, Error> {
    open(source).map_err(|error| {
        let hint = hint_for(source, &error);
        of_read(source, error).hint(hint)
    })
}

/// Returns what to do about a data file that could not be read: one that is not there can be made.
pub(super) fn hint_for(source: &Source, error: &ReadError) -> String {
    match (source, error) {
        (Source::Path(path), ReadError::Missing) => {
            format!("make it with: duewatch init {}", for_shell(path))
        }
        (Source::Path(_) | Source::Stdin | Source::Example, _) => error.hint(),
    }
}

/// Returns a path as it is typed for a shell.
fn for_shell(path: &Path) -> String {
    let text = path.to_string_lossy();
    let text = clean(&text);
    let is_plain = text.as_str().chars().all(|c| c.is_alphanumeric() || "/._-".contains(c));
    match (is_plain, text.as_str().starts_with('-')) {
        (true, false) => text.as_str().to_string(),
        (true, true) => format!("./{text}"),
        (false, _) => format!("'{}'", text.as_str().replace('\'', "'\\''")),
    }
}

/// Reads a source whole, as bytes: what is no data file, and need not be text.
///
/// # Errors
///
/// Those of [`read`], but for text.
pub fn read_bytes(source: &Source) -> Result<Vec<u8>, Error> {
    let bytes = match source {
        Source::Example => Ok(EXAMPLE.into()),
        Source::Stdin => bounded(&mut io::stdin().lock(), 0),
        Source::Path(path) => regular(path).and_then(|mut file| bounded(&mut file, 0)),
    };
    bytes.map_err(|error| of_read(source, error))
}

/// Says that a source could not be read.
fn of_read(source: &Source, error: ReadError) -> Error {
    let message = format!("cannot read {}: {error}", source.quoted());
    let hint = error.hint();
    Error::new(ErrorKind::File, message).hint(hint).because(error)
}

/// Reads a source whole, with an error that can be told apart.
pub(super) fn open(source: &Source) -> Result<Opened, ReadError> {
    match source {
        Source::Example => Ok(Opened { text: EXAMPLE.into(), changed_at: None, fingerprint: Fingerprint::default() }),
        Source::Stdin => {
            let text = decode(&bounded(&mut io::stdin().lock(), 0)?)?;
            Ok(Opened { text, changed_at: None, fingerprint: Fingerprint::default() })
        }
        Source::Path(path) => steady(path),
    }
}

/// Reads a file, again if it was written to meanwhile.
fn steady(path: &Path) -> Result<Opened, ReadError> {
    let mut tries = 1;
    loop {
        let mut file = regular(path)?;
        let before = file.metadata()?;
        let bytes = bounded(&mut file, before.len())?;
        let after = file.metadata()?;
        let fingerprint = Fingerprint::of(&before);
        if fingerprint == Fingerprint::of(&after) || tries == TRIES {
            let changed_at = after.modified().ok().map(DateTime::from);
            return Ok(Opened { text: decode(&bytes)?, changed_at, fingerprint });
        }
        tries += 1;
    }
}

/// Opens a regular file without ever waiting.
///
/// Without `O_NONBLOCK` opening a FIFO waits for its writer, for ever.
pub(super) fn regular(path: &Path) -> Result<File, ReadError> {
    let flags = (OFlags::NONBLOCK | OFlags::NOCTTY).bits().cast_signed();
    let file = match OpenOptions::new().read(true).custom_flags(flags).open(path) {
        Ok(file) => file,
        Err(error) if is_missing(&error) => return Err(ReadError::Missing),
        Err(error) => match std::fs::metadata(path) {
            // A socket cannot be opened at all.
            Ok(metadata) if !metadata.is_file() => return Err(ReadError::NotAFile(what_it_is(&metadata))),
            Ok(_) | Err(_) => return Err(error.into()),
        },
    };
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Err(ReadError::NotAFile(what_it_is(&metadata)));
    }
    if metadata.len() > LIMIT_BYTES {
        return Err(ReadError::TooLarge);
    }
    Ok(file)
}

/// Returns whether an error says that there is no such file.
fn is_missing(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// Names something that is not a regular file.
pub(super) fn what_it_is(metadata: &Metadata) -> &'static str {
    let kind = metadata.file_type();
    if kind.is_dir() {
        "a directory"
    } else if kind.is_fifo() {
        "a pipe"
    } else if kind.is_socket() {
        "a socket"
    } else if kind.is_symlink() {
        "a symbolic link"
    } else {
        "a device"
    }
}

/// Reads to the end or to the limit.
pub(super) fn bounded(reader: &mut impl Read, expected: u64) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::with_capacity(usize::try_from(expected.min(LIMIT_BYTES)).unwrap_or(0) + 1);
    reader.take(LIMIT_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LIMIT_BYTES { Err(ReadError::TooLarge) } else { Ok(bytes) }
}

/// Makes text of bytes.
pub(super) fn decode(bytes: &[u8]) -> Result<Arc<str>, ReadError> {
    yaml::decode(bytes).map(Arc::from).map_err(|finding| {
        let at = finding.place.map_or(0, |place| place.start as usize);
        let line = 1 + bytes.iter().take(at).filter(|byte| **byte == b'\n').count();
        ReadError::NotText { message: format!("line {line}: {}", finding.message), hint: finding.hint.into() }
    })
}

/// Returns a path as it may be shown, in quotes.
pub(super) fn quoted(path: &Path) -> String {
    format!("'{}'", clean(&path.to_string_lossy()).as_str())
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::time::{Duration, Instant};

    use super::*;

    fn message(bytes: &[u8]) -> String {
        let root = tempfile::tempdir().expect("a directory");
        let path = root.path().join("a.yaml");
        fs::write(&path, bytes).expect("a file");
        open(&Source::Path(path)).map_or_else(|error| error.to_string(), |opened| opened.text.to_string())
    }

    #[test]
    fn what_is_not_text_is_said_with_its_line() {
        assert_eq!(message(b""), "");
        assert_eq!(message(b"a: \xc3\xa9\n"), "a: \u{e9}\n");
        assert_eq!(message(b"a: 1\nb: \xff\n"), "line 2: a byte that is not UTF-8");
        assert!(message(b"a: 1\nb: \0\n").starts_with("line 2: a NUL byte"));
        assert!(message(b"\xff\xfea\0").contains("UTF-16"));
    }

    #[test]
    fn a_pipe_does_not_make_anybody_wait() {
        let root = tempfile::tempdir().expect("a directory");
        let path = root.path().join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&path).status();
        assert!(made.is_ok_and(|status| status.success()), "a pipe");
        let start = Instant::now();
        let error = read(&Source::Path(path)).expect_err("a pipe is no file");
        assert!(error.message.ends_with("it is a pipe, not a file"), "{}", error.message);
        assert!(start.elapsed() < Duration::from_secs(1));
    }

    #[test]
    fn a_file_over_the_limit_is_refused_unread() {
        let root = tempfile::tempdir().expect("a directory");
        let path = root.path().join("large");
        let file = File::create(&path).expect("a file");
        file.set_len(LIMIT_BYTES + 1).expect("a sparse file");
        let error = read(&Source::Path(path)).expect_err("too large");
        assert!(error.message.ends_with("it is larger than 64 MiB"), "{}", error.message);
        let endless = bounded(&mut io::repeat(b'a'), 0);
        assert!(matches!(endless, Err(ReadError::TooLarge)));
    }

    #[test]
    fn a_missing_file_is_said_by_its_name_without_harm() {
        let error = read(&Source::Path("no\u{1b}[2J.yaml".into())).expect_err("no such file");
        assert_eq!(error.message, "cannot read 'no\u{fffd}[2J.yaml': there is no such file");
        for (path, said) in [("a/none.yaml", "a/none.yaml"), ("-n.yaml", "./-n.yaml"), ("it's.yaml", "'it'\\''s.yaml'")]
        {
            let error = read(&Source::Path(path.into())).expect_err("no such file");
            assert_eq!(error.hint, format!("make it with: duewatch init {said}"));
        }
        assert_eq!(read_bytes(&Source::Path("none.csv".into())).expect_err("no such file").hint, "name another file");
        assert_eq!(error.kind, ErrorKind::File);
    }

    #[test]
    fn the_example_is_always_there() {
        let opened = read(&Source::Example).expect("the example");
        assert!(opened.text.contains("kaspersky-ban") && opened.changed_at.is_none());
    }
}
