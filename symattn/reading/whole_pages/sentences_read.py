"""Declarations in running text: "Let $n \\ge 2$ be an integer and let $x$ be real."

A sentence is a row of words and formulas.  It is cut into clauses at the words that declare; a
clause has one of the forms of FORMS, which docs/pages-syntax.md lists.  What begins with "let" or
"suppose", has formulas and none of these forms is reported.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ...language import Law, Term, number
from ...language.kinds import COMPARISONS
from ..latex_terms.all_factors import formula_reader
from ..latex_terms.index_reader import index_names, label
from ..latex_terms.latex_synonyms import RELATIONS
from ..latex_terms.latex_tokens import FormulaError, Token
from ..latex_terms.page_functions import parted
from ..latex_terms.scope import PageScope, Symbol
from ..latex_terms.spelled_names import name_at
from .conditions_read import Conditions, read_condition
from .declaration_lines import read_limit
from .declaring_names import (
    add_fact,
    declare_arrow,
    declare_family,
    declare_indices,
    declare_law,
    declare_number,
    define,
    for_every,
    head_of_definition,
    listed_names,
    member_of,
    probabilities,
    read_law,
)

DECLARING = ("let", "suppose", "assume", "fix")
PUTTING = ("put", "set", "define", "write", "denote", "where", "with", "take")
CONDITIONAL = ("for", "if", "when", "whenever", "as")
CONCLUDING = (
    "so", "hence", "thus", "therefore", "then", "we get", "it follows that", "this gives",
    "which gives", "we find", "consequently", "we conclude",
)  # fmt: skip
OPENING = re.compile(
    r"(?:^|(?<=[\s,;(]))(?:and\s+|or\s+)?(let|suppose|assume|fix|put|set|define|we write|write|"
    r"denote|where|with|take|limits are taken as)\b(?:\s+that\b)?\s*",
    re.IGNORECASE,
)
MARK = "\x00"
F = rf"{MARK}\d+{MARK}"
LIST = rf"({F}(?:\s*(?:,\s*and|,|and)\s*{F})*)"


@dataclass
class Said:
    """A sentence: its words with marks for formulas, and the formulas' tokens in order."""

    words: str
    formulas: list[list[Token]]
    starts: list[int]
    ends: list[int]
    start: int
    end: int
    ends_open: bool = False  # it goes on in the display that follows


@dataclass
class Heard:
    """What a sentence said."""

    declared: list[tuple[int, int, str]] = field(default_factory=list)  # formulas that declare
    definitions: list[tuple[int, int, str]] = field(default_factory=list)
    claims: list[int] = field(default_factory=list)  # formulas that are concluded
    conditions: Conditions = field(default_factory=Conditions)  # for the display that follows
    defines_next: bool = False  # "Let" stands right before the display
    problems: list[tuple[int, int, str]] = field(default_factory=list)


def hear(scope: PageScope, said: Said) -> Heard:
    """Enter what a sentence declares into the scope, and tell what it says besides."""
    heard = Heard()
    used: set[int] = set()
    words = said.words
    cuts = [(m.start(), m.end(), m.group(1).lower()) for m in OPENING.finditer(words)]
    for k, (_, begin, word) in enumerate(cuts):
        stop = cuts[k + 1][0] if k + 1 < len(cuts) else len(words)
        _clause(scope, said, word, words[begin:stop], heard, used)
    _bare_definitions(scope, said, heard, used)
    _conditions(scope, said, heard, used)
    _conclusions(said, heard, used)
    return heard


