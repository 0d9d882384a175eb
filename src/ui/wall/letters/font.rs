//! The letters' points: rows from the top, parted by spaces; `#` is set, rows that are not written are empty.
//!
//! Seven rows stand on the base line, the eighth is for what hangs below it. Uprights are one point wide and stand at least
//! three apart, so that a bold face can double them.

use super::ROWS;

/// A letter: how many points it is wide, and its rows from the top, the leftmost point the lowest bit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Its width, in points.
    pub width: u32,
    /// Its rows.
    pub rows: [u16; ROWS],
}

/// Signs that are drawn, in the order of their numbers.
const LETTERS: &[(char, &str)] = &[
    (' ', "..."),
    ('!', "# # # # # . #"),
    ('"', "#..# #..#"),
    ('#', "....... .#..#.. ####### .#..#.. .#..#.. ####### .#..#.."),
    ('$', "...#... .###### #..#... .#####. ...#..# ######. ...#..."),
    ('%', "##....# ##...#. ....#.. ...#... ..#.... .#...## #....##"),
    ('&', "..##... .#..#.. .#..#.. ..##... .#..#.# #....#. .####.#"),
    ('\'', "# #"),
    ('(', "..# .#. #.. #.. #.. .#. ..#"),
    (')', "#.. .#. ..# ..# ..# .#. #.."),
    ('*', "..... #...# .#.#. ##### .#.#. #...#"),
    ('+', "..... ..... ..#.. ..#.. ##### ..#.. ..#.."),
    (',', ". . . . . # # #"),
    ('-', "... ... ... ... ###"),
    ('.', ". . . . . # #"),
    ('/', "....# ....# ...#. ..#.. .#... #.... #...."),
    ('0', ".###. #...# #..## #.#.# ##..# #...# .###."),
    ('1', ".#. ##. .#. .#. .#. .#. ###"),
    ('2', ".###. #...# ....# ..##. .#... #.... #####"),
    ('3', ".###. #...# ....# ..##. ....# #...# .###."),
    ('4', "#...# #...# #...# ##### ....# ....# ....#"),
    ('5', "##### #.... ####. ....# ....# #...# .###."),
    ('6', ".###. #.... #.... ####. #...# #...# .###."),
    ('7', "##### ....# ....# ...#. ..#.. ..#.. ..#.."),
    ('8', ".###. #...# #...# .###. #...# #...# .###."),
    ('9', ".###. #...# #...# .#### ....# ....# .###."),
    (':', ". . # # . # #"),
    (';', ". . # # . # # #"),
    ('<', "... ..# .#. #.. .#. ..#"),
    ('=', "..... ..... ##### ..... #####"),
    ('>', "... #.. .#. ..# .#. #.."),
    ('?', ".###. #...# ....# ...#. ..#.. ..... ..#.."),
    ('@', ".#####. #.....# #..##.# #.#.#.# #.####. #...... .#####."),
    ('A', ".###. #...# #...# ##### #...# #...# #...#"),
    ('B', "####. #...# #...# ####. #...# #...# ####."),
    ('C', ".###. #...# #.... #.... #.... #...# .###."),
    ('D', "####. #...# #...# #...# #...# #...# ####."),
    ('E', "##### #.... #.... ####. #.... #.... #####"),
    ('F', "##### #.... #.... ####. #.... #.... #...."),
    ('G', ".###. #...# #.... #.### #...# #...# .###."),
    ('H', "#...# #...# #...# ##### #...# #...# #...#"),
    ('I', "### .#. .#. .#. .#. .#. ###"),
    ('J', "....# ....# ....# ....# #...# #...# .###."),
    ('K', "#...# #..#. #.#.. ##... #.#.. #..#. #...#"),
    ('L', "#.... #.... #.... #.... #.... #.... #####"),
    ('M', "#.....# ##...## #.#.#.# #..#..# #.....# #.....# #.....#"),
    ('N', "#...# ##..# ##..# #.#.# #..## #..## #...#"),
    ('O', ".###. #...# #...# #...# #...# #...# .###."),
    ('P', "####. #...# #...# ####. #.... #.... #...."),
    ('Q', ".###. #...# #...# #...# #...# #..#. .##.#"),
    ('R', "####. #...# #...# ####. #.#.. #..#. #...#"),
    ('S', ".###. #...# #.... .###. ....# #...# .###."),
    ('T', "##### ..#.. ..#.. ..#.. ..#.. ..#.. ..#.."),
    ('U', "#...# #...# #...# #...# #...# #...# .###."),
    ('V', "#...# #...# #...# #...# #...# .#.#. ..#.."),
    ('W', "#.....# #.....# #.....# #..#..# #.#.#.# ##...## #.....#"),
    ('X', "#...# #...# .#.#. ..#.. .#.#. #...# #...#"),
    ('Y', "#...# #...# .#.#. ..#.. ..#.. ..#.. ..#.."),
    ('Z', "##### ....# ...#. ..#.. .#... #.... #####"),
    ('[', "### #.. #.. #.. #.. #.. ###"),
    (']', "### ..# ..# ..# ..# ..# ###"),
    ('_', "..... ..... ..... ..... ..... ..... ..... #####"),
    ('a', "..... ..... .###. ....# .#### #...# .####"),
    ('b', "#.... #.... ####. #...# #...# #...# ####."),
    ('c', "..... ..... .#### #.... #.... #.... .####"),
    ('d', "....# ....# .#### #...# #...# #...# .####"),
    ('e', "..... ..... .###. #...# ##### #.... .####"),
    ('f', ".## #.. ### #.. #.. #.. #.."),
    ('g', "..... ..... .#### #...# #...# .#### ....# ####."),
    ('h', "#.... #.... ####. #...# #...# #...# #...#"),
    ('i', "# . # # # # #"),
    ('j', "..# ... ..# ..# ..# ..# ..# ##."),
    ('k', "#.... #.... #..#. #.#.. ##... #.#.. #..#."),
    ('l', "#.. #.. #.. #.. #.. #.. .##"),
    ('m', "....... ....... ###.##. #..#..# #..#..# #..#..# #..#..#"),
    ('n', "..... ..... ####. #...# #...# #...# #...#"),
    ('o', "..... ..... .###. #...# #...# #...# .###."),
    ('p', "..... ..... ####. #...# #...# ####. #.... #...."),
    ('q', "..... ..... .#### #...# #...# .#### ....# ....#"),
    ('r', "... ... #.# ##. #.. #.. #.."),
    ('s', "..... ..... .#### #.... .###. ....# ####."),
    ('t', ".#. .#. ### .#. .#. .#. .##"),
    ('u', "..... ..... #...# #...# #...# #...# .####"),
    ('v', "..... ..... #...# #...# #...# .#.#. ..#.."),
    ('w', "....... ....... #..#..# #..#..# #..#..# #..#..# .##.##."),
    ('x', "..... ..... #...# .#.#. ..#.. .#.#. #...#"),
    ('y', "..... ..... #...# #...# #...# .#### ....# ####."),
    ('z', "..... ..... ##### ...#. ..#.. .#... #####"),
    ('{', "..# .#. .#. #.. .#. .#. ..#"),
    ('|', "# # # # # # # #"),
    ('}', "#.. .#. .#. ..# .#. .#. #.."),
    ('§', ".#### #.... .###. #...# .###. ....# ####."),
    ('·', ". . . # #"),
    ('ß', ".##.. #..#. #..#. #.##. #...# #...# #.##."),
    ('æ', "....... ....... ##.###. ..#...# .###### #..#... .##.###"),
    ('ø', "..... ....# .###. #..## #.#.# ##..# .###. #...."),
    ('ı', ". . # # # # #"),
    ('–', "..... ..... ..... ..... #####"),
    ('—', "....... ....... ....... ....... #######"),
    ('‘', "# # #"),
    ('’', "# # #"),
    ('“', "#..# #..# #..#"),
    ('”', "#..# #..# #..#"),
    ('…', "....... ....... ....... ....... ....... #..#..# #..#..#"),
    ('€', "..### .#... ####. .#... ####. .#... ..###"),
    ('→', "....... ....#.. .....#. ####### .....#. ....#.."),
];

