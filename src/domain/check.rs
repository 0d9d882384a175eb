//! Findings that need more than one record: references, selectors, calendars.

use super::finding::Finding;
use super::plan::Plan;
use super::record::File;

/// Returns the findings of a file that no single record shows; not sorted.
#[must_use]
pub fn check(_file: &File, _plan: &Plan) -> Vec<Finding> {
    Vec::new()
}
