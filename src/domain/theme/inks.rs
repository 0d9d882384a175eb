//! The looks as data: which ink each part of the screen is written with.
//!
//! Every ink is measured in the tests of `ui::theme`, against every background that its look is for and on the selected
//! row.

use super::contrast;

/// A colour three times: 24 bits, the 256 of xterm, and the terminal's sixteen, from 0 (none: its own foreground).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ink(pub u32, pub u8, pub Option<u8>);

impl Ink {
    /// Returns how it is shown where there are 256 colours.
    #[must_use]
    pub fn fixed(self) -> u32 {
        contrast::indexed(self.1).unwrap_or(self.0)
    }
}

const BLACK: Option<u8> = Some(0);
const RED: Option<u8> = Some(1);
const GREEN: Option<u8> = Some(2);
const BLUE: Option<u8> = Some(4);
const MAGENTA: Option<u8> = Some(5);
const CYAN: Option<u8> = Some(6);
const GRAY: Option<u8> = Some(7);
const LIGHT_RED: Option<u8> = Some(9);
const LIGHT_GREEN: Option<u8> = Some(10);
const LIGHT_YELLOW: Option<u8> = Some(11);
const LIGHT_MAGENTA: Option<u8> = Some(13);
const LIGHT_CYAN: Option<u8> = Some(14);
const WHITE: Option<u8> = Some(15);
const RESET: Option<u8> = None;

/// What is written with what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The inks at a desk.
    pub desk: Inks,
    /// The inks of the wall, that are read from three metres.
    pub wall: Inks,
    /// The background of the selected row; none, and with sixteen colours: it is reversed.
    pub selection: Option<(u32, u8)>,
    /// Background and foreground, where the look paints them itself.
    pub paper: Option<(Ink, Ink)>,
    /// With sixteen colours: the background under what is red.
    pub alarm: Option<u8>,
}

const CALM_DARK: Inks = Inks {
    red: Ink(0xF0_80_6A, 209, LIGHT_RED),
    yellow: Ink(0xE6_B4_50, 179, LIGHT_YELLOW),
    blue: Ink(0x6C_B6_EB, 74, CYAN),
    green: Ink(0x6F_BF_9F, 72, GREEN),
    lavender: Ink(0xB9_C8_F5, 153, LIGHT_CYAN),
    magenta: Ink(0xC7_92_EA, 176, LIGHT_MAGENTA),
    grey: Ink(0x98_A0_AD, 248, GRAY),
    faint: Ink(0x4A_52_60, 240, RESET),
};

const CALM_DARK_WALL: Inks = Inks {
    red: Ink(0xFF_A0_90, 216, LIGHT_YELLOW),
    yellow: Ink(0xE6_B4_50, 221, LIGHT_YELLOW),
    blue: Ink(0x7F_C4_F5, 117, LIGHT_CYAN),
    green: Ink(0x7F_CF_AF, 115, LIGHT_GREEN),
    magenta: Ink(0xD9_A8_F5, 183, WHITE),
    grey: Ink(0xBC_C3_CE, 251, GRAY),
    faint: Ink(0x5A_62_70, 242, RESET),
    ..CALM_DARK
};

const CALM_LIGHT: Inks = Inks {
    red: Ink(0xB3_30_1A, 124, RED),
    yellow: Ink(0x7A_52_00, 58, MAGENTA),
    blue: Ink(0x0F_5C_99, 25, BLUE),
    green: Ink(0x1B_66_47, 23, RESET),
    lavender: Ink(0x3A_4F_A3, 55, BLUE),
    magenta: Ink(0x7E_3A_A8, 91, MAGENTA),
    grey: Ink(0x56_5D_68, 240, RESET),
    faint: Ink(0xA8_AF_BA, 247, RESET),
};

const CALM_LIGHT_WALL: Inks = Inks {
    red: Ink(0x8F_1F_0C, 88, RESET),
    yellow: Ink(0x5C_3D_00, 236, RESET),
    blue: Ink(0x0A_46_75, 18, BLUE),
    green: Ink(0x12_4D_35, 22, RESET),
    lavender: Ink(0x2C_3D_85, 18, BLUE),
    magenta: Ink(0x62_2A_85, 54, RESET),
    grey: Ink(0x3C_42_4C, 238, RESET),
    faint: Ink(0x98_A0_AD, 246, RESET),
};

