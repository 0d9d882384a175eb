//! Did you mean …? The nearest known words to one that is not known.

/// Returns up to `most` of `known` that are near enough to `word` to be what was meant, nearest first.
///
/// Near enough: at most a third of the letters (at least one) differ, or one begins with the other.
#[must_use]
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>, most: usize) -> Vec<&'a str> {
    let lower = word.to_lowercase();
    let mut found: Vec<(usize, &str)> = known
        .into_iter()
        .filter_map(|candidate| {
            let distance = distance(&lower, &candidate.to_lowercase());
            let length = lower.chars().count().max(candidate.chars().count());
            let begins = lower.chars().count() >= 3 && candidate.starts_with(lower.as_str());
            let limit = (length / 3).max(1);
            (distance <= limit || begins).then_some((distance, candidate))
        })
        .collect();
    found.sort_unstable();
    found.dedup();
    found.truncate(most);
    found.into_iter().map(|(_, candidate)| candidate).collect()
}

/// Returns the `most` of `known` that are nearest to `word`, nearest first, however far that is.
#[must_use]
pub fn nearest_of_all<'a>(word: &str, known: impl IntoIterator<Item = &'a str>, most: usize) -> Vec<&'a str> {
    let lower = word.to_lowercase();
    let mut found: Vec<(bool, usize, &str)> = known
        .into_iter()
        .map(|candidate| {
            let begins = lower.chars().count() >= 3 && candidate.starts_with(lower.as_str());
            (!begins, distance(&lower, &candidate.to_lowercase()), candidate)
        })
        .collect();
    found.sort_unstable();
    found.dedup();
    found.truncate(most);
    found.into_iter().map(|(.., candidate)| candidate).collect()
}

/// Returns `did you mean 'a', 'b' or 'c'?`, or nothing when nothing is near.
#[must_use]
pub fn did_you_mean<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let near = nearest(word, known, 3);
    match near.as_slice() {
        [] => String::new(),
        [one] => format!("did you mean '{one}'?"),
        [one, two] => format!("did you mean '{one}' or '{two}'?"),
        [one, two, rest @ ..] => {
            let last = rest.first().copied().unwrap_or_default();
            format!("did you mean '{one}', '{two}' or '{last}'?")
        }
    }
}

/// The number of letters to add, drop, change or swap with a neighbour; words past 64 letters are far from all.
fn distance(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.chars().take(65).collect();
    let b: Vec<char> = b.chars().take(65).collect();
    if a.len() > 64 || b.len() > 64 {
        return usize::from(a != b) * 64;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, &x) in a.iter().enumerate() {
        let mut next = Vec::with_capacity(b.len() + 1);
        next.push(i + 1);
        for (j, &y) in b.iter().enumerate() {
            let at = |row: &[usize], k: usize| row.get(k).copied().unwrap_or(usize::MAX / 2);
            let mut best = (at(&row, j) + usize::from(x != y)).min(at(&row, j + 1) + 1).min(at(&next, j) + 1);
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(&y) && b.get(j - 1) == Some(&x);
            if swapped {
                best = best.min(at(&before, j - 1) + 1);
            }
            next.push(best);
        }
        before = std::mem::replace(&mut row, next);
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_words_are_offered_and_far_ones_are_not() {
        assert_eq!(did_you_mean("stats", ["status", "source", "since"]), "did you mean 'status'?");
        assert_eq!(did_you_mean("zebra", ["status", "source"]), "");
        assert_eq!(did_you_mean("form", ["from", "by"]), "did you mean 'from'?");
        assert_eq!(nearest("kaspersky", ["kaspersky-ban", "kaspersky-exit", "eu-ai"], 3).len(), 2);
        assert_eq!(nearest_of_all("zebra", ["status", "source", "era", "a"], 3), ["era", "a", "source"]);
        assert_eq!(nearest_of_all("kaspersky", ["kaspersky-exit", "casperski"], 1), ["kaspersky-exit"]);
    }
}
