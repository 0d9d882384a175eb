//! Where keys can be pressed: every context, in every sort of board.

use duewatch::app::launch::Launch;
use duewatch::app::message::Message;
use duewatch::app::overlay::Overlay;
use duewatch::app::wall::{Asked, Beginning};

use super::super::banners::refused;
use super::super::clashes::deletion;
use super::super::dates::chain;
use super::super::deleting::named;
use super::super::detail::full;
use super::super::editing::{conflict, on, on_in};
use super::super::given::{Program, SMALL, given, launch, started};
use super::super::marking::{mark, mark_in};
use super::super::notes::on_art5;
use super::super::typed::{found, note, status};

/// A place: what it is called, and the program there.
pub type At = (String, Program);

const BROKEN: &str = "duewatch: [";
const EMPTY: &str = "duewatch: 1\n";

/// A file with a series, a selector, a link that no program is given, and a date that is wrong.
pub fn rich() -> String {
    SMALL
        .replace("by: 2026-Q4\n        products: ads", "by: 2026-Q4\n        products: {all: open}")
        .replace("by: 2026-12-10\n", "by: 2026-12-10\n        repeat: yearly\n")
        .replace("from: 2026-12-11\n", "from: 2026-13-11\n        source: \"ftp://example.org/a\"\n")
}

/// What `--kiosk` asks for.
pub fn kiosk() -> Asked {
    Asked { from: Beginning::Kiosk, ..Asked::default() }
}

/// The file without the row that the dialogs are opened on.
fn without_row() -> String {
    SMALL.replace("      coarse:\n", "      fine:\n").replace("      art5:\n", "      art6:\n")
}

fn launched(change: impl Fn(&mut Launch)) -> Program {
    let mut launch = launch();
    change(&mut launch);
    started(launch).reads(SMALL)
}

/// A file with a view, used by somebody who has a name.
pub fn viewed() -> Program {
    let mut launch = launch();
    launch.chosen.settings.user = Some("ana".into());
    let text = format!("{SMALL}views:\n  ads: product:ads\n  gone: \"owner:@zoe\"\n");
    started(launch).reads(&text).keys("/").types("act").keys("enter")
}

/// The boards, each with the cursor somewhere in the list.
fn boards() -> Vec<(&'static str, Program)> {
    let partly = SMALL.replace("  ca-drop:\n    title: California", "  ca-drop:\n    title: \"California");
    let edits = on("ca-drop/coarse").keys("space").disk_full().state.edits.unsettled();
    let kept = Message::DraftsFound { edits, kept_in: "/state/drafts".into() };
    vec![
        ("the most urgent row", given(SMALL)),
        ("several products", on("eu-ai/art5")),
        ("one product", on("ca-drop/coarse")),
        ("no products", on("ca-drop/none")),
        ("a series", on_in(given(&rich()), "ca-drop/proposed")),
        ("a clock", on_in(given(&SMALL.replace("by: unknown (model", "at: unknown (model")), "ca-drop/unknown")),
        ("a selector", on_in(given(&rich()), "ca-drop/coarse")),
        ("a wrong date", on_in(given(&rich()).keys("home"), "ca-drop/none")),
        ("a closed row", on_in(given(SMALL).keys("c"), "eu-ai/transparency")),
        ("a closed row without products", on_in(given(SMALL).keys("c"), "eu-ai/omnibus")),
        ("the last row", given(SMALL).keys("c end")),
        ("marked rows", mark(&["ca-drop/today", "ca-drop/coarse"])),
        ("marked rows of several statuses", mark(&["ca-drop/today", "eu-ai/art5"])),
        ("marked rows without live products", mark_in(given(SMALL).keys("c"), &["eu-ai/transparency"])),
        ("all rows marked", given(SMALL).keys("*")),
        ("a filter", given(SMALL).keys("/").types("act").keys("enter")),
        ("a filter that fits nothing", given(SMALL).keys("/").types("zebra").keys("enter")),
        ("no deadlines", given(EMPTY)),
        ("products alone", given("duewatch: 1\nproducts:\n  a: {name: A}\n")),
        ("a small window", on("eu-ai/art5").sized(40, 12)),
        ("a wide window", on("eu-ai/art5").sized(200, 50)),
        ("views and a name", viewed()),
        ("read-only", launched(|launch| launch.is_read_only = true)),
        ("another time", launched(|launch| launch.is_as_of = true)),
        ("the example", launched(|launch| (launch.is_example, launch.is_read_only) = (true, true))),
        ("broken on disk", on("eu-ai/art5").reads(BROKEN)),
        ("gone from disk", on("eu-ai/art5").fails(true, "no such file")),
        ("a record that cannot be read", given(&partly).keys("home")),
        ("a row beside one that cannot be read", given(&partly).keys("home j j")),
        ("an edit that is being saved", on("ca-drop/coarse").keys("space")),
        ("an edit that is saved", on("ca-drop/coarse").keys("space").saved()),
        ("an edit that failed", on("ca-drop/coarse").keys("space").disk_full()),
        ("a conflict", conflict()),
        ("a deletion that clashes", deletion()),
        ("an edit that was refused", refused()),
        ("edits of last time", given(SMALL).send(kept.clone())),
        ("edits of last time, asked once", given(SMALL).send(kept).keys("X")),
        ("a text of last time", found(SMALL, &[note(), status()])),
    ]
}

