//! Who edits: the name in the settings, else in the environment; and the machine's name.

use std::env;

use super::settings;
use crate::domain::history::Author;
use crate::domain::text::clean;

/// Returns who edits: `user:` of the settings, `$DUEWATCH_USER`, `$USER`, `$LOGNAME`, else the user's number.
#[must_use]
pub fn author() -> Author {
    let of_settings = settings::path().and_then(|path| settings::user(&path));
    let of_environment = || {
        let names = ["DUEWATCH_USER", "USER", "LOGNAME"].into_iter();
        names.filter_map(env::var_os).map(|name| name.to_string_lossy().into_owned()).find_map(|name| tidy(&name))
    };
    let number = || format!("uid-{}", rustix::process::getuid().as_raw());
    let user = of_settings.and_then(|name| tidy(&name)).or_else(of_environment).unwrap_or_else(number);
    let host = tidy(&rustix::system::uname().nodename().to_string_lossy()).unwrap_or_else(|| "unknown".into());
    Author { user, host }
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
        assert!(!author().user.is_empty() && !author().host.is_empty());
    }
}
