//! What a consultation is told by: how it came, who asks, about whom, how soon, and where it stands.

use serde::{Deserialize, Serialize};

/// Declares an enum of plain kinds with the list of all of them in the order of the screen.
macro_rules! kinds {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$variant_doc])* $variant,)* }

        impl $name {
            /// All of them, in the order of the screen.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];
        }
    };
}

kinds! {
    /// How something was said: the channel of a consultation or of a step.
    Channel {
        /// 電話
        Phone,
        /// 来所
        AtCentre,
        /// 訪問
        Visit,
        /// FAX
        Fax,
        /// メール
        Mail,
        /// 地域ICT
        Ict,
        /// 会議
        Conference,
        /// 名簿: nobody called, a list of the high-risk approach brought the person.
        List,
    }
}

impl Channel {
    /// Those by which somebody spoke or wrote: all that a form offers.
    pub fn spoken() -> Vec<Self> {
        Self::ALL.iter().copied().filter(|channel| *channel != Self::List).collect()
    }
}

kinds! {
    /// Who asks, or with whom a step was taken.
    Asker {
        /// 本人
        Person,
        /// 家族
        Family,
        /// 近隣
        Neighbour,
        /// 医師
        Physician,
        /// 歯科医師
        Dentist,
        /// 薬剤師
        Pharmacist,
        /// 訪問看護師
        VisitingNurse,
        /// ケアマネジャー
        CareManager,
        /// 相談支援専門員
        ConsultationSupportSpecialist,
        /// 地域包括支援センター
        SupportCentre,
        /// 病院MSW
        HospitalSocialWorker,
        /// 施設職員
        FacilityStaff,
        /// 学校・児童機関
        School,
        /// 市役所
        CityOffice,
        /// 民生委員
        WelfareCommissioner,
        /// その他
        Other,
    }
}

kinds! {
    /// The age of the person whom it is about, as exactly as reports count it.
    AgeBand {
        /// 18歳未満
        Under18,
        /// 18〜39歳
        From18,
        /// 40〜64歳
        From40,
        /// 65〜74歳
        From65,
        /// 75〜84歳
        From75,
        /// 85歳以上
        From85,
        /// 不明
        Unknown,
    }
}

impl AgeBand {
    /// The band of an age in full years.
    pub const fn of(age: u32) -> Self {
        match age {
            0..18 => Self::Under18,
            18..40 => Self::From18,
            40..65 => Self::From40,
            65..75 => Self::From65,
            75..85 => Self::From75,
            _ => Self::From85,
        }
    }
}

kinds! {
    /// The field of care that it belongs to.
    CareField {
        /// 高齢
        OldAge,
        /// 障害
        Disability,
        /// 児童
        Children,
        /// 精神
        MentalHealth,
        /// 生活困窮
        Poverty,
        /// 複合
        Several,
        /// その他
        Other,
    }
}

kinds! {
    /// The four scenes by which the ministry's guide sorts the work.
    Scene {
        /// 日常の療養支援
        DailyCare,
        /// 入退院支援
        HospitalStay,
        /// 急変時の対応
        SuddenChange,
        /// 看取り
        EndOfLife,
    }
}

kinds! {
    /// How soon it has to be answered, in the centre's working time.
    Urgency {
        /// 緊急: today.
        Emergency,
        /// 至急: within three working days.
        Urgent,
        /// 通常: within a week.
        Normal,
    }
}

kinds! {
    /// Where a consultation stands.
    State {
        /// 受付: nobody has it yet.
        Received,
        /// 担当決定: one person has it.
        Claimed,
        /// 対応中: a step has been taken.
        Responding,
        /// 保留中: it waits for something until a day.
        Waiting,
        /// 解決: it has an outcome.
        Resolved,
        /// 終結: nothing more is to be done.
        Closed,
        /// 再開: opened again, and nobody has it yet.
        Reopened,
    }
}

impl State {
    /// Whether something is still to be done about its subject.
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Resolved | Self::Closed)
    }

    /// Whether it waits for somebody to claim it.
    pub const fn is_unclaimed(self) -> bool {
        matches!(self, Self::Received | Self::Reopened)
    }

    /// Whether somebody works on it.
    pub const fn is_in_hand(self) -> bool {
        matches!(self, Self::Claimed | Self::Responding | Self::Waiting)
    }
}

kinds! {
    /// What came of it.
    Outcome {
        /// 情報提供
        Informed,
        /// 助言
        Advised,
        /// 医療機関につないだ
        LinkedToMedicalCare,
        /// 介護・福祉サービスにつないだ
        LinkedToServices,
        /// サポートチームへ依頼
        ReferredToTeam,
        /// 関係機関へ引継ぎ
        HandedOver,
        /// 入院・入所
        Admitted,
        /// 本人・家族が希望せず
        Declined,
        /// 連絡つかず
        Unreachable,
        /// 死亡
        Died,
        /// 転出
        Moved,
        /// 重複・取下げ
        Withdrawn,
        /// その他
        Other,
    }
}

impl Outcome {
    /// Whether it can be reached although nobody answered the last call.
    pub const fn leaves_calls_open(self) -> bool {
        matches!(self, Self::Unreachable | Self::Died | Self::Moved | Self::Withdrawn)
    }
}

kinds! {
    /// What a consultation on hold waits for.
    WaitReason {
        /// 相談者の連絡待ち
        Asker,
        /// 本人・家族の意向待ち
        Family,
        /// 医療機関の返事待ち
        MedicalReply,
        /// 事業所の返事待ち
        ServiceReply,
        /// 医師の了解待ち
        PhysicianConsent,
        /// 要介護認定待ち
        CareLevel,
        /// 退院日待ち
        Discharge,
        /// 会議待ち
        Conference,
        /// その他
        Other,
    }
}
