"""Entries of a certificate that say what a root is in simpler roots.

Also what the sign of a logarithm is.  Untrusted: the kernel works both out.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from ...kernel.algebra import ring
from ...kernel.algebra.ring import Element, Quotient
from ...kernel.errors import Rejected, UnknownSign
from ...kernel.order.sign_entries import check_entry
from ...kernel.order.signs import Signs, Stars
from ...kernel.rules.sequent import Sequent
from ...language import Term, TermError, from_json, to_json
from ..sums_as_terms import sum_term
from .raised import exponentials
from .square_roots import root_term


class Hinted(Signs):
    """Known signs, with entries for the roots and the logarithms that were asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.cell: Sequent | None = None
        self.entries: list[dict[str, Any]] = []
        self._rootless: set[ring.Frozen] = set()

    def root_of(self, s: Any, p: Element) -> Quotient | None:
        """√p in simpler roots, with its entry; each is looked for once."""
        form = ring.freeze(p)
        if (
            form not in self.simpler
            and form not in self._rootless
            and self.cell is not None
            and s.point is None
        ):
            self._rootless.add(form)
            try:
                if (term := root_term(s, p)) is not None:
                    self._record("root", term)
            except UnknownSign:
                self._rootless.discard(form)
                raise
            except (Rejected, TermError):
                pass
        return self.simpler.get(form)

    def log_known(self, p: Element, about: Stars) -> bool:
        """Whether the sign of a sum of logarithms is known of what they are of.

        Then it is recorded.
        """
        if (
            self.cell is None
            or (pair := exponentials(self, p)) is None
            or (sign := self.find(ring.add(*pair, -1), about)) is None
        ):
            return False
        if super().find(p, about) == sign:
            return True  # recorded before
        pair = pair[::-1] if sign in ("<", "≤") else pair
        terms = [sum_term(side, self.cell.claim, self.opaque) for side in pair]
        if terms[0] is None or terms[1] is None:
            return False
        with suppress(Rejected, TermError):
            self._record("log", Term("/", (terms[0], terms[1])))
            return True
        return False

    def hints_again(self, above: Hinted) -> None:
        """What was said of roots and logarithms in a cell around this one."""
        for entry in above.entries:
            for kind in ("root", "log"):
                if kind in entry:
                    try:
                        self._record(kind, from_json(entry[kind]))
                    except UnknownSign:
                        raise
                    except (Rejected, TermError):
                        pass  # with a case's value put in, it may be no root any more

    def _record(self, kind: str, term: Term) -> None:
        assert self.cell is not None
        entry = {kind: to_json(term)}
        check_entry(self.cell.meaning, entry, self.cell.fact)
        self.entries.append(entry)
