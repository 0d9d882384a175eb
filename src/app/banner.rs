//! What stays said until it is resolved.

pub mod fit;

use chrono::{DateTime, Utc};

pub use self::fit::Deed;
use self::fit::{Room, Saying};
use super::glyph;
use super::layout::banner_rows;
use super::staleness::stale_since;
use super::state::{State, Trouble};
use super::tone::Tone;
use super::words::{Run, Words};
use crate::domain::finding::{Finding, Severity};
use crate::yaml::snapshot::Snapshot;

/// Returns how many lines the banners need.
#[must_use]
pub fn height(state: &State) -> u16 {
    u16::try_from(lines(state).len()).unwrap_or(u16::MAX)
}

/// Returns the lines of the banners, the gravest first; no more than there is room for.
///
/// Where there is too little, the least grave ones say less first: one line each, with its keys.
#[must_use]
pub fn lines(state: &State) -> Vec<Words> {
    blocks(state).into_iter().flat_map(|(_, lines)| lines).collect()
}

/// Returns what a click on a banner does: on this line of all, and this cell of the room for them.
#[must_use]
pub fn deed_at(state: &State, line: usize, cell: u16) -> Option<Deed> {
    let blocks = blocks(state);
    let mut lines = blocks.iter().flat_map(|(saying, lines)| lines.iter().map(move |line| (saying, line)));
    let (saying, line) = lines.nth(line)?;
    let keys: usize = line.right.iter().map(|run| run.text.width_cells()).sum();
    let left = room(state).width.saturating_sub(keys);
    saying.deed_at(line, usize::from(cell).checked_sub(left)?)
}

fn room(state: &State) -> Room {
    Room { width: usize::from(state.size.0.saturating_sub(2)), glyphs: state.launch.glyphs }
}

/// Returns what is said with its lines, the gravest first.
fn blocks(state: &State) -> Vec<(Saying, Vec<Words>)> {
    if state.source.board.is_none() {
        return Vec::new();
    }
    let room = room(state);
    let most = usize::from(banner_rows(state.size.1));
    let with_lines = |saying: Saying| {
        let lines = saying.lines(room);
        (saying, lines)
    };
    let mut blocks: Vec<_> = sayings(state).into_iter().map(with_lines).collect();
    let mut count: usize = blocks.iter().map(|(_, lines)| lines.len()).sum();
    for (saying, lines) in blocks.iter_mut().rev() {
        if count > most {
            count = count + 1 - lines.len();
            *lines = vec![saying.line(room)];
        }
    }
    for (saying, lines) in &mut blocks {
        let whole = saying.lines(room).len();
        if count < most && lines.len() == 1 && whole > 1 {
            count += 1;
            *lines = saying.two_lines(room);
        }
    }
    let mut left = most;
    for (_, lines) in &mut blocks {
        lines.truncate(left);
        left -= lines.len();
    }
    blocks
}

/// Returns what is to be said, the gravest first.
fn sayings(state: &State) -> Vec<Saying> {
    let cross = glyph::pick(state.launch.glyphs, "✕", "!");
    let mut out = super::unsaved::sayings(state);
    let alert = super::alerts::saying(state);
    match &state.source.trouble {
        Some(Trouble::Broken { snapshot, since }) => {
            let head = format!("{cross} Broken on disk since {}", clock(state, *since));
            // In one word where there is little room: the line of the file and what is wrong there need the rest.
            let saying = Saying::of(&head, Tone::Bad)
                .more(&format!("; shown as read at {}", read_at(state)), Tone::Plain)
                .key("{findings}", "shows why", "why");
            out.extend([saying, first_error(state, snapshot)]);
            out.extend(alert);
        }
        Some(Trouble::Failed(failed)) => {
            let what = if failed.is_missing { "The file is gone" } else { "The file cannot be read" };
            let head = format!("{cross} {what} since {}", clock(state, failed.at));
            out.push(Saying::of(&head, Tone::Bad).more(&format!("; shown as read at {}", read_at(state)), Tone::Plain));
            out.push(Saying::of(&format!("  {}", failed.message), Tone::Plain).advise(&failed.hint, Tone::Dim));
            out.extend(alert);
        }
        None => {
            out.extend(hung(state));
            out.extend(alert);
            out.extend(worth_saying(state));
        }
    }
    if let Some(toast) = &state.notices.clock {
        out.push(Saying::of(&toast.text, Tone::Doubtful));
    }
    out.into_iter().map(|saying| saying.keyed(state)).collect()
}

/// Returns what there is to say where no look at the file comes back, if so.
fn hung(state: &State) -> Vec<Saying> {
    let Some(since) = stale_since(state).filter(|_| state.source.trouble.is_none()) else { return Vec::new() };
    let cross = glyph::pick(state.launch.glyphs, "✕", "!");
    let head = format!("{cross} The disk has not answered since {}", clock(state, since));
    vec![
        Saying::of(&head, Tone::Bad).more(&format!("; shown as read at {}", read_at(state)), Tone::Plain),
        Saying::of("  what is shown may be old; the board goes on by itself when it answers", Tone::Plain)
            .advise("check the share or the network", Tone::Dim),
    ]
}

/// Returns what there is to say about errors and warnings, if there are any.
fn worth_saying(state: &State) -> Option<Saying> {
    let (errors, warnings) = state.source.weight;
    if errors + warnings == 0 {
        return None;
    }
    let cross = glyph::pick(state.launch.glyphs, "✕", "!");
    let mut head = Vec::new();
    if errors > 0 {
        head.push(Run::new(&format!("{cross} {}", counted(errors, "error")), Tone::Bad));
    }
    if errors > 0 && warnings > 0 {
        head.push(Run::new(", ", Tone::Dim));
    }
    if warnings > 0 {
        head.push(Run::new(&counted(warnings, "warning"), Tone::Doubtful));
    }
    head.push(Run::new(" in the file", Tone::Dim));
    let advice = vec![Run::new(&state.keyed("{findings} "), Tone::Accent), Run::new("shows", Tone::Dim)];
    Some(Saying { head, advice, ..Saying::default() })
}

/// Writes a number with its noun.
#[must_use]
pub fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

fn first_error(state: &State, snapshot: &Snapshot) -> Saying {
    let errors = snapshot.findings.iter().filter(|f| f.severity == Severity::Error);
    let wanted =
        errors.clone().find(|f| f.code == crate::domain::finding::Code::Syntax).or_else(|| errors.clone().next());
    let Some(finding) = wanted else { return Saying::of("  it is not YAML", Tone::Plain) };
    let (place, source) = place_of(state, snapshot, finding);
    let head = vec![Run::new(&format!("  {place}: "), Tone::Dim), Run::new(&finding.message, Tone::Plain)];
    let saying = Saying { head, ..Saying::default() };
    if source.is_empty() { saying } else { saying.more("   ", Tone::Plain).more(&source, Tone::Code) }
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
