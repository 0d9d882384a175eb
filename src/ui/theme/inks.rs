//! The looks as data: which ink each part of the screen is written with.
//!
//! Every ink is measured in `tests.rs`, against every background that its look is for and on the selected row.

use ratatui::style::Color;

use crate::domain::theme::Theme;

/// A colour three times: 24 bits, the 256 of xterm, the terminal's sixteen (`Reset`: its own foreground).
#[derive(Clone, Copy, Debug)]
pub struct Ink(pub u32, pub u8, pub Color);

/// What is written with what.
#[derive(Clone, Copy, Debug)]
pub struct Inks {
    /// Overdue, blocked, wrong.
    pub red: Ink,
    /// Within seven days, doubtful.
    pub yellow: Ink,
    /// Within thirty days, links.
    pub blue: Ink,
    /// Done, good.
    pub green: Ink,
    /// In progress, keys, the program's own names.
    pub lavender: Ink,
    /// Accepted.
    pub magenta: Ink,
    /// Words that matter less.
    pub grey: Ink,
    /// Dots and rules, never words.
    pub faint: Ink,
}

/// A look.
#[derive(Clone, Copy, Debug)]
pub struct Sheet {
    /// The inks at a desk.
    pub desk: Inks,
    /// The inks of the wall, that are read from three metres.
    pub wall: Inks,
    /// The background of the selected row; with sixteen colours it is reversed.
    pub selection: (u32, u8),
    /// Background and foreground, where the look paints them itself.
    pub paper: Option<(Ink, Ink)>,
    /// With sixteen colours: the background under what is red.
    pub alarm: Option<Color>,
}

const CALM_DARK: Inks = Inks {
    red: Ink(0xF0_80_6A, 209, Color::LightRed),
    yellow: Ink(0xE6_B4_50, 179, Color::LightYellow),
    blue: Ink(0x6C_B6_EB, 74, Color::Cyan),
    green: Ink(0x6F_BF_9F, 72, Color::Green),
    lavender: Ink(0xB9_C8_F5, 153, Color::LightCyan),
    magenta: Ink(0xC7_92_EA, 176, Color::LightMagenta),
    grey: Ink(0x98_A0_AD, 248, Color::Gray),
    faint: Ink(0x4A_52_60, 240, Color::Reset),
};

const CALM_DARK_WALL: Inks = Inks {
    red: Ink(0xFF_A0_90, 216, Color::LightYellow),
    yellow: Ink(0xE6_B4_50, 221, Color::LightYellow),
    blue: Ink(0x7F_C4_F5, 117, Color::LightCyan),
    green: Ink(0x7F_CF_AF, 115, Color::LightGreen),
    magenta: Ink(0xD9_A8_F5, 183, Color::White),
    grey: Ink(0xBC_C3_CE, 251, Color::Gray),
    faint: Ink(0x5A_62_70, 242, Color::Reset),
    ..CALM_DARK
};

const CALM_LIGHT: Inks = Inks {
    red: Ink(0xB3_30_1A, 124, Color::Red),
    yellow: Ink(0x7A_52_00, 58, Color::Magenta),
    blue: Ink(0x0F_5C_99, 25, Color::Blue),
    green: Ink(0x1B_66_47, 23, Color::Reset),
    lavender: Ink(0x3A_4F_A3, 55, Color::Blue),
    magenta: Ink(0x7E_3A_A8, 91, Color::Magenta),
    grey: Ink(0x56_5D_68, 240, Color::Reset),
    faint: Ink(0xA8_AF_BA, 247, Color::Reset),
};

const CALM_LIGHT_WALL: Inks = Inks {
    red: Ink(0x8F_1F_0C, 88, Color::Reset),
    yellow: Ink(0x5C_3D_00, 236, Color::Reset),
    blue: Ink(0x0A_46_75, 18, Color::Blue),
    green: Ink(0x12_4D_35, 22, Color::Reset),
    lavender: Ink(0x2C_3D_85, 18, Color::Blue),
    magenta: Ink(0x62_2A_85, 54, Color::Reset),
    grey: Ink(0x3C_42_4C, 238, Color::Reset),
    faint: Ink(0x98_A0_AD, 246, Color::Reset),
};

