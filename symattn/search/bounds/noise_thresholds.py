"""Thresholds over samples with noise in every key: where the largest noise of all leaves enough.

Untrusted: the kernel proves each.

A bound Σ C e^{−E_l} over the members without a name, with E_l smaller the larger one random number
y_l is, is at most (how many)·C·e^{−E}, E with max_l y_l for y_l.
"""

from __future__ import annotations

from ...kernel.algebra import replacing, ring
from ...kernel.algebra.atoms import Label, unnamed
from ...kernel.algebra.ring import Element, Exponent
from ...language import Context, Term, depends_on, flattened, number, replace_indices
from ..as_terms import atom_term, quotient_term
from .bound_shapes import Shape, Way, through
from .decays import MEMBER, Decay, amount, factored
from .tails import ONE, product


def by_length(shape: Shape, epsilon: Term) -> tuple[Term, ...] | None:
    """For C/t^k·‖y‖: that t^k ≥ C‖y‖/ε."""
    if (
        shape.unit is None
        or shape.unit.op != "norm"
        or len(shape.decays) != 1
        or (d := shape.decays[0]).exponent
        or len(d.powers) != 1
        or d.powers[0][1] >= 0
    ):
        return None
    size = d.size()
    if size is None:
        return None
    base, k = Term("scalar", (d.powers[0][0],)), -d.powers[0][1]
    return (
        Term(
            "≥",
            (
                base if k == 1 else Term("^", (base, number(k))),
                Term("/", (product(size, shape.unit), epsilon)),
            ),
        ),
    )


def at_largest(shape: Shape, epsilon: Term) -> tuple[tuple[Term, ...], Way] | None:
    """The comparisons after which the bound is at most ε, and the steps to it from the bound."""
    context, meaning = shape.cell.claim.context, shape.cell.meaning
    written = [d.term() for d in shape.decays]
    terms = [t for t in written if t is not None]
    summed = [d for d in shape.decays if d.over]
    if len(terms) != len(written) or not summed or any(d.powers for d in shape.decays):
        return None
    total = ring.ZERO
    for d in shape.decays:
        size, known = meaning.scope_count(d.over) if d.over else (ring.constant(1), 0)
        total += d.coefficient * ring.of(ring.add(size, ring.constant(known), -1))
    if shape.cell.signs.find(total.numerator) != ">":
        total += ring.ONE  # there may be none, and log 0 is no number
    if (whole := amount(total, context, shape.cell.signs.opaque)) is None:
        return None
    top, bottom = whole.children if whole.op == "/" else (whole, ONE)
    changed: dict[int, Term] = {}
    after: list[Term] = []
    for d in summed:
        members = next(s.members for s in context.index_sets if s.key == d.over)
        if (rate := _largest(d, context)) is None or (size_of := d.size()) is None:
            return None
        largest = product(size_of, Term("exp", (Term("neg", (rate,)),)))
        for k, other in enumerate(shape.decays):
            if other == d:
                changed[k] = Term("sum", (*terms[k].args[:-1], largest))
            elif (
                not other.over
                and any(other.exponent == _at(d.exponent, d.over, m) for m in members)
                and other.coefficient == d.coefficient
            ):
                changed[k] = largest
        after.append(Term("≥", (rate, Term("log", (Term("/", (top, product(bottom, epsilon))),)))))
    if len(changed) < len(terms):
        return None
    way: Way | None = None
    order = sorted(changed, key=lambda k: bool(shape.decays[k].over))
    for n in range(len(order), 0, -1):  # the last step first
        step = [changed[k] if k in order[:n] else t for k, t in enumerate(terms)]
        termwise = ((0, Way({"rule": "termwise"})),) if shape.decays[order[n - 1]].over else ()
        middle = step[0] if len(step) == 1 else flattened("+", tuple(step))
        way = through(
            middle if shape.unit is None else Term("*", (middle, shape.unit)),
            *termwise,
            *(((1, way),) if way is not None else ()),
        )
    assert way is not None
    return tuple(after), through(shape.whole, (1, way))


def _at(e: Exponent, over: str, member: str) -> Exponent:
    return replacing.renamed(((), e), unnamed(over).summed, Label(member))[1]


def _largest(d: Decay, context: Context) -> Term | None:
    return rate_at_largest(
        {
            (tuple((a.with_index(unnamed(d.over).summed, MEMBER), k) for a, k in m), ()): -c
            for m, c in d.exponent
        },
        MEMBER,
        d.over,
        context,
    )


def rate_at_largest(rate: Element, name: str, over: str, context: Context) -> Term | None:
    """E with the largest y_l of all, where E = E_0 − c·y_l with one factor c > 0 and y_l random.

    `name` stands for l.
    """
    generic = [(m, c) for (m, _), c in rate.items() if any(name in a.indices for a, _ in m)]
    fixed: Element = {(m, ()): c for (m, _), c in rate.items() if (m, c) not in generic}
    noise = [next(a for a, _ in m if name in a.indices) for m, _ in generic]
    factors = {(tuple(x for x in m if x[0] != a), -c) for (m, c), a in zip(generic, noise)}
    random = frozenset(law.key for law in context.laws)
    parts = [atom_term(a, context) for a in noise]
    if (
        len(factors) != 1
        or (factor := factors.pop())[1] < 0
        or not all(t is not None and depends_on(context, t, random) for t in parts)
    ):
        return None
    names = {i for s in context.index_sets for i in (*s.members, s.rest)}
    # the first is the sum's own
    letter = [x for x in ("l", "m", "j", "k", "p", "r") if x not in names][1]
    y = [replace_indices(t, {name: Term("index", (letter,))}) for t in parts if t is not None]
    largest = Term("most", (letter, over, y[0] if len(y) == 1 else Term("+", tuple(y))))
    rest = factored(fixed, context)
    scale = quotient_term(ring.of({(factor[0], ()): factor[1]}), context, {})
    if rest is None or scale is None:
        return None
    top, bottom = scale.children if scale.op == "/" else (scale, ONE)
    scaled = product(top, largest)
    return flattened(
        "+", (rest, Term("neg", (scaled if bottom == ONE else Term("/", (scaled, bottom)),)))
    )
