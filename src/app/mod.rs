//! The program as a machine: messages in, state and effects out.
//!
//! The law of this layer: pure. [`update`](crate::app) alone changes the state; nothing here reads a clock, a disk or
//! a terminal.

pub mod effect;
pub mod key;
pub mod launch;
pub mod message;
pub mod state;
pub mod update;
pub mod wake;
