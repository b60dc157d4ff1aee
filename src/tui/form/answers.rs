//! A field of many questions with one key for each answer: twenty-five answers are twenty-five keys.
//!
//! The answers are a line of digits, `-` where one was left out, so that they are kept and restored like any other text.
//! Typing over an answer puts that one right; what no question has is not taken.

use super::field::{Field, Kind};
use crate::tui::app::View;
use crate::tui::edit::{Buffer, Edit};
use crate::tui::surface::{Surface, width};
use crate::words::{Text, forms as words};

/// A question and its answers, the first of which is answered with `1`.
#[derive(Clone, Debug)]
pub struct Question {
    /// The question as it is asked.
    pub text: String,
    /// Its answers; at most nine.
    pub answers: Vec<String>,
}

/// The sign of an answer that was left out.
const LEFT_OUT: char = '-';

impl Field {
    /// Many questions, each answered with one key.
    pub fn answers(name: &'static str, label: Text, questions: Vec<Question>) -> Self {
        Self::new(name, label, Kind::Answers { questions })
    }
}

/// The key as the answer to a question, if it is one: a digit, `y` or `n` where there are two, or a sign for none.
fn answer(typed: char, question: &Question) -> Option<char> {
    let digit = match typed {
        '０'..='９' => char::from_digit(typed as u32 - '０' as u32, 10)?,
        'y' | 'Y' | 'ｙ' if question.answers.len() == 2 => '1',
        'n' | 'N' | 'ｎ' if question.answers.len() == 2 => '2',
        '0' | '-' | '－' | 'ー' | ' ' | '　' => LEFT_OUT,
        other => other,
    };
    let number = digit.to_digit(10).and_then(|number| usize::try_from(number).ok());
    match number {
        Some(0) => Some(LEFT_OUT),
        Some(number) if number <= question.answers.len() => Some(digit),
        None if digit == LEFT_OUT => Some(LEFT_OUT),
        _ => None,
    }
}

/// Takes typed or pasted characters as answers, each in place of the one that the cursor stands on.
pub(super) fn insert(buffer: &mut Buffer, questions: &[Question], typed: &str) {
    for c in typed.chars() {
        let Some(question) = questions.get(buffer.cursor()) else { return };
        let Some(answer) = answer(c, question) else { continue };
        if buffer.cursor() < buffer.text().len() {
            buffer.edit(Edit::Delete);
        }
        buffer.insert(answer.encode_utf8(&mut [0; 4]));
    }
}

/// How many questions have an answer.
pub(super) fn answered(buffer: &Buffer) -> usize {
    buffer.text().chars().filter(|c| *c != LEFT_OUT).count()
}

/// Draws the answers in fives and, in focus, the question that comes next below them.
pub(super) fn draw(buffer: &Buffer, questions: &[Question], on: &mut Surface, view: &View, focused: bool) {
    let theme = view.theme();
    let spaced = |upto: usize| upto + upto / 5;
    let mut line = String::new();
    for (at, c) in buffer.text().chars().enumerate() {
        if at > 0 && at % 5 == 0 {
            line.push(' ');
        }
        line.push(c);
    }
    let signs = on.signs();
    on.text(0, 0, &line, theme.plain);
    let count = words::answered(answered(buffer), questions.len(), view.lang());
    let beside = spaced(questions.len()).max(width(&line, signs)) + 2;
    on.text(u16::try_from(beside).unwrap_or(u16::MAX), 0, &count, theme.faint);
    if !focused {
        return;
    }
    on.caret(u16::try_from(spaced(buffer.cursor())).unwrap_or(u16::MAX), 0);
    let Some(question) = questions.get(buffer.cursor()) else {
        on.text(0, 1, view.say(words::ALL_ANSWERED), theme.strong);
        return;
    };
    on.text(0, 1, &format!("{}. {}", buffer.cursor() + 1, question.text), theme.strong);
    let mut pen = on.pen(2);
    for (number, answer) in (1..).zip(&question.answers) {
        pen.style(theme.key).put(&number.to_string()).style(theme.plain).put(answer).gap(2);
    }
    pen.style(theme.key).put("-").style(theme.plain).put(view.say(words::LEFT_OUT));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn questions() -> Vec<Question> {
        let of = |answers: &[&str]| Question {
            text: String::new(),
            answers: answers.iter().map(|answer| (*answer).to_owned()).collect(),
        };
        vec![of(&["はい", "いいえ"]), of(&["よい", "ふつう", "わるい"]), of(&["はい", "いいえ"])]
    }

    fn typed(keys: &str) -> String {
        let mut buffer = Buffer::default();
        insert(&mut buffer, &questions(), keys);
        buffer.text().to_owned()
    }

    #[test]
    fn a_key_is_an_answer_and_what_no_question_has_is_not_taken() {
        assert_eq!(typed("132"), "132");
        assert_eq!(typed("yn2n"), "122", "the second question has no yes and no");
        assert_eq!(typed("3９1"), "1", "a third answer of two, a ninth of three");
        assert_eq!(typed("-0１"), "--1");
        assert_eq!(typed("11111"), "111", "there is no fourth question");
    }

    #[test]
    fn typing_over_an_answer_puts_that_one_right() {
        let mut buffer = Buffer::new("132");
        buffer.move_to(1);
        insert(&mut buffer, &questions(), "2");
        assert_eq!((buffer.text(), buffer.cursor()), ("122", 2));
    }
}
