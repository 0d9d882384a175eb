//! A text with everything that follows from it alone: records, dates, findings.

use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::{Reading, Syntax};
use crate::domain::check::check;
use crate::domain::finding::{Finding, Severity, sort};
use crate::domain::plan::Plan;
use crate::domain::record::File;
use crate::domain::zone::Zone;

/// Returns the SHA-256 of bytes as 64 hexadecimal digits.
#[must_use]
pub fn sha256(bytes: &[u8]) -> Box<str> {
    let mut digits = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        let nibbles = [byte >> 4, byte & 15];
        digits.extend(nibbles.iter().filter_map(|&n| char::from_digit(n.into(), 16)));
    }
    digits.into()
}

/// One version of a data file.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// The text: the truth.
    pub text: Arc<str>,
    /// What it says.
    pub file: Arc<File>,
    /// Its dates.
    pub plan: Arc<Plan>,
    /// What is wrong, doubtful or worth knowing, sorted by place.
    pub findings: Arc<[Finding]>,
    /// How much of it is YAML.
    pub syntax: Syntax,
    /// Whether each entry of its two maps was read by itself.
    pub in_pieces: bool,
    /// The hash of the text: 64 hexadecimal digits.
    pub sha256: Box<str>,
}

impl Snapshot {
    /// Reads a text; `machine` is the zone of dates that name none anywhere.
    #[must_use]
    pub fn of(text: Arc<str>, machine: &Zone) -> Self {
        let Reading { file, mut findings, syntax, in_pieces } = super::read_shared(&text);
        let mut plan = Plan::of(&file, machine);
        findings.append(&mut plan.findings);
        if syntax != Syntax::Broken {
            findings.extend(check(&file, &plan));
        }
        sort(&mut findings);
        let sha256 = sha256(text.as_bytes());
        let (file, plan, findings) = (Arc::new(file), Arc::new(plan), findings.into());
        Self { text, file, plan, findings, syntax, in_pieces, sha256 }
    }

    /// Returns how many findings have this severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|f| f.severity == severity).count()
    }
}
