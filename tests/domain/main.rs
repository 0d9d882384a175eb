//! What a deadline is, through the reader: YAML in, dates and bands out.

mod board;
mod dates;
mod derived;
mod edges;
mod filter;
mod quick;
mod shipped;
mod typed;
