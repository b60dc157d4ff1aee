//! Figures set beside each other: the year before, and what a closed period was closed with.

use std::collections::HashMap;

use crate::domain::month::Month;
use crate::domain::report::{ColumnId, Figure, Row, RowKey, Table, TableId, Value};

type Values = HashMap<(TableId, RowKey, ColumnId), Value>;

fn values(tables: &[Table]) -> Values {
    let mut values = Values::new();
    for table in tables {
        for (key, figures) in table.all_rows() {
            for (column, figure) in table.columns.iter().zip(figures) {
                values.insert((table.id, key.clone(), column.id), figure.value);
            }
        }
    }
    values
}

const fn nothing(column: ColumnId) -> Value {
    if column.is_mean() { Value::Mean { days: 0, of: 0 } } else { Value::Count(0) }
}

/// Sets the year before beside every figure. Months are set beside the same month of that year.
pub fn beside(tables: &mut [Table], before: &[Table]) {
    let before = values(before);
    each(tables, |table, key, column, figure| {
        let key = match key {
            RowKey::Month(month) => RowKey::Month(month.before(12)),
            key => key.clone(),
        };
        figure.before = Some(before.get(&(table, key, column)).copied().unwrap_or_else(|| nothing(column)));
    });
}

/// A closed period's figures as they were, with what is counted now wherever that is something else.
pub fn corrected(closed: &[Table], now: &[Table]) -> Vec<Table> {
    let mut tables = closed.to_vec();
    for table in &mut tables {
        // Rows that nobody was counted in when the period was closed.
        let today = now.iter().find(|today| today.id == table.id);
        for row in today.map_or(&[][..], |today| &today.rows) {
            if table.rows.iter().all(|known| known.key != row.key) {
                let figures = table.columns.iter().map(|column| Figure::from(nothing(column.id))).collect();
                table.rows.push(Row { key: row.key.clone(), figures });
            }
        }
    }
    let now = values(now);
    each(&mut tables, |table, key, column, figure| {
        let today = now.get(&(table, key.clone(), column)).copied().unwrap_or_else(|| nothing(column));
        figure.now = (today != figure.value).then_some(today);
    });
    tables
}

/// Of a year that is still open: the months that were closed stay as they were closed, with what is counted now beside them,
/// and what adds up to a total is the sum of what stands in the rows.
pub fn closed_months(tables: &mut [Table], closed: &[(Month, Vec<Table>)]) {
    let Some(months) = tables.iter_mut().find(|table| table.id == TableId::Months) else { return };
    for row in &mut months.rows {
        let closed = closed.iter().find(|(month, _)| row.key == RowKey::Month(*month));
        for (column, figure) in months.columns.iter().zip(&mut row.figures) {
            if let Some(was) = closed.and_then(|(_, tables)| of_month(tables, column.id)) {
                figure.now = (was != figure.value).then_some(figure.value);
                figure.value = was;
            }
        }
    }
    let sum = |at: usize| {
        let values = months.rows.iter().filter_map(|row| row.figures.get(at)?.value.size());
        Value::Count(values.fold(0, u32::saturating_add))
    };
    for (at, (column, figure)) in months.columns.iter().zip(months.total.iter_mut().flatten()).enumerate() {
        let was = sum(at);
        if column.adds_up && was != figure.value {
            figure.now = Some(figure.value);
            figure.value = was;
        }
    }
}

/// What a month's own report says in a column of the table of months.
fn of_month(tables: &[Table], column: ColumnId) -> Option<Value> {
    let (table, row, column) = match column {
        ColumnId::Closed => (TableId::Movement, RowKey::Closed, ColumnId::Cases),
        column => (TableId::Askers, RowKey::Total, column),
    };
    let table = tables.iter().find(|it| it.id == table)?;
    table.figure(&row, column).map(|figure| figure.value)
}

fn each(tables: &mut [Table], mut with: impl FnMut(TableId, &RowKey, ColumnId, &mut Figure)) {
    for table in tables {
        let rows = table.rows.iter_mut().map(|row| (&row.key, &mut row.figures));
        for (key, figures) in rows.chain(table.total.as_mut().map(|figures| (&RowKey::Total, figures))) {
            for (column, figure) in table.columns.iter().zip(figures) {
                with(table.id, key, column.id, figure);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::consultation::Asker;
    use crate::domain::report::Column;

    fn table(rows: &[(Asker, u32)]) -> Table {
        let row = |(asker, count): &(Asker, u32)| Row {
            key: RowKey::Asker(*asker),
            figures: vec![Figure::from(Value::Count(*count))],
        };
        let total = rows.iter().map(|(_, count)| count).sum();
        Table {
            id: TableId::Askers,
            columns: vec![Column { id: ColumnId::New, adds_up: true }],
            rows: rows.iter().map(row).collect(),
            total: Some(vec![Value::Count(total).into()]),
        }
    }

    #[test]
    fn a_closed_figure_stays_and_what_is_counted_now_stands_beside_it() {
        let closed = [table(&[(Asker::Family, 3), (Asker::Dentist, 2)])];
        let now = [table(&[(Asker::Family, 4), (Asker::Dentist, 2), (Asker::School, 1)])];
        let set = corrected(&closed, &now);
        let figure = |row: RowKey| set[0].figure(&row, ColumnId::New).map(|figure| (figure.value, figure.now));
        assert_eq!(figure(RowKey::Asker(Asker::Family)), Some((Value::Count(3), Some(Value::Count(4)))));
        assert_eq!(figure(RowKey::Asker(Asker::Dentist)), Some((Value::Count(2), None)));
        assert_eq!(figure(RowKey::Asker(Asker::School)), Some((Value::Count(0), Some(Value::Count(1)))));
        assert_eq!(figure(RowKey::Total), Some((Value::Count(5), Some(Value::Count(7)))));
    }

    #[test]
    fn months_are_set_beside_those_of_the_year_before() {
        let months = |year: i32, count| Table {
            id: TableId::Months,
            rows: vec![Row {
                key: RowKey::Month(format!("{year}-04").parse().unwrap()),
                figures: vec![Value::Count(count).into()],
            }],
            ..table(&[])
        };
        let mut tables = [months(2026, 9)];
        beside(&mut tables, &[months(2025, 4)]);
        assert_eq!(tables[0].rows[0].figures[0].before, Some(Value::Count(4)));
    }
}
