//! Asks a filter's terms of a milestone or an obligation.

use std::borrow::Cow;

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};

use super::{Comparison, Context, DayField, Facet, ME, Operand, Quality, Relative, Term};
use crate::domain::band::Band;
use crate::domain::board::{Board, Cell, Countdown};
use crate::domain::date::Coarse;
use crate::domain::dated::{Dated, day_at};
use crate::domain::moves::last_move;
use crate::domain::obligation::day_of;
use crate::domain::plan::entries_of;
use crate::domain::record::{Grade, Milestone, Product, Regulation, Verified};
use crate::domain::rule::{Direction, Span, Unit};
use crate::domain::status::Status;
use crate::domain::verification::is_to_verify;

/// What the terms are asked of.
pub(super) struct Subject<'a> {
    board: &'a Board,
    regulation: &'a Regulation,
    milestone: &'a Milestone,
    number: u32,
    /// The obligation that `status:` and its kin are judged on.
    cell: Option<&'a Cell>,
    /// The date that `due` and `is:` are judged on.
    dated: &'a Dated,
    countdown: Countdown,
    band: Band,
    /// Whose texts a bare word is looked for in.
    spoken: &'a [Cell],
    context: &'a Context,
}

impl<'a> Subject<'a> {
    /// Makes a subject of a milestone, with one of its obligations.
    pub(super) fn of_row(board: &'a Board, number: u32, cell: Option<&'a Cell>, context: &'a Context) -> Self {
        let (regulation, milestone) = board.records(number);
        let row = board.row(number);
        Self {
            board,
            regulation,
            milestone,
            number,
            cell,
            dated: board.shown_date(number),
            countdown: row.map(|row| row.countdown).unwrap_or_default(),
            band: row.map_or(Band::Undated, |row| row.band),
            spoken: board.cells_of(number),
            context,
        }
    }

    /// Makes a subject of one obligation.
    pub(super) fn of_cell(board: &'a Board, cell: &'a Cell, context: &'a Context) -> Self {
        let (regulation, milestone) = board.records(cell.milestone);
        Self {
            board,
            regulation,
            milestone,
            number: cell.milestone,
            cell: Some(cell),
            dated: board.dated_of_cell(cell),
            countdown: cell.countdown,
            band: cell.band,
            spoken: std::slice::from_ref(cell),
            context,
        }
    }

    /// Returns whether one term holds.
    pub(super) fn fits(&self, term: &Term) -> bool {
        match term {
            Term::Word(word) => self.says(word),
            Term::Day(field, comparison, operand) => self.day_fits(*field, *comparison, *operand),
            Term::Status(statuses) => self.cell.is_some_and(|cell| statuses.contains(&cell.status)),
            Term::Product(names) => self.has_product(|p| names.iter().any(|name| is_product(p, name))),
            Term::Vendor(names) => self.has_product(|p| {
                p.vendor.as_deref().is_some_and(|vendor| names.iter().any(|name| has_phrase(vendor, name)))
            }),
            Term::Owner(names) => self.owner().is_some_and(|owner| names.iter().any(|name| self.is_owner(owner, name))),
            Term::Tag(tags) => self.has_tag(|tag| tags.iter().any(|wanted| folded_eq(tag, wanted))),
            Term::Regulation(names) => names.iter().any(|name| self.is_regulation(name)),
            Term::Kind(kinds) => kinds.contains(&self.milestone.kind),
            Term::Certainty(certainties) => certainties.contains(&self.dated.certainty),
            Term::Severity(grades) => self.severity().is_some_and(|grade| grades.contains(&grade)),
            Term::Note(texts) => texts.iter().any(|text| self.notes().any(|note| contains(&note, text))),
            Term::Has(facets) => facets.iter().all(|facet| self.has(*facet)),
            Term::No(facets) => facets.iter().all(|facet| !self.has(*facet)),
            Term::Is(list) => list.iter().any(|quality| self.is(*quality)),
        }
    }

    fn says(&self, word: &str) -> bool {
        let (regulation, milestone) = (self.regulation, self.milestone);
        let fixed = [
            Some(&*milestone.title),
            milestone.short.as_deref(),
            Some(milestone.id.as_str()),
            Some(&*regulation.title),
            regulation.short.as_deref(),
            Some(regulation.id.as_str()),
            self.board.owner(self.number),
        ];
        fixed.into_iter().flatten().any(|text| contains(text, word))
            || self.notes().any(|note| contains(&note, word))
            || self.has_tag(|tag| contains(tag, word))
            || self.spoken.iter().any(|cell| {
                let product = self.board.product(cell);
                product_says(product, word) || self.board.owner_of_cell(cell).is_some_and(|o| contains(o, word))
            })
            || (self.spoken.is_empty() && self.has_named_product(|p| product_says(p, word)))
            || (word.contains('/') && contains(&self.board.address(self.number), word))
    }