def _clause(
    scope: PageScope, said: Said, word: str, text: str, heard: Heard, used: set[int]
) -> None:
    text = text.strip().rstrip(".,;:").strip()
    text = re.sub(r"\s*,?\s*and\Z", "", text)
    if not text:
        heard.defines_next = said.ends_open and word not in ("where", "with")
        return
    numbers = [int(n) for n in re.findall(rf"{MARK}(\d+){MARK}", text)]
    if not numbers:
        return
    if word == "limits are taken as":
        _limits_taken(scope, said, numbers, heard, used)
        return
    for pattern, kind in FORMS:
        match = re.match(pattern, text, re.IGNORECASE)
        if match is None:
            continue
        mine = [int(n) for n in re.findall(rf"{MARK}(\d+){MARK}", match.group(1))]
        try:
            kind(scope, said, mine, match)
        except FormulaError as error:
            heard.problems.append((error.start, error.end, error.message))
            used.update(mine)
            return
        taken = [int(n) for n in re.findall(rf"{MARK}(\d+){MARK}", match.group())]
        used.update(taken)
        heard.declared += [
            (said.starts[n], said.ends[n], match.group().replace(MARK, "")) for n in taken
        ]
        rest = text[match.end() :]
        if rest.strip(" ,.;:") and re.search(F, rest):
            rest = re.sub(r"^\s*(?:,\s*and|,|and)\s*", "", rest)
            _clause(scope, said, word, rest, heard, used)
        return
    for n in numbers:  # each formula says by itself what it declares
        if n in used:
            continue
        try:
            done = _by_itself(scope, said.formulas[n], word, said.ends[n])
        except FormulaError as error:
            if word in (*DECLARING, *PUTTING[:5]):
                heard.problems.append((error.start, error.end, error.message))
                used.add(n)
            continue
        if done:
            used.add(n)
            where = heard.definitions if done.startswith("defines") else heard.declared
            where.append((said.starts[n], said.ends[n], done))
        elif word in DECLARING and n == numbers[0]:
            heard.problems.append((
                said.starts[n], said.ends[n],
                "this sentence begins like a declaration and is not understood; see "
                "docs/pages-syntax.md for the forms that are read",
            ))  # fmt: skip
            used.add(n)


# ---- the forms -----------------------------------------------------------------------------------


def _size(scope: PageScope, tokens: Sequence[Token]) -> str:
    """The set that x_1, …, x_n runs through."""
    last = [t for t in parted(tokens, ",")[-1] if t.kind not in ("space", "mark")]
    reader = formula_reader(last, scope, last[-1].end)
    name = name_at(reader)
    at = (last[0].start, last[-1].end)
    if name is None or not name.below:
        raise FormulaError("expected x_1, …, x_n", *at)
    size = formula_reader(name.below, scope, at[1]).sum().term
    whole = size.op == "number" or (size.op == "scalar" and scope.scalars[size.key].integer)
    if not whole:
        raise FormulaError("how many there are is a number or a declared integer", *at)
    return scope.set_of_size(size)


def _each(
    scope: PageScope, said: Said, numbers: Sequence[int]
) -> list[tuple[str, list[Token], int]]:
    return [
        (name, said.formulas[n], n)
        for n in numbers
        for name in listed_names(scope, said.formulas[n])
    ]


def _integers(scope: PageScope, said: Said, numbers: Sequence[int], match: re.Match[str]) -> None:
    for n in numbers:
        _number(scope, said.formulas[n], integer=True)


def _reals(scope: PageScope, said: Said, numbers: Sequence[int], match: re.Match[str]) -> None:
    said_sign = match.group(2) or ""
    sign = {"positive": (">", number(0)), "negative": ("<", number(0)),
            "nonnegative": ("≥", number(0)), "non-negative": ("≥", number(0))}  # fmt: skip
    bound = sign.get(said_sign.strip().lower())
    for n in numbers:
        tokens = said.formulas[n]
        if any(t.text in RELATIONS for t in tokens):
            _number(scope, tokens, integer=False)
            continue
        for name in listed_names(scope, tokens):
            if name.startswith("*"):
                over = _size(scope, tokens)
                key = declare_family(scope, name[1:], over, "scalar")
                if bound is not None:
                    add_fact(scope, for_every(over, key, bound[0], bound[1]))
            else:
                declare_number(scope, name, fact=bound)


