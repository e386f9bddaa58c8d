//! librdkafka's mock cluster: real TCP and protocol, no broker to install; and a producer for any broker.

use super::checks::LONG;
use rdkafka::ClientConfig;
use rdkafka::bindings;
use rdkafka::client::Client;
use rdkafka::consumer::{BaseConsumer, Consumer};
use rdkafka::mocking::MockCluster;
use rdkafka::producer::{BaseProducer, BaseRecord, DefaultProducerContext, Producer};
use rdkafka::topic_partition_list::{TopicPartitionList, TopicPartitionListElem};
use std::time::{Duration, Instant};

/// A cluster inside this process; other processes can connect.
pub struct Mock {
    owner: BaseProducer,
}

impl Mock {
    pub fn start(brokers: u32) -> Self {
        let owner: BaseProducer = ClientConfig::new()
            .set("test.mock.num.brokers", brokers.to_string())
            .create()
            .unwrap();
        let mock = Self { owner };
        // SAFETY: the handle belongs to the living producer; the call sets a number of the mock cluster.
        unsafe {
            let handle = bindings::rd_kafka_handle_mock_cluster(mock.client().native_ptr());
            bindings::rd_kafka_mock_group_initial_rebalance_delay_ms(handle, 0);
        }
        mock
    }

    pub fn cluster(&self) -> MockCluster<'_, DefaultProducerContext> {
        self.client().mock_cluster().unwrap()
    }

    pub fn bootstrap(&self) -> String {
        self.cluster().bootstrap_servers()
    }

    pub fn topic(&self, name: &str, partitions: i32) {
        self.cluster().create_topic(name, partitions, 1).unwrap();
    }

    fn client(&self) -> &Client<DefaultProducerContext> {
        self.owner.client()
    }
}

/// Sends messages and waits until the broker has them all.
pub fn produce(bootstrap: &str, topic: &str, messages: &[(i32, Vec<u8>)]) {
    let producer: BaseProducer = ClientConfig::new()
        .set("bootstrap.servers", bootstrap)
        .set("linger.ms", "1")
        .set("message.max.bytes", "12000000")
        .set("enable.idempotence", "true")
        .create()
        .unwrap();
    for (partition, payload) in messages {
        let mut record = BaseRecord::<(), [u8]>::to(topic)
            .partition(*partition)
            .payload(payload);
        while let Err((error, back)) = producer.send(record) {
            assert_eq!(
                error.rdkafka_error_code(),
                Some(rdkafka::error::RDKafkaErrorCode::QueueFull),
                "{error}"
            );
            record = back;
            producer.poll(Duration::from_millis(10));
        }
    }
    producer.flush(LONG).unwrap();
    assert_eq!(producer.in_flight_count(), 0);
}

/// Settings that keep a consumer quick in tests.
pub fn quick() -> std::collections::BTreeMap<String, String> {
    [
        ("fetch.wait.max.ms", "10"),
        ("session.timeout.ms", "3000"),
        ("heartbeat.interval.ms", "500"),
        ("statistics.interval.ms", "100"),
        ("topic.metadata.refresh.interval.ms", "1000"),
        ("reconnect.backoff.ms", "20"),
        ("reconnect.backoff.max.ms", "200"),
        ("log_level", "3"),
    ]
    .into_iter()
    .map(|(key, value)| (key.to_owned(), value.to_owned()))
    .collect()
}

/// What the group has committed, by partition; -1 where nothing.
pub fn committed(bootstrap: &str, group: &str, topic: &str, partitions: i32) -> Vec<i64> {
    ask_committed(&asker(bootstrap, group), topic, partitions).expect("the broker tells what is committed")
}

/// Waits until the group has committed `ends`, however busy machine and broker are; members need not be stopped.
pub async fn until_committed(bootstrap: &str, group: &str, topic: &str, ends: &[i64], what: &str) {
    let (asker, begun) = (asker(bootstrap, group), Instant::now());
    loop {
        let found = tokio::task::block_in_place(|| ask_committed(&asker, topic, ends.len() as i32));
        if found.as_deref() == Some(ends) {
            return;
        }
        assert!(
            begun.elapsed() < LONG,
            "{what}: committed {found:?}, wanted {ends:?}"
        );
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

fn asker(bootstrap: &str, group: &str) -> BaseConsumer {
    let mut config = ClientConfig::new();
    config
        .set("bootstrap.servers", bootstrap)
        .set("group.id", group)
        .set("log_level", "3");
    config.create().unwrap()
}

fn ask_committed(asker: &BaseConsumer, topic: &str, partitions: i32) -> Option<Vec<i64>> {
    let mut list = TopicPartitionList::new();
    list.add_partition_range(topic, 0, partitions - 1);
    let mut tries = (0..6).filter_map(|_| {
        let answer = asker.committed_offsets(list.clone(), Duration::from_secs(10));
        answer.ok()
    });
    let offsets = tries.next()?;
    let raw = |element: &TopicPartitionListElem<'_>| element.offset().to_raw().map_or(-1, |raw| raw.max(-1));
    Some(offsets.elements().iter().map(raw).collect())
}
