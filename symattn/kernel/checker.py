"""replay(claim, certificate): the one way to trust.  Everything is recomputed from plain data.

A certificate of truth is a model (a point that satisfies the hypotheses, so that they are not
contradictory), for limits left of ⇒ an instance (a path along which they hold), and a tree: inner
nodes split on the sign of an element into > 0, = 0 and < 0, leaves name a rule.  That every split
has its three branches is the proof that no case was forgotten.  "maxima" lists the maxima that
stand for themselves when ties are counted. Or it names a reduction ("by") to other claims and has a
certificate for each ("parts").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..language import Term, TermError, canonical, check_term, from_json, plain
from ..language.kinds import COMPARISONS
from .algebra import replacing, ring
from .algebra.plain_elements import polynomial_from_json
from .algebra.ring import Element
from .chance.random_atoms import is_random
from .claim import Claim
from .errors import Rejected
from .limits.linked_limits import linked
from .rules.chance_reductions import bound_is_free
from .rules.leaf_rules import PROOFS, Rule
from .rules.points import at_point, check_fact, point_from_json
from .rules.reductions import ONE_WAY, REDUCTIONS, parts
from .rules.refutations import REFUTATIONS, check_left_side
from .rules.sequent import Sequent, check_limit_is_free

FORMAT = 1
KERNEL = "0.1"
MAX_SPLITS = 60


@dataclass(frozen=True)
class Outcome:
    """What a certificate shows about its claim: "proved" or "refuted", and the rules that
    it took.
    """

    verdict: str
    rules: frozenset[str]


def replay(claim: Claim, certificate: Any, table: Mapping[str, Rule] = PROOFS) -> Outcome:
    """Recompute a certificate.

    Raises Rejected, in one line, unless it shows what it says about this claim.

    >>> from symattn.language import Context, Scalar, Term, number
    >>> x = Term("scalar", ("x",))
    >>> goal = Term("=", (Term("+", (x, x)), Term("*", (number(2), x))))
    >>> claim = Claim(Context(scalars=(Scalar("x"),)), goal)
    >>> model = {"sizes": {}, "scalars": {"x": "1"}, "entries": {}, "vectors": {}, "matrices": {}}
    >>> replay(claim, {"format": 1, "kernel": "0.1", "model": model, "proof": {"rule": "equality"}})
    Outcome(verdict='proved', rules=frozenset({'equality'}))
    """
    if (
        not isinstance(certificate, dict)
        or certificate.get("format") != FORMAT
        or certificate.get("kernel") != KERNEL
    ):
        raise Rejected(f"expected a certificate of format {FORMAT} for kernel {KERNEL}")
    try:
        claim.check()
        if claim.takes_limit:
            claim = linked(claim)
            check_limit_is_free(claim)
        if "by" in certificate:
            return _reduced(claim, certificate)
        if "refutation" in certificate:
            return _refuted(claim, certificate["refutation"])
        if claim.nonsense is not None:
            raise Rejected("a line with a sort error cannot be proved")
        _check_model(claim, certificate)
        rules: set[str] = set()
        _Proof(claim, _maxima(claim, certificate.get("maxima", [])), rules, table).check(
            certificate.get("proof"), (), {}, 0
        )
        return Outcome("proved", frozenset(rules))
    except TermError as error:
        raise Rejected(str(error)) from error
    except Rejected:
        raise
    except (
        Exception
    ) as error:  # whatever else goes wrong in reading data from outside is a reason to say no
        raise Rejected(f"malformed certificate ({type(error).__name__}: {error})") from error


def _reduced(claim: Claim, certificate: dict[str, Any]) -> Outcome:
    """The claim follows from others, which are proved.

    Or P(‖X‖ > ε) → 0 fails because X → 0 does, on an event.
    """
    by, inner = certificate["by"], certificate.get("parts")
    claims = parts(claim, by)
    if not isinstance(inner, list) or len(inner) != len(claims):
        raise Rejected(f"expected certificates of {len(claims)} claims")
    if not all(c.rest <= claim.rest for c in claims) and by["rule"] not in (
        "termwise",
        "moved",
        "attained",
        "every",
    ):
        raise Rejected("a reduction speaks of any other index, which need not exist")
    outcomes = [replay(c, one) for c, one in zip(claims, inner)]
    rules = frozenset({str(by["rule"])}).union(*(o.rules for o in outcomes))
    if (
        by["rule"] == ONE_WAY
    ):  # one that does not speak of every other member may fail where there is none
        if outcomes[0].verdict != "refuted" or claims[0].rest != claim.rest:
            raise Rejected("expected a refutation of one direction of ⇔, about the same members")
        return Outcome("refuted", rules)
    if all(o.verdict == "proved" for o in outcomes):
        return Outcome(REDUCTIONS[by["rule"]], rules)
    if (
        by["rule"] != "in_probability"
        or outcomes[0].rules != {"fails_on_event"}
        or not bound_is_free(claim)
    ):
        raise Rejected("expected proofs of all that the claim follows from")
    return Outcome("refuted", rules)


def _refuted(claim: Claim, node: Any) -> Outcome:
    if not isinstance(node, dict) or node.get("rule") not in REFUTATIONS:
        raise Rejected(f"expected a refutation by one of {', '.join(REFUTATIONS)}")
    if claim.nonsense is not None and node["rule"] != "no_meaning":
        raise Rejected("a line with a sort error has no value at a point")
    REFUTATIONS[node["rule"]](claim, node)
    return Outcome("refuted", frozenset({node["rule"]}))


def _check_model(claim: Claim, certificate: dict[str, Any]) -> None:
    """The hypotheses hold together somewhere, and so does everything left of ⇒ (a limit there: at
    an instance of its own).
    """
    s = at_point(claim, point_from_json(certificate.get("model")), moving=False)
    for relation in claim.assumptions:
        if relation.op in COMPARISONS:
            check_fact(s, relation)
    if any(a.op not in COMPARISONS for a in claim.assumptions):
        check_left_side(
            claim, at_point(claim, point_from_json(certificate.get("instance")), moving=True)
        )


def _maxima(claim: Claim, data: Any) -> tuple[Term, ...]:
    """The maxima that a proof may speak of.

    That they are of what is fixed, and of how many, is checked where they are used.
    """
    terms = [from_json(item) for item in data]
    for term in terms:
        check_term(claim.context, term)
        if term.op not in ("most", "max"):
            raise Rejected(f"expected a maximum, found {plain(term)}")
    return tuple(canonical(term) for term in terms)


@dataclass(frozen=True)
class _Proof:
    claim: Claim
    maxima: tuple[Term, ...]
    rules: set[str]
    table: Mapping[str, Rule]

    def check(
        self,
        node: Any,
        cases: tuple[tuple[Element, str], ...],
        values: dict[str, Element],
        depth: int,
    ) -> None:
        """Raises Rejected unless the tree shows the claim in the cell of these cases."""
        if not isinstance(node, dict) or depth > MAX_SPLITS:
            raise Rejected("expected a node of a proof")
        if node.get("rule") != "split":
            if node.get("rule") not in self.table:
                raise Rejected(
                    f"expected a rule among split, {', '.join(self.table)}; found "
                    f"{str(node.get('rule'))[:40]!r}"
                )
            cell = Sequent(self.claim, cases, values, family_maxima=self.maxima)
            cell.admit(node.get("signs", []))
            self.table[node["rule"]](cell, node)
            self.rules.add(node["rule"])
            return
        self.rules.add("split")
        p = polynomial_from_json(node.get("on"))
        whole = _check_split(self.claim, p, values)
        step = ring.constant(1) if whole and node.get("integer") else {}
        relation = "≥" if step else ">"
        self.check(
            node.get("positive"), (*cases, (ring.add(p, step, -1), relation)), values, depth + 1
        )
        self.check(
            node.get("negative"),
            (*cases, (ring.add(ring.negative(p), step, -1), relation)),
            values,
            depth + 1,
        )
        if node.get("solve") is None:
            self.check(node.get("zero"), (*cases, (p, "=")), values, depth + 1)
            return
        name = str(node["solve"])
        value = replacing.solved(p, name)
        inside = tuple((replacing.substitute(q, name, value), r) for q, r in cases)
        self.check(
            node.get("zero"),
            inside,
            {a: replacing.substitute(v, name, value) for a, v in values.items()} | {name: value},
            depth + 1,
        )


def _check_split(claim: Claim, p: Element, values: dict[str, Element]) -> bool:
    """Whether p is a polynomial with whole coefficients in integers.

    Raises Rejected if one may not split on it.
    """
    names = ring.atoms(p)
    if claim.takes_derivatives:
        raise Rejected("split: a case of a derivative need not hold nearby")
    if any(mark in a for a in names for mark in ("[*", "[+", "(")) or names & set(values):
        raise Rejected("split: expected declared symbols that still stand")
    meaning = Sequent(claim).meaning
    if claim.takes_limit and any(meaning.varies(a) for a in names):
        raise Rejected("split: a case may not depend on the limit variable")
    if claim.about_chance and any(is_random(Sequent(claim).meaning, a) for a in names):
        raise Rejected("split: a case may not depend on what is random")
    integers = {s.key for s in claim.context.scalars if s.integer}
    return names <= integers and all(
        c.denominator == 1 and not e and all(k > 0 for _, k in m) for (m, e), c in p.items()
    )
