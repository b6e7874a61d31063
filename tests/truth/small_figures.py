"""Published figures as rows, for tests."""

from bereikbaar.read.published import Figure, Tolerance


def figure(kind: str, origin: str = "NL", value: float = 1.0, allowed: Tolerance | None = None, **fields) -> Figure:
    more = {
        "destination": "",
        "unit": "",
        "date": "2020",
        "source": "somebody",
        "confidence": "A",
        "note": "",
        **fields,
    }
    return Figure(kind=kind, origin=origin, value=value, tolerance=allowed, **more)