/// Marks that stand above letters, in the row that is free there, and the letters with each.
const ABOVE: &[(&str, &str)] = &[
    ("..##.", "áa ée íı óo úu ýy ćc ńn śs źz ÁA ÉE ÍI ÓO ÚU ÝY ĆC ŃN ŚS ŹZ"),
    (".##..", "àa èe ìı òo ùu ÀA ÈE ÌI ÒO ÙU"),
    (".###.", "âa êe îı ôo ûu ÂA ÊE ÎI ÔO ÛU āa ēe īı ōo ūu"),
    ("#...#", "äa ëe ïı öo üu ÿy ÄA ËE ÏI ÖO ÜU"),
    ("#.##.", "ãa ñn õo ÃA ÑN ÕO"),
    ("..#..", "åa ÅA ėe żz ĖE ŻZ"),
    ("##.##", "čc ěe řr šs žz ČC ĚE ŘR ŠS ŽZ"),
];

/// Letters with a mark below.
const BELOW: &[(&str, &str)] = &[("..#..", "çc şs ÇC ŞS"), ("...#.", "ąa ęe ĄA ĘE")];

/// The letters of [`LETTERS`], read once, by the compiler: a wall that ticks draws them every second.
#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler, which refuses what is out of bounds")]
const READ: [Letter; LETTERS.len()] = {
    let mut read = [Letter { width: 0, rows: [0; ROWS] }; LETTERS.len()];
    let mut at = 0;
    while at < LETTERS.len() {
        read[at] = parse(LETTERS[at].1);
        at += 1;
    }
    read
};

