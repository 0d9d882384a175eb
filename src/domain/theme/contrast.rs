//! How well one colour can be read on another, and the 256 colours of xterm.

/// What words must have on what they stand on: at a desk, 4.5:1.
///
/// # Source
///
/// WCAG 2.2, success criterion 1.4.3 (AA).
pub const DESK: f64 = 4.5;

/// What words must have on the wall, and everywhere in the look of high contrast: 7:1.
///
/// # Source
///
/// WCAG 2.2, success criterion 1.4.6 (AAA).
pub const WALL: f64 = 7.0;

/// Backgrounds of dark terminals, from black to a lighter one that is in use, each with a foreground of its look.
pub const DARK: &[(u32, u32)] = &[(0, 0xCC_CC_CC), (0x1E_1E_1E, 0xCC_CC_CC), (0x28_2C_34, 0xD0_D4_DC)];

/// Backgrounds of light terminals, white and a yellowish one that is in use, each with a foreground that can be read.
pub const LIGHT: &[(u32, u32)] = &[(0xFF_FF_FF, 0x22_22_22), (0xFD_F6_E3, 0x33_3A_3C)];

/// Returns the contrast of two colours, `0xRRGGBB`: from 1 to 21, whichever is the background.
///
/// # Source
///
/// WCAG 2.2, "contrast ratio" and "relative luminance".
#[must_use]
pub fn contrast(one: u32, other: u32) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Returns the relative luminance of a colour, from 0 to 1.
#[must_use]
pub fn luminance(colour: u32) -> f64 {
    let [_, red, green, blue] = colour.to_be_bytes();
    let linear = |channel: u8| {
        let part = f64::from(channel) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

/// The first of the 256 colours that no terminal shows in its own way.
pub const FIRST_FIXED: u8 = 16;

/// Returns one of the 256 colours of xterm; none for the first sixteen, which every terminal shows in its own way.
#[must_use]
pub fn indexed(index: u8) -> Option<u32> {
    let [red, green, blue] = match index {
        0..FIRST_FIXED => return None,
        FIRST_FIXED..232 => {
            let level = |step: u8| if step == 0 { 0 } else { u32::from(step) * 40 + 55 };
            let at = index - FIRST_FIXED;
            [level(at / 36), level(at / 6 % 6), level(at % 6)]
        }
        232.. => [u32::from(index - 232) * 10 + 8; 3],
    };
    Some(red << 16 | green << 8 | blue)
}

/// Returns the one of the 256 colours that is nearest to a colour, of those that a test lets through.
#[must_use]
pub fn nearest(colour: u32, fits: impl Fn(u32) -> bool) -> Option<u8> {
    let all = (FIRST_FIXED..=u8::MAX).filter_map(|index| Some((index, indexed(index)?)));
    all.filter(|(_, found)| fits(*found)).min_by_key(|(_, found)| distance(colour, *found)).map(|(index, _)| index)
}

fn distance(one: u32, other: u32) -> u32 {
    let pairs = one.to_be_bytes().into_iter().zip(other.to_be_bytes());
    pairs.map(|(one, other)| u32::from(one.abs_diff(other)).pow(2)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_measure_is_that_of_the_standard() {
        assert!((contrast(0, 0xFF_FF_FF) - 21.0).abs() < 1e-9);
        assert!((contrast(0x77_77_77, 0xFF_FF_FF) - 4.48).abs() < 0.01);
        assert_eq!([16, 231, 67, 236].map(indexed), [0, 0xFF_FF_FF, 0x5F_87_AF, 0x30_30_30].map(Some));
        assert_eq!(indexed(15), None);
    }

    #[test]
    fn the_nearest_of_the_fixed_colours_is_found() {
        assert_eq!(
            [0, 0xFF_FF_FF, 0x5F_87_AE, 0x31_30_30].map(|colour| nearest(colour, |_| true)),
            [16, 231, 67, 236].map(Some)
        );
        assert_eq!(nearest(0x5F_87_AF, |found| contrast(found, 0) >= 7.0), Some(73), "one that can be read on black");
        assert_eq!(nearest(0, |_| false), None);
    }
}
