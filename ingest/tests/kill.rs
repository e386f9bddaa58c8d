//! Kill -9 at each step of a batch, against librdkafka's mock cluster: every message once, whatever happens.
//!
//! Seeds are printed; `SERVICE_REPORT_SEED=<seed>` runs that one alone.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

mod harness;

use harness::chain::{Ground, PARTITIONS, Step, kill_chains};
use harness::mock::Mock;

const CHAINS: u64 = 5;
const KILLS: usize = 5;

#[tokio::test(flavor = "multi_thread")]
async fn killed_before_the_insert() {
    kill_chains(Step::BeforeInsert, CHAINS, KILLS, OnMock(Mock::start(1))).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_after_the_insert_before_the_acknowledgement() {
    kill_chains(Step::AfterInsert, CHAINS, KILLS, OnMock(Mock::start(1))).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_after_the_acknowledgement_before_the_commit() {
    kill_chains(Step::AfterAck, CHAINS, KILLS, OnMock(Mock::start(1))).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_while_a_dead_letter_is_written() {
    kill_chains(Step::DeadLetter, CHAINS, KILLS, OnMock(Mock::start(1))).await;
}

struct OnMock(Mock);

impl Ground for OnMock {
    fn bootstrap(&self) -> String {
        self.0.bootstrap()
    }

    async fn topic(&self, name: &str) {
        self.0.topic(name, PARTITIONS);
    }

    async fn between(&self, _chain: usize, _kill: usize) {}
}
