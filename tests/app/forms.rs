//! Forms and new records: every field, one line that adds, another id, once more next year, the first run.

use duewatch::app::effect::Effect;
use duewatch::app::launch::{Colours, Glyphs, Launch};
use duewatch::app::message::Message;
use duewatch::app::overlay::Overlay;
use duewatch::app::saving::{Intent, NotSaved};
use duewatch::app::sheet::Sheet;
use duewatch::domain::edit::Act;

use super::editing::{on, on_in};
use super::given::{Program, SMALL, given, launch, started};

const EMPTY: &str = "duewatch: 1\nzone: Europe/Brussels\n";
const LAW: &str = "Final Determination: Case No. ICTS-2021-002, Kaspersky Lab, Inc.";
const SOURCE: &str = "https://regulations.justia.com/regulations/fedreg/2024/06/24/2024-13532.html";

/// Puts another text into the line with the cursor.
fn puts(program: Program, text: &str) -> Program {
    program.keys("ctrl-u").types(text)
}

/// The lines of a text that another does not have.
fn new_lines(old: &str, new: &str) -> Vec<String> {
    let old: Vec<&str> = old.lines().collect();
    new.lines().filter(|line| !old.contains(line)).map(|line| line.trim().to_string()).collect()
}

/// It is taken and saved; the rows have come to rest.
#[track_caller]
fn taken(program: Program) -> Program {
    program.keys("enter").saved().after(400)
}

fn sheet(program: &Program) -> &Sheet {
    match &program.state.overlay {
        Some(Overlay::Sheet(sheet)) => sheet,
        other => panic!("no form but {other:?}\n{}", program.screen()),
    }
}

/// Goes to a line of the form that is open.
#[track_caller]
fn at(mut program: Program, key: &str) -> Program {
    for _ in 0..60 {
        if sheet(&program).here().is_some_and(|line| line.key == key) {
            return program;
        }
        program = program.keys("down");
    }
    panic!("no line {key}\n{}", program.screen());
}

/// What the form that is open has typed in a line.
fn typed(program: &Program, key: &str) -> String {
    let line = sheet(program).lines.iter().find(|line| line.key == key);
    line.unwrap_or_else(|| panic!("no line {key}")).value().to_string()
}

#[test]
fn by_keys_alone_an_empty_file_becomes_the_example() {
    let program = given(EMPTY).shows("a adds a deadline, A a product, F the file's title and zone");
    let program = puts(program.keys("F"), "Product compliance, Example Corp").keys("down");
    let program = puts(program, "America/New_York").keys("down");
    let program = taken(puts(program, "us-federal"));
    let program = taken(program.keys("A").types("Example Corp id:org @legal"));
    let kes = "Kaspersky Endpoint Security for Business id:kes vendor:Kaspersky @ana #endpoint";
    let program = taken(program.keys("A").types(kes));
    let gateway = "Mail gateway with an embedded third-party engine id:mail-gateway @ben";
    let program = taken(program.keys("A").types(gateway));
    let issued = format!("Final determination issued id:issued at:2024-06-20 in:\"{LAW}\"");
    let program = program.keys("a").types(&issued).shows("regulation final-determination").keys("enter");
    let program = program.shows("saving: ").saved().after(400).shows("added   u undo");
    let mut program = puts(at(program.keys("R"), "id"), "kaspersky-ban");
    for (key, text) in [
        ("authority", "BIS"),
        ("jurisdiction", "US"),
        ("citation", "89 FR 52434"),
        ("source", SOURCE),
        ("verified", "2026-11-23"),
        ("verify-every", "180d"),
    ] {
        program = puts(at(program, key), text);
    }
    let program = program.keys("ctrl-s").saved().after(400).cursor_on("kaspersky-ban/issued");
    let no_new = "No new agreements with US persons id:no-new-agreements kind:prohibition from:\"2024-07-20 00:00\"";
    let program = taken(program.keys("a").types(&format!("{no_new} kes mail-gateway")));
    let program = program.cursor_on("kaspersky-ban/no-new-agreements").keys("s d enter");
    let program = taken(puts(program, "2024-07-12"));
    let program = taken(program.keys("s b").types("vendor").keys("tab").types("2024-07-17"));
    let note = "The press wrote \"this Friday, coinciding with the July 20th deadline\"; 20 July 2024 was a Saturday.";
    let program = program.keys("n").types(note).keys("ctrl-s").saved().after(400);
    let inventory = "Inventory of affected installs complete id:inventory kind:internal kes mail-gateway";
    let rule = "by:\"10 business days before no-new-agreements\"";
    let program = taken(program.keys("a").types(&format!("{inventory} {rule}")));
    assert_eq!(program.text(), include_str!("../data/written.yaml"));
}

