//! `init`: a file to begin with.

use std::path::PathBuf;

use serde::Serialize;

use super::Shape;
use super::args::{GlobalArguments, InitArguments};
use super::json::{AnswerJson, text_of};
use super::session::{Answer, Session, located, usage};
use super::terminal;
use super::voice::Voice;
use crate::disk::{self, SettingsFile, Source, create, ignored_beside, machine_zone};
use crate::domain::text::clean;
use crate::error::Error;
use crate::yaml::starter;

/// Makes a file, where there is none.
///
/// # Errors
///
/// When something is there already, or it cannot be written.
pub fn run(global: &GlobalArguments, arguments: &InitArguments, shape: Shape) -> Result<Answer, Error> {
    if global.as_of.is_some() {
        return Err(usage("'--as-of' is for looking: this command writes", "leave out --as-of"));
    }
    let path = path(global, arguments)?;
    // `--zone` is the viewer's in every other command; who makes a file with it means the file's, too.
    let zone = super::session::Zones::of(global)?.asked.unwrap_or_else(|| machine_zone().0);
    let text = if arguments.empty { starter::empty(&zone.name()) } else { starter::starter(&zone.name()) };
    create(&path, &text)?;
    let ignored = ignored_beside(&path)?;
    let voice = Voice::of_stdout(&terminal::variables(), global.color);
    let session = Session::open((&Source::Path(path), &SettingsFile::of_user()), global, None, voice)?;
    let text = match shape {
        Shape::Text => said(&session, &ignored),
        Shape::Json => text_of(&voice, &InitJson { answer: AnswerJson::new(&session), gitignore: &ignored }),
    };
    Ok(Answer { text, remarks: session.remarks.clone(), code: 0 })
}

/// Returns where the file comes to stand: as named, else `deadlines.yaml` here.
fn path(global: &GlobalArguments, arguments: &InitArguments) -> Result<PathBuf, Error> {
    let located = located(arguments.file.as_ref(), global)?;
    match located.source {
        Some(Source::Path(path)) if located.is_required => Ok(path),
        Some(Source::Stdin) => Err(usage("standard input is no place for a file", "name a file")),
        Some(Source::Path(_) | Source::Example) | None => Ok(PathBuf::from(disk::HERE)),
    }
}

fn said(session: &Session, ignored: &[String]) -> String {
    let name = clean(&session.name).to_string();
    let mut text = format!("{name}: made, in the zone {}\n", session.zone.name());
    text.push_str("kept in git? these lines belong into the .gitignore beside it:\n");
    for line in ignored {
        text.extend(["  ", clean(line).as_str(), "\n"]);
    }
    text
}

/// What `init` answers.
#[derive(Serialize)]
struct InitJson<'a> {
    #[serde(flatten)]
    answer: AnswerJson<'a>,
    /// Lines for the `.gitignore` in the file's directory.
    gitignore: &'a [String],
}
