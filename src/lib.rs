//! Watches regulatory deadlines: one YAML file of regulations, milestones and products.
//!
//! The layers, innermost first: [`domain`] (what a deadline is). Arrows point inwards only.

pub mod domain;
pub mod yaml;
