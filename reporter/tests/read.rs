//! Marts written to a real ClickHouse come back as they are, by the SQL files of this crate.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use reporter::{Error, Month, compose, read, read_texts};
use warehouse::{Settings, Warehouse};

const HASH: &str = "d1";

#[tokio::test(flavor = "multi_thread")]
async fn a_month_is_read_with_its_history_and_its_definitions() {
    let server = clickhouse_embedded::start(clickhouse_embedded::Options::default())
        .await
        .unwrap();
    let settings = Settings {
        url: server.url(),
        user: server.user().to_owned(),
        password: server.password().into(),
        database: "reporter_read".into(),
        cluster: None,
    };
    let warehouse = Warehouse::connect(settings).await.unwrap();
    warehouse::migrate(&warehouse).await.unwrap();
    fill(&warehouse).await;
    let month: Month = "2016-05".parse().unwrap();
    let marts = read(&warehouse, month).await.unwrap();
    insta::assert_json_snapshot!(marts);

    let texts = read_texts(&warehouse, &marts).await.unwrap();
    assert_eq!(texts.organisation.en, "Org");
    assert_eq!(texts.services.len(), 2);
    assert_eq!(texts.files.len(), 2);

    let report = compose(&marts, &texts).unwrap();
    assert_eq!(report.data.control.definitions, HASH);
    let kept: Vec<(&str, i64, i64, &[String])> = report
        .data
        .targets
        .iter()
        .map(|target| {
            (
                target.target.service.as_str(),
                target.numerator,
                target.denominator,
                target.without.as_slice(),
            )
        })
        .collect();
    let trading = ["securities.trading".to_owned()];
    assert_eq!(
        kept,
        [
            ("securities", 38, 40, &trading[..]),
            ("securities.trading", 9, 10, &[][..])
        ]
    );

    let missing = read(&warehouse, month.plus(1)).await.unwrap_err();
    assert!(matches!(missing, Error::NotComputed { .. }), "{missing}");
    server.stop().await;
}

async fn fill(warehouse: &Warehouse) {
    let files = [
        include_str!("marts.sql"),
        include_str!("customers.sql"),
        include_str!("findings.sql"),
    ];
    for sql in files
        .iter()
        .flat_map(|file| file.split(";\n"))
        .map(str::trim)
        .filter(|sql| !sql.is_empty())
    {
        warehouse
            .client()
            .query_raw(sql)
            .execute()
            .await
            .unwrap_or_else(|error| panic!("{sql}: {error}"));
    }
}
