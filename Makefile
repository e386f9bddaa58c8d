# Two commands matter: `make demo` and `make test`. `make help` lists all.
CACHE := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/service-report
BINARY := $(or $(CARGO_TARGET_DIR),target)/debug/service-report

.PHONY: help setup build demo test bench-ingest bench-report check clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

setup: ## fetch compilers' needs and the ClickHouse engine
	@scripts/setup build

build: setup ## build the binary
	cargo build --locked

demo: build ## 14 months of an example organisation, from events to reports (DATA=file.csv.gz for your own log)
	$(BINARY) demo $(if $(DATA),--data $(DATA)) $(DEMO)

test: ## set up and run every test
	@scripts/setup test
	cargo test --locked --workspace

bench-ingest: ## events per second and CPU second from Apache Kafka to durable rows (EVENTS=1000000)
	@scripts/setup test
	cargo bench --locked -p ingest --bench ingest -- $(or $(EVENTS),1000000)

bench-report: setup ## what a month of all report types costs as the warehouse grows (MILLIONS="1 10 30" of events)
	cargo bench --locked --profile dev --bench report -- $(or $(MILLIONS),1 10 30)

check: ## format, lints, documentation, dependencies, spelling
	@scripts/setup check
	cargo fmt --all --check
	cargo clippy --locked --workspace --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --locked --workspace --no-deps --quiet
	cargo deny --locked check bans licenses sources
	cargo machete
	$(CACHE)/check/bin/typos

clean: ## remove what was built and rendered
	cargo clean
	rm -rf out data
