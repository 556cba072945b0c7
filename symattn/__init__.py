"""symattn checks derivations about softmax attention, line by line, and says how it knows.

    import symattn

    symattn.ask("x**2 + 1 > x", let=["x: real"])             a claim, decided
    symattn.limit("exp(b)/(exp(b) + n)", "b", "oo", let=["n: integer >= 1"])
    symattn.bound("exp(b)/(exp(b) + 1)", "b")                how far from its limit
    symattn.asymptotics("exp(b)/(exp(b) + 1)", "b")          its leading terms
    symattn.check("1b")                                      a derivation, of the book or yours
    symattn.check_page("page.md")                            a page, a verdict for every line
    symattn.read_page("page.md")                             what is understood of it
    symattn.verify("saved.json")                             certificates, by the kernel alone
    symattn.settings()                                       declarations for pages of a kind
    with symattn.Checker(workers=2) as c: c.map(claims)      many of them, by workers that stay

SymPy's expressions are taken in place of texts: symattn.limit(exp(-b), b, oo).

Every result has the same attributes:

    .verdict          proved, conditional, refuted, undecided (of lines also not_read, outside)
    .claim            what was judged
    .conditions       under each it is true          .repairs    true lines in its place
    .counterexample   a place where it fails         .bounds     how fast its limits are reached
    .cases            values with their conditions   .why        what shows it, or is missing
    .text  .latex     for a terminal, for math mode  .to_json()  plain data, docs/json.md

A result is never true or false: compare its verdict, found.verdict == "proved". Results of pages
and derivations are sequences of lines, each a result. Results compare by claim, verdict and
evidence, and they pickle. What goes wrong raises a subclass of symattn.SymattnError, in one line.

What is proved is replayed by `symattn.kernel`, with exact arithmetic and the standard library only;
importing this package imports neither it nor SymPy. help(symattn.ask) and the like say more, and so
does docs/python.md.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import FrameType
from typing import TYPE_CHECKING, Any

from .version import __version__

if TYPE_CHECKING:
    from .asking.answers import Answer, ask
    from .asking.bounds_in_python import bound
    from .asking.limit_found import Limit
    from .asking.limits_of_sympy import limit
    from .asking.rate_answers import asymptotics
    from .asking.rates_found import Rates
    from .batches.queries import ClaimQuery, PageQuery
    from .batches.reply import Reply
    from .batches.staying_checker import Checker
    from .interface.known_settings import Setting, settings
    from .interface.notebook_cells import load_ipython_extension as load_ipython_extension
    from .interface.pages_in_python import PageReading, check_page, read_page
    from .interface.saved_records import Verified, verify
    from .kernel import Rejected
    from .language import SymattnError, TermError
    from .publishing.notebooks import Checked, LineVerdict, check
    from .reading.declarations import QuestionError
    from .reading.documents.pieces import PageError
    from .records.saving import SavingError
    from .results.page_results import LineResult, PageResult
    from .results.result import NoSuchLine, NoTruthValue, Result
    from .results.wrong_arguments import ArgumentError
    from .writing.book import BookError
    from .writing.step import AuthoringError

_WHERE = {  # what is offered, by the module that has it: nothing is imported before it is asked for
    "asking.answers": ("Answer", "ask"),
    "asking.bounds_in_python": ("bound",),
    "asking.limit_found": ("Limit",),
    "asking.limits_of_sympy": ("limit",),
    "asking.rate_answers": ("asymptotics",),
    "asking.rates_found": ("Rates",),
    "batches.queries": ("ClaimQuery", "PageQuery"),
    "batches.reply": ("Reply",),
    "batches.staying_checker": ("Checker",),
    "interface.known_settings": ("Setting", "settings"),
    "interface.notebook_cells": ("load_ipython_extension",),  # for IPython, and not in __all__
    "results.page_results": ("LineResult", "PageResult"),
    "interface.pages_in_python": ("PageReading", "check_page", "read_page"),
    "interface.saved_records": ("Verified", "verify"),
    "kernel": ("Rejected",),
    "language": ("SymattnError", "TermError"),
    "publishing.notebooks": ("Checked", "LineVerdict", "check"),
    "reading.declarations": ("QuestionError",),
    "reading.documents.pieces": ("PageError",),
    "records.saving": ("SavingError",),
    "results.result": ("NoSuchLine", "NoTruthValue", "Result"),
    "results.wrong_arguments": ("ArgumentError",),
    "writing.book": ("BookError",),
    "writing.step": ("AuthoringError",),
}

__all__ = [
    "Answer",
    "ArgumentError",
    "AuthoringError",
    "BookError",
    "Checked",
    "Checker",
    "ClaimQuery",
    "Limit",
    "LineResult",
    "LineVerdict",
    "NoSuchLine",
    "NoTruthValue",
    "PageError",
    "PageQuery",
    "PageReading",
    "PageResult",
    "QuestionError",
    "Rates",
    "Rejected",
    "Reply",
    "Result",
    "SavingError",
    "Setting",
    "SymattnError",
    "TermError",
    "Verified",
    "__version__",
    "ask",
    "asymptotics",
    "bound",
    "check",
    "check_page",
    "limit",
    "read_page",
    "settings",
    "verify",
]


def __dir__() -> list[str]:
    """What is there when asked for, too.

    To pydoc the docstring above says it all: with every class, help(symattn) had 2,200 lines.
    """
    frame = sys._getframe(1)
    callers = [f.f_globals.get("__name__") for f in (frame, frame.f_back, _back(frame)) if f]
    if "pydoc" in callers:
        return sorted({*globals()} - {"__all__", "__dir__", "__getattr__"})
    return sorted({*globals(), *__all__})


def _back(frame: FrameType) -> FrameType | None:
    return frame.f_back.f_back if frame.f_back is not None else None


def __getattr__(name: str) -> Any:
    for module, names in _WHERE.items():
        if name in names:
            return getattr(import_module(f".{module}", __name__), name)
    raise AttributeError(f"module 'symattn' has no attribute {name!r}")
