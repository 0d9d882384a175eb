//! The themes of the user's own, as the settings describe them.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_yaml::{Mapping, Value};

use super::written::{Loose, Reader};
use crate::domain::settings::{Problem, Spot};
use crate::domain::suggest::did_you_mean;
use crate::domain::text::clean;
use crate::domain::theme::Theme;
use crate::domain::theme::own::{Given, LONGEST_NAME, MOST_OWN, Own, Palette, Part, is_base, is_name, parse_colour};

impl Reader {
    /// Reads all themes. One that cannot be used at all is left out; of the others what can be read on the screen is used.
    pub(super) fn themes(&mut self, written: Loose<BTreeMap<String, Value>>) -> Vec<Theme> {
        let Some(map) = self.section("themes", written) else { return Vec::new() };
        let mut all: Vec<(Spot, String, Value)> =
            map.into_iter().map(|(name, value)| (self.key_place(&format!("themes.{name}")), name, value)).collect();
        all.sort_by_key(|(place, ..)| *place);
        let mut found = Vec::new();
        for (place, name, value) in all {
            let path = format!("themes.{name}");
            if !is_name(&name) {
                let message = format!("'{}' cannot be the name of a theme", clean(&name));
                let hint = format!(
                    "write up to {LONGEST_NAME} of a-z, 0-9 and -, and no name of the program's; it is left out"
                );
                self.problems.push(Problem::error(place, message, hint));
                continue;
            }
            let Value::Mapping(keys) = value else {
                let message = format!("'{path}' has another shape");
                self.refuse(&path, message, "write its colours below it, such as overdue: \"#ff8a75\"; it is left out");
                continue;
            };
            if found.len() == MOST_OWN {
                let message = format!("there are more than {MOST_OWN} themes");
                self.refuse(&path, message, "this one is left out");
                break;
            }
            let palette = self.palette(&name, &keys);
            let (own, problems) = Own::of(&palette);
            self.problems.extend(problems);
            self.note_line(&path);
            found.push(Theme::Own(Arc::new(own)));
        }
        found
    }

    fn palette(&mut self, name: &str, keys: &Mapping) -> Palette {
        let above = format!("themes.{name}");
        let mut palette = Palette { name: name.into(), ..Palette::default() };
        for (key, value) in texts(keys) {
            let path = format!("{above}.{key}");
            match (key, Part::ALL.into_iter().find(|part| part.word() == key)) {
                (_, Some(part)) => palette.desk.extend(self.colour(&path).map(|given| (part, given))),
                ("base", None) => palette.base = self.base(&path),
                ("background", None) => palette.background = self.colour(&path),
                ("foreground", None) => palette.foreground = self.colour(&path),
                ("selection", None) => palette.selection = self.colour(&path),
                ("wall", None) => match value {
                    Value::Mapping(keys) => palette.wall = self.parts(&path, keys),
                    Value::Null => {}
                    Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Sequence(_) | Value::Tagged(_) => {
                        let message = format!("'{path}' has another shape");
                        self.refuse(&path, message, "write the wall's colours below it; it is left out");
                    }
                },
                (_, None) => self.no_part(&path, key, &["base", "background", "foreground", "selection", "wall"]),
            }
        }
        palette
    }

    fn parts(&mut self, above: &str, keys: &Mapping) -> Vec<(Part, Given)> {
        let mut found = Vec::new();
        for (key, _) in texts(keys) {
            let path = format!("{above}.{key}");
            match Part::ALL.into_iter().find(|part| part.word() == key) {
                Some(part) => found.extend(self.colour(&path).map(|given| (part, given))),
                None => self.no_part(&path, key, &[]),
            }
        }
        found
    }

    fn no_part(&mut self, path: &str, key: &str, also: &[&str]) {
        if key.starts_with("x-") {
            return;
        }
        let known = || also.iter().copied().chain(Part::ALL.map(Part::word));
        let near = did_you_mean(key, known());
        let hint = if near.is_empty() { format!("known are {}", known().collect::<Vec<_>>().join(", ")) } else { near };
        let message = format!("'{}' is no part of a theme", clean(path));
        self.problems.push(Problem::warning(self.key_place(path), message, hint));
    }

    fn base(&mut self, path: &str) -> Theme {
        let name = self.text(path);
        if let Some(theme) = Theme::parse(&name, &[]).filter(is_base) {
            return theme;
        }
        let bases: Vec<&str> = Theme::ALL.iter().filter(|theme| is_base(theme)).map(Theme::name).collect();
        let message = format!("'{path}' is '{}'", clean(&name));
        self.refuse(path, message, &format!("write one of {}; calm-dark is taken", bases.join(", ")));
        Theme::default()
    }

    fn colour(&mut self, path: &str) -> Option<Given> {
        let text = self.text(path);
        match parse_colour(&text) {
            Ok(colour) => Some((colour, self.value_place(path))),
            Err(hint) => {
                // What follows # without quotes is a comment to YAML, and the value is empty.
                let message = match text.as_str() {
                    "" => format!("'{path}' has no colour; behind a # without quotes everything is a comment"),
                    text => format!("'{path}' is '{}'", clean(text)),
                };
                self.refuse(path, message, &format!("{hint}; it is left out"));
                None
            }
        }
    }
}

/// Returns the pairs of a map whose keys are texts.
fn texts(keys: &Mapping) -> impl Iterator<Item = (&str, &Value)> {
    keys.iter().filter_map(|(key, value)| Some((key.as_str()?, value)))
}
