//! Who covers one person, put together from the teams of all their records and the absences that count.

use crate::center::care_team::view::{MemberSummary, TeamSummary, is_away};
use crate::domain::absence::Absence;
use crate::domain::care_team::StandInState;
use crate::domain::coverage::{Duty, Period, Relief, Rota, Watch};

/// The rota of one person. Absences are those that may count in the time that is looked at.
pub fn rota<'a>(teams: &[&'a TeamSummary], absences: &[&Absence]) -> Rota<'a> {
    let on_duty = teams.iter().flat_map(|team| team.members.iter());
    let watches = on_duty.filter_map(|member| {
        let (duty, cover, who) = (member.on_duty()?, member.cover.as_ref()?, member.who.as_ref()?);
        let away = absences.iter().filter(|absence| is_away(absence, &member.role, &who.place, &who.name));
        Some(Watch { duty, shifts: &cover.0, away: away.map(|absence| absence.away.period).collect() })
    });
    let reliefs = teams.iter().flat_map(|team| team.stand_ins.iter()).flat_map(|one| {
        let agreed = one.state == StandInState::Agreed;
        one.periods.iter().map(move |period| Relief { period: *period, agreed })
    });
    Rota { watches: watches.collect(), reliefs: reliefs.collect() }
}

/// The duties of those who care for the person and whose hours nobody knows.
pub fn unknown(teams: &[&TeamSummary]) -> Vec<Duty> {
    let members = teams.iter().flat_map(|team| team.members.iter());
    let mut duties: Vec<Duty> =
        members.filter(|member| member.cover.is_none()).filter_map(MemberSummary::on_duty).collect();
    duties.sort_unstable();
    duties.dedup();
    duties
}

/// Whether anybody cares for the person who can be called at night, and the team does not rest.
pub fn is_checked(teams: &[&TeamSummary]) -> bool {
    !is_resting(teams) && teams.iter().flat_map(|team| team.members.iter()).any(|member| member.on_duty().is_some())
}

/// Whether the team rests.
pub fn is_resting(teams: &[&TeamSummary]) -> bool {
    teams.iter().any(|team| team.resting)
}

/// The absence that takes most of these stretches away from somebody of the team.
pub fn to_blame<'a>(teams: &[&TeamSummary], absences: &[&'a Absence], gaps: &[Period]) -> Option<&'a Absence> {
    let concerns = |absence: &&&Absence| {
        teams.iter().flat_map(|team| team.members.iter()).any(|member| {
            let who = member.who.as_ref().filter(|_| member.on_duty().is_some());
            who.is_some_and(|who| is_away(absence, &member.role, &who.place, &who.name))
        })
    };
    let meets = |absence: &&&Absence| gaps.iter().any(|gap| gap.meets(absence.away.period));
    absences.iter().filter(meets).find(concerns).copied()
}
