//! The proof of an edit: its text is parsed, and its tree must be the old one with just that edit done.
//!
//! Both trees are lists of nodes in the order of the text, so they are compared in one walk, node by node: kinds,
//! styles, texts, sizes, tags, anchors, and what each alias stands for. No alias is ever followed.

use super::lines;
use super::sheet::{Sheet, is_null, scalar_of};
use crate::domain::edit::{Splice, Value, splice};
use crate::yaml::node::{Kind, Node, Style, Tree};
use crate::yaml::parse;

/// What the new tree must be made of.
#[derive(Clone, Debug)]
pub(super) enum Part {
    /// Nodes of the old tree: from, and up to.
    Keep(usize, usize),
    /// A scalar of the old tree with another text.
    Text(usize, String),
    /// A key that was not there, or a scalar in place of another that had a tag.
    Fresh(String),
    /// A value that was not there.
    New(Value),
    /// A value in place of another, which leaves it its anchor.
    Named(usize, Value),
}

/// Bytes that become others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cut {
    pub from: usize,
    pub to: usize,
    pub new: String,
}

impl Cut {
    pub fn new(from: usize, to: usize, new: impl Into<String>) -> Self {
        Self { from, to, new: new.into() }
    }
}

/// What an edit would do, and what must come of it.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub cuts: Vec<Cut>,
    pub parts: Vec<Part>,
    /// The lists and maps around the edit, outermost first; the last may be written otherwise afterwards.
    pub around: Vec<usize>,
}

/// Returns the splices of a plan that does what it says.
///
/// # Errors
///
/// What is otherwise than it should be.
pub(super) fn prove(sheet: &Sheet<'_>, plan: &Plan) -> Result<Vec<Splice>, &'static str> {
    let mut splices = splices(sheet.text, &plan.cuts).ok_or("the places overlap")?;
    let mut text = splice(sheet.text, &splices).ok_or("the places overlap")?;
    let mut tree = Tree::default();
    let read = |text: &str, tree: &mut Tree| {
        parse::parse(text, 0, parse::MOST_NODES.of_piece, tree).map_err(|_broken| "it would not be YAML any more")
    };
    read(&text, &mut tree)?;
    let reaches_end = splices.last().is_some_and(|last| last.at + last.old.len() == sheet.text.len());
    if is_cut_short(&tree, &text) && (reaches_end || !is_cut_short(sheet.tree, sheet.text)) {
        let end = sheet.text.len();
        let newline = lines::newline(sheet.text, end);
        match splices.last_mut().filter(|last| last.at + last.old.len() == end) {
            Some(last) => last.new.push_str(newline),
            None => splices.push(Splice { at: end, old: String::new(), new: newline.to_string() }),
        }
        text.push_str(newline);
        read(&text, &mut tree)?;
    }
    if meets_breaks(&text, &splices) || has_breaks(sheet) {
        return Err("the line holds a sign that some readers take for a line's end");
    }
    if meets_tabs((sheet.tree, sheet.text), (&tree, &text), &splices) {
        return Err("a line of tabs follows, where not every reader takes one");
    }
    let mut walk =
        Walk { sheet, plan, tree: &tree, text: &text, at: 0, new_of: vec![u32::MAX; sheet.tree.nodes.len()] };
    for part in &plan.parts {
        walk.part(part).ok_or("something else would change")?;
    }
    if walk.at != tree.nodes.len() {
        return Err("something else would change");
    }
    walk.names().ok_or("a tag, an anchor or an alias would change")?;
    walk.second(&splices).ok_or("another document would change")?;
    Ok(splices)
}

/// Returns whether a text ends in lines behind `|` or `>` whose last one lacks the end that it should have: readers
/// differ on what that is.
fn is_cut_short(tree: &Tree, text: &str) -> bool {
    let Some(last) = tree.nodes.len().checked_sub(1) else { return false };
    let Some(node) = tree.nodes.get(last) else { return false };
    matches!(node.style, Style::Literal | Style::Folded)
        && node.end as usize == text.len()
        && !text.ends_with(['\n', '\r'])
        && scalar_of(tree, text, last).ends_with('\n')
}

/// Returns whether a line that was written on holds what ended lines in YAML 1.1 and does so no more.
fn meets_breaks(text: &str, splices: &[Splice]) -> bool {
    let mut moved = 0_isize;
    splices.iter().any(|splice| {
        let from = lines::line_start(text, splice.at.saturating_add_signed(moved));
        moved += splice.new.len().cast_signed() - splice.old.len().cast_signed();
        let to = lines::line_end(text, (splice.at + splice.old.len()).saturating_add_signed(moved));
        lines::part(text, from, to).contains(['\u{85}', '\u{2028}', '\u{2029}'])
    })
}

/// Returns whether such a sign stands outside all texts, where it may end a comment or a name.
fn has_breaks(sheet: &Sheet<'_>) -> bool {
    sheet.text.match_indices(['\u{85}', '\u{2028}', '\u{2029}']).any(|(at, _)| {
        let is_around =
            |node: &Node| node.kind == Kind::Scalar && (node.start as usize..node.end as usize).contains(&at);
        !sheet.tree.nodes.iter().any(is_around)
    })
}

/// Returns whether an empty line with a tab follows what was written: libyaml stumbles there, but where it did before.
///
/// Each text with its tree: before, and after.
fn meets_tabs((old_tree, old): (&Tree, &str), (tree, text): (&Tree, &str), splices: &[Splice]) -> bool {
    let mut moved = 0_isize;
    splices.iter().any(|splice| {
        moved += splice.new.len().cast_signed() - splice.old.len().cast_signed();
        let old_end = lines::part(old, 0, splice.at + splice.old.len()).trim_end().len();
        let end = (splice.at + splice.old.len()).saturating_add_signed(moved);
        let end = end - (splice.new.len() - splice.new.trim_end().len());
        let next = lines::next_line(text, end);
        !splice.new.trim().is_empty()
            && lines::ends_line(text, end)
            && lines::is_blank(text, next)
            && lines::part(text, next, lines::line_end(text, next)).contains('\t')
            && ending(tree, text, end).is_none_or(|is| ending(old_tree, old, old_end) != Some(is))
    })
}

/// What ends a line, as far as a reader cares who meets a tab on the next one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ending {
    Comment,
    Node(Kind, Style),
}