#[test]
fn every_field_is_a_line_and_those_that_changed_are_one_edit() {
    let program = on("ca-drop/coarse").keys("e").shows("Deadline ca-drop/coarse").shows("the date dialog moves it");
    let program = puts(at(program.effects(&[]), "kind").keys("right"), "publication");
    let program = puts(at(program, "owner"), "@mia").shows("written mia");
    let program = puts(at(program, "tags"), "brokers, web").keys("ctrl-s");
    let edits: Vec<&Act> = program
        .saves
        .iter()
        .filter_map(|save| match &save.intent {
            Intent::Edit(edit) => Some(&edit.act),
            Intent::Undo | Intent::Redo => None,
        })
        .collect();
    assert_eq!(edits, [&Act::Field]);
    let program = program.shows("and 2 more fields   u undo").saved();
    assert_eq!(new_lines(SMALL, &program.text()), ["kind: publication", "owner: mia", "tags: [brokers, web]"]);
    on("ca-drop/coarse").keys("e enter").effects(&[]).shows("nothing was changed");
}

#[test]
fn what_is_wrong_is_said_while_it_is_typed_and_nothing_typed_is_lost() {
    let program = puts(at(on("ca-drop/coarse").keys("e"), "severity"), "hihg");
    let program =
        program.shows("'severity' cannot be 'hihg'; did you mean 'high'?").shows("low  medium  high  critical");
    let program = program.keys("enter").effects(&[]).shows("'severity' cannot be 'hihg'");
    assert_eq!(typed(&program, "severity"), "hihg");
    let program = puts(program, "high").hides("cannot be");
    let program = puts(at(program, "zone"), "Europe/Brussel").shows("'Europe/Brussel' is not a time zone").keys("tab");
    let program = program.shows("there now, UTC+01:00");
    let program = puts(at(program, "calendar"), "nobodys").keys("enter").effects(&[]);
    let program = program.shows("this would be wrong: ").hides("nothing was changed");
    assert_eq!((typed(&program, "severity"), typed(&program, "calendar")), ("high".into(), "nobodys".into()));
    // And Esc asks.
    let program = program.keys("esc").shows("drop what you typed?").keys("n");
    assert_eq!(typed(&program, "calendar"), "nobodys");
    assert!(program.keys("esc y").effects(&[]).state.overlay.is_none());
}

#[test]
fn arrows_choose_among_few_words_and_tab_completes() {
    let program = at(on("ca-drop/coarse").keys("e"), "severity").keys("right right");
    assert_eq!(typed(&program, "severity"), "medium");
    let program = program.keys("left left left");
    assert_eq!(typed(&program, "severity"), "critical");
    let program = at(program, "products").types(", hu").keys("tab").shows("AdGraph, ");
    assert_eq!(typed(&program, "products"), "ads, hub");
    let program = program.keys("tab");
    assert_eq!(sheet(&program).here().map(|line| line.key.as_str()), Some("owner"));
}

