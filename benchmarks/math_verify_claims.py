"""Math-Verify (pip install math-verify) on those claims of `mixed_claims.py` that it can read.

It compares two formulas, so it is asked about equations, and about limits as `\\lim … = L`.  It has
no declarations, and one answer for a claim that is true and one for all else.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field

from mixed_claims import CLAIMS, Claim, asked

from symattn.reading.question_reader import read_question
from symattn.rendering.formulas.latex_math import latex

CHANCE = {"E", "Var", "Cov", "P", "mean"}


@dataclass
class Judgement:
    """How many it can read, how many of these it gets right, and what it gets wrong."""

    read: int = 0
    right: int = 0
    proved_false: list[str] = field(default_factory=list)
    denied_true: list[str] = field(default_factory=list)


def sides(claim: Claim) -> tuple[str, str] | None:
    """Both sides of an equation or a limit in LaTeX; None for what it has no words for."""
    question = asked(claim)
    found = read_question(question["claim"], question["let"], question["given"], question["limit"])
    if not isinstance(found.asked, tuple) or len(found.asked) > 1:
        return None
    goal = found.asked[0]
    if goal.op not in ("=", "→") or any(t.op in CHANCE for t in goal.subterms()):
        return None
    left, right = map(latex, goal.children)
    return (rf"\lim_{{b \to \infty}} {left}" if goal.op == "→" else left), right


def judged() -> Judgement:
    """Its answers, compared with what is true."""
    from math_verify import LatexExtractionConfig, parse, verify

    logging.disable(logging.CRITICAL)
    found = Judgement()
    config = [LatexExtractionConfig()]
    for claim in CLAIMS:
        if (pair := sides(claim)) is None:
            continue
        gold, answer = (parse(f"${side}$", config, parsing_timeout=5) for side in pair)
        if not gold or not answer or isinstance(gold[0], str) or isinstance(answer[0], str):
            continue
        found.read += 1
        said, true = verify(gold, answer, timeout_seconds=5), claim[1] == "proved"
        found.right += said == true
        if said and not true:
            found.proved_false.append(claim[2])
        if true and not said:
            found.denied_true.append(claim[2])
    return found
