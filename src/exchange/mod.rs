//! What leaves for other programs: CSV, Markdown, iCalendar.
//!
//! The law of this layer: pure. Domain in, text out; it reads no clock, no disk, no environment. Equal boards make
//! equal bytes.

pub mod csv;
pub mod ics;
mod ics_text;
pub mod markdown;
pub mod words;
