//! The wall over a long time: a million slides, each with its tick, and nothing that grows. Alone in its process, whose
//! memory is measured.
//!
//! A million in a release build (`cargo test --release --test soak`), fewer in a debug build.

#![expect(clippy::disallowed_methods, reason = "reads how much memory the process has")]

#[path = "app/given.rs"]
#[expect(dead_code, reason = "shared with other tests")]
mod given;

use std::fs;
use std::time::Duration;

use duewatch::app::launch::Launch;
use duewatch::app::message::Message;
use duewatch::app::wall::{Asked, Beginning};
use duewatch::tui::canvas::{Canvas, Part};
use duewatch::ui;
use given::{Program, SMALL, launch, started};
use ratatui::layout::Rect;

/// How many slides are shown.
const SLIDES: u32 = if cfg!(debug_assertions) { 10_000 } else { 1_000_000 };

/// Every how many slides a frame is drawn.
const FRAME: u32 = 50;

/// The pages of memory that the process holds; none where the system does not tell.
fn resident_pages() -> Option<usize> {
    fs::read_to_string("/proc/self/statm").ok()?.split(' ').nth(1)?.parse().ok()
}

/// How much there is in the state, as far as it can be written out.
fn extent(program: &Program) -> usize {
    format!("{:?}", program.state).len()
}

#[test]
fn nothing_grows_in_a_million_slides() {
    let cycle = Duration::from_secs(5);
    let wall = Asked { from: Beginning::Kiosk, cycle: Some(cycle), dim: None };
    let mut program = started(Launch { wall, ..launch() }).reads(SMALL);
    let mut canvas = Canvas::default();
    let (mut turns, mut slide) = (0, None);
    let mut known = None;
    for n in 1..=SLIDES {
        // Twice as long as a slide stands where seconds tick.
        program = program.after(10_001);
        let now = program.state.now;
        program = program.send(Message::Looked(now));
        let shown = program.state.wall.map(|wall| wall.slide);
        turns += u32::from(shown != slide);
        slide = shown;
        if n.is_multiple_of(FRAME) {
            canvas.draw(Rect::new(0, 0, 120, 40), Part::All, |area, buffer| ui::draw(&program.state, area, buffer));
        }
        if n == SLIDES / 10 {
            known = Some((extent(&program), resident_pages()));
        }
    }
    assert!(turns >= SLIDES - 10, "{turns} of {SLIDES}");
    let (before, pages_before) = known.expect("a tenth");
    let after = extent(&program);
    assert!(after <= before + before / 20, "the state: {before}, then {after}");
    if let (Some(before), Some(after)) = (pages_before, resident_pages()) {
        assert!(after * 100 <= before * 105, "resident pages: {before}, then {after}");
    }
}
