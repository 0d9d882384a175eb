//! What the loader makes of every way in which a file can change.

use std::fs;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, channel};

use super::*;

const LONG: &str = "duewatch: 1\ntitle: One\n# the end\n";
const SHORT: &str = "duewatch: 1\n";

struct Case {
    path: PathBuf,
    loader: Loader,
    _root: tempfile::TempDir,
}

fn case(text: &str) -> Case {
    let root = tempfile::tempdir().expect("a directory");
    let path = root.path().join("deadlines.yaml");
    fs::write(&path, text).expect("a file");
    let loader = Loader::new(Source::Path(path.clone()), Zone::utc());
    Case { path, loader, _root: root }
}

impl Case {
    fn look(&mut self) -> (Vec<News>, Option<Duration>) {
        let (sender, receiver) = channel();
        let again = self.loader.guarded_look(Look::Stat, &move |news| sender.send(news).expect("a listener"));
        (receiver.try_iter().collect(), again)
    }

    fn text(&mut self) -> String {
        match self.look().0.as_slice() {
            [News::Loaded { snapshot, .. }] => snapshot.text.to_string(),
            other => panic!("one reading, not {other:?}"),
        }
    }
}

#[test]
fn a_file_is_read_once_for_every_change() {
    let mut case = case(SHORT);
    assert_eq!(case.text(), SHORT);
    assert!(case.look().0.is_empty());
    fs::write(&case.path, LONG).expect("a write");
    assert_eq!(case.text(), LONG);
    assert!(case.look().0.is_empty());
}

#[test]
fn the_beginning_of_the_last_text_is_not_taken_at_once() {
    let mut case = case(LONG);
    case.text();
    for half in ["", SHORT] {
        fs::write(&case.path, half).expect("a write");
        let (news, again) = case.look();
        assert!(news.is_empty() && again.is_some_and(|again| again <= HALF_WRITTEN), "{half:?}");
    }
    // Standing long enough, it is taken.
    let version = fingerprint(&case.path).expect("a file");
    case.loader.held = Some((version, Instant::now().checked_sub(HALF_WRITTEN).expect("a long uptime")));
    assert_eq!(case.text(), SHORT);
}

#[test]
fn a_file_that_is_gone_for_a_moment_is_not_missed() {
    let mut case = case(LONG);
    case.text();
    fs::remove_file(&case.path).expect("a file to remove");
    let (news, again) = case.look();
    assert!(news.is_empty() && again.is_some());
    fs::write(&case.path, LONG).expect("a write");
    assert_eq!(case.text(), LONG);
}

#[test]
fn a_file_that_stays_away_is_said_once_and_found_again() {
    let mut case = case(LONG);
    case.text();
    fs::remove_file(&case.path).expect("a file to remove");
    case.look();
    case.loader.gone = Instant::now().checked_sub(GONE);
    assert!(matches!(case.look().0.as_slice(), [News::Failed { is_missing: true, .. }]));
    assert!(case.look().0.is_empty());
    fs::write(&case.path, LONG).expect("a write");
    let (news, _) = case.look();
    assert!(matches!(news.as_slice(), [News::Loaded { .. }]));
}

#[test]
fn what_cannot_be_a_file_is_said_by_name() {
    let mut case = case(LONG);
    for (source, words) in [("/", "it is a directory"), ("/dev/null", "it is a device"), ("/nowhere/x", "no such file")]
    {
        case.loader = Loader::new(Source::Path(source.into()), Zone::utc());
        match case.look().0.as_slice() {
            [News::Failed { message, .. }] => assert!(message.contains(words), "{message}"),
            other => panic!("a failure, not {other:?}"),
        }
    }
}

#[test]
fn what_could_not_be_read_is_read_again_though_nothing_about_it_changed() {
    let mut case = case(LONG);
    case.text();
    // A share that answered badly once: a failure, and the file is the same version.
    case.loader.fail(false, "cannot read it: input/output error".into(), String::new(), &|_| {});
    assert!(!case.loader.is_sure() && case.look().0.is_empty(), "not before it is time");
    let (_, wait) = case.loader.retry.expect("another time");
    case.loader.retry = Some((Instant::now(), wait));
    assert_eq!(case.text(), LONG);
    assert!(case.loader.is_sure() && case.loader.retry.is_none());
}