/// The panes, in every sort of board.
pub fn panes() -> Vec<At> {
    let mut all = Vec::new();
    for (name, program) in boards() {
        for (pane, keys) in [("list", ""), ("matrix", "tab"), ("timeline", "tab tab"), ("detail", "enter")] {
            all.push((format!("{name}, {pane}"), program.clone().keys(keys)));
        }
    }
    all.push(("the matrix to the right".into(), on("eu-ai/art5").keys("tab right right right right")));
    all.push(("the timeline, far away".into(), on("eu-ai/art5").keys("tab tab right right")));
    all.push(("a month".into(), on("eu-ai/art5").keys("3 M")));
    all.push(("a month without deadlines".into(), on("eu-ai/art5").keys("3 M pgdn pgdn")));
    all.push(("the timeline, narrow".into(), on("eu-ai/art5").keys("tab tab - - up up up down")));
    let beside = on("eu-ai/art5").sized(200, 50).keys("tab left left left esc");
    all.push(("the list beside the matrix".into(), beside));
    all.push(("the matrix in the middle".into(), on("eu-ai/art5").keys("tab left left left left right")));
    let mut detail = given(&full()).keys("/").types("new art").keys("enter enter home");
    for line in 0..12 {
        all.push((format!("line {} of the detail", 2 * line), detail.clone()));
        detail = detail.keys("down down");
    }
    all.push(("the end of the detail".into(), detail.keys("end")));
    let lost = given(SMALL).keys("G").sized(60, 8).keys("enter pgdn");
    all.push(("the detail, scrolled".into(), lost));
    all.into_iter().map(smaller).collect()
}

