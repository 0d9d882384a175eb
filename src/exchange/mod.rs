//! What leaves for other programs, and what comes in from them: CSV, Markdown, iCalendar.
//!
//! The law of this layer: pure. Domain in, text out, and bytes in, plain data out; it reads no clock, no disk, no
//! environment. Equal boards make equal bytes.

pub mod csv;
pub mod ics;
mod ics_text;
pub mod import;
pub mod markdown;
pub mod sheet;
pub mod told;
pub mod words;
