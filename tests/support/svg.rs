//! A screen of the terminal as an SVG picture: the same bytes for the same screen, readable by every forge.
//!
//! Text stands in runs of one style, each stretched to its cells, so that the grid holds with every font. Symbols
//! stand alone, centred; block and line glyphs are drawn, because fonts leave gaps between them.

use std::fmt::Write as _;

use termlens::{Cell, Color, Screen, Style};

/// Tenths of a pixel: numbers without fractions print the same everywhere.
const CELL_WIDTH: u32 = 84;
const CELL_HEIGHT: u32 = 190;
const BASELINE: u32 = 138;
const PADDING: u32 = 180;
const TITLE_BAR: u32 = 340;

/// A terminal's own background and letters.
#[derive(Clone, Copy)]
pub struct Paper {
    ground: [u8; 3],
    letters: [u8; 3],
}

pub const DARK: Paper = Paper { ground: [0x14, 0x19, 0x1f], letters: [0xd8, 0xde, 0xe6] };
pub const LIGHT: Paper = Paper { ground: [0xfd, 0xfc, 0xf9], letters: [0x24, 0x29, 0x2f] };
const LIGHTS: [&str; 3] = ["#b85b4b", "#b8924b", "#5a9a82"];

/// The sixteen colours that terminals choose themselves.
const SIXTEEN: [[u8; 3]; 16] = [
    [0x1f, 0x26, 0x2e],
    [0xe8, 0x6a, 0x4f],
    [0x6f, 0xbf, 0x9f],
    [0xe6, 0xb4, 0x50],
    [0x6c, 0x96, 0xeb],
    [0xc6, 0x8a, 0xd6],
    [0x6c, 0xb6, 0xeb],
    [0xc4, 0xcb, 0xd4],
    [0x5c, 0x66, 0x72],
    [0xff, 0x8a, 0x70],
    [0x8f, 0xdb, 0xbd],
    [0xff, 0xd0, 0x75],
    [0x8f, 0xb4, 0xff],
    [0xe0, 0xaa, 0xee],
    [0x90, 0xd0, 0xff],
    [0xff, 0xff, 0xff],
];

/// Draws a screen.
pub fn svg(screen: &Screen, title: &str, paper: Paper) -> String {
    let (width, height) = (u32::from(screen.cols()) * CELL_WIDTH, u32::from(screen.rows()) * CELL_HEIGHT);
    let (full_width, full_height) = (width + 2 * PADDING, height + TITLE_BAR + PADDING);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\" \
         role=\"img\" xml:space=\"preserve\">\n<title>{2}</title>\n<style>text{{font-family:'JetBrains Mono','DejaVu Sans Mono',Menlo,\
         Consolas,'Liberation Mono',monospace;font-size:14px;white-space:pre}}.b{{font-weight:700}}\
         .i{{font-style:italic}}.u{{text-decoration:underline}}.s{{text-decoration:line-through}}\
         .m{{text-anchor:middle}}</style>\n",
        px(full_width),
        px(full_height),
        escaped(title),
    );
    let _ = writeln!(out, "<rect width=\"100%\" height=\"100%\" rx=\"10\" fill=\"{}\"/>", hex(paper.ground));
    for (light, x) in LIGHTS.iter().zip([200_u32, 380, 560]) {
        let _ = writeln!(out, "<circle cx=\"{}\" cy=\"16\" r=\"5\" fill=\"{light}\"/>", px(x));
    }
    for row in 0..screen.rows() {
        for run in runs(screen, row) {
            draw_ground(&run, row, paper, &mut out);
        }
        for run in runs(screen, row) {
            draw_text(&run, row, paper, &mut out);
        }
    }
    out.push_str("</svg>\n");
    out
}

/// Cells of one look, side by side.
struct Run {
    column: u32,
    cells: u32,
    text: String,
    style: Style,
    kind: Kind,
}

/// How a run is drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Letters, stretched to their cells.
    Text,
    /// One symbol, centred in its cell.
    Symbol,
    /// One block or line glyph, drawn.
    Drawn(char),
}

fn kind_of(cell: &Cell) -> Kind {
    let mut chars = cell.contents().chars();
    match (chars.next(), chars.next()) {
        (
            Some(c @ ('\u{2580}'..='\u{259f}' | '│' | '─' | '┃' | '━' | '┌' | '┐' | '└' | '┘' | '╭' | '╮' | '╰' | '╯')),
            None,
        ) => Kind::Drawn(c),
        (Some(c), None) if c < '\u{250}' => Kind::Text,
        (None, _) => Kind::Text,
        _ => Kind::Symbol,
    }
}

