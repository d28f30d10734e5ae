//! Machine CSV: comma, UTF-8, a header row. Strict: what is odd is a problem, never a guess.

use crate::engine::{
    checked::shortened,
    problem::{Problem, ProblemKind},
};

/// One row, with its cells in the order of the columns that were asked for.
#[derive(Debug)]
pub(super) struct Row {
    /// Where: `tables/results.csv/12`.
    pub place: String,
    pub cells: Vec<String>,
}

/// The rows of a table that has exactly these columns, in any order. `name` stands in the places of problems.
///
/// A row with too few or too many cells is reported and left out.
pub(super) fn read(text: &str, name: &str, columns: &[&str], problems: &mut Vec<Problem>) -> Vec<Row> {
    let place = |line: usize| format!("tables/{name}/{line}");
    if text.len() > super::MAX_SIZE {
        let kind = ProblemKind::TooLarge { size: text.len(), limit: super::MAX_SIZE };
        problems.push(Problem::new(format!("tables/{name}"), kind));
        return Vec::new();
    }
    let mut lines = match split(text.strip_prefix('\u{feff}').unwrap_or(text)) {
        Ok(lines) => lines.into_iter(),
        Err(line) => {
            problems.push(Problem::new(format!("tables/{name}"), ProblemKind::BadCsv { line }));
            return Vec::new();
        }
    };
    let header = lines.next().map(|(_, cells)| cells).unwrap_or_default();
    let positions: Vec<Option<usize>> = columns.iter().map(|it| header.iter().position(|cell| cell == it)).collect();
    for (column, _) in columns.iter().zip(&positions).filter(|(_, position)| position.is_none()) {
        let kind = ProblemKind::ColumnMissing { name: (*column).to_owned() };
        problems.push(Problem::new(format!("tables/{name}"), kind));
    }
    for (_, cell) in header.iter().enumerate().filter(|(at, _)| !positions.contains(&Some(*at))) {
        let kind = ProblemKind::ColumnUnknown { name: shortened(cell) };
        problems.push(Problem::new(place(1), kind));
    }
    let Some(positions) = positions.into_iter().collect::<Option<Vec<usize>>>() else { return Vec::new() };
    let mut rows = Vec::new();
    for (line, mut cells) in lines {
        if cells.len() != header.len() {
            let kind = ProblemKind::CellCount { count: cells.len(), limit: header.len() };
            problems.push(Problem::new(place(line), kind));
            continue;
        }
        let take = |at: &usize| cells.get_mut(*at).map(std::mem::take).unwrap_or_default();
        rows.push(Row { place: place(line), cells: positions.iter().map(take).collect() });
    }
    rows
}

/// The cells of every line that is not empty, with its number from 1.
///
/// # Errors
///
/// The line of a quotation mark that is not closed, or that something follows.
fn split(text: &str) -> Result<Vec<(usize, Vec<String>)>, usize> {
    let mut rows = Vec::new();
    let mut cells = Vec::new();
    let mut cell = String::new();
    let (mut line, mut first) = (1, 1);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if cell.is_empty() => {
                let opened = line;
                loop {
                    match letters.next() {
                        Some('"') if letters.peek() == Some(&'"') => {
                            letters.next();
                            cell.push('"');
                        }
                        Some('"') => break,
                        Some(inside) => {
                            line += usize::from(inside == '\n');
                            cell.push(inside);
                        }
                        None => return Err(opened),
                    }
                }
                if !matches!(letters.peek(), None | Some(',' | '\r' | '\n')) {
                    return Err(line);
                }
            }
            '"' => return Err(line),
            ',' => cells.push(std::mem::take(&mut cell)),
            '\r' if letters.peek() == Some(&'\n') => {}
            '\n' => {
                end_row(&mut rows, first, &mut cells, &mut cell);
                line += 1;
                first = line;
            }
            letter => cell.push(letter),
        }
    }
    end_row(&mut rows, first, &mut cells, &mut cell);
    Ok(rows)
}

fn end_row(rows: &mut Vec<(usize, Vec<String>)>, line: usize, cells: &mut Vec<String>, cell: &mut String) {
    if !cells.is_empty() || !cell.is_empty() {
        cells.push(std::mem::take(cell));
        rows.push((line, std::mem::take(cells)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_cells_hold_commas_quotes_and_line_breaks() {
        let found = split("a,b\r\n\"1,\"\"x\"\"\",\"two\nlines\"\n\n,\n").unwrap();
        let expected: [(usize, &[&str]); 3] = [(1, &["a", "b"]), (2, &["1,\"x\"", "two\nlines"]), (5, &["", ""])];
        assert_eq!(found.len(), expected.len());
        for ((line, cells), (expected_line, expected_cells)) in found.iter().zip(expected) {
            assert_eq!(
                (*line, cells.iter().map(String::as_str).collect::<Vec<_>>()),
                (expected_line, expected_cells.to_vec())
            );
        }
    }

    #[test]
    fn a_quotation_mark_that_is_not_closed_is_told() {
        assert_eq!(split("a\n\"b\nc"), Err(2));
        assert_eq!(split("a\nb\"c\n"), Err(2));
        assert_eq!(split("\"a\"b"), Err(1));
    }

    #[test]
    fn columns_may_stand_in_any_order() {
        let mut problems = Vec::new();
        let rows = read("b,a\n2,1\n", "t.csv", &["a", "b"], &mut problems);
        assert_eq!(
            (rows.len(), &*rows[0].place, &rows[0].cells[..]),
            (1, "tables/t.csv/2", &["1".into(), "2".into()][..])
        );
        assert_eq!(problems, []);
    }
}
