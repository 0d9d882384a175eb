//! The program `duewatch`.
fn main() {}