/// Dialogs that can be opened on the small file, by the keys that open them.
const DIALOGS: [(&str, &str); 67] = [
    ("eu-ai/art5", "enter enter"),
    ("ca-drop/coarse", "/"),
    ("ca-drop/coarse", "/ a"),
    ("ca-drop/coarse", "/ o w n e"),
    ("ca-drop/coarse", "/ z z"),
    ("ca-drop/coarse", "?"),
    ("ca-drop/coarse", "? z z z"),
    ("ca-drop/coarse", "enter ?"),
    ("ca-drop/coarse", "tab ? down down"),
    ("ca-drop/coarse", ":"),
    ("ca-drop/coarse", ": o w n"),
    ("ca-drop/coarse", "/ a enter f s"),
    ("ca-drop/coarse", "/ a enter f s a - b"),
    ("eu-ai/art5", "space"),
    ("eu-ai/art5", "space down"),
    ("eu-ai/art5", "s d"),
    ("eu-ai/art5", "s o"),
    ("eu-ai/art5", "o"),
    ("eu-ai/art5", "o down"),
    ("eu-ai/art5", "Y"),
    ("ca-drop/coarse", "s b"),
    ("ca-drop/coarse", "s b v e n tab"),
    ("ca-drop/coarse", "s d"),
    ("ca-drop/coarse", "s a"),
    ("ca-drop/coarse", "s n x"),
    ("ca-drop/coarse", "s b x esc"),
    ("eu-ai/art5", "n"),
    ("eu-ai/art5", "n x"),
    ("eu-ai/art5", "n x ctrl-z"),
    ("eu-ai/art5", "n x esc"),
    ("eu-ai/art5", "tab n x"),
    ("ca-drop/coarse", "d"),
    ("ca-drop/coarse", "d 2 0 2 7"),
    ("ca-drop/coarse", "d ctrl-t"),
    ("ca-drop/coarse", "d ctrl-t 2 0 2 7 - 0 1 - 0 4"),
    ("ca-drop/coarse", "d 2 0 2 7 - 1 2 - 2 5"),
    ("ca-drop/coarse", "d 2 esc"),
    ("ca-drop/coarse", "e"),
    ("ca-drop/coarse", "e x"),
    ("ca-drop/coarse", "e end"),
    ("ca-drop/coarse", "e x esc"),
    ("ca-drop/coarse", "R"),
    ("ca-drop/coarse", "P"),
    ("eu-ai/art5", "P"),
    ("eu-ai/art5", "P z z z"),
    ("eu-ai/art5", "P down"),
    ("ca-drop/coarse", "F"),
    ("eu-ai/art5", "tab e"),
    ("ca-drop/coarse", "a"),
    ("ca-drop/coarse", "a A u d i t space b y : 2 0 2 7"),
    ("ca-drop/coarse", "a A space b y : n e v e r"),
    ("ca-drop/coarse", "a A u d i t tab"),
    ("ca-drop/coarse", "a x esc"),
    ("ca-drop/coarse", "A"),
    ("ca-drop/coarse", "A M a i l"),
    ("ca-drop/coarse", "D"),
    ("ca-drop/coarse", "L"),
    ("ca-drop/coarse", "L r space - 6 d"),
    ("ca-drop/coarse", "x"),
    ("ca-drop/coarse", "x right"),
    ("eu-ai/art5", "x tab"),
    ("eu-ai/art5", "x tab 9"),
    ("eu-ai/art5", "tab x"),
    ("ca-drop/none", "tab x"),
    ("ca-drop/coarse", "O"),
    ("ca-drop/coarse", "O m i a"),
    ("ca-drop/coarse", "# x esc"),
];

/// Dialogs for the marked rows.
const OF_MARKED: [&str; 13] =
    ["space", "s o", "s b", "s d", "V", "O", "O m i a", "O m i a enter", "#", "# - z z enter", "x", "x 2", "tab x"];

/// The dialogs, and each of them after the file was changed under it.
pub fn dialogs() -> Vec<At> {
    let mut all: Vec<At> = Vec::new();
    for (row, keys) in DIALOGS {
        all.push((format!("{row}, {keys}"), on(row).keys(keys)));
    }
    all.extend(reaches());
    for keys in OF_MARKED {
        all.push((format!("marked rows, {keys}"), mark(&["ca-drop/today", "eu-ai/art5"]).keys(keys)));
    }
    // One of these for each: together they meet every sort of dialog.
    let changed = |(turn, (name, program)): (usize, &At)| match turn % 3 {
        0 => (format!("{name}, broken on disk"), program.clone().reads(BROKEN)),
        1 => (format!("{name}, its row is gone"), program.clone().reads(&without_row())),
        _ => (format!("{name}, gone from disk"), program.clone().fails(true, "no such file")),
    };
    let later: Vec<At> = all.iter().enumerate().map(changed).collect();
    all.extend(later);
    all.push(("a selector, tab x".into(), on_in(given(&rich()), "ca-drop/coarse").keys("tab x")));
    all.push(("a chain, d".into(), given(&chain()).keys("G d")));
    all.push(("a long note".into(), on_art5().sized(40, 12).keys("n")));
    all.push(("a small window, Y".into(), on("eu-ai/art5").sized(40, 8).keys("Y")));
    all.push(("the end of it".into(), on("eu-ai/art5").sized(40, 8).keys("Y end")));
    let why = || on("eu-ai/art5").sized(40, 8).keys("enter enter");
    all.push(("why this date".into(), why()));
    all.push(("the end of why".into(), why().keys("end")));
    let removing = || on_in(given(&named()).sized(40, 8), "eu-ai/art5").keys("x");
    all.push(("a small window, x".into(), removing()));
    all.push(("a small window, the end of x".into(), removing().keys("end")));
    all.push(("a small window, the count".into(), removing().keys("tab down down")));
    all.push(("a small window, all marked, V".into(), given(SMALL).sized(40, 12).keys("* V")));
    all.push(("the end of all marked, V".into(), given(SMALL).sized(40, 12).keys("* V end")));
    all.into_iter().map(smaller).collect()
}

