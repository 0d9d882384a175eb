//! Banners on any width: what to do is always in sight.

use duewatch::app::banner::lines;
use duewatch::app::message::Message;
use duewatch::app::saving::{Failure, NotSaved};
use duewatch::domain::edit::{Refusal, Why};
use duewatch::domain::finding::Place;

use unicode_width::UnicodeWidthStr as _;

use super::editing::{conflict, on};
use super::given::{Program, SMALL, given};

/// A long way to the drafts, as on a managed machine.
const FAR: &str = "/net/homes.example.com/departments/compliance/ana/.local/state/duewatch/drafts";

fn failed() -> Program {
    let program = on("ca-drop/coarse").keys("space");
    let ticket = program.saves.front().expect("an edit").ticket;
    let failure = Failure {
        message: "cannot save '/net/share/small.yaml': the directory does not let you write".into(),
        hint: "check the permissions of the directory".into(),
    };
    program.not_saved(ticket, NotSaved::Failed(failure)).send(Message::Kept(Some(FAR.into())))
}

pub fn refused() -> Program {
    let program = on("ca-drop/coarse").keys("space");
    let ticket = program.saves.front().expect("an edit").ticket;
    let message = "'ca-drop/coarse:ads' is written as *state";
    let refusal = Refusal::new(Why::Unproved, message, "edit what stands at &state by hand");
    program.not_saved(ticket, NotSaved::Refused(refusal.at(Place { start: 3000, end: 3001 }), None)).keys("X X")
}

fn offered() -> Program {
    let edits = on("ca-drop/coarse").keys("space space space").state.edits.unsettled();
    given(SMALL).send(Message::DraftsFound { edits, kept_in: FAR.into() })
}

/// The banners, their lines joined, with one space between words; each fits, and is drawn as it is.
fn banners(program: &Program) -> String {
    let width = usize::from(program.state.size.0);
    let screen = if width % 20 == 0 { program.screen() } else { String::new() };
    let mut whole = String::new();
    for words in lines(&program.state) {
        let right: String = words.right.iter().map(|run| run.text.as_str()).collect();
        let cells = words.width_cells() + right.width() + if right.is_empty() { 0 } else { 3 };
        assert!(cells + 2 <= width, "{width}: {} {right}", words.text());
        assert!(screen.is_empty() || screen.contains(words.text().trim_end()) && screen.contains(&right), "{screen}");
        whole.extend([words.text().as_str(), " ", &right, " "]);
    }
    whole.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn what_to_do_is_in_sight_at_any_width() {
    let failed_says = &["Not saved: ", "check the permissions of the directory", "Your change is kept in "];
    let cases: Vec<(Program, &[&str], &[&str])> = vec![
        (failed(), failed_says, &["r tries again", "r again"]),
        (conflict(), &["Changed on disk too"], &["Enter shows both", "Enter both"]),
        (
            refused(),
            &["Line 88: 'ca-drop/coarse:ads' is written as *state", "edit what stands at &state by hand"],
            &["Enter opens the editor there Esc closes", "Enter editor Esc closes"],
        ),
        (offered(), &["2 edits were not saved last time"], &["r applies X throws away", "r applies X drops"]),
        (given(SMALL).reads("duewatch: ["), &["Broken on disk since 14:05"], &["! shows why", "! why"]),
        (given(SMALL).fails(false, "cannot read 'small.yaml': permission denied"), &["make it readable"], &["since"]),
    ];
    for (mut program, parts, keys) in cases {
        for width in 40..=200 {
            program = program.sized(width, 40);
            let shown = banners(&program);
            for part in parts {
                assert!(shown.contains(part.trim_end()), "{width}: '{part}' is not in\n{}", program.screen());
            }
            assert!(keys.iter().any(|keys| shown.contains(keys)), "{width}: {keys:?} not in\n{}", program.screen());
        }
    }
}

#[test]
fn where_there_is_no_height_each_banner_keeps_a_line_with_its_keys() {
    let theirs = conflict().text();
    let program = on("ca-drop/coarse").keys("space").saved_on(&theirs).keys("space").disk_full();
    let program = program.send(Message::Kept(Some(FAR.into()))).sized(40, 12);
    program.shows("r again").shows("/drafts").shows("Enter both");
    let tiny = failed().sized(40, 7);
    assert_eq!(tiny.screen().lines().filter(|line| line.contains("r again")).count(), 1, "{}", tiny.screen());
}

#[test]
fn a_path_is_shortened_inside() {
    let program = failed().sized(80, 24);
    program.shows("Your change is kept in /net/homes.ex").shows("…").shows("duewatch/drafts");
}

#[test]
fn a_broken_file_is_told_with_its_line_and_reason_on_a_small_screen() {
    let program = given(SMALL).reads(&SMALL.replacen("milestones:\n", "milestones: [\n", 1));
    for size in [(40, 12), (60, 12), (80, 24)] {
        let program = program.clone().sized(size.0, size.1).shows("Broken on disk since 14:05").shows("why");
        let words = program.screen().split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains("small.yaml:23:14: ',' or a closing bracket is missing"), "{}", program.screen());
    }
}
