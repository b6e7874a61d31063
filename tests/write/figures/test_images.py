"""A figure as a file: letters are drawn in PNG and PDF, and the same figure gives the same bytes."""

import struct
import zlib

import pytest

from bereikbaar.errors import InputError
from bereikbaar.write.figures.images import image
from bereikbaar.write.figures.page import line_of_text, page


def drawing(text: str) -> str:
    return page([line_of_text(16, 30, text)], width=200, height=60, title="T", alt="A", lang="en")


def dark(png: bytes) -> int:
    """The bytes of the picture's rows that are not those of a white page."""
    at, rows = 8, b""
    while at < len(png):
        (size,) = struct.unpack(">I", png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            rows += png[at + 8 : at + 8 + size]
        at += size + 12
    return sum(byte not in (0, 255) for byte in zlib.decompress(rows))


def test_letters_show_in_a_png() -> None:
    empty, written = (dark(image(drawing(text), ".png")) for text in ("", "Sneek, Fryslân: −12 min"))
    assert written > empty + 500


def test_a_pdf_is_one_and_holds_letters() -> None:
    found = image(drawing("Words"), ".pdf")
    assert found.startswith(b"%PDF") and b"/Font" in found


@pytest.mark.parametrize("suffix", [".svg", ".png", ".PDF"])
def test_the_same_figure_gives_the_same_bytes(suffix: str) -> None:
    svg = drawing("Words and <more>").replace("</svg>", f"{line_of_text(16, 50, 'Bold', bold=True)}</svg>")
    first = image(svg, suffix)
    assert all(image(svg, suffix) == first for _ in range(8))


def test_another_suffix_is_refused_with_a_near_one() -> None:
    with pytest.raises(InputError, match=r"ends in .svg, .png or .pdf, found '.pngg'; did you mean '.png'"):
        image("", ".pngg")
    with pytest.raises(InputError, match="found no suffix"):
        image("", "")
