//! Tables as Markdown has them: every cell of one column and one row, and lines in the place of blocks.

use std::collections::BTreeSet;

use crate::import::Note;
use crate::import::tree::{Block, Cell, Inline, Style, Table, words};
use crate::import::word::assemble::{Assembler, Inside, is_strong, restyled};
use crate::import::word::loss::Loss;
use crate::import::word::read::{CellFlow, TableFlow};
use crate::import::write::is_empty;

/// Longer words of a joined cell stand in its first cell alone.
const LONGEST_REPEATED: usize = 300;
/// As many columns as a table may have.
const MOST_COLUMNS: usize = 100;

/// A cell that covers one or more columns.
struct Wide {
    content: Cell,
    span: usize,
    continues: bool,
}

impl Assembler<'_> {
    /// A table; a table of one cell is a box.
    pub(super) fn table(&mut self, mut table: TableFlow) -> Option<Block> {
        table.rows.retain(|row| !row.cells.is_empty());
        if let [row] = table.rows.as_mut_slice()
            && let [cell] = row.cells.as_mut_slice()
        {
            let flows = std::mem::take(&mut cell.flows);
            let inner = self.blocks(flows, Inside::Other);
            return self.callout(inner);
        }
        let headers = table.rows.iter().take_while(|row| row.is_header).count();
        let mut rows: Vec<Vec<Wide>> = Vec::new();
        let mut joined = BTreeSet::new();
        for row in std::mem::take(&mut table.rows) {
            rows.push(row.cells.into_iter().map(|cell| self.cell(cell, &table)).collect());
        }
        let columns = rows.iter().map(|row| row.iter().map(|cell| cell.span).sum()).max();
        let columns = usize::min(columns.unwrap_or(0), MOST_COLUMNS);
        let mut even: Vec<Vec<Cell>> = Vec::new();
        for row in rows {
            let cells = evened(row, columns, even.last(), &mut joined);
            // A row of nothing is a gap, and no row.
            if cells.iter().any(|cell| !is_empty(cell)) {
                even.push(cells);
            }
        }
        if even.is_empty() {
            return None;
        }
        if !joined.is_empty() {
            self.notes.push(
                Loss::MergedCells
                    .note(&joined.into_iter().collect::<Vec<_>>().join(" / "), table.place.clone()),
            );
        }
        let all_strong = even[0].iter().filter(|cell| !is_empty(cell)).all(|cell| is_strong(cell));
        let is_head = headers > 0 || table.has_first_row || (all_strong && even.len() > 1);
        let head = is_head.then(|| {
            let cells = even.remove(0);
            cells
                .iter()
                .map(|cell| restyled(cell, &|style| Style { strong: false, ..style }))
                .collect()
        });
        Some(Block::Table(Table { head, rows: even }))
    }

    fn cell(&mut self, cell: CellFlow, table: &TableFlow) -> Wide {
        let CellFlow { flows, span, continues } = cell;
        let blocks = self.blocks(flows, Inside::Other);
        let mut lines: Vec<Cell> = Vec::new();
        push_lines(&blocks, "", &mut lines, &mut |loss: Loss, words: &str| {
            let note: Note = loss.note(words, table.place.clone());
            self.notes.push(note);
        });
        let mut content = Cell::new();
        for line in lines {
            if !content.is_empty() {
                content.push(Inline::Break);
            }
            content.extend(line);
        }
        Wide { content, span, continues }
    }
}

/// A row with a cell for each column. What is joined is repeated, but for what covers the whole row.
fn evened(
    row: Vec<Wide>,
    columns: usize,
    above: Option<&Vec<Cell>>,
    joined: &mut BTreeSet<String>,
) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::new();
    for Wide { content, span, continues } in row {
        let at = cells.len();
        let text = words(&content);
        let is_short = text.len() <= LONGEST_REPEATED;
        let content = match above.and_then(|above| above.get(at)) {
            Some(above) if continues && is_empty(&content) => {
                let text = words(above);
                let is_short = text.len() <= LONGEST_REPEATED;
                if !text.is_empty() {
                    joined.insert(text);
                }
                if is_short { without_notes(above) } else { Cell::new() }
            }
            _ => content,
        };
        if span > 1 && span < columns && !text.is_empty() {
            joined.insert(text);
        }
        for column in 0..span.min(columns.saturating_sub(at)) {
            cells.push(match column {
                0 => content.clone(),
                _ if span < columns && is_short => without_notes(&content),
                _ => Cell::new(),
            });
        }
    }
    cells.resize(columns, Cell::new());
    cells
}

/// What is repeated has its footnotes where it stands first.
fn without_notes(cell: &Cell) -> Cell {
    cell.iter().filter(|one| !matches!(one, Inline::Footnote(_))).cloned().collect()
}

/// Blocks as lines of a cell.
fn push_lines(
    blocks: &[Block],
    mark: &str,
    lines: &mut Vec<Cell>,
    say: &mut dyn FnMut(Loss, &str),
) {
    let marked = |content: &Cell| {
        let mut line = vec![Inline::Text(mark.to_owned(), Style::PLAIN)];
        line.extend(content.iter().cloned());
        line
    };
    for block in blocks {
        match block {
            Block::Paragraph(content) | Block::Heading { content, .. } => {
                lines.push(marked(content));
            }
            Block::List(list) => {
                for (index, item) in list.items.iter().enumerate() {
                    let mark = match (item.task, list.start) {
                        (Some(true), _) => "☑ ".to_owned(),
                        (Some(false), _) => "☐ ".to_owned(),
                        (None, None) => {
                            if mark.is_empty() {
                                "• ".to_owned()
                            } else {
                                "– ".to_owned()
                            }
                        }
                        (None, Some(start)) => format!("{}. ", start.saturating_add(index as u64)),
                    };
                    push_lines(&item.blocks, &mark, lines, say);
                }
                if list.items.iter().all(|item| item.task.is_none()) {
                    say(
                        Loss::CellBlocks,
                        &crate::import::tree::block_words(std::slice::from_ref(block)),
                    );
                }
            }
            Block::Table(table) => {
                for row in table.head.iter().chain(&table.rows) {
                    let mut line = Cell::new();
                    for cell in row.iter().filter(|cell| !is_empty(cell)) {
                        if !line.is_empty() {
                            line.push(Inline::Text("; ".to_owned(), Style::PLAIN));
                        }
                        line.extend(cell.iter().cloned());
                    }
                    lines.push(marked(&line));
                }
                say(
                    Loss::NestedTable,
                    &crate::import::tree::block_words(std::slice::from_ref(block)),
                );
            }
            Block::Callout(_, blocks) | Block::Quote(blocks) => {
                push_lines(blocks, mark, lines, say);
            }
            Block::KeyPoints(label, blocks) => {
                lines.push(marked(&vec![Inline::Text(
                    label.clone(),
                    Style { strong: true, ..Style::PLAIN },
                )]));
                push_lines(blocks, mark, lines, say);
            }
        }
    }
}
