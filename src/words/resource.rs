//! Words for the regional resources: facts, sources, refusals.

use std::borrow::Cow;

use super::{Lang, Say, Text, words};
use crate::domain::resource::{FactProblem, Field, ResourceProblem, Source};

words! { Field {
    Name => "名称", "name";
    Kana => "名称カナ", "kana";
    ShortName => "略称", "short name";
    ShortKana => "略称カナ", "short name, kana";
    Latin => "ローマ字", "in Latin letters";
    Corporation => "法人", "legal body";
    CorporateNumber => "法人番号", "corporate number";
    Annexed => "併設医療機関", "annexed institution";
    PostalCode => "郵便番号", "postal code";
    Prefecture => "都道府県", "prefecture";
    CityCode => "市区町村コード", "municipality code";
    City => "市区町村", "city";
    Town => "町名・番地", "town and number";
    Building => "方書", "building";
    Coordinates => "緯度・経度", "coordinates";
    Phone => "電話", "phone";
    Extension => "内線", "extension";
    Fax => "FAX", "fax";
    Mail => "メール", "mail";
    Url => "URL", "web";
    Departments => "診療科", "departments";
    Beds => "病床", "beds";
    Days => "曜日", "days";
    DaysNote => "曜日の備考", "note on days";
    Closing => "休診・休業日", "closed on";
    Hours => "時間", "hours";
    HoursNote => "時間の備考", "note on hours";
    AfterHours => "時間外の対応", "after hours";
    Capacity => "定員", "capacity";
    Vacancy => "現在の空き", "vacancies now";
    Shared => "高齢者・障害者の共用", "shared by old and disabled people";
    CareStandard => "介護保険の指定", "designation, long-term care";
    DisabilityStandard => "障害福祉の指定", "designation, disability welfare";
    Does => "対応できること", "can do";
    Serves => "対象", "for whom";
    Reach => "連絡のしかた", "how to reach";
    CallHours => "医師が電話に出る時間", "physician takes calls";
    FaxFirst => "まずFAX", "fax first";
    Ict => "地域ICT", "regional ICT";
    Ended => "終了日", "ended on";
    Note => "備考", "note";
} }

words! { Source {
    ShisetsuKijun => "施設基準名簿", "facility-standards list";
    NaviiHospital => "ナビイ（病院）", "Navii (hospitals)";
    Kaigo => "介護サービス情報公表", "long-term care disclosure";
    MunicipalMedical => "市の医療機関一覧", "municipal list, medical";
    MunicipalCare => "市の介護事業所一覧", "municipal list, care";
    InstitutionCodes => "コード内容別医療機関一覧", "list of institution codes";
} }

/// What is wrong with a value and how it should be written.
impl Say for FactProblem {
    fn say(&self, lang: Lang) -> Cow<'static, str> {
        let text = match self {
            Self::TooLong { limit } => {
                return Cow::Owned(match lang {
                    Lang::Ja => format!("長すぎます。{limit}字までにしてください"),
                    Lang::En => format!("is too long: keep it to {limit} characters"),
                });
            }
            Self::NotDigits { digits } => {
                return Cow::Owned(match lang {
                    Lang::Ja => format!("数字{digits}桁で入れてください"),
                    Lang::En => format!("must be {digits} digits"),
                });
            }
            Self::MailForUrl { mail } => {
                return Cow::Owned(match lang {
                    Lang::Ja => format!("メールアドレスです（{mail}）。メールの欄に入れてください"),
                    Lang::En => format!("is a mail address ({mail}): put it under mail"),
                });
            }
            Self::CheckDigit => {
                Text::new("検査数字が合いません。番号を確かめてください", "has a wrong check digit: compare the number")
            }
            Self::NoCoordinates => {
                Text::new("0,0 は未入力の印です。空欄にしてください", "0,0 stands for not entered: leave it empty")
            }
            Self::OutsideJapan => Text::new(
                "日本の外です。緯度,経度の順で確かめてください",
                "lies outside Japan: check latitude,longitude",
            ),
            Self::Unreadable => {
                Text::new("読み取れません。書き方を確かめてください", "cannot be read: check how it is written")
            }
        };
        Cow::Borrowed(text.say(lang))
    }
}

/// Why a change of the resources was refused: what happened, to what, what to do next.
impl Say for ResourceProblem {
    fn say(&self, lang: Lang) -> Cow<'static, str> {
        let ja = lang == Lang::Ja;
        let sentence = match self {
            Self::NoName => if ja {
                "名称がありません。名称を入れてください。"
            } else {
                "The place has no name. Enter one."
            }
            .to_owned(),
            Self::Fact { key, what } => {
                let (field, what) = (key.field.say(lang), what.say(lang));
                if ja { format!("{field}：{what}。") } else { format!("{field} {what}.") }
            }
            Self::NoSuchService { service } => {
                if ja {
                    format!("この資源にサービス {service} はありません。先にサービスを追加してください。")
                } else {
                    format!("The place has no service {service}. Add the service first.")
                }
            }
            Self::UnknownService { kind } => {
                if ja {
                    format!("サービスの種類「{}」は一覧にありません。一覧から選んでください。", kind.0)
                } else {
                    format!("The list of services does not hold {:?}. Choose one that it holds.", kind.0)
                }
            }
            Self::NothingChanged => if ja {
                "変わったところがないため、保存しませんでした。"
            } else {
                "Nothing differs from what is kept, so nothing was saved."
            }
            .to_owned(),
            Self::CheckedInFuture => if ja {
                "確認日が未来です。今日までの日付を入れてください。"
            } else {
                "The day of the check lies in the future. Enter today or an earlier day."
            }
            .to_owned(),
            Self::Closed { on } => {
                if ja {
                    format!("この資源は{on}に閉鎖済みです。再開してから操作してください。")
                } else {
                    format!("The place closed down on {on}. Reopen it first.")
                }
            }
            Self::NotClosed => if ja {
                "この資源は開いています。再開は要りません。"
            } else {
                "The place is open. There is nothing to reopen."
            }
            .to_owned(),
            Self::NoDifference { key } => {
                let field = key.field.say(lang);
                if ja {
                    format!("{field}の差分は、もう処理済みです。画面を読み直してください。")
                } else {
                    format!("There is no difference in {field} any more. Look at the place again.")
                }
            }
            Self::DifferenceMoved { key, theirs } => {
                let field = key.field.say(lang);
                if ja {
                    format!("{field}の取込値は「{theirs}」に変わりました。見比べて選び直してください。")
                } else {
                    format!("The files say {theirs:?} for {field} by now. Compare and choose again.")
                }
            }
            Self::NothingToImport => if ja {
                "取り込む行がありません。ファイルを確かめてください。"
            } else {
                "There was nothing to import. Check the files."
            }
            .to_owned(),
            Self::NotAllStaged => if ja {
                "送った行の一部がサーバーに届いていません。何も変わっていません。もう一度取り込んでください。"
            } else {
                "Some of the rows did not reach the server. Nothing changed. Import again."
            }
            .to_owned(),
        };
        Cow::Owned(sentence)
    }
}
