//! Small counts masked for publication (秘匿).
//!
//! What it promises: no count from 1 to below the bound is left, and none can be worked out from its own column: where the
//! rows add up to a total, so many of them are masked that at least two are hidden and these together reach the bound, or
//! the total is hidden too. Nothing is promised against whoever lays reports of several periods side by side.

use crate::domain::report::{ColumnId, Figure, RowKey, Table, TableId, Value};

/// Masks every count from 1 to below `bound`, and what would tell it.
pub fn mask(tables: &mut [Table], bound: u32) {
    for table in tables {
        for at in 0..table.columns.len() {
            for layer in [Layer::Value, Layer::Before] {
                column(table, at, bound, layer);
            }
        }
        let figures = table.rows.iter_mut().flat_map(|row| &mut row.figures);
        for figure in figures.chain(table.total.iter_mut().flatten()) {
            // What is counted now stands beside what was: hidden if either is.
            let hide = figure.now.is_some_and(|now| is_small(now, bound)) || figure.value == Value::Masked;
            figure.now = figure.now.map(|now| if hide { Value::Masked } else { now });
        }
    }
}

/// One of the values of a figure.
#[derive(Clone, Copy)]
enum Layer {
    Value,
    Before,
}

impl Layer {
    const fn of(self, figure: &mut Figure) -> Option<&mut Value> {
        match self {
            Self::Value => Some(&mut figure.value),
            Self::Before => figure.before.as_mut(),
        }
    }
}

fn is_small(value: Value, bound: u32) -> bool {
    value.size().is_some_and(|size| size > 0 && size < bound)
}

fn column(table: &mut Table, at: usize, bound: u32, layer: Layer) {
    let Some(kind) = table.columns.get(at).copied() else { return };
    let total = table.total.as_mut().and_then(|figures| figures.get_mut(at)).and_then(|figure| layer.of(figure));
    let mut rows: Vec<(&RowKey, &mut Value)> =
        table.rows.iter_mut().filter_map(|row| Some((&row.key, layer.of(row.figures.get_mut(at)?)?))).collect();
    let (mut hidden, mut sum) = (0_u32, 0_u32);
    for (_, value) in &mut rows {
        if is_small(**value, bound) {
            hidden += 1;
            sum += value.size().unwrap_or(0);
            **value = Value::Masked;
        }
    }
    let total_hidden = match total {
        Some(total) if is_small(*total, bound) => {
            *total = Value::Masked;
            true
        }
        Some(total) => {
            if kind.adds_up && hidden > 0 && !hide_more(&mut rows, &mut hidden, &mut sum, bound) {
                *total = Value::Masked;
            }
            true
        }
        None => false,
    };
    // What came and went balances: one that is missing could be worked out from the others.
    if !total_hidden && table.id == TableId::Movement && kind.id == ColumnId::Cases && hidden > 0 {
        rows.retain(|(key, _)| **key != RowKey::Received);
        hide_more(&mut rows, &mut hidden, &mut sum, bound);
    }
}

/// Hides the smallest of what is left until two are hidden and they reach the bound; whether that was possible.
fn hide_more(rows: &mut [(&RowKey, &mut Value)], hidden: &mut u32, sum: &mut u32, bound: u32) -> bool {
    while *hidden < 2 || *sum < bound {
        let left = rows.iter_mut().filter(|(_, value)| value.size().is_some_and(|size| size > 0));
        let Some((_, value)) = left.min_by_key(|(_, value)| value.size()) else { return false };
        *sum += value.size().unwrap_or(0);
        *hidden += 1;
        **value = Value::Masked;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::area::AreaCode;
    use crate::domain::report::{Column, Row};
    use proptest::prelude::*;

    fn table(counts: &[u32]) -> Table {
        let row = |(at, count): (usize, &u32)| Row {
            key: RowKey::Area(AreaCode(at.to_string())),
            figures: vec![Value::Count(*count).into()],
        };
        Table {
            id: TableId::Areas,
            columns: vec![Column { id: ColumnId::New, adds_up: true }],
            rows: counts.iter().enumerate().map(row).collect(),
            total: Some(vec![Value::Count(counts.iter().sum()).into()]),
        }
    }

    fn shown(table: &Table) -> Vec<Option<u32>> {
        table.all_rows().map(|(_, figures)| figures[0].value.size()).collect()
    }

    #[test]
    fn the_smallest_of_the_others_goes_with_one_that_is_hidden_alone() {
        let mut tables = [table(&[3, 20, 0, 8])];
        mask(&mut tables, 5);
        assert_eq!(shown(&tables[0]), [None, Some(20), Some(0), None, Some(31)]);
        let mut tables = [table(&[3, 0])];
        mask(&mut tables, 5);
        assert_eq!(shown(&tables[0]), [None, Some(0), None]);
        let mut tables = [table(&[1, 1, 30])];
        mask(&mut tables, 5);
        assert_eq!(shown(&tables[0]), [None, None, None, Some(32)], "1 and 1 would be told by their sum");
    }

    #[test]
    fn a_correction_beside_a_small_count_is_hidden_with_it() {
        let mut table = table(&[9, 20]);
        table.rows[0].figures[0].now = Some(Value::Count(2));
        table.rows[1].figures[0].now = Some(Value::Count(21));
        let mut tables = [table];
        mask(&mut tables, 5);
        assert_eq!(tables[0].rows[0].figures[0].now, Some(Value::Masked));
        assert_eq!(tables[0].rows[1].figures[0].now, Some(Value::Count(21)));
    }

    proptest! {
        #[test]
        fn nothing_small_is_left_or_can_be_worked_out(counts in proptest::collection::vec(0_u32..30, 1..9), bound in 2_u32..9) {
            let mut tables = [table(&counts)];
            mask(&mut tables, bound);
            let shown = shown(&tables[0]);
            let small = |count: u32| count > 0 && count < bound;
            prop_assert!(shown.iter().flatten().all(|count| !small(*count)));
            let hidden: Vec<u32> = counts.iter().zip(&shown).filter(|(_, shown)| shown.is_none()).map(|(count, _)| *count).collect();
            if shown.last().copied().flatten().is_some() && !hidden.is_empty() {
                prop_assert!(hidden.len() > 1 && hidden.iter().sum::<u32>() >= bound, "{hidden:?}");
            }
            if counts.iter().all(|count| !small(*count)) && !small(counts.iter().sum()) {
                prop_assert!(hidden.is_empty());
            }
        }
    }
}
