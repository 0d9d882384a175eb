//! Bytes from the terminal → keys and pasted text.
//!
//! Our own and not crossterm's, for three reasons: its reader waits inside an unfinished sequence, so it could not be
//! parked for an editor; it reads 1024 bytes of an edge-triggered queue and then does not see the rest until the next
//! key; and once its terminal is gone it reads for ever (crossterm issue 793), also when that happens between our
//! `poll` and its `read`. What we ask of terminals is little: no focus, no keyboard protocol.

mod paste;
mod sequence;

use std::time::Duration;

use self::paste::{End, PASTE_ENDS, Paste};
use self::sequence::{Parsed, control, is_rest_of_report, parse, plain};
use crate::app::key::{Key, KeyCode};
use crate::app::message::Cut;
use crate::app::mouse::Pointed;

/// The longest sequence that is looked at; of a longer one only the end matters.
const SEQUENCE_BYTES: usize = 256;

/// How long a paste may be silent before its end is taken as lost. Until then it takes every key.
const PASTE_TAKES: Duration = Duration::from_secs(3);

/// The longest piece that is taken for keys after a paste whose end did not come: no hand is quicker.
const LONGEST_BY_HAND: usize = 16;

/// After so many pieces a terminal's answer that does not end is none: a slow line cuts an answer at every byte, but a
/// piece for each byte and this many of them is somebody who types.
const ANSWER_PIECES: usize = 256;

/// How long the rest of a sequence may take where it could also be a key: Esc is one, and the beginning of many.
const ESCAPE_TAKES: Duration = Duration::from_millis(30);

/// How long the next byte may take of what has begun for certain, and of what may still follow an Esc that was already
/// taken for a key. On a bad line a second is nothing, and what is late must not act as keys: keys change the file.
const NEXT_BYTE_TAKES: Duration = Duration::from_millis(1500);

/// Something that came from the terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A key.
    Pressed(Key),
    /// What the mouse did.
    Pointed(Pointed),
    /// A bracketed paste; not cleaned.
    Pasted(String),
    /// The paste before this is not whole.
    PasteCut(Cut),
}

/// Turns bytes into keys, however they are cut into pieces.
#[derive(Debug, Default)]
pub struct Decoder {
    /// The beginning of a sequence; at most [`SEQUENCE_BYTES`].
    pending: Vec<u8>,
    /// The paste that has begun.
    paste: Option<Paste>,
    /// Whether the end of the last paste did not come: its rest may.
    is_torn: bool,
    /// The terminal's answer that is being passed over.
    answer: Option<Answer>,
    /// Whether the last thing was an Esc that was taken for a key. `pending` begins with that Esc again, as soon as
    /// something comes that may be its rest.
    behind: Behind,
}

/// What the next byte stands behind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Behind {
    /// Nothing that it could belong to.
    #[default]
    Nothing,
    /// An Esc that nothing followed in time: its rest may still come.
    Escape,
    /// Such an Esc, and silence since: only what nobody types is its rest.
    Silence,
}

/// An answer whose end has not come.
#[derive(Debug, Default)]
struct Answer {
    /// The pieces in which it came so far.
    pieces: usize,
    /// Whether its last byte is the Esc with which the end mark begins.
    is_at_escape: bool,
}

impl Decoder {
    /// Takes a piece of what comes, gives what is whole.
    pub fn feed(&mut self, piece: &[u8]) -> Vec<Input> {
        if let Some(answer) = &mut self.answer {
            answer.pieces += 1;
            if answer.pieces > ANSWER_PIECES {
                self.answer = None;
            }
        }
        let mut inputs = Vec::new();
        if self.paste.is_some() && piece == [0x03] {
            // Pasted text comes with its marks: this was pressed.
            inputs.extend(self.end_paste(End::Missing));
        }
        let piece = self.behind_rest(piece);
        if self.behind == Behind::Silence && !piece.is_empty() {
            self.behind = if is_rest_of_report(piece) { Behind::Escape } else { Behind::Nothing };
        }
        for byte in piece {
            if self.paste.is_some() {
                self.feed_paste(*byte, &mut inputs);
            } else if self.answer.is_some() {
                self.feed_answer(*byte, &mut inputs);
            } else {
                if self.behind == Behind::Escape && self.pending.is_empty() {
                    let is_rest = matches!(byte, b'[' | b']' | b'P' | b'_');
                    self.behind = if is_rest { Behind::Escape } else { Behind::Nothing };
                    self.pending.extend(is_rest.then_some(0x1b));
                }
                self.pending.push(*byte);
                self.parse(&mut inputs);
            }
        }
        inputs
    }

