"""Derivations as files for people who write papers.

.tex with a shared style, .pdf, an index, and everything in one document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from urllib.parse import quote

from ..records.record import CheckedDerivation
from ..rendering import Latex, render
from ..rendering.formats.html import document, running
from ..rendering.formats.latex_setup import STYLE, style_file
from ..rendering.pages.document import count, label

Maker = Callable[[Sequence[CheckedDerivation]], bytes]


def files(
    records: Sequence[CheckedDerivation],
    names: Mapping[str, str],
    make: Maker | None,
    tell: Callable[[str], None] = lambda _: None,
) -> Iterator[tuple[str, bytes]]:
    """File names and contents.

    `names` are those of the derivations, `make` turns some into a PDF; `tell` hears of each before
    it is waited for.
    """
    yield STYLE, style_file().encode("utf-8")
    batches = [*((names[r.id], [r]) for r in records), ("all", list(records))]
    for name, batch in batches:
        tell(f"{name}.tex")
        yield (
            f"{name}.tex",
            render(Latex(standalone=True, contents=len(batch) > 1), batch).encode("utf-8"),
        )
    if make is not None:
        # one after the other: what goes wrong, or is stopped, ends it at once
        for name, batch in batches:
            tell(f"{name}.pdf")
            yield f"{name}.pdf", make(batch)
    yield "index.html", _index(records, names, make is not None).encode("utf-8")


def _index(records: Sequence[CheckedDerivation], names: Mapping[str, str], pdf: bool) -> str:
    def links(name: str) -> str:
        return " · ".join(
            f'<a href="{quote(name)}.{kind}">{kind}</a>'
            for kind in (("pdf", "tex") if pdf else ("tex",))
        )

    rows = "".join(
        (
            f"<tr><th scope=row>{escape(label(r.id))}</th><td>{running(r.title)}<div "
            f"class=small>{running(r.source)}; {escape(count(r.steps))}</div></td><td "
            f"class=tally>{links(names[r.id])}</td></tr>"
        )
        for r in records
    )
    return document(
        "Derivations",
        (
            f"<h1>Derivations</h1><p>All in one document: {links('all')}</p><table "
            f"class=index><tbody>{rows}</tbody></table>"
        ),
    )
