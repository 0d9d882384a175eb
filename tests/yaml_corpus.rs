//! Files and what is said of them: `tests/data/valid` is clean, `tests/data/invalid` gives the text beside it.

#![expect(clippy::disallowed_methods, reason = "tests use real files")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use duewatch::domain::finding::{self, Severity};
use duewatch::yaml::lines::Lines;
use duewatch::yaml::{self, Reading};

fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(folder);
    let entries = fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    files.sort();
    assert!(!files.is_empty(), "{} is empty", folder.display());
    files
}

fn text_of(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn findings(text: &str, mut reading: Reading) -> String {
    let lines = Lines::new(text);
    finding::sort(&mut reading.findings);
    let mut out = String::new();
    for finding in &reading.findings {
        if let Some(place) = finding.place {
            let (line, column) = lines.position(text, place.start);
            let ends = [place.start, place.end].map(|at| usize::try_from(at).expect("offsets fit"));
            let between = ends.iter().all(|at| text.is_char_boundary(*at));
            assert!(between, "{finding:?} does not stand between letters");
            write!(out, "{line}:{column}: ").expect("a string takes text");
        }
        let (severity, code) = (finding.severity.word(), finding.code.word());
        writeln!(out, "{severity}[{code}]: {}", finding.message).expect("a string takes text");
        if !finding.label.is_empty() {
            writeln!(out, "    {}", finding.label).expect("a string takes text");
        }
        if !finding.hint.is_empty() {
            writeln!(out, "    hint: {}", finding.hint).expect("a string takes text");
        }
    }
    let products: Vec<&str> = reading.file.products.iter().map(|product| product.id.as_str()).collect();
    let regulations = reading.file.regulations.iter();
    let regulations: Vec<String> = regulations.map(|r| format!("{} {}", r.id, r.milestones.len())).collect();
    writeln!(out, "syntax: {:?}", reading.syntax).expect("a string takes text");
    writeln!(out, "products: {}", products.join(", ")).expect("a string takes text");
    writeln!(out, "regulations: {}", regulations.join(", ")).expect("a string takes text");
    for unreadable in &reading.file.unreadable {
        writeln!(out, "unreadable: {} on line {}", unreadable.key, unreadable.line).expect("a string takes text");
    }
    out
}

#[test]
fn invalid_files_give_the_text_beside_them() {
    let update = std::env::var_os("UPDATE_EXPECT").is_some();
    let mut wrong = Vec::new();
    for path in files("invalid") {
        let text = text_of(&path);
        let found = findings(&text, yaml::read(&text));
        assert!(found.contains("error["), "{} has no error", path.display());
        let beside = path.with_extension("txt");
        if update {
            fs::write(&beside, &found).unwrap_or_else(|e| panic!("{}: {e}", beside.display()));
        } else if fs::read_to_string(&beside).unwrap_or_default() != found {
            wrong.push(format!("{}:\n{found}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "UPDATE_EXPECT=1 takes them over:\n{}", wrong.join("\n"));
}

#[test]
fn valid_files_have_no_error() {
    for path in files("valid") {
        let text = text_of(&path);
        let reading = yaml::read(&text);
        let errors: Vec<_> = reading.findings.iter().filter(|f| f.severity == Severity::Error).collect();
        assert!(errors.is_empty(), "{}: {errors:#?}", path.display());
        assert_eq!(reading.syntax, yaml::Syntax::Whole, "{}", path.display());
        let faulty = reading.file.regulations.iter().flat_map(|r| &r.milestones).filter(|m| m.is_faulty).count();
        assert_eq!(faulty, 0, "{}", path.display());
    }
}

#[test]
fn line_ends_and_a_mark_change_nothing() {
    for path in files("valid") {
        let text = text_of(&path);
        let plain = yaml::read(&text).file;
        let marked = yaml::read(&format!("\u{feff}{text}")).file;
        let windows = yaml::read(&text.replace('\n', "\r\n")).file;
        let unended = yaml::read(text.trim_end()).file;
        let shape = |file: &duewatch::domain::record::File| {
            let milestones = file.regulations.iter().flat_map(|r| &r.milestones);
            let titles: Vec<_> = milestones.map(|m| (m.id.clone(), m.title.clone(), m.line, m.notes.clone())).collect();
            (file.title.clone(), file.products.len(), titles)
        };
        for other in [marked, windows, unended] {
            assert_eq!(shape(&plain), shape(&other), "{}", path.display());
        }
    }
}