const HIGH_CONTRAST: Inks = Inks {
    red: Ink(0xFF_B0_A0, 216, Color::LightYellow),
    yellow: Ink(0xFF_D7_5F, 221, Color::LightYellow),
    blue: Ink(0x8C_D2_FF, 117, Color::LightCyan),
    green: Ink(0x87_E6_B4, 121, Color::LightGreen),
    lavender: Ink(0xD0_DA_FF, 189, Color::LightCyan),
    magenta: Ink(0xE6_BE_FF, 225, Color::White),
    grey: Ink(0xD8_D8_D8, 252, Color::Gray),
    faint: Ink(0xA8_A8_A8, 248, Color::Gray),
};

const SAFE_DARK: Inks = Inks {
    red: Ink(0xFF_95_40, 208, Color::LightRed),
    yellow: Ink(0xF0_E4_42, 227, Color::LightYellow),
    blue: Ink(0x56_B4_E9, 74, Color::Cyan),
    green: Ink(0x9F_D8_CB, 152, Color::Gray),
    lavender: Ink(0xB9_C8_F5, 153, Color::LightCyan),
    magenta: Ink(0xE3_A3_C8, 182, Color::LightMagenta),
    ..CALM_DARK
};

const SAFE_DARK_WALL: Inks = Inks {
    red: Ink(0xFF_A8_60, 215, Color::LightYellow),
    blue: Ink(0x7C_C8_F2, 117, Color::LightCyan),
    lavender: Ink(0xC9_D0_FD, 189, Color::LightCyan),
    magenta: Ink(0xE6_9F_F1, 182, Color::White),
    grey: CALM_DARK_WALL.grey,
    faint: CALM_DARK_WALL.faint,
    ..SAFE_DARK
};

const SAFE_LIGHT: Inks = Inks {
    red: Ink(0xB0_42_00, 124, Color::Red),
    yellow: Ink(0x3A_2A_00, 236, Color::Reset),
    blue: Ink(0x00_62_B0, 25, Color::Blue),
    green: Ink(0x00_60_4A, 23, Color::Reset),
    lavender: Ink(0x3A_4F_A3, 55, Color::Blue),
    magenta: Ink(0x8A_3A_6C, 89, Color::Magenta),
    ..CALM_LIGHT
};

/// All of it is dark; brown, near black, pure blue, grey green and violet are what such eyes keep apart there.
const SAFE_LIGHT_WALL: Inks = Inks {
    red: Ink(0x88_3C_0C, 52, Color::Reset),
    yellow: Ink(0x34_1B_00, 236, Color::Reset),
    blue: Ink(0x00_3B_D8, 20, Color::Blue),
    green: Ink(0x17_4B_44, 22, Color::Reset),
    lavender: Ink(0x22_33_C8, 56, Color::Blue),
    magenta: Ink(0x6A_0A_90, 90, Color::Reset),
    ..CALM_LIGHT_WALL
};

/// On a background of which nothing is known, only the terminal's own foreground can be read for certain.
const TERMINAL: Inks = {
    const OWN: Ink = Ink(0, 0, Color::Reset);
    let red = Ink(0, 0, Color::White);
    Inks { red, yellow: OWN, blue: OWN, green: OWN, lavender: OWN, magenta: OWN, grey: OWN, faint: OWN }
};

const DARK_SELECTION: (u32, u8) = (0x26_2E_3A, 236);
const LIGHT_SELECTION: (u32, u8) = (0xDD_E5_EF, 254);

/// Returns a look.
pub fn sheet(theme: Theme) -> Sheet {
    let calm = Sheet { desk: CALM_DARK, wall: CALM_DARK_WALL, selection: DARK_SELECTION, paper: None, alarm: None };
    match theme {
        Theme::CalmDark => calm,
        Theme::CalmLight => Sheet { desk: CALM_LIGHT, wall: CALM_LIGHT_WALL, selection: LIGHT_SELECTION, ..calm },
        Theme::HighContrast => Sheet {
            desk: HIGH_CONTRAST,
            wall: HIGH_CONTRAST,
            selection: (0x00_2B_52, 17),
            paper: Some((Ink(0, 16, Color::Black), Ink(0xFF_FF_FF, 231, Color::White))),
            alarm: None,
        },
        Theme::SafeDark => Sheet { desk: SAFE_DARK, wall: SAFE_DARK_WALL, ..calm },
        Theme::SafeLight => Sheet { desk: SAFE_LIGHT, wall: SAFE_LIGHT_WALL, selection: LIGHT_SELECTION, ..calm },
        Theme::Terminal16 | Theme::Mono => Sheet { desk: TERMINAL, wall: TERMINAL, alarm: Some(Color::Red), ..calm },
    }
}
