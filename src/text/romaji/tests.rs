//! Every way of spelling the same kana meets in one canonical form.

use super::*;
use proptest::prelude::*;

/// Kana with their Hepburn, Kunrei and word-processor spellings.
const SPELLINGS: &[(&str, &str, &str, &str)] = &[
    ("あ", "a", "a", "a"),
    ("い", "i", "i", "i"),
    ("う", "u", "u", "u"),
    ("お", "o", "o", "o"),
    ("か", "ka", "ka", "ca"),
    ("き", "ki", "ki", "ki"),
    ("こ", "ko", "ko", "co"),
    ("が", "ga", "ga", "ga"),
    ("さ", "sa", "sa", "sa"),
    ("し", "shi", "si", "ci"),
    ("じ", "ji", "zi", "zi"),
    ("す", "su", "su", "su"),
    ("ち", "chi", "ti", "ti"),
    ("つ", "tsu", "tu", "tu"),
    ("ぢ", "ji", "zi", "di"),
    ("づ", "zu", "zu", "du"),
    ("と", "to", "to", "to"),
    ("ど", "do", "do", "do"),
    ("な", "na", "na", "na"),
    ("に", "ni", "ni", "ni"),
    ("は", "ha", "ha", "ha"),
    ("ふ", "fu", "hu", "fu"),
    ("ば", "ba", "ba", "ba"),
    ("ぱ", "pa", "pa", "pa"),
    ("ま", "ma", "ma", "ma"),
    ("や", "ya", "ya", "ya"),
    ("ら", "ra", "ra", "ra"),
    ("わ", "wa", "wa", "wa"),
    ("を", "o", "o", "wo"),
    ("ん", "n", "n", "nn"),
    ("きゃ", "kya", "kya", "kya"),
    ("しゃ", "sha", "sya", "sya"),
    ("しゅ", "shu", "syu", "shu"),
    ("しょ", "sho", "syo", "syo"),
    ("ちゃ", "cha", "tya", "cya"),
    ("ちゅ", "chu", "tyu", "tyu"),
    ("ちょ", "cho", "tyo", "cho"),
    ("じゃ", "ja", "zya", "jya"),
    ("じゅ", "ju", "zyu", "ju"),
    ("じょ", "jo", "zyo", "jyo"),
    ("ひょ", "hyo", "hyo", "hyo"),
    ("りょ", "ryo", "ryo", "ryo"),
    ("ふぁ", "fa", "fa", "fa"),
    ("てぃ", "ti", "ti", "thi"),
    ("でぃ", "di", "di", "dhi"),
    ("うぃ", "wi", "wi", "whi"),
    ("ゔぁ", "va", "va", "va"),
    ("こう", "kō", "kô", "kou"),
    ("おお", "ō", "ô", "oo"),
    ("きゅう", "kyū", "kyû", "kyuu"),
    ("しょう", "shō", "syô", "shou"),
    ("っか", "kka", "kka", "kka"),
    ("っし", "sshi", "ssi", "ssi"),
    ("っち", "tchi", "tti", "cchi"),
    ("っつ", "ttsu", "ttu", "ttu"),
    ("っぱ", "ppa", "ppa", "xtupa"),
    ("んば", "mba", "nba", "nnba"),
    ("んま", "mma", "nma", "nnma"),
    ("んい", "n'i", "n'i", "nni"),
];

#[test]
fn words_as_people_type_them() {
    for (kana, typed) in [
        ("きのした", "kinoshita"),
        ("まつど", "matsudo"),
        ("まつど", "matudo"),
        ("おおの", "Ohno"),
        ("さとう", "Satoh"),
        ("ぐんま", "Gumma"),
        ("ぐんま", "gunma"),
        ("けんいち", "ken'ichi"),
        ("けんいち", "kennichi"),
        ("ほうじょう", "hojo"),
        ("デイサービス", "dei saabisu"),
        ("すてーしょん", "sute-shon"),
        ("ステーション", "suteeshon"),
        ("リハビリ", "lihabili"),
        ("ヴィラ", "bira"),
        ("ﾏﾂﾄﾞ", "MATSUDO"),
        ("ｶ゛ｰﾃﾞﾝ", "gaden"),
    ] {
        assert_eq!(of_reading(kana), canonical(typed), "{kana} {typed}");
    }
}

#[test]
fn kana_are_spelt_in_hepburn() {
    for (kana, romaji) in [
        ("きのした", "kinoshita"),
        ("ほうもんかんご", "houmonkango"),
        ("まっちゃ", "matcha"),
        ("けんいち", "ken'ichi"),
        ("ほんや", "hon'ya"),
        ("ふぁみりー", "famiri"),
        ("うぃる", "wiru"),
        ("ちぇっく", "chekku"),
        ("でゅ", "dyu"),
        ("くぉ", "kwo"),
        ("12号A", "12号A"),
    ] {
        assert_eq!(from_kana(kana), romaji);
    }
}

#[test]
fn unfinished_words_begin_the_finished_one() {
    let whole = of_reading("まつどほうもんかんごすてーしょん");
    for typed in ["mats", "matsudoh", "matsudohoumonk", "matudohomonkangos", "matsudohoumonkangosutesh"] {
        assert!(whole.starts_with(&canonical(typed)), "{typed}");
    }
}

#[test]
fn terms_are_romaji_only_if_nothing_else_is_in_them() {
    assert_eq!(of_term("ほうもんk"), Some("homonk".into()));
    assert_eq!(of_term("Ｍａｔｓｕｄｏ"), Some("matudo".into()));
    assert_eq!(of_term("Ōno"), Some("ono".into()));
    assert_eq!(of_term("松戸"), None);
    assert_eq!(of_term("047"), None);
    assert_eq!(of_term(""), None);
}

proptest! {
    #[test]
    fn spellings_of_the_same_kana_meet(picked in prop::collection::vec(0..SPELLINGS.len(), 1..8)) {
        let join = |column: fn(&(&'static str, &'static str, &'static str, &'static str)) -> &'static str| {
            picked.iter().map(|&at| column(&SPELLINGS[at])).collect::<String>()
        };
        let key = of_reading(&join(|s| s.0));
        prop_assert_eq!(&canonical(&join(|s| s.1)), &key);
        prop_assert_eq!(&canonical(&join(|s| s.2)), &key);
        prop_assert_eq!(&canonical(&join(|s| s.3)), &key);
        prop_assert_eq!(&of_term(&join(|s| s.0)), &Some(key));
    }

    #[test]
    fn anything_can_be_typed(text in "\\PC{0,20}", letters in "[a-z'-]{0,20}") {
        canonical(&text);
        from_kana(&text);
        of_term(&letters);
    }
}
