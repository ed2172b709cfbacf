# `just` lists the recipes. Everything needs only cargo (and python3 for the corpus and benches).

# List the recipes.
help:
    @just --list

# What continuous integration runs.
check:
    bash .ci/run

# The tests.
test:
    cargo test --workspace

# Format, lints, and nothing left over.
lint:
    cargo fmt --check
    cargo clippy --workspace --all-targets -- -D warnings

# Check the content and run every hunt's cases.
content:
    cargo run -- content check
    cargo run -- content test

# Rewrite what is generated: row structs, references, snapshots, cases. Read the diff.
bless:
    SEAWALL_BLESS=1 INSTA_UPDATE=always cargo test --workspace

# Start a hunt: `just new hunt persistence/my-hunt`.
new what name:
    cargo run -- content new {{what}} {{name}}

# Watch Seawall find a planted intrusion.
demo:
    cargo run -- demo

# Make the corpus again and compare it with what is checked in.
corpus:
    python3 corpus/make.py --check

# Speed figures, peers beside us.
bench:
    python3 benches/run.py

# Fuzz one target for a minute: `just fuzz ios_configuration`.
fuzz target:
    cd fuzz && cargo fuzz run -s none {{target}} -- -max_total_time=60

# What is handed out: a stripped binary with SHA-256, SBOM, licences, completions, manual pages.
dist:
    bash .ci/dist
