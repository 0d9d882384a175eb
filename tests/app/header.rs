//! The header says as much as fits, and never loses the file's name or the counts.

use duewatch::app::effect::Effect;
use duewatch::app::launch::{Glyphs, Launch};

use super::given::{Program, SMALL, given, launch, started};

fn header(program: &Program) -> String {
    program.screen().lines().next().unwrap_or_default().to_string()
}

fn as_of() -> Program {
    started(Launch { is_as_of: true, is_read_only: true, is_example: true, ..launch() }).reads(SMALL)
}

fn broken() -> Program {
    given(SMALL).at("2026-11-23T14:07:00-05:00").reads("duewatch: [")
}

#[test]
fn the_richest_form_that_fits_is_taken() {
    for (width, expected) in [
        (100, " Deadlines  small.yaml       ✕ 1 overdue  ▲ 3 in 7 d  ◆ 3 in 30 d        Mon 23 Nov 2026  14:05 EST"),
        (60, " Deadlines  small.yaml       ✕ 1  ▲ 3  ◆ 3        14:05 EST"),
        (40, " small.yaml   ✕ 1  ▲ 3  ◆ 3   14:05 EST"),
    ] {
        assert_eq!(header(&given(SMALL).sized(width, 16)), expected, "{width}");
    }
}

#[test]
fn name_and_counts_outlive_the_words() {
    for (mut program, name) in [(given(SMALL), "small.yaml"), (as_of(), "built-in example"), (broken(), "small.yaml")] {
        for width in (80..=130).chain([159, 160, 200, 300]) {
            program = program.sized(width, 14);
            let header = header(&program);
            for part in [name, "✕ 1", "▲ 3", "◆ 3"] {
                assert!(header.contains(part), "{width}: {header}");
            }
        }
    }
}

#[test]
fn the_counts_are_seen_at_any_width() {
    for mut program in [given(SMALL), as_of(), broken(), given(SMALL).keys("tab")] {
        for width in 20..=80 {
            program = program.sized(width, 14);
            let header = header(&program);
            assert!(header.contains('✕') && header.contains('▲'), "{width}: {header}");
        }
    }
}

#[test]
fn as_of_means_read_only() {
    let header = header(&as_of().sized(200, 60));
    assert!(!header.contains("read-only"), "{header}");
    let only = started(Launch { is_read_only: true, ..launch() }).reads(SMALL);
    assert!(self::header(&only).contains("read-only"));
}

#[test]
fn a_hostile_name_is_cut() {
    for name in ["x".repeat(300), "漢".repeat(100), "\u{1b}[2J\u{202e}.yaml".into(), String::new()] {
        for glyphs in [Glyphs::Unicode, Glyphs::AsciiOnly] {
            for width in [40, 60, 80, 100, 120, 160, 300] {
                let launch = Launch { file_name: Some(name.clone()), glyphs, ..launch() };
                let header = header(&started(launch).reads(SMALL).sized(width, 24));
                assert!(header.ends_with("14:05 EST"), "{width}: {header}");
                assert!(!header.contains(['\u{1b}', '\u{202e}']));
            }
        }
    }
}

#[test]
fn a_file_that_may_not_be_written_is_announced_and_edit_keys_explain_until_it_may() {
    let program = super::given::started(super::given::launch()).reads_shut(SMALL).shows("small.yaml  read-only");
    assert!(!program.effects.contains(&Effect::FindDrafts), "nothing could be made of them");
    for keys in ["space", "n", "e", "a", "x", "u", "i"] {
        let program = super::given::started(super::given::launch()).reads_shut(SMALL).keys(keys).effects(&[]);
        program.shows("the file is read-only for you");
    }
    let program = program.reads(SMALL).hides("read-only").shows("the file can be written again");
    assert!(program.effects.contains(&Effect::FindDrafts), "now something can");
    // Under an open dialog: what is typed stays, and is saved when it can be.
    let program = super::editing::on("ca-drop/coarse").keys("n").types("Mine").reads_shut(SMALL).keys("ctrl-s");
    let program = program.effects(&[]).shows("Mine").shows("the file is read-only for you").reads(SMALL);
    assert!(program.keys("ctrl-s").effects.iter().any(|effect| matches!(effect, Effect::Save(_))));
}
