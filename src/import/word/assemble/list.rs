//! Items in a row, each with its depth, as lists in lists.

use std::iter::Peekable;
use std::vec::IntoIter;

use crate::import::tree::{Block, Inline, Item, List};

/// An item, or what goes on with the item before.
pub(super) enum Entry {
    Item { level: usize, number: Option<u64>, task: Option<bool>, content: Vec<Inline> },
    More(usize, Block),
}

impl Entry {
    fn level(&self) -> usize {
        match self {
            Entry::Item { level, .. } | Entry::More(level, _) => *level,
        }
    }
}

/// The lists that the items make. A number that doesn't follow the one before begins a list.
pub(super) fn blocks(entries: Vec<Entry>) -> Vec<Block> {
    let mut entries = entries.into_iter().peekable();
    let mut blocks = Vec::new();
    while let Some(next) = entries.peek() {
        let level = next.level();
        blocks.extend(lists(&mut entries, level));
    }
    blocks
}

fn lists(entries: &mut Peekable<IntoIter<Entry>>, level: usize) -> Vec<Block> {
    let mut lists: Vec<List> = Vec::new();
    while let Some(next) = entries.peek().map(Entry::level) {
        if next < level {
            break;
        }
        if next > level {
            let inner = self::lists(entries, next);
            match lists.last_mut().and_then(|list| list.items.last_mut()) {
                Some(item) => item.blocks.extend(inner),
                None => return inner,
            }
            continue;
        }
        match entries.next() {
            Some(Entry::Item { number, task, content, .. }) => {
                let item = Item { task, blocks: vec![Block::Paragraph(content)] };
                match lists.last_mut().filter(|list| follows(list, number)) {
                    Some(list) => list.items.push(item),
                    None => lists.push(List { start: number, items: vec![item] }),
                }
            }
            Some(Entry::More(_, block)) => {
                if let Some(item) = lists.last_mut().and_then(|list| list.items.last_mut()) {
                    item.blocks.push(block);
                }
            }
            None => break,
        }
    }
    lists.into_iter().map(Block::List).collect()
}

fn follows(list: &List, number: Option<u64>) -> bool {
    match (list.start, number) {
        (None, None) => true,
        (Some(start), Some(number)) => start.saturating_add(list.items.len() as u64) == number,
        _ => false,
    }
}