#[test]
fn another_id_is_followed_and_the_cursor_stays_on_it() {
    let program = puts(at(on("ca-drop/coarse").keys("e"), "id"), "drop").keys("enter").shows("renamed drop");
    let program = program.saved().cursor_on("ca-drop/drop").shows("u undo");
    let program = puts(at(program.after(400).keys("R"), "id"), "drops");
    let program = puts(at(program, "title"), "Another title").keys("ctrl-s").saved().cursor_on("drops/drop");
    assert!(program.text().contains("  drops:\n    title: Another title\n"), "{}", program.text());
    let taken = puts(at(on("ca-drop/coarse").keys("R"), "id"), "eu-ai").keys("enter").effects(&[]);
    taken.shows("'regulation:eu-ai' is there already");
}

#[test]
fn own_fields_are_shown_and_a_new_one_has_a_line() {
    let program = at(on("ca-drop/coarse").keys("e"), "x-...").types("asset").shows("write x-asset: A-12");
    let program = puts(program, "x-asset: A-12").keys("down up");
    assert_eq!(typed(&program, "x-..."), "");
    let program = program.types("x-other: B").keys("ctrl-s").saved();
    assert_eq!(new_lines(SMALL, &program.text()), ["x-asset: A-12", "x-other: B"]);
    let program = puts(at(program.after(400).keys("e"), "x-asset"), "A-13").keys("enter").saved();
    assert!(program.text().contains("x-asset: A-13"));
}

#[test]
fn the_note_opens_over_the_form_and_the_form_comes_back() {
    let program = puts(at(on("ca-drop/coarse").keys("e"), "owner"), "mia");
    let program = at(program, "notes").shows("Enter opens the note").types("ignored").keys("enter");
    assert!(matches!(program.state.overlay, Some(Overlay::Note(_))));
    let program = program.types("by the key").keys("ctrl-s").saved();
    assert_eq!((typed(&program, "owner"), typed(&program, "notes")), ("mia".into(), "by the key".into()));
    let program = program.keys("ctrl-s").saved();
    let lines = new_lines(SMALL, &program.text());
    assert!(lines.contains(&"owner: mia".to_string()) && lines.contains(&"by the key".to_string()), "{lines:?}");
    // Esc in the note comes back too.
    let program = at(on("ca-drop/coarse").keys("e"), "notes").keys("enter esc");
    assert_eq!(sheet(&program).here().map(|line| line.key.as_str()), Some("notes"));
}

#[test]
fn what_somebody_else_wrote_meanwhile_is_asked_about() {
    let theirs = SMALL.replace("Audit rules, some day this quarter", "Theirs");
    let program = puts(at(on("ca-drop/coarse").keys("e"), "title"), "Mine").reads(&theirs);
    let program = program.shows("somebody else changed 'title' too: saving will ask which one stays");
    let program = program.keys("enter").saved_on(&theirs).shows("Changed on disk too");
    program.keys("enter").shows("Theirs").shows("Mine");
    // Where nothing is typed the form shows what stands there by now.
    let program = on("ca-drop/coarse").keys("e").reads(&theirs);
    assert_eq!(typed(&program, "title"), "Theirs");
    let gone = given(SMALL);
    let program = puts(at(on_in(gone, "ca-drop/coarse").keys("e"), "title"), "Mine").reads(EMPTY);
    let program = program.shows("no longer in the file: what you typed stays here");
    assert_eq!(typed(&program, "title"), "Mine");
}

#[test]
fn what_is_inside_another_key_is_taken_from_the_file_or_asked_about() {
    let with = |note: &str, who: &str| {
        let own = format!("        verified: {{when: 2026-11-01, who: {who}, note: {note}}}\n");
        SMALL.replacen(
            "        title: Audit rules, some day this quarter\n",
            &format!("        title: Audit rules\n{own}"),
            1,
        )
    };
    let open = |key: &str| at(on_in(given(&with("first", "mia")), "ca-drop/coarse").keys("e"), key);
    let program = puts(open("title"), "Mine").reads(&with("theirs", "mia"));
    assert_eq!(typed(&program, "verified.note"), "theirs");
    let program = puts(open("verified.note"), "mine").reads(&with("theirs", "mia"));
    let program = program.shows("somebody else changed 'verified.note' too");
    program.keys("enter").saved_on(&with("theirs", "mia")).shows("Changed on disk too");
    // Beside it something was changed: both stay.
    let program = puts(open("verified.note"), "mine").reads(&with("first", "eve")).hides("somebody else changed");
    let program = program.keys("enter").saved_on(&with("first", "eve"));
    assert!(program.text().contains("who: eve, note: mine"), "{}", program.text());
}

