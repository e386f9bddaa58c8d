//! The `service-report` binary.
fn main() {}
