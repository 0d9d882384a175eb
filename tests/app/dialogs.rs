//! What the note editor and the date dialog look like, and that no key breaks them.

use duewatch::app::key::{Key, KeyCode};
use duewatch::app::launch::{Colours, Glyphs, Launch};
use duewatch::app::message::Message;
use duewatch::app::overlay::Overlay;
use proptest::prelude::*;

use super::dates::chain;
use super::given::{Program, SMALL, given, launch, started};
use super::notes::on_art5;

const SIZES: [(u16, u16); 4] = [(40, 12), (80, 24), (120, 40), (200, 60)];

fn check(name: &str, program: impl Fn((u16, u16)) -> Program) {
    for (columns, rows) in SIZES {
        insta::assert_snapshot!(format!("{name}_{columns}x{rows}"), program((columns, rows)).screen());
    }
}

fn dialog((columns, rows): (u16, u16)) -> Program {
    let program = given(&chain()).sized(columns, rows).keys("/").types("applies").keys("enter");
    program.cursor_on("cra/applies").keys("d")
}

#[test]
fn note_screens() {
    check("note", |(w, h)| on_art5().sized(w, h).keys("n").types(" and more").keys("enter"));
    check("note_asks", |(w, h)| on_art5().sized(w, h).keys("n").types(" and more").keys("esc"));
    check("note_cell", |(w, h)| given(SMALL).sized(w, h).keys("j j j j tab n").types("ask the vendor"));
    let theirs = SMALL.replace("Vendor letter `required`", "Vendor letter is here");
    check("note_clash", |(w, h)| on_art5().sized(w, h).keys("n").types(" mine").reads(&theirs));
}

#[test]
fn date_screens() {
    check("date_empty", dialog);
    check("date_typed", |size| dialog(size).types("2027-01-15").keys("tab").types("Digital Omnibus").keys("tab"));
    check("date_wrong", |size| dialog(size).types("2027-01-15").keys("enter"));
    check("date_correct", |size| dialog(size).keys("ctrl-t"));
    check("date_asks", |size| dialog(size).types("2027").keys("esc"));
}

#[test]
fn dialogs_are_ascii_where_the_locale_has_no_signs() {
    let ascii = || Launch { glyphs: Glyphs::AsciiOnly, colours: Colours::None, ..launch() };
    for keys in ["n", "n x esc", "tab n", "d", "d x esc"] {
        let text = SMALL.replace("Points **", "Pünkte 漢…§ **");
        let screen = started(ascii()).reads(&text).sized(80, 24).keys("j j j j").keys(keys).screen();
        assert!(screen.is_ascii(), "{keys}\n{screen}");
    }
}

fn key() -> impl Strategy<Value = Key> {
    let codes = vec![
        KeyCode::Enter,
        KeyCode::Tab,
        KeyCode::BackTab,
        KeyCode::Backspace,
        KeyCode::Delete,
        KeyCode::Up,
        KeyCode::Down,
        KeyCode::Left,
        KeyCode::Right,
        KeyCode::Home,
        KeyCode::End,
        KeyCode::PageUp,
        KeyCode::PageDown,
        KeyCode::Char(' '),
        KeyCode::Char('漢'),
        KeyCode::Char('\u{301}'),
        KeyCode::Char('\u{200d}'),
    ];
    let special = (proptest::sample::select(codes), any::<bool>()).prop_map(|(code, ctrl)| Key { code, ctrl });
    // Not Ctrl-c and Ctrl-z: they leave.
    let control = proptest::sample::select("abdefhkrstuw".chars().collect::<Vec<_>>());
    prop_oneof![
        3 => special,
        3 => any::<char>().prop_filter("no control", |c| !c.is_control()).prop_map(|c| Key { code: KeyCode::Char(c), ctrl: false }),
        2 => proptest::sample::select("2026-12 Qunkow".chars().collect::<Vec<_>>()).prop_map(|c| Key { code: KeyCode::Char(c), ctrl: false }),
        1 => control.prop_map(|c| Key { code: KeyCode::Char(c), ctrl: true }),
    ]
}

/// Where a random session begins.
const DOORS: [&str; 4] = ["j j j j n", "j j j j tab n", "j j j j d", "j j j j d ctrl-t"];

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn typing_never_panics(
        door in proptest::sample::select(&DOORS[..]),
        keys in proptest::collection::vec(key(), 1..60),
        paste in "\\PC{0,12}(\r?\n\\PC{0,12}){0,3}",
        sizes in proptest::collection::vec((0u16..140, 0u16..45), 4),
    ) {
        let mut program = given(SMALL).keys(door);
        for (at, key) in keys.into_iter().enumerate() {
            if at % 13 == 7 {
                let (columns, rows) = sizes.get(at % sizes.len()).copied().unwrap_or_default();
                program = program.sized(columns, rows).send(Message::Pasted(paste.clone()));
            }
            program = program.send(Message::Pressed(key));
            if at % 5 == 0 {
                program.buffer();
            }
            if let Some(Overlay::Note(note)) = &program.state.overlay {
                let is_line = |line: &String| !line.contains(['\n', '\r', '\u{1b}']);
                prop_assert!(note.lines().iter().all(is_line));
            }
        }
        program.buffer();
    }

    #[test]
    fn what_is_typed_in_a_note_is_taken_back_step_by_step(keys in proptest::collection::vec(key(), 1..40)) {
        let open = given(SMALL).keys("j j j j n");
        let Some(Overlay::Note(before)) = &open.state.overlay else { panic!("a note") };
        let before = before.text();
        let mut program = open;
        for key in keys {
            if key.ctrl && matches!(key.code, KeyCode::Char('s')) {
                continue;
            }
            program = program.send(Message::Pressed(key));
        }
        for _ in 0..60 {
            program = program.keys("ctrl-z");
        }
        let Some(Overlay::Note(note)) = &program.state.overlay else { panic!("a note") };
        prop_assert_eq!(note.text(), before);
    }
}
