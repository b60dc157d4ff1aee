//! Words of the actions that belong to the screen itself: moving, editing, forms, help, palette.

use super::Text;

/// The words of an action, for hint line, help, palette and key table.
#[derive(Clone, Copy, Debug)]
pub struct ActionWords {
    /// One or two words for the hint line: 担当.
    pub short: Text,
    /// The whole of it, for help and palette: この相談の担当になる.
    pub long: Text,
    /// The long Japanese words in kana, so that the palette finds them by kana and romaji.
    pub reading: &'static str,
}

impl ActionWords {
    /// Short and long words, and how the long Japanese ones are read.
    pub const fn new(short: Text, long: Text, reading: &'static str) -> Self {
        Self { short, long, reading }
    }
}

/// Short and long words in Japanese and English, and the reading.
macro_rules! actions {
    ($($name:ident: $short_ja:literal, $short_en:literal, $long_ja:literal, $long_en:literal, $reading:literal;)*) => {$(
        #[doc = $long_en]
        pub const $name: $crate::words::actions::ActionWords = $crate::words::actions::ActionWords::new(
            $crate::words::Text::new($short_ja, $short_en),
            $crate::words::Text::new($long_ja, $long_en),
            $reading,
        );
    )*};
}
pub(crate) use actions;

actions! {
    SEARCH: "検索", "search", "地域資源・対象者・相談をさがす", "Search places, patients and consultations", "ちいきしげん・たいしょうしゃ・そうだんをさがす";
    PALETTE: "コマンド", "command", "コマンドを言葉でえらぶ", "Choose a command by its words", "コマンドをことばでえらぶ";
    HELP: "ヘルプ", "help", "キーの一覧", "All keys", "キーのいちらん";
    TO_QUEUE: "相談", "queue", "相談の画面へ", "To the consultation queue", "そうだんのがめんへ";
    TO_TIMELINE: "経過", "timeline", "経過の画面へ", "To the timeline", "けいかのがめんへ";
    TO_REFERRAL: "依頼", "referral", "依頼の画面へ", "To the referrals", "いらいのがめんへ";
    TO_RESOURCE: "資源", "resources", "地域資源の画面へ", "To the regional resources", "ちいきしげんのがめんへ";
    TO_QUESTION: "質問", "questions", "質問・地域ICTの画面へ", "To the questions and the regional ICT", "しつもん ちいきあいしーてぃーのがめんへ";
    TO_CARE: "体制", "team", "在宅医療チームと空白の画面へ", "To the care teams and the gap check", "ざいたくいりょうチームとくうはくのがめんへ たいせい";
    DRAFTS: "下書き", "drafts", "書きかけの入力を開く", "Open what was left half typed", "かきかけのにゅうりょくをひらく したがき";
    SESSIONS: "画面一覧", "sessions", "開いている画面とコマンドを見る", "See the open sessions", "ひらいているがめんとコマンドをみる";
    ACCESS_LOG: "閲覧記録", "access log", "だれが見て、だれが変えたかを見る", "See who read and who changed what", "だれがみて、だれがかえたかをみる えつらんきろく かんさ";
    ACCESS_NARROW: "絞込み", "narrow", "人・職員・日で絞る", "Narrow to a person, a member of staff, a day", "ひと・しょくいん・ひでしぼる";
    SESSION_END: "終わらせる", "end", "この画面を終わらせる", "End this session", "このがめんをおわらせる";
    DRAFT_OPEN: "開く", "open", "下書きを開く", "Open the draft", "したがきをひらく";
    DRAFT_DISCARD: "捨てる", "discard", "下書きを捨てる", "Throw the draft away", "したがきをすてる";
    EMERGENCY: "急変時", "emergency", "急変時の情報を見る（アレルギー・連絡先・ACP）", "Show the emergency page: allergies, numbers, ACP", "きゅうへんじのじょうほうをみる アレルギー れんらくさき";
    REFRESH: "更新", "refresh", "サーバーから読み直す", "Read again from the server", "サーバーからよみなおす";
    REDRAW: "再描画", "redraw", "画面を描き直す", "Draw the screen again", "がめんをかきなおす";
    LOCK: "ロック", "lock", "画面をかくす", "Hide the screen", "がめんをかくす";
    QUIT: "終了", "quit", "renkeiを終える", "Leave renkei", "れんけいをおえる しゅうりょう";
    YES: "はい", "yes", "はい", "Yes", "はい";
    NO: "いいえ", "no", "いいえ", "No", "いいえ";
    CLOSE: "閉じる", "close", "閉じる", "Close", "とじる";
    UNLOCK: "開く", "open", "画面を開く", "Show the screen", "がめんをひらく";
    PALETTE_RUN: "実行", "run", "えらんだコマンドを実行する", "Run the selected command", "えらんだコマンドをじっこうする";
    SEARCH_OPEN: "開く", "open", "見つかったものを開く", "Open what was found", "みつかったものをひらく";

    DOWN: "下", "down", "下へ", "Down", "したへ";
    UP: "上", "up", "上へ", "Up", "うえへ";
    PAGE_DOWN: "次ページ", "page down", "1ページ下へ", "A page down", "いちページしたへ";
    PAGE_UP: "前ページ", "page up", "1ページ上へ", "A page up", "いちページうえへ";
    FIRST: "先頭", "first", "先頭へ", "To the first", "せんとうへ";
    LAST: "末尾", "last", "末尾へ", "To the last", "まつびへ";
    DETAIL_DOWN: "詳細下", "detail down", "詳細を下へ", "Detail down", "しょうさいをしたへ";
    DETAIL_UP: "詳細上", "detail up", "詳細を上へ", "Detail up", "しょうさいをうえへ";
    DETAIL_PAGE_DOWN: "詳細次頁", "detail page", "詳細を1ページ下へ", "Detail a page down", "しょうさいをいちページしたへ";
    DETAIL_PAGE_UP: "詳細前頁", "detail back", "詳細を1ページ上へ", "Detail a page up", "しょうさいをいちページうえへ";

    EDIT_LEFT: "左", "left", "1文字左へ", "A character left", "いちもじひだりへ";
    EDIT_RIGHT: "右", "right", "1文字右へ", "A character right", "いちもじみぎへ";
    EDIT_WORD_LEFT: "前の語", "word left", "前の語へ", "A word left", "まえのごへ";
    EDIT_WORD_RIGHT: "次の語", "word right", "次の語へ", "A word right", "つぎのごへ";
    EDIT_HOME: "行頭", "line start", "行の先頭へ", "To the start of the line", "ぎょうのせんとうへ";
    EDIT_END: "行末", "line end", "行の末尾へ", "To the end of the line", "ぎょうのまつびへ";
    EDIT_BACKSPACE: "前を消す", "backspace", "前の1文字を消す", "Delete the character before", "まえのいちもじをけす";
    EDIT_DELETE: "後を消す", "delete", "後の1文字を消す", "Delete the character after", "あとのいちもじをけす";
    EDIT_DELETE_WORD: "語を消す", "delete word", "前の語を消す", "Delete the word before", "まえのごをけす";
    EDIT_KILL: "行末まで消す", "kill", "行末まで消す", "Delete to the end of the line", "ぎょうまつまでけす";
    EDIT_UNDO: "元に戻す", "undo", "入力を1つ戻す", "Undo the last typing", "にゅうりょくをひとつもどす";

    FORM_SAVE: "保存", "save", "保存する", "Save", "ほぞんする";
    FORM_SWAP: "入替", "swap", "この欄をほかの人の入力と入れ替える", "Swap this field with what somebody else entered", "このらんをほかのひとのにゅうりょくといれかえる";
    FORM_CANCEL: "やめる", "cancel", "保存せずに閉じる", "Close without saving", "ほぞんせずにとじる";
    FORM_NEXT: "次へ", "next", "次の欄へ", "To the next field", "つぎのらんへ";
    FORM_PREVIOUS: "前へ", "back", "前の欄へ", "To the previous field", "まえのらんへ";
    FORM_ENTER: "決定", "enter", "決めて次の欄へ、文章では改行", "Take it and go on; in long text a new line", "きめてつぎのらんへ";
    FORM_DOWN: "下", "down", "下の行、次の候補、次の欄へ", "Line, choice or field below", "したのぎょうへ";
    FORM_UP: "上", "up", "上の行、前の候補、前の欄へ", "Line, choice or field above", "うえのぎょうへ";
}