/// Returns what ends at a byte and ends its line.
fn ending(tree: &Tree, text: &str, end: usize) -> Option<Ending> {
    let rest = lines::part(text, end, lines::line_end(text, end)).trim_matches([' ', '\t']);
    if rest.starts_with('#') {
        return Some(Ending::Comment);
    }
    let is_it = |node: &&Node| node.style != Style::Block && node.end as usize == end;
    let node = tree.nodes.iter().rev().find(is_it).filter(|_| rest.is_empty())?;
    Some(Ending::Node(node.kind, node.style))
}

/// Returns cuts as splices in order, each without what stays the same; none where they overlap.
fn splices(text: &str, cuts: &[Cut]) -> Option<Vec<Splice>> {
    let mut sorted: Vec<&Cut> = cuts.iter().collect();
    sorted.sort_by_key(|cut| (cut.from, cut.to));
    let mut splices: Vec<Splice> = Vec::with_capacity(sorted.len());
    let mut last = 0;
    for cut in sorted {
        if cut.from < last || cut.to < cut.from {
            return None;
        }
        last = cut.to;
        let old = text.get(cut.from..cut.to)?;
        if old != cut.new {
            splices.push(Splice { at: cut.from, old: old.into(), new: apart(text, cut) });
        }
    }
    Some(splices)
}

/// Returns what a cut writes, with a space where a colon would meet a comma or the end of a list: not every reader
/// takes that for an empty value.
fn apart(text: &str, cut: &Cut) -> String {
    let ends = [',', ']', '}'];
    let (before, after) = (lines::part(text, 0, cut.from), lines::part(text, cut.to, text.len()));
    let next = if cut.new.is_empty() { after } else { &cut.new };
    let head = if before.ends_with(':') && next.starts_with(ends) { " " } else { "" };
    let tail = if cut.new.ends_with(':') && after.starts_with(ends) { " " } else { "" };
    format!("{head}{}{tail}", cut.new)
}

