//! The keys that hold here: the table's, and in their place those that the settings give.

use super::{Arrows, Key, KeyCode, Meaning, Spec, is_typed, key_name, keys_in, label, parse_keys};
use crate::app::command::{COMMANDS, Command, Context};
use crate::domain::settings::{Problem, Rebinding};
use crate::domain::suggest::did_you_mean;

/// Commands whose keys the settings cannot change: what is typed says what is meant, or it is the last way out.
const FIXED: [(Command, &str); 4] = [
    (Command::ViewByNumber, "its keys are the numbers of the views"),
    (Command::PaneByNumber, "its keys are the numbers of the panes"),
    (Command::ByNumber, "its keys are the numbers in the list"),
    (Command::QuitNow, "it is the way out that always works"),
];

/// What terminals send as something else.
const LOST: [(char, &str); 5] = [('i', "tab"), ('m', "enter"), ('j', "enter"), ('h', "backspace"), ('[', "esc")];

type Place = Option<(usize, usize)>;

/// The keys of every command: the table's, unless the settings give others. At most one entry a command.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keymap {
    own: Vec<Own>,
}

/// The keys that the settings give to one command.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Own {
    command: Command,
    keys: Vec<(String, Place)>,
}

impl Keymap {
    /// Takes the keys that settings give; of what cannot be taken the table's keys stay, and it is said why.
    ///
    /// All are tried together, so that two commands can change places. Of two that take the same key the one that
    /// stands later in the file gives way.
    #[must_use]
    pub fn of(rebindings: &[Rebinding]) -> (Self, Vec<Problem>) {
        let mut problems = Vec::new();
        let mut keymap = Self::default();
        for rebinding in rebindings {
            match own(rebinding) {
                Ok(own) => keymap.own.push(own),
                Err(problem) => problems.push(problem),
            }
        }
        while let Some((at, problem)) = keymap.clash() {
            keymap.own.remove(at);
            problems.push(problem);
        }
        problems.sort_by_key(|problem| problem.place);
        (keymap, problems)
    }

    /// Returns whether the settings give a command its keys.
    #[must_use]
    pub fn is_own(&self, command: Command) -> bool {
        self.own.iter().any(|own| own.command == command)
    }

    /// Returns the keys of a command in a context; none where it does not work.
    #[must_use]
    pub fn keys<'a>(&'a self, spec: &'static Spec, context: Context) -> Vec<&'a str> {
        match self.own.iter().find(|own| own.command == spec.command) {
            None => keys_in(spec, context).collect(),
            Some(_) if !spec.contexts.contains(&context) => Vec::new(),
            Some(own) => {
                let keys = own.keys.iter().map(|(keys, _)| keys.as_str());
                keys.filter(|keys| !(context.takes_text() && is_typed(keys))).collect()
            }
        }
    }

    /// Returns the keys of a command in a context as people read them, two spaces between.
    #[must_use]
    pub fn labels(&self, spec: &'static Spec, context: Context, arrows: Arrows) -> String {
        self.keys(spec, context).into_iter().map(|keys| label(keys, arrows)).collect::<Vec<_>>().join("  ")
    }

    /// Returns what `typed` means in a context.
    #[must_use]
    pub fn meaning(&self, typed: &[Key], context: Context) -> Meaning {
        let mut is_prefix = false;
        for spec in &COMMANDS {
            for keys in self.keys(spec, context).into_iter().filter_map(parse_keys) {
                if keys == typed {
                    return Meaning::Command(spec.command);
                }
                is_prefix |= keys.starts_with(typed);
            }
        }
        if is_prefix { Meaning::Prefix } else { Meaning::Nothing }
    }

    /// Returns the rows whose keys begin with `typed`, and the key that comes next.
    #[must_use]
    pub fn continuations(&self, typed: &[Key], context: Context) -> Vec<(String, &'static Spec)> {
        let mut found = Vec::new();
        for spec in &COMMANDS {
            for keys in self.keys(spec, context) {
                let parsed = parse_keys(keys).unwrap_or_default();
                if let (true, Some(next)) = (parsed.starts_with(typed), parsed.get(typed.len())) {
                    found.push((label(&key_name(*next), Arrows::Signs), spec));
                }
            }
        }
        found
    }

