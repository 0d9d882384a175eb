//! The lines of a file that an edit would take away and put there.

use crate::domain::edit::Splice;

/// Returns the lines that go, with `-` before them, and those that come, with `+`, place by place.
#[must_use]
pub fn lines(text: &str, splices: &[Splice]) -> Vec<String> {
    let mut shown = Vec::new();
    let mut rest = splices;
    while let Some((first, mut others)) = rest.split_first() {
        let mut run = vec![first];
        // What stands on the same lines is shown once.
        while let (Some(last), Some((next, behind))) = (run.last(), others.split_first()) {
            if line_of(text, last.at + last.old.len()).1 <= next.at {
                break;
            }
            run.push(next);
            others = behind;
        }
        rest = others;
        shown.extend(of_run(text, &run));
    }
    shown
}

/// Shows splices that stand on the same lines.
fn of_run(text: &str, run: &[&Splice]) -> Vec<String> {
    let (Some(first), Some(last)) = (run.first(), run.last()) else { return Vec::new() };
    let start = line_of(text, first.at).0;
    let last_end = last.at + last.old.len();
    let is_whole = last_end > start && text.get(..last_end).is_some_and(|head| head.ends_with('\n'));
    let end = if is_whole && last.new.ends_with('\n') { last_end } else { line_of(text, last_end).1 };
    let (mut new, mut at) = (String::new(), start);
    for splice in run {
        new.push_str(text.get(at..splice.at).unwrap_or_default());
        new.push_str(&splice.new);
        at = splice.at + splice.old.len();
    }
    new.push_str(text.get(at..end).unwrap_or_default());
    let old: Vec<&str> = text.get(start..end).unwrap_or_default().lines().collect();
    let new: Vec<&str> = new.lines().collect();
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let most = old.len().min(new.len()) - head;
    let tail = old.iter().rev().zip(new.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
    let middle = |lines: &[&str], sign: &str| -> Vec<String> {
        let count = lines.len() - tail - head;
        lines.iter().skip(head).take(count).map(|line| format!("{sign}{line}")).collect()
    };
    let mut shown = middle(&old, "-");
    shown.extend(middle(&new, "+"));
    shown
}

/// Returns where the line of a byte begins, and where the next one does.
fn line_of(text: &str, at: usize) -> (usize, usize) {
    let start = text.get(..at).and_then(|head| head.rfind('\n')).map_or(0, |end| end + 1);
    let end = text.get(at..).and_then(|rest| rest.find('\n')).map_or(text.len(), |end| at + end + 1);
    (start, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, splices: &[(usize, &str, &str)]) -> Vec<String> {
        let splices: Vec<Splice> =
            splices.iter().map(|(at, old, new)| Splice { at: *at, old: (*old).into(), new: (*new).into() }).collect();
        lines(text, &splices)
    }

    #[test]
    fn whole_lines_are_shown_place_by_place() {
        let text = "a: 1\nb: 2\nc: 3\n";
        assert_eq!(shown(text, &[(3, "1", "7"), (13, "3", "9")]), ["-a: 1", "+a: 7", "-c: 3", "+c: 9"]);
        assert_eq!(shown(text, &[(5, "", "x: 1\n")]), ["+x: 1"]);
        assert_eq!(shown(text, &[(5, "b: 2\n", "")]), ["-b: 2"]);
        assert_eq!(shown(text, &[(15, "", "d: 4\n")]), ["+d: 4"]);
        assert_eq!(shown(text, &[(0, "a", "k"), (3, "1", "7")]), ["-a: 1", "+k: 7"]);
        assert_eq!(shown("a: 1", &[(4, "", "\nb: 2")]), ["+b: 2"]);
    }
}
