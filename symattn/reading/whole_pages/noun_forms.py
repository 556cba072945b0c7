"""Declarations by nouns: "keys $k_1, …, k_n$", "$q$ be a query", "$n$ keys", "temperature $T > 0$".

A noun says of what kind a name is, its adjectives a sign; what stands behind the name, in the
formula or in brackets, says the rest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...language import Term
from ...language.kinds import COMPARISONS
from ..latex_terms.all_factors import formula_reader
from ..latex_terms.index_reader import index_names, label
from ..latex_terms.latex_synonyms import RELATIONS
from ..latex_terms.latex_tokens import FormulaError, Token
from ..latex_terms.scope import PageScope
from ..latex_terms.spelled_names import name_at
from ..wording import Wording
from .declaring_names import declare_indices, listed_names
from .distinct_indices import declare_listed
from .index_ranges import count_by
from .named_kinds import Kind, declare_named
from .sentence_cuts import Sentence
from .sentence_forms import RANGE, declare_by_relation
from .sentence_words import MARK, F

LIST = rf"(?P<list>{F}(?:\s*(?:,\s*and|,|and)\s*{F})*)"
_DET = (
    r"(?:(?:an?|the|some|any|every|each|our|its|their|all|two|three|four|several|these|those|given|"
    r"fixed|arbitrary|corresponding|associated|respective|another|second|other)\s+){0,6}"
)
_ADJ = (
    r"(?:real|positive|negative|nonnegative|non-negative|nonzero|fixed|arbitrary|given|finite|raw|"
    r"scalar|attention|softmax|pre-softmax|unnormali[sz]ed|real-valued|single|new|usual|"
    rf"(?:{F}|d|n)-dimensional)"
)
NOUNS = {
    "integer": r"(?:whole numbers?|integers?|natural numbers?|number of [a-z]+|dimensions?|"
               r"sequence length|context length|vocabulary size|head dimension)",
    "positive": r"(?:(?:inverse )?temperatures?|learning rates?|step sizes?)",
    "number": r"(?:numbers?|reals?|scalars?|logits?|scores?|weights?|gaps?|margins?|energ(?:y|ies)|"
              r"parameters?|constants?|variables?|bias(?:es)?|rewards?|coefficients?|shift)",
    "vector": r"(?:vectors?|quer(?:y|ies)(?: vectors?)?|keys?(?: vectors?)?|value vectors?|"
              r"column vectors?|(?:token |word |query |key )?embeddings?)",
    "orthonormal": r"(?:orthonormal (?:keys|vectors|key vectors|embeddings))",
    "probability": r"(?:probabilit(?:y|ies)|(?:probability )?distributions?|probability vectors?)",
    "vague": r"(?:values?|inputs?|outputs?|points?|entries|elements|activations?|features?)",
}  # fmt: skip
_COUNTED = (
    r"(?:classes|tokens|positions|heads|items|samples|examples|labels|words|categories|options|"
    r"actions|answers|states|terms|symbols|of them)\b"
)
_NOUN = rf"(?:(?:{'|'.join(NOUNS.values())})\b(?! vectors?\b))"  # "number of" before "number"
_PHRASE = rf"{_DET}(?P<adj>(?:{_ADJ}\s+){{0,6}})(?P<noun>{_NOUN})"
_BRACKET = r"(?:\s*\((?P<bracket>[^()]*)\))?"
AFTER = Wording(
    rf"{LIST}\s*,?\s+(?:be|is|are|denotes?|stands? for|being)\s+{_PHRASE}"
    rf"(?:\s+in\s+(?P<home>{F}))?{_BRACKET}",
    re.IGNORECASE,
)
BEFORE = Wording(rf"{_PHRASE}\s+{LIST}(?:\s+in\s+(?P<home>{F}))?{_BRACKET}", re.IGNORECASE)
COUNT = Wording(
    rf"(?P<list>{F})\s+(?:(?P<noun>{_COUNTED})|(?=(?:{_ADJ}\s+){{0,6}}(?P<kind>{_NOUN})))",
    re.IGNORECASE,
)
APPOSED = Wording(
    rf"{LIST}\s+(?P<adj>(?:{_ADJ}\s+){{0,6}})(?P<noun>{_NOUN})(?:\s+in\s+(?P<home>{F}))?{_BRACKET}",
    re.IGNORECASE,
)
LABEL = Wording(
    rf"{_DET}(?:true |correct |target )?(?P<noun>labels?|class|target|index|position|token)\s+"
    rf"(?P<list>{F})",
    re.IGNORECASE,
)
MEMBER = Wording(
    rf"(?P<list>{F})\s+(?:be|is|denotes?)\s+{_DET}(?:true |correct |target |any )?"
    r"(?P<noun>index of the (?:true|correct|target) (?:class|label|token)|"
    r"(?:label|class|target|index|position|token)\b(?!\s+(?:from|of)\b))",
    re.IGNORECASE,
)
_APART = r"(?P<apart>(?:(?:pairwise|mutually)\s+)?(?:distinct|different)\s+)?"
_INDICES = rf"{_DET}{_APART}(?P<noun>indices|positions|members)\b"
_HOME = rf"(?:\s+(?:in|from|of)\s+(?P<home>{F})(?!\s+to\b))?"
INDICES_AFTER = Wording(rf"{LIST}\s*,?\s+(?:be|are|denote)\s+{_INDICES}{_HOME}", re.IGNORECASE)
INDICES_BEFORE = Wording(rf"{_INDICES}\s+{LIST}{_HOME}", re.IGNORECASE)
BEGINS = Wording(
    rf"{_DET}(?:{_ADJ}\s+){{0,6}}{_NOUN},?\s+{F}|{F}\s+(?:{_ADJ}\s+){{0,6}}(?:{_NOUN}|{_COUNTED})"
    rf"|{_DET}(?:true |correct |target )?(?:label|class|target)\s+{F}",
    re.IGNORECASE,
)
_JOIN = Wording(r"(?:\s|,|;|:|\band\b|\bas well as\b|\btogether with\b|\bwith\b)*", re.IGNORECASE)
# Words behind a name that would say more of it than is understood.
MORE = Wording(
    r"\b(unit|norm|norms|normali[sz]ed|distinct|different|sum\w*|equal|orthogonal\w*|orthonormal|"
    r"independent\w*|random\w*|sorted|ordered|decreasing|increasing|uniform\w*|nonzero|non-zero|"
    r"bounded|positive|negative|nonnegative|even|odd|i\.?i\.?d\.?|gaussian|normal\w*|same|less|"
    r"greater|larger|smaller|most|least|such that|sphere|unique|not|except|drawn|sampled|one-hot|"
    r"prime|strict\w*|infinite|complex|small|large|close|near\w*|between|parallel|identical\w*|"
    r"\w*correlat\w*|covarian\w*|depend\w*|condition\w*|truncat\w*|restrict\w*|joint\w*|"
    r"coupled|shared|opposite|symmetric|antisymmetric|definite|rotat\w*)\b",
    re.IGNORECASE,
)


def numbers_in(text: str) -> list[int]:
    """The formulas of a text."""
    return [int(n) for n in re.findall(rf"{MARK}(\d+){MARK}", text)]


def declare_by_nouns(
    scope: PageScope, said: Sentence, text: str
) -> tuple[list[tuple[int, str]], str]:
    """Enter what stands at the beginning of a clause; the formulas with what they declare.

    And the rest of the clause.  Raises FormulaError.
    """
    told: list[tuple[int, str]] = []
    while True:
        joined = _JOIN.match(text)
        begin = joined.end() if joined else 0
        form, match = _first_form(text, begin)
        if match is None:
            return told, text
        if form in (INDICES_AFTER, INDICES_BEFORE):
            if re.match(rf"\s+{RANGE}", text[match.end() :]):  # from 1 to n: `sentence_forms`
                return told, text
            told += _indices(scope, said, match)
            text = text[match.end() :]
            continue
        if form in (LABEL, MEMBER):
            (n,) = numbers_in(match.group("list"))
            told.append((n, _label(scope, said.formulas[n], one=form is MEMBER)))
            text = text[match.end() :]
            continue
        if form is COUNT and (apposed := _apposed(said, text, begin)) is not None:
            form, match = APPOSED, apposed  # $x_1, …, x_n$ real scores
        noun = re.sub(r"\s+", " ", (match.group("noun") or match.group("kind")).lower())
        if form is COUNT:
            (n,) = numbers_in(match.group("list"))
            row = [t for t in said.formulas[n] if t.kind not in ("space", "mark")]
            signs = [k for k, one in enumerate(row) if RELATIONS.get(one.text) in COMPARISONS]
            if len(row) != 1 and signs != [1]:
                return told, text
            count_by(scope, row[:1])
            if signs:  # $n ≥ 2$ keys
                declare_by_relation(scope, row, integer=True)
            key = scope.names.keys.get(row[0].text, "")
            if "dimension" not in noun and key in scope.scalars and scope.scalars[key].integer:
                scope.set_of_size(Term("scalar", (key,)))
            told.append((n, f"counts {noun}"))
            text = text[match.end() :]
            continue
        if _says_nothing_new(scope, said.formulas[numbers_in(match.group("list"))[0]]):
            return told, text
        kind = _kind(said, noun, match)
        taken = numbers_in(match.group())
        mine = numbers_in(match.group("list"))
        rest = text[match.end() :]
        for place, n in enumerate(mine[1:], 1):
            if not _are_names(scope, said.formulas[n]):  # for vectors $x, y$, $x + y = y + x$
                rest = text[text.index(f"{MARK}{n}{MARK}") :]
                mine, taken = mine[:place], mine[:place]
                break
        if any(_is_definition(said.formulas[n]) for n in mine):
            return told, text
        # $n ≥ 3$ and $s_1, …, s_n$ be real: how many there are is a whole number
        families = [n for n in mine if any(t.text == r"\dots" for t in said.formulas[n])]
        for n in sorted(mine, key=lambda n: n not in families):
            row = [t for t in said.formulas[n] if t.kind not in ("space", "mark")]
            if families and n not in families and _counts(scope, row):
                if row[1:]:
                    declare_by_relation(scope, row, integer=True)
                told.append((n, "says how many there are"))
                continue
            names = declare_named(scope, said.formulas[n], kind, said.ends[n])
            told.append((n, f"declares {names}: {kind.told}"))
        told += [(n, "said of it") for n in taken if n not in mine]
        text = rest


def _first_form(text: str, begin: int) -> tuple[Wording, re.Match[str] | None]:
    """The form that a text has at a place, and what it says there; None if it has none."""
    if text.startswith(MARK, begin):  # a name comes first: "$q$ is a query", "$d$-dimensional keys"
        forms = [MEMBER, INDICES_AFTER, AFTER, *([BEFORE] if "-dimensional" in text else []), COUNT]
    else:
        forms = [INDICES_BEFORE, BEFORE, LABEL] if MARK in text else []
    found = ((form, m) for form in forms if (m := form.match(text, begin)) is not None)
    return next(found, (BEFORE, None))


def _counts(scope: PageScope, row: Sequence[Token]) -> bool:
    """n, or n ≥ 3, where there are n of something."""
    signs = [k for k, t in enumerate(row) if RELATIONS.get(t.text) in COMPARISONS]
    alone = signs == [1] or len(row) == 1
    key = scope.names.keys.get(row[0].text, "") if alone else ""
    return bool(key) and Term("scalar", (key,)) in scope.sizes.values()


def _apposed(said: Sentence, text: str, begin: int) -> re.Match[str] | None:
    """x_1, …, x_n with a noun right behind them, or c real: no number of things."""
    match = APPOSED.match(text, begin)
    if match is not None and not match.group("noun").lower().endswith("s"):
        return match
    if match is None or not all(
        any(t.text == r"\dots" for t in said.formulas[n]) for n in numbers_in(match.group("list"))
    ):
        return None
    return match


def _says_nothing_new(scope: PageScope, row: Sequence[Token]) -> bool:
    """The number $3.14$; every key $k_i$, of keys that are declared."""
    if not any(t.kind in ("letter", "command", "text") and t.text != r"\dots" for t in row):
        return True
    reader = formula_reader(row, scope, row[-1].end)
    try:
        name = name_at(reader)
    except FormulaError:
        return False
    if name is None or name.below is None or not reader.done:
        return False
    return bool(getattr(scope.family(name.spelled(below=False)), "over", ()))


def _are_names(scope: PageScope, row: Sequence[Token]) -> bool:
    """Whether a formula is a list of names, new ones if it says more of them."""
    signs = [
        k for k, t in enumerate(row) if t.text == r"\in" or RELATIONS.get(t.text) in COMPARISONS
    ]
    try:
        names = listed_names(scope, row[: signs[0]] if signs else row)
    except FormulaError:
        return bool(signs) and [t.text for t in row[signs[0] + 1 : signs[0] + 2]] == ["("]
    return not signs or all(scope.meaning(name.lstrip("*")) is None for name in names)


def _label(scope: PageScope, row: Sequence[Token], *, one: bool) -> str:
    """the true class $t$: any member of the one set there is; $a$ be an index: one of them.

    Raises FormulaError.
    """
    names = [label(name) for name in index_names(row)]
    named = [n for n, i in scope.indices.items() if i.kind == "named" and n not in names]
    if all(name in scope.indices for name in names):
        if one and named:  # $a$ is declared again, and may be another one now
            declare_indices(scope, names, scope.indices[names[0]].over, "some")
        return f"declares {', '.join(names)}: {'any member' if one and named else 'as before'}"
    if len(scope.sizes) != 1 or any(scope.meaning(name) is not None for name in names):
        raise FormulaError(
            "of what is this one? Declare it, as in: let t: index of n", row[0].start, row[-1].end
        )
    if one and named:
        raise FormulaError(
            f"is it another one than {', '.join(named)}? Declare it, as in: let t: index of n",
            row[0].start, row[-1].end,
        )  # fmt: skip
    declare_indices(scope, names, next(iter(scope.sizes)), "named" if one else "some")
    return f"declares {', '.join(names)}: {'one' if one else 'any'} member"


def _indices(scope: PageScope, said: Sentence, match: re.Match[str]) -> list[tuple[int, str]]:
    """two distinct indices $a$ and $b$ of $\\{1, \\dots, n\\}$"""
    mine = numbers_in(match.group("list"))
    homes = numbers_in(match.group("home") or "") or _of_what(said, match)
    home = [t for n in homes for t in said.formulas[n] if t.kind not in ("space", "mark")]
    rows = [said.formulas[n] for n in mine]
    what = declare_listed(scope, rows, home, bool(match.group("apart")))
    return [*((n, what) for n in mine), *((n, "said of it") for n in homes)]


def _of_what(said: Sentence, match: re.Match[str]) -> list[int]:
    """Where "of" opens a clause of its own: indices of $m$ heads."""
    behind = said.words.partition(match.group())[2]
    found = re.match(rf"\s+(?:of|in|from|over|between|among)\s+(?:the\s+)?({F})?", behind)
    if found is not None and found.group(1) is None:
        at = numbers_in(match.group("list"))[0]
        raise FormulaError("of what are these indices?", said.starts[at], said.ends[at])
    return numbers_in(found.group(1)) if found is not None else []


def _is_definition(tokens: Sequence[Token]) -> bool:
    """Whether "the weights $w = …$" gives a value, and no list (x_1, …, x_n)."""
    texts = [t.text for t in tokens if t.kind not in ("space", "mark")]
    if "=" not in texts:
        return False
    k = texts.index("=")
    return texts[k + 1 : k + 2] != ["("] or r"\dots" not in texts[k:]


def _kind(said: Sentence, noun: str, match: re.Match[str]) -> Kind:
    name = next(k for k, form in NOUNS.items() if re.fullmatch(form, noun, re.IGNORECASE))
    adjectives = re.sub(F, "", match.group("adj")).lower().split()
    bracket = match.group("bracket") or ""
    words = re.sub(F, " ", bracket).replace(",", " ").replace(" and ", " ").lower().split()
    for word in words:
        if word in ("real", "reals", "positive", "negative", "nonnegative", "integer", "integers"):
            adjectives.append(word.removesuffix("s"))
        elif unsaid(word):
            at = numbers_in(match.group())[0]
            raise FormulaError(
                f"{word!r} is not understood in the brackets behind this; say it in a sentence",
                said.starts[at], said.ends[at],
            )  # fmt: skip
    sign = next(
        (s for s in ("positive", "nonnegative", "non-negative", "negative", "nonzero")
         if s in adjectives), "",
    )  # fmt: skip
    if "integer" in adjectives:
        name = "integer"
    if name == "probability" and {"raw", "unnormalised", "unnormalized"} & {*adjectives}:
        at = numbers_in(match.group())[0]
        raise FormulaError("probabilities add up to 1; declare these as positive numbers",
                           said.starts[at], said.ends[at])  # fmt: skip
    if name == "vague" and ("real" in adjectives or "scalar" in adjectives or sign):
        name = "number"
    if name == "vector" and (sign or "scalar" in adjectives):
        at = numbers_in(match.group())[0]
        raise FormulaError("is this a number or a vector?", said.starts[at], said.ends[at])
    if name == "positive":
        name, sign = "number", sign or "positive"
    home = said.formulas[numbers_in(match.group("home"))[0]] if match.group("home") else []
    beside = [said.formulas[n] for n in numbers_in(bracket)]
    return Kind(name, sign, tuple(home), tuple(tuple(b) for b in beside), noun)


def nouns_behind(text: str) -> int | None:
    """Where nouns declare more behind a formula: "$N ≥ 2$ and real inputs $x_1, …, x_N$"."""
    places = (m.end() for m in re.finditer(rf"{MARK}\s*(?:,\s*and|,|and)\s+(?=[a-z])", text))
    return next((at for at in places if BEFORE.match(text, at)), None)


def unsaid(text: str) -> str:
    """A word behind declared names that says more of them than is understood, or ""."""
    found = MORE.search(re.sub(F, " ", text))
    return found.group(1) if found else ""
