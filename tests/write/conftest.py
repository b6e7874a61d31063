"""The builders stand one folder up: tests of several parts share them."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
