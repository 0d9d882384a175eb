//! What each command is to do. A new command does not compile here without its line.

use duewatch::app::command::{Command, Context};
use duewatch::app::effect::Effect;
use duewatch::app::overlay::Overlay;
use duewatch::app::removing::Button;
use duewatch::app::saving::Intent;
use duewatch::app::state::{Pane, State};
use duewatch::app::typing::Typed;

use ratatui::Terminal;
use ratatui::backend::{Backend as _, TestBackend};

use super::super::given::{Program, lines_of};

/// A press of a key: the program before and after it.
#[derive(Clone, Copy)]
pub struct Press<'a> {
    pub before: &'a Program,
    /// What was seen before it.
    pub screen: &'a str,
    pub after: &'a Program,
}

impl Press<'_> {
    fn states(&self) -> (&State, &State) {
        (&self.before.state, &self.after.state)
    }

    /// Whether the shell was asked for something like this.
    fn asks(&self, test: impl Fn(&Effect) -> bool) -> bool {
        self.after.effects.iter().any(test)
    }

    fn saves(&self) -> bool {
        self.asks(|effect| matches!(effect, Effect::Save(_)))
            || self.after.state.edits.last > self.before.state.edits.last
    }

    /// Whether a dialog of this sort was opened by it.
    fn opens(&self, context: Context) -> bool {
        self.before.state.context() != context && self.after.state.context() == context
    }

    fn opens_one_of(&self, contexts: &[Context]) -> bool {
        contexts.iter().any(|context| self.opens(*context))
    }

    pub fn is_seen(&self) -> bool {
        self.screen != seen(self.after)
    }

    fn stays(&self) -> bool {
        self.before.state.context() == self.after.state.context()
    }

    fn closes(&self) -> bool {
        self.before.state.overlay.is_some() && self.after.state.overlay.is_none()
    }

    /// What is new on the message line.
    pub fn said(&self) -> Option<&str> {
        let (before, after) = self.states();
        let said = after.notices.toast.as_ref()?;
        (before.notices.toast.as_ref().map(|toast| &toast.text) != Some(&said.text)).then_some(&*said.text)
    }

    /// Whether the sheet of an import is asked for.
    fn reads(&self) -> bool {
        self.asks(|effect| matches!(effect, Effect::ReadSheet { .. }))
    }

    /// Whether the dialog says what is wrong, and stays open for what was typed.
    fn is_told_why(&self) -> bool {
        let is_asking = self.before.state.context() == Context::Dropping;
        let is_open = self.after.state.overlay.is_some() && self.after.state.context() != Context::Dropping;
        !self.saves() && is_open && (self.stays() || is_asking) && self.is_seen()
    }

    /// Whether something was saved, listed first, or answered in the dialog itself.
    fn takes(&self) -> bool {
        self.saves()
            || self.opens(Context::Review)
            || self.closes() && self.said().is_some()
            || self.stays() && self.is_seen()
    }

    fn opens_or_closes_the_month(&self) -> bool {
        let is_open = |state: &State| state.timeline.view.day.is_some();
        is_open(&self.before.state) != is_open(&self.after.state) && self.is_seen()
    }

    fn goes_to_today(&self) -> bool {
        let (before, after) = self.states();
        let is_elsewhere = match before.timeline.view.day {
            Some(day) => after.timeline.view.day != Some(day),
            None => before.list.at != after.list.at,
        };
        is_elsewhere && self.stays() && self.is_seen()
    }

    /// Whether the cursor of the timeline went to a deadline before or after, on the same row.
    fn goes_to_side(&self, later: bool) -> bool {
        let (before, after) = self.states();
        if let (Some(from), Some(to)) = (before.timeline.view.day, after.timeline.view.day) {
            return (if later { to > from } else { to < from }) && self.stays();
        }
        let day = |state: &State| duewatch::app::timeline::cursor(state).map(|mark| mark.day);
        let is_right_way = match (day(before), day(after)) {
            (Some(from), Some(to)) => {
                if later {
                    to >= from
                } else {
                    to <= from
                }
            }
            (None, Some(_)) => true,
            (_, None) => false,
        };
        is_right_way && before.list.at != after.list.at && before.matrix.at == after.matrix.at && self.stays()
    }

    /// Whether the cursor, or what is in sight, went the way that was asked for.
    fn goes(&self, down: bool) -> bool {
        let (before, after) = self.states();
        if before.overlay.is_some() || before.screen.pane == Pane::Detail {
            // In the date dialog the list of what moves follows on the fields.
            let is_in_dating = |state: &State| matches!(state.context(), Context::Dating | Context::Reach);
            let stays = self.stays() || is_in_dating(before) && is_in_dating(after);
            return stays && self.is_seen() && !self.saves();
        }
        if let (Some(from), Some(to)) = (before.timeline.view.day, after.timeline.view.day) {
            return (if down { to > from } else { to < from }) && self.stays() && !self.saves();
        }
        if before.screen.pane == Pane::Timeline {
            let (from, to) = (before.matrix.at, after.matrix.at);
            return (if down { to > from } else { to < from }) && self.stays() && !self.saves();
        }
        let is_right_way = if down { after.list.at > before.list.at } else { after.list.at < before.list.at };
        is_right_way && self.stays() && !self.saves()
    }
}

