//! A new file, where there is none.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::place::Place;
use super::read::{plain, quoted};
use crate::error::{Error, ErrorKind};

/// Writes a new file and brings it to the disk; never in place of another.
///
/// # Errors
///
/// When something is there already, a link that leads nowhere included; or it cannot be written: then nothing stays.
pub fn create(path: &Path, text: &str) -> Result<(), Error> {
    let file = OpenOptions::new().write(true).create_new(true).open(path);
    let mut file = file.map_err(|error| refused(path, &error))?;
    let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).and_then(|()| sync_directory(path));
    written.map_err(|error| {
        // Half a file would be worse than none.
        let _ = fs::remove_file(path);
        refused(path, &error)
    })
}

/// Returns the lines that keep out of git what comes to stand beside a file, for the `.gitignore` in its directory.
///
/// # Errors
///
/// When the file is not there.
pub fn ignored_beside(path: &Path) -> Result<Vec<String>, Error> {
    let place = Place::of(path).map_err(|error| refused(path, &error))?;
    let name = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let temps = format!("{}*", place.temp_prefix().to_string_lossy());
    Ok(vec![name(&place.journal), name(&place.lock), temps, format!("{}.displaced-*", name(&place.real))])
}

pub(super) fn sync_directory(path: &Path) -> io::Result<()> {
    let directory = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    File::open(directory.map_or_else(|| PathBuf::from("."), Path::to_path_buf))?.sync_all()
}

fn refused(path: &Path, error: &io::Error) -> Error {
    if error.kind() == io::ErrorKind::AlreadyExists {
        let message = format!("{} is there already: nothing is written over it", quoted(path));
        return Error::new(ErrorKind::File, message).hint("name another file, or open this one");
    }
    let (what, hint) = if error.kind() == io::ErrorKind::NotFound {
        ("there is no such directory".to_string(), "make it first")
    } else if error.kind() == io::ErrorKind::PermissionDenied {
        ("its directory cannot be written".to_string(), "check the directory's permissions")
    } else {
        (plain(error), "try again when the disk is well")
    };
    Error::new(ErrorKind::File, format!("cannot make {}: {what}", quoted(path))).hint(hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_file_takes_the_place_of_nothing() {
        let root = tempfile::tempdir().expect("a directory");
        let path = root.path().join("deadlines.yaml");
        create(&path, "duewatch: 1\n").expect("it is made");
        assert_eq!(fs::read_to_string(&path).expect("the file"), "duewatch: 1\n");
        let error = create(&path, "other").expect_err("it is there");
        assert!(error.message.ends_with("is there already: nothing is written over it"), "{error}");
        assert_eq!(fs::read_to_string(&path).expect("the file"), "duewatch: 1\n");
        let link = root.path().join("link.yaml");
        std::os::unix::fs::symlink("nowhere", &link).expect("a link");
        assert!(create(&link, "x").is_err() && !root.path().join("nowhere").exists());
        let error = create(&root.path().join("none/deadlines.yaml"), "x").expect_err("no directory");
        assert!(error.message.ends_with("there is no such directory"), "{error}");
        let lines = ignored_beside(&path).expect("it is there");
        let wanted = [
            "deadlines.journal.jsonl",
            ".deadlines.yaml.lock",
            ".deadlines.yaml.duewatch-*",
            "deadlines.yaml.displaced-*",
        ];
        assert_eq!(lines, wanted);
    }
}
