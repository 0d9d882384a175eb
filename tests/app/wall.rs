//! The wall, with simulated time: slides, a pause, the kiosk, drift, dim hours, and thirty days of what can happen.

use std::time::Duration;

use chrono::TimeDelta;
use duewatch::app::effect::Effect;
use duewatch::app::launch::{Colours, Glyphs, Launch};
use duewatch::app::message::Message;
use duewatch::app::staleness::stale_since;
use duewatch::app::wake::next_wake;
use duewatch::app::wall::{self, Asked, Beginning, Slide};
use duewatch::domain::settings::{Hours, parse_cycle};
use ratatui::style::{Color, Modifier};

use super::given::{Program, SMALL, given, launch, started};
use super::keys::places::kiosk;

/// Nothing overdue and nothing within 48 hours: the wall is calm.
const CALM: &str = "duewatch: 1\ntitle: Calm\nproducts:\n  app: {title: App}\nregulations:\n  law:\n    title: A law\n    \
                    milestones:\n      one: {title: The one, by: 2026-12-20, products: app}\n      \
                    two: {title: The other, by: 2027-01-20, products: app}\n";

fn on_wall(mut asked: Asked, text: &str) -> Program {
    if asked.from == Beginning::Board {
        asked.from = Beginning::Wall;
    }
    started(Launch { wall: asked, ..launch() }).reads(text).looked().after(10)
}

fn slide(program: &Program) -> Slide {
    program.state.wall.expect("the wall").slide
}

/// The slides as they come, for so many turns.
fn turns(mut program: Program, count: usize) -> Vec<Slide> {
    let mut seen = vec![slide(&program)];
    let mut seconds = 0;
    while seen.len() < count {
        program = program.after(1000);
        seconds += 1;
        assert!(seconds < 3600, "{seen:?}");
        if seen.last() != Some(&slide(&program)) {
            seen.push(slide(&program));
        }
    }
    seen
}

fn shown(mut program: Program, wanted: Slide) -> Program {
    for _ in 0..20 {
        if slide(&program) == wanted {
            return program;
        }
        wall::turn(&mut program.state);
    }
    panic!("{wanted:?} never came");
}

#[test]
fn each_slide_is_drawn_at_each_size() {
    let sizes = [(200, 60), (160, 45), (120, 40), (80, 24), (40, 12)];
    for wanted in [Slide::Next, Slide::Overdue, Slide::Products, Slide::Days, Slide::Week] {
        for (columns, rows) in sizes {
            let program = shown(on_wall(Asked::default(), SMALL), wanted).sized(columns, rows);
            let name = format!("{wanted:?}_{columns}x{rows}").to_lowercase();
            insta::assert_snapshot!(name, program.screen());
        }
    }
    let ascii = Launch {
        glyphs: Glyphs::AsciiOnly,
        colours: Colours::None,
        wall: Asked { from: Beginning::Wall, ..Asked::default() },
        ..launch()
    };
    let program = started(ascii).reads(SMALL).looked().after(10);
    assert!(program.screen().is_ascii(), "{}", program.screen());
    insta::assert_snapshot!("next_ascii_120x40", program.screen());
    let lost = on_wall(kiosk(), SMALL).lives(120).fails(true, "no such file");
    insta::assert_snapshot!("kiosk_stale_120x40", lost.screen());
}

#[test]
fn it_is_drawn_at_any_size_and_drift() {
    let mut program = on_wall(kiosk(), SMALL);
    for turn in 0..5 {
        for columns in (0..=170).step_by(3) {
            for rows in (0..=60).step_by(4) {
                program = program.sized(columns, rows).drawn();
            }
        }
        wall::turn(&mut program.state);
        program = program.after(600_000 * (turn + 1));
    }
}

#[test]
fn what_is_overdue_has_every_second_slot_and_stands_on_every_slide() {
    use Slide::{Days, Next, Overdue, Products, Week};
    let seen = turns(on_wall(Asked::default(), SMALL), 9);
    assert_eq!(seen, [Next, Overdue, Products, Overdue, Days, Overdue, Week, Overdue, Next]);
    for wanted in [Next, Overdue, Products, Days, Week] {
        for size in [(200, 60), (80, 24), (40, 12), (20, 4)] {
            let program = shown(on_wall(Asked::default(), SMALL), wanted).sized(size.0, size.1);
            program.shows("✕ 1");
        }
    }
    assert_eq!(turns(on_wall(Asked::default(), CALM), 4), [Next, Products, Days, Next]);
}

