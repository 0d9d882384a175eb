//! Texts that mean harm, and texts that nobody wrote: reading ends, soon, and never panics.

#![expect(clippy::disallowed_methods, reason = "tests use real files")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use duewatch::domain::finding::{self, Code, Severity};
use duewatch::yaml::lines::Lines;
use duewatch::yaml::{self, Reading, Syntax};
use proptest::prelude::*;

const EXAMPLE: &str = include_str!("data/valid/example.yaml");

/// What must hold of every reading.
fn read(text: &str) -> Reading {
    let mut reading = yaml::read(text);
    let lines = Lines::new(text);
    for finding in &reading.findings {
        if let Some(place) = finding.place {
            let [start, end] = [place.start, place.end].map(|at| usize::try_from(at).expect("offsets fit"));
            let between = text.is_char_boundary(start) && text.is_char_boundary(end);
            assert!(start <= end && end <= text.len() && between, "{finding:?} in {text:?}");
            assert!(lines.position(text, place.start).0 > 0);
        }
        assert!(finding.message.len() < 1000 && finding.label.len() < 1000 && finding.hint.len() < 1000);
    }
    assert!(reading.file.products.iter().any(|product| product.id.as_str() == "org"), "{text:?}");
    finding::sort(&mut reading.findings);
    reading
}

/// A reading in pieces must be what the whole gives, wherever all of it is YAML.
fn agree(text: &str) {
    let pieces = read(text);
    let mut whole = yaml::read_in_one(text);
    whole.in_pieces = pieces.in_pieces;
    finding::sort(&mut whole.findings);
    if pieces.syntax == Syntax::Whole || whole.syntax == Syntax::Whole {
        assert_eq!(pieces, whole, "in pieces and in one: {text:?}");
    }
}

#[test]
fn a_key_of_the_file_that_is_written_twice_counts_once_also_without_a_value() {
    for text in ["duewatch: 1\nviews:\nproducts:\n  a: {name: A}\nviews: {x: a}\n", "duewatch: 1\ntitle: T\ntitle:\n"] {
        agree(text);
        assert!(read(text).findings.iter().any(|finding| finding.code == Code::Duplicate), "{text}");
    }
}

fn codes(reading: &Reading) -> Vec<Code> {
    reading.findings.iter().filter(|f| f.severity == Severity::Error).map(|f| f.code).collect()
}

#[test]
fn deep_nesting_is_refused() {
    for (open, close) in [("[", "]"), ("{a: ", "}"), ("- ", ""), ("? ", "")] {
        let text = format!("duewatch: 1\nx-a:\n  {}b{}\n", open.repeat(10_000), close.repeat(10_000));
        let started = Instant::now();
        let reading = read(&text);
        assert!(codes(&reading).contains(&Code::Limit), "{open}: {:?}", reading.findings);
        assert!(started.elapsed() < Duration::from_secs(5), "{open}");
    }
    let mut text = String::from("duewatch: 1\nx-a:\n");
    for level in 1..3000 {
        writeln!(text, "{}a:", " ".repeat(level)).expect("a string takes text");
    }
    assert!(codes(&read(&text)).contains(&Code::Limit));
}

#[test]
fn aliases_of_aliases_are_refused_in_bounded_time() {
    let mut text = String::from("duewatch: 1\nx-a0: &a0 [a, a, a, a, a, a, a, a, a, a]\n");
    for level in 1..40 {
        let list = vec![format!("*a{}", level - 1); 10].join(", ");
        writeln!(text, "x-a{level}: &a{level} [{list}]").expect("a string takes text");
    }
    let started = Instant::now();
    assert!(codes(&read(&text)).contains(&Code::Limit));
    assert!(started.elapsed() < Duration::from_secs(20));
    // A ladder: each anchor 50 levels deep around the one before it.
    let mut text = String::from("duewatch: 1\nx-a0: &a0 b\n");
    for level in 1..2000 {
        let (open, close) = ("[".repeat(50), "]".repeat(50));
        writeln!(text, "x-a{level}: &a{level} {open}*a{}{close}", level - 1).expect("a string takes text");
    }
    assert!(codes(&read(&text)).contains(&Code::Limit));
}

#[test]
fn a_node_inside_itself_is_refused() {
    for text in ["x-a: &a [*a]", "x-a: &a {b: *a}", "products: &a {a: *a}", "&a regulations: *a"] {
        agree(&format!("duewatch: 1\n{text}\n"));
    }
    assert!(codes(&read("duewatch: 1\nx-a: &a [*a]\n")).contains(&Code::Yaml));
}

#[test]
fn one_very_long_line_is_read_in_bounded_time() {
    let long = "a ".repeat(4 << 20);
    let started = Instant::now();
    for text in [
        format!("duewatch: 1\ntitle: {long}\nzone: {long}\nalerts: [{long}]\n"),
        format!("duewatch: 1\nproducts:\n  kes: {{name: a, owner: @{long}}}\n  {long}: b\n"),
        format!("duewatch: {long}"),
        long.replace(' ', ""),
    ] {
        read(&text);
    }
    assert!(started.elapsed() < Duration::from_secs(60), "{:?}", started.elapsed());
}

#[test]
fn many_findings_are_bounded() {
    let mut text = String::from("duewatch: 1\nproducts:\n");
    for number in 0..50_000 {
        writeln!(text, "  P{number}: {{b{number}: c}}").expect("a string takes text");
    }
    let reading = read(&text);
    assert!(reading.findings.len() <= 10_001, "{}", reading.findings.len());
    assert!(codes(&reading).contains(&Code::Limit));
}

