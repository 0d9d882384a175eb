//! The products of a file by id, tag and vendor: what selectors take in.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::id::ORG;
use super::record::{File, Target};

/// Products by id, tag and vendor; positions are those of [`File::products`].
///
/// Bounds: one entry per product and tag of the file.
#[derive(Clone, Debug, Default)]
pub struct Roster {
    by_id: HashMap<Box<str>, u32, RandomState>,
    by_tag: HashMap<Box<str>, Vec<u32>, RandomState>,
    by_vendor: HashMap<Box<str>, Vec<u32>, RandomState>,
    all: Vec<u32>,
}

impl Roster {
    /// Makes the roster of a file.
    #[must_use]
    pub fn of(file: &File) -> Self {
        let mut roster = Self::default();
        for (index, product) in (0u32..).zip(&file.products) {
            roster.by_id.entry(product.id.as_str().into()).or_insert(index);
            if product.id.as_str() != ORG {
                roster.all.push(index);
            }
            for tag in &product.tags {
                roster.by_tag.entry(tag.clone()).or_default().push(index);
            }
            if let Some(vendor) = &product.vendor {
                roster.by_vendor.entry(vendor.clone()).or_default().push(index);
            }
        }
        roster
    }

    /// Returns the position of a product.
    #[must_use]
    pub fn product(&self, id: &str) -> Option<u32> {
        self.by_id.get(id).copied()
    }

    /// Returns the products that a target names, retired ones too, in the file's order.
    #[must_use]
    pub fn targeted(&self, target: &Target) -> &[u32] {
        match target {
            Target::Product(id) => self.by_id.get(id.as_str()).map_or(&[], std::slice::from_ref),
            Target::All => &self.all,
            Target::Tag(tag) => self.by_tag.get(tag).map_or(&[], Vec::as_slice),
            Target::Vendor(vendor) => self.by_vendor.get(vendor).map_or(&[], Vec::as_slice),
        }
    }

    /// Returns how many products a target can name at most.
    pub(crate) fn most(&self, target: &Target) -> usize {
        match target {
            Target::Product(_) => 1,
            Target::All | Target::Tag(_) | Target::Vendor(_) => self.targeted(target).len(),
        }
    }

    /// Returns every tag that a product bears, in no order.
    pub fn tags(&self) -> impl Iterator<Item = &str> {
        self.by_tag.keys().map(AsRef::as_ref)
    }

    /// Returns every vendor, in no order.
    pub fn vendors(&self) -> impl Iterator<Item = &str> {
        self.by_vendor.keys().map(AsRef::as_ref)
    }
}

/// Returns how strongly a target speaks for a product: an id beats `tag:` and `vendor:`, which beat `all`.
#[must_use]
pub fn rank(target: &Target) -> u8 {
    match target {
        Target::Product(_) => 2,
        Target::Tag(_) | Target::Vendor(_) => 1,
        Target::All => 0,
    }
}
