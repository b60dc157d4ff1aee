//! Words of the pane of the regional resources: actions, headings, why something cannot be done now.

use chrono::NaiveDate;

use super::actions::actions;
use super::{Lang, Say, Text};
use crate::domain::code::{CodeEntry, CodeList};
use crate::domain::resource::{Field, ServiceKey, Source};
use crate::domain::settings::Settings;

actions! {
    REGISTER: "新規", "new", "資源を新しく登録する", "Enter a new place", "しげんをあたらしくとうろくする";
    EDIT: "編集", "edit", "名称・住所・電話などを直す", "Change name, address, numbers", "めいしょう・じゅうしょ・でんわなどをなおす";
    EDIT_WORK: "内容", "what it does", "診療科・時間・対応できることを直す", "Change departments, hours and what it does", "しんりょうか・じかん・たいおうできることをなおす";
    REACH: "連絡メモ", "reach", "連絡のしかた・空き状況を書く", "Write how to reach it, and its vacancies", "れんらくのしかた・あきじょうきょうをかく";
    ADD_SERVICE: "サービス追加", "add service", "サービスを追加する", "Add a service", "サービスをついかする";
    NEXT_SERVICE: "次のサービス", "next service", "次のサービスを選ぶ", "Select the next service", "つぎのサービスをえらぶ";
    EDIT_SERVICE: "サービス編集", "edit service", "選んだサービスの曜日・定員などを直す", "Change days and capacity of the selected service", "えらんだサービスのようび・ていいんなどをなおす";
    CHECK: "確認済", "checked", "今日、内容を確かめたことにする", "Say that all of it was checked today", "きょう、ないようをたしかめたことにする";
    ACCEPT: "取込値", "accept", "差分：取り込んだ値に置きかえる", "Difference: take over what the file says", "さぶん：とりこんだあたいにおきかえる";
    DISMISS: "現在値", "keep ours", "差分：いまの値を残す", "Difference: keep what staff settled", "さぶん：いまのあたいをのこす";
    NEXT_DIFFERENCE: "次の差分", "next difference", "次の差分を選ぶ", "Select the next difference", "つぎのさぶんをえらぶ";
    FILTER: "絞込", "filter", "圏域・サービスで絞り込む", "Show only an area or a service", "けんいき・サービスでしぼりこむ";
    SHOW_ALL: "絞込解除", "show all", "絞り込みをやめる", "Show everything again", "しぼりこみをやめる";
    ROUND: "確認巡回", "round", "確認の古い順に見る", "The round of checking, the oldest first", "かくにんのふるいじゅんにみる";
    DIFFERING: "差分のみ", "differing", "差分のある資源だけを見る", "Only places with differences", "さぶんのあるしげんだけをみる";
    IN_CITY: "市内", "in the city", "市内だけ・市外も、を切りかえる", "Only the city, or beyond it too", "しないだけ・しがいも、をきりかえる";
    CLOSE: "閉鎖", "closed down", "閉鎖したことを記録する", "Record that it closed down", "へいさしたことをきろくする";
    REOPEN: "再開", "reopen", "閉鎖を取り消して再開する", "Open it again", "へいさをとりけしてさいかいする";
}

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident: $ja:literal, $en:literal;)*) => {$(
        $(#[$doc])*
        pub const $name: Text = Text::new($ja, $en);
    )*};
}

texts! {
    /// The pane.
    TITLE: "資源", "Resources";
    /// The list is empty.
    NONE: "該当する資源がありません。F で絞り込みを解除、n で登録できます。", "No place fits. F shows everything, n enters one.";
    /// Nothing is selected.
    NO_SITE: "資源が選ばれていません。", "No place is selected.";
    /// No differences.
    NO_DIFFERENCE: "この資源に差分はありません。", "This place has no differences.";
    /// Nothing to cycle through.
    NO_SERVICE: "この資源にサービスがありません。サービスを追加してください。", "This place has no service. Add one first.";
    /// The place has closed down.
    IS_CLOSED: "閉鎖済みです。再開してから操作してください。", "It has closed down. Reopen it first.";
    /// The place is open.
    IS_OPEN: "開いています。再開は要りません。", "It is open. There is nothing to reopen.";
    /// No filter is set.
    NO_FILTER: "絞り込んでいません。", "Everything shows already.";
    /// A check was recorded.
    CHECKED_TODAY: "確認済みにしました。", "Recorded as checked today.";
    /// A difference was taken over.
    ACCEPTED: "取り込んだ値に置きかえました。", "Taken over.";
    /// A difference was turned down.
    DISMISSED: "いまの値を残しました。", "Kept as it was.";
    /// Saved.
    SAVED: "保存しました。", "Saved.";
    /// Closed.
    CLOSED_NOW: "閉鎖を記録しました。", "Recorded as closed down.";
    /// Reopened.
    REOPENED: "再開しました。", "Open again.";
    /// Field of the filter.
    AREA: "圏域", "area";
    /// Field of the filter.
    SERVICE: "サービス", "service";
    /// Field of the filter and of the form.
    WHERE: "範囲", "where";
    /// Choice of the filter.
    IN_CITY_ONLY: "市内のみ", "the city only";
    /// Choice of the filter.
    EVERYWHERE: "市外も", "beyond it too";
    /// Field of closing.
    CLOSED_ON: "閉鎖日", "closed on";
    /// Field of closing.
    WHY: "事情", "what is known";
    /// Field of a new service.
    OFFICE: "事業所番号", "office number";
    /// Services of a new place.
    SERVICES: "サービス", "services";
    /// Names are divided by a semicolon.
    BY_SEMICOLON: "いくつかあるときは ; で区切る", "divide several by ;";
    /// Days.
    DAYS_HELP: "月火水木金土日祝（平日・月～金でもよい）", "as in 月火水木金, 平日, 月～金";
    /// Coordinates.
    COORDINATES_HELP: "緯度,経度", "latitude,longitude";
    /// yes or empty.
    YES_HELP: "はい／空欄", "yes, or empty";
    /// Heading.
    DIFFERENCES: "差分（取込との違い）", "Differences to the files";
    /// Heading.
    HOW_TO_REACH: "連絡", "How to reach it";
    /// Heading.
    NOTIFICATIONS: "在宅・リハビリの届出", "Notifications on home care and rehabilitation";
    /// Heading.
    ABOUT: "概要", "About";
    /// Label.
    ADDRESS: "住所", "address";
    /// Label.
    CHECKED: "最終確認", "last checked";
    /// Label.
    KNOWN: "情報の日付", "known on";
    /// Label.
    CREDIT: "出典", "source";
    /// Value.
    YES: "はい", "yes";
    /// Stale.
    STALE: "確認の期限を過ぎています。電話などで確かめ、c で確認済みにしてください。", "Not checked for longer than the centre allows: check it, then press c.";
    /// Never checked.
    NEVER: "職員の確認なし", "never checked by staff";
    /// The processed remark of the credit line.
    PROCESSED: "を加工", ", processed";
}