#[test]
fn a_regulation_is_added_by_itself() {
    let program = given(SMALL).keys("N").shows("Add a regulation").types("Data Act @ana zone:Europe/Brussels #eu");
    let program = program.shows("Data Act").keys("enter").saved();
    let own = "  data-act:\n    title: Data Act\n    zone: Europe/Brussels\n    owner: ana\n    tags: [eu]\n";
    assert!(program.text().ends_with(own), "{}", program.text());
    program.keys("R").types("data").keys("enter").shows("Regulation data-act");
    // The form goes on with what is typed; a mistake stands where it can be mended.
    let program = given(SMALL).keys("N").types("Data Act zone:Nowhere").keys("tab").shows("New regulation");
    assert_eq!((typed(&program, "title"), typed(&program, "zone")), ("Data Act".into(), "Nowhere".into()));
    let program = puts(program, "").keys("ctrl-s").saved();
    assert_eq!(new_lines(SMALL, &program.text()), ["data-act:", "title: Data Act"]);
    let program = program.keys("N").types("Data Act id:data-act").keys("enter").shows("is taken; 'data-act-2' is free");
    program.keys("esc y");
}

#[test]
fn one_line_says_what_it_understands_and_what_is_missing() {
    let program = on("ca-drop/coarse").keys("a").shows("missing").shows("the title, the date (by:, from: or at:)");
    let program = program.types("Brokers told @mia #web hub").shows("Brokers told").shows("@mia").shows("brokers-told");
    let program = program.keys("enter").effects(&[]).shows("something is missing; Tab shows every field");
    let program = program.types(" from:2027-03-01").shows("last safe day Sun 28 Feb 2027");
    let program = program.keys("enter").shows("saving: brokers-told: added");
    let program = program.saved().cursor_on("ca-drop/brokers-told").shows("brokers-told: added   u undo");
    let lines = new_lines(SMALL, &program.text());
    let wanted =
        ["brokers-told:", "title: Brokers told", "from: 2027-03-01", "owner: mia", "tags: [web]", "products: [hub]"];
    assert_eq!(lines, wanted);
    let at = |id: &str| program.text().find(&format!("      {id}:\n")).expect(id);
    assert!(at("coarse") < at("brokers-told"), "behind the selected one");
}

#[test]
fn a_regulation_that_is_not_there_is_made_on_the_way() {
    let line = "Report by:2027-03-01 in:\"Cyber Resilience Act\"";
    let program = on("ca-drop/coarse").keys("a").types(line);
    let program = program.shows("regulation cyber-resilience-act: Cyber Resilience Act").keys("enter");
    assert_eq!(program.saves.len(), 1, "one edit, one undo");
    let program = program.saved().cursor_on("cyber-resilience-act/report");
    assert!(
        program
            .text()
            .contains("  cyber-resilience-act:\n    title: Cyber Resilience Act\n    milestones:\n      report:\n")
    );
    // An anchor that is not there is refused, and the line stays.
    let program = on("ca-drop/coarse").keys("a").types("Report by:\"3 days after nothing\"").keys("enter").effects(&[]);
    program.shows("> Report by:\"3 days after nothing\"");
}