    /// Returns which of the settings' commands must give way, and why: the last that takes a key of another command.
    fn clash(&self) -> Option<(usize, Problem)> {
        self.own.iter().enumerate().rev().find_map(|(at, own)| Some((at, self.clash_of(own)?)))
    }

    fn clash_of(&self, own: &Own) -> Option<Problem> {
        let spec = crate::app::command::spec(own.command);
        own.keys.iter().find_map(|(keys, place)| {
            let problem = |what: String| {
                let message = format!("'{keys}' of '{}' {what}", spec.name);
                Problem::error(
                    *place,
                    message,
                    "choose another key, or give that one other keys too; the default stays",
                )
            };
            let typed = parse_keys(keys)?;
            let meets = |other: &str| {
                let other = parse_keys(other).unwrap_or_default();
                typed.starts_with(&other) || other.starts_with(&typed)
            };
            if own.keys.iter().any(|(other, _)| other != keys && meets(other)) {
                return Some(problem("begins like another key of it".into()));
            }
            spec.contexts.iter().find_map(|context| {
                if context.takes_text() && is_typed(keys) {
                    return None;
                }
                COMMANDS.iter().filter(|other| other.command != own.command).find_map(|other| {
                    let taken = self.keys(other, *context).into_iter().find(|other| meets(other))?;
                    let (name, place) = (other.name, context.word());
                    let how = if taken == keys { "is also" } else { "cannot be told from" };
                    let that = if taken == keys { format!("'{name}'") } else { format!("'{taken}' of '{name}'") };
                    Some(problem(format!("{how} {that} ({place})")))
                })
            })
        })
    }
}

/// Judges the keys of one command by themselves.
fn own(rebinding: &Rebinding) -> Result<Own, Problem> {
    let name = &*rebinding.command;
    let Some(spec) = COMMANDS.iter().find(|spec| spec.name == name) else {
        let near = did_you_mean(name, COMMANDS.iter().map(|spec| spec.name));
        let hint = if near.is_empty() { "'duewatch doctor' lists the commands".into() } else { near };
        let message = format!("'{}' is no command", crate::domain::text::clean(name));
        return Err(Problem::error(rebinding.place, message, hint));
    };
    if let Some((_, why)) = FIXED.iter().find(|(command, _)| *command == spec.command) {
        return Err(Problem::error(rebinding.place, format!("'{name}' keeps its keys: {why}"), ""));
    }
    let keys = rebinding.keys.iter().map(|(keys, place)| Ok((read(keys, *place)?, *place)));
    let mut keys: Vec<(String, Place)> = keys.collect::<Result<_, Problem>>()?;
    keys.dedup_by(|a, b| a.0 == b.0);
    for context in spec.contexts.iter().filter(|context| context.takes_text()) {
        if keys_in(spec, *context).next().is_some() && keys.iter().all(|(keys, _)| is_typed(keys)) {
            let message = format!("'{name}' also works where text is typed ({})", context.word());
            let hint = "give it a key besides that types nothing, such as ctrl-o or tab; the default stays";
            return Err(Problem::error(rebinding.place, message, hint));
        }
    }
    Ok(Own { command: spec.command, keys })
}

