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

/// Returns the places in which records that were taken away would be written anew, with the bytes that they had; what
/// else the edit changed is written anew, too.
///
/// `anew` are the splices that write all of it anew, offsets into the whole text; `start` is where the part begins.
#[must_use]
pub fn behind(back: &[Splice], anew: impl FnOnce() -> Option<Vec<Splice>>, start: usize) -> Option<Vec<Splice>> {
    let gone: Vec<&Splice> = back.iter().filter(|splice| splice.old.is_empty()).collect();
    if gone.is_empty() {
        return None;
    }
    let mut anew = anew()?;
    for splice in &mut anew {
        splice.at = splice.at.checked_sub(start)?;
    }
    let mut written: Vec<&mut Splice> = anew.iter_mut().filter(|splice| splice.old.is_empty()).collect();
    if written.len() != gone.len() {
        return None;
    }
    for (new, old) in written.iter_mut().zip(gone) {
        if first_key(&new.new) != first_key(&old.new) {
            return None;
        }
        new.new.clone_from(&old.new);
    }
    Some(anew)
}

/// Returns the first words of a text that are no comment, up to a colon.
fn first_key(text: &str) -> Option<&str> {
    let line = text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#'))?;
    line.split(':').next()
}

/// Returns whether a way back loses comments: those of what it brings back, or those that others wrote into what goes.
///
/// `made` are the splices of the edit, `back` those that take it back in another way than by its bytes. Told by the
/// letter `#`: what says the same holds it as often, whatever the style.
#[must_use]
pub fn loses_comments(made: &[Splice], back: &[Splice]) -> bool {
    let count = |texts: &mut dyn Iterator<Item = &String>| texts.map(|text| text.matches('#').count()).sum::<usize>();
    let (gone, came) =
        (count(&mut made.iter().map(|splice| &splice.old)), count(&mut made.iter().map(|splice| &splice.new)));
    let (goes, comes) =
        (count(&mut back.iter().map(|splice| &splice.old)), count(&mut back.iter().map(|splice| &splice.new)));
    // What it takes is at most what the edit brought, what it brings at least what the edit took.
    comes + came < gone + goes || foreign(made, back)
}

/// Returns whether comments go with what goes that the edit did not write.
fn foreign(made: &[Splice], back: &[Splice]) -> bool {
    let mut known: Vec<&str> = made.iter().flat_map(|splice| comments(&splice.new)).collect();
    known.extend(back.iter().flat_map(|splice| comments(&splice.new)));
    back.iter().flat_map(|splice| comments(&splice.old)).any(|comment| {
        let at = known.iter().position(|other| *other == comment);
        at.map(|at| known.swap_remove(at)).is_none()
    })
}

/// Returns what stands behind a `#` on each line, and perhaps is a comment.
fn comments(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter_map(|line| line.split_once('#')).map(|(_, comment)| comment.trim_end())
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
