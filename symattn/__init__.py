"""symattn checks derivations about attention, line by line, and prints them as LaTeX.

The trusted part is `symattn.language` and `symattn.kernel`; importing this package imports neither
them nor SymPy. `symattn.check`, `symattn.ask`, `symattn.limit` and `symattn.asymptotics` are there
when asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .version import __version__

if TYPE_CHECKING:
    from .asking.answers import Answer, ask
    from .asking.limit_found import Limit
    from .asking.limits_of_sympy import limit
    from .asking.rate_answers import Rates, asymptotics
    from .batches.staying_checker import Checker
    from .publishing.notebooks import Checked, check

__all__ = [
    "Answer",
    "Checked",
    "Checker",
    "Limit",
    "Rates",
    "__version__",
    "ask",
    "asymptotics",
    "check",
    "limit",
]


def __dir__() -> list[str]:
    """What is there when asked for, too."""
    return sorted({*globals(), *__all__})


def __getattr__(name: str) -> Any:
    if name in ("Answer", "ask"):
        from .asking import answers

        return getattr(answers, name)
    if name == "Checker":
        from .batches import staying_checker

        return staying_checker.Checker
    if name == "Limit":
        from .asking import limit_found

        return limit_found.Limit
    if name == "limit":
        from .asking import limits_of_sympy

        return limits_of_sympy.limit
    if name in ("Rates", "asymptotics"):
        from .asking import rate_answers

        return getattr(rate_answers, name)
    if name in ("Checked", "check"):
        from .publishing import notebooks

        return getattr(notebooks, name)
    raise AttributeError(f"module 'symattn' has no attribute {name!r}")
