"""How the processes of the tests work: two at a time (see pyproject.toml), each with a thread for tables."""

import gc
import os

# As the command sets it for itself (cli/main.py), and before the first test loads a library that looks at it.
os.environ.setdefault("POLARS_MAX_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
gc.set_threshold(500_000, 10, 10)
