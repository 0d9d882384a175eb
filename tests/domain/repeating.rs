//! What holds for any series at any moment.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use duewatch::domain::board::Board;
use duewatch::domain::outlook::Outlook;
use duewatch::domain::read_back::read_back_of;
use proptest::prelude::*;

use super::board::at;

/// A series, as it is written, and a moment.
#[derive(Clone, Debug)]
struct Case {
    repeat: String,
    first: NaiveDate,
    roll: &'static str,
    calendar: &'static str,
    verb: &'static str,
    time: &'static str,
    now: DateTime<Utc>,
    done: Vec<usize>,
}

impl Case {
    fn text(&self) -> String {
        let all = self.nominals();
        let done: Vec<String> = self
            .done
            .iter()
            .filter_map(|n| all.get(*n))
            .map(|day| format!("          {day}: {{kes: {{status: done, closed: {day}}}}}\n"))
            .collect();
        let mut done = done;
        done.sort();
        done.dedup();
        let occurrences =
            if done.is_empty() { String::new() } else { format!("        occurrences:\n{}", done.concat()) };
        let Self { repeat, first, roll, calendar, verb, time, .. } = self;
        format!(
            "duewatch: 1\nzone: America/New_York\nproducts: {{kes: {{name: K}}}}\nregulations:\n  r:\n    title: R\n    milestones:\n      \
             m:\n        title: M\n        {verb}: {first}{time}\n        repeat: {repeat}\n        roll: {roll}\n        \
             calendar: {calendar}\n        products: [kes]\n{occurrences}      lead:\n        title: L\n        by: 9 days before m\n"
        )
    }

    fn plain(&self) -> String {
        Self { done: Vec::new(), ..self.clone() }.text()
    }

    /// The first nominal dates, as the file's own series has them.
    fn nominals(&self) -> Vec<NaiveDate> {
        if self.done.is_empty() {
            return Vec::new();
        }
        let board = at(&self.plain(), "2026-11-23T12:00:00Z").0;
        (0..40).map_while(|n| board.plan.occurrence(0, n)?.nominal).collect()
    }

    fn board(&self) -> Board {
        at(&self.text(), &self.now.to_rfc3339()).0
    }
}

fn day() -> impl Strategy<Value = NaiveDate> {
    (0i64..3000).prop_map(|days| NaiveDate::from_ymd_opt(2022, 1, 1).expect("a day") + TimeDelta::days(days))
}

