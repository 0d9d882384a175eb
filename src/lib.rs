//! Watches regulatory deadlines: one YAML file of regulations, milestones and products.
//!
//! The layers, innermost first: [`domain`] (what a deadline is), [`yaml`] (text to domain), [`exchange`] (domain to the
//! text of other programs), [`app`] (the program as a machine). Arrows point inwards only.

pub mod app;
pub mod cli;
pub mod disk;
pub mod domain;
pub mod error;
pub mod exchange;
pub mod tui;
pub mod ui;
pub mod yaml;
