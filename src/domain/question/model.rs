//! Random sequences of requests against a second, simpler account of a question, and its clock against a slow count.

use chrono::{Datelike, Days, NaiveDate, TimeDelta};
use proptest::prelude::*;

use super::*;
use crate::domain::aggregate::Aggregate;
use crate::domain::calendar::{WorkingTime, holiday};
use crate::domain::code::Code;
use crate::domain::id::{PatientId, StaffId};
use crate::domain::referral::{Means, Party, Requester};
use crate::domain::settings::OfficeHours;
use crate::domain::time::JST;
use crate::domain::timeline::{Occurred, TimelineSource};

#[derive(Clone, Copy, Debug)]
enum Try {
    Pass(i64),
    Amend,
    Remind,
    RunOut,
    Answer,
    Correct,
    Withdraw,
}

fn tries() -> impl Strategy<Value = Try> {
    prop_oneof![
        6 => (0_i64..4_000).prop_map(Try::Pass),
        1 => Just(Try::Amend),
        3 => Just(Try::Remind),
        5 => Just(Try::RunOut),
        2 => Just(Try::Answer),
        1 => Just(Try::Correct),
        1 => Just(Try::Withdraw),
    ]
}

fn at(text: &str) -> Moment {
    format!("{text}:00+09:00").parse().unwrap()
}

fn hours() -> OfficeHours {
    crate::exchange::city::default_hours()
}

fn inquiry(asked: Moment) -> Inquiry {
    Inquiry {
        patient: Some(PatientId(1)),
        from: Requester {
            profession: Code::new("visiting_nurse"),
            organisation: Party::named("訪問看護ステーション潮"),
            name: "小林".into(),
            phone: "047-000-0002".into(),
        },
        to: Addressee {
            place: Party::named("本町クリニック"), physician: "佐藤医師".into(), phone: String::new()
        },
        asked,
        text: "入浴の可否と目安の血圧を教えてください。".into(),
    }
}

fn put(asked: Moment) -> Question {
    let hours = hours();
    let event = Question::ask(inquiry(asked), WorkingTime::new(&hours), 2, asked).unwrap();
    Question::begin(QuestionId(1), &event, &Stamp { at: asked, by: StaffId(1) }).unwrap()
}

fn answer(on: Moment, text: &str) -> Answer {
    Answer { on: Occurred::At(on), means: Means::Phone, by: "佐藤医師".into(), text: text.into() }
}

fn attempt(it: &Question, what: Try, now: Moment) -> Result<QuestionEvent, QuestionProblem> {
    match what {
        Try::Amend => {
            let text = format!("{}（追記）", it.inquiry.text);
            it.amend(Inquiry { text, ..it.inquiry.clone() })
        }
        Try::Remind => it.remind(Reminder { on: Occurred::At(now), means: Means::Fax, text: String::new() }, now),
        Try::RunOut => it.run_out(ConsultationId(9), now),
        Try::Answer => it.answer(answer(now, "収縮期160未満であれば入浴可"), now),
        Try::Correct => it.correct_answer("聞き違い".into(), answer(now, &format!("150未満（{}）", it.version.0)), now),
        Try::Withdraw => it.withdraw("受診で解決した".into()),
        Try::Pass(_) => unreachable!(),
    }
}

/// The course by letters: `a` waits, `o` is called for, `x` is answered, `w` is withdrawn.
fn expected(state: char, what: Try, run_out: bool) -> Option<char> {
    match (state, what) {
        ('a', Try::RunOut) if run_out => Some('o'),
        ('a' | 'o', Try::Amend | Try::Remind) => Some(state),
        ('a' | 'o', Try::Answer) | ('x', Try::Correct) => Some('x'),
        ('a' | 'o', Try::Withdraw) => Some('w'),
        _ => None,
    }
}

const fn letter(state: QuestionState) -> char {
    match state {
        QuestionState::Asked | QuestionState::Reminded => 'a',
        QuestionState::Overdue => 'o',
        QuestionState::Answered => 'x',
        QuestionState::Withdrawn => 'w',
    }
}

/// Minutes of a year around its end, so that weekends, holidays and the closure all come up.
fn asked() -> impl Strategy<Value = Moment> {
    (0_i64..60 * 24 * 400).prop_map(|minute| at("2026-11-01T00:00") + TimeDelta::minutes(minute))
}

