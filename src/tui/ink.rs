//! Cells to bytes: what a terminal has to be told so that it shows them.
//!
//! A frame on the wall is a few dozen cells, once a second, for months: what is said around them (places, colours, the
//! way back to none) would cost more than the cells. So nothing is said twice.

use std::io::Write as _;

use crossterm::cursor::{MoveTo, MoveToColumn};
use crossterm::terminal::{Clear, ClearType};
use crossterm::{Command, QueueableCommand as _};
use ratatui::buffer::{Buffer, Cell, CellWidth as _};
use ratatui::style::{Color, Modifier};

/// What shows on a blank.
const ON_BLANK: Modifier = Modifier::REVERSED
    .union(Modifier::UNDERLINED)
    .union(Modifier::CROSSED_OUT)
    .union(Modifier::SLOW_BLINK)
    .union(Modifier::RAPID_BLINK);

/// From how many columns on erasing says it shorter than writing: it takes three bytes.
const ERASING: u16 = 3;

/// The modifiers and the numbers that switch them on.
const MODIFIERS: [(Modifier, u8); 9] = [
    (Modifier::BOLD, 1),
    (Modifier::DIM, 2),
    (Modifier::ITALIC, 3),
    (Modifier::UNDERLINED, 4),
    (Modifier::SLOW_BLINK, 5),
    (Modifier::RAPID_BLINK, 6),
    (Modifier::REVERSED, 7),
    (Modifier::HIDDEN, 8),
    (Modifier::CROSSED_OUT, 9),
];

/// How cells look, as far as a terminal remembers it from one to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Look {
    fg: Color,
    bg: Color,
    line: Color,
    modifier: Modifier,
}

impl Look {
    fn of(cell: &Cell) -> Self {
        Self { fg: cell.fg, bg: cell.bg, line: cell.underline_color, modifier: cell.modifier }
    }

    /// Returns whether a blank looks the same in both.
    fn is_alike_on_blank(self, other: Self) -> bool {
        self.bg == other.bg && !self.modifier.union(other.modifier).intersects(ON_BLANK)
    }
}

/// Where the terminal's cursor stands.
#[derive(Clone, Copy, Debug, Default)]
struct Cursor {
    /// The column and the row; none: unknown, as behind the last column.
    at: Option<(u16, u16)>,
    /// Whether nothing was written since the place was named whose width a terminal may take for another.
    is_sure: bool,
}

/// Returns the first column of a row from which there is nothing but blanks without a colour; that behind the last one where
/// there are none, or where it is not known: `buffer` is a part of a screen that is `width` columns wide.
///
/// Such blanks alone are erased: with a colour not every terminal does it.
fn blanks_at_end(buffer: &Buffer, y: u16, width: u16) -> u16 {
    let area = buffer.area;
    let mut from = if area.right() >= width { area.x } else { width };
    let mut x = area.x;
    while let Some(cell) = buffer.cell((x, y)).filter(|_| x < width) {
        // Behind a wide sign, not in the middle of it.
        x += cell.cell_width().max(1);
        let is_blank = cell.symbol() == " " && cell.bg == Color::Reset && !cell.modifier.intersects(ON_BLANK);
        from = if is_blank { from } else { from.max(x) };
    }
    from
}

/// Writes cells, and remembers how the terminal stands after them.
#[derive(Clone, Debug, Default)]
pub struct Ink {
    /// How cells look that are written now; none: unknown.
    look: Option<Look>,
}

impl Ink {
    /// Forgets how the terminal stands: others may have written, or it was just taken.
    pub fn forget(&mut self) {
        self.look = None;
    }

