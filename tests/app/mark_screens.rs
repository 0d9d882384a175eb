//! What marks, the question before deleting, the list before many rows change, and a clash of whole records look like.

use duewatch::app::launch::{Colours, Glyphs, Launch};

use super::deleting::named;
use super::editing::on_in;
use super::given::{Program, SMALL, given, launch, started};
use super::marking::{mark, mark_in};

const SIZES: [(u16, u16); 3] = [(40, 12), (80, 24), (120, 40)];

fn check(name: &str, program: impl Fn((u16, u16)) -> Program) {
    for (columns, rows) in SIZES {
        insta::assert_snapshot!(format!("{name}_{columns}x{rows}"), program((columns, rows)).screen());
    }
}

const THREE: [&str; 3] = ["eu-ai/art5", "ca-drop/coarse", "fips/historical"];

#[test]
fn marks() {
    check("marks", |(w, h)| mark(&THREE).sized(w, h).after(6000));
    check("marks_filtered", |(w, h)| mark(&THREE).sized(w, h).keys("/").types("owner:mia").keys("enter"));
}

#[test]
fn before_deleting() {
    check("delete", |(w, h)| on_in(given(&named()), "eu-ai/art5").sized(w, h).keys("x"));
    check("delete_regulation", |(w, h)| on_in(given(&named()), "eu-ai/art5").sized(w, h).keys("x tab 5"));
    check("delete_cell", |(w, h)| on_in(given(SMALL), "eu-ai/art5").sized(w, h).keys("tab x right"));
    check("delete_marked", |(w, h)| mark(&THREE).sized(w, h).keys("x"));
}

#[test]
fn before_many_rows_change() {
    check("many_review", |(w, h)| mark(&THREE).sized(w, h).keys("s p"));
    check("many_which", |(w, h)| mark(&THREE).sized(w, h).keys("space j"));
    check("many_form", |(w, h)| mark(&THREE).sized(w, h).keys("s b enter"));
    check("many_owner", |(w, h)| mark(&THREE).sized(w, h).keys("O").types("eve"));
}

#[test]
fn a_clash_of_whole_records() {
    check("conflict_delete", |(w, h)| super::clashes::deletion().sized(w, h).keys("enter"));
}

#[test]
fn all_of_it_in_ascii() {
    let ascii = || Launch { glyphs: Glyphs::AsciiOnly, colours: Colours::None, ..launch() };
    for (name, keys) in [("marks", ""), ("delete", "x"), ("review", "s p"), ("which", "space"), ("tags", "#")] {
        let program = mark_in(started(ascii()).reads(&SMALL.replace("Audit", "Aüdit 漢")), &THREE);
        let screen = program.sized(80, 24).keys(keys).screen();
        assert!(screen.is_ascii(), "{screen}");
        insta::assert_snapshot!(format!("mark_ascii_{name}"), screen);
    }
}

#[test]
fn every_size_draws() {
    for keys in ["", "x", "x tab", "s p", "space", "#", "O a esc"] {
        for columns in [0, 19, 20, 39, 60] {
            for rows in [0, 3, 4, 7, 9, 15] {
                mark(&THREE).keys(keys).sized(columns, rows).keys("down pgdn").buffer();
            }
        }
    }
}