proptest! {
    #[test]
    fn no_sequence_calls_twice_or_early_or_loses_a_word(asked in asked(), sequence in prop::collection::vec(tries(), 0..40)) {
        let (mut it, mut model, mut now) = (put(asked), 'a', asked);
        let mut happened = 1_u32;
        for what in sequence {
            if let Try::Pass(minutes) = what {
                now += TimeDelta::minutes(minutes);
                continue;
            }
            let result = attempt(&it, what, now);
            match expected(model, what, now >= it.due) {
                Some(next) => {
                    let before = it.state;
                    it.apply(&result.unwrap(), &Stamp { at: now, by: StaffId(1) });
                    prop_assert_eq!(it.state == QuestionState::Reminded, match what {
                        Try::Remind => before != QuestionState::Overdue,
                        Try::Amend => before == QuestionState::Reminded,
                        _ => false,
                    });
                    model = next;
                    happened += 1;
                }
                None => prop_assert!(result.is_err(), "{what:?} in {model}"),
            }
            prop_assert_eq!(letter(it.state), model);
            prop_assert_eq!((it.version, it.history.len()), (Version(happened), happened as usize));
            let ran_out = it.history.iter().filter(|one| matches!(one.event, QuestionEvent::RanOut { .. }));
            let times: Vec<Moment> = ran_out.map(|one| one.stamp.at).collect();
            prop_assert!(times.len() <= 1 && times.iter().all(|at| *at >= it.due));
            prop_assert_eq!(times.len() == 1, it.call.is_some());
            prop_assert_eq!(it.in_time().is_some(), matches!(model, 'x' | 'o'));
            let texts: Vec<String> = it.timeline_steps().into_iter().map(|step| step.text).collect();
            prop_assert!(it.answer.as_ref().is_none_or(|answer| texts.iter().any(|text| text.contains(&answer.text))));
            let written = serde_json::to_string(&it).unwrap();
            prop_assert_eq!(&serde_json::from_str::<Question>(&written).unwrap(), &it);
        }
    }

    #[test]
    fn the_clock_agrees_with_a_count_minute_by_minute(asked in asked(), days in 1_u32..5) {
        let hours = hours();
        let due = due_time(WorkingTime::new(&hours), asked, days);
        // Counted without the calendar's sums: every minute that begins while the centre is open.
        let open = |at: Moment| {
            let (day, minute) = (at.date_naive(), at.time());
            let closed = (day.month(), day.day()) >= (12, 29) || (day.month(), day.day()) <= (1, 3);
            day.weekday().num_days_from_monday() < 5
                && holiday(day).is_none()
                && !closed
                && (hours.opens..hours.closes).contains(&minute)
        };
        let minutes = (due - asked).num_minutes();
        let worked = (0..minutes).filter(|minute| open(asked + TimeDelta::minutes(*minute))).count();
        prop_assert_eq!(worked, days as usize * 480);
        prop_assert!(open(due - TimeDelta::minutes(1)), "somebody is there when it runs out");
    }

    #[test]
    fn whoever_asks_later_is_never_due_earlier(asked in asked(), later in 0_i64..10_000, days in 1_u32..5) {
        let hours = hours();
        let time = WorkingTime::new(&hours);
        prop_assert!(due_time(time, asked, days) <= due_time(time, asked + TimeDelta::minutes(later), days));
    }
}

#[test]
fn the_term_steps_over_weekends_holidays_and_the_turn_of_the_year() {
    let hours = hours();
    let due = |asked: &str, days| due_time(WorkingTime::new(&hours), at(asked), days).format("%m-%d %H:%M").to_string();
    assert_eq!(due("2026-11-24T10:32", 2), "11-26 10:32");
    assert_eq!(due("2026-11-20T16:00", 2), "11-25 16:00", "a weekend and 勤労感謝の日 lie between");
    assert_eq!(due("2026-12-28T15:00", 2), "01-05 15:00", "closed from 29 December to 3 January");
    assert_eq!(due("2026-11-24T22:10", 2), "11-26 17:00", "asked at night it counts from the morning");
    assert_eq!(due("2026-11-24T10:32", 0), due("2026-11-24T10:32", 1));
}

#[test]
fn what_counts_is_when_the_physician_answered() {
    let mut it = put(at("2026-11-24T10:32"));
    let late = at("2026-11-26T16:00");
    it.apply(&it.run_out(ConsultationId(9), late).unwrap(), &Stamp { at: late, by: StaffId(1) });
    assert_eq!(it.in_time(), Some(false));
    let said = it.answer(answer(at("2026-11-26T10:00"), "可"), late).unwrap();
    it.apply(&said, &Stamp { at: late, by: StaffId(1) });
    assert_eq!(it.in_time(), Some(true), "it was written down late, but given in time");
    let right = it.correct_answer("時刻の誤り".into(), answer(late, "可"), late).unwrap();
    it.apply(&right, &Stamp { at: late, by: StaffId(1) });
    assert_eq!(it.in_time(), Some(false));
}

#[test]
fn nobody_answers_before_the_question_or_in_the_future_and_its_frame_stays() {
    let asked = at("2026-11-24T10:32");
    let it = put(asked);
    let early = answer(asked - TimeDelta::minutes(1), "可");
    assert!(matches!(it.answer(early, asked), Err(QuestionProblem::BeforeAsked { .. })));
    let ahead = answer(asked + TimeDelta::minutes(1), "可");
    assert!(matches!(it.answer(ahead, asked), Err(QuestionProblem::InFuture { .. })));
    let day = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
    let today = Answer { on: Occurred::Day(day), ..answer(asked, "可") };
    assert!(it.answer(today, asked).is_ok());
    let yesterday = Answer { on: Occurred::Day(day - Days::new(1)), ..answer(asked, "可") };
    assert!(matches!(it.answer(yesterday, asked), Err(QuestionProblem::BeforeAsked { .. })));
    let other = Inquiry { patient: None, ..it.inquiry.clone() };
    assert_eq!(it.amend(other), Err(QuestionProblem::Fixed));
    assert_eq!(it.amend(it.inquiry.clone()), Err(QuestionProblem::NothingChanged));
    let hours = hours();
    let tomorrow = inquiry(asked + TimeDelta::days(1));
    assert!(Question::ask(tomorrow, WorkingTime::new(&hours), 2, asked).is_err());
    assert_eq!(JST, *asked.offset());
}
