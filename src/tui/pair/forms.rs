//! The forms by which two physicians are brought together: begun, amended, informed, asked, answered.

use std::collections::BTreeMap;

use super::step::{Of, step};
use crate::api::pair::{PairAct, PairChange, PairDetail, Suggestion};
use crate::api::{Answer, Change, Request};
use crate::domain::code::CodeList;
use crate::domain::pair::{
    Asking, DaySet, DeclineGround, Disease, Ground, Information, Needs, Opening, PairAnswer, PairRole, Scheme,
};
use crate::domain::patient::{Physician, Place};
use crate::domain::referral::Party;
use crate::domain::timeline::Occurred;
use crate::tui::app::{Target, View};
use crate::tui::form::contact::{by_means, means, occurred, when};
use crate::tui::form::{Choice, Field, Form, SaveFault, Values, listed, variants};
use crate::tui::referral::form::{code_of, party};
use crate::words::pair_screen as words;

/// The most characters of a text.
const TEXT: usize = 4_000;

/// A pair begins, filled with what is known.
pub fn begin(known: &Suggestion, view: &View) -> Form {
    let mut patient = Field::person("patient", words::PATIENT_LABEL).required();
    if let Some(row) = &known.patient {
        patient = patient.with_record(&row.id, row.name.written.clone());
    }
    let terms = &view.session.welcome.settings.pairs;
    let scheme = Field::one("scheme", words::SCHEME, variants(&Scheme::ALL, view.lang())).required();
    let reading = terms.reading;
    let consultation = known.consultation;
    let form = Form::new("pair.new", words::BEGIN_FORM).field(patient).field(scheme.with_code(&code_of(&terms.scheme)));
    let (role, physician) = known.known.first().map(|(role, who)| (Some(*role), who.clone())).unwrap_or_default();
    opening_fields(form, known.ground, "", role.map(|role| (role, &physician)), &known.asked_by, "", view)
        .field(Field::moment("asked", words::ASKED_AT).with_now(view).required())
        .save(move |values, view| {
            let opening = Opening {
                patient: values.id("patient").ok_or_else(|| SaveFault::missing("patient", view))?,
                scheme: values.one("scheme").ok_or_else(|| SaveFault::missing("scheme", view))?,
                reading,
                ground: values.one("ground").ok_or_else(|| SaveFault::missing("ground", view))?,
                why: values.text("why"),
                known: known_of(values),
                asked_by: party(values, "asked_by", "asked_by_text"),
                wish: values.text("wish"),
                asked: values.moment("asked").map(Occurred::At).ok_or_else(|| SaveFault::missing("asked", view))?,
                consultation,
            };
            Ok(Request::Change(Change::Pair(PairChange::Begin(Box::new(opening)))))
        })
        .done(|answer, cx| {
            cx.inform(words::BEGUN);
            if let Answer::Done(done) = answer
                && let Ok(id) = done.id.parse()
            {
                cx.show(Target::Pair(id));
            }
        })
}

fn opening_fields(
    form: Form,
    ground: Option<Ground>,
    why: &str,
    known: Option<(PairRole, &Physician)>,
    asked_by: &Party,
    wish: &str,
    view: &View,
) -> Form {
    let lang = view.lang();
    let mut grounds = Field::one("ground", words::GROUND, variants(&Ground::ALL, lang)).required();
    if let Some(ground) = ground {
        grounds = grounds.with_code(&code_of(&ground));
    }
    let mut role = Field::one("role", words::KNOWN_ROLE, variants(&PairRole::ALL, lang)).help(words::KNOWN_ROLE_HELP);
    let (mut place, mut place_text) = (Party::default(), String::new());
    let mut physician = String::new();
    if let Some((of, who)) = known {
        role = role.with_code(&code_of(&of));
        place = Party { site: who.place.site, name: who.place.name.clone() };
        physician.clone_from(&who.name);
    }
    let mut site = Field::place("place", words::PLACE).shown_if(|values| values.has("role"));
    match place.site {
        Some(id) => site = site.with_record(&id, place.name.clone()),
        None => place_text = place.name,
    }
    let mut from = Field::place("asked_by", words::ASKED_BY);
    let mut from_text = String::new();
    match asked_by.site {
        Some(id) => from = from.with_record(&id, asked_by.name.clone()),
        None => from_text.clone_from(&asked_by.name),
    }
    form.field(grounds)
        .field(Field::text("why", words::WHY).help(words::WHY_HELP).with_text(why))
        .field(role)
        .field(site)
        .field(Field::text("place_text", words::PLACE_TEXT).shown_if(|values| values.has("role")).with_text(place_text))
        .field(Field::text("physician", words::PHYSICIAN).shown_if(|values| values.has("role")).with_text(physician))
        .field(from)
        .field(Field::text("asked_by_text", words::ASKED_BY_TEXT).with_text(from_text))
        .field(Field::long("wish", words::WISH).at_most(TEXT).with_text(wish))
}