def _number(scope: PageScope, tokens: Sequence[Token], *, integer: bool) -> None:
    """n ≥ 2; n; 0 < x < 1"""
    signs = [k for k, t in enumerate(tokens) if RELATIONS.get(t.text) in COMPARISONS]
    if not signs:
        for name in listed_names(scope, tokens):
            declare_number(scope, name, integer=integer)
        return
    names = [
        [t for t in tokens[i:j] if t.kind not in ("space", "mark")]
        for i, j in zip([0, *(k + 1 for k in signs)], [*signs, len(tokens)])
    ]
    for part in names[: 1 if len(signs) == 1 else 2]:
        reader = formula_reader(part, scope, part[-1].end if part else 0)
        found = name_at(reader)
        while found is not None and scope.meaning(found.spelled(below=True)) is None:
            declare_number(scope, found.spelled(below=True), integer=integer)
            if not reader.take(","):
                break
            found = name_at(reader)
    for i, k in enumerate(signs):
        left = [*names[i]]
        right = names[i + 1]
        for one in parted(left, ","):
            reader = formula_reader(one, scope, tokens[-1].end)
            x, y = reader.sum(), formula_reader(right, scope, tokens[-1].end).sum()
            op = RELATIONS[tokens[k].text]
            add_fact(scope, reader.build(op, x.term, y.term, at=(x.start, y.end)))


def _vectors(scope: PageScope, said: Said, numbers: Sequence[int], match: re.Match[str]) -> None:
    _arrows(scope, said, numbers, None)


def _arrows(
    scope: PageScope, said: Said, numbers: Sequence[int], norm: Term | None, law: bool = False
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


def _named_members(scope: PageScope, said: Said, numbers: Sequence[int], norm: Term) -> None:
    """u_a, u_b, u_c, u_d: as many as are named."""
    bases, labels = set(), []
    for n in numbers:
        for part in parted(said.formulas[n], ","):
            reader = formula_reader(part, scope, part[-1].end)
            name = name_at(reader)
            if name is None or name.below is None:
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
    scope: PageScope, said: Said, numbers: Sequence[int], match: re.Match[str]
) -> None:
    _arrows(scope, said, numbers, number(1))


def _orthogonal(scope: PageScope, said: Said, numbers: Sequence[int], match: re.Match[str]) -> None:
    n = int(re.findall(r"\d+", match.group(2))[0])
    norm = formula_reader(said.formulas[n], scope, said.ends[n]).sum().term
    _arrows(scope, said, numbers, norm)


def _random_vectors(
    scope: PageScope, said: Said, numbers: Sequence[int], match: re.Match[str]
) -> None:
    n = int(re.findall(r"\d+", match.group(2))[0])
    mean, variance = read_law(formula_reader(said.formulas[n], scope, said.ends[n]))
    if variance != Term("identity") or mean not in (number(0), Term("zero")):
        raise FormulaError("a family of random vectors is N(0, I)", said.starts[n], said.ends[n])
    _arrows(scope, said, numbers, None, law=True)


def _matrices(scope: PageScope, said: Said, numbers: Sequence[int], match: re.Match[str]) -> None:
    for name, _, _ in _each(scope, said, numbers):
        declare_arrow(scope, name, "matrix")


def _indices(scope: PageScope, said: Said, numbers: Sequence[int], match: re.Match[str]) -> None:
    n = int(re.findall(r"\d+", match.group(3))[0])
    size = formula_reader(said.formulas[n], scope, said.ends[n]).sum().term
    over = scope.set_of_size(size)
    names = [
        label(one) for k in numbers for part in parted(said.formulas[k], ",")
        for one in index_names(part)
    ]  # fmt: skip
    distinct = "differ" in match.group() or "distinct" in match.group() or len(names) == 1
    declare_indices(scope, names, over, "named" if distinct else "some")
    if match.group(4):
        other = int(re.findall(r"\d+", match.group(4))[0])
        declare_indices(scope, [label(said.formulas[other])], over, "rest")


def _independent(
    scope: PageScope, said: Said, numbers: Sequence[int], match: re.Match[str]
) -> None:
    for n in numbers:
        if not _by_itself(scope, said.formulas[n], "let", said.ends[n]):
            raise FormulaError("expected x ~ N(0, 1)", said.starts[n], said.ends[n])


def _probabilities(
    scope: PageScope, said: Said, numbers: Sequence[int], match: re.Match[str]
) -> None:
    for name, tokens, _ in _each(scope, said, numbers):
        if not name.startswith("*"):
            raise FormulaError("expected p_1, …, p_n", said.start, said.end)
        over = _size(scope, tokens)
        probabilities(scope, declare_family(scope, name[1:], over, "scalar"), over)


