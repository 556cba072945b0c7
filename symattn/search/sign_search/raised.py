"""Equations to which a function is applied on both sides, e^x = e^y for x = y and x² = y².

And signs of logarithms by those of what they are of.  Untrusted.
"""

from __future__ import annotations

from ...kernel import Claim
from ...kernel.algebra import ring
from ...kernel.algebra.radicals import outside
from ...kernel.algebra.ring import Element
from ...kernel.order.fact_names import FactName
from ...kernel.order.parts_of_maxima import without_abs, without_max
from ...kernel.order.signs import Signs
from ...kernel.rules.sequent import Sequent
from ...language import Term
from ...language.kinds import COMPARISONS
from ...oracles.effort import remembered

# what an equation speaks of, and how the kernel calls what frees it from that
HELPS = (("log", "exp"), ("sqrt", "sq"))
MOST_PARTS = 10  # of a maximum: they are called by one digit
MOST_LOGS = 8  # how many of one logarithm are brought into a product


def raised(claim: Claim) -> list[str]:
    """The names of equations that are assumed of logarithms, as those of exponentials.

    Also of roots, as those of squares.
    """
    return [
        str(FactName(kind, k, raised=word))
        for kind, known in (("l", claim.assumptions), ("h", claim.context.facts))
        for k, fact in enumerate(known)
        if fact.op == "="
        for word in _helps(fact)
    ]


def parts(claim: Claim) -> list[str]:
    """The names of x ≤ M and −x ≤ M for a hypothesis |x| ≤ M, and of the parts of other maxima.

    What stands left of ⇒ is split on: where a line holds is read from the cases.
    """
    return [
        str(FactName("h", k, raised=str(number)))
        for k, fact in enumerate(claim.context.facts)
        for number in range(_parts(fact))
    ]


@remembered(1000)
def _parts(fact: Term) -> int:
    if fact.op not in COMPARISONS:
        return 0
    plain = without_max(without_abs(fact))
    return min(len(plain.children), MOST_PARTS) if plain.op == "and" else 0


@remembered(1000)
def _helps(equation: Term) -> list[str]:
    return [word for op, word in HELPS if any(t.op == op for t in equation.subterms())]


def exponentials(signs: Signs, p: Element) -> tuple[Element, Element] | None:
    """e^r·Π_{k>0} x^k and Π_{k<0} x^−k for Σ k·log x + r with whole k and a number r.

    None for any other form.
    """
    above, below = ring.constant(1), ring.constant(1)
    logs = 0
    for (m, e), c in p.items():
        function, q = (
            signs.opaque.get(m[0][0], ("", ring.ONE))
            if len(m) == 1 and m[0][1] == 1
            else ("", ring.ONE)
        )
        if not m and not e:
            above = ring.multiply(above, ring.exponential({ring.UNIT: c}))
        elif function != "log" or e or q.den or c.denominator != 1 or abs(c.numerator) > MOST_LOGS:
            return None
        elif c.numerator > 0:
            above, logs = ring.multiply(above, ring.power(q.numerator, c.numerator)), logs + 1
        else:
            below, logs = ring.multiply(below, ring.power(q.numerator, -c.numerator)), logs + 1
    return (above, below) if logs else None


def without_logs(signs: Signs, p: Element) -> list[Element]:
    """What to split on where the sign of logarithms is wanted: of log c that of c − 1."""
    parts = [p, *(ring.atom(a) for (m, e), _ in p.items() if not e and len(p) == 1 for a, _ in m)]
    pairs = [pair for one in parts if (pair := exponentials(signs, one)) is not None]
    return [gap for above, below in pairs if (gap := ring.add(above, below, -1))]


def inside(signs: Signs, p: Element) -> list[Element]:
    """What to split on where the sign of arctan x or √x is wanted: x."""
    names = {a for m, _ in p for a, _ in m} if len(p) == 1 else ()
    known = (signs.opaque.get(a, ("", ring.ONE)) for a in sorted(names))
    return [q.numerator for function, q in known if function in ("arctan", "sqrt")]


def simpler_now(cell: Sequent, above: Sequent) -> bool:
    """Whether a root that was an atom in a cell around this one is another one here: |s|·√p."""
    return any(
        function == "sqrt" and not q.den and bool(outside(cell.meaning, q.numerator))
        for function, q in above.signs.opaque.values()
    )