#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler, which refuses what is out of bounds")]
const fn parse(written: &str) -> Letter {
    let bytes = written.as_bytes();
    let mut rows = [0u16; ROWS];
    let (mut width, mut row, mut column, mut at) = (0, 0, 0, 0);
    while at < bytes.len() {
        match bytes[at] {
            b' ' => {
                row += 1;
                column = 0;
            }
            point => {
                rows[row] |= if point == b'#' { 1 << column } else { 0 };
                column += 1;
                width = column;
            }
        }
        at += 1;
    }
    Letter { width, rows }
}

/// Returns the points of a sign; none: it is not one of ours.
pub fn letter(sign: char) -> Option<Letter> {
    if let Some(letter) = plain(sign) {
        return Some(letter);
    }
    if let Some((mark, base)) = marked(ABOVE, sign) {
        return Some(above(plain(base)?, parse(mark)));
    }
    let (mark, base) = marked(BELOW, sign)?;
    let mut letter = plain(base)?;
    if let ([mark, ..], Some(last)) = (parse(mark).rows, letter.rows.last_mut()) {
        *last = mark;
    }
    Some(letter)
}

fn plain(sign: char) -> Option<Letter> {
    let at = LETTERS.binary_search_by_key(&sign, |(sign, _)| *sign).ok()?;
    READ.get(at).copied()
}

fn marked(table: &[(&'static str, &str)], sign: char) -> Option<(&'static str, char)> {
    table.iter().find_map(|(mark, pairs)| {
        let pair = pairs.split(' ').find(|pair| pair.starts_with(sign))?;
        Some((*mark, pair.chars().nth(1)?))
    })
}

/// Puts a mark above a letter. One that reaches to the top loses a row, and hangs below the base line.
fn above(letter: Letter, mark: Letter) -> Letter {
    let side = mark.width.saturating_sub(letter.width) / 2;
    let drawn = letter.rows.map(|row| row << side);
    let ([mark_row, ..], [top, _, lower @ .., _], [_, small @ ..]) = (mark.rows, drawn, drawn);
    let mut rows = [0; ROWS];
    let (above, below): (&[u16], &[u16]) = if top > 0 { (&[mark_row, 0, top], &lower) } else { (&[mark_row], &small) };
    for (to, from) in rows.iter_mut().zip(above.iter().chain(below)) {
        *to = *from;
    }
    Letter { width: letter.width.max(mark.width), rows }
}
