//! What one patient's timeline shows from other records: steps of consultations, referrals, introductions, care teams.
//!
//! They are drawn from those records whenever a timeline is read and never stored a second time:
//! each such record says its own steps through [`TimelineSource`].

use serde::{Deserialize, Serialize};

use super::{ItemKind, Occurred};
use crate::domain::aggregate::Stamp;
use crate::domain::care_team::CareRole;
use crate::domain::id::{
    AdviceId, CareTeamId, ConsultationId, FractureCaseId, IntroductionId, OutreachId, PairId, PatientId, QuestionId,
    ReferralId, ScreeningId,
};
use crate::domain::screening::Questionnaire;
use crate::domain::staff::SupportTeam;

/// A record that puts its steps onto the timeline of the patient whom it is about.
pub trait TimelineSource {
    /// The patient whom it is about now.
    fn patient(&self) -> Option<PatientId>;
    /// Its steps, in any order.
    fn timeline_steps(&self) -> Vec<StepItem>;
}

/// One step of another record, as the timeline shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepItem {
    /// The record that the step belongs to: Enter opens it.
    pub of: StepOf,
    /// When it happened.
    pub occurred: Occurred,
    /// When it was recorded, and by whom.
    pub recorded: Stamp,
    /// What was done.
    pub step: StepName,
    /// What staff wrote about it, on one or more lines; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// With whom, as staff wrote it; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub with: String,
}

impl StepItem {
    /// The kind under which a timeline shows and counts it. Questions and answers stand with those that are entries.
    pub const fn kind(&self) -> ItemKind {
        match (&self.of, self.step) {
            (StepOf::Consultation { .. }, _) => ItemKind::Consultation,
            (StepOf::Referral { .. }, _) => ItemKind::Referral,
            (StepOf::Introduction { .. }, _) => ItemKind::Introduction,
            (StepOf::Pair { .. }, _) => ItemKind::Pair,
            (StepOf::Screening { .. } | StepOf::FractureCase { .. }, _) => ItemKind::Prevention,
            (StepOf::Question { .. }, StepName::Replied | StepName::ReplyCorrected) => ItemKind::Reply,
            (StepOf::Question { .. }, _) => ItemKind::Question,
            (StepOf::CareTeam { .. }, _) => ItemKind::CareTeam,
            (StepOf::SupportAdvice { .. }, _) => ItemKind::SupportAdvice,
            (StepOf::Outreach { .. }, _) => ItemKind::Outreach,
        }
    }
}

/// The record that a step belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepOf {
    /// A consultation with the number that staff call it by, such as `R8-0123`.
    Consultation {
        /// Its identifier.
        id: ConsultationId,
        /// Its number.
        number: String,
    },
    /// A referral to a support team.
    Referral {
        /// Its identifier.
        id: ReferralId,
        /// The team.
        team: SupportTeam,
    },
    /// An introduction to a hospital.
    Introduction {
        /// Its identifier.
        id: IntroductionId,
    },
    /// A pair of physicians.
    Pair {
        /// Its identifier.
        id: PairId,
    },
    /// A question to a physician.
    Question {
        /// Its identifier.
        id: QuestionId,
    },
    /// The patient's care team.
    CareTeam {
        /// Its identifier.
        id: CareTeamId,
        /// As what the member is known whom the step is about; none where it is about the team.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        role: Option<CareRole>,
    },
    /// A questionnaire that was answered.
    Screening {
        /// Its identifier.
        id: ScreeningId,
        /// Which questionnaire.
        questionnaire: Questionnaire,
    },
    /// Advice that is asked of a support physician.
    SupportAdvice {
        /// Its identifier.
        id: AdviceId,
    },
    /// An outreach.
    Outreach {
        /// Its identifier.
        id: OutreachId,
    },
    /// A case of secondary fracture prevention.
    FractureCase {
        /// Its identifier.
        id: FractureCaseId,
    },
}