fn fixed() -> impl Strategy<Value = Case> {
    let unit = prop::sample::select(vec!["days", "weeks", "months", "quarters", "years"]);
    let times = vec!["", "", " 17:00", " 02:30"];
    let place = (
        prop::sample::select(vec!["none", "next", "previous"]),
        prop::sample::select(vec!["weekends", "us-federal", "target"]),
        prop::sample::select(vec!["by", "from"]),
        prop::sample::select(times),
    );
    let span = (1u32..40, unit, prop::option::of(0i64..4000));
    let moment = (0i64..3500 * 86_400).prop_map(|s| DateTime::from_timestamp(1_640_995_200 + s, 0).expect("a moment"));
    (span, day(), place, moment, prop::collection::vec(0usize..30, 0..6)).prop_map(
        |((amount, unit, until), first, (roll, calendar, verb, time), now, done)| {
            let until = until.map(|days| format!(" until {}", first + TimeDelta::days(days))).unwrap_or_default();
            Case { repeat: format!("every {amount} {unit}{until}"), first, roll, calendar, verb, time, now, done }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn nominal_dates_grow_and_each_is_found_again(case in fixed()) {
        let board = case.board();
        let all: Vec<NaiveDate> = (0..60).map_while(|n| board.plan.occurrence(0, n)?.nominal).collect();
        prop_assert!(all.is_sorted_by(|a, b| a < b), "{:?}", all);
        for (n, nominal) in all.iter().enumerate() {
            let found = board.plan.occurrence_on(0, *nominal).map(|(n, _)| n);
            prop_assert_eq!(found, Some(n));
        }
        for day in all.iter().filter_map(NaiveDate::succ_opt).filter(|day| !all.contains(day)).take(5) {
            let last = all.last().copied().unwrap_or_default();
            prop_assert!(day > last || board.plan.occurrence_on(0, day).is_none());
        }
        prop_assert!(read_back_of(&board, 0).is_some());
    }

    #[test]
    fn what_has_come_is_there_once_and_the_oldest_that_is_owed_is_shown(case in fixed()) {
        let board = case.board();
        let there = board.occurrences_of(0);
        let mut seen: Vec<Option<NaiveDate>> = there.iter().map(|o| o.nominal).collect();
        let count = seen.len();
        seen.sort_unstable();
        seen.dedup();
        prop_assert_eq!(seen.len(), count);
        prop_assert!(there.is_sorted_by(|a, b| a.n < b.n));
        for n in 0..4000 {
            let Some(instance) = board.plan.occurrence(0, n) else { break };
            // Rolling never changes the order by more than a few days, so nothing comes behind these.
            if instance.nominal.is_some_and(|day| day > case.now.date_naive() + TimeDelta::days(30)) { break }
            if instance.dated.is_passed(case.now) {
                prop_assert_eq!(there.iter().filter(|o| o.nominal == instance.nominal).count(), 1);
            }
        }
        let oldest = there.iter().find(|o| board.is_live(o));
        let shown = board.occurrence(0).expect("a series shows one");
        if let Some(oldest) = oldest {
            prop_assert_eq!(shown.n, oldest.n);
        }
        let live = there.iter().filter(|o| board.is_live(o)).count();
        prop_assert_eq!(board.row(0).map(|row| row.more as usize), Some(live.saturating_sub(1)));
        let outlook = Outlook::of(&board, 0).expect("a series");
        prop_assert_eq!(outlook.live.len(), live.saturating_sub(1));
        let told: Vec<NaiveDate> = outlook.next.iter().filter_map(|instance| instance.nominal).collect();
        prop_assert!(told.is_sorted_by(|a, b| a < b));
        prop_assert!(told.iter().all(|day| !there.iter().any(|o| o.nominal == Some(*day))));
    }

    #[test]
    fn closing_the_shown_one_shows_the_next(case in fixed()) {
        let case = Case { done: Vec::new(), ..case };
        let board = case.board();
        let shown = board.occurrence(0).expect("a series shows one").clone();
        let next = board.plan.occurrence(0, shown.n as usize + 1);
        let today = case.now.date_naive() - TimeDelta::days(1);
        let nominal = shown.nominal.expect("a fixed period knows its dates");
        let closing = format!("        occurrences:\n          {nominal}: {{kes: {{status: done, closed: {today}}}}}\n      lead:");
        let after = at(&case.plain().replace("      lead:", &closing), &case.now.to_rfc3339()).0;
        let now_shown = after.occurrence(0).expect("a series shows one");
        prop_assert_eq!(now_shown.nominal, next.map_or(Some(nominal), |next| next.nominal));
    }
}

/// How one product ends of one occurrence: done so many days before or behind its nominal date, accepted from one of such
/// days to another, or not applicable.
#[derive(Clone, Copy, Debug)]
enum End {
    Done(i64),
    Accepted(i64, i64),
    Not,
}

impl End {
    fn record(self, nominal: NaiveDate) -> String {
        let day = |days: i64| nominal + TimeDelta::days(days);
        match self {
            Self::Done(days) => format!("{{status: done, closed: {}, who: ana}}", day(days)),
            Self::Accepted(since, long) => {
                let (since, until) = (day(since), day(since + long));
                format!("{{status: accepted, reason: r, who: ana, since: {since}, until: {until}}}")
            }
            Self::Not => format!("{{status: n/a, reason: r, since: {}}}", day(0)),
        }
    }
}

/// A series that counts from closings, and what follows it.
fn after_done(repeat: &str, first: NaiveDate, written: &[(NaiveDate, [End; 2])]) -> String {
    let line = |(nominal, [kes, hub]): &(NaiveDate, [End; 2])| {
        format!("          {nominal}: {{kes: {}, hub: {}}}\n", kes.record(*nominal), hub.record(*nominal))
    };
    let lines: String = written.iter().map(line).collect();
    let occurrences = if lines.is_empty() { lines } else { format!("        occurrences:\n{lines}") };
    format!(
        "duewatch: 1\nzone: America/New_York\ncalendar: us-federal\nproducts: {{kes: {{name: K}}, hub: {{name: H}}}}\nregulations:\n  \
         r:\n    title: R\n    milestones:\n      m:\n        title: M\n        by: {first}\n        repeat: {repeat}\n        \
         products: [kes, hub]\n{occurrences}      lead:\n        title: L\n        by: 9 days before m\n"
    )
}

fn nominals_of(board: &Board) -> Vec<NaiveDate> {
    (0..60).map_while(|n| board.plan.occurrence(0, n)?.nominal).collect()
}

fn end() -> impl Strategy<Value = End> {
    prop_oneof![
        6 => (-60i64..60).prop_map(End::Done),
        2 => (-30i64..10, 0i64..120).prop_map(|(since, long)| End::Accepted(since, long)),
        1 => Just(End::Not),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn what_counts_from_closings_has_one_open_occurrence_whenever_it_is_looked_at(
        (amount, unit) in (1u32..80, prop::sample::select(vec!["days", "business days", "weeks", "months"])),
        first in day(),
        ends in prop::collection::vec([end(), end()], 0..7),
        moments in prop::collection::vec(-90i64 * 24..1500 * 24, 4),
    ) {
        let repeat = format!("every {amount} {unit} after done");
        let mut written: Vec<(NaiveDate, [End; 2])> = Vec::new();
        let mut before: Vec<NaiveDate> = Vec::new();
        for pair in ends.iter().map(Some).chain([None]) {
            let text = after_done(&repeat, first, &written);
            let start = first.and_time(chrono::NaiveTime::MIN).and_utc();
            let nominals = nominals_of(&at(&text, &start.to_rfc3339()).0);
            // One closing more leaves those before it where they are, and none comes twice.
            prop_assert!(nominals.starts_with(&before), "{:?} {:?}\n{}", before, nominals, text);
            let mut once = nominals.clone();
            once.sort_unstable();
            once.dedup();
            prop_assert_eq!(once.len(), nominals.len());
            for hours in &moments {
                let board = at(&text, &(start + TimeDelta::hours(*hours)).to_rfc3339()).0;
                for milestone in 0..2 {
                    let there = board.occurrences_of(milestone);
                    let live = there.iter().filter(|one| board.is_live(one)).count();
                    prop_assert!(live <= 1 || milestone == 1, "{} live at {} h\n{}", live, hours, text);
                    prop_assert!(there.is_sorted_by(|a, b| a.n < b.n));
                    let cells = there.iter().flat_map(|one| board.cells_at(one));
                    let mut ids: Vec<String> = cells.map(|cell| board.address_of_cell(cell)).collect();
                    let count = ids.len();
                    ids.sort_unstable();
                    ids.dedup();
                    prop_assert_eq!(ids.len(), count, "{}", text);
                }
                // What is to come is not there yet: the next counts from a closing.
                let outlook = Outlook::of(&board, 0).expect("a series");
                prop_assert!(outlook.next.is_empty() || !there_is_live(&board), "{}", text);
            }
            let Some((pair, nominal)) = pair.zip(nominals.get(written.len())) else { break };
            written.push((*nominal, *pair));
            before = nominals;
        }
    }
}

fn there_is_live(board: &Board) -> bool {
    board.occurrences_of(0).iter().any(|one| board.is_live(one))
}
