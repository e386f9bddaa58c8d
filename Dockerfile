# service-report as a container: built in one stage, run without compilers and without root in another.
#   docker build -t service-report .
# The image holds no ClickHouse engine: give it a server by CLICKHOUSE_URL (docker-compose.yml does).

FROM rust:1.95-bookworm AS build
RUN apt-get update \
    && apt-get install -y --no-install-recommends g++ libssl-dev make pkg-config \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    cargo build --locked --release \
    && cp target/release/service-report /service-report

FROM debian:bookworm-slim
# libssl3: Kafka by TLS. ca-certificates: whom to trust. tzdata: zones of other programs in the container.
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates libssl3 tzdata \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /var/lib/service-report --create-home service-report \
    && install -d -o service-report -g service-report /var/lib/service-report/out /var/lib/service-report/data
COPY --from=build /service-report /usr/local/bin/service-report
COPY definitions /etc/service-report/definitions
ENV SERVICE_REPORT_DEFINITIONS=/etc/service-report/definitions \
    SERVICE_REPORT_OUT=/var/lib/service-report/out \
    SERVICE_REPORT_ENGINE_DATA_DIR=/var/lib/service-report/data \
    SERVICE_REPORT_LOG_FORMAT=json
WORKDIR /var/lib/service-report
USER service-report
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
    CMD ["service-report", "health", "--address", "127.0.0.1:8080"]
ENTRYPOINT ["service-report"]
CMD ["serve"]
