//! What may not be edited: what is behind an alias, what others refer to, what a merge key touches.

use super::lines;
use super::sheet::Sheet;
use crate::domain::edit::{Refusal, Why};
use crate::domain::finding::Place;
use crate::yaml::lines::Lines;
use crate::yaml::node::Kind;

impl Sheet<'_> {
    /// Returns where a node stands in the file.
    pub fn place(&self, index: usize) -> Place {
        let spot = self.spot(index);
        let end = spot.end.min(lines::line_end(self.text, spot.full)).max(spot.full);
        let offset = |at: usize| self.base.saturating_add(crate::yaml::parse::offset(at));
        Place::new(offset(spot.full), offset(end))
    }

    /// Follows a path: all nodes on the way, the outermost first.
    pub fn follow(&self, path: &[usize]) -> Result<Vec<usize>, Refusal> {
        let mut chain = vec![0];
        let mut at = 0;
        for number in path {
            self.not_alias(at)?;
            let entry = self.entries(at).get(*number).copied();
            let missing = || Refusal::new(Why::Missing, "nothing is there to be edited", "").at(self.place(at));
            at = entry.ok_or_else(missing)?.value;
            chain.push(at);
        }
        Ok(chain)
    }

    /// Refuses an alias.
    pub fn not_alias(&self, index: usize) -> Result<(), Refusal> {
        if self.node(index).kind != Kind::Alias {
            return Ok(());
        }
        let spot = self.spot(index);
        let name = lines::part(self.text, spot.body, spot.end).trim_start_matches('*');
        let message = format!("this is '&{name}', which is written elsewhere");
        Err(Refusal::new(Why::Rule, message, format!("edit what stands at '&{name}'")).at(self.place(index)))
    }

    /// Refuses what others refer to: the nodes of a chain, and those from `from` up to `to`, which go away.
    pub fn not_shared(&self, chain: &[usize], (from, to): (usize, usize)) -> Result<(), Refusal> {
        let mut others = Vec::new();
        for (alias, target) in &self.tree.aliases {
            let (alias, Some(target)) = (*alias as usize, target.map(|target| target as usize)) else { continue };
            let is_going = (from..to).contains(&target) && !(from..to).contains(&alias);
            if is_going || chain.contains(&target) {
                others.push((alias, target));
            }
        }
        let Some((_, first)) = others.first().copied() else { return Ok(()) };
        Err(self.shared(others.into_iter().map(|(alias, _)| alias), first))
    }

    /// Returns whether a node has an anchor.
    pub fn has_anchor(&self, index: usize) -> bool {
        let number = crate::yaml::parse::offset(index);
        self.tree.anchors.binary_search_by_key(&number, |(_, node)| *node).is_ok()
    }

    /// Returns the tag of a node.
    pub fn tag(&self, index: usize) -> Option<&str> {
        let number = crate::yaml::parse::offset(index);
        let (_, place) = self.tree.tagged.iter().find(|(node, _)| *node == number)?;
        Some(lines::part(self.text, place.start as usize, place.end as usize))
    }

    /// Refuses to take its anchor from a value.
    pub fn not_anchored(&self, index: usize) -> Result<(), Refusal> {
        if !self.has_anchor(index) {
            return Ok(());
        }
        let spot = self.spot(index);
        let names = lines::part(self.text, spot.full, spot.open);
        let name = names.split_whitespace().find(|word| word.starts_with('&')).unwrap_or("&");
        let message = format!("the anchor '{name}' belongs to this value");
        Err(Refusal::new(Why::Rule, message, "edit it by hand").at(self.place(index)))
    }

    /// Refuses to put brackets around a value that has a tag: it would belong to another.
    pub fn not_tagged(&self, index: usize) -> Result<(), Refusal> {
        let Some(tag) = self.tag(index) else { return Ok(()) };
        let message = format!("the tag '{tag}' belongs to this value");
        Err(Refusal::new(Why::Rule, message, "edit it by hand").at(self.place(index)))
    }

    /// Returns whether a tag of YAML's own says that another sort of text stands here.
    pub fn is_typed(&self, index: usize, text: &str) -> bool {
        let Some(tag) = self.tag(index) else { return false };
        let name = tag.strip_prefix("!!").or_else(|| tag.strip_prefix("!<tag:yaml.org,2002:")?.strip_suffix('>'));
        match name {
            None | Some("str") => false,
            Some("int") => text.parse::<i128>().is_err(),
            Some("float") => !text.contains(|letter: char| letter.is_ascii_digit()) || text.parse::<f64>().is_err(),
            Some("bool") => !matches!(text, "true" | "false"),
            Some(_) => true,
        }
    }

    /// Refuses another text for a scalar whose tag says what may stand there.
    pub fn not_typed(&self, index: usize, text: &str) -> Result<(), Refusal> {
        let tag = self.tag(index).unwrap_or_default();
        if !self.is_typed(index, text) {
            return Ok(());
        }
        let message = format!("the tag '{tag}' says what may stand here");
        Err(Refusal::new(Why::Rule, message, "edit it by hand").at(self.place(index)))
    }

    /// Refuses to put the nodes of one range behind those of the next, where an alias would come before its anchor.
    pub fn not_crossed(&self, (from, between, to): (usize, usize, usize)) -> Result<(), Refusal> {
        let mut crossed = Vec::new();
        for (alias, target) in &self.tree.aliases {
            let (alias, Some(target)) = (*alias as usize, target.map(|target| target as usize)) else { continue };
            if (from..between).contains(&target) && (between..to).contains(&alias) {
                crossed.push((alias, target));
            }
        }
        let Some((_, first)) = crossed.first().copied() else { return Ok(()) };
        let refusal = self.shared(crossed.into_iter().map(|(alias, _)| alias), first);
        Err(Refusal { hint: "an alias must stand behind what it refers to".into(), ..refusal })
    }

    /// Returns the refusal of what is referred to by these aliases.
    fn shared(&self, aliases: impl Iterator<Item = usize>, target: usize) -> Refusal {
        let other = |alias: usize| {
            let spot = self.spot(alias);
            (lines::part(self.text, spot.body, spot.end).into(), self.place(alias))
        };
        let lines = (self.base == 0).then(|| Lines::new(self.text));
        let line_of = |place: Place| lines.as_ref().map(|lines| lines.line_of(place.start));
        Refusal::shared(aliases.map(other).collect()).named(line_of).at(self.place(target))
    }

    /// Refuses a map whose keys a merge key adds to.
    pub fn not_merged(&self, map: usize) -> Result<(), Refusal> {
        let merge = self.entries(map).into_iter().find_map(|entry| entry.key.filter(|key| self.is_merge(*key)));
        let Some(key) = merge else { return Ok(()) };
        let message = "a merge key '<<' adds to this map";
        Err(Refusal::new(Why::Rule, message, "write its keys out, or edit it by hand").at(self.place(key)))
    }

    /// Refuses a key that is there already.
    pub fn not_twice(&self, map: usize, key: &str) -> Result<(), Refusal> {
        let is_same = |other: usize| self.node(other).kind == Kind::Scalar && self.scalar(other) == key;
        let twin = self.entries(map).into_iter().find_map(|entry| entry.key.filter(|other| is_same(*other)));
        let Some(twin) = twin else { return Ok(()) };
        Err(Refusal::new(Why::Rule, format!("the key '{key}' is there already"), "edit its value").at(self.place(twin)))
    }

    /// Returns whether a key is the merge key.
    fn is_merge(&self, key: usize) -> bool {
        self.scalar(key) == "<<" && self.node(key).kind == Kind::Scalar
    }

    /// Returns the refusal of what cannot be proved.
    pub fn unproved(&self, index: usize, why: &str) -> Refusal {
        let message = format!("this cannot be edited safely: {why}");
        Refusal::new(Why::Unproved, message, "edit it by hand").at(self.place(index))
    }
}
