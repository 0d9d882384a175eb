//! The keys that sentences name. Done here alone: a text of the program's own names a command in braces, and what is said names
//! the key that holds, also after the settings gave it another.

use super::command::{COMMANDS, Context, Spec};
use super::keymap::{Arrows, label};
use super::launch::Glyphs;
use super::state::{Pane, State};

impl State {
    /// Puts keys into a text of the program's own: `{undo} undo` becomes `u undo`.
    ///
    /// The key is the first of the command in the pane, else where the keys go now, else in the first place in which it works.
    /// `{set-done*}` is the first key of its sequence. A command without a key is named as the palette calls it: `:undo`. The
    /// text is no data: nobody's title can stand in it.
    #[must_use]
    pub fn keyed(&self, text: &'static str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, (name, after))) =
            rest.split_once('{').and_then(|(before, tail)| Some((before, tail.split_once('}')?)))
        {
            out.push_str(before);
            out.push_str(&self.key_named(name));
            rest = after;
        }
        out.push_str(rest);
        out
    }

    fn key_named(&self, name: &str) -> String {
        let (name, is_first) = name.strip_suffix('*').map_or((name, false), |name| (name, true));
        let spec = COMMANDS.iter().find(|spec| spec.name == name);
        debug_assert!(spec.is_some(), "no command is called '{name}'");
        let Some(keys) = spec.and_then(|spec| self.first_keys(spec)) else { return format!(":{name}") };
        let keys = if is_first { keys.split(' ').next().unwrap_or_default() } else { keys };
        label(keys, if self.launch.glyphs == Glyphs::Unicode { Arrows::Signs } else { Arrows::Words })
    }

    fn first_keys(&self, spec: &'static Spec) -> Option<&str> {
        let keymap = &self.launch.chosen.keys;
        let pane = match self.screen.pane {
            Pane::List => Context::List,
            Pane::Matrix => Context::Matrix,
            Pane::Timeline => Context::Timeline,
            Pane::Detail => Context::Detail,
        };
        // What a dialog says when it closes is read in the pane under it.
        let places = [pane, self.context()].into_iter().chain(spec.contexts.iter().copied());
        places.into_iter().find_map(|context| keymap.keys(spec, context).first().copied())
    }
}