/// What is seen: the text on the screen, and where the cursor stands in it.
pub fn seen(program: &Program) -> String {
    let (columns, rows) = program.state.size;
    let mut terminal = Terminal::new(TestBackend::new(columns, rows)).expect("a test terminal");
    terminal.draw(|frame| duewatch::ui::view(&program.state, frame)).expect("a frame");
    let backend = terminal.backend_mut();
    let cursor = backend.get_cursor_position().expect("a place");
    format!("{}\n{} {}", lines_of(backend.buffer()).join("\n"), cursor.x, cursor.y)
}

/// Whether a press did what the help says of its command.
#[expect(clippy::too_many_lines, reason = "a line or two for each command")]
pub fn did(command: Command, press: Press<'_>) -> bool {
    let (before, after) = press.states();
    match command {
        Command::Up | Command::PageUp | Command::HalfPageUp | Command::First => press.goes(false),
        Command::Down | Command::PageDown | Command::HalfPageDown | Command::Last => press.goes(true),
        Command::Left if before.context() == Context::Timeline => press.goes_to_side(false),
        Command::Right if before.context() == Context::Timeline => press.goes_to_side(true),
        Command::Left => after.matrix.at + 1 == before.matrix.at,
        Command::Right => after.matrix.at == before.matrix.at + 1,
        Command::Open => opens(press),
        Command::Back => {
            !press.saves() && !press.asks(|effect| matches!(effect, Effect::Quit { .. })) && press.is_seen()
        }
        Command::Accept => accepts(press),
        Command::Complete => after.filter.text().len() > before.filter.text().len(),
        Command::NextField | Command::PreviousField => press.is_seen() && !press.saves() && after.overlay.is_some(),
        Command::SaveText => {
            let is_refused = before.context() == Context::Dropping && press.is_told_why();
            let is_prompt = before.context() == Context::Prompt && (press.opens(Context::Sheet) || press.reads());
            let is_asked = before.context() == Context::Reach && press.opens_one_of(&[Context::Dating, Context::Sheet]);
            press.takes() || is_refused || is_asked || is_prompt
        }
        Command::DropText => {
            before.context() == Context::Dropping && after.context() != Context::Dropping && !press.saves()
        }
        Command::KeepText => {
            let is_kept = after.typing.offered.len() > before.typing.offered.len() && after.overlay.is_none();
            before.context() == Context::Dropping && is_kept && !press.saves()
        }
        Command::GoOn => {
            let typed = after.overlay.as_ref().and_then(Overlay::typed);
            after.context() != Context::Dropping && typed.is_some_and(Typed::is_changed)
        }
        Command::NextPane | Command::PreviousPane => {
            let from = if before.screen.pane == Pane::Detail { before.screen.below } else { before.screen.pane };
            after.screen.pane != Pane::Detail && after.screen.pane != from
        }
        Command::PaneByNumber => after.screen.pane != before.screen.pane,
        Command::MonthView => press.opens_or_closes_the_month(),
        Command::NextOfDay | Command::PreviousOfDay => press.stays() && press.is_seen() && !press.saves(),
        Command::Closer => after.timeline.zoom.days() < before.timeline.zoom.days() && press.is_seen(),
        Command::Wider if before.timeline.view.day.is_some() => after.timeline.view.day.is_none(),
        Command::Wider => after.timeline.zoom.days() > before.timeline.zoom.days() && press.is_seen(),
        Command::Today => press.goes_to_today(),
        Command::Filter => press.opens(Context::Filter),
        Command::Wall => before.wall.is_some() != after.wall.is_some() && press.is_seen() && !press.saves(),
        Command::Sort => before.list.sort != after.list.sort && press.said().is_some(),
        Command::ShowClosed => before.list.fold != after.list.fold && press.is_seen(),
        Command::ViewMine => after.filter.text() == "owner:@me" && press.is_seen(),
        Command::ViewOverdue => after.filter.text() == "is:overdue" && press.is_seen(),
        Command::ViewWeek => after.filter.text() == "is:week" && press.is_seen(),
        Command::ViewByNumber => !after.filter.text().is_empty() && press.is_seen(),
        Command::NextStatus => press.saves() || press.opens_one_of(&[Context::Picker, Context::Review]),
        Command::SetOpen
        | Command::SetInProgress
        | Command::SetBlocked
        | Command::SetAccepted
        | Command::SetDone
        | Command::SetNotApplicable => {
            press.saves() || press.opens_one_of(&[Context::Form, Context::Picker, Context::Review])
        }
        Command::Note => press.opens(Context::Note),
        Command::NoteEditor => press.asks(|effect| matches!(effect, Effect::WriteNote { .. })),
        Command::Date => press.opens(Context::Dating),
        Command::Correct | Command::Keep | Command::WorkingDay => press.stays() && press.is_seen(),
        Command::Why => press.opens(Context::Why),
        Command::Verify => press.saves() || press.opens(Context::Review),
        Command::Fields | Command::FileFields => press.opens(Context::Sheet),
        Command::WholeForm => {
            let completes = press.asks(|effect| matches!(effect, Effect::CompletePath { .. }));
            press.opens(Context::Sheet) || press.is_told_why() || completes
        }
        Command::RegulationFields | Command::ProductFields => press.opens_one_of(&[Context::Sheet, Context::Prompt]),
        Command::Add
        | Command::AddProduct
        | Command::AddRegulation
        | Command::Again
        | Command::Ladder
        | Command::Clock
        | Command::SaveView
        | Command::Acknowledge
        | Command::Import => press.opens(Context::Prompt),
        Command::OpenLink => press.asks(|effect| matches!(effect, Effect::Open(_))) || press.opens(Context::Links),
        Command::ByNumber => press.asks(|effect| matches!(effect, Effect::Open(_))) && press.closes(),
        Command::Copy => press.asks(|effect| matches!(effect, Effect::Copy { .. })) || press.opens(Context::Plain),
        Command::PlainText => press.opens(Context::Plain),
        Command::Owner | Command::Tag => press.opens(Context::Line),
        Command::Mark | Command::MarkAll => before.marks.numbers() != after.marks.numbers() && press.is_seen(),
        Command::Remove => press.opens_one_of(&[Context::Removing, Context::Line]),
        Command::ConfirmRemoval => press.saves() && press.closes() || press.is_told_why(),
        Command::OtherButton => focus(before).is_some() && focus(before) != focus(after),
        Command::Undo | Command::Redo if before.context() == Context::Note => press.stays() && press.is_seen(),
        Command::Undo => takes_back(press, &Intent::Undo) || after.edits.queue.len() < before.edits.queue.len(),
        Command::Redo => takes_back(press, &Intent::Redo),
        Command::KeepMine | Command::KeepBoth => {
            after.edits.conflicts.len() < before.edits.conflicts.len() && press.saves()
        }
        Command::KeepTheirs => after.edits.conflicts.len() < before.edits.conflicts.len() && !press.saves(),
        Command::Findings => press.opens(Context::Findings),
        Command::OpenExample => press.asks(|effect| *effect == Effect::OpenExample),
        Command::NewFile => press.asks(|effect| *effect == Effect::NewFile),
        Command::Help | Command::Palette => press.opens(Context::Help),
        Command::Reload => press.asks(|effect| matches!(effect, Effect::Reload | Effect::Save(_))),
        Command::Discard => after.edits.drafts.offered.len() < before.edits.drafts.offered.len(),
        Command::ResumeTyping => press.opens_one_of(&[Context::Note, Context::Form, Context::Stray]),
        Command::DiscardTyped => after.typing.offered.len() < before.typing.offered.len(),
        Command::Mouse => press.asks(|effect| matches!(effect, Effect::CaptureMouse(_))) && press.said().is_some(),
        Command::Themes => press.opens(Context::Picker),
        Command::Repaint => press.asks(|effect| *effect == Effect::Repaint),
        Command::Suspend => press.asks(|effect| *effect == Effect::Suspend),
        Command::Quit if before.wall.is_some() => after.wall.is_none() && after.context() == Context::List,
        Command::Quit if before.context() == Context::Findings && before.source.board.is_some() => press.closes(),
        Command::Quit => press.asks(|effect| *effect == Effect::Quit { code: 0 }) || press.opens(Context::Leaving),
        Command::QuitNow => press.asks(|effect| *effect == Effect::Quit { code: 130 }),
    }
}

