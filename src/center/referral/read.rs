//! What is read of referrals and introductions: lists, counts, one case, what each member has.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::scope::Reach;
use super::view::{IntroductionSummary, ReferralSummary};
use crate::api::referral::{
    IntroductionFilter, IntroductionRow, ReferralAnswer, ReferralCounts, ReferralDetail, ReferralFilter, ReferralOrder,
    ReferralRead, ReferralRow,
};
use crate::api::{Page, Problem, Window};
use crate::center::reader::Reader;
use crate::domain::calendar::WorkingTime;
use crate::domain::event::Kind;
use crate::domain::id::{PatientId, ReferralId};
use crate::domain::introduction::Introduction;
use crate::domain::referral::{Load, Missing, Referral};
use crate::domain::staff::{Role, SupportTeam};
use crate::text::fold;

/// Answers a read.
pub fn read(reader: &Reader, request: &ReferralRead) -> Result<ReferralAnswer, Problem> {
    let desk = Desk { reader, reach: Reach::of(&reader.actor).check()?, today: reader.now.date_naive() };
    match request {
        ReferralRead::List { filter, order, window } => {
            let found = desk.list(filter, *order);
            Ok(ReferralAnswer::List { page: page(&found, *window, |summary| desk.row(summary)), counts: desk.counts() })
        }
        ReferralRead::Referral { referral } => desk.detail(*referral).map(|it| ReferralAnswer::Referral(Box::new(it))),
        ReferralRead::Loads { team } => Ok(ReferralAnswer::Loads(desk.loads(*team))),
        ReferralRead::Introductions { filter, window } => {
            let found = desk.introductions(filter);
            Ok(ReferralAnswer::Introductions(page(&found, *window, |summary| desk.introduction_row(summary))))
        }
        ReferralRead::Introduction { introduction } => {
            let record: Introduction = reader.get(*introduction)?;
            let row = reader
                .views()
                .referrals
                .introduction(*introduction)
                .filter(|summary| desk.reach.holds_patient(reader.views(), summary.patient))
                .and_then(|summary| desk.introduction_row(summary))
                .ok_or_else(|| Problem::NotFound { kind: Kind::Introduction, id: introduction.to_string() })?;
            Ok(ReferralAnswer::Introduction { introduction: Box::new(record), row: Box::new(row) })
        }
    }
}

/// A window of rows; a record whose patient nobody knows has no row.
fn page<S, T>(all: &[S], window: Window, row: impl FnMut(&S) -> Option<T>) -> Page<T> {
    let Page { total, offset, rows } = Page::of(all, window, row);
    Page { total, offset, rows: rows.into_iter().flatten().collect() }
}

struct Desk<'a> {
    reader: &'a Reader<'a>,
    reach: Reach,
    today: NaiveDate,
}

