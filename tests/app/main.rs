//! The program as a machine, and its screens.

mod dates;
mod dialogs;
mod given;
mod header;
mod journal;
mod notes;
mod properties;
mod screens;
mod sight;
mod update;
