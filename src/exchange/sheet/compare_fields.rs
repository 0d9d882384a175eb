//! The keys of a milestone: what holds in the file, inherited or not, against what a sheet says.

use super::compare::Comparing;
use super::{Changed, Kept, WantedDate, WantedMilestone};
use crate::domain::board::Board;
use crate::domain::date::{Point, When, parse_point, parse_when};
use crate::domain::dated::{Dated, ZoneIndex};
use crate::domain::edit::Value;
use crate::domain::extra;
use crate::domain::plan::instant_of;
use crate::domain::record::{Certainty, Common, File, Grade, Kind, Roll};
use crate::domain::rule::Rule;
use crate::domain::text::clean_lines;
use crate::domain::zone::Zone;

/// The keys that a regulation takes over from milestones that all say the same.
const LAW: [&str; 9] =
    ["authority", "jurisdiction", "citation", "source", "zone", "calendar", "severity", "penalty", "tags"];

/// The keys of a milestone in the order of a file; the date and what is the user's own come besides.
pub(super) const ORDER: [&str; 18] = [
    "title",
    "short",
    "kind",
    "date",
    "opens",
    "certainty",
    "roll",
    "authority",
    "jurisdiction",
    "citation",
    "source",
    "zone",
    "calendar",
    "severity",
    "penalty",
    "owner",
    "backup",
    "tags",
];

