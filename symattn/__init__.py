"""symattn checks derivations about attention, line by line, and prints them as LaTeX.

The trusted part is `symattn.terms` and `symattn.kernel`; importing this package imports neither them nor SymPy.
`symattn.check`, `symattn.limit` and `symattn.asymptotics` are there when asked for.
"""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .limits import Limit, limit
    from .notebooks import Checked, check
    from .rates import Rates, asymptotics

__version__ = "0.1.0"
__all__ = ["Checked", "Limit", "Rates", "__version__", "asymptotics", "check", "limit"]


def __getattr__(name: str) -> Any:
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
