//! Every configuration key: its name, kind, default and meaning. docs/configuration.md is checked against this list.

/// What a key's value must look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Any text.
    Text,
    /// A path, relative to the working directory.
    Path,
    /// A whole number of at least one.
    Number,
    /// A list of texts; in the environment separated by commas.
    List,
    /// A text that is never printed. `<key>_file` names a file that holds it.
    Secret,
}

/// One configuration key.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// Name in the file: `section.key`, or `key` at the top.
    pub name: &'static str,
    /// What its value looks like.
    pub kind: Kind,
    /// The value when nobody says otherwise; empty means "not set".
    pub default: &'static str,
    /// One sentence for people.
    pub meaning: &'static str,
}

/// Keys below this prefix are handed to librdkafka as they are; all of them count as secrets.
pub const KAFKA_PROPERTIES: &str = "kafka.properties.";

/// Environment variables that people know already, and the keys that they set.
pub const KNOWN_VARIABLES: [(&str, &str); 2] = [
    ("CLICKHOUSE_URL", "clickhouse.url"),
    ("KAFKA_BOOTSTRAP", "kafka.bootstrap"),
];

/// All keys, in the order of the documentation.
#[rustfmt::skip]
pub const KEYS: &[Key] = &[
    key("definitions", Kind::Path, "definitions", "Folder with the organisation's definitions."),
    key("out", Kind::Path, "out", "Folder for rendered reports; `serve` shows it."),
    key("language", Kind::Text, "en", "Language of rendered reports."),
    key("log.level", Kind::Text, "info",
        "What is logged: error, warn, info, debug, trace, or a tracing filter."),
    key("log.format", Kind::Text, "text", "How it is logged: text or json."),
    key("clickhouse.url", Kind::Text, "",
        "Address of a ClickHouse server, http:// or https://. Unset: embedded engine."),
    key("clickhouse.user", Kind::Text, "default", "User at the ClickHouse server."),
    key("clickhouse.password", Kind::Secret, "", "Password at the ClickHouse server."),
    key("clickhouse.database", Kind::Text, "service_report", "Database that holds events and marts."),
    key("clickhouse.cluster", Kind::Text, "",
        "Name of a ClickHouse cluster: tables become replicated and distributed."),
    key("engine.data_dir", Kind::Path, "data", "Data folder of the embedded engine."),
    key("engine.library", Kind::Path, "",
        "The engine's library, when it is not where the set-up step puts it."),
    key("engine.port", Kind::Number, "8123", "Port of `service-report clickhouse` on 127.0.0.1."),
    key("kafka.bootstrap", Kind::Text, "", "Kafka brokers, host:port separated by commas."),
    key("kafka.group", Kind::Text, "service-report", "Consumer group of `ingest`."),
    key("kafka.topics", Kind::List, "incident,change,release,availability,satisfaction,governance",
        "Topics that `ingest` reads."),
    key("kafka.sasl_password", Kind::Secret, "", "Password for SASL; sets librdkafka's `sasl.password`."),
    key("kafka.key_password", Kind::Secret, "",
        "Passphrase of the TLS key; sets librdkafka's `ssl.key.password`."),
    key("ingest.batch_rows", Kind::Number, "65536", "Most events of one insert."),
    key("ingest.batch_bytes", Kind::Number, "33554432", "Most bytes of one insert."),
    key("ingest.batch_age_ms", Kind::Number, "1000",
        "Longest wait until a batch is inserted, in milliseconds."),
    key("ingest.event_bytes", Kind::Number, "1048576", "Largest event; larger ones become dead letters."),
    key("ingest.in_flight", Kind::Number, "3", "Inserts under way at a time."),
    key("ingest.health_address", Kind::Text, "127.0.0.1:9464", "Where `ingest` serves health and metrics."),
    key("listen.address", Kind::Text, "127.0.0.1:8080",
        "Where `serve` listens. Off loopback, tokens are required."),
    key("listen.events_token_sha256", Kind::List, "", "SHA-256 hashes of the tokens that may POST events."),
    key("listen.pages_token_sha256", Kind::List, "",
        "SHA-256 hashes of the tokens that may read pages and metrics."),
    key("listen.certificate", Kind::Path, "",
        "Certificate chain of the listener, PEM. With `listen.key`: HTTPS."),
    key("listen.key", Kind::Path, "", "Private key of the listener, PEM."),
    key("listen.body_bytes", Kind::Number, "8388608", "Largest request body; more is refused with 413."),
    key("listen.requests_per_second", Kind::Number, "50",
        "Requests of one client per second; more is refused with 429."),
    key("listen.burst", Kind::Number, "200", "Requests that one client may send at once."),
    key("listen.time_limit_ms", Kind::Number, "30000",
        "Longest time for one request, in milliseconds; then 408."),
    key("listen.connections", Kind::Number, "256", "Connections at a time; others wait."),
];

const fn key(name: &'static str, kind: Kind, default: &'static str, meaning: &'static str) -> Key {
    Key {
        name,
        kind,
        default,
        meaning,
    }
}

impl Key {
    /// The environment variable of this key: `SERVICE_REPORT_CLICKHOUSE_URL` for `clickhouse.url`.
    pub fn variable(&self) -> String {
        format!("SERVICE_REPORT_{}", self.name.replace('.', "_").to_uppercase())
    }
}

/// The key of a name. Secrets are also known as `<name>_file`.
pub fn find(name: &str) -> Option<&'static Key> {
    KEYS.iter().find(|key| {
        key.name == name || (key.kind == Kind::Secret && name.strip_suffix("_file") == Some(key.name))
    })
}

/// All names that a file may hold.
pub fn names() -> impl Iterator<Item = String> {
    KEYS.iter().flat_map(|key| {
        let file = (key.kind == Kind::Secret).then(|| format!("{}_file", key.name));
        std::iter::once(key.name.to_owned()).chain(file)
    })
}