impl Desk<'_> {
    /// The day by which something is expected; a person who died or moved away ends every reminder.
    fn due(&self, due: Option<NaiveDate>, patient: PatientId) -> Option<NaiveDate> {
        due.filter(|_| !self.reader.views().patients.reminders_end(patient))
    }

    fn is_overdue(&self, due: Option<NaiveDate>, patient: PatientId) -> bool {
        due.is_some_and(|day| day < self.today) && self.due(due, patient).is_some()
    }

    fn days(&self, since: NaiveDate) -> u32 {
        u32::try_from((self.today - since).num_days()).unwrap_or(0)
    }

    fn readable(&self) -> impl DoubleEndedIterator<Item = &ReferralSummary> {
        self.reader.views().referrals.all().filter(|summary| self.reach.holds_team(summary.team))
    }

    /// All records of the person whom this one is about.
    fn group(&self, patient: PatientId) -> Vec<PatientId> {
        let patients = &self.reader.views().patients;
        patients.group(patients.root(patient))
    }

    /// Whether the patient's name or kana holds this folded text.
    fn patient_holds(&self, patient: PatientId, folded: &str) -> bool {
        let patients = &self.reader.views().patients;
        patients
            .row(patients.root(patient))
            .is_some_and(|row| fold(&row.name.written).contains(folded) || fold(&row.name.kana).contains(folded))
    }

    fn list(&self, filter: &ReferralFilter, order: ReferralOrder) -> Vec<&ReferralSummary> {
        let views = self.reader.views();
        let group = filter.patient.map(|patient| self.group(patient));
        let text = fold(&filter.text);
        let number = filter.text.trim().parse().ok();
        let in_areas = |patient| {
            let row = views.patients.row(views.patients.root(patient));
            row.and_then(|row| row.area.as_ref()).is_some_and(|area| filter.areas.contains(area))
        };
        let mut found: Vec<&ReferralSummary> = self
            .readable()
            .filter(|it| {
                filter.team.is_none_or(|team| it.team == team)
                    && filter.open.is_none_or(|open| it.state.is_open() == open)
                    && (filter.states.is_empty() || filter.states.contains(&it.state))
                    && (!filter.mine || it.member == Some(self.reader.actor.id))
                    && filter.member.is_none_or(|member| it.member == Some(member))
                    && filter.consultation.is_none_or(|from| it.consultation == Some(from))
                    && group.as_ref().is_none_or(|group| group.contains(&it.patient))
                    && (!filter.overdue || self.is_overdue(it.due, it.patient))
                    && (filter.areas.is_empty() || in_areas(it.patient))
                    && (text.is_empty()
                        || number == Some(it.id)
                        || it.requester_holds(&text)
                        || self.patient_holds(it.patient, &text))
            })
            .collect();
        match order {
            ReferralOrder::Due => {
                found.sort_by_cached_key(|it| (self.due(it.due, it.patient).unwrap_or(NaiveDate::MAX), it.id));
            }
            ReferralOrder::Newest => found.reverse(),
            ReferralOrder::Longest => found.sort_by_key(|it| (!it.state.is_open(), it.since, it.id)),
        }
        found
    }

    fn row(&self, it: &ReferralSummary) -> Option<ReferralRow> {
        let patients = &self.reader.views().patients;
        Some(ReferralRow {
            id: it.id,
            team: it.team,
            patient: patients.row(patients.root(it.patient))?.clone(),
            state: it.state,
            stage: it.stage,
            days: self.days(it.since),
            due: self.due(it.due, it.patient),
            overdue: self.is_overdue(it.due, it.patient),
            requester: it.requester.to_string(),
            profession: it.profession.clone(),
            asked: it.asked,
            member: it.member,
            consent: it.consent,
            next: it.next,
        })
    }

    fn counts(&self) -> ReferralCounts {
        let mut counts = ReferralCounts::default();
        let (mut states, mut teams) = (BTreeMap::new(), BTreeMap::new());
        for it in self.readable() {
            *states.entry(it.state).or_default() += 1;
            if !it.state.is_open() {
                continue;
            }
            *teams.entry(it.team).or_default() += 1;
            counts.open += 1;
            counts.overdue += u32::from(self.is_overdue(it.due, it.patient));
            counts.mine += u32::from(it.member == Some(self.reader.actor.id));
            counts.consent += u32::from(it.next.is_some_and(|next| matches!(next.missing, Some(Missing::Consent(_)))));
        }
        counts.states = states.into_iter().collect();
        counts.teams = teams.into_iter().collect();
        counts
    }

    /// The load of each member of the teams that the caller may see, by team and number.
    fn loads(&self, team: Option<SupportTeam>) -> Vec<Load> {
        let views = self.reader.views();
        let mut members: Vec<_> = views
            .staff
            .values()
            .filter(|staff| !staff.left && staff.holds(Role::Team))
            .filter_map(|staff| Some((staff.team?, staff)))
            .filter(|(of, _)| team.is_none_or(|team| team == *of) && self.reach.holds_team(*of))
            .collect();
        members.sort_by_key(|(of, staff)| (*of, staff.id));
        members
            .into_iter()
            .map(|(_, staff)| Load {
                member: staff.id,
                open: views.referrals.open_of(staff.id),
                full_time_equivalent: staff.full_time_equivalent,
                per_full_time: views.settings.referrals_per_full_time,
            })
            .collect()
    }

    fn detail(&self, id: ReferralId) -> Result<ReferralDetail, Problem> {
        let reader = self.reader;
        let row = reader
            .views()
            .referrals
            .referral(id)
            .filter(|summary| self.reach.holds_team(summary.team))
            .and_then(|summary| self.row(summary))
            .ok_or_else(|| Problem::NotFound { kind: Kind::Referral, id: id.to_string() })?;
        let referral: Referral = reader.get(id)?;
        let time = WorkingTime::new(&reader.settings().hours);
        let group = self.group(referral.request.patient);
        let referrals = &reader.views().referrals;
        Ok(ReferralDetail {
            gate: reader.settings().consent_gate(referral.request.team),
            stays: referral.stays(reader.now, |day| time.is_working_day(day)),
            loads: self.loads(Some(referral.request.team)),
            introductions: group
                .iter()
                .flat_map(|patient| referrals.introductions_of(*patient))
                .filter_map(|from| referrals.introduction(*from))
                .filter(|it| it.referral == Some(id))
                .filter_map(|it| self.introduction_row(it))
                .collect(),
            referrals: group
                .iter()
                .flat_map(|patient| referrals.of_patient(*patient))
                .filter_map(|from| referrals.referral(*from))
                .filter(|it| it.from == Some(id) && self.reach.holds_team(it.team))
                .filter_map(|it| self.row(it))
                .collect(),
            row,
            referral,
        })
    }

    fn introductions(&self, filter: &IntroductionFilter) -> Vec<&IntroductionSummary> {
        let views = self.reader.views();
        let group = filter.patient.map(|patient| self.group(patient));
        let text = fold(&filter.text);
        let number = filter.text.trim().parse().ok();
        let mut found: Vec<&IntroductionSummary> = views
            .referrals
            .introductions()
            .filter(|it| {
                filter.open.is_none_or(|open| it.state.is_open() == open)
                    && (filter.states.is_empty() || filter.states.contains(&it.state))
                    && filter.referral.is_none_or(|from| it.referral == Some(from))
                    && filter.consultation.is_none_or(|from| it.consultation == Some(from))
                    && group.as_ref().is_none_or(|group| group.contains(&it.patient))
                    && (!filter.overdue || self.is_overdue(it.due, it.patient))
                    && (text.is_empty()
                        || number == Some(it.id)
                        || it.hospital_holds(&text)
                        || self.patient_holds(it.patient, &text))
                    && self.reach.holds_patient(views, it.patient)
            })
            .collect();
        found.sort_by_cached_key(|it| (self.due(it.due, it.patient).unwrap_or(NaiveDate::MAX), it.id));
        found
    }

    fn introduction_row(&self, it: &IntroductionSummary) -> Option<IntroductionRow> {
        let patients = &self.reader.views().patients;
        Some(IntroductionRow {
            id: it.id,
            patient: patients.row(patients.root(it.patient))?.clone(),
            purpose: it.purpose,
            hospital: it.hospital.to_string(),
            state: it.state,
            days: self.days(it.since),
            appointment: it.appointment,
            due: self.due(it.due, it.patient),
            overdue: self.is_overdue(it.due, it.patient),
            next: it.next,
        })
    }
}
