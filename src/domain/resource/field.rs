//! The facts that a place is described by: which there are, what each may hold, and how a value is read into its one form.

use std::fmt;
use std::str::FromStr;

use super::service::ServiceKey;
use super::value::{self, FactProblem};
use crate::domain::as_text::as_text;

/// What kind of value a fact holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One line of so many characters at the most.
    Line(u32),
    /// Several lines of so many characters together.
    Text(u32),
    /// Katakana, one line.
    Kana,
    /// Seven digits, `271-0092`.
    PostalCode,
    /// Six digits with a check digit, `122076`.
    CityCode,
    /// Thirteen digits.
    CorporateNumber,
    /// Latitude and longitude within Japan, `35.787800,139.901200`.
    Coordinates,
    /// A phone number with hyphens.
    Phone,
    /// A web address with its scheme.
    Url,
    /// A mail address.
    Mail,
    /// A number from 0 to 9,999.
    Count,
    /// Days of the week out of `月火水木金土日祝`.
    Days,
    /// `yes`, or empty for no and for not known.
    Flag,
    /// Several short names, divided by `;`.
    Names,
    /// `2026-11-22`.
    Date,
}

/// What a fact is said of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The place as a whole.
    Site,
    /// One of its services.
    Service,
    /// Either.
    Both,
}

macro_rules! fields {
    ($($(#[$doc:meta])* $field:ident = $name:literal, $shape:expr, $scope:ident;)*) => {
        /// One thing that is known about a place or one of its services.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Field {
            $($(#[$doc])* $field,)*
        }

        impl Field {
            /// All of them, in the order of the screen.
            pub const ALL: &'static [Self] = &[$(Self::$field,)*];

            /// The name that files and requests use.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$field => $name,)* }
            }

            /// What it holds.
            pub const fn shape(self) -> Shape {
                match self { $(Self::$field => $shape,)* }
            }

            /// What it is said of.
            pub const fn scope(self) -> Scope {
                match self { $(Self::$field => Scope::$scope,)* }
            }
        }
    };
}

fields! {
    /// 名称
    Name = "name", Shape::Line(200), Site;
    /// 名称カナ
    Kana = "kana", Shape::Kana, Site;
    /// 略称
    ShortName = "short_name", Shape::Line(100), Site;
    /// 略称カナ
    ShortKana = "short_kana", Shape::Kana, Site;
    /// ローマ字
    Latin = "latin", Shape::Line(200), Site;
    /// 法人の名称
    Corporation = "corporation", Shape::Line(200), Site;
    /// 法人番号
    CorporateNumber = "corporate_number", Shape::CorporateNumber, Site;
    /// 併設医療機関番号
    Annexed = "annexed", Shape::Line(20), Site;
    /// 郵便番号
    PostalCode = "postal_code", Shape::PostalCode, Site;
    /// 都道府県
    Prefecture = "prefecture", Shape::Line(10), Site;
    /// 市区町村コード
    CityCode = "city_code", Shape::CityCode, Site;
    /// 市区町村
    City = "city", Shape::Line(40), Site;
    /// 町名・番地
    Town = "town", Shape::Line(200), Site;
    /// 方書
    Building = "building", Shape::Line(200), Site;
    /// 緯度・経度
    Coordinates = "coordinates", Shape::Coordinates, Site;
    /// 電話
    Phone = "phone", Shape::Phone, Site;
    /// 内線
    Extension = "extension", Shape::Line(20), Site;
    /// FAX
    Fax = "fax", Shape::Phone, Site;
    /// メール
    Mail = "mail", Shape::Mail, Site;
    /// URL
    Url = "url", Shape::Url, Site;
    /// 診療科
    Departments = "departments", Shape::Names, Site;
    /// 病床
    Beds = "beds", Shape::Names, Site;
    /// 曜日
    Days = "days", Shape::Days, Both;
    /// 曜日の備考
    DaysNote = "days_note", Shape::Text(1_000), Both;
    /// 休診・休業日
    Closing = "closing", Shape::Text(1_000), Both;
    /// 時間
    Hours = "hours", Shape::Line(100), Both;
    /// 時間の備考
    HoursNote = "hours_note", Shape::Text(1_000), Both;
    /// 時間外の対応
    AfterHours = "after_hours", Shape::Text(1_000), Both;
    /// 定員
    Capacity = "capacity", Shape::Count, Service;
    /// いまの空き
    Vacancy = "vacancy", Shape::Line(100), Both;
    /// 高齢者と障害者が一緒に使える
    Shared = "shared", Shape::Flag, Service;
    /// 介護保険の指定
    CareStandard = "care_standard", Shape::Line(40), Service;
    /// 障害福祉の指定
    DisabilityStandard = "disability_standard", Shape::Line(40), Service;
    /// できること
    Does = "does", Shape::Names, Site;
    /// 対象
    Serves = "serves", Shape::Names, Site;
    /// 連絡のしかた
    Reach = "reach", Shape::Text(1_000), Site;
    /// 医師が電話に出る時間
    CallHours = "call_hours", Shape::Line(100), Site;
    /// まずFAXで
    FaxFirst = "fax_first", Shape::Flag, Site;
    /// 参加している地域ICT
    Ict = "ict", Shape::Names, Site;
    /// サービスの終了日
    Ended = "ended", Shape::Date, Service;
    /// 備考
    Note = "note", Shape::Text(2_000), Both;
}

impl Field {
    /// The value in its one form; empty stays empty.
    pub fn read(self, raw: &str) -> Result<String, FactProblem> {
        value::read(self.shape(), raw)
    }
}

impl FromStr for Field {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        Self::ALL.iter().copied().find(|field| field.name() == name).ok_or(())
    }
}

/// Which fact of a place: of the place as a whole, or of one of its services.
///
/// Written `phone` or `1271701235/430.days`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactKey {
    /// The service that it is said of; none for the place as a whole.
    pub service: Option<ServiceKey>,
    /// Which fact.
    pub field: Field,
}

