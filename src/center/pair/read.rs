//! What is read of pairs: lists, counts, one pair, candidates, what a place has.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::candidates::{self, For};
use super::view::PairSummary;
use super::{partners, scope, truth};
use crate::api::pair::{
    CandidateRow, Candidates, PairCounts, PairDetail, PairFilter, PairOrder, PairProblem, PairRead, PairRow,
    PairsAnswer, PlacePairs, Suggestion,
};
use crate::api::{Page, Problem, Window};
use crate::center::patient::Scope;
use crate::center::queue;
use crate::center::reader::Reader;
use crate::domain::care_team::MemberState;
use crate::domain::consultation::Consultation;
use crate::domain::event::Kind;
use crate::domain::id::{ConsultationId, PairId, PatientId, SiteId};
use crate::domain::pair::rank::Ranked;
use crate::domain::pair::{Ground, Needs, PairRole, PairState, PhysicianPair};
use crate::domain::patient::{Head, Patient, Physician, Place};
use crate::domain::referral::Party;
use crate::text::fold;

/// Answers a read.
pub fn read(reader: &Reader, request: &PairRead) -> Result<PairsAnswer, Problem> {
    let desk = Desk { reader, scope: scope::reach(&reader.actor)?, today: reader.now.date_naive() };
    match request {
        PairRead::List { filter, order, window } => {
            let found = desk.list(filter, *order);
            let Page { total, offset, rows } = Page::of(&found, *window, |summary| desk.row(summary));
            let page = Page { total, offset, rows: rows.into_iter().flatten().collect() };
            Ok(PairsAnswer::List { page, counts: desk.counts() })
        }
        PairRead::Pair { pair } => desk.detail(*pair).map(|detail| PairsAnswer::Pair(Box::new(detail))),
        PairRead::Candidates { pair, role, window } => {
            desk.candidates(*pair, *role, *window).map(|found| PairsAnswer::Candidates(Box::new(found)))
        }
        PairRead::Suggested { patient, consultation, site } => desk
            .suggestion(*patient, *consultation, *site)
            .map(|suggestion| PairsAnswer::Suggested(Box::new(suggestion))),
    }
}

/// The open pair of a patient as lists show it, if it is for the caller.
pub fn row_of_patient(reader: &Reader, patient: PatientId) -> Option<PairRow> {
    let desk = Desk { reader, scope: scope::reach(&reader.actor).ok()?, today: reader.now.date_naive() };
    let open = truth::open(reader.views(), patient).filter(|summary| desk.may_read(summary))?;
    desk.row(open)
}

/// What a place has, of the pairs that the caller may read; none where no pair is for the caller.
pub fn of_place(reader: &Reader, site: SiteId) -> Option<PlacePairs> {
    let desk = Desk { reader, scope: scope::reach(&reader.actor).ok()?, today: reader.now.date_naive() };
    let mut has = PlacePairs::default();
    for summary in reader.views().pairs.of_site(site).filter(|summary| desk.may_read(summary)) {
        let role = summary.has_place(site);
        has.active += u32::from(role && summary.state == PairState::Active);
        has.agreed += u32::from(role && summary.state.is_before_active());
        has.asked += u32::from(summary.waits_for(site));
    }
    Some(has)
}

struct Desk<'a> {
    reader: &'a Reader<'a>,
    scope: Scope,
    today: NaiveDate,
}

