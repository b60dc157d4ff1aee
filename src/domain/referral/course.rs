//! The course of a referral: the stages that it goes through in order, the steps that move it, the ways it can end.

use serde::{Deserialize, Serialize};

/// How far a referral has come; it only ever goes on to the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// ① 依頼: asked for.
    Requested,
    /// 受理: the team takes it.
    Accepted,
    /// 担当決定: a member has it.
    Assigned,
    /// ② アセスメント中: visits, scores, advice.
    Assessing,
    /// アセスメント済: assessed, not yet reported.
    Assessed,
    /// ③ 報告: the requester was told.
    Reported,
    /// 報告受領: the requester acknowledged it.
    Acknowledged,
    /// 支援へ: linked to the support that the person needs.
    Linked,
    /// ④ 対応依頼: professions were asked to act.
    Asked,
    /// 経過確認: what came of it is being looked at.
    FollowingUp,
}

impl Stage {
    /// All of them, in the order of the course.
    pub const ALL: [Self; 10] = [
        Self::Requested,
        Self::Accepted,
        Self::Assigned,
        Self::Assessing,
        Self::Assessed,
        Self::Reported,
        Self::Acknowledged,
        Self::Linked,
        Self::Asked,
        Self::FollowingUp,
    ];

    /// In how many working days a centre that has decided nothing else expects the next stage.
    pub const fn usual_term(self) -> u32 {
        match self {
            Self::Requested | Self::Accepted => 3,
            Self::Assigned | Self::Assessed => 5,
            Self::Assessing | Self::Reported | Self::Acknowledged | Self::Linked => 10,
            Self::Asked => 20,
            Self::FollowingUp => 60,
        }
    }
}

/// What a list shows of a referral: its stage, or what keeps or ended it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// ① 依頼
    Requested,
    /// 受理
    Accepted,
    /// 担当決定
    Assigned,
    /// ② アセスメント中
    Assessing,
    /// アセスメント済
    Assessed,
    /// ③ 報告
    Reported,
    /// 報告受領
    Acknowledged,
    /// 支援へ
    Linked,
    /// ④ 対応依頼
    Asked,
    /// 経過確認
    FollowingUp,
    /// 差戻し: the requester was asked for more.
    SentBack,
    /// 保留
    OnHold,
    /// 終了
    Closed,
    /// 辞退
    Declined,
    /// 取消
    Cancelled,
}

impl State {
    /// All of them, in the order of the screen.
    pub const ALL: [Self; 15] = [
        Self::Requested,
        Self::Accepted,
        Self::Assigned,
        Self::Assessing,
        Self::Assessed,
        Self::Reported,
        Self::Acknowledged,
        Self::Linked,
        Self::Asked,
        Self::FollowingUp,
        Self::SentBack,
        Self::OnHold,
        Self::Closed,
        Self::Declined,
        Self::Cancelled,
    ];

    /// Whether somebody still has something to do.
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Closed | Self::Declined | Self::Cancelled)
    }
}

impl From<Stage> for State {
    fn from(stage: Stage) -> Self {
        match stage {
            Stage::Requested => Self::Requested,
            Stage::Accepted => Self::Accepted,
            Stage::Assigned => Self::Assigned,
            Stage::Assessing => Self::Assessing,
            Stage::Assessed => Self::Assessed,
            Stage::Reported => Self::Reported,
            Stage::Acknowledged => Self::Acknowledged,
            Stage::Linked => Self::Linked,
            Stage::Asked => Self::Asked,
            Stage::FollowingUp => Self::FollowingUp,
        }
    }
}

/// Everything that can be done with a referral.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// The request is put right.
    Amend,
    /// The team takes it.
    Accept,
    /// A member gets it, or another one.
    Assign,
    /// The assessment starts.
    StartAssessment,
    /// A visit or another contact of the assessment.
    Visit,
    /// A score.
    Score,
    /// Advice.
    Advise,
    /// The assessment ends.
    FinishAssessment,
    /// The requester is told.
    Report,
    /// The requester acknowledges.
    Acknowledge,
    /// The physician is asked for consent.
    AskConsent,
    /// The physician's answer is taken down.
    RecordConsent,
    /// The physician takes the consent back.
    WithdrawConsent,
    /// The person is linked to support.
    Link,
    /// A profession is asked to act.
    Ask,
    /// What came of it is looked at.
    FollowUp,
    /// It ends.
    Close,
    /// The requester is asked for more.
    SendBack,
    /// The requester gave more.
    Resubmit,
    /// The team says no.
    Decline,
    /// It is not wanted any more.
    Cancel,
    /// It waits.
    Hold,
    /// It goes on.
    Resume,
}

/// What came of a referral that was closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// 改善
    Improved,
    /// 維持・支援継続
    Continues,
    /// 変化なし
    Unchanged,
    /// 悪化
    Worsened,
    /// 入院・入所
    Admitted,
    /// 本人・家族の希望で終了
    PersonDeclined,
    /// 助言のみで終了: there was nothing to link to.
    AdviceSufficed,
    /// 医師の了解が得られず終了
    ConsentRefused,
    /// 死亡
    PatientDied,
    /// 転出
    PatientMoved,
}

impl Outcome {
    /// All of them, in the order of the screen.
    pub const ALL: [Self; 10] = [
        Self::Improved,
        Self::Continues,
        Self::Unchanged,
        Self::Worsened,
        Self::Admitted,
        Self::PersonDeclined,
        Self::AdviceSufficed,
        Self::ConsentRefused,
        Self::PatientDied,
        Self::PatientMoved,
    ];
}
