//! What a deadline is, through the reader: YAML in, dates and bands out.

mod advance;
mod board;
mod breach;
mod calendars;
mod clocks;
mod dates;
mod derived;
mod edges;
mod edited;
mod engine;
mod filter;
mod moves;
mod published;
mod quick;
mod repeating;
mod series;
mod shipped;
mod typed;
mod verification;
mod why;
