//! The program as a machine: messages in, state and effects out.
//!
//! The law of this layer: pure. [`update`](update::update) alone changes the state; nothing here reads a clock, a
//! disk or a terminal. What panes say is made here as toned words ([`words`]), because `update` must know how long it
//! is; `ui` paints it.

pub mod act;
pub mod arrange;
pub mod banner;
pub mod command;
pub mod countdown;
pub mod dating;
pub mod dating_place;
pub mod dating_preview;
pub mod detail;
pub mod effect;
pub mod filter_line;
pub mod glyph;
pub mod key;
pub mod keymap;
pub mod launch;
pub mod layout;
pub mod load;
pub mod matrix;
pub mod message;
pub mod motion;
pub mod note;
pub mod note_place;
pub mod note_rows;
pub mod overlay;
pub mod state;
pub mod tick;
pub mod tone;
pub mod update;
pub mod wake;
pub mod words;
