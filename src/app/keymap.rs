//! Keys as text, and which command they mean where.

mod own;

pub use own::Keymap;

use super::command::{COMMANDS, Command, Context, Spec};
use super::key::{Key, KeyCode};

/// The most keys of a sequence.
pub const LONGEST: usize = 2;

/// What the keys typed so far mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// A command.
    Command(Command),
    /// The beginning of one or more.
    Prefix,
    /// Nothing.
    Nothing,
}

const NAMED: [(&str, KeyCode, &str, &str); 15] = [
    ("space", KeyCode::Char(' '), "Space", "Space"),
    ("enter", KeyCode::Enter, "Enter", "Enter"),
    ("esc", KeyCode::Esc, "Esc", "Esc"),
    ("tab", KeyCode::Tab, "Tab", "Tab"),
    ("shift-tab", KeyCode::BackTab, "Shift-Tab", "Shift-Tab"),
    ("backspace", KeyCode::Backspace, "Backspace", "Backspace"),
    ("delete", KeyCode::Delete, "Delete", "Delete"),
    ("up", KeyCode::Up, "↑", "Up"),
    ("down", KeyCode::Down, "↓", "Down"),
    ("left", KeyCode::Left, "←", "Left"),
    ("right", KeyCode::Right, "→", "Right"),
    ("home", KeyCode::Home, "Home", "Home"),
    ("end", KeyCode::End, "End", "End"),
    ("pgup", KeyCode::PageUp, "PgUp", "PgUp"),
    ("pgdn", KeyCode::PageDown, "PgDn", "PgDn"),
];

/// Reads one key, such as `j`, `G`, `enter`, `ctrl-u`.
#[must_use]
pub fn parse_key(text: &str) -> Option<Key> {
    if let Some((_, code, ..)) = NAMED.iter().find(|(name, ..)| *name == text) {
        return Some(Key { code: *code, ctrl: false });
    }
    let (ctrl, letter) = match text.strip_prefix("ctrl-") {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let mut chars = letter.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) if c != ' ' => Some(Key { code: KeyCode::Char(c), ctrl }),
        _ => None,
    }
}

/// Writes a key as [`parse_key`] reads it.
#[must_use]
pub fn key_name(key: Key) -> String {
    let name = match (NAMED.iter().find(|(_, code, ..)| *code == key.code), key.code) {
        (Some((name, ..)), _) => (*name).to_string(),
        (None, KeyCode::Char(c)) => c.to_string(),
        (None, other) => format!("{other:?}").to_lowercase(),
    };
    if key.ctrl { format!("ctrl-{name}") } else { name }
}

/// Reads a sequence, such as `g g`.
#[must_use]
pub fn parse_keys(text: &str) -> Option<Vec<Key>> {
    let keys: Option<Vec<Key>> = text.split(' ').map(parse_key).collect();
    keys.filter(|keys| (1..=LONGEST).contains(&keys.len()))
}

/// Returns a sequence as people read it: `Ctrl-u`, `g g`, `↑`.
#[must_use]
pub fn label(keys: &str, arrows: Arrows) -> String {
    let one = |key: &str| -> String {
        if let Some((_, _, sign, word)) = NAMED.iter().find(|(name, ..)| *name == key) {
            return match arrows {
                Arrows::Signs => (*sign).to_string(),
                Arrows::Words => (*word).to_string(),
            };
        }
        key.strip_prefix("ctrl-").map_or_else(|| key.to_string(), |letter| format!("Ctrl-{letter}"))
    };
    keys.split(' ').map(one).collect::<Vec<_>>().join(" ")
}

/// How arrow keys are named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrows {
    /// `↑`.
    Signs,
    /// `Up`.
    Words,
}

