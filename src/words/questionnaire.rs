//! The wording of the basic checklist and of the questionnaire of those over 75, item by item.
//!
//! Source of the Japanese: 厚生労働省「基本チェックリスト」「後期高齢者の質問票」; the English only helps to read it.

use super::{Lang, Text};
use crate::domain::screening::{BasicItem, OldOldItem};

const BASIC: [Text; 25] = [
    Text::new("バスや電車で1人で外出していますか", "Goes out alone by bus or train"),
    Text::new("日用品の買い物をしていますか", "Shops for daily things"),
    Text::new("預貯金の出し入れをしていますか", "Sees to money at the bank"),
    Text::new("友人の家を訪ねていますか", "Visits friends"),
    Text::new("家族や友人の相談にのっていますか", "Gives advice to family or friends"),
    Text::new("階段を手すりや壁をつたわらずに昇っていますか", "Climbs stairs without holding on"),
    Text::new("椅子に座った状態から何もつかまらずに立ち上がっていますか", "Stands up from a chair without holding on"),
    Text::new("15分位続けて歩いていますか", "Walks for 15 minutes without a rest"),
    Text::new("この1年間に転んだことがありますか", "Fell within the last year"),
    Text::new("転倒に対する不安は大きいですか", "Is much afraid of falling"),
    Text::new("6か月間で2～3kg以上の体重減少がありましたか", "Lost 2 to 3 kg or more in half a year"),
    Text::new("BMIが18.5未満ですか", "BMI under 18.5"),
    Text::new("半年前に比べて固いものが食べにくくなりましたか", "Finds hard food harder to eat than half a year ago"),
    Text::new("お茶や汁物等でむせることがありますか", "Chokes on tea or soup"),
    Text::new("口の渇きが気になりますか", "Is bothered by a dry mouth"),
    Text::new("週に1回以上は外出していますか", "Goes out at least once a week"),
    Text::new("昨年と比べて外出の回数が減っていますか", "Goes out less than last year"),
    Text::new(
        "周りの人から「いつも同じ事を聞く」などの物忘れがあると言われますか",
        "Is told of forgetting, such as always asking the same",
    ),
    Text::new("自分で電話番号を調べて、電話をかけることをしていますか", "Looks up numbers and makes calls"),
    Text::new("今日が何月何日かわからない時がありますか", "Does not always know the date"),
    Text::new("（ここ2週間）毎日の生活に充実感がない", "(2 weeks) Life is not fulfilling"),
    Text::new(
        "（ここ2週間）これまで楽しんでやれていたことが楽しめなくなった",
        "(2 weeks) No longer enjoys what was a joy",
    ),
    Text::new(
        "（ここ2週間）以前は楽にできていたことが今ではおっくうに感じられる",
        "(2 weeks) What was easy is a burden",
    ),
    Text::new("（ここ2週間）自分が役に立つ人間だと思えない", "(2 weeks) Feels of no use"),
    Text::new("（ここ2週間）わけもなく疲れたような感じがする", "(2 weeks) Feels tired without reason"),
];

const OLD_OLD: [Text; 15] = [
    Text::new("あなたの現在の健康状態はいかがですか", "How is your health now"),
    Text::new("毎日の生活に満足していますか", "Are you content with daily life"),
    Text::new("1日3食きちんと食べていますか", "Do you eat three meals a day"),
    Text::new("半年前に比べて固いものが食べにくくなりましたか", "Is hard food harder to eat than half a year ago"),
    Text::new("お茶や汁物等でむせることがありますか", "Do you choke on tea or soup"),
    Text::new("6カ月間で2～3kg以上の体重減少がありましたか", "Did you lose 2 to 3 kg or more in half a year"),
    Text::new("以前に比べて歩く速度が遅くなってきたと思いますか", "Do you walk more slowly than before"),
    Text::new("この1年間に転んだことがありますか", "Did you fall within the last year"),
    Text::new("ウォーキング等の運動を週に1回以上していますか", "Do you exercise at least once a week"),
    Text::new(
        "周りの人から「いつも同じことを聞く」などの物忘れがあると言われていますか",
        "Are you told of forgetting, such as always asking the same",
    ),
    Text::new("今日が何月何日かわからない時がありますか", "Do you not always know the date"),
    Text::new("あなたはたばこを吸いますか", "Do you smoke"),
    Text::new("週に1回以上は外出していますか", "Do you go out at least once a week"),
    Text::new("ふだんから家族や友人と付き合いがありますか", "Do you see family or friends"),
    Text::new("体調が悪いときに、身近に相談できる人がいますか", "Is there somebody near to ask when you feel ill"),
];

const HEALTH: [Text; 5] = [
    Text::new("よい", "good"),
    Text::new("まあよい", "rather good"),
    Text::new("ふつう", "fair"),
    Text::new("あまりよくない", "not so good"),
    Text::new("よくない", "bad"),
];

const CONTENT: [Text; 4] = [
    Text::new("満足", "content"),
    Text::new("やや満足", "rather content"),
    Text::new("やや不満", "rather discontent"),
    Text::new("不満", "discontent"),
];

const SMOKING: [Text; 3] =
    [Text::new("吸っている", "yes"), Text::new("吸っていない", "no"), Text::new("やめた", "stopped")];

/// はい and いいえ, in the order of their numbers.
/// Yes and no, in the order of their numbers.
pub const YES_NO: &[Text] = &[Text::new("はい", "yes"), Text::new("いいえ", "no")];

/// The question of an item of the basic checklist.
pub fn basic(item: BasicItem, lang: Lang) -> &'static str {
    BASIC.get(usize::from(item.number()) - 1).map_or("", |text| text.say(lang))
}

/// The question of an item of the questionnaire of those over 75.
pub fn old_old(item: OldOldItem, lang: Lang) -> &'static str {
    OLD_OLD.get(usize::from(item.number()) - 1).map_or("", |text| text.say(lang))
}

/// The answers to choose from, in the order of their numbers.
pub fn answers(item: OldOldItem) -> &'static [Text] {
    match item.number() {
        1 => &HEALTH,
        2 => &CONTENT,
        12 => &SMOKING,
        _ => YES_NO,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_item_has_its_question_and_as_many_answers_as_the_rules_know() {
        for item in OldOldItem::all() {
            assert_eq!(answers(item).len(), usize::from(item.choices()), "{item}");
            assert!(!old_old(item, Lang::Ja).is_empty() && !old_old(item, Lang::En).is_empty());
        }
        assert!(BasicItem::all().all(|item| !basic(item, Lang::Ja).is_empty() && !basic(item, Lang::En).is_empty()));
    }
}
