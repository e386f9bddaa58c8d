//! The one place where a single server's table definition becomes a cluster's.

/// Rewrites one statement for `cluster`.
///
/// A `create table t … engine = XMergeTree` after a line `-- Shard by: <expression>` becomes `t_local` with
/// `ReplicatedXMergeTree` in every shard and `t` as `Distributed` table over it. Without that line the whole table is
/// replicated to every node (definitions and marts: small, joined everywhere, replaced by partition).
/// `alter table` and `drop table` say the same line when they mean a spread table; an index is only where the parts are, in `t_local`.
///
/// # Errors
/// Words saying which statement cannot be rewritten and what to write instead.
pub(crate) fn rewrite(sql: &str, cluster: &str) -> Result<Vec<String>, String> {
    let (comments, statement) = split_comments(sql);
    let shard_by = comments
        .lines()
        .find_map(|line| line.trim().strip_prefix("-- Shard by:"))
        .map(str::trim);
    let lower = statement.to_ascii_lowercase();
    for verb in ["create table if not exists ", "create table "] {
        if let Some(rest) = lower.strip_prefix(verb) {
            let name = leading_name(rest)?;
            return create(&statement[verb.len() + name.len()..], name, shard_by, cluster);
        }
    }
    for verb in ["alter table ", "drop table if exists "] {
        if let Some(rest) = lower.strip_prefix(verb) {
            let name = leading_name(rest)?;
            let tail = &statement[verb.len() + name.len()..];
            let local = shard_by.map(|_| format!("{name}_local"));
            let of_parts = local.is_some() && tail.to_ascii_lowercase().contains(" index ");
            let tables = local.into_iter().chain((!of_parts).then(|| name.to_owned()));
            return Ok(tables
                .map(|table| format!("{verb}{table} on cluster `{cluster}`{tail}"))
                .collect());
        }
    }
    let start: String = statement.chars().take(40).collect();
    Err(format!(
        "`{start}…`: write `create table`, `alter table` or `drop table if exists`"
    ))
}

fn create(body: &str, name: &str, shard_by: Option<&str>, cluster: &str) -> Result<Vec<String>, String> {
    let at = body
        .to_ascii_lowercase()
        .find("engine = ")
        .ok_or(format!("table {name}: write `engine = …MergeTree`"))?;
    let engine_at = at + "engine = ".len();
    let engine: String = body[engine_at..]
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect();
    if !engine.ends_with("MergeTree") {
        return Err(format!(
            "table {name}: engine {engine} is not of the MergeTree family"
        ));
    }
    let after = &body[engine_at + engine.len()..];
    let (arguments, tail) = match after.strip_prefix('(') {
        Some(rest) => rest
            .split_once(')')
            .ok_or(format!("table {name}: `{engine}(` without `)`"))?,
        None => ("", after),
    };
    let comma = if arguments.trim().is_empty() { "" } else { ", " };
    let columns = &body[..at];
    let replicated = |table: &str, path: &str| {
        format!(
            "create table if not exists {table} on cluster `{cluster}`{columns}\
             engine = Replicated{engine}({path}{comma}{arguments}){tail}"
        )
    };
    let Some(shard_by) = shard_by else {
        return Ok(vec![replicated(
            name,
            "'/clickhouse/tables/{uuid}/all', '{shard}-{replica}'",
        )]);
    };
    Ok(vec![
        replicated(
            &format!("{name}_local"),
            "'/clickhouse/tables/{uuid}/{shard}', '{replica}'",
        ),
        format!(
            "create table if not exists {name} on cluster `{cluster}` as {name}_local \
             engine = Distributed('{cluster}', currentDatabase(), {name}_local, {shard_by})"
        ),
    ])
}

fn split_comments(sql: &str) -> (String, String) {
    let is_comment = |line: &&str| line.trim().is_empty() || line.trim_start().starts_with("--");
    let comments: Vec<&str> = sql.lines().take_while(is_comment).collect();
    let statement: Vec<&str> = sql.lines().skip(comments.len()).collect();
    (comments.join("\n"), statement.join("\n"))
}

fn leading_name(rest: &str) -> Result<&str, String> {
    let name = rest
        .split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
        .next()
        .unwrap_or_default();
    if name.is_empty() {
        Err("a statement without a plain table name".into())
    } else {
        Ok(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_becomes_a_replicated_one_and_a_distributed_one() {
        let sql = "-- What.\n-- Shard by: cityHash64(id)\ncreate table if not exists t\n(id String)\nengine = MergeTree\norder by id";
        let rewritten = rewrite(sql, "main").unwrap();
        assert_eq!(
            rewritten,
            [
                "create table if not exists t_local on cluster `main`\n(id String)\nengine = \
                 ReplicatedMergeTree('/clickhouse/tables/{uuid}/{shard}', '{replica}')\norder by id",
                "create table if not exists t on cluster `main` as t_local \
                 engine = Distributed('main', currentDatabase(), t_local, cityHash64(id))",
            ]
        );
    }

    #[test]
    fn engine_arguments_are_kept() {
        let sql = "-- Shard by: rand()\nCREATE TABLE IF NOT EXISTS t (a UInt8, v UInt8) ENGINE = ReplacingMergeTree(v) ORDER BY a";
        let rewritten = rewrite(sql, "c").unwrap();
        assert!(rewritten[0].contains(
            "ReplicatedReplacingMergeTree('/clickhouse/tables/{uuid}/{shard}', '{replica}', v) ORDER BY a"
        ));
    }

    #[test]
    fn without_a_shard_key_every_node_holds_the_whole() {
        let rewritten = rewrite("create table t (a UInt8) engine = MergeTree order by a", "c").unwrap();
        assert_eq!(
            rewritten,
            ["create table if not exists t on cluster `c` (a UInt8) engine = \
              ReplicatedMergeTree('/clickhouse/tables/{uuid}/all', '{shard}-{replica}') order by a"]
        );
        let altered = rewrite("alter table t add column b UInt8", "c").unwrap();
        assert_eq!(altered, ["alter table t on cluster `c` add column b UInt8"]);
    }

    #[test]
    fn alterations_follow_both_tables() {
        let rewritten = rewrite("-- Shard by: x\nalter table t add column b UInt8", "c").unwrap();
        assert_eq!(
            rewritten[0],
            "alter table t_local on cluster `c` add column b UInt8"
        );
        assert_eq!(rewritten[1], "alter table t on cluster `c` add column b UInt8");
        let indexed = rewrite("-- Shard by: x\nalter table t materialize index i", "c").unwrap();
        assert_eq!(
            indexed,
            ["alter table t_local on cluster `c` materialize index i"]
        );
        let dropped = rewrite("-- Shard by: x\ndrop table if exists t", "c").unwrap();
        assert_eq!(dropped[0], "drop table if exists t_local on cluster `c`");
    }

    #[test]
    fn what_cannot_be_spread_is_refused_in_words() {
        for (sql, word) in [
            (
                "create table if not exists t (a UInt8) engine = Memory",
                "MergeTree family",
            ),
            ("insert into t select 1", "create table"),
        ] {
            assert!(rewrite(sql, "c").unwrap_err().contains(word), "{sql}");
        }
    }
}
