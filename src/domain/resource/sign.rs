//! Which notifications of a medical institution say what it can do for people at home.

use super::listing::Notification;

/// The signs that begin so: home-care support, visits, end of life, back beds.
const AT_HOME: [&str; 10] =
    ["支援診", "支援病", "在", "歯訪診", "歯援", "訪看", "精在宅援", "がん疼", "医情連", "介保連"];

/// Whether a notification is about care at home or rehabilitation; the many others are about billing within the house.
pub fn counts(notification: &Notification) -> bool {
    AT_HOME.iter().any(|sign| notification.sign.starts_with(sign)) || is_rehabilitation(notification)
}

/// Whether it is one of the rehabilitation fees.
pub fn is_rehabilitation(notification: &Notification) -> bool {
    notification.name.contains("リハビリテーション料")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_counts_at_home_is_told_from_billing() {
        let notification = |sign: &str, name: &str| Notification {
            sign: sign.into(),
            name: name.into(),
            number: String::new(),
            from: None,
        };
        for sign in ["支援診２", "支援病３", "在医総管１", "在緩診実", "在看", "在後病"] {
            assert!(counts(&notification(sign, "")), "{sign}");
        }
        assert!(counts(&notification("運Ⅰ", "運動器リハビリテーション料（Ⅰ）")));
        for sign in ["医療ＤＸ", "外在ベⅠ", "酸単", "外来感染"] {
            assert!(!counts(&notification(sign, "")), "{sign}");
        }
    }
}
