//! What the made-up city of the demonstration is drawn from: names, and what is said and written there.

use serde::Deserialize;

const NAMES: &str = include_str!("../../fixtures/names.toml");
const CONSULTATIONS: &str = include_str!("../../fixtures/demo/consultations.toml");
const CARE: &str = include_str!("../../fixtures/demo/care.toml");

/// A name as written and in kana.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// As written.
    pub written: String,
    /// In kana.
    pub kana: String,
}

/// Given names of one sex by the time of birth.
#[derive(Clone, Debug)]
pub struct Given {
    /// Before 1955.
    pub old: Vec<Name>,
    /// Before 1990.
    pub middle: Vec<Name>,
    /// Later.
    pub young: Vec<Name>,
}

/// What a kind of consultation is told by; codes are those of the domain.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario<Asker, Scene, CareField, Outcome> {
    /// What it is about.
    pub topics: Vec<String>,
    /// The scene of care.
    pub scene: Option<Scene>,
    /// The field of care.
    pub field: CareField,
    /// Who may ask.
    pub askers: Vec<Asker>,
    /// How often it is an emergency, urgent, normal.
    pub urgency: [u32; 3],
    /// Signs that may come with it.
    #[serde(default)]
    pub tags: Vec<String>,
    /// What is said.
    pub text: Vec<String>,
    /// What is wished.
    #[serde(default)]
    pub wish: Vec<String>,
    /// What is done.
    pub steps: Vec<String>,
    /// What comes of it.
    pub outcomes: Vec<Outcome>,
    /// The words for that.
    pub ending: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NamesFile {
    surnames: String,
    female: GivenFile,
    male: GivenFile,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GivenFile {
    old: String,
    middle: String,
    young: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ConsultationsFile<T> {
    scenario: Vec<T>,
    general: Vec<T>,
    gap: Vec<T>,
}

macro_rules! lists {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name { $($(#[$field_doc])* pub $field: Vec<String>,)* }

        impl $name {
            fn has_gap(&self) -> bool {
                [$(&self.$field,)*].into_iter().any(Vec::is_empty)
            }
        }
    };
}

lists! {
    /// What timeline entries of each kind say.
    EntryWords {
        /// メモ
        note,
        /// 体重
        weight,
        /// 食事
        meal,
        /// 排泄
        excretion,
        /// 転倒
        fall,
        /// Where somebody fell.
        fall_place,
        /// Where somebody was found.
        found_at,
        /// 訪問
        visit,
        /// Why somebody was admitted.
        cause,
        /// 会議
        conference,
        /// 服薬
        medication,
        /// 質問
        question,
        /// 回答
        reply,
        /// What a person said they want: what about, as the protocol names it, and the words.
        acp,
        /// When they said it.
        acp_episode,
    }
}

lists! {
    /// What the referrals of one team say.
    TeamWords {
        /// Why the team is asked.
        reason,
        /// What is to be reached.
        aim,
        /// What a visit found.
        findings,
        /// Advice.
        advice,
        /// What the assessment comes to.
        summary,
        /// What support the person is linked to.
        link,
        /// What a profession is asked to do.
        asking,
        /// What a look at it later found.
        follow,
    }
}

lists! {
    /// What referrals of every team say.
    CommonWords {
        /// What is asked when one is sent back.
        send_back,
        /// What is given then.
        resubmit,
        /// Why one is declined.
        decline,
        /// Why one is cancelled.
        cancel,
        /// Why one waits.
        hold,
        /// Why a physician says no.
        refused,
        /// On which conditions a physician says yes.
        conditions,
        /// Where a visit takes place.
        place,
    }
}

lists! {
    /// What introductions say.
    IntroductionWords {
        /// Departments.
        departments,
        /// Examinations.
        examination,
        /// Operations.
        operation,
        /// What a specialist is asked.
        specialist,
        /// What is to be minded on the day.
        accept_text,
        /// Results.
        findings,
        /// What the family physician says to them.
        told,
        /// Why a hospital declines.
        decline,
        /// Why one is cancelled.
        cancel,
    }
}

/// What referrals say.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReferralWords {
    /// 栄養
    pub nutrition: TeamWords,
    /// 口腔衛生
    pub oral_hygiene: TeamWords,
    /// リハビリテーション
    pub rehabilitation: TeamWords,
    /// All of them.
    pub common: CommonWords,
}

/// What patients have, and what is written about them.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CareWords {
    /// Illnesses of age.
    pub old_diseases: Vec<String>,
    /// Illnesses of grown people.
    pub adult_diseases: Vec<String>,
    /// Illnesses of children.
    pub child_diseases: Vec<String>,
    /// Allergies.
    pub allergies: Vec<String>,
    /// Infections.
    pub infections: Vec<String>,
    /// Medicines.
    pub drugs: Vec<String>,
    /// What carers are to the old.
    pub relations_old: Vec<String>,
    /// What carers are to the young.
    pub relations_young: Vec<String>,
    /// Timeline entries.
    pub entry: EntryWords,
    /// Referrals.
    pub referral: ReferralWords,
    /// Introductions.
    pub introduction: IntroductionWords,
}

/// All that the made-up city is drawn from; `T` is the scenario in the codes of the domain.
#[derive(Clone, Debug)]
pub struct MadeUp<T> {
    /// Family names.
    pub surnames: Vec<Name>,
    /// Given names of women.
    pub female: Given,
    /// Given names of men.
    pub male: Given,
    /// What is asked about patients.
    pub scenarios: Vec<T>,
    /// What is asked in general.
    pub general: Vec<T>,
    /// What is asked where the region lacks something.
    pub gap: Vec<T>,
    /// What is written about patients.
    pub care: CareWords,
}

/// Why the made-up city cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MadeUpProblem {
    /// What is wrong, as the reader said it.
    pub why: String,
}

fn names(text: &str) -> Result<Vec<Name>, MadeUpProblem> {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let names: Option<Vec<Name>> = lines
        .map(|line| {
            let (written, kana) = line.split_once(' ')?;
            Some(Name { written: written.to_owned(), kana: kana.to_owned() })
        })
        .collect();
    names
        .filter(|names| !names.is_empty())
        .ok_or_else(|| MadeUpProblem { why: "a name has no kana, or a list no name".to_owned() })
}

fn given(file: &GivenFile) -> Result<Given, MadeUpProblem> {
    Ok(Given { old: names(&file.old)?, middle: names(&file.middle)?, young: names(&file.young)? })
}

/// Reads what comes with the program.
pub fn made_up<Asker, Scene, CareField, Outcome>()
-> Result<MadeUp<Scenario<Asker, Scene, CareField, Outcome>>, MadeUpProblem>
where
    Scenario<Asker, Scene, CareField, Outcome>: serde::de::DeserializeOwned,
{
    let wrong = |error: toml::de::Error| MadeUpProblem { why: error.to_string() };
    let file: NamesFile = toml::from_str(NAMES).map_err(wrong)?;
    let asked: ConsultationsFile<Scenario<Asker, Scene, CareField, Outcome>> =
        toml::from_str(CONSULTATIONS).map_err(wrong)?;
    let care: CareWords = toml::from_str(CARE).map_err(wrong)?;
    let teams = [&care.referral.nutrition, &care.referral.oral_hygiene, &care.referral.rehabilitation];
    let gap = care.entry.has_gap()
        || care.referral.common.has_gap()
        || care.introduction.has_gap()
        || teams.into_iter().any(TeamWords::has_gap)
        || asked.scenario.iter().chain(&asked.general).chain(&asked.gap).any(|s| {
            s.text.is_empty()
                || s.steps.is_empty()
                || s.askers.is_empty()
                || s.outcomes.is_empty()
                || s.ending.is_empty()
        })
        || asked.scenario.is_empty()
        || asked.general.is_empty()
        || asked.gap.is_empty();
    if gap {
        return Err(MadeUpProblem { why: "a list is empty".to_owned() });
    }
    Ok(MadeUp {
        surnames: names(&file.surnames)?,
        female: given(&file.female)?,
        male: given(&file.male)?,
        scenarios: asked.scenario,
        general: asked.general,
        gap: asked.gap,
        care,
    })
}
