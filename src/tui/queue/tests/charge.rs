//! What a consultation and its steps are charged to, by keys: filled as is usual, until somebody chooses otherwise.

use super::*;
use crate::domain::code::Code;
use crate::domain::funding::Charge;

fn charge(item: &str, line: &str) -> Charge {
    Charge { programme_item: Some(Code::new(item)), funding_line: Some(Code::new(line)) }
}

/// A reception form with all that it needs, its focus on what it is about.
fn received_as_far_as_topics(desk: &mut Desk) {
    desk.press("n Tab Tab").type_text("keama").press("Enter Tab Tab Tab Tab").type_text("電動車いすのこと");
    desk.press(&["Tab"; 12].join(" "));
}

#[test]
fn a_reception_form_follows_what_is_usual_for_its_topics() {
    let (server, mut desk) = desk();
    received_as_far_as_topics(&mut desk);
    desk.type_text("障害福祉").press("Enter Tab Tab Tab Tab Tab");
    assert!(desk.screen().contains("重層的支援体制整備事業"), "{}", desk.screen());
    desk.press("C-s");
    assert_eq!(server.borrow().cases[&4].intake.charge(), charge("consultation", "multi_layered_support"));
}

#[test]
fn a_line_that_somebody_chose_stays_whatever_the_topics_are_then() {
    let (server, mut desk) = desk();
    received_as_far_as_topics(&mut desk);
    desk.press("Tab Tab Tab Tab Tab").type_text("一般財源").press("Enter");
    desk.press("S-Tab S-Tab S-Tab S-Tab S-Tab")
        .type_text("障害福祉")
        .press("Enter")
        .type_text("chiikiai")
        .press("Enter C-s");
    let intake = server.borrow().cases[&4].intake.clone();
    assert_eq!(intake.topics, [Code::new("disability"), Code::new("ict")]);
    assert_eq!(intake.charge(), charge("information_sharing", "general"), "the item still followed");
}

#[test]
fn a_step_starts_as_its_consultation_is_charged_and_shows_where_it_is_not() {
    let server = server();
    let mut desk = open(&server, Lang::Ja, (80, 60));
    let intake = server.borrow().cases[&1].intake.clone();
    let own = intake.charged(charge("consultation", "home_care_programme"));
    server.borrow_mut().act(ConsultationId(1), QueueAct::Amend(Box::new(own))).unwrap();
    hear(&mut desk);
    let text = "a Tab Tab Tab Tab Tab Tab Tab";
    desk.press("c").press(text).type_text("家族へ").press("C-s");
    hear(&mut desk);
    desk.press(text).type_text("市役所へ").press("Tab Tab").type_text("一般財源").press("Enter C-s");
    hear(&mut desk);
    let steps = server.borrow().cases[&1].steps.clone();
    assert_eq!(steps[0].contents.charge, charge("consultation", "home_care_programme"));
    assert_eq!(steps[1].contents.charge, charge("consultation", "general"), "{}", desk.screen());
    desk.press("Enter");
    let screen = desk.screen();
    assert!(screen.contains("市役所へ") && screen.matches("一般財源").count() == 1, "{screen}");
}
