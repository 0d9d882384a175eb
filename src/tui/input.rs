//! The thread that waits for the terminal: keys, and its end.

use std::fs::File;
use std::io::{self, PipeReader, PipeWriter, Read as _, Write as _};
use std::os::fd::{AsFd as _, OwnedFd};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

use super::Event;
use super::keys::{Decoder, Input};
use super::post::Post;

/// How long to wait for the thread to let go of the terminal.
const LETTING_GO_TAKES: Duration = Duration::from_millis(200);

/// What the thread should do, or has done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// Read.
    Reading,
    /// Let go of the terminal.
    Parking,
    /// It has let go.
    Parked,
    /// End.
    Ending,
}

/// The phase, and the bell that is rung when it changes.
#[derive(Debug)]
struct Gate {
    phase: Mutex<Phase>,
    changed: Condvar,
}

impl Gate {
    fn set(&self, phase: Phase) {
        *self.phase.lock().unwrap_or_else(PoisonError::into_inner) = phase;
        self.changed.notify_all();
    }

    /// Waits while the phase is this one, at most so long.
    fn wait_while(&self, phase: Phase, limit: Option<Duration>) -> Phase {
        let now = self.phase.lock().unwrap_or_else(PoisonError::into_inner);
        match limit {
            Some(limit) => {
                let waited = self.changed.wait_timeout_while(now, limit, |now| *now == phase);
                *waited.unwrap_or_else(PoisonError::into_inner).0
            }
            None => *self.changed.wait_while(now, |now| *now == phase).unwrap_or_else(PoisonError::into_inner),
        }
    }
}

/// The reader of the terminal.
#[derive(Debug)]
pub struct Reader {
    gate: Arc<Gate>,
    wake: PipeWriter,
    thread: Option<JoinHandle<()>>,
}

impl Reader {
    /// Starts to read, after what was already `heard`.
    ///
    /// # Errors
    ///
    /// When the system gives no pipe or no thread.
    pub fn start(tty: OwnedFd, heard: &[u8], post: Post) -> io::Result<Self> {
        let (woken, wake) = io::pipe()?;
        let gate = Arc::new(Gate { phase: Mutex::new(Phase::Reading), changed: Condvar::new() });
        let thread_gate = Arc::clone(&gate);
        let mut decoder = Decoder::default();
        decoder.feed(heard).into_iter().for_each(|input| post.send(Event::Input(input)));
        let mut ear = Ear { tty: File::from(tty), woken, decoder };
        let thread = thread::Builder::new().name("input".into()).spawn(move || {
            super::post::guarded(&post, || ear.listen(&thread_gate, &post));
        })?;
        Ok(Self { gate, wake, thread: Some(thread) })
    }

    /// Lets go of the terminal, so that another program can read it.
    pub fn park(&mut self) {
        self.gate.set(Phase::Parking);
        let _ = self.wake.write_all(b"!");
        self.gate.wait_while(Phase::Parking, Some(LETTING_GO_TAKES));
    }

    /// Reads again.
    pub fn resume(&self) {
        self.gate.set(Phase::Reading);
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        self.gate.set(Phase::Ending);
        let _ = self.wake.write_all(b"!");
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// What the thread owns.
struct Ear {
    tty: File,
    woken: PipeReader,
    decoder: Decoder,
}

/// What woke the thread.
enum Heard {
    /// Bytes are there.
    Bytes,
    /// Nothing came in time.
    Silence,
    /// Somebody changed the phase.
    Woken,
    /// The terminal is gone.
    Gone,
}

impl Ear {
    fn listen(&mut self, gate: &Gate, post: &Post) {
        let mut has_guard = None;
        loop {
            match self.hear(&mut has_guard) {
                Ok(Heard::Bytes) => match self.read() {
                    Some(inputs) => inputs.into_iter().for_each(|input| post.send(Event::Input(input))),
                    None => return post.send(Event::TerminalLost),
                },
                Ok(Heard::Silence) => {
                    self.decoder.give_up().into_iter().for_each(|input| post.send(Event::Input(input)));
                }
                Ok(Heard::Woken) => {
                    let _ = self.woken.read(&mut [0; 8]);
                    let phase = gate.wait_while(Phase::Reading, Some(Duration::ZERO));
                    if phase == Phase::Parking {
                        gate.set(Phase::Parked);
                    }
                    if phase == Phase::Ending || gate.wait_while(Phase::Parked, None) == Phase::Ending {
                        return;
                    }
                }
                Ok(Heard::Gone) | Err(_) => return post.send(Event::TerminalLost),
            }
        }
    }

    /// Waits for the terminal or for a wake. Without a limit, unless a sequence has begun.
    fn hear(&self, has_guard: &mut Option<()>) -> io::Result<Heard> {
        let limit = self.decoder.patience().and_then(|limit| Timespec::try_from(limit).ok());
        let mut fds = [
            PollFd::from_borrowed_fd(self.tty.as_fd(), PollFlags::IN),
            PollFd::from_borrowed_fd(self.woken.as_fd(), PollFlags::IN),
        ];
        loop {
            match poll(&mut fds, limit.as_ref()) {
                Ok(0) => return Ok(Heard::Silence),
                Ok(_) => break,
                Err(Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            }
        }
        let [tty, wake] = fds.map(|fd| fd.revents());
        if !wake.is_empty() {
            return Ok(Heard::Woken);
        }
        if tty.contains(PollFlags::NVAL) && has_guard.is_none() {
            // macOS cannot poll a terminal: no guard there, the read below waits.
            return Ok(Heard::Bytes);
        }
        *has_guard = Some(());
        let is_gone = tty.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL);
        Ok(if is_gone { Heard::Gone } else { Heard::Bytes })
    }

    /// Reads what is there; none: the terminal is gone.
    fn read(&mut self) -> Option<Vec<Input>> {
        let mut bytes = [0; 4096];
        loop {
            match self.tty.read(&mut bytes) {
                Ok(0) => return None,
                Ok(length) => return Some(self.decoder.feed(bytes.get(..length).unwrap_or_default())),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => return None,
            }
        }
    }
}
