//! Where the file lies: on a share of its own where this machine lets us mount one, else in a directory.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

use super::clock::Clock;
use super::pty::{Desk, Terminal};

/// The way to the file.
pub struct Place {
    /// The directory in which the program finds it.
    share: PathBuf,
    /// The process in whose world the share is mounted; none: it is no mount.
    world: Option<u32>,
    /// Whether the program cannot read what is shut to it.
    pub obeys_modes: bool,
}

/// Runs a command; returns whether it went well.
fn does(program: &str, arguments: &[&str]) -> bool {
    Command::new(program).args(arguments).output().is_ok_and(|output| output.status.success())
}

impl Place {
    /// Starts the program; says what cannot be done here.
    pub fn begin(desk: &Desk, clock: &Clock) -> (Self, Terminal) {
        let share = desk.root.path().join("share");
        fs::create_dir(&share).expect("a directory");
        let mount = format!("mount -t tmpfs none '{}'", share.display());
        let has_mount = does("unshare", &["-m", "sh", "-c", &mount]) && does("nsenter", &["--version"]);
        let shut = desk.root.path().join("shut");
        fs::write(&shut, "").expect("a file");
        fs::set_permissions(&shut, std::os::unix::fs::PermissionsExt::from_mode(0o000)).expect("a mode");
        // Root reads everything; without this power it is as everybody else.
        let weak = ["--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all"];
        let shut = shut.to_str().expect("a path of letters");
        let is_weak = fs::read(shut).is_err();
        let can_weaken =
            !is_weak && !does("setpriv", &[weak[0], weak[1], "cat", shut]) && does("setpriv", &["--version"]);
        let mut line = vec!["exec".to_string()];
        if can_weaken {
            line.extend(["setpriv".into(), weak.join(" ")]);
        }
        line.push("\"$DUEWATCH\" --kiosk --theme calm-dark --cycle 60m share/deadlines.yaml".into());
        let line = if has_mount { format!("{mount} && {}", line.join(" ")) } else { line.join(" ") };
        let before = desk.terminal().size(160, 45).envs(clock.surroundings());
        let begun = if has_mount {
            before.args(["-m", "sh", "-c", &line]).spawn("unshare")
        } else {
            eprintln!("SKIPPED in part: no share is unmounted, mounting is not permitted here");
            before.args(["-c", &line]).spawn("/bin/sh")
        };
        let mut terminal = begun.expect("a terminal");
        super::pty::see(&mut terminal, "Waiting for deadlines.yaml");
        let obeys_modes = is_weak || can_weaken;
        if !obeys_modes {
            eprintln!("SKIPPED in part: the file is not shut, for this user reads everything");
        }
        let world = has_mount.then(|| terminal.pid().expect("a process"));
        (Self { share, world, obeys_modes }, terminal)
    }

    /// The file as this test reaches it.
    pub fn file(&self) -> PathBuf {
        let file = self.share.join("deadlines.yaml");
        match self.world {
            Some(pid) => {
                Path::new("/proc").join(pid.to_string()).join("root").join(file.strip_prefix("/").expect("a root"))
            }
            None => file,
        }
    }

    /// The share is gone; returns whether there is one.
    pub fn unmount(&self, terminal: &Terminal) -> bool {
        self.world.is_some() && self.in_world(terminal, "umount", &[])
    }

    /// The share is back, with nothing on it.
    pub fn mount(&self, terminal: &Terminal) {
        assert!(self.in_world(terminal, "mount", &["-t", "tmpfs", "none"]));
    }

    fn in_world(&self, terminal: &Terminal, program: &str, arguments: &[&str]) -> bool {
        let pid = terminal.pid().expect("a process").to_string();
        let share = self.share.to_str().expect("a path of letters");
        let done = does("nsenter", &[&["-t", &pid, "-m", program], arguments, &[share]].concat());
        assert!(done, "{program} {share}");
        done
    }
}

/// Sends a signal.
pub fn signal(terminal: &Terminal, name: &str) {
    assert!(does("kill", &[&format!("-{name}"), &terminal.pid().expect("a process").to_string()]), "{name}");
}

fn of_process(terminal: &Terminal, what: &str) -> String {
    let pid = terminal.pid().expect("a process");
    fs::read_to_string(format!("/proc/{pid}/{what}")).expect("a living process")
}

/// Waits until the process stands still.
pub fn wait_for_stop(terminal: &Terminal) {
    // The letter behind the name, which stands in parentheses.
    while !of_process(terminal, "stat").rsplit(')').next().is_some_and(|rest| rest.starts_with(" T")) {
        thread::yield_now();
    }
}

/// The pages of memory that the process holds.
pub fn resident_pages(terminal: &Terminal) -> usize {
    let pages = of_process(terminal, "statm").split(' ').nth(1).map(str::parse);
    pages.expect("two numbers").expect("a number")
}
