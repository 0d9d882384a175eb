//! What stays said of edits until they are settled: not saved, changed on disk too, refused, kept from last time.

use super::answers::can_retry;
use super::banner::{counted, exact_clock};
use super::edits::{Drafts, Edits, Failed, Progress};
use super::glyph;
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
    if let Some(trouble) = &edits.failed {
        out.extend(failed(state, cross, trouble));
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

fn failed(state: &State, cross: &str, trouble: &Failed) -> [Words; 2] {
    let Edits { drafts, queue, .. } = &state.edits;
    let (failure, count) = (&trouble.failure, queue.len());
    let mut line = Words::of(&format!("{cross} Not saved: "), Tone::Bad).then(reason(&failure.message), Tone::Plain);
    if trouble.tries > 1 {
        let last = exact_clock(state, trouble.last);
        line = line.then(&format!("; tried {} times, last {last}", trouble.tries), Tone::Dim);
    }
    let changes = if count == 1 { "Your change is".to_string() } else { format!("Your {count} changes are") };
    let kept = match (&drafts.kept_in, drafts.is_lost) {
        (_, true) => format!("  {changes} kept only while this program runs"),
        (Some(place), false) => format!("  {changes} kept in {place}"),
        (None, false) => format!("  {changes} being kept"),
    };
    let below = Words::of(&kept, Tone::Plain);
    let below = if failure.hint.is_empty() { below } else { below.then(&format!("   {}", failure.hint), Tone::Dim) };
    let is_tried = state.edits.is_under_way();
    let line = if is_tried { line.at_right("trying again", Tone::Dim) } else { keys(line, &[("r", "tries again")]) };
    [line, below]
}

/// Returns why, without the file that the header names.
#[must_use]
pub fn reason(message: &str) -> &str {
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
    let why = edits.failed.as_ref().map_or_else(String::new, |failed| format!(": {}", reason(&failed.failure.message)));
    let fate = match &edits.drafts.kept_in {
        Some(place) if !edits.drafts.is_lost => format!("Kept in {place}, and offered at the next start."),
        Some(_) | None => "What you did is lost when this program ends.".to_string(),
    };
    let mut lines = Vec::new();
    if edits.has_failed() {
        lines.push(Words::of(&format!("{count} {verb} not saved{why}"), Tone::Bad));
    }
    if !edits.conflicts.is_empty() {
        let changes = counted(edits.conflicts.len(), "change");
        let verb = if edits.conflicts.len() == 1 { "clashes" } else { "clash" };
        lines.push(Words::of(&format!("{changes} {verb} with what somebody else saved"), Tone::Bad));
    }
    lines.extend([Words::of(&fate, Tone::Plain), Words::blank(), leaving_keys(state)]);
    lines
}

/// Returns what the keys do before leaving.
fn leaving_keys(state: &State) -> Words {
    let mut keys = Vec::new();
    if can_retry(state) {
        keys.push(("r", if state.edits.has_failed() { "tries again" } else { "applies what was kept" }));
    }
    if !state.edits.conflicts.is_empty() {
        keys.push(("Enter", "shows both"));
    }
    keys.extend([("q", "leaves"), ("Esc", "stays")]);
    let mut line = Words::blank();
    for (key, word) in keys {
        let gap = if line.runs.is_empty() { "" } else { "   " };
        line = line.then(&format!("{gap}{key} "), Tone::Accent).then(word, Tone::Dim);
    }
    line
}
