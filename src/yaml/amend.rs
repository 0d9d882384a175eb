//! An edit to bytes: what FORMAT's table of changes says, as operations of the span editor, and the proof.

mod at;
mod back;
mod brackets;
mod cells;
mod entry;
mod keys;
pub mod layout;
mod part;
mod prove;
mod record;
mod says;
mod structure;
mod trial;
mod undo;
mod work;

pub use self::entry::without_version;
use self::entry::{Ground, Spot, behind_alias, find};
use self::part::{names_in, parts_of};
use self::prove::{Case, no_new_error, prove};
use self::says::anchors_of;
pub use self::trial::{Trial, trial, wrong_by};
pub use self::undo::{put_back, take_back};
use self::work::{Work, lost};
use crate::domain::edit::{Clash, Edit, Facts, Record, Refusal, Splice, Step, Value, Why, splice};
use crate::yaml::chunk::Section;
use crate::yaml::node::{Item, Kind};
use crate::yaml::snapshot::Snapshot;

/// A text with an edit done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amended {
    /// The whole text.
    pub text: String,
    /// What became what, in order; offsets into the text before.
    pub splices: Vec<Splice>,
    /// The entry of the file in which they stand, as an address, and its first byte; none: the file was taken whole.
    pub entry: Option<(String, usize)>,
}

/// Why an edit could not be done on a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotAmended {
    /// It may not be done, or not be proved.
    Refused(Refusal),
    /// Somebody else changed the same fields.
    Clashes(Vec<Clash>),
}

/// Returns what the entries that hold these records say, each entry once; of the file itself its keys.
///
/// Takes time in proportion to the entries, not to the file, where that was read in pieces.
///
/// # Errors
///
/// When an entry or milestone is not there, stands behind an alias, or the file's text is broken.
pub fn facts(snapshot: &Snapshot, records: &[Record]) -> Result<Facts, Refusal> {
    let mut spots: Vec<(Spot, Vec<Record>)> = Vec::new();
    for record in records {
        let spot = Spot::of(snapshot, record).map_err(|refusal| entry::placed(snapshot, Some(record), refusal))?;
        let same = |other: &Spot| *other == spot || (!spot.is_alone && !other.is_alone);
        match spots.iter_mut().find(|(other, _)| same(other)) {
            Some((other, list)) => {
                list.push(record.clone());
                other.has_header |= spot.has_header;
                spot.entries.into_iter().for_each(|entry| other.add(entry));
            }
            None => spots.push((spot, vec![record.clone()])),
        }
    }
    let mut facts = Facts::default();
    for (spot, records) in &spots {
        let found = Ground::of(snapshot, spot).and_then(|ground| facts_in(&ground, records));
        let found = found.map_err(|refusal| entry::placed(snapshot, records.first(), refusal))?;
        facts.list.extend(found.list);
        facts.anchors.extend(found.anchors);
    }
    Ok(facts)
}

/// Checks that a record's milestone is there, and nothing on the way to it is written elsewhere.
fn within(record: &Record, key: Item<'_>, entry: Item<'_>) -> Result<(), Refusal> {
    if entry.kind() == Kind::Alias {
        return Err(behind_alias(&format!("'{}'", key.text()), entry));
    }
    let Some((regulation, milestone)) = record.milestone() else { return Ok(()) };
    let missing = || Refusal::new(Why::Missing, format!("there is no milestone '{regulation}/{milestone}'"), "");
    let (_, _, milestones) = find(entry, "milestones").ok_or_else(missing)?;
    if milestones.kind() == Kind::Alias {
        return Err(behind_alias(&format!("'milestones' of '{regulation}'"), milestones));
    }
    let (_, _, value) = find(milestones, milestone).ok_or_else(missing)?;
    if value.kind() == Kind::Alias {
        return Err(behind_alias(&format!("'{regulation}/{milestone}'"), value));
    }
    Ok(())
}

/// Does an edit on a text, and proves it: the entry is read anew and must say what [`Facts::apply`] makes of the
/// old one; no other byte changes; no new error is found.
///
/// # Errors
///
/// When the edit is refused by a rule, cannot be proved, changes nothing, or clashes with what stands there.
pub fn amend(snapshot: &Snapshot, edit: &Edit) -> Result<Amended, NotAmended> {
    amended(snapshot, edit).map_err(|not| match not {
        NotAmended::Refused(refusal) => NotAmended::Refused(placed(snapshot, edit, refusal)),
        NotAmended::Clashes(_) => not,
    })
}

/// A part of an edit, and what it makes of what is said there.
struct Task<'a> {
    edit: &'a Edit,
    ground: Ground<'a>,
    before: Facts,
    after: Facts,
}

impl Task<'_> {
    /// Returns whether its facts stay, and no record comes, goes or gets another id.
    fn is_idle(&self) -> bool {
        self.before == self.after && !self.edit.changes.iter().any(|change| change.step.is_structural())
    }
}

