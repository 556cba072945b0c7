"""A page as LaTeX: a fragment for any document that loads amsmath and amssymb, or a document of its own in colour."""
from __future__ import annotations

from collections.abc import Iterable

from symattn.record import CheckedDerivation, Part
from symattn.terms import Context

from .document import Page, Row, page
from .latex_setup import END, SETUP, STANDALONE
from .latex_math import latex, sides
from .latex_text import running


def render(checked: CheckedDerivation, standalone: bool = False) -> str:
    """The derivation as LaTeX.  A fragment needs amsmath and amssymb; `standalone` gives a whole document, with colour."""
    return render_all([checked], standalone)


def render_all(derivations: Iterable[CheckedDerivation], standalone: bool = False) -> str:
    """Several derivations, one after the other, as one fragment or one document."""
    fragment = SETUP + "\n".join("\n".join(_lines(page(d))) + "\n" for d in derivations)
    return STANDALONE + fragment + END if standalone else fragment


def _lines(p: Page) -> Iterable[str]:
    yield _call("symattnheading", running(p.label), running(p.title))
    if p.source:
        yield rf"{{\noindent\small\symattnquiet{{{running(p.source)}}}\par}}\nobreak\smallskip\nobreak"
    if p.given:
        yield _call("symattngiven", _prose(p.given, p.context))
    yield r"\begingroup\symattnstart"
    yield from (_call("symattnmeasure", _columns(row, p.context, linear=False)[0]) for row in p.rows if row.goal is not None and row.shows_left)
    for row in p.rows:
        if row.heading:
            yield _call("symattnsubheading", running(row.heading))
        yield _row(row, p.context)
        yield from (_call("symattnmessage", row.status, running(m.label), _prose(m.parts, p.context)) for m in row.messages)
    yield r"\par\endgroup"
    yield _call("symattncount", running(p.count + "."))


def _row(row: Row, context: Context) -> str:
    number = f"({row.number})"
    if row.goal is None:
        return _call("symattnprose", row.status, number, running(row.text), _reason(row))
    left, relation, right = _columns(row, context, linear=False)
    broken_left, _, broken_right = _columns(row, context, linear=True)
    return _call("symattnrow", row.status, number, left, broken_left, relation, right, broken_right, _reason(row))


def _columns(row: Row, context: Context, linear: bool) -> tuple[str, str, str]:
    assert row.goal is not None
    left, relation, right = sides(row.goal, context, linear)
    if row.goal.op == "depends only on":  # words are too wide for the column of relations
        relation, right = "", rf"\text{{depends only on }} {right}"
    return (left if row.shows_left else ""), relation, right


def _reason(row: Row) -> str:
    tags = [_call("symattntag", running(r)) for r in row.remarks]
    return "; ".join([*([running(row.reason)] if row.reason else []), *tags])


def _prose(parts: Iterable[Part], context: Context) -> str:
    text = ""
    for part in parts:
        text += running(part) if isinstance(part, str) else _call("symattnformula", latex(part, context), latex(part, context, linear=True))
    return text


def _call(macro: str, *arguments: str) -> str:
    return "\\" + macro + "".join(f"{{{a}}}" for a in arguments)
