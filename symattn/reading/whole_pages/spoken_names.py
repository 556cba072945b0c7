"""Names of which words say what they are: "Denote by $m$ the larger of $a$ and $b$. Then $m = a$".

What the words say is not read.  So a conclusion about such a name does not define it: it claims,
and there is nothing to judge it by.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..latex_terms.all_factors import formula_reader
from ..latex_terms.latex_tokens import FormulaError, Token
from ..latex_terms.scope import PageScope
from ..latex_terms.spelled_names import name_at
from ..wording import Wording
from .page_definitions import head_of_definition
from .sentence_cuts import Sentence
from .sentence_words import F, leads_to_claim

# Words that say which number or vector something is, and not only what it is for.
TELLING = Wording(
    r"\b(larg\w+|small\w+|great\w+|high\w+|low\w+|max\w*|min\w*|sup\w*|inf\w*|sum\w*|products?|"
    r"means?|averages?|differen\w+|ratios?|quotients?|roots?|limits?|invers\w+|squar\w+|half|twice|"
    r"norms?|lengths?|varianc\w+|deviations?|expect\w+|entrop\w+|logarithm\w*|derivatives?|"
    r"gradients?|unique|solutions?|bounds?|median|arg\w*|least|most|total|one of|either|other|"
    r"first|second|last)\b",
    re.IGNORECASE,
)
# Signs between a name and what it is, which are not read.
UNREAD_SIGNS = (
    r"\doteq", r"\leftarrow", r"\gets", r"\mapsto", r"\stackrel", r"\overset", r"\underset",
    r"\xlongequal", r"\xrightarrow", r"\models", r"\asymp", r"\propto",
)  # fmt: skip


def spoken_of(scope: PageScope, said: Sentence) -> frozenset[str]:
    """The names without a meaning of which a sentence says in words what they are."""
    found: set[str] = set()
    for row in said.formulas:
        name = _bare(scope, row) or _head(scope, row)
        if name:
            found.add(name)
    if not found or (said.ends_open and not concludes(said)):
        return frozenset()
    words = re.sub(F, " ", said.words)
    return frozenset(found) if TELLING.search(words) or _signs(said) else frozenset()


def concludes(said: Sentence) -> bool:
    """Whether a sentence leads to the display behind it as to a claim: then, hence."""
    return said.ends_open and leads_to_claim(re.split(F, said.words)[-1])


def claimed(scope: PageScope, row: Sequence[Token]) -> None:
    """NAME = … as a conclusion: of a name that words speak of it is no definition."""
    head = head_of_definition(scope, row) if row else None
    if head is None:
        return
    names = {head[0].spelled(below=below) for below in (True, False)}
    scope.unread |= {n for n in names & scope.spoken if scope.meaning(n) is None}


def at_an_end(scope: PageScope, row: Sequence[Token]) -> frozenset[str]:
    """The names of m \\doteq …, and of … =: m, which are not read."""
    signs = [t for t in row if t.kind not in ("space", "mark")]
    found = _head(scope, signs)
    while signs and signs[-1].text in ".,;":
        signs.pop()
    ends = len(signs) > 2 and signs[-2].text == ":" and signs[-3].text == "="
    last = _bare(scope, signs[-1:]) if ends else ""
    return frozenset({found, last} - {""})


def _bare(scope: PageScope, row: Sequence[Token]) -> str:
    """A name that is all of a formula, and means nothing yet."""
    signs = [t for t in row if t.kind not in ("space", "mark")]
    if not signs:
        return ""
    reader = formula_reader(signs, scope, signs[-1].end)
    try:
        name = name_at(reader)
    except FormulaError:
        return ""
    if name is None or not reader.done or name.word:
        return ""
    spelled = name.spelled(below=True)
    known = scope.meaning(spelled) is not None or scope.index(spelled) is not None
    return "" if known else spelled


def _head(scope: PageScope, row: Sequence[Token]) -> str:
    """The name left of a sign that is not read."""
    k = next((k for k, t in enumerate(row) if t.text in UNREAD_SIGNS), 0)
    return _bare(scope, row[:k]) if k else ""


def _signs(said: Sentence) -> bool:
    return any(t.text in UNREAD_SIGNS for row in said.formulas for t in row)
