//! Writes a data file of N milestones to standard output, the same one every time, for benches and trials.
//!
//!     cargo run --release --example generate -- 1000 [--seed 7] [--ticking 3 --now 2026-11-23T14:05:00Z]
//!
//! `--ticking K --now T` adds K milestones that are due within 48 hours of T: their countdowns show seconds.

#![expect(clippy::disallowed_methods, reason = "prints to standard output")]

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::process::ExitCode;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

/// The milestones of one regulation.
const MILESTONES_EACH: usize = 8;

const PRODUCTS: [&str; 8] = ["edr", "mail-gateway", "vpn", "mdm", "siem", "firewall", "backup", "portal"];
const OWNERS: [&str; 6] = ["ana", "ben", "chris", "dora", "legal", "eng"];
const ZONES: [&str; 5] = ["America/New_York", "Europe/Brussels", "Europe/London", "Asia/Tokyo", "UTC"];
const AUTHORITIES: [&str; 5] = ["BIS", "FCC", "ENISA", "CISA", "NYDFS"];
const TAGS: [&str; 5] = ["endpoint", "network", "cloud", "supply-chain", "incident"];
const NOUNS: [&str; 8] = [
    "vulnerability handling",
    "incident reporting",
    "support period",
    "conformity assessment",
    "supplier inventory",
    "security updates",
    "technical file",
    "access review",
];
const VERBS: [&str; 6] = ["Complete", "Publish", "Review", "Certify", "Report", "Test"];
const SENTENCES: [&str; 6] = [
    "The evidence lies in the shared folder of the compliance team, with last year's answers beside it. ",
    "Ask the vendor for the signed statement before the quarter ends. ",
    "The regulator's guidance was updated twice since this was written down, see the source. ",
    "Board approval is needed when more than one product is late. ",
    "- scope agreed with legal\n          - draft reviewed\n          ",
    "Counsel reads the date as the day of receipt, not of dispatch. ",
];

/// What was asked for.
pub(crate) struct Wish {
    pub(crate) milestones: usize,
    pub(crate) seed: u64,
    pub(crate) ticking: usize,
    pub(crate) now: DateTime<Utc>,
}

/// A small generator of numbers that is the same on every machine (`SplitMix64`).
struct Dice(u64);

impl Dice {
    /// Returns a number below `sides`.
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^= x >> 31;
        usize::try_from(x >> 33).unwrap_or(0) % sides.max(1)
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words.get(self.roll(words.len())).copied().unwrap_or_default()
    }

    fn day(&mut self) -> NaiveDate {
        let first = NaiveDate::from_ymd_opt(2017, 1, 1).unwrap_or_default();
        // To the end of 2040; most of them within two years of 2026, as in life.
        let days = if self.roll(3) == 0 { self.roll(8766) } else { 3200 + self.roll(1200) };
        first + TimeDelta::days(i64::try_from(days).unwrap_or(0))
    }
}

fn main() -> ExitCode {
    match wish(std::env::args().skip(1)) {
        Ok(wish) => match io::stdout().write_all(file(&wish).as_bytes()) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
            Err(_) => ExitCode::from(3),
        },
        Err(problem) => {
            let _ = writeln!(io::stderr(), "error: {problem}\nusage: generate N [--seed S] [--ticking K --now T]");
            ExitCode::from(2)
        }
    }
}

fn wish(mut arguments: impl Iterator<Item = String>) -> Result<Wish, String> {
    let start = DateTime::from_timestamp(1_795_442_700, 0).unwrap_or_default();
    let mut wish = Wish { milestones: 1000, seed: 1, ticking: 0, now: start };
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(format!("'{argument}' needs a value"));
        match argument.as_str() {
            "--seed" => wish.seed = number(&value()?)?,
            "--ticking" => wish.ticking = number(&value()?)?,
            "--now" => wish.now = value()?.parse().map_err(|error| format!("--now: {error}"))?,
            count => wish.milestones = number(count)?,
        }
    }
    Ok(wish)
}

fn number<T: std::str::FromStr>(text: &str) -> Result<T, String> {
    text.parse().ok().ok_or(format!("'{text}' is not a number"))
}

/// Writes the whole file.
pub(crate) fn file(wish: &Wish) -> String {
    let mut dice = Dice(wish.seed);
    let mut out = String::with_capacity(wish.milestones * 420);
    out.push_str("# Generated. Every name and date is invented.\nduewatch: 1\ntitle: Generated deadlines\n");
    out.push_str("zone: Europe/Brussels\nproducts:\n  org: {name: Example Corp, owner: legal}\n");
    for product in PRODUCTS {
        let (owner, tag) = (dice.pick(&OWNERS), dice.pick(&TAGS));
        let _ = writeln!(out, "  {product}: {{name: The {product} product, owner: {owner}, tags: [{tag}]}}");
    }
    out.push_str("regulations:\n");
    if wish.ticking > 0 {
        ticking(wish, &mut out);
    }
    let rest = wish.milestones.saturating_sub(wish.ticking);
    for first in (0..rest).step_by(MILESTONES_EACH) {
        regulation(first, MILESTONES_EACH.min(rest - first), &mut dice, &mut out);
    }
    out
}

