//! All actions there are and the places in which their keys work.

use super::{Acts, Spec};
use crate::words::Text;

/// A situation of the screen: which contexts answer to keys there, the innermost first.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    pub words: Text,
    pub contexts: &'static [&'static str],
    /// Characters go into a field; keymaps can only bind other keys.
    pub typing: bool,
}

/// Every action and every place.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    specs: Vec<&'static Spec>,
    places: Vec<Place>,
}

impl Catalogue {
    /// Adds the actions of `T`.
    pub fn actions<T: Acts>(mut self) -> Self {
        self.specs.extend(T::ACTIONS.iter().map(|action| &action.spec));
        self
    }

    /// Adds actions that the loop itself does.
    pub fn specs_of(mut self, specs: impl IntoIterator<Item = &'static Spec>) -> Self {
        self.specs.extend(specs);
        self
    }

    /// Adds a place.
    pub fn place(mut self, place: Place) -> Self {
        self.places.push(place);
        self
    }

    pub fn specs(&self) -> impl Iterator<Item = &'static Spec> {
        self.specs.iter().copied()
    }

    pub fn places(&self) -> &[Place] {
        &self.places
    }

    pub fn find(&self, name: &str) -> Option<&'static Spec> {
        self.specs().find(|spec| spec.name == name)
    }

    pub fn has_context(&self, context: &str) -> bool {
        self.specs().any(|spec| spec.context() == context)
    }
}