#[test]
fn tab_goes_on_in_the_form_with_what_was_understood() {
    let program = on("ca-drop/coarse").keys("a").types("Brokers told @mia hub kind:reporting").keys("tab");
    let shown = ["title", "owner", "products", "kind", "regulation", "date"].map(|key| typed(&program, key));
    assert_eq!(shown, ["Brokers told", "mia", "hub", "reporting", "ca-drop", ""]);
    assert_eq!(sheet(&program).here().map(|line| line.key.as_str()), Some("date"));
    let program = program.keys("ctrl-s").effects(&[]).shows("needs a date");
    let program = at(program, "date").types("1 mar 2027").shows("2027-03-01, Mon 1 Mar 2027").keys("enter").saved();
    let program = program.cursor_on("ca-drop/brokers-told");
    assert!(new_lines(SMALL, &program.text()).contains(&"by: 2027-03-01".to_string()));
    // A product too; and what is not understood is not thrown away.
    let program = given(SMALL).keys("A").types("Mail gateway @ben").keys("tab");
    assert_eq!((typed(&program, "name"), typed(&program, "owner")), ("Mail gateway".into(), "ben".into()));
    let program = program.keys("ctrl-s").saved();
    assert!(program.text().contains("  mail-gateway: "), "{}", program.text());
    let program = given(SMALL).keys("a").types("Told kind:x").keys("tab").shows("New deadline");
    assert_eq!((typed(&program, "title"), typed(&program, "kind")), ("Told".into(), "x".into()));
    program.shows("'kind' cannot be 'x'").keys("esc").shows("drop what you typed?");
}

#[test]
fn a_deadline_is_written_once_more_for_the_next_year() {
    let program = on("fips/historical").keys("D").shows("Once more, a year later").shows("fips/historical-2027");
    let program = puts(program, "nonsense").keys("enter").effects(&[]).shows("nonsense");
    let program = puts(program, "2027-10-01").shows("Fri 1 Oct 2027").keys("enter").shows("saving: ");
    let program = program.saved().cursor_on("fips/historical-2027");
    assert!(program.text().contains("2027-10-01"));
    on("fips/historical").keys("D").keys("enter").saved().cursor_on("fips/historical-2027");
}

/// The example with so many products more.
pub fn crowded(count: usize) -> String {
    let more = (1..=count).fold(String::new(), |all, n| format!("{all}  many-{n:03}: {{name: One of many {n:03}}}\n"));
    SMALL.replacen("products:\n", &format!("products:\n{more}"), 1)
}

#[test]
fn a_long_choice_scrolls_with_its_cursor_and_what_is_typed_stays() {
    for (columns, rows) in [(40, 12), (80, 24), (120, 40), (200, 60)] {
        let program = given(&crowded(120)).sized(columns, rows).keys("P").shows("> ").shows("a part of its id or name");
        let mut program = program.shows("↓ ");
        for _ in 0..130 {
            program = program.keys("down");
            let lines = crate::given::lines_of(&program.buffer());
            let here = lines.iter().find(|line| line.contains("│ > "));
            assert!(here.is_some(), "the cursor is out of sight at {columns}x{rows}\n{}", program.screen());
        }
        let program = program.shows("a part of its id or name").shows("↑ ").hides("↓ ");
        // Fewer fit by and by: the cursor comes along.
        let program =
            program.types("many-0").shows("> One of many 099").types("09").shows("> One of many 009").hides("↑ ");
        program.keys("enter").shows("Product many-009");
    }
}

#[test]
fn products_regulations_and_the_file_have_forms_too() {
    on("ca-drop/coarse").keys("P").shows("Which one").keys("enter").shows("Product ads");
    let program = on("eu-ai/art5").keys("P").shows("Which one").types("assist").keys("enter");
    program.shows("Product assist");
    on("eu-ai/art5").keys("P j esc").effects(&[]);
    on("eu-ai/art5").keys("tab P").shows("Product ");
    on("ca-drop/coarse").keys("R").shows("Regulation ca-drop");
    given(SMALL).keys("F").shows("The file").shows("the title of the file");
    given(EMPTY).keys("P").shows("there is no product yet: A adds one");
    given(EMPTY).keys("R").shows("there is no regulation yet");
    let hidden =
        format!("{EMPTY}regulations:\n  one: {{title: The first, milestones: {{}}}}\n  two: {{title: The second}}\n");
    given(&hidden).keys("R").shows("The first").keys("down enter").shows("Regulation two");
}

