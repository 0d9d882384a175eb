//! What stays said of edits until they are settled: not saved, changed on disk too, refused, kept from last time.

use super::banner::counted;
use super::edits::{Drafts, Progress};
use super::glyph;
use super::saving::Failure;
use super::state::State;
use super::tone::Tone;
use super::words::Words;
use crate::domain::edit::make::sentence;
use crate::domain::edit::{Clash, Edit};

/// Returns the lines, the gravest first.
#[must_use]
pub fn lines(state: &State) -> Vec<Words> {
    let edits = &state.edits;
    let cross = glyph::pick(state.launch.glyphs, "✕", "!");
    let mut out = Vec::new();
    if let Progress::Failed(failure) = &edits.progress {
        out.extend(failed(cross, failure, &edits.drafts, edits.queue.len()));
    }
    if let Some(conflict) = edits.conflicts.front() {
        let what = conflict.clashes.first().map(field).unwrap_or_default();
        let more = edits.conflicts.len().saturating_sub(1);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let line = Words::of(&format!("{cross} Changed on disk too: "), Tone::Bad).then(&what, Tone::Plain);
        out.push(keys(line.then(&more, Tone::Plain), &[("Enter", "shows both")]));
    }
    if let Some(refused) = &edits.refused {
        let line =
            Words::of(&format!("{cross} Line {}: ", refused.line), Tone::Bad).then(&refused.message, Tone::Plain);
        out.push(keys(line, &[("Enter", "opens the editor there"), ("Esc", "closes")]));
    }
    if let Some(line) = offered(&edits.drafts) {
        out.push(line);
    }
    if edits.progress == Progress::Waiting {
        let file = state.launch.file_name.as_deref().unwrap_or_default();
        let words = format!("Waiting for the lock of {file}: {} not saved yet", counted(edits.queue.len(), "edit"));
        out.push(Words::of(&words, Tone::Doubtful));
    }
    if edits.is_doubtful {
        out.push(Words::of("Saved, but not yet safe against power loss", Tone::Doubtful));
    }
    out
}

/// Returns what a clash is about: the record and its key.
#[must_use]
pub fn field(clash: &Clash) -> String {
    format!("{}  {}", clash.record, clash.key)
}

fn failed(cross: &str, failure: &Failure, drafts: &Drafts, count: usize) -> [Words; 2] {
    let line = Words::of(&format!("{cross} Not saved: "), Tone::Bad).then(reason(&failure.message), Tone::Plain);
    let changes = if count == 1 { "Your change is".to_string() } else { format!("Your {count} changes are") };
    let kept = match (&drafts.kept_in, drafts.is_lost) {
        (_, true) => format!("  {changes} kept only while this program runs"),
        (Some(place), false) => format!("  {changes} kept in {place}"),
        (None, false) => format!("  {changes} being kept"),
    };
    let below = Words::of(&kept, Tone::Plain);
    let below = if failure.hint.is_empty() { below } else { below.then(&format!("   {}", failure.hint), Tone::Dim) };
    [keys(line, &[("r", "tries again")]), below]
}

/// Returns why, without the file that the header names.
fn reason(message: &str) -> &str {
    message.strip_prefix("cannot save '").and_then(|rest| rest.split_once("': ")).map_or(message, |(_, why)| why)
}

fn offered(drafts: &Drafts) -> Option<Words> {
    let when = if drafts.is_of_now { "" } else { " last time" };
    let line = match drafts.offered.as_slice() {
        [] => return None,
        [one] => Words::of(&format!("1 edit was not saved{when}: "), Tone::Doubtful).then(&sentence(one), Tone::Plain),
        many => Words::of(&format!("{} were not saved{when}", counted(many.len(), "edit")), Tone::Doubtful)
            .then(&many.iter().map(of_one).collect::<String>(), Tone::Plain),
    };
    Some(keys(line, &[("r", "applies"), ("x", "throws away")]))
}

fn of_one(edit: &Edit) -> String {
    format!(", {}", sentence(edit))
}

/// Puts keys and what they do at the right edge.
fn keys(line: Words, keys: &[(&str, &str)]) -> Words {
    let mut line = line;
    for (at, (key, word)) in keys.iter().enumerate() {
        let gap = if at == 0 { "" } else { "  " };
        line = line.at_right(&format!("{gap}{key} "), Tone::Accent).at_right(word, Tone::Dim);
    }
    line
}

/// Returns what is asked before leaving.
#[must_use]
pub fn leaving_words(state: &State) -> Vec<Words> {
    let edits = &state.edits;
    let count = counted(edits.queue.len(), "edit");
    let verb = if edits.queue.len() == 1 { "is" } else { "are" };
    let why = match &edits.progress {
        Progress::Failed(failure) => format!(": {}", reason(&failure.message)),
        Progress::Idle | Progress::Saving | Progress::Waiting => String::new(),
    };
    let fate = match &edits.drafts.kept_in {
        Some(place) if !edits.drafts.is_lost => format!("Kept in {place}, and offered at the next start."),
        Some(_) | None => "What you did is lost when this program ends.".to_string(),
    };
    vec![
        Words::of(&format!("{count} {verb} not saved{why}"), Tone::Bad),
        Words::of(&fate, Tone::Plain),
        Words::blank(),
        Words::of("r ", Tone::Accent)
            .then("tries again   ", Tone::Dim)
            .then("q ", Tone::Accent)
            .then("leaves   ", Tone::Dim)
            .then("Esc ", Tone::Accent)
            .then("stays", Tone::Dim),
    ]
}
