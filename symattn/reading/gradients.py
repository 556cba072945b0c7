"""Gradients by a vector or a matrix, said in the language: as slopes along any direction.

∇_x f = g says that f(x + t u) has, for every point, every u and every t, the slope g(x + t u)·u in
t; by a matrix W, with W + t u wᵀ for every u and w.  What a gradient stands for is put in before
anything is judged: no rule is about one.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field

from ..language import Definition, Term, TermError, flattened, indices_in, number, plain, replaced
from ..language.kinds import BINDERS, CHANCE, IMPLICATIONS
from .definitions_put_in import reached, unfolded_in

NUMBERS = ("t", "r", r"\tau", r"\lambda", r"\theta")
VECTORS = ("u", "w", "h", "v", "e", "f", "g", "m")
PLACES = (
    "a gradient stands in an equation of vectors, as in ∇_x f = g, or beside a vector that does "
    "not change, as in ∇_x f·u"
)


class Gradient(str):
    """The name of a gradient, and what it is of and by.  Nothing else is called so."""

    of: Term
    by: Term


@dataclass
class Along:
    """A statement in which gradients have become slopes.

    The letters that it has for them, and what is known of the variables, said of where the slope
    is.  That rules nothing out: each t may be 0.
    """

    goal: Term
    facts: tuple[Term, ...]
    numbers: tuple[str, ...]
    vectors: tuple[str, ...]
    variables: frozenset[str]


def gradient(value: Term, by: Term) -> Term:
    """∇_by value, a vector or a matrix.  Raises TermError."""
    if by.op not in ("vector", "matrix") or _name(by) is not None:
        raise TermError(
            f"a gradient is by a declared vector or matrix, and {plain(by)} is none; by a number, "
            "or by a member of a family of numbers, it is a derivative"
        )
    if value.sort != "scalar":
        raise TermError(f"a gradient is of a number, and this is a {value.sort}")
    name = Gradient(f"∇_{plain(by)}({plain(value)})")
    name.of, name.by = value, by
    return Term(by.op, (name,))


def at_the_point(side: Term, letters: frozenset[str]) -> Term | None:
    """g of a side g(x + t u)·u; None if it is none."""
    value = side
    if side != number(0):
        one, *more = side.children if side.op == "dot" else (side,)
        if not more:
            return None
        (other,) = more
        if other.op == "apply" and _is(other.right, letters):
            value = other.left
        elif _is(other, letters):
            value = one
        else:
            return None
    return _without(value, letters) if is_at_the_point(value, letters) else None


def is_at_the_point(term: Term, letters: frozenset[str]) -> bool:
    """Whether a term has the letters of a direction in x + t u alone."""
    left = _without(term, letters).subterms()
    return not any(t.op in ("scalar", "vector") and t.key in letters for t in left)


def _without(term: Term, letters: frozenset[str]) -> Term:
    """The term without the summands t u."""
    if term.op == "+":
        kept = [t for t in term.children if t.op != "*" or not _is_letter(t.left, letters)]
        if len(kept) < len(term.children):
            return _without(kept[0] if len(kept) == 1 else Term("+", tuple(kept)), letters)
    return flattened(term.op, term.mapped(lambda a: _without(a, letters)))


def has_gradient(term: Term) -> bool:
    """Whether a gradient stands somewhere in a term."""
    return any(_name(t) is not None for t in term.subterms())


def along_any_direction(
    goal: Term,
    definitions: Mapping[str, Definition],
    facts: Iterable[Term],
    held: Iterable[Term],
    taken: Iterable[str],
) -> Along:
    """The statement about slopes.

    No variable may be spoken of by what is `held`: laws, declared norms, links of a limit, what is
    random.  `taken` are names that no new letter may have.  Raises TermError.
    """
    turned = _Turned(definitions, set(taken) | {str(t.args[0]) for t in goal.subterms() if t.args})
    said = turned.statement(turned.put_in(goal))
    keys = turned.variables
    if odd := next((t for t in held if _speaks(turned.put_in(t), keys)), None):
        raise TermError(f"a gradient by what is random, or what {plain(odd)} of a law depends on")
    turned.check_directions()
    moved = turned.moved
    known = [put_in for f in facts if _speaks(put_in := turned.put_in(f), keys)]
    there = tuple(as_squares(replaced(f, moved)) for f in known)
    goal = replaced(said, moved)
    return Along(goal, there, turned.numbers, turned.vectors, frozenset(keys))


@dataclass
class _Turned:
    definitions: Mapping[str, Definition]
    taken: set[str]
    slots: dict[tuple[Term, tuple[Term, ...]], Term] = field(default_factory=dict)
    fresh: dict[int, Term] = field(default_factory=dict)

    def put_in(self, term: Term) -> Term:
        """With the definitions put in that speak of a variable, or of a gradient."""
        while True:
            keys = {by.key for t in term.subterms() if (n := _name(t)) for by in _variables(n)}
            keys |= self.variables
            used = reached(self.definitions, lambda t: _name(t) is not None or _is(t, keys))
            heavy = {
                key: self.definitions[key]
                for key in used
                if any(t.op == "defined" and t.key == key for t in _everywhere(term))
            }
            if odd := sorted(key for key, d in heavy.items() if d.exceptions):
                raise TermError(
                    f"{odd[0]} changes with what the gradient is by, and is another at one member"
                )
            if not heavy:
                return term
            term = _everywhere_put_in(term, heavy)

    @property
    def variables(self) -> set[str]:
        return {by.key for by, _ in self.slots}

    @property
    def numbers(self) -> tuple[str, ...]:
        return tuple(t.key for t in self.slots.values())

    @property
    def vectors(self) -> tuple[str, ...]:
        return tuple(t.key for t in self.fresh.values())

    @property
    def moved(self) -> dict[Term, Term]:
        """Each variable with the point on its line."""
        found: dict[Term, Term] = {}
        for (by, along), t in self.slots.items():
            way = along[0] if by.op == "vector" else Term("outer", along)
            found[by] = flattened("+", (found.get(by, by), flattened("*", (t, way))))
        return found

    def check_directions(self) -> None:
        for _, along in self.slots:
            for way in along:
                if _speaks(self.put_in(way), self.variables):
                    raise TermError(f"{plain(way)} changes with what the gradient is by; {PLACES}")

    def statement(self, goal: Term) -> Term:
        if not has_gradient(goal):
            return goal
        if goal.op == "⇒" and not has_gradient(goal.left):
            return Term("⇒", (goal.left, self.statement(goal.right)))
        if goal.op == "every":
            *before, said = goal.args
            assert isinstance(said, Term)
            return Term("every", (*before, self.statement(said)))
        sides = goal.children
        sorts = {s.sort for s in sides}
        if goal.op in IMPLICATIONS or len(sides) != 2:
            raise TermError(PLACES)
        if sorts == {"scalar"}:
            return Term(goal.op, tuple(self.scalar(s, frozenset()) for s in sides))
        if goal.op == "=" and sorts in ({"vector"}, {"matrix"}):
            to = tuple(self._vector(k) for k in range(1 if sorts == {"vector"} else 2))
            return Term("=", tuple(self.along(s, to, frozenset()) for s in sides))
        raise TermError(PLACES)

    def scalar(self, term: Term, bound: frozenset[str]) -> Term:
        """A number with gradients in it, each beside what it is along."""
        if not has_gradient(term):
            return term
        if term.op in BINDERS:
            bound |= {term.key}
        if term.op == "dot":
            one, other = term.children
            if not has_gradient(other):
                return self.along(one, (other,), bound)
            if not has_gradient(one):
                return self.along(other, (one,), bound)
        if term.op in ("vector", "matrix", "norm", "dot", "diff", *CHANCE):
            raise TermError(PLACES)
        return flattened(term.op, term.mapped(lambda a: self.scalar(a, bound)))

    def along(self, term: Term, to: tuple[Term, ...], bound: frozenset[str]) -> Term:
        """term·u of a vector; u·(term w) of a matrix."""
        if not has_gradient(term):
            if term.op == "zero":
                return number(0)
            return Term("dot", (to[0], Term("apply", (term, to[1]))) if to[1:] else (term, *to))
        if (name := _name(term)) is not None:
            return self._slope(name, to, bound)
        if term.op in ("+", "neg"):
            parts = tuple(self.along(t, to, bound) for t in term.children)
            return flattened(term.op, parts)
        if term.op == "/":
            top, bottom = term.children
            return Term("/", (self.along(top, to, bound), self.scalar(bottom, bound)))
        if term.op == "*":
            return flattened("*", tuple(
                self.scalar(t, bound) if t.sort == "scalar" else self.along(t, to, bound)
                for t in term.children
            ))  # fmt: skip
        if term.op == "sum":
            *before, body = term.args
            assert isinstance(body, Term)
            return Term("sum", (*before, self.along(body, to, bound | {term.key})))
        if term.op == "apply" and len(to) == 1 and not has_gradient(term.right):
            return self.along(term.left, (*to, term.right), bound)
        raise TermError(PLACES)

    def _slope(self, name: Gradient, to: tuple[Term, ...], bound: frozenset[str]) -> Term:
        of = self.scalar(name.of, bound)
        if bound & frozenset[str]().union(*(indices_in(t) for t in to)):
            raise TermError(f"a gradient along {plain(to[0])} for every member; {PLACES}")
        slot = (name.by, to)
        if slot not in self.slots:
            self.slots[slot] = self._letter("scalar", NUMBERS)
        return Term("diff", (of, self.slots[slot]))

    def _vector(self, k: int) -> Term:
        if k not in self.fresh:
            self.fresh[k] = self._letter("vector", VECTORS)
        return self.fresh[k]

    def _letter(self, op: str, letters: tuple[str, ...]) -> Term:
        name = next((n for n in letters if n not in self.taken), None)
        if name is None:
            raise TermError("no letter is left for the direction of a gradient")
        self.taken.add(name)
        return Term(op, (name,))


def as_squares(fact: Term) -> Term:
    """x ≠ 0, x ≠ y and ‖x‖ > 0 as comparisons of squares with 0."""
    if fact.op not in ("≠", ">"):
        return fact
    x, y = fact.children
    if y == number(0) and x.op == "norm":
        x, y = x.children[0], Term("zero")
    if x.sort != "vector" or y.sort != "vector":
        return fact
    gap = x if y == Term("zero") else flattened("+", (x, Term("neg", (y,))))
    return Term(">", (Term("dot", (gap, gap)), number(0)))


def _name(term: Term) -> Gradient | None:
    found = term.args[0] if term.op in ("vector", "matrix") else None
    return found if isinstance(found, Gradient) else None


def _variables(name: Gradient) -> list[Term]:
    return [name.by, *(by for t in name.of.subterms() if (n := _name(t)) for by in _variables(n))]


def _everywhere(term: Term) -> Iterable[Term]:
    """The parts of a term, and of what its gradients are of."""
    for t in term.subterms():
        yield t
        if (name := _name(t)) is not None:
            yield from _everywhere(name.of)


def _everywhere_put_in(term: Term, known: Mapping[str, Definition]) -> Term:
    changes = {
        t: gradient(_everywhere_put_in(name.of, known), name.by)
        for t in term.subterms()
        if (name := _name(t)) is not None
    }
    return unfolded_in(replaced(term, changes), known, 0)


def _is_letter(term: Term, letters: frozenset[str]) -> bool:
    return term.op == "scalar" and term.key in letters


def _is(term: Term, keys: Container[str]) -> bool:
    return term.op in ("vector", "matrix") and term.key in keys


def _speaks(term: Term, keys: set[str]) -> bool:
    return any(_is(t, keys) for t in term.subterms())
