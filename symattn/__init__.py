"""symattn checks derivations about attention, line by line, and prints them as LaTeX.

The trusted part is `symattn.terms` and `symattn.kernel`; importing this package imports neither them nor SymPy.
`symattn.check`, `symattn.ask`, `symattn.limit` and `symattn.asymptotics` are there when asked for.
"""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .asking import Answer, ask
    from .limits import Limit, limit
    from .notebooks import Checked, check
    from .rates import Rates, asymptotics

__version__ = "0.1.0"
__all__ = ["Answer", "Checked", "Limit", "Rates", "__version__", "ask", "asymptotics", "check", "limit"]


def __dir__() -> list[str]:
    """What is there when asked for, too."""
    return sorted({*globals(), *__all__})


def __getattr__(name: str) -> Any:
    if name in ("Answer", "ask"):
        from . import asking

        return getattr(asking, name)
    if name in ("Limit", "limit"):
        from . import limits

        return getattr(limits, name)
    if name in ("Rates", "asymptotics"):
        from . import rates

        return getattr(rates, name)
    if name in ("Checked", "check"):
        from . import notebooks

        return getattr(notebooks, name)
    raise AttributeError(f"module 'symattn' has no attribute {name!r}")