#[test]
fn in_the_matrix_the_form_is_that_of_the_obligation() {
    let program = on("eu-ai/art5").keys("tab e").shows(" on eu-ai/art5").shows("who answers for this obligation");
    let program = puts(program, "mia").keys("enter").saved();
    assert_eq!(new_lines(SMALL, &program.text()).len(), 1);
}

#[test]
fn the_first_run_offers_three_things() {
    let nothing = || started(Launch { file_name: None, ..launch() });
    let program =
        nothing().shows("a new empty file   /home-of-ana/deadlines.yaml").keys("n").effects(&[Effect::NewFile]);
    let shut = started(Launch { is_read_only: true, ..nothing().state.launch });
    shut.keys("n").effects(&[]).shows("nothing is made");
    let program = program.send(Message::FileMade { name: "deadlines.yaml".into() }).reads(EMPTY);
    let program = program.shows("a adds a deadline, A a product").keys("a").types("First by:2027-01-01 in:Law");
    program.keys("enter").saved().cursor_on("law/first");
    nothing().keys("i esc").shows("No deadlines yet.").keys("o").effects(&[Effect::OpenExample]);
    // A file that is gone is no first run.
    started(launch())
        .fails(true, "cannot read 'small.yaml': there is no such file")
        .keys("n")
        .effects(&[])
        .hides("empty file");
}

#[test]
fn two_new_records_do_not_wait_for_each_other() {
    let program = given(EMPTY).keys("A").types("One").keys("enter A").types("Two").keys("enter");
    let program =
        program.keys("a").types("First one by:2027-01-01 in:Law product:one,two").shows("One, Two").keys("enter");
    let first = program.state.edits.queue.len();
    assert_eq!(first, 3);
    let program = program.saved();
    let newest = program.text();
    let program = program.saved_on(&newest);
    let newest = program.text();
    let program = program.saved_on(&newest);
    assert!(program.text().contains("products: [one, two]"), "{}", program.text());
}

#[test]
fn a_new_record_that_the_disk_does_not_take_is_kept() {
    let program = on("ca-drop/coarse").keys("a").types("Told by:2027-01-01").keys("enter").disk_full();
    let program = program.shows("Not saved: the disk is full");
    assert_eq!(program.state.edits.unsettled().len(), 1);
    let taken = on("ca-drop/coarse").keys("a").types("Told by:2027-01-01").keys("enter");
    let newest =
        taken.text().replace("      coarse:\n", "      told: {title: Theirs, by: 2027-01-01}\n      coarse:\n");
    let program = taken.saved_on(&newest).shows("is there already");
    assert_eq!(program.state.edits.unsettled().len(), 1, "offered, not dropped");
}

#[test]
fn what_is_typed_in_a_form_or_line_is_kept_when_the_program_ends() {
    let program = puts(at(on("ca-drop/coarse").keys("e"), "title"), "Mine");
    assert!(!program.state.typing.now.is_empty());
    let program = at(program, "notes").keys("enter");
    assert!(!program.state.typing.now.is_empty(), "also while its note is open");
    let program = on("ca-drop/coarse").keys("a").types("Told by:2027-01-01");
    assert!(!program.state.typing.now.is_empty());
    assert!(on("ca-drop/coarse").keys("e").state.typing.now.is_empty());
}

#[test]
fn forms_say_why_nothing_can_be_changed() {
    for key in ["e", "R", "P", "F", "a", "A", "D"] {
        let program = on_in(started(Launch { is_read_only: true, ..launch() }).reads(SMALL), "ca-drop/coarse");
        program.keys(key).effects(&[]).shows("opened read-only: nothing can be changed");
    }
    let program = on("ca-drop/coarse").keys("e");
    let program = puts(at(program, "title"), "Mine").reads("duewatch: [\n").keys("enter").effects(&[]);
    program.shows("the file is broken on disk");
}

const SIZES: [(u16, u16); 3] = [(40, 12), (80, 24), (120, 40)];

