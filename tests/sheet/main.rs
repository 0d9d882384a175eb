//! Spreadsheets that come in: what they want, what that changes in a file, and that the second time changes nothing.

mod given;
mod round;
mod rows;
