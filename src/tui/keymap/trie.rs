//! Key sequences of one context as a tree.

use crate::tui::action::Spec;
use crate::tui::key::Key;

/// What a sequence of keys means.
#[derive(Clone, Copy, Debug)]
pub enum Found {
    Nothing,
    /// More keys have to follow.
    Prefix,
    Action(&'static Spec),
}

impl PartialEq for Found {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Nothing, Self::Nothing) | (Self::Prefix, Self::Prefix) => true,
            (Self::Action(one), Self::Action(other)) => one.name == other.name,
            _ => false,
        }
    }
}

/// The keys to press, and what they do.
pub type Way = (Vec<Key>, &'static Spec);

#[derive(Clone, Debug)]
enum Node {
    Leaf(&'static Spec),
    Branch(Trie),
}

/// The sequences of one context.
#[derive(Clone, Debug, Default)]
pub struct Trie {
    next: Vec<(Key, Node)>,
}

impl Trie {
    /// Binds the keys. If they are taken, or lie on the way to or behind a sequence that is, gives that one's action.
    pub fn bind(&mut self, keys: &[Key], spec: &'static Spec) -> Result<(), &'static Spec> {
        let Some((first, rest)) = keys.split_first() else { return Ok(()) };
        let known = self.next.iter_mut().find(|(key, _)| key == first).map(|(_, node)| node);
        match (known, rest.is_empty()) {
            (Some(Node::Leaf(taken)), _) => Err(taken),
            (Some(Node::Branch(branch)), true) => match branch.below(&[]).next() {
                Some((_, taken)) => Err(taken),
                None => Ok(()),
            },
            (Some(Node::Branch(branch)), false) => branch.bind(rest, spec),
            (None, true) => {
                self.next.push((*first, Node::Leaf(spec)));
                Ok(())
            }
            (None, false) => {
                let mut branch = Self::default();
                branch.bind(rest, spec)?;
                self.next.push((*first, Node::Branch(branch)));
                Ok(())
            }
        }
    }

    /// What the keys mean here.
    pub fn find(&self, pressed: &[Key]) -> Found {
        let Some((first, rest)) = pressed.split_first() else { return Found::Prefix };
        match self.next.iter().find(|(key, _)| key == first).map(|(_, node)| node) {
            Some(Node::Leaf(spec)) if rest.is_empty() => Found::Action(spec),
            Some(Node::Leaf(_)) | None => Found::Nothing,
            Some(Node::Branch(branch)) => branch.find(rest),
        }
    }

    /// Every sequence behind `pressed`, with what is left to press.
    pub fn below(&self, pressed: &[Key]) -> impl Iterator<Item = Way> {
        let mut all = Vec::new();
        if let Some(branch) = self.branch(pressed) {
            branch.collect(&mut Vec::new(), &mut all);
        }
        all.into_iter()
    }

    fn branch(&self, pressed: &[Key]) -> Option<&Self> {
        let Some((first, rest)) = pressed.split_first() else { return Some(self) };
        match self.next.iter().find(|(key, _)| key == first) {
            Some((_, Node::Branch(branch))) => branch.branch(rest),
            _ => None,
        }
    }

    fn collect(&self, path: &mut Vec<Key>, into: &mut Vec<Way>) {
        for (key, node) in &self.next {
            path.push(*key);
            match node {
                Node::Leaf(spec) => into.push((path.clone(), spec)),
                Node::Branch(branch) => branch.collect(path, into),
            }
            path.pop();
        }
    }
}
