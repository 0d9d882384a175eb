//! Takes the pictures in `screenshots/` from the real program.
//!
//!     cargo run --release --example screenshots [FOLDER]

#![expect(clippy::disallowed_methods, reason = "writes pictures")]

#[path = "../tests/support/shots.rs"]
mod shots;
#[path = "../tests/support/svg.rs"]
mod svg;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = env::args_os().nth(1).map_or_else(|| root.join("screenshots"), PathBuf::from);
    let program = program(root)?;
    fs::create_dir_all(&folder)?;
    for (name, picture) in shots::take(&program) {
        fs::write(folder.join(name), picture)?;
    }
    Ok(())
}

/// Builds the program, which `cargo run --example` does not, in the profile of this example; returns its path.
fn program(root: &Path) -> io::Result<PathBuf> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let profile = if cfg!(debug_assertions) { "dev" } else { "release" };
    let status = Command::new(cargo)
        .args(["build", "--quiet", "--bin", "duewatch", "--profile", profile])
        .current_dir(root)
        .status()?;
    if !status.success() {
        return Err(io::Error::other("the program does not build"));
    }
    let example = env::current_exe()?;
    let folder = example.parent().and_then(Path::parent).ok_or(io::ErrorKind::NotFound)?;
    Ok(folder.join("duewatch"))
}
