"""Files that a page in LaTeX includes: put in place, or refused with the reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from symattn.reading.documents.loading import load

from .cutting import shown


def page(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        file = folder / name.replace("__", "/")
        file.parent.mkdir(exist_ok=True)
        file.with_name(file.name + ".tex").write_text(text)
    return folder / "page.tex"


def test_formulas_know_their_file(tmp_path: Path) -> None:
    main = page(
        tmp_path,
        page="$a$\n\\input{parts/one} then $b$\n  \\include{two}\n$c$ so \\input two.tex\n$d$",
        parts__one="% first\n$x$\n",
        two="$y$",
    )
    document = load(main)
    assert document.problems == ()
    places = [
        (document.text[p.start : p.end], document.place(p.outer_start))
        for p in document.pieces
        if p.kind == "inline"
    ]
    assert [
        (formula, Path(place.file).relative_to(tmp_path).as_posix(), place.line, place.column)
        for formula, place in places
    ] == [
        ("a", "page.tex", 1, 1),
        ("x", "parts/one.tex", 2, 1),
        ("b", "page.tex", 2, 24),
        ("y", "two.tex", 1, 1),
        ("c", "page.tex", 4, 1),
        ("y", "two.tex", 1, 1),
        ("d", "page.tex", 5, 1),
    ]
    assert len(document.lines) == document.text.count("\n") + 1


def test_no_paragraph_is_made(tmp_path: Path) -> None:
    main = page(tmp_path, page="\\[ a\n\\input{one}\n= c \\]", one="= b\n")
    assert shown(load(main)) == [("display", " a\n= b\n= c ")]


def test_macros_of_a_preamble_that_is_included(tmp_path: Path) -> None:
    main = page(
        tmp_path,
        page="\\input{setup}\n\\begin{document}$\\a$\\end{document}",
        setup="\\newcommand{\\a}{b}\n%% symattn: let b: real",
    )
    assert load(main).macros["\\a"].body == "b"
    assert shown(load(main)) == [("declaration", "let b: real"), ("inline", "\\a")]


REFUSED = {
    "../outside": "a file below the page's folder was expected, found one outside of it",
    "/etc/passwd": "a file below the page's folder was expected, found an absolute path",
    "~/page": "a file below the page's folder was expected, found an absolute path",
    "link": "a file below the page's folder was expected, found one outside of it",
    "nowhere": "a file below the page's folder was expected, found none of this name",
    "page": "the file includes itself",
    "again": "the file includes itself",
    "": "the name of a file was expected",
    "folder": "a file below the page's folder was expected, found none of this name",
    "binary": "text was expected, found a zero at byte 1",
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / "outside.tex").write_text("$secret$")
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "folder").mkdir()
    (folder / "link.tex").symlink_to(tmp_path / "outside.tex")
    (folder / "binary.tex").write_bytes(b"a\0")
    main = page(folder, page=f"$a$\n\\input{{{name}}} $b$", again="\\input{again}")
    document = load(main)
    assert [REFUSED[name] in problem.message for problem in document.problems] == [True]
    found = document.problems[0]
    if name != "again":
        assert document.text[found.start : found.end] == f"\\input{{{name}}}"
    assert shown(document) == [("inline", "a"), ("inline", "b")]


def test_comments_and_code_include_nothing(tmp_path: Path) -> None:
    text = "% \\input{a}\n\\begin{verbatim}\\input{a}\\end{verbatim} \\\\input"
    document = load(page(tmp_path, page=text))
    assert document.problems == ()
    assert document.text == text


def test_files_that_double_come_to_an_end(tmp_path: Path) -> None:
    files = {f"f{k}": f"\\input{{f{k + 1}}}\\input{{f{k + 1}}}" for k in range(30)}
    document = load(page(tmp_path, page="\\input{f0}", f30="", **files))
    assert "at most 200 files" in document.problems[0].message
