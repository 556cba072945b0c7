"""Small claims in few words, for tables: `claim("x + x", "=", "2*x")` over declared real
symbols.
"""

from __future__ import annotations

from typing import Any

from symattn.checking.deciding import decide
from symattn.kernel import Claim
from symattn.kernel.verdicts import judge
from symattn.language import Context, Family, IndexSet, Law, Scalar, Term, number
from symattn.search.clock import now
from symattn.search.repairs.weaker_lines import prove

x, y, p, q, b, n = (Term("scalar", (k,)) for k in "xypqbn")
BETA = b


def t(op: str, *args: Any) -> Term:
    return Term(
        op, tuple(number(a) if isinstance(a, int) and op not in ("number",) else a for a in args)
    )


def index(name: str) -> Term:
    return Term("index", (name,))


def member(key: str, name: str) -> Term:
    return Term("member", (key, index(name)))


def entry(key: str, name: str) -> Term:
    return Term("entry", (key, index(name)))


def exp(*factors: Any) -> Term:
    return t("exp", factors[0] if len(factors) == 1 else t("*", *factors))


def over(top: Any, *bottom: Any) -> Term:
    return t("/", top, bottom[0] if len(bottom) == 1 else t("+", *bottom))


def sigma(body: Term, *without: str) -> Term:
    """Σ over j in the set A."""
    return Term("sum", ("j", "A", *(index(w) for w in without), body))


def claim(goal: Term, *facts: Term, limit: str = "", keys: bool = False, random: str = "") -> Claim:
    """x, y, p, q, b real, n an integer ≥ 2.

    With `keys` also e_j orthonormal, v_j and g_j over n indices, a and b named; `random` ~ N(1,
    1/2).
    """
    more: dict[str, Any] = {}
    if keys:
        families = (
            Family("e", "A", "vector", number(1)),
            Family("v", "A", "vector"),
            Family("g", "A", "scalar"),
        )
        more = {"index_sets": (IndexSet("A", n, ("a", "c"), "i"),), "families": families}
    scalars = (*(Scalar(k) for k in "xypqb"), Scalar("n", integer=True))
    return Claim(
        Context(
            scalars=scalars,
            facts=(t("≥", n, 2), *facts),
            limit=tuple(limit),
            laws=tuple(Law(k, number(1), over(1, 2)) for k in random),
            **more,
        ),
        goal,
    )


def certificate(of: Claim) -> Any:
    """A certificate that the search finds for a true claim."""
    found = prove(of, now() + 10)
    assert found is not None
    return found


def is_proved(of: Claim) -> bool:
    """Whether the verdict is "proved", and the kernel bears it out."""
    verdict = decide(of, 10)
    return verdict.status == "proved" and judge(of, verdict.evidence)[0] == "proved"
