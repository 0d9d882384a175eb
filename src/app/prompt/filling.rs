//! What a line that is typed fills of the whole form. Nothing of it is lost: what is not understood stands where it can be
//! mended.

use std::ops::Range;

use super::adding::{fresh_milestone, read, typed};
use super::ahead;
use crate::app::sheet::typed_of;
use crate::app::state::State;
use crate::domain::quick::{self, Line, NewRecord, Problem};
use crate::domain::record::File;

/// What a line fills of a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filled {
    /// Keys and texts.
    pub typed: Vec<(String, String)>,
    /// The first thing that was not understood.
    pub wrong: Option<Wrong>,
}

/// Something that was not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The key of the line in which it stands.
    pub key: String,
    /// What is wrong with it.
    pub message: String,
    /// What to do; may be empty.
    pub hint: String,
}

/// Returns what the line of a deadline fills; `regulation` is that of the row under the cursor.
#[must_use]
pub fn deadline(state: &State, text: &str, regulation: Option<&str>) -> Filled {
    let problems = |text: &str| match ahead(state) {
        Some((snapshot, board)) => read(state, text, (&snapshot, &board, regulation)).line.problems,
        None => Vec::new(),
    };
    filled((text, "title"), problems, |_| true, |text| understood_deadline(state, text, regulation))
}

/// Returns what the line of a product fills.
#[must_use]
pub fn product(state: &State, text: &str) -> Filled {
    record(state, (text, "name"), quick::product)
}

/// Returns what the line of a regulation fills.
#[must_use]
pub fn regulation(state: &State, text: &str) -> Filled {
    record(state, (text, "title"), quick::regulation)
}

