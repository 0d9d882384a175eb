//! The program as a machine, and its screens.

mod banners;
mod clashes;
mod copying;
mod dates;
mod deleting;
mod detail;
mod dialogs;
mod edit_screens;
mod editing;
mod evidence;
mod forms;
mod given;
mod header;
mod importing;
mod journal;
mod keys;
mod links;
mod mark_screens;
mod marking;
mod notes;
mod properties;
mod reach;
mod screens;
mod sight;
mod typed;
mod update;