    fn notes(&self) -> impl Iterator<Item = Cow<'_, str>> {
        let own = self.milestone.notes_in(&self.board.file);
        let cells = self.spoken.iter().filter_map(|c| self.board.record(c)?.detail(|d| d.note.as_deref()));
        own.into_iter().chain(cells.map(Cow::Borrowed))
    }

    fn has_tag(&self, test: impl Fn(&str) -> bool) -> bool {
        self.regulation.common.tags.iter().chain(&self.milestone.common.tags).any(|tag| test(tag))
    }

    fn owner(&self) -> Option<&str> {
        match self.cell {
            Some(cell) => self.board.owner_of_cell(cell),
            None => self.board.owner(self.number),
        }
    }

    fn is_owner(&self, owner: &str, name: &str) -> bool {
        match (&self.context.me, name == ME) {
            (Some(me), true) => folded_eq(owner, &me.to_lowercase()),
            (None, true) => false,
            (_, false) => folded_eq(owner, name),
        }
    }

    fn is_regulation(&self, name: &str) -> bool {
        let regulation = self.regulation;
        folded_eq(regulation.id.as_str(), name)
            || has_phrase(&regulation.title, name)
            || regulation.short.as_deref().is_some_and(|short| has_phrase(short, name))
    }

    fn severity(&self) -> Option<Grade> {
        self.board.inherited(self.number).get(|c| c.severity)
    }

    /// Asks the obligation's product; without obligations, those that an `at` names.
    fn has_product(&self, test: impl Fn(&Product) -> bool) -> bool {
        match self.cell {
            Some(cell) => test(self.board.product(cell)),
            None => self.has_named_product(test),
        }
    }

    fn has_named_product(&self, test: impl Fn(&Product) -> bool) -> bool {
        let entries = entries_of(&self.milestone.products);
        let named = entries.iter().flat_map(|entry| self.board.plan.roster.targeted(&entry.target));
        named.filter_map(|&p| self.board.file.products.get(p as usize)).any(test)
    }

    fn has(&self, facet: Facet) -> bool {
        let inherited = self.board.inherited(self.number);
        let detail = |test: fn(&crate::domain::status::Details) -> bool| {
            let record = self.cell.and_then(|cell| self.board.record(cell));
            record.and_then(|record| record.details.as_deref()).is_some_and(test)
        };
        match facet {
            Facet::Note => self.notes().next().is_some(),
            Facet::Owner => self.owner().is_some(),
            Facet::Backup => inherited.get(|c| c.backup.as_ref()).is_some(),
            Facet::Product => !self.spoken.is_empty() || self.has_named_product(|_| true),
            Facet::Tag => self.has_tag(|_| true),
            Facet::Date => self.dated.date.is_some(),
            Facet::Opens => self.milestone.opens.is_some(),
            Facet::Source => !inherited.source().is_empty(),
            Facet::Citation => inherited.get(|c| c.citation.as_ref()).is_some(),
            Facet::Verified => matches!(inherited.verified(), Some(Verified::On { .. })),
            Facet::Severity => inherited.get(|c| c.severity).is_some(),
            Facet::Penalty => inherited.get(|c| c.penalty.as_ref()).is_some(),
            Facet::Moved => !self.milestone.moved.is_empty(),
            Facet::Evidence => detail(|d| !d.evidence.is_empty()),
            Facet::Closed => detail(|d| d.closed.is_some()),
            Facet::Chase => detail(|d| d.chase.is_some()),
        }
    }

    fn is(&self, quality: Quality) -> bool {
        let within = |most: i32| {
            self.band != Band::Overdue && self.countdown.days_left.is_some_and(|days| (0..=most).contains(&days))
        };
        match quality {
            Quality::Overdue => self.band == Band::Overdue,
            Quality::Today => within(0),
            Quality::Week => within(self.board.limits.week),
            Quality::Month => within(self.board.limits.month),
            Quality::Moved => last_move(self.board, self.number).is_some(),
            Quality::Unverified => !self.has(Facet::Verified),
            Quality::VerifyDue => is_to_verify(self.board, self.number),
        }
    }

    fn day_fits(&self, field: DayField, comparison: Comparison, operand: Operand) -> bool {
        let zone = self.board.zone_of(self.dated);
        let day = match field {
            DayField::Due => self.dated.due_day(),
            DayField::Opens => self.milestone.opens.as_ref().map(|opens| day_of(&opens.value, zone)),
            DayField::Closed => self.closed_day(),
        };
        let Some(day) = day else { return false };
        let now = self.board.now;
        if field == DayField::Due
            && let Operand::Span(span, direction) = operand
            && span.unit == Unit::Hours
        {
            return self.dated.instant.is_some_and(|i| moment_fits(i, comparison, now + hours(span.amount, direction)));
        }
        let today = zone.day_of(now);
        let days = match operand {
            // By each milestone's own calendar.
            Operand::Span(Span { amount, unit: Unit::BusinessDays }, direction) => {
                let calendar = self.board.calendar(self.number);
                calendar
                    .map(|calendar| calendar.counted(today, amount, direction).unwrap_or(far(direction)))
                    .map(|day| (day, day))
            }
            Operand::Span(..) | Operand::Days(..) | Operand::Relative(_) => days_of(operand, today),
        };
        days.is_some_and(|(first, last)| match comparison {
            Comparison::Before => day < first,
            Comparison::UpTo => day <= last,
            Comparison::On => (first..=last).contains(&day),
            Comparison::From => day >= first,
            Comparison::After => day > last,
        })
    }

    fn closed_day(&self) -> Option<NaiveDate> {
        let cell = self.cell.filter(|cell| cell.status == Status::Done)?;
        let closed = self.board.record(cell)?.detail(|d| d.closed.as_ref())?;
        Some(day_of(&closed.value, self.board.zone_of(self.board.dated_of_cell(cell))))
    }
}

