//! The themes that can be chosen; `ui` knows what they look like.

/// How the screen is coloured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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
}

impl Theme {
    /// Every look, in the order in which they are offered.
    pub const ALL: [Self; 7] = [
        Self::CalmDark,
        Self::CalmLight,
        Self::HighContrast,
        Self::SafeDark,
        Self::SafeLight,
        Self::Terminal16,
        Self::Mono,
    ];

    /// Returns its name, in settings and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::CalmDark => "calm-dark",
            Self::CalmLight => "calm-light",
            Self::HighContrast => "high-contrast",
            Self::SafeDark => "safe-dark",
            Self::SafeLight => "safe-light",
            Self::Terminal16 => "terminal16",
            Self::Mono => "mono",
        }
    }

    /// Returns what it is for, in at most 40 columns.
    #[must_use]
    pub fn doc(self) -> &'static str {
        match self {
            Self::CalmDark => "quiet, on a dark background",
            Self::CalmLight => "quiet, on a light background",
            Self::HighContrast => "white on black, 7:1 and more",
            Self::SafeDark => "for colour-blind eyes, dark",
            Self::SafeLight => "for colour-blind eyes, light",
            Self::Terminal16 => "the terminal's own, on any background",
            Self::Mono => "no colours",
        }
    }

    /// Returns the look of a name; upper case is lower case.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.name().eq_ignore_ascii_case(name.trim()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_look_has_a_name_of_its_own_that_is_read_back() {
        for theme in Theme::ALL {
            assert_eq!(Theme::parse(theme.name()), Some(theme));
            assert_eq!(Theme::parse(&theme.name().to_uppercase()), Some(theme));
            assert!(theme.doc().chars().count() <= 40, "{theme:?}");
        }
        assert_eq!(Theme::parse("calm"), None);
    }
}
