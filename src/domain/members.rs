//! Which products a milestone touches, and which entry speaks for each.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::date::Verb;
use super::obligation::day_of;
use super::plan::entries_of;
use super::record::{Entry, File, Milestone, Occurrence, Products, Target};
use super::roster::{Roster, rank};
use super::zone::Zone;

/// The entry that speaks for an obligation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Speaker {
    /// None: the organisation, because nothing is written.
    Implied,
    /// One of the milestone's `products`, by its place there.
    Products(u32),
    /// One of the occurrence, by its place there.
    Occurrence(u32),
}

impl Speaker {
    /// Returns the entry itself; `written` is what the file says of the occurrence, if it is one of which it says anything.
    #[must_use]
    pub fn entry<'a>(self, milestone: &'a Milestone, written: Option<&'a Occurrence>) -> Option<&'a Entry> {
        match self {
            Self::Implied => None,
            Self::Products(at) => entries_of(&milestone.products).get(at as usize),
            Self::Occurrence(at) => written?.products.get(at as usize),
        }
    }
}

/// What it takes to tell who is touched.
#[derive(Clone, Copy, Debug)]
pub struct Muster<'a> {
    /// The file.
    pub file: &'a File,
    /// Its products.
    pub roster: &'a Roster,
    /// The zone of `retired`.
    pub file_zone: &'a Zone,
}

impl Muster<'_> {
    /// Collects the entry and the product of each obligation, in the order in which the file names them.
    ///
    /// `due` is the day by which a product must not be retired for a selector to take it in. Events have none. What is
    /// written at the occurrence beats what `products` says, an id beats a selector, `tag:` and `vendor:` beat `all`,
    /// and among equals the later one wins.
    pub fn collect(
        &self,
        milestone: &Milestone,
        occurrence: Option<&Occurrence>,
        due: NaiveDate,
        out: &mut Vec<(Speaker, u32)>,
    ) {
        if milestone.verb == Verb::At {
            return;
        }
        match &milestone.products {
            Products::Implied => {
                out.extend(self.roster.product(super::id::ORG).map(|org| (Speaker::Implied, org)));
            }
            Products::Listed(_) => self.named(entries_of(&milestone.products), due, Speaker::Products, out),
        }
        let Some(occurrence) = occurrence else { return };
        let mut own = Vec::new();
        self.named(&occurrence.products, due, Speaker::Occurrence, &mut own);
        for (speaker, product) in own {
            match out.iter_mut().find(|(_, other)| *other == product) {
                Some(member) => member.0 = speaker,
                None => out.push((speaker, product)),
            }
        }
    }

    fn named(
        &self,
        entries: &[Entry],
        due: NaiveDate,
        speaker: impl Fn(u32) -> Speaker,
        out: &mut Vec<(Speaker, u32)>,
    ) {
        // One entry that names one product has nobody to dispute with, and most milestones have no other.
        if let [Entry { target: target @ Target::Product(_), .. }] = entries {
            out.extend(self.roster.targeted(target).iter().map(|&product| (speaker(0), product)));
            return;
        }
        let mut rank_of: HashMap<u32, (u8, usize)> = HashMap::new();
        for (at, entry) in (0u32..).zip(entries) {
            let rank = rank(&entry.target);
            for &product in self.roster.targeted(&entry.target) {
                if rank < 2 && self.is_retired(product, due) {
                    continue;
                }
                match rank_of.get_mut(&product) {
                    None => {
                        rank_of.insert(product, (rank, out.len()));
                        out.push((speaker(at), product));
                    }
                    Some((best, place)) if rank >= *best => {
                        *best = rank;
                        if let Some(member) = out.get_mut(*place) {
                            member.0 = speaker(at);
                        }
                    }
                    Some(_) => {}
                }
            }
        }
        out.sort_by_key(|&(speaker, product)| (speaker, product));
    }

    fn is_retired(&self, product: u32, due: NaiveDate) -> bool {
        let retired = self.file.products.get(product as usize).and_then(|p| p.retired.as_ref());
        retired.is_some_and(|retired| day_of(&retired.value, self.file_zone) < due)
    }
}
