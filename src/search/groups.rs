//! Items to groups, in each the order that they came in: what is found text by text is written term by term.

use std::ops::Range;

/// Items by their groups. The next ones take the place of the last, so that nothing is allocated for them.
#[derive(Default)]
pub(crate) struct Groups<T> {
    items: Vec<T>,
    /// Where each group ends.
    ends: Vec<usize>,
}

impl<T: Copy + Default> Groups<T> {
    /// Items in so many groups, each given with its group.
    pub(crate) fn of(items: impl Iterator<Item = (usize, T)> + Clone, count: usize) -> Self {
        let mut groups = Groups::default();
        groups.fill(items, count);
        groups
    }

    /// Holds these items instead of the last.
    pub(crate) fn fill(&mut self, items: impl Iterator<Item = (usize, T)> + Clone, count: usize) {
        let Groups { items: sorted, ends } = self;
        ends.clear();
        ends.resize(count, 0);
        items.clone().for_each(|(group, _)| ends[group] += 1);
        let mut all = 0;
        for end in &mut *ends {
            (all, *end) = (all + *end, all);
        }
        sorted.resize(all, T::default());
        for (group, item) in items {
            sorted[ends[group]] = item;
            ends[group] += 1;
        }
    }

    /// The items of all groups, one group after another.
    pub(crate) fn all(&self) -> &[T] {
        &self.items
    }

    /// The items of a group.
    pub(crate) fn group(&self, group: usize) -> &[T] {
        &self.items[self.range(group)]
    }

    /// Where each group ends among all items.
    pub(crate) fn into_ends(self) -> Vec<usize> {
        self.ends
    }

    fn range(&self, group: usize) -> Range<usize> {
        group.checked_sub(1).map_or(0, |before| self.ends[before])..self.ends[group]
    }
}

#[cfg(test)]
mod tests {
    use super::Groups;

    #[test]
    fn items_keep_their_order_in_their_groups() {
        let mut groups = Groups::of([(2, 'a'), (0, 'b'), (2, 'c')].into_iter(), 4);
        assert_eq!(
            (groups.group(0), groups.group(1), groups.group(2)),
            (&['b'][..], &[][..], &['a', 'c'][..])
        );
        assert_eq!(groups.all(), ['b', 'a', 'c']);
        groups.fill([(1, 'd')].into_iter(), 2);
        assert_eq!((groups.group(0), groups.group(1)), (&[][..], &['d'][..]));
        assert_eq!(groups.into_ends(), [0, 1]);
    }
}