/// Writes the regulation whose milestones are due within 48 hours.
fn ticking(wish: &Wish, out: &mut String) {
    out.push_str("  ticking:\n    title: Due within two days\n    milestones:\n");
    for n in 0..wish.ticking {
        let step = i64::try_from(n).unwrap_or(0);
        let at = wish.now + TimeDelta::hours(24) + TimeDelta::minutes(step * 7 % 1200);
        let _ = writeln!(out, "      t{n}:\n        title: Ticking deadline {n}");
        let _ = writeln!(out, "        by: {}\n        products: [edr]", at.format("%Y-%m-%d %H:%M UTC"));
    }
}

fn regulation(first: usize, count: usize, dice: &mut Dice, out: &mut String) {
    let (authority, zone) = (dice.pick(&AUTHORITIES), dice.pick(&ZONES));
    let subject = dice.pick(&NOUNS);
    let _ = writeln!(out, "  reg-{first}:\n    title: Rule {first} on {subject}\n    authority: {authority}");
    let _ = writeln!(out, "    source: https://example.org/rules/{first}\n    zone: {zone}");
    let _ = writeln!(out, "    verified: 2026-0{}-15\n    milestones:", 1 + dice.roll(9));
    for n in 0..count {
        milestone(first + n, (n > 0).then_some(first), dice, out);
    }
}

/// Writes a milestone; `anchor` is the one that a rule may count from.
fn milestone(n: usize, anchor: Option<usize>, dice: &mut Dice, out: &mut String) {
    let (verb, noun) = (dice.pick(&VERBS), dice.pick(&NOUNS));
    let _ = writeln!(out, "      m{n}:\n        title: {verb} {noun} {n}");
    let day = dice.day();
    let line = match (dice.roll(12), anchor) {
        (0, Some(anchor)) => format!("by: {} days after m{anchor}", 10 + dice.roll(300)),
        (1, Some(anchor)) => format!("by: {} months before m{anchor}", 1 + dice.roll(18)),
        (2, _) => format!("from: {day}"),
        (3, _) => format!("by: {day} {:02}:30", 8 + dice.roll(10)),
        (4, _) => format!("by: {}", day.format("%Y-%m")),
        (5, _) => format!("at: {day}"),
        _ => format!("by: {day}"),
    };
    let _ = writeln!(out, "        {line}");
    // What lies behind us is done, as in life: otherwise everything would be overdue.
    let is_past = day < closed_before() || line.contains(" m");
    match (line.starts_with("at:"), is_past) {
        (true, _) => {
            let _ = writeln!(out, "        products: {}", dice.pick(&PRODUCTS));
        }
        (false, true) if dice.roll(200) > 0 => {
            let _ = writeln!(out, "        products: {{{}: {}}}", dice.pick(&PRODUCTS), done(dice));
        }
        (false, _) => products(n, dice, out),
    }
    let _ = writeln!(out, "        notes: |\n          {}{}", dice.pick(&SENTENCES), dice.pick(&SENTENCES).trim_end());
}

/// The day before which milestones are closed.
fn closed_before() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 12, 1).unwrap_or_default()
}

fn done(dice: &mut Dice) -> String {
    let (month, day) = (1 + dice.roll(9), 1 + dice.roll(28));
    format!("{{status: done, closed: 2026-0{month}-{day:02}, who: {}}}", dice.pick(&OWNERS))
}

fn products(n: usize, dice: &mut Dice, out: &mut String) {
    if n.is_multiple_of(17) {
        let _ = writeln!(out, "        products: {{all: open, edr: in-progress}}");
        return;
    }
    if n.is_multiple_of(13) {
        let _ = writeln!(out, "        products: [\"tag:{}\", edr]", dice.pick(&TAGS));
        return;
    }
    let first = dice.roll(PRODUCTS.len());
    let count = 1 + dice.roll(3);
    out.push_str("        products:\n");
    for product in PRODUCTS.iter().cycle().skip(first).take(count) {
        let who = dice.pick(&OWNERS);
        let status = match dice.roll(8) {
            0 | 1 => "open".to_string(),
            2 => "in-progress".to_string(),
            3 => format!("{{status: blocked, waiting: {who}, chase: 2026-12-{:02}}}", 1 + dice.roll(28)),
            4 => format!("{{status: accepted, reason: low risk, who: {who}, since: 2026-01-10, until: 2027-06-30}}"),
            5 => "{status: n/a, reason: not sold there, since: 2025-05-01}".to_string(),
            _ => done(dice),
        };
        let _ = writeln!(out, "          {product}: {status}");
    }
}