fn check(name: &str, program: impl Fn() -> Program) {
    for (columns, rows) in SIZES {
        insta::assert_snapshot!(format!("{name}_{columns}x{rows}"), program().sized(columns, rows).screen());
    }
}

#[test]
fn screens() {
    check("form", || on("eu-ai/art5").keys("e"));
    check("form_choice", || at(on("eu-ai/art5").keys("e"), "severity").keys("right"));
    check("form_wrong", || puts(at(on("eu-ai/art5").keys("e"), "severity"), "hihg"));
    check("form_asks", || puts(on("eu-ai/art5").keys("e"), "Another title").keys("esc"));
    check("form_cell", || on("eu-ai/art5").keys("tab e"));
    check("form_file", || given(SMALL).keys("F"));
    check("form_new", || on("eu-ai/art5").keys("a").types("Told @mia by:2027-03-01").keys("tab"));
    check("add_empty", || on("eu-ai/art5").keys("a"));
    check("add", || on("eu-ai/art5").keys("a").types("Brokers told @mia #web hub from:2027-03-01"));
    check("add_wrong", || on("eu-ai/art5").keys("a").types("Brokers told kind:x by:31.2. in:\"Another Act\""));
    check("add_regulation", || given(SMALL).keys("N").types("Data Act @ana zone:Europe/Brussels #eu"));
    check("add_product", || given(SMALL).keys("A").types("Mail gateway @ben vendor:Acme"));
    check("again", || on("fips/historical").keys("D"));
    check("which_of_many_products", || given(&crowded(60)).keys("P").keys(&"down ".repeat(40)));
    check("which_product", || on("eu-ai/art5").keys("P"));
    check("empty_board", || given(EMPTY));
    check("first_run", || started(Launch { file_name: None, ..launch() }));
    check("import", || started(Launch { file_name: None, ..launch() }).keys("i"));
}

#[test]
fn forms_are_ascii_where_the_locale_has_no_signs() {
    let ascii = || Launch { glyphs: Glyphs::AsciiOnly, colours: Colours::None, ..launch() };
    for keys in ["e", "e x esc", "tab e", "R", "P", "F", "a", "a x esc", "A", "D"] {
        let screen = on_in(started(ascii()).reads(SMALL), "eu-ai/art5").sized(80, 24).keys(keys).screen();
        assert!(screen.is_ascii(), "{keys}\n{screen}");
    }
}

#[test]
fn a_refusal_of_the_saver_offers_the_edit_again() {
    let program = puts(at(on("ca-drop/coarse").keys("e"), "title"), "Mine").keys("enter");
    let ticket = program.saves.front().expect("an edit").ticket;
    let why = duewatch::domain::edit::Refusal::new(duewatch::domain::edit::Why::Rule, "no", "");
    let program = program.not_saved(ticket, NotSaved::Refused(why, None));
    assert_eq!(program.state.edits.unsettled().len(), 1);
}

#[test]
fn a_line_with_a_mistake_goes_on_in_the_form_and_nothing_of_it_is_lost() {
    let program = on("ca-drop/coarse").keys("a").types("Audit hub onwer:mia by:2027-01-01 #eu").keys("tab");
    let program = program.shows("New deadline").shows("Audit onwer:mia").shows("'onwer:' is no word of this line");
    let program = program.shows("did you mean 'owner'?").shows("2027-01-01").shows("hub").shows("eu");
    let Some(Overlay::Sheet(sheet)) = &program.state.overlay else { panic!("the form") };
    assert_eq!(sheet.here().map(|line| &*line.key), Some("title"));
    // Behind its own key, where that is wrong.
    let program = on("ca-drop/coarse").keys("a").types("Audit by:2027-02-31 zone:Brussel @mia").keys("tab");
    let program = program.shows("2027-02-31").shows("Brussel").shows("mia");
    let Some(Overlay::Sheet(sheet)) = &program.state.overlay else { panic!("the form") };
    assert_eq!(sheet.here().map(|line| (&*line.key, line.value())), Some(("date", "2027-02-31")));
    assert!(sheet.said.problem.is_some());
    let program = on("ca-drop/coarse").keys("A").types("Mail gateway onwer:mia vendor:Acme").keys("tab");
    program.shows("New product").shows("Mail gateway onwer:mia").shows("Acme").shows("'onwer:' is no word");
}