/// How a file is credited: the publisher and the name of the data.
pub const fn credit(source: Source) -> Text {
    match source {
        Source::ShisetsuKijun => Text::new(
            "地方厚生局「施設基準届出受理医療機関名簿」",
            "Regional Bureaus of Health and Welfare, lists of accepted notifications",
        ),
        Source::InstitutionCodes => Text::new(
            "地方厚生局「コード内容別医療機関一覧」",
            "Regional Bureaus of Health and Welfare, lists of institution codes",
        ),
        Source::NaviiHospital => {
            Text::new("厚生労働省「医療情報ネット」", "Ministry of Health, Labour and Welfare, Navii")
        }
        Source::Kaigo => Text::new(
            "厚生労働省「介護サービス情報公表システム」",
            "Ministry of Health, Labour and Welfare, long-term care disclosure system",
        ),
        Source::MunicipalMedical | Source::MunicipalCare => {
            Text::new("市区町村「自治体標準オープンデータセット」", "Municipality, standard open data set")
        }
    }
}

/// A label of a form: the field's own words.
pub fn label(field: Field) -> Text {
    let fixed = |lang| match field.say(lang) {
        std::borrow::Cow::Borrowed(words) => words,
        std::borrow::Cow::Owned(_) => "",
    };
    Text::new(fixed(Lang::Ja), fixed(Lang::En))
}

/// The name of a kind of service; the code itself if the list does not hold it.
pub fn service(entry: Option<&CodeEntry>, code: &str, lang: Lang) -> String {
    entry.map_or_else(|| code.to_owned(), |entry| if lang == Lang::En { entry.en.clone() } else { entry.ja.clone() })
}

/// A service with the number under which it is designated.
pub fn service_line(key: &ServiceKey, settings: &Settings, lang: Lang) -> String {
    let name = service(settings.codes.find(CodeList::Services, &key.kind), &key.kind.0, lang);
    if key.office.is_empty() { name } else { format!("{name} {}", key.office) }
}

/// A service as a narrow list shows it.
pub fn short_service(name: &str) -> String {
    let bare = name.split('（').next().unwrap_or(name);
    bare.replace("リハビリテーション", "リハ").replace("訪問看護", "訪看")
}

/// How many there are.
pub fn count(total: usize, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{total}件"),
        Lang::En => format!("{total} places"),
    }
}

/// How many places wait for a check.
pub fn badge(stale: u32, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("要確認{stale}"),
        Lang::En => format!("stale {stale}"),
    }
}

/// When and by whom it was checked.
pub fn checked(on: NaiveDate, by: &str) -> String {
    format!("{} {by}", crate::text::era::short(on))
}

/// A difference in one line.
pub fn difference(field: &str, ours: &str, theirs: &str, source: &str, lang: Lang) -> String {
    let none = |value: &str| {
        if value.is_empty() { Text::new("（なし）", "(none)").say(lang).to_owned() } else { value.to_owned() }
    };
    match lang {
        Lang::Ja => format!("{field}：現在「{}」／{source}「{}」", none(ours), none(theirs)),
        Lang::En => format!("{field}: ours {}, {source} {}", none(ours), none(theirs)),
    }
}

/// Closed since.
pub fn closed_since(on: NaiveDate, why: &str, lang: Lang) -> String {
    let day = crate::text::era::short(on);
    match lang {
        Lang::Ja => format!("{day} 閉鎖 {why}"),
        Lang::En => format!("closed down on {day} {why}"),
    }
    .trim_end()
    .to_owned()
}
