//! The products that a line names: by id, name, tag or vendor.

use std::ops::Range;

use super::gather::Gather;
use crate::domain::id::Id;
use crate::domain::record::Target;
use crate::domain::suggest::did_you_mean;

impl Gather<'_> {
    /// Finds a product by its exact id, name or short name.
    pub fn product(&self, word: &str) -> Option<Target> {
        let products = &self.file.products;
        let by_id = products.iter().find(|product| product.id.as_str() == word);
        let named = || products.iter().find(|product| &*product.name == word || product.short.as_deref() == Some(word));
        by_id.or_else(named).map(|product| Target::Product(product.id.clone()))
    }

    /// Takes a product by its id, name or short name, in capitals or not; or a selector.
    pub fn product_named(&mut self, value: &str, range: &Range<usize>) {
        let lower = value.to_lowercase();
        let is_it = |text: &str| text.to_lowercase() == lower;
        let any_case = || {
            let mut found = self.file.products.iter().filter(|product| {
                is_it(product.id.as_str()) || is_it(&product.name) || product.short.as_deref().is_some_and(is_it)
            });
            let only = found.next().filter(|_| found.next().is_none());
            only.map(|product| Target::Product(product.id.clone()))
        };
        let target = Target::selector(value).or_else(|| self.product(value)).or_else(any_case);
        if let Some(target) = target {
            return self.target(target, range);
        }
        let words = self.file.products.iter().flat_map(|product| {
            [Some(product.id.as_str()), Some(&*product.name), product.short.as_deref()].into_iter().flatten()
        });
        let hint = did_you_mean(value, words);
        self.problem(range, format!("there is no product '{value}'"), hint);
    }

    /// Takes all products with a tag.
    pub fn product_tag(&mut self, value: &str, range: &Range<usize>) {
        let tags = self.file.products.iter().flat_map(|product| product.tags.iter().map(AsRef::as_ref));
        if tags.clone().any(|tag| tag == value) {
            return self.target(Target::Tag(value.into()), range);
        }
        let hint = did_you_mean(value, tags);
        let hint = if hint.is_empty() { format!("#{value} gives the milestone a tag") } else { hint };
        self.problem(range, format!("no product has the tag '{value}'"), hint);
    }

    /// Takes what a milestone touches.
    pub fn target(&mut self, target: Target, range: &Range<usize>) {
        let product = |id: &Id| self.file.products.iter().find(|product| product.id == *id);
        let shown = match &target {
            Target::Product(id) => product(id).map_or_else(|| id.to_string(), |product| product.label().to_string()),
            Target::All | Target::Tag(_) | Target::Vendor(_) => target.word(),
        };
        self.piece(range, "products", shown);
        if !self.targets.contains(&target) {
            self.targets.push(target);
        }
    }

    /// Takes all products of a vendor.
    pub fn product_vendor(&mut self, value: &str, range: &Range<usize>) {
        let vendors = self.file.products.iter().filter_map(|product| product.vendor.as_deref());
        if vendors.clone().any(|vendor| vendor == value) {
            return self.target(Target::Vendor(value.into()), range);
        }
        let hint = did_you_mean(value, vendors);
        self.problem(range, format!("no product is by '{value}'"), hint);
    }
}