impl FactKey {
    /// A fact of the place as a whole.
    pub const fn site(field: Field) -> Self {
        Self { service: None, field }
    }

    /// A fact of one service.
    pub const fn service(key: ServiceKey, field: Field) -> Self {
        Self { service: Some(key), field }
    }

    /// Whether the fact is one that this can have.
    pub const fn fits(&self) -> bool {
        match self.field.scope() {
            Scope::Site => self.service.is_none(),
            Scope::Service => self.service.is_some(),
            Scope::Both => true,
        }
    }
}

impl fmt::Display for FactKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.service {
            Some(service) => write!(f, "{service}.{}", self.field.name()),
            None => f.write_str(self.field.name()),
        }
    }
}

/// A text that names no fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoSuchFact(pub String);

impl fmt::Display for NoSuchFact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} names no fact of a place", self.0)
    }
}

impl FromStr for FactKey {
    type Err = NoSuchFact;

    fn from_str(text: &str) -> Result<Self, NoSuchFact> {
        let wrong = || NoSuchFact(text.chars().take(60).collect());
        let key = match text.rsplit_once('.') {
            Some((service, field)) => {
                Self::service(service.parse().map_err(|()| wrong())?, field.parse().map_err(|()| wrong())?)
            }
            None => Self::site(text.parse().map_err(|()| wrong())?),
        };
        if key.fits() { Ok(key) } else { Err(wrong()) }
    }
}

as_text!(FactKey);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::code::Code;

    #[test]
    fn a_key_survives_the_journey() {
        let nursing = ServiceKey { office: "12B0100067".to_owned(), kind: Code::new("130") };
        for key in [FactKey::site(Field::Phone), FactKey::service(nursing, Field::Days)] {
            assert_eq!(key.to_string().parse(), Ok(key));
        }
        for wrong in ["", "phones", "capacity", "1/130.phone", "130.days", "/.days"] {
            assert!(wrong.parse::<FactKey>().is_err(), "{wrong}");
        }
    }
}
