//! Where records come from: Kafka, HTTP, files.
