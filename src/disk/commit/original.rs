//! The version of the file that an edit is made on, and whether it is still the same.

use std::fs::{File, Metadata};
use std::io;
use std::os::unix::fs::{FileExt as _, MetadataExt as _};
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crate::disk::place::Place;
use crate::disk::read::{ReadError, bounded, decode, regular};
use crate::disk::stamp::Fingerprint;
use crate::yaml::snapshot::{Snapshot, sha256};

/// How long a stranger's change must have stood before an edit is made on it: it may be half-written.
const QUIET: Duration = Duration::from_millis(120);

/// How long to wait for that at most, for a file that changes all the time.
const PATIENCE: Duration = Duration::from_millis(600);

/// How long a text must stand that is the beginning of the last one: half a YAML file is valid YAML.
const HALF_WRITTEN: Duration = Duration::from_secs(1);

/// How often a file is looked at that is written to or gone.
const LOOK_EVERY: Duration = Duration::from_millis(10);

/// How long a file may be gone: some editors move the old one away first.
pub const GONE: Duration = Duration::from_millis(300);

/// A version of the file. It stays open: its inode cannot become that of another.
#[derive(Debug)]
pub struct Original {
    /// The file.
    pub file: File,
    /// What the system says of it.
    pub metadata: Metadata,
    /// What stands in it.
    pub text: Arc<str>,
    /// Its hash, if known already.
    pub sha256: Box<str>,
    fingerprint: Fingerprint,
    /// It was changed so lately that another change need not show in its times.
    is_fresh: bool,
}

impl Original {
    /// Reads the file when it is at rest. `known` is the version read last; `ours` is the hash of the text that this
    /// program saved last: what is either of them is whole.
    pub fn read(path: &Path, known: &Snapshot, ours: Option<&str>) -> Result<Self, ReadError> {
        let start = Instant::now();
        let mut since = start;
        let mut last: Option<Fingerprint> = None;
        loop {
            let read = match read(path, known) {
                Err(ReadError::Missing) if start.elapsed() < GONE => {
                    thread::sleep(LOOK_EVERY);
                    continue;
                }
                other => other?,
            };
            let Some(original) = read else {
                // It changed under the reading.
                thread::sleep(LOOK_EVERY);
                continue;
            };
            if *original.sha256 == *known.sha256 || ours == Some(&*original.sha256) {
                return Ok(original);
            }
            if last != Some(original.fingerprint) {
                last = Some(original.fingerprint);
                since = Instant::now();
            }
            let is_half = original.text.len() < known.text.len() && known.text.starts_with(&*original.text);
            let is_quiet = original.age().is_none_or(|age| age >= QUIET) || start.elapsed() >= PATIENCE;
            if if is_half { since.elapsed() >= HALF_WRITTEN } else { is_quiet } {
                return Ok(original);
            }
            thread::sleep(LOOK_EVERY);
        }
    }

    /// Returns how long ago it was changed; none where the clocks do not agree on that.
    fn age(&self) -> Option<Duration> {
        let changed = self.fingerprint.changed.max(self.fingerprint.modified);
        age(changed).filter(|age| *age < Duration::from_secs(60))
    }

    /// Returns whether the path still leads to this version.
    pub fn is_untouched(&self, path: &Path) -> bool {
        let Ok(metadata) = path.symlink_metadata() else { return false };
        Fingerprint::of(&metadata) == self.fingerprint && self.has_its_text()
    }

    /// Returns whether this version is what now stands under another name; that changed its time of change.
    pub fn is_at(&self, path: &Path) -> bool {
        let Ok(metadata) = path.symlink_metadata() else { return false };
        self.is_same_content(&metadata) && self.has_its_text()
    }

    /// Returns what somebody wrote into it who had it open all the time.
    pub fn written_late(&self) -> Option<Vec<u8>> {
        let metadata = self.file.metadata().ok()?;
        if self.is_same_content(&metadata) {
            return None;
        }
        let mut bytes = vec![0; usize::try_from(metadata.len()).ok()?];
        self.file.read_exact_at(&mut bytes, 0).ok()?;
        (bytes != self.text.as_bytes()).then_some(bytes)
    }

