//! Every key of the table, pressed in every context and on every sort of board: it does what the help says, or says why
//! not; and a key that means nothing does nothing.

mod expected;
pub mod places;

use std::collections::{BTreeMap, BTreeSet};

use duewatch::app::command::{COMMANDS, Command, Context, Spec};
use duewatch::app::effect::Effect;
use duewatch::app::keymap::{Keymap, Meaning, keys_in, parse_key};
use duewatch::app::launch::Launch;
use duewatch::app::overlay::Overlay;

use super::editing::on;
use super::given::{Program, given, launch, started};
use expected::{Press, did, seen};
use places::{At, dialogs, panes, rest, rich};

/// What came of a press.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Came {
    /// It did what the help says.
    Did,
    /// It said why not.
    Said,
    /// It is a movement, and there is no further to go.
    AtEnd,
    /// It is Esc, and there is nothing to go back from.
    NothingToClose,
}

/// A place in which keys are pressed.
struct Spot {
    before: Program,
    screen: String,
    /// The directions of which is known that there is no further to go.
    ends: BTreeSet<bool>,
}

/// The remarks that were looked for on the screen, in windows of these sizes.
type Looked = BTreeSet<(&'static str, (u16, u16), String)>;

impl Spot {
    fn of(mut before: Program) -> Self {
        // What is said is new.
        before.state.notices.toast = None;
        Self { screen: seen(&before), before, ends: BTreeSet::new() }
    }

    /// Presses a key and says what came of it; why it is wrong, if so.
    fn press(&mut self, spec: &'static Spec, keys: &str, looked: &mut Looked) -> Result<Came, String> {
        let before = &self.before;
        let why = (spec.when)(&before.state).map(|why| before.state.keyed(why));
        let after = before.clone().keys(keys);
        let press = Press { before, screen: &self.screen, after: &after };
        let saves_nothing = after.state.edits.last == before.state.edits.last;
        if let (Some(why), true) = (why, spec.command != Command::Back) {
            let is_quiet = saves_nothing && after.state.context() == before.state.context();
            return match press.said() {
                _ if !is_quiet => Err(format!("it acts, though it says: {why}")),
                Some(said) if said == why => is_in_sight(&after, said, looked),
                other => Err(format!("it is to say '{why}', and says {other:?}")),
            };
        }
        if did(spec.command, press) {
            return Ok(Came::Did);
        }
        if let Some(said) = press.said() {
            let otherwise = || Err(format!("it acts otherwise, and says: {said}"));
            return if saves_nothing { is_in_sight(&after, said, looked) } else { otherwise() };
        }
        if after.state.edits.refused != before.state.edits.refused && press.is_seen() {
            return Ok(Came::Said);
        }
        let is_same = !press.is_seen() && after.effects.is_empty();
        match (is_same, spec.command, direction(spec.command)) {
            (true, Command::Back, _) if !before.state.can_step_back() => Ok(Came::NothingToClose),
            (true, Command::Left | Command::Right, _) => Ok(Came::AtEnd),
            (true, _, Some(is_down)) => self.at_end(is_down),
            (true, ..) => Err("nothing happens, and nothing is said".into()),
            (false, ..) => Err(format!("it does something else: {:?}\n{}", after.effects, after.screen())),
        }
    }

    /// A movement that moves nothing is at its end if the others in its direction move nothing either.
    fn at_end(&mut self, is_down: bool) -> Result<Came, String> {
        if self.ends.contains(&is_down) {
            return Ok(Came::AtEnd);
        }
        if self.before.state.timeline.view.day.is_some() {
            // Up and down are weeks there, and Home and End the ends of the month.
            return Ok(Came::AtEnd);
        }
        let context = self.before.state.context();
        // There rows go round and round.
        let goes_round = context == Context::Sheet;
        let is_one_row = |command: Command| matches!(command, Command::Up | Command::Down);
        for spec in COMMANDS.iter().filter(|spec| direction(spec.command) == Some(is_down)) {
            let Some(keys) = keys_in(spec, context).next() else { continue };
            let is_meant = !(goes_round && is_one_row(spec.command));
            if is_meant && seen(&self.before.clone().keys(keys)) != self.screen {
                return Err(format!("it moves nothing, but {keys} does"));
            }
        }
        self.ends.insert(is_down);
        Ok(Came::AtEnd)
    }
}

/// What is said is seen.
fn is_in_sight(program: &Program, said: &str, looked: &mut Looked) -> Result<Came, String> {
    let state = &program.state;
    if !looked.insert((state.context().word(), state.size, said.to_string())) {
        return Ok(Came::Said);
    }
    let beginning: String = said.chars().take(16).collect();
    let screen = program.screen();
    if screen.contains(&beginning) {
        Ok(Came::Said)
    } else {
        Err(format!("what it says is not in sight: {said}\n{screen}"))
    }
}

/// The movements up, and those down.
const UP: [Command; 4] = [Command::Up, Command::PageUp, Command::HalfPageUp, Command::First];
const DOWN: [Command; 4] = [Command::Down, Command::PageDown, Command::HalfPageDown, Command::Last];

/// Whether a movement goes down, or up; none: it is none.
fn direction(command: Command) -> Option<bool> {
    let is_down = DOWN.contains(&command);
    (is_down || UP.contains(&command)).then_some(is_down)
}

/// Presses every key that has a meaning, in each of these places; returns what acted where.
fn walk(places: Vec<At>) -> BTreeSet<(&'static str, &'static str)> {
    let mut acted = BTreeSet::new();
    let mut wrong: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut looked = Looked::new();
    for (name, before) in places {
        let context = before.state.context();
        let mut spot = Spot::of(before);
        for spec in &COMMANDS {
            for keys in keys_in(spec, context) {
                match spot.press(spec, keys, &mut looked) {
                    Ok(Came::Did) => {
                        acted.insert((spec.name, context.word()));
                    }
                    Ok(Came::Said | Came::AtEnd | Came::NothingToClose) => {}
                    Err(why) => {
                        let what = format!("{} ({keys}) in {}: {why}", spec.name, context.word());
                        wrong.entry(what).or_default().push(name.clone());
                    }
                }
            }
        }
    }
    let told: Vec<String> =
        wrong.iter().map(|(what, places)| format!("{what}\n    {}", places.join("\n    "))).collect();
    assert!(told.is_empty(), "{} wrong\n{}", told.len(), told.join("\n"));
    acted
}

#[test]
fn every_key_of_the_panes_does_what_it_says_or_says_why_not() {
    let acted = walk(panes());
    assert_all_act(&acted, &[Context::List, Context::Matrix, Context::Timeline, Context::Detail]);
}

#[test]
fn every_key_of_the_dialogs_does_what_it_says_or_says_why_not() {
    let acted = walk(dialogs().into_iter().chain(rest()).collect());
    let panes = [Context::List, Context::Matrix, Context::Timeline, Context::Detail];
    let others: Vec<Context> = Context::ALL.into_iter().filter(|context| !panes.contains(context)).collect();
    assert_all_act(&acted, &others);
}

/// What never acts, and why not.
const IDLE: [(&str, &str, &str); 2] = [
    ("back", "start", "nothing lies over it, and Esc never quits"),
    ("findings", "start", "a file that is broken from the start shows them at once, and they stay"),
];

/// Each command acts in each of its contexts in one of the places at least: none only says why not.
fn assert_all_act(acted: &BTreeSet<(&'static str, &'static str)>, contexts: &[Context]) {
    let mut idle = Vec::new();
    for context in contexts {
        for spec in COMMANDS.iter().filter(|spec| keys_in(spec, *context).next().is_some()) {
            let is_known = IDLE.iter().any(|(name, word, _)| (*name, *word) == (spec.name, context.word()));
            if acted.contains(&(spec.name, context.word())) == is_known {
                idle.push(format!("{} in {}", spec.name, context.word()));
            }
        }
    }
    assert!(idle.is_empty(), "{} never act\n{}", idle.len(), idle.join("\n"));
}

/// Where a program stands, apart from what is said for a while.
fn standing(program: &Program) -> String {
    let state = &program.state;
    let cursors = (state.list.at, state.matrix.at, &state.detail, state.screen, state.marks.numbers());
    let choices = (state.list.sort, state.list.fold, state.filter.text(), state.filter.is_open);
    format!("{cursors:?} {choices:?} {:?} {:?} {}", state.overlay, state.typing, state.edits.last)
}

/// The keys of the whole table, and some that are not in it.
pub fn all_keys() -> BTreeSet<String> {
    let signs = ('!'..='~').map(|c| c.to_string());
    let controls = ('a'..='z').map(|c| format!("ctrl-{c}"));
    let of_table = COMMANDS.iter().flat_map(|spec| spec.keys.iter().flat_map(|keys| keys.split(' ')));
    let others = ["space", "backspace", "delete", "left", "right", "home", "end", "pgup", "pgdn", "tab", "shift-tab"];
    signs.chain(controls).chain(of_table.map(String::from)).chain(others.map(String::from)).collect()
}

#[test]
fn a_key_that_means_nothing_somewhere_says_so_and_does_nothing() {
    let keys = all_keys();
    let mut contexts = BTreeSet::new();
    for (name, mut before) in panes().into_iter().take(4).chain(dialogs().into_iter().take(81)).chain(rest()) {
        let context = before.state.context();
        if context.takes_text() || !contexts.insert(context.word()) {
            continue;
        }
        before.state.notices.toast = None;
        let screen = standing(&before);
        for key in &keys {
            let typed = [parse_key(key).expect("a key")];
            if Keymap::default().meaning(&typed, context) != Meaning::Nothing {
                continue;
            }
            let after = before.clone().keys(key);
            if matches!(context, Context::Wall | Context::Kiosk) {
                // There a key holds the slide, or does nothing; the wall says neither in words of its own.
                assert!(after.effects.is_empty() && standing(&after) == screen, "{key} in {name}");
                continue;
            }
            let said = after.state.notices.toast.as_ref().map(|toast| &*toast.text).unwrap_or_default();
            assert!(said.contains("here") || said.contains(": "), "{key} in {name}: {said}");
            assert!(after.effects.is_empty(), "{key} in {name}: {:?}", after.effects);
            assert_eq!(standing(&after), screen, "{key} in {name}");
        }
    }
    let all = Context::ALL.into_iter().filter(|context| !context.takes_text()).count();
    assert_eq!(contexts.len(), all, "{contexts:?}");
}

#[test]
fn a_key_that_means_nothing_says_where_it_works() {
    let program = on("eu-ai/art5").keys("tab d").shows("d works in the list, the timeline and the detail, not here");
    program
        .keys("z")
        .shows("z means nothing here: ? shows the keys")
        .keys("s z")
        .shows("s z means nothing: wait after");
    on("eu-ai/art5")
        .keys("s esc")
        .hides("means nothing")
        .keys("enter left")
        .shows("← works in the list, the matrix and the timeline");
    on("eu-ai/art5").keys("x z").shows("z means nothing here: the last line shows the keys");
    let nothing = Launch { file_name: None, ..launch() };
    started(nothing).keys("a").shows("a: there is no file to change: n makes one");
}

#[test]
fn ctrl_c_leaves_in_the_middle_of_a_sequence_too() {
    on("eu-ai/art5").keys("s ctrl-c").effects(&[Effect::Quit { code: 130 }]);
    on("eu-ai/art5").keys("g ctrl-l").effects(&[Effect::Repaint]);
}

#[test]
fn what_the_help_runs_is_what_the_key_does() {
    let findings = given(&rich()).keys("!");
    let places = [
        on("eu-ai/art5"),
        on("eu-ai/art5").keys("tab"),
        on("eu-ai/art5").keys("tab tab"),
        on("eu-ai/art5").keys("enter"),
        findings,
    ];
    for before in places {
        let context = before.state.context();
        let help = before.clone().keys("?");
        let Some(Overlay::Help(open)) = &help.state.overlay else { panic!("no help\n{}", help.screen()) };
        for (at, spec) in open.entries().into_iter().enumerate() {
            let keys = keys_in(spec, context).next().expect("its key");
            let mut by_help = help.clone();
            for _ in 0..at {
                by_help = by_help.keys("down");
            }
            let (by_help, by_key) = (by_help.keys("enter"), before.clone().keys(keys));
            assert_eq!(by_help.effects, by_key.effects, "{} in {}", spec.name, context.word());
            assert_eq!(seen(&by_help), seen(&by_key), "{} in {}", spec.name, context.word());
        }
    }
}

#[test]
fn the_findings_come_back_when_the_help_is_closed() {
    let program = given(&rich()).keys("! ? esc").shows("error[date]");
    program.keys("? z z z enter").shows("no key fits what is typed").keys("esc").shows("error[date]");
    given("duewatch: [1").keys("? esc").shows("Findings");
}
