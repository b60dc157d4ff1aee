//! Calls handlers and then does what they asked for.

use super::cx::Effect;
use super::{App, Asked, Cx, Held, Holds, Owner, Target, Ticket, View};
use crate::api::Request;
use crate::api::news::NewsRequest;
use crate::tui::layer::Layer;
use crate::tui::link::Question;
use crate::tui::pane::Pane;

impl App {
    /// Calls a handler of a pane, then does what it asked for.
    pub(super) fn with_pane<R>(&mut self, at: usize, call: impl FnOnce(&mut dyn Pane, &mut Cx) -> R) -> R {
        let view = View {
            session: &self.session,
            catalogue: &self.catalogue,
            keymap: &self.keymap,
            company: &self.company,
            now: self.clock.now(),
            instant: self.clock.instant(),
        };
        let mut effects = std::mem::take(&mut self.effects);
        let mut cx = Cx::new(view, &mut self.tickets, &mut effects);
        let result = call(self.panes[at].as_mut(), &mut cx);
        self.settle(Owner::Pane(at), effects);
        result
    }

    /// Calls a handler of a layer, then does what it asked for.
    pub(super) fn with_layer<R>(&mut self, at: usize, call: impl FnOnce(&mut dyn Layer, &mut Cx) -> R) -> R {
        let view = View {
            session: &self.session,
            catalogue: &self.catalogue,
            keymap: &self.keymap,
            company: &self.company,
            now: self.clock.now(),
            instant: self.clock.instant(),
        };
        let mut effects = std::mem::take(&mut self.effects);
        let mut cx = Cx::new(view, &mut self.tickets, &mut effects);
        let held = &mut self.layers[at];
        let owner = Owner::Layer(held.id);
        let result = call(held.layer.as_mut(), &mut cx);
        self.settle(owner, effects);
        result
    }

    fn settle(&mut self, owner: Owner, effects: Vec<Effect>) {
        for effect in effects {
            // What is asked shows once it is answered.
            self.changed |= !matches!(effect, Effect::Ask { .. });
            match effect {
                Effect::Ask { ticket, request, holds, instead, settles } => {
                    // What takes the place of a question that keys wait for is waited for in its place; a change is done
                    // and answered whoever asks again.
                    let instead = instead.filter(|old| self.asked.get(old).is_some_and(|asked| !asked.change));
                    let waited = instead.and_then(|old| self.asked.remove(&old)).and_then(|old| old.depth);
                    self.send(Question { ticket, request, instead, settles }, owner, holds, self.cause.or(waited));
                }
                Effect::Push(layer) => self.push(layer),
                Effect::Close => self.close(owner),
                Effect::CloseTop => {
                    if let Some(top) = self.layers.last().map(|held| held.id) {
                        self.close(Owner::Layer(top));
                    }
                }
                Effect::Show(target) => self.show(target),
                Effect::Tell(message) => self.say(message),
                Effect::Run(action) => self.run_named(action),
                Effect::Draft(request) => self.ask(Owner::Nobody, Request::Draft(request)),
                Effect::OpenDraft(draft) => self.resume(*draft),
                Effect::Unlocked(welcome) => self.unlocked(*welcome),
                Effect::Quit => self.hang_up(),
            }
        }
    }

    /// Asks something that no key waits for.
    pub(super) fn ask(&mut self, owner: Owner, request: Request) {
        self.tickets += 1;
        let question = Question { ticket: Ticket(self.tickets), request, instead: None, settles: None };
        self.send(question, owner, Holds::Acts, None);
    }

    fn send(&mut self, question: Question, owner: Owner, holds: Holds, depth: Option<u8>) {
        let Question { ticket, request, .. } = &question;
        let change = matches!(request, Request::Change(_));
        let holds = if change { Holds::Typing } else { holds };
        if matches!(request, Request::News(NewsRequest::Seen { .. })) {
            self.told.noted(self.clock.instant());
        }
        self.asked.insert(*ticket, Asked { owner, since: self.clock.instant(), holds, change, depth });
        self.link.ask(question);
    }

    /// Lays a layer over everything.
    pub(super) fn push(&mut self, mut layer: Box<dyn Layer>) {
        self.put_draft_into(layer.as_mut());
        self.layers_made += 1;
        self.pending.clear();
        // Nothing comes to lie over the lock.
        let at = self.layers.len() - usize::from(self.is_locked());
        self.layers.insert(at, Held { id: self.layers_made, layer });
        self.with_layer(at, |layer, cx| layer.enter(cx));
    }

    pub(super) fn close(&mut self, owner: Owner) {
        let Owner::Layer(id) = owner else { return };
        let was_on_top = self.layers.last().is_some_and(|held| held.id == id);
        self.layers.retain(|held| held.id != id);
        self.pending.clear();
        if was_on_top && !self.layers.is_empty() {
            self.with_layer(self.layers.len() - 1, |layer, cx| layer.enter(cx));
        }
    }

    pub(super) fn show(&mut self, target: Target) {
        for at in 0..self.panes.len() {
            if self.is_mine(at) && self.with_pane(at, |pane, cx| pane.show(target, cx)) {
                self.bring_to_front(at);
                return;
            }
        }
    }

    /// Brings a pane to the front.
    pub(super) fn bring_to_front(&mut self, at: usize) {
        if let Some(pane) = self.panes.get(at) {
            self.last_in_front.insert(pane.tab(), at);
            self.front = at;
            self.changed = true;
            if self.is_mine(at) {
                self.tell_rest(at);
                self.with_pane(at, |pane, cx| pane.enter(cx));
            }
        }
    }
}
