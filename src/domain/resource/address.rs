//! Japanese addresses taken apart: prefecture, city with its ward or county, and the rest.

use crate::text::variants;

/// An address in its parts, as records keep it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// Such as 千葉県; empty if unknown.
    pub prefecture: String,
    /// Such as 千葉市中央区 or 夷隅郡大多喜町; empty if unknown.
    pub city: String,
    /// The town and the number.
    pub town: String,
    /// The building and floor (方書).
    pub building: String,
}

impl Address {
    /// Puts together what a file says in several columns: the prefecture or city may be missing in the address, be
    /// spelt another way there, or the building be said twice.
    pub fn of(prefecture: &str, city: &str, address: &str, building: &str) -> Self {
        let (prefecture, city) = (squeeze(prefecture), squeeze(city));
        let address = squeeze(address);
        let (own_prefecture, rest) = split_prefecture(&address);
        let (own_city, town) = match after_city(rest, &city) {
            Some(parts) => parts,
            None if city.is_empty() => split_city(rest),
            None => ("", rest),
        };
        let building = squeeze(building);
        Self {
            prefecture: if prefecture.is_empty() { own_prefecture.to_owned() } else { prefecture },
            // The county stands only in the address; a spelling of its own gives way to the column.
            city: if own_city.contains('郡') || city.is_empty() { own_city.trim().to_owned() } else { city },
            town: without_building(town.trim(), &building),
            building,
        }
    }

    /// The whole on one line, without the building.
    pub fn line(&self) -> String {
        format!("{}{}{}", self.prefecture, self.city, self.town)
    }
}

fn squeeze(text: &str) -> String {
    text.replace("（改行）", " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The prefecture at the start of an address, and what follows.
pub fn split_prefecture(address: &str) -> (&str, &str) {
    let at =
        ["東京都", "北海道", "大阪府", "京都府"].iter().find(|name| address.starts_with(*name)).map(|name| name.len());
    let at = at.or_else(|| {
        let (end, _) = address.char_indices().take(4).skip(2).find(|(_, c)| *c == '県')?;
        Some(end + '県'.len_utf8())
    });
    at.map_or(("", address), |at| address.split_at(at))
}

/// The city of this name at the start of an address, also behind its county or in other characters, and what follows.
fn after_city<'a>(address: &'a str, city: &str) -> Option<(&'a str, &'a str)> {
    if city.is_empty() {
        return None;
    }
    let wanted = same(city);
    let length = wanted.chars().count();
    let starts = address.char_indices().map(|(at, _)| at).take(8);
    for start in starts {
        let before = &address[..start];
        let is_county = before.ends_with('郡') || before.ends_with("郡 ");
        if start > 0 && !is_county {
            continue;
        }
        let end = address[start..].char_indices().nth(length).map_or(address.len(), |(at, _)| start + at);
        if same(&address[start..end]) == wanted {
            return Some(address.split_at(end));
        }
    }
    None
}

fn same(text: &str) -> String {
    text.chars().map(|c| if matches!(c, 'ヶ' | 'が' | 'ガ') { 'ケ' } else { variants::usual(c) }).collect()
}

/// The city at the start of an address without its prefecture, and what follows.
pub fn split_city(address: &str) -> (&str, &str) {
    let ends = |at: usize, c: char| at + c.len_utf8();
    let near: Vec<(usize, char)> = address.char_indices().take(14).collect();
    let find = |from: usize, upto: usize, wanted: &[char]| {
        near.iter().take(upto).skip(from).find(|(_, c)| wanted.contains(c)).map(|(at, c)| ends(*at, *c))
    };
    // 郡山市, 蒲郡市 and the like are cities; a county is followed by its town or village.
    let county = near
        .iter()
        .position(|(_, c)| *c == '郡')
        .filter(|at| *at > 0 && near.get(at + 1).is_some_and(|(_, c)| *c != '市'));
    if let Some(county) = county
        && let Some(end) = find(county + 2, county + 8, &['町', '村'])
    {
        return address.split_at(end);
    }
    for whole in ["四日市市", "廿日市市", "野々市市", "八日市場市", "市川市", "市原市"] {
        if address.starts_with(whole) {
            return address.split_at(whole.len());
        }
    }
    if let Some(city) = find(1, 7, &['市']) {
        let ward = address[city..].char_indices().take(4).find(|(at, c)| *c == '区' && *at > 0);
        return address.split_at(match ward {
            Some((at, c)) if DESIGNATED.contains(&&address[..city]) => city + ends(at, c),
            _ => city,
        });
    }
    if let Some(end) = find(1, 5, &['区']).or_else(|| find(1, 6, &['町', '村'])) {
        return address.split_at(end);
    }
    ("", address)
}

/// The prefecture of a two-digit code, `12` for 千葉県.
pub fn prefecture_name(code: &str) -> Option<&'static str> {
    let at: usize = code.parse().ok()?;
    PREFECTURES.get(at.checked_sub(1)?).copied()
}

