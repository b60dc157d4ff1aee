//! What staff type and what they must find.

use super::*;

fn town() -> Index<u64> {
    places(&[
        ("訪問看護ステーションひまわり", "千葉県松戸市小金1-2-3"),
        ("松戸訪問看護ステーション", "松戸市松戸1292"),
        ("医療法人社団誠馨会 木下医院", "柏市柏1-1-1"),
        ("髙橋歯科", "我孫子市本町2-3"),
        ("鎌ヶ谷総合病院", "鎌ケ谷市初富929-6"),
        ("居宅介護支援事業所あおぞら", "松戸市常盤平5-22"),
    ])
}

#[test]
fn a_place_is_found_by_romaji_in_its_name_and_address() {
    let index = town();
    for typed in [
        "matsudo houmon",
        "matudo homon",
        "MATSUDO houmonk",
        "houmon matsudo",
        "まつど ほうもん",
        "ﾏﾂﾄﾞ ﾎｳﾓﾝ",
        "松戸　訪問",
        "まつど ほうもんk",
    ] {
        let mut found = ids(&index, typed);
        found.sort_unstable();
        assert_eq!(found, [0, 1], "{typed}");
    }
    assert_eq!(ids(&index, "matsudo houmon")[0], 1);
}

#[test]
fn a_name_is_found_in_every_script_and_form() {
    let index = town();
    for (typed, id) in [
        ("kinoshita", 2),
        ("kinosita", 2),
        ("きのした", 2),
        ("木下", 2),
        ("seikeikai", 2),
        ("誠馨会", 2),
        ("高橋", 3),
        ("髙", 3),
        ("高", 3),
        ("takahashi", 3),
        ("鎌ケ谷 病院", 4),
        ("鎌が谷", 4),
        ("かまがや", 4),
        ("kamagaya sougou", 4),
        ("常盤平 居宅", 5),
        ("tokiwadaira aozora", 5),
    ] {
        assert_eq!(ids(&index, typed).first(), Some(&id), "{typed}");
    }
}

#[test]
fn a_hit_says_where_each_term_was_found() {
    let index = town();
    let hits = all(&index, "matsudo himawari");
    let matched = &hits[0].matched;
    assert_eq!((matched[0].field, matched[0].role), (1, Role::Address));
    assert_eq!((matched[1].field, matched[1].role), (0, Role::Reading));
    assert_eq!(hits[0].slips, 0);
}

#[test]
fn digits_find_phones_and_numbers() {
    let mut index = Index::new();
    let patient =
        Document::new(1).with(Role::Name, "山田 花子").with(Role::Phone, "047-366-0001").with(Role::Number, "R8-0123");
    index.put(1_u64, &patient);
    index.put(2, &Document::new(1).with(Role::Name, "鈴木 一郎").with(Role::Phone, "04-7133-1090"));
    for typed in ["047 3", "047-366", "0473660001", "０４７ー３６６", "0001", "R8-0123", "r80123", "0123", "(047)366"]
    {
        assert_eq!(ids(&index, typed).first(), Some(&1), "{typed}");
    }
    assert_eq!(ids(&index, "04-7133"), [2]);
    assert_eq!(ids(&index, "0471331090"), [2]);
    assert!(ids(&index, "047900").is_empty());
    assert!(ids(&index, "R8-0124").is_empty());
}

#[test]
fn slips_come_behind_all_that_was_typed_right() {
    let index = places(&[
        ("さくら薬局", "柏市"),
        ("さくた薬局", "柏市"),
        ("松戸中央病院", "松戸市"),
        ("ひまわりクリニック", "松戸市"),
    ]);
    assert_eq!(ids(&index, "himawari")[0], 3);
    for typed in ["himawwri", "hiamwari", "himawar1i", "ひまらわり", "himwari"] {
        let hits = all(&index, typed);
        assert_eq!(hits.first().map(|hit| hit.id), Some(3), "{typed}");
    }
    let hits = all(&index, "さくら薬局");
    assert_eq!(hits.iter().map(|hit| (hit.id, hit.slips)).collect::<Vec<_>>(), [(0, 0), (1, 1)]);
    let hits = all(&index, "松戸中夫病院");
    assert_eq!((hits[0].id, hits[0].slips), (2, 1));
}

#[test]
fn legal_forms_weigh_little() {
    let index = places(&[
        ("株式会社東京", "市川市"),
        ("医療法人社団東京会 柏クリニック", "柏市"),
        ("東京クリニック", "松戸市"),
    ]);
    assert_eq!(ids(&index, "東京"), [0, 2, 1]);
    assert_eq!(ids(&index, "株式会社"), [0]);
}

#[test]
fn only_what_may_be_seen_is_found() {
    let mut index = town();
    index.put(100, &Document::new(3).with(Role::Name, "松戸 太郎"));
    let kinds = |kinds| index.query("松戸", kinds, |_| true, 9).iter().map(|hit| hit.id).collect::<Vec<_>>();
    assert_eq!(kinds(Kinds::only(3)), [100]);
    assert!(!kinds(Kinds::only(0)).contains(&100));
    assert!(kinds(Kinds::only(0).and(3)).contains(&100));
    let hits = index.query("松戸", Kinds::ALL, |id| id != 1, 2);
    assert_eq!(hits.len(), 2);
    assert!(hits.iter().all(|hit| hit.id != 1));
}

#[test]
fn documents_are_replaced_and_removed() {
    let mut index = town();
    index.put(1, &Document::new(0).with(Role::Name, "市川診療所"));
    assert_eq!(ids(&index, "matsudo houmon"), [0]);
    assert_eq!(ids(&index, "ichikawa"), [1]);
    assert!(index.remove(0) && !index.remove(0));
    assert_eq!(index.len(), 5);
    assert!(ids(&index, "matsudo houmon").is_empty());
    index.put(9, &Document::new(0).with(Role::Name, "松戸訪問"));
    assert_eq!(ids(&index, "matsudo houmon"), [9]);
    assert_eq!(ids(&index, "kinoshita"), [2]);
}

#[test]
fn nothing_and_nonsense_find_nothing() {
    let index = town();
    for typed in ["", " 　", "-", "・", "zzzqqq", "鬱鬱"] {
        assert!(ids(&index, typed).is_empty(), "{typed}");
    }
    assert!(index.query("松戸", Kinds::ALL, |_| true, 0).is_empty());
    let long = "松戸 ".repeat(1_000) + &"あ".repeat(10_000);
    all(&index, &long);
}

#[test]
fn text_is_found_word_for_word_only() {
    let mut index = Index::new();
    index.put(1_u64, &Document::new(2).with(Role::Text, "退院の希望。自宅で看取りまで。訪問診療を探している。"));
    assert_eq!(ids(&index, "看取り"), [1]);
    assert!(ids(&index, "退希").is_empty());
}
