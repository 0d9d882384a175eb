//! The program as a machine: messages in, state and effects out.
//!
//! The law of this layer: pure. [`update`](update::update) alone changes the state; nothing here reads a clock, a
//! disk or a terminal. What panes say is made here as toned words ([`words`]), because `update` must know how long it
//! is; `ui` paints it.

pub mod act;
pub mod answers;
pub mod arrange;
pub mod banner;
pub mod command;
pub mod conflict;
pub mod copying;
pub mod countdown;
pub mod dating;
pub mod detail;
pub mod edits;
pub mod effect;
pub mod evidence;
pub mod filter_line;
pub mod findings;
pub mod form;
pub mod glyph;
pub mod history;
pub mod importing;
pub mod key;
pub mod keymap;
pub mod launch;
pub mod layout;
pub mod links;
pub mod load;
pub mod many;
pub mod marks;
pub mod matrix;
pub mod message;
pub mod motion;
pub mod newcomer;
pub mod note;
pub mod overlay;
pub mod palette;
pub mod panel;
pub mod panes;
pub mod picker;
pub mod prompt;
pub mod reach;
pub mod removing;
pub mod saving;
pub mod sheet;
pub mod spec;
pub mod staleness;
pub mod starting;
pub mod state;
pub mod status;
pub mod stray;
pub mod tick;
pub mod timeline;
pub mod tone;
pub mod typing;
pub mod unbound;
pub mod unsaved;
pub mod update;
pub mod views;
pub mod wake;
pub mod wall;
pub mod when;
pub mod why;
pub mod words;
