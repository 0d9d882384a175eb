//! The days that a timeline shows, as columns, and the months over them.

use chrono::{Datelike, NaiveDate};

/// How many days one column has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Zoom {
    /// One day.
    Day,
    /// Three days.
    #[default]
    Days3,
    /// A week.
    Week,
    /// Half a month or so.
    Days15,
}

impl Zoom {
    /// Returns the days of a column.
    #[must_use]
    pub fn days(self) -> i32 {
        match self {
            Self::Day => 1,
            Self::Days3 => 3,
            Self::Week => 7,
            Self::Days15 => 15,
        }
    }

    /// Returns the next level with fewer days; none at the end.
    #[must_use]
    pub fn closer(self) -> Option<Self> {
        match self {
            Self::Day => None,
            Self::Days3 => Some(Self::Day),
            Self::Week => Some(Self::Days3),
            Self::Days15 => Some(Self::Week),
        }
    }

    /// Returns the next level with more days; none at the end.
    #[must_use]
    pub fn wider(self) -> Option<Self> {
        match self {
            Self::Day => Some(Self::Days3),
            Self::Days3 => Some(Self::Week),
            Self::Week => Some(Self::Days15),
            Self::Days15 => None,
        }
    }

    /// Returns its words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Day => "1 day a column",
            Self::Days3 => "3 days a column",
            Self::Week => "7 days a column",
            Self::Days15 => "15 days a column",
        }
    }
}

/// The days that are shown. Days are counted from the first of the common era.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// The first day.
    pub start: i32,
    /// The days of a column.
    pub days: i32,
    /// How many columns there are.
    pub columns: i32,
    /// Today: the now-line stands before its column.
    pub today: i32,
}

impl Window {
    /// Returns the column of a day; none outside.
    #[must_use]
    pub fn column(&self, day: NaiveDate) -> Option<u16> {
        let column = (day.num_days_from_ce() - self.start).div_euclid(self.days.max(1));
        u16::try_from(column).ok().filter(|_| column < self.columns)
    }

    /// Returns the column of today, before which the now-line stands; none outside.
    #[must_use]
    pub fn now(&self) -> Option<u16> {
        let column = (self.today - self.start).div_euclid(self.days.max(1));
        u16::try_from(column).ok().filter(|_| column < self.columns)
    }

    /// Returns the first day, and the last.
    #[must_use]
    pub fn span(&self) -> Option<(NaiveDate, NaiveDate)> {
        let last = self.start + self.days * self.columns - 1;
        NaiveDate::from_num_days_from_ce_opt(self.start).zip(NaiveDate::from_num_days_from_ce_opt(last))
    }

    /// Returns how many columns the window lies off, so that `column`, counted from that of today, is in sight: as
    /// little change as possible.
    #[must_use]
    pub fn shifted(shift: i32, column: i32, home: i32, columns: i32) -> i32 {
        let margin = (columns / 8).min(4);
        let least = column + home - (columns - 1 - margin).max(0);
        let most = column + home - margin;
        if shift > most { most } else { shift.max(least) }
    }
}

/// A month in the head line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Month {
    /// The column of its first day, or the first of all.
    pub column: u16,
    /// Its short name; January: its year.
    pub name: String,
    /// Its year and number, and those of the last month that stands under this name with it.
    pub span: ((i32, u32), (i32, u32)),
    /// Cells up to the next name.
    pub room: u16,
}

/// Returns the months of a window that have room for their names; the others stand under the name before them.
#[must_use]
pub fn months(window: &Window) -> Vec<Month> {
    let mut found: Vec<Month> = Vec::new();
    let Some((first, last)) = window.span() else { return found };
    let end = u16::try_from(window.columns).unwrap_or(0);
    let (mut year, mut month) = (first.year(), first.month());
    while (year, month) <= (last.year(), last.month()) {
        let name = if month == 1 { year.to_string() } else { short(month).to_string() };
        let begins = NaiveDate::from_ymd_opt(year, month, 1).and_then(|day| window.column(day));
        let column = begins.unwrap_or(0);
        let width = u16::try_from(name.len()).unwrap_or(u16::MAX);
        let is_free = found.last().is_none_or(|before| {
            let needed = u16::try_from(before.name.len() + 1).unwrap_or(u16::MAX);
            column >= before.column + needed
        });
        let fits = column + width <= end;
        match found.last_mut() {
            // The beginning of the first month is out of sight, and the name of the next one needs its room.
            Some(before) if !is_free && before.column == 0 && found_is_cut(before, window) => {
                *before = Month { column, name, span: ((year, month), (year, month)), room: 0 };
            }
            Some(before) if !is_free => before.span.1 = (year, month),
            Some(_) | None if fits => {
                found.push(Month { column, name, span: ((year, month), (year, month)), room: 0 });
            }
            Some(_) | None => {}
        }
        (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    }
    let ends: Vec<u16> = found.iter().skip(1).map(|month| month.column).chain([end]).collect();
    for (month, end) in found.iter_mut().zip(ends) {
        month.room = end.saturating_sub(month.column);
    }
    found
}

fn found_is_cut(month: &Month, window: &Window) -> bool {
    let ((year, number), last) = month.span;
    let begins = NaiveDate::from_ymd_opt(year, number, 1).map(|day| day.num_days_from_ce());
    begins.is_some_and(|begins| begins < window.start) && (year, number) == last
}

fn short(month: u32) -> &'static str {
    const SHORT: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    usize::try_from(month).ok().and_then(|month| SHORT.get(month.wrapping_sub(1))).copied().unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap_or_else(|e| panic!("{text}: {e}"))
    }

    #[test]
    fn months_are_named_where_they_begin_and_january_is_its_year() {
        let start = day("2026-11-10").num_days_from_ce();
        let window = Window { start, days: 3, columns: 40, today: start + 30 };
        let shown: Vec<(u16, String)> = months(&window).into_iter().map(|m| (m.column, m.name)).collect();
        let expected = [(0, "Nov"), (7, "Dec"), (17, "2027"), (27, "Feb"), (37, "Mar")];
        assert_eq!(shown, expected.map(|(column, name)| (column, name.to_string())));
    }

    #[test]
    fn where_months_are_narrow_one_name_stands_for_several() {
        let start = day("2026-11-01").num_days_from_ce();
        let window = Window { start, days: 15, columns: 20, today: start };
        let all = months(&window);
        for (one, other) in all.iter().zip(all.iter().skip(1)) {
            assert!(one.column + 4 <= other.column, "{all:?}");
            let (year, month) = one.span.1;
            let next = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
            assert_eq!(next, other.span.0, "{all:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn the_cursor_is_always_in_the_window(shift in -900i32..900, column in -900i32..900, columns in 1i32..300) {
            let home = columns * 2 / 5;
            let shift = Window::shifted(shift, column, home, columns);
            let at = column + home - shift;
            proptest::prop_assert!((0..columns).contains(&at), "{at} of {columns}");
            proptest::prop_assert_eq!(Window::shifted(shift, column, home, columns), shift);
        }
    }
}
