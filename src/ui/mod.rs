//! STAND-IN until branch `app` lands.
use crate::app::state::State;
use ratatui::Frame;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;
/// Stand-in.
pub fn view(state: &State, frame: &mut Frame<'_>) {
    let mut lines = vec![Line::from(format!("Deadlines {} {}", state.now.wall.format("%H:%M:%S"), state.note))];
    if let Some(failed) = &state.failed {
        lines.push(Line::from(format!("FAILED {}", failed.message)));
    }
    if let Some(loaded) = &state.loaded {
        for (n, regulation) in
            loaded.snapshot.file.regulations.iter().flat_map(|r| r.milestones.iter()).take(30).enumerate()
        {
            let mark = if n == state.cursor { ">" } else { " " };
            lines.push(Line::from(format!("{mark} {}", crate::domain::text::clean(&regulation.title).as_str())));
        }
    }
    frame.render_widget(Paragraph::new(lines), frame.area());
}
