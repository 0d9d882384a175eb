//! A theme of the user's own: colours for some parts, everything else from a theme of the program.
//!
//! What cannot be read is not used, and said: a colour that somebody liked must not hide that a deadline is over.

use super::Theme;
use super::contrast::{self, contrast, luminance, nearest};
use super::inks::{Ink, Inks, Sheet};
use crate::domain::settings::{Problem, Spot};

/// The most themes that the settings may describe.
pub const MOST_OWN: usize = 20;

/// The most letters of a theme's name.
pub const LONGEST_NAME: usize = 14;

/// A part of the screen that has a colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Overdue, blocked, wrong.
    Overdue,
    /// Within the near band, doubtful.
    Soon,
    /// Within the next band, links.
    Next,
    /// Done, closed, good.
    Done,
    /// In progress, keys, the program's own names.
    Accent,
    /// Accepted.
    Accepted,
    /// Words that matter less.
    Dim,
    /// Dots and rules, never words.
    Faint,
}

impl Part {
    /// Every part.
    pub const ALL: [Self; 8] =
        [Self::Overdue, Self::Soon, Self::Next, Self::Done, Self::Accent, Self::Accepted, Self::Dim, Self::Faint];

    /// Returns its key in the settings.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::Soon => "soon",
            Self::Next => "next",
            Self::Done => "done",
            Self::Accent => "accent",
            Self::Accepted => "accepted",
            Self::Dim => "dim",
            Self::Faint => "faint",
        }
    }

    fn of(self, inks: &mut Inks) -> &mut Ink {
        match self {
            Self::Overdue => &mut inks.red,
            Self::Soon => &mut inks.yellow,
            Self::Next => &mut inks.blue,
            Self::Done => &mut inks.green,
            Self::Accent => &mut inks.lavender,
            Self::Accepted => &mut inks.magenta,
            Self::Dim => &mut inks.grey,
            Self::Faint => &mut inks.faint,
        }
    }
}

/// A colour as the settings give it: `0xRRGGBB`, and where it stands.
pub type Given = (u32, Spot);

/// What the settings say of a theme.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Palette {
    /// Its name.
    pub name: Box<str>,
    /// From which theme all the rest is; one with colours of its own.
    pub base: Theme,
    /// The background, if it is painted.
    pub background: Option<Given>,
    /// What is written on it where nothing else is said.
    pub foreground: Option<Given>,
    /// The background of the selected row.
    pub selection: Option<Given>,
    /// The colours at a desk.
    pub desk: Vec<(Part, Given)>,
    /// The colours of the wall.
    pub wall: Vec<(Part, Given)>,
}

/// A theme of the user's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Own {
    /// Its name.
    pub name: Box<str>,
    /// What it is, in at most 40 columns.
    pub doc: Box<str>,
    /// The theme of the program from which the rest is.
    pub base: Theme,
    /// What it looks like.
    pub sheet: Sheet,
}

impl Own {
    /// Makes a theme of what the settings say, and says which colours cannot be used.
    ///
    /// Words have at least 4.5:1 on every background that the base is for, or on the one that the theme paints, and on the
    /// selected row; 7:1 on the wall, and everywhere if the base is `high-contrast`. A colour with less gives way to that
    /// of the base; on a background on which that cannot be read either, to the foreground.
    #[must_use]
    pub fn of(palette: &Palette) -> (Self, Vec<Problem>) {
        let mut maker = Maker::new(palette);
        maker.paint();
        let desk = maker.desk();
        let wall = maker.wall(desk);
        let selection = maker.selection(desk);
        let sheet = Sheet { desk, wall, selection, paper: maker.paper, alarm: None };
        let base = palette.base.clone();
        let own =
            Self { name: palette.name.clone(), doc: format!("your own, from {}", base.name()).into(), base, sheet };
        (own, maker.problems)
    }
}

/// Returns whether a theme of the program has colours of its own, from which another can be made.
#[must_use]
pub fn is_base(theme: &Theme) -> bool {
    match theme {
        Theme::CalmDark | Theme::CalmLight | Theme::HighContrast | Theme::SafeDark | Theme::SafeLight => true,
        Theme::Terminal16 | Theme::Mono | Theme::Own(_) => false,
    }
}

/// Reads `#rrggbb`; the `#` may be left out.
///
/// # Errors
///
/// What to write, in a clause.
pub fn parse_colour(text: &str) -> Result<u32, String> {
    let digits = text.trim().strip_prefix('#').unwrap_or(text.trim());
    let is_six = digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let colour = u32::from_str_radix(digits, 16).ok().filter(|_| is_six);
    colour.ok_or_else(|| "write red, green and blue in quotes, such as \"#ff8a75\"".into())
}

/// Returns whether a theme may have this name.
#[must_use]
pub fn is_name(name: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=LONGEST_NAME).contains(&name.len())
        && name.bytes().all(fits)
        && name != "auto"
        && Theme::parse(name, &[]).is_none()
}

