//! What stands over a line, what is shown where nothing is typed yet, and what `Enter` does.

use super::{Prompt, Purpose};
use crate::app::overlay::Overlay;
use crate::app::state::State;

impl Prompt {
    /// Returns what stands over it.
    #[must_use]
    pub fn title(&self) -> &'static str {
        match self.purpose {
            Purpose::Deadline { .. } => "Add a deadline",
            Purpose::Product => "Add a product",
            Purpose::Regulation => "Add a regulation",
            Purpose::Again(_) => "Once more, a year later",
            Purpose::Choice(_) => "Which one",
            Purpose::Import => "Import",
            Purpose::Ladder(_) => "Lead times before it",
            Purpose::Clock(_) => "Start the clock",
            Purpose::View(_) => "Save the filter as a view",
            Purpose::Ack(_) => "Acknowledge the alert",
        }
    }

    /// Returns what is shown where nothing is typed yet.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self.purpose {
            Purpose::Deadline { .. } => "MDR audit kes @ana by:+90d #mdr in:\"Cyber Resilience Act\"",
            Purpose::Product => "Mail gateway @ben vendor:Acme #endpoint id:mail",
            Purpose::Regulation => "Cyber Resilience Act @ana zone:Europe/Brussels id:cra",
            Purpose::Again(_) => "a date",
            Purpose::Choice(_) => "a part of its id or name",
            Purpose::Import => "the path of a CSV file",
            Purpose::Ladder(_) => "review -60d sign-off -10 business days",
            Purpose::Clock(_) => "now, or when it was: today 14:30",
            Purpose::View(_) => "a name of one word, such as q4-gateways",
            Purpose::Ack(_) => "waits for the vendor until fri",
        }
    }
}

/// Returns what `Enter` does, in a word.
#[must_use]
pub fn accept_word(state: &State) -> &'static str {
    let Some(Overlay::Prompt(prompt)) = &state.overlay else { return "save" };
    match prompt.purpose {
        Purpose::Deadline { .. } | Purpose::Product | Purpose::Regulation | Purpose::Again(_) | Purpose::Ladder(_) => {
            "add"
        }
        Purpose::Clock(_) => "start",
        Purpose::View(_) => "save",
        Purpose::Ack(_) => "acknowledge",
        Purpose::Choice(_) => "open",
        Purpose::Import => "show",
    }
}