#[test]
fn retries_come_ever_more_rarely_and_never_end() {
    let mut case = case(LONG);
    let mut waits = Vec::new();
    for _ in 0..6 {
        case.loader.fail(false, "no".into(), String::new(), &|_| {});
        waits.extend(case.loader.retry.map(|(_, wait)| wait.as_secs()));
    }
    assert_eq!(waits, [10, 20, 40, 60, 60, 60]);
}

#[test]
fn the_heartbeat_moves_only_while_the_file_is_what_was_reported() {
    let mut case = case(LONG);
    assert!(!case.loader.is_sure());
    case.text();
    assert!(case.loader.is_sure());
    fs::remove_file(&case.path).expect("a file to remove");
    case.look();
    assert!(!case.loader.is_sure(), "gone, though that is not said yet");
    fs::write(&case.path, SHORT).expect("a write");
    case.look();
    assert!(!case.loader.is_sure(), "perhaps half-written");
}

fn watched(path: &Path) -> (Watch, Receiver<News>) {
    let (sender, receiver) = channel();
    let watch = Watch::start(Source::Path(path.into()), Zone::utc(), move |news| {
        let _ = sender.send(news);
    });
    (watch.expect("a thread"), receiver)
}

fn until(news: &Receiver<News>, text: &str) {
    let limit = Instant::now() + Duration::from_secs(4);
    while Instant::now() < limit {
        if let Ok(News::Loaded { snapshot, .. }) = news.recv_timeout(Duration::from_millis(100))
            && &*snapshot.text == text
        {
            return;
        }
    }
    panic!("{text:?} was never read");
}

#[test]
fn a_file_behind_a_link_is_watched_where_it_is() {
    let root = tempfile::tempdir().expect("a directory");
    let place = root.path().join("elsewhere");
    fs::create_dir(&place).expect("a directory");
    fs::write(place.join("real.yaml"), "a: 1\n").expect("a file");
    let link = root.path().join("deadlines.yaml");
    std::os::unix::fs::symlink(place.join("real.yaml"), &link).expect("a link");
    let (_watch, news) = watched(&link);
    until(&news, "a: 1\n");
    fs::write(place.join("next"), "b: 2\n").expect("a file");
    fs::rename(place.join("next"), place.join("real.yaml")).expect("a rename");
    until(&news, "b: 2\n");
    // The link itself turns elsewhere.
    fs::write(place.join("other.yaml"), "c: 3\n").expect("a file");
    fs::remove_file(&link).expect("a link to remove");
    std::os::unix::fs::symlink(place.join("other.yaml"), &link).expect("a link");
    until(&news, "c: 3\n");
}

#[test]
fn a_file_that_may_not_be_written_is_told_and_told_again_when_it_may() {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = |path: &std::path::Path, mode: u32| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("a mode");
    };
    let told = |case: &mut Case| match case.look().0.as_slice() {
        [News::Loaded { is_writable, .. }] => Some(*is_writable),
        [] => None,
        other => panic!("one version, not {other:?}"),
    };
    let mut case = case(LONG);
    assert_eq!(told(&mut case), Some(true));
    mode(&case.path, 0o444);
    assert_eq!(told(&mut case), Some(false));
    assert_eq!(told(&mut case), None, "once");
    mode(&case.path, 0o644);
    assert_eq!(told(&mut case), Some(true));
    // Its directory: a mode says nothing to root, so this is tried by others alone.
    let directory = case.path.parent().expect("a directory").to_path_buf();
    mode(&directory, 0o555);
    let is_shut = fs::write(directory.join("probe"), "").is_err();
    assert_eq!(told(&mut case), is_shut.then_some(false));
    mode(&directory, 0o755);
    assert_eq!(told(&mut case), is_shut.then_some(true));
}
