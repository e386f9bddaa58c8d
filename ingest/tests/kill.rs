//! Kill -9 at each step of a batch, against librdkafka's mock cluster: every message once, whatever happens.
//!
//! Seeds are printed; `SERVICE_REPORT_SEED=<seed>` runs that one alone.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

mod harness;

use harness::chain::{Step, kill_chains};
use harness::mock::Mock;
use std::sync::Arc;

const CHAINS: u64 = 5;
const KILLS: usize = 5;

#[tokio::test(flavor = "multi_thread")]
async fn killed_before_the_insert() {
    kills(Step::BeforeInsert).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_after_the_insert_before_the_acknowledgement() {
    kills(Step::AfterInsert).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_after_the_acknowledgement_before_the_commit() {
    kills(Step::AfterAck).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_while_a_dead_letter_is_written() {
    kills(Step::DeadLetter).await;
}

async fn kills(step: Step) {
    let mock = Arc::new(Mock::start(1));
    kill_chains(step, CHAINS, KILLS, &mock.bootstrap(), |topic, partitions| {
        mock.topic(topic, partitions)
    })
    .await;
}