    /// Returns how long to wait for what belongs to the last bytes, until [`give_up`](Self::give_up); none: they are
    /// whole.
    pub fn patience(&self) -> Option<Duration> {
        if self.paste.is_some() {
            return Some(PASTE_TAKES);
        }
        match self.pending.as_slice() {
            [0x1b] => Some(ESCAPE_TAKES),
            [] => (self.answer.is_some() || self.behind == Behind::Escape).then_some(NEXT_BYTE_TAKES),
            [..] => Some(NEXT_BYTE_TAKES),
        }
    }

    /// Gives what the beginning of a sequence is if nothing follows it.
    pub fn give_up(&mut self) -> Vec<Input> {
        if self.paste.is_some() {
            self.is_torn = true;
            return self.end_paste(End::Missing);
        }
        self.answer = None;
        let behind = std::mem::take(&mut self.behind);
        let pending = std::mem::take(&mut self.pending);
        match pending.as_slice() {
            [0x1b] => {
                self.behind = Behind::Escape;
                vec![Input::Pressed(plain(KeyCode::Esc))]
            }
            [] if behind != Behind::Nothing => {
                self.behind = Behind::Silence;
                Vec::new()
            }
            // Esc, and somewhat later this key.
            [0x1b, byte] if behind == Behind::Escape => vec![Input::Pressed(plain(KeyCode::Char(char::from(*byte))))],
            [..] => Vec::new(),
        }
    }

    /// Passes over the answer's bytes, to `BEL` or `ESC \`. Ctrl-C always ends the program.
    fn feed_answer(&mut self, byte: u8, inputs: &mut Vec<Input>) {
        let Some(answer) = &mut self.answer else { return };
        match (answer.is_at_escape, byte) {
            (_, 0x03) => inputs.extend(control(byte).map(Input::Pressed)),
            (_, 0x07 | 0x18 | 0x1a) | (true, b'\\') => {}
            (_, 0x1b) => return answer.is_at_escape = true,
            // It was cut off: a sequence of its own begins.
            (true, _) => self.pending.extend([0x1b, byte]),
            (false, _) => return,
        }
        self.answer = None;
        self.parse(inputs);
    }

