//! The real file, links followed, and the names of what stands beside it.

use std::ffi::{OsStr, OsString};
use std::fs::Metadata;
use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

/// Where a file is saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The real file.
    pub real: PathBuf,
    /// Its directory.
    pub directory: PathBuf,
    /// Its name.
    pub name: OsString,
    /// The lock.
    pub lock: PathBuf,
    /// The journal.
    pub journal: PathBuf,
}

impl Place {
    /// Follows all links.
    pub fn of(file: &Path) -> io::Result<Self> {
        let real = file.canonicalize()?;
        let none = || io::Error::new(io::ErrorKind::IsADirectory, "it has no name");
        let name = real.file_name().ok_or_else(none)?.to_os_string();
        let directory = real.parent().ok_or_else(none)?.to_path_buf();
        let lock = directory.join(joined(&[".".as_ref(), &name, ".lock".as_ref()]));
        let journal = directory.join(journal_name(&name));
        Ok(Self { real, directory, name, lock, journal })
    }

    /// Returns the name of the temporary file of an edit.
    pub fn temp_name(&self, seq: u64) -> OsString {
        let mut name = self.temp_prefix();
        name.push(seq.to_string());
        name
    }

    /// Returns what the names of all temporary files begin with.
    pub fn temp_prefix(&self) -> OsString {
        joined(&[".".as_ref(), &self.name, ".duewatch-".as_ref()])
    }

    /// Returns how many names the file has.
    pub fn links(metadata: &Metadata) -> u64 {
        metadata.nlink()
    }

    /// Returns the path of something in the directory.
    pub fn beside(&self, name: &OsStr) -> PathBuf {
        self.directory.join(name)
    }
}

fn joined(parts: &[&OsStr]) -> OsString {
    parts.iter().copied().collect()
}

/// Returns the name of the journal: without `.yaml`, with `.journal.jsonl`.
fn journal_name(name: &OsStr) -> OsString {
    let path = Path::new(name);
    let is_yaml = path.extension().is_some_and(|extension| extension == "yaml");
    let stem = if is_yaml { path.file_stem().unwrap_or(name) } else { name };
    joined(&[stem, ".journal.jsonl".as_ref()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_beside_a_file_is_named_after_it() {
        let root = tempfile::tempdir().expect("a directory");
        let root = root.path().canonicalize().expect("its real path");
        for (name, journal) in [
            ("deadlines.yaml", "deadlines.journal.jsonl"),
            ("deadlines.yml", "deadlines.yml.journal.jsonl"),
            ("plan", "plan.journal.jsonl"),
        ] {
            std::fs::write(root.join(name), "").expect("a file");
            let link = root.join(format!("link-to-{name}"));
            std::os::unix::fs::symlink(name, &link).expect("a link");
            let place = Place::of(&link).expect("a place");
            assert_eq!(place.real, root.join(name));
            assert_eq!(place.journal, root.join(journal));
            assert_eq!(place.lock, root.join(format!(".{name}.lock")));
            assert_eq!(place.temp_name(7), OsString::from(format!(".{name}.duewatch-7")));
        }
    }
}
