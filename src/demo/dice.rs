//! Seeded chance: the same seed and topic give the same throws on every machine.
use rand::rngs::ChaCha8Rng;
use rand::{RngExt as _, SeedableRng as _};

/// A stream of throws.
pub struct Dice(ChaCha8Rng);

impl Dice {
    /// A stream of its own for one subject of one month, so that subjects do not move one another.
    pub fn new(seed: u64, subject: &str, month: i64) -> Self {
        let mut mixed = seed ^ 0x9e37_79b9_7f4a_7c15;
        for byte in subject.bytes().chain(month.to_le_bytes()) {
            mixed = (mixed ^ u64::from(byte))
                .wrapping_mul(0x0100_0000_01b3)
                .rotate_left(17);
        }
        Self(ChaCha8Rng::seed_from_u64(mixed))
    }

    /// True with this probability, which is cut to 0..=1.
    pub fn chance(&mut self, probability: f64) -> bool {
        self.0.random_bool(probability.clamp(0.0, 1.0))
    }

    /// A whole number of `low..=high`.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        self.0.random_range(low..=high.max(low))
    }

    /// One of several, all alike.
    pub fn one_of<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.0.random_range(0..items.len() as u64) as usize]
    }

    /// One of several by weight.
    pub fn weighted<'a, T>(&mut self, items: &'a [(T, u32)]) -> &'a T {
        let total: u32 = items.iter().map(|(_, weight)| weight).sum();
        let mut left = self.0.random_range(0..total);
        for (item, weight) in items {
            if left < *weight {
                return item;
            }
            left -= weight;
        }
        &items[items.len() - 1].0
    }

    /// Minutes around a typical value with a long tail to the right, as handling times have:
    /// half are below `typical`, one in six above 2.2 times of it.
    pub fn minutes(&mut self, typical: f64) -> i64 {
        let bell: f64 = (0..12).map(|_| self.0.random_range(0.0..1.0)).sum::<f64>() - 6.0;
        // 2^(1.1 bell) by halves, so that no platform's exp() decides.
        let mut factor = 1.0 + (bell.abs() * 1.1).fract();
        for _ in 0..(bell.abs() * 1.1) as u32 {
            factor *= 2.0;
        }
        let stretched = if bell < 0.0 {
            typical / factor
        } else {
            typical * factor
        };
        (stretched as i64).max(1)
    }

    /// How many of `expected` there are this time: within a tenth of it.
    pub fn about(&mut self, expected: f64) -> i64 {
        let whole = (expected * (90 + self.between(0, 20)) as f64 / 100.0) as i64;
        if expected < 10.0 {
            i64::from(self.chance(expected.fract())) + expected as i64
        } else {
            whole
        }
    }
}
