//! Words for staff, their roles and teams.

use std::borrow::Cow;

use super::{Lang, Say, Text, words};
use crate::api::centre::CentreProblem;
use crate::domain::person::Sex;
use crate::domain::staff::{Role, SupportTeam};

/// The program itself, where it did something by a rule of the centre.
pub const SYSTEM: Text = Text::new("システム", "the system");

words! { Role {
    Coordinator => "相談員", "coordinator";
    Team => "専門職", "team";
    Physician => "医師", "physician";
    Clerk => "事務", "clerk";
    Manager => "管理責任者", "manager";
    Administrator => "システム管理", "administrator";
    Auditor => "監査", "auditor";
} }

words! { SupportTeam {
    Nutrition => "栄養", "nutrition";
    OralHygiene => "口腔衛生", "oral hygiene";
    Rehabilitation => "リハビリ", "rehabilitation";
} }

words! { Sex {
    Female => "女", "F";
    Male => "男", "M";
    Other => "他", "X";
    Unknown => "?", "?";
} }

const NOBODY_LEFT: Text = Text::new(
    "職員を登録できる人がいなくなります。先に、別の人を管理責任者かシステム管理にして、アカウントを付けてください。",
    "Nobody would be left who can register staff. First make somebody else manager or administrator, with an account.",
);

impl Say for CentreProblem {
    fn say(&self, lang: Lang) -> Cow<'static, str> {
        match self {
            Self::NobodyLeft => NOBODY_LEFT.say(lang).into(),
            Self::Funding(fault) => fault.say(lang),
        }
    }
}
