"""Declarations in running text: "Let $n \\ge 2$ be an integer and let $x$ be real."

A sentence is a row of words and formulas.  It is cut into clauses at the words that declare; a
clause has one of the forms of FORMS, which docs/pages-syntax.md lists.  What begins with "let" or
"suppose", has formulas and none of these forms is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ...language.kinds import COMPARISONS
from ..latex_terms.latex_synonyms import RELATIONS
from ..latex_terms.latex_tokens import FormulaError, Token
from ..latex_terms.scope import PageScope, Symbol
from .conditions_read import Conditions, read_condition
from .declaration_lines import read_limit
from .declaring_names import (
    listed_names,
    member_of,
)
from .definition_rows import definitions_listed
from .page_definitions import define, head_of_definition
from .sentence_forms import FORMS, MARK, F, Sentence, declare_by_relation, declare_laws

DECLARING = ("let", "suppose", "assume", "fix")
PUTTING = ("put", "set", "define", "write", "denote", "where", "with", "take")
CONDITIONAL = (
    "for", "if", "whenever", "when", "as", "provided that", "provided", "assuming that", "assuming",
    "given that", "given", "unless",
)  # fmt: skip
CONCLUDING = (
    "so", "hence", "thus", "therefore", "then", "we get", "it follows that", "this gives",
    "which gives", "we find", "consequently", "we conclude",
)  # fmt: skip
OPENING = re.compile(
    r"(?:^|(?<=[\s,;(]))(?:and\s+|or\s+)?(let|suppose|assume|fix|put|set|define|we write|write|"
    r"denote|where|take|limits are taken as|"
    rf"with(?!\s+{F}\s+for any other))\b(?:\s+that\b)?\s*",
    re.IGNORECASE,
)


@dataclass
class Heard:
    """What a sentence said."""

    declared: list[tuple[int, int, str]] = field(default_factory=list)  # formulas that declare
    definitions: list[tuple[int, int, str]] = field(default_factory=list)
    claims: list[int] = field(default_factory=list)  # formulas that are concluded
    conditions: Conditions = field(default_factory=Conditions)  # for the display that follows
    defines_next: bool = False  # "Let" stands right before the display
    problems: list[tuple[int, int, str]] = field(default_factory=list)


def hear(scope: PageScope, said: Sentence) -> Heard:
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
    scope: PageScope, said: Sentence, word: str, text: str, heard: Heard, used: set[int]
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
    if word in ("let", "put", "set", "define"):
        try:
            told = definitions_listed(scope, text, said.formulas)
        except FormulaError as error:
            heard.problems.append((error.start, error.end, error.message))
            used.update(numbers)
            return
        if told is not None:
            used.update(numbers)
            heard.definitions += [
                (said.starts[n], said.ends[n], f"defines {name}") for n, name in told
            ]
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


def _by_itself(scope: PageScope, tokens: Sequence[Token], word: str, end: int) -> str:
    """β > 0, q = …, γ ~ N(1, ½), x ∈ ℝ^d: what it declares in a few words; "" if nothing."""
    row = [t for t in tokens if t.kind != "mark"]
    while row and row[-1].text in (",", ".", ";"):
        row = row[:-1]
    if not row:
        return ""
    texts = [t.text for t in row]
    if declare_laws(scope, row, end):
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
            declare_by_relation(scope, row, integer=False)
            return "declares a number" if new else "assumes this"
    return ""


def _limits_taken(
    scope: PageScope, said: Sentence, numbers: Sequence[int], heard: Heard, used: set[int]
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


def _bare_definitions(scope: PageScope, said: Sentence, heard: Heard, used: set[int]) -> None:
    """NAME = … of a vector that is ours to choose, or of a name that nobody declared."""
    claimed = set(_concluded(said))
    for n, tokens in enumerate(said.formulas):
        if n in used or n in claimed:
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


def _conditions(scope: PageScope, said: Sentence, heard: Heard, used: set[int]) -> None:
    """for $n = 2$, if $\\gamma > 1$: in the sentence that the display ends, or that concludes."""
    concludes = any(True for _ in _concluded(said))
    for match in re.finditer(
        rf"(?:^|(?<=[\s,;(]))({'|'.join(CONDITIONAL)})\s+(?:and only if\s+)?({F})"
        rf"((?:\s*(?:and|,)\s*{F})*)",
        said.words,
        re.IGNORECASE,
    ):
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
            if not said.ends_open and not concludes:
                continue
            try:
                if open_ := _turned(said.words, match):
                    raise FormulaError(
                        f"{open_!r} beside a condition is not understood", said.starts[n],
                        said.ends[n],
                    )  # fmt: skip
                heard.conditions.add(read_condition(scope, word, tokens))
            except FormulaError as error:
                if any(t.text in RELATIONS for t in tokens):
                    what = f"the condition of what is claimed is not read: {error.message}"
                    heard.conditions.problem = FormulaError(what, error.start, error.end)
                continue
            used.add(n)
            heard.declared.append((said.starts[n], said.ends[n], "a condition of what follows"))


TURNED = re.compile(r"\b(except|only|not)\s+\Z", re.IGNORECASE)
ADDED = re.compile(rf"\s*,?\s*(or|unless|except|but not)\b[^{MARK}]*{MARK}", re.IGNORECASE)


def _turned(words: str, match: re.Match[str]) -> str:
    """A word that makes another thing of a condition: except for x = 0, if x > 0 or y > 0."""
    if "only if" in match.group():
        return "only if"
    if match.group(1).lower() == "unless":
        return "unless"
    before = TURNED.search(words[: match.start()])
    after = ADDED.match(words, match.end())
    return before.group(1) if before else after.group(1) if after else ""


def _conclusions(said: Sentence, heard: Heard, used: set[int]) -> None:
    """so $a = b$: a claim in the text."""
    for n in _concluded(said):
        if n not in used:
            heard.claims.append(n)
            used.add(n)


def _concluded(said: Sentence) -> Iterator[int]:
    """The formulas that words conclude."""
    for match in re.finditer(
        rf"(?:^|(?<=[\s,;(]))(?:{'|'.join(CONCLUDING)})\s*,?\s*({F}(?:\s*(?:and|,)\s*{F})*)",
        said.words,
        re.IGNORECASE,
    ):
        for n in map(int, re.findall(rf"{MARK}(\d+){MARK}", match.group(1))):
            if any(t.text in RELATIONS for t in said.formulas[n]):
                yield n