struct Walk<'a> {
    sheet: &'a Sheet<'a>,
    plan: &'a Plan,
    tree: &'a Tree,
    text: &'a str,
    /// The next node of the new tree.
    at: usize,
    /// Where each old node is in the new tree.
    new_of: Vec<u32>,
}

impl Walk<'_> {
    fn part(&mut self, part: &Part) -> Option<()> {
        match part {
            Part::Keep(from, to) => (*from..*to).try_for_each(|old| self.keep(old)),
            Part::Text(old, text) => {
                *self.new_of.get_mut(*old)? = u32::try_from(self.at).ok()?;
                self.scalar(text)
            }
            Part::Fresh(text) => self.scalar(text),
            Part::New(value) => self.value(value),
            Part::Named(old, value) => {
                *self.new_of.get_mut(*old)? = u32::try_from(self.at).ok()?;
                self.value(value)
            }
        }
    }

    fn take(&mut self) -> Option<Node> {
        let node = self.tree.nodes.get(self.at).copied()?;
        self.at += 1;
        Some(node)
    }

    fn keep(&mut self, old: usize) -> Option<()> {
        let at = self.at;
        let (was, is) = (self.sheet.node(old), self.take()?);
        let is_around = self.plan.around.contains(&old);
        let is_edited = self.plan.around.last() == Some(&old);
        let has_size = is_around || was.next as usize - old == is.next as usize - at;
        let has_style = was.style == is.style || (is_edited && was.kind != Kind::Scalar);
        let has_text = was.kind != Kind::Scalar || self.sheet.scalar(old) == scalar_of(self.tree, self.text, at);
        *self.new_of.get_mut(old)? = u32::try_from(at).ok()?;
        (was.kind == is.kind && has_style && has_text && has_size).then_some(())
    }

    fn scalar(&mut self, text: &str) -> Option<()> {
        let at = self.at;
        let node = self.take()?;
        let is_text = node.kind == Kind::Scalar && !is_null(self.tree, self.text, at);
        (is_text && scalar_of(self.tree, self.text, at) == text).then_some(())
    }

    fn value(&mut self, value: &Value) -> Option<()> {
        let at = self.at;
        match value {
            Value::Text(text) => return self.scalar(text),
            Value::Alias(_) => return None,
            Value::Null => {
                self.take()?;
                return is_null(self.tree, self.text, at).then_some(());
            }
            Value::List(items) => {
                (self.take()?.kind == Kind::List).then_some(())?;
                items.iter().try_for_each(|item| self.value(item))?;
            }
            Value::Map(pairs) => {
                (self.take()?.kind == Kind::Map).then_some(())?;
                for (key, value) in pairs {
                    self.scalar(key)?;
                    self.value(value)?;
                }
            }
        }
        (self.tree.nodes.get(at)?.next as usize == self.at).then_some(())
    }

    /// Compares tags, anchors and aliases, and the sizes of what is around the edit.
    fn names(&self) -> Option<()> {
        let old = self.sheet.tree;
        let new_of = |node: u32| self.new_of.get(node as usize).copied().filter(|new| *new != u32::MAX);
        let mut anchors: Vec<u32> = old.anchors.iter().filter_map(|(_, node)| new_of(*node)).collect();
        anchors.sort_unstable();
        let has_anchors = anchors.iter().eq(self.tree.anchors.iter().map(|(_, node)| node));
        let mut aliases: Vec<(u32, Option<u32>)> = Vec::with_capacity(old.aliases.len());
        for (alias, target) in &old.aliases {
            let Some(alias) = new_of(*alias) else { continue };
            // What an alias stands for is never taken away.
            let target = match target {
                Some(target) => Some(new_of(*target)?),
                None => None,
            };
            aliases.push((alias, target));
        }
        aliases.sort_unstable();
        let mut tags: Vec<(u32, &str)> = old
            .tagged
            .iter()
            .filter_map(|(node, place)| {
                Some((new_of(*node)?, lines::part(self.sheet.text, place.start as usize, place.end as usize)))
            })
            .collect();
        tags.sort_unstable();
        let is_tag = |(node, place): &(u32, crate::domain::finding::Place)| {
            (*node, lines::part(self.text, place.start as usize, place.end as usize))
        };
        let has_tags = tags.iter().copied().eq(self.tree.tagged.iter().map(is_tag));
        let has_aliases = aliases == self.tree.aliases;
        let delta = self.tree.nodes.len().cast_signed() - old.nodes.len().cast_signed();
        let has_sizes = self.plan.around.iter().all(|node| {
            let new = new_of(u32::try_from(*node).unwrap_or(u32::MAX)).map_or(0, |new| new as usize);
            let size = self.tree.nodes.get(new).map_or(0, |is| is.next as usize - new);
            (self.sheet.next(*node) - node).checked_add_signed(delta) == Some(size)
        });
        (has_anchors && has_aliases && has_tags && has_sizes).then_some(())
    }

    /// Compares where the next document begins; all from there on must be the same bytes.
    fn second(&self, splices: &[Splice]) -> Option<()> {
        let Some(second) = self.sheet.tree.second else { return self.tree.second.is_none().then_some(()) };
        let second = second as usize;
        let is_before = splices.iter().all(|splice| splice.at + splice.old.len() <= second);
        let is_same = self.text.len() - self.tree.second? as usize == self.sheet.text.len() - second;
        (is_before && is_same).then_some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::node::Piece;

    /// Tries cuts that claim to change no node.
    fn forge(text: &str, cuts: &[(usize, usize, &str)]) -> Result<Vec<Splice>, &'static str> {
        let mut tree = Tree::default();
        parse::parse(text, 0, parse::MOST_NODES.of_piece, &mut tree).expect("it is YAML");
        let sheet = Sheet::new(&Piece { tree: &tree, text, base: 0 }).expect("it has its places");
        let cuts = cuts.iter().map(|(from, to, new)| Cut::new(*from, *to, *new)).collect();
        prove(&sheet, &Plan { cuts, parts: vec![Part::Keep(0, tree.nodes.len())], around: Vec::new() })
    }

    #[test]
    fn what_changes_no_node_is_proved() {
        assert_eq!(forge("a: 1 # x\nb: 2\n", &[(5, 8, "# y")]).map(|splices| splices.len()), Ok(1));
        assert_eq!(forge("a: 1\n", &[(3, 4, "1")]), Ok(Vec::new()));
    }

    #[test]
    fn an_anchor_an_alias_or_a_tag_that_changes_is_found() {
        let names = Err("a tag, an anchor or an alias would change");
        // An alias of the other anchor, an anchor more, an anchor less, an anchor on another node.
        assert_eq!(forge("a: &x 1\nb: &y 1\nc: *x\n", &[(20, 21, "y")]), names);
        assert_eq!(forge("a: 1\nb: 2\n", &[(3, 3, "&x ")]), names);
        assert_eq!(forge("a: &x 1\nb: 2\n", &[(3, 6, "")]), names);
        assert_eq!(forge("a: &x 1\nb: 2\n", &[(3, 6, ""), (11, 11, "&x ")]), names);
        // Another tag, a tag more, a tag less.
        assert_eq!(forge("a: !t 1\n", &[(4, 5, "u")]), names);
        assert_eq!(forge("a: 1\n", &[(3, 3, "!t ")]), names);
        assert_eq!(forge("a: !!str 1\n", &[(3, 9, "")]), names);
    }

    #[test]
    fn anything_else_that_changes_is_found() {
        let other = Err("something else would change");
        assert_eq!(forge("a: 1\nb: 2\n", &[(8, 9, "3")]), other);
        assert_eq!(forge("a: 1\nb: 2\n", &[(8, 9, "'2'")]), other);
        assert_eq!(forge("a: [1]\n", &[(3, 6, "{1: }")]), other);
        assert_eq!(forge("a:\n  b: 1\nc: 2\n", &[(10, 10, "  ")]), other);
        assert_eq!(forge("a: 1\n", &[(5, 5, "b: 2\n")]), other);
        assert_eq!(forge("a: 1\nb: 2\n", &[(5, 10, "")]), other);
        assert_eq!(forge("a: 1\n", &[(3, 4, "[")]), Err("it would not be YAML any more"));
        assert_eq!(forge("a: 1\n---\nb: 2\n", &[(12, 13, "3")]), Err("another document would change"));
        assert_eq!(forge("a: 1\n", &[(3, 4, "2"), (2, 4, "3")]), Err("the places overlap"));
    }
}
