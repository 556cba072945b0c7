"""Declarations in running text: "Let $n \\ge 2$ be an integer and let $x$ be real."

A sentence is a row of words and formulas.  It is cut into clauses at the words that declare; a
clause has one of the forms of FORMS, or nouns say what its names are (docs/pages-syntax.md lists
both).  What begins with "let" or "suppose", has formulas and none of these forms is reported.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..latex_terms.all_factors import formula_reader
from ..latex_terms.latex_synonyms import RELATIONS
from ..latex_terms.latex_tokens import FormulaError, Token
from ..latex_terms.scope import PageScope, Symbol
from ..latex_terms.spelled_names import name_at
from ..wording import Wording
from .declared_anew import forget_elsewhere
from .declaring_names import is_number
from .heard import Heard
from .index_ranges import declare_range, range_said
from .named_kinds import Kind, declare_named
from .noun_forms import AFTER, BEFORE, numbers_in
from .page_definitions import define, head_of_definition, lost
from .sentence_clauses import Clause
from .sentence_conditions import conditioned, declared_here
from .sentence_cuts import Sentence
from .sentence_forms import declare_by_relation
from .sentence_openings import DECLARING, openings
from .sentence_roles import (
    UNCLEAR,
    Role,
    condition_in_words,
    has_relation,
    restriction,
    roles,
)
from .sentence_words import PUTTING_IN, F, bare, limited_by_words
from .spoken_names import claimed, concludes, spoken_of
from .turned_assumptions import (
    adds,
    case_in_words,
    conditioned_law,
    denial,
    not_independent,
    turned_assumption,
    turns_away,
)

DEFINING_GAP = Wording(
    r"(?:^|.*\b(?:is|are|be|set|put|by|as|define|defines|let|with|where|take|equals|namely|denote|"
    r"write|also|and|then|so|has|have|get|call|called)|[:,])\s*\Z",
    re.IGNORECASE | re.DOTALL,
)

COUNTED = Wording(
    r"\s*(?:with|for) (?:(?:only|exactly|just) )?"
    r"(?:one|two|three|four|a single|equal|identical|no) [a-z]+", re.IGNORECASE,
)  # fmt: skip
DEFINING = ("let", "put", "set", "define", "write", "we write", "denote")
BOUNDS = ("<", ">", "≤", "≥")
NAMED_BEFORE = Wording(r"\b(?:query|queries|vectors?|keys?|scores?|logits?)\s*\Z", re.IGNORECASE)


def hear(scope: PageScope, said: Sentence) -> Heard:
    """Enter what a sentence declares into the scope, and tell what it says besides."""
    heard = Heard()
    used: set[int] = set()
    words = said.words
    parts = roles(said)
    implied = scope.implied
    scope.spoken |= spoken_of(scope, said)
    for row, role in zip(said.formulas, parts):
        (claimed if role.kind == "claim" else forget_elsewhere)(scope, row)
    cuts = [(m.start(), m.end(), (m.group(1) or m.group(2)).lower())
            for m in openings(words)]  # fmt: skip
    _ranges(scope, said, parts)
    _first_numbers(scope, said, parts, cuts, heard, used)
    cuts = sorted([*cuts, *_said_to_be(scope, said, parts, cuts, heard, used)])
    waiting: list[tuple[Clause, str]] = []
    for k, (_, begin, word) in enumerate(cuts):
        stop = cuts[k + 1][0] if k + 1 < len(cuts) else len(words)
        clause = Clause(scope, said, word, heard, used, parts)
        numbers = numbers_in(words[begin:stop])
        odd = turned_assumption(said, cuts[k][0], begin, stop, word) if word in DECLARING else ""
        odd = odd or conditioned_law(said, parts, numbers)
        if word == "with" and heard.declared and (more := not_independent(words[begin:stop])):
            told = f"the word {more!r} behind this is not understood"
            Clause(scope, said, "let", heard, used, parts).turn_down(sorted(used), min(used), told)
            continue
        if odd and numbers:
            told = f"the words {odd!r} beside what is declared are not understood"
            clause.turn_down(numbers, numbers[0], told)
        if odd:
            continue
        clause.read(words[begin:stop])
        if clause.later:
            waiting.append((clause, words[begin:stop]))
    for clause, text in waiting:
        clause.again = True
        clause.read(text)
    _bare_definitions(scope, said, heard, used, parts)
    for n, role in enumerate(parts):
        if role.problem == UNCLEAR and n not in used:
            heard.problems.append((said.starts[n], said.ends[n], role.problem))
            used.add(n)
    made = conditioned(scope, said, parts, used)
    heard.claims, heard.conditions, heard.temporary = made.claims, made.display, made.temporary
    heard.conditions.concludes = concludes(said)
    used |= {*made.claims, *made.read}
    heard.declared += [
        (said.starts[n], said.ends[n], "a condition of what follows" if parts[n].opens else
         "a condition of this sentence") for n in made.read
    ]  # fmt: skip
    if case := case_in_words(words):
        for conditions in (heard.conditions, *heard.claims.values()):
            conditions.doubts.append(case)
    for conditions in (heard.conditions, *heard.claims.values()):
        if adds(words) and not conditions.hypotheses:
            conditions.also += scope.lately[0]
            conditions.doubts += scope.lately[1]
    latest = [*heard.claims.values()][-1] if heard.claims else heard.conditions
    left = latest.once_more()
    scope.lately = (tuple(left.also), tuple(left.doubts))
    if said.ends_open and (denied := denial(words)):
        told = f"the word {denied!r} before this is not followed; write what you do claim"
        heard.conditions.problem = FormulaError(told, said.start, said.end)
    if said.ends_open and (limited := condition_in_words(said)):
        told = f"the condition {limited!r} is not understood; write it as a formula"
        if said.loosely:
            heard.conditions.doubts.append(told)
        else:
            heard.conditions.problem = FormulaError(told, said.start, said.end)
    if said.ends_open and not said.formulas and (some := COUNTED.match(words)) is not None:
        heard.conditions.doubts.append(f"{some.group().strip()!r} is not understood")
    new = sorted(scope.implied - implied)
    if new and heard.declared:
        first, last, told = heard.declared[0]
        are = (
            "is a whole number, for it counts"
            if len(new) == 1
            else ("are whole numbers, for they count")
        )
        heard.declared[0] = (first, last, f"{told}; {', '.join(new)} {are}")
    heard.passing = [
        n for n in range(len(said.formulas)) if n not in used and has_relation(said.formulas[n])
    ]
    heard.assumable = [] if turns_away(words) else heard.passing
    return heard


def _said_to_be(
    scope: PageScope,
    said: Sentence,
    parts: Sequence[Role],
    cuts: Sequence[tuple[int, int, str]],
    heard: Heard,
    used: set[int],
) -> list[tuple[int, int, str]]:
    """Throughout, $n$ is an integer: new names that a sentence says to be of a kind."""
    found: list[tuple[int, int, str]] = []
    if cuts:
        return found
    lists = {
        n for n, row in enumerate(said.formulas) if any(t.text in (r"\dots", r"\in") for t in row)
    }
    listed = [
        (BEFORE, m)
        for m in (BEFORE.finditer(said.words) if lists else ())
        if not lists.isdisjoint(numbers_in(m.group("list")))
    ]
    for form, match in (*((AFTER, m) for m in AFTER.finditer(said.words)), *listed):
        before = said.words[: match.start()].rstrip()
        opens = re.fullmatch(r"(?:and\s+)?(?:here|in what follows)\s*,?", before, re.IGNORECASE)
        if (
            before
            and form is AFTER
            and not (opens or re.search(r"(?:[,;:]|\band)\Z", before, re.IGNORECASE))
        ):
            continue
        if limited_by_words(before) and not found:
            continue
        numbers = numbers_in(match.group("list"))
        if any(parts[n].kind for n in numbers):
            continue
        if not all(_is_new(scope, said.formulas[n]) for n in numbers):
            if form is AFTER and match.group("adj").strip():
                _said_again(scope, said, numbers, heard, used)
            continue
        found.append((match.start(), match.start(), "here"))
    return found


def _said_again(
    scope: PageScope, said: Sentence, numbers: Sequence[int], heard: Heard, used: set[int]
) -> None:
    """$x$ is a positive number, of an x that is declared: claimed, or assumed from here on?"""
    for n in numbers:
        if has_relation(said.formulas[n]) or _is_new(scope, said.formulas[n]):
            continue
        used.add(n)
        scope.unread |= {"".join(t.text for t in said.formulas[n])}
        heard.problems.append((
            said.starts[n], said.ends[n],
            "is this assumed from here on, or claimed? Write: suppose $x > 0$, or: hence $x > 0$",
        ))  # fmt: skip


def _is_new(scope: PageScope, row: Sequence[Token]) -> bool:
    """Whether a formula begins with a name that nobody declared."""
    reader = formula_reader(row, scope, row[-1].end if row else 0)
    try:
        name = name_at(reader)
    except FormulaError:
        return False
    if name is None:
        return False
    spellings = [name.spelled(below=below) for below in (True, False)]
    return not any(scope.meaning(s) is not None or scope.index(s) is not None for s in spellings)


def _ranges(scope: PageScope, said: Sentence, parts: Sequence[Role]) -> None:
    """for i = 1, …, n: an index of n, where n counts or is new."""
    for n, row in enumerate(said.formulas):
        found = range_said(row)
        if found is not None and parts[n].kind == "condition":
            try:
                declare_range(scope, found)
            except FormulaError:
                continue


def _first_numbers(
    scope: PageScope,
    said: Sentence,
    parts: Sequence[Role],
    cuts: Sequence[tuple[int, int, str]],
    heard: Heard,
    used: set[int],
) -> None:
    """For $β > 0$ let …; let …, where $β > 0$: a number that what is defined then may use."""
    if not cuts or any(role.kind == "claim" for role in parts):
        return
    _said_at_the_end(scope, said, parts, cuts, heard, used)
    _, begin, word = cuts[-1]
    if said.ends_open and (word not in DEFINING or said.words[begin:].strip(" ,:")):
        return
    for n, role in enumerate(parts):
        row = said.formulas[n]
        if role.kind != "condition" or role.word != "for" or role.every or not role.opens:
            continue
        if any(t.text == r"\in" for t in row) or [t.text for t in row[1:3]] == ["=", "("]:
            _listed_first(scope, said, n, heard, used)
        elif declared_here(scope, row):
            declare_by_relation(scope, row, integer=False)
            used.add(n)
            heard.declared.append((said.starts[n], said.ends[n], "declares a number"))


def _said_at_the_end(
    scope: PageScope,
    said: Sentence,
    parts: Sequence[Role],
    cuts: Sequence[tuple[int, int, str]],
    heard: Heard,
    used: set[int],
) -> None:
    """Let $X ∼ N(0, σ^2)$ where $σ > 0$: a new number of which was spoken before."""
    declares = False
    for k, (_, begin, word) in enumerate(cuts):
        declares = declares or word in (*DECLARING, "put", "set", "define")
        if word not in ("with", "where") or not declares:
            continue
        stop = cuts[k + 1][0] if k + 1 < len(cuts) else len(said.words)
        for n in numbers_in(said.words[begin:stop]):
            row = said.formulas[n]
            before = {t.text for one in said.formulas[:n] for t in one}
            plain = len(row) > 2 and row[0].text in before and RELATIONS.get(row[1].text) in BOUNDS
            if plain and not parts[n].kind and _is_new(scope, row[:1]):
                saved = scope.inner()
                try:
                    declare_by_relation(scope, row, integer=False, loose=True)
                except FormulaError:
                    scope.__dict__.update(saved.__dict__)
                    continue
                used.add(n)
                heard.declared.append((said.starts[n], said.ends[n], "declares a number"))


def _listed_first(scope: PageScope, said: Sentence, n: int, heard: Heard, used: set[int]) -> None:
    """For $x = (x_1, …, x_n) ∈ ℝ^n$ we write …: new names."""
    if not _is_new(scope, said.formulas[n]):
        return
    try:
        told = declare_named(scope, said.formulas[n], Kind(""), said.ends[n])
    except FormulaError:
        return
    used.add(n)
    heard.declared.append((said.starts[n], said.ends[n], f"declares {told}"))


# ---- the rest of a sentence ----------------------------------------------------------------------


def _bare_definitions(
    scope: PageScope, said: Sentence, heard: Heard, used: set[int], parts: list[Role]
) -> None:
    """NAME = … of a vector that is ours to choose, or of a name that nobody declared."""
    gaps = re.split(F, said.words)
    for n, tokens in enumerate(said.formulas):
        puts_in = parts[n].word in PUTTING_IN or NAMED_BEFORE.search(gaps[n]) is not None
        names_it = puts_in and not is_number(tokens[-1:])
        if (
            n in used
            or (parts[n].kind == "condition" and not names_it)
            or (parts[n].kind == "claim" and not parts[n].weak)
        ):
            continue
        row = list(tokens)
        while row and row[-1].text in (",", ".", ";"):
            row.pop()
        implied = any(p.kind == "condition" and p.word != "for" for p in parts)
        if not row or (head := head_of_definition(scope, row, implied=implied)) is None:
            continue
        name, given, at = head
        if is_number(row[at:]) and not DEFINING_GAP.match(gaps[n]) and bare(gaps[n]):
            heard.problems.append((
                said.starts[n], said.ends[n],
                "is this a definition or a condition? Write: let …, or: if …",
            ))  # fmt: skip
            used.add(n)
            continue
        under = restriction(said, parts, n)
        try:
            if under:
                raise FormulaError("a definition holds always, and a condition stands beside it",
                                   said.starts[n], said.ends[n])  # fmt: skip
            told, _ = define(scope, name, given, row[at:], said.ends[n])
        except FormulaError as error:
            known = scope.meaning(name.spelled(below=True))
            lost(scope, name, row)
            scope.reasons[name.spelled(below=True)] = error.message
            if isinstance(known, Symbol) or given is not None or under:
                heard.problems.append((error.start, error.end, error.message))
                used.add(n)
            continue
        used.add(n)
        parts[n] = Role()
        heard.definitions.append((said.starts[n], said.ends[n], f"defines {told}"))
