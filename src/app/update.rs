//! STAND-IN until branch `app` lands.
use super::effect::Effect;
use super::key::KeyCode;
use super::message::Message;
use super::state::State;
/// Stand-in.
#[expect(clippy::missing_panics_doc, reason = "stand-in")]
pub fn update(state: &mut State, message: Message) -> Vec<Effect> {
    let mut effects = Vec::new();
    match message {
        Message::Ticked(now) => {
            state.needs_draw |= now.wall.timestamp() != state.now.wall.timestamp();
            state.now = now;
            return effects;
        }
        Message::Pressed(key) => match (key.code, key.ctrl) {
            (KeyCode::Char('q'), false) => effects.push(Effect::Quit { code: 0 }),
            (KeyCode::Char('c'), true) => effects.push(Effect::Quit { code: 130 }),
            (KeyCode::Char('z'), true) => effects.push(Effect::Suspend),
            (KeyCode::Char('r'), false) => effects.push(Effect::Reload),
            (KeyCode::Char('E'), false) => effects.push(Effect::OpenEditor { line: 3 }),
            (KeyCode::Char('j'), false) => state.cursor += 1,
            (KeyCode::Char('!'), false) => panic!("asked for"),
            _ => {}
        },
        Message::Pasted(text) => state.note = format!("pasted {}", text.len()).into(),
        Message::Resized { columns, rows } => state.size = (columns, rows),
        Message::Loaded(loaded) => {
            state.failed = None;
            state.loaded = Some(loaded);
        }
        Message::LoadFailed(failed) => state.failed = Some(failed),
        Message::Resumed => state.note = "resumed".into(),
        Message::EditorFailed(text) => state.note = text.into(),
    }
    state.needs_draw = true;
    effects
}
