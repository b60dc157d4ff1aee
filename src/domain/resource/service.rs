//! What a place offers: kinds of services by the codes of long-term care insurance and of medicine, and their identity.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::domain::code::Code;
use crate::text::forms;

/// One service of a place: the office number under which it is designated, and its kind.
///
/// Written `1271701235/430`; a service that staff entered without a number is `/clinic`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ServiceKey {
    /// The office number or the insurance code of the institution: text, never a number; empty if there is none.
    pub office: String,
    /// A code of the list of services.
    pub kind: Code,
}

impl fmt::Display for ServiceKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.office, self.kind.0)
    }
}

impl FromStr for ServiceKey {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (office, kind) = text.split_once('/').ok_or(())?;
        if kind.is_empty() || kind.contains(['/', '.']) || office.contains('.') {
            return Err(());
        }
        Ok(Self { office: office.to_owned(), kind: Code::new(kind) })
    }
}

impl Serialize for ServiceKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ServiceKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(|()| serde::de::Error::custom(format_args!("{text:?} names no service")))
    }
}

/// The codes of the medical kinds.
pub const CLINIC: &str = "clinic";
/// 病院
pub const HOSPITAL: &str = "hospital";
/// 歯科
pub const DENTAL: &str = "dental";
/// 薬局
pub const PHARMACY: &str = "pharmacy";
/// What a file calls by a name that no list holds.
pub const OTHER: &str = "other";

/// What a place is comes before what it offers besides: institutions, then facilities, then nurses and care managers.
pub fn rank(kind: &Code) -> u8 {
    match kind.0.as_str() {
        HOSPITAL | CLINIC | DENTAL | PHARMACY => 0,
        "510" | "520" | "530" | "540" | "550" => 1,
        "130" | "430" => 2,
        _ => 3,
    }
}

/// Service type codes of the disclosure system of long-term care, with the name that its files carry.
const CARE: [(&str, &str); 37] = [
    ("110", "訪問介護"),
    ("120", "訪問入浴介護"),
    ("130", "訪問看護"),
    ("140", "訪問リハビリテーション"),
    ("150", "通所介護"),
    ("155", "療養通所介護"),
    ("160", "通所リハビリテーション"),
    ("170", "福祉用具貸与"),
    ("210", "短期入所生活介護"),
    ("220", "短期入所療養介護(介護老人保健施設)"),
    ("230", "短期入所療養介護(療養病床を有する病院等)"),
    ("320", "認知症対応型共同生活介護"),
    ("331", "特定施設入居者生活介護(有料老人ホーム)"),
    ("332", "特定施設入居者生活介護(軽費老人ホーム)"),
    ("334", "特定施設入居者生活介護(有料老人ホーム(サービス付き高齢者向け住宅))"),
    ("335", "特定施設入居者生活介護(有料老人ホーム(外部サービス利用型))"),
    ("336", "特定施設入居者生活介護(軽費老人ホーム(外部サービス利用型))"),
    ("337", "特定施設入居者生活介護(有料老人ホーム(サービス付き高齢者向け住宅・外部サービス利用型))"),
    ("361", "地域密着型特定施設入居者生活介護(有料老人ホーム)"),
    ("362", "地域密着型特定施設入居者生活介護(軽費老人ホーム)"),
    ("364", "地域密着型特定施設入居者生活介護(有料老人ホーム(サービス付き高齢者向け住宅))"),
    ("410", "特定福祉用具販売"),
    ("430", "居宅介護支援"),
    ("460", "介護予防支援"),
    ("510", "介護老人福祉施設"),
    ("520", "介護老人保健施設"),
    ("530", "介護療養型医療施設"),
    ("540", "地域密着型介護老人福祉施設入所者生活介護"),
    ("550", "介護医療院"),
    ("551", "短期入所療養介護(介護医療院)"),
    ("710", "夜間対応型訪問介護"),
    ("720", "認知症対応型通所介護"),
    ("730", "小規模多機能型居宅介護"),
    ("760", "定期巡回・随時対応型訪問介護看護"),
    ("770", "看護小規模多機能型居宅介護(複合型サービス)"),
    ("780", "地域密着型通所介護"),
    ("support_centre", "地域包括支援センター"),
];

/// Other names that files give to the same kinds.
const ALSO: [(&str, &str); 8] = [
    ("770", "看護小規模多機能型居宅介護"),
    ("770", "複合型サービス"),
    ("510", "特別養護老人ホーム"),
    ("540", "地域密着型介護老人福祉施設"),
    ("320", "グループホーム"),
    ("150", "デイサービス"),
    ("160", "デイケア"),
    ("430", "ケアマネジメント"),
];

/// The kind of care service that a file names in words; a name of preventive care is of the same kind.
pub fn care_kind(name: &str) -> Option<Code> {
    let tidy = |name: &str| -> String { name.chars().map(forms::ascii).filter(|c| !c.is_whitespace()).collect() };
    let name = tidy(name);
    let find =
        |name: &str| CARE.iter().chain(&ALSO).find(|(_, known)| tidy(known) == *name).map(|(code, _)| Code::new(code));
    find(&name).or_else(|| find(name.strip_prefix("介護予防")?))
}

/// The kind of medical institution that a file names in words.
pub fn medical_kind(name: &str) -> Option<Code> {
    let kinds = [
        ("歯科", DENTAL),
        ("薬局", PHARMACY),
        ("病院", HOSPITAL),
        ("診療所", CLINIC),
        ("クリニック", CLINIC),
        ("医院", CLINIC),
    ];
    kinds.into_iter().find(|(word, _)| name.contains(word)).map(|(_, code)| Code::new(code))
}

/// Whether an institution of this name and so many beds is a hospital: the law keeps the word for twenty beds and more,
/// but a clinic attached to a hospital carries its name too.
pub fn is_hospital(name: &str, beds: Option<u32>) -> bool {
    match beds {
        Some(beds) if beds > 0 => beds >= 20,
        _ => {
            name.contains("病院")
                && !["診療所", "クリニック", "医院", "医務室", "分院"].iter().any(|word| name.contains(word))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_services_are_known_in_any_width() {
        for (name, code) in [
            ("訪問看護", "130"),
            ("短期入所療養介護(療養病床を有する病院等）", "230"),
            ("介護予防訪問看護", "130"),
            ("介護予防支援", "460"),
            ("特定施設入居者生活介護（有料老人ホーム（サービス付き高齢者向け住宅））", "334"),
        ] {
            assert_eq!(care_kind(name), Some(Code::new(code)), "{name}");
        }
        assert_eq!(care_kind("訪問なんとか"), None);
    }

    #[test]
    fn a_clinic_with_a_hospitals_name_is_a_clinic() {
        assert!(is_hospital("松戸みどり病院", None));
        assert!(!is_hospital("松戸みどり病院附属クリニック", None));
        assert!(!is_hospital("みどり医院", Some(19)));
        assert!(is_hospital("みどり医療センター", Some(200)));
    }
}
