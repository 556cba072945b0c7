"""Signs of polynomials, also in one exponential.

By factors, by sums of squares, by Pólya's multipliers.  Untrusted: the kernel checks each identity.
"""

from __future__ import annotations

from collections.abc import Callable
from math import gcd, lcm
from typing import Any

from ...kernel.algebra import ring
from ...kernel.algebra.atoms import Atom
from ...kernel.algebra.ring import Element, Exponent, Monomial
from ...kernel.order.signs import Stars
from ..cases.splitting import factored
from ..plain_data import element_to_json
from .combinations import termwise
from .proving import Proving
from .trial_numbers import possible

# stands for the exponential while one looks for squares; never part of a certificate
UNKNOWN = Atom("e!")
MOST_TERMS, MOST_DEGREE, MOST_SQUARES, MOST_POLYA = 30, 12, 8, 6
MOST_QUADRATIC = 300
Back = Callable[[Element], Element]


def too_long(p: Element, most: int) -> bool:
    """Whether a polynomial has more terms than are tried.

    Quadratic ones may have many, for their squares are found letter by letter.
    """
    quadratic = all(not e and all(k > 0 for _, k in m) and sum(k for _, k in m) <= 2 for m, e in p)
    return len(p) > (MOST_QUADRATIC if quadratic else most)


def polynomial_sign(
    signs: Proving, p: Element, relation: str, about: Stars
) -> dict[str, Any] | None:
    """A sign entry for p, or None."""
    if (
        too_long(p, MOST_TERMS)
        or any(k < 0 for m, _ in p for _, k in m)
        or any(ring.is_summed(k) for k in p)
        or any(a.stars for a in ring.atoms(p))
    ):
        return None
    facts = [f for _, f in signs.polynomial_facts(about)]
    found = _without_exponentials(p)
    if (
        found is None
        or not found[0]
        or max(sum(k for _, k in m) for m, _ in found[0]) > MOST_DEGREE
        or not possible(p, relation, facts)
    ):
        return None
    plain, back = found
    strict = {
        m[0][0]: name
        for name, f in signs.polynomial_facts(about)
        if f.relation == ">" and len(f.element) == 1
        for ((m, e), c) in f.element.items()
        if c == 1 and not e and len(m) == 1 and m[0][1] == 1
    }
    rows = _by_factors(signs, plain, relation, about, back) or _squares(
        plain, relation, back, strict
    )
    if rows is not None:
        return {"of": element_to_json(p), "is": relation, "by": rows}
    return _polya(signs, p, relation, about, strict) if plain == p else None


def _without_exponentials(p: Element) -> tuple[Element, Back] | None:
    """p with a letter for the one exponential that all of its are powers of, and the way back."""
    exponents = [e for e in sorted({e for _, e in p}) if e]
    if not exponents:
        return p, lambda q: q
    shapes = {tuple(m for m, _ in e) for e in exponents}
    first = exponents[0]
    shares = [
        ring.ratio(dict(e)[first[0][0]], first[0][1])
        for e in exponents
        if tuple(m for m, _ in e) == tuple(m for m, _ in first)
    ]
    if (
        len(shapes) != 1
        or any(any(c != s * dict(first)[m] for m, c in e) for e, s in zip(exponents, shares))
        or min(shares) < 0
    ):
        return None
    whole = lcm(*(s.denominator for s in shares))
    unit = ring.ratio(gcd(*(int(s * whole) for s in shares)), whole)
    base: Exponent = tuple((m, ring.ratio(c * unit)) for m, c in first)
    powers = {e: int(s / unit) for e, s in zip(exponents, shares)} | {(): 0}
    plain: Element = {
        (tuple(sorted((*m, (UNKNOWN, powers[e])))) if powers[e] else m, ()): c
        for (m, e), c in p.items()
    }

    def back(q: Element) -> Element:  # e!^k is e^{k·base}
        total: Element = {}
        for (m, _), c in q.items():
            k = dict(m).get(UNKNOWN, 0)
            key = (
                tuple(x for x in m if x[0] != UNKNOWN),
                tuple((m2, c2 * k) for m2, c2 in base) if k else (),
            )
            total = ring.add(total, {key: c})
        return total

    return plain, back