#[test]
fn a_calm_wall_changes_with_the_minute_alone() {
    let mut program = on_wall(Asked::default(), CALM).after(59_990);
    // 14:06:00 by now.
    for _ in 0..30 {
        program = program.drawn();
        for _ in 0..59 {
            program = program.after(1000);
            program = if program.state.now.mono.as_secs().is_multiple_of(12) { program.looked() } else { program };
            assert!(!program.state.needs_draw, "{}", program.screen());
        }
        program = program.after(1000);
        assert!(program.state.needs_draw);
    }
}

#[test]
fn a_slide_stands_the_longer_the_nearer_what_it_shows() {
    let of = |program: Program, wanted| wall::dwell(&shown(program, wanted).state).as_secs();
    let near = || on_wall(Asked::default(), SMALL);
    assert_eq!([Slide::Next, Slide::Overdue, Slide::Products].map(|s| of(near(), s)), [40, 20, 10]);
    let calm = || on_wall(Asked { cycle: Some(Duration::from_secs(30)), ..Asked::default() }, CALM);
    assert_eq!([Slide::Next, Slide::Products].map(|s| of(calm(), s)), [30, 30]);
    // Who asks for a time gets it, calm or not.
    let program = calm().after(29_000);
    assert_eq!(slide(&program), Slide::Next);
    assert_eq!(slide(&program.after(1100)), Slide::Products);
}

#[test]
fn seconds_are_shown_in_the_last_48_hours_only() {
    let program = on_wall(Asked::default(), SMALL);
    assert!(wall::ticks(&program.state) && next_wake(&program.state).expect("a wake") <= Duration::from_secs(1));
    let program = on_wall(Asked::default(), CALM);
    assert!(!wall::ticks(&program.state));
    program.shows("read 14:05").hides("14:05:");
}

#[test]
fn the_settings_can_turn_seconds_off() {
    let with = |seconds| {
        let mut launch = Launch { wall: Asked { from: Beginning::Wall, ..Asked::default() }, ..launch() };
        launch.chosen.settings.wall.seconds = seconds;
        started(launch).reads(SMALL).looked().after(10)
    };
    assert!(wall::is_live(&with(true).state));
    assert!(!wall::is_live(&with(false).state));
}

#[test]
fn a_key_holds_the_slide_a_minute_and_three_leave_it() {
    let program = on_wall(Asked::default(), SMALL);
    let held = program.clone().keys("j");
    let held = held.shows("paused until 14:06:00   q leaves").after(59_000);
    assert_eq!(slide(&held), Slide::Next);
    let held = held.after(1001).hides("paused");
    assert_eq!(slide(&held), Slide::Next);
    assert_eq!(slide(&held.after(40_001)), Slide::Overdue);
    for key in ["q", "esc", "w"] {
        let left = program.clone().keys(key);
        assert!(left.state.wall.is_none() && left.effects.is_empty(), "{key}");
        left.shows("Deadlines   small.yaml");
    }
    given(SMALL).keys("tab w").shows("NEXT DEADLINE").keys("w").shows("Matrix");
}

#[test]
fn in_the_kiosk_no_key_does_anything_but_the_one() {
    let program = on_wall(kiosk(), SMALL);
    let program = program.shows("read-only  Ctrl-C ends");
    let screen = program.screen();
    for key in super::keys::all_keys() {
        let after = program.clone().keys(&key);
        if key == "ctrl-c" {
            assert_eq!(after.effects, [Effect::Quit { code: 130 }]);
            continue;
        }
        assert!(after.effects.is_empty() && after.saves.is_empty(), "{key}: {:?}", after.effects);
        assert_eq!(after.screen(), screen, "{key}");
    }
    let after = program.send(Message::Pasted("q\u{1b}:x".into()));
    assert!(after.effects.is_empty() && after.screen() == screen);
}

#[test]
fn the_filter_applies() {
    let program = on_wall(Asked::default(), SMALL);
    let filtered = Launch { filter: "product:app".into(), ..program.state.launch };
    let one = CALM.replace("products: app}\n      two", "products: none}\n      two");
    let program = started(filtered).reads(&one).shows("/ product:app").sized(40, 12);
    program.shows("The other").hides("The one");
}

#[test]
fn a_title_that_does_not_fit_in_letters_is_text_and_never_cut() {
    let titled = |title: &str| on_wall(Asked::default(), &CALM.replace("The one", title));
    let long = "Commission adopts the implementing act on the format of the summary of technical documentation";
    let words = |program: &Program| program.screen().split_whitespace().collect::<Vec<_>>().join(" ");
    for (columns, rows) in [(80, 24), (80, 20), (120, 40)] {
        let shown = words(&titled(long).sized(columns, rows));
        assert!(shown.contains(long), "{columns}x{rows}: {shown}");
    }
    let large = titled(long).sized(200, 60);
    assert!(!words(&large).contains("Commission adopts"), "{}", large.screen());
    // A sign without letters of ours: the whole title is text.
    titled("Frist 漢字").shows("Frist 漢字");
    titled("Frist läuft ab")
        .hides("Frist läuft ab")
        .sized(80, 24)
        .hides("Frist läuft ab")
        .sized(40, 12)
        .shows("Frist läuft");
}

