//! The pane's part of the action table.

use super::{CoveragePane, Showing, forms};
use crate::api::Problem;
use crate::api::coverage::NightFilter;
use crate::domain::care_team::StandInState;
use crate::domain::id::PatientId;
use crate::domain::staff::Role;
use crate::tui::action::{Action, Acts};
use crate::tui::app::{Cx, Target, View};
use crate::words::coverage_screen as words;
use crate::words::{Say, Text};

impl Acts for CoveragePane {
    const ACTIONS: &'static [Action<Self>] = &[
        Action::new("coverage.next", words::NEXT, Self::next).hinted().unless(Self::why_no_next),
        Action::new("coverage.absence", words::ABSENCE, |_, cx| cx.push(forms::enter()))
            .hinted()
            .unless(|_, view| Self::why_no_work(view)),
        Action::new("coverage.absences", words::ABSENCES, |this: &mut Self, cx: &mut Cx| {
            let to = if this.showing == Showing::Night { Showing::Absences } else { Showing::Night };
            this.switch(to, cx);
        })
        .hinted(),
        Action::new("coverage.stand-in", words::STAND_IN, Self::ask_one).hinted().unless(Self::why_no_asking),
        Action::new("coverage.all-stand-in", words::ALL_STAND_IN, Self::ask_all).unless(Self::why_no_asking_all),
        Action::new("coverage.answer", words::ANSWER, Self::answer_asked).hinted().unless(Self::why_no_answer),
        Action::new("coverage.earlier", words::EARLIER, |this: &mut Self, cx: &mut Cx| this.turn(-1, cx))
            .unless(Self::why_no_night),
        Action::new("coverage.later", words::LATER, |this: &mut Self, cx: &mut Cx| this.turn(1, cx))
            .hinted()
            .unless(Self::why_no_night),
        Action::new("coverage.day", words::DAY, Self::choose_day).unless(Self::why_no_night),
        Action::new("coverage.filter", words::FILTER, Self::choose_areas).hinted().unless(Self::why_no_night),
        Action::new("coverage.covered", words::COVERED, |this: &mut Self, cx: &mut Cx| {
            let filter = NightFilter { covered: !this.filter.covered, ..this.filter.clone() };
            let evening = this.evening(cx);
            this.show_night(evening, filter, cx);
        })
        .unless(Self::why_no_night),
        Action::new("coverage.amend", words::AMEND, |this: &mut Self, cx: &mut Cx| {
            if let Some(row) = this.current_absence() {
                cx.push(forms::amend(&row.absence));
            }
        })
        .unless(Self::why_no_absence),
        Action::new("coverage.cancel", words::CANCEL, |this: &mut Self, cx: &mut Cx| {
            if let Some(row) = this.current_absence() {
                cx.push(forms::cancel(&row.absence));
            }
        })
        .unless(Self::why_no_absence),
        Action::new("coverage.past", words::PAST, |this: &mut Self, cx: &mut Cx| {
            this.past = !this.past;
            this.absences.clear();
            this.switch(Showing::Absences, cx);
        })
        .unless(|this: &Self, view: &View| {
            (this.showing != Showing::Absences).then(|| say(words::NOT_IN_ABSENCES, view))
        }),
        Action::new("coverage.team", words::TEAM, |this: &mut Self, cx: &mut Cx| {
            this.show_patient(Target::CareTeam, cx);
        })
        .hinted()
        .unless(Self::why_no_patient),
        Action::new("coverage.timeline", words::TIMELINE, |this: &mut Self, cx: &mut Cx| {
            this.show_patient(Target::Patient, cx);
        })
        .unless(Self::why_no_patient),
        Action::new("coverage.back", words::BACK, Self::back).unless(Self::why_no_back),
    ];
}

impl CoveragePane {
    fn next(&mut self, cx: &mut Cx) {
        match self.showing {
            Showing::Absences => {
                if let Some(id) = self.absences.selected_id().copied() {
                    self.switch(Showing::Absence(id), cx);
                }
            }
            Showing::Absence(_) if self.why_no_asking(cx).is_none() => self.ask_one(cx),
            Showing::Absence(_) => self.answer_asked(cx),
            // A gap that an absence makes is closed there; any other by the team.
            Showing::Night => match self.nights.selected().and_then(|row| Some((row.absence?, row.patient.id))) {
                Some((absence, patient)) if self.only.is_none() => {
                    self.switch(Showing::Absence(absence), cx);
                    self.affected.select(patient, None);
                }
                _ => self.show_patient(Target::CareTeam, cx),
            },
        }
    }

    fn back(&mut self, cx: &mut Cx) {
        match self.showing {
            Showing::Absence(id) => {
                self.absences.select(id, None);
                self.switch(Showing::Absences, cx);
            }
            Showing::Absences | Showing::Night => self.switch(Showing::Night, cx),
        }
    }