/// Enter: what the row, the line or the entry under the cursor is for.
fn opens(press: Press<'_>) -> bool {
    let (before, after) = press.states();
    let is_editor = press.asks(|effect| matches!(effect, Effect::OpenEditor { .. }));
    match before.context() {
        Context::Findings => is_editor,
        Context::Leaving => press.opens(Context::Conflict),
        Context::Help => !press.stays(),
        Context::Detail => {
            let is_link = press.asks(|effect| matches!(effect, Effect::Open(_)));
            let is_status = !after.pending.keys.is_empty();
            is_editor || is_link || is_status || after.overlay.is_some() || press.is_seen() && press.said().is_none()
        }
        Context::List | Context::Matrix | Context::Timeline => {
            is_editor || press.opens_one_of(&[Context::Detail, Context::Conflict])
        }
        // It has no such key there.
        Context::Filter
        | Context::Picker
        | Context::Links
        | Context::Plain
        | Context::Why
        | Context::Form
        | Context::Note
        | Context::Dating
        | Context::Reach
        | Context::Sheet
        | Context::Prompt
        | Context::Removing
        | Context::Line
        | Context::Review
        | Context::Dropping
        | Context::Stray
        | Context::Conflict
        | Context::Start
        | Context::Wall
        | Context::Kiosk => false,
    }
}

