//! What leaves for other programs.
//!
//! The law of this layer: pure. Domain in, text out; it reads no clock, no disk, no environment. Equal boards make
//! equal bytes.

pub mod words;
