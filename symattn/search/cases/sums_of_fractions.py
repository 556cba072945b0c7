"""Sums of fractions whose denominators differ from member to member, by bounds of each fraction.

Such a sum is one number y of which only bounds are said: Σ_j 1/(1 + e^{x_j}) ≤ Σ_j 1, and ≥ Σ_j 0.
A strict bound stands at the member of the largest x: 1/(1 + e^{x_j}) ≤ 1/(1 + e^{−M}) with M the
largest −x_l, and that is < 1.  Untrusted: the kernel checks each claim.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from ...kernel import FORMAT, KERNEL, Claim, OutsideClass, Rejected
from ...kernel.built_terms import at, size
from ...kernel.rules.rule_table import parts
from ...kernel.rules.sequent import Sequent
from ...language import IndexSet, Term, TermError, flattened, indices_in, number, replaced, to_json
from ...language.kinds import BINDERS, ORDERS
from ..clock import now
from ..repairs.weaker_lines import prove
from ..sign_search.positivity import ProvingSigns
from .free_letters import free_letters, may_have_letters
from .letters_related import ends

ONE = number(1)
MOST, SECONDS = 4, 2.0
SIDES = ("<", ">")


def certificate(claim: Claim, deadline: float) -> dict[str, Any] | None:
    """A certificate of a comparison with such sums, or None."""
    if not may_have_letters(claim, (*ORDERS, "≠")):
        return None
    with suppress(Rejected, TermError):
        if 0 < len(found := _hard(claim)) <= MOST:
            return _Bounded(claim, found, min(deadline, now() + SECONDS)).certificate()
    return None


def _hard(claim: Claim) -> dict[Term, IndexSet]:
    """The sums, over a set without named members, that have no value for the kernel."""
    signs = ProvingSigns()
    signs.cell = cell = Sequent(claim, signs=signs)
    found: dict[Term, IndexSet] = {}
    sets = {s.key: s for s in claim.context.index_sets}
    for t in dict.fromkeys(t for t in claim.conclusion.subterms() if t.op == "sum"):
        home = sets[str(t.args[1])]
        if home.members or not home.rest or len(t.children) != 1 or indices_in(t):
            continue
        try:
            cell.meaning.scalar(t)
        except OutsideClass:
            found[t] = home
        except Rejected:
            continue
    return found


class _Bounded:
    """A claim with a letter for each sum, and what is shown of the letters."""

    def __init__(self, claim: Claim, found: dict[Term, IndexSet], deadline: float) -> None:
        self.claim, self.deadline = claim, deadline
        self.letters = dict(zip(free_letters(claim, len(found)), found.items()))
        self.facts: list[Term] = []
        self.shown: list[dict[str, Any]] = []

    def certificate(self) -> dict[str, Any] | None:
        for bounds in (self._constant, self._extreme):
            said = [
                self._say(y, side, bound)
                for y in self.letters
                for side in SIDES
                for bound in bounds(y, side)
            ]
            if any(said) and (whole := self._whole()) is not None:
                return whole
        return None

    def _whole(self) -> dict[str, Any] | None:
        by = {
            "rule": "named",
            "terms": [[y.key, to_json(t)] for y, (t, _) in self.letters.items()],
            "facts": [to_json(fact) for fact in self.facts],
        }
        general, *others = parts(self.claim, by)
        values = [self._itself(one) for one in others[len(self.facts) :]]
        if None in values or (proof := prove(general, self.deadline)) is None:
            return None
        inner = [proof, *self.shown, *values]
        return {"format": FORMAT, "kernel": KERNEL, "by": by, "parts": inner}

    def _itself(self, said: Claim) -> dict[str, Any] | None:
        """Σ f ≤ Σ f, by way of Σ (f + 0), which is written otherwise."""
        t = said.conclusion.left
        same = _with_body(t, Term("+", (t.children[0], number(0))))
        by = {"rule": "through", "term": to_json(same), "side": "right"}
        shown = [self._each(one) for one in parts(said, by)]
        if None in shown:
            return None
        return {"format": FORMAT, "kernel": KERNEL, "by": by, "parts": shown}

    def _each(self, said: Claim) -> dict[str, Any] | None:
        """Σ f ≤ Σ g, by what holds of any other member."""
        by = {"rule": "termwise"}
        shown = []
        for one in parts(said, by):
            if now() > self.deadline or (proof := prove(one, self.deadline)) is None:
                return None
            shown.append(proof)
        return {"format": FORMAT, "kernel": KERNEL, "by": by, "parts": shown}

    def _say(self, y: Term, side: str, bound: Term) -> bool:
        """Whether y ≤ Σ g, or ≥, is shown of the sum that it stands for; then it is a fact."""
        t, _ = self.letters[y]
        above = _with_body(t, bound)
        if above == t:
            return False
        sides = (y, above) if side == "<" else (above, y)
        fact = Term("≤", sides)
        said = self.claim.concluding(replaced(fact, {y: t}))
        if (shown := self._each(said)) is None:
            return False
        self.facts.append(fact)
        self.shown.append(shown)
        return True

    def _constant(self, y: Term, side: str) -> Iterator[Term]:
        """A constant times what stands beside the fraction: the first that is shown."""
        t, home = self.letters[y]
        for weight, fraction in _apart(t.children[0]):
            one = at(fraction, t.key, home.rest)
            signs = ProvingSigns()
            said = Claim(self.claim.context, Term("≤", (one, one)))
            signs.cell = cell = Sequent(said, signs=signs)
            q = cell.meaning.scalar(one)
            constants = ends(y, q, side, bool(self.claim.context.facts))
            for c in dict.fromkeys(fact.right for fact in constants):
                yield c if weight == ONE else flattened("*", (c, weight))

    def _extreme(self, y: Term, side: str) -> Iterator[Term]:
        """The fraction where a number of the member, or its size, is the largest or least."""
        t, _ = self.letters[y]
        for weight, fraction in _apart(t.children[0]):
            for x in dict.fromkeys(s for s in fraction.subterms() if s.op == "entry"):
                if t.key in indices_in(x):
                    for end in _ends_of(self.claim, x, t):
                        bound = replaced(fraction, {x: end})
                        yield bound if weight == ONE else flattened("*", (bound, weight))


def _ends_of(claim: Claim, x: Term, t: Term) -> Iterator[Term]:
    """max_l x_l, −max_l (−x_l), and max_l |x_l|."""
    used = {s.key for one in claim.said for s in one.subterms() if s.op in BINDERS}
    used |= {name for s in claim.context.index_sets for name in (*s.members, s.rest)}
    letter = next(name for name in "lmijkpqrstuvwabcdefgh" if name not in used)
    inner = at(x, t.key, letter)
    yield Term("most", (letter, t.args[1], inner))
    yield Term("neg", (Term("most", (letter, t.args[1], Term("neg", (inner,)))),))
    yield Term("most", (letter, t.args[1], size(inner)))


def _apart(body: Term) -> Iterator[tuple[Term, Term]]:
    """What stands beside a fraction, and the fraction: of p/(1 + e^x) first p and 1/(1 + e^x)."""
    above, below = body.children if body.op == "/" else (body, ONE)
    factors = above.children if above.op == "*" else (above,)
    fractions = [f for f in factors if any(s.op in ("/", "defined") for s in f.subterms())]
    plain = tuple(f for f in factors if f not in fractions)
    if below != ONE:
        fractions = [
            Term(
                "/",
                (
                    flattened("*", tuple(fractions)) if fractions[1:] else (*fractions, ONE)[0],
                    below,
                ),
            )
        ]
    if plain and fractions and plain != (ONE,):
        weight = flattened("*", plain) if plain[1:] else plain[0]
        yield weight, flattened("*", tuple(fractions)) if fractions[1:] else fractions[0]
    yield ONE, body


def _with_body(t: Term, body: Term) -> Term:
    return Term("sum", (*t.args[:2], body))
