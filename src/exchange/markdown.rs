//! Markdown: a heading and a table for each band, for a page, an issue or a mail.
//!
//! Tables as GitHub has them. No text of the data can end a cell, be a link, or be HTML.

use std::fmt::Write as _;

use super::words;
use crate::domain::band::Band;
use crate::domain::board::{Board, Cell};
use crate::domain::dated::{Dated, Precision};
use crate::domain::text::clean;
use crate::domain::zone::Zone;

const MILESTONE: [&str; 8] = ["Left", "Title", "Products", "Owners", "Status", "Date", "Last safe day", "Address"];
const OBLIGATION: [&str; 8] = ["Left", "Title", "Product", "Owner", "Status", "Date", "Last safe day", "Address"];

/// A row of a table and the band that it belongs to; the cells are Markdown.
type Row = (Band, [String; 8]);

/// Writes milestones, each band's in the order given; empty without any. `zone` is that of the line that says now.
#[must_use]
pub fn milestones(board: &Board, numbers: &[u32], zone: &Zone) -> String {
    let rows = numbers.iter().filter_map(|&number| {
        let row = board.row(number)?;
        let dated = board.shown_date(number);
        let left = words::countdown(dated, &row.countdown, board.now);
        let cells = [
            escaped(if words::is_over(row.band) { "" } else { &left }),
            escaped(&board.records(number).1.title),
            escaped(&words::products(board, number)),
            escaped(&words::owners(board, number)),
            escaped(&words::status_of_row(row)),
            escaped(&words::day(dated)),
            escaped(&last_safe_day(dated)),
            code(&board.address(number)),
        ];
        Some((row.band, cells))
    });
    text_of(board, &MILESTONE, &rows.collect::<Vec<_>>(), zone)
}

/// Writes obligations, each band's in the order given; empty without any. `zone` is that of the line that says now.
#[must_use]
pub fn obligations(board: &Board, cells: &[&Cell], zone: &Zone) -> String {
    let rows = cells.iter().map(|cell| {
        let dated = board.dated_of_cell(cell);
        let left = words::countdown(dated, &cell.countdown, board.now);
        let owner = board.owner_of_cell(cell).map(|owner| format!("@{owner}")).unwrap_or_default();
        let cells = [
            escaped(if words::is_over(cell.band) { "" } else { &left }),
            escaped(&board.records(cell.milestone).1.title),
            escaped(board.product(cell).label()),
            escaped(&owner),
            escaped(&words::status_of_cell(cell)),
            escaped(&words::day(dated)),
            escaped(&last_safe_day(dated)),
            code(&board.address_of_cell(cell)),
        ];
        (cell.band, cells)
    });
    text_of(board, &OBLIGATION, &rows.collect::<Vec<_>>(), zone)
}

fn last_safe_day(dated: &Dated) -> String {
    dated.last_safe_day.map(|day| day.to_string()).unwrap_or_default()
}

fn text_of(board: &Board, head: &[&str; 8], rows: &[Row], zone: &Zone) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let mut out = String::new();
    if let Some(title) = &board.file.title {
        let _ = writeln!(out, "# {}\n", escaped(title));
    }
    let _ = writeln!(out, "As of {}.", words::moment(board.now, zone, Precision::Minute));
    for band in Band::ALL {
        let mut own = rows.iter().filter(|(of, _)| *of == band).peekable();
        if own.peek().is_none() {
            continue;
        }
        let _ = writeln!(
            out,
            "\n## {}\n\n| {} |\n|{}",
            band.words(board.limits),
            head.join(" | "),
            " --- |".repeat(head.len())
        );
        for (_, cells) in own {
            let _ = writeln!(out, "| {} |", cells.join(" | "));
        }
    }
    out
}

/// Returns text of the data as one line in which no letter is markup; `-` where there is nothing.
fn escaped(text: &str) -> String {
    let text = clean(text);
    let text = text.as_str().trim();
    if text.is_empty() {
        return "-".into();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '|' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '~' | '&' | '$' | '#') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Returns an address as code; ids hold nothing that could end it.
fn code(address: &str) -> String {
    format!("`{address}`")
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::{Event, Options, Parser, Tag};

    use super::*;

    #[test]
    fn hostile_text_stays_in_its_cell() {
        let hostile = "a | b \\| `c| d` <b>x</b> [l](u) *e* _f_ ~~g~~ &lt; $h$\n# i\u{1b}";
        let table = format!("| A | B |\n| --- | --- |\n| {} | {} |\n", escaped(hostile), escaped(""));
        let mut cells = Vec::new();
        for event in Parser::new_ext(&table, Options::all()) {
            let is_frame =
                matches!(&event, Event::Start(Tag::Table(_) | Tag::TableHead | Tag::TableRow) | Event::End(_));
            if matches!(&event, Event::Start(Tag::TableCell)) {
                cells.push(String::new());
            } else if let Event::Text(text) = &event {
                cells.last_mut().expect("a cell").push_str(text);
            } else {
                assert!(is_frame, "{event:?} in {table}");
            }
        }
        let shown = "a | b \\| `c| d` <b>x</b> [l](u) *e* _f_ ~~g~~ &lt; $h$ # i\u{fffd}";
        assert_eq!(cells, ["A", "B", shown, "-"]);
    }
}