#[test]
fn what_cannot_be_read_is_said_on_every_slide() {
    let broken = SMALL.to_string() + "  bad:\n    title: [\n";
    for wanted in [Slide::Next, Slide::Overdue, Slide::Products, Slide::Days, Slide::Week] {
        for (columns, rows) in [(200, 60), (80, 24), (40, 12)] {
            let program = shown(on_wall(kiosk(), &broken), wanted).sized(columns, rows);
            program.shows("1 record (line ").shows("cannot be read");
        }
    }
    let day = |text: &str| on_wall(kiosk(), &CALM.replace("2026-12-20", text));
    day("2026-12-20").hides("cannot be read");
    day("2026-13-20").shows("1 date cannot be read: what is due there is not counted");
    let both = CALM.replace("2026-12-20", "2026-13-20") + "  bad:\n    title: [\n";
    on_wall(kiosk(), &both).shows("1 record (line ").shows(") and 1 date cannot be read: ");
    // Where nothing can be read, nobody knows that nothing is due.
    let all = "duewatch: 1\nregulations:\n  bad:\n    title: [\n";
    on_wall(kiosk(), all).shows("cannot be read").hides("is due.");
    // A file that is broken or gone besides: that comes first, and hides nothing where there is room.
    on_wall(kiosk(), &both).fails(true, "no such file").shows("The file is gone").shows("1 record (line ");
}

#[test]
fn a_wall_without_a_next_deadline_says_why() {
    let done = CALM.replace("products: app}", "products: {app: {status: done, closed: 2026-11-20, who: a}}}");
    // In large letters where there is room for them.
    insta::assert_snapshot!("nothing_120x40", on_wall(kiosk(), &done).sized(120, 40).screen());
    on_wall(kiosk(), &done).sized(40, 12).shows("Nothing is due.");
    let filtered = |text: &str, filter: &str| {
        let asked = Asked { from: Beginning::Wall, ..Asked::default() };
        started(Launch { wall: asked, filter: filter.into(), ..launch() }).reads(text).looked().after(10)
    };
    filtered(CALM, "owner:@nobody").sized(40, 12).shows("Nothing matches 'owner:@nobody'.").hides("is due.");
    filtered(SMALL, "is:overdue").sized(40, 12).shows("Nothing else is due.");
}

#[test]
fn the_ages_stand_at_the_foot_whatever_the_file_is_called() {
    let name = "deadlines-of-the-compliance-department-as-they-were-agreed-upon-in-2026-final.yaml";
    for (columns, rows) in [(200, 60), (120, 40), (80, 24)] {
        let launch = Launch { wall: kiosk(), file_name: Some(name.into()), ..launch() };
        let program = started(launch).reads(SMALL).looked().after(10).sized(columns, rows);
        let program = program.shows("read-only  Ctrl-C ends").shows("read 14:05").shows("deadlines-of-");
        program.shows("oldest verification 206 d ago");
    }
    // On the smallest screen the heartbeat stays.
    let launch = Launch { wall: kiosk(), file_name: Some(name.into()), ..launch() };
    started(launch).reads(SMALL).looked().after(10).sized(40, 12).shows("read-only   read 14:05");
}

#[test]
fn everything_moves_by_a_cell_every_ten_minutes() {
    let place = |program: &Program| {
        let screen = program.screen();
        let at = |(row, line): (usize, &str)| line.find("NEXT DEADLINE").map(|column| (column, row));
        screen.lines().enumerate().find_map(at).expect("the label")
    };
    let program = on_wall(Asked::default(), CALM);
    let mut places = Vec::new();
    for turn in 0..4u32 {
        let later = shown(program.clone().after(u64::from(turn) * 600_000), Slide::Next);
        places.push(place(&later));
    }
    places.sort_unstable();
    places.dedup();
    assert_eq!(places.len(), 4, "{places:?}");
    let (left, top) = *places.first().expect("places");
    assert!(places.iter().all(|(x, y)| x - left <= 1 && *y <= top + 1), "{places:?}");
}

