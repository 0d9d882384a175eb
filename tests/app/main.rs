//! The program as a machine, and its screens.

mod edit_screens;
mod editing;
mod given;
mod header;
mod properties;
mod screens;
mod sight;
mod update;
