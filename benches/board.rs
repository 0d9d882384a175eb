//! Benches of reading and evaluating.
fn main() {}
