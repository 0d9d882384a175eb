//! What is in sight: rules and heads in the detail, the products of the matrix, what a filter finds.

use duewatch::app::wake::next_wake;

use super::editing::on;
use super::given::{Program, SMALL, given};

#[test]
fn what_is_not_in_sight_wakes_nobody() {
    let seconds = |keys: &str, size: (u16, u16)| {
        let program = given(SMALL).sized(size.0, size.1).keys(keys);
        next_wake(&program.state).is_some_and(|wake| wake < std::time::Duration::from_secs(2))
    };
    // Rows within 48 hours are in sight, or the row under the cursor is within ten days.
    assert!(seconds("", (80, 24)) && seconds("?", (80, 24)) && seconds("j j enter", (80, 24)));
    assert!(!seconds("!", (80, 24)), "findings");
    assert!(!seconds("", (19, 4)), "too small");
    assert!(seconds("j j tab", (120, 40)) && !seconds("tab", (120, 40)), "the matrix tells the time of one cell");
    assert!(!seconds("j j tab", (80, 24)), "and only where there is room");
}

#[test]
fn a_rule_is_said_as_it_is_written_and_not_broken_inside_a_name() {
    let ruled = SMALL.replace("from: 2026-12-11", "from: 25 days after proposed");
    given(&ruled).keys("/").types("auditors").shows("25 days after proposed").hides("counts from");
    let name = "a-name-that-is-longer-than-twenty-five";
    let long = ruled.replace("25 days after proposed", &format!("25 days after {name}"));
    let long = long.replace("      proposed:\n", &format!("      {name}:\n"));
    given(&long).keys("/").types("auditors").shows(name);
}

#[test]
fn an_overdue_from_applies_and_is_not_late() {
    given(SMALL).cursor_on("fips/historical").shows("applies, still open").hides("days late");
}

#[test]
fn the_matrix_is_entered_on_a_product_that_the_row_touches() {
    let program = given(SMALL).keys("j j").cursor_on("ca-drop/today").keys("tab");
    program.shows("AdGraph / Deletion run of today: open").keys("h").shows("not touched").keys("l").shows(": open");
    // Inside the matrix the column stays.
    given(SMALL).keys("tab j").shows("HomeHub / Audit rules, some day this quarter: not touched");
}

#[test]
fn hidden_products_are_counted_where_they_are() {
    let names: Vec<String> = (0..30).map(|n| format!("  prod{n}: {{name: Prod{n:02}}}\n")).collect();
    let names = names.concat();
    let products: Vec<String> = (0..30).map(|n| format!("prod{n}: open")).collect();
    let wide = SMALL.replace("\n  ads: {", &format!("\n{names}  ads: {{"));
    let wide = wide.replace("        products: ads\n", &format!("        products: {{{}}}\n", products.join(", ")));
    let program = given(&wide).sized(80, 24).keys("tab");
    let head = |program: &Program| program.screen().lines().nth(2).unwrap_or_default().to_string();
    let first = head(&program);
    assert!(first.contains("HomeHub") && !first.contains('←'), "{first}");
    assert!(first.ends_with(" done") && first.contains("→ 30 done"), "{first}");
    let program = program.keys("l l l l l l l");
    let middle = head(&program);
    assert!(middle.contains("← ") && middle.contains("→ "), "{middle}");
    let last = head(&program.keys("l l l l l l l l l l l l l l l l l l l l l l l l l l l l l l l l"));
    assert!(last.contains("← ") && !last.contains('→'), "{last}");
}

#[test]
fn a_title_without_end_leaves_room_for_the_date() {
    let long = SMALL.replace("title: 140-2 certificates historical", &format!("title: \"{}\"", "word ".repeat(2000)));
    given(&long).cursor_on("fips/historical").shows("…").shows("applies, still open");
}

#[test]
fn a_narrow_list_of_findings_says_what_is_wrong() {
    let wrong = SMALL.replace("by: 2026-11-24", "by: 2026-13-24");
    given(&wrong).sized(40, 12).keys("!").shows(":").shows("error").shows("'2026-13");
}

#[test]
fn the_matrix_beside_the_list_shows_the_product_of_the_first_row() {
    let names: Vec<String> = (0..30).map(|n| format!("  prod{n}: {{name: Prod{n:02}}}\n")).collect();
    let used = "kinds:\n    title: Kinds\n    milestones:\n      all: {title: All, by: 2030-01-01, products: {";
    let cells: Vec<String> = (0..30).map(|n| format!("prod{n}: open")).collect();
    let wide = SMALL.replace("products:\n  hub:", &format!("products:\n{}  hub:", names.concat()));
    let wide = format!("{wide}\n  {used}{}}}}}\n", cells.join(", "));
    given(&wide).sized(200, 60).cursor_on("fips/historical").shows("HomeHub  Cloud").shows("← ");
}

#[test]
fn a_long_filter_shows_its_end_and_the_cursor_behind_it() {
    for (text, last) in [("\u{e9}".repeat(100), "é"), ("漢".repeat(100), "漢")] {
        let program = given(SMALL).sized(80, 24).keys("/").types(&text).types("zz");
        let line = program.screen().lines().rev().nth(1).unwrap_or_default().to_string();
        assert!(line.contains(&format!("{last}zz   0 of 12")), "{line}");
    }
}

#[test]
fn a_filter_that_only_closed_rows_match_shows_them() {
    let program = given(SMALL).keys("/").types("omnibus in").cursor_on("eu-ai/omnibus").shows("1 of 12");
    program.hides("c shows").keys("esc").hides("Digital Omnibus in force").cursor_on("fips/historical");
}

#[test]
fn moves_and_verification_are_said_in_the_same_words_everywhere() {
    // Under matrix and timeline in words, in the list by their signs, in the header as a number.
    let moved = || on("eu-ai/annex3").sized(120, 40);
    moved().shows("»?").sized(200, 60).shows("to verify");
    moved().keys("tab").shows("   » moved +487 d   ? to verify");
    moved().keys("tab tab").shows("   » moved +487 d   ? to verify");
    // Where the words have no room, the signs.
    let narrow = on("eu-ai/annex3").sized(80, 24).keys("tab tab");
    narrow.shows("open » ?").hides("» moved");
    // Neither moved nor due.
    let other = || on("fips/historical").sized(120, 40);
    other().keys("tab").hides("   » moved").hides("   ? to verify");
}
