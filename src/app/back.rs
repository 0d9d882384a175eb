//! One step back, whatever lies there.

use super::effect::Effect;
use super::findings::come_back;
use super::overlay::Overlay;
use super::state::{Pane, State};
use super::update::refilter;
use super::{alerts, many, marks, sheet, timeline, typing};

/// Goes one step back; with none left, the banner of alerts goes.
pub fn back(state: &mut State) -> Vec<Effect> {
    if step_back(state) { Vec::new() } else { alerts::put_away(state) }
}

/// Goes one step back, if there is one.
fn step_back(state: &mut State) -> bool {
    if many::back(state) || sheet::leave_reach(state) || typing::back(state) {
        return true;
    }
    if let Some(Overlay::Help(help)) = &state.overlay {
        let below = help.below;
        state.overlay = None;
        come_back(state, below);
        return true;
    }
    if state.overlay.take().is_some() || state.edits.refused.take().is_some() {
        return true;
    }
    if !state.filter.is_open && state.screen.pane != Pane::Detail && marks::clear(state) {
        return true;
    }
    if state.filter.is_open || (state.screen.pane != Pane::Detail && !state.filter.text().is_empty()) {
        state.filter.is_open = false;
        state.filter.set("");
        refilter(state);
        state.filter.home = None;
        return true;
    }
    match state.screen.pane {
        Pane::Detail => state.screen.pane = state.screen.below,
        Pane::Timeline if state.timeline.view.day.is_some() => timeline::calendar::close(state),
        Pane::Matrix | Pane::Timeline => state.screen.pane = Pane::List,
        Pane::List => return false,
    }
    true
}