fn record(state: &State, (text, title): (&str, &'static str), read: Reader) -> Filled {
    let problems = |text: &str| match ahead(state) {
        Some((snapshot, _)) => read(text, &snapshot.file).problems,
        None => Vec::new(),
    };
    let is_whole = |name: &str| name != "products" && !matches!(name, "by" | "from" | "at");
    filled((text, title), problems, is_whole, |text| understood_record(state, (text, title), read))
}

/// How the line of a product or a regulation is read.
type Reader = fn(&str, &File) -> Line<NewRecord>;

/// Takes out of a line what is not understood, and puts it where it is mended: behind its own key, if the form `has` it,
/// else into the title.
fn filled(
    (text, title): (&str, &str),
    problems: impl Fn(&str) -> Vec<Problem>,
    has: impl Fn(&str) -> bool,
    fields: impl Fn(&str) -> Option<Vec<(String, String)>>,
) -> Filled {
    let (mut rest, mut apart, mut first) = (text.to_string(), Vec::new(), None);
    while let Some(problem) = problems(&rest).into_iter().next() {
        let Range { start, end } = problem.range.clone();
        first.get_or_insert(problem);
        let wrong = rest.get(start..end).map(str::trim).filter(|wrong| !wrong.is_empty()).map(str::to_string);
        // What is about no word is about the whole line.
        let Some(wrong) = wrong else { break };
        let (before, behind) = (rest.get(..start).unwrap_or_default(), rest.get(end..).unwrap_or_default());
        rest = format!("{} {}", before.trim_end(), behind.trim_start());
        apart.push(wrong);
    }
    let mut typed = fields(rest.trim()).unwrap_or_else(|| {
        apart = vec![text.to_string()];
        Vec::new()
    });
    let places: Vec<String> = apart.iter().map(|token| put(&mut typed, token, title, &has)).collect();
    let key = places.into_iter().next().unwrap_or_else(|| title.to_string());
    Filled { typed, wrong: first.map(|Problem { message, hint, .. }| Wrong { key, message, hint }) }
}

/// The words of a line that a form calls otherwise.
const OTHERWISE: [(&str, &str); 5] =
    [("due", "by"), ("product", "products"), ("tag", "tags"), ("note", "notes"), ("in", "regulation")];

/// The lines of a form in which any text may stand until it is saved.
const LINES: [&str; 16] = [
    "by",
    "from",
    "at",
    "id",
    "owner",
    "backup",
    "kind",
    "severity",
    "certainty",
    "zone",
    "source",
    "short",
    "citation",
    "authority",
    "jurisdiction",
    "products",
];

/// Puts a word of the line into the form; returns the key behind which it stands.
fn put(typed: &mut Vec<(String, String)>, token: &str, title: &str, has: impl Fn(&str) -> bool) -> String {
    let named = token.split_once(':').map(|(name, value)| (name.to_lowercase(), value.trim_matches('"')));
    if let Some((name, value)) = named.filter(|(_, value)| !value.is_empty()) {
        let name = OTHERWISE.iter().find(|(line, _)| *line == name).map_or(name, |(_, form)| (*form).to_string());
        let is_date = matches!(&*name, "by" | "from" | "at");
        let key = if is_date { "date" } else { &*name };
        let is_free = !typed.iter().any(|(other, _)| other == key);
        if LINES.contains(&&*name) && is_free && has(&name) {
            let key = key.to_string();
            if is_date {
                typed.retain(|(other, _)| other != "verb");
                typed.push(("verb".to_string(), name.clone()));
            }
            typed.push((key.clone(), value.to_string()));
            return key;
        }
    }
    match typed.iter_mut().find(|(key, _)| key == title) {
        Some((_, words)) => *words = format!("{words} {token}"),
        None => typed.push((title.to_string(), token.to_string())),
    }
    title.to_string()
}

/// Returns what was understood for the form, though something may be missing; none where something is wrong.
fn understood_deadline(state: &State, text: &str, regulation: Option<&str>) -> Option<Vec<(String, String)>> {
    let (snapshot, board) = ahead(state)?;
    let first = read(state, text, (&snapshot, &board, regulation));
    if !first.line.problems.is_empty() {
        return None;
    }
    // What is missing is put in, and left out again.
    let missing = first.line.missing;
    let mut filled = text.to_string();
    for what in &missing {
        filled.push_str(match *what {
            "title" => " ?",
            "date" => " by:unknown",
            _ => " in:?",
        });
    }
    let whole = read(state, &filled, (&snapshot, &board, regulation));
    let wanted = whole.line.wanted?;
    let regulation = match &whole.home {
        Some(home) => home.fields.first().map(|(_, title)| title.clone()).unwrap_or_default(),
        None => wanted.regulation.to_string(),
    };
    let mut typed = typed_of(&fresh_milestone(&wanted), &regulation);
    let is_left_out = |key: &str| match key {
        "title" => missing.contains(&"title"),
        "id" => missing.contains(&"title") || !text.contains("id:"),
        "date" | "verb" => missing.contains(&"date"),
        "regulation" => missing.contains(&"regulation"),
        _ => false,
    };
    typed.retain(|(key, _)| !is_left_out(key));
    Some(typed)
}

/// Returns what was understood of a product or a regulation for the form; none where something is wrong.
fn understood_record(
    state: &State,
    (text, title): (&str, &'static str),
    read: Reader,
) -> Option<Vec<(String, String)>> {
    let (snapshot, _) = ahead(state)?;
    let line = read(text, &snapshot.file);
    if !line.problems.is_empty() {
        return None;
    }
    let is_nameless = !line.missing.is_empty();
    let filled = if is_nameless { format!("{text} ?") } else { text.to_string() };
    let wanted = read(&filled, &snapshot.file).wanted?;
    let mut all: Vec<(String, String)> = Vec::new();
    if text.contains("id:") {
        all.push(("id".into(), wanted.id.to_string()));
    }
    let keys = wanted.keys.iter().filter(|(key, _)| !(is_nameless && *key == title));
    all.extend(keys.map(|(key, value)| ((*key).to_string(), typed(key, value))));
    Some(all)
}
