//! From what a line says to a record, and what is missing.

use super::gather::Gather;
use super::words::{Adds, ORDER};
use super::{Line, NewMilestone, NewRecord, Scene};
use crate::domain::calendar::Calendar;
use crate::domain::date::{Verb, When};
use crate::domain::edit::Value;
use crate::domain::id::{Id, ORG};
use crate::domain::naming::id_of;
use crate::domain::record::{File, Regulation};
use crate::domain::suggest::did_you_mean;
use crate::domain::typed::{self, Ground, Reading, Side};

/// Reads the line of a milestone.
pub(super) fn milestone(text: &str, scene: &Scene<'_>) -> Line<NewMilestone> {
    let mut gather = Gather::of(text, scene.file, Adds::Milestone);
    let regulation = gather.regulation_of(scene);
    let date = gather.date_of(scene, regulation);
    let taken = |id: &str| regulation.is_some_and(|r| r.milestones.iter().any(|m| m.id.as_str() == id));
    let id = gather.id_of(taken);
    let title = gather.title();
    let missing = [
        ("title", title.is_empty()),
        ("date", gather.date.is_none()),
        ("regulation", regulation.is_none() && gather.regulation.is_none()),
    ];
    gather.sort();
    let missing: Vec<&'static str> = missing.into_iter().filter(|(_, is)| *is).map(|(what, _)| what).collect();
    let wanted = match (regulation, date, id) {
        (Some(regulation), Some((verb, date)), Some(id)) if missing.is_empty() && gather.problems.is_empty() => {
            let rest = gather.rest();
            let products = gather.targets;
            Some(NewMilestone { regulation: regulation.id.clone(), id, title, verb, date, products, rest })
        }
        (_, _, _) => None,
    };
    Line { pieces: gather.pieces, problems: gather.problems, missing, wanted }
}

/// Reads the line of a product or a regulation.
pub(super) fn record(text: &str, file: &File, adds: Adds) -> Line<NewRecord> {
    let mut gather = Gather::of(text, file, adds);
    // The organisation is there without being written: whoever asks for its id means to write it.
    let is_org = gather.id.as_ref().is_some_and(|(id, _)| id == ORG);
    let id = gather.id_of(|id| match adds {
        Adds::Product => file.products.iter().any(|p| p.id.as_str() == id && !(p.implied && is_org)),
        Adds::Regulation | Adds::Milestone => file.regulations.iter().any(|regulation| regulation.id.as_str() == id),
    });
    gather.sort();
    let title = gather.title();
    let key = if adds == Adds::Product { "name" } else { "title" };
    let missing = if title.is_empty() { vec![key] } else { Vec::new() };
    let wanted = id.filter(|_| missing.is_empty() && gather.problems.is_empty()).map(|id| {
        let keys = [(key, Value::text(title))].into_iter().chain(gather.rest()).collect();
        NewRecord { id, keys }
    });
    Line { pieces: gather.pieces, problems: gather.problems, missing, wanted }
}

