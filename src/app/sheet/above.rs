//! What a field takes from above where it is empty: from the regulation, the product, or the file.

use crate::domain::board::Board;
use crate::domain::edit::Record;
use crate::domain::record::{Certainty, Common, File, Grade, Roll, Verified};
use crate::domain::rule::Span;
use crate::domain::zone::Zone;

/// What holds where a record says nothing of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Above {
    /// What it says.
    pub text: String,
    /// Whose it is: `from its regulation`.
    pub whose: &'static str,
}

/// Returns what holds where a record says nothing of a key: `legal`, `from its regulation`.
#[must_use]
pub fn inherited(board: &Board, record: &Record, key: &str) -> Option<Above> {
    match record {
        Record::Milestone { regulation, .. } => {
            let above = board.file.regulations.iter().find(|other| other.id.as_str() == &**regulation)?;
            let own = common(&above.common, key).map(|text| Above { text, whose: "from its regulation" });
            own.or_else(|| of_file(&board.file, key))
        }
        Record::Regulation(_) => of_file(&board.file, key),
        Record::Cell { regulation, milestone, target, .. } if key == "owner" => {
            let (above, own) = board.records(board.find(regulation, milestone)?);
            let product = board.file.products.iter().find(|product| product.id.as_str() == &**target);
            let from = |owner: &Option<Box<str>>, whose: &'static str| {
                owner.as_deref().map(|owner| Above { text: owner.to_string(), whose })
            };
            from(&own.common.owner, "from its milestone")
                .or_else(|| from(&product?.owner, "from its product"))
                .or_else(|| from(&above.common.owner, "from its regulation"))
        }
        Record::Cell { .. } | Record::File | Record::Product(_) => None,
    }
}

fn of_file(file: &File, key: &str) -> Option<Above> {
    let text = match key {
        "zone" => file.zone.as_ref().map(Zone::to_string),
        "calendar" => file.calendar.as_ref().map(|calendar| calendar.value.to_string()),
        "alerts" => file.alerts.as_deref().map(spans),
        _ => None,
    };
    text.map(|text| Above { text, whose: "from the file" })
}

fn common(common: &Common, key: &str) -> Option<String> {
    let text = |text: &Option<Box<str>>| text.as_deref().map(ToString::to_string);
    let list = |items: &[Box<str>], between: &str| (!items.is_empty()).then(|| items.join(between));
    match key {
        "authority" => text(&common.authority),
        "jurisdiction" => text(&common.jurisdiction),
        "citation" => text(&common.citation),
        "source" => list(&common.source, " "),
        "zone" => common.zone.as_ref().map(Zone::to_string),
        "calendar" => common.calendar.as_ref().map(|calendar| calendar.value.to_string()),
        "severity" => common.severity.map(Grade::word).map(Into::into),
        "penalty" => text(&common.penalty),
        "owner" => text(&common.owner),
        "backup" => text(&common.backup),
        "tags" => list(&common.tags, ", "),
        "alerts" => common.alerts.as_deref().map(spans),
        "verified" => common.verified.as_deref().map(|verified| match verified {
            Verified::Not => "none".to_string(),
            Verified::On { when, .. } => when.value.day().to_string(),
        }),
        "verify-every" => common.verify_every.map(|span| span.to_string()),
        "certainty" => common.certainty.map(Certainty::word).map(Into::into),
        "roll" => common.roll.map(Roll::word).map(Into::into),
        _ => None,
    }
}

fn spans(spans: &[Span]) -> String {
    spans.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
