//! Words for the consultation queue: kinds, states, what was done, how long is left, and why something is refused.

use std::borrow::Cow;

use super::{Lang, Say, words};
use crate::domain::consultation::{
    Act, AgeBand, Asker, CareField, Channel, ConsultationProblem, Outcome, Scene, State, Urgency, WaitReason,
};
use crate::domain::id::StaffId;

words! { Channel {
    Phone => "電話", "phone";
    AtCentre => "来所", "at the centre";
    Visit => "訪問", "visit";
    Fax => "FAX", "fax";
    Mail => "メール", "mail";
    Ict => "地域ICT", "regional ICT";
    Conference => "会議", "conference";
} }

words! { Asker {
    Person => "本人", "the person";
    Family => "家族", "family";
    Neighbour => "近隣", "neighbour";
    Physician => "医師", "physician";
    Dentist => "歯科医師", "dentist";
    Pharmacist => "薬剤師", "pharmacist";
    VisitingNurse => "訪問看護", "visiting nurse";
    CareManager => "ケアマネ", "care manager";
    ConsultationSupportSpecialist => "相談支援", "disability specialist";
    SupportCentre => "地域包括", "support centre";
    HospitalSocialWorker => "病院MSW", "hospital MSW";
    FacilityStaff => "施設職員", "facility staff";
    School => "学校・児童機関", "school";
    CityOffice => "市役所", "city office";
    WelfareCommissioner => "民生委員", "welfare commissioner";
    Other => "その他", "other";
} }

words! { AgeBand {
    Under18 => "18歳未満", "under 18";
    From18 => "18〜39歳", "18 to 39";
    From40 => "40〜64歳", "40 to 64";
    From65 => "65〜74歳", "65 to 74";
    From75 => "75〜84歳", "75 to 84";
    From85 => "85歳以上", "85 and over";
    Unknown => "不明", "unknown";
} }

words! { CareField {
    OldAge => "高齢", "old age";
    Disability => "障害", "disability";
    Children => "児童", "children";
    MentalHealth => "精神", "mental health";
    Poverty => "生活困窮", "poverty";
    Several => "複合", "several";
    Other => "その他", "other";
} }

words! { Scene {
    DailyCare => "日常の療養支援", "daily care";
    HospitalStay => "入退院支援", "hospital stay";
    SuddenChange => "急変時の対応", "sudden change";
    EndOfLife => "看取り", "end of life";
} }

words! { Urgency {
    Emergency => "緊急", "emergency";
    Urgent => "至急", "urgent";
    Normal => "通常", "normal";
} }

words! { State {
    Received => "受付", "received";
    Claimed => "担当決定", "claimed";
    Responding => "対応中", "responding";
    Waiting => "保留中", "waiting";
    Resolved => "解決", "resolved";
    Closed => "終結", "closed";
    Reopened => "再開", "reopened";
} }

words! { Outcome {
    Informed => "情報提供", "informed";
    Advised => "助言", "advised";
    LinkedToMedicalCare => "医療機関につないだ", "linked to medical care";
    LinkedToServices => "介護・福祉サービスにつないだ", "linked to services";
    ReferredToTeam => "サポートチームへ依頼", "referred to a support team";
    HandedOver => "関係機関へ引継ぎ", "handed over";
    Admitted => "入院・入所", "admitted";
    Declined => "本人・家族が希望せず", "not wanted by person or family";
    Unreachable => "連絡つかず", "could not be reached";
    Died => "死亡", "died";
    Moved => "転出", "moved away";
    Withdrawn => "重複・取下げ", "double or withdrawn";
    Other => "その他", "other";
} }

words! { WaitReason {
    Asker => "相談者の連絡待ち", "the asker's reply";
    Family => "本人・家族の意向待ち", "the family's decision";
    MedicalReply => "医療機関の返事待ち", "a reply from medical care";
    ServiceReply => "事業所の返事待ち", "a reply from a service";
    PhysicianConsent => "医師の了解待ち", "the physician's consent";
    CareLevel => "要介護認定待ち", "the care level";
    Discharge => "退院日待ち", "the discharge";
    Conference => "会議待ち", "a conference";
    Other => "その他", "other";
} }

