//! Paths that somebody types on the screen.

use std::fs;
use std::path::{Path, PathBuf};

/// The most entries of a directory that are looked at.
const MOST: usize = 10_000;

/// Returns the path that is meant: `~/` at its beginning is the user's home.
#[must_use]
pub fn typed_path(text: &str) -> PathBuf {
    let home = std::env::var_os("HOME").filter(|home| !home.is_empty());
    match (text.strip_prefix("~/"), home) {
        (Some(rest), Some(home)) => Path::new(&home).join(rest),
        (Some(_) | None, _) => PathBuf::from(text),
    }
}

/// Completes a path as far as all that begins so goes on alike; a directory ends with `/`. None: nothing begins so.
///
/// What begins with a point is left out unless the point is typed, and so are names that are not UTF-8.
#[must_use]
pub fn complete_path(text: &str) -> Option<String> {
    let (head, start) = text.rfind('/').map_or(("", text), |at| text.split_at_checked(at + 1).unwrap_or(("", text)));
    let directory = if head.is_empty() { PathBuf::from(".") } else { typed_path(head) };
    let fits = |name: &String| name.starts_with(start) && (start.starts_with('.') || !name.starts_with('.'));
    let entries = fs::read_dir(directory).ok()?.take(MOST).filter_map(Result::ok);
    let named = entries.filter_map(|entry| Some((entry.file_name().into_string().ok()?, entry)));
    let found: Vec<_> = named.filter(|(name, _)| fits(name)).collect();
    let (first, entry) = found.first()?;
    let shared = found.iter().fold(first.as_str(), |shared, (name, _)| alike(shared, name));
    let is_directory = found.len() == 1 && entry.path().is_dir();
    Some(format!("{head}{shared}{}", if is_directory { "/" } else { "" }))
}

/// Returns what two texts begin with alike.
fn alike<'a>(one: &'a str, other: &str) -> &'a str {
    let end = one.char_indices().zip(other.chars()).find(|((_, a), b)| a != b).map(|((at, _), _)| at);
    one.get(..end.unwrap_or(one.len().min(other.len()))).unwrap_or(one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_completed_as_far_as_it_is_clear() {
        let root = tempfile::tempdir().expect("a directory");
        for name in ["people.csv", "people-old.csv", ".hidden.csv", "plan.csv"] {
            fs::write(root.path().join(name), "").expect("a file");
        }
        fs::create_dir(root.path().join("sheets")).expect("a directory");
        let path = |name: &str| format!("{}/{name}", root.path().display());
        let cases = [
            ("pe", Some("people")),
            ("people.", Some("people.csv")),
            ("s", Some("sheets/")),
            (".h", Some(".hidden.csv")),
            ("zz", None),
            ("none/x", None),
        ];
        for (typed, becomes) in cases {
            assert_eq!(complete_path(&path(typed)), becomes.map(path), "{typed}");
        }
        assert_eq!(complete_path(&path("")), Some(path("")), "nothing is shared, and nothing hidden is taken in");
    }
}