const PREFECTURES: [&str; 47] = [
    "北海道",
    "青森県",
    "岩手県",
    "宮城県",
    "秋田県",
    "山形県",
    "福島県",
    "茨城県",
    "栃木県",
    "群馬県",
    "埼玉県",
    "千葉県",
    "東京都",
    "神奈川県",
    "新潟県",
    "富山県",
    "石川県",
    "福井県",
    "山梨県",
    "長野県",
    "岐阜県",
    "静岡県",
    "愛知県",
    "三重県",
    "滋賀県",
    "京都府",
    "大阪府",
    "兵庫県",
    "奈良県",
    "和歌山県",
    "鳥取県",
    "島根県",
    "岡山県",
    "広島県",
    "山口県",
    "徳島県",
    "香川県",
    "愛媛県",
    "高知県",
    "福岡県",
    "佐賀県",
    "長崎県",
    "熊本県",
    "大分県",
    "宮崎県",
    "鹿児島県",
    "沖縄県",
];

/// Cities with wards.
const DESIGNATED: [&str; 20] = [
    "札幌市",
    "仙台市",
    "さいたま市",
    "千葉市",
    "横浜市",
    "川崎市",
    "相模原市",
    "新潟市",
    "静岡市",
    "浜松市",
    "名古屋市",
    "京都市",
    "大阪市",
    "堺市",
    "神戸市",
    "岡山市",
    "広島市",
    "北九州市",
    "福岡市",
    "熊本市",
];

/// The town without the building said again at its end.
fn without_building(town: &str, building: &str) -> String {
    if building.is_empty() {
        return twice(town);
    }
    let town = town.strip_suffix(building).map(str::trim_end).filter(|rest| !rest.is_empty()).unwrap_or(town);
    town.to_owned()
}

/// `…1-2サンハイツ101 サンハイツ101` says its building twice itself.
fn twice(town: &str) -> String {
    let split = town.match_indices(' ').map(|(at, space)| (&town[..at], &town[at + space.len()..]));
    let said_before = |(before, after): &(&str, &str)| after.chars().count() >= 3 && before.ends_with(after);
    split.into_iter().find(said_before).map_or_else(|| town.to_owned(), |(before, _)| before.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(prefecture: &str, city: &str, address: &str, building: &str) -> [String; 4] {
        let Address { prefecture, city, town, building } = Address::of(prefecture, city, address, building);
        [prefecture, city, town, building]
    }

    #[test]
    fn columns_and_address_make_one() {
        for (given, expected) in [
            (
                ["千葉県", "千葉市中央区", "千葉市中央区新田町2-10サイトービル", "サイトービル"],
                ["千葉県", "千葉市中央区", "新田町2-10", "サイトービル"],
            ),
            (["千葉県", "千葉市稲毛区", "園生町487-13", ""], ["千葉県", "千葉市稲毛区", "園生町487-13", ""]),
            (["宮城県", "塩竈市", "宮城県塩釜市旭町1-1", ""], ["宮城県", "塩竈市", "旭町1-1", ""]),
            (["千葉県", "鎌ケ谷市", "千葉県鎌ヶ谷市初富808", ""], ["千葉県", "鎌ケ谷市", "初富808", ""]),
            (
                ["千葉県", "大多喜町", "千葉県夷隅郡大多喜町横山612-1", ""],
                ["千葉県", "夷隅郡大多喜町", "横山612-1", ""],
            ),
            (["", "", "千葉市中央区神明町１‐２４", ""], ["", "千葉市中央区", "神明町１‐２４", ""]),
            (["千葉県", "", "山武郡芝山町岩山2308", ""], ["千葉県", "山武郡芝山町", "岩山2308", ""]),
            (["千葉県", "", "市川市菅野5-11-13", ""], ["千葉県", "市川市", "菅野5-11-13", ""]),
            (["", "", "北海道札幌市中央区南１条西16", ""], ["北海道", "札幌市中央区", "南１条西16", ""]),
            (["", "", "東京都千代田区霞が関1-2-2", ""], ["東京都", "千代田区", "霞が関1-2-2", ""]),
            (["千葉県", "柏市", "柏市柏下265", ""], ["千葉県", "柏市", "柏下265", ""]),
            (["千葉県", "", "旭市イの１３２６", ""], ["千葉県", "旭市", "イの１３２６", ""]),
            (["", "", "", ""], ["", "", "", ""]),
            (["千葉県", "市川市", "押切3-7さとみの郷 さとみの郷", ""], ["千葉県", "市川市", "押切3-7さとみの郷", ""]),
            (
                ["千葉県", "松戸市", "南花島3-50-5松戸Ⅱ 305 松戸Ⅱ 305", ""],
                ["千葉県", "松戸市", "南花島3-50-5松戸Ⅱ 305", ""],
            ),
        ] {
            assert_eq!(parts(given[0], given[1], given[2], given[3]), expected.map(str::to_owned), "{given:?}");
        }
    }
}