/// What was done in a step; the words for it are in `words::timeline`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepName {
    /// 受付: it came in.
    Received,
    /// 担当決定: somebody took it.
    Claimed,
    /// 担当交代: somebody else took it over.
    TakenOver,
    /// 担当解除: nobody has it any more.
    Released,
    /// 対応: something was done or said.
    Responded,
    /// 不在: a call that nobody took.
    CallMissed,
    /// 保留: it waits.
    PutOnHold,
    /// 保留解除: it goes on.
    Resumed,
    /// 解決: it has an outcome.
    Resolved,
    /// 終結: it is closed.
    Closed,
    /// 再開: it was opened again.
    Reopened,
    /// 依頼: a team or a hospital was asked.
    Requested,
    /// 差戻し: sent back for information.
    SentBack,
    /// 再提出: the information was given.
    Supplemented,
    /// 受理: the request was accepted.
    Accepted,
    /// 担当割当: a member of the team was named.
    Assigned,
    /// 辞退: declined with a reason.
    Declined,
    /// 中止: cancelled.
    Cancelled,
    /// アセスメント: somebody visited or assessed.
    Assessed,
    /// 助言: advice was given.
    Advised,
    /// 報告: the requester was told.
    Reported,
    /// 報告の受領: the requester acknowledged it.
    ReportAcknowledged,
    /// 医師の了解の依頼: the physician was asked for consent.
    ConsentAsked,
    /// 医師の了解: the physician consented.
    Consented,
    /// 医師の不同意: the physician did not consent.
    ConsentRefused,
    /// 支援へつなぐ: linked to the support that the person needs.
    Linked,
    /// 多職種への依頼: the professions were asked to act.
    ProfessionsAsked,
    /// 経過確認: followed up.
    FollowedUp,
    /// 日程決定: a date was given.
    Scheduled,
    /// 実施: examination, operation or appointment took place.
    Performed,
    /// 結果受領: the result arrived.
    ResultReceived,
    /// かかりつけ医へ報告: the family physician was told.
    PhysicianTold,
    /// 二人主治医の調整開始: two physicians are to share the patient.
    PairBegun,
    /// 情報入手: the patient's information was obtained.
    Informed,
    /// 打診: a physician was asked to take part.
    PhysicianAsked,
    /// 承諾: the physician takes part.
    PhysicianAgreed,
    /// 二人主治医の開始: both share the patient from then on.
    PairActive,
    /// 役割の変更: who does what changed.
    PairRearranged,
    /// 見直し: it was looked at.
    Reviewed,
    /// 質問: a question was put to a physician.
    QuestionPut,
    /// 催促: the physician was reminded.
    Reminded,
    /// 回答期限切れ: the physician's time ran out, and a call is to be made.
    RanOut,
    /// 回答: the physician answered.
    Replied,
    /// 回答の訂正: the answer was written down wrongly.
    ReplyCorrected,
    /// 取下げ: it is not to be answered any more.
    Withdrawn,
    /// 質問票: a questionnaire was answered.
    Screened,
    /// 相談へ: the person went into the queue before anyone called.
    EnteredQueue,
    /// 見送り: nothing is done for now.
    SetAside,
    /// 骨折: a bone broke.
    FractureKnown,
    /// 治療医と連携: something was agreed with a treating doctor.
    Coordinated,
    /// 服薬の確認: it was looked at whether the medicine is kept up.
    MedicationChecked,
    /// 転倒リスクの評価: the risk of another fall was assessed.
    FallRiskAssessed,
    /// 個別支援: a professional supported the person.
    Supported,
    /// 打診: somebody was asked to join the care team.
    MemberAsked,
    /// 承諾: they agreed.
    MemberAgreed,
    /// 辞退: they declined.
    MemberDeclined,
    /// 担当開始: they care for the patient.
    MemberActive,
    /// 担当終了: they care for the patient no longer.
    MemberLeft,
    /// 打診取下げ: they are not asked any more.
    MemberWithdrawn,
    /// 連絡: they were told of admission or discharge.
    MemberTold,
    /// チーム休止: the patient went to hospital.
    TeamPaused,
    /// チーム再開: the patient is home again.
    TeamResumed,
    /// 代行依頼: somebody was asked to stand in.
    StandInAsked,
    /// 代行承諾: they will.
    StandInAgreed,
    /// 代行不可: they cannot.
    StandInDeclined,
    /// 代行取下げ: nobody needs to stand in.
    StandInWithdrawn,
    /// 助言の依頼: the support physician was asked.
    AdviceAsked,
    /// 助言の訂正: the advice was written down wrongly.
    AdviceCorrected,
    /// アウトリーチの提案: it was proposed that somebody goes.
    OutreachProposed,
    /// 実施決定: it was decided that somebody goes.
    OutreachDecided,
    /// 同意・根拠の変更: it is acted on something else.
    OutreachBasisChanged,
    /// 訪問: the person was met.
    OutreachVisited,
    /// 応答なし: nobody opened.
    NobodyOpened,
    /// 面会拒否: the person did not want to be met.
    TurnedAway,
    /// フォローの予定: something is to follow.
    FollowUpPlanned,
    /// 見送り: it was decided that nobody goes.
    NotTakenUp,
}
