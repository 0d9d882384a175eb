//! Spreadsheets that come in: what they want, what that changes in a file, and that the second time changes nothing.

#![expect(clippy::disallowed_methods, reason = "reads files of this repository")]

mod given;
mod round;
mod rows;
