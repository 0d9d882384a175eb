//! Opening a page or a file in another program, which gets nothing of our terminal: neither keys nor screen.

use std::env;
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::os::fd::AsFd as _;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::setsid;

use super::Event;
use super::post::{Post, guarded};
use crate::app::message::Message;
use crate::disk::{directory_of, openable};
use crate::domain::link::Address;
use crate::domain::text::clean;

/// The first argument with which this program runs itself to start another one out of the terminal's reach.
pub const DETACHED: &str = "--open-detached";

/// The most programs that were opened and have not ended.
const MOST: usize = 16;

/// A program that ends with a failure after this long did open something first.
const FAILS_WITHIN: Duration = Duration::from_secs(10);

/// How long the end of the screen waits for programs that are being started.
const STARTS_WITHIN: Duration = Duration::from_secs(2);

/// The exit code of a program that could not be started, as shells have it.
const NOT_STARTED: u8 = 127;

/// Starts programs, and watches how they end.
#[derive(Debug)]
pub struct Opener {
    /// One clone for each program that has not ended.
    live: Arc<()>,
    /// Those that are not yet out of the terminal's reach.
    starting: Arc<Starting>,
    post: Post,
}

/// How many programs are being started; what the terminal's end would take with it.
#[derive(Debug, Default)]
struct Starting {
    count: Mutex<usize>,
    changed: Condvar,
}

impl Starting {
    fn one_more(self: &Arc<Self>) -> Started {
        *self.count.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        Started(Arc::clone(self))
    }

    fn wait(&self, most: Duration) {
        let count = self.count.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = self.changed.wait_timeout_while(count, most, |count| *count > 0);
    }
}

/// One that is being started, until this is dropped.
#[derive(Debug)]
struct Started(Arc<Starting>);

impl Drop for Started {
    fn drop(&mut self) {
        let mut count = self.0.count.lock().unwrap_or_else(PoisonError::into_inner);
        *count = count.saturating_sub(1);
        self.0.changed.notify_all();
    }
}

impl Opener {
    /// Makes one.
    pub fn new(post: Post) -> Self {
        Self { live: Arc::new(()), starting: Arc::default(), post }
    }

    /// Waits, not for long, until all that was opened is out of the terminal's reach: who leaves at once after `o` still
    /// gets the page.
    pub fn settle(&self) {
        self.starting.wait(STARTS_WITHIN);
    }

    /// Opens a page or a file; only a failure is told. Returns at once: paths may lie on a network that is dead.
    pub fn open(&self, address: Address, file: Option<PathBuf>) {
        let post = self.post.clone();
        let fail = move |address: Address, why: String| {
            post.send(Event::Answer(Box::new(Message::NotOpened { address, why })));
        };
        if Arc::strong_count(&self.live) > MOST {
            // From a thread of its own: the loop must not wait for room in its own channel.
            let what = if matches!(address, Address::Web(_)) { "address" } else { "path" };
            let why = format!("{MOST} programs that were opened have not ended: y copies the {what}");
            let _ = thread::Builder::new().spawn(move || fail(address, why));
            return;
        }
        let (live, post) = (Arc::clone(&self.live), self.post.clone());
        let starting = self.starting.one_more();
        let work = move || {
            let ended = open(&address, file.as_deref(), starting);
            drop(live);
            if let Err(why) = ended {
                fail(address, why);
            }
        };
        let _ = thread::Builder::new().name("opener".into()).spawn(move || guarded(&post, work));
    }
}

fn open(address: &Address, file: Option<&Path>, starting: Started) -> Result<(), String> {
    let around = Surroundings::look();
    let commands = match address {
        Address::Web(url) => around.browsers(url)?,
        Address::Path(path) => {
            let directory = file.and_then(directory_of);
            let real =
                openable(directory.as_deref(), path).map_err(|why| format!("not opened, {why}: y copies the path"))?;
            vec![around.desktop("path", real.as_os_str())?]
        }
    };
    let what = if matches!(address, Address::Web(_)) { ("browser", "address") } else { ("program for it", "path") };
    let mut last = String::new();
    let mut starting = Some(starting);
    for command in &commands {
        let begun = Instant::now();
        let name = command.first().map(|name| clean(&name.to_string_lossy()).to_string()).unwrap_or_default();
        match run(command, &mut starting) {
            Ok(status) if status.code() == Some(i32::from(NOT_STARTED)) => last = format!("cannot start '{name}'"),
            Ok(status) if !status.success() && begun.elapsed() < FAILS_WITHIN => {
                last = format!("'{name}': {status}");
                break;
            }
            Ok(_) => return Ok(()),
            Err(error) => last = clean(&error.to_string()).to_string(),
        }
    }
    Err(format!("no {} here: y copies the {} ({last})", what.0, what.1))
}