    /// Writes cells in the order of rows and columns: what changed of a screen `width` columns wide, or of a part of it, to
    /// `next`.
    pub fn write(&mut self, cells: &[(u16, u16, &Cell)], next: &Buffer, width: u16, bytes: &mut Vec<u8>) {
        let mut cursor = Cursor::default();
        for row in cells.chunk_by(|(_, one, _), (_, other, _)| one == other) {
            let (Some((_, y, _)), Some((last, _, _))) = (row.first(), row.last()) else { continue };
            let blanks = blanks_at_end(next, *y, width);
            for (x, y, cell) in row {
                self.go(&mut cursor, (*x, *y), next, bytes);
                self.dress(cell, bytes);
                if *x >= blanks && last - x >= ERASING {
                    queue(bytes, Clear(ClearType::UntilNewLine));
                    break;
                }
                bytes.extend_from_slice(cell.symbol().as_bytes());
                let after = x.saturating_add(cell.cell_width().max(1));
                cursor.is_sure &= cell.symbol().is_ascii();
                cursor.at = (after < width).then_some((after, *y));
            }
        }
    }

    /// Goes to a place: by writing what stands before it anyway where that is shorter, else by naming it.
    fn go(&self, cursor: &mut Cursor, (x, y): (u16, u16), next: &Buffer, bytes: &mut Vec<u8>) {
        let names = bytes.len();
        match cursor.at {
            Some((at, row)) if row == y && at == x => return,
            // The column is named, not counted: where a terminal draws a sign wider, nothing else is out of place.
            Some((at, row)) if row == y => {
                queue(bytes, MoveToColumn(x));
                let gap: Vec<u8> = (at..x).map_while(|x| self.unchanged(next, (x, y))).collect();
                if cursor.is_sure && at < x && gap.len() == usize::from(x - at) && gap.len() < bytes.len() - names {
                    bytes.truncate(names);
                    bytes.extend_from_slice(&gap);
                    return;
                }
            }
            Some(_) | None => queue(bytes, MoveTo(x, y)),
        }
        cursor.is_sure = true;
    }

    /// Returns the sign of a cell that can be written once more as it stands; none: it is no single byte, or looks otherwise
    /// than what is written now.
    fn unchanged(&self, next: &Buffer, at: (u16, u16)) -> Option<u8> {
        let (look, cell) = (self.look?, next.cell(at)?);
        let own = Look::of(cell);
        let is_alike = own == look || cell.symbol() == " " && look.is_alike_on_blank(own);
        match cell.symbol().as_bytes() {
            [sign] if is_alike => Some(*sign),
            _ => None,
        }
    }

    /// Says how the next cell looks, as far as it is another look.
    fn dress(&mut self, cell: &Cell, bytes: &mut Vec<u8>) {
        let next = Look::of(cell);
        if let Some(look) = self.look
            && (look == next || cell.symbol() == " " && look.is_alike_on_blank(next))
        {
            return;
        }
        let mut codes = Codes(bytes, false);
        // What is switched off is switched off with everything else: shorter, and the same everywhere.
        let kept = self.look.filter(|look| next.modifier.contains(look.modifier) && look.line == next.line);
        if kept.is_none() {
            codes.say(format_args!("0"));
        }
        let before = kept.unwrap_or(Look {
            fg: Color::Reset,
            bg: Color::Reset,
            line: Color::Reset,
            modifier: Modifier::empty(),
        });
        for (modifier, code) in MODIFIERS {
            if next.modifier.contains(modifier) && !before.modifier.contains(modifier) {
                codes.say(format_args!("{code}"));
            }
        }
        if next.fg != before.fg {
            codes.colour(3, next.fg);
        }
        if next.bg != before.bg {
            codes.colour(4, next.bg);
        }
        codes.end();
        if next.line != before.line {
            // Alone: who does not know it reads its numbers as others.
            let mut codes = Codes(bytes, false);
            codes.colour(5, next.line);
            codes.end();
        }
        self.look = Some(next);
    }
}

/// One sequence that says how cells look, while it is written; the second: whether it was begun.
struct Codes<'a>(&'a mut Vec<u8>, bool);

