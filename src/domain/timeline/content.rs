//! What an entry of a timeline says, by kind.

use serde::{Deserialize, Serialize};

use super::{AcpTopic, Occurred, SinceBefore};
use crate::domain::code::Code;
use crate::domain::id::EntryId;
use crate::domain::patient::Place;

/// A weight in grams; staff read and write kilograms with one decimal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Grams(pub u32);

/// The kinds of what a timeline shows: entries, and the steps of other records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum ItemKind {
    /// メモ
    Note,
    /// 体重
    Weight,
    /// 食事
    Meal,
    /// 排泄
    Excretion,
    /// 転倒
    Fall,
    /// 行方不明
    Missing,
    /// 訪問
    Visit,
    /// 入院
    Admission,
    /// 退院
    Discharge,
    /// 会議
    Conference,
    /// 服薬
    Medication,
    /// 評価
    Score,
    /// 質問
    Question,
    /// 回答
    Reply,
    /// ACP
    Acp,
    /// 相談
    Consultation,
    /// 依頼
    Referral,
    /// 紹介
    Introduction,
    /// 二人主治医
    Pair,
    /// 予防
    Prevention,
    /// 在宅医療チーム
    CareTeam,
    /// 地域サポート医の助言
    SupportAdvice,
    /// 医師アウトリーチ
    Outreach,
}

impl ItemKind {
    /// The kinds that staff write as entries, in the order of the screen.
    pub const ENTRIES: [Self; 15] = [
        Self::Note,
        Self::Weight,
        Self::Meal,
        Self::Excretion,
        Self::Fall,
        Self::Missing,
        Self::Visit,
        Self::Admission,
        Self::Discharge,
        Self::Conference,
        Self::Medication,
        Self::Score,
        Self::Question,
        Self::Reply,
        Self::Acp,
    ];
    /// All kinds, in the order of the screen.
    pub const ALL: [Self; 23] = [
        Self::Note,
        Self::Weight,
        Self::Meal,
        Self::Excretion,
        Self::Fall,
        Self::Missing,
        Self::Visit,
        Self::Admission,
        Self::Discharge,
        Self::Conference,
        Self::Medication,
        Self::Score,
        Self::Question,
        Self::Reply,
        Self::Acp,
        Self::Consultation,
        Self::Referral,
        Self::Introduction,
        Self::Pair,
        Self::Prevention,
        Self::CareTeam,
        Self::SupportAdvice,
        Self::Outreach,
    ];

    /// The bit that stands for it in a set of kinds.
    pub const fn bit(self) -> u32 {
        1 << self as u8
    }
}

macro_rules! choices {
    ($($(#[$doc:meta])* $name:ident { $($(#[$item:meta])* $variant:ident,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$item])* $variant,)* }

        impl $name {
            /// All of them, in the order of the screen.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];
        }
    )*};
}

choices! {
    /// Where a weight comes from.
    WeighedAt {
        /// 自宅
        Home,
        /// 通所
        DayService,
        /// 医療機関
        Clinic,
        /// 施設
        Facility,
        /// 自己申告: nobody saw the scales.
        Reported,
    }
    /// A meal of the day.
    MealTime {
        /// 朝食
        Breakfast,
        /// 昼食
        Lunch,
        /// 夕食
        Supper,
        /// 間食
        Snack,
        /// 1日全体
        WholeDay,
    }
    /// What was excreted.
    Excreted {
        /// 尿
        Urine,
        /// 便
        Stool,
    }
    /// How much.
    Amount {
        /// なし
        None,
        /// 少量
        Little,
        /// 普通
        Normal,
        /// 多量
        Much,
    }
    /// What a fall did.
    Injury {
        /// なし
        None,
        /// 打撲・擦り傷
        Bruise,
        /// 骨折
        Fracture,
        /// 頭部打撲
        Head,
        /// その他
        Other,
        /// 不明
        Unknown,
    }
    /// How a person got to a hospital.
    Urgent {
        /// 予定
        Planned,
        /// 緊急
        Emergency,
    }
    /// Where a person goes from a hospital.
    Destination {
        /// 自宅
        Home,
        /// 施設
        Facility,
        /// 転院
        OtherHospital,
        /// 死亡
        Died,
        /// その他
        Other,
    }
    /// What kind of meeting.
    Meeting {
        /// サービス担当者会議
        CareConference,
        /// 退院前カンファレンス
        DischargeConference,
        /// 地域ケア会議
        CommunityCareMeeting,
        /// 人生会議
        AcpConference,
        /// 多職種カンファレンス
        TeamConference,
        /// その他
        Other,
    }
    /// What happened with a medicine.
    Dosing {
        /// 開始
        Started,
        /// 変更
        Changed,
        /// 中止
        Stopped,
        /// 継続
        Continued,
        /// 飲み忘れ
        Missed,
        /// 服薬拒否
        Refused,
        /// 副作用
        SideEffect,
    }
    /// Who speaks in an ACP statement.
    Speaker {
        /// 本人
        Person,
        /// 家族
        Family,
        /// 代理意思決定者
        Proxy,
        /// その他
        Other,
    }
}

/// Somebody who sat in a meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendee {
    /// The name or the role, such as 長女.
    pub name: String,
    /// A code of the list of professions; none for the person and the family.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profession: Option<Code>,
}

