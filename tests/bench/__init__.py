"""The benchmark: the app beside what one would use instead, measured in one run. ``python -m tests.bench --help``."""