struct Maker<'a> {
    palette: &'a Palette,
    base: Sheet,
    /// What the theme paints: background and foreground.
    paper: Option<(Ink, Ink)>,
    problems: Vec<Problem>,
}

impl<'a> Maker<'a> {
    fn new(palette: &'a Palette) -> Self {
        let base = palette.base.sheet();
        Self { palette, base, paper: base.paper, problems: Vec::new() }
    }

    fn refuse(&mut self, key: &str, (colour, spot): Given, what: &str, hint: String) {
        let message = format!("'themes.{}.{key}' is #{colour:06x}: {what}", self.palette.name);
        self.problems.push(Problem::error(spot, message, hint));
    }

    /// What words need at a desk.
    fn least(&self) -> f64 {
        if self.palette.base == Theme::HighContrast { contrast::WALL } else { contrast::DESK }
    }

    /// Takes background and foreground.
    fn paint(&mut self) {
        let Some(background) = self.palette.background else {
            if let Some(foreground) = self.palette.foreground {
                let hint = "write 'background' too; the terminal's own stays";
                self.refuse("foreground", foreground, "it is not known on what it would stand", hint.into());
            }
            return;
        };
        let is_dark = is_dark(background.0);
        let is_for_dark = self.base.paper.is_some() || self.palette.base.grounds() == contrast::DARK;
        if is_dark != is_for_dark {
            let (shade, base) = if is_dark { ("dark", Theme::CalmDark) } else { ("light", Theme::CalmLight) };
            let hint = format!("write 'base: {}', or another colour; it is left out", base.name());
            let what = format!("that is {shade}, and {} is not", self.palette.base.name());
            return self.refuse("background", background, &what, hint);
        }
        let (otherwise, sixteen) = if is_dark { (0xFF_FF_FF, (0, 15)) } else { (0, (15, 0)) };
        let index = nearest(background.0, |_| true).unwrap_or(sixteen.0);
        let under = Ink(background.0, index, Some(sixteen.0));
        let reads = |found: u32| contrast(found, under.fixed()) >= contrast::WALL;
        let over = |colour| {
            let is_read = contrast(colour, background.0) >= contrast::WALL;
            nearest(colour, reads).filter(|_| is_read).map(|index| Ink(colour, index, Some(sixteen.1)))
        };
        let Some(plain) = over(otherwise) else {
            let hint = "write one that is nearer to black or to white; it is left out";
            return self.refuse("background", background, "no word would have 7:1 on it", hint.into());
        };
        let given = self.palette.foreground.map(|given| (given, over(given.0)));
        if let Some((given, None)) = given {
            let hint = format!("it needs {}:1; #{otherwise:06x} is used", contrast::WALL);
            let what = format!("{} on #{:06x}", ratio(contrast(given.0, background.0)), background.0);
            self.refuse("foreground", given, &what, hint);
        }
        self.paper = Some((under, given.and_then(|(_, over)| over).unwrap_or(plain)));
    }

    /// Returns the backgrounds: as colours, and where the theme paints them as they are among the 256.
    fn under(&self) -> (Vec<u32>, Vec<u32>) {
        if let Some((under, _)) = self.paper {
            return (vec![under.0], vec![under.fixed()]);
        }
        let grounds: Vec<u32> = self.palette.base.grounds().iter().map(|(under, _)| *under).collect();
        (grounds.clone(), grounds)
    }

    /// Returns an ink of a colour that can be read on every background, or the background on which it cannot.
    fn ink(&self, colour: u32, least: f64, named: Option<u8>) -> Result<Ink, u32> {
        let (under, among) = self.under();
        let worst = under.into_iter().min_by(|one, other| contrast(colour, *one).total_cmp(&contrast(colour, *other)));
        if let Some(worst) = worst.filter(|worst| contrast(colour, *worst) < least) {
            return Err(worst);
        }
        let fits = |found: u32| among.iter().all(|under| contrast(found, *under) >= least);
        nearest(colour, fits).map(|index| Ink(colour, index, named)).ok_or(colour)
    }

    /// Takes a colour that is given for words, or says why not.
    fn take(&mut self, key: &str, given: Given, least: f64, (named, otherwise): (Option<u8>, &str)) -> Option<Ink> {
        match self.ink(given.0, least, named) {
            Ok(ink) => Some(ink),
            Err(under) => {
                let better = if is_dark(under) { "lighter" } else { "darker" };
                let of_terminal = if self.paper.is_none() { "a terminal's background " } else { "" };
                let what = format!("{} on {of_terminal}#{under:06x}", ratio(contrast(given.0, under)));
                self.refuse(
                    key,
                    given,
                    &what,
                    format!("words need {least}:1 there: write a {better} one; {otherwise}"),
                );
                None
            }
        }
    }

