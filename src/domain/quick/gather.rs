//! The words of a line, taken one by one: what each says, and what is wrong with it.

use std::ops::Range;

use super::tokens::{Token, cut};
use super::words::{Adds, Word};
use super::{Piece, Problem};
use crate::domain::calendar::{BUILT_IN, Calendar};
use crate::domain::date::Verb;
use crate::domain::record::{Certainty, File, Grade, Kind, Roll, Target};
use crate::domain::repeat::parse_repeat;
use crate::domain::suggest::did_you_mean;
use crate::domain::typed::words_behind;
use crate::domain::zone::{Zone, ZoneError};

/// What a line says, word by word.
pub(super) struct Gather<'a> {
    pub adds: Adds,
    pub file: &'a File,
    pub pieces: Vec<Piece>,
    pub problems: Vec<Problem>,
    pub title: Vec<String>,
    pub fields: Vec<(&'static str, Vec<String>)>,
    pub targets: Vec<Target>,
    pub date: Option<(Verb, String, Range<usize>)>,
    pub regulation: Option<(String, Range<usize>)>,
    pub id: Option<(String, Range<usize>)>,
    pub zone: Option<Zone>,
    /// The day on which it opens, as typed.
    pub opens: Option<(String, Range<usize>)>,
    /// The end of the line, for what goes without saying.
    pub end: Range<usize>,
}

impl<'a> Gather<'a> {
    pub fn of(text: &str, file: &'a File, adds: Adds) -> Self {
        let mut gather = Self {
            adds,
            file,
            pieces: Vec::new(),
            problems: Vec::new(),
            title: Vec::new(),
            fields: Vec::new(),
            targets: Vec::new(),
            date: None,
            regulation: None,
            id: None,
            zone: None,
            opens: None,
            end: text.len()..text.len(),
        };
        let tokens = cut(text);
        let mut skip = 0;
        for (at, token) in tokens.iter().enumerate() {
            if skip > 0 {
                skip -= 1;
                continue;
            }
            if let Some((whole, more)) = gather.with_words_behind(token, tokens.get(at + 1..).unwrap_or_default()) {
                gather.take(&whole);
                skip = more;
                continue;
            }
            let is_all = adds == Adds::Milestone && !token.is_literal && token.name.is_none() && token.text == "all";
            let is_inside = tokens.get(at + 1).is_some_and(|next| gather.is_title(next));
            if is_all && !is_inside {
                gather.target(Target::All, &token.range);
            } else {
                gather.take(token);
            }
        }
        gather
    }

    /// Joins a date with the words behind it that belong to it, and says how many they are.
    fn with_words_behind(&self, token: &Token, behind: &[Token]) -> Option<(Token, usize)> {
        let word = Word::named(&token.name.as_ref()?.to_lowercase(), self.adds)?;
        if token.text.trim().is_empty() {
            return None;
        }
        let is_bare = |next: &&Token| next.name.is_none() && !next.is_literal;
        let words: Vec<&str> = behind.iter().take_while(is_bare).map(|next| next.text.as_str()).collect();
        let more = match word {
            Word::By | Word::From | Word::At | Word::Opens => words_behind(token.text.trim(), &words),
            Word::Repeat => repeat_behind(token, &words)?,
            Word::Regulation
            | Word::Product
            | Word::OfTag
            | Word::OfVendor
            | Word::Tag
            | Word::Vendor
            | Word::Version
            | Word::Owner
            | Word::Backup
            | Word::Severity
            | Word::Kind
            | Word::Certainty
            | Word::Zone
            | Word::Roll
            | Word::Calendar
            | Word::Source
            | Word::Note
            | Word::Id
            | Word::Short
            | Word::Authority
            | Word::Jurisdiction
            | Word::Citation
            | Word::Penalty => return None,
        };
        let last = behind.get(more.checked_sub(1)?)?;
        let range = token.range.start..last.range.end;
        Some((Token { range, text: with(token, &words, more), ..token.clone() }, more))
    }

    pub fn title(&self) -> String {
        self.title.join(" ")
    }

    pub fn piece(&mut self, range: &Range<usize>, key: &'static str, shown: impl Into<String>) {
        self.pieces.push(Piece { range: range.clone(), key, shown: shown.into() });
    }

    pub fn problem(&mut self, range: &Range<usize>, message: impl Into<String>, hint: impl Into<String>) {
        self.problems.push(Problem { range: range.clone(), message: message.into(), hint: hint.into() });
    }

    /// Returns whether a word would be taken for a part of the title.
    fn is_title(&self, token: &Token) -> bool {
        if token.is_literal {
            return true;
        }
        match &token.name {
            Some(name) => Word::named(&name.to_lowercase(), self.adds).is_none(),
            None => self.sign(token).is_none() && self.product(&token.text).is_none(),
        }
    }

    fn take(&mut self, token: &Token) {
        if token.is_literal {
            return self.titled(token, token.text.trim().to_string());
        }
        if let Some(name) = &token.name {
            return self.named(token, name);
        }
        match self.sign(token) {
            Some((word, value)) => self.said(word, value, &token.range),
            None => match self.product(&token.text).filter(|_| self.adds == Adds::Milestone) {
                Some(target) => self.target(target, &token.range),
                None => self.titled(token, token.text.clone()),
            },
        }
    }

