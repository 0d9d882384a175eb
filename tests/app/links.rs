//! Opening sources and evidence: which is meant, what is asked of the shell, and what is said where it cannot be.

use duewatch::app::command::Context;
use duewatch::app::detail::Target;
use duewatch::app::effect::Effect;
use duewatch::app::launch::{Colours, Glyphs, Launch};
use duewatch::app::message::Message;
use duewatch::domain::id::Id;
use duewatch::domain::link::Address;

use super::detail::on as on_line;
use super::given::{Program, SMALL, given, launch, started};
use super::notes::on_art5;

const FIPS: &str = "https://csrc.nist.gov/projects/fips-140-3-transition-effort";
const OJ: &str = "https://eur-lex.europa.eu/eli/reg/2024/1689/oj";
const TIMELINE: &str = "https://example.org/one/two/timeline.md";

fn web(url: &str) -> Effect {
    Effect::Open(Address::Web(url.into()))
}

fn copied(program: &Program) -> Option<String> {
    program.effects.iter().find_map(|effect| {
        let Effect::Copy { lines } = effect else { return None };
        Some(lines.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    })
}

#[test]
fn the_only_source_is_opened_at_once() {
    for keys in ["o", "tab o", "enter o"] {
        given(SMALL).cursor_on("fips/historical").keys(keys).effects(&[web(FIPS)]).shows("opening https://csrc");
    }
}

#[test]
fn several_are_offered_with_the_evidence_and_inherited_ones_count() {
    let program = on_art5().keys("o").effects(&[]);
    assert_eq!(program.state.context(), Context::Links);
    let program = program.shows(OJ).shows("HomeHub    evidence/art5-hub.pdf");
    let program = program.keys("j enter").effects(&[web(TIMELINE)]);
    assert_eq!(program.state.context(), Context::List);
    on_art5().keys("o 2").effects(&[web(TIMELINE)]);
    on_art5().keys("o 3").effects(&[Effect::Open(Address::Path("evidence/art5-hub.pdf".into()))]);
    let program = on_art5().keys("o 4").effects(&[]).shows("there is no 4");
    assert_eq!(program.state.context(), Context::Links);
    assert_eq!(program.keys("esc").state.context(), Context::List);
    // Its own source stands in place of the regulation's.
    let own = SMALL.replace("        kind: prohibition\n", "        source: https://example.org/own\n");
    let program = given(&own).keys("j j j j").cursor_on("eu-ai/art5").keys("o");
    program.shows("https://example.org/own").hides(OJ);
}

#[test]
fn in_the_detail_the_line_says_which() {
    let on = |target: Target| on_line(on_art5().keys("enter"), &target);
    let hub = Target::Evidence { product: Id::unchecked("hub"), at: 0 };
    for key in ["o", "enter"] {
        on(Target::Source(1)).keys(key).effects(&[web(TIMELINE)]);
        on(hub.clone()).keys(key).effects(&[Effect::Open(Address::Path("evidence/art5-hub.pdf".into()))]);
    }
    assert_eq!(copied(&on(Target::Source(0)).keys("y")).as_deref(), Some(OJ));
    assert_eq!(copied(&on(hub).keys("y")).as_deref(), Some("evidence/art5-hub.pdf"));
    assert_eq!(on(Target::Date).keys("o").state.context(), Context::Links);
    let moved = SMALL.replace("Digital Omnibus\"}", "Digital Omnibus\", source: https://example.org/omnibus}");
    let program = given(&moved).keys("/").types("annex").keys("enter enter").cursor_on("eu-ai/annex3");
    on_line(program, &Target::Moved(0)).keys("enter").effects(&[web("https://example.org/omnibus")]);
}

#[test]
fn without_a_source_it_says_so() {
    given(SMALL).keys("j").cursor_on("ca-drop/coarse").keys("o").effects(&[]).shows("neither a source nor evidence");
    let broken = SMALL.replace("    title: California Delete Act\n", "    title: [California\n");
    let program = given(&broken).cursor_on("unreadable 0");
    program.keys("o").effects(&[]).shows("this record cannot be read").keys("y").effects(&[]);
    given("duewatch: 1\nzone: UTC\n").keys("o").effects(&[]).shows("there is no row");
}

#[test]
fn where_nothing_may_be_changed_sources_are_opened_and_copied() {
    let only = || started(Launch { is_read_only: true, is_as_of: true, is_example: true, ..launch() }).reads(SMALL);
    only().keys("o").effects(&[web(FIPS)]);
    assert!(copied(&only().keys("y")).is_some());
}

#[test]
fn only_pages_are_given_to_a_browser_and_nothing_in_them_is_more_than_an_address() {
    let with = |source: &str| given(&SMALL.replace(FIPS, source)).cursor_on("fips/historical").keys("o");
    for source in ["javascript:alert(1)", "file:///etc/passwd", "CMVP page 7", "\"-rf https://example.org\""] {
        let program = with(source).effects(&[]).shows("only http and https are opened: y copies it");
        assert_eq!(copied(&program.keys("y")).as_deref(), Some(source.trim_matches('"')));
    }
    let hostile = r#""https://example.org/'; touch x; $(reboot) `id` \" \n\e]0;x\a""#;
    let encoded = "https://example.org/';%20touch%20x;%20$(reboot)%20%60id%60%20%22%20%0A%1B]0;x%07";
    with(hostile).effects(&[web(encoded)]);
    let odd = SMALL.replace("evidence/art5-hub.pdf", "\"smb://share/a\"");
    given(&odd).keys("j j j j").cursor_on("eu-ai/art5").keys("o 3").effects(&[]).shows("only http and https and files");
}

#[test]
fn where_no_program_opens_it_the_next_y_copies_it() {
    let failed = |address: &str| Message::NotOpened {
        address: Address::Web(address.into()),
        why: "no browser here: y copies the address".into(),
    };
    let program = given(SMALL).keys("o").send(failed(FIPS)).shows("no browser here: y copies the address");
    let program = program.keys("y");
    assert_eq!(copied(&program).as_deref(), Some(FIPS));
    let program = program.shows("copied: https://csrc").keys("Y").shows(FIPS);
    assert_eq!(program.state.context(), Context::Plain);
    // After any other key it is the deadline again.
    let program = given(SMALL).keys("o").send(failed(FIPS)).keys("j k y");
    assert!(copied(&program).is_some_and(|text| text.starts_with("140-2 certificates historical\n")));
    // And after the remark has gone.
    let program = given(SMALL).keys("o").send(failed(FIPS)).after(30_000).keys("y");
    assert!(copied(&program).is_some_and(|text| text.starts_with("140-2 certificates historical\n")));
}

#[test]
fn after_the_rows_moved_by_themselves_it_is_held_once() {
    let moved = SMALL.replace("from: 2026-09-22", "from: 2027-09-22");
    let program = given(SMALL).cursor_on("fips/historical").reads(&moved).cursor_on("fips/historical");
    program.keys("o").effects(&[]).shows("The rows moved just now").keys("o").effects(&[web(FIPS)]);
}

#[test]
fn the_address_in_the_choice_is_copied() {
    assert_eq!(copied(&on_art5().keys("o j y")).as_deref(), Some(TIMELINE));
    on_art5().keys("o j Y").shows(TIMELINE).hides(OJ);
}

#[test]
fn a_long_list_scrolls_and_keeps_its_numbers() {
    let sources: Vec<String> = (1..=120).map(|n| format!("https://example.org/{n:03}")).collect();
    let many = SMALL.replace(&format!("source: {FIPS}"), &format!("source: [{}]", sources.join(", ")));
    let program = given(&many).sized(80, 24).cursor_on("fips/historical").keys("o");
    let program = program.shows("https://example.org/001").keys("G").shows("> 99").hides("https://example.org/001");
    program.keys("enter").effects(&[web("https://example.org/099")]);
}

#[test]
fn screens() {
    let long =
        SMALL.replace("oj, https", "oj?one=two&three=four&five=six&seven=eight&nine=ten&eleven=twelve&end=1, https");
    let gone = |program: Program| {
        let found = vec![("evidence/art5-hub.pdf".into(), duewatch::domain::link::Presence::Missing)];
        program.send(Message::EvidenceLooked(duewatch::app::evidence::Looked { found, is_last: true }))
    };
    for (columns, rows) in [(40, 12), (80, 24), (120, 40), (200, 60)] {
        let program = given(&long).sized(columns, rows).keys("j j j j").cursor_on("eu-ai/art5");
        let program = gone(program).keys("o");
        insta::assert_snapshot!(format!("links_{columns}x{rows}"), program.screen());
    }
    let ascii = Launch { glyphs: Glyphs::AsciiOnly, colours: Colours::None, ..launch() };
    let program = started(ascii).reads(&long.replace("twelve", "zwölf")).sized(80, 24).keys("j j j j");
    let program = gone(program).keys("o");
    assert!(program.screen().is_ascii(), "{}", program.screen());
    assert!(program.keys("Y").screen().is_ascii());
}
