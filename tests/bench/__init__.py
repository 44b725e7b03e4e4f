"""Benches: `./run bench NAME` runs `tests/bench/NAME.py`. They print one table and leave nothing behind."""
