"""The map of the package (docs/architecture.md) is true: what it names is there, and no folder is left out."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "bereikbaar"
PAGE = ROOT / "docs" / "architecture.md"


def rows() -> list[list[str]]:
    lines = PAGE.read_text(encoding="utf-8").partition("| module | what it does | public door |")[2].splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:] if line.startswith("|")]


def files(cell: str) -> list[Path]:
    """The files and folders of a cell; a name without a folder is in that of the name before it."""
    found, folder = [], SOURCE
    for name in re.findall(r"[\w/*]+(?:\.\w+|/)", " ".join(re.findall(r"`([^`]*)`", cell))):
        inside = SOURCE / name
        folder = inside.parent if "/" in name.rstrip("/") or inside.exists() else folder
        found.append(folder / Path(name).name)
    return found


def test_the_page_has_rows() -> None:
    assert len(rows()) > 60


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0])
def test_every_module_that_is_named_is_there(row: list[str]) -> None:
    assert files(row[0])
    for path in files(row[0]):
        assert list(path.parent.glob(path.name)), path.relative_to(SOURCE)


@pytest.mark.parametrize("row", [r for r in rows() if len(r) > 2 and r[2]], ids=lambda row: row[0])
def test_every_door_that_is_named_is_defined_in_its_module_or_beside_it(row: list[str]) -> None:
    texts = ""
    for path in files(row[0]):
        folder = path if path.is_dir() else path.parent
        texts += "".join(p.read_text(encoding="utf-8") for p in sorted(folder.rglob("*.py")))
    texts += (SOURCE / "__init__.py").read_text(encoding="utf-8")
    for code in re.findall(r"`([^`]*)`", row[2]):
        name = re.match(r"\.?([\w.]+)", code)
        if name is not None:
            last = name[1].rpartition(".")[2]
            assert re.search(
                rf"^\s*(def|class) {last}\b|^{last}\b.*=|import .*\b{last}\b|^\s+{last},$", texts, re.M
            ), code


def test_every_folder_of_the_package_has_a_row() -> None:
    named = {path if path.is_dir() else path.parent for row in rows() for path in files(row[0])}
    folders = {p.parent for p in SOURCE.rglob("*.py")} - {SOURCE}
    missing = [f for f in folders if f not in named and not named & set(f.parents) - {SOURCE, *SOURCE.parents}]
    assert sorted(f.relative_to(SOURCE).as_posix() for f in missing) == []


def test_every_module_at_the_top_of_the_package_has_a_row() -> None:
    named = {path for row in rows() for path in files(row[0])}
    top = {p for p in SOURCE.glob("*.py") if not p.name.startswith("__")}
    assert sorted(p.name for p in top - named) == []