A = r"(?:an?\s+|the\s+|some\s+)?"
FORMS: tuple[tuple[str, Callable[[PageScope, Said, Sequence[int], re.Match[str]], None]], ...] = (
    (rf"{LIST}\s+(?:be|is|are|denote)\s+{A}integers?\b", _integers),
    (rf"{LIST}\s+(?:be|is|are)\s+{A}(real|positive|negative|nonnegative|non-negative)"
     r"(?:\s+real)?(?:\s+(?:numbers?|scalars?|parameters?|constants?))?", _reals),
    (rf"{LIST}\s+(?:be|is|are)\s+(numbers?|scalars?)\b", _reals),
    (rf"{LIST}\s+(?:be|is|are)\s+(?:the\s+)?probabilities\b", _probabilities),
    (rf"{LIST}\s+(?:be|is|are)\s+random vectors, independent, each ({F})", _random_vectors),
    (rf"{LIST}\s+(?:be|is|are)\s+(?:an?\s+)?(?:arbitrary\s+)?vectors?\b(?:\s+in\s+{F})?", _vectors),
    (rf"{LIST}\s+(?:be|is|are)\s+orthonormal(?:\s+vectors)?", _orthonormal),
    (rf"{LIST}\s+(?:be|is|are)\s+(?:mutually\s+)?orthogonal(?:\s+vectors)?,?\s+(?:each\s+)?"
     rf"of\s+(?:norm|length)\s+({F})", _orthogonal),
    (rf"{LIST}\s+(?:be|is|are)\s+(?:an?\s+)?(?:arbitrary\s+)?matri(?:x|ces)\b", _matrices),
    (rf"{LIST}\s+(?:be|is|are)\s+(?:an?\s+|two\s+)?(different |distinct )?(?:index|indices)\s+"
     rf"(?:from\s+1\s+to|of)\s+({F})(?:,?\s+with\s+({F})\s+for\s+any\s+other)?", _indices),
    (rf"{LIST}\s+(?:be|is|are)\s+independent\b", _independent),
)  # fmt: skip


def _by_itself(scope: PageScope, tokens: Sequence[Token], word: str, end: int) -> str:
    """β > 0, q = …, γ ~ N(1, ½), x ∈ ℝ^d: what it declares in a few words; "" if nothing."""
    row = [t for t in tokens if t.kind != "mark"]
    while row and row[-1].text in (",", ".", ";"):
        row = row[:-1]
    if not row:
        return ""
    texts = [t.text for t in row]
    if r"\sim" in texts or "~" in texts:
        k = next(n for n, t in enumerate(texts) if t in (r"\sim", "~"))
        reader = formula_reader(row[k + 1 :], scope, end)
        mean, variance = read_law(reader)
        if not reader.done:
            raise reader.error(f"expected the end of the law, found {reader.found()}")
        for part in parted(row[:k], ","):
            inner = formula_reader(part, scope, end)
            name = name_at(inner)
            if name is None or not inner.done:
                raise inner.error("expected a name before ~")
            if isinstance(scope.meaning(name.spelled(below=True)), Symbol):
                symbol = scope.meaning(name.spelled(below=True))
                if isinstance(symbol, Symbol) and symbol.key in scope.laws:
                    continue
            at = (name.start, name.end)
            declare_law(scope, name.spelled(below=True), mean, variance, at)
        return "declares a law"
    if r"\in" in texts:
        return member_of(scope, row, texts.index(r"\in"))
    head = head_of_definition(scope, row, new=False) if word != "for" else None
    if head is not None and word not in DECLARING[1:3]:
        name_found, given, begin = head
        known = scope.meaning(name_found.spelled(below=True))
        settled = isinstance(known, Symbol) and (
            known.kind == "defined" or (known.over and known.kind != "defined")
        )
        base = scope.meaning(name_found.spelled(below=False))
        of_family = name_found.below is not None and isinstance(base, Symbol) and base.over
        partial = isinstance(base, Symbol) and base.key in scope.partial
        if (settled or of_family or given is not None and known is not None) and not partial:
            if word in ("where", "with", "take"):
                return ""
            if word not in ("let", "put", "set", "define", "we write", "write"):
                return ""
            if not isinstance(known, Symbol) or known.kind != "defined" or of_family:
                return ""
        said, _ = define(scope, name_found, given, row[begin:], end)
        return f"defines {said}"
    if any(RELATIONS.get(t) in COMPARISONS for t in texts):
        first = row[: next(k for k, t in enumerate(texts) if RELATIONS.get(t) in COMPARISONS)]
        try:
            names = listed_names(scope, first)
        except FormulaError:
            names = []
        new = names and all(
            scope.meaning(n) is None and scope.index(n) is None and not n.startswith("*")
            for n in names
        )
        if new or word in DECLARING:
            _number(scope, row, integer=False)
            return "declares a number" if new else "assumes this"
    return ""


