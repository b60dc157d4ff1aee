//! One frame: the pane in front, the layers above it, and the hint line.

use super::{App, View, Weight};
use crate::tui::action::Spec;
use crate::tui::key::sequence_text;
use crate::tui::surface::{Surface, width};
use crate::words::{Lang, screen as words};
use ratatui::buffer::Buffer;
use ratatui::layout::Position;

/// No pane fits into less: columns and rows.
pub const SMALLEST: (u16, u16) = (40, 10);

impl App {
    /// Draws everything and says where the hardware cursor is to stand.
    pub fn draw(&mut self, buffer: &mut Buffer) -> Option<Position> {
        self.unseen = false;
        self.company.begin_frame();
        let mut caret = None;
        let view = View {
            session: &self.session,
            catalogue: &self.catalogue,
            keymap: &self.keymap,
            company: &self.company,
            now: self.clock.now(),
            instant: self.clock.instant(),
        };
        let (columns, rows) = (buffer.area.width, buffer.area.height);
        if columns < SMALLEST.0 || rows < SMALLEST.1 {
            let mut all = Surface::new(buffer, &mut caret, self.session.signs);
            all.text(0, 0, view.say(words::TOO_SMALL), view.theme().plain);
            return None;
        }
        let body = rows - 2;
        {
            let mut all = Surface::new(buffer, &mut caret, self.session.signs);
            self.header(&mut all.rows(0, 1), &view);
            if !self.is_locked() {
                let mut pane = all.rows(1, body);
                if self.is_mine(self.front) {
                    self.panes[self.front].draw(&mut pane, &view);
                } else {
                    self.draw_not_mine(&mut pane, &view);
                }
            }
        }
        for held in &mut self.layers {
            caret = None;
            let mut all = Surface::new(buffer, &mut caret, self.session.signs);
            let height = held.layer.height(body).clamp(1, body);
            let mut part = all.rows(1 + body - height, height);
            part.clear(view.theme().plain);
            held.layer.draw(&mut part, &view);
        }
        let mut all = Surface::new(buffer, &mut caret, self.session.signs);
        if !self.pending.is_empty() {
            self.which_key(&mut all, &view);
        }
        self.last_row(&mut all.rows(rows - 1, 1), &view);
        caret
    }

    /// The message if there is one, else what can be done here.
    fn last_row(&self, on: &mut Surface, view: &View) {
        let theme = view.theme();
        if let Some(message) = &self.message {
            let mut pen = on.pen(0);
            match message.weight {
                Weight::Info => pen.put(&message.text),
                Weight::Refused => pen.style(theme.alarm).put("! ").style(theme.plain).put(&message.text),
            };
            return;
        }
        // Before the wait for answers, which will not come.
        if let Some(why) = self.why_not_taken_back() {
            on.pen(0).style(theme.alarm).put("! ").style(theme.plain).put(&why);
            return;
        }
        if self.is_slow() && !self.is_locked() {
            match self.ahead.len() {
                0 => on.pen(0).put(view.say(words::WAITING)),
                count => on.pen(0).put(&words::keys_wait(view.lang(), count)),
            };
            return;
        }
        if !self.pending.is_empty() {
            on.pen(0).style(theme.key).put(&sequence_text(&self.pending)).put(" ...");
            return;
        }
        if let Some(handed) = self.handed_words().filter(|_| self.layers.is_empty()) {
            on.pen(0).style(theme.alarm).put("! ").style(theme.plain).put(&handed);
            return;
        }
        let place = self.place();
        let (everywhere, here): (Vec<&Spec>, Vec<&Spec>) = place
            .contexts
            .iter()
            .flat_map(|context| self.catalogue.specs().filter(move |spec| spec.context() == *context))
            .filter(|spec| spec.hinted && self.why_not(spec).is_none())
            .filter_map(|spec| self.hint_key(spec, view).map(|_| spec))
            .partition(|spec| spec.context() == "global");
        let signs = on.signs();
        // Latin words would run into their keys.
        let (between, gap) = match view.lang() {
            Lang::Ja => ("", 1),
            Lang::En => (" ", 2),
        };
        let cost = |spec: &&Spec| {
            let key = self.hint_key(spec, view).unwrap_or_default();
            width(&key, signs) + between.len() + width(view.say(spec.words.short), signs) + usize::from(gap)
        };
        let kept: usize = everywhere.iter().map(cost).sum();
        let mut room = usize::from(on.width()).saturating_sub(kept);
        let mut pen = on.pen(0);
        for spec in here.into_iter().chain(everywhere.iter().copied()) {
            let cost = if spec.context() == "global" { 0 } else { cost(&spec) };
            if cost > room {
                continue;
            }
            room -= cost;
            let key = self.hint_key(spec, view).unwrap_or_default();
            pen.style(theme.key).put(&key);
            pen.style(theme.plain).put(between).put(view.say(spec.words.short)).gap(gap);
        }
    }

    /// The first key of the action that works in the place on top.
    fn hint_key(&self, spec: &Spec, view: &View) -> Option<String> {
        let typing = self.place().typing;
        let keys = view.keymap.keys_of(spec.name).iter();
        let mut usable = keys.filter(|keys| !typing || keys.first().is_none_or(|key| key.typed().is_none()));
        usable.next().map(|keys| sequence_text(keys))
    }

    /// What can follow the keys pressed so far, in columns above the hint line.
    fn which_key(&self, all: &mut Surface, view: &View) {
        let ways = view.keymap.continuations(self.place().contexts, &self.pending);
        let column = 26_u16;
        let across = usize::from((all.width() / column).max(1));
        let rows = u16::try_from(ways.len().div_ceil(across)).unwrap_or(1).min(all.height() / 2);
        let top = all.height().saturating_sub(rows + 2);
        let mut panel = all.rows(top, rows + 1);
        panel.clear(view.theme().plain);
        panel.rule(0, view.theme().faint);
        for (at, (keys, spec)) in ways.iter().enumerate() {
            let (x, y) = (at / usize::from(rows.max(1)), at % usize::from(rows.max(1)));
            let (Ok(x), Ok(y)) = (u16::try_from(x), u16::try_from(y)) else { continue };
            let mut cell = panel.part(x.saturating_mul(column), y + 1, column - 1, 1);
            let mut pen = cell.pen(0);
            pen.style(view.theme().key).column(6, &sequence_text(keys));
            pen.style(view.theme().plain).put(view.say(spec.words.short));
        }
    }
}
