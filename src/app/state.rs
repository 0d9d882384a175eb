//! STAND-IN until branch `app` lands: enough of a state to try the shell with.
use super::launch::Launch;
use super::message::{LoadFailed, Loaded, Now};
use std::sync::Arc;
/// Stand-in.
#[derive(Debug)]
#[expect(missing_docs, reason = "stand-in")]
pub struct State {
    pub launch: Launch,
    pub now: Now,
    pub size: (u16, u16),
    pub needs_draw: bool,
    pub loaded: Option<Loaded>,
    pub failed: Option<LoadFailed>,
    pub cursor: usize,
    pub note: Arc<str>,
}
impl State {
    /// Stand-in.
    #[must_use]
    pub fn new(launch: Launch, now: Now, size: (u16, u16)) -> Self {
        Self { launch, now, size, needs_draw: true, loaded: None, failed: None, cursor: 0, note: "".into() }
    }
}
