"""The verdicts of pages as JUnit XML, which CI servers show: a suite for each page, a case for each
line.  What is outside mathematics is no case; a page that cannot be read is one that has an error.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from symattn.checking.checked_pages import CheckedPage, UnreadPage

from .findings import Finding, findings
from .line_names import line_names
from .page_in_text import PageText

COUNTED = ("tests", "failures", "errors", "skipped")
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def pages_in_junit(pages: Sequence[CheckedPage | UnreadPage]) -> str:
    """A line that is not as its page declares it is a failure, with all there is to say."""
    suites = [_unread(page) if isinstance(page, UnreadPage) else _suite(page) for page in pages]
    total = {name: sum(suite.counts[name] for suite in suites) for name in COUNTED}
    inside = "".join(suite.text for suite in suites)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<testsuites name="symattn" {_numbers(total)}>\n'
        f"{inside}</testsuites>\n"
    )


class _Suite(NamedTuple):
    text: str
    counts: dict[str, int]


def _suite(page: CheckedPage) -> _Suite:
    some = [one for one in findings(page) if one.verdict not in ("", "outside")]
    names = line_names(page.page.document, some)
    cases = "".join(_case(page, one, name) for one, name in zip(some, names))
    failed = sum(not one.as_declared for one in some)
    if passing := len(page.page.passing):
        said = f'<property name="said in passing, not judged" value="{passing}"/>'
        cases = f"  <properties>{said}</properties>\n{cases}"
    return _made(page.page.document.name, cases, len(some), failures=failed)


def _unread(page: UnreadPage) -> _Suite:
    name, why = _attribute(page.name), escape(_clean(f"{page.name}: {page.why}"))
    case = (
        f'  <testcase classname={name} name="page" file={name}>\n'
        f'   <error type="not_read" message={_attribute(page.why)}>{why}</error>\n'
        "  </testcase>\n"
    )
    return _made(page.name, case, 1, errors=1)


def _made(name: str, cases: str, tests: int, failures: int = 0, errors: int = 0) -> _Suite:
    counts = dict(zip(COUNTED, (tests, failures, errors, 0)))
    text = f" <testsuite name={_attribute(name)} {_numbers(counts)}>\n{cases} </testsuite>\n"
    return _Suite(text, counts)


def _numbers(counts: dict[str, int]) -> str:
    return " ".join(f'{name}="{count}"' for name, count in counts.items())


def _case(page: CheckedPage, one: Finding, name: str) -> str:
    place = page.page.document.place(one.start)
    head = (
        f"  <testcase classname={_attribute(page.page.document.name)} name={_attribute(name)} "
        f'file={_attribute(place.file)} line="{place.line}"'
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
