//! What stays said of edits until they are settled: not saved, changed on disk too, refused, kept from last time.

use super::answers::can_retry;
use super::banner::fit::Saying;
use super::banner::{counted, exact_clock};
use super::edits::{Drafts, Edits, Failed, Progress};
use super::glyph;
use super::state::State;
use super::tone::Tone;
use super::typing::kept::{parts, sample};
use super::words::{Run, Words};
use crate::domain::edit::Clash;
use crate::domain::edit::make::sentence;

/// Returns what is to be said, the gravest first.
#[must_use]
pub fn sayings(state: &State) -> Vec<Saying> {
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
        let saying = Saying::of(&format!("{cross} Changed on disk too"), Tone::Bad);
        out.push(saying.more(&format!(": {what}{more}"), Tone::Plain).key("{open}", "shows both", "both"));
    }
    if let Some(refused) = &edits.refused {
        let mut saying = Saying::of(&format!("{cross} Line {}: ", refused.line), Tone::Bad);
        saying.head.push(Run::new(&refused.message, Tone::Plain));
        let saying = saying.advise(&refused.hint, Tone::Dim);
        out.push(saying.key("{open}", "opens the editor there", "editor").key("{back}", "closes", "closes"));
    }
    out.extend(offered(&edits.drafts));
    out.extend(typed(state));
    if edits.progress == Progress::Waiting {
        let file = state.launch.file_name.as_deref().unwrap_or_default();
        let words = format!("Waiting for the lock of {file}: {} not saved yet", counted(edits.queue.len(), "edit"));
        out.push(Saying::of(&words, Tone::Doubtful));
    }
    if edits.is_doubtful {
        out.push(Saying::of("Saved, but not yet safe against power loss", Tone::Doubtful));
    }
    out
}

/// Returns what a clash is about: the record and its key.
#[must_use]
pub fn field(clash: &Clash) -> String {
    format!("{}  {}", clash.record, clash.key)
}

fn failed(state: &State, cross: &str, trouble: &Failed) -> [Saying; 2] {
    let Edits { drafts, queue, .. } = &state.edits;
    let failure = &trouble.failure;
    let mut saying = Saying::of(&format!("{cross} Not saved: "), Tone::Bad);
    saying.head.push(Run::new(reason(&failure.message), Tone::Plain));
    saying = saying.advise(&failure.hint, Tone::Dim);
    // While it is tried the banner stays where it is, without its key.
    let saying = if state.edits.is_under_way() {
        saying.key("", "trying again", "trying")
    } else {
        saying.key("{reload}", "tries again", "again")
    };
    let changes = match queue.len() {
        1 => "Your change is".to_string(),
        count => format!("Your {count} changes are"),
    };
    let kept = match (&drafts.kept_in, drafts.is_lost) {
        (_, true) => Saying::of(&format!("  {changes} kept only while this program runs"), Tone::Plain),
        (Some(place), false) => {
            Saying::of(&format!("  {changes} kept in "), Tone::Plain).more(place, Tone::Plain).cut_inside()
        }
        (None, false) => Saying::of(&format!("  {changes} being kept"), Tone::Plain),
    };
    if trouble.tries < 2 {
        return [saying, kept];
    }
    let last = exact_clock(state, trouble.last);
    [saying, kept.advise(&format!("tried {} times, last {last}", trouble.tries), Tone::Dim)]
}

/// Returns why, without the file that the header names.
#[must_use]
pub fn reason(message: &str) -> &str {
    message.strip_prefix("cannot save '").and_then(|rest| rest.split_once("': ")).map_or(message, |(_, why)| why)
}

fn offered(drafts: &Drafts) -> Option<Saying> {
    let when = if drafts.is_of_now { "" } else { " last time" };
    let (head, what) = match drafts.offered.as_slice() {
        [] => return None,
        [one] => (format!("1 edit was not saved{when}"), format!(": {}", sentence(one))),
        many => {
            let all: Vec<String> = many.iter().map(sentence).collect();
            (format!("{} were not saved{when}", counted(many.len(), "edit")), format!(": {}", all.join(", ")))
        }
    };
    let saying = Saying::of(&head, Tone::Doubtful).more(&what, Tone::Plain);
    Some(saying.key("{reload}", "applies", "applies").key("{discard}", "throws away", "drops"))
}

/// Returns what is said of what was being typed last time: the newest of it.
fn typed(state: &State) -> Option<Saying> {
    let offered = &state.typing.offered;
    let newest = offered.last()?;
    let (kind, of) = parts(state, newest);
    let (head, of) = match offered.len() {
        1 => (format!("You were typing {kind}"), of),
        count => (format!("You were typing {count} texts"), format!(", last {kind}{of}")),
    };
    let saying = Saying::of(&head, Tone::Doubtful).more(&format!("{of}: {}", sample(newest)), Tone::Plain);
    Some(saying.key("{resume-typing}", "goes on or drops it", "goes on"))
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
