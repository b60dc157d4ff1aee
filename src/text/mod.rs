//! Japanese text: width, kana, romaji, character variants, era dates, and what a terminal may be sent.
