//! The list of what is wrong or doubtful in the file: where its cursor stands.

use super::layout::window;
use super::motion::findings_rows;
use super::overlay::{Overlay, Place};
use super::state::State;
use crate::domain::finding::{Code, Finding};

/// Brings back the findings over which the help was asked for; there may be fewer by now.
pub fn come_back(state: &mut State, below: Option<Place>) {
    let Some(place) = below else { return };
    let count = state.source.reported().map_or(0, |snapshot| snapshot.findings.len());
    let at = place.at.min(count.saturating_sub(1));
    let offset = window(at, place.offset, findings_rows(state), count);
    state.source.find_lines();
    state.overlay = (count > 0).then_some(Overlay::Findings(Place { at, offset }));
}

/// Lists the findings; the cursor stands on the gravest.
pub fn show_findings(state: &mut State) {
    state.source.find_lines();
    let findings = state.source.reported().map_or(&[][..], |snapshot| &snapshot.findings);
    let grave = |finding: &Finding| (finding.severity, finding.code != Code::Syntax);
    let gravest = findings.iter().enumerate().min_by_key(|(index, finding)| (grave(finding), *index));
    let at = gravest.map_or(0, |(index, _)| index);
    let rows = findings_rows(state);
    state.overlay = Some(Overlay::Findings(Place { at, offset: window(at, 0, rows, findings.len()) }));
}
