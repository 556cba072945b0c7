"""The verdicts of pages as JUnit XML, which CI servers show: a suite for each page, a case for each
line.  What is outside mathematics is no case."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from symattn.checking.checked_pages import CheckedPage

from .findings import Finding, findings
from .line_names import line_names
from .page_in_text import PageText

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def pages_in_junit(pages: Sequence[CheckedPage]) -> str:
    """A line that is not as its page declares it is a failure, with all there is to say."""
    suites = [_suite(page) for page in pages]
    total, failed = (sum(counts) for counts in zip((0, 0), *(suite[1:] for suite in suites)))
    inside = "".join(suite[0] for suite in suites)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<testsuites name="symattn" tests="{total}" failures="{failed}" errors="0">\n'
        f"{inside}</testsuites>\n"
    )


def _suite(page: CheckedPage) -> tuple[str, int, int]:
    some = [one for one in findings(page) if one.verdict not in ("", "outside")]
    names = line_names(page.page.document, some)
    cases = "".join(_case(page, one, name) for one, name in zip(some, names))
    failed = sum(not one.as_declared for one in some)
    name = _attribute(page.page.document.name)
    counts = f'tests="{len(some)}" failures="{failed}" errors="0" skipped="0"'
    return f" <testsuite name={name} {counts}>\n{cases} </testsuite>\n", len(some), failed


def _case(page: CheckedPage, one: Finding, name: str) -> str:
    place = page.page.document.place(one.start)
    head = (
        f"  <testcase classname={_attribute(page.page.document.name)} name={_attribute(name)} "
        f'file={_attribute(place.file)} line="{place.line}" time="0"'
    )
    if one.as_declared:
        return f"{head}/>\n"
    told = PageText()
    said, text = _attribute(told.said(one)), escape(_clean(told.finding(page, one)))
    return (
        f'{head}>\n   <failure type="{one.verdict}" message={said}>{text}</failure>\n'
        "  </testcase>\n"
    )


def _attribute(text: str) -> str:
    return quoteattr(_clean(text))


def _clean(text: str) -> str:
    """Without the characters that XML has no way to write."""
    return _NO_XML.sub("\ufffd", text)
