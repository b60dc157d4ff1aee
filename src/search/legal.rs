//! Setting the legal form and the corporation apart from the name that people know.

/// Forms in front of or behind a name, longer ones before those they begin with.
const FORMS: &[&str] = &[
    "社会医療法人社団",
    "社会医療法人財団",
    "社会医療法人",
    "医療法人社団",
    "医療法人財団",
    "医療法人",
    "社会福祉法人",
    "特定非営利活動法人",
    "認定特定非営利活動法人",
    "NPO法人",
    "ＮＰＯ法人",
    "一般社団法人",
    "一般財団法人",
    "公益社団法人",
    "公益財団法人",
    "独立行政法人",
    "国立大学法人",
    "地方独立行政法人",
    "学校法人",
    "宗教法人",
    "株式会社",
    "有限会社",
    "合同会社",
    "合資会社",
    "合名会社",
    "生活協同組合",
    "(株)",
    "（株）",
    "(有)",
    "（有）",
    "(医)",
    "（医）",
    "(福)",
    "（福）",
    "㈱",
    "㈲",
];

/// The same in canonical romaji, as they begin readings.
const READ_FORMS: &[&str] = &[
    "syakairyohozinsyadan",
    "syakairyohozinzaidan",
    "syakairyohozin",
    "iryohozinsyadan",
    "iryohozinzaidan",
    "iryohozin",
    "syakaihukusihozin",
    "tokuteihieirikatudohozin",
    "ipansyadanhozin",
    "ipanzaidanhozin",
    "koekisyadanhozin",
    "koekizaidanhozin",
    "kabusikigaisya",
    "kabusikikaisya",
    "yugengaisya",
    "yugenkaisya",
    "godogaisya",
    "godokaisya",
];

/// The longest name of a corporation that ends in 会, in characters.
const LONGEST_SOCIETY: usize = 10;

/// A name in its parts, as slices of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Parts<'a> {
    /// The legal form, with the corporation where the office has a name beside it.
    pub form: &'a str,
    /// What the place itself is called.
    pub core: &'a str,
}

/// Parts `医療法人社団木下会 松戸クリニック` into the corporation and `松戸クリニック`.
pub(super) fn split(name: &str) -> Parts<'_> {
    let name = name.trim();
    let Some(after) = FORMS.iter().find_map(|form| name.strip_prefix(form)) else {
        return match FORMS.iter().find_map(|form| name.strip_suffix(form)) {
            Some(core) if !core.is_empty() => Parts { form: &name[core.len()..], core: core.trim() },
            _ => Parts { form: "", core: name },
        };
    };
    let rest = after.trim_start();
    let core = society(rest).unwrap_or(rest);
    if core.is_empty() {
        return Parts { form: "", core: name };
    }
    Parts { form: name[..name.len() - core.len()].trim_end(), core }
}

/// What follows `〇〇会`, if a name begins with one and goes on.
fn society(rest: &str) -> Option<&str> {
    let (at, _) = rest.char_indices().skip(1).take(LONGEST_SOCIETY).find(|(_, c)| *c == '会')?;
    let after = rest[at + '会'.len_utf8()..].trim_start_matches([' ', '\u{3000}', '・']);
    (!after.is_empty()).then_some(after)
}

/// Canonical romaji without a legal form at its beginning.
pub(super) fn without_read_form(romaji: &str) -> &str {
    READ_FORMS.iter().find_map(|form| romaji.strip_prefix(form)).filter(|rest| !rest.is_empty()).unwrap_or(romaji)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::romaji::of_reading;

    #[test]
    fn the_name_that_people_know_is_left() {
        for (name, form, core) in [
            ("医療法人社団木下会 松戸クリニック", "医療法人社団木下会", "松戸クリニック"),
            ("医療法人社団　恒久会　山口医院", "医療法人社団　恒久会", "山口医院"),
            ("医療法人社団恒久会山口医院", "医療法人社団恒久会", "山口医院"),
            ("株式会社あきら", "株式会社", "あきら"),
            ("アステルサポート株式会社", "株式会社", "アステルサポート"),
            ("医療法人社団木下会", "医療法人社団", "木下会"),
            ("株式会社", "", "株式会社"),
            ("松戸クリニック", "", "松戸クリニック"),
            ("医療法人会田医院", "医療法人", "会田医院"),
        ] {
            assert_eq!(split(name), Parts { form, core }, "{name}");
        }
    }

    #[test]
    fn read_forms_are_canonical() {
        for (kana, romaji) in [
            ("シャカイイリョウホウジンシャダン", READ_FORMS[0]),
            ("イリョウホウジンシャダン", READ_FORMS[3]),
            ("シャカイフクシホウジン", READ_FORMS[6]),
            ("トクテイヒエイリカツドウホウジン", READ_FORMS[7]),
            ("イッパンシャダンホウジン", READ_FORMS[8]),
            ("ゴウドウガイシャ", READ_FORMS[16]),
        ] {
            assert_eq!(of_reading(kana), romaji);
        }
        assert_eq!(without_read_form("kabusikigaisyaakira"), "akira");
        assert_eq!(without_read_form("kabusikigaisya"), "kabusikigaisya");
    }
}