fn runs(screen: &Screen, row: u16) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for column in 0..screen.cols() {
        let Some(cell) = screen.cell(row, column).filter(|cell| !cell.is_wide_continuation()) else { continue };
        let cells = if cell.is_wide() { 2 } else { 1 };
        let text = if cell.contents().is_empty() { " " } else { cell.contents() };
        let (kind, style) = (kind_of(cell), if text == " " { of_blank(cell, runs.last()) } else { *cell.style() });
        match runs.last_mut() {
            // Two blanks part a run: not every viewer keeps them.
            Some(run)
                if kind == Kind::Text
                    && run.kind == Kind::Text
                    && run.style == style
                    && (text == " " || !run.text.ends_with("  ")) =>
            {
                run.text.push_str(text);
                run.cells += cells;
            }
            Some(_) | None => {
                runs.push(Run { column: u32::from(column), cells, text: text.into(), style, kind });
            }
        }
    }
    runs
}

/// Returns how a blank looks: as the run before it, wherever nobody sees the difference. What the program says there hangs on
/// what it drew before.
fn of_blank(cell: &Cell, before: Option<&Run>) -> Style {
    let shows = |style: &Style| style.reverse || style.underline || style.strikethrough;
    let mut style = *cell.style();
    if shows(&style) {
        return style;
    }
    if let Some(run) = before.filter(|run| run.style.bg == style.bg && !shows(&run.style)) {
        return run.style;
    }
    (style.fg, style.bold, style.dim, style.italic) = (Color::Default, false, false, false);
    style
}

/// Returns a run's colours: letters, ground.
fn colours(style: &Style, paper: Paper) -> ([u8; 3], [u8; 3]) {
    let (front, back) = (colour(style.fg, paper.letters), colour(style.bg, paper.ground));
    let (front, back) = if style.reverse { (back, front) } else { (front, back) };
    if !style.dim {
        return (front, back);
    }
    let mut mixed = [0; 3];
    for ((mixed, front), back) in mixed.iter_mut().zip(front).zip(back) {
        *mixed = u8::try_from((u32::from(front) * 55 + u32::from(back) * 45) / 100).unwrap_or(u8::MAX);
    }
    (mixed, back)
}

fn colour(colour: Color, default: [u8; 3]) -> [u8; 3] {
    match colour {
        Color::Rgb(red, green, blue) => [red, green, blue],
        Color::Indexed(n @ 0..16) => SIXTEEN.get(usize::from(n)).copied().unwrap_or(default),
        Color::Indexed(n @ 16..232) => {
            let step = |n: u8| if n == 0 { 0 } else { 55 + 40 * n };
            let n = n - 16;
            [step(n / 36), step(n / 6 % 6), step(n % 6)]
        }
        Color::Indexed(n) => [8 + 10 * (n - 232); 3],
        Color::Default => default,
    }
}

fn draw_ground(run: &Run, row: u16, paper: Paper, out: &mut String) {
    let (_, back) = colours(&run.style, paper);
    if back != paper.ground {
        let (x, y) = corner(run.column, row);
        rectangle([x, y, run.cells * CELL_WIDTH, CELL_HEIGHT], back, out);
    }
}

fn draw_text(run: &Run, row: u16, paper: Paper, out: &mut String) {
    let (front, _) = colours(&run.style, paper);
    let (x, y) = corner(run.column, row);
    if let Kind::Drawn(glyph) = run.kind {
        for [left, top, width, height] in parts(glyph) {
            rectangle([x + left, y + top, width, height], front, out);
        }
        return;
    }
    if run.style.conceal || run.text.trim().is_empty() {
        return;
    }
    let (x, text, cells) = trimmed(run, x);
    let mut class = String::new();
    let style = &run.style;
    let marks = [(style.bold, 'b'), (style.italic, 'i'), (style.underline, 'u'), (style.strikethrough, 's')];
    for (_, mark) in marks.iter().filter(|(is_set, _)| *is_set) {
        class.push(*mark);
        class.push(' ');
    }
    let (x, fit) = match run.kind {
        Kind::Symbol => {
            class.push('m');
            (x + cells * CELL_WIDTH / 2, String::new())
        }
        Kind::Text | Kind::Drawn(_) => {
            (x, format!(" textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\"", px(cells * CELL_WIDTH)))
        }
    };
    let class = class.trim_end();
    let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
    let _ = writeln!(
        out,
        "<text x=\"{}\" y=\"{}\"{fit}{class} fill=\"{}\">{}</text>",
        px(x),
        px(y + BASELINE),
        hex(front),
        escaped(text)
    );
}

