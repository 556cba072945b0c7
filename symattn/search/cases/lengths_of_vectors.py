"""Products and lengths of a few vectors: |x·y| ≤ ‖x‖‖y‖ (Cauchy and Schwarz), what the triangle
inequality says of differences, and what follows by the order of numbers, with letters for them.

x·y ≤ ‖x‖‖y‖ comes from ‖x + y‖ ≤ ‖x‖ + ‖y‖ by its squares.  Untrusted.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from ...kernel import Claim, Rejected
from ...language import Term, TermError, flattened, indices_in, number
from ...language.kinds import COMPARISONS
from ..clock import now
from ..repairs.weaker_lines import prove
from .lipschitz_search import LETTERS, SECONDS, A, B, Prover, X, Y, named, squared, through
from .named_roots import letters_for, roots_in
from .reduction_search import triangle

ZERO, TWO = number(0), number(2)
MOST_PARTS, MOST_LETTERS = 8, 12
Form = tuple[tuple[Term, int], ...]  # whole multiples of vectors, the first of them positive


def certificate(claim: Claim, deadline: float) -> dict[str, Any] | None:
    """A certificate of a comparison of numbers made of products and lengths, or None."""
    if claim.conclusion.op not in COMPARISONS or claim.about_chance or claim.rest:
        return None
    spoken = (claim.conclusion, *claim.assumptions)
    parts = [t for t in dict.fromkeys(s for r in spoken for s in r.subterms()) if _is_measured(t)]
    members = {m for s in claim.context.index_sets for m in s.members}
    if not 1 < len(parts) <= MOST_PARTS or any(indices_in(t) - members for t in parts):
        return None
    until = min(deadline, now() + SECONDS)
    of_sums = any(t.op == "norm" and len(_form(t.children[0])[0]) > 1 for t in parts)
    for means in (of_sums, not of_sums):
        with suppress(Rejected, TermError):
            known = _Known(means)
            known.take(parts)
            if not 2 < len(known.terms) <= MOST_LETTERS:
                return None
            known.roots(claim, until)
            shown = named(known.terms, (*known.facts,), prove, *known.facts.values())
            if (found := shown(claim, until)) is not None:
                return found
    return None


def _is_measured(t: Term) -> bool:
    return t.op == "dot" or (t.op == "norm" and t.children[0].sort == "vector")


@dataclass
class _Known:
    """A letter for each length, product and square, and what is known of them."""

    means: bool  # whether x·y ≤ (‖x‖² + ‖y‖²)/2 is known
    terms: dict[Term, Term] = field(default_factory=dict)  # what each letter stands for
    facts: dict[Term, Prover] = field(default_factory=dict)
    lengths: dict[Form, Term] = field(default_factory=dict)  # of a vector up to its sign
    products: dict[frozenset[Form], tuple[Term, int]] = field(default_factory=dict)
    squares: dict[Term, Term] = field(default_factory=dict)  # of a letter of ‖v‖ that of v·v
    compared: dict[tuple[Term, Term], Term] = field(default_factory=dict)  # of ‖x‖, ‖y‖ that of x·y

    def take(self, parts: list[Term]) -> None:
        for t in parts:
            if t.op == "norm":
                self.length(t.children[0])
            elif t.left == t.right:
                square = self.letter(t)
                self.squares.setdefault(self.length(t.left), square)
                self.know("=", square, squared(self.length(t.left)))
            else:
                self.product(t.left, t.right)
        for form in [f for f in self.lengths if len(f) > 1]:
            self.expand(form)
        for x, y in (k for k in self.compared if all(v in self.squares for v in k)):
            of, (n, m) = self.compared[x, y], (self.terms[v] for v in (x, y))
            most = Term("*", (self.squares[x], self.squares[y]))
            between = Term("*", (squared(n), squared(m)))
            self.know("≤", squared(of), most, through(between, _squared_product(self.terms[of])))
        for form, size in [*self.lengths.items()]:
            if len(form) > 1 and any(((v, 1),) in self.lengths for v, _ in form):
                self.know("=", squared(size), self.square_of(form))
        for ends in combinations([*self.lengths], 3):
            a, b, c = ends
            if any(_plus(a, b, sign) == c for sign in (1, -1)):
                self.triangle(a, b, c)

    def roots(self, claim: Claim, deadline: float) -> None:
        """Letters for the roots of numbers that stand beside, as √d."""
        others = [t for t in roots_in(claim) if t.op == "sqrt"]
        if not any(_is_measured(s) for t in others for s in t.subterms()):
            terms, facts = letters_for(claim, others, deadline)
            self.terms |= terms
            self.facts |= facts

    def know(self, op: str, left: Term, right: Term, shown: Prover = prove) -> None:
        self.facts.setdefault(Term(op, (left, right)), shown)

    def letter(self, term: Term) -> Term:
        new = Term("scalar", (f"{LETTERS[0]}_{{{20 + len(self.terms)}}}",))
        self.terms[new] = term
        return new

    def length(self, vector: Term) -> Term:
        """The letter of ‖v‖; of v and −v both are the first one's."""
        form, _ = _form(vector)
        term = Term("norm", (vector,))
        if term not in self.terms.values():
            new = self.letter(term)
            if form in self.lengths:
                self.know("=", new, self.lengths[form])
            else:
                self.lengths[form] = new
                self.know("≥", new, ZERO)
        return self.lengths[form]

    def product(self, x: Term, y: Term) -> tuple[Term, int]:
        """The letter of x·y, and 1; it is at most ‖x‖‖y‖, and at most (‖x‖² + ‖y‖²)/2."""
        (f, sign), (g, other) = _form(x), _form(y)
        pair = frozenset((f, g))
        z = self.letter(Term("dot", (x, y)))
        if pair in self.products:
            first, turned = self.products[pair]
            self.know("=", z, _signed(first, turned * sign * other))
            return z, sign * other
        self.products[pair] = z, sign * other
        n, m = self.length(x), self.length(y)
        self.compared[n, m] = z
        between = Term("*", (Term("norm", (x,)), Term("norm", (y,))))
        by_squares = named({Y: Term("norm", (x,)), A: Term("norm", (y,))}, ())
        mean = Term("/", (Term("+", (squared(n), squared(m))), TWO))
        for way in (1, -1):
            shown = _by_triangle(x, y, way)
            self.know("≤", _signed(z, way), Term("*", (n, m)), shown)
            if self.means:
                self.know("≤", _signed(z, way), mean, through(between, shown, by_squares))
        return z, sign * other

    def expand(self, form: Form) -> None:
        """w·Σ c v by the products of the v with w, for those w that have all of them."""
        known = [self.beside(((v, 1),)) for v, _ in form]
        vector = self.terms[self.lengths[form]].children[0]
        for other in [w for w in known[0] if all(w in some for some in known)]:
            w = self.terms[self.lengths[other]].children[0]
            turned = _form(w)[1] * _form(vector)[1]
            parts = [
                _times(c * some[other][1] * turned, some[other][0])
                for (_, c), some in zip(form, known)
            ]
            z, _ = self.product(w, vector)
            self.know("=", z, flattened("+", tuple(parts)))

    def beside(self, v: Form) -> dict[Form, tuple[Term, int]]:
        """The products with v, by what it is multiplied with."""
        pairs = self.products.items()
        return {w: known for pair, known in pairs if v in pair for w in pair if w != v}

    def square_of(self, form: Form) -> Term:
        """‖Σ c v‖² by the lengths and the products of the v."""
        summands = [_times(c * c, squared(self.length(v))) for v, c in form]
        for (v, c), (w, d) in combinations(form, 2):
            pair = frozenset((((v, 1),), ((w, 1),)))
            z, sign = self.products.get(pair) or self.product(v, w)
            summands.append(_times(2 * c * d * sign, z))
        return flattened("+", tuple(summands))

    def triangle(self, *ends: Form) -> None:
        """Each of three sides is at most the two others."""
        vectors = [self.terms[self.lengths[e]].children[0] for e in ends]
        for k, end in enumerate(ends):
            one, other = (j for j in range(3) if j != k)
            sign = 1 if _plus(ends[one], ends[other], 1) == end else -1
            # the vectors may be the negatives of the forms
            sign *= _form(vectors[one])[1] * _form(vectors[other])[1]
            whole = Term("norm", (_sum_of_two(vectors[one], vectors[other], sign),))
            sides = Term("+", (self.lengths[ends[one]], self.lengths[ends[other]]))
            self.know("≤", self.lengths[end], sides, through(whole, prove, triangle))


