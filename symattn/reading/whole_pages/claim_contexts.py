"""What a claim of a page is relative to: of all that is in force, what it speaks of.

A page has indices that may be any member, and limits at other points than +∞.  A context has named
members that are distinct, one name for any other, and limits at +∞.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ...language import (
    Context,
    Definition,
    IndexSet,
    Term,
    TermError,
    check_term,
    indices_in,
    number,
    replaced,
    sort_error,
)
from ...language.kinds import BINDERS, COMPARISONS, LIMITS
from ..definitions_put_in import implied, in_order
from ..latex_terms.latex_tokens import FormulaError
from ..latex_terms.scope import LimitTaken, PageScope, as_index, mentions
from ..members import at_each, check_places
from . import conditions_nearby, members_apart
from .bound_hypotheses import bound_inside
from .bound_names import about, mapped_definition, names_apart, with_maxima_put_in
from .conditions_read import Conditions
from .declared_anew import check_declared
from .gradients_along import with_slopes
from .limits_elsewhere import with_limits
from .one_member import as_one, kind
from .tied_variables import check_tied

At = tuple[int, int]


@dataclass
class Framed:
    """A claim with its context, and what was done to the page's letters for it."""

    context: Context
    goal: Term
    said: Term  # the goal before anything was put in
    notes: list[str] = field(default_factory=list)
    doubt: FormulaError | None = None  # why it is not judged, unless it holds for all it may mean
    along: frozenset[str] = frozenset()  # letters of a gradient's direction


def framed(
    scope: PageScope, goal: Term, conditions: Conditions, released: Iterable[str], at: At
) -> Framed:
    """The claim as the kernel can be asked about it.  Raises FormulaError."""
    try:
        return _Frame(scope, conditions, frozenset(released), at).made(goal)
    except TermError as error:
        raise FormulaError(str(error), *at) from error


