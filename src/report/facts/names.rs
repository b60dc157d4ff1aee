//! Areas and codes by number: facts hold two bytes where records hold their names.

use std::collections::HashMap;
use std::num::NonZeroU16;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// The number of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Name(NonZeroU16);

/// All names that facts speak of. A copy shares them.
#[derive(Clone, Debug, Default)]
pub struct Names {
    all: Arc<Vec<Box<str>>>,
    numbers: Arc<HashMap<Box<str>, Name>>,
}

impl Names {
    /// The number of a name, a new one if need be. More than 65,535 names share the last number.
    pub fn number(&mut self, name: &str) -> Name {
        if let Some(known) = self.find(name) {
            return known;
        }
        Arc::make_mut(&mut self.all).push(name.into());
        let number = u16::try_from(self.all.len()).ok().and_then(NonZeroU16::new).unwrap_or(NonZeroU16::MAX);
        Arc::make_mut(&mut self.numbers).insert(name.into(), Name(number));
        Name(number)
    }

    /// The number of a name that was met before.
    pub fn find(&self, name: &str) -> Option<Name> {
        self.numbers.get(name).copied()
    }

    /// The name of a number; empty if there is none.
    pub fn name(&self, number: Name) -> &str {
        self.all.get(usize::from(number.0.get()) - 1).map_or("", |name| name)
    }

    /// Takes names back in the order of their numbers.
    pub fn take(&mut self, names: Vec<Box<str>>) {
        for name in names {
            self.number(&name);
        }
    }

    /// All names, in the order of their numbers.
    pub fn all(&self) -> &[Box<str>] {
        &self.all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_one_number_and_keeps_it() {
        let mut names = Names::default();
        let (one, other) = (names.number("discharge"), names.number("dementia"));
        assert_eq!((names.number("discharge"), names.name(other)), (one, "dementia"));
        assert_eq!(names.find("nobody"), None);
        let mut again = Names::default();
        again.take(names.all().to_vec());
        assert_eq!((again.find("discharge"), again.find("dementia")), (Some(one), Some(other)));
    }
}
