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
from marshal import loads
from typing import Any

from ..language import Term, TermError, canonical, check_term, plain
from ..language.kinds import COMPARISONS
from .algebra import replacing, ring
from .algebra.plain_elements import polynomial_from_json
from .algebra.ring import Atom, Element
from .built_terms import terms
from .chance.random_atoms import is_random
from .claim import Claim
from .errors import Rejected
from .limits.linked_limits import linked
from .order.signs import NO_STARS, Stars
from .rules.chance_reductions import bound_is_free
from .rules.points import at_point, check_fact, point_from_json
from .rules.refutations import check_left_side
from .rules.rule_table import OTHERS, PROOF, REFUTATION, RULES, Rule, named, parts
from .rules.sequent import Cases, Sequent, check_limit_is_free
from .sizes import remembered, text_of

FORMAT = 1
KERNEL = "0.1"
MAX_SPLITS = 60
MOST_MODELS = 1_000
# hypotheses, each with a point at which they were seen to hold: once for all parts of all proofs
MODELS: set[tuple[Any, ...]] = set()


@dataclass(frozen=True)
class Outcome:
    """What a certificate shows about its claim: "proved" or "refuted", and the rules that
    it took.
    """

    verdict: str
    rules: frozenset[str]


def replay(claim: Claim, certificate: Any, kinds: tuple[str, ...] = (PROOF,)) -> Outcome:
    """Recompute a certificate, in a proof with rules of these kinds.

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
        return _replayed(claim, text_of(certificate), kinds)
    except TermError as error:
        raise Rejected(str(error)) from error
    except Rejected:
        raise
    except (
        Exception
    ) as error:  # whatever else goes wrong in reading data from outside is a reason to say no
        raise Rejected(f"malformed certificate ({type(error).__name__}: {error})") from error


@remembered
def _replayed(claim: Claim, text: bytes, kinds: tuple[str, ...]) -> Outcome:
    claim.check()
    if claim.takes_limit:
        claim = linked(claim)
        check_limit_is_free(claim)
    certificate = loads(text)
    if "refutation" in certificate:
        return _refuted(claim, certificate["refutation"])
    if claim.nonsense is not None:
        raise Rejected("a line with a sort error cannot be proved")
    if "by" in certificate:
        return _reduced(claim, certificate)
    _check_model(claim, certificate)
    rules: set[str] = set()
    Proof(claim, listed_maxima(claim, certificate.get("maxima", [])), rules, named(*kinds)).check(
        certificate.get("proof"), (), {}, 0
    )
    return Outcome("proved", frozenset(rules))


def _reduced(claim: Claim, certificate: dict[str, Any]) -> Outcome:
    """The claim follows from others, which are proved.

    Or P(‖X‖ > ε) → 0 fails because X → 0 does, on an event.
    """
    by, inner = certificate["by"], certificate["parts"]
    claims = parts(claim, by)
    rule = RULES[by["rule"]]
    if len(inner) != len(claims):
        raise Rejected(f"expected certificates of {len(claims)} claims")
    if by["rule"] == "fewer":
        _check_model(claim, by)
    if rule.kind != OTHERS and not all(c.rest <= claim.rest for c in claims):
        raise Rejected("a reduction speaks of any other index, which need not exist")
    outcomes = [replay(c, p) for c, p in zip(claims, inner)]
    rules = frozenset({by["rule"]}).union(*(o.rules for o in outcomes))
    if rule.on_event and outcomes[0].rules == {"fails_on_event"} and bound_is_free(claim):
        return Outcome("refuted", rules)
    # what does not speak of every other member may fail where there is none
    if rule.of_parts == "refuted" and (
        outcomes[0].verdict != "refuted" or claims[0].rest != claim.rest
    ):
        raise Rejected("expected a refutation of one direction of ⇔, about the same members")
    if any(o.verdict != rule.of_parts for o in outcomes):
        raise Rejected("expected proofs of all that the claim follows from")
    return Outcome(rule.shows, rules)


def _refuted(claim: Claim, node: Any) -> Outcome:
    table = named(REFUTATION)
    if node["rule"] not in table:
        raise Rejected(f"expected a refutation by one of {', '.join(table)}")
    if claim.nonsense is not None and node["rule"] != "no_meaning":
        raise Rejected("a line with a sort error has no value at a point")
    table[node["rule"]].run(claim, node)
    return Outcome("refuted", frozenset({node["rule"]}))


def _check_model(claim: Claim, certificate: dict[str, Any]) -> None:
    """The hypotheses hold together somewhere, and so does everything left of ⇒ (a limit there: at
    an instance of its own).
    """
    said = tuple(a for a in claim.assumptions if a.op in COMPARISONS)
    model = certificate.get("model")
    known = claim.context, claim.rest, said, text_of(model)
    if known not in MODELS:
        s = at_point(claim, point_from_json(model), moving=False)
        for relation in said:
            check_fact(s, relation)
        if len(MODELS) >= MOST_MODELS:
            MODELS.clear()
        MODELS.add(known)
    if len(said) < len(claim.assumptions):
        instance = point_from_json(certificate.get("instance"))
        check_left_side(claim, at_point(claim, instance, moving=True))


def listed_maxima(claim: Claim, data: Any) -> tuple[Term, ...]:
    """The maxima that a proof may speak of.

    That they are of what is fixed, and of how many, is checked where they are used.
    """
    found = terms(data)
    for one in found:
        check_term(claim.context, one)
        if one.op not in ("most", "max"):
            raise Rejected(f"expected a maximum, found {plain(one)}")
    return tuple(map(canonical, found))


@dataclass(frozen=True)
class Proof:
    claim: Claim
    maxima: tuple[Term, ...]
    rules: set[str]
    table: Mapping[str, Rule]

    def check(
        self,
        node: Any,
        cases: Cases,
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
            known = with_given(self.claim, cases, values, self.maxima, node.get("given", ()))
            cell = Sequent(self.claim, cases, known, family_maxima=self.maxima)
            cell.admit(node.get("signs", []))
            self.table[node["rule"]].run(cell, node)
            self.rules.add(node["rule"])
            return
        self.rules.add("split")
        p = polynomial_from_json(node.get("on"))
        whole = _check_split(self.claim, p, values)
        step = ring.constant(1) if whole and node.get("integer") else {}
        for branch, q in (("positive", p), ("negative", ring.negative(p))):
            case = ring.subtract(q, step), "≥" if step else ">"
            self.check(node.get(branch), (*cases, case), values, depth + 1)
        inside = *cases, (p, "=")
        if node.get("solve") is not None:
            name = str(node["solve"])
            value = replacing.solved(p, name)
            inside = tuple((replacing.substitute(q, name, value), r) for q, r in cases)
            values = {a: replacing.substitute(v, name, value) for a, v in values.items()}
            values[name] = value
        self.check(node.get("zero"), inside, values, depth + 1)


def with_given(
    claim: Claim, cases: Cases, values: dict[str, Element], maxima: tuple[Term, ...], data: Any
) -> dict[str, Element]:
    """The values, and that of one atom more by each equation that is listed with it.

    One about every unnamed member gives the value of an atom of theirs, wherever they are summed.
    Fails: x_j = c for every unnamed j gives no value of c, for there may be none.
    """
    for name, atom in data:
        fact = Sequent(claim, cases, values, family_maxima=maxima).fact(name)
        if fact.relation != "=" or not fact.stars <= Atom(atom).stars:
            raise Rejected("given: expected an equation, and an atom of the members it is about")
        _check_split(claim, fact.element, values, fact.stars)
        values = {**values, atom: replacing.solved(fact.element, atom)}
    return values


def _check_split(
    claim: Claim, p: Element, values: dict[str, Element], stars: Stars = NO_STARS
) -> bool:
    """Whether p is a polynomial with whole coefficients in integers.

    Raises Rejected if one may not split on it.
    """
    names, meaning = ring.atoms(p), Sequent(claim).meaning
    if claim.takes_derivatives:
        raise Rejected("split: a case of a derivative need not hold nearby")
    if any(a.stars - stars or a.summed or a.is_function for a in names) or names & set(values):
        raise Rejected("split: expected declared symbols that still stand")
    if claim.takes_limit and any(map(meaning.varies, names)):
        raise Rejected("split: a case may not depend on the limit variable")
    if claim.about_chance and any(is_random(meaning, a) for a in names):
        raise Rejected("split: a case may not depend on what is random")
    return names <= claim.context.integers and all(
        c.denominator == 1 and not e and all(k > 0 for _, k in m) for (m, e), c in p.items()
    )
