//! What filters find in a whole file.

use duewatch::domain::filter::{Context, Filter, complete};

use super::board::{Given, at};

const FILE: &str = include_str!("../data/cli/example.yaml");

fn given() -> Given {
    at(FILE, "2024-07-16T13:00:00Z")
}

fn parsed(text: &str) -> Filter {
    let parsed = Filter::parse(text);
    assert_eq!(parsed.problem, None, "{text}");
    parsed.filter
}

fn found(text: &str) -> String {
    let Given(board) = given();
    let (filter, context) = (parsed(text), Context { me: Some("Ben".into()) });
    let numbers = (0..).take(board.rows.len()).filter(|&number| filter.matches(&board, number, &context));
    numbers.map(|number| board.records(number).1.id.to_string()).collect::<Vec<_>>().join(" ")
}

fn found_cells(text: &str) -> String {
    let Given(board) = given();
    let (filter, context) = (parsed(text), Context::default());
    let cells = board.cells.iter().filter(|cell| filter.matches_cell(&board, cell, &context));
    cells.map(|cell| board.address_of_cell(cell).replace("kaspersky-ban/", "")).collect::<Vec<_>>().join(" ")
}

#[test]
fn milestones_are_found() {
    for (text, expected) in [
        ("", "issued no-new-agreements told late moved period open-end"),
        ("saturday", "no-new-agreements"),
        ("SHARES", "moved period open-end"),
        ("\"told in\"", "told"),
        ("kaspersky-ban/t", "told"),
        ("status:blocked", "no-new-agreements"),
        ("status:done product:kes", "no-new-agreements late"),
        ("status:open product:kes", "told"),
        ("status:done product:mail-gateway", ""),
        ("product:\"endpoint security\"", "no-new-agreements told late"),
        ("product:end", ""),
        ("vendor:kaspersky status:open", "told"),
        ("owner:@ben", "no-new-agreements told late"),
        ("owner:@me", "no-new-agreements told late"),
        ("-owner:ben", "issued no-new-agreements told late moved period open-end"),
        ("tag:us -tag:endpoint", "issued no-new-agreements told late"),
        ("regulation:both", "moved period open-end"),
        ("regulation:\"final determination\"", "issued no-new-agreements told late"),
        ("kind:prohibition,internal", "no-new-agreements told"),
        ("certainty:estimated", "period"),
        ("note:saturday", "no-new-agreements"),
        ("has:note", "no-new-agreements"),
        ("no:date", "open-end"),
        ("has:moved", "moved"),
        ("is:moved", "moved"),
        ("is:overdue", "late"),
        ("is:week", "no-new-agreements"),
        ("is:month", "no-new-agreements told"),
        ("due<3d", "issued late"),
        ("due<=3d", "issued no-new-agreements late"),
        ("due<-6d", "issued late"),
        ("due<72h", "issued late"),
        ("due=2024-07", "no-new-agreements told late"),
        ("due:2026-q4", "period"),
        ("due:today", ""),
        ("due:eom", "issued no-new-agreements told late"),
        ("due>2026", "moved"),
        ("due>1000000y", ""),
        ("closed>2024-07-01", "no-new-agreements late"),
        ("closed>2024-07-12", ""),
        ("is:overdue or has:moved", "late moved"),
        ("(is:overdue or has:moved) -status:open", "late"),
        ("not (is:overdue or regulation:both)", "issued no-new-agreements told"),
    ] {
        assert_eq!(found(text), expected, "{text}");
    }
}

#[test]
fn obligations_are_judged_each_by_itself() {
    for (text, expected) in [
        ("status:open product:kes", "told:kes"),
        ("product:mail-gateway", "no-new-agreements:mail-gateway told:mail-gateway late:mail-gateway"),
        ("owner:ana -status:done", "told:kes"),
        ("is:overdue", "late:mail-gateway"),
        ("closed=2024-07-12", "no-new-agreements:kes late:kes"),
        ("has:chase", "no-new-agreements:mail-gateway"),
    ] {
        assert_eq!(found_cells(text), expected, "{text}");
    }
}

#[test]
fn what_does_not_apply_is_found_only_by_its_name() {
    let text = "duewatch: 1\nproducts:\n  a: {name: A}\n  b: {name: B}\nregulations:\n  r:\n    title: R\n    milestones:\n      \
                m: {title: M, by: 2027-01-01, products: {a: {status: done, closed: 2024-01-01, who: x}, b: n/a}}\n";
    let Given(board) = at(text, "2024-07-16T13:00:00Z");
    for (text, fits) in [("-status:done", false), ("status:n/a", true), ("product:b", true), ("status:done", true)] {
        assert_eq!(parsed(text).matches(&board, 0, &Context::default()), fits, "{text}");
    }
}

#[test]
fn fields_and_known_values_are_completed() {
    let Given(board) = given();
    let all = |text: &str| complete(text, text.len(), &board).join(" ");
    for (text, expected) in [
        ("sta", "status:"),
        ("a -se", "-severity:"),
        ("status:open,b", "status:open,blocked"),
        ("product:m", "product:mail-gateway"),
        ("owner:@b", "owner:@ben"),
        ("regulation:", "regulation:both regulation:kaspersky-ban"),
        ("(tag:u", "tag:us"),
        ("due<e", "due<eom due<eoq due<eoy"),
        ("stats:", ""),
        ("zebra", ""),
    ] {
        assert_eq!(all(text), expected, "{text}");
    }
}

#[test]
fn business_days_of_a_filter_go_by_each_milestones_calendar() {
    // Monday 23 November 2026: five open days on are Monday the 30th, by us-federal Tuesday 1 December.
    let text = "duewatch: 1\nzone: America/New_York\nregulations:\n  r:\n    title: R\n    milestones:\n      \
                plain: {title: P, by: 2026-12-01}\n      us: {title: U, by: 2026-12-01, calendar: us-federal}\n";
    let given = at(text, "2026-11-23T15:00:00Z");
    let (filter, context) = (parsed("due<=5bd"), Context::default());
    let fitting: Vec<&str> = ["plain", "us"]
        .into_iter()
        .filter(|id| filter.matches(&given.0, given.0.find("r", id).expect("it is there"), &context))
        .collect();
    assert_eq!(fitting, ["us"]);
}
