//! "Did you mean …?": the nearest of the known names.

/// The known name nearest to `wrong`, when it is near enough to be a slip of the pen.
pub fn nearest<S: AsRef<str>>(wrong: &str, known: impl IntoIterator<Item = S>) -> Option<String> {
    known
        .into_iter()
        .map(|name| (distance(wrong, name.as_ref()), name.as_ref().to_owned()))
        .min()
        .filter(|(steps, name)| *steps <= 2.max(name.len() / 3))
        .map(|(_, name)| name)
}

/// Levenshtein's distance in characters.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, a) in left.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in right.iter().enumerate() {
            let replace = diagonal + usize::from(a != *b);
            diagonal = row[j + 1];
            row[j + 1] = replace.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_slips_and_leaves_strangers_alone() {
        let known = ["clickhouse.url", "clickhouse.user", "listen.address"];
        assert_eq!(
            nearest("clickhouse.ulr", known).as_deref(),
            Some("clickhouse.url")
        );
        assert_eq!(nearest("listen.adress", known).as_deref(), Some("listen.address"));
        assert_eq!(nearest("colour", known), None);
        assert_eq!(distance("kitten", "sitting"), 3);
    }
}
