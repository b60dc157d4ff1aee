//! Words for the consultation queue: kinds, states, what was done, how long is left, and why something is refused.

mod refusal;
pub mod hand_over;
pub mod screen;

pub use refusal::refusal;

use super::words;
use crate::api::queue::{QueueDoubleSign, QueueOrder};
use crate::domain::consultation::{
    Act, AgeBand, Asker, CareField, Channel, Outcome, Scene, State, Urgency, WaitReason,
};

words! { Channel {
    Phone => "電話", "phone";
    AtCentre => "来所", "at the centre";
    Visit => "訪問", "visit";
    Fax => "FAX", "fax";
    Mail => "メール", "mail";
    Ict => "地域ICT", "regional ICT";
    Conference => "会議", "conference";
    List => "名簿", "list";
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
    Settled => "質問が済み終結", "closed with its question";
    Reopened => "再開", "reopened";
    Linked => "対象者に結び付け", "linked to a patient";
    Unlinked => "対象者から切り離し", "parted from a patient";
} }

words! { QueueOrder {
    Due => "期限", "due";
    Received => "受付", "received";
    Number => "番号", "number";
    Area => "圏域", "area";
    State => "状態", "state";
} }

words! { QueueDoubleSign {
    Patient => "同じ対象者", "same patient";
    Name => "氏名が同じ", "same name";
    Kana => "かなが同じ", "same kana";
    Birth => "生年月日が同じ", "same birth date";
    Phone => "電話が同じ", "same phone";
} }
