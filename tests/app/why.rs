//! "Why this date?" over the detail, and days and working days where a countdown stands.

use duewatch::app::command::Context;

use super::editing::on_in;
use super::given::{Program, given, launch, started};

/// Form 8-K over Thanksgiving 2026, a date that rolls, and closed days that are only expected.
const LAW: &str = "duewatch: 1
zone: America/New_York
calendar: us-federal
products:
  kes: {name: Endpoint}
regulations:
  sec:
    title: Form 8-K, item 1.05
    milestones:
      determined: {title: Incident is material, at: 2026-11-20 15:00}
      form: {title: Form 8-K filed, by: 4 business days after determined, products: [kes]}
      reviewed: {title: Filing reviewed, by: 10 days after form, products: []}
  ico:
    title: Access requests
    calendar: england-wales
    zone: Europe/London
    milestones:
      request: {title: Request received, at: 2029-11-26}
      answer: {title: Request answered, by: 1 month after request, roll: next, products: [kes]}
";

fn law(size: (u16, u16), id: &str) -> Program {
    on_in(started(launch()).at("2026-11-23T09:00:00-05:00").reads(LAW).sized(size.0, size.1), id)
}

#[test]
fn the_steps_lie_over_the_detail_and_esc_closes_them() {
    for (columns, rows) in [(80, 24), (120, 40)] {
        let program = law((columns, rows), "sec/form").keys("enter enter");
        assert_eq!(program.state.context(), Context::Why);
        insta::assert_snapshot!(format!("why_{columns}x{rows}"), program.screen());
        assert_eq!(program.keys("esc").state.context(), Context::Detail);
    }
    insta::assert_snapshot!("why_40x12", law((40, 12), "sec/form").keys("enter enter").screen());
}

#[test]
fn long_explanations_scroll_and_keep_inside() {
    let program = law((60, 10), "sec/form").keys("enter enter");
    let top = program.screen();
    let end = program.keys("end");
    assert_ne!(end.screen(), top);
    let end_screen = end.screen();
    assert_eq!(end.keys("down").screen(), end_screen);
}

#[test]
fn a_reload_without_the_milestone_is_said_in_the_overlay() {
    let program = law((80, 24), "sec/form").keys("enter enter");
    program
        .reads(&LAW.replace("      form:", "      other:").replace("after form", "after other"))
        .shows("sec/form is not in the file any more")
        .keys("esc");
}

#[test]
fn the_detail_says_working_days_rolling_and_projected_days() {
    // Friday, Monday … by us-federal: Tue 24, Wed 25, Fri 27 November are open behind the 23rd.
    law((120, 40), "sec/form").keys("enter").shows("4 days").shows("3 wd us-federal");
    let answer = law((120, 40), "ico/answer").keys("enter");
    answer.shows("rolled from Wed 26 Dec 2029 (Boxing").shows("closed days projected, not announced");
}

#[test]
fn reading_only_explains_too() {
    given(super::given::SMALL).keys("enter enter").shows("Why this date?");
    let mut only = launch();
    only.is_read_only = true;
    started(only).reads(super::given::SMALL).keys("enter enter").shows("Why this date?");
}

#[test]
fn a_product_with_a_date_of_its_own_is_explained_first() {
    let own = LAW.replace(
        "by: 4 business days after determined, products: [kes]",
        "by: 4 business days after determined, products: {kes: {status: open, due: 10 business days after determined, reason: delay}}",
    );
    let open = |size: (u16, u16)| {
        on_in(started(launch()).at("2026-11-23T09:00:00-05:00").reads(&own).sized(size.0, size.1), "sec/form")
    };
    let from_list = open((120, 40)).keys("W");
    assert!(!from_list.screen().contains("sec/form:kes"), "the row is the milestone's");
    for (columns, rows) in [(80, 24), (120, 40), (200, 60)] {
        let program = open((columns, rows)).keys("tab W");
        assert_eq!(program.state.context(), Context::Why);
        insta::assert_snapshot!(format!("why_own_{columns}x{rows}"), program.screen());
    }
    // From the matrix into the detail, and there on the date.
    open((120, 40)).keys("tab enter enter").shows("sec/form:kes");
    // On the line of the product.
    let detail = open((120, 40)).keys("enter down");
    let detail = (0..12)
        .fold(detail, |at, _| if duewatch::app::detail::cell(&at.state).is_some() { at } else { at.keys("down") });
    detail.keys("W").shows("sec/form:kes").shows("this product's own date: 10 business");
    // A product that has none: the milestone's.
    law((120, 40), "sec/form").keys("tab W").shows("sec/form ").shows("4 business days after determined");
}

#[test]
fn a_time_that_comes_twice_is_told_in_the_pane() {
    let text = LAW.replace("by: 4 business days after determined", "by: 2026-11-01 01:30");
    let program = on_in(started(launch()).at("2026-10-23T09:00:00-04:00").reads(&text).sized(120, 40), "sec/form");
    program.keys("enter enter").shows("clocks").shows("and show 01:30 twice: the first is");
}