def _times(c: int, term: Term) -> Term:
    if c in (1, -1):
        return _signed(term, c)
    return _signed(flattened("*", (number(abs(c)), term)), c)


def _signed(term: Term, sign: int) -> Term:
    return term if sign > 0 else Term("neg", (term,))


def _sum_of_two(x: Term, y: Term, sign: int) -> Term:
    """x ± y with two summands, whatever they are."""
    first = Term("neg", (Term("neg", (x,)),)) if x.op == "+" else x
    return Term("+", (first, _signed(y, sign)))


def _form(vector: Term) -> tuple[Form, int]:
    """A vector as whole multiples of others, and the sign that was taken out of it."""
    found: dict[Term, int] = {}

    def add(term: Term, times: int) -> None:
        if term.op == "+":
            for t in term.children:
                add(t, times)
        elif term.op == "neg":
            add(term.children[0], -times)
        elif term.op == "*" and len(term.children) == 2 and term.left.op == "number":
            add(term.right, times * int(term.left.key))
        else:
            found[term] = found.get(term, 0) + times

    add(vector, 1)
    return _sorted(found)


def _sorted(found: dict[Term, int]) -> tuple[Form, int]:
    form = sorted(((v, c) for v, c in found.items() if c), key=lambda part: repr(part[0]))
    sign = -1 if form and form[0][1] < 0 else 1
    return tuple((v, sign * c) for v, c in form), sign