#[test]
fn a_word_that_is_taken_for_title_is_told() {
    let program = on("ca-drop/coarse").keys("a").types("Audit colour:red by:2027-01-01");
    let program = program.shows("'colour:' is no word of this line: it is taken for the title");
    program.keys("enter").saved().shows("Audit colour:red");
    let quoted = on("ca-drop/coarse").keys("a").types("Audit \"colour:red\" at 9:30, part 2: more by:2027-01-01");
    quoted.hides("is taken for the title");
}

#[test]
fn an_empty_field_shows_what_it_takes_from_above() {
    let program = on("eu-ai/annex3").keys("e").sized(120, 60).shows("ana, from its regulation");
    let program = program.shows("Europe/Brussels, from its regulation").shows("us-federal, from the file");
    let program = puts(at(program, "owner"), "mia").hides("ana, from its regulation");
    let _ = program;
    let cell = on("eu-ai/art5").keys("tab").keys("e").sized(120, 60);
    cell.shows("from its");
    on("eu-ai/art5").keys("R").sized(120, 60).shows("us-federal, from the file");
}

#[test]
fn a_file_that_loses_its_zone_is_warned_of() {
    let program = puts(at(given(SMALL).keys("F"), "zone"), "");
    program.shows("the date of 1 milestone then takes the zone of each machine");
}

#[test]
fn a_saved_filter_is_explained_as_one() {
    let text = SMALL.replace("calendar: us-federal\n", "calendar: us-federal\nviews: {mine: \"owner:@ana\"}\n");
    at(given(&text).keys("F"), "views.mine").shows("as it is typed in the filter line (/)").hides("your own");
}

#[test]
fn a_product_is_found_from_a_row_of_the_organisation_that_is_not_written() {
    let text = "duewatch: 1\nzone: Etc/UTC\nproducts:\n  kes: {name: Endpoint}\nregulations:\n  r:\n    title: Rule\n    \
                milestones:\n      m:\n        title: Step\n        by: 2027-04-15\n";
    given(text).keys("P").shows("Product kes").shows("Endpoint");
    given(text).keys("tab P").shows("Product kes");
    let alone = text.replace("products:\n  kes: {name: Endpoint}\n", "");
    given(&alone).keys("P").shows("there is no product yet: A adds one");
}

#[test]
fn a_form_shows_what_others_wrote_in_the_fields_that_are_not_typed_in() {
    let program = puts(at(on("eu-ai/art5").keys("e"), "backup"), "zoe");
    let theirs = SMALL.replacen("title: New Art. 5 prohibitions apply", "title: Art. 5 applies", 1);
    assert_ne!(theirs, SMALL);
    let program = program.reads(&theirs);
    assert_eq!(typed(&program, "title"), "Art. 5 applies");
    assert_eq!(typed(&program, "backup"), "zoe");
    // Nobody clashes over what was seen before it was typed over.
    let program = taken(puts(at(program.keys("home"), "title"), "Art. 5, new"));
    program.hides("Changed on disk too").shows("Art. 5, new");
}

#[test]
fn a_form_stops_saying_that_the_file_is_broken_once_it_is_not() {
    let program = puts(at(on("eu-ai/art5").keys("e"), "backup"), "zoe").reads("duewatch: [").keys("enter");
    program.shows("the file is broken on disk").reads(SMALL).hides("the file is broken on disk").shows("zoe");
}

#[test]
fn how_it_repeats_is_judged_while_it_is_typed() {
    let program = puts(at(on("eu-ai/art5").keys("e"), "repeat"), "hihg");
    let program = program.shows("'hihg' is not a way to repeat").shows("write yearly");
    puts(at(program.keys("home"), "repeat"), "every 3 months").hides("is not a way to repeat");
}
