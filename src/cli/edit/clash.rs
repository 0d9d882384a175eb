//! A conflict in words: what stood there, what somebody else wrote, what this command would write.

use crate::disk::Intent;
use crate::domain::edit::{Clash, Value};

/// Returns the lines that say what clashed and what to do.
#[must_use]
pub fn lines(clashes: &[Clash], intent: &Intent) -> Vec<String> {
    let (what, hint) = match intent {
        Intent::Edit(_) => (
            "somebody else changed the same in between; nothing was written",
            "run the command again to put yours in place of theirs, or leave theirs",
        ),
        Intent::Undo | Intent::Redo => (
            "it was changed again since then; nothing was taken back",
            "what is to stand there can be written anew; 'duewatch log' says what stood there",
        ),
    };
    let mut lines = vec![format!("error: {what}")];
    for clash in clashes {
        lines.push(format!("  {} {}", clash.record, clash.key));
        for (who, value) in [("was", &clash.was), ("theirs", &clash.theirs), ("yours", &clash.mine)] {
            lines.push(format!("    {who:<7} {}", shown(value.as_ref())));
        }
    }
    lines.push(format!("hint: {hint}"));
    lines
}

fn shown(value: Option<&Value>) -> String {
    value.map_or_else(|| "nothing".to_string(), Value::to_string)
}