/// What an entry says beside its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// Only a text.
    Note {},
    /// A weight.
    Weight {
        /// How much.
        grams: Grams,
        /// Where it comes from.
        at: WeighedAt,
    },
    /// A meal.
    Meal {
        /// Which.
        meal: MealTime,
        /// Tenths of the staple food eaten.
        #[serde(default)]
        staple: Option<u8>,
        /// Tenths of the other dishes eaten.
        #[serde(default)]
        dishes: Option<u8>,
        /// Millilitres drunk.
        #[serde(default)]
        fluid: Option<u16>,
    },
    /// What was excreted.
    Excretion {
        /// What.
        what: Excreted,
        /// How much.
        amount: Amount,
        /// Form of the stool by the Bristol scale, 1 to 7.
        #[serde(default)]
        bristol: Option<u8>,
        /// Whether it went into clothes or bed.
        #[serde(default)]
        accident: bool,
    },
    /// A fall.
    Fall {
        /// Where, such as 浴室.
        #[serde(default)]
        place: String,
        /// What it did.
        injury: Injury,
        /// Whether somebody saw it.
        #[serde(default)]
        seen: bool,
    },
    /// The person went missing; `occurred` is when they were seen last.
    Missing {
        /// When they were found.
        #[serde(default)]
        found: Option<Occurred>,
        /// Where they were found.
        #[serde(default)]
        found_at: String,
        /// Whether the police were told.
        #[serde(default)]
        police: bool,
    },
    /// Somebody visited.
    Visit {
        /// Their profession: a code of that list.
        #[serde(default)]
        profession: Option<Code>,
        /// Who.
        visitor: String,
        /// Whether the person was met.
        met: bool,
    },
    /// Into a hospital.
    Admission {
        /// Which.
        hospital: Place,
        /// Planned or not.
        urgent: Urgent,
        /// Why.
        #[serde(default)]
        cause: String,
    },
    /// Out of a hospital.
    Discharge {
        /// Which.
        hospital: Place,
        /// Where to.
        to: Destination,
    },
    /// A meeting about the person; the text says what was decided.
    Conference {
        /// What kind.
        meeting: Meeting,
        /// Who was there.
        #[serde(default)]
        present: Vec<Attendee>,
    },
    /// Something about a medicine.
    Medication {
        /// What happened.
        dosing: Dosing,
        /// Which medicine.
        drug: String,
    },
    /// A score of an assessment.
    Score {
        /// The scale, such as HDS-R.
        scale: String,
        /// The points reached, in tenths.
        points: i32,
        /// The most that the scale gives, in tenths; none where it is open.
        #[serde(default)]
        of: Option<i32>,
    },
    /// A question to another profession; the text asks it.
    Question {
        /// To whom.
        to: String,
    },
    /// The answer to a question; the text says it.
    Reply {
        /// The entry that asks.
        to: EntryId,
        /// Who answers.
        by: String,
    },
    /// What a person said they want, in their own words.
    Acp {
        /// Who speaks.
        speaker: Speaker,
        /// The name, or what they are to the person; may be empty when the person speaks.
        #[serde(default)]
        speaker_name: String,
        /// What about.
        #[serde(default)]
        topic: AcpTopic,
        /// Whether it differs from what was said before about the same.
        #[serde(default)]
        since: SinceBefore,
        /// Who heard it.
        hearer: String,
        /// The words, verbatim. The entry's text tells the episode around them.
        words: String,
    },
}

impl Content {
    /// Its kind.
    pub const fn kind(&self) -> ItemKind {
        match self {
            Self::Note {} => ItemKind::Note,
            Self::Weight { .. } => ItemKind::Weight,
            Self::Meal { .. } => ItemKind::Meal,
            Self::Excretion { .. } => ItemKind::Excretion,
            Self::Fall { .. } => ItemKind::Fall,
            Self::Missing { .. } => ItemKind::Missing,
            Self::Visit { .. } => ItemKind::Visit,
            Self::Admission { .. } => ItemKind::Admission,
            Self::Discharge { .. } => ItemKind::Discharge,
            Self::Conference { .. } => ItemKind::Conference,
            Self::Medication { .. } => ItemKind::Medication,
            Self::Score { .. } => ItemKind::Score,
            Self::Question { .. } => ItemKind::Question,
            Self::Reply { .. } => ItemKind::Reply,
            Self::Acp { .. } => ItemKind::Acp,
        }
    }
}

/// What somebody states for a timeline: the part of an entry that they write.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// When it happened.
    pub occurred: Occurred,
    /// What it says.
    pub content: Content,
    /// In words; a note, a question or a reply has nothing else.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// From whom it is known, such as 訪問看護 佐藤; empty when the writer was there.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
}