impl<'a> Gather<'a> {
    /// Finds the regulation: the one that is named, else the selected one, else the only one.
    fn regulation_of(&mut self, scene: &Scene<'a>) -> Option<&'a Regulation> {
        let all = &scene.file.regulations;
        let Some((value, range)) = self.regulation.clone() else {
            let selected = scene.regulation.and_then(|id| all.iter().find(|regulation| regulation.id.as_str() == id));
            let only = if let [only] = all.as_slice() { Some(only) } else { None };
            let found = selected.or(only)?;
            self.piece(&self.end.clone(), "regulation", found.id.as_str());
            return Some(found);
        };
        let lower = value.to_lowercase();
        let is_it = |text: &str| text.to_lowercase() == lower;
        let by_name =
            || all.iter().find(|regulation| is_it(&regulation.title) || regulation.short.as_deref().is_some_and(is_it));
        let found = all.iter().find(|regulation| is_it(regulation.id.as_str())).or_else(by_name);
        if let Some(found) = found {
            self.piece(&range, "regulation", found.id.as_str());
        } else {
            let hint = did_you_mean(&value, all.iter().map(|regulation| regulation.id.as_str()));
            self.problem(&range, format!("there is no regulation '{value}'"), hint);
        }
        found
    }

    /// Reads the date, in the zone that the milestone will have.
    fn date_of(&mut self, scene: &Scene<'_>, regulation: Option<&Regulation>) -> Option<(Verb, Reading)> {
        let (verb, value, range) = self.date.clone()?;
        let above = regulation.and_then(|regulation| regulation.common.zone.as_ref());
        let zone = self.zone.clone();
        let zone = zone.as_ref().or(above).or(scene.file.zone.as_ref()).unwrap_or(scene.machine);
        let named =
            regulation.and_then(|regulation| regulation.common.calendar.as_ref()).or(scene.file.calendar.as_ref());
        let own = self.fields.iter().find(|(key, _)| *key == "calendar").and_then(|(_, ids)| ids.first());
        let named = own.map(String::as_str).or(named.map(|id| id.value.as_str()));
        let calendar = Calendar::of(scene.file, named.unwrap_or("weekends"));
        let calendar = calendar.as_deref();
        let ground = Ground { today: zone.day_of(scene.now), old: None, zone, side: Side::Ahead, calendar };
        self.opens_at(&ground);
        let reading = match typed::read(&value, &ground) {
            Ok(reading) => reading,
            Err(error) => {
                self.problem(&range, error.sentence(), error.hint);
                return None;
            }
        };
        if let When::Rule(rule) = &reading.when {
            let anchor = &rule.anchor;
            let of = match &anchor.regulation {
                Some(id) => scene.file.regulations.iter().find(|regulation| regulation.id == *id),
                None => regulation,
            };
            let ids = || of.into_iter().flat_map(|of| of.milestones.iter().map(|milestone| milestone.id.as_str()));
            if !ids().any(|id| id == anchor.milestone.as_str()) {
                let hint = did_you_mean(anchor.milestone.as_str(), ids());
                self.problem(&range, format!("there is no milestone '{anchor}' to count from"), hint);
                return None;
            }
        }
        let remark = reading.remark();
        let shown = if remark.is_empty() { reading.text.clone() } else { format!("{}, {remark}", reading.text) };
        self.piece(&range, verb.word(), shown);
        Some((verb, reading))
    }

    /// Reads the day on which it opens, on the ground of the date.
    fn opens_at(&mut self, ground: &Ground<'_>) {
        let Some((value, range)) = self.opens.take() else { return };
        match typed::read_point(&value, ground) {
            Ok(reading) => {
                self.piece(&range, "opens", format!("{}, {}", reading.text, reading.remark()));
                self.fields.push(("opens", vec![reading.text]));
            }
            Err(error) => self.problem(&range, error.sentence(), error.hint),
        }
    }

    /// Takes the id that is given, or makes one of the title.
    fn id_of(&mut self, is_taken: impl Fn(&str) -> bool) -> Option<Id> {
        let Some((value, range)) = self.id.clone() else {
            let title = self.title();
            if title.is_empty() {
                return None;
            }
            let id = id_of(&title, self.adds.word(), is_taken);
            self.piece(&self.end.clone(), "id", id.as_str());
            return Some(id);
        };
        match Id::new(&value) {
            Err(error) => self.problem(&range, format!("'{value}' is no id: {error}"), error.hint()),
            Ok(id) if is_taken(id.as_str()) => {
                let free = id_of(&value, self.adds.word(), is_taken);
                self.problem(&range, format!("the id '{value}' is taken"), format!("'{free}' is free"));
            }
            Ok(id) => {
                self.piece(&range, "id", id.as_str());
                return Some(id);
            }
        }
        None
    }

    /// Puts what was found out last where it stands in the line.
    fn sort(&mut self) {
        self.pieces.sort_by_key(|piece| piece.range.start);
        self.problems.sort_by_key(|problem| problem.range.start);
    }

    /// Returns the keys besides title, date and products, in the order of a file.
    fn rest(&self) -> Vec<(&'static str, Value)> {
        let value = |key: &str, values: &[String]| match (key, values) {
            ("notes", values) => Value::text(values.join("\n")),
            ("tags", values) => Value::List(values.iter().map(|value| Value::text(value.as_str())).collect()),
            (_, [only]) => Value::text(only.as_str()),
            (_, values) => Value::List(values.iter().map(|value| Value::text(value.as_str())).collect()),
        };
        let said = |key: &&'static str| {
            let (key, values) = self.fields.iter().find(|(name, _)| name == key)?;
            Some((*key, value(key, values)))
        };
        ORDER.iter().filter_map(said).collect()
    }
}
