//! Event contracts: CloudEvents envelopes and the record kinds of the six topics.
