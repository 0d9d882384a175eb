//! The themes that can be chosen: those of the program, and those of the user's own.

pub mod contrast;
mod inks;
pub mod own;

use std::sync::Arc;

pub use inks::{Ink, Inks, Sheet};
use own::Own;

/// How the screen is coloured.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Quiet, for a dark background.
    #[default]
    CalmDark,
    /// Quiet, for a light background.
    CalmLight,
    /// White on black, painted, whatever the terminal's background; at least 7:1.
    HighContrast,
    /// For a dark background, in colours that colour-blind eyes tell apart.
    SafeDark,
    /// For a light background, in colours that colour-blind eyes tell apart.
    SafeLight,
    /// The terminal's own colours, on whatever background: only what always contrasts.
    Terminal16,
    /// No colours.
    Mono,
    /// One that the settings describe.
    Own(Arc<Own>),
}

impl Theme {
    /// Every look of the program's, in the order in which they are offered; those of the user's own come behind.
    pub const ALL: &'static [Self] = &[
        Self::CalmDark,
        Self::CalmLight,
        Self::HighContrast,
        Self::SafeDark,
        Self::SafeLight,
        Self::Terminal16,
        Self::Mono,
    ];

    /// Returns all that can be chosen, where these are of the user's own.
    pub fn all(own: &[Self]) -> impl Iterator<Item = &Self> {
        Self::ALL.iter().chain(own)
    }

    /// Returns its name, in settings and on the command line.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::CalmDark => "calm-dark",
            Self::CalmLight => "calm-light",
            Self::HighContrast => "high-contrast",
            Self::SafeDark => "safe-dark",
            Self::SafeLight => "safe-light",
            Self::Terminal16 => "terminal16",
            Self::Mono => "mono",
            Self::Own(own) => &own.name,
        }
    }

    /// Returns what it is for, in at most 40 columns.
    #[must_use]
    pub fn doc(&self) -> &str {
        match self {
            Self::CalmDark => "quiet, on a dark background",
            Self::CalmLight => "quiet, on a light background",
            Self::HighContrast => "white on black, 7:1 and more",
            Self::SafeDark => "for colour-blind eyes, dark",
            Self::SafeLight => "for colour-blind eyes, light",
            Self::Terminal16 => "the terminal's own, on any background",
            Self::Mono => "no colours",
            Self::Own(own) => &own.doc,
        }
    }

    /// Returns the look of a name, of the program's or of `own`; upper case is lower case.
    #[must_use]
    pub fn parse(name: &str, own: &[Self]) -> Option<Self> {
        Self::all(own).find(|theme| theme.name().eq_ignore_ascii_case(name.trim())).cloned()
    }

    /// Returns what it looks like.
    #[must_use]
    pub fn sheet(&self) -> Sheet {
        match self {
            Self::CalmDark => inks::OF_CALM_DARK,
            Self::CalmLight => inks::OF_CALM_LIGHT,
            Self::HighContrast => inks::OF_HIGH_CONTRAST,
            Self::SafeDark => inks::OF_SAFE_DARK,
            Self::SafeLight => inks::OF_SAFE_LIGHT,
            Self::Terminal16 | Self::Mono => inks::OF_TERMINAL,
            Self::Own(own) => own.sheet,
        }
    }

    /// Returns the backgrounds of terminals that it is for, each with a foreground; none: it paints its own, or uses the
    /// terminal's colours alone.
    #[must_use]
    pub fn grounds(&self) -> &'static [(u32, u32)] {
        match self {
            Self::CalmDark | Self::SafeDark => contrast::DARK,
            Self::CalmLight | Self::SafeLight => contrast::LIGHT,
            Self::HighContrast | Self::Terminal16 | Self::Mono => &[],
            Self::Own(own) if own.sheet.paper.is_some() => &[],
            Self::Own(own) => own.base.grounds(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_look_has_a_name_of_its_own_that_is_read_back() {
        for theme in Theme::ALL {
            assert_eq!(Theme::parse(theme.name(), &[]).as_ref(), Some(theme));
            assert_eq!(Theme::parse(&theme.name().to_uppercase(), &[]).as_ref(), Some(theme));
            assert!(theme.doc().chars().count() <= 40, "{theme:?}");
        }
        assert_eq!(Theme::parse("calm", &[]), None);
    }
}