const HIGH_CONTRAST: Inks = Inks {
    red: Ink(0xFF_B0_A0, 216, LIGHT_YELLOW),
    yellow: Ink(0xFF_D7_5F, 221, LIGHT_YELLOW),
    blue: Ink(0x8C_D2_FF, 117, LIGHT_CYAN),
    green: Ink(0x87_E6_B4, 121, LIGHT_GREEN),
    lavender: Ink(0xD0_DA_FF, 189, LIGHT_CYAN),
    magenta: Ink(0xE6_BE_FF, 225, WHITE),
    grey: Ink(0xD8_D8_D8, 252, GRAY),
    faint: Ink(0xA8_A8_A8, 248, GRAY),
};

const SAFE_DARK: Inks = Inks {
    red: Ink(0xFF_95_40, 208, LIGHT_RED),
    yellow: Ink(0xF0_E4_42, 227, LIGHT_YELLOW),
    blue: Ink(0x56_B4_E9, 74, CYAN),
    green: Ink(0x9F_D8_CB, 152, GRAY),
    lavender: Ink(0xB9_C8_F5, 153, LIGHT_CYAN),
    magenta: Ink(0xE3_A3_C8, 182, LIGHT_MAGENTA),
    ..CALM_DARK
};

const SAFE_DARK_WALL: Inks = Inks {
    red: Ink(0xFF_A8_60, 215, LIGHT_YELLOW),
    blue: Ink(0x7C_C8_F2, 117, LIGHT_CYAN),
    lavender: Ink(0xC9_D0_FD, 189, LIGHT_CYAN),
    magenta: Ink(0xE6_9F_F1, 182, WHITE),
    grey: CALM_DARK_WALL.grey,
    faint: CALM_DARK_WALL.faint,
    ..SAFE_DARK
};

const SAFE_LIGHT: Inks = Inks {
    red: Ink(0xB0_42_00, 124, RED),
    yellow: Ink(0x3A_2A_00, 236, RESET),
    blue: Ink(0x00_62_B0, 25, BLUE),
    green: Ink(0x00_60_4A, 23, RESET),
    lavender: Ink(0x3A_4F_A3, 55, BLUE),
    magenta: Ink(0x8A_3A_6C, 89, MAGENTA),
    ..CALM_LIGHT
};

/// All of it is dark; brown, near black, pure blue, grey green and violet are what such eyes keep apart there.
const SAFE_LIGHT_WALL: Inks = Inks {
    red: Ink(0x88_3C_0C, 52, RESET),
    yellow: Ink(0x34_1B_00, 236, RESET),
    blue: Ink(0x00_3B_D8, 20, BLUE),
    green: Ink(0x17_4B_44, 22, RESET),
    lavender: Ink(0x22_33_C8, 56, BLUE),
    magenta: Ink(0x6A_0A_90, 90, RESET),
    ..CALM_LIGHT_WALL
};

/// On a background of which nothing is known, only the terminal's own foreground can be read for certain.
const TERMINAL: Inks = {
    const OWN: Ink = Ink(0, 0, RESET);
    let red = Ink(0, 0, WHITE);
    Inks { red, yellow: OWN, blue: OWN, green: OWN, lavender: OWN, magenta: OWN, grey: OWN, faint: OWN }
};

const DARK_SELECTION: (u32, u8) = (0x26_2E_3A, 236);
const LIGHT_SELECTION: (u32, u8) = (0xDD_E5_EF, 254);

const CALM: Sheet =
    Sheet { desk: CALM_DARK, wall: CALM_DARK_WALL, selection: Some(DARK_SELECTION), paper: None, alarm: None };
const LIGHT: Sheet =
    Sheet { desk: CALM_LIGHT, wall: CALM_LIGHT_WALL, selection: Some(LIGHT_SELECTION), paper: None, alarm: None };

pub(super) const OF_CALM_DARK: Sheet = CALM;
pub(super) const OF_CALM_LIGHT: Sheet = LIGHT;
pub(super) const OF_HIGH_CONTRAST: Sheet = Sheet {
    desk: HIGH_CONTRAST,
    wall: HIGH_CONTRAST,
    selection: Some((0x00_2B_52, 17)),
    paper: Some((Ink(0, 16, BLACK), Ink(0xFF_FF_FF, 231, WHITE))),
    alarm: None,
};
pub(super) const OF_SAFE_DARK: Sheet = Sheet { desk: SAFE_DARK, wall: SAFE_DARK_WALL, ..CALM };
pub(super) const OF_SAFE_LIGHT: Sheet = Sheet { desk: SAFE_LIGHT, wall: SAFE_LIGHT_WALL, ..LIGHT };
pub(super) const OF_TERMINAL: Sheet = Sheet { desk: TERMINAL, wall: TERMINAL, alarm: RED, ..CALM };
