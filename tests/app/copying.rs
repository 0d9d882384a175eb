//! Copying a deadline as text, and the plain text where a terminal takes no copies.

use std::time::Duration;

use duewatch::app::command::Context;
use duewatch::app::effect::{Effect, LONGEST_COPY};
use duewatch::app::launch::{Clipboard, Launch};
use duewatch::app::wake::next_wake;

use super::given::{Program, SMALL, given, launch, started};
use super::notes::on_art5;

fn copied(program: &Program) -> Option<String> {
    program.effects.iter().find_map(|effect| {
        let Effect::Copy { lines } = effect else { return None };
        Some(lines.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    })
}

/// Copies the first row that a filter finds.
fn text_of(filter: &str) -> String {
    let program = given(SMALL).keys("c /").types(filter).keys("enter y");
    copied(&program).unwrap_or_else(|| panic!("nothing is copied\n{}", program.screen()))
}

#[test]
fn a_deadline_is_what_one_would_paste_into_a_mail() {
    let art5 = "\
New Art. 5 prohibitions apply
AI Act, Regulation (EU) 2024/1689 (OJ L, 2026/1744)
from Wed 2 Dec 2026 00:00 CET, last safe day Tue 1 Dec 2026
8 days left
1 of 4 done: AdGraph blocked, Assist open, Cloud in progress, HomeHub done
https://eur-lex.europa.eu/eli/reg/2024/1689/oj
https://example.org/one/two/timeline.md";
    for keys in ["y", "tab y", "enter y"] {
        assert_eq!(copied(&on_art5().keys(keys)).as_deref(), Some(art5), "{keys}");
    }
}

#[test]
fn every_kind_of_date_is_said() {
    for (filter, lines) in [
        ("historical", &["from Tue 22 Sep 2026 00:00 EDT, last safe day Mon 21 Sep 2026", "applies, still open"][..]),
        (
            "deletion",
            &[
                "by Mon 23 Nov 2026, end of day PST, last safe day Mon 23 Nov 2026",
                "today is the last day",
                "AdGraph open",
            ],
        ),
        ("evidence signed", &["by Tue 24 Nov 2026, end of day CET, last safe day Tue 24 Nov 2026", "1 day left"]),
        ("audit", &["by 2026-Q4, day not set, PST", "due this quarter", "AdGraph open"]),
        ("registry", &["by Thu 10 Dec 2026, end of day PST, last safe day Thu 10 Dec 2026, proposed", "17 days left"]),
        ("auditors", &["from Fri 11 Dec 2026 00:00 PST, last safe day Thu 10 Dec 2026", "17 days left"]),
        ("model year", &["model year 2027", "HomeHub open"]),
        ("transparency", &["we comply since 5 Aug 2026, 4 d late", "2 of 2 done: Assist done, Cloud done"]),
        ("omnibus", &["at Mon 27 Jul 2026 CEST", "passed"]),
        ("repealed", &["withdrawn"]),
    ] {
        let text = text_of(filter);
        for line in lines {
            assert!(text.contains(line), "{filter}: '{line}' is not in\n{text}");
        }
        assert!(!text.contains("\n\n"), "{text}");
    }
}

#[test]
fn a_date_of_a_products_own_is_named() {
    let own = SMALL.replace("ads: {status: blocked,", "ads: {status: blocked, due: 2026-11-28, reason: a licence,");
    let program = given(&own).keys("/").types("new art").keys("enter y");
    let text = copied(&program).expect("a copy");
    assert!(text.contains("\n4 days left to the own date of AdGraph, 28 Nov 2026\n"), "{text}");
}

#[test]
fn many_products_are_named_up_to_a_point() {
    let names: Vec<String> = (0..30).map(|n| format!("  p{n}: {{name: P{n:02}}}\n")).collect();
    let used: Vec<String> = (0..30).map(|n| format!("p{n}: open")).collect();
    let wide = SMALL.replace("\n  ads: {", &format!("\n{}  ads: {{", names.concat()));
    let wide = wide.replace("        products: hub\n", &format!("        products: {{{}}}\n", used.join(", ")));
    let text = copied(&given(&wide).keys("/").types("model year").keys("enter y")).expect("a copy");
    assert!(text.contains("0 of 30 done: P00 open, P01 open,") && text.contains("P11 open, 18 more"), "{text}");
}

#[test]
fn what_was_copied_is_said_and_what_to_do_if_nothing_arrived() {
    on_art5()
        .sized(80, 24)
        .keys("y")
        .shows("copied: New Art. 5 prohibitions app…   nothing arrived? Y shows it to mark");
}

#[test]
fn hostile_text_is_cleaned() {
    let hostile = SMALL.replace("title: New Art. 5 prohibitions apply", "title: \"a\\e]52;c;x\\a\\u202eb\\nc\"");
    let text = copied(&given(&hostile).keys("j j j j").cursor_on("eu-ai/art5").keys("y")).expect("a copy");
    assert!(text.starts_with("a\u{fffd}]52;c;x\u{fffd}\u{fffd}b c\n"), "{text:?}");
}

#[test]
fn where_the_terminal_takes_no_copies_the_text_is_shown_at_once() {
    let bare = || started(Launch { clipboard: Clipboard::Absent, ..launch() }).reads(SMALL).keys("j j j j");
    let program = bare().keys("y").effects(&[]).shows("this terminal takes no copies: mark it here");
    assert_eq!(program.state.context(), Context::Plain);
    program.shows("from Wed 2 Dec 2026 00:00 CET, last safe day Tue 1 Dec 2026").keys("esc").cursor_on("eu-ai/art5");
    bare().keys("o y").effects(&[]).shows("https://eur-lex.europa.eu/eli/reg/2024/1689/oj").hides("Source");
}

#[test]
fn what_is_too_long_for_a_clipboard_is_shown() {
    let url = format!("https://example.org/{}", "x".repeat(LONGEST_COPY));
    let long = SMALL.replace("https://csrc.nist.gov/projects/fips-140-3-transition-effort", &url);
    let program = given(&long).cursor_on("fips/historical").keys("y").effects(&[]);
    program
        .shows("too long for a terminal's clipboard: mark it here")
        .keys("G")
        .shows("xxx")
        .keys("g g")
        .shows("140-2");
}

#[test]
fn nothing_stands_beside_a_plain_text_and_nothing_moves_under_it() {
    let program = on_art5().sized(80, 24).keys("Y");
    let screen = program.screen();
    let lines: Vec<&str> = screen.lines().collect();
    assert_eq!(lines.first(), Some(&"New Art. 5 prohibitions apply"));
    assert!(lines.iter().skip(7).take(15).all(|line| line.is_empty()), "{screen}");
    // A second passes: what is being marked is not drawn anew.
    let program = program.drawn();
    assert!(next_wake(&program.state).is_some_and(|wake| wake > Duration::from_secs(2)));
    let program = program.after(1500);
    assert!(!program.state.needs_draw);
    program.keys("esc").shows("New Art. 5 prohibitions apply").after(1500);
}

#[test]
fn a_long_line_is_cut_at_the_edge_so_that_it_can_be_marked_whole() {
    let parts: Vec<String> = (0..60).map(|n| format!("{n:02}-/")).collect();
    let url = format!("https://example.org/{}", parts.concat());
    let long = SMALL.replace("https://csrc.nist.gov/projects/fips-140-3-transition-effort", &url);
    let screen = given(&long).sized(60, 20).keys("Y").screen();
    assert!(screen.replace('\n', "").contains(&url), "{screen}");
}

#[test]
fn screens() {
    for (columns, rows) in [(40, 12), (80, 24), (120, 40)] {
        let program = on_art5().sized(columns, rows);
        insta::assert_snapshot!(format!("plain_{columns}x{rows}"), program.keys("Y").screen());
        insta::assert_snapshot!(format!("copied_{columns}x{rows}"), on_art5().sized(columns, rows).keys("y").screen());
    }
}