fn hours(amount: u32, direction: Direction) -> TimeDelta {
    let delta = TimeDelta::hours(amount.into());
    match direction {
        Direction::After => delta,
        Direction::Before => -delta,
    }
}

fn moment_fits(instant: DateTime<Utc>, comparison: Comparison, limit: DateTime<Utc>) -> bool {
    match comparison {
        Comparison::Before => instant < limit,
        Comparison::UpTo => instant <= limit,
        Comparison::On => instant == limit,
        Comparison::From => instant >= limit,
        Comparison::After => instant > limit,
    }
}

/// Past the end of the calendar there is still an order.
fn far(direction: Direction) -> NaiveDate {
    match direction {
        Direction::Before => NaiveDate::MIN,
        Direction::After => NaiveDate::MAX,
    }
}

/// Returns the first and last day that an operand means today; none outside the calendar.
fn days_of(operand: Operand, today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let single = |day: NaiveDate| Some((day, day));
    match operand {
        Operand::Days(first, last) => Some((first, last)),
        Operand::Span(span, direction) => {
            let days = match span.unit {
                Unit::Hours => Span { amount: span.amount / 24, unit: Unit::Days },
                Unit::Days | Unit::BusinessDays | Unit::Weeks | Unit::Months | Unit::Quarters | Unit::Years => span,
            };
            single(day_at(today, days, direction).unwrap_or(far(direction)))
        }
        Operand::Relative(Relative::Today) => single(today),
        Operand::Relative(Relative::Tomorrow) => single(today.succ_opt()?),
        Operand::Relative(Relative::EndOfMonth) => single(Coarse::Month(today.year(), today.month()).last_day()),
        Operand::Relative(Relative::EndOfQuarter) => {
            single(Coarse::Quarter(today.year(), today.month0() / 3 + 1).last_day())
        }
        Operand::Relative(Relative::EndOfYear) => single(Coarse::Year(today.year()).last_day()),
    }
}

fn is_product(product: &Product, name: &str) -> bool {
    folded_eq(product.id.as_str(), name)
        || has_phrase(&product.name, name)
        || product.short.as_deref().is_some_and(|short| folded_eq(short, name))
}

fn product_says(product: &Product, word: &str) -> bool {
    contains(product.id.as_str(), word)
        || contains(&product.name, word)
        || product.short.as_deref().is_some_and(|short| contains(short, word))
}

/// Returns whether two texts are the same in lower case; `wanted` already is.
fn folded_eq(text: &str, wanted: &str) -> bool {
    if text.is_ascii() { text.eq_ignore_ascii_case(wanted) } else { text.to_lowercase() == wanted }
}

/// Returns whether a text contains `wanted`, which is in lower case.
fn contains(text: &str, wanted: &str) -> bool {
    if text.is_ascii() {
        let (text, wanted) = (text.as_bytes(), wanted.as_bytes());
        return wanted.is_empty() || text.windows(wanted.len()).any(|window| window.eq_ignore_ascii_case(wanted));
    }
    text.to_lowercase().contains(wanted)
}

/// Returns whether a text contains `wanted`, in lower case, as whole words.
fn has_phrase(text: &str, wanted: &str) -> bool {
    let text = text.to_lowercase();
    text.match_indices(wanted).any(|(at, found)| {
        let before = text.get(..at).and_then(|t| t.chars().next_back());
        let after = text.get(at + found.len()..).and_then(|t| t.chars().next());
        !found.is_empty() && ![before, after].into_iter().flatten().any(char::is_alphanumeric)
    })
}