#[test]
fn bytes_that_are_no_text_are_refused_with_their_place() {
    let place = |bytes: &[u8]| yaml::decode(bytes).map_err(|f| (f.code, f.place.map(|p| p.start))).err();
    assert_eq!(place(b"a\xffb"), Some((Code::Encoding, Some(1))));
    assert_eq!(place(b"a\0b"), Some((Code::Encoding, Some(1))));
    assert_eq!(place(b"\xff\xfea\0"), Some((Code::Encoding, Some(0))));
    assert_eq!(place(b"\xef\xbb\xbfduewatch: 1\n"), None);
    assert_eq!(read("duewatch: 1\0\n").syntax, Syntax::Broken);
}

#[test]
fn odd_texts_agree() {
    for text in [
        "",
        "\u{feff}",
        "\r",
        "duewatch: 1\r\nproducts:\r\n  a: {name: b}\r\n",
        "duewatch: 1\rproducts:\r  a: {name: b}\r",
        "products:\n  a:\n    name: |\n      x\n  b: {name: c}\n",
        "products:\n  a: {name: b,\n  c: d}\n",
        "products:\n  a: {name: 'b\n  c: d'}\n",
        "products: # x\n\n\n  a: {name: b}\n # c\n  d: {name: e}\n...\n",
        "a: 1\n\u{feff}b: 2\n",
        "products:\n  a: &a {name: b}\n  c: *a\n",
        "products:\n    a: {name: b}\n  c: {name: d}\n",
        "products:\n\ta: {name: b}\n",
        "x-a: |1\n  products:\n  a: b\n",
        "x-a: \"\nproducts:\n  a: b\n\"\n",
        "products:\n  a: |+\n    x\n\n\n  b: >-\n    y\n\n",
        "%YAML 1.2\n---\nduewatch: 1\n",
        "duewatch: 1\nproducts:\nregulations: ~\n",
        "products:\n  a: {name: b}\n  c\n",
        "products:\n  ? a\n  : {name: b}\n",
        "regulations:\n  a: b: c\n",
    ] {
        agree(text);
    }
}

fn corpora() -> Vec<PathBuf> {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let mut open: Vec<PathBuf> = ["yaml", "yaml-test-suite"].into_iter().map(|name| shared.join(name)).collect();
    let mut files = Vec::new();
    while let Some(path) = open.pop() {
        if let Ok(folder) = std::fs::read_dir(&path) {
            open.extend(folder.filter_map(|entry| Some(entry.ok()?.path())));
        } else if path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml") {
            files.push(path);
        }
    }
    files
}

/// Files of other programs, as they are and as the entries of one map.
#[test]
fn pieces_agree_with_the_whole_on_every_corpus_that_is_there() {
    for path in corpora() {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        if text.len() > 300_000 {
            continue;
        }
        agree(&text);
        for head in ["products:\n", "duewatch: 1\nregulations: # all\n"] {
            let mut nested = String::from(head);
            for line in text.lines() {
                writeln!(nested, "{}{line}", if line.is_empty() { "" } else { "  " }).expect("a string takes text");
            }
            agree(&nested);
        }
    }
}

/// Changes of a good text: a stretch of it replaced by another stretch, or by something sharp.
fn mutation() -> impl Strategy<Value = String> {
    let sharp = prop::sample::select(vec![
        "",
        " ",
        "\n",
        "\t",
        ":",
        ": ",
        "{",
        "}",
        "[",
        "]",
        "\"",
        "'",
        "#",
        "&a ",
        "*a",
        "!x ",
        "|",
        ">\n",
        "---\n",
        "...\n",
        "@",
        "- ",
        "? ",
        "\r",
        "\u{feff}",
        "<<: ",
        "é",
        "漢",
        "\u{0}",
        "\u{85}",
        ",",
        "%",
        "~",
        "null",
        "  ",
        "\n  ",
        "\nproducts:\n",
    ]);
    let one = (0..EXAMPLE.len(), 0_usize..12, sharp, 0..EXAMPLE.len(), 0_usize..30);
    prop::collection::vec(one, 1..5).prop_map(|changes| {
        let mut text = EXAMPLE.to_string();
        for (at, length, sharp, from, copied) in changes {
            let floor = |mut at: usize, text: &str| {
                at = at.min(text.len());
                while !text.is_char_boundary(at) {
                    at -= 1;
                }
                at
            };
            let (start, end) = (floor(at, &text), floor(at + length, &text));
            let (a, b) = (floor(from, EXAMPLE), floor(from + copied, EXAMPLE));
            let copy = if copied < 15 { "" } else { EXAMPLE.get(a..b).unwrap_or_default() };
            text.replace_range(start..end.max(start), &format!("{sharp}{copy}"));
        }
        text
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn changed_texts_are_read_the_same_in_pieces(text in mutation()) {
        agree(&text);
    }

    #[test]
    fn random_texts_are_read(text in "(\\PC|\\n|[ :{}\\[\\]\"'#&*!|>?-]){0,200}") {
        agree(&text);
    }

    #[test]
    fn random_values_are_read(value in "[a-z0-9 /@:.+-]{0,24}", key in "(by|from|at|repeat|zone|alerts|products|verified|moved|kind|tags)") {
        let text = format!("duewatch: 1\nregulations:\n  a:\n    title: b\n    milestones:\n      c: {{title: d, {key}: \"{value}\"}}\n");
        agree(&text);
    }
}

#[test]
fn a_long_text_behind_many_aliases_is_refused() {
    let text = format!("duewatch: 1\nx-a: &a {}\nx-b: [{}]\n", "a".repeat(1 << 20), vec!["*a"; 100_000].join(", "));
    let started = Instant::now();
    assert!(codes(&read(&text)).contains(&Code::Limit));
    assert!(started.elapsed() < Duration::from_secs(20));
}
