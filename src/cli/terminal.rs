//! What the terminal can show: colours, glyphs, width. Pure functions over the environment's variables.

use std::collections::BTreeMap;

use clap::ValueEnum;

use crate::domain::theme::Theme;

/// The variables of the environment that matter here.
pub type Variables = BTreeMap<String, String>;

/// The names that are looked at.
const NAMES: [&str; 13] = [
    "COLORFGBG",
    "NO_COLOR",
    "CLICOLOR",
    "CLICOLOR_FORCE",
    "COLORTERM",
    "TERM",
    "TERM_PROGRAM",
    "LC_ALL",
    "LC_CTYPE",
    "LANG",
    "COLUMNS",
    "TMUX",
    "STY",
];

/// When to colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ColourChoice {
    /// On a terminal that can
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// How many colours to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Palette {
    /// 24 bits.
    True,
    /// The 256 of xterm.
    Indexed,
    /// The terminal's own sixteen.
    Sixteen,
    /// None.
    Plain,
}

/// Which letters the terminal can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Letters {
    /// All of them.
    Unicode,
    /// All of them in the data; the program's own glyphs in ASCII.
    AsciiGlyphs,
    /// ASCII alone: the locale is not UTF-8.
    Ascii,
}

/// What an output leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Output {
    /// A terminal.
    Terminal,
    /// A pipe or a file.
    Pipe,
}

/// Reads the variables that matter; what is not Unicode counts as not set.
#[must_use]
pub fn variables() -> Variables {
    NAMES.iter().filter_map(|&name| Some((name.to_string(), std::env::var(name).ok()?))).collect()
}

fn value<'a>(variables: &'a Variables, name: &str) -> Option<&'a str> {
    variables.get(name).map(String::as_str).filter(|value| !value.is_empty())
}

/// Returns whether the terminal can only append lines.
#[must_use]
pub fn is_dumb(variables: &Variables) -> bool {
    value(variables, "TERM") == Some("dumb")
}

/// Returns whether the terminal is known to keep no copies (OSC 52): one without windows, and macOS's own.
///
/// Of the others nobody knows: many ask their user, or have it switched off.
#[must_use]
pub fn keeps_no_copies(variables: &Variables) -> bool {
    is_bare(variables) || value(variables, "TERM_PROGRAM") == Some("Apple_Terminal")
}

/// Returns whether the terminal may be asked for its background: bare ones might show the question.
#[must_use]
pub fn answers_questions(variables: &Variables) -> bool {
    !is_bare(variables)
}

/// Returns the theme for a terminal that does not tell its background: by `COLORFGBG`, dark on bare consoles, else the
/// terminal's own colours, which can be read on any.
#[must_use]
pub fn fitting(variables: &Variables) -> Theme {
    // `15;0` or `0;default;15`: the last number is the background, one of the sixteen.
    let ground = value(variables, "COLORFGBG").and_then(|text| text.rsplit(';').next()?.trim().parse::<u8>().ok());
    match ground {
        Some(0..=6 | 8) => Theme::CalmDark,
        Some(7 | 9..=15) => Theme::CalmLight,
        Some(16..) | None if is_bare(variables) => Theme::CalmDark,
        Some(16..) | None => Theme::Terminal16,
    }
}

fn is_bare(variables: &Variables) -> bool {
    let term = value(variables, "TERM").unwrap_or_default();
    matches!(term, "linux" | "dumb") || ["vt", "cons", "sun"].iter().any(|kind| term.starts_with(kind))
}

/// Which way a notification goes to the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notifications {
    /// Straight; whether it shows them, no terminal says.
    Asked,
    /// Through tmux.
    ThroughTmux,
    /// Through GNU screen.
    ThroughScreen,
    /// The terminal is known to show none.
    Absent,
}

/// Returns which way a notification (OSC 9, OSC 777) goes: inside tmux and GNU screen it must be wrapped for them.
#[must_use]
pub fn notifications(variables: &Variables) -> Notifications {
    if value(variables, "TMUX").is_some() {
        Notifications::ThroughTmux
    } else if value(variables, "STY").is_some() {
        Notifications::ThroughScreen
    } else if keeps_no_copies(variables) {
        Notifications::Absent
    } else {
        Notifications::Asked
    }
}

/// Returns how many colours to write: the option, then the environment, then what the terminal says of itself.
#[must_use]
pub fn palette(variables: &Variables, choice: ColourChoice, output: Output) -> Palette {
    let get = |name| value(variables, name);
    let is_on = match choice {
        ColourChoice::Always => true,
        ColourChoice::Never => false,
        ColourChoice::Auto if get("NO_COLOR").is_some() => false,
        ColourChoice::Auto if get("CLICOLOR_FORCE").is_some_and(|v| v != "0") => true,
        ColourChoice::Auto if get("CLICOLOR") == Some("0") || is_dumb(variables) => false,
        ColourChoice::Auto => output == Output::Terminal,
    };
    let term = get("TERM").unwrap_or_default();
    match get("COLORTERM") {
        _ if !is_on => Palette::Plain,
        Some("truecolor" | "24bit") => Palette::True,
        _ if term.ends_with("-direct") => Palette::True,
        _ if term.ends_with("-256color") => Palette::Indexed,
        _ => Palette::Sixteen,
    }
}

