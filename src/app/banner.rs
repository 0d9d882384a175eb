//! What stays said until it is resolved.

use chrono::{DateTime, Utc};

use super::glyph;
use super::state::{State, Trouble};
use super::tone::Tone;
use super::words::Words;
use crate::domain::finding::{Finding, Severity};
use crate::yaml::snapshot::Snapshot;

/// Returns how many lines the banners need.
#[must_use]
pub fn height(state: &State) -> u16 {
    if state.source.board.is_none() {
        return 0;
    }
    let trouble = match &state.source.trouble {
        Some(Trouble::Broken { .. } | Trouble::Failed(_)) => 2,
        None => u16::from(worth_saying(state).is_some()),
    };
    let edits = u16::try_from(super::unsaved::lines(state).len()).unwrap_or(u16::MAX);
    edits.saturating_add(trouble).saturating_add(u16::from(state.notices.clock.is_some()))
}

/// Returns the lines of the banners, the gravest first.
#[must_use]
pub fn lines(state: &State) -> Vec<Words> {
    let glyphs = state.launch.glyphs;
    let cross = glyph::pick(glyphs, "✕", "!");
    let mut out = super::unsaved::lines(state);
    match &state.source.trouble {
        Some(Trouble::Broken { snapshot, since }) => {
            let since = clock(state, *since);
            let head = format!("{cross} Broken on disk since {since}");
            out.push(
                Words::of(&head, Tone::Bad)
                    .then(&format!("; shown as read at {}", read_at(state)), Tone::Plain)
                    .then("   ! ", Tone::Accent)
                    .then("shows why", Tone::Dim),
            );
            out.push(first_error(state, snapshot));
        }
        Some(Trouble::Failed(failed)) => {
            let what = if failed.is_missing { "The file is gone" } else { "The file cannot be read" };
            let head = format!("{cross} {what} since {}", clock(state, failed.at));
            out.push(Words::of(&head, Tone::Bad).then(&format!("; shown as read at {}", read_at(state)), Tone::Plain));
            let mut why = Words::of(&format!("  {}", failed.message), Tone::Plain);
            if !failed.hint.is_empty() {
                why = why.then(&format!("   {}", failed.hint), Tone::Dim);
            }
            out.push(why);
        }
        None => out.extend(worth_saying(state)),
    }
    if let Some(toast) = &state.notices.clock {
        out.push(Words::of(&toast.text, Tone::Doubtful));
    }
    out
}

/// Returns the line about errors and warnings, if there are any.
fn worth_saying(state: &State) -> Option<Words> {
    let (errors, warnings) = state.source.weight;
    if errors + warnings == 0 {
        return None;
    }
    let cross = glyph::pick(state.launch.glyphs, "✕", "!");
    let mut line = Words::blank();
    if errors > 0 {
        line = line.then(&format!("{cross} {}", counted(errors, "error")), Tone::Bad);
    }
    if errors > 0 && warnings > 0 {
        line = line.then(", ", Tone::Dim);
    }
    if warnings > 0 {
        line = line.then(&counted(warnings, "warning"), Tone::Doubtful);
    }
    Some(line.then(" in the file   ", Tone::Dim).then("! ", Tone::Accent).then("shows", Tone::Dim))
}

/// Writes a number with its noun.
#[must_use]
pub fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

fn first_error(state: &State, snapshot: &Snapshot) -> Words {
    let errors = snapshot.findings.iter().filter(|f| f.severity == Severity::Error);
    let wanted =
        errors.clone().find(|f| f.code == crate::domain::finding::Code::Syntax).or_else(|| errors.clone().next());
    let Some(finding) = wanted else { return Words::of("  it is not YAML", Tone::Plain) };
    let (place, source) = place_of(state, snapshot, finding);
    let line = Words::of(&format!("  {place}: "), Tone::Dim).then(&finding.message, Tone::Plain);
    if source.is_empty() { line } else { line.then("   ", Tone::Plain).then(&source, Tone::Code) }
}

/// Returns `FILE:LINE:COL` of a finding, and that line of the text.
#[must_use]
pub fn place_of(state: &State, snapshot: &Snapshot, finding: &Finding) -> (String, String) {
    let name = state.launch.file_name.as_deref().unwrap_or("example");
    let Some(place) = finding.place else { return (name.to_string(), String::new()) };
    let lines = state.source.lines.as_ref();
    let (line, column) = lines.map_or((0, 0), |lines| lines.position(&snapshot.text, place.start));
    let source = snapshot.text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
    (format!("{name}:{line}:{column}"), source.trim().chars().take(300).collect())
}

/// Returns the time of the board's data by the viewer's clock.
#[must_use]
pub fn read_at(state: &State) -> String {
    state.source.read_at.map_or_else(|| "an unknown time".into(), |at| clock(state, at))
}

/// Returns a time by the viewer's clock as [`clock`] does, to the second.
#[must_use]
pub fn exact_clock(state: &State, at: DateTime<Utc>) -> String {
    format!("{}{}", clock(state, at), state.launch.zone.at(at).format(":%S"))
}

/// Returns a time by the viewer's clock: `13:58`, with its day unless that is today.
#[must_use]
pub fn clock(state: &State, at: DateTime<Utc>) -> String {
    let zone = &state.launch.zone;
    let format = if zone.day_of(at) == zone.day_of(state.now.wall) { "%H:%M" } else { "%-d %b %Y %H:%M" };
    zone.at(at).format(format).to_string()
}
