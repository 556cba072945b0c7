"""JUnit XML of pages: a suite for each page, a case for each line."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree

from symattn.rendering.author_pages.page_in_junit import pages_in_junit

from .by_hand import document, latex_page, line, markdown_page, page, relation, x


def _suites(text: str) -> list[ElementTree.Element]:
    root = ElementTree.fromstring(text.encode("utf-8"))
    assert root.tag == "testsuites"
    for key in ("tests", "failures", "errors", "skipped"):
        assert int(root.get(key, "")) == sum(int(suite.get(key, "")) for suite in root)
    return list(root)


def test_each_line_is_a_case_with_its_file_and_line() -> None:
    first, second = _suites(pages_in_junit([markdown_page(), latex_page()]))
    assert first.get("name") == "page.md" and second.get("name") == latex_page().page.document.name
    for suite in (first, second):
        cases = list(suite)
        assert len(cases) == int(suite.get("tests", ""))
        assert len({case.get("name") for case in cases}) == len(cases)
        for case in cases:
            assert case.get("name", "").startswith(f"line-{case.get('line')}")
            assert case.get("time") is None  # of a line alone it is not known
            assert case.get("file") == case.get("classname") == suite.get("name")
    failed = [case for case in first if len(case)]
    assert len(failed) == int(first.get("failures", "")) == 3
    assert [case[0].get("type") for case in failed] == ["conditional", "not_read", "refuted"]
    assert (failed[-1][0].text or "").startswith("page.md:") and "Counterexample" in (
        failed[-1][0].text or ""
    )


def test_signs_of_xml_and_what_it_cannot_say() -> None:
    text = "$x < x \x0b$ & more"
    checked = page(
        document('a&"<b>.md', "markdown", text), line(text, "x < x", relation(x, "<", x))
    )
    (suite,) = _suites(pages_in_junit([checked]))
    assert suite.get("name") == 'a&"<b>.md' and suite[0][0].get("message") == "conditional: x < x"


def test_no_pages_are_no_suites() -> None:
    assert _suites(pages_in_junit([])) == []
