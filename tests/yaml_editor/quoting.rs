//! Quoting: what is written plain, what is not, and that both readers read it back.

use duewatch::yaml::node::{Piece, Tree};
use duewatch::yaml::parse;
use duewatch::yaml::quote::{Where, quote};
use proptest::prelude::*;
use serde_yaml::Value;

#[test]
fn plain_stands_what_nobody_can_read_otherwise() {
    let plain = [
        "open",
        "in-progress",
        "Example Corp",
        "a_b/c@d.e",
        "2027-04-15",
        "2027-04-15 17:00",
        "2027-04-15 17:00 Europe/Brussels",
        "2027-04-15T17:00:00+02:00",
        "2027-12",
        "2027-Q4",
        "30d",
        "10bd",
        "30 days",
        "10 business days before no-new-agreements",
        "20 days after eu-cra/published@2027-04-15",
        "3com",
        "https://example.com/a?b=c&d=%20#".trim_end_matches('#'),
        "http://localhost:8080/x",
    ];
    for text in plain {
        for place in [Where::Block, Where::Flow, Where::Key] {
            assert_eq!(quote(text, place), text);
        }
    }
    let quoted = [
        "",
        " ",
        "a ",
        " a",
        "no",
        "Yes",
        "y",
        "N",
        "on",
        "OFF",
        "true",
        "null",
        "~",
        "12",
        "1.10",
        "1e5",
        "0x1F",
        "0o17",
        "1_000",
        "12:30",
        "2027",
        "-",
        "- a",
        "a: b",
        "a:",
        "a #b",
        "#a",
        "a, b: c",
        ", a",
        "(a)",
        "1,000",
        "[a]",
        "{a}",
        "&a",
        "*a",
        "!a",
        "|",
        ">",
        "'a'",
        "\"a\"",
        "%a",
        "@a",
        "`a`",
        "a\nb",
        "a\tb",
        "<<",
        "=",
        "...",
        "---",
        "?",
        "? a",
        "a\u{7f}",
        "http://a:",
        "1 @a",
        "0b1",
        "2027-04-15 x y:",
        "+1",
        ".5",
        ".inf",
    ];
    for text in ["a, b", "é", "Règlement (UE) 2016/679", "it's", "R&D; more", "why? now!", "2027 report, draft"] {
        assert_eq!(quote(text, Where::Block), text);
        assert!(quote(text, Where::Flow).starts_with('"') && quote(text, Where::Key).starts_with('"'), "{text:?}");
    }
    for text in quoted {
        assert!(quote(text, Where::Block).starts_with('"'), "{text:?}");
    }
    assert_eq!(
        quote("a\u{85}\u{2028}\u{2029}\u{feff}\u{fffe}\u{ffff}\u{7f}\u{1}", Where::Block).matches("\\u").count(),
        8
    );
    assert_eq!(quote("\"\\\n\r\t\u{8}\u{c}/", Where::Block), "\"\\\"\\\\\\n\\r\\t\\b\\f/\"");
}

/// Returns what both readers see of the values in a text.
fn both(text: &str) -> (Vec<String>, Value) {
    let mut tree = Tree::default();
    parse::parse(text, 0, parse::MOST_NODES.of_piece, &mut tree).unwrap_or_else(|e| panic!("{e}: {text:?}"));
    let piece = Piece { tree: &tree, text, base: 0 };
    let (key, value) = piece.root().pairs().next().expect("one pair");
    let mut ours = vec![key.text().to_string()];
    ours.extend(value.children().map(|child| child.text().to_string()));
    if value.children().next().is_none() {
        ours.push(value.text().to_string());
    }
    (ours, serde_yaml::from_str(text).unwrap_or_else(|e| panic!("{e}: {text:?}")))
}

fn reads_back(text: &str) {
    let theirs = || Value::String(text.to_string());
    let map = |key: &str, value: Value| Value::Mapping([(Value::String(key.to_string()), value)].into_iter().collect());
    let (ours, value) = both(&format!("k: {}\n", quote(text, Where::Block)));
    assert_eq!((ours, value), (vec!["k".into(), text.into()], map("k", theirs())));
    let flow = quote(text, Where::Flow);
    let (ours, value) = both(&format!("{{k: [{flow}, {flow}]}}\n"));
    let list = Value::Sequence(vec![theirs(), theirs()]);
    assert_eq!((ours, value), (vec!["k".into(), text.into(), text.into()], map("k", list)));
    for written in [format!("{}: v\n", quote(text, Where::Key)), format!("{{{}: v}}\n", quote(text, Where::Key))] {
        let (ours, value) = both(&written);
        assert_eq!((ours, value), (vec![text.into(), "v".into()], map(text, Value::String("v".to_string()))));
    }
}

proptest! {
    #![proptest_config(crate::cases(200))]

    #[test]
    fn both_readers_read_back_any_text(text in any::<String>()) {
        reads_back(&text);
    }

    #[test]
    fn both_readers_read_back_texts_that_look_like_yaml(text in "[a-eE0-9xyYnNoO:/._~%?&=@+ #'\"\\\\\\[\\]{},!|>*<\n\t-]{0,12}") {
        reads_back(&text);
    }

    #[test]
    fn both_readers_read_back_texts_that_may_be_plain(text in "[0-9]{0,4}[a-fxTQ0-9 _./@-]{1,8}|[a-z]{1,3}://[a-z:?&/.-]{1,6}|(20[0-9]{2}-[0-9]{2}-[0-9]{2})[ T]?[0-9:Z+-]{0,8}|[0-9a-zéПx漢][a-zé,()';+&%!?=\" :#-]{0,10}") {
        reads_back(&text);
    }
}