    fn ask_one(&mut self, cx: &mut Cx) {
        if let (Showing::Absence(id), Some(row)) = (self.showing, self.affected_row()) {
            let form = forms::stand_in(id, std::slice::from_ref(row), &cx.view());
            cx.push(form);
        }
    }

    fn ask_all(&mut self, cx: &mut Cx) {
        if let Showing::Absence(id) = self.showing {
            let form = forms::stand_in(id, self.affected.rows(), &cx.view());
            cx.push(form);
        }
    }

    fn answer_asked(&mut self, cx: &mut Cx) {
        let Showing::Absence(id) = self.showing else { return };
        let Some(row) = self.affected_row() else { return };
        if let Some(stand_in) = row.stand_ins.iter().rev().find(|one| one.state == StandInState::Asked) {
            let form = forms::answer(id, row, stand_in, &cx.view());
            cx.push(form);
        }
    }

    fn turn(&mut self, days: i64, cx: &mut Cx) {
        let evening = self.evening(cx);
        if let Some(to) = evening.checked_add_signed(chrono::TimeDelta::days(days)) {
            let filter = self.filter.clone();
            self.show_night(to, filter, cx);
        }
    }

    fn choose_day(&mut self, cx: &mut Cx) {
        // The form leaves what it was filled with here and comes back by the same action.
        if let Some((evening, filter)) = self.chosen.take() {
            self.show_night(evening, filter, cx);
        } else {
            let form = forms::day(self.evening(cx), &self.filter, self.chosen.clone());
            cx.push(form);
        }
    }

    fn choose_areas(&mut self, cx: &mut Cx) {
        if let Some((evening, filter)) = self.chosen.take() {
            self.show_night(evening, filter, cx);
        } else {
            let form = forms::filter(self.evening(cx), &self.filter, self.chosen.clone(), &cx.view());
            cx.push(form);
        }
    }

    fn show_patient(&self, target: impl FnOnce(PatientId) -> Target, cx: &mut Cx) {
        if let Some(patient) = self.patient() {
            cx.show(target(patient));
        }
    }

    /// Whoever only reads.
    fn why_no_work(view: &View) -> Option<String> {
        let may = [Role::Coordinator, Role::Manager].into_iter().any(|role| view.i_am(role));
        (!may).then(|| Problem::NotAllowed.say(view.lang()).into_owned())
    }

    fn why_no_patient(&self, view: &View) -> Option<String> {
        self.patient().is_none().then(|| say(words::NEED_PATIENT, view))
    }

    fn why_no_night(&self, view: &View) -> Option<String> {
        (self.showing != Showing::Night).then(|| say(words::NOT_IN_NIGHT, view))
    }

    fn why_no_back(&self, view: &View) -> Option<String> {
        (self.showing == Showing::Night && self.only.is_none()).then(|| say(words::NOT_IN_ABSENCES, view))
    }

    fn why_no_absence(&self, view: &View) -> Option<String> {
        Self::why_no_work(view).or_else(|| match self.current_absence() {
            None => Some(say(words::NEED_ABSENCE, view)),
            Some(row) => row.absence.open().err().map(|why| why.say(view.lang()).into_owned()),
        })
    }

    fn why_no_asking(&self, view: &View) -> Option<String> {
        self.why_no_absence(view).or_else(|| match self.affected_row() {
            None => Some(say(words::NEED_AFFECTED, view)),
            Some(row) if row.unasked.is_empty() => Some(say(words::NOTHING_UNASKED, view)),
            Some(row) => row.offer.is_none().then(|| say(words::NO_OFFER, view)),
        })
    }

    fn why_no_asking_all(&self, view: &View) -> Option<String> {
        self.why_no_absence(view).or_else(|| {
            let open = matches!(self.showing, Showing::Absence(_));
            let any = self.affected.rows().iter().any(|row| forms::ask_of(row).is_some());
            match (open, any) {
                (false, _) => Some(say(words::NEED_AFFECTED, view)),
                (true, false) => Some(say(words::NOTHING_UNASKED, view)),
                (true, true) => None,
            }
        })
    }

    fn why_no_answer(&self, view: &View) -> Option<String> {
        Self::why_no_work(view).or_else(|| {
            let asked =
                self.affected_row().is_some_and(|row| row.stand_ins.iter().any(|one| one.state == StandInState::Asked));
            (!asked).then(|| say(words::NO_ANSWER_DUE, view))
        })
    }

    fn why_no_next(&self, view: &View) -> Option<String> {
        match self.showing {
            Showing::Night => self.why_no_patient(view),
            Showing::Absences => self.absences.selected_id().is_none().then(|| say(words::NEED_ABSENCE, view)),
            Showing::Absence(_) => self.why_no_answer(view).and_then(|_| self.why_no_asking(view)),
        }
    }
}

fn say(text: Text, view: &View) -> String {
    view.say(text).to_owned()
}
