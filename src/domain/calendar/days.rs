//! Open and closed days as bits, with a running count.

use chrono::{Datelike, NaiveDate};

/// The first day of the table, counted as chrono counts days of the common era: 1990-01-01, a Monday.
const FIRST: i32 = 726_468;

/// How many words the table has: 64 days each, to 2100-12-31 and a little over.
const WORDS: i32 = 634;

/// The days of the week that are open: bit 0 is Monday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Week(u8);

impl Week {
    /// Monday to Friday.
    pub(super) const MONDAY_TO_FRIDAY: Self = Self(0b001_1111);

    /// Returns the week whose closed days are these, 0 = Monday; other numbers mean nothing.
    pub(super) fn without(closed: &[u8]) -> Self {
        let closed = closed.iter().filter(|day| **day < 7).fold(0_u8, |bits, day| bits | 1 << day);
        Self(!closed & 0b111_1111)
    }

    /// Returns whether the weekday of a day is open.
    fn is_open(self, day: i32) -> bool {
        // Day 1 of the common era, counted backwards, is a Monday.
        self.0 >> (day - 1).rem_euclid(7) & 1 == 1
    }

    /// Returns the open days from day 1 up to and including a day; negative before day 1.
    fn through(self, day: i32) -> i32 {
        let rest = self.0 & !(u8::MAX << day.rem_euclid(7));
        day.div_euclid(7) * self.0.count_ones().cast_signed() + rest.count_ones().cast_signed()
    }
}

/// Sixty-four days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Word {
    /// One bit a day; set: open.
    open: u64,
    /// The open days of all words before it.
    before: i32,
}

/// Which days are open: each for itself from 1990 to 2100, by the weekday alone before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct OpenDays {
    /// What goes where the table has nothing.
    pub(super) week: Week,
    words: Box<[Word]>,
    /// The open days of all words.
    total: i32,
}

impl OpenDays {
    /// Returns a table of these days; `closed` beats `opened`, which beats the week. Days outside the table are left out.
    pub(super) fn new(week: Week, opened: &[NaiveDate], closed: impl Iterator<Item = NaiveDate>) -> Self {
        let bits = |word: i32| (0..64).filter(|bit| week.is_open(FIRST + word * 64 + bit)).fold(0, |w, b| w | 1 << b);
        let mut words: Box<[Word]> = (0..WORDS).map(|word| Word { open: bits(word), before: 0 }).collect();
        for day in opened {
            if let Some((word, bit)) = place(day.num_days_from_ce())
                && let Some(word) = words.get_mut(word)
            {
                word.open |= bit;
            }
        }
        for day in closed {
            if let Some((word, bit)) = place(day.num_days_from_ce())
                && let Some(word) = words.get_mut(word)
            {
                word.open &= !bit;
            }
        }
        let mut total = 0;
        for word in &mut words {
            word.before = total;
            total += word.open.count_ones().cast_signed();
        }
        Self { week, words, total }
    }

    /// Returns whether a day is open.
    pub(super) fn is_open(&self, day: i32) -> bool {
        let word = place(day).and_then(|(word, bit)| Some((self.words.get(word)?, bit)));
        word.map_or_else(|| self.week.is_open(day), |(word, bit)| word.open & bit != 0)
    }

    /// Returns how many days are open from 1990-01-01 up to and including a day; negative or 0 before 1990.
    ///
    /// Never falls from one day to the next, and grows by one at each open day. In constant time.
    pub(super) fn count(&self, day: i32) -> i32 {
        if day < FIRST {
            return self.week.through(day) - self.week.through(FIRST - 1);
        }
        match place(day).and_then(|(word, bit)| Some((self.words.get(word)?, bit))) {
            Some((word, bit)) => word.before + (word.open & (bit | (bit - 1))).count_ones().cast_signed(),
            None => self.total + self.week.through(day) - self.week.through(FIRST + WORDS * 64 - 1),
        }
    }
}

/// Returns the word and the bit of a day, as far as the days before the table go.
fn place(day: i32) -> Option<(usize, u64)> {
    let at = usize::try_from(day.checked_sub(FIRST)?).ok()?;
    Some((at / 64, 1 << (at % 64)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> i32 {
        text.parse::<NaiveDate>().expect("a day").num_days_from_ce()
    }

    #[test]
    fn the_table_spans_1990_to_2100() {
        assert_eq!(number("1990-01-01"), FIRST);
        let last = number("2100-12-31");
        assert!((FIRST + (WORDS - 1) * 64..FIRST + WORDS * 64).contains(&last), "{last}");
    }

    #[test]
    fn the_count_goes_up_by_one_at_each_open_day_across_both_ends_of_the_table() {
        let holidays = ["1990-01-01", "1990-01-02", "2026-12-25", "2100-12-31"].map(|day| day.parse().expect("a day"));
        let opened = ["2026-12-26".parse().expect("a day")];
        for week in [Week::MONDAY_TO_FRIDAY, Week::without(&[4, 5]), Week::without(&[6]), Week::without(&[])] {
            let days = OpenDays::new(week, &opened, holidays.into_iter());
            for day in number("1989-01-01")..=number("2102-01-01") {
                assert_eq!(days.count(day) - days.count(day - 1), i32::from(days.is_open(day)), "{day}");
            }
            assert_eq!(days.count(FIRST - 1), 0);
            assert!(!days.is_open(FIRST) && days.is_open(number("2026-12-26")));
        }
    }
}
