//! The choice of a theme: the screen wears the one under the cursor at once.

use super::effect::Effect;
use super::launch::Colours;
use super::overlay::Overlay;
use super::state::State;
use crate::domain::theme::Theme;

/// The choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Themes {
    /// The cursor: a place in [`all`].
    pub at: usize,
}

impl Themes {
    /// Returns the theme under the cursor.
    #[must_use]
    pub fn theme(self, state: &State) -> Option<&Theme> {
        all(state).nth(self.at)
    }
}

/// Returns the themes that can be chosen: the program's, then those of the user's own.
pub fn all(state: &State) -> impl Iterator<Item = &Theme> {
    Theme::all(&state.launch.chosen.settings.themes)
}

/// Returns how many there are.
#[must_use]
pub fn count(state: &State) -> usize {
    all(state).count()
}

/// Returns the theme that is drawn: the one that is looked at, else the one that holds.
#[must_use]
pub fn shown(state: &State) -> &Theme {
    match &state.overlay {
        Some(Overlay::Themes(themes)) => themes.theme(state).unwrap_or(&state.theme),
        Some(_) | None => &state.theme,
    }
}

/// The lines below the themes: a blank, and what they colour.
const SAMPLE: u16 = 3;

/// Returns how many lines the choice has.
#[must_use]
pub fn lines(state: &State) -> usize {
    count(state) + usize::from(SAMPLE)
}

/// Returns how many themes are shown in a dialog of this height; the sample goes first.
#[must_use]
pub fn rows(height: u16) -> u16 {
    if height > SAMPLE + 1 { height - SAMPLE } else { height }
}

/// Says why no theme can be chosen.
#[must_use]
pub fn needs_colours(state: &State) -> Option<&'static str> {
    (state.launch.colours == Colours::None).then_some("this screen is drawn without colours: a theme would not show")
}

/// Offers the themes, with the cursor on the one that holds.
pub fn open(state: &mut State) {
    let at = all(state).position(|theme| *theme == state.theme).unwrap_or(0);
    state.overlay = Some(Overlay::Themes(Themes { at }));
}

/// Takes the theme under the cursor, and asks that it is kept in the settings where something may be written.
pub fn choose(state: &mut State) -> Vec<Effect> {
    let theme = shown(state).clone();
    state.overlay = None;
    state.theme = theme.clone();
    if state.launch.is_read_only {
        state.say_longer(format!("{}: {}", for_now(&theme), how(&theme, "the settings")));
        return Vec::new();
    }
    vec![Effect::KeepTheme(theme)]
}

/// Says whether the theme was kept: the settings that hold it, or those that do not and why.
pub fn kept(state: &mut State, theme: &Theme, answer: &Result<String, (String, String)>) {
    state.say_longer(match answer {
        Ok(path) => format!("{} is kept in {path}", theme.name()),
        Err((path, why)) => format!("{}: {why}; {}", for_now(theme), how(theme, path)),
    });
}

fn for_now(theme: &Theme) -> String {
    format!("{} until you quit", theme.name())
}

fn how(theme: &Theme, place: &str) -> String {
    format!("to keep it, write 'theme: {}' in {place}", theme.name())
}