fn place_of(values: &Values) -> Place {
    let Party { site, name } = party(values, "place", "place_text");
    Place { site, name }
}

/// The physician who is there already.
fn known_of(values: &Values) -> BTreeMap<PairRole, Physician> {
    let role: Option<PairRole> = values.one("role");
    let who = || Physician { name: values.text("physician"), place: place_of(values) };
    role.map(|role| (role, who())).into_iter().collect()
}

/// What it began with is put right; patient and scheme stay.
pub fn amend(case: &PairDetail, view: &View) -> Form {
    let old = case.pair.opening.clone();
    // The form has room for one; the second of two who were named stays as it is.
    let first = case.pair.roles().into_iter().find_map(|role| Some((role, old.known.get(&role)?)));
    let kept = old.known.clone();
    let first_role = first.map(|(role, _)| role);
    let before = old.clone();
    step(
        &Of { name: super::step::AMEND, heading: words::AMEND_FORM, again: amend },
        case,
        view,
        |form| opening_fields(form, Some(old.ground), &old.why, first, &old.asked_by, &old.wish, view),
        move |values, view| {
            let mut known = kept.clone();
            if let Some(role) = first_role {
                known.remove(&role);
            }
            known.extend(known_of(values));
            Ok(PairAct::Amend(Box::new(Opening {
                ground: values.one("ground").ok_or_else(|| SaveFault::missing("ground", view))?,
                why: values.text("why"),
                known,
                asked_by: party(values, "asked_by", "asked_by_text"),
                wish: values.text("wish"),
                ..before.clone()
            })))
        },
    )
}

/// The patient's information was obtained.
pub fn inform(case: &PairDetail, view: &View) -> Form {
    let needs = case.needs.clone();
    step(
        &Of { name: "inform", heading: words::INFORM_FORM, again: inform },
        case,
        view,
        |form| {
            let form = form
                .field(Field::place("from", words::FROM_WHOM))
                .field(Field::text("from_text", words::FROM_WHOM_TEXT))
                .field(means(view))
                .field(when(view))
                .field(Field::long("text", words::INFORMATION).required().at_most(TEXT));
            needs_fields(form, &needs, view)
        },
        |values, view| {
            Ok(PairAct::Inform(Box::new(Information {
                on: occurred(values, view)?,
                from: party(values, "from", "from_text"),
                means: by_means(values, view)?,
                text: values.text("text"),
                needs: read_needs(values, view)?,
            })))
        },
    )
}

fn needs_fields(form: Form, needs: &Needs, view: &View) -> Form {
    let yes_no =
        |name, label, is: bool| Field::yes_no(name, label, view).required().with_code(if is { "yes" } else { "no" });
    let mut disease = Field::one("disease", words::DISEASE, variants(&Disease::ALL, view.lang()));
    if let Some(is) = needs.disease {
        disease = disease.with_code(&code_of(&is));
    }
    let mut procedures = Field::many("procedures", words::PROCEDURES, listed(CodeList::Procedures, view));
    for procedure in &needs.procedures {
        procedures = procedures.with_code(&procedure.0);
    }
    form.field(yes_no("visits", words::VISITS, needs.visits))
        .field(yes_no("round_the_clock", words::ROUND_THE_CLOCK, needs.round_the_clock))
        .field(yes_no("end_of_life", words::END_OF_LIFE, needs.end_of_life))
        .field(disease)
        .field(procedures)
        .field(Field::text("days", words::DAYS).help(words::DAYS_HELP).with_text(needs.days.to_string()))
}

