"""The facts of a cell, by name, as far as they can be read with the signs known now."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

from ...display.written_out import uses
from ...kernel.algebra import ring
from ...kernel.algebra.atoms import Label
from ...kernel.algebra.ring import Element
from ...kernel.built_terms import ZERO
from ...kernel.errors import Rejected, UnknownSign
from ...kernel.order.fact_names import FactName
from ...kernel.order.maxima import maximum
from ...kernel.order.signs import DIAMETER, Fact, Stars
from ...language import indices_in
from ...oracles.effort import spend
from .fractions_cleared import cleared_fact
from .proving import Proving
from .raised import parts, raised

LETTERS = {"sqrt": "√", "log": "ℓ", "erfc": "ē"}
READING = 100  # units of effort, for a fact that may be remembered
MAX_FACT = 24  # terms of a fact; longer ones help with their multiples only


class CellFacts(Proving):
    """Signs that read the facts of their cell, each once while nothing more is known."""

    def __init__(self) -> None:
        super().__init__()
        self._read: dict[Stars, tuple[int, list[tuple[str, Fact]]]] = {}
        self._names: list[str] | None = None
        # names that cannot be read: never, or not while nothing more is known, for want of a sign
        self._unread: dict[str, tuple[tuple[int, int, int], Element] | None] = {}
        self._named: dict[
            Stars, tuple[list[tuple[str, Fact]] | None, list[tuple[tuple[str, Fact], set[str]]]]
        ] = {}

    def polynomial_facts(self, about: Stars) -> list[tuple[str, Fact]]:
        """The hypotheses and cases that are polynomials."""
        return [
            (name, f)
            for name, f in self._all_facts(about)
            if len(f.element) <= MAX_FACT and not f.stars
        ]

    def speaks_of_log(self, name: str) -> bool:
        """Whether a hypothesis, or something left of ⇒, has a logarithm in it."""
        assert self.cell is not None
        one = FactName.read(name)
        known = {"h": self.cell.claim.context.facts, "l": self.cell.claim.assumptions}
        return one.kind in known and not one.raised and uses(known[one.kind][one.number], "log")

    def known_so_far(self) -> tuple[int, int, int]:
        """How much is known: while that stays the same, facts are read as before."""
        assert self.cell is not None
        return len(self.cell.entries), len(self.opaque), len(self._known)

    def said(self, name: str) -> Fact | None:
        """The fact of that name; None if it cannot be read with what is known now."""
        assert self.cell is not None
        if name in self._unread:
            known = self._unread[name]
            if known is None:
                return None
            if known[0] == self.known_so_far():
                self.wishes.append(known[1])
                return None
        spend(READING)
        try:
            with self.cell.meaning.in_base_scope():  # as the kernel reads it, in a sum or not
                return self.cell.fact(name)
        except UnknownSign as error:
            self.wishes.append(error.element)
            self._unread[name] = self.known_so_far(), error.element
        except Rejected:
            self._unread[name] = None
        return None

    def facts_near(self, p: Element, about: Stars) -> list[tuple[str, Fact]]:
        """The facts that may help with p: those connected to its atoms."""
        facts = self._all_facts(about)
        # a longer one helps with its multiples: `given`
        if self._named.get(about, (None, []))[0] is not facts:
            self._named[about] = (
                facts,
                [(f, {*ring.atoms(f[1].element)}) for f in facts if len(f[1].element) <= MAX_FACT],
            )
        wanted: set[str] = {*ring.atoms(p)}
        while True:
            near = [(f, names) for f, names in self._named[about][1] if names & wanted]
            reached = wanted.union(*(names for _, names in near))
            if reached == wanted:
                return [f for f, _ in near]
            wanted = reached

    def _all_facts(self, about: Stars) -> list[tuple[str, Fact]]:
        """The polynomial facts of the cell that can be read with the signs known now."""
        assert self.cell is not None
        mark = len(self.cell.entries) + len(self.opaque)
        if self._read.get(about, (-1, []))[0] == mark:
            return self._read[about][1]
        context = self.cell.claim.context
        names = (
            self.names()
            + [str(FactName("z", member=s.key)) for s in context.index_sets]
            + [name for star in sorted(about) for name in self._at(Label(star))]
        )
        found: dict[tuple[ring.Frozen, str], tuple[str, Fact]] = {}
        for name in (*names, *self._below_maxima(), *self.roots_known(), *self._without_one(about)):
            if (fact := self.said(name)) is None:
                continue
            name, fact = cleared_fact(self, name, fact) or (name, fact)
            polynomial = all(not e and all(k > 0 for _, k in m) for m, e in fact.element)
            if fact.relation != "≠" and fact.element and polynomial and fact.stars <= about:
                found.setdefault((ring.freeze(fact.element), fact.relation), (name, fact))
        self._read[about] = (len(self.cell.entries) + len(self.opaque), list(found.values()))
        return self._read[about][1]

    def names(self) -> list[str]:
        """The names of the cases, of what stands left of ⇒, and of the hypotheses."""
        assert self.cell is not None
        if self._names is None:
            claim = self.cell.claim
            names = [
                str(FactName(kind, k))
                for kind, known in (
                    ("c", self.cell.cases),
                    ("l", claim.assumptions),
                    ("h", claim.context.facts),
                )
                for k in range(len(known))
            ]
            self._names = [*names, *raised(claim), *parts(claim)]
        return self._names

    def _at(self, star: Label) -> Iterator[str]:
        """The names of the hypotheses about any other member, at an unnamed one."""
        assert self.cell is not None
        claim = self.cell.claim
        rest = next(s.rest for s in claim.context.index_sets if s.key == star.set)
        facts = claim.context.facts
        for name in (*(str(FactName("h", k)) for k in range(len(facts))), *parts(claim)):
            one = FactName.read(name)
            if one.kind == "h" and rest in indices_in(facts[one.number]):
                yield str(replace(one, star=star))

    def _below_maxima(self) -> list[str]:
        """The names of the facts that a maximum is at least each of its scores."""
        assert self.cell is not None
        names: list[str] = []
        for k in range(len(self.cell.meaning.family_maxima)):
            with suppress(Rejected):
                names += [str(FactName("m", k, *one)) for one in maximum(self.cell.meaning, k)[1]]
        return names

    def _without_one(self, about: Stars) -> Iterator[str]:
        """The names of Σ_{l ≠ j} x_l ≥ 0, about each member j, for hypotheses x_l ≥ 0."""
        assert self.cell is not None
        context = self.cell.claim.context
        for star in sorted(about):
            for k, fact in enumerate(context.facts):
                if fact.right == ZERO and fact.left.op == "entry" and fact.op in (">", "≥"):
                    yield str(FactName("h", k, star=star, summed="∖"))

    def roots_known(self) -> Iterator[str]:
        """The names of the facts that √2, log 2 and the like are > 0, and diameters ≥ 0."""
        for name, (function, q) in list(self.opaque.items()):
            if function == DIAMETER:
                assert self.cell is not None
                families = self.cell.claim.context.families
                family = next(f.key for f in families if f"⌀({f.key})" == name)
                yield str(FactName("⌀", member=family))
            if (
                function in LETTERS
                and not q.den
                and set(q.numerator) == {ring.UNIT}
                and isinstance(c := q.numerator[ring.UNIT], int)
                and 0 < c < 1000
            ):
                yield str(FactName(LETTERS[function], c))