    /// Returns what of a piece is no rest of a paste that was given up. Keys that are pressed later come behind it: the
    /// first short piece without the end mark says that there is none.
    fn behind_rest<'a>(&mut self, piece: &'a [u8]) -> &'a [u8] {
        if !std::mem::take(&mut self.is_torn) {
            return piece;
        }
        if let Some(at) = piece.windows(PASTE_ENDS.len()).position(|window| window == PASTE_ENDS) {
            return piece.get(at + PASTE_ENDS.len()..).unwrap_or_default();
        }
        if piece.len() > LONGEST_BY_HAND {
            self.paste = Some(Paste::rest());
        }
        piece
    }

    fn feed_paste(&mut self, byte: u8, inputs: &mut Vec<Input>) {
        if let Some(end) = self.paste.as_mut().and_then(|paste| paste.feed(byte)) {
            inputs.extend(self.end_paste(end));
        }
    }

    fn end_paste(&mut self, end: End) -> Vec<Input> {
        self.paste.take().map_or_else(Vec::new, |paste| paste.inputs(end))
    }

    fn parse(&mut self, inputs: &mut Vec<Input>) {
        while !self.pending.is_empty() {
            match parse(&self.pending) {
                Parsed::Unfinished if self.pending.len() < SEQUENCE_BYTES => return,
                // Its beginning says what it is; its end will come.
                Parsed::Unfinished => drop(self.pending.drain(2..)),
                Parsed::Whole(length, key) => {
                    let is_late = std::mem::take(&mut self.behind) == Behind::Escape;
                    let passed: Vec<u8> = self.pending.drain(..length).collect();
                    // Esc, and somewhat later what looked like its rest and is a key of its own.
                    let own = match passed.as_slice() {
                        [0x1b, byte] if is_late => Some(plain(KeyCode::Char(char::from(*byte)))),
                        [..] => None,
                    };
                    inputs.extend(own.or(key).map(Input::Pressed));
                }
                Parsed::Pointed(length, pointed) => {
                    // Its Esc was a key already, and may have closed what was pointed at.
                    let is_late = std::mem::take(&mut self.behind) == Behind::Escape;
                    self.pending.drain(..length);
                    inputs.extend(pointed.filter(|_| !is_late).map(Input::Pointed));
                }
                Parsed::PasteBegins(length) => {
                    self.behind = Behind::Nothing;
                    self.pending.drain(..length);
                    self.paste = Some(Paste::default());
                }
                Parsed::AnswerBegins => {
                    self.behind = Behind::Nothing;
                    self.pending.clear();
                    self.answer = Some(Answer::default());
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::paste::PASTE_BYTES;
    use super::*;
    use crate::app::mouse::Deed;

    fn keys(bytes: &[u8]) -> Vec<Input> {
        let mut decoder = Decoder::default();
        let mut inputs = decoder.feed(bytes);
        inputs.extend(decoder.give_up());
        inputs
    }

    fn key(code: KeyCode) -> Input {
        Input::Pressed(plain(code))
    }

    fn ctrl(code: KeyCode) -> Input {
        Input::Pressed(Key { code, ctrl: true })
    }

    #[test]
    fn every_key_is_known_in_every_spelling() {
        let up: &[&[u8]] = &[b"\x1b[A", b"\x1bOA", b"\x1b[1;2A"];
        let home: &[&[u8]] = &[b"\x1b[H", b"\x1bOH", b"\x1b[1~", b"\x1b[7~"];
        for (spellings, code) in [(up, KeyCode::Up), (home, KeyCode::Home)] {
            for spelling in spellings {
                assert_eq!(keys(spelling), [key(code)], "{spelling:?}");
            }
        }
        assert_eq!(keys(b"\x1b[1;5C"), [ctrl(KeyCode::Right)]);
        assert_eq!(keys(b"\x1b[Z\x1b[3~\x1b[5~\x1b[6~").len(), 4);
        assert_eq!(keys(b"\r\t\x7f"), [key(KeyCode::Enter), key(KeyCode::Tab), key(KeyCode::Backspace)]);
        assert_eq!(keys(b"\x03\x04"), [ctrl(KeyCode::Char('c')), ctrl(KeyCode::Char('d'))]);
        assert_eq!(keys("é漢".as_bytes()), [key(KeyCode::Char('é')), key(KeyCode::Char('漢'))]);
    }

    #[test]
    fn an_escape_is_a_key_when_nothing_follows() {
        let mut decoder = Decoder::default();
        assert_eq!(decoder.feed(b"\x1b"), []);
        assert_eq!(decoder.patience(), Some(ESCAPE_TAKES));
        assert_eq!(decoder.give_up(), [key(KeyCode::Esc)]);
        assert_eq!(keys(b"\x1b\x1b"), [key(KeyCode::Esc), key(KeyCode::Esc)]);
    }

    #[test]
    fn alt_with_a_key_acts_neither_as_the_key_nor_as_escape() {
        for alt in [
            &b"\x1bx"[..],
            b"\x1by",
            "\x1bé".as_bytes(),
            b"\x1b\x7f",
            b"\x1b\r",
            b"\x1bO",
            b"\x1b]",
            b"\x1bP",
            b"\x1b_",
        ] {
            assert_eq!(keys(alt), [], "{alt:?}");
            assert_eq!(keys(&[alt, b"j"].concat()), [key(KeyCode::Char('j'))], "{alt:?}");
        }
        assert_eq!(keys(b"\x1b\x03"), [ctrl(KeyCode::Char('c'))]);
        assert_eq!(keys(b"\x1b\x1b[A"), [key(KeyCode::Esc), key(KeyCode::Up)]);
    }

    #[test]
    fn what_is_no_key_is_passed_over() {
        // Buttons of the mouse that mean nothing here, and the old way to tell them; focus, function keys, the answers to questions of other programs.
        for bytes in [
            &b"\x1b[<2;10;10M"[..],
            b"\x1b[M j ",
            b"\x1b[I",
            b"\x1b[[A",
            b"\x1b[15~",
            b"\x1b]11;rgb:1414/1919/1f1f\x07",
        ] {
            assert_eq!(keys(&[bytes, b"j"].concat()), [key(KeyCode::Char('j'))], "{bytes:?}");
        }
        assert_eq!(keys(b"\x1bP1+r\x1b\\j").last(), Some(&key(KeyCode::Char('j'))));
        assert_eq!(keys(b"\xff\xc3j"), [key(KeyCode::Char('j'))]);
    }

    #[test]
    fn the_mouse_is_told_by_button_and_place() {
        let cases = [
            (&b"\x1b[<0;1;1M"[..], Some(Pointed { deed: Deed::Press, x: 0, y: 0 })),
            (b"\x1b[<0;12;300m", Some(Pointed { deed: Deed::Release, x: 11, y: 299 })),
            (b"\x1b[<32;5;6M", Some(Pointed { deed: Deed::Drag, x: 4, y: 5 })),
            (b"\x1b[<64;5;6M", Some(Pointed { deed: Deed::WheelUp, x: 4, y: 5 })),
            (b"\x1b[<65;5;6M", Some(Pointed { deed: Deed::WheelDown, x: 4, y: 5 })),
            (b"\x1b[<16;5;6M", None),
            (b"\x1b[<0;99999;1M", None),
            (b"\x1b[<;;M", None),
        ];
        for (bytes, wanted) in cases {
            let inputs: Vec<Input> = wanted.map(Input::Pointed).into_iter().collect();
            assert_eq!(keys(bytes), inputs, "{bytes:?}");
        }
    }

    #[test]
    fn what_the_mouse_did_never_acts_as_keys_however_late_it_comes() {
        let told = |report: &[u8]| {
            let mut decoder = Decoder::default();
            decoder.feed(b"\x1b");
            assert_eq!(decoder.give_up(), [key(KeyCode::Esc)]);
            assert_eq!((decoder.give_up(), decoder.patience()), (vec![], None));
            decoder.feed(report)
        };
        // Nobody types these at once. What it pointed at may be closed by that Esc: it does nothing.
        for report in [&b"[<0;12;5M"[..], b"[<0;12;5m", b"[<64;3;4M", b"[<2;1;1M"] {
            assert_eq!(told(report), [], "{report:?}");
            assert_eq!(told(&[report, b"j"].concat()), [key(KeyCode::Char('j'))], "{report:?}");
        }
        let next = [Input::Pointed(Pointed { deed: Deed::Release, x: 11, y: 4 })];
        assert_eq!(told(b"[<0;12;5M\x1b[<0;12;5m"), next);
        assert_eq!(trickled(b"\x1b[<0;12;5Mj"), [KeyCode::Esc, KeyCode::Char('j')].map(key));
        // What somebody may type is typed.
        for typed in [&b"["[..], b"[<", b"[<0;1", b"[<;;M", b"[<m", b"[A", b"<0;12;5M"] {
            let keys: Vec<Input> = typed.iter().map(|byte| key(KeyCode::Char(char::from(*byte)))).collect();
            assert_eq!(told(typed), keys, "{typed:?}");
        }
        // Not without that Esc, and not behind another key.
        let mut decoder = Decoder::default();
        assert_eq!(decoder.feed(b"[<0;12;5M").len(), 9);
        decoder.feed(b"\x1b");
        assert_eq!((decoder.give_up().len(), decoder.give_up().len(), decoder.feed(b"j").len()), (1, 0, 1));
        assert_eq!(decoder.feed(b"[<0;12;5M").len(), 9);
    }

    #[test]
    fn a_paste_is_one_thing_and_bounded() {
        assert_eq!(keys(b"a\x1b[200~q\x1b[31m\rq\x1b[201~b").get(1), Some(&Input::Pasted("q\u{1b}[31m\rq".into())));
        let long = [b"\x1b[200~", "x".repeat(PASTE_BYTES * 2).as_bytes(), b"\x1b[201~j"].concat();
        match keys(&long).as_slice() {
            [Input::Pasted(text), Input::PasteCut(Cut::TooLong), after] => {
                assert_eq!(text.len(), PASTE_BYTES);
                assert_eq!(after, &key(KeyCode::Char('j')));
            }
            other => panic!("a paste, what was cut and a key, not {} inputs", other.len()),
        }
        // No letter is cut in two.
        let long = [b"\x1b[200~x", "é".repeat(PASTE_BYTES).as_bytes(), b"\x1b[201~"].concat();
        assert!(
            matches!(keys(&long).first(), Some(Input::Pasted(text)) if text.len() == PASTE_BYTES - 1 && !text.contains('\u{fffd}'))
        );
    }

    #[test]
    fn a_paste_that_never_ends_does_not_take_every_key_for_ever() {
        let mut decoder = Decoder::default();
        assert_eq!((decoder.feed(b"\x1b[200~half"), decoder.patience()), (vec![], Some(PASTE_TAKES)));
        let ended = [Input::Pasted("half".into()), Input::PasteCut(Cut::Unended)];
        assert_eq!((decoder.give_up().as_slice(), decoder.patience()), (&ended[..], None));
        assert_eq!(decoder.feed(b"j"), [key(KeyCode::Char('j'))]);
        // Ctrl-C that comes by itself always ends the program.
        decoder.feed(b"\x1b[200~half\x03");
        let inputs = decoder.feed(b"\x03");
        assert_eq!(inputs.last(), Some(&ctrl(KeyCode::Char('c'))));
        assert_eq!(decoder.feed(b"j"), [key(KeyCode::Char('j'))]);
    }

    #[test]
    fn the_rest_of_a_paste_that_comes_too_late_is_no_keys() {
        let given_up = || {
            let mut decoder = Decoder::default();
            decoder.feed(b"\x1b[200~dd");
            assert_eq!(decoder.give_up().len(), 2);
            decoder
        };
        let mut decoder = given_up();
        assert_eq!(decoder.feed(b"dx\x1b[201~j"), [key(KeyCode::Char('j'))]);
        let mut decoder = given_up();
        assert_eq!(decoder.feed("dx".repeat(100).as_bytes()), []);
        assert_eq!(decoder.feed(b"dx\x1b[20"), []);
        assert_eq!(decoder.feed(b"1~j"), [key(KeyCode::Char('j'))]);
        // And where that rest has no end either, silence ends it; nothing more is said.
        let mut decoder = given_up();
        decoder.feed("dx".repeat(100).as_bytes());
        assert_eq!((decoder.patience(), decoder.give_up()), (Some(PASTE_TAKES), vec![]));
        assert_eq!(decoder.feed(b"j"), [key(KeyCode::Char('j'))]);
    }

    /// Feeds byte by byte, with more silence after each than anything waits for before it acts.
    fn trickled(bytes: &[u8]) -> Vec<Input> {
        let mut decoder = Decoder::default();
        let mut inputs = Vec::new();
        for byte in bytes {
            inputs.extend(decoder.feed(&[*byte]));
            if decoder.patience() == Some(ESCAPE_TAKES) {
                inputs.extend(decoder.give_up());
            }
        }
        inputs
    }

    #[test]
    fn an_answer_never_acts_as_keys_however_slowly_it_comes() {
        let long = [b"\x1b]52;c;", "deadbeef".repeat(200_000).as_bytes(), b"\x07"].concat();
        for answer in [
            &b"\x1b]11;rgb:dede/adad/eded\x07"[..],
            b"\x1b]11;rgb:dede/adad/eded\x1b\\",
            b"\x1bP>|xdexd(1)\x1b\\",
            b"\x1bP1+r544e=xdexd\x1b\\",
            b"\x1b[?62;1;4c",
            b"\x1b[?1;2A",
            b"\x1b[12;5R",
            b"\x1b_Gi=1;xde\x1b\\",
        ] {
            assert_eq!(keys(&[answer, b"j"].concat()), [key(KeyCode::Char('j'))], "{answer:?}");
            // The Esc itself was a key by then, that cannot be helped; the rest is none.
            let all = [key(KeyCode::Esc), key(KeyCode::Char('j'))];
            assert_eq!(trickled(&[answer, b"j"].concat()), all, "{answer:?}");
        }
        let in_pieces =
            |decoder: &mut Decoder| -> Vec<Input> { long.chunks(8192).flat_map(|piece| decoder.feed(piece)).collect() };
        let mut decoder = Decoder::default();
        assert_eq!((in_pieces(&mut decoder), decoder.patience()), (vec![], None));
        let parameters = [b"\x1b[", "1;".repeat(SEQUENCE_BYTES).as_bytes(), b"cj"].concat();
        assert_eq!(keys(&parameters), [key(KeyCode::Char('j'))]);
    }

    #[test]
    fn what_only_looks_like_an_answer_is_typed_after_all() {
        let mut decoder = Decoder::default();
        decoder.feed(b"\x1b");
        assert_eq!(decoder.give_up(), [key(KeyCode::Esc)]);
        assert_eq!(decoder.patience(), Some(NEXT_BYTE_TAKES));
        assert_eq!(decoder.feed(b"]"), []);
        assert_eq!(decoder.give_up(), [key(KeyCode::Char(']'))]);
        assert_eq!(decoder.patience(), None);
        assert_eq!(trickled(b"\x1b]j"), [KeyCode::Esc, KeyCode::Char(']'), KeyCode::Char('j')].map(key));
        assert_eq!(trickled(b"\x1bj]"), [KeyCode::Esc, KeyCode::Char('j'), KeyCode::Char(']')].map(key));
    }

    #[test]
    fn an_answer_that_never_ends_does_not_take_what_is_typed_for_ever() {
        // Silence ends it …
        let mut decoder = Decoder::default();
        decoder.feed(b"\x1b]11;rgb:dede");
        assert_eq!(decoder.patience(), Some(NEXT_BYTE_TAKES));
        assert_eq!((decoder.give_up(), decoder.patience()), (vec![], None));
        assert_eq!(decoder.feed(b"j"), [key(KeyCode::Char('j'))]);
        // … and so do many single keys, Ctrl-C and another sequence.
        decoder.feed(b"\x1b]11;rgb:dede");
        let typed: Vec<Input> = (0..=ANSWER_PIECES).flat_map(|_| decoder.feed(b"j")).collect();
        assert_eq!(typed, [key(KeyCode::Char('j'))]);
        assert_eq!(keys(b"\x1b]11;x\x03"), [ctrl(KeyCode::Char('c'))]);
        assert_eq!(keys(b"\x1b]11;x\x1b[Bj"), [key(KeyCode::Down), key(KeyCode::Char('j'))]);
        assert_eq!(keys(b"\x1b]11;x\x1b"), []);
    }

    const PIECES: &[&[u8]] = &[
        b"\x1b[A",
        b"\x1bx",
        b"\x1b[200~p\x1b[201~",
        b"\xc3\xa9",
        b"\x1b[1;5D",
        b"j",
        b"\x1b]11;x\x07",
        b"\x1b[[B",
        b"\x03",
    ];

    proptest! {
        #[test]
        fn it_does_not_matter_where_the_bytes_are_cut(
            pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..12),
        ) {
            let bytes = pieces.concat();
            let mut decoder = Decoder::default();
            let one_by_one: Vec<Input> = bytes.iter().flat_map(|byte| decoder.feed(&[*byte])).collect();
            prop_assert_eq!(one_by_one, Decoder::default().feed(&bytes));
        }

        #[test]
        fn no_bytes_do_harm(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
            let mut decoder = Decoder::default();
            decoder.feed(&bytes);
            decoder.give_up();
            prop_assert!(decoder.pending.is_empty());
        }
    }
}