/// What moves with a date, from the date dialog and from a form.
fn reaches() -> Vec<At> {
    let chained =
        |keys: &str| given(&chain()).keys("/").types("it applies").keys("enter").cursor_on("cra/applies").keys(keys);
    let list = |keys: &str| chained("d").types("2027-01-15").keys("tab tab tab tab").keys(keys);
    let whole = chained("d").types("2027-01-15").keys("tab x tab").types("today").keys("tab tab down");
    let on_line = |program: &Program, key: &str| {
        let Some(Overlay::Sheet(sheet)) = &program.state.overlay else { return false };
        sheet.here().is_some_and(|line| line.key == key)
    };
    let mut form = chained("e");
    for _ in 0..60 {
        if on_line(&form, "certainty") {
            break;
        }
        form = form.keys("down");
    }
    let form = form.types("proposed").keys("enter down");
    vec![
        ("what moves".into(), list("down")),
        ("what moves, the first".into(), list("")),
        ("what moves, kept".into(), list("down space")),
        ("what moves, all said".into(), whole),
        ("what moves, small".into(), list("down").sized(40, 12)),
        ("what a form moves".into(), form),
    ]
}

/// A place in a window of the usual size, which is drawn sooner than the large one.
fn smaller((name, program): At) -> At {
    if program.state.size == (120, 40) { (name, program.sized(80, 24)) } else { (name, program) }
}

/// What stands before the panes, and what lies over them when something is wrong.
pub fn rest() -> Vec<At> {
    let stray = || found(&SMALL.replace("art5", "art6"), &[status(), note()]).keys("T");
    let nothing = Launch { file_name: None, ..launch() };
    let shut = Launch { is_read_only: true, ..nothing.clone() };
    let failed = || on("ca-drop/coarse").keys("space").disk_full();
    let wrong = given(&rich());
    let all = vec![
        ("findings", wrong.clone().keys("!")),
        ("findings, help", wrong.clone().keys("! ?")),
        ("findings, the last", wrong.keys("! end")),
        ("findings, read-only", started(Launch { is_read_only: true, ..launch() }).reads(&rich()).keys("!")),
        ("broken from the start", given(BROKEN)),
        ("broken from the start, findings closed", given(BROKEN).keys("? esc")),
        ("the wall", given(SMALL).keys("w")),
        ("the kiosk", started(Launch { is_read_only: true, wall: kiosk(), ..launch() }).reads(SMALL)),
        ("first run", started(nothing.clone())),
        ("first run, read-only", started(shut)),
        ("first run, help", started(nothing.clone()).keys("?")),
        ("first run, import", started(nothing.clone()).keys("i")),
        ("first run, import, typed", started(nothing.clone()).keys("i a")),
        ("not read yet", started(launch())),
        ("never read", started(launch()).fails(false, "permission denied")),
        ("a kept text", stray()),
        ("a kept text, no row", stray().keys("esc /").types("zebra").keys("enter T")),
        ("a kept text, small", stray().sized(40, 8)),
        ("a kept text, its end", stray().sized(40, 8).keys("end")),
        ("a kept text, asked once", stray().keys("X")),
        ("a kept text, broken on disk", stray().reads(BROKEN)),
        ("a conflict", conflict().keys("enter")),
        ("a conflict, small", deletion().sized(40, 8).keys("enter")),
        ("a conflict, its end", deletion().sized(40, 8).keys("enter end")),
        ("a conflict of a deletion", deletion().keys("enter")),
        ("a conflict, broken on disk", conflict().keys("enter").reads(BROKEN)),
        ("leaving, a failed edit", failed().keys("q")),
        ("leaving, a conflict", conflict().keys("q")),
    ];
    all.into_iter().map(|(name, program)| smaller((name.to_string(), program))).collect()
}
