//! Sources and evidence: which there are, opening them, and the choice among several.

use super::detail::{self, Target};
use super::effect::Effect;
use super::layout::{dialog_span, first_with};
use super::motion::links_rows;
use super::overlay::{Overlay, Place};
use super::state::{Pane, State};
use super::tone::Tone;
use super::words::{Run, Words, cleaned, wrap};
use crate::domain::board::Board;
use crate::domain::id::Id;
use crate::domain::link::{Address, evidence, page};

/// The most sources and pieces of evidence that are listed to choose from.
const MOST: usize = 99;

/// A source or a piece of evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What it is.
    pub target: Target,
    /// Whose it is: `Source`, `Moved`, or a product as shown.
    pub label: String,
    /// As the file writes it.
    pub text: Box<str>,
}

impl Link {
    /// Returns where it is; none where no program is given it.
    fn address(&self) -> Option<Address> {
        match &self.target {
            Target::Evidence { .. } => evidence(&self.text),
            Target::Source(_) | Target::Moved(_) => page(&self.text),
            Target::Field(_)
            | Target::OfRegulation(_)
            | Target::Date
            | Target::Verified
            | Target::Cell(_)
            | Target::Notes
            | Target::NotesOfRegulation
            | Target::Owner
            | Target::Other { .. }
            | Target::Line => None,
        }
    }
}

/// The choice among several.
#[derive(Clone, Debug)]
pub struct Links {
    /// What there is; at most 99.
    pub list: Vec<Link>,
    /// The cursor.
    pub place: Place,
}

/// The most rows on which the address under the cursor is told in full.
const TOLD: usize = 4;

/// Returns an address in full, wrapped to the width of the dialog.
#[must_use]
pub fn in_full(state: &State, text: &str) -> Vec<Words> {
    let width = usize::from(dialog_span(state).1.saturating_sub(4)).max(1);
    wrap(&[Run::new(cleaned(state.launch.glyphs, text).as_str(), Tone::Link)], width, 0)
}

/// Returns how many rows tell the address under the cursor: as many for each, so that nothing moves while one chooses.
#[must_use]
pub fn told_rows(state: &State, links: &Links) -> usize {
    links.list.iter().map(|link| in_full(state, &link.text).len()).max().unwrap_or(0).min(TOLD)
}

/// Returns how many lines the dialog has.
#[must_use]
pub fn lines(state: &State, links: &Links) -> usize {
    links_rows(state, links.list.len()) + 1 + told_rows(state, links)
}

/// Returns how many addresses are shown in a dialog of this height.
#[must_use]
pub fn shown_rows(state: &State, links: &Links, height: u16) -> usize {
    links_rows(state, links.list.len()).min(usize::from(height.saturating_sub(2)).max(1))
}

/// Returns the first address that is shown, of so many rows.
#[must_use]
pub fn first_shown(links: &Links, rows: usize) -> usize {
    first_with(links.place.at, rows).max(links.place.offset.min(links.place.at))
}

/// Returns the sources of a milestone, or of its regulation; those of its earlier dates; the evidence of its products.
#[must_use]
pub fn links(board: &Board, number: u32) -> Vec<Link> {
    let sources = board.inherited(number).source().iter().enumerate();
    let sources =
        sources.map(|(at, text)| Link { target: Target::Source(at), label: "Source".into(), text: text.clone() });
    let moved = board.records(number).1.moved.iter().enumerate().filter_map(|(at, step)| {
        let text = step.source.clone()?;
        Some(Link { target: Target::Moved(at), label: "Moved".into(), text })
    });
    sources.chain(moved).chain(all_evidence(board, number)).collect()
}

/// Returns the evidence of the obligations of a milestone.
pub fn all_evidence(board: &Board, number: u32) -> impl Iterator<Item = Link> {
    board.cells_of(number).iter().flat_map(move |cell| {
        let product = board.product(cell);
        let paths = board.record(cell).and_then(|record| record.details.as_deref()).map(|details| &details.evidence);
        paths.into_iter().flatten().enumerate().map(|(at, text)| Link {
            target: Target::Evidence { product: Id::clone(&product.id), at },
            label: product.label().to_string(),
            text: text.clone(),
        })
    })
}

/// Opens what the cursor of the detail stands on, or the only source; offers them where there are several (`o`).
pub fn open(state: &mut State) -> Vec<Effect> {
    if let Some(link) = under_cursor(state) {
        return follow(state, &link);
    }
    let (Some(board), Some(number)) = (&state.source.board, state.list.milestone()) else { return Vec::new() };
    let mut list = links(board, number);
    if let [only] = list.as_slice() {
        let only = only.clone();
        return follow(state, &only);
    }
    list.truncate(MOST);
    state.overlay = Some(Overlay::Links(Links { list, place: Place::default() }));
    Vec::new()
}

/// Returns the source or piece of evidence that is meant without asking: chosen among several, or under the cursor of
/// the detail.
#[must_use]
pub fn under_cursor(state: &State) -> Option<Link> {
    if let Some(Overlay::Links(links)) = &state.overlay {
        return links.list.get(links.place.at).cloned();
    }
    if state.screen.pane != Pane::Detail {
        return None;
    }
    let target = detail::seen(state)?;
    let (board, number) = (state.source.board.as_ref()?, state.list.milestone()?);
    links(board, number).into_iter().find(|link| link.target == target)
}

/// Opens the one that was chosen.
pub fn choose(state: &mut State) -> Vec<Effect> {
    let Some(link) = under_cursor(state) else { return Vec::new() };
    state.overlay = None;
    follow(state, &link)
}

/// Opens the one with a number, from 1.
pub fn choose_number(state: &mut State, number: usize) -> Vec<Effect> {
    let Some(Overlay::Links(links)) = &mut state.overlay else { return Vec::new() };
    if number > links.list.len() {
        state.say(format!("there is no {number}"));
        return Vec::new();
    }
    links.place.at = number.saturating_sub(1);
    choose(state)
}

/// Asks for a source or a piece of evidence to be opened; says why where no program is given it.
fn follow(state: &mut State, link: &Link) -> Vec<Effect> {
    match (link.address(), &link.target) {
        (Some(address), _) => {
            state.say(format!("opening {}", link.text));
            vec![Effect::Open(address)]
        }
        (None, target) => {
            let what = if matches!(target, Target::Evidence { .. }) { "and files are opened" } else { "are opened" };
            state.offer(format!("only http and https {what}: {}", state.keyed("{copy} copies it")), link.text.clone());
            Vec::new()
        }
    }
}

/// Says why something was not opened; `y` copies it as long as that stands there.
pub fn not_opened(state: &mut State, address: Address, why: String) {
    let text = match address {
        Address::Web(text) | Address::Path(text) => text,
    };
    state.offer(why, text.into());
}
