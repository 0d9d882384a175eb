//! Evidence: whether it is there, and whether it may be given to a program that opens it.

use std::fs::{self, OpenOptions};
use std::io::{self, Read as _};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use rustix::fs::OFlags;

use super::place::Place;
use super::read::plain;
use crate::domain::link::Presence;

/// The bytes at the beginning of a file that tell whether it is a program.
const HEAD: u64 = 512;

/// What begins a file that a system runs: a script, ELF, Windows, Mach-O in its byte orders and fat.
const PROGRAMS: [&[u8]; 9] = [
    b"#!",
    b"\x7fELF",
    b"MZ",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"\xbe\xba\xfe\xca",
];

/// Endings that some desktop runs, or that lead it to something else.
const RUN: [&str; 34] = [
    "app",
    "appimage",
    "applescript",
    "bat",
    "cmd",
    "com",
    "command",
    "cpl",
    "desktop",
    "exe",
    "fileloc",
    "hta",
    "inetloc",
    "jar",
    "jnlp",
    "js",
    "jse",
    "lnk",
    "msi",
    "pif",
    "pkg",
    "ps1",
    "reg",
    "scpt",
    "scr",
    "sh",
    "terminal",
    "tool",
    "url",
    "vbe",
    "vbs",
    "webloc",
    "workflow",
    "wsf",
];

/// Endings of documents. A share of another system may call each of its files executable: these are no programs.
const DOCUMENTS: [&str; 33] = [
    "asc", "csv", "doc", "docx", "eml", "gif", "htm", "html", "ics", "jpeg", "jpg", "json", "log", "md", "msg", "odp",
    "ods", "odt", "p7m", "p7s", "pdf", "png", "ppt", "pptx", "rtf", "sig", "svg", "tif", "tiff", "txt", "xls", "xlsx",
    "xml",
];

/// Returns the directory from which the relative paths of a data file are meant: that of the real file.
#[must_use]
pub fn directory_of(file: &Path) -> Option<PathBuf> {
    Place::of(file).ok().map(|place| place.directory)
}

/// Looks whether something is at a path; `directory` is where relative ones begin. A dead network may make it wait.
#[must_use]
pub fn look(directory: Option<&Path>, path: &str) -> Presence {
    let Some(path) = whole(directory, path) else { return Presence::Unknown };
    let Err(error) = fs::metadata(path) else { return Presence::There };
    // Where nobody may look, and where a name is too long or a link a ring, nothing is claimed.
    let gone = [io::ErrorKind::NotFound, io::ErrorKind::NotADirectory, io::ErrorKind::InvalidInput];
    if gone.contains(&error.kind()) { Presence::Missing } else { Presence::Unknown }
}

/// Returns the real path of a file that a program may open; `directory` is where relative ones begin.
///
/// # Errors
///
/// Some words that say why not: it is not there, no regular file, or something that would be run instead of shown.
pub fn openable(directory: Option<&Path>, path: &str) -> Result<PathBuf, String> {
    let whole = whole(directory, path).ok_or("its path begins at a file that is not on the disk")?;
    let failed = |error: io::Error| plain(&error);
    let real = whole.canonicalize().map_err(failed)?;
    let meta = fs::metadata(&real).map_err(failed)?;
    if meta.is_dir() {
        return Err("it is a directory, not a file".into());
    }
    if !meta.is_file() {
        return Err("it is not a regular file".into());
    }
    // Between the look and here it may have become a pipe: opening must not wait.
    let flags = i32::try_from(OFlags::NONBLOCK.bits()).unwrap_or(0);
    let file = OpenOptions::new().read(true).custom_flags(flags).open(&real).map_err(failed)?;
    let mut head = Vec::new();
    file.take(HEAD).read_to_end(&mut head).map_err(failed)?;
    let ending = real.extension().map(|end| end.to_string_lossy().to_lowercase()).unwrap_or_default();
    if is_program(&head, &ending, meta.permissions().mode()) {
        return Err("it is a program and would be run".into());
    }
    Ok(real)
}

/// Returns an absolute path; none where it is relative to nothing.
fn whole(directory: Option<&Path>, path: &str) -> Option<PathBuf> {
    let path = Path::new(path);
    if path.is_absolute() { Some(path.to_path_buf()) } else { directory.map(|directory| directory.join(path)) }
}