#[test]
fn digits_are_dim_at_night_and_never_those_of_what_is_overdue() {
    let night = Asked { dim: Some(Hours::parse("22:00-06:00").expect("a part of the day")), ..Asked::default() };
    let digit = |program: Program, wanted| {
        let program = shown(program, wanted);
        let (number, board) = (wall::subject(&program.state), program.state.source.board.as_ref());
        let digits = wall::digits(&program.state, board.expect("a board"), number.expect("a row"));
        format!("{:?}", digits.expect("digits").tone)
    };
    let at = |time: &str| on_wall(night.clone(), SMALL).at(time);
    assert_eq!(digit(at("2026-11-23T21:59:59-05:00"), Slide::Next), "BandStrong(Today)");
    assert_eq!(digit(at("2026-11-23T22:00:00-05:00"), Slide::Next), "Dim");
    assert_eq!(digit(at("2026-11-24T06:00:00-05:00"), Slide::Next), "BandStrong(Today)");
    assert_eq!(digit(at("2026-11-23T23:00:00-05:00"), Slide::Overdue), "BandStrong(Overdue)");
}

#[test]
fn times_that_are_asked_for_are_read_or_refused() {
    assert_eq!(parse_cycle("20s"), Ok(Duration::from_secs(20)));
    assert_eq!(parse_cycle("2m"), Ok(Duration::from_secs(120)));
    for wrong in ["20", "1s", "61m", "s", "-5s", "99999999999999999999m"] {
        assert!(parse_cycle(wrong).is_err(), "{wrong}");
    }
    for wrong in ["22:00", "22-6", "25:00-06:00", "06:00-06:00"] {
        assert!(Hours::parse(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn nothing_grows_in_a_million_turns() {
    let mut program = on_wall(Asked::default(), CALM);
    for _ in 0..1_000_000 {
        wall::turn(&mut program.state);
    }
    let mut program = on_wall(kiosk(), SMALL);
    let size = |program: &Program| format!("{:?}", program.state).len();
    for _ in 0..200 {
        program = program.after(997);
    }
    let before = size(&program);
    for _ in 0..20_000 {
        program = program.after(1000);
    }
    let after = size(&program);
    assert!(after <= before + before / 20, "{before} {after}");
}

fn is_header_reversed(program: &Program) -> bool {
    let buffer = program.buffer();
    let row = (0..buffer.area.height).find(|y| (0..buffer.area.width).any(|x| buffer[(x, *y)].symbol() != " "));
    row.is_some_and(|y| {
        (10..20).all(|x| buffer[(x, y)].modifier.contains(Modifier::REVERSED) && buffer[(x, y)].fg == Color::Reset)
    })
}

#[test]
fn thirty_days_of_everything_that_can_happen() {
    let other = SMALL.replace("140-2 certificates historical", "140-2 certificates are history");
    let mut program = on_wall(kiosk(), SMALL);
    for day in 0u32..30 {
        // Six ways in which editors replace a file come to this: another text, the same one, gone for a moment,
        // half of it, nothing of it, a broken one.
        let truncated = SMALL.get(..SMALL.len() / 3).expect("ASCII");
        let ways: [(&str, bool); 6] =
            [(&other, true), (SMALL, true), ("duewatch: [", false), ("", false), (truncated, true), (&other, true)];
        for (text, is_good) in ways {
            program = program.lives(600).reads(text).lives(60).drawn();
            if is_good {
                assert!(stale_since(&program.state).is_none(), "day {day}: {}", program.screen());
            }
        }
        program = program.fails(true, "no such file").after(1000);
        assert!(is_header_reversed(&program), "day {day}: {}", program.screen());
        program = program.shows("STALE since").shows("The file is gone; shown as read at");
        program = program.fails(false, "permission denied").lives(60).shows("cannot be read (permission denied)");
        program = program.reads(SMALL).lives(24);
        assert!(!is_header_reversed(&program) && stale_since(&program.state).is_none());
        // The clock is set, the machine sleeps, the program is stopped.
        for (wall, mono) in [(3600, 1), (-3600, 1), (30 * 86_400, 1), (-30 * 86_400, 1), (7200, 0), (3600, 3600)] {
            program = program.steps(TimeDelta::seconds(wall), Duration::from_secs(mono));
            if wall != i64::try_from(mono).expect("small") {
                let words = if wall < 0 { "Clock moved back" } else { "Clock moved" };
                program = program.shows(words);
            }
            program = program.looked().lives(24).hides("STALE");
        }
        for turn in 0u16..340 {
            program = program.sized(20 + turn % 180, 4 + turn % 60);
        }
        program = program.sized(120, 40).drawn();
        // To the next day, over midnight in three zones.
        for _ in 0..(86_400 - 9 * 3600) / 36 {
            program = program.after(36_000).looked();
        }
        program = program.drawn();
        let board = program.state.source.board.as_ref().expect("a board");
        assert!(board.next_change.is_none_or(|change| change > program.state.now.wall), "day {day}");
        assert!(program.screen().contains("✕"), "day {day}: {}", program.screen());
    }
}
