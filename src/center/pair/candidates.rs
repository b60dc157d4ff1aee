//! Candidates for a role, drawn from the resources and from what places have and answered.

use chrono::NaiveDate;

use super::truth;
use super::view::Said;
use crate::center::resource::view::Summary;
use crate::center::views::Views;
use crate::domain::id::{PatientId, SiteId};
use crate::domain::pair::rank::{self, Candidate, LATELY, Ranked, Sought, Work, YEAR};
use crate::domain::pair::{Needs, PairRole};

/// For whom a physician is sought.
#[derive(Clone, Copy, Debug)]
pub struct For<'a> {
    /// The patient.
    pub patient: PatientId,
    /// The patient's address.
    pub address: &'a str,
    /// What the patient needs.
    pub needs: &'a Needs,
    /// The role.
    pub role: PairRole,
    /// The places that take part already.
    pub partners: &'a [SiteId],
}

/// All candidates, the best first; then those who cannot be asked.
pub fn ranked(views: &Views, wanted: For<'_>, today: NaiveDate) -> Vec<Ranked> {
    let settings = &views.settings;
    let area = views.patients.row(views.patients.root(wanted.patient)).and_then(|row| row.area.as_ref());
    let sought = Sought {
        role: wanted.role,
        needs: wanted.needs,
        home: views.resources.locate_home(wanted.address, area, &settings.city),
        area,
        partners: wanted.partners,
    };
    let declined = declined_by(views, wanted.patient);
    let medical = views.resources.medical().filter_map(|summary| Some((summary, summary.work.as_ref()?)));
    let candidates = medical.map(|(summary, work)| candidate(views, summary, work, &declined, today));
    rank::rank(&sought, candidates, &settings.pairs.weights, &settings.codes)
}

/// Who declined for this person, and when last.
fn declined_by(views: &Views, patient: PatientId) -> Vec<(SiteId, NaiveDate)> {
    let open = truth::of_person(views, patient).into_iter().filter(|summary| summary.state.is_open());
    let asked = open.flat_map(|summary| &summary.askings);
    asked.filter_map(|asked| Some((asked.site?, asked.answer.filter(|(said, _)| *said == Said::No)?.1))).collect()
}

fn candidate<'a>(
    views: &Views,
    summary: &'a Summary,
    work: &'a Work,
    declined: &[(SiteId, NaiveDate)],
    today: NaiveDate,
) -> Candidate<'a> {
    let site = summary.site;
    let mut candidate = Candidate {
        site,
        work,
        at: views.resources.locate(summary),
        area: summary.area.as_ref(),
        closed: summary.closed,
        pairs: 0,
        patients: views.patients.of_doctor(site),
        agreed: 0,
        declined: 0,
        declined_before: 0,
        declined_here: declined.iter().rev().find(|(of, _)| *of == site).map(|(_, on)| *on),
    };
    for pair in views.pairs.of_site(site) {
        let counts = pair.state.is_open() && pair.has_place(site) && !views.patients.reminders_end(pair.patient);
        candidate.pairs += u32::from(counts);
        for (said, on) in pair.askings.iter().filter(|asked| asked.site == Some(site)).filter_map(|asked| asked.answer)
        {
            let ago = (today - on).num_days();
            match said {
                Said::Yes if ago <= i64::from(YEAR) => candidate.agreed += 1,
                Said::No if ago <= i64::from(LATELY) => candidate.declined += 1,
                Said::No if ago <= i64::from(YEAR) => candidate.declined_before += 1,
                _ => {}
            }
        }
    }
    candidate
}
