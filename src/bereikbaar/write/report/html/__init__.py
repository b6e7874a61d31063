"""The report as one page that works without a connection: both languages, live maps and charts, full tables."""

from __future__ import annotations

from bereikbaar.write.report.html.whole import html_report

__all__ = ["html_report"]