/// What a new milestone inherits.
pub(super) struct Above(Vec<(&'static str, Value)>, Option<Value>);

impl Above {
    /// Takes what a regulation of the file says.
    pub(super) fn of(common: &Common, file: &File) -> Self {
        let text = |text: &Option<Box<str>>| text.as_deref().map(Value::text);
        let list = |list: &[Box<str>]| {
            (!list.is_empty()).then(|| Value::List(list.iter().map(|t| Value::text(&**t)).collect()))
        };
        let calendar = common.calendar.as_ref().or(file.calendar.as_ref());
        let zone = common.zone.as_ref().or(file.zone.as_ref());
        let all = [
            ("authority", text(&common.authority)),
            ("jurisdiction", text(&common.jurisdiction)),
            ("citation", text(&common.citation)),
            ("penalty", text(&common.penalty)),
            ("owner", text(&common.owner)),
            ("backup", text(&common.backup)),
            ("source", list(&common.source)),
            ("tags", list(&common.tags)),
            ("severity", common.severity.map(|grade| Value::text(grade.word()))),
            ("certainty", common.certainty.map(|certainty| Value::text(certainty.word()))),
            ("roll", common.roll.map(|roll| Value::text(roll.word()))),
            ("calendar", calendar.map(|calendar| Value::text(calendar.value.as_str()))),
        ];
        let known = all.into_iter().filter_map(|(key, value)| Some((key, value?)));
        Self(known.collect(), zone.map(|zone| Value::text(zone.name())))
    }

    /// Takes what all milestones of a new regulation say alike; it will stand there.
    pub(super) fn common_to(milestones: &[WantedMilestone], file: &File) -> Self {
        let file_zone = file.zone.as_ref().map(Zone::name);
        let value = |milestone: &WantedMilestone, key: &str| match key {
            "zone" => milestone.date.as_ref().and_then(|date| date.zone.clone()).map(Value::text),
            key => milestone.fields.iter().find(|(other, _)| **other == *key).map(|(_, value)| value.clone()),
        };
        let shared = |key: &'static str| {
            let (first, rest) = milestones.split_first()?;
            let said = value(first, key)?;
            let is_shared = rest.iter().all(|milestone| value(milestone, key).as_ref() == Some(&said));
            let is_of_file = key == "zone" && said.as_text() == file_zone.as_deref();
            (is_shared && !is_of_file).then_some((key, said))
        };
        let keys: Vec<(&'static str, Value)> = LAW.into_iter().filter_map(shared).collect();
        let zone = keys.iter().find(|(key, _)| *key == "zone").map(|(_, zone)| zone.clone());
        Self(keys, zone.or(file_zone.map(Value::text)))
    }

    /// Returns the keys of a new regulation.
    pub(super) fn keys(&self) -> impl Iterator<Item = (Box<str>, Value)> {
        self.0.iter().map(|(key, value)| ((*key).into(), one_or_list(key, value)))
    }

    /// Returns what is inherited.
    pub(super) fn get(&self, key: &str) -> Option<&Value> {
        if key == "zone" {
            return self.1.as_ref();
        }
        self.0.iter().find(|(other, _)| *other == key).map(|(_, value)| value)
    }

    /// Returns what a new milestone has to say itself; none: it inherits it, or says what goes without saying.
    pub(super) fn beside(&self, key: &str, value: &Value) -> Option<Value> {
        let above = self.get(key);
        if key == "tags" {
            // Tags add up.
            let (Value::List(items), Some(Value::List(known))) = (value, above) else { return Some(value.clone()) };
            let own: Vec<Value> = items.iter().filter(|item| !known.contains(item)).cloned().collect();
            return (!own.is_empty()).then_some(Value::List(own));
        }
        let goes_without = match key {
            "certainty" => Some(Certainty::Final.word()),
            "roll" => Some(Roll::None.word()),
            _ => None,
        };
        let is_plain = above.is_none() && goes_without.is_some() && value.as_text() == goes_without;
        (above != Some(value) && !is_plain).then(|| one_or_list(key, value))
    }
}

/// Returns a source without brackets if it is the only one.
pub(super) fn one_or_list(key: &str, value: &Value) -> Value {
    match value {
        Value::List(items) if key == "source" && items.len() == 1 => items.first().cloned().unwrap_or(Value::Null),
        Value::List(_) | Value::Null | Value::Text(_) | Value::Alias(_) | Value::Map(_) => value.clone(),
    }
}

/// Returns whether two texts say the same.
pub(super) fn is_same_text(one: &str, other: &str) -> bool {
    one == other || plain_text(one) == plain_text(other)
}

/// Returns a text without what does not count in it: capitals, spaces, and signs that cannot be shown.
pub(super) fn plain_text(text: &str) -> String {
    let lines: Vec<String> = clean_lines(text).map(|line| line.to_string()).collect();
    lines.join(" ").split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Returns whether a date says of a milestone what its own says.
pub(super) fn is_same_date(board: &Board, number: u32, wanted: &WantedDate) -> bool {
    let dated = board.dated(number);
    let written = &board.records(number).1.when.value;
    let Ok(when) = parse_when(&wanted.text) else { return false };
    match (&when, written) {
        (When::Rule(one), When::Rule(other)) => return is_same_rule(one, other),
        (When::Unknown(_), _) => return dated.date.is_none(),
        (When::Coarse(one), When::Coarse(other)) => return one == other,
        // Where nothing could be computed, what is written counts.
        (When::Point(one), When::Point(other)) if dated.date.is_none() => return one.day() == other.day(),
        (_, _) => {}
    }
    let When::Point(point) = &when else { return false };
    let row_zone = wanted.zone.as_deref().and_then(|name| Zone::named(name).ok());
    let own = match point {
        Point::Local(_, zone, _) => zone.clone(),
        Point::Moment(..) | Point::Day(_) => None,
    };
    let zone = own.or(row_zone).unwrap_or_else(|| board.zone_of(dated).clone());
    let (there, _) = Dated::on_point(dated.verb, point, (ZoneIndex::default(), &zone));
    (there.date, there.instant) == (dated.date, dated.instant)
}

fn is_same_rule(one: &Rule, other: &Rule) -> bool {
    one.offset == other.offset && one.anchor == other.anchor
}

impl Comparing<'_> {
    /// Returns what changes of a date.
    pub(super) fn changed_date(&self, number: u32, wanted: &WantedDate) -> Vec<Changed> {
        let milestone = self.board.records(number).1;
        let mut changes = Vec::new();
        if let Some(verb) = wanted.verb.filter(|verb| *verb != milestone.verb) {
            let old = Some(Value::text(milestone.verb.word()));
            changes.push(Changed { key: "verb".into(), old, new: Value::text(verb.word()) });
        }
        // A sheet shows one occurrence of a series; the base is not moved by it.
        if self.board.plan.series.contains_key(&number) || is_same_date(self.board, number, wanted) {
            return changes;
        }
        let dated = self.board.dated(number);
        let zone = self.board.zone_of(dated).name();
        let other_zone = wanted.zone.clone().filter(|name| *name != zone);
        let when = parse_when(&wanted.text);
        let has_time = matches!(when, Ok(When::Point(Point::Local(_, None, _))));
        let text = match &other_zone {
            Some(name) if has_time => format!("{} {name}", wanted.text),
            Some(_) | None => wanted.text.clone(),
        };
        if when.as_ref().ok() != Some(&milestone.when.value) || has_time {
            let key = wanted.verb.unwrap_or(milestone.verb).word();
            let old = dated.date.map(|date| Value::text(date.to_string()));
            changes.push(Changed { key: key.into(), old, new: Value::text(text) });
        }
        if let Some(name) = other_zone.filter(|_| !has_time) {
            changes.push(Changed { key: "zone".into(), old: Some(Value::text(zone)), new: Value::text(name) });
        }
        changes
    }

    /// Returns what changes of a key; notes that are there are kept.
    pub(super) fn changed_field(
        &mut self,
        number: u32,
        (key, new): (&str, &Value),
        kept: &mut Vec<Kept>,
    ) -> Option<Changed> {
        let old = holds(self.board, number, key);
        let changed = |new: Value| Some(Changed { key: key.into(), old: old.clone(), new });
        match (key, &old, new) {
            ("tags" | "source", _, Value::List(items)) => self.grown(number, (key, items)),
            ("notes", Some(Value::Text(file)), Value::Text(sheet)) => {
                if !is_same_text(file, sheet) {
                    let (file, sheet) = (file.to_string(), sheet.to_string());
                    kept.push(Kept { address: self.board.address(number), key: "notes".into(), file, sheet });
                }
                None
            }
            ("owner", _, Value::Text(name)) if self.is_owner(number, name) => None,
            ("opens", Some(Value::Text(old)), Value::Text(new)) if self.is_same_day(number, old, new) => None,
            (_, Some(Value::Text(old)), Value::Text(new)) if is_same_text(old, new) => None,
            ("roll", None, Value::Text(word)) if **word == *Roll::None.word() => None,
            (_, _, new) => changed(new.clone()),
        }
    }

    /// Returns whether somebody owns a milestone, or all that it touches.
    fn is_owner(&self, number: u32, name: &str) -> bool {
        let cells = self.board.cells_of(number);
        let owns_all = !cells.is_empty() && cells.iter().all(|cell| self.board.owner_of_cell(cell) == Some(name));
        self.board.owner(number) == Some(name) || owns_all
    }

    pub(super) fn is_same_day(&self, number: u32, one: &str, other: &str) -> bool {
        let zone = self.board.zone_of(self.board.dated(number));
        match (parse_point(one), parse_point(other)) {
            (Ok(one), Ok(other)) => instant_of(&one, zone) == instant_of(&other, zone),
            (_, _) => false,
        }
    }

    /// Returns what is added to a list: nothing is taken away from it.
    fn grown(&self, number: u32, (key, items): (&str, &[Value])) -> Option<Changed> {
        let known = holds(self.board, number, key);
        let all = match &known {
            Some(Value::List(items)) => items.clone(),
            Some(_) | None => Vec::new(),
        };
        let is_known = |item: &Value| {
            let text = item.as_text().unwrap_or_default();
            all.iter().any(|old| old.as_text().is_some_and(|old| is_same_text(old, text)))
        };
        let more: Vec<Value> = items.iter().filter(|item| !is_known(item)).cloned().collect();
        if more.is_empty() {
            return None;
        }
        // Of tags the milestone has its own, which add up; a source of its own stands in place of the regulation's.
        let own: Vec<Value> = match key {
            "tags" => self.board.records(number).1.common.tags.iter().map(|tag| Value::text(&**tag)).collect(),
            _ => all.clone(),
        };
        let new = Value::List(own.into_iter().chain(more).collect());
        Some(Changed { key: key.into(), old: known, new: one_or_list(key, &new) })
    }
}

/// Returns what holds of a milestone, inherited or not.
fn holds(board: &Board, number: u32, key: &str) -> Option<Value> {
    let milestone = board.records(number).1;
    let inherited = board.inherited(number);
    let text = |text: Option<&str>| text.map(Value::text);
    let list =
        |items: Vec<&str>| (!items.is_empty()).then(|| Value::List(items.into_iter().map(Value::text).collect()));
    match key {
        "short" => text(milestone.short.as_deref()),
        "kind" => text(Some(Kind::word(milestone.kind))),
        "certainty" => text(Some(board.dated(number).certainty.word())),
        "severity" => text(inherited.get(|common| common.severity).map(Grade::word)),
        "roll" => text(inherited.get(|common| common.roll).map(Roll::word)),
        "authority" => text(inherited.get(|common| common.authority.as_deref())),
        "jurisdiction" => text(inherited.get(|common| common.jurisdiction.as_deref())),
        "citation" => text(inherited.get(|common| common.citation.as_deref())),
        "penalty" => text(inherited.get(|common| common.penalty.as_deref())),
        "owner" => text(board.owner(number)),
        "backup" => text(inherited.get(|common| common.backup.as_deref())),
        "calendar" => {
            let calendar = inherited.get(|common| common.calendar.as_ref()).or(board.file.calendar.as_ref());
            text(calendar.map(|calendar| calendar.value.as_str()))
        }
        "source" => list(inherited.source().iter().map(AsRef::as_ref).collect()),
        "tags" => list(inherited.tags()),
        "notes" => milestone.notes_in(&board.file).map(|notes| Value::text(&*notes)),
        "opens" => milestone.opens.as_ref().map(|opens| Value::text(written(&opens.value))),
        key => milestone.extra.iter().find(|(other, _)| **other == *key).map(|(_, value)| plain(value)),
    }
}

/// Returns a point as the file may have it.
pub(super) fn written(point: &Point) -> String {
    match point {
        Point::Day(day) => day.to_string(),
        Point::Local(local, zone, _) => {
            let zone = zone.as_ref().map(|zone| format!(" {zone}")).unwrap_or_default();
            format!("{}{zone}", local.format("%Y-%m-%d %H:%M:%S"))
        }
        Point::Moment(moment, _) => moment.to_rfc3339(),
    }
}

fn plain(value: &extra::Value) -> Value {
    match value {
        extra::Value::Null => Value::Null,
        extra::Value::Text(text) => Value::Text(text.clone()),
        extra::Value::List(items) => Value::List(items.iter().map(plain).collect()),
        extra::Value::Map(pairs) => Value::Map(pairs.iter().map(|(key, value)| (key.clone(), plain(value))).collect()),
    }
}