    /// Reads a word with a sign in front, if this kind of record takes what it says.
    fn sign<'t>(&self, token: &'t Token) -> Option<(Word, &'t str)> {
        sign_of(token).filter(|(word, _)| word.fits(self.adds))
    }

    fn titled(&mut self, token: &Token, text: String) {
        if !text.is_empty() {
            self.piece(&token.range, if self.adds == Adds::Product { "name" } else { "title" }, text.clone());
            self.title.push(text);
        }
    }

    /// Takes a word with a `:`; what is no word of a line is title.
    fn named(&mut self, token: &Token, name: &str) {
        let (lower, adds) = (name.to_lowercase(), self.adds);
        match Word::named(&lower, adds) {
            Some(word) if token.text.trim().is_empty() => {
                return self.problem(&token.range, format!("nothing stands behind '{lower}:'"), example(word));
            }
            Some(word) => return self.said(word, &token.text, &token.range),
            None => {}
        }
        let near = if name.len() < 4 { String::new() } else { did_you_mean(&lower, Word::names(adds)) };
        if Word::is_known(&lower) {
            let hint = if near.is_empty() { format!("write \"{name}:{}\" for the title", token.text) } else { near };
            return self.problem(&token.range, format!("a {} has no '{lower}:'", adds.word()), hint);
        }
        if near.is_empty() {
            return self.titled(token, format!("{name}:{}", token.text));
        }
        self.problem(&token.range, format!("'{name}:' is no word of this line"), near);
    }

    /// Takes a word with its value.
    fn said(&mut self, word: Word, value: &str, range: &Range<usize>) {
        let value = value.trim();
        match word {
            Word::Regulation => {
                self.once(("regulation", range), |gather| gather.regulation = Some((value.to_string(), range.clone())));
            }
            Word::By => self.dated(Verb::By, value, range),
            Word::From => self.dated(Verb::From, value, range),
            Word::At => self.dated(Verb::At, value, range),
            Word::Product => self.each(value, range, Self::product_named),
            Word::OfTag => self.each(value, range, Self::product_tag),
            Word::OfVendor => self.product_vendor(value, range),
            Word::Tag => self.each(value, range, Self::tag),
            Word::Severity => self.known("severity", (value, range), Grade::ALL.iter().map(|grade| grade.word())),
            Word::Kind => self.known("kind", (value, range), Kind::ALL.iter().map(|kind| kind.word())),
            Word::Certainty => self.known("certainty", (value, range), Certainty::ALL.iter().map(|one| one.word())),
            Word::Roll => self.known("roll", (value, range), Roll::ALL.iter().map(|roll| roll.word())),
            Word::Calendar => self.calendar(value, range),
            Word::Repeat => match parse_repeat(value) {
                Ok(_) => self.text("repeat", value, range),
                Err(error) => self.problem(range, format!("{}: {}", error.message, error.label), error.hint),
            },
            Word::Opens => {
                self.once(("opens", range), |gather| gather.opens = Some((value.to_string(), range.clone())));
            }
            Word::Zone => self.zoned(value, range),
            Word::Source => value.split_whitespace().for_each(|place| self.add("source", place, range)),
            Word::Note => self.add("notes", value, range),
            Word::Id => self.once(("id", range), |gather| gather.id = Some((value.to_string(), range.clone()))),
            Word::Owner | Word::Backup => {
                let name = value.strip_prefix('@').filter(|name| !name.is_empty()).unwrap_or(value);
                self.text(word.key(), name, range);
            }
            Word::Vendor
            | Word::Version
            | Word::Short
            | Word::Authority
            | Word::Jurisdiction
            | Word::Citation
            | Word::Penalty => self.text(word.key(), value, range),
        }
    }

    /// Does something unless it was said before.
    fn once(&mut self, (key, range): (&'static str, &Range<usize>), act: impl FnOnce(&mut Self)) {
        let is_there = match key {
            "regulation" => self.regulation.is_some(),
            "id" => self.id.is_some(),
            "date" => self.date.is_some(),
            "opens" => self.opens.is_some(),
            _ => self.fields.iter().any(|(name, _)| *name == key),
        };
        if is_there {
            self.problem(range, format!("the {key} is given twice"), "keep one of them");
        } else {
            act(self);
        }
    }

    fn dated(&mut self, verb: Verb, value: &str, range: &Range<usize>) {
        self.once(("date", range), |gather| gather.date = Some((verb, value.to_string(), range.clone())));
    }

    /// Takes a text that there is once.
    fn text(&mut self, key: &'static str, value: &str, range: &Range<usize>) {
        self.once((key, range), |gather| gather.add(key, value, range));
    }

    /// Takes a text that there may be several of.
    fn add(&mut self, key: &'static str, value: &str, range: &Range<usize>) {
        let shown = if key == "owner" { format!("@{value}") } else { value.to_string() };
        self.piece(range, key, shown);
        match self.fields.iter_mut().find(|(name, _)| *name == key) {
            Some((_, values)) if values.iter().any(|old| old == value) => {}
            Some((_, values)) => values.push(value.to_string()),
            None => self.fields.push((key, vec![value.to_string()])),
        }
    }

    /// Takes each of several values that are parted by commas.
    fn each(&mut self, values: &str, range: &Range<usize>, take: fn(&mut Self, &str, &Range<usize>)) {
        for value in values.split(',').map(str::trim).filter(|value| !value.is_empty()) {
            take(self, value, range);
        }
    }

    fn tag(&mut self, tag: &str, range: &Range<usize>) {
        self.add("tags", tag.trim_start_matches('#'), range);
    }

    fn known(
        &mut self,
        key: &'static str,
        (value, range): (&str, &Range<usize>),
        words: impl Iterator<Item = &'static str> + Clone,
    ) {
        let lower = value.to_lowercase();
        if let Some(word) = words.clone().find(|word| *word == lower) {
            return self.text(key, word, range);
        }
        let near = did_you_mean(&lower, words.clone());
        let hint = if near.is_empty() { format!("one of {}", words.collect::<Vec<_>>().join(", ")) } else { near };
        self.problem(range, format!("'{value}' is no {key}"), hint);
    }

    fn calendar(&mut self, id: &str, range: &Range<usize>) {
        if Calendar::of(self.file, id).is_some() {
            return self.text("calendar", id, range);
        }
        let own = self.file.calendars.iter().map(|calendar| calendar.id.as_str());
        let ids: Vec<&str> = own.chain(BUILT_IN).collect();
        let near = did_you_mean(id, ids.iter().copied());
        let hint = if near.is_empty() { format!("one of {}", ids.join(", ")) } else { near };
        self.problem(range, format!("there is no calendar '{id}'"), hint);
    }

    fn zoned(&mut self, value: &str, range: &Range<usize>) {
        if let Some(zone) = Zone::spelled(value) {
            self.text("zone", &zone.name(), range);
            self.zone = Some(zone);
        } else {
            let error = ZoneError(value.to_string());
            self.problem(range, error.to_string(), error.hint());
        }
    }
}

