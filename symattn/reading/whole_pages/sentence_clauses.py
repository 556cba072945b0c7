"""Clauses of a sentence that declare, from the word that opens each: let, where, consider, ….

A clause has one of the forms of FORMS, or nouns say what its names are, or each of its formulas
says what it declares by itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...language.kinds import COMPARISONS
from ..latex_terms.latex_synonyms import RELATIONS
from ..latex_terms.latex_tokens import FormulaError, Token
from ..latex_terms.scope import PageScope, Symbol
from .declaring_names import any_names, is_number
from .definition_rows import definitions_listed
from .distinct_indices import TAKING, pair_apart
from .families_by_use import families_by_use, of_family
from .heard import Heard, limits_taken
from .index_ranges import declare_range, range_said
from .named_kinds import Kind, declare_named
from .noun_forms import declare_by_nouns, nouns_behind, numbers_in, unsaid
from .page_definitions import Head, define, head_of_definition, names_lost
from .said_of_all import assume
from .sentence_cuts import Sentence
from .sentence_forms import FORMS, declare_by_relation, declare_laws
from .sentence_openings import DECLARING, ONWARDS, PRESENTING, PUTTING
from .sentence_roles import Role, has_relation, restriction
from .sentence_words import MARK, STRICT, F

SETTING = ("put", "set", "define", "write", "we write", "denote")


class Clause:
    """One clause of a sentence, from the word that opens it."""

    def __init__(
        self,
        scope: PageScope,
        said: Sentence,
        word: str,
        heard: Heard,
        used: set[int],
        parts: list[Role],
    ) -> None:
        self.scope, self.said, self.word = scope, said, word
        self.heard, self.used, self.parts = heard, used, parts
        self.again = self.later = False  # a definition that a later clause's names are needed for
        self.anew = False  # "suppose now": in place of what was assumed before

    def read(self, text: str) -> None:
        said, heard, word = self.said, self.heard, self.word
        text = text.strip().rstrip(".,;:").strip()
        if word in ONWARDS:
            text = re.sub(rf"\A[^{MARK}]*", "", text)
            first = numbers_in(text)[:1]
            if first and not has_relation(said.formulas[first[0]]):
                self.word = word = "here"  # from here on $σ$ is …
        text = re.sub(r"\s*,?\s*and\Z", "", text)
        if not text:
            heard.defines_next = said.ends_open and word in (*DECLARING, *PUTTING) and word not in (
                "where", "with",
            )  # fmt: skip
            heard.assumes_next = heard.defines_next and word in DECLARING[1:3]
            return
        numbers = numbers_in(text)
        if not numbers:
            return
        if word == "limits are taken as":
            limits_taken(self.scope, said, numbers, heard, self.used)
            return
        before = re.split(F, text)[0]
        if word in DECLARING and re.search(r"\b(contradiction|not|contrary|wanted)\b", before):
            why = "what is assumed for a contradiction, or not, is not followed"
            self.turn_down(numbers, numbers[0], why)
            return
        self.anew = word in DECLARING and bool(
            re.search(r"\b(now|next|instead|conversely|alternatively)\b", before, re.IGNORECASE)
            or re.search(r"\b(now|instead|conversely|alternatively|otherwise)\b[\s,]*(?:we\s+)?"
                         rf"{word}\b", said.words, re.IGNORECASE)
        )  # fmt: skip
        if word in DECLARING and re.search(rf"{MARK}\s*,?\s*(?:or|implies|iff)\b[^.]*{MARK}", text):
            self.turn_down(numbers, numbers[0], "what is declared here is one thing or another")
            return
        strict = [n for n in numbers if self.parts[n].kind == "condition"
                  and self.parts[n].word in STRICT and not self.parts[n].opens]  # fmt: skip
        concludes = any(role.kind == "claim" for role in self.parts)
        if strict and not concludes and word not in PRESENTING:
            why = "what is declared holds always, and a condition stands here"
            self.turn_down(numbers, strict[0], why)
            return
        if word in ("let", "put", "set", "define"):
            before_it = self.scope.inner()
            try:
                told = definitions_listed(self.scope, text, said.formulas)
            except FormulaError as error:
                self.scope.__dict__.update(before_it.__dict__)
                if self.again:
                    self.refuse(error, numbers)
                self.later = not self.again
                return
            if told is not None:
                self.used.update(numbers)
                heard.definitions += [
                    (said.starts[n], said.ends[n], f"defines {name}") for n, name in told
                ]
                return
        self.with_nouns(text, numbers)

    def with_nouns(self, text: str, numbers: Sequence[int]) -> None:
        """Names that nouns declare, then whatever else the clause says."""
        said = self.said
        if self.word in (*DECLARING, *PRESENTING, "where", "with", "take"):
            try:
                told, rest = declare_by_nouns(self.scope, said, text)
            except FormulaError as error:
                if self.word in DECLARING or error.start:
                    self.refuse(error, numbers)
                return
            for n, what in told:
                self.used.add(n)
                self.heard.declared.append((said.starts[n], said.ends[n], what))
            if told:
                if (more := unsaid(re.split(F, rest)[0])) and self.word not in PRESENTING[6:]:
                    self.problem(told[-1][0], f"the word {more!r} behind this is not understood")
                if numbers_in(rest):
                    self.forms(re.sub(r"^\s*(?:,\s*and|,|and)\s*", "", rest))
                return
        if self.word not in PRESENTING:
            self.forms(text)

    def forms(self, text: str) -> None:
        said = self.said
        for pattern, kind in FORMS:
            match = re.match(pattern, text, re.IGNORECASE)
            if match is None:
                continue
            mine = numbers_in(match.group(1))
            try:
                kind(self.scope, said, mine, match)
            except FormulaError as error:
                self.refuse(error, mine)
                return
            taken = numbers_in(match.group())
            self.used.update(taken)
            self.heard.declared += [
                (said.starts[n], said.ends[n], match.group().replace(MARK, "")) for n in taken
            ]
            rest = text[match.end() :]
            behind = re.split(F, rest)[0]
            more = unsaid(behind) or ("or" if re.match(r"\s+or\b", behind) else "")
            if more and mine:
                self.problem(mine[0], f"the word {more!r} behind this is not understood")
            if rest.strip(" ,.;:") and re.search(F, rest):
                self.with_nouns(re.sub(r"^\s*(?:,\s*and|,|and)\s*", "", rest), numbers_in(rest))
            return
        at = nouns_behind(text)
        self.each_by_itself(text[:at])
        if at is not None:
            self.with_nouns(text[at:], numbers_in(text[at:]))

    def each_by_itself(self, text: str) -> None:
        """Each formula says what it declares."""
        said, numbers = self.said, numbers_in(text)
        behind = dict(zip(numbers, re.split(F, text)[1:]))
        claimed = any(role.kind == "claim" for role in self.parts)
        if self.word == "with" and claimed and not text.lstrip().startswith(MARK):
            return
        for n in numbers:
            more = unsaid(behind[n]) if self.word in DECLARING else ""
            if more and n not in self.used and self.parts[n].kind != "condition":
                self.turn_down(numbers, n, f"the word {more!r} behind this is not understood")
                return
            if n in self.used or self.parts[n].settled or self.word in PRESENTING:
                continue
            restricted = []
            for m in range(n + 1, len(self.parts)):
                if self.parts[m].kind != "condition" or not self.parts[m].every:
                    break
                restricted.append(m)
            if only := restriction(said, self.parts, n):
                head = head_of_definition(self.scope, said.formulas[n], new=False)
                if head is not None and not (
                    self.word in DECLARING[1:3]
                    or of_family(said.formulas[n], [head[0].spelled(below=True)])
                ):
                    self.problem(n, only)
                    continue
            if self.word in ("put", "set", "take") and re.match(r"\s*(?:in|into|to)\b", behind[n]):
                self.problem(n, "a value that is put in for one step is not followed; write if …")
                continue
            try:
                done = self.by_itself(said.formulas[n], said.ends[n],
                                      [said.formulas[m] for m in restricted])  # fmt: skip
            except FormulaError as error:
                if self.word in (*DECLARING, *PUTTING[:5], "we write") or self._says_more(n):
                    self.refuse(error, (n, *restricted))
                continue
            if done:
                self.used.update((n, *restricted))
                defines = done.startswith("defines")
                where = self.heard.definitions if defines else self.heard.declared
                where.append((said.starts[n], said.ends[n], done))
            elif self._should_say(n, numbers) and not self.parts[n].kind:
                self.problem(n, "this sentence begins like a declaration and is not understood; "
                                "see docs/pages-syntax.md for the forms that are read")  # fmt: skip

    def _should_say(self, n: int, numbers: Sequence[int]) -> bool:
        """Whether a formula is to declare something: the first behind let, m = … behind set."""
        row = self.said.formulas[n]
        more = self.word in SETTING and any(t.text in ("=", r"\stackrel", r"\overset") for t in row)
        return more or (self.word in DECLARING and n == numbers[0])

    def _says_more(self, n: int) -> bool:
        """Whether a comparison stands behind "with" in a sentence that declares."""
        signs = {RELATIONS.get(t.text) for t in self.said.formulas[n]} & {*COMPARISONS}
        return bool(signs and self.heard.declared) and self.word in ("with", "where")

    def by_itself(
        self, tokens: Sequence[Token], end: int, restricted: Sequence[Sequence[Token]] = ()
    ) -> str:
        """β > 0, q = …, γ ~ N(1, ½), x ∈ ℝ^d: what it declares; "" if nothing."""
        scope, word = self.scope, self.word
        row = [t for t in tokens if t.kind != "mark"]
        while row and row[-1].text in (",", ".", ";"):
            row = row[:-1]
        if not row:
            return ""
        texts = [t.text for t in row]
        if declare_laws(scope, row, end):
            return "declares a law"
        if (run := range_said(row)) is not None:
            return f"declares {', '.join(declare_range(scope, run))}: an index"
        if ":" in texts[:3] and r"\to" in texts:
            return "says where a function goes"
        if r"\in" in texts:
            return self._member(row, texts.index(r"\in"), end)
        head = head_of_definition(scope, row, new=False) if word != "for" else None
        assumed = word in DECLARING and (restricted or r"\dots" in texts)
        if head is not None and word not in DECLARING[1:3] and not assumed:
            return self._definition(row, head, end)
        signs = [k for k, t in enumerate(texts) if RELATIONS.get(t) in COMPARISONS]
        if not signs:
            return ""
        names = any_names(scope, row[: signs[0]])
        new = bool(names) and all(
            scope.meaning(n.lstrip("*")) is None and scope.index(n) is None for n in names
        ) and RELATIONS.get(texts[signs[0]]) != "≠"  # fmt: skip
        if new and not restricted and not of_family(row, names):
            declare_by_relation(scope, row, integer=False, loose=True)
            return "declares a number"
        if word in DECLARING:
            if told := pair_apart(scope, row) if word in TAKING else "":
                return told
            by_use = families_by_use(scope, row)
            told = assume(scope, row, restricted, instead=self.anew)
            return "; ".join(filter(None, (told, by_use)))
        if word in ("with", "where"):
            return self._beside(row, restricted)
        return ""

    def _member(self, row: Sequence[Token], at: int, end: int) -> str:
        """x ∈ ℝ, x ∈ ℝ^d, n ∈ ℕ; what is declared already stays as it is."""
        names = [n.lstrip("*") for n in any_names(self.scope, row[:at])]
        known = bool(names) and all(self.scope.meaning(n) is not None for n in names)
        if known and (self.word not in TAKING or self.heard.declared or self.heard.definitions):
            return f"declares {', '.join(names)}"
        for name in names if known else ():
            self.scope.forget(name)  # declared again, it is another thing
        if "".join(t.text for t in row[at + 1 :])[:1] != "\\" and row[at + 1].text not in "([":
            return ""
        return f"declares {declare_named(self.scope, row, Kind(''), end)}"

    def _beside(self, row: Sequence[Token], restricted: Sequence[Sequence[Token]]) -> str:
        """with $n ≥ 2$ of a known n: an assumption, or a condition of what is claimed."""
        number = next(
            k for k, f in enumerate(self.said.formulas) if f and f[0].start == row[0].start
        )
        if any(role.kind == "claim" for role in self.parts) or self.said.ends_open:
            self.parts[number] = Role("condition", "with")
            return ""
        told = self.heard.declared
        return (pair_apart(self.scope, row) or assume(self.scope, row, restricted)) if told else ""

    def _definition(self, row: Sequence[Token], head: Head, end: int) -> str:
        scope, word = self.scope, self.word
        name_found, given, begin = head
        known = scope.meaning(name_found.spelled(below=True))
        settled = isinstance(known, Symbol) and (
            known.kind == "defined" or (known.over and known.kind != "defined")
        )
        base = scope.meaning(name_found.spelled(below=False))
        of_family = name_found.below is not None and isinstance(base, Symbol) and base.over
        partial = isinstance(base, Symbol) and base.key in scope.partial
        if (settled or of_family or given is not None and known is not None) and not partial:
            if word == "with" and self.heard.declared:
                return self._beside(row, ())
            if word in ("where", "with", "take"):
                return ""
            if word not in ("let", "put", "set", "define", "we write", "write"):
                return ""
            if not isinstance(known, Symbol) or known.kind != "defined" or of_family:
                return ""
        if (
            word == "with"
            and is_number(row[begin:])
            and any(role.kind == "claim" for role in self.parts)
        ):
            number = next(
                k for k, f in enumerate(self.said.formulas) if f and f[0].start == row[0].start
            )
            self.parts[number] = Role("condition", "with")
            return ""
        said, _ = define(scope, name_found, given, row[begin:], end)
        return f"defines {said}"

    def problem(self, n: int, message: str) -> None:
        self._lose(n)
        self.heard.problems.append((self.said.starts[n], self.said.ends[n], message))
        self.used.add(n)

    def turn_down(self, numbers: Sequence[int], at: int, message: str) -> None:
        """Nothing that the clause says is taken, and its names are unread from here on."""
        self.problem(at, message)
        self.used.update(numbers)
        for n in numbers:
            self._lose(n)

    def refuse(self, error: FormulaError, numbers: Sequence[int]) -> None:
        first = self.said.starts[numbers[0]] if error.start == error.end == 0 else error.start
        last = self.said.ends[numbers[0]] if error.start == error.end == 0 else error.end
        self.heard.problems.append((first, last, error.message))
        self.used.update(numbers)
        for n in numbers:
            self._lose(n)

    def _lose(self, n: int) -> None:
        """What is said of a name is not read: claims about it are refused from here on."""
        beside = self.word in ("with", "where") and self.heard.declared
        if self.word not in (*DECLARING, *SETTING) and not beside:
            return
        sizes = {size.key for size in self.scope.sizes.values() if size.op == "scalar"}
        row = self.said.formulas[n]
        head = head_of_definition(self.scope, row, new=False) if row else None
        defines = head is not None and self.word not in DECLARING[1:3]
        names = names_lost(row, head if defines else None)
        self.scope.unread |= {name for name in names if self.scope.names.key(name) not in sizes}