    fn is_same_content(&self, metadata: &Metadata) -> bool {
        Fingerprint { changed: self.fingerprint.changed, ..Fingerprint::of(metadata) } == self.fingerprint
    }

    /// Reads it again, where its times cannot tell.
    fn has_its_text(&self) -> bool {
        !self.is_fresh || holds(&self.file, &self.text).unwrap_or(false)
    }
}

/// Returns whether a file holds just this text; block by block, so that a large one is not held twice.
fn holds(file: &File, text: &str) -> io::Result<bool> {
    let mut block = vec![0; 256 << 10];
    let mut at = 0;
    for part in text.as_bytes().chunks(block.len()) {
        let Some(room) = block.get_mut(..part.len()) else { return Ok(false) };
        match file.read_exact_at(room, at) {
            Ok(()) if room == part => at += part.len() as u64,
            Ok(()) => return Ok(false),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(false),
            Err(error) => return Err(error),
        }
    }
    Ok(file.metadata()?.len() == at)
}

/// Reads the file as it is; none where it changed meanwhile.
fn read(path: &Path, known: &Snapshot) -> Result<Option<Original>, ReadError> {
    let mut file = regular(path)?;
    let metadata = file.metadata()?;
    let fingerprint = Fingerprint::of(&metadata);
    let is_known = fingerprint.size == known.text.len() as u64 && holds(&file, &known.text)?;
    let bytes = if is_known { None } else { Some(bounded(&mut file, metadata.len())?) };
    let is_fresh = is_fresh(fingerprint.changed.max(fingerprint.modified));
    let is_whole = bytes.as_ref().is_none_or(|bytes| bytes.len() as u64 == fingerprint.size);
    if Fingerprint::of(&file.metadata()?) != fingerprint || !is_whole {
        return Ok(None);
    }
    let (text, sha256) = match bytes {
        None => (Arc::clone(&known.text), known.sha256.clone()),
        Some(bytes) => (decode(&bytes)?, sha256(&bytes)),
    };
    Ok(Some(Original { file, metadata, text, sha256, fingerprint, is_fresh }))
}

/// Returns whether a second change could bear the same time: within one tick of the file system's clock.
///
/// Ticks are at most 10 ms; file systems that count whole or even seconds are known by their round numbers.
fn is_fresh(changed: (i64, i64)) -> bool {
    let tick = if changed.1 % 1_000_000 == 0 { Duration::from_secs(2) } else { Duration::from_millis(30) };
    age(changed).is_none_or(|age| age <= tick)
}

/// Returns how long ago a time was; none if it is still to come.
fn age((seconds, nanoseconds): (i64, i64)) -> Option<Duration> {
    let then = Duration::new(u64::try_from(seconds).ok()?, u32::try_from(nanoseconds).ok()?);
    SystemTime::now().duration_since(UNIX_EPOCH).ok()?.checked_sub(then)
}

/// Returns whether edits of a file can be saved: it may be written by us, and something may be made beside it.
///
/// Asks what this process may really do, not who owns what. Where even that cannot be told, saving will say why.
#[must_use]
pub fn can_be_saved(file: &Path) -> bool {
    let Ok(place) = Place::of(file) else { return true };
    let has_bits = place.real.metadata().is_ok_and(|metadata| metadata.mode() & 0o222 != 0);
    has_bits && is_open(&place.real) && is_open(&place.directory)
}

/// Returns whether the system would let us write; a read-only mount, a mode and an attribute all say no.
fn is_open(path: &Path) -> bool {
    let asked = rustix::fs::access(path, rustix::fs::Access::WRITE_OK);
    !matches!(asked, Err(rustix::io::Errno::ACCESS | rustix::io::Errno::PERM | rustix::io::Errno::ROFS))
}

/// Returns whether anybody may write the file: what is read-only was meant to be.
pub fn is_writable(path: &Path, metadata: &Metadata) -> io::Result<bool> {
    if metadata.mode() & 0o222 == 0 {
        return Ok(false);
    }
    match rustix::fs::access(path, rustix::fs::Access::WRITE_OK) {
        Ok(()) => Ok(true),
        Err(rustix::io::Errno::ACCESS | rustix::io::Errno::PERM) => Ok(false),
        Err(error) => Err(error.into()),
    }
}
