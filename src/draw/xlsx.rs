//! Writes workbooks, for Excel and LibreOffice.

use std::io::Write;

use rust_xlsxwriter::{
    Color, ConditionalFormatFormula, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet,
    XlsxError,
};

use super::DrawError;
use crate::view::work_sheet::{WorkCell, WorkColumn, WorkKind, WorkSheet, WorkbookView};

/// The most characters of a cell.
const LONGEST: usize = 32_767;

/// The most characters of a sheet's name.
const LONGEST_NAME: usize = 31;

/// So many rows below the last one can be filled in with the same help.
const ROWS_BELOW: u32 = 200;

/// Writes a workbook, and returns a sentence about each cell that is too long for one.
///
/// `day` is when it was made, as 2026-11-30: the clock's time would make two workbooks of the same records differ.
///
/// # Errors
/// Fails if `out` cannot be written to.
pub fn write_workbook(view: &WorkbookView, day: &str, out: &mut dyn Write) -> Result<Vec<String>, DrawError> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::parse_from_str(day).map_err(failed)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let mut cut = Vec::new();
    let mut names: Vec<String> = Vec::new();
    for sheet in &view.sheets {
        let name = free_name(&sheet.name, &names);
        names.push(name.clone());
        let worksheet = workbook.add_worksheet();
        worksheet.set_name(&name).map_err(failed)?;
        write_sheet(sheet, &name, worksheet, &mut cut).map_err(failed)?;
    }
    let bytes = workbook.save_to_buffer().map_err(failed)?;
    out.write_all(&bytes)?;
    Ok(cut)
}

fn failed(error: XlsxError) -> DrawError {
    DrawError::Workbook(Box::new(error))
}

/// Returns a name that a sheet may have and no other has.
fn free_name(name: &str, others: &[String]) -> String {
    let allowed: String = name.chars().filter(|c| !"[]:*?/\\'".contains(*c) && !c.is_control()).collect();
    let fitting = |ending: &str| -> String {
        let start: String = allowed.trim().chars().take(LONGEST_NAME - ending.len()).collect();
        format!("{start}{ending}")
    };
    let is_taken = |name: &String| name.is_empty() || others.iter().any(|other| other.eq_ignore_ascii_case(name));
    std::iter::once(fitting(""))
        .chain((2..).map(|number| fitting(&format!(" {number}"))))
        .find(|name| !is_taken(name))
        .unwrap_or_default()
}

fn write_sheet(sheet: &WorkSheet, name: &str, out: &mut Worksheet, cut: &mut Vec<String>) -> Result<(), XlsxError> {
    let text = Format::new().set_align(FormatAlign::Top).set_text_wrap();
    let day = Format::new().set_align(FormatAlign::Top).set_num_format("dd/mm/yyyy");
    let head = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top).set_background_color(Color::RGB(0xD9_E1_F2));
    // What people fill in has another colour, and the sheet says so at its head.
    let written = head.clone().set_background_color(Color::RGB(0xFF_F2_CC));
    let last = u32::try_from(sheet.rows.len()).unwrap_or(u32::MAX);
    for (at, column) in (0_u16..).zip(&sheet.columns) {
        let format = if column.is_written { &written } else { &head };
        out.write_string_with_format(0, at, &column.head, format)?;
        out.set_column_width(at, f64::from(column.width))?;
        match &column.kind {
            WorkKind::Key => drop(out.set_column_hidden(at)?),
            WorkKind::Choice(words) => {
                let choice = DataValidation::new().allow_list_strings(words)?.set_error_title("Not one of the words")?;
                out.add_data_validation(1, at, last.saturating_add(ROWS_BELOW), at, &choice)?;
            }
            WorkKind::Deadlines(ended) if last > 0 => {
                let late = Format::new().set_font_color(Color::RGB(0x9C_00_06)).set_num_format("\"late: \"dd/mm/yyyy");
                let rule = ConditionalFormatFormula::new().set_rule(late_where(at, ended.as_ref()).as_str()).set_format(late);
                out.add_conditional_format(1, at, last, at, &rule)?;
            }
            WorkKind::Deadlines(_) | WorkKind::Words | WorkKind::Days => {}
        }
    }
    for (row, cells) in (1_u32..).zip(&sheet.rows) {
        out.set_row_height(row, f64::from(lines_of(sheet, cells)) * LINE)?;
        for (column, cell) in (0_u16..).zip(cells) {
            match cell {
                WorkCell::Empty => {}
                WorkCell::Number(number) => drop(out.write_number_with_format(row, column, *number as f64, &text)?),
                // Excel has no days before 1900.
                WorkCell::Day(year, month, number) => match ExcelDateTime::from_ymd(*year, *month, *number) {
                    Ok(days) => drop(out.write_datetime_with_format(row, column, days, &day)?),
                    Err(_) => drop(out.write_string_with_format(row, column, cell.text(), &text)?),
                },
                WorkCell::Words(words) => {
                    let fitting = fitting(words);
                    if fitting.len() < words.len() {
                        let place = format!("{}{}", letters(column), row + 1);
                        cut.push(format!(
                            "sheet {name}, cell {place}: {} characters, of which a cell has room for {LONGEST}",
                            words.chars().count()
                        ));
                    }
                    // As text: nothing that stands in a record is a formula or a link.
                    out.write_string_with_format(row, column, fitting, &text)?;
                }
            }
        }
    }
    if let Some(columns) = u16::try_from(sheet.columns.len()).ok().and_then(|count| count.checked_sub(1)) {
        out.autofilter(0, 0, last, columns)?;
    }
    out.set_freeze_panes(1, 0)?;
    out.set_very_hidden(sheet.is_hidden);
    Ok(())
}