impl Codes<'_> {
    fn say(&mut self, code: std::fmt::Arguments<'_>) {
        self.0.extend_from_slice(if std::mem::replace(&mut self.1, true) { b";" } else { b"\x1b[" });
        put(self.0, code);
    }

    /// Says a colour: 3 of letters, 4 of what is behind them, 5 of a line under them.
    fn colour(&mut self, of: u8, colour: Color) {
        let index = match colour {
            Color::Reset => return self.say(format_args!("{of}9")),
            Color::Rgb(r, g, b) => return self.say(format_args!("{of}8;2;{r};{g};{b}")),
            Color::Indexed(index) => index,
            Color::Black => 0,
            Color::Red => 1,
            Color::Green => 2,
            Color::Yellow => 3,
            Color::Blue => 4,
            Color::Magenta => 5,
            Color::Cyan => 6,
            Color::Gray => 7,
            Color::DarkGray => 8,
            Color::LightRed => 9,
            Color::LightGreen => 10,
            Color::LightYellow => 11,
            Color::LightBlue => 12,
            Color::LightMagenta => 13,
            Color::LightCyan => 14,
            Color::White => 15,
        };
        self.say(format_args!("{of}8;5;{index}"));
    }

    fn end(self) {
        if self.1 {
            self.0.push(b'm');
        }
    }
}

fn queue(bytes: &mut Vec<u8>, command: impl Command) {
    bytes.queue(command).expect("writing to memory cannot fail");
}

