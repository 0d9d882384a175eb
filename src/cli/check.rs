//! `check`: every finding of a file at once.

use serde::Serialize;

use super::args::CheckArguments;
use super::json::{VERSION, text_of};
use super::session::{Answer, Session, counted};
use crate::domain::check::check_verified;
use crate::domain::finding::{Code, Finding, Severity, sort};
use crate::domain::text::clean;
use crate::error::ErrorKind;
use crate::yaml::Syntax;
use crate::yaml::lines::Lines;

#[derive(Serialize)]
struct FindingsJson<'a> {
    version: u32,
    findings: Vec<FindingJson<'a>>,
}

/// One finding; places and hints that are not there are null.
#[derive(Serialize)]
struct FindingJson<'a> {
    file: &'a str,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    severity: Severity,
    code: Code,
    message: &'a str,
    hint: Option<&'a str>,
}

/// Prints what is wrong, doubtful or worth knowing.
#[must_use]
pub fn run(session: &Session, arguments: &CheckArguments, is_json: super::Shape) -> Answer {
    let findings = all_of(session);
    let text = match is_json {
        super::Shape::Json => json(session, &findings),
        super::Shape::Text => super::annotate::findings(session, findings.iter()),
    };
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let parts = [(errors, "error"), (warnings, "warning"), (count(Severity::Info), "info")];
    let parts: Vec<String> = parts.into_iter().filter(|(n, _)| *n > 0).map(|(n, word)| counted(n, word)).collect();
    let found = if parts.is_empty() { "no findings".into() } else { parts.join(", ") };
    let mut remarks = session.remarks.clone();
    remarks.push(format!("{found} in {}", clean(&session.name)));
    let fails = errors > 0 || (arguments.strict && warnings > 0);
    Answer { text, remarks, code: if fails { ErrorKind::Findings.exit_code() } else { 0 } }
}

/// Returns the findings of the file, and those that depend on now; sorted.
fn all_of(session: &Session) -> Vec<Finding> {
    let mut findings = session.snapshot.findings.to_vec();
    if session.snapshot.syntax != Syntax::Broken {
        findings.extend(check_verified(&session.board));
        sort(&mut findings);
    }
    findings
}

fn json(session: &Session, findings: &[Finding]) -> String {
    let text = &session.snapshot.text;
    let lines = Lines::new(text);
    let shapes = findings.iter().map(|finding| {
        let start = finding.place.map(|place| lines.position(text, place.start));
        let end = finding.place.map(|place| lines.position(text, place.end));
        FindingJson {
            file: &session.name,
            line: start.map(|(line, _)| line),
            column: start.map(|(_, column)| column),
            end_line: end.map(|(line, _)| line),
            end_column: end.map(|(_, column)| column),
            severity: finding.severity,
            code: finding.code,
            message: &finding.message,
            hint: Some(&*finding.hint).filter(|hint| !hint.is_empty()),
        }
    });
    text_of(&session.voice, &FindingsJson { version: VERSION, findings: shapes.collect() })
}
