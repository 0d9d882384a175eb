//! What somebody asks for, and what is refused.

use chrono::NaiveDate;
use duewatch::domain::edit::make::{
    self, Given, Live, Moving, Reach, append_note, correct_date, live_cells, move_date, rewrite_note, sentence, verify,
};
use duewatch::domain::edit::{Act, Edit, Refusal, Step, Value, Why};
use duewatch::domain::status::Status;

use super::given::{HEAD, board, day, facts_of, file, given, hand, record, set, snapshot};

fn why(result: Result<Edit, Refusal>) -> (Why, String) {
    match result {
        Err(refusal) => (refusal.why, format!("{} ({})", refusal.message, refusal.hint)),
        Ok(edit) => panic!("not refused: {edit:?}"),
    }
}

fn second(edit: &Edit) -> String {
    keys(edit).into_iter().nth(1).unwrap_or_default()
}

/// The keys that an edit sets, as `key=value`; a key that is taken away has no value.
fn keys(edit: &Edit) -> Vec<String> {
    let word = |value: Option<&Value>| value.map(ToString::to_string).unwrap_or_default();
    edit.changes
        .iter()
        .map(|change| match &change.step {
            Step::Set { to, .. } => format!("{}={}", change.key, word(to.as_ref())),
            Step::Append { value } => format!("{}+={value}", change.key),
            Step::TakeBack { value } => format!("{}-={value}", change.key),
            Step::Create { .. } => "created".to_string(),
            Step::Remove { .. } => "removed".to_string(),
            Step::Rename { to } => format!("renamed {to}"),
        })
        .collect()
}

#[test]
fn what_a_status_must_say_is_asked_for() {
    let text = file("        products: {kes: open}\n");
    let before = snapshot(&text);
    for (status, key) in [(Status::Blocked, "waiting"), (Status::Accepted, "reason"), (Status::NotApplicable, "reason")]
    {
        let (why, message) = why(set(&before, "r/m:kes", status, &Given::default()));
        assert_eq!(why, Why::Rule);
        assert!(message.contains(key), "{message}");
        assert!(make::asked(status).iter().any(|asked| asked.key == key && asked.is_needed));
        let blank = Given { reason: Some("  ".into()), waiting: Some(String::new()), ..Given::default() };
        assert!(set(&before, "r/m:kes", status, &blank).is_err(), "blank is nothing");
    }
}

#[test]
fn what_nobody_says_is_filled_in() {
    let before = snapshot(&file("        products: {kes: open}\n"));
    let edit = |status| keys(&set(&before, "r/m:kes", status, &given(status)).expect("an edit"));
    assert_eq!(edit(Status::Done), ["status=done", "closed=2026-11-23", "who=ana"]);
    assert_eq!(edit(Status::Accepted), ["status=accepted", "reason=no other way", "who=ana", "since=2026-11-23"]);
    assert_eq!(edit(Status::NotApplicable), ["status=n/a", "reason=sold, in 2025", "since=2026-11-23"]);
    assert_eq!(edit(Status::InProgress), ["status=in-progress"]);
}

#[test]
fn keys_of_the_old_status_go_and_all_others_stay() {
    let rest = "        products:\n          kes: {status: accepted, reason: r, who: ben, since: 2026-01-01, until: 2027-01-01, owner: eve, \
                x-a: 1, evidence: [a]}\n";
    let before = snapshot(&file(rest));
    let edit = |status| keys(&set(&before, "r/m:kes", status, &given(status)).expect("an edit"));
    assert_eq!(edit(Status::Open), ["status=open", "reason=", "who=", "since=", "until="]);
    assert_eq!(edit(Status::Done), ["status=done", "closed=2026-11-23", "who=ana", "reason=", "since=", "until="]);
}

#[test]
fn the_reason_of_an_own_date_is_never_lost() {
    let rest = "        products:\n          kes: {status: blocked, waiting: v, due: 2027-06-01, reason: licence 7}\n";
    let before = snapshot(&file(rest));
    let edit = |status| keys(&set(&before, "r/m:kes", status, &given(status)).expect("an edit"));
    assert_eq!(edit(Status::Done), ["status=done", "closed=2026-11-23", "who=ana", "waiting="]);
    assert!(edit(Status::Accepted).contains(&"reason=licence 7; no other way".to_string()));
}

#[test]
fn a_product_of_a_selector_takes_over_what_is_said_there() {
    let rest = "        products:\n          tag:endpoint: {status: blocked, waiting: v, owner: eve, due: 2027-06-01, reason: licence 7}\n";
    let before = snapshot(&file(rest));
    let edit = keys(&set(&before, "r/m:kes", Status::Done, &Given::default()).expect("an edit"));
    assert_eq!(
        edit,
        ["status=done", "closed=2026-11-23", "who=ana", "owner=eve", "due=2027-06-01", "reason=licence 7"]
    );
}

