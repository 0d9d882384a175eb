//! The findings: what is wrong or doubtful in the file, and where.

use ratatui::layout::Rect;

use super::text::{Pen, line_of, slice};
use crate::app::banner::{counted, place_of};
use crate::app::layout::{TINY, findings_area};
use crate::app::overlay::Place;
use crate::app::state::State;
use crate::app::tone::Tone;
use crate::app::words::{Run, Words, wrap};
use crate::domain::finding::Severity;

/// Draws the findings of the file that was last read.
pub fn draw(pen: &mut Pen<'_>, state: &State, area: Rect, place: Place) {
    let Some(snapshot) = state.source.reported() else { return };
    let (errors, warnings) = state.source.weight;
    let others = snapshot.findings.len().saturating_sub(errors + warnings);
    let mut parts = Vec::new();
    for (count, noun) in [(errors, "error"), (warnings, "warning"), (others, "remark")] {
        if count > 0 {
            parts.push(counted(count, noun));
        }
    }
    let head = slice(line_of(area, 0), 1, area.width.saturating_sub(2));
    let title = Words::of("Findings", Tone::Accent).then("   ", Tone::Plain).then(&parts.join(", "), Tone::Dim);
    pen.words(head, &title);
    let list = findings_area(state, area);
    let (top, count) = (list.y - area.y, snapshot.findings.len().saturating_sub(place.offset));
    let rows = u16::try_from(count).unwrap_or(u16::MAX).min(list.height);
    let place_width = if area.width < TINY { 8 } else { (area.width / 3).clamp(10, 34) };
    for (y, (index, finding)) in (0..rows).zip(snapshot.findings.iter().enumerate().skip(place.offset)) {
        let line = line_of(area, top + y);
        let is_cursor = index == place.at;
        if is_cursor {
            pen.own(slice(line, 0, 1), ">", Tone::Accent);
        }
        let (where_, _) = place_of(state, snapshot, finding);
        // Where there is little room, the file's name and the kind of the finding go before what it says.
        let is_narrow = line.width < TINY;
        let where_ = if is_narrow { where_.split_once(':').map_or("", |(_, place)| place) } else { &where_ };
        pen.data(slice(line, 2, place_width), where_, Tone::Dim);
        let severity = finding.severity.word();
        let word = if is_narrow { severity.to_string() } else { format!("{severity}[{}]", finding.code.word()) };
        let x = place_width + 3;
        let end = pen.data(slice(line, x, 18.min(line.width.saturating_sub(x))), &word, tone(finding.severity));
        let message_x = if line.width >= 80 { x + 19 } else { end.saturating_sub(line.x) + 1 };
        pen.data(slice(line, message_x, line.width.saturating_sub(message_x + 1)), &finding.message, Tone::Plain);
        if is_cursor {
            pen.select(line);
        }
    }
    told(pen, state, area, place, top + rows + 1);
}

/// Tells all of the finding under the cursor: its line of the file, and what to do.
fn told(pen: &mut Pen<'_>, state: &State, area: Rect, place: Place, top: u16) {
    let Some(snapshot) = state.source.reported() else { return };
    let Some(finding) = snapshot.findings.get(place.at) else { return };
    let mut lines = Vec::new();
    let (_, source) = place_of(state, snapshot, finding);
    let width = usize::from(area.width.saturating_sub(4)).max(1);
    lines.extend(wrap(&[Run::new(&finding.message, Tone::Plain)], width, 0));
    if !source.is_empty() {
        lines.push(Words::of("| ", Tone::Faint).then(&source, Tone::Code));
    }
    if !finding.label.is_empty() {
        lines.push(Words::of("| ", Tone::Faint).then(&finding.label, Tone::Doubtful));
    }
    if !finding.hint.is_empty() {
        lines.extend(wrap(&[Run::new(&format!("hint: {}", finding.hint), Tone::Dim)], width, 6));
    }
    for (y, words) in (top..area.height).zip(&lines) {
        let line = line_of(area, y);
        pen.words(slice(line, 2, line.width.saturating_sub(4)), words);
    }
}

fn tone(severity: Severity) -> Tone {
    match severity {
        Severity::Error => Tone::Bad,
        Severity::Warning => Tone::Doubtful,
        Severity::Info => Tone::Dim,
    }
}