/// Returns which letters can be shown: the locale decides about the data, the terminal about glyphs.
#[must_use]
pub fn letters(variables: &Variables) -> Letters {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(|name| value(variables, name)).unwrap_or("C");
    let locale = locale.to_ascii_lowercase();
    let term = value(variables, "TERM").unwrap_or_default();
    if !locale.contains("utf-8") && !locale.contains("utf8") {
        Letters::Ascii
    } else if matches!(term, "linux" | "dumb") || term.starts_with("vt") {
        Letters::AsciiGlyphs
    } else {
        Letters::Unicode
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(text: &str) -> Variables {
        let pairs = text.split_whitespace().filter_map(|pair| pair.split_once('='));
        pairs.map(|(name, value)| (name.to_string(), value.to_string())).collect()
    }

    #[test]
    fn colours_follow_option_then_environment_then_terminal() {
        use ColourChoice::{Always, Auto, Never};
        use Output::{Pipe, Terminal};
        let cases = [
            ("TERM=xterm-256color", Auto, Terminal, Palette::Indexed),
            ("TERM=xterm-256color", Auto, Pipe, Palette::Plain),
            ("TERM=xterm-256color", Always, Pipe, Palette::Indexed),
            ("TERM=xterm-256color", Never, Terminal, Palette::Plain),
            ("TERM=xterm", Auto, Terminal, Palette::Sixteen),
            ("", Auto, Terminal, Palette::Sixteen),
            ("TERM=xterm COLORTERM=truecolor", Auto, Terminal, Palette::True),
            ("TERM=xterm COLORTERM=24bit", Auto, Terminal, Palette::True),
            ("TERM=xterm-256color COLORTERM=yes", Auto, Terminal, Palette::Indexed),
            ("TERM=xterm-direct", Auto, Terminal, Palette::True),
            ("TERM=xterm NO_COLOR=1", Auto, Terminal, Palette::Plain),
            ("TERM=xterm NO_COLOR=0", Auto, Terminal, Palette::Plain),
            ("TERM=xterm NO_COLOR=", Auto, Terminal, Palette::Sixteen),
            ("TERM=xterm NO_COLOR=1", Always, Terminal, Palette::Sixteen),
            ("TERM=xterm NO_COLOR=1 CLICOLOR_FORCE=1", Auto, Terminal, Palette::Plain),
            ("TERM=xterm CLICOLOR=0", Auto, Terminal, Palette::Plain),
            ("TERM=xterm CLICOLOR=0 CLICOLOR_FORCE=1", Auto, Pipe, Palette::Sixteen),
            ("TERM=xterm CLICOLOR_FORCE=0", Auto, Pipe, Palette::Plain),
            ("TERM=dumb", Auto, Terminal, Palette::Plain),
            ("TERM=dumb", Always, Terminal, Palette::Sixteen),
        ];
        for (text, choice, output, expected) in cases {
            assert_eq!(palette(&given(text), choice, output), expected, "{text} {choice:?} {output:?}");
        }
    }

    #[test]
    fn terminals_without_a_clipboard_are_known() {
        for text in ["TERM=linux", "TERM=vt220", "TERM=xterm-256color TERM_PROGRAM=Apple_Terminal"] {
            assert!(keeps_no_copies(&given(text)), "{text}");
        }
        for text in ["", "TERM=xterm-256color", "TERM=tmux-256color TERM_PROGRAM=tmux", "TERM=foot"] {
            assert!(!keeps_no_copies(&given(text)), "{text}");
        }
    }

    #[test]
    fn notifications_go_through_what_stands_between() {
        let cases = [
            ("TERM=xterm-256color", Notifications::Asked),
            ("TERM=tmux-256color TMUX=/tmp/tmux-0/default,1,0", Notifications::ThroughTmux),
            ("TERM=screen STY=12.pts-0", Notifications::ThroughScreen),
            ("TERM=linux", Notifications::Absent),
            ("TERM=xterm-256color TERM_PROGRAM=Apple_Terminal", Notifications::Absent),
        ];
        for (text, expected) in cases {
            assert_eq!(notifications(&given(text)), expected, "{text}");
        }
    }

    #[test]
    fn a_background_that_is_not_told_is_taken_from_the_environment() {
        let cases = [
            ("TERM=xterm COLORFGBG=15;0", Theme::CalmDark),
            ("TERM=xterm COLORFGBG=0;15", Theme::CalmLight),
            ("TERM=rxvt COLORFGBG=0;default;15", Theme::CalmLight),
            ("TERM=xterm COLORFGBG=15;default", Theme::Terminal16),
            ("TERM=xterm COLORFGBG=15;255", Theme::Terminal16),
            ("TERM=xterm", Theme::Terminal16),
            ("TERM=linux", Theme::CalmDark),
        ];
        for (text, expected) in cases {
            assert_eq!(fitting(&given(text)), expected, "{text}");
        }
        assert!(answers_questions(&given("TERM=xterm")) && !answers_questions(&given("TERM=linux")));
    }

    #[test]
    fn letters_follow_the_locale_then_the_terminal() {
        let cases = [
            ("LANG=en_US.UTF-8 TERM=xterm", Letters::Unicode),
            ("LANG=C.utf8 TERM=xterm", Letters::Unicode),
            ("LANG=C TERM=xterm", Letters::Ascii),
            ("TERM=xterm", Letters::Ascii),
            ("LANG=en_US.UTF-8 LC_ALL=C", Letters::Ascii),
            ("LANG=C LC_CTYPE=de_DE.UTF-8", Letters::Unicode),
            ("LC_ALL= LANG=en_US.UTF-8", Letters::Unicode),
            ("LANG=de_DE.ISO-8859-1 TERM=xterm", Letters::Ascii),
            ("LANG=en_US.UTF-8 TERM=linux", Letters::AsciiGlyphs),
            ("LANG=en_US.UTF-8 TERM=vt220", Letters::AsciiGlyphs),
            ("LANG=en_US.UTF-8 TERM=dumb", Letters::AsciiGlyphs),
        ];
        for (text, expected) in cases {
            assert_eq!(letters(&given(text)), expected, "{text}");
        }
    }
}
