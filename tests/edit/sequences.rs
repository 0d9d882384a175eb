//! Long random sequences: whatever is edited, taking all of it back gives the first bytes.

use duewatch::domain::board::Board;
use duewatch::domain::edit::make::{self, Fresh};
use duewatch::domain::edit::{Edit, Record, Refusal, Seat, Splice};
use duewatch::domain::refs::milestone_record;
use duewatch::domain::status::Status;
use duewatch::yaml::amend::{NotAmended, amend, facts, put_back};
use duewatch::yaml::snapshot::Snapshot;
use proptest::prelude::*;
use proptest::sample::Index;

use super::given::{board, given, hand, snapshot};

const TEXTS: [&str; 3] = [
    include_str!("../data/edit/records.yaml"),
    include_str!("../data/valid/styles.yaml"),
    "{\"duewatch\": 1, \"products\": {\"kes\": {\"name\": \"Kes\"}}, \"regulations\": {\"r\": {\"title\": \"R\", \
     \"milestones\": {\"m\": {\"title\": \"M\", \"by\": \"2027-04-15\", \"products\": [\"kes\"]}}}}}\n",
];

/// How many edits and undos a sequence has.
const STEPS: usize = 200;

/// What one step may be, with the choices that it needs.
#[derive(Clone, Debug)]
enum Act {
    Status(Index, Index),
    Note(Index, String),
    Field(Index, Index, Index),
    Products(Index, Index),
    Add(Index, String),
    Remove(Index),
    Rename(Index, String),
    Duplicate(Index),
    Correct(Index, Index),
    Undo,
}

fn acts() -> impl Strategy<Value = Act> {
    let text = "[a-zA-Zé:#,'\"{}\\[\\] -]{1,12}";
    let id = "[a-z][a-z0-9-]{1,8}";
    prop_oneof![
        4 => (any::<Index>(), any::<Index>()).prop_map(|(cell, status)| Act::Status(cell, status)),
        2 => (any::<Index>(), text).prop_map(|(record, text)| Act::Note(record, text)),
        4 => (any::<Index>(), any::<Index>(), any::<Index>()).prop_map(|(a, b, c)| Act::Field(a, b, c)),
        2 => (any::<Index>(), any::<Index>()).prop_map(|(milestone, products)| Act::Products(milestone, products)),
        3 => (any::<Index>(), id).prop_map(|(place, id)| Act::Add(place, id)),
        2 => any::<Index>().prop_map(Act::Remove),
        2 => (any::<Index>(), id).prop_map(|(record, id)| Act::Rename(record, id)),
        1 => any::<Index>().prop_map(Act::Duplicate),
        2 => (any::<Index>(), any::<Index>()).prop_map(|(milestone, date)| Act::Correct(milestone, date)),
        7 => Just(Act::Undo),
    ]
}

/// Returns every record that the file writes.
fn records(board: &Board) -> Vec<Record> {
    let products = board.file.products.iter().filter(|product| !product.implied);
    let mut all: Vec<Record> = products.map(|product| Record::Product(product.id.as_str().into())).collect();
    for regulation in &board.file.regulations {
        all.push(Record::Regulation(regulation.id.as_str().into()));
        all.extend(regulation.milestones.iter().map(|milestone| milestone_record(regulation, milestone)));
    }
    all
}

fn pick<T>(index: Index, list: &[T]) -> Option<&T> {
    (!list.is_empty()).then(|| index.get(list))
}

