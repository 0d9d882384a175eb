//! Evidence: when it is looked for, what is known of it, and how what is not there is marked.

use duewatch::app::effect::Effect;
use duewatch::app::evidence::{AWAITED, Looked, MOST};
use duewatch::app::message::Message;
use duewatch::domain::link::Presence;

use super::given::{Program, SMALL, given};

const HUB: &str = "evidence/art5-hub.pdf";

fn asked(program: &Program) -> Option<Vec<String>> {
    program.effects.iter().find_map(|effect| {
        let Effect::LookForEvidence { paths } = effect else { return None };
        Some(paths.iter().map(ToString::to_string).collect())
    })
}

fn answer(found: &[(&str, Presence)], is_last: bool) -> Message {
    let found = found.iter().map(|(path, presence)| ((*path).into(), *presence)).collect();
    Message::EvidenceLooked(Looked { found, is_last })
}

fn awaited() -> u64 {
    u64::try_from(AWAITED.as_millis()).expect("a short time")
}

/// Two milestones with evidence: paths, pages, and what is neither.
fn more() -> String {
    SMALL.replace(
        "products: {assist: {status: done, closed: 2026-11-16, who: ben}, ads: open}",
        "products: {assist: {status: done, closed: 2026-11-16, who: ben, evidence: [bb.pdf, https://e.org/c, smb://x/d]}, ads: open}",
    )
}

#[test]
fn all_paths_are_looked_for_when_a_file_was_read() {
    assert_eq!(asked(&given(&more())), Some(vec!["bb.pdf".into(), HUB.into()]));
    assert_eq!(asked(&given(&SMALL.replace(HUB, "https://e.org"))), None);
}

#[test]
fn what_is_not_there_is_marked_and_what_is_not_known_is_not() {
    for (presence, is_marked) in [(Presence::Missing, true), (Presence::There, false), (Presence::Unknown, false)] {
        let program = given(SMALL).keys("j j j j").cursor_on("eu-ai/art5").keys("enter end").drawn();
        let program = program.send(answer(&[(HUB, presence)], true));
        assert_eq!(program.state.needs_draw, is_marked, "{presence:?}");
        let screen = program.screen();
        assert_eq!(screen.contains("HomeHub  ✕ missing"), is_marked, "{presence:?}\n{screen}");
        // It may come back.
        let program = program.send(answer(&[(HUB, Presence::There)], true));
        program.hides("missing").shows(HUB);
    }
}

#[test]
fn it_is_looked_for_again_when_its_milestone_is_shown_unless_an_answer_is_awaited() {
    let program = given(&more()).keys("j j j").cursor_on("eu-ai/evidence");
    assert_eq!(asked(&program), None, "an answer is awaited");
    let program = program.send(answer(&[("bb.pdf", Presence::There)], false));
    assert_eq!(asked(&program), None, "and more of it");
    let program = program.send(answer(&[(HUB, Presence::There)], true));
    assert_eq!(asked(&program), Some(vec!["bb.pdf".into()]), "the row under the cursor");
    let program = program.send(answer(&[("bb.pdf", Presence::There)], true));
    assert_eq!(asked(&program), None, "once");
    let program = program.keys("j");
    assert_eq!(asked(&program), Some(vec![HUB.into()]));
}

#[test]
fn an_answer_that_never_comes_does_not_stop_it() {
    let program = given(&more()).after(awaited() - 1).keys("j j j j");
    assert_eq!(asked(&program), None);
    assert_eq!(asked(&program.after(1)), Some(vec![HUB.into()]));
}

#[test]
fn where_no_detail_is_in_sight_only_a_new_version_is_looked_at() {
    let program =
        given(&more()).sized(80, 24).send(answer(&[("bb.pdf", Presence::There), (HUB, Presence::There)], true));
    let program = program.keys("j j j j");
    assert_eq!(asked(&program), None);
    assert_eq!(asked(&program.keys("enter")), Some(vec![HUB.into()]), "its detail was opened");
}

#[test]
fn a_new_version_asks_for_what_is_not_known_and_a_reload_for_all() {
    let all = answer(&[("bb.pdf", Presence::There), (HUB, Presence::There)], true);
    let program = given(&more()).sized(80, 24).send(all.clone());
    let program = program.reads(&more().replace("bb.pdf", "new.pdf"));
    assert_eq!(asked(&program), Some(vec!["new.pdf".into()]));
    let program = program.send(answer(&[("new.pdf", Presence::There)], true)).keys("r");
    let text = program.text();
    assert_eq!(asked(&program.reads(&text)), Some(vec![HUB.into(), "new.pdf".into()]));
}

#[test]
fn what_is_known_is_bounded() {
    let paths: Vec<String> = (0..MOST + 500).map(|n| format!("{n:05}.pdf")).collect();
    let many = SMALL.replace(HUB, &paths.join(", "));
    let program = given(&many);
    assert_eq!(asked(&program).map(|paths| paths.len()), Some(MOST));
    let found: Vec<_> = paths.iter().map(|path| (path.as_str(), Presence::Missing)).collect();
    let program = program.send(answer(&found, true));
    let known = paths.iter().filter(|path| program.state.evidence.presence(path) == Presence::Missing);
    assert_eq!(known.count(), MOST);
}