/// Enter in a dialog.
fn accepts(press: Press<'_>) -> bool {
    let (before, after) = press.states();
    match before.context() {
        Context::Filter => !after.filter.is_open && after.filter.text() == before.filter.text(),
        Context::Picker => {
            press.asks(|effect| matches!(effect, Effect::KeepTheme(_)))
                || press.saves()
                || press.opens_one_of(&[Context::Form, Context::Review])
        }
        Context::Links => press.asks(|effect| matches!(effect, Effect::Open(_))) && press.closes(),
        Context::Sheet => press.takes() || press.opens(Context::Note),
        Context::Prompt => press.takes() || press.opens(Context::Sheet) || press.reads(),
        Context::Removing if press.is_told_why() => focus(before) == Some(Button::Delete),
        Context::Removing => press.closes() && press.saves() == (focus(before) == Some(Button::Delete)),
        // Nothing typed is Cancel, where a count is asked for.
        Context::Line => press.takes() || press.closes() && focus(before).is_some(),
        Context::Review => press.saves() && press.closes() || !press.stays() || press.is_told_why(),
        Context::Form | Context::Dating => press.takes(),
        // What is missing is said under its field.
        Context::Reach => press.takes() || press.opens_one_of(&[Context::Dating, Context::Sheet]),
        // It has no such key there.
        Context::List
        | Context::Matrix
        | Context::Timeline
        | Context::Detail
        | Context::Help
        | Context::Findings
        | Context::Plain
        | Context::Why
        | Context::Note
        | Context::Dropping
        | Context::Stray
        | Context::Conflict
        | Context::Leaving
        | Context::Start
        | Context::Wall
        | Context::Kiosk => false,
    }
}

fn focus(state: &State) -> Option<Button> {
    if let Some(Overlay::Removing(removing)) = &state.overlay { Some(removing.focus) } else { None }
}

fn takes_back(press: Press<'_>, intent: &Intent) -> bool {
    let queued = press.after.state.edits.queue.back().map(|pending| &pending.intent);
    press.saves() && queued == Some(intent)
}
