"""Thresholds over samples with noise in every key: where the largest noise of all leaves enough.  Untrusted: the kernel proves each.

A bound Σ C e^{−E_l} over the members without a name, with E_l smaller the larger one random number y_l is, is at most (how many)·C·e^{−E}, E with max_l y_l for y_l.
"""
from __future__ import annotations

from ..kernel import ring
from ..terms import Term, depends_on, flattened, number, replace_indices, replaced
from .bound_shapes import Shape, Way, through
from .decays import amount


def at_largest(shape: Shape, epsilon: Term) -> tuple[tuple[Term, ...], Way] | None:
    """The comparisons after which the bound is at most ε, and the steps to it from the bound."""
    context = shape.cell.claim.context
    written = [d.term() for d in shape.decays]
    terms = [t for t in written if t is not None]
    sums = [t for t in terms if t.op == "sum"]
    if len(terms) != len(written) or not sums or any(d.powers for d in shape.decays):
        return None
    changed: dict[Term, Term] = {}
    after: list[Term] = []
    total = ring.ZERO
    for d in shape.decays:
        size, known = shape.cell.meaning.scope_count(d.over) if d.over else (ring.constant(1), 0)
        total = ring.q_add(total, ring.q_multiply(d.coefficient, ring.of(ring.add(size, ring.constant(known), -1))))
    if (size_of := amount(total, context, shape.cell.signs.opaque)) is None:
        return None
    for whole in sums:
        name, over, body = str(whole.args[0]), str(whole.args[1]), whole.children[-1]
        noise = {t for t in body.subterms() if t.op in ("dot", "entry") and any(i.op == "index" and i.args[0] == name for i in t.subterms())}
        random = frozenset(law.key for law in context.laws)
        if len(noise) != 1 or not depends_on(context, next(iter(noise)), random):
            return None
        y = noise.pop()
        letter = next(x for x in ("m", "l", "j", "k", "p", "r") if x not in {name, *(i for s in context.index_sets for i in (*s.members, s.rest))})
        largest = replaced(body, {y: Term("most", (letter, over, replace_indices(y, {name: Term("index", (letter,))})))})
        changed[whole] = Term("sum", (*whole.args[:-1], largest))
        changed |= {t: largest for t in terms for i in whole.children[:-1] if t == replace_indices(body, {name: i})}
        rate = next(t.children[0] for t in largest.subterms() if t.op == "exp")
        top, bottom = size_of.children if size_of.op == "/" else (size_of, number(1))
        below = epsilon if bottom == number(1) else flattened("*", (bottom, epsilon))
        after.append(Term("≥", (rate.children[0] if rate.op == "neg" else Term("neg", (rate,)), Term("log", (Term("/", (top, below)),)))))
    if set(terms) - set(changed):
        return None
    steps: list[Term] = []
    for t in sorted(changed, key=lambda t: t.op == "sum"):
        terms = [changed[x] if x == t else x for x in terms]
        steps.append(terms[0] if len(terms) == 1 else flattened("+", tuple(terms)))
    way: Way | None = None
    for k in range(len(steps) - 1, -1, -1):
        middle = steps[k] if shape.unit is None else Term("*", (steps[k], shape.unit))
        termwise = ((0, Way({"rule": "termwise"})),) if k >= len(steps) - len(sums) else ()
        way = through(middle, *termwise, *(((1, way),) if way is not None else ()))
    assert way is not None
    return tuple(after), through(shape.whole, *((0, w) for w in shape.ways[:1]), (1, way))