fn put(bytes: &mut Vec<u8>, text: std::fmt::Arguments<'_>) {
    bytes.write_fmt(text).expect("writing to memory cannot fail");
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::*;

    /// How wide the terminal is.
    const WIDTH: u16 = 9;

    /// What shows in a cell.
    type Seen = (char, Color, Color, Color, Modifier);

    /// A terminal that knows what is written here and nothing else.
    #[derive(Default)]
    struct Paper {
        cells: BTreeMap<(u16, u16), Seen>,
        at: (u16, u16),
        look: Option<Look>,
    }

    const PLAIN: Look = Look { fg: Color::Reset, bg: Color::Reset, line: Color::Reset, modifier: Modifier::empty() };

    impl Paper {
        fn read(&mut self, bytes: &[u8]) {
            let text = std::str::from_utf8(bytes).expect("UTF-8");
            let mut rest = text.chars();
            while let Some(c) = rest.next() {
                if c != '\x1b' {
                    let look = self.look.expect("how a cell looks is said before it is written");
                    self.cells.insert(self.at, seen(c, look));
                    self.at.0 += 1;
                    continue;
                }
                assert_eq!(rest.next(), Some('['));
                let body: String = rest.clone().take_while(|c| !c.is_ascii_alphabetic()).collect();
                let end = rest.nth(body.len()).expect("an end");
                if (body.as_str(), end) == ("", 'K') {
                    self.erase();
                    continue;
                }
                let numbers: Vec<u16> = body.split(';').map(|n| n.parse().expect("a number")).collect();
                match (end, numbers.as_slice()) {
                    ('H', [row, column]) => self.at = (column - 1, row - 1),
                    ('G', [column]) => self.at.0 = column - 1,
                    ('m', codes) => self.dress(codes),
                    other => panic!("{other:?}"),
                }
            }
        }

        /// Erases to the end of the row, as terminals do that fill with the colour and as those do that never fill.
        fn erase(&mut self) {
            let look = self.look.expect("how a blank looks is said before it is made");
            assert!(
                look.bg == Color::Reset && !look.modifier.intersects(ON_BLANK),
                "all terminals do the same: {look:?}"
            );
            for x in self.at.0..WIDTH {
                self.cells.insert((x, self.at.1), seen(' ', PLAIN));
            }
        }

        fn dress(&mut self, mut codes: &[u16]) {
            while let Some((code, rest)) = codes.split_first() {
                codes = rest;
                if *code == 0 {
                    self.look = Some(PLAIN);
                    continue;
                }
                let look = self.look.as_mut().expect("it begins with what is known");
                let colour = match (*code, rest) {
                    (38 | 48 | 58, [5, index, after @ ..]) => {
                        codes = after;
                        Color::Indexed(u8::try_from(*index).expect("a byte"))
                    }
                    (38 | 48 | 58, [2, r, g, b, after @ ..]) => {
                        codes = after;
                        let [r, g, b] = [r, g, b].map(|n| u8::try_from(*n).expect("a byte"));
                        Color::Rgb(r, g, b)
                    }
                    _ => Color::Reset,
                };
                match code {
                    38 | 39 => look.fg = colour,
                    48 | 49 => look.bg = colour,
                    58 | 59 => look.line = colour,
                    _ => {
                        let of = |(_, number): &&(Modifier, u8)| u16::from(*number) == *code;
                        look.modifier |= MODIFIERS.iter().find(of).expect("a modifier").0;
                    }
                }
            }
        }
    }

    /// What is seen of a sign: of a blank neither its colour nor that it would be bold.
    fn seen(sign: char, look: Look) -> Seen {
        let blank = sign == ' ' && !look.modifier.intersects(ON_BLANK);
        if blank {
            return (' ', Color::Reset, look.bg, Color::Reset, Modifier::empty());
        }
        (sign, look.fg, look.bg, look.line, look.modifier)
    }

    fn style() -> impl Strategy<Value = Style> {
        let colours = [Color::Reset, Color::Indexed(9), Color::Rgb(1, 20, 255)];
        let colour = move || prop::sample::select(colours.to_vec());
        let modifiers = [Modifier::empty(), Modifier::BOLD, Modifier::DIM, Modifier::REVERSED, Modifier::UNDERLINED];
        let modifier = prop::collection::vec(prop::sample::select(modifiers.to_vec()), 0..3);
        (colour(), colour(), colour(), modifier).prop_map(|(fg, bg, line, modifiers)| {
            let style = Style::reset().fg(fg).bg(bg).underline_color(line);
            modifiers.into_iter().fold(style, Style::add_modifier)
        })
    }

    fn frame() -> impl Strategy<Value = Buffer> {
        let run = (
            0..WIDTH,
            0u16..4,
            prop::sample::select(vec![" ", "█", "a", "▙ ▟", "  x", "   ", "         ", "ab c d"]),
            style(),
        );
        prop::collection::vec(run, 0..12).prop_map(|runs| {
            let mut buffer = Buffer::empty(Rect::new(0, 0, WIDTH, 4));
            for (x, y, text, style) in runs {
                buffer.set_stringn(x, y, text, usize::from(WIDTH - x), style);
            }
            buffer
        })
    }

    proptest! {
        #[test]
        fn what_is_written_is_what_is_seen(frames in prop::collection::vec((frame(), any::<bool>()), 1..6)) {
            let mut shown = Buffer::empty(Rect::new(0, 0, WIDTH, 4));
            let (mut ink, mut paper) = (Ink::default(), Paper::default());
            for y in 0..4 {
                for x in 0..WIDTH {
                    paper.cells.insert((x, y), seen(' ', PLAIN));
                }
            }
            for (next, is_whole) in frames {
                if is_whole {
                    ink.forget();
                }
                let mut bytes = Vec::new();
                ink.write(&shown.diff(&next), &next, WIDTH, &mut bytes);
                paper.read(&bytes);
                for (at, cell) in next.area.positions().zip(&next.content) {
                    let sign = cell.symbol().chars().next().expect("a sign");
                    prop_assert_eq!(paper.cells.get(&(at.x, at.y)), Some(&seen(sign, Look::of(cell))));
                }
                shown = next;
            }
        }
    }

    #[test]
    fn nothing_is_said_twice() {
        let amber = Style::reset().fg(Color::Rgb(230, 180, 80)).add_modifier(Modifier::BOLD);
        let mut shown = Buffer::empty(Rect::new(0, 0, 12, 2));
        let mut next = shown.clone();
        next.set_string(1, 0, "██  ██", amber);
        next.set_string(1, 1, "█", amber);
        next.set_string(10, 1, "x", Style::reset());
        let mut ink = Ink::default();
        let mut bytes = Vec::new();
        ink.write(&shown.diff(&next), &next, 12, &mut bytes);
        let expected = "\x1b[1;2H\x1b[0;1;38;2;230;180;80m██  ██\x1b[2;2H█\x1b[11G\x1b[0mx";
        assert_eq!(String::from_utf8_lossy(&bytes), expected);
        shown = next.clone();
        next.set_string(0, 0, "a", Style::reset());
        bytes.clear();
        ink.write(&shown.diff(&next), &next, 12, &mut bytes);
        assert_eq!(String::from_utf8_lossy(&bytes), "\x1b[1;1Ha");
    }

    #[test]
    fn behind_the_last_column_and_after_a_wide_sign_the_place_is_named() {
        let shown = Buffer::empty(Rect::new(0, 0, 4, 2));
        let mut next = shown.clone();
        next.set_string(0, 0, "漢xy", Style::reset());
        next.set_string(0, 1, "z", Style::reset());
        let mut bytes = Vec::new();
        Ink::default().write(&shown.diff(&next), &next, 4, &mut bytes);
        assert_eq!(String::from_utf8_lossy(&bytes), "\x1b[1;1H\x1b[0m漢xy\x1b[2;1Hz");
    }

    #[test]
    fn what_is_blank_to_the_end_of_the_row_is_erased_and_a_short_gap_is_written_again() {
        let (plain, amber) = (Style::reset(), Style::reset().fg(Color::Rgb(230, 180, 80)));
        let bytes_of = |rows: [(&str, Style); 2], new_rows: [(&str, Style); 2], width: u16| {
            let mut buffers = [Buffer::empty(Rect::new(0, 0, 12, 2)), Buffer::empty(Rect::new(0, 0, 12, 2))];
            for (buffer, rows) in buffers.iter_mut().zip([rows, new_rows]) {
                for (y, (text, style)) in (0..).zip(rows) {
                    buffer.set_string(0, y, text, style);
                }
            }
            let [shown, next] = &buffers;
            let mut bytes = Vec::new();
            Ink::default().write(&shown.diff(next), next, width, &mut bytes);
            String::from_utf8(bytes).expect("UTF-8")
        };
        let before = [("abcdefghijkl", plain), ("0/4 done", plain)];
        let erased = bytes_of(before, [("abc", amber), ("3/7 done", plain)], 12);
        assert_eq!(erased, "\x1b[1;1H\x1b[0;38;2;230;180;80mabc\x1b[K\x1b[2;1H\x1b[39m3/7");
        // Of a part of a screen it is not known what follows.
        let part = bytes_of(before, [("abcdefgh", plain), ("0/4 done", plain)], 40);
        assert_eq!(part, "\x1b[1;9H\x1b[0m    ");
        // Blanks with a colour are written; so is what erasing does not say shorter.
        let under = bytes_of(before, [("         ", Style::reset().bg(Color::Blue)), before[1]], 12);
        assert!(!under.contains("\x1b[K"), "{under:?}");
        let short = bytes_of(before, [("abcdefghi", plain), before[1]], 12);
        assert_eq!(short, "\x1b[1;10H\x1b[0m   ");
        let half = bytes_of([("ab漢defghijk", plain), before[1]], [("ab漢", plain), before[1]], 12);
        assert_eq!(half, "\x1b[1;5H\x1b[0m\x1b[K", "behind both halves of a wide sign");
        // Behind a sign that a terminal may draw wider the place is named.
        let wide = bytes_of([("● 2 open", plain), ("", plain)], [("○ 3 open", plain), ("", plain)], 12);
        assert_eq!(wide, "\x1b[1;1H\x1b[0m○\x1b[3G3");
    }
}