def _by_factors(
    signs: Proving, p: Element, relation: str, about: Stars, back: Back
) -> list[list[Any]] | None:
    """c·Π f^k with every f of known sign where k is odd, and not 0 where it matters."""
    unit, factors = factored(p)
    if len(factors) < 2 and (not factors or factors[0][1] == 1):
        return None
    facts = [f for _, f in signs.polynomial_facts(about)]

    def known(f: Element, wanted: str) -> str | None:
        return signs.known(f, wanted, about) if possible(f, wanted, facts) else None

    refs: list[str] = []
    squares: list[Any] = []
    for f, k in factors:
        f = back(f)
        minus = ring.add({}, f, -1)
        if k // 2:
            if relation == ">":
                if (name := known(f, ">") or known(minus, ">")) is None:
                    return None
                refs += [name] * (k - k % 2)
            else:
                squares += [element_to_json(f)] * (k // 2)
        if k % 2:
            name = known(f, relation)
            if name is None and (name := known(minus, relation)) is not None:
                unit = -unit
            if name is None:
                return None
            refs.append(name)
    return [[str(unit), refs, squares, []]] if unit > 0 else None


def _squares(
    p: Element, relation: str, back: Back, strict: dict[Atom, str]
) -> list[list[Any]] | None:
    """Σ c·l², one square after the other, each with a monomial of highest degree that is even.

    `strict` names the facts that letters are > 0.
    """
    rest, rows = dict(p), []
    for _ in range(max(MOST_SQUARES, len(ring.atoms(p)) + 1)):
        even = {m: c for (m, _), c in rest.items() if all(k % 2 == 0 for _, k in m)}
        if len(even) == len(rest) and all(c > 0 for c in even.values()):
            sure = {m for m in even if m and relation == ">" and all(a in strict for a, _ in m)}
            rows += [
                [str(c), [], [element_to_json(back({(_half(m), ()): 1}))], []]
                for m, c in even.items()
                if m and m not in sure
            ]
            rows += [
                [str(even[m]), [strict[a] for a, k in m for _ in range(k)], [], []]
                for m in sorted(sure)
            ]
            left = even.get((), 0)
            if relation == ">" and not left and not sure:
                return None
            return rows + ([[str(left), [], [], []]] if left else [])
        m = max(
            (m for m, c in even.items() if c > 0 and m),
            key=lambda m: (sum(k for _, k in m), m),
            default=None,
        )
        if m is None:
            return None
        c, half = even[m], _half(m)
        root: Element = {(half, ()): 1}
        for (t, _), value in rest.items():
            if (
                t != m
                and (value < 0 or any(k % 2 for _, k in t))
                and (other := _quotient(t, half)) is not None
            ):
                root = ring.add(root, {(other, ()): ring.ratio(value, 2 * c)})
        rest = ring.add(rest, ring.multiply(root, root), -c)
        rows.append([str(c), [], [element_to_json(back(root))], []])
        if too_long(rest, MOST_TERMS):
            return None
    return None


def _half(m: Monomial) -> Monomial:
    return tuple((a, k // 2) for a, k in m)


def _quotient(m: Monomial, by: Monomial) -> Monomial | None:
    powers = dict(m)
    for a, k in by:
        powers[a] = powers.get(a, 0) - k
    return (
        None
        if any(k < 0 for k in powers.values())
        else tuple(sorted((a, k) for a, k in powers.items() if k))
    )


def _polya(
    signs: Proving, p: Element, relation: str, about: Stars, strict: dict[Atom, str]
) -> dict[str, Any] | None:
    """Where all letters are > 0: p·(1 + Σ x)^k has no negative coefficient."""
    letters = sorted(ring.atoms(p))
    if not set(letters) <= set(strict) or len(letters) > 4:
        return None
    names = [strict[a] for a in letters]
    total = ring.constant(1)
    for a in letters:
        total = ring.add(total, ring.atom(a))
    facts = signs.polynomial_facts(about)
    raised = [p]
    for _ in range(MOST_POLYA):
        raised.append(ring.multiply(raised[-1], total))
        if len(raised[-1]) > 400:
            return None
        if all(c > 0 for c in raised[-1].values()):
            break
    rows = termwise(raised[-1], relation, facts)
    if rows is None or len(raised) < 2:
        return None
    factor = signs.record(
        {
            "of": element_to_json(total),
            "is": ">",
            "by": [["1", [], [], []], *(["1", [name], [], []] for name in names)],
        }
    )
    name = signs.record(
        {
            "of": element_to_json(raised[-1]),
            "is": relation,
            "by": [[w, refs, squares, []] for w, refs, squares in rows],
        }
    )
    for q in reversed(raised[:-1]):
        if factor is None or name is None:
            return None
        entry = {
            "of": element_to_json(q),
            "is": relation,
            "by": [["1", [name], [], []]],
            "times": factor,
        }
        if q is p:
            return entry
        name = signs.record(entry)
    return None
