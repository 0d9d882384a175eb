//! What must stand on the wall at a time.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use duewatch::domain::zone::Zone;

use super::file::{Written, ZONES};
use super::pty::Screen;

/// How late the screen may be.
const LATE: TimeDelta = TimeDelta::seconds(59);

/// Returns what is wrong with a fresh screen.
pub fn is_right(screen: &Screen, now: DateTime<Utc>, written: &Written) -> Result<(), String> {
    if screen.contains("STALE") {
        return Err("STALE".into());
    }
    // The day is said where it was another one.
    let says = |at| ["read %H:%M", "read %-d %b %Y %H:%M"].map(|form| local(at).format(form).to_string());
    either(now, &|at| says(at).iter().any(|read| screen.contains(read))).ok_or("not read within this minute")?;
    is_of_this_time(screen, now, written)
}

/// Returns what is wrong with a stale screen.
pub fn is_stale(screen: &Screen, now: DateTime<Utc>, written: &Written, why: &str) -> Result<(), String> {
    let (row, column) = screen.find("STALE since ").ok_or("not STALE")?;
    let is_reversed = (column..column + 12).all(|x| screen.cell(row, x).is_some_and(|cell| cell.style().reverse));
    if !is_reversed {
        return Err("the header is not turned round".into());
    }
    if !screen.contains(why) || !screen.contains("shown as read at") {
        return Err(format!("not said: {why}"));
    }
    is_of_this_time(screen, now, written)
}

/// Returns what is wrong with the clock, the days of the three zones, and the two ages that go on in any case.
fn is_of_this_time(screen: &Screen, now: DateTime<Utc>, written: &Written) -> Result<(), String> {
    either(now, &|at| screen.contains(&local(at).format("%a %-d %b %Y  %H:%M").to_string())).ok_or("the clock")?;
    for (name, (year, month, day)) in ZONES {
        let zone = Zone::named(name).map_err(|error| error.to_string())?;
        let due = NaiveDate::from_ymd_opt(year, month, day).ok_or("a day")?;
        let title = written.title(name);
        let row = (0..screen.rows()).map(|row| screen.row_text(row)).find(|row| row.contains(&title));
        let row = row.ok_or(format!("no row '{title}'"))?;
        let is_so = |at| row.trim_end().ends_with(&format!(" {} d", (due - zone.day_of(at)).num_days()));
        // In the first minute of a day it may still be the last one.
        either(now, &is_so).ok_or(format!("the days: {row}"))?;
    }
    let changed = |at: DateTime<Utc>| screen.contains(&format!("changed {}", age(at - written.at)));
    either(now, &changed).ok_or(format!("not 'changed {}'", age(now - written.at)))?;
    let verified = NaiveDate::from_ymd_opt(2025, 11, 3).ok_or("a day")?;
    let oldest = |at| {
        let days = (local(at).date_naive() - verified).num_days();
        screen.contains(&format!("oldest verification {days} d ago (soon, 3 Nov 2025)"))
    };
    either(now, &oldest).ok_or("the oldest verification".into())
}

/// Now, or as late as the screen may be.
fn either(now: DateTime<Utc>, is_so: &dyn Fn(DateTime<Utc>) -> bool) -> Option<()> {
    (is_so(now) || is_so(now - LATE)).then_some(())
}

fn local(at: DateTime<Utc>) -> DateTime<chrono::FixedOffset> {
    Zone::named("Europe/Brussels").expect("a zone").at(at)
}

/// An age as the wall says it.
fn age(span: TimeDelta) -> String {
    match span.num_minutes() {
        _ if span < TimeDelta::seconds(-60) => "ahead of the clock".into(),
        ..1 => "under 1 min ago".into(),
        minutes @ 1..120 => format!("{minutes} min ago"),
        minutes @ 120..2880 => format!("{} h ago", minutes / 60),
        minutes => format!("{} d ago", minutes / 1440),
    }
}
