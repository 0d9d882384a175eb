//! Looking for evidence in threads of their own: a path may lie on a network that is dead, and then nobody waits.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use super::Event;
use super::post::{Post, guarded};
use crate::app::evidence::Looked;
use crate::app::message::Message;
use crate::disk::{directory_of, look};

/// The most threads that look; one that waits for a dead network is never heard of again.
const MOST: usize = 4;

/// Looks for evidence.
#[derive(Debug)]
pub struct Scout {
    /// One clone for each thread.
    live: Arc<()>,
    post: Post,
}

impl Scout {
    /// Makes one.
    pub fn new(post: Post) -> Self {
        Self { live: Arc::new(()), post }
    }

    /// Looks for paths; the answers come as messages, one for each directory. Where too many threads wait already
    /// there is no answer, and nothing is known.
    pub fn look(&self, paths: Vec<Box<str>>, file: Option<PathBuf>) {
        if Arc::strong_count(&self.live) > MOST {
            return;
        }
        let (live, post) = (Arc::clone(&self.live), self.post.clone());
        let sender = self.post.clone();
        let work = move || {
            let directory = file.as_deref().and_then(directory_of);
            let mut groups = by_directory(paths).into_iter().peekable();
            while let Some(group) = groups.next() {
                let found = group.into_iter().map(|path| {
                    let presence = look(directory.as_deref(), &path);
                    (path, presence)
                });
                let found = found.collect();
                let is_last = groups.peek().is_none();
                sender.send(Event::Answer(Box::new(Message::EvidenceLooked(Looked { found, is_last }))));
            }
            drop(live);
        };
        let _ = thread::Builder::new().name("evidence".into()).spawn(move || guarded(&post, work));
    }
}

/// Puts paths of one directory together. What comes behind a dead one is looked for once more when its milestone is
/// shown.
fn by_directory(paths: Vec<Box<str>>) -> Vec<Vec<Box<str>>> {
    let mut groups: BTreeMap<PathBuf, Vec<Box<str>>> = BTreeMap::new();
    for path in paths {
        let parent = Path::new(&*path).parent().map(Path::to_path_buf).unwrap_or_default();
        groups.entry(parent).or_default().push(path);
    }
    groups.into_values().collect()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::domain::link::Presence;

    #[test]
    fn each_path_is_answered_and_the_end_is_told() {
        let root = tempfile::tempdir().expect("a directory");
        let file = root.path().join("deadlines.yaml");
        fs::write(&file, "duewatch: 1\n").expect("a file");
        fs::create_dir(root.path().join("evidence")).expect("a directory");
        fs::write(root.path().join("evidence/a.pdf"), "").expect("a file");
        let (post, inbox) = Post::new();
        let paths = ["evidence/a.pdf", "b.pdf", "evidence/c.pdf"].map(Box::from).to_vec();
        Scout::new(post).look(paths, Some(file));
        let mut all = Vec::new();
        loop {
            let Ok(Event::Answer(message)) = inbox.recv() else { panic!("an answer") };
            let Message::EvidenceLooked(Looked { found, is_last }) = *message else { panic!("what was found") };
            all.extend(found);
            if is_last {
                break;
            }
        }
        all.sort_by(|a, b| a.0.cmp(&b.0));
        let wanted =
            [("b.pdf", Presence::Missing), ("evidence/a.pdf", Presence::There), ("evidence/c.pdf", Presence::Missing)];
        assert_eq!(all, wanted.map(|(path, presence)| (Box::from(path), presence)));
    }
}
