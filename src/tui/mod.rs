//! The screen: loop, layers, panes, forms, keymap, theme; it speaks only `api`.
//!
//! # How to write a pane
//!
//! A pane is one folder, `tui/queue/` say, with a struct `QueuePane` that holds what it shows:
//!
//! 1. `impl Acts for QueuePane { const ACTIONS: &[Action<Self>] = &[…] }` is its part of the action table. A row is
//!    `Action::new("queue.claim", words::CLAIM, Self::claim).hinted().unless(Self::why_no_claim)`: a name beginning with
//!    the pane's context, words made with the `actions!` macro in `words/`, a `fn(&mut Self, &mut Cx)`, and a
//!    `fn(&Self, &View) -> Option<String>` that says why it cannot be done now. Rows marked `.hinted()` stand on the hint line.
//!    Keys go into `keymaps/standard.toml` under `[queue]`; a row without a key fails a test.
//! 2. `impl Pane for QueuePane`: [`title`](pane::Pane::title), `place` (`Self::PLACE`, its contexts
//!    `&["queue", "list", "detail", "global"]`), `enter`, `answer`, `notice`, `step`, `scroll`, `draw`.
//!    The actions `list.*` and `detail.*` reach it as `step` and `scroll`.
//! 3. Lists are [`widget::List<Row>`](widget::List) with `impl Keyed for Row`. In `enter` and on a notice:
//!    `self.list.ask(|window| Request::…{ window }, cx)`; in `answer`: `if self.list.takes(ticket) { self.list.fill(page) }`;
//!    in `step`: `if self.list.step(step) { …load the detail… }`, then `self.list.ask_if_needed(…)`.
//!    Anything else is asked through a [`Latest`](app::Latest) in the same way, so that stale answers are dropped;
//!    `ask_beside` for what stands beside the list, since keys wait for answers (see `app/ahead.rs`) and moves need not.
//!    [`subject`](pane::Pane::subject) names the selected record: keys typed for one never act upon another.
//!    After a change of its own a pane need not ask again: it hears `Notice::Reload` before the next key.
//! 4. `draw` gets a [`Surface`](surface::Surface) of all rows between header and hint line. `Split::of(width, height)` shares
//!    it, `on.at(split.list)` is a part, `list.draw(…, |row, pen, view| …)` draws rows with a [`Pen`](surface::Pen) that
//!    knows real widths: `pen.style(theme.alarm).put("!").gap(1).column(8, &row.number)`. Never measure with `len()` or ratatui.
//!    A [`Detail`](widget::Detail) shows a [`Doc`](widget::Doc) built when the record arrives, not in `draw`.
//!    Panes of one tab of the header say so with [`tab`](pane::Pane::tab); only the first needs an action `global.…` with a
//!    key, which pressed again goes on to the next.
//! 5. Register it in `panes.rs`: the instance in `all()`, its actions and place in `catalogue()`.
//!
//! To open something: `cx.push(layer)` for a form, a [`Confirm`](layer::confirm::Confirm) and the like; `cx.show(Target::…)`
//! for a record that another pane shows; `cx.tell(Message::…)` for the message line. An action that loses something is
//! `.grave()` and asks with a `Confirm` first.
//!
//! # How to write a form
//!
//! See [`form`]: fields are described in a row, `save` builds the request, `done` goes on from the answer.
//!
//! # How to test one
//!
//! `testing::Desk` drives keys through the real loop on an 80 by 24 screen against a fake server; see its module.

pub mod action;
pub mod advice;
pub mod app;
pub mod care_team;
pub mod census;
pub mod coverage;
pub mod edit;
pub mod enrolment;
pub mod filter;
pub mod form;
pub mod fracture;
pub mod key;
pub mod keymap;
pub mod layer;
pub mod link;
pub mod pair;
pub mod outreach;
pub mod pane;
pub mod panes;
pub mod question;
pub mod queue;
pub mod referral;
pub mod region;
pub mod report;
pub mod resource;
pub mod screening;
pub mod start;
pub mod step;
pub mod surface;
#[cfg(test)]
pub mod testing;
pub mod terminal;
pub mod theme;
pub mod timeline;
pub mod widget;
