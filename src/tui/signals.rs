//! The thread that waits for signals.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;

use super::Event;
use super::post::{Post, guarded};
use super::restore::Restorer;

/// How long the loop may take to leave before the process ends without it: a terminal that takes no more output
/// holds the loop in a write.
const LEAVING_TAKES: Duration = Duration::from_secs(2);

/// Starts to listen. While `is_away` another program has the terminal: what is typed there is not for us.
///
/// # Errors
///
/// When the system gives no pipe or no thread.
pub fn listen(post: Post, restorer: Arc<Restorer>, is_away: Arc<AtomicBool>) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH])?;
    thread::Builder::new().name("signals".into()).spawn(move || {
        guarded(&post, || {
            for signal in signals.forever() {
                hear(signal, &post, &restorer, is_away.load(Ordering::Acquire));
            }
        });
    })?;
    Ok(())
}

fn hear(signal: i32, post: &Post, restorer: &Restorer, is_away: bool) {
    match signal {
        SIGWINCH => post.send(Event::SizeChanged),
        SIGCONT if !is_away => post.send(Event::Continued),
        SIGTSTP if is_away => {
            // The editor was stopped; the shell waits for us to stop as well.
            let _ = emulate_default_handler(SIGTSTP);
        }
        SIGTSTP => post.send(Event::StopAsked),
        SIGINT | SIGQUIT | SIGCONT if is_away => {}
        _ => {
            post.send(Event::EndAsked { signal });
            if !is_away {
                thread::sleep(LEAVING_TAKES);
                restorer.leave();
                std::process::exit(128 + signal);
            }
        }
    }
}