words! { Act {
    Received => "受付", "received";
    Amended => "受付内容を修正", "form amended";
    Claimed => "担当決定", "claimed";
    Assigned => "担当を割当", "assigned";
    TakenOver => "担当交代", "taken over";
    PutOnHold => "保留", "put on hold";
    TakenOffHold => "保留解除", "taken off hold";
    Resolved => "解決", "resolved";
    Closed => "終結", "closed";
    Reopened => "再開", "reopened";
    Linked => "対象者に結び付け", "linked to a patient";
    Unlinked => "対象者から切り離し", "parted from a patient";
} }

/// The sentence for a refusal: what happened, to what, and what to do next. `name` gives the names of staff.
pub fn refusal(problem: &ConsultationProblem, lang: Lang, name: impl Fn(StaffId) -> String) -> String {
    use ConsultationProblem as P;
    let (ja, en) = match problem {
        P::ClaimedBy { number, holder } => (
            format!("{number}は{}が担当しています。引き継ぐときは「担当交代」を使ってください。", name(*holder)),
            format!("{number} is with {}. Use “take over” to take it.", name(*holder)),
        ),
        P::AlreadyHolds { number, holder } => (
            format!("{number}はすでに{}の担当です。そのまま対応を記録してください。", name(*holder)),
            format!("{number} is with {} already. Go on and record a step.", name(*holder)),
        ),
        P::Unclaimed { number } => (
            format!("{number}は担当が決まっていません。先に担当を決めてください。"),
            format!("Nobody has {number} yet. Claim it first."),
        ),
        P::Finished { number, state } => (
            format!("{number}は{}しています。続けるときは再開してください。", state.say(lang)),
            format!("{number} is {}. Reopen it to go on.", state.say(lang)),
        ),
        P::NotOnHold { number } => (
            format!("{number}は保留中ではありません。そのまま対応を記録してください。"),
            format!("{number} is not on hold. Go on and record a step."),
        ),
        P::OnHold { number } => (
            format!("{number}はすでに保留中です。期日を変えるときは、いちど保留を解いてください。"),
            format!("{number} is on hold already. Take it off hold first to change the day."),
        ),
        P::NotResolved { number, state } => (
            format!("{number}は「{}」です。終結の前に、結果を入れて解決にしてください。", state.say(lang)),
            format!("{number} is {}. Resolve it with an outcome before closing it.", state.say(lang)),
        ),
        P::StillOpen { number, state } => (
            format!("{number}は「{}」で、終わっていません。再開は要りません。", state.say(lang)),
            format!("{number} is {} and open. There is no need to reopen it.", state.say(lang)),
        ),
        P::NoStep { number } => (
            format!("{number}は対応の記録がありません。対応を1件記録してから解決にしてください。"),
            format!("{number} has no step. Record what was done, then resolve it."),
        ),
        P::CallOpen { number, step } => (
            format!(
                "{number}は折り返しが残っています（対応{}）。折り返すか、結果を「連絡つかず」にしてください。",
                step.0
            ),
            format!(
                "{number} still has a call to return (step {}). Call back, or choose “could not be reached”.",
                step.0
            ),
        ),
        P::NoSuchStep { number, step } => (
            format!("{number}に対応{}はありません。番号を確かめてください。", step.0),
            format!("{number} has no step {}. Check the number.", step.0),
        ),
        P::StepCorrected { number, step } => (
            format!("{number}の対応{}は訂正済みです。訂正後の記録を訂正してください。", step.0),
            format!("Step {} of {number} has been corrected. Correct what stands beside it.", step.0),
        ),
        P::CannotHold { number, staff } => (
            format!("{}は{number}を担当できません。相談員か管理責任者を選んでください。", name(*staff)),
            format!("{} cannot hold {number}. Choose a coordinator or a manager.", name(*staff)),
        ),
        P::LinkedTo { number, patient } => (
            format!("{number}は対象者{patient}に結び付いています。変えるときは、先に切り離してください。"),
            format!("{number} is linked to patient {patient}. Part it first to link it to another."),
        ),
        P::NotLinked { number } => (
            format!("{number}は対象者に結び付いていません。先に対象者を選んでください。"),
            format!("{number} is linked to no patient. Choose one first."),
        ),
    };
    match lang {
        Lang::Ja => ja,
        Lang::En => en,
    }
}

impl Say for ConsultationProblem {
    fn say(&self, lang: Lang) -> Cow<'static, str> {
        let somebody = match lang {
            Lang::Ja => "ほかの職員",
            Lang::En => "another member of staff",
        };
        Cow::Owned(refusal(self, lang, |_| somebody.to_owned()))
    }
}
