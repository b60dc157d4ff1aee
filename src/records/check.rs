//! Finding what is lost or changed: a tree against its own digest, and two sets of records against each other.

use super::digest::{Digest, mark};
use super::problem::RecordsProblem;
use super::range::Range;
use super::store::{Records, Tree, behind, block_place, guarded};
use crate::journal::KeyProblem;

/// How closely to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Check {
    /// Every block reads and the marks add up: finds whatever was lost, changed or put back to an older state.
    Marks,
    /// Also opens every value and compares it with its mark.
    Values,
}

/// How a record differs between two sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Differs {
    OnlyHere,
    OnlyThere,
    Value,
}

/// A record that is not the same in two sets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    pub tree: Tree,
    pub key: Vec<u8>,
    pub how: Differs,
}

impl Records {
    /// Goes through one tree and compares it with its digest. Nothing may be applied meanwhile.
    pub fn check(&self, tree: Tree, how: Check) -> Result<(), RecordsProblem> {
        guarded("checking", || {
            let found = self.digest_of(tree, how)?;
            let expected = self.note().trees.get(&tree).copied().unwrap_or_default();
            if found == expected {
                Ok(())
            } else {
                Err(RecordsProblem::DigestDiffers { tree, expected: expected.count, found: found.count })
            }
        })
    }

    /// Checks every tree.
    pub fn check_all(&self, how: Check) -> Result<(), RecordsProblem> {
        (0..=u8::MAX).filter(|tree| self.is_used(*tree)).try_for_each(|tree| self.check(tree, how))
    }

    /// Compares the plain values of all records with those of `other`; stops after `limit` differences.
    pub fn compare(&self, other: &Self, limit: usize) -> Result<Vec<Difference>, RecordsProblem> {
        let mut differences = Vec::new();
        for tree in (0..=u8::MAX).filter(|tree| self.is_used(*tree) || other.is_used(*tree)) {
            let (mut here, mut there) = (self.range(tree, &[]).peekable(), other.range(tree, &[]).peekable());
            while differences.len() < limit
                && let Some((key, how)) = step(&mut here, &mut there)?
            {
                differences.extend(how.map(|how| Difference { tree, key, how }));
            }
        }
        Ok(differences)
    }

    fn is_used(&self, tree: Tree) -> bool {
        // Blocks of a tree that the note does not know count as well: they should not be there.
        self.note().trees.contains_key(&tree)
            || self.shared.db.range(block_place(tree, &[])..behind(tree)).next().is_some()
    }

    fn digest_of(&self, tree: Tree, how: Check) -> Result<Digest, RecordsProblem> {
        let shared = &self.shared;
        let mut digest = Digest::default();
        for entry in shared.db.range(block_place(tree, &[])..behind(tree)) {
            let (place, stored) = entry?;
            for (_, item) in shared.read_block(&place, &stored)?.items() {
                digest.add(item.mark);
                if how == Check::Marks {
                    continue;
                }
                let damaged = || RecordsProblem::DamagedValue { tree, key: item.key.to_vec() };
                let sound = match shared.open(tree, &item) {
                    Ok(plain) => mark(&shared.secret, tree, item.key, &plain.ok_or_else(damaged)?) == item.mark,
                    Err(RecordsProblem::Key(KeyProblem::Destroyed(_))) => true,
                    Err(RecordsProblem::Key(_)) => false,
                    Err(other) => return Err(other),
                };
                if !sound {
                    return Err(damaged());
                }
            }
        }
        Ok(digest)
    }
}

type Peek = std::iter::Peekable<Range>;
/// A key, and how its values differ if they do.
type Compared = (Vec<u8>, Option<Differs>);

/// Takes the lower of two keys, or both when they are the same, and says how they differ.
fn step(here: &mut Peek, there: &mut Peek) -> Result<Option<Compared>, RecordsProblem> {
    let key_of =
        |side: &mut Peek| side.peek().map(|record| record.as_ref().map(|(key, _)| key.clone()).unwrap_or_default());
    let (ours, theirs) = (key_of(here), key_of(there));
    let (from_here, from_there) = match (&ours, &theirs) {
        (None, None) => return Ok(None),
        (Some(_), None) => (true, false),
        (None, Some(_)) => (false, true),
        (Some(ours), Some(theirs)) => (ours <= theirs, theirs <= ours),
    };
    let mine = if from_here { here.next().transpose()? } else { None };
    let other = if from_there { there.next().transpose()? } else { None };
    Ok(match (mine, other) {
        (Some((key, a)), Some((_, b))) => Some((key, (a != b).then_some(Differs::Value))),
        (Some((key, _)), None) => Some((key, Some(Differs::OnlyHere))),
        (None, Some((key, _))) => Some((key, Some(Differs::OnlyThere))),
        (None, None) => None,
    })
}
