//! Which offset of a partition may be committed: everything below it is durable, without a hole.

use std::collections::VecDeque;
use tokio::time::Instant;

/// The ranges of one partition that were cut, in order, and which of them are durable.
#[derive(Debug, Default)]
pub(crate) struct Watermark {
    cut: VecDeque<Range>,
    durable_below: Option<i64>,
}

#[derive(Debug)]
struct Range {
    last: i64,
    durable: bool,
    arrived: Instant,
}

impl Watermark {
    /// A range up to `last` was cut whose oldest record arrived at `arrived`. Ranges come in rising order.
    pub(crate) fn cut(&mut self, last: i64, arrived: Instant) {
        self.cut.push_back(Range {
            last,
            durable: false,
            arrived,
        });
    }

    /// Nothing is stored between the last range and `to`: offsets up to there need no insert.
    pub(crate) fn skip(&mut self, to: i64) {
        let known = self.cut.back().map(|range| range.last + 1).or(self.durable_below);
        if known.is_none_or(|known| known < to) {
            self.cut.push_back(Range {
                last: to - 1,
                durable: true,
                arrived: Instant::now(),
            });
        }
    }

    /// The range that ends with `last` is durable.
    pub(crate) fn durable(&mut self, last: i64) {
        if let Some(range) = self.cut.iter_mut().find(|range| range.last == last) {
            range.durable = true;
        }
    }

    /// The first offset that is not durable, if that moved since the last call.
    pub(crate) fn advance(&mut self) -> Option<i64> {
        let mut moved = None;
        while self.cut.front().is_some_and(|range| range.durable) {
            moved = self.cut.pop_front().map(|range| range.last + 1);
        }
        self.durable_below = moved.or(self.durable_below);
        moved
    }

    /// When the oldest record that is not durable arrived.
    pub(crate) fn oldest(&self) -> Option<Instant> {
        self.cut
            .iter()
            .filter(|range| !range.durable)
            .map(|range| range.arrived)
            .min()
    }

    /// Whether every range that was cut is durable.
    pub(crate) fn is_settled(&self) -> bool {
        self.cut.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_later_range_never_overtakes_an_earlier_one() {
        let mut watermark = Watermark::default();
        for last in [9, 19, 29] {
            watermark.cut(last, Instant::now());
        }
        watermark.durable(19);
        watermark.durable(29);
        assert_eq!(watermark.advance(), None);
        assert!(!watermark.is_settled());
        watermark.durable(9);
        assert_eq!(watermark.advance(), Some(30));
        assert_eq!(watermark.advance(), None);
        assert!(watermark.is_settled());
        assert_eq!(watermark.oldest(), None);
    }

    #[test]
    fn skipped_offsets_follow_the_ranges_before_them() {
        let mut watermark = Watermark::default();
        watermark.cut(9, Instant::now());
        watermark.skip(10);
        watermark.skip(13);
        assert_eq!(watermark.advance(), None);
        watermark.durable(9);
        assert_eq!(watermark.advance(), Some(13));
        watermark.skip(13);
        assert_eq!(watermark.advance(), None);
        watermark.skip(15);
        assert_eq!(watermark.advance(), Some(15));
    }

    proptest! {
        #[test]
        fn the_watermark_is_the_first_hole(order in Just((0..12_i64).collect::<Vec<_>>()).prop_shuffle()) {
            let mut watermark = Watermark::default();
            (0..12).for_each(|n| watermark.cut(n * 10 + 9, Instant::now()));
            let mut done = [false; 12];
            let mut now = 0;
            for n in order {
                done[n as usize] = true;
                watermark.durable(n * 10 + 9);
                now = watermark.advance().unwrap_or(now);
                let hole = done.iter().take_while(|done| **done).count() as i64;
                prop_assert_eq!(now, hole * 10);
            }
        }
    }
}
