//! The commit point: the new version takes the place of the old one, and what came out is looked at.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rustix::fs::{CWD, RenameFlags, renameat_with};
use rustix::io::Errno;

use super::Step;
use super::original::Original;
use super::temp::Temp;
use crate::disk::place::Place;
use crate::disk::read::quoted;

/// Why the file was not replaced.
#[derive(Debug)]
pub enum NotReplaced {
    /// Somebody else saved it at the last moment; their version stands.
    Changed,
    /// The system refused.
    Io(io::Error),
}

/// Puts the new version in place of the old one.
///
/// The two are exchanged, so that a version which somebody else saved after the last look is not lost: it is put
/// back. Where files can only be renamed, the last look is all there is.
pub fn replace(
    place: &Place,
    temp: &Temp,
    original: &Original,
    remarks: &mut Vec<String>,
    on_step: &mut dyn FnMut(Step),
) -> Result<(), NotReplaced> {
    match exchange(&temp.path, &place.real) {
        Ok(()) => {
            on_step(Step::Renamed);
            check(place, temp, original, remarks)
        }
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => {
            by_rename(place, temp, original)?;
            on_step(Step::Renamed);
            Ok(())
        }
        // An editor has just moved it away.
        Err(Errno::NOENT) if temp.path.exists() => Err(NotReplaced::Changed),
        Err(error) => Err(NotReplaced::Io(error.into())),
    }
}

/// Replaces the file where two files cannot be exchanged, right after a last look.
fn by_rename(place: &Place, temp: &Temp, original: &Original) -> Result<(), NotReplaced> {
    if !original.is_untouched(&place.real) {
        return Err(NotReplaced::Changed);
    }
    fs::rename(&temp.path, &place.real).map_err(NotReplaced::Io)
}

fn exchange(one: &Path, other: &Path) -> Result<(), Errno> {
    renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)
}

/// Looks at what came out; a stranger's version is put back.
fn check(place: &Place, temp: &Temp, original: &Original, remarks: &mut Vec<String>) -> Result<(), NotReplaced> {
    if original.is_at(&temp.path) {
        if fs::remove_file(&temp.path).is_err() {
            remarks.push("the old version could not be deleted; a later save will".into());
        }
        return Ok(());
    }
    if exchange(&temp.path, &place.real).is_err() {
        // Ours stands; theirs is not lost.
        remarks.push(aside(place, &temp.path, &temp.name.to_string_lossy()));
        return Ok(());
    }
    if !temp.is_at(&temp.path) {
        // They saved again, over ours: the newest of theirs stands, the one before is kept.
        let _ = exchange(&temp.path, &place.real);
        remarks.push(aside(place, &temp.path, &temp.name.to_string_lossy()));
    }
    Err(NotReplaced::Changed)
}

/// Gives a displaced version of the file a clear name, and says so.
pub fn aside(place: &Place, path: &Path, temp_name: &str) -> String {
    let number = temp_name.rsplit('-').next().unwrap_or_default();
    match free_name(place, number).and_then(|free| rename_to_new(path, &free).map(|()| free)) {
        Ok(free) => told(&free),
        Err(_) => told(path),
    }
}

/// Keeps bytes that somebody wrote into a version which no longer is the file.
pub fn keep_bytes(place: &Place, bytes: &[u8], number: u64) -> io::Result<String> {
    let free = free_name(place, &number.to_string())?;
    let name = free.file_name().unwrap_or_default().to_os_string();
    let mut temp = Temp::make(&place.directory, name)?;
    temp.write(bytes)?;
    temp.sync()?;
    Ok(told(&free))
}

fn told(path: &Path) -> String {
    format!("somebody saved the file at the same moment: their version is kept as {}", quoted(path))
}

/// Returns a name that nobody has: `NAME.displaced-NUMBER`, then with `-2` and so on.
fn free_name(place: &Place, number: &str) -> io::Result<PathBuf> {
    let name = |tail: &str| {
        let mut name = place.name.clone();
        name.push(format!(".displaced-{number}{tail}"));
        place.beside(&name)
    };
    let tails = (2..100).map(|n| format!("-{n}"));
    let mut names = std::iter::once(String::new()).chain(tails).map(|tail| name(&tail));
    names.find(|path| path.symlink_metadata().is_err()).ok_or_else(|| io::ErrorKind::AlreadyExists.into())
}

fn rename_to_new(from: &Path, to: &Path) -> io::Result<()> {
    match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => fs::rename(from, to),
        other => other.map_err(io::Error::from),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::zone::Zone;
    use crate::yaml::snapshot::Snapshot;

    /// The tests of saving run where files can be exchanged; this is the other way.
    #[test]
    fn where_files_cannot_be_exchanged_the_last_look_counts() {
        let root = tempfile::tempdir().expect("a directory");
        let file = root.path().join("a.yaml");
        fs::write(&file, "a: 1\n").expect("a file");
        let place = Place::of(&file).expect("a place");
        let known = Snapshot::of("a: 1\n".into(), &Zone::utc());
        let original = Original::read(&place.real, &known, None).expect("the file");
        let temp = |number| {
            let mut temp = Temp::make(&place.directory, place.temp_name(number)).expect("a file");
            temp.write(b"a: 2\n").and_then(|()| temp.sync()).expect("a write");
            temp
        };
        fs::write(&file, "a: 3\n").expect("a write");
        assert!(matches!(by_rename(&place, &temp(1), &original), Err(NotReplaced::Changed)));
        assert_eq!(fs::read_to_string(&file).ok().as_deref(), Some("a: 3\n"));
        let known = Snapshot::of("a: 3\n".into(), &Zone::utc());
        let original = Original::read(&place.real, &known, None).expect("the file");
        by_rename(&place, &temp(2), &original).expect("a rename");
        assert_eq!(fs::read_to_string(&file).ok().as_deref(), Some("a: 2\n"));
    }

    #[test]
    fn two_saves_of_strangers_at_the_last_moment_are_both_kept() {
        let root = tempfile::tempdir().expect("a directory");
        let file = root.path().join("a.yaml");
        fs::write(&file, "first\n").expect("a file");
        let place = Place::of(&file).expect("a place");
        let known = Snapshot::of("first\n".into(), &Zone::utc());
        let original = Original::read(&place.real, &known, None).expect("the file");
        let mut temp = Temp::make(&place.directory, place.temp_name(1)).expect("a file");
        temp.write(b"ours\n").and_then(|()| temp.sync()).expect("a write");
        let save = |text: &str| {
            fs::write(root.path().join("next"), text).expect("a file");
            fs::rename(root.path().join("next"), &file).expect("a rename");
        };
        save("theirs\n");
        let mut remarks = Vec::new();
        let replaced = replace(&place, &temp, &original, &mut remarks, &mut |step| {
            if step == Step::Renamed {
                save("theirs again\n");
            }
        });
        assert!(matches!(replaced, Err(NotReplaced::Changed)));
        assert_eq!(fs::read_to_string(&file).ok().as_deref(), Some("theirs again\n"));
        let kept = fs::read_to_string(place.beside("a.yaml.displaced-1".as_ref()));
        assert_eq!((kept.ok().as_deref(), remarks.len()), (Some("theirs\n"), 1));
    }
}