/// The most words behind the first that say how something repeats: `every 10 business days after done until 2030-04-15`.
const MOST_REPEAT: usize = 7;

/// Returns how many of the words behind `repeat:` belong to it; with `until`, also where it cannot be read.
fn repeat_behind(first: &Token, words: &[&str]) -> Option<usize> {
    let most = words.len().min(MOST_REPEAT);
    let taken = (0..=most).rev().find(|many| parse_repeat(&with(first, words, *many)).is_ok())?;
    let is_end = words.get(taken) == Some(&"until");
    Some(if is_end { (taken + 2).min(words.len()) } else { taken })
}

/// Joins the text of a word with so many words behind it.
fn with(token: &Token, words: &[&str], many: usize) -> String {
    let all = std::iter::once(token.text.trim()).chain(words.iter().copied().take(many));
    all.collect::<Vec<_>>().join(" ")
}

/// Reads `@owner`, `#tag`, `!severity` and a bare web address.
fn sign_of(token: &Token) -> Option<(Word, &str)> {
    let text = token.text.as_str();
    let behind = |sign: char| text.strip_prefix(sign).filter(|rest| !rest.is_empty());
    let is_web =
        ["http://", "https://"].iter().any(|head| text.strip_prefix(head).is_some_and(|rest| !rest.is_empty()));
    if is_web {
        return Some((Word::Source, text));
    }
    let severity = behind('!').filter(|rest| rest.bytes().all(|b| b.is_ascii_alphabetic()));
    let owner = behind('@').map(|value| (Word::Owner, value));
    owner.or(behind('#').map(|value| (Word::Tag, value))).or(severity.map(|value| (Word::Severity, value)))
}

/// Shows how a word is used.
fn example(word: Word) -> &'static str {
    match word {
        Word::Regulation => "write in:REGULATION",
        Word::By | Word::From | Word::At => "write by:2026-12-27, by:+30d or by:\"27 dec 17:00\"",
        Word::Product => "write product:ID",
        Word::Tag => "write #name",
        Word::OfTag => "write tag:NAME, for all products with that tag",
        Word::OfVendor => "write vendor:NAME, for all products of that vendor",
        Word::Owner => "write @name",
        Word::Note => "write note:\"some words\"",
        Word::Source => "write source:https://example.com",
        Word::Zone => "write zone:Europe/Brussels",
        Word::Severity => "write !low, !medium, !high or !critical",
        Word::Id => "write id:some-words",
        Word::Opens => "write opens:2026-12-01",
        Word::Repeat => "write repeat:yearly",
        Word::Roll => "write roll:next or roll:previous",
        Word::Calendar => "write calendar:target",
        Word::Vendor
        | Word::Version
        | Word::Backup
        | Word::Kind
        | Word::Certainty
        | Word::Short
        | Word::Authority
        | Word::Jurisdiction
        | Word::Citation
        | Word::Penalty => "write the text behind it; in double quotes, if it has spaces",
    }
}
