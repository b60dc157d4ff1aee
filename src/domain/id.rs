//! Identifiers: one type for each kind of record, written with a letter so that no two kinds are confused.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::aggregate::Key;
use super::as_text::as_text;

/// A text that is not an identifier of the kind asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadId {
    /// The letter that such an identifier starts with.
    pub letter: char,
    /// What was given instead.
    pub given: String,
}

impl fmt::Display for BadId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} is not of the form {}123", self.given, self.letter)
    }
}

impl std::error::Error for BadId {}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $letter:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u64);

        impl $name {
            /// The letter that stands before the number.
            pub const LETTER: char = $letter;
        }

        impl Key for $name {
            fn bytes(&self) -> Vec<u8> {
                self.0.to_be_bytes().to_vec()
            }

            fn serial(&self) -> u64 {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}{}", $letter, self.0)
            }
        }

        impl FromStr for $name {
            type Err = BadId;

            fn from_str(text: &str) -> Result<Self, BadId> {
                text.strip_prefix($letter)
                    .filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()))
                    .and_then(|digits| digits.parse().ok())
                    .map(Self)
                    .ok_or_else(|| BadId { letter: $letter, given: text.chars().take(40).collect() })
            }
        }

        as_text!($name);
    )*};
}

ids! {
    /// A patient (対象者・患者).
    PatientId = 'p';
    /// A consultation (相談).
    ConsultationId = 'c';
    /// A referral to a support team (依頼).
    ReferralId = 'r';
    /// An introduction to a hospital (紹介).
    IntroductionId = 'i';
    /// A pair of physicians (二人主治医制).
    PairId = 'd';
    /// Someone is gone out to who cannot or will not ask (医師アウトリーチ).
    OutreachId = 'o';
    /// Advice that is asked of a support physician (地域サポート医への相談).
    AdviceId = 'j';
    /// A question to a physician (質問).
    QuestionId = 'q';
    /// The care team of the patient of the same number (在宅医療チーム).
    CareTeamId = 't';
    /// A planned absence (不在).
    AbsenceId = 'b';
    /// An association's agreement on the shared record (協定).
    AgreementId = 'g';
    /// An organisation's enrolment in the shared record (地域ICT).
    EnrolmentId = 'n';
    /// A timeline entry (経過).
    EntryId = 'e';
    /// A place among the regional resources (地域資源).
    SiteId = 's';
    /// A member of staff.
    StaffId = 'u';
    /// A questionnaire that was answered (質問票).
    ScreeningId = 'k';
    /// A case of secondary fracture prevention (二次骨折予防).
    FractureCaseId = 'f';
    /// A regional issue (地域課題).
    RegionalIssueId = 'y';
    /// A period of the reports that was closed (締め).
    ClosingId = 'm';
}

/// How often a record has changed; a change names the version that it saw.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Version(pub u32);

impl Version {
    /// The version after one more change.
    pub const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_survives_the_journey_and_refuses_another_kind() {
        assert_eq!("p12".parse(), Ok(PatientId(12)));
        assert_eq!(serde_json::to_string(&StaffId(3)).unwrap(), "\"u3\"");
        assert_eq!(serde_json::from_str::<StaffId>("\"u3\"").unwrap(), StaffId(3));
        for wrong in ["c12", "p", "p+1", "p-1", "12", "", "p99999999999999999999"] {
            assert!(wrong.parse::<PatientId>().is_err(), "{wrong}");
        }
    }
}