/// Returns the keys of a command in a context; none where it does not work.
pub fn keys_in(spec: &'static Spec, context: Context) -> impl Iterator<Item = &'static str> {
    let here = spec.contexts.contains(&context);
    let own = spec.keys.iter().copied().filter(move |_| here);
    let also = spec.also.iter().filter(move |(place, _)| here && *place == context).map(|(_, key)| *key);
    own.chain(also).filter(move |keys| !(context.takes_text() && is_typed(keys)))
}

/// Returns whether a sequence begins with a letter or sign, which a text takes for itself.
fn is_typed(keys: &str) -> bool {
    parse_keys(keys).and_then(|keys| keys.first().copied()).is_some_and(is_text)
}

/// Returns whether a key types something.
#[must_use]
pub fn is_text(key: Key) -> bool {
    matches!(key.code, KeyCode::Char(_)) && !key.ctrl
}

/// Returns the key table of the README as Markdown.
#[must_use]
pub fn markdown_keys() -> String {
    let mut out = String::from("| Keys | What they do | Where |\n| --- | --- | --- |\n");
    for spec in &COMMANDS {
        let mut keys: Vec<String> = spec.keys.iter().map(|k| format!("`{}`", label(k, Arrows::Signs))).collect();
        for (context, key) in spec.also {
            keys.push(format!("`{}` ({})", label(key, Arrows::Signs), context.word()));
        }
        let place = if spec.contexts.len() == Context::ALL.len() {
            "everywhere".to_string()
        } else if spec.contexts.len() + 1 == Context::ALL.len() && !spec.contexts.contains(&Context::Kiosk) {
            "everywhere but in the kiosk".to_string()
        } else {
            spec.contexts.iter().map(|c| c.word()).collect::<Vec<_>>().join(", ")
        };
        out.extend(["| ", &keys.join(" "), " | ", spec.doc, " | ", &place, " |\n"]);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_commands() {
        for (index, spec) in COMMANDS.iter().enumerate() {
            assert_eq!(spec.command as usize, index, "{}", spec.name);
        }
    }

    #[test]
    fn names_are_unique_and_kebab_case() {
        for (index, spec) in COMMANDS.iter().enumerate() {
            assert!(!spec.name.is_empty() && spec.name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'));
            assert!(COMMANDS.iter().skip(index + 1).all(|other| other.name != spec.name), "{}", spec.name);
        }
    }

    #[test]
    fn keys_parse_and_print_back() {
        for spec in &COMMANDS {
            let also = spec.also.iter().map(|(_, key)| *key);
            for keys in spec.keys.iter().copied().chain(also) {
                let parsed = parse_keys(keys).unwrap_or_else(|| panic!("{keys} of {}", spec.name));
                let printed: Vec<String> = parsed.into_iter().map(key_name).collect();
                assert_eq!(printed.join(" "), keys);
            }
        }
        assert_eq!(parse_key("ctrl-"), None);
        assert_eq!(parse_keys("a b c"), None);
    }

    #[test]
    fn no_key_means_two_things_in_a_context_or_begins_another() {
        for context in Context::ALL {
            let mut seen: Vec<(Vec<Key>, &str)> = Vec::new();
            for spec in &COMMANDS {
                for keys in keys_in(spec, context).filter_map(parse_keys) {
                    for (other, name) in &seen {
                        let clash = keys.starts_with(other) || other.starts_with(&keys);
                        assert!(!clash, "{} and {name} in {}", spec.name, context.word());
                    }
                    seen.push((keys, spec.name));
                }
            }
        }
    }

    #[test]
    fn docs_are_short_and_have_no_period() {
        for spec in &COMMANDS {
            assert!(!spec.doc.is_empty() && spec.doc.chars().count() <= 60, "{}", spec.name);
            assert!(!spec.doc.ends_with('.'), "{}", spec.name);
            assert!(!spec.contexts.is_empty() && !spec.keys.is_empty(), "{}", spec.name);
        }
    }

    #[test]
    fn hints_have_their_own_places() {
        for context in Context::ALL {
            let mut places = Vec::new();
            for spec in COMMANDS.iter().filter(|s| s.contexts.contains(&context)) {
                if let Some(hint) = spec.hint {
                    assert!(!places.contains(&hint.place), "{} in {}", spec.name, context.word());
                    places.push(hint.place);
                }
            }
        }
    }

    #[test]
    fn every_key_is_in_the_readme_table() {
        let table = markdown_keys();
        for spec in &COMMANDS {
            assert!(table.contains(spec.doc) && spec.keys.iter().all(|k| table.contains(&label(k, Arrows::Signs))));
        }
    }
}
