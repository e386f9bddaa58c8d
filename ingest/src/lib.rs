//! From sources to stored events: decode, batch, sink, dead letters.
