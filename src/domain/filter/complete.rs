//! Completes the token at the cursor: fields, and the values that the file knows.

use std::collections::BTreeSet;

use super::Field;
use super::values::words_of;
use crate::domain::board::Board;

/// The most completions that are offered.
const MOST: usize = 50;

/// Returns what the token before `cursor` can become, whole tokens each, at most fifty, in a fixed order.
///
/// `cursor` is a byte offset; past the end or inside a letter it counts as the end of the text.
#[must_use]
pub fn complete(text: &str, cursor: usize, board: &Board) -> Vec<String> {
    let token = token_before(text.get(..cursor).unwrap_or(text));
    let (minus, token) = match token.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", token),
    };
    let signs = [':', '<', '>', '='];
    let Some(end) = token.find(signs) else {
        let lower = token.to_lowercase();
        let fields = Field::ALL.iter().filter(|f| **f != Field::Changed && f.word().starts_with(&lower));
        return fields.map(|f| format!("{minus}{}:", f.word())).collect();
    };
    let Some(field) = Field::named(&token.get(..end).unwrap_or_default().to_lowercase()) else { return Vec::new() };
    let behind = token.get(end..).unwrap_or_default();
    let value = behind.trim_start_matches(signs);
    let value = value.rsplit_once(',').map_or(value, |(_, last)| last);
    let kept = token.get(..token.len() - value.len()).unwrap_or_default();
    let wanted = value.trim_start_matches(['"', '@']).to_lowercase();
    let known = known_values(field, board).into_iter().filter(|v| v.to_lowercase().starts_with(&wanted));
    known.take(MOST).map(|v| format!("{minus}{kept}{}", written(field, &v))).collect()
}

/// Returns the text back to the last space or parenthesis outside quotes.
fn token_before(text: &str) -> &str {
    let mut is_quoted = false;
    let mut begin = 0;
    for (at, c) in text.char_indices() {
        if c == '"' {
            is_quoted = !is_quoted;
        } else if !is_quoted && (c.is_whitespace() || matches!(c, '(' | ')')) {
            begin = at + c.len_utf8();
        }
    }
    text.get(begin..).unwrap_or_default()
}

fn written(field: Field, value: &str) -> String {
    let needs_quotes = value.contains(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | ','));
    match (field, needs_quotes) {
        (Field::Owner, false) => format!("@{value}"),
        (_, true) => format!("\"{value}\""),
        (_, false) => value.to_string(),
    }
}

fn known_values(field: Field, board: &Board) -> Vec<String> {
    let file = &board.file;
    let mut found: BTreeSet<&str> = BTreeSet::new();
    match field {
        Field::Product => found.extend(file.products.iter().map(|p| p.id.as_str())),
        Field::Vendor => found.extend(board.plan.roster.vendors()),
        Field::Regulation => found.extend(file.regulations.iter().map(|r| r.id.as_str())),
        Field::Owner => {
            found.insert(super::ME);
            found.extend(file.products.iter().filter_map(|p| p.owner.as_deref()));
            found.extend(file.regulations.iter().filter_map(|r| r.common.owner.as_deref()));
            found.extend(board.cells.iter().filter_map(|cell| board.owner_of_cell(cell)));
        }
        Field::Tag => {
            for regulation in &file.regulations {
                found.extend(regulation.common.tags.iter().map(AsRef::as_ref));
                found.extend(regulation.milestones.iter().flat_map(|m| &m.common.tags).map(AsRef::as_ref));
            }
        }
        Field::Note => {}
        Field::Due
        | Field::Opens
        | Field::Closed
        | Field::Changed
        | Field::Status
        | Field::Kind
        | Field::Certainty
        | Field::Severity
        | Field::Has
        | Field::No
        | Field::Is => return words_of(field).into_iter().map(str::to_string).collect(),
    }
    // A quote cannot be written inside quotes.
    found.into_iter().filter(|v| !v.contains('"')).map(str::to_string).collect()
}
