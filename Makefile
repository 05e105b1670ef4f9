# Every command calls something in scripts/. `make help` lists them.
.DEFAULT_GOAL := help
.PHONY: help run demo test ci build lint format docs size bench bench-compare bench-core bench-count quality fuzz mutants parity viceroy soak supply sbom reproduce clean

help: ## this list
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: demo ## the table of `make demo`, then the edge service on 127.0.0.1 with example policies, until Ctrl-C
	@node scripts/serve.mjs

demo: ## set-up, build, and a table: policies created and a conversation judged by them
	@node scripts/demo.mjs

test: ## all set-up it can do itself, then every test; ONLY="rust node" for some steps
	@node scripts/test.mjs $(ONLY)

ci: ## make test with every skipped step a failure
	@EDGEWARD_STRICT=1 node scripts/test.mjs $(ONLY)

build: ## the two wasm files, the npm package in pkg/, its tarball, the playground in www/dist
	@node scripts/build.mjs

lint: ## formatters, linters and the type check; warnings are errors
	@node scripts/lint.mjs

format: ## write what the formatters want
	@node scripts/lint.mjs --write

docs: ## regenerate what is generated: the JSON Schema and the tables of the registry
	@node scripts/docs.mjs

size: ## sizes of the build against scripts/budget.json, and what is in the wasm by room and crate
	@node scripts/size.mjs

bench: ## speed beside every peer: tables, plots, docs/performance.md; QUICK=1 is short, PARTS=core,detect are some
	@node scripts/bench.mjs --quick="$(QUICK)" --parts="$(PARTS)"

bench-compare: ## this build beside the last record, in turns; BASE=revision beside that one
	@node scripts/bench.mjs compare --quick="$(QUICK)" --base="$(BASE)"

bench-core: ## the crate under criterion
	@node scripts/bench.mjs criterion

bench-count: ## the crate's instructions, counted by callgrind, beside the last count
	@node scripts/bench.mjs count

quality: ## quality on labelled rows: make quality DATA=dir OUT=file.json
	@node scripts/quality.mjs "$(DATA)" "$(OUT)"

fuzz: ## one target under libFuzzer: make fuzz T=text S=60; without T the targets
	@node scripts/fuzz.mjs $(T) $(S)

mutants: ## small changes of the code that some test must catch (cargo-mutants): make mutants F="src/engine/decide.rs" SHARD=0/4
	@node scripts/mutants.mjs "$(F)" "$(SHARD)"

parity: ## random verdicts of the built package in Node and workerd against the native engine, and their memory: make parity N=100000, or MINUTES=60
	@node scripts/parity.mjs $(or $(N),100000) $(or $(SEED),1) $(MINUTES)

viceroy: ## the cases of examples/fastly-compute over HTTP under Fastly's local server, compiled once (10 to 25 minutes)
	@node scripts/viceroy.mjs

supply: ## licences, bans and sources of the dependencies; cargo-deny where it is installed
	@node scripts/supply.mjs

sbom: ## what the published package is made of, as CycloneDX, into target/sbom
	@node scripts/sbom.mjs

reproduce: ## the wasm files, built twice in different folders, must be the same bytes
	@node scripts/reproduce.mjs

soak: ## what takes too long for `make test`: streams cut at random, a million verdicts of the oracle, the service under kills and schemathesis
	@STREAM_CASES=100000 STREAM_SEED=$(or $(SEED),1) cargo test --locked --test native --profile wasi stream:: -- --nocapture
	@cargo run --locked --release --manifest-path fuzz/Cargo.toml --bin oracle -- 1000000 $(or $(SEED),1)
	@node scripts/parity.mjs 1000000 $(or $(SEED),1)
	@EDGEWARD_ROUNDS=100000 EDGEWARD_SEED=$(or $(SEED),1) node --test pkg/test/hostile.test.js
	@node scripts/soak.mjs

clean: ## everything that a command above wrote
	@node scripts/clean.mjs
