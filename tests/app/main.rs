//! The program as a machine, and its screens.

mod banners;
mod clashes;
mod dates;
mod dialogs;
mod edit_screens;
mod editing;
mod given;
mod header;
mod journal;
mod notes;
mod properties;
mod screens;
mod sight;
mod update;