/// The height of a line, in points.
const LINE: f64 = 15.0;

/// The most lines that a row shows: of a long text the cell itself has the rest.
const MOST_LINES: u16 = 10;

/// Returns how many lines a row needs: no program makes it as high as its wrapped words by itself.
fn lines_of(sheet: &WorkSheet, cells: &[WorkCell]) -> u16 {
    let lines = |(column, cell): (&WorkColumn, &WorkCell)| match cell {
        WorkCell::Words(words) if !matches!(column.kind, WorkKind::Key) => {
            let width = usize::from(column.width.max(2)) - 1;
            let count: usize = words.lines().map(|line| line.chars().count().div_ceil(width).max(1)).sum();
            u16::try_from(count).unwrap_or(MOST_LINES)
        }
        _ => 1,
    };
    sheet.columns.iter().zip(cells).map(lines).max().unwrap_or(1).clamp(1, MOST_LINES)
}

/// Returns the words that a cell has room for, which Excel counts in UTF-16.
fn fitting(words: &str) -> &str {
    if words.len() <= LONGEST {
        return words;
    }
    let mut units = 0;
    let end = words.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > LONGEST
    });
    end.map_or(words, |(at, _)| &words[..at])
}

/// Returns the rule by which a date is late.
fn late_where(column: u16, ended: Option<&(usize, Vec<String>)>) -> String {
    let date = format!("${}2", letters(column));
    let mut parts = vec![format!("ISNUMBER({date})"), format!("{date}<TODAY()")];
    if let Some((at, words)) = ended {
        let end = format!("${}2", letters(u16::try_from(*at).unwrap_or(u16::MAX)));
        match &words[..] {
            [] => parts.push(format!("{end}=\"\"")),
            words => parts.extend(words.iter().map(|word| format!("{end}<>\"{word}\""))),
        }
    }
    format!("=AND({})", parts.join(","))
}

/// Returns the letters of a column, counted from 0.
fn letters(column: u16) -> String {
    let last = char::from(b'A' + u8::try_from(column % 26).unwrap_or_default());
    match column / 26 {
        0 => last.to_string(),
        more => format!("{}{last}", letters(more - 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_has_a_name_that_excel_allows() {
        let names = ["Kent: [a/b]".to_owned(), "Findings".to_owned()];
        assert_eq!(free_name("Kent: [a/b]", &[]), "Kent ab");
        assert_eq!(free_name("findings", &names), "findings 2");
        assert_eq!(free_name(&"long ".repeat(20), &[]).chars().count(), 31);
    }

    #[test]
    fn a_date_is_late_unless_another_cell_says_that_it_is_over() {
        let ended = (9, vec!["closed".to_owned(), "superseded".to_owned()]);
        assert_eq!(late_where(8, Some(&ended)), "=AND(ISNUMBER($I2),$I2<TODAY(),$J2<>\"closed\",$J2<>\"superseded\")");
        assert_eq!(late_where(27, Some(&(6, Vec::new()))), "=AND(ISNUMBER($AB2),$AB2<TODAY(),$G2=\"\")");
    }
}
