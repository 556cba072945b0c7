"""replay(claim, certificate): the one way to trust.  Everything is recomputed from plain data.

A certificate of truth is a model (a point that satisfies the hypotheses, so that they are not contradictory), for limits
left of ⇒ an instance (a path along which they hold), and a tree: inner nodes split on the sign of an element into > 0, = 0 and < 0, leaves name a rule.  That every split has its three
branches is the proof that no case was forgotten; likewise one of several elements is at least as large as all others ("largest").
"""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..terms import TermError
from ..terms.operators import COMPARISONS
from . import ring
from .claim import Claim
from .errors import Rejected
from .points import at_point, check_fact, point_from_json
from .ring import Element
from .rules import PROOFS, REFUTATIONS, check_left_side
from .sequent import Sequent
from .signs import polynomial_from_json

FORMAT = 1
KERNEL = "0.1"
MAX_SPLITS = 60


@dataclass(frozen=True)
class Outcome:
    """What a certificate shows about its claim: "proved" or "refuted", and the rules that it took."""

    verdict: str
    rules: frozenset[str]


def replay(claim: Claim, certificate: Any) -> Outcome:
    """Recompute a certificate.  Raises Rejected, in one line, unless it shows what it says about this claim.

    >>> from symattn.terms import Context, Scalar, Term, number
    >>> x = Term("scalar", ("x",))
    >>> claim = Claim(Context(scalars=(Scalar("x"),)), Term("=", (Term("+", (x, x)), Term("*", (number(2), x)))))
    >>> model = {"sizes": {}, "scalars": {"x": "1"}, "entries": {}, "vectors": {}, "matrices": {}}
    >>> replay(claim, {"format": 1, "kernel": "0.1", "model": model, "proof": {"rule": "equality"}})
    Outcome(verdict='proved', rules=frozenset({'equality'}))
    """
    if not isinstance(certificate, dict) or certificate.get("format") != FORMAT or certificate.get("kernel") != KERNEL:
        raise Rejected(f"expected a certificate of format {FORMAT} for kernel {KERNEL}")
    try:
        claim.check()
        if "refutation" in certificate:
            return _refuted(claim, certificate["refutation"])
        if claim.nonsense is not None:
            raise Rejected("a line with a sort error cannot be proved")
        _check_model(claim, certificate)
        rules: set[str] = set()
        _prove(claim, certificate.get("proof"), (), {}, rules, 0)
        return Outcome("proved", frozenset(rules))
    except TermError as error:
        raise Rejected(str(error)) from error
    except Rejected:
        raise
    except Exception as error:  # whatever else goes wrong in reading data from outside is a reason to say no
        raise Rejected(f"malformed certificate ({type(error).__name__}: {error})") from error


def _refuted(claim: Claim, node: Any) -> Outcome:
    if not isinstance(node, dict) or node.get("rule") not in REFUTATIONS:
        raise Rejected(f"expected a refutation by one of {', '.join(REFUTATIONS)}")
    if claim.nonsense is not None and node["rule"] != "no_meaning":
        raise Rejected("a line with a sort error has no value at a point")
    REFUTATIONS[node["rule"]](claim, node)
    return Outcome("refuted", frozenset({node["rule"]}))


def _check_model(claim: Claim, certificate: dict[str, Any]) -> None:
    """The hypotheses hold together somewhere, and so does everything left of ⇒ (a limit there: at an instance of its own)."""
    s = at_point(claim, point_from_json(certificate.get("model")), moving=False)
    for relation in claim.assumptions:
        if relation.op in COMPARISONS:
            check_fact(s, relation)
    if any(a.op not in COMPARISONS for a in claim.assumptions):
        check_left_side(claim, at_point(claim, point_from_json(certificate.get("instance")), moving=True))


def _prove(claim: Claim, node: Any, cases: tuple[tuple[Element, str], ...], values: dict[str, Element], rules: set[str], depth: int) -> None:
    if not isinstance(node, dict) or depth > MAX_SPLITS:
        raise Rejected("expected a node of a proof")
    if node.get("rule") == "largest":
        rules.add("largest")
        elements = [polynomial_from_json(p) for p in _list(node.get("of"))]
        for p in elements:
            _check_split(claim, p, values)
        for p, branch in zip(elements, _list(node.get("branches")), strict=True):
            above = tuple((ring.add(p, q, -1), "≥") for q in elements if q is not p)
            _prove(claim, branch, (*cases, *above), values, rules, depth + 1)
        return
    if node.get("rule") != "split":
        if node.get("rule") not in PROOFS:
            raise Rejected(f"expected a rule among split, {', '.join(PROOFS)}; found {str(node.get('rule'))[:40]!r}")
        cell = Sequent(claim, cases, values)
        cell.admit(node.get("signs", []))
        PROOFS[node["rule"]](cell, node)
        rules.add(node["rule"])
        return
    rules.add("split")
    p = polynomial_from_json(node.get("on"))
    whole = _check_split(claim, p, values)
    step = ring.constant(1) if whole and node.get("integer") else {}
    relation = "≥" if step else ">"
    _prove(claim, node.get("positive"), (*cases, (ring.add(p, step, -1), relation)), values, rules, depth + 1)
    _prove(claim, node.get("negative"), (*cases, (ring.add(ring.add({}, p, -1), step, -1), relation)), values, rules, depth + 1)
    if node.get("solve") is None:
        _prove(claim, node.get("zero"), (*cases, (p, "=")), values, rules, depth + 1)
        return
    name = str(node["solve"])
    value = solved(p, name)
    inside = tuple((ring.substitute(q, name, value), r) for q, r in cases)
    _prove(claim, node.get("zero"), inside, {a: ring.substitute(v, name, value) for a, v in values.items()} | {name: value}, rules, depth + 1)


def _list(data: Any) -> list[Any]:
    if not isinstance(data, list) or not data:
        raise Rejected("expected a list")
    return data


def _check_split(claim: Claim, p: Element, values: dict[str, Element]) -> bool:
    """Whether p is a polynomial with whole coefficients in integers.  Raises Rejected if one may not split on it."""
    names = ring.atoms(p)
    if any(mark in a for a in names for mark in ("[*", "[+", "(")) or names & set(values):
        raise Rejected("split: expected declared symbols that still stand")
    meaning = Sequent(claim).meaning
    if claim.takes_limit and any(meaning.varies(a) for a in names):
        raise Rejected("split: a case may not depend on the limit variable")
    integers = {s.key for s in claim.context.scalars if s.integer}
    return names <= integers and all(c.denominator == 1 and not e and all(k > 0 for _, k in m) for (m, e), c in p.items())


def solved(p: Element, name: str) -> Element:
    """The value of an atom that p = 0 gives; p must be linear in it with a number for its coefficient."""
    key: ring.Key = (((name, 1),), ())
    rest = {k: c for k, c in p.items() if k != key}
    if key not in p or any(name in a for a in ring.atoms(rest)):
        raise Rejected(f"split: cannot solve for {name}")
    return ring.add({}, rest, ring.ratio(-1, p[key]))