/// Makes the edit of a step; none where the file offers nothing for it.
fn edit(snapshot: &Snapshot, act: &Act) -> Option<Result<Edit, Refusal>> {
    let board = board(snapshot);
    let all = records(&board);
    let milestones: Vec<&Record> = all.iter().filter(|record| matches!(record, Record::Milestone { .. })).collect();
    let of = |record: &Record| facts(snapshot, std::slice::from_ref(record));
    Some(match act {
        Act::Status(cell, status) => {
            let cell = make::record_of(&board, pick(*cell, &board.cells)?);
            let status = *status.get(&Status::ALL);
            of(&cell).and_then(|facts| make::set_status(&facts, &board, &[cell], status, &given(status), &hand()))
        }
        Act::Note(record, text) => {
            let record = pick(*record, &all)?;
            of(record).and_then(|facts| make::append_note(&facts, record, text))
        }
        Act::Field(record, field, text) => {
            let record = pick(*record, &all)?;
            let field = field.get(make::fields_of(record));
            let texts = [
                "",
                "ana",
                "a, b",
                "30d",
                "2027-01-01",
                "high",
                "final",
                "by",
                "from",
                "none",
                "Europe/Brussels",
                "x: y #z",
            ];
            let text = *text.get(&texts);
            of(record).and_then(|facts| make::edit_field(&facts, &board, record, field.key, text))
        }
        Act::Products(milestone, products) => {
            let record = *pick(*milestone, &milestones)?;
            let ids: Vec<&str> = board.file.products.iter().map(|product| product.id.as_str()).collect();
            let texts = [
                "none".to_string(),
                String::new(),
                ids.join(", "),
                (*pick(*products, &ids)?).to_string(),
                "all".into(),
            ];
            let text = products.get(&texts);
            of(record).and_then(|facts| make::edit_field(&facts, &board, record, "products", text))
        }
        Act::Add(place, id) => {
            let record = match pick(*place, &all)? {
                Record::Product(_) => Record::Product(id.as_str().into()),
                Record::Milestone { regulation, .. } => {
                    Record::Milestone { regulation: regulation.clone(), milestone: id.as_str().into() }
                }
                Record::Regulation(_) | Record::File | Record::Cell { .. } => Record::Regulation(id.as_str().into()),
            };
            let fresh = Fresh { seat: Seat::Behind(pick(*place, &all)?.id().into()), ..Fresh::new(record) };
            let fresh = match &fresh.record {
                Record::Product(_) => fresh.with("name", "New: one").with("tags", "endpoint"),
                Record::Milestone { .. } => fresh.with("title", "New").with("by", "2027-05-01").with("notes", "a\nb"),
                Record::Regulation(_) | Record::File | Record::Cell { .. } => fresh.with("title", "New, too"),
            };
            make::add(&board, &fresh)
        }
        Act::Remove(record) => {
            let record = pick(*record, &all)?.clone();
            let concerned = make::concerned(&board, std::slice::from_ref(&record));
            facts(snapshot, &concerned).and_then(|facts| Ok(make::remove(&facts, &board, &[record])?.edit))
        }
        Act::Rename(record, id) => {
            let record = pick(*record, &all)?;
            let concerned = make::concerned(&board, std::slice::from_ref(record));
            facts(snapshot, &concerned).and_then(|facts| make::rename(&facts, &board, record, id))
        }
        Act::Duplicate(milestone) => {
            let record = *pick(*milestone, &milestones)?;
            let (regulation, id) = record.milestone()?;
            let number = board.find(regulation, id)?;
            of(record).and_then(|facts| make::duplicate(&facts, &board, number))
        }
        Act::Correct(milestone, date) => {
            let record = *pick(*milestone, &milestones)?;
            let (regulation, id) = record.milestone()?;
            let number = board.find(regulation, id)?;
            let date = *date.get(&["2027-02-28", "2027-Q3", "unknown (soon)", "2027-02-28 17:00"]);
            of(record).and_then(|facts| make::correct_date(&facts, &board, number, date))
        }
        Act::Undo => return None,
    })
}

/// Something that was done, and what it takes to take it back.
type Done = (Edit, Vec<Splice>, Option<(String, usize)>);

fn take_back(now: &Snapshot, (edit, splices, entry): &Done) -> String {
    let back = put_back(now, &edit.inverse(), splices, entry.as_ref());
    back.unwrap_or_else(|| panic!("cannot be taken back: {edit:?}\non\n{}", now.text)).text
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn two_hundred_edits_and_undos_give_back_the_first_bytes(
        text in 0..TEXTS.len(),
        acts in prop::collection::vec(acts(), STEPS),
    ) {
        let first = TEXTS.get(text).copied().unwrap_or_default();
        let mut now = snapshot(first);
        let mut done: Vec<Done> = Vec::new();
        let mut count = 0;
        for act in &acts {
            if let Act::Undo = act {
                if let Some(last) = done.pop() {
                    now = snapshot(&take_back(&now, &last));
                }
                continue;
            }
            let Some(Ok(edit)) = edit(&now, act) else { continue };
            match amend(&now, &edit) {
                Ok(amended) => {
                    // Another reader takes it for YAML too.
                    prop_assert!(serde_yaml::from_str::<serde_yaml::Value>(&amended.text).is_ok(), "{}", amended.text);
                    now = snapshot(&amended.text);
                    done.push((edit, amended.splices, amended.entry));
                    count += 1;
                }
                // What cannot be proved or would be wrong is refused, whatever the edit was.
                Err(NotAmended::Refused(_)) => {}
                Err(NotAmended::Clashes(clashes)) => prop_assert!(false, "{clashes:?} of {edit:?}"),
            }
        }
        prop_assert!(count > 20, "nearly everything was refused: {count}");
        for last in done.iter().rev() {
            now = snapshot(&take_back(&now, last));
        }
        prop_assert_eq!(&*now.text, first);
    }
}
