"""The forms of clauses that declare: "x and y be real numbers", "k_1, …, k_n be orthonormal".

A clause is words with marks in place of its formulas.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ...language import Law, Term, number
from ...language.kinds import COMPARISONS
from ..latex_terms.all_factors import formula_reader, value_of
from ..latex_terms.index_reader import index_names, label
from ..latex_terms.latex_synonyms import RELATIONS
from ..latex_terms.latex_tokens import FormulaError, Token
from ..latex_terms.page_functions import parted
from ..latex_terms.scope import PageScope, Symbol
from ..latex_terms.spelled_names import name_at
from .declaring_names import (
    add_fact,
    declare_arrow,
    declare_family,
    declare_indices,
    declare_law,
    declare_number,
    for_every,
    listed_names,
    one_name,
    probabilities,
    read_law,
)
from .distinct_indices import declare_apart, named_besides
from .index_ranges import count_by, counted
from .sentence_cuts import Sentence
from .sentence_words import MARK, F

LIST = rf"({F}(?:\s*(?:,\s*and|,|and)\s*{F})*)"


def declare_laws(scope: PageScope, row: Sequence[Token], end: int) -> bool:
    """x, y ~ N(0, 1); whether it is one.  What has a law already keeps it."""
    texts = [t.text for t in row]
    k = next((n for n, t in enumerate(texts) if t in (r"\sim", "~")), None)
    if k is None:
        return False
    reader = formula_reader(row[k + 1 :], scope, end)
    mean, variance = read_law(reader)
    if not reader.done and not reader.sees(",", ".", ";"):
        raise reader.error(f"expected the end of the law, found {reader.found()}")
    for part in parted(row[:k], ","):
        name = one_name(scope, part, "a name before ~")
        spelled = name.spelled(below=True)
        symbol = scope.meaning(spelled)
        if not (isinstance(symbol, Symbol) and symbol.key in scope.laws):
            declare_law(scope, spelled, mean, variance, (name.start, name.end))
    return True


def _size(scope: PageScope, tokens: Sequence[Token]) -> str:
    """The set that x_1, …, x_n runs through."""
    last = [t for t in parted(tokens, ",")[-1] if t.kind not in ("space", "mark")]
    reader = formula_reader(last, scope, last[-1].end)
    name = name_at(reader)
    at = (last[0].start, last[-1].end)
    if name is None or not name.below or name.above is not None and not name.mark:
        raise FormulaError("expected x_1, …, x_n", *at)
    return counted(scope, name.below)


def _each(
    scope: PageScope, said: Sentence, numbers: Sequence[int]
) -> list[tuple[str, list[Token], int]]:
    return [
        (name, said.formulas[n], n)
        for n in numbers
        for name in listed_names(scope, said.formulas[n])
    ]


def _integers(
    scope: PageScope, said: Sentence, numbers: Sequence[int], match: re.Match[str]
) -> None:
    for n in numbers:
        declare_by_relation(scope, said.formulas[n], integer=True)


def _reals(scope: PageScope, said: Sentence, numbers: Sequence[int], match: re.Match[str]) -> None:
    said_sign = match.group(2) or ""
    sign = {"positive": (">", number(0)), "negative": ("<", number(0)),
            "nonnegative": ("≥", number(0)), "non-negative": ("≥", number(0))}  # fmt: skip
    bound = sign.get(said_sign.strip().lower())
    for n in numbers:
        tokens = said.formulas[n]
        if any(t.text in RELATIONS for t in tokens):
            declare_by_relation(scope, tokens, integer=False)
            continue
        for name in listed_names(scope, tokens):
            if name.startswith("*"):
                over = _size(scope, tokens)
                key = declare_family(scope, name[1:], over, "scalar")
                if bound is not None:
                    add_fact(scope, for_every(over, key, bound[0], bound[1]))
            else:
                declare_number(scope, name, fact=bound)


def declare_by_relation(
    scope: PageScope, tokens: Sequence[Token], *, integer: bool, loose: bool = False
) -> None:
    """n ≥ 2; n; 0 < x < 1.  One that is `loose` turns out an integer if it counts something."""
    signs = [k for k, t in enumerate(tokens) if RELATIONS.get(t.text) in COMPARISONS]
    if not signs:
        for name in listed_names(scope, tokens):
            declare_number(scope, name, integer=integer)
        return
    names = [
        [t for t in tokens[i:j] if t.kind not in ("space", "mark")]
        for i, j in zip([0, *(k + 1 for k in signs)], [*signs, len(tokens)])
    ]
    if base := _whole_family(scope, names[0]):
        _bounded_family(scope, base, tokens, signs)
        return
    for part in names[: 1 if len(signs) == 1 else None]:
        for one in parted(part, ","):
            reader = formula_reader(one, scope, one[-1].end if one else 0)
            found = name_at(reader)
            if found is None or not reader.done or found.above is not None:
                continue
            spelled, base = found.spelled(below=True), found.spelled(below=False)
            family = scope.family(base) if found.below is not None else None
            if scope.meaning(spelled) is None and not getattr(family, "over", ()):
                declare_number(scope, spelled, integer=integer)
                if loose and found.below is None:
                    scope.loose |= {spelled}
    reader = formula_reader(tokens, scope, tokens[-1].end)
    for i, k in enumerate(signs):
        left = [*names[i]]
        right = names[i + 1]
        for one in parted(left, ","):
            x, y = (value_of(side, scope, "a side of this relation") for side in (one, right))
            op = RELATIONS[tokens[k].text]
            add_fact(scope, reader.build(op, x.term, y.term, at=(x.start, y.end)))


def _whole_family(scope: PageScope, row: Sequence[Token]) -> str:
    """y of y_1, …, y_n, where y means nothing yet, or numbers; or "" of another list."""
    if not any(t.text == r"\dots" for t in row):
        return ""
    try:
        names = listed_names(scope, row)
    except FormulaError:
        return ""
    if len(names) != 1 or not names[0].startswith("*"):
        return ""
    known = scope.meaning(names[0][1:])
    fits = known is None or (isinstance(known, Symbol) and known.kind == "entry")
    return names[0][1:] if fits else ""


def _bounded_family(
    scope: PageScope, base: str, tokens: Sequence[Token], signs: Sequence[int]
) -> None:
    """y_1, …, y_n > 0: numbers, and each of them is."""
    if len(signs) != 1:
        raise FormulaError(
            "one sign was expected behind the names", tokens[0].start, tokens[-1].end
        )
    (k,) = signs
    bound = value_of(tokens[k + 1 :], scope, "a side of this relation")
    over, known = _size(scope, tokens[:k]), scope.meaning(base)
    if isinstance(known, Symbol) and known.over != (over,):
        raise FormulaError(f"{base} has another number of members", tokens[0].start, tokens[k].end)
    known_key = known.key if isinstance(known, Symbol) else ""
    key = known_key or declare_family(scope, base, over, "scalar")
    add_fact(scope, for_every(over, key, RELATIONS[tokens[k].text], bound.term))


def _vectors(
    scope: PageScope, said: Sentence, numbers: Sequence[int], match: re.Match[str]
) -> None:
    _arrows(scope, said, numbers, None)


def _arrows(
    scope: PageScope, said: Sentence, numbers: Sequence[int], norm: Term | None, law: bool = False
) -> None:
    for name, tokens, n in _each(scope, said, numbers):
        if name.startswith("*"):
            key = declare_family(scope, name[1:], _size(scope, tokens), "vector", norm)
            if law:
                scope.laws[key] = Law(key, Term("zero"), Term("identity"))
        elif norm is not None:
            _named_members(scope, said, numbers, norm)
            return
        else:
            declare_arrow(scope, name, "vector")


def _named_members(scope: PageScope, said: Sentence, numbers: Sequence[int], norm: Term) -> None:
    """u_a, u_b, u_c, u_d: as many as are named."""
    bases, labels = set(), []
    for n in numbers:
        for part in parted(said.formulas[n], ","):
            reader = formula_reader(part, scope, part[-1].end)
            name = name_at(reader)
            if name is None or name.below is None or name.above is not None or not reader.done:
                raise reader.error("expected names with an index, as in u_a")
            bases.add(name.spelled(below=False))
            labels += [label(one) for one in index_names(name.below)]
    if len(bases) != 1:
        raise FormulaError("expected one letter with an index each, as in u_a, u_b",
                           said.start, said.end)  # fmt: skip
    over = next(k for k in ("J", "L", "M", "R", "S", "T", "U") if k not in scope.sizes)
    scope.sizes[over] = number(len(labels))
    declare_family(scope, bases.pop(), over, "vector", norm)
    declare_indices(scope, [one for one in labels if not one.isdecimal()], over, "named")


def _orthonormal(
    scope: PageScope, said: Sentence, numbers: Sequence[int], match: re.Match[str]
) -> None:
    _arrows(scope, said, numbers, number(1))


def _orthogonal(
    scope: PageScope, said: Sentence, numbers: Sequence[int], match: re.Match[str]
) -> None:
    n = int(re.findall(r"\d+", match.group(2))[0])
    norm = value_of(said.formulas[n], scope, "the length").term
    _arrows(scope, said, numbers, norm)


def _random_vectors(
    scope: PageScope, said: Sentence, numbers: Sequence[int], match: re.Match[str]
) -> None:
    n = int(re.findall(r"\d+", match.group(2))[0])
    mean, variance = read_law(formula_reader(said.formulas[n], scope, said.ends[n]))
    if variance != Term("identity") or mean not in (number(0), Term("zero")):
        raise FormulaError("a family of random vectors is N(0, I)", said.starts[n], said.ends[n])
    _arrows(scope, said, numbers, None, law=True)


def _normal_entries(
    scope: PageScope, said: Sentence, numbers: Sequence[int], match: re.Match[str]
) -> None:
    """q, k ∈ ℝ^d, random, with independent standard normal entries: each N(0, I)."""
    for n in numbers:
        row = said.formulas[n]
        cut = next((k for k, t in enumerate(row) if t.text == r"\in"), len(row))
        for name in listed_names(scope, row[:cut]):
            if name.startswith("*"):
                over = _size(scope, row[:cut])
                key = declare_family(scope, name[1:], over, "vector")
                scope.laws[key] = Law(key, Term("zero"), Term("identity"))
            else:
                at = (said.starts[n], said.ends[n])
                declare_law(scope, name, number(0), Term("identity"), at)
        size = [t for t in row[cut + 1 :] if t.text not in ("{", "}")]
        power = next((k for k, t in enumerate(size) if t.text == "^"), None)
        if power is not None and len(size) == power + 2:
            count_by(scope, size[power + 1 :])


def _matrices(
    scope: PageScope, said: Sentence, numbers: Sequence[int], match: re.Match[str]
) -> None:
    for name, _, _ in _each(scope, said, numbers):
        declare_arrow(scope, name, "matrix")


def _indices(
    scope: PageScope, said: Sentence, numbers: Sequence[int], match: re.Match[str]
) -> None:
    first = match.group("first")
    if first and [t.text for t in said.formulas[int(first)]] != ["1"]:
        raise FormulaError("indices are counted from 1", said.start, said.end)
    n = int(re.findall(r"\d+", match.group("size"))[0])
    size = value_of(said.formulas[n], scope, "how many there are").term
    over = scope.set_of_size(size)
    listed = [part for k in numbers for part in parted(said.formulas[k], ",")]
    apart = [side for part in listed for side in parted(part, r"\ne")]
    names = [label(one) for side in apart for one in index_names(side)]
    differ = "differ" in match.group() or "distinct" in match.group()
    # a ≠ b says it of these two, and of a third nothing
    distinct = differ or (len(apart) == len(names) == 2 > len(listed))
    if len(apart) > len(listed) and not distinct and len(names) > 1:
        raise FormulaError("write: a, b and c are different indices", said.start, said.end)
    declare_indices(scope, names, over, "some")
    if len(names) > 1 and distinct:
        declare_apart(scope, names, (said.start, said.end))
    elif len(names) == 1 and not named_besides(scope, names):  # else it may be one of those
        declare_indices(scope, names, over, "named")
    if match.group("other"):
        other = int(re.findall(r"\d+", match.group("other"))[0])
        declare_indices(scope, [label(said.formulas[other])], over, "rest")


def _independent(
    scope: PageScope, said: Sentence, numbers: Sequence[int], match: re.Match[str]
) -> None:
    for n in numbers:
        if not declare_laws(scope, said.formulas[n], said.ends[n]):
            raise FormulaError("expected x ~ N(0, 1)", said.starts[n], said.ends[n])


def _probabilities(
    scope: PageScope, said: Sentence, numbers: Sequence[int], match: re.Match[str]
) -> None:
    for name, tokens, _ in _each(scope, said, numbers):
        if not name.startswith("*"):
            raise FormulaError("expected p_1, …, p_n", said.start, said.end)
        over = _size(scope, tokens)
        probabilities(scope, declare_family(scope, name[1:], over, "scalar"), over)


A = r"(?:an?\s+|the\s+|some\s+)?"
RANGE = (
    rf"(?:from\s+(?:1|{MARK}(?P<first>\d+){MARK})\s+to|of)\s+(?P<size>{F})"
    rf"(?:,?\s+with\s+(?P<other>{F})\s+for\s+any\s+other)?"
)
Form = Callable[[PageScope, Sentence, Sequence[int], re.Match[str]], None]
FORMS: tuple[tuple[str, Form], ...] = (
    (rf"{LIST}\s+(?:be|is|are|denote)\s+{A}integers?\b", _integers),
    (rf"{LIST}\s+(?:be|is|are)\s+{A}(real|positive|negative|nonnegative|non-negative)"
     r"(?:\s+real)?(?:\s+(?:numbers?|scalars?|parameters?|constants?))?", _reals),
    (rf"{LIST}\s+(?:be|is|are)\s+(numbers?|scalars?)\b", _reals),
    (rf"{LIST}\s+(?:be|is|are)\s+(?:the\s+)?probabilities\b", _probabilities),
    (
        rf"{LIST}\s+(?:be|is|are)\s+(?:two\s+)?(?:independent\s+)?(?:random\s+)?vectors?,?\s+"
        r"(?:with|having|whose)\s+(?:independent|i\.?i\.?d\.?)?,?\s*(?:entries\s+(?:are|is)\s+)?"
        r"(?:(?:independent|i\.?i\.?d\.?)\s+)?standard\s+(?:normal|gaussian)"
        r"(?:\s+(?:entries|components|coordinates))?",
        _normal_entries,
    ),
    (rf"{LIST}\s+(?:be|is|are)\s+random vectors, independent, each ({F})", _random_vectors),
    (rf"{LIST}\s+(?:be|is|are)\s+(?:an?\s+)?(?:arbitrary\s+)?vectors?\b(?:\s+in\s+{F})?", _vectors),
    (rf"{LIST}\s+(?:be|is|are)\s+orthonormal(?:\s+vectors)?", _orthonormal),
    (rf"{LIST}\s+(?:be|is|are)\s+(?:mutually\s+)?orthogonal(?:\s+vectors)?,?\s+(?:each\s+)?"
     rf"of\s+(?:norm|length)\s+({F})", _orthogonal),
    (rf"{LIST}\s+(?:be|is|are)\s+(?:an?\s+)?(?:arbitrary\s+)?matri(?:x|ces)\b", _matrices),
    (rf"{LIST}\s+(?:be|is|are)\s+(?:an?\s+|two\s+|three\s+)?(?:different |distinct )?"
     rf"(?:index|indices|positions?)\s+{RANGE}", _indices),
    (rf"(?:an?\s+|two\s+|three\s+)?(?:different |distinct )?(?:index|indices|positions?)\s+"
     rf"{LIST}\s+{RANGE}", _indices),
    (rf"{LIST}\s+(?:be|is|are)\s+independent\b", _independent),
)  # fmt: skip