    /// Returns an ink of the base, or what takes its place on a background on which it cannot be read.
    fn inherited(&self, ink: Ink, least: f64) -> Ink {
        let (_, among) = self.under();
        match (self.ink(ink.0, least, ink.2), self.paper) {
            // The base's own choice among the 256 is the better one where it can be read.
            (Ok(_), _) if among.iter().all(|under| contrast(ink.fixed(), *under) >= least) => ink,
            (Ok(found), _) => found,
            (Err(_), Some((_, foreground))) => foreground,
            (Err(_), None) => ink,
        }
    }

    fn desk(&mut self) -> Inks {
        let (mut inks, least) = (self.base.desk, self.least());
        let otherwise = format!("that of {} stays", self.palette.base.name());
        for part in Part::ALL {
            let ink = *part.of(&mut inks);
            *part.of(&mut inks) = match (part, given(&self.palette.desk, part)) {
                (Part::Faint, Some((colour, _))) => Ink(colour, nearest(colour, |_| true).unwrap_or(ink.1), ink.2),
                (Part::Faint, None) => ink,
                (_, Some(given)) => self
                    .take(part.word(), given, least, (ink.2, &otherwise))
                    .unwrap_or_else(|| self.inherited(ink, least)),
                (_, None) => self.inherited(ink, least),
            };
        }
        inks
    }

    fn wall(&mut self, mut desk: Inks) -> Inks {
        let (mut inks, least) = (self.base.wall, contrast::WALL);
        let otherwise = format!("that of {} stays", self.palette.base.name());
        for part in Part::ALL {
            let (ink, at_desk) = (*part.of(&mut inks), *part.of(&mut desk));
            let here = given(&self.palette.wall, part);
            let is_own = given(&self.palette.desk, part).is_some_and(|(colour, _)| colour == at_desk.0);
            *part.of(&mut inks) = if part == Part::Faint {
                let colour = here.map_or(if is_own { at_desk.0 } else { ink.0 }, |(colour, _)| colour);
                let index = if colour == ink.0 { Some(ink.1) } else { nearest(colour, |_| true) };
                Ink(colour, index.unwrap_or(ink.1), ink.2)
            } else {
                let key = format!("wall.{}", part.word());
                let here = here.and_then(|given| self.take(&key, given, least, (ink.2, &otherwise)));
                let from_desk = || self.ink(at_desk.0, least, ink.2).ok().filter(|_| is_own);
                here.or_else(from_desk).unwrap_or_else(|| self.inherited(ink, least))
            };
        }
        inks
    }

    /// Returns the background of the selected row, on which everything at the desk can be read.
    fn selection(&mut self, mut desk: Inks) -> Option<(u32, u8)> {
        let words = Part::ALL.into_iter().filter(|part| *part != Part::Faint).map(|part| *part.of(&mut desk));
        let of_paper = self.paper.map(|(_, over)| (over.0, over.fixed()));
        let of_terminal =
            self.palette.base.grounds().iter().filter(|_| of_paper.is_none()).map(|(_, over)| (*over, *over));
        let all: Vec<(u32, u32)> = words.map(|ink| (ink.0, ink.fixed())).chain(of_paper).chain(of_terminal).collect();
        let least = self.least();
        let worst = |under: u32| all.iter().map(|(ink, _)| contrast(*ink, under)).fold(f64::INFINITY, f64::min);
        // What is painted in the colour of the background is not seen.
        let under = self.paper.map(|(under, _)| under);
        let fixed = |found: u32| {
            under.is_none_or(|under| under.fixed() != found)
                && all.iter().all(|(_, ink)| contrast(*ink, found) >= least)
        };
        let is_seen = |colour: u32| under.is_none_or(|under| under.0 != colour) && worst(colour) >= least;
        let fits = |colour: u32| Some((colour, nearest(colour, fixed)?)).filter(|_| is_seen(colour));
        if let Some(given) = self.palette.selection {
            if let Some(found) = fits(given.0) {
                return Some(found);
            }
            let (what, hint) = if under.is_some_and(|under| under.0 == given.0) {
                ("that is the background".to_string(), "write another one; it is left out".to_string())
            } else {
                let hint = "write one that is nearer to the background; it is left out";
                (
                    format!("the weakest word has {} on it", ratio(worst(given.0))),
                    format!("words need {least}:1 there: {hint}"),
                )
            };
            self.refuse("selection", given, &what, hint);
        }
        let (colour, index) = self.base.selection?;
        let is_good = is_seen(colour) && contrast::indexed(index).is_some_and(fixed);
        if is_good { Some((colour, index)) } else { fits(colour) }
    }
}

fn given(list: &[(Part, Given)], part: Part) -> Option<Given> {
    list.iter().find(|(given, _)| *given == part).map(|(_, given)| *given)
}

/// Returns whether white can be read better on a colour than black, about.
fn is_dark(colour: u32) -> bool {
    luminance(colour) < luminance(0x77_77_77)
}

/// Returns a contrast as it is written, never better than it is.
fn ratio(found: f64) -> String {
    format!("{:.1}:1", (found * 10.0).floor() / 10.0)
}