fn amended(snapshot: &Snapshot, edit: &Edit) -> Result<Amended, NotAmended> {
    let parts = parts_of(snapshot, edit).map_err(NotAmended::Refused)?;
    let mut clashes = Vec::new();
    let mut tasks = Vec::with_capacity(parts.len());
    for part in &parts {
        let read = Ground::of(snapshot, &part.spot).and_then(|ground| {
            let before = facts_in(&ground, &names_in(&part.edit))?;
            refuse(&part.edit, &before)?;
            Ok((ground, before))
        });
        let (ground, before) = read.map_err(|refusal| NotAmended::Refused(placed(snapshot, &part.edit, refusal)))?;
        let mut after = before.clone();
        match after.apply(&part.edit) {
            Ok(()) => tasks.push(Task { edit: &part.edit, ground, before, after }),
            Err(more) => clashes.extend(more),
        }
    }
    if !clashes.is_empty() {
        return Err(NotAmended::Clashes(clashes));
    }
    if tasks.iter().all(Task::is_idle) {
        let message = "it is so already: somebody else made the same change";
        return Err(NotAmended::Refused(Refusal::new(Why::Nothing, message, "")));
    }
    all(snapshot, edit, &tasks).map_err(NotAmended::Refused)
}

/// Does all parts of an edit, and puts what comes of them together.
fn all(snapshot: &Snapshot, edit: &Edit, tasks: &[Task<'_>]) -> Result<Amended, Refusal> {
    let mut splices = Vec::new();
    for task in tasks.iter().filter(|task| !task.is_idle()) {
        let done = one(snapshot, task).map_err(|refusal| placed(snapshot, task.edit, refusal))?;
        if let [_] = tasks {
            return done.in_text(snapshot, task.ground.spot);
        }
        splices.extend(done.splices);
    }
    let spots: Vec<&Spot> = tasks.iter().map(|task| task.ground.spot).collect();
    splices.sort_by_key(|splice| splice.at);
    if are_apart(&splices) { together(snapshot, &splices, (edit, &spots)) } else { at_once(snapshot, edit, &spots) }
}

/// Returns whether no two of these splices meet in a way that leaves it open which of them comes first.
fn are_apart(splices: &[Splice]) -> bool {
    splices.windows(2).all(|pair| match pair {
        [a, b] => a.at + a.old.len() < b.at || (a.at + a.old.len() == b.at && !(a.old.is_empty() && b.old.is_empty())),
        _ => true,
    })
}

/// Does an edit in the whole text, its changes in their order: where parts of it write at the same place, as at the
/// end of the last entry and behind it.
fn at_once(snapshot: &Snapshot, edit: &Edit, spots: &[&Spot]) -> Result<Amended, Refusal> {
    let whole = around(snapshot, spots)?;
    let ground = Ground::of(snapshot, &whole)?;
    let before = facts_in(&ground, &names_in(edit))?;
    let mut after = before.clone();
    after.apply(edit).map_err(|_clashes| lost(&whole))?;
    one(snapshot, &Task { edit, ground, before, after })?.in_text(snapshot, &whole)
}

/// Does one part of an edit.
fn one(snapshot: &Snapshot, task: &Task<'_>) -> Result<Done, Refusal> {
    let splices = splices_of(snapshot, task)?;
    let done = finish(snapshot, &task.ground, splices, (&task.before, &task.after))?;
    no_new_error(&task.ground, &done.after, task.edit.act)?;
    Ok(done)
}

/// Adds to a refusal the place where an edit begins, if it has none.
fn placed(snapshot: &Snapshot, edit: &Edit, refusal: Refusal) -> Refusal {
    entry::placed(snapshot, edit.changes.first().map(|change| &change.record), refusal)
}

/// Puts the splices of several parts into the text; where one of the parts is the whole text, proves the result anew.
fn together(snapshot: &Snapshot, splices: &[Splice], (edit, spots): (&Edit, &[&Spot])) -> Result<Amended, Refusal> {
    let whole = around(snapshot, spots)?;
    let text = splice(&snapshot.text, splices).ok_or_else(|| lost(&whole))?;
    if spots.iter().any(|spot| !spot.is_alone) {
        let ground = Ground::of(snapshot, &whole)?;
        let before = facts_in(&ground, &[])?;
        let mut after = before.clone();
        after.apply(edit).map_err(|_clashes| lost(&whole))?;
        prove(&Case { ground: &ground, after: &text, behind: "" }, &before, &after)?;
    }
    Ok(Amended { text, splices: splices.to_vec(), entry: None })
}

/// Returns the whole text as a spot that is about all that these are about.
fn around(snapshot: &Snapshot, spots: &[&Spot]) -> Result<Spot, Refusal> {
    let mut whole = Spot::whole(snapshot)?;
    for spot in spots {
        whole.has_header |= spot.has_header;
        spot.entries.iter().for_each(|entry| whole.add(entry.clone()));
    }
    Ok(whole)
}

/// Refuses what would be written behind an alias, and records that cannot come into being or be renamed.
fn refuse(edit: &Edit, before: &Facts) -> Result<(), Refusal> {
    for change in &edit.changes {
        let taken = |record: &Record| {
            let message = format!("'{record}' is there already");
            Err(Refusal::new(Why::Rule, message, "choose another id"))
        };
        match &change.step {
            Step::Create { .. } if before.has_within(&change.record) => return taken(&change.record),
            Step::Rename { to } if before.has_within(&change.record.renamed(to)) => {
                return taken(&change.record.renamed(to));
            }
            Step::Rename { .. } if !before.has_within(&change.record) => {
                return Err(Refusal::new(Why::Missing, format!("there is no '{}'", change.record), ""));
            }
            Step::Create { .. } | Step::Remove { .. } | Step::Rename { .. } => {}
            Step::Set { .. } | Step::Append { .. } | Step::TakeBack { .. } => {
                if let Some(Value::Alias(name)) = before.get(&change.record, &change.key) {
                    let what = format!("'{}' of '{}'", change.key, change.record);
                    return Err(Refusal::behind_alias(&what, name, before.anchor(name).map(|anchor| anchor.line)));
                }
            }
        }
    }
    Ok(())
}

/// Returns what a part of the text says, if all these records can be edited in it.
fn facts_in(ground: &Ground<'_>, records: &[Record]) -> Result<Facts, Refusal> {
    let (spot, piece) = (ground.spot, ground.piece());
    let mut facts = spot.facts(&piece).ok_or_else(|| lost(spot))?;
    // An entry that stands alone has none.
    if piece.tree.has_aliases() && !spot.is_alone {
        facts.anchors = anchors_of(&facts, &piece);
    }
    let mut last = None;
    for record in records {
        let Some(id) = entry::entry_of(record) else { continue };
        let place = (id, record.milestone());
        if last.as_ref() != Some(&place) {
            let (key, value, _) = spot.open(&piece, &place.0).ok_or_else(|| lost(spot))?;
            within(record, key, value)?;
            last = Some(place);
        }
    }
    Ok(facts)
}

/// Makes the splices of an edit; offsets count from the start of its part.
fn splices_of(snapshot: &Snapshot, task: &Task<'_>) -> Result<Vec<Splice>, Refusal> {
    let mut work = Work::on(&task.ground);
    let mut now = task.before.clone();
    for group in structure::groups(&task.edit.changes) {
        let Some(first) = group.first() else { continue };
        let mut next = now.clone();
        let part = Edit { act: task.edit.act, changes: group.to_vec() };
        next.apply(&part).map_err(|_clashes| lost(task.ground.spot))?;
        if let Some(whole) = structure::whole_record(group) {
            structure::change(&mut work, whole, &next)?;
        } else if let Some(keys) = structure::renamed_key(&group.iter().collect::<Vec<_>>()) {
            structure::rename_key(&mut work, keys)?;
        } else if let Record::Cell { .. } = first.record {
            let (old, new) = (cells::says(&now, &first.record), cells::says(&next, &first.record));
            let width = cells::width(&mut work, &first.record);
            match &first.step {
                Step::Create { seat } => cells::join(&mut work, &first.record, &new, seat)?,
                Step::Set { .. }
                | Step::Append { .. }
                | Step::TakeBack { .. }
                | Step::Remove { .. }
                | Step::Rename { .. } => {
                    cells::change(&mut work, &first.record, (&old, &new), (&snapshot.plan.roster, &now))?;
                }
            }
            cells::unfold(&mut work, &first.record, width)?;
        } else if next != now {
            keys::change(&mut work, first)?;
        }
        now = next;
    }
    Ok(work.splices())
}

/// A part of the text with an edit done and proved.
struct Done {
    /// The part after it.
    after: String,
    /// What became what; offsets into the whole text before.
    splices: Vec<Splice>,
}

impl Done {
    /// Puts it into the whole text.
    fn in_text(self, snapshot: &Snapshot, spot: &Spot) -> Result<Amended, Refusal> {
        let Self { after, splices } = self;
        if spot.is_all_of(&snapshot.text) {
            return Ok(Amended { text: after, splices, entry: None });
        }
        let text = splice(&snapshot.text, &splices).ok_or_else(|| lost(spot))?;
        if !spot.is_alone {
            return Ok(Amended { text, splices, entry: None });
        }
        let address = spot.entries.first().map(|(section, id)| match section {
            Section::Products => Record::Product(id.clone()),
            Section::Regulations => Record::Regulation(id.clone()),
        });
        Ok(Amended { text, splices, entry: address.map(|address| (address.to_string(), spot.start)) })
    }
}

/// Puts splices into a part of the text and proves the result; their offsets count from the start of the part.
///
/// Errors may come back: what is put back may have been wrong.
fn finish(
    snapshot: &Snapshot,
    ground: &Ground<'_>,
    mut splices: Vec<Splice>,
    (before, after): (&Facts, &Facts),
) -> Result<Done, Refusal> {
    let spot = ground.spot;
    let text = splice(ground.text, &splices).ok_or_else(|| lost(spot))?;
    let behind = snapshot.text.get(spot.end..).unwrap_or_default();
    prove(&Case { ground, after: &text, behind }, before, after)?;
    for splice in &mut splices {
        splice.at += spot.start;
    }
    Ok(Done { after: text, splices })
}
