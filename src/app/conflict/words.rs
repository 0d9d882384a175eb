//! What both sides wrote, who the other side is, and what can be done.

use super::super::edits::Conflict;
use super::super::panel::{Panel, Room};
use super::super::state::State;
use super::super::tone::Tone;
use super::super::unsaved::field;
use super::super::words::{Run, Words, cleaned, owned};
use super::is_whole;
use crate::domain::edit::make::sentence;
use crate::domain::edit::{Act, Clash, Record, Value};

/// Returns the oldest conflict as it is shown.
#[must_use]
pub fn panel(state: &State, conflict: &Conflict) -> Panel {
    let room = Room::of(state);
    let data = |text: &str, tone: Tone| Run { text: owned(&cleaned(state.launch.glyphs, text)), tone };
    let what = if is_whole(&conflict.edit) { "Changed on disk meanwhile" } else { "Changed on disk too" };
    let title = match state.edits.conflicts.len() {
        0 | 1 => what.to_string(),
        count => format!("{what}, 1 of {count}"),
    };
    let mut panel = Panel { title, foot: choices(state, conflict), ..Panel::default() };
    if is_whole(&conflict.edit) {
        panel.line(room, &[Run::new("yours     ", Tone::Dim), data(&sentence(&conflict.edit), Tone::Plain)], 10);
    }
    let mut before: Option<&Record> = None;
    for clash in &conflict.clashes {
        if before.is_some_and(|before| *before != clash.record) || is_whole(&conflict.edit) && before.is_none() {
            panel.lines.push(Words::blank());
        }
        panel.lines.push(Words { runs: vec![data(&field(clash), Tone::Strong)], right: Vec::new() });
        for (word, text, tone) in sides(conflict, clash) {
            panel.line(room, &[Run::new(&format!("  {word:<8}"), Tone::Dim), data(&text, tone)], 10);
        }
        if let Some(told) = conflict.journal.of(clash) {
            panel.line(room, &[Run::new("  by      ", Tone::Dim), data(told, Tone::Plain)], 10);
        }
        before = Some(&clash.record);
    }
    panel
}

/// Returns the values of a clash, each with its word.
fn sides(conflict: &Conflict, clash: &Clash) -> [(&'static str, String, Tone); 3] {
    let texts: Vec<String> = [&clash.theirs, &clash.mine].into_iter().flatten().map(flat).collect();
    let alike = alike(&texts);
    let said =
        |value: &Option<Value>| value.as_ref().map_or_else(|| "nothing".into(), |value| from(&flat(value), alike));
    let mine =
        if conflict.edit.act == Act::Remove && clash.mine.is_none() { "deleted".into() } else { said(&clash.mine) };
    [("was", said(&clash.was), Tone::Dim), ("theirs", said(&clash.theirs), Tone::Plain), ("mine", mine, Tone::Plain)]
}

/// Returns what can be chosen.
fn choices(state: &State, conflict: &Conflict) -> Vec<Words> {
    let choices: &[(&'static str, &str)] = match (conflict.edit.act, is_whole(&conflict.edit)) {
        (Act::Remove, true) => {
            &[("{mine} ", "deletes it all the same, what they wrote with it"), ("{theirs} ", "leaves it as it now is")]
        }
        (_, true) => &[("{mine} ", "does it all the same"), ("{theirs} ", "leaves it as it now is")],
        (_, false) => &[
            ("{mine} ", "writes mine over theirs"),
            ("{theirs} ", "leaves theirs"),
            ("{both} ", "leaves theirs, and keeps mine as a note"),
        ],
    };
    let line = |(key, what): &(&'static str, &str)| Words::of(&state.keyed(key), Tone::Accent).then(what, Tone::Dim);
    choices.iter().map(line).collect()
}

/// How many characters that both sides have alike are shown before the first that they have not.
const BEFORE: usize = 12;

/// Returns a value on one line.
fn flat(value: &Value) -> String {
    value.to_string().trim_end().replace('\n', " / ")
}

/// Returns how many characters of two long texts are left out, because both begin with them.
fn alike(texts: &[String]) -> usize {
    let [one, other] = texts else { return 0 };
    let same = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let hidden = same.saturating_sub(BEFORE);
    if same > 2 * BEFORE { hidden } else { 0 }
}

/// Returns a text from a character on, and a sign that something stands before it.
fn from(text: &str, start: usize) -> String {
    if start == 0 || text.chars().count() <= start {
        return text.to_string();
    }
    "...".chars().chain(text.chars().skip(start)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_long_texts_are_shown_from_where_they_differ() {
        let texts = ["the same words at the beginning, theirs", "the same words at the beginning, mine"];
        let texts = texts.map(String::from);
        let alike = alike(&texts);
        assert_eq!(texts.each_ref().map(|text| from(text, alike)), ["... beginning, theirs", "... beginning, mine"]);
        assert_eq!(from("the end", alike), "the end");
        assert_eq!(super::alike(&["done".into(), "open".into()]), 0);
    }
}
