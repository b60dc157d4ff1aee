//! The board by keys through the real loop.

use std::cell::RefCell;
use std::rc::Rc;

use super::CensusPane;
use crate::api::census::{CensusAnswer, CensusCounts, CensusRead, CensusRow};
use crate::api::{Answer, Notice, Request};
use crate::domain::event::Kind;
use crate::domain::id::{StaffId, Version};
use crate::tui::testing::{Setup, now, welcome};

fn answer(at_home: u32) -> Answer {
    let areas = welcome().settings.city.areas;
    let counts = CensusCounts { at_home, visits_due: 1, no_physician: 12, uncovered: 0, referrals_waiting: 3 };
    let mut rows: Vec<CensusRow> =
        areas.iter().map(|area| CensusRow { area: Some(area.code.clone()), counts }).collect();
    rows.push(CensusRow { area: None, counts: CensusCounts { at_home: 7, ..CensusCounts::default() } });
    let mut total = CensusCounts::default();
    for row in &rows {
        total.add(&row.counts);
    }
    Answer::Census(Box::new(CensusAnswer::Now { rows, total, at: now() }))
}

#[test]
fn the_whole_town_fits_a_screen_of_80_by_24_and_follows_what_happens() {
    let at_home = Rc::new(RefCell::new(345));
    let told = Rc::clone(&at_home);
    let mut desk = Setup::of(vec![Box::new(CensusPane::default())]).open(move |request| match request {
        Request::Census(CensusRead::Now) => Some(Ok(answer(*told.borrow()))),
        _ => None,
    });
    let screen = desk.screen();
    let areas = welcome().settings.city.areas;
    assert!(areas.iter().all(|area| screen.contains(&area.name)), "{screen}");
    assert!(screen.contains("圏域不明") && screen.contains("合計") && screen.contains("!12"), "{screen}");
    assert!(!screen.contains("!0"), "nothing is called for where there is none: {screen}");
    insta::assert_snapshot!("census", screen);
    *at_home.borrow_mut() = 346;
    desk.notice(Notice::Changed {
        kind: Kind::Patient,
        id: "p1".into(),
        patient: None,
        version: Version(2),
        by: StaffId(2),
        at: now(),
    });
    assert!(desk.screen().contains("346"), "{}", desk.screen());
}

#[test]
fn however_much_changes_it_is_counted_once_at_a_time() {
    let mut desk = Setup::of(vec![Box::new(CensusPane::default())]).open(|_| None);
    for _ in 0..5 {
        desk.notice(Notice::Changed {
            kind: Kind::Referral,
            id: "r1".into(),
            patient: None,
            version: Version(2),
            by: StaffId(2),
            at: now(),
        });
    }
    let asked = desk.asked.borrow().iter().filter(|(_, request)| matches!(request, Request::Census(_))).count();
    assert_eq!(asked, 1, "the first one is not answered yet");
}