class _Frame:
    def __init__(
        self, scope: PageScope, conditions: Conditions, released: frozenset[str], at: At
    ) -> None:
        self.scope, self.conditions, self.released, self.at = scope, conditions, released, at
        self.notes: list[str] = []
        self.facts: list[Term] = []
        self.doubt: FormulaError | None = None

    def refused(self, message: str) -> FormulaError:
        return FormulaError(message, *self.at)

    def made(self, goal: Term) -> Framed:
        scope = self.scope
        limits = self.conditions.limits or scope.limits
        if self.conditions.hypotheses:
            hypotheses, self.conditions = bound_inside(scope, self.conditions, goal, self.at)
            goal = implied(hypotheses, goal)
        while self.conditions.same:
            goal = self._as_one(goal, self.conditions.same[0])
        scope = self.scope
        members_apart.check_pairs(scope, goal, self.conditions, self.at)
        members_apart.check_running(scope, goal, self.at)
        said = goal
        check_tied(goal, scope.facts, self.known)
        scope, goal, along = with_slopes(scope, goal, self.known, self.notes)
        nearby, goal = conditions_nearby.nearby(self.known, goal)
        scope, nearby, values = conditions_nearby.with_sizes(scope, nearby)
        self.scope, goal = scope, replaced(goal, values)
        if values:
            del self.known  # what is defined by a size is read anew
        goal = self._put_in_maxima(self._now(goal))
        nearby = [self._put_in_maxima(self._now(f)) for f in nearby]
        keys, definitions = self._reached([goal, *nearby], limits)
        spoken = keys | indices_in(goal)
        if lost := [s for s in sorted(scope.unread) if scope.names.keys.get(s, s) in spoken]:
            raise self.refused(f"what a sentence before says of {', '.join(lost)} is not read")
        facts = [self._put_in_maxima(self._now(f)) for f in scope.facts if about(f, keys)]
        facts += [f for f in nearby if about(f, keys)]
        under = [f for f in facts if any(mentions(f, k) for k in scope.laws if k in keys)]
        if under:
            facts = [f for f in facts if f not in under]
            goal = implied(under, goal)
        limits = [one for one in limits if one.key in keys]
        sets, goal = self._sets(goal, [*definitions.values()], facts, keys)
        conditions_nearby.check_members(nearby, sets)
        context = Context(
            index_sets=tuple(sets),
            scalars=tuple(
                s for k, s in scope.scalars.items() if k in keys and k not in definitions
            ),
            families=tuple(f for k, f in scope.families.items() if k in keys),
            vectors=tuple(v for k, v in scope.vectors.items() if k in keys),
            matrices=tuple(m for k, m in scope.matrices.items() if k in keys),
            definitions=tuple(definitions.values()),
            facts=tuple(
                dict.fromkeys(one for fact in (*facts, *self.facts) for one in at_each(fact, sets))
            ),
            laws=tuple(law for k, law in scope.laws.items() if k in keys),
            links=tuple(l for l in scope.links if about(l, keys)) if limits else (),
        )
        context = with_limits(context, limits, scope, self.at, self.notes)
        context, goal = names_apart(context, goal)
        if not context.limit and any(t.op in LIMITS for t in goal.subterms()):
            raise self.refused("this speaks of a limit, and none is declared: add as \\beta -> "
                               "\\infty, or say it at the end of the line")  # fmt: skip
        check_declared(scope, context, self.at)
        check_places(goal)
        if sort_error(goal) is None:
            check_term(context, goal)
        return Framed(context, goal, said, self.notes, self.doubt, along)

    def _now(self, term: Term) -> Term:
        """The term with names as they stand now: q was ours to choose, and has been given a value.

        One by which something is derived is any number again.
        """
        key = term.key if term.op in ("scalar", "vector", "matrix", "defined") else ""
        if key in self.released:
            return Term("scalar", (key,))
        known = self.scope.definitions.get(key)
        if known is not None and not known.params and term.op != "defined":
            return Term("defined", (key, known.sort))
        if not term.children:
            return term
        return Term(term.op, term.mapped(self._now))

    def _as_one(self, goal: Term, pair: tuple[str, str]) -> Term:
        made = as_one(self.scope, goal, pair)
        if made is None:
            raise self.refused("{} and {} are declared different".format(*pair))
        self.scope, goal, (gone, stays) = made
        self.conditions = self.conditions.with_index(gone, stays)
        if any(x == y for x, y in self.conditions.apart):
            raise self.refused("{} and {} are declared different".format(*pair))
        return goal

    def _put_in_maxima(self, term: Term) -> Term:
        return with_maxima_put_in(term, self.known)

    @cached_property
    def known(self) -> dict[str, Definition]:
        """The definitions in force, with names as they stand now."""
        return {
            k: mapped_definition(d, self._now)
            for k, d in self.scope.definitions.items()
            if k not in self.released
        }

    # ---- what is spoken of -------------------------------------------------------------------

    def _reached(
        self, said: Sequence[Term], limits: Sequence[LimitTaken]
    ) -> tuple[set[str], dict[str, Definition]]:
        """The names that the claim speaks of, also by way of definitions and facts."""
        scope, known = self.scope, self.known
        keys: set[str] = set()
        todo = [*said, *(size for size in scope.sizes.values())]
        todo += [limit.at for limit in limits if limit.at is not None]
        if self.conditions.limits or any(t.op in LIMITS for one in said for t in one.subterms()):
            todo += [Term("scalar", (limit.key,)) for limit in limits]
        facts = [*scope.facts]
        while todo:
            for t in todo.pop().subterms():
                if t.op not in (
                    "scalar", "vector", "matrix", "entry", "member", "defined",
                ) or t.key in keys:  # fmt: skip
                    continue
                keys.add(t.key)
                if t.op == "defined" and t.key in known:
                    todo += known[t.key].bodies
                if t.key in scope.families and (norm := scope.families[t.key].norm) is not None:
                    todo.append(norm)
                if t.key in scope.laws:
                    todo += [scope.laws[t.key].mean, scope.laws[t.key].variance]
            for fact in facts[:]:
                if about(fact, keys):
                    facts.remove(fact)
                    todo.append(fact)
        return keys, in_order({k: d for k, d in known.items() if k in keys})

    # ---- members -----------------------------------------------------------------------------

    def _sets(
        self, goal: Term, definitions: list[Definition], facts: list[Term], keys: set[str]
    ) -> tuple[list[IndexSet], Term]:
        scope = self.scope
        bodies = [body for d in definitions for body in d.bodies]
        params = {name for d in definitions for name, _ in d.params}
        in_bodies = {
            n for d in definitions for b in d.bodies
            for n in indices_in(b) - {p for p, _ in d.params}
        }  # fmt: skip
        at_members = {m for d in definitions for m, _ in d.exceptions}
        free = indices_in(goal) | members_apart.told_apart(self.conditions, goal, at_members)
        spoken = [goal, *bodies, *facts]
        used = {
            t.args[1] for x in spoken for t in x.subterms() if t.op in BINDERS
        } | {
            over for k in keys
            for over in ((scope.families[k].over,) if k in scope.families else ())
        } | {over for d in definitions for _, over in d.params}  # fmt: skip
        used |= {scope.indices[n].over for n in free if n in scope.indices}
        sets: list[IndexSet] = []
        for key, size in scope.sizes.items():
            named = [n for n, i in scope.indices.items() if i.over == key and i.kind == "named"]
            if key not in used:
                if len(named) > 1 and size.op == "scalar" and size.key in keys:
                    self.facts.append(Term("≥", (size, number(len(named)))))  # they are distinct
                continue
            fixed = [
                n for n in dict.fromkeys((*sorted(in_bodies), *sorted(at_members)))
                if n in scope.indices and scope.indices[n].over == key and n not in named
            ]  # fmt: skip
            numbers = self._numbers(key, spoken, at_members, definitions, free)
            if numbers and size.op == "scalar" and int(numbers[-1]) > len(numbers):
                self.facts.append(Term("≥", (size, number(int(numbers[-1])))))  # p_2 is there
            members = [*named, *fixed, *numbers]
            somes = sorted(
                n for n in free - set(members)
                if n in scope.indices and scope.indices[n].over == key
                and scope.indices[n].kind in ("some", "fixed")
            )  # fmt: skip
            rest = next((n for n, i in scope.indices.items() if i.over == key and
                         i.kind == "rest"), "")  # fmt: skip
            loose = [n for n in fixed if kind(self.scope, n) in ("some", "fixed")]
            if (somes or loose or numbers or not rest) and not any(
                n in at_members or n in indices_in(x) for x in spoken for n in (*named, rest)
            ):
                members, rest = [m for m in members if m not in named], ""
                self.facts += [Term("≥", (size, number(len(named))))] if len(named) > 1 else []
            members_apart.check_apart(loose, (*members, *({rest} & free)), self.conditions, self.at)
            here = [n for n in members if n in named]
            members_apart.check_named(here, numbers, free, self.conditions, self.at)
            members, rest, goal = self._placed(key, members, rest, somes, goal, free)
            if size.op == "number" and len(members) < int(size.key) <= 12 and not rest:
                extra = [str(k) for k in range(1, int(size.key) + 1) if str(k) not in members]
                members = [*members, *extra[: int(size.key) - len(members)]]
            elif not rest and not (size.op == "number" and len(members) >= int(size.key)):
                taken = {*members, *params, *free}
                taken |= {n for s in sets for n in (*s.members, s.rest)}
                taken |= set(scope.indices)
                rest = next(n for n in ("i", "r", "o", "w", *(f"other{k}" for k in range(9)))
                            if n not in taken)  # fmt: skip
            sets.append(IndexSet(key, size, tuple(members), rest))
        members_apart.check_partial(self.scope, definitions, sets, self.at)
        return sets, goal

    def _numbers(
        self,
        key: str,
        spoken: Sequence[Term],
        at_members: set[str],
        definitions: list[Definition],
        free: frozenset[str],
    ) -> list[str]:
        """Members called by number in a family over this set."""
        over: dict[str, tuple[str, ...]] = {k: (f.over,) for k, f in self.scope.families.items()}
        over |= {d.key: tuple(o for _, o in d.params) for d in definitions}
        found = {
            child.key
            for x in spoken for t in x.subterms()
            if t.op in ("entry", "member", "defined") and t.key in over
            for child, home in zip(t.children, over[t.key])
            if home == key and child.key.isdecimal()
        }  # fmt: skip
        found |= {
            m for d in definitions for m, _ in d.exceptions
            if m.isdecimal() and d.params[0][1] == key
        }  # fmt: skip
        found |= {n for n in free if n.isdecimal()
                  and members_apart.set_beside(self.scope, self.conditions, n) == key}  # fmt: skip
        size = self.scope.sizes[key]
        if size.op == "number" and found and int(size.key) <= 12:
            return [str(k) for k in range(1, int(size.key) + 1)]
        return sorted(found, key=int)

    def _placed(
        self,
        key: str,
        members: list[str],
        rest: str,
        somes: list[str],
        goal: Term,
        free: frozenset[str],
    ) -> tuple[list[str], str, Term]:
        """Where an index that may be any member goes."""
        apart = {frozenset(pair) for pair in self.conditions.apart}
        without = [m for m in members if frozenset((rest, m)) in apart]
        if rest in free and without and len(without) < len(members):
            # for i ≠ a, where i is any other than a and b: it is meant for b too
            goal, free = self._for_every(rest, key, goal, without), free - {rest}
        if not somes:
            return members, rest, goal
        if len(somes) == 1:
            (one,) = somes
            others = [m for m in members if frozenset((one, m)) not in apart]
            if not members:
                return somes, rest, goal
            if not others and not (rest and rest in free):
                return members, one, goal
            without = [m for m in members if m not in others]
            return members, rest, self._for_every(one, key, goal, without)
        pairs = {frozenset((x, y)) for x in somes for y in (*somes, *members) if x != y}
        pairs |= {frozenset((x, rest)) for x in somes if rest in free}
        if pairs <= apart:
            return [*members, *somes], rest, goal
        one, other = sorted(min(pairs - apart, key=sorted))
        doubt = members_apart.MayBeOne((one, other), self.at)
        if members or len(somes) > 2 or rest in free or goal.op not in (*COMPARISONS, *LIMITS):
            raise doubt
        self.doubt = doubt
        return somes[:1], rest, self._for_every(somes[1], key, goal, ())

    def _for_every(self, name: str, over: str, goal: Term, without: Sequence[str]) -> Term:
        if goal.op == "⇒":
            if name in indices_in(goal.left):
                raise self.refused(
                    f"{name} may be one of the named members: say what holds for each of them"
                )
            return Term("⇒", (goal.left, self._for_every(name, over, goal.right, without)))
        if goal.op not in (*COMPARISONS, *LIMITS):
            raise self.refused(f"what is said of any {name} is one comparison or limit")
        return Term("every", (name, over, *map(as_index, without), goal))
