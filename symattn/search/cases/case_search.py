"""Search for a proof: try the rule that fits the relation.

Where it needs a sign that nobody knows, split on it.

Untrusted.  The kernel's own rules are run with signs that prove themselves, so what succeeds here
replays there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from ...kernel import Claim, OutsideClass, Rejected, UnknownSign
from ...kernel.algebra import replacing, ring
from ...kernel.algebra.ring import Element
from ...kernel.checker import with_given
from ...kernel.limits.scales import MoreTerms
from ...kernel.order.diameters import spread_of
from ...kernel.order.fact_names import FactName
from ...kernel.rules.rule_table import RULES
from ...kernel.rules.sequent import Sequent
from ...language import Term, canonical, indices_in
from ...language.mentions import all_parts
from ...records.record import Reason
from ..clock import now
from ..plain_data import element_to_json
from ..sign_search.by_factors import record_product
from ..sign_search.positivity import ProvingSigns
from ..sign_search.raised import inside, without_logs
from ..stop_reasons import missing_sign, refusal
from .candidate_rules import EXPANSIONS, candidate_rules
from .empty_cells import Cases, contradiction
from .given_values import given
from .mean_cells import trees
from .splitting import splittable

Place = tuple[tuple[ring.Frozen, str], ...]
MAX_CELLS = 120


@dataclass
class Cell:
    """A leaf of the search.

    Where it is, and either the rule that proves the claim there or why none does.
    """

    cases: Cases  # as the kernel sees them, values substituted
    path: Cases  # as they were split, element and sign
    values: Mapping[str, Element]
    node: dict[str, Any] | None = None
    why: Reason = ()
    empty: bool = False
    wishes: tuple[Element, ...] = ()  # whose signs would help


@dataclass
class Search:
    """One search; `cells` holds its leaves.

    With `stop_early` it ends at the first leaf that is not proved.
    """

    claim: Claim
    deadline: float
    stop_early: bool = False
    # whether to expand further where terms cancel in quotients of exp-polynomials too
    expand_always: bool = False
    thorough: bool = False  # whether contradictions are looked for among polynomials too
    prune_first: bool = False  # whether to look for contradictions before anything else
    guide: Mapping[Place, Element] = field(default_factory=dict)  # where to split on what
    maxima: tuple[Term, ...] = ()  # those that the proof may speak of
    cells: list[Cell] = field(default_factory=list)
    tree: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.maxima and self.claim.conclusion.op == "→":
            terms = [
                *unfolded(self.claim),
                *all_parts(self.claim.context, self.claim.context.facts),
            ]
            if {"most", "count"} & {t.op for t in terms}:
                self.maxima = tuple(dict.fromkeys(t for t in terms if t.op in ("most", "max")))
        elif not self.maxima:
            context = self.claim.context
            named = {name for s in context.index_sets for name in (*s.members, s.rest)}
            self.maxima = tuple(
                dict.fromkeys(
                    t
                    for t in all_parts(context, [self.claim.goal, *context.facts])
                    if t.op == "most" and indices_in(t) <= named and spread_of(context, t) is None
                )
            )
        self.family_maxima = tuple(canonical(t) for t in self.maxima)
        self.given = given(self.claim, self.family_maxima)

    def run(self, start: Cell | None = None) -> dict[str, Any] | None:
        """The proof's tree, or None.

        `tree` keeps what there is of it, with {"stuck": number of the cell} where it fails.
        """
        self.tree = (
            self._prove(start.cases, start.path, dict(start.values))
            if start
            else self._prove((), (), {})
        )
        return self.tree if not self.failures else None

    def with_failures_mended(self, claim: Claim) -> dict[str, Any] | None:
        """The tree as a proof of the claim under further hypotheses.

        Only the cells that failed are searched again.
        """
        mended: dict[int, dict[str, Any]] = {}
        for k, cell in enumerate(self.cells):
            if cell.node is None:
                node = Search(claim, self.deadline, stop_early=True, maxima=self.maxima).run(cell)
                if node is None:
                    return None
                mended[k] = node

        def whole(node: dict[str, Any]) -> dict[str, Any]:
            if "stuck" in node:
                return mended[node["stuck"]]
            return {
                key: whole(value) if isinstance(value, dict) else value
                for key, value in node.items()
            }

        return whole(self.tree)

    @property
    def failures(self) -> list[Cell]:
        return [c for c in self.cells if c.node is None]

    def _leaf(self, cell: Cell) -> dict[str, Any]:
        self.cells.append(cell)
        return cell.node if cell.node is not None else {"stuck": len(self.cells) - 1}

    def _prove(
        self, cases: Cases, path: Cases, values: dict[str, Element], above: Sequent | None = None
    ) -> dict[str, Any]:
        if self.stop_early and self.failures:
            return {}
        if now() > self.deadline or len(self.cells) > MAX_CELLS:
            return self._leaf(Cell(cases, path, values, why=("too long",)))
        if (guided := self.guide.get(place(path))) is not None:
            return self._split(guided, cases, path, values, None)
        if self.prune_first and path and (empty := self._shown_empty(cases, values)):
            return self._leaf(Cell(cases, path, values, empty, empty=True))
        why: Reason = ()
        wishes: list[Element] = []
        more, beyond, told, sequent = False, self.expand_always, False, above
        for name, hints in self.candidates():
            if name == "limit_by_expansion" and (
                (hints["order"] > EXPANSIONS[0] and not (more and beyond))
                or self._next_split(wishes, path, values)
            ):
                # first split on what simpler rules ask for; a higher order helps where terms cancel
                # that are no quotients of exp-polynomials
                continue
            if name == "limit_by_expansion" and told:
                continue  # what dominates is known, and an expansion has no other limit
            if name == "limit_by_counting_ties" and wishes and not self.maxima:
                continue  # it is wanted for powers in exponents, and not instead of cases
            signs = ProvingSigns()
            node: dict[str, Any] = {"rule": name, **hints}
            try:
                more_values = with_given(
                    self.claim, cases, values, self.family_maxima, node.get("given", ())
                )
            except Rejected:
                continue
            known = sequent
            sequent = Sequent(self.claim, cases, more_values, signs, self.family_maxima)
            signs.cell = sequent
            if known is not None and known.values == more_values and not self.guide:
                signs.take_over(known)
            try:
                self.apply(name, sequent, node)
                return self._leaf(
                    Cell(
                        cases,
                        path,
                        values,
                        {**node, "signs": signs.entries} if signs.entries else node,
                    )
                )
            except UnknownSign as error:
                why = why if wishes else missing_sign(error.element, self.claim.context)
                of = error.element
                wishes += [of, *without_logs(signs, of), *inside(signs, of), *signs.wishes]
            except Rejected as error:
                more = isinstance(error, MoreTerms)
                told = told or (name == "limit_by_dominance" and type(error) is Rejected)
                beyond = beyond or (isinstance(error, OutsideClass) and not more)
                why = (
                    refusal(error)
                    if not why
                    or not (
                        self.maxima
                        or self.claim.about_chance
                        or name in ("left_side_fails", "limit_carried_over")
                    )
                    else why
                )
                wishes += signs.wishes
        if (path or self.claim.assumptions) and (empty := self._shown_empty(cases, values)):
            return self._leaf(Cell(cases, path, values, empty, empty=True))
        if (
            p := self._next_split([*wishes, *self._equations(cases, values)], path, values)
        ) is not None:
            return self._split(p, cases, path, values, sequent)
        return self._leaf(Cell(cases, path, values, why=why or ("no rule",), wishes=tuple(wishes)))

    def _shown_empty(self, cases: Cases, values: dict[str, Element]) -> dict[str, Any] | None:
        return contradiction(self.claim, cases, values, self.family_maxima, self.thorough)

    def candidates(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """What to try in a cell, the likeliest first."""
        found = [*candidate_rules(self.claim, bool(self.maxima))]
        yield from found
        if self.given:
            yield from ((name, {**hints, "given": self.given}) for name, hints in found)

    def apply(self, name: str, sequent: Sequent, node: dict[str, Any]) -> None:
        """Try one of the candidates.  Raises Rejected."""
        if name == "limit_of_expectations":
            node["trees"] = trees(sequent)
        record_product(sequent, name)
        RULES[name].run(sequent, node)

    def _next_split(
        self, wishes: list[Element], path: Cases, values: Mapping[str, Element]
    ) -> Element | None:
        """The first element among those whose sign is wanted, or their factors.

        It is one that one may split on and has not yet.
        """
        for wish in wishes:
            for p in splittable(self.claim, wish, values):
                if all(
                    p not in (q, ring.add({}, q, -1)) for q, relation in path if relation != "≥"
                ):
                    return p
        return None

    def _equations(self, cases: Cases, values: dict[str, Element]) -> Iterator[Element]:
        """Facts p = 0: splitting on p leaves only the branch in which p is gone.

        And how many members without a name there are in families with a bounded size.
        """
        sequent = Sequent(self.claim, cases, values, family_maxima=self.family_maxima)
        for kind, facts in (("h", self.claim.context.facts), ("l", self.claim.assumptions)):
            for k, fact in enumerate(facts):
                if fact.op == "=":
                    try:
                        yield sequent.fact(str(FactName(kind, k))).element
                    except Rejected:
                        continue
        bounded = {f.children[0] for f in self.claim.context.facts if f.op in ("≠", "<", "≤")}
        yield from (
            sequent.fact(str(FactName("z", member=s.key))).element
            for s in self.claim.context.index_sets
            if s.size in bounded
        )

    def _split(
        self,
        p: Element,
        cases: Cases,
        path: Cases,
        values: dict[str, Element],
        above: Sequent | None,
    ) -> dict[str, Any]:
        integers = {s.key for s in self.claim.context.scalars if s.integer}
        integer = ring.atoms(p) <= integers and all(
            c.denominator == 1 and not e and all(k > 0 for _, k in m) for (m, e), c in p.items()
        )
        step = ring.constant(1 if integer else 0)
        relation = "≥" if integer else ">"
        minus = ring.add({}, p, -1)
        positive = self._prove(
            (*cases, (ring.add(p, step, -1), relation)), (*path, (p, ">")), values, above
        )
        negative = self._prove(
            (*cases, (ring.add(minus, step, -1), relation)), (*path, (p, "<")), values, above
        )
        atom = next((a for a in sorted(ring.atoms(p), reverse=True) if solvable(p, a)), None)
        if atom is None:
            zero = self._prove((*cases, (p, "=")), (*path, (p, "=")), values, above)
        else:
            value = replacing.solved(p, atom)
            try:
                inside = tuple((replacing.substitute(q, atom, value), r) for q, r in cases)
                inner: dict[str, Element] | None = {
                    a: replacing.substitute(v, atom, value) for a, v in values.items()
                } | {atom: value}
            except Rejected as error:
                inside, inner = (), None
                zero = self._leaf(Cell(cases, (*path, (p, "=")), values, why=refusal(error)))
            if inner is not None:
                zero = self._prove(inside, (*path, (p, "=")), inner)
        return {
            "rule": "split",
            "on": element_to_json(p),
            "integer": integer,
            "solve": atom,
            "positive": positive,
            "zero": zero,
            "negative": negative,
        }


def unfolded(claim: Claim) -> list[Term]:
    """The subterms of a goal and of the definitions that it uses.

    Without what depends on a definition's own index.
    """
    definitions = {d.key: d for d in claim.context.definitions}
    found: dict[Term, None] = {}
    todo = [claim.goal]
    while todo:
        for t in todo.pop().subterms():
            if (
                t.op == "defined"
                and t not in found
                and (d := definitions[str(t.args[0])]).params == ()
            ):
                todo.append(d.body)
            found[t] = None
    return list(found)


def place(path: Cases) -> Place:
    """A path as a key."""
    return tuple((ring.freeze(p), relation) for p, relation in path)


def solvable(p: Element, atom: str) -> bool:
    with suppress(Rejected):
        replacing.solved(p, atom)
        return True
    return False
