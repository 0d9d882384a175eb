//! A conflict in words: what stood there, what somebody else wrote, what this command would write.

use crate::domain::edit::{Clash, Value};

/// Returns the lines that say what clashed and what to do.
#[must_use]
pub fn lines(clashes: &[Clash]) -> Vec<String> {
    let mut lines = vec!["error: somebody else changed the same in between; nothing was written".to_string()];
    for clash in clashes {
        lines.push(format!("  {} {}", clash.record, clash.key));
        for (who, value) in [("was", &clash.was), ("theirs", &clash.theirs), ("yours", &clash.mine)] {
            lines.push(format!("    {who:<7} {}", shown(value.as_ref())));
        }
    }
    lines.push("hint: run the command again to put yours in place of theirs, or leave theirs".to_string());
    lines
}

fn shown(value: Option<&Value>) -> String {
    value.map_or_else(|| "nothing".to_string(), Value::to_string)
}