/// Runs a program out of the terminal's reach, and waits until it has ended; `starting` is dropped once it runs.
fn run(command: &[OsString], starting: &mut Option<Started>) -> io::Result<std::process::ExitStatus> {
    // The running program even if its file was replaced meanwhile.
    let own = Path::new("/proc/self/exe");
    let own = if own.exists() { own.to_path_buf() } else { env::current_exe()? };
    let mut child = Command::new(own);
    child.arg(DETACHED).args(command);
    let mut child = child.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
    // Nothing at all until the end: the other program runs. Something: it could not be started, the next one is tried.
    let mut said = [0];
    if child.stdout.take().is_some_and(|mut word| word.read(&mut said).is_ok_and(|length| length == 0)) {
        *starting = None;
    }
    child.wait()
}

/// Becomes another program in a session of its own: without a terminal, it finds none as `/dev/tty` either.
///
/// Standard output is closed once the other one runs. Returns the exit code where it cannot be started, and says so.
pub fn detached(mut command: impl Iterator<Item = OsString>) -> u8 {
    let Some(program) = command.next() else { return NOT_STARTED };
    // A copy that closes itself when the other program begins: a failed attempt leaves its own standard output behind.
    let word = io::stdout().as_fd().try_clone_to_owned();
    if setsid().is_ok() {
        let _ = Command::new(program).args(command).stdout(Stdio::null()).exec();
    }
    if let Ok(word) = word {
        let _ = File::from(word).write_all(b"not started");
    }
    NOT_STARTED
}

/// What there is to open something with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Surroundings {
    /// `$BROWSER`.
    browser: String,
    /// Whether there is a screen to draw windows on.
    has_display: bool,
    /// Whether the user sits at another machine.
    is_remote: bool,
}

impl Surroundings {
    fn look() -> Self {
        let is_set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
        Self {
            browser: env::var_os("BROWSER").unwrap_or_default().to_string_lossy().trim().to_string(),
            has_display: cfg!(target_os = "macos") || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY"),
            is_remote: is_set("SSH_CONNECTION") || is_set("SSH_CLIENT") || is_set("SSH_TTY"),
        }
    }

    /// Returns the commands that open a page, the first to be tried first: those of `$BROWSER`, else the desktop's.
    fn browsers(&self, url: &str) -> Result<Vec<Vec<OsString>>, String> {
        let own: Vec<Vec<OsString>> = self.browser.split(':').filter_map(|one| command(one, url)).collect();
        if own.is_empty() { Ok(vec![self.desktop("address", OsStr::new(url))?]) } else { Ok(own) }
    }

    /// Returns the desktop's own command.
    fn desktop(&self, what: &str, argument: &OsStr) -> Result<Vec<OsString>, String> {
        let (place, hint) = match (self.is_remote, self.has_display) {
            (true, _) => ("no desktop over ssh", what),
            (false, false) => ("no desktop here", what),
            (false, true) => {
                let program = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
                return Ok(vec![program.into(), argument.to_os_string()]);
            }
        };
        let browser = if what == "address" { ", $BROWSER names a browser" } else { "" };
        Err(format!("{place}: y copies the {hint}{browser}"))
    }
}

/// Returns one command of `$BROWSER`: its words, the address in place of `%s` or behind them.
fn command(text: &str, url: &str) -> Option<Vec<OsString>> {
    let mut words: Vec<OsString> = Vec::new();
    let mut is_placed = false;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        // The program itself is never a part of the address.
        is_placed |= !words.is_empty() && word.contains("%s");
        words.push(if words.is_empty() { word.into() } else { word.replace("%s", url).into() });
    }
    if words.is_empty() {
        return None;
    }
    if !is_placed {
        words.push(url.into());
    }
    Some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    const URL: &str = "https://example.org/a?b=c;d&e=$(f)";

    fn at_home(browser: &str) -> Surroundings {
        Surroundings { browser: browser.into(), has_display: true, is_remote: false }
    }

    #[test]
    fn the_address_is_one_argument_whatever_is_in_it() {
        for (browser, commands) in [
            ("firefox", &[&["firefox", URL][..]][..]),
            ("firefox --new-window", &[&["firefox", "--new-window", URL]]),
            ("lynx -x %s -y", &[&["lynx", "-x", URL, "-y"]]),
            ("a --url=%s:b::c", &[&["a", &format!("--url={URL}")], &["b", URL], &["c", URL]]),
            ("%s", &[&["%s", URL]]),
        ] {
            let made = at_home(browser).browsers(URL).expect(browser);
            assert_eq!(made, commands, "{browser}");
        }
    }

    #[test]
    fn without_a_browser_the_desktop_is_asked_if_there_is_one() {
        let desktop = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
        assert_eq!(at_home(" : ").browsers(URL).expect("a desktop"), [[desktop, URL]]);
        let nothing = Surroundings::default();
        let said = nothing.browsers(URL).expect_err("no desktop");
        assert_eq!(said, "no desktop here: y copies the address, $BROWSER names a browser");
        let said = nothing.desktop("path", OsStr::new("/a")).expect_err("no desktop");
        assert_eq!(said, "no desktop here: y copies the path");
        let remote = Surroundings { is_remote: true, ..at_home("") };
        assert!(remote.browsers(URL).expect_err("over ssh").starts_with("no desktop over ssh: y copies"));
        assert!(Surroundings { browser: "w3m".into(), ..remote }.browsers(URL).is_ok());
    }
}
