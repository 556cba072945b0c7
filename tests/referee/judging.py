"""A referee that shares nothing with the kernel: a relation is tried at random points with mpmath.

`contradicted` gives the point at which a proved statement is false, or None.  Points satisfy the
hypotheses; what a hypothesis or the left side of ⇒ says of a single symbol (x = 2y) is put in, so
that equations do not make every point miss.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from typing import Any

import mpmath

from symattn.language import Context, Term, depends_on, plain

from ..kernel.numbers import World, trapezoid

POINTS, TRIES = 25, 400
COMPARISONS = ("=", "≠", "<", "≤", ">", "≥")
# Where limits are looked at, with how many digits: e^-100000 is lost beside 1 in few of them, and
# what goes like log log x is far from its limit nearly everywhere.
LOOKS = (
    ((40, 400, 100_000), 1_200),
    ((3, 12, 40), 1_200),
    ((10**30, 10**100, 10**300), 3_000),
    ((40, 400, 10_000), 10_000),
)
ROUGH = {
    "abs",
    "max",
    "min",
    "relu",
    "P",
    "cases",
    "count",
}  # a grid gives their means only roughly


class NoValue(ArithmeticError):
    """A term has no real value at the point."""


class Strict(World):
    """A world in which a term without a real value says so."""

    def value(self, term: Term, env: dict[str, int] | None = None) -> Any:
        try:
            found = super().value(term, env)
        except (ZeroDivisionError, ValueError) as error:
            raise NoValue(plain(term)) from error
        if not isinstance(found, mpmath.matrix) and (
            isinstance(found, mpmath.mpc) or not mpmath.isfinite(found)
        ):
            raise NoValue(plain(term))
        return found

    def true(self, relation: Term, env: dict[str, int] | None = None) -> bool:
        """Whether a relation holds, up to rounding in favour of the relation."""
        if relation.op in ("and", "or"):
            return (all if relation.op == "and" else any)(
                self.true(c, env) for c in relation.children
            )
        left, right = (self.value(c, env) for c in relation.children)
        matrix = isinstance(left, mpmath.matrix)
        gap = mpmath.norm(left - right) if matrix else left - right
        size = 1 + (mpmath.norm(left) if matrix else abs(left) + abs(right))
        near = abs(gap) <= size * self.slack
        if near and relation.op in ("<", ">", "≠") and not self.grid:
            return self._strictly(relation, env)
        turned = -gap if relation.op in ("<", "≤") else gap
        return bool(near if relation.op == "=" else near or relation.op == "≠" or turned > 0)

    def _strictly(self, relation: Term, env: dict[str, int] | None) -> bool:
        """A strict comparison of numbers that are nearly the same, with many digits.

        Tanh 300 < 1, but not e^0 > 1 + 0.
        """
        with mpmath.workdps(2000):
            left, right = (self.value(c, env) for c in relation.children)
            return bool({"<": left < right, ">": left > right, "≠": left != right}[relation.op])

    slack: Any = mpmath.mpf(10) ** -30


def _draw(context: Context, r: random.Random, ties: bool) -> Strict | None:
    """Values for everything; None if an index set has no room for its members."""
    few = [-1, 0, 0, 1, 2, 1, 3]

    def pick() -> Any:
        return mpmath.mpf(r.choice(few)) if ties else mpmath.mpf(r.randint(-250, 250)) / 100

    w = Strict(context, {})
    laws = {law.key for law in context.laws}
    for s in context.scalars:
        value = mpmath.mpf(r.choice([0, 1, 1, 2, 3, 5])) if s.integer else pick()
        positive = any(
            f.op in (">", "≥") and f.children[0] == Term("scalar", (s.key,)) for f in context.facts
        )
        w.scalars[s.key] = abs(value) if positive else value
    for key in laws:
        w.scalars[key] = pick()
    for index_set in context.index_sets:
        try:
            size = int(w.value(index_set.size))
        except NoValue:
            return None
        if size < max(1, len(index_set.members)):
            return None
        w.sizes[index_set.key] = size
    for f in context.families:
        count = w.sizes[f.over]
        if f.sort == "scalar":
            w.families[f.key] = [pick() for _ in range(count)]
        elif f.norm is not None:
            w.families[f.key] = _orthogonal(w, w.value(f.norm), count)
        else:
            w.families[f.key] = [
                mpmath.matrix([pick() for _ in range(w.dimension)]) for _ in range(count)
            ]
    for v in context.vectors:
        w.vectors[v.key] = mpmath.matrix([pick() for _ in range(w.dimension)])
    if ties:
        _fall_together(w, r)
    for m in context.matrices:
        w.matrices[m.key] = mpmath.matrix(
            [[pick() for _ in range(w.dimension)] for _ in range(w.dimension)]
        )
    return w


def _fall_together(w: Strict, r: random.Random) -> None:
    """Some vectors are 0, or one of those before: what holds but there is false."""
    free = [w.families[f.key] for f in w.context.families if f.sort != "scalar" and f.norm is None]
    places: list[tuple[Any, Any]] = [(w.vectors, key) for key in w.vectors]
    places += [(members, k) for members in free for k in range(len(members))]
    for n, (table, k) in enumerate(places):
        if r.random() < 0.4:
            earlier = [other[j] for other, j in places[:n]]
            zero = mpmath.zeros(w.dimension, 1)
            table[k] = r.choice([zero, *earlier])


def _orthogonal(w: Strict, length: Any, count: int) -> list[Any]:
    return [
        mpmath.matrix([length if j == k else 0 for j in range(w.dimension)]) for k in range(count)
    ]


def _put_in(w: Strict, said: Sequence[Term]) -> None:
    """What is said of one symbol as an equation is made true."""
    for relation in said:
        for symbol, other in (
            (relation.children, relation.children[::-1]) if relation.op == "=" else ()
        ):
            if symbol.op == "scalar" and symbol not in set(other.subterms()):
                try:
                    w.scalars[str(symbol.args[0])] = w.value(other)
                except NoValue:
                    pass
                break
    for f in w.context.families:  # a length may depend on the symbol
        if f.norm is not None and w.sizes:
            try:
                w.families[f.key] = _orthogonal(w, w.value(f.norm), w.sizes[f.over])
            except NoValue:
                pass


def _environments(w: Strict, term: Term) -> list[dict[str, int]]:
    """Every choice of the "any other" members that a term speaks of."""
    names = {str(t.args[0]) for t in term.subterms() if t.op == "index"}
    rests = [s for s in w.context.index_sets if s.rest and s.rest in names]
    ranges = [range(len(s.members), w.sizes[s.key]) for s in rests]
    return [dict(zip([s.rest for s in rests], chosen)) for chosen in product(*ranges)]


def _as_long_as_said(w: Strict) -> bool:
    """Whether families have the length that their sizes have now: n = 1 may have been put
    in since.
    """
    try:
        return all(w.value(s.size) == w.sizes[s.key] for s in w.context.index_sets)
    except NoValue:
        return False


def _facts_hold(w: Strict) -> bool:
    try:
        return all(w.holds(f, env) for f in w.context.facts for env in _environments(w, f))
    except NoValue:
        return False


def _holds(w: Strict, said: Sequence[Term], env: dict[str, int]) -> bool:
    """Whether all of it holds; what has no value does not."""
    try:
        return all(w.holds(a, env) for a in said)
    except NoValue:
        return False


def worlds(
    context: Context, seed: str, said: Sequence[Term] = (), points: int = POINTS
) -> Iterator[Strict]:
    """Random points that satisfy the hypotheses."""
    r, found = random.Random(seed), 0
    for k in range(TRIES):
        w = _draw(context, r, ties=k % 2 == 1)
        if w is None:
            continue
        _put_in(w, [*context.facts, *(said if k % 3 else ())])
        if _as_long_as_said(w) and _facts_hold(w):
            yield w
            found += 1
            if found == points:
                return


def _shown(w: Strict) -> str:
    values = {k: mpmath.nstr(v, 8) for k, v in w.scalars.items()}
    members = {k: [mpmath.nstr(x, 8) for x in v] for k, v in w.families.items()}
    return f"{values} {members}" + (f" {w.vectors} {w.matrices}" if w.vectors or w.matrices else "")


def contradicted(
    context: Context, goal: Term, seed: str, points: int = POINTS
) -> tuple[int, str | None]:
    """How many points were tried, and the first at which the statement is false or has no value."""
    left = goal.children[0] if goal.op == "⇒" else None
    conclusion = goal.children[1] if goal.op == "⇒" else goal
    said = [] if left is None else list(left.children if left.op == "and" else (left,))
    chance = any(t.op in ("E", "P", "Var", "Cov") for t in goal.subterms())
    limit = conclusion.op in ("→", "≈", "≫")
    if conclusion.op not in (*COMPARISONS, "→", "≈", "≫") or (limit and (said or chance)):
        return 0, None
    tried = 0
    for w in worlds(context, seed, said, TRIES):
        if tried >= points:
            break
        if chance:
            parts = list(goal.subterms())
            if any(t.op == "diff" and "P" in {u.op for u in t.subterms()} for t in parts):
                raise NotImplementedError("the slope of a probability, which is one of steps here")
            given = any(t.op in ("E", "Var") and len(t.children) > 1 for t in parts)
            rough = given or bool(ROUGH & {t.op for t in parts})
            two = sum(depends_on(context, goal, frozenset({law.key})) for law in context.laws) > 1
            step = mpmath.mpf("0.5" if two else "0.1")
            w.grid = tuple(
                (z + step / 2, step * mpmath.npdf(z + step / 2))
                for z, _ in trapezoid(float(step), 7 if two else 12)
            )
            w.slack = mpmath.mpf("0.06") if rough else mpmath.mpf(10) ** (-5 if two else -10)
        for env in _environments(w, goal):
            try:
                if left is not None and not _holds(w, said, env):
                    continue
                tried += 1
                if not (
                    _seen_to_approach(w, conclusion, env) if limit else w.true(conclusion, env)
                ):
                    return tried, f"{_shown(w)} {env}"
            except NoValue as error:
                if left is None or not limit:
                    return tried, f"no value of {error} at {_shown(w)} {env}"
    return tried, None


def _seen_to_approach(w: Strict, goal: Term, env: dict[str, int]) -> bool:
    """As `_approached` in one of the looks: what one loses by cancellation, another sees."""
    lost: Exception = OverflowError("nothing is seen that far out")
    seen = False
    for far, digits in LOOKS:
        try:
            if _approached(w, goal, env, far, digits):
                return True
            seen = True
        except (NoValue, OverflowError) as error:  # lost, or too far for this one
            lost = error
    if not seen:
        raise lost
    return False


def _approached(
    w: Strict, goal: Term, env: dict[str, int], looks: Sequence[int], digits: int
) -> bool:
    """Whether numbers at growing limit variables may be on their way."""
    left, right = goal.children
    gaps = []
    with mpmath.workdps(digits):
        for far in looks:
            at = replace(
                w,
                scalars={**w.scalars, **{key: mpmath.mpf(far) for key in w.context.limit}},
                families=dict(w.families),
            )
            for f in w.context.families:
                if f.norm is not None:
                    at.families[f.key] = _orthogonal(at, at.value(f.norm), len(w.families[f.key]))
            x = at.value(left, env)
            target = right.children[0] if right.op == "neg" else right
            if target.op == "infinity":
                gaps.append(x if right.op == "infinity" else -x)
            elif goal.op == "≫":
                gaps.append(x - at.value(right, env))
            else:
                gap = x - at.value(right, env)
                gaps.append(mpmath.norm(gap) if isinstance(gap, mpmath.matrix) else abs(gap))
        if target.op == "infinity" or goal.op == "≫":
            return bool(gaps[0] < gaps[1] < gaps[2])
        return bool(gaps[2] < mpmath.mpf("0.02") or gaps[2] < mpmath.mpf("0.99") * gaps[1])
