//! ClickHouse's Native format: columns of one block, encoded once and sent as often as a retry needs.
//!
//! The `clickhouse` crate's own block writer (0.15.3) sends every string above 127 bytes as a chunk of its own,
//! so the bytes of a block are laid out here and handed to its formatted insert whole.

use bytes::{BufMut, Bytes, BytesMut};

/// Builds the bytes of one Native block, column after column.
pub struct Block {
    bytes: BytesMut,
    rows: usize,
}

impl Block {
    /// Starts a block of `columns` columns and `rows` rows, with room for about `size_hint` bytes.
    pub fn new(columns: usize, rows: usize, size_hint: usize) -> Self {
        let mut bytes = BytesMut::with_capacity(size_hint);
        put_varuint(&mut bytes, columns as u64);
        put_varuint(&mut bytes, rows as u64);
        Self { bytes, rows }
    }

    /// A `String` column (also fills `LowCardinality(String)`: the server converts).
    pub fn strings<T: AsRef<[u8]>>(&mut self, name: &str, values: impl ExactSizeIterator<Item = T>) {
        self.column(name, "String", values.len());
        for value in values {
            put_varuint(&mut self.bytes, value.as_ref().len() as u64);
            self.bytes.put_slice(value.as_ref());
        }
    }

    /// An `Int32` column.
    pub fn int32(&mut self, name: &str, values: impl ExactSizeIterator<Item = i32>) {
        self.column(name, "Int32", values.len());
        values.for_each(|value| self.bytes.put_i32_le(value));
    }

    /// An `Int64` column.
    pub fn int64(&mut self, name: &str, values: impl ExactSizeIterator<Item = i64>) {
        self.column(name, "Int64", values.len());
        values.for_each(|value| self.bytes.put_i64_le(value));
    }

    /// A `UInt64` column.
    pub fn uint64(&mut self, name: &str, values: impl ExactSizeIterator<Item = u64>) {
        self.column(name, "UInt64", values.len());
        values.for_each(|value| self.bytes.put_u64_le(value));
    }

    /// A `DateTime64(3, 'UTC')` column, in milliseconds since 1970.
    pub fn millis(&mut self, name: &str, values: impl ExactSizeIterator<Item = i64>) {
        self.column(name, MILLIS, values.len());
        values.for_each(|value| self.bytes.put_i64_le(value));
    }

    /// A `Nullable(DateTime64(3, 'UTC'))` column.
    pub fn nullable_millis(
        &mut self,
        name: &str,
        values: impl ExactSizeIterator<Item = Option<i64>> + Clone,
    ) {
        self.column(name, "Nullable(DateTime64(3, 'UTC'))", values.len());
        values
            .clone()
            .for_each(|value| self.bytes.put_u8(u8::from(value.is_none())));
        values.for_each(|value| self.bytes.put_i64_le(value.unwrap_or_default()));
    }

    /// A `Nullable(UInt8)` column.
    pub fn nullable_uint8(&mut self, name: &str, values: impl ExactSizeIterator<Item = Option<u8>> + Clone) {
        self.column(name, "Nullable(UInt8)", values.len());
        values
            .clone()
            .for_each(|value| self.bytes.put_u8(u8::from(value.is_none())));
        values.for_each(|value| self.bytes.put_u8(value.unwrap_or_default()));
    }

    /// The finished bytes.
    pub fn finish(self) -> Bytes {
        self.bytes.freeze()
    }

    fn column(&mut self, name: &str, kind: &str, values: usize) {
        debug_assert_eq!(
            values, self.rows,
            "column {name} has another length than its block"
        );
        for text in [name, kind] {
            put_varuint(&mut self.bytes, text.len() as u64);
            self.bytes.put_slice(text.as_bytes());
        }
    }
}

const MILLIS: &str = "DateTime64(3, 'UTC')";

fn put_varuint(bytes: &mut BytesMut, mut value: u64) {
    while value >= 0x80 {
        bytes.put_u8((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    bytes.put_u8(value as u8);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_counts_then_columns() {
        let mut block = Block::new(3, 2, 0);
        block.strings("s", ["a", ""].iter());
        block.int32("i", [1, -1].into_iter());
        block.nullable_uint8("n", [None, Some(7)].into_iter());
        let mut expected = vec![3, 2];
        expected.extend(b"\x01s\x06String\x01a\x00");
        expected.extend(b"\x01i\x05Int32\x01\0\0\0\xff\xff\xff\xff");
        expected.extend(b"\x01n\x0fNullable(UInt8)\x01\x00\x00\x07");
        assert_eq!(block.finish(), expected);
    }

    #[test]
    fn lengths_above_127_take_two_bytes() {
        let mut bytes = BytesMut::new();
        put_varuint(&mut bytes, 300);
        assert_eq!(bytes.as_ref(), [0xac, 0x02]);
    }
}
