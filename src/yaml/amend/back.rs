//! Where the bytes of an edit stand now, to be put back.

use crate::domain::edit::Splice;

/// How many places are tried.
const MOST_TRIES: usize = 64;

/// Turns splices round: offsets count from the start of the entry, in the text after the edit.
///
/// None where they lie before `start`.
#[must_use]
pub fn backwards(splices: &[Splice], start: usize) -> Option<Vec<Splice>> {
    let (mut grown, mut shrunk) = (0, 0);
    let mut back = Vec::with_capacity(splices.len());
    for splice in splices {
        let at = (splice.at.checked_sub(start)? + grown).checked_sub(shrunk)?;
        back.push(Splice { at, old: splice.new.clone(), new: splice.old.clone() });
        grown += splice.new.len();
        shrunk += splice.old.len();
    }
    (!back.is_empty()).then_some(back)
}

/// Returns the places in a text where all old bytes stand, the nearest first: each the splices moved by some bytes.
#[must_use]
pub fn places(text: &str, splices: &[Splice]) -> Vec<Vec<Splice>> {
    let Some(longest) = splices.iter().max_by_key(|splice| splice.old.len()) else { return Vec::new() };
    let mut starts: Vec<usize> = Vec::new();
    starts.push(longest.at);
    if !longest.old.is_empty() {
        starts.extend(text.match_indices(&longest.old).map(|(at, _)| at));
    }
    starts.sort_by_key(|at| at.abs_diff(longest.at));
    starts.dedup();
    starts.truncate(MOST_TRIES);
    starts.into_iter().filter_map(|at| moved(text, splices, (longest.at, at))).collect()
}

/// Returns the place in which a record that was taken away would be written anew, with the bytes that it had.
///
/// `anew` are the splices that write it anew, offsets into the whole text; `start` is where the part begins.
#[must_use]
pub fn behind(back: &[Splice], anew: impl FnOnce() -> Option<Vec<Splice>>, start: usize) -> Option<Vec<Splice>> {
    let [only] = back else { return None };
    if !only.old.is_empty() {
        return None;
    }
    let anew = anew()?;
    let [place] = anew.as_slice() else { return None };
    let at = place.at.checked_sub(start)?;
    place.old.is_empty().then(|| vec![Splice { at, old: String::new(), new: only.new.clone() }])
}

/// Moves splices by the way from one byte to another, if their old bytes stand there.
fn moved(text: &str, splices: &[Splice], (from, to): (usize, usize)) -> Option<Vec<Splice>> {
    let moved = splices.iter().map(|splice| {
        let at = (splice.at + to).checked_sub(from)?;
        let stands = text.get(at..at + splice.old.len())? == splice.old;
        stands.then(|| Splice { at, ..splice.clone() })
    });
    moved.collect()
}