impl Desk<'_> {
    fn may_read(&self, summary: &PairSummary) -> bool {
        self.scope.holds(self.reader.views(), summary.patient)
    }

    /// The day by which somebody should look; a person who died or moved away ends every reminder.
    fn due(&self, summary: &PairSummary) -> Option<NaiveDate> {
        summary.due.filter(|_| !self.reader.views().patients.reminders_end(summary.patient))
    }

    fn is_overdue(&self, summary: &PairSummary) -> bool {
        self.due(summary).is_some_and(|day| day < self.today)
    }

    fn readable(&self) -> impl DoubleEndedIterator<Item = &PairSummary> {
        self.reader.views().pairs.all().filter(|summary| self.may_read(summary))
    }

    fn list(&self, filter: &PairFilter, order: PairOrder) -> Vec<&PairSummary> {
        let views = self.reader.views();
        let patients = &views.patients;
        let group = filter.patient.map(|patient| patients.group(patients.root(patient)));
        let text = fold(&filter.text);
        let number = filter.text.trim().parse().ok();
        let row = |patient| patients.row(patients.root(patient));
        let in_areas =
            |patient| row(patient).and_then(|row| row.area.as_ref()).is_some_and(|area| filter.areas.contains(area));
        let named = |patient| {
            row(patient)
                .is_some_and(|row| fold(&row.name.written).contains(&text) || fold(&row.name.kana).contains(&text))
        };
        let mut found: Vec<&PairSummary> = self
            .readable()
            .filter(|it| {
                filter.scheme.is_none_or(|scheme| it.scheme == scheme)
                    && filter.open.is_none_or(|open| it.state.is_open() == open)
                    && (filter.states.is_empty() || filter.states.contains(&it.state))
                    && (!filter.mine || it.coordinator == self.reader.actor.id)
                    && filter.member.is_none_or(|member| it.coordinator == member)
                    && filter.consultation.is_none_or(|from| it.consultation == Some(from))
                    && filter.site.is_none_or(|site| it.has_place(site) || it.waits_for(site))
                    && group.as_ref().is_none_or(|group| group.contains(&it.patient))
                    && (!filter.overdue || self.is_overdue(it))
                    && (filter.areas.is_empty() || in_areas(it.patient))
                    && (text.is_empty() || number == Some(it.id) || it.holds(&text) || named(it.patient))
            })
            .collect();
        match order {
            PairOrder::Due => found.sort_by_cached_key(|it| (self.due(it).unwrap_or(NaiveDate::MAX), it.id)),
            PairOrder::Newest => found.reverse(),
            PairOrder::Longest => found.sort_by_key(|it| (!it.state.is_open(), it.since, it.id)),
        }
        found
    }

    fn row(&self, it: &PairSummary) -> Option<PairRow> {
        let patients = &self.reader.views().patients;
        Some(PairRow {
            id: it.id,
            patient: patients.row(patients.root(it.patient))?.clone(),
            scheme: it.scheme,
            state: it.state,
            days: u32::try_from((self.today - it.since).num_days()).unwrap_or(0),
            due: self.due(it),
            overdue: self.is_overdue(it),
            primary: it.primary().cloned(),
            secondary: it.secondary().cloned(),
            asked: it.asked.as_ref().map(ToString::to_string),
            from: it.from,
            askings: u32::try_from(it.askings.len()).unwrap_or(u32::MAX),
            coordinator: it.coordinator,
            next: it.next,
        })
    }

    fn counts(&self) -> PairCounts {
        let mut counts = PairCounts::default();
        let mut states = BTreeMap::new();
        for it in self.readable() {
            *states.entry(it.state).or_default() += 1;
            counts.arranging += u32::from(it.state.is_before_active());
            counts.active += u32::from(it.state == PairState::Active);
            counts.overdue += u32::from(self.is_overdue(it));
            counts.mine += u32::from(it.state.is_open() && it.coordinator == self.reader.actor.id);
        }
        counts.states = states.into_iter().collect();
        counts
    }

    fn summary(&self, id: PairId) -> Result<&PairSummary, Problem> {
        let found = self.reader.views().pairs.pair(id).filter(|summary| self.may_read(summary));
        found.ok_or_else(|| Problem::NotFound { kind: Kind::PhysicianPair, id: id.to_string() })
    }

    fn detail(&self, id: PairId) -> Result<PairDetail, Problem> {
        let summary = self.summary(id)?;
        let row =
            self.row(summary).ok_or_else(|| Problem::NotFound { kind: Kind::PhysicianPair, id: id.to_string() })?;
        let pair: PhysicianPair = self.reader.get(id)?;
        let patient: Patient = self.reader.get(self.reader.views().patients.root(summary.patient))?;
        let others = truth::of_person(self.reader.views(), summary.patient).into_iter().filter(|other| other.id != id);
        Ok(PairDetail {
            needs: needs(&pair, &patient.head),
            pair,
            row,
            review_days: self.reader.settings().pairs.review_days,
            others: others.filter_map(|other| self.row(other)).collect(),
        })
    }

    /// Loads and answers of places are about other patients too: only those who read all of them see a ranking.
    fn candidates(&self, id: PairId, role: Option<PairRole>, window: Window) -> Result<Candidates, Problem> {
        let summary = self.summary(id)?;
        if self.scope != Scope::Whole {
            return Err(Problem::NotAllowed);
        }
        let views = self.reader.views();
        let pair: PhysicianPair = self.reader.get(id)?;
        let role = role.or_else(|| pair.sought()).ok_or(PairProblem::NobodySought { pair: id })?;
        let patient: Patient = self.reader.get(views.patients.root(summary.patient))?;
        let needs = needs(&pair, &patient.head);
        let partners = partners(&pair);
        let address = &patient.head.identity.address;
        let wanted = For { patient: patient.id, address, needs: &needs, role, partners: &partners };
        let ranked = candidates::ranked(views, wanted, self.today);
        let Page { total, offset, rows } = Page::of(&ranked, window, |one| self.candidate(one));
        let page = Page { total, offset, rows: rows.into_iter().flatten().collect() };
        Ok(Candidates { pair: id, role, needs, page })
    }

    fn candidate(&self, ranked: &Ranked) -> Option<CandidateRow> {
        let place = self.reader.views().resources.get(ranked.site)?;
        Some(CandidateRow {
            ranked: ranked.clone(),
            name: place.name.clone(),
            address: place.address.clone(),
            area: place.area.clone(),
            phone: place.phone.clone(),
            reach: place.reach.to_string(),
        })
    }

    fn suggestion(
        &self,
        patient: Option<PatientId>,
        consultation: Option<ConsultationId>,
        site: Option<SiteId>,
    ) -> Result<Suggestion, Problem> {
        let views = self.reader.views();
        let mut suggestion = Suggestion::default();
        let mut patient = patient;
        if let Some(id) = consultation {
            let case: Consultation = self.reader.get(id)?;
            if !queue::holds(views, self.scope, case.patient) {
                return Err(Problem::NotFound { kind: Kind::Consultation, id: id.to_string() });
            }
            patient = patient.or(case.patient);
            let asker = &case.intake.asked_by;
            let name = [asker.organisation.as_str(), &asker.name].into_iter().filter(|part| !part.is_empty());
            suggestion.asked_by = Party { site: asker.site, name: name.collect::<Vec<_>>().join(" ") };
            suggestion.consultation = Some(id);
        }
        if let Some(place) = site.and_then(|site| views.resources.get(site)) {
            let named = Place { site: Some(place.site), name: place.name.clone() };
            let physician = Physician { name: String::new(), place: named };
            let hospital = place.work.as_ref().is_some_and(|work| work.hospital);
            let roles =
                if hospital { [PairRole::Specialist].as_slice() } else { &[PairRole::Family, PairRole::Visiting] };
            suggestion.known = roles.iter().map(|role| (*role, physician.clone())).collect();
        }
        if let Some(id) = patient {
            self.scope.check(views, id)?;
            let root = views.patients.root(id);
            let record: Patient = self.reader.get(root)?;
            suggestion.patient = views.patients.row(root).cloned();
            suggestion.open = truth::open(views, id).map(|summary| summary.id);
            suggestion.ground = Ground::suggested(&record.head);
            if suggestion.known.is_empty() {
                suggestion.known = self.known(id);
            }
        }
        Ok(suggestion)
    }

    /// The physicians of a care team by the roles that they may have: who works in a hospital is a specialist, who does
    /// not may be the one who visits.
    fn known(&self, patient: PatientId) -> Vec<(PairRole, Physician)> {
        let patients = &self.reader.views().patients;
        let group = patients.group(patients.root(patient));
        let teams = self.reader.views().care_teams.of(&group);
        let members = teams.iter().flat_map(|team| team.members.iter());
        let mut active: Vec<_> = members.filter(|one| one.state == MemberState::Active).collect();
        active.sort_by(|one, other| one.role.cmp(&other.role));
        let physicians = active.into_iter().filter(|one| one.role.is_physician()).filter_map(|one| one.who.as_ref());
        let all: Vec<Physician> =
            physicians.map(|who| Physician { name: who.name.clone(), place: who.place.clone() }).collect();
        let in_hospital = |physician: &&Physician| {
            let place = physician.place.site.and_then(|site| self.reader.views().resources.get(site));
            place.and_then(|place| place.work.as_ref()).map_or_else(
                || crate::domain::resource::service::is_hospital(&physician.place.name, None),
                |work| work.hospital,
            )
        };
        let specialist = all.iter().find(in_hospital).map(|one| (PairRole::Specialist, one.clone()));
        let visiting = all.iter().find(|one| !in_hospital(one)).map(|one| (PairRole::Visiting, one.clone()));
        specialist.into_iter().chain(visiting).collect()
    }
}

/// What the patient needs, as it was obtained, else as the head suggests.
fn needs(pair: &PhysicianPair, head: &Head) -> Needs {
    pair.information.as_ref().map_or_else(
        || Needs::suggested(pair.opening.scheme, pair.opening.ground, head),
        |information| information.needs.clone(),
    )
}
