"""Imports run one way, downwards in the story, and the package starts without heavy libraries."""

import ast
import subprocess
import sys
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "src" / "bereikbaar"

#: Layer of each part of the package; a module may import from its own part and from parts with a lower number.
LAYER = {
    "lang": 0.5, "errors": 0, "units": 0, "threads": 0, "memory": 0, "__version__": 0,
    "setting_values": 0.5, "presets": 0.7, "settings": 1,
    "network": 2,
    "routing.travel_times": 3, "routing": 3,
    "access.model": 2, "access.regions": 3, "scenarios.model": 3,
    "results": 5,
    "clock": 4, "timetable": 5, "gtfs": 5,
    "read": 4, "scenarios": 6, "indicators": 1, "access": 6,
    "names": 6, "validate": 6, "truth": 7,
    "compare": 7, "reasons": 7.5,
    "write": 8,
    "loading": 8, "measuring": 8,
    "pipeline": 9, "spots": 7, "surroundings": 7, "around": 10, "asking": 10,
    "cli": 11,
}  # fmt: skip
#: May never see each other, whatever their layers.
STRANGERS = [
    ("routing", "read"),
    ("routing", "write"),
    ("routing", "cli"),
    ("indicators", "read"),
    ("indicators", "write"),
    ("network", "read"),
    ("scenarios", "access"),
    ("access", "scenarios"),
]


def part(module: str) -> str:
    """Return the longest known part that a module belongs to: bereikbaar.access.model -> access.model."""
    pieces = module.removeprefix("bereikbaar").lstrip(".").split(".")
    for n in (2, 1):
        name = ".".join(pieces[:n])
        if name in LAYER:
            return name
    raise AssertionError(f"{module} has no place in the story: give it one in LAYER")


def imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    type_only = {
        id(node)
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and "TYPE_CHECKING" in ast.unparse(block.test)
        for node in ast.walk(block)
    }
    found = set()
    for node in ast.walk(tree):
        if id(node) in type_only:
            continue
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("bereikbaar."):
            found.add(node.module or "")
        elif isinstance(node, ast.Import):
            found |= {a.name for a in node.names if a.name.startswith("bereikbaar.")}
    return found


def modules() -> list[tuple[str, Path]]:
    out = []
    for path in sorted(SOURCE.rglob("*.py")):
        name = ".".join(("bereikbaar", *path.relative_to(SOURCE).with_suffix("").parts)).removesuffix(".__init__")
        if name not in ("bereikbaar", "bereikbaar.__main__"):
            out.append((name, path))
    return out


def test_imports_run_one_way() -> None:
    wrong = []
    for name, path in modules():
        here = part(name)
        for other in imports(path):
            there = part(other)
            same = here.split(".")[0] == there.split(".")[0]
            if not same and LAYER[there] >= LAYER[here]:
                wrong.append(f"{name} imports {other}")
    assert not wrong, "\n".join(wrong)


def test_strangers_never_meet() -> None:
    wrong = []
    for name, path in modules():
        for other in imports(path):
            pair = (part(name).split(".")[0], part(other).split(".")[0])
            if pair in STRANGERS and part(other) not in ("scenarios.model", "access.model"):
                wrong.append(f"{name} imports {other}")
    assert not wrong, "\n".join(wrong)


def test_the_command_starts_without_heavy_libraries() -> None:
    heavy = ["numba", "polars", "pyogrio", "shapely", "pyproj", "networkx", "rich", "numpy", "ruamel"]
    code = (
        "import sys\nfrom bereikbaar.cli.main import cli\n"
        "try:\n    cli(['--help'])\nexcept SystemExit:\n    pass\n"
        f"print('loaded:', [m for m in {heavy!r} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.rstrip().endswith("loaded: []")
