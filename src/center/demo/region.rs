//! Regional issues in every state; the gap that opens in the last months is left for the program to find.

use std::collections::BTreeSet;

use chrono::{NaiveDate, TimeDelta};

use super::World;
use super::days::moment;
use super::schedule::Schedule;
use super::story::{Refused, Story};
use crate::domain::area::Area;
use crate::domain::code::Code;
use crate::domain::id::{ConsultationId, RegionalIssueId};
use crate::domain::regional_issue::rise::{Facet, Series};
use crate::domain::regional_issue::{Closing, Evaluation, IssueOutcome, Matter, Measure, Meeting, RegionalIssue, Rule};
use crate::domain::time::Moment;

/// What an issue is made up of, and how many steps it has come.
struct Told {
    title: &'static str,
    description: &'static str,
    /// The place of the area in the city's list, and the topic.
    counts: (usize, &'static str),
    measure: &'static str,
    rule: &'static str,
    judgement: &'static str,
    steps: usize,
    outcome: Option<IssueOutcome>,
}

/// The steps of the whole course before the end: considered, met, measure, rule, evaluated.
const WHOLE: usize = 5;

const ISSUES: [Told; 6] = [
    Told {
        title: "退院の連絡が直前になる",
        description: "退院の前日や当日に連絡が来て、訪問看護と福祉用具が間に合わない。",
        counts: (0, "discharge"),
        measure: "退院の見込みが立った時点で、病院の相談室がケアマネジャーにFAXで知らせる。",
        rule: "入院から7日以内にケアマネジャーが病院へ情報を送り、退院の7日前までに病院が知らせる。",
        judgement: "直前の連絡はほとんどなくなった。",
        steps: WHOLE,
        outcome: Some(IssueOutcome::Improved),
    },
    Told {
        title: "訪問歯科につながらない",
        description: "訪問できる歯科がどこか分からず、口腔の問題が後回しになっている。",
        counts: (1, "home_dentistry"),
        measure: "歯科医師会が訪問できる歯科の一覧を配り、受付の電話を一つにした。",
        rule: "口腔の相談は歯科医師会の窓口に一本化する。",
        judgement: "窓口への相談が定着した。件数はもう少し見る。",
        steps: WHOLE,
        outcome: None,
    },
    Told {
        title: "独居の認知症の人の服薬",
        description: "飲み忘れと重複が多い。だれが確かめるか決まっていない。",
        counts: (2, "medication"),
        measure: "薬剤師会と訪問看護が、一包化と服薬カレンダーの手順を合わせた。",
        rule: "",
        judgement: "",
        steps: 3,
        outcome: None,
    },
    Told {
        title: "夜間に往診する医療機関が足りない",
        description: "夜間の急変で救急搬送になる例が続いている。",
        counts: (3, "sudden_change"),
        measure: "",
        rule: "",
        judgement: "",
        steps: 2,
        outcome: None,
    },
    Told {
        title: "医療的ケア児の受診先",
        description: "小児科から成人の診療科への引継ぎ先がない。",
        counts: (4, "child_medical_care"),
        measure: "",
        rule: "",
        judgement: "",
        steps: 0,
        outcome: None,
    },
    Told {
        title: "介護保険の申請の遅れ",
        description: "一時的な混雑による相談の増加。",
        counts: (5, "care_insurance"),
        measure: "",
        rule: "",
        judgement: "",
        steps: 0,
        outcome: Some(IssueOutcome::NotTakenUp),
    },
];

/// The area in which the gap opens.
pub fn gap_area(areas: &[Area]) -> &Area {
    &areas[areas.len() / 2]
}

/// When the steps of one issue are taken.
#[derive(Clone, Copy)]
struct Pace<'a> {
    world: &'a World,
    begun: i64,
    minute: i64,
}

impl Pace<'_> {
    /// So many working days after it began, yesterday at the latest.
    fn at(self, later: i64) -> Moment {
        let day = (self.begun + later).min(self.world.days.yesterday());
        moment(self.world.days.day(day), 14 * 60 + self.minute)
    }

    fn day(self, later: i64) -> NaiveDate {
        self.at(later).date_naive()
    }
}

/// Tells of the issues, as far as the city has worked long enough for each to have come so far.
pub fn tell(world: &World, schedule: &Schedule, story: &mut Story) -> Result<(), Refused> {
    let slots = schedule.of.iter().flatten().chain(&schedule.general).filter(|slot| !slot.gap);
    let mut known: Vec<(Moment, ConsultationId)> = slots.map(|slot| (slot.at, slot.id)).collect();
    known.sort_unstable();
    for (serial, told) in (1_u64..).zip(&ISSUES) {
        // The further an issue has come, the longer ago it began.
        let steps = i64::try_from(told.steps).unwrap_or(0);
        let begun = world.days.yesterday() - 12 - 55 * steps;
        let pace = Pace { world, begun, minute: i64::try_from(serial).unwrap_or(0) };
        let before = known.partition_point(|(received, _)| *received < pace.at(0));
        let cases: BTreeSet<ConsultationId> =
            known[..before].iter().rev().skip(told.counts.0).step_by(3).take(5).map(|(_, id)| *id).collect();
        if begun >= 0 && !cases.is_empty() {
            issue(pace, story, RegionalIssueId(serial), told, &cases)?;
        }
    }
    Ok(())
}

fn issue(
    pace: Pace<'_>,
    story: &mut Story,
    id: RegionalIssueId,
    told: &Told,
    cases: &BTreeSet<ConsultationId>,
) -> Result<(), Refused> {
    let world = pace.world;
    let areas = &world.settings.city.areas;
    let by = world.coordinators[usize::try_from(pace.minute).unwrap_or(0) % world.coordinators.len()];
    let (place, topic) = told.counts;
    let series =
        Series { of: Facet::Area(areas[place % areas.len()].code.clone()), with: Some(Facet::Topic(Code::new(topic))) };
    let matter = Matter {
        title: told.title.to_owned(),
        description: told.description.to_owned(),
        owner: by,
        series: Some(series),
        review: told.outcome.is_none().then(|| world.plan.today + TimeDelta::days((pace.minute - 2) * 4)),
    };
    let event = RegionalIssue::extract(matter, None, cases)?;
    let mut record: RegionalIssue = story.begin(id, event, pace.at(0), by)?;
    for step in 0..told.steps {
        let later = 5 + 50 * i64::try_from(step).unwrap_or(0);
        let on = pace.day(later);
        let event = match step {
            0 => record.consider("相談の記録を読み、関係する事業所に聞く。".to_owned())?,
            1 => {
                let text = "関係する職種で現状を出し合い、進め方を決めた。".to_owned();
                record.meet(Meeting { on, text, activity: "連携WG".to_owned() }, on)?
            }
            2 => record.act(Measure { on, who: "連携WG".to_owned(), text: told.measure.to_owned() }, on)?,
            3 => record.adopt(Rule { on, text: told.rule.to_owned() })?,
            _ => record.evaluate(Evaluation { on, text: told.judgement.to_owned(), counted: None }, on)?,
        };
        story.go(&mut record, event, pace.at(later), by);
    }
    if let Some(outcome) = told.outcome {
        let reason = match outcome {
            IssueOutcome::NotTakenUp => "翌月には元に戻った。続けて見る必要はない。",
            _ => "手順が定着した。増えたときはまた取り上げる。",
        };
        let later = 8 + 50 * i64::try_from(told.steps).unwrap_or(0);
        let event = record.close(Closing { outcome, reason: reason.to_owned() })?;
        story.go(&mut record, event, pace.at(later), by);
    }
    Ok(())
}