/// Returns a run without the blanks around it: where it begins, its text, its cells.
fn trimmed(run: &Run, x: u32) -> (u32, &str, u32) {
    let blanks = |text: &str| u32::try_from(text.len()).unwrap_or(0);
    let after = run.text.trim_end_matches(' ');
    let text = after.trim_start_matches(' ');
    let left = blanks(after) - blanks(text);
    let right = blanks(&run.text) - blanks(after);
    (x + left * CELL_WIDTH, text, run.cells - left - right)
}

/// Returns the rectangles of a block or line glyph within its cell: left, top, width, height.
fn parts(glyph: char) -> Vec<[u32; 4]> {
    let (w, h) = (CELL_WIDTH, CELL_HEIGHT);
    // Quarters: 1 upper left, 2 upper right, 4 lower left, 8 lower right.
    let quarters = |bits: u32| {
        let all =
            [[0, 0, w / 2, h / 2], [w / 2, 0, w / 2, h / 2], [0, h / 2, w / 2, h / 2], [w / 2, h / 2, w / 2, h / 2]];
        let picked = all.into_iter().enumerate().filter(|(n, _)| bits & (1 << n) != 0);
        picked.map(|(_, part)| part).collect()
    };
    let eighths = |n: u32, of: u32| of * n / 8;
    match glyph {
        '│' => vec![[w / 2 - 5, 0, 10, h]],
        '┃' => vec![[w / 2 - 10, 0, 20, h]],
        '─' => vec![[0, h / 2 - 5, w, 10]],
        '━' => vec![[0, h / 2 - 10, w, 20]],
        '┌' | '╭' => vec![[w / 2 - 5, h / 2 - 5, 10, h / 2 + 5], [w / 2 - 5, h / 2 - 5, w / 2 + 5, 10]],
        '┐' | '╮' => vec![[w / 2 - 5, h / 2 - 5, 10, h / 2 + 5], [0, h / 2 - 5, w / 2 + 5, 10]],
        '└' | '╰' => vec![[w / 2 - 5, 0, 10, h / 2 + 5], [w / 2 - 5, h / 2 - 5, w / 2 + 5, 10]],
        '┘' | '╯' => vec![[w / 2 - 5, 0, 10, h / 2 + 5], [0, h / 2 - 5, w / 2 + 5, 10]],
        '▀' => vec![[0, 0, w, h / 2]],
        '▁'..='█' => {
            let part = eighths(u32::from(glyph) - 0x2580, h);
            vec![[0, h - part, w, part]]
        }
        '▉'..='▏' => vec![[0, 0, eighths(0x2590 - u32::from(glyph), w), h]],
        '▐' => vec![[w / 2, 0, w / 2, h]],
        '▔' => vec![[0, 0, w, h / 8]],
        '▖' => quarters(4),
        '▗' => quarters(8),
        '▘' => quarters(1),
        '▙' => quarters(1 | 4 | 8),
        '▚' => quarters(1 | 8),
        '▛' => quarters(1 | 2 | 4),
        '▜' => quarters(1 | 2 | 8),
        '▝' => quarters(2),
        '▞' => quarters(2 | 4),
        '▟' => quarters(2 | 4 | 8),
        // Shades: as tall as the cell, not as dark.
        _ => vec![[w / 4, 0, w / 2, h]],
    }
}

fn corner(column: u32, row: u16) -> (u32, u32) {
    (PADDING + column * CELL_WIDTH, TITLE_BAR + u32::from(row) * CELL_HEIGHT)
}

fn rectangle([x, y, width, height]: [u32; 4], fill: [u8; 3], out: &mut String) {
    let (x, y, width, height) = (px(x), px(y), px(width), px(height));
    let fill = hex(fill);
    let _ = writeln!(
        out,
        "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{fill}\" shape-rendering=\"crispEdges\"/>"
    );
}

/// Writes tenths of a pixel as pixels.
fn px(tenths: u32) -> String {
    if tenths.is_multiple_of(10) { (tenths / 10).to_string() } else { format!("{}.{}", tenths / 10, tenths % 10) }
}

fn hex([red, green, blue]: [u8; 3]) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