def _limits_taken(
    scope: PageScope, said: Said, numbers: Sequence[int], heard: Heard, used: set[int]
) -> None:
    limits, links = [], []
    for n in numbers:
        tokens = said.formulas[n]
        k = next((j for j, t in enumerate(tokens) if t.text == r"\to"), None)
        if k is None:
            continue
        try:
            limit, link = read_limit(scope, tokens, k, said.ends[n])
        except FormulaError as error:
            heard.problems.append((error.start, error.end, error.message))
            continue
        limits += [limit] if limit is not None else []
        links += [link] if link is not None else []
        used.add(n)
        heard.declared.append((said.starts[n], said.ends[n], "declares a limit"))
    scope.limits, scope.links = tuple(limits), tuple(links)


# ---- the rest of a sentence ----------------------------------------------------------------------


def _bare_definitions(scope: PageScope, said: Said, heard: Heard, used: set[int]) -> None:
    """NAME = … of a vector that is ours to choose, or of a name that nobody declared."""
    for n, tokens in enumerate(said.formulas):
        if n in used:
            continue
        row = list(tokens)
        while row and row[-1].text in (",", ".", ";"):
            row.pop()
        head = head_of_definition(scope, row) if row else None
        if head is None:
            continue
        name, given, at = head
        try:
            told, _ = define(scope, name, given, row[at:], said.ends[n])
        except FormulaError as error:
            known = scope.meaning(name.spelled(below=True))
            if isinstance(known, Symbol) or given is not None:
                heard.problems.append((error.start, error.end, error.message))
                used.add(n)
            continue
        used.add(n)
        heard.definitions.append((said.starts[n], said.ends[n], f"defines {told}"))


def _conditions(scope: PageScope, said: Said, heard: Heard, used: set[int]) -> None:
    """for $n = 2$, if $\\gamma > 1$: in the sentence that the display ends."""
    for match in re.finditer(
        rf"(?:^|(?<=[\s,;(]))({'|'.join(CONDITIONAL)})\s+(?:and only if\s+)?({F})"
        rf"((?:\s*(?:and|,)\s*{F})*)",
        said.words,
        re.IGNORECASE,
    ):
        if "only if" in match.group():
            continue
        word = match.group(1).lower()
        for n in map(int, re.findall(rf"{MARK}(\d+){MARK}", match.group())):
            if n in used:
                continue
            tokens = said.formulas[n]
            if word == "for":
                try:
                    declared = _by_itself(scope, tokens, "for", said.ends[n])
                except FormulaError:
                    declared = ""
                if declared:
                    used.add(n)
                    heard.declared.append((said.starts[n], said.ends[n], declared))
                    continue
            if not said.ends_open:
                continue
            try:
                heard.conditions.add(read_condition(scope, word, tokens))
            except FormulaError:
                continue
            used.add(n)
            heard.declared.append((said.starts[n], said.ends[n], "a condition of what follows"))


def _conclusions(said: Said, heard: Heard, used: set[int]) -> None:
    """so $a = b$: a claim in the text."""
    for match in re.finditer(
        rf"(?:^|(?<=[\s,;(]))(?:{'|'.join(CONCLUDING)})\s*,?\s*({F}(?:\s*(?:and|,)\s*{F})*)",
        said.words,
        re.IGNORECASE,
    ):
        for n in map(int, re.findall(rf"{MARK}(\d+){MARK}", match.group(1))):
            if n not in used and any(t.text in RELATIONS for t in said.formulas[n]):
                heard.claims.append(n)
                used.add(n)