/// Reads keys as people write them: `G`, `Enter`, `Ctrl-F`, `g g`.
fn read(text: &str, place: Place) -> Result<String, Problem> {
    let shown = crate::domain::text::clean(text);
    let tidy = |key: &str| if key.chars().count() > 1 { key.to_lowercase() } else { key.to_string() };
    let keys = text.split_whitespace().map(tidy).collect::<Vec<_>>().join(" ");
    let Some(parsed) = parse_keys(&keys) else {
        let hint = "write a letter, a word such as space, enter, pgup, ctrl-u, or two of them with a space between; \
                    the default stays";
        return Err(Problem::error(place, format!("'{shown}' is no key"), hint));
    };
    let lost = parsed
        .iter()
        .filter(|key| key.ctrl)
        .find_map(|key| LOST.iter().find(|(letter, _)| key.code == KeyCode::Char(*letter)));
    match lost {
        Some((_, as_what)) => {
            let message = format!("terminals send '{shown}' as {as_what}");
            Err(Problem::error(place, message, "choose another key; the default stays"))
        }
        None => Ok(keys),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::command::spec;
    use crate::app::keymap::parse_key;

    fn given(rebindings: &[(&str, &[&str])]) -> (Keymap, Vec<String>) {
        let mut line = 0;
        let rebindings: Vec<Rebinding> = rebindings
            .iter()
            .map(|(command, keys)| {
                line += 1;
                let keys = keys.iter().zip(10..).map(|(key, column)| ((*key).into(), Some((line, column)))).collect();
                Rebinding { command: (*command).into(), keys, place: Some((line, 1)) }
            })
            .collect();
        let (keymap, problems) = Keymap::of(&rebindings);
        (keymap, problems.iter().map(|problem| problem.line("s")).collect())
    }

    fn means(keymap: &Keymap, keys: &str, context: Context) -> Meaning {
        let typed: Vec<Key> = keys.split(' ').filter_map(parse_key).collect();
        keymap.meaning(&typed, context)
    }

    #[test]
    fn keys_of_the_settings_take_the_place_of_the_tables() {
        let (keymap, problems) = given(&[("filter", &["Ctrl-F", "z z"]), ("note", &["Z"])]);
        assert_eq!(problems, [""; 0]);
        assert_eq!(keymap.labels(spec(Command::Filter), Context::List, Arrows::Signs), "Ctrl-f  z z");
        assert_eq!(means(&keymap, "ctrl-f", Context::List), Meaning::Command(Command::Filter));
        assert_eq!(means(&keymap, "z", Context::List), Meaning::Prefix);
        assert_eq!(means(&keymap, "/", Context::List), Meaning::Nothing);
        assert_eq!(means(&keymap, "n", Context::List), Meaning::Nothing);
        assert_eq!(means(&Keymap::default(), "/", Context::List), Meaning::Command(Command::Filter));
    }

    #[test]
    fn commands_can_change_places() {
        let (keymap, problems) = given(&[("sort", &["M"]), ("month-view", &["S"])]);
        assert_eq!(problems, [""; 0]);
        assert_eq!(means(&keymap, "M", Context::List), Meaning::Command(Command::Sort));
    }

    #[test]
    fn a_conflict_is_told_and_the_default_stays() {
        let (keymap, problems) = given(&[("filter", &["j"]), ("sort", &["ctrl-f"]), ("note", &["x y", "ctrl-f"])]);
        let hint = "choose another key, or give that one other keys too; the default stays";
        assert_eq!(
            problems,
            [
                format!("s:1:10: error[settings]: 'j' of 'filter' is also 'down' (list); {hint}"),
                format!("s:3:10: error[settings]: 'x y' of 'note' cannot be told from 'x' of 'delete' (list); {hint}"),
            ]
        );
        assert_eq!(means(&keymap, "/", Context::List), Meaning::Command(Command::Filter));
        assert_eq!(means(&keymap, "n", Context::List), Meaning::Command(Command::Note));
        assert_eq!(means(&keymap, "ctrl-f", Context::List), Meaning::Command(Command::Sort));
    }

    #[test]
    fn who_gives_way_may_bring_another_conflict() {
        // `note` takes the key that `filter` would have left, but `filter` cannot take its own.
        let (keymap, problems) = given(&[("note", &["/"]), ("filter", &["j"])]);
        assert_eq!(problems.len(), 2, "{problems:?}");
        assert_eq!(keymap, Keymap::default());
    }

    #[test]
    fn what_is_no_command_or_no_key_is_told() {
        let (keymap, problems) = given(&[
            ("fliter", &["z"]),
            ("help", &["f13"]),
            ("quit-now", &["z"]),
            ("accept", &["z"]),
            ("sort", &["ctrl-i"]),
            ("mark", &["z b c"]),
        ]);
        let begins = [
            "s:1:1: error[settings]: 'fliter' is no command; did you mean 'filter'?",
            "s:2:10: error[settings]: 'f13' is no key; write a letter",
            "s:3:1: error[settings]: 'quit-now' keeps its keys",
            "s:4:1: error[settings]: 'accept' also works where text is typed (filter)",
            "s:5:10: error[settings]: terminals send 'ctrl-i' as tab",
            "s:6:10: error[settings]: 'z b c' is no key",
        ];
        assert_eq!(problems.len(), begins.len(), "{problems:?}");
        for (problem, begin) in problems.iter().zip(begins) {
            assert!(problem.starts_with(begin), "{problem}");
        }
        assert_eq!(keymap, Keymap::default());
    }
}
