//! A count of a workbook's rows for tests: the ZIP file's members split at their tags, by no code that the importer uses.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

/// The first sheet of a workbook.
pub struct Sheet {
    /// The cells of every row from the header on, by the letters of their column.
    rows: Vec<Vec<(String, String)>>,
}

impl Sheet {
    /// Reads the workbook; the first row with a cell 医療機関番号 is the header.
    pub fn open(path: &Path) -> Self {
        let mut zip = zip::ZipArchive::new(File::open(path).unwrap()).unwrap();
        let mut member = |name: &str| {
            let mut text = String::new();
            zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
            text
        };
        let shared: Vec<String> = member("xl/sharedStrings.xml").split("<si>").skip(1).map(text).collect();
        let cell = |cell: &str| {
            let (head, body) = cell.split_once('>').unwrap();
            let place = head.split("r=\"").nth(1).unwrap();
            let column: String = place.chars().take_while(char::is_ascii_uppercase).collect();
            let value = body.split("<v>").nth(1).and_then(|rest| rest.split("</v>").next());
            let value = match value {
                Some(number) if head.contains("t=\"s\"") => shared[number.parse::<usize>().unwrap()].clone(),
                Some(value) => value.to_owned(),
                None => text(body),
            };
            (column, value)
        };
        let sheet = member("xl/worksheets/sheet1.xml");
        let row = |row: &str| row.split("<c ").skip(1).map(cell).collect::<Vec<_>>();
        let rows = sheet.split("<row ").skip(1).map(row);
        Self { rows: rows.skip_while(|row| !row.iter().any(|(_, value)| value == "医療機関番号")).collect() }
    }

    /// The cells of a column, of all rows that say an institution's number.
    pub fn column(&self, name: &str) -> Vec<&str> {
        let letters = |name: &str| &self.rows[0].iter().find(|(_, value)| value == name).unwrap().0;
        let (number, wanted) = (letters("医療機関番号"), letters(name));
        let rows = self.rows[1..].iter().filter(|row| !value(row, number).is_empty());
        rows.map(|row| value(row, wanted)).collect()
    }
}

fn value<'a>(row: &'a [(String, String)], letters: &str) -> &'a str {
    row.iter().find(|(column, _)| column == letters).map_or("", |(_, value)| value.as_str())
}

/// The text of all `<t>`, readings left out.
fn text(item: &str) -> String {
    let item = item.split("<rPh").next().unwrap();
    let texts = item.split("<t").skip(1).filter_map(|rest| rest.split_once('>'));
    texts.filter(|(head, _)| !head.ends_with('/')).filter_map(|(_, rest)| rest.split("</t>").next()).collect()
}
