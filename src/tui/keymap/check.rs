//! Checks that every action can be reached by a key in every place that offers it.

use super::load::{Binding, Fault, KeymapProblem};
use super::{Found, Keymap};
use crate::tui::action::{Catalogue, Place, Spec};

/// Refuses a keymap in which an action has no key, or only keys that do something else in one of its places.
pub(super) fn reachable(catalogue: &Catalogue, keymap: &Keymap, bindings: &[Binding]) -> Result<(), KeymapProblem> {
    for spec in catalogue.specs() {
        let offered = catalogue.places().iter().filter(|place| offers(place, spec));
        for place in offered {
            if !keymap.keys_of(spec.name).iter().any(|keys| works(keymap, place, keys, spec)) {
                return Err(problem(spec, bindings));
            }
        }
    }
    Ok(())
}

/// A form offers its own actions; the global ones need not have a key there, since letters are typed.
fn offers(place: &Place, spec: &Spec) -> bool {
    let context = spec.context();
    place.contexts.contains(&context) && !(place.typing && context == "global")
}

fn works(keymap: &Keymap, place: &Place, keys: &[crate::tui::key::Key], spec: &'static Spec) -> bool {
    let typed = place.typing && keys.first().is_some_and(|key| key.typed().is_some());
    // A shorter sequence of an inner context would act before the whole one is pressed.
    let cut_short = (1..keys.len()).any(|n| keymap.find(place.contexts, &keys[..n]) != Found::Prefix);
    !typed && !cut_short && keymap.find(place.contexts, keys) == Found::Action(spec)
}

fn problem(spec: &'static Spec, bindings: &[Binding]) -> KeymapProblem {
    let fault = Fault::Unreachable { action: spec.name };
    match bindings.iter().find(|binding| binding.spec.name == spec.name) {
        Some(binding) => binding.problem(fault),
        None => KeymapProblem { file: "standard".to_owned(), line: 1, column: 1, fault },
    }
}
