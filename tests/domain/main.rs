//! What a deadline is, through the reader: YAML in, dates and bands out.

mod board;
mod calendars;
mod dates;
mod derived;
mod edges;
mod filter;
mod published;
mod quick;
mod shipped;
mod typed;
