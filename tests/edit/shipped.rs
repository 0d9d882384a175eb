//! Every cell of the file that ships, times every status.

use duewatch::domain::board::Board;
use duewatch::domain::edit::Why;
use duewatch::domain::status::Status;
use duewatch::yaml::amend::put_back;

use super::given::{board, changed, done, given, set, snapshot};

const TEXT: &str = include_str!("../../deadlines.yaml");

fn status_of(board: &Board, address: &str) -> Option<Status> {
    board.cells.iter().find(|cell| board.address_of_cell(cell) == address).map(|cell| cell.status)
}

#[test]
fn every_cell_of_the_shipped_file_takes_every_status_in_one_line() {
    let before = snapshot(TEXT);
    let present = board(&before);
    let mut count = 0;
    for (number, cell) in present.cells.iter().enumerate() {
        let address = present.address_of_cell(cell);
        for (turn, status) in Status::ALL.into_iter().enumerate() {
            let edit = match set(&before, &address, status, &given(status)) {
                Err(refusal) if refusal.why == Why::Nothing => continue,
                edit => edit.unwrap_or_else(|refusal| panic!("{address} {status:?}: {refusal} {}", refusal.hint)),
            };
            let amended = done(&before, &edit);
            let (gone, come) = changed(TEXT, &amended.text);
            assert!((gone, come) == (1, 1) || (gone, come) == (0, 1), "{address} {status:?}: {gone} {come}");
            count += 1;
            // Reading the whole file for each would take a minute: a part of them is enough for what is the same for all.
            if (number + turn) % 8 == 0 {
                let after = snapshot(&amended.text);
                assert_eq!(status_of(&board(&after), &address), Some(status), "{address}");
                let errors = duewatch::domain::finding::Severity::Error;
                assert_eq!(after.count(errors), before.count(errors));
                let back = put_back(&after, &edit.inverse(), &amended.splices, amended.entry.as_ref());
                assert_eq!(back.map(|back| back.text).as_deref(), Some(TEXT), "{address}");
            }
        }
    }
    assert!(count > 300, "{count}");
}
