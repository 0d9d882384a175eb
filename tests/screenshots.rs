//! The pictures in `screenshots/` are what the program shows today.

#![expect(clippy::disallowed_methods, reason = "tests use real files")]

#[path = "support/shots.rs"]
mod shots;
#[path = "support/svg.rs"]
mod svg;

use std::fs;
use std::path::Path;

#[test]
fn the_pictures_are_what_the_program_shows() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("screenshots");
    for (name, picture) in shots::take(Path::new(env!("CARGO_BIN_EXE_duewatch"))) {
        let kept = fs::read_to_string(folder.join(&name)).unwrap_or_default();
        assert!(
            kept == picture,
            "screenshots/{name} is stale; take the pictures again: cargo run --release --example screenshots"
        );
    }
}
