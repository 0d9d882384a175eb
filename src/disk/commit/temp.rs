//! The new version beside the file, before it takes the file's place.

use std::ffi::{CStr, OsString};
use std::fs::{self, File, Metadata, OpenOptions, Permissions};
use std::io::{self, Write as _};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _, fchown};
use std::path::{Path, PathBuf};

use rustix::fs::{XattrFlags, fgetxattr, flistxattr, fremovexattr, fsetxattr};

use crate::disk::stamp::Fingerprint;

/// The most bytes that the names of a file's attributes, or one of them, may have: the system's own bound.
const ATTRIBUTE_BYTES: usize = 64 << 10;

/// The attribute that holds the access list.
const ACCESS_LIST: &CStr = c"system.posix_acl_access";

/// A temporary file.
#[derive(Debug)]
pub struct Temp {
    /// Its name.
    pub name: OsString,
    /// Where it stands.
    pub path: PathBuf,
    file: File,
    /// What the system said of it when it was finished.
    finished: Fingerprint,
}

impl Temp {
    /// Makes it, for nobody else to read yet.
    pub fn make(directory: &Path, name: OsString) -> io::Result<Self> {
        let path = directory.join(&name);
        let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path)?;
        Ok(Self { name, path, file, finished: Fingerprint::default() })
    }

    /// Writes the text.
    pub fn write(&mut self, text: &[u8]) -> io::Result<()> {
        self.file.write_all(text)
    }

    /// Gives it mode, owner, group, access list and the user's attributes of the file; says what could not be kept.
    pub fn dress(&self, model: &File, wanted: &Metadata) -> io::Result<Vec<String>> {
        let mut remarks = Vec::new();
        let mine = self.file.metadata()?;
        let mut mode = wanted.mode() & 0o7777;
        if (mine.uid(), mine.gid()) != (wanted.uid(), wanted.gid())
            && fchown(&self.file, Some(wanted.uid()), Some(wanted.gid())).is_err()
        {
            remarks.push("the file's owner could not be kept: it is now yours".to_string());
            if mine.gid() != wanted.gid() && fchown(&self.file, None, Some(wanted.gid())).is_err() {
                // Another group gets no more than everybody.
                mode = mode & 0o1707 | (mode & 0o7) << 3;
                remarks.push("nor could its group: it may now do what everybody may".to_string());
            }
        }
        drop_list(&self.file);
        self.file.set_permissions(Permissions::from_mode(mode))?;
        if !copy_attributes(model, &self.file) {
            remarks.push("the file's access list or attributes could not be kept".to_string());
        }
        Ok(remarks)
    }

    /// Brings it to the disk.
    pub fn sync(&mut self) -> io::Result<()> {
        self.file.sync_all()?;
        self.finished = Fingerprint::of(&self.file.metadata()?);
        Ok(())
    }

    /// Returns whether it stands at a path just as it was finished.
    pub fn is_at(&self, path: &Path) -> bool {
        let Ok(metadata) = path.symlink_metadata() else { return false };
        Fingerprint { changed: self.finished.changed, ..Fingerprint::of(&metadata) } == self.finished
    }

    /// Deletes it; what cannot be deleted is swept by a later save.
    pub fn drop_it(self) {
        let _ = fs::remove_file(&self.path);
    }
}

/// Takes away the access list that a directory gives to every new file: the old one did not have it.
pub fn drop_list(file: &File) {
    // There is none in most cases.
    let _ = fremovexattr(file, ACCESS_LIST);
}

/// Copies the access list and the user's attributes; returns whether all of them were.
fn copy_attributes(from: &File, to: &File) -> bool {
    let mut names = vec![0; ATTRIBUTE_BYTES];
    // No attributes on this file system.
    let Ok(length) = flistxattr(from, &mut *names) else { return true };
    let names = names.get(..length).unwrap_or_default();
    let mut is_whole = true;
    for name in names.split_inclusive(|byte| *byte == 0).filter_map(|name| CStr::from_bytes_with_nul(name).ok()) {
        let is_kept = name.to_bytes().starts_with(b"user.") || name == ACCESS_LIST;
        if is_kept {
            let mut value = vec![0; ATTRIBUTE_BYTES];
            let length = fgetxattr(from, name, &mut *value);
            let value = length.ok().and_then(|length| value.get(..length));
            is_whole &= value.is_some_and(|value| fsetxattr(to, name, value, XattrFlags::empty()).is_ok());
        }
    }
    is_whole
}
