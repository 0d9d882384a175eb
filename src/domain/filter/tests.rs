//! Tables of the filter language; what a filter finds is tested on a whole file, in `tests/filter.rs`.

use proptest::prelude::*;

use super::*;

fn problem(text: &str) -> (usize, String, String) {
    let parsed = Filter::parse(text);
    let problem = parsed.problem.unwrap_or_else(|| panic!("{text} has no problem"));
    (problem.at, problem.message, problem.hint)
}

#[test]
fn what_is_written_is_understood() {
    for text in [
        "",
        "   ",
        "psur",
        "\"two words\"",
        "due<30d",
        "due<=2026-12-31",
        "due>-7d",
        "due:eoq",
        "due=2026-12",
        "due=2026-q4",
        "due>=2027",
        "opens:today",
        "closed>2024-07-20",
        "status:open,blocked",
        "status:n/a",
        "product:edr",
        "vendor:Kaspersky",
        "owner:@legal",
        "owner:@me",
        "tag:mdr",
        "regulation:\"AI Act\"",
        "kind:reporting",
        "certainty:proposed",
        "severity:high,critical",
        "note:fax",
        "has:note",
        "no:owner",
        "is:overdue,today",
        "is:moved",
        "is:unverified,verify-due",
        "-tag:draft",
        "not tag:draft",
        "(status:open or status:blocked) -product:kes",
        "a or b c or d",
        "a and b",
        "-(a or b)",
        "kaspersky-ban/inventory:kes",
        "due<30d status:open product:edr owner:@legal \"psur\" -tag:draft",
    ] {
        assert_eq!(Filter::parse(text).problem, None, "{text}");
    }
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    let cases = [
        ("stats:open", 0, "'stats:' is not a field", "did you mean 'status:'?"),
        ("a stats:", 2, "'stats:' is not a field", "did you mean 'status:'?"),
        ("status:opne", 0, "'status:' does not know 'opne'", "did you mean 'open'?"),
        (
            "psur status:",
            5,
            "nothing stands behind 'status:'",
            "one of open, in-progress, blocked, accepted, done, n/a",
        ),
        (
            "is:soon",
            0,
            "'is:' does not know 'soon'",
            "one of overdue, today, week, month, moved, unverified, verify-due",
        ),
        ("due<soon", 0, "'soon' is neither a date nor a span", ""),
        ("due:2026-13-01", 0, "'2026-13-01' is not a date", ""),
        ("due:7d,8d", 0, "'due' takes one date", "join two with 'or'"),
        ("a changed<7d", 2, "'changed' is not available yet: it needs the journal", ""),
        ("a or", 2, "'or' stands between two terms", ""),
        ("or a", 0, "'or' stands between two terms", ""),
        ("a -", 2, "nothing stands behind '-'", ""),
        ("a not", 2, "nothing stands behind 'not'", ""),
        ("(a b", 4, "a parenthesis is not closed", "end it with ')'"),
        ("a)", 1, "there is nothing for this ')' to close", ""),
        ("a ()", 2, "nothing stands between the parentheses", "leave them out"),
        ("\"a b", 4, "a quote is not closed", ""),
        ("tag<draft", 0, "'tag' cannot be compared with '<'", "write tag:draft"),
        ("http://example.com", 0, "'http:' is not a field", ""),
    ];
    for (text, at, message, hint) in cases {
        let found = problem(text);
        assert_eq!((found.0, found.1.as_str()), (at, message), "{text}");
        assert!(hint.is_empty() || found.2 == hint, "{text}: {}", found.2);
    }
}

#[test]
fn the_good_prefix_is_used() {
    for (text, prefix) in [
        ("psur stats:", "psur"),
        ("a or", "a"),
        ("a b or -", "a b"),
        ("(a or stats:x", "a"),
        ("status:open due<", "status:open"),
        ("a)", "a"),
        ("\"a b", "\"a b\""),
        ("stats:", ""),
    ] {
        assert_eq!(Filter::parse(text).filter, Filter::parse(prefix).filter, "{text}");
    }
}

#[test]
fn parentheses_have_a_floor() {
    let deep = format!("{}a{}", "(".repeat(10_000), ")".repeat(10_000));
    assert_eq!(problem(&deep).1, "too many parentheses in each other");
    assert_eq!(problem(&format!("{}a", "-".repeat(10_000))).1, "too many parentheses in each other");
}

proptest! {
    #[test]
    fn any_text_is_read_and_the_tail_begins_in_it(text in "[a-z:<>=()\"@, é-]{0,40}") {
        let parsed = Filter::parse(&text);
        if let Some(problem) = parsed.problem {
            prop_assert!(text.is_char_boundary(problem.at) && !problem.message.is_empty());
        }
    }

    #[test]
    fn any_mix_of_words_is_read(words in proptest::collection::vec(
        prop_oneof![Just("or"), Just("not"), Just("-"), Just("("), Just(")"), Just("due<"), Just("30d"), Just("status:open"), Just("\""), Just("a")], 0..12)
    ) {
        let text = words.join(" ");
        prop_assert_eq!(Filter::parse(&text), Filter::parse(&text));
    }
}
