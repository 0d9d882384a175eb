//! The program as a machine, and its screens.

mod given;
mod properties;
mod screens;
mod update;