#[test]
fn what_a_status_does_not_say_is_refused() {
    let before = snapshot(&file("        products: {kes: open}\n"));
    for (status, given) in [
        (Status::Done, Given { waiting: Some("v".into()), ..Given::default() }),
        (Status::Done, Given { until: Some("2027-01-01".into()), ..Given::default() }),
        (Status::Open, Given { who: Some("ana".into()), ..Given::default() }),
        (Status::InProgress, Given { closed: Some("today".into()), ..Given::default() }),
        (Status::Blocked, Given { reason: Some("r".into()), waiting: Some("v".into()), ..Given::default() }),
    ] {
        assert_eq!(why(set(&before, "r/m:kes", status, &given)).0, Why::Rule);
    }
}

#[test]
fn days_that_cannot_be_or_make_no_sense_are_refused_with_a_hint() {
    let before = snapshot(&file("        products: {kes: open}\n"));
    let done = |closed: &str| {
        set(&before, "r/m:kes", Status::Done, &Given { closed: Some(closed.into()), ..Given::default() })
    };
    assert!(why(done("12/1/2026")).1.contains("2026-12-01"));
    assert!(why(done("2026-13-01")).1.contains("months run from 1 to 12"));
    assert!(why(done("2026-11-24")).1.contains("after now"));
    assert!(why(done("2026-11-23 18:00")).1.contains("after now"));
    assert_eq!(second(&done("2026-11-23 11:00").expect("before now")), "closed=2026-11-23 11:00");
    assert_eq!(second(&done("today").expect("today")), "closed=2026-11-23");
    let until = |until: &str| {
        let given = Given { reason: Some("r".into()), until: Some(until.into()), ..Given::default() };
        set(&before, "r/m:kes", Status::Accepted, &given)
    };
    assert!(why(until("2026-11-22")).1.contains("is over"));
    assert!(until("2026-11-23").is_ok());
}

#[test]
fn what_is_so_already_changes_nothing() {
    let rest = "        products:\n          kes: {status: done, closed: 2026-11-01, who: ben}\n          hub: open\n";
    let before = snapshot(&file(rest));
    assert_eq!(why(set(&before, "r/m:kes", Status::Done, &Given::default())).0, Why::Nothing);
    assert_eq!(why(set(&before, "r/m:hub", Status::Open, &Given::default())).0, Why::Nothing);
    let other = Given { closed: Some("2026-11-02".into()), ..Given::default() };
    assert_eq!(keys(&set(&before, "r/m:kes", Status::Done, &other).expect("an edit")), ["closed=2026-11-02"]);
}

#[test]
fn a_lapsed_acceptance_can_be_given_anew() {
    let rest = "        products:\n          kes: {status: accepted, reason: r, who: ben, since: 2026-01-01, until: 2026-10-01}\n";
    let before = snapshot(&file(rest));
    assert!(why(set(&before, "r/m:kes", Status::Accepted, &Given::default())).1.contains("reason"));
    let anew = Given { reason: Some("again".into()), until: Some("2027-06-01".into()), ..Given::default() };
    let edit = keys(&set(&before, "r/m:kes", Status::Accepted, &anew).expect("an edit"));
    assert_eq!(edit, ["reason=again", "who=ana", "since=2026-11-23", "until=2027-06-01"]);
}

#[test]
fn notes_and_evidence_are_added_to_those_that_are_there() {
    let rest = "        products:\n          kes: {status: open, note: one, evidence: a.pdf}\n";
    let before = snapshot(&file(rest));
    let given = Given { note: Some("two".into()), evidence: vec!["b.pdf".into(), "a.pdf".into()], ..Given::default() };
    let edit = keys(&set(&before, "r/m:kes", Status::InProgress, &given).expect("an edit"));
    assert_eq!(edit, ["status=in-progress", "note+=two", "evidence=a.pdf, b.pdf"]);
}

#[test]
fn what_a_milestone_does_not_touch_is_refused_with_the_way_to_add_it() {
    let before = snapshot(&file("        products: {kes: open}\n"));
    let (of, message) = why(set(&before, "r/m:mail", Status::Done, &Given::default()));
    assert!(of == Why::Rule && message.contains("add it"), "{message}");
    assert_eq!(why(set(&before, "r/m:nope", Status::Done, &Given::default())).0, Why::Missing);
    let implied = snapshot(&file(""));
    assert!(why(set(&implied, "r/m:kes", Status::Done, &Given::default())).1.contains("products: [org, kes]"));
}