def _plus(a: Form, b: Form, sign: int) -> Form:
    found = dict(a)
    for v, c in b:
        found[v] = found.get(v, 0) + sign * c
    return _sorted(found)[0]


def _squared_product(product: Term) -> Prover:
    """A prover of (x·y)² ≤ ‖x‖²‖y‖²."""
    x, y = product.children
    terms = {X: product, Y: Term("norm", (x,)), A: Term("norm", (y,))}
    most = Term("*", (Y, A))
    facts = tuple(Term("≤", (_signed(X, way), most)) for way in (1, -1))
    shown = (_by_triangle(x, y, way) for way in (1, -1))
    at_least = tuple(Term("≥", (t, ZERO)) for t in (Y, A))
    return named(terms, (*facts, *at_least), prove, *shown)


def _by_triangle(x: Term, y: Term, sign: int) -> Prover:
    """A prover of ±x·y ≤ ‖x‖‖y‖."""
    other = _sum_of_two(x, y, sign)
    terms = {
        X: Term("dot", (x, y)),
        Y: Term("norm", (x,)),
        A: Term("norm", (y,)),
        B: Term("norm", (other,)),
    }
    gap = Term("+", (squared(B), *(Term("neg", (squared(t),)) for t in (Y, A))))
    facts = (
        *(Term("≥", (t, ZERO)) for t in (Y, A, B)),
        Term("≤", (B, Term("+", (Y, A)))),
        Term("=", (X, _signed(Term("/", (gap, TWO)), sign))),
    )
    return named(terms, facts, prove, *[prove] * 3, triangle)
