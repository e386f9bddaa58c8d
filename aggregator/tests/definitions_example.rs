//! The example organisation loads without a problem and says what its readers rely on.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::path::Path;

use aggregator::definitions::{self, AgreementKind, Definitions};

fn example() -> Definitions {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../definitions");
    definitions::load(&dir).unwrap_or_else(|problems| panic!("{problems}"))
}

#[test]
fn example_loads_without_problem_or_warning() {
    let warnings: Vec<String> = example().warnings.iter().map(ToString::to_string).collect();
    assert_eq!(warnings, Vec::<String>::new());
}