#[test]
fn events_empty_products_and_series_are_refused() {
    let nothing = snapshot(&file("        products: []\n"));
    assert!(why(set(&nothing, "r/m:kes", Status::Done, &Given::default())).1.contains("nothing of ours"));
    let event =
        snapshot(&format!("{HEAD}      m:\n        title: Step\n        at: 2027-04-15\n        products: kes\n"));
    assert!(why(set(&event, "r/m:kes", Status::Done, &Given::default())).1.contains("event"));
    assert!(live_cells(&board(&event), 0, None).is_err());
    let series = snapshot(&file("        repeat: yearly\n        products: kes\n"));
    assert!(why(set(&series, "r/m:kes", Status::Done, &Given::default())).1.contains('@'));
    let base = NaiveDate::from_ymd_opt(2027, 4, 15);
    let oldest = live_cells(&board(&series), 0, None).map(|live| (live.cells.len(), live.nominal));
    assert_eq!(oldest, Ok((1, base)), "the oldest live occurrence is meant");
    let with_it = live_cells(&board(&series), 1, None).map(|live| live.nominal.is_some());
    assert_eq!(with_it, Ok(true), "what counts from a series repeats with it");
    assert!(set(&series, "r/m@2028-04-15:kes", Status::Done, &Given::default()).is_ok());
    let once = snapshot(&file("        products: kes\n"));
    assert!(why(set(&once, "r/m@2027-04-15:kes", Status::Done, &Given::default())).1.contains("does not repeat"));
}

#[test]
fn a_milestone_means_every_live_cell() {
    let rest = "        products:\n          kes: {status: done, closed: 2026-11-01, who: ben}\n          hub: open\n          mail: in-progress\n";
    let before = snapshot(&file(rest));
    let board = board(&before);
    let Live { cells, others, nominal } = live_cells(&board, 0, None).expect("two live cells");
    assert_eq!((cells.len(), others, nominal), (2, 1, None));
    let facts = facts_of(&before, "r/m");
    let edit = make::set_status(&facts, &board, &cells, Status::Done, &Given::default(), &hand()).expect("an edit");
    assert_eq!(sentence(&edit), "m: 2 obligations -> done");
    let closed = snapshot(&file("        products: {kes: {status: done, closed: 2026-11-01, who: b}}\n"));
    assert_eq!(live_cells(&super::given::board(&closed), 0, None).expect_err("none is live").why, Why::Nothing);
}

#[test]
fn notes_are_appended_and_written_anew() {
    let before = snapshot(&file("        notes: one\n        products: {kes: {status: open, note: a}, hub: open}\n"));
    let facts = facts_of(&before, "r/m");
    let edit = append_note(&facts, &record("r/m"), "two\r\nthree\n\n").expect("an edit");
    assert_eq!(keys(&edit), ["notes+=two\nthree"]);
    assert_eq!(keys(&append_note(&facts, &record("r/m:kes"), "b").expect("an edit")), ["note+=b"]);
    assert_eq!(keys(&append_note(&facts, &record("r/m:hub"), "b").expect("an edit")), ["note+=b"]);
    assert_eq!(why(append_note(&facts, &record("r/m"), " \n")).0, Why::Nothing);
    assert_eq!(why(append_note(&facts, &record("r/m:mail"), "b")).0, Why::Missing);
    assert_eq!(why(rewrite_note(&facts, &record("r/m"), "one\n")).0, Why::Nothing);
    assert_eq!(keys(&rewrite_note(&facts, &record("r/m"), "").expect("an edit")), ["notes="]);
    let implied = snapshot(&file(""));
    let edit = append_note(&facts_of(&implied, "r/m"), &record("r/m:org"), "b").expect("an edit");
    assert_eq!(keys(&edit), ["status=open", "note+=b"]);
}

fn moving(to: &str) -> Moving {
    Moving { to: to.into(), reason: "Regulation 2027/1".into(), when: "2026-11-01".into(), source: None }
}

