//! Who edits: the name in the settings, else in the environment, else the login name; and the machine's name.

use std::env;
use std::io::Read as _;
use std::path::Path;

use super::read::regular;
use crate::domain::history::Author;
use crate::domain::settings::Settings;
use crate::domain::text::clean;

/// Where the system keeps login names.
const ACCOUNTS: &str = "/etc/passwd";

/// How much of that is looked at, in bytes.
const ACCOUNTS_BYTES: u64 = 1 << 20;

/// Returns who edits: `user:` of the settings, `$DUEWATCH_USER`, `$USER`, `$LOGNAME`, the login name, else the user's
/// number.
#[must_use]
pub fn author(settings: &Settings) -> Author {
    let of_settings = settings.user.clone();
    let of_environment = || {
        let names = ["DUEWATCH_USER", "USER", "LOGNAME"].into_iter();
        names.filter_map(env::var_os).map(|name| name.to_string_lossy().into_owned()).find_map(|name| tidy(&name))
    };
    let uid = rustix::process::getuid().as_raw();
    let of_system = || login_name(Path::new(ACCOUNTS), uid);
    let user = of_settings.and_then(|name| tidy(&name)).or_else(of_environment).or_else(of_system);
    let user = user.unwrap_or_else(|| format!("uid-{uid}"));
    let host = tidy(&rustix::system::uname().nodename().to_string_lossy()).unwrap_or_else(|| "unknown".into());
    Author { user, host }
}

/// Returns the login name of a number; none where the system's list of accounts has none.
fn login_name(accounts: &Path, uid: u32) -> Option<String> {
    let mut bytes = Vec::new();
    regular(accounts).ok()?.take(ACCOUNTS_BYTES).read_to_end(&mut bytes).ok()?;
    let name = bytes.split(|byte| *byte == b'\n').find_map(|line| {
        let mut fields = line.split(|byte| *byte == b':');
        // The group behind the number shows that the number is whole.
        let (name, _, number, _) = (fields.next()?, fields.next()?, fields.next()?, fields.next()?);
        (number == uid.to_string().as_bytes()).then_some(name)
    });
    tidy(&String::from_utf8_lossy(name?))
}

/// Returns a name in one line without anything hostile; none where nothing is left.
fn tidy(name: &str) -> Option<String> {
    let name = clean(name.trim());
    let name: String = name.as_str().split_whitespace().collect::<Vec<_>>().join(" ");
    (!name.is_empty()).then(|| name.chars().take(100).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_clean_line() {
        assert_eq!(tidy(" ana \n maria ").as_deref(), Some("ana maria"));
        assert_eq!(tidy(" \t"), None);
        assert_eq!(tidy("a\u{1b}[2Jb").as_deref(), Some("a\u{fffd}[2Jb"));
        let author = author(&Settings::default());
        assert!(!author.user.is_empty() && !author.host.is_empty());
    }

    #[test]
    fn the_login_name_is_that_of_the_number() {
        let root = tempfile::tempdir().expect("a directory");
        let path = root.path().join("passwd");
        let name = |bytes: &[u8], uid: u32| {
            std::fs::write(&path, bytes).expect("a file");
            login_name(&path, uid)
        };
        let usual = b"root:x:0:0:root:/root:/bin/sh\nana:x:1000:1000::/:/bin/sh\nben:x:100:5:::\n";
        assert_eq!(name(usual, 1000).as_deref(), Some("ana"));
        assert_eq!(name(usual, 100).as_deref(), Some("ben"));
        assert_eq!(name(usual, 10), None);
        for odd in [&b""[..], b":x:7:7", b"no fields\n::::\n", b"eve:x:7", b"# eve:x\n", b"\xff\0\n\n"] {
            assert_eq!(name(odd, 7), None, "{odd:?}");
        }
        assert_eq!(name(b"e\x1b[2J\xff:x:7:7", 7).as_deref(), Some("e\u{fffd}[2J\u{fffd}"));
        // One line without an end, and one behind all that is looked at.
        let huge = [vec![b'a'; 2 << 20], b"\neve:x:7:7\n".to_vec()].concat();
        assert_eq!(name(&huge, 7), None);
        assert_eq!(login_name(root.path(), 7), None);
    }
}
