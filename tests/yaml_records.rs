//! What the reader makes of a text: records, their defaults, and rows that stay.

use duewatch::domain::date::{Verb, When};
use duewatch::domain::finding::Finding;
use duewatch::domain::record::{Kind, Milestone, Products, Target, Verified};
use duewatch::domain::status::Status;
use duewatch::yaml::{self, Reading, Syntax};

const EXAMPLE: &str = include_str!("data/valid/example.yaml");

fn milestone<'a>(reading: &'a Reading, id: &str) -> &'a Milestone {
    let mut milestones = reading.file.regulations.iter().flat_map(|regulation| &regulation.milestones);
    milestones.find(|milestone| milestone.id.as_str() == id).unwrap_or_else(|| panic!("no milestone {id}"))
}

fn one(body: &str) -> (Milestone, Vec<Finding>) {
    let text = format!("duewatch: 1\nregulations:\n  r:\n    title: R\n    milestones:\n      m: {body}\n");
    let reading = yaml::read(&text);
    (milestone(&reading, "m").clone(), reading.findings)
}

fn entries(milestone: &Milestone) -> Vec<(Target, Status)> {
    match &milestone.products {
        Products::Implied => panic!("no products"),
        Products::Listed(list) => list.iter().map(|entry| (entry.target.clone(), entry.record.status)).collect(),
    }
}

#[test]
fn records_are_read_with_their_defaults() {
    let reading = yaml::read(EXAMPLE);
    let event = milestone(&reading, "published");
    assert_eq!((event.verb, event.kind), (Verb::At, Kind::Event));
    assert_eq!(entries(event).last(), Some(&(Target::Tag("endpoint".into()), Status::Open)));
    let report = milestone(&reading, "report");
    assert!(matches!(&report.when.value, When::Earliest(rules) if rules.len() == 2));
    assert_eq!(entries(report), []);
    let filing = milestone(&reading, "filing");
    assert_eq!(entries(filing), [(Target::All, Status::Open)]);
    assert_eq!(filing.occurrences.len(), 1);
    assert_eq!(milestone(&reading, "classified").products, Products::Implied);
    assert_eq!(milestone(&reading, "aware").common.verified.as_deref(), Some(&Verified::Not));
}

#[test]
fn places_are_those_of_the_text() {
    let reading = yaml::read(EXAMPLE);
    let text = |place: duewatch::domain::finding::Place| {
        let [start, end] = [place.start, place.end].map(|at| usize::try_from(at).expect("offsets fit"));
        EXAMPLE.get(start..end)
    };
    let milestone = milestone(&reading, "in-force");
    assert_eq!(text(milestone.place), Some("in-force"));
    assert_eq!(text(milestone.when.place), Some("20 days after published"));
    let line = EXAMPLE.lines().position(|line| line.trim() == "in-force:").map(|index| index + 1);
    assert_eq!(line, usize::try_from(milestone.line).ok());
    let When::Rule(rule) = &milestone.when.value else { panic!("a rule") };
    assert_eq!(text(rule.place), Some("20 days after published"));
}

#[test]
fn the_organisation_is_there_once() {
    let implied = yaml::read("duewatch: 1\nproducts:\n  a: {name: A}\n").file.products;
    assert!(implied.len() == 2 && implied.first().is_some_and(|p| p.implied && p.id.as_str() == "org"));
    let written = yaml::read(EXAMPLE).file.products;
    assert!(written.iter().all(|product| !product.implied));
}

#[test]
fn a_milestone_that_is_wrong_keeps_its_row() {
    for body in [
        "{}",
        "text",
        "[a]",
        "{by: 2027-13-01}",
        "{title: [a], by: {a: b}}",
        "{title: T, by: 2027-01-01, at: 2027-01-02}",
        "{titel: T, by: 2027-01-01}",
        "{title: T, by: 2027-01-01, products: {kes: dnoe}}",
    ] {
        let (milestone, findings) = one(body);
        assert!(milestone.is_faulty && !findings.is_empty(), "{body}");
    }
    let (milestone, _) = one("{title: [a], by: {a: b}}");
    assert_eq!((&*milestone.title, &milestone.when.value, milestone.verb), ("m", &When::Unreadable, Verb::By));
    let (milestone, findings) = one("{title: T, by: 2027-01-01, products: {kes: done}}");
    assert!(!milestone.is_faulty && findings.len() == 2, "a warning is no fault");
}

#[test]
fn a_record_that_is_not_yaml_hides_no_other() {
    let reading = yaml::read("duewatch: 1\nregulations:\n  a: {title: A}\n  b: {title: @b}\n  c: {title: C}\n");
    assert_eq!(reading.syntax, Syntax::Partly);
    let ids: Vec<&str> = reading.file.regulations.iter().map(|regulation| regulation.id.as_str()).collect();
    assert_eq!(ids, ["a", "c"]);
    let rows: Vec<(&str, u32)> = reading.file.unreadable.iter().map(|row| (&*row.key, row.line)).collect();
    assert_eq!(rows, [("b", 4)]);
}

#[test]
fn a_newer_version_is_all_that_is_said() {
    let reading = yaml::read("duewatch: 2\nproducts: [a]\nzone: nowhere\n");
    assert_eq!((reading.syntax, reading.findings.len()), (Syntax::Broken, 1));
}
