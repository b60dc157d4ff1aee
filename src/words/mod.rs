//! Every sentence a person reads, in Japanese and English; one file a subject.

use std::borrow::Cow;

pub mod access_log;
pub mod acp;
pub mod actions;
pub mod care_screen;
pub mod care_team;
pub mod census_screen;
pub mod commands;
pub mod coverage;
pub mod coverage_screen;
pub mod demo;
pub mod door;
pub mod enrolment;
pub mod enrolment_screen;
pub mod forms;
pub mod funding;
pub mod funding_command;
pub mod import;
pub mod opening;
pub mod keymap;
pub mod news;
pub mod outreach;
pub mod outreach_screen;
pub mod pair;
pub mod pair_screen;
pub mod patient;
pub mod presence;
pub mod prevention;
pub mod prevention_screen;
pub mod questionnaire;
pub mod problem;
pub mod question;
pub mod question_screen;
pub mod queue;
pub mod queue_command;
pub mod referral;
pub mod referral_screen;
pub mod region;
pub mod region_screen;
pub mod report;
pub mod report_command;
pub mod report_screen;
pub mod resource;
pub mod resource_screen;
pub mod screen;
pub mod search;
pub mod session;
pub mod staff;
pub mod staff_command;
pub mod support_advice;
pub mod support_advice_screen;
pub mod team_command;
pub mod timeline;
pub mod timeline_command;
pub mod timeline_screen;
pub mod usage;

/// The language of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lang {
    /// 日本語, the first language of every screen.
    #[default]
    Ja,
    /// English.
    En,
}

/// A fixed sentence in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    /// In Japanese.
    pub ja: &'static str,
    /// In English.
    pub en: &'static str,
}

impl Text {
    /// The sentence in both languages.
    pub const fn new(ja: &'static str, en: &'static str) -> Self {
        Self { ja, en }
    }

    /// The sentence in one language.
    pub const fn say(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Ja => self.ja,
            Lang::En => self.en,
        }
    }
}

/// Whatever has words in both languages: states, codes, problems.
pub trait Say {
    /// The words in one language.
    fn say(&self, lang: Lang) -> Cow<'static, str>;
}

/// Gives every variant of an enum its words; a variant left out does not compile.
macro_rules! words {
    ($type:ty { $($variant:ident => $ja:literal, $en:literal;)* }) => {
        impl $crate::words::Say for $type {
            fn say(&self, lang: $crate::words::Lang) -> std::borrow::Cow<'static, str> {
                let text = match self {
                    $(Self::$variant { .. } => $crate::words::Text::new($ja, $en),)*
                };
                std::borrow::Cow::Borrowed(text.say(lang))
            }
        }
    };
}
pub(crate) use words;