fn is_program(head: &[u8], ending: &str, mode: u32) -> bool {
    let begins = PROGRAMS.iter().any(|magic| head.starts_with(magic));
    let is_entry = head.windows(15).any(|part| part == b"[Desktop Entry]");
    let may_run = mode & 0o111 != 0 && !DOCUMENTS.contains(&ending);
    begins || is_entry || may_run || RUN.contains(&ending)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    fn desk() -> (tempfile::TempDir, PathBuf) {
        let root = tempfile::tempdir().expect("a directory");
        let real = root.path().canonicalize().expect("its real path");
        (root, real)
    }

    fn put(path: &Path, bytes: &[u8], mode: u32) {
        fs::write(path, bytes).expect("a file");
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("a mode");
    }

    #[test]
    fn a_path_is_there_or_it_is_not() {
        let (_root, dir) = desk();
        put(&dir.join("a.pdf"), b"%PDF", 0o644);
        symlink("gone", dir.join("dangling")).expect("a link");
        let here = Some(dir.as_path());
        assert_eq!(look(here, "a.pdf"), Presence::There);
        assert_eq!(look(here, "."), Presence::There);
        assert_eq!(look(None, &dir.join("a.pdf").to_string_lossy()), Presence::There);
        for missing in ["b.pdf", "a.pdf/b", "no/such", "dangling", "a\0b"] {
            assert_eq!(look(here, missing), Presence::Missing, "{missing}");
        }
        assert_eq!(look(None, "a.pdf"), Presence::Unknown, "relative to nothing");
        assert_eq!(look(here, &"x".repeat(5000)), Presence::Unknown);
    }

    #[test]
    fn relative_paths_begin_beside_the_real_file() {
        let (_root, dir) = desk();
        fs::create_dir(dir.join("repo")).expect("a directory");
        put(&dir.join("repo/deadlines.yaml"), b"duewatch: 1\n", 0o644);
        symlink("repo/deadlines.yaml", dir.join("link.yaml")).expect("a link");
        assert_eq!(directory_of(&dir.join("link.yaml")), Some(dir.join("repo")));
        assert_eq!(directory_of(&dir.join("none.yaml")), None);
    }

    #[test]
    fn documents_are_opened_by_their_real_path() {
        let (_root, dir) = desk();
        put(&dir.join("a b.pdf"), b"%PDF", 0o644);
        put(&dir.join("from-a-share.xlsx"), b"PK\x03\x04", 0o777);
        put(&dir.join("no-ending"), b"text", 0o600);
        put(&dir.join("empty.txt"), b"", 0o644);
        symlink("a b.pdf", dir.join("-link")).expect("a link");
        for (path, real) in [
            ("a b.pdf", "a b.pdf"),
            ("-link", "a b.pdf"),
            ("./x/../a b.pdf", "a b.pdf"),
            ("from-a-share.xlsx", "from-a-share.xlsx"),
            ("no-ending", "no-ending"),
            ("empty.txt", "empty.txt"),
        ] {
            let is_there = path != "./x/../a b.pdf";
            assert_eq!(openable(Some(&dir), path).ok(), is_there.then(|| dir.join(real)), "{path}");
        }
    }

    #[test]
    fn what_would_be_run_is_not_opened() {
        let (_root, dir) = desk();
        for (name, bytes, mode) in [
            ("script", &b"#!/bin/sh\n"[..], 0o644),
            ("script.pdf", b"#!/bin/sh\n", 0o644),
            ("elf.pdf", b"\x7fELF\x02", 0o644),
            ("setup.txt", b"MZ\x90", 0o644),
            ("a.desktop", b"", 0o644),
            ("hidden.txt", b"# a comment\n[Desktop Entry]\nExec=sh\n", 0o644),
            ("A.COMMAND", b"echo", 0o644),
            ("a.inetloc", b"<plist/>", 0o644),
            ("tool", b"text", 0o755),
            ("tool.weird", b"text", 0o711),
        ] {
            put(&dir.join(name), bytes, mode);
            let said = openable(Some(&dir), name).expect_err(name);
            assert!(said.contains("would be run"), "{name}: {said}");
        }
        symlink("script", dir.join("report.pdf")).expect("a link");
        assert!(openable(Some(&dir), "report.pdf").expect_err("a program").contains("would be run"));
    }

    #[test]
    fn what_is_no_file_is_not_opened() {
        let (_root, dir) = desk();
        fs::create_dir(dir.join("folder")).expect("a directory");
        let said = |path: &str| openable(Some(&dir), path).expect_err(path);
        assert!(said("folder").contains("a directory"));
        assert!(said("none").contains("no such file"));
        assert!(said("/dev/null").contains("not a regular file"));
        assert!(openable(None, "none").expect_err("nowhere").contains("not on the disk"));
    }
}
