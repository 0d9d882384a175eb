//! What the wall costs a terminal: bytes, second by second, at each size; and that nothing is saved at the picture's expense.

use std::time::Duration;

use duewatch::app::launch::Launch;
use duewatch::app::state::State;
use duewatch::app::wall::{Asked, Beginning};
use duewatch::tui::canvas::{Canvas, Part};
use duewatch::ui;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::given::{Program, SMALL, launch, started};

const SIZES: [(u16, u16); 4] = [(80, 24), (120, 40), (160, 45), (200, 60)];

/// How long it is looked at.
const SECONDS: usize = 300;

fn on_wall(size: (u16, u16)) -> Program {
    // One slide all the time: the one that ticks.
    let wall = Asked { from: Beginning::Wall, cycle: Some(Duration::from_secs(3600)), dim: None };
    let launch = Launch { wall, ..launch() };
    let quiet = SMALL.replace("from: 2026-09-22", "from: 2027-09-22");
    started(launch).sized(size.0, size.1).reads(&quiet).looked().after(10)
}

fn whole(state: &State, area: Rect) -> Buffer {
    let mut buffer = Buffer::empty(area);
    ui::draw(state, area, &mut buffer);
    buffer
}

/// Draws as the shell does; returns how many bytes that took.
fn drawn(canvas: &mut Canvas, state: &mut State, area: Rect) -> usize {
    let is_second_over = state.wall.is_some_and(|wall| wall.is_second_over);
    if !state.needs_draw && !is_second_over {
        return 0;
    }
    let part = if state.needs_draw { Part::All } else { Part::Seconds };
    let bytes = canvas.draw(area, part, |area, buffer| ui::draw(state, area, buffer)).len();
    state.needs_draw = false;
    if let Some(wall) = &mut state.wall {
        wall.is_second_over = false;
    }
    bytes
}

#[test]
fn a_second_of_the_wall_is_250_bytes_at_most_and_shows_all_there_is() {
    for size in SIZES {
        let (mut program, mut canvas) = (on_wall(size), Canvas::default());
        let area = Rect::new(0, 0, size.0, size.1);
        drawn(&mut canvas, &mut program.state, area);
        let (mut bytes, mut frames) = (0, 0);
        for second in 1..=SECONDS {
            program = program.after(1000);
            if second.is_multiple_of(15) {
                program = program.looked();
            }
            let now = drawn(&mut canvas, &mut program.state, area);
            (bytes, frames) = (bytes + now, frames + usize::from(now > 0));
            // Every second, to the minute's end and over it: what is on the terminal is what would be drawn anew.
            if second % 60 > 55 || second % 60 < 3 {
                assert_eq!(canvas.shown(), &whole(&program.state, area), "{size:?} {second}");
            }
        }
        assert_eq!(frames, SECONDS, "{size:?}");
        assert!(bytes / SECONDS <= 250, "{size:?}: {} bytes a second", bytes / SECONDS);
    }
}