fn read_needs(values: &Values, view: &View) -> Result<Needs, SaveFault> {
    let days: DaySet =
        values.text("days").trim().parse().map_err(|_| SaveFault::field("days", view.say(words::BAD_DAYS)))?;
    Ok(Needs {
        visits: values.yes("visits").unwrap_or_default(),
        round_the_clock: values.yes("round_the_clock").unwrap_or_default(),
        end_of_life: values.yes("end_of_life").unwrap_or_default(),
        disease: values.one("disease"),
        procedures: values.several("procedures"),
        days,
    })
}

/// A candidate was asked: the one that is selected in the ranking, or one that is chosen here.
pub fn ask(case: &PairDetail, chosen: Option<&Place>, view: &View) -> Form {
    let mut site = Field::place("place", words::PLACE);
    let mut written = String::new();
    match chosen {
        Some(Place { site: Some(id), name }) => site = site.with_record(id, name.clone()),
        Some(place) => written.clone_from(&place.name),
        None => {}
    }
    let sought = case.pair.sought();
    step(
        &Of { name: "ask", heading: words::ASK_FORM, again: |case, view| ask(case, None, view) },
        case,
        view,
        |form| {
            form.field(site)
                .field(Field::text("place_text", words::PLACE_TEXT).with_text(written))
                .field(Field::text("spoke_with", words::SPOKE_WITH))
                .field(means(view))
                .field(when(view))
                .field(Field::long("text", words::TEXT).at_most(TEXT))
        },
        move |values, view| {
            Ok(PairAct::Ask(Box::new(Asking {
                role: sought.ok_or_else(|| SaveFault::whole(view.say(words::NOBODY_SOUGHT)))?,
                place: place_of(values),
                spoke_with: values.text("spoke_with"),
                on: occurred(values, view)?,
                means: by_means(values, view)?,
                text: values.text("text"),
                ranking: None,
            })))
        },
    )
}

const AGREED: &str = "agreed";
const DECLINED: &str = "declined";
const WITHDRAWN: &str = "withdrawn";

fn says(code: &'static str) -> impl Fn(&Values) -> bool {
    move |values| values.code("reply") == Some(code)
}

/// The candidate's answer.
pub fn answer(case: &PairDetail, view: &View) -> Form {
    let place = case.pair.open_asking().map(|asked| asked.asking.place.name.clone()).unwrap_or_default();
    let replies = [(AGREED, words::AGREED), (DECLINED, words::DECLINED), (WITHDRAWN, words::WITHDRAWN)];
    let replies = replies.map(|(code, label)| Choice::new(code, format!("{} {place}", view.say(label)).trim_end()));
    let grounds = variants(&DeclineGround::ALL, view.lang());
    step(
        &Of { name: "answer", heading: words::ANSWER_FORM, again: answer },
        case,
        view,
        |form| {
            form.field(Field::one("reply", words::REPLY, replies.to_vec()).required())
                .field(Field::text("physician", words::PHYSICIAN).shown_if(says(AGREED)))
                .field(Field::text("conditions", words::CONDITIONS).shown_if(says(AGREED)))
                .field(Field::one("ground", words::DECLINE_GROUND, grounds).shown_if(says(DECLINED)))
                .field(Field::text("reason", words::REASON).shown_if(|values| !says(AGREED)(values)))
                .field(when(view))
        },
        |values, view| {
            let (on, reason) = (occurred(values, view)?, values.text("reason"));
            Ok(PairAct::Answer(match values.code("reply") {
                Some(AGREED) => PairAnswer::Agreed {
                    on,
                    physician: values.text("physician"),
                    conditions: values.text("conditions"),
                },
                Some(DECLINED) => {
                    let ground = values.one("ground").ok_or_else(|| SaveFault::missing("ground", view))?;
                    PairAnswer::Declined { on, ground, reason }
                }
                _ if reason.is_empty() => return Err(SaveFault::missing("reason", view)),
                _ => PairAnswer::Withdrawn { on, reason },
            }))
        },
    )
}