#[test]
fn a_move_keeps_the_date_as_it_stood() {
    let before = snapshot(&file(""));
    let (facts, board) = (facts_of(&before, "r/m"), board(&before));
    let edit = move_date(&facts, &board, 0, &moving("2027-12"), &hand()).expect("an edit");
    let kept = "moved+=was: 2027-04-15, when: 2026-11-01, why: Regulation 2027/1, who: ana";
    assert_eq!(keys(&edit), ["by=2027-12", kept]);
    assert_eq!(sentence(&edit), "m: 2027-04-15 -> 2027-12");
    let of_rule = move_date(&facts, &board, 1, &moving("2027-06-01 17:00"), &hand()).expect("an edit");
    assert!(second(&of_rule).starts_with("moved+=was: 2027-05-15, "), "{of_rule:?}");
    let today = Moving { when: "today".into(), source: Some("https://x.eu/a".into()), ..moving("2027-12") };
    let edit = move_date(&facts, &board, 0, &today, &hand()).expect("an edit");
    assert!(second(&edit).contains("when: 2026-11-23") && second(&edit).contains("source: https://x.eu/a"));
}

#[test]
fn a_move_says_why_and_when_and_to_where() {
    let before = snapshot(&file(""));
    let (facts, board) = (facts_of(&before, "r/m"), board(&before));
    let moved = |moving: &Moving| why(move_date(&facts, &board, 0, moving, &hand()));
    assert!(moved(&Moving { reason: " ".into(), ..moving("2027-12") }).1.contains("why"));
    assert!(moved(&Moving { when: String::new(), ..moving("2027-12") }).1.contains("when"));
    assert!(moved(&moving("2027-13-01")).1.contains("months run"));
    assert_eq!(moved(&moving("2027-04-15")).0, Why::Nothing);
    assert!(moved(&moving("30 days after nothing")).1.contains("no milestone"), "an anchor that is not there");
    assert!(moved(&moving("1 day after later")).1.contains("each other"), "a ring");
    let correct = |to: &str| correct_date(&facts, &board, 0, to);
    assert_eq!(keys(&correct("2027-04-16").expect("an edit")), ["by=2027-04-16"]);
    assert_eq!(why(correct("2027-04-15")).0, Why::Nothing);
}

#[test]
fn what_else_moves_is_listed_the_milestone_first() {
    let text = file("        products: {kes: {status: open, due: 3 days after later, reason: r}}\n");
    let before = snapshot(&text);
    let reach = Reach::of_move(&board(&before), 0, "2027-05-01", &[]).expect("a date");
    let lines: Vec<String> =
        reach.own.iter().chain(&reach.others).map(|s| format!("{} {} -> {}", s.record, s.old, s.new)).collect();
    assert_eq!(
        lines,
        ["r/m 2027-04-15 -> 2027-05-01", "r/m:kes 2027-05-18 -> 2027-06-03", "r/later 2027-05-15 -> 2027-05-31",]
    );
    assert!(Reach::of_move(&board(&before), 0, "soon", &[]).is_err());
}

#[test]
fn a_comparison_is_written_into_the_record_alone() {
    let text = file("").replace(
        "    title: Rule\n",
        "    title: Rule\n    source: https://a.eu\n    verified: {when: 2026-01-01, who: ben, note: n}\n",
    );
    let before = snapshot(&text);
    let facts = facts_of(&before, "r/m");
    let edit = verify(&facts, &record("r/m"), None, &hand()).expect("an edit");
    assert_eq!(keys(&edit), ["verified=2026-11-23"]);
    let edit = verify(&facts, &record("r/m"), Some("https://b.eu"), &hand()).expect("an edit");
    assert_eq!(keys(&edit), ["verified=2026-11-23", "source=https://a.eu, https://b.eu"]);
    let edit = verify(&facts, &record("regulation:r"), Some("https://a.eu"), &hand()).expect("an edit");
    assert_eq!(keys(&edit), ["verified=when: 2026-11-23, who: ana, note: n"]);
    assert!(verify(&facts, &record("r/m:org"), None, &hand()).is_err());
    let today = snapshot(&file("        verified: 2026-11-23\n"));
    assert_eq!(why(verify(&facts_of(&today, "r/m"), &record("r/m"), None, &hand())).0, Why::Nothing);
}

#[test]
fn a_sentence_says_what_was_done() {
    let before = snapshot(&file("        products: {kes: open}\n"));
    let edit = set(&before, "r/m:kes", Status::Done, &Given::default()).expect("an edit");
    assert_eq!(sentence(&edit), "m / kes: open -> done");
    assert_eq!(sentence(&edit.inverse()), "m / kes: done -> open");
    let facts = facts_of(&before, "r/m");
    let note = append_note(&facts, &record("r/m"), &"long ".repeat(30)).expect("an edit");
    assert_eq!(sentence(&note), "m: note added: long long long long long long long long ...");
    assert_eq!(sentence(&Edit { act: Act::Note, changes: Vec::new() }), "nothing");
    let days = day("2026-11-23");
    assert_eq!(days, hand().today);
}
