"""What stands at the end of a line: for whom it holds, as what tends where, under which hypothesis.

Four kinds, told apart by what they mention: an index is restricted (for i ≠ a, b), a limit declared
(as β → ∞, for large β), a hypothesis added (if γ > 0), or something defined (where Z = …).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ...language import Term, number
from ...language.kinds import COMPARISONS
from ..latex_terms.all_factors import formula_reader
from ..latex_terms.cursor import Part
from ..latex_terms.formula_reader import FormulaReader
from ..latex_terms.index_reader import label, listed_indices
from ..latex_terms.latex_synonyms import RELATIONS
from ..latex_terms.latex_tokens import FormulaError, Token
from ..latex_terms.scope import LimitTaken, PageScope, Symbol
from ..latex_terms.spelled_names import name_at
from .all_equal import all_equal
from .index_ranges import declare_range, range_said
from .indices_by_use import all_indices, is_index, new_indices
from .page_definitions import define, head_of_definition

EVERY = ("for all other", "for every other", "for any other", "for each other", "for all",
         "for every", "for each", "for any", "for")  # fmt: skip
LARGE = ("large", "very large", "sufficiently large", "big")


@dataclass
class Conditions:
    """Everything that is said at the end of a line."""

    hypotheses: list[Term] = field(default_factory=list)
    limits: list[LimitTaken] = field(default_factory=list)
    apart: list[tuple[str, str]] = field(default_factory=list)  # indices that are different
    same: list[tuple[str, str]] = field(default_factory=list)  # indices that are one
    every: list[str] = field(default_factory=list)  # for all i
    notes: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)  # said, and not understood: it may matter
    also: list[Term] = field(default_factory=list)  # conditions of a claim before, perhaps of this
    said: bool = False
    concludes: bool = False  # the sentence before leads to a claim
    problem: FormulaError | None = None  # in the sentence before

    def once_more(self) -> Conditions:
        """What may be meant of what stands behind a claim with these conditions."""
        facts = [f for f in self.hypotheses if f.op in COMPARISONS]
        anew = "meant here too? Write it again"
        doubts = [d for d in self.doubts if d.endswith(anew)]
        doubts += [f"is the limit before {anew}"] * bool(self.limits)
        doubts += [f"is {x} = {y} {anew}" for x, y in self.same]
        return Conditions(also=[*self.also, *facts], doubts=doubts)

    def with_index(self, gone: str, stays: str) -> Conditions:
        """With one of two indices in place of the other, and without that they are one.

        Hypotheses are part of the claim by then.
        """

        def now(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
            names = {gone: stays}
            return [(names.get(x, x), names.get(y, y)) for x, y in pairs]

        same = [(x, y) for x, y in now(self.same) if x != y]
        every = [stays if x == gone else x for x in self.every]
        return replace(self, same=same, apart=now(self.apart), every=every)

    def add(self, other: Conditions) -> None:
        for name in ("hypotheses", "limits", "apart", "same", "every", "notes", "doubts", "also"):
            getattr(self, name).extend(getattr(other, name))
        self.said = self.said or other.said
        self.concludes = self.concludes or other.concludes
        self.problem = self.problem or other.problem


def read_condition(scope: PageScope, word: str, tokens: Sequence[Token]) -> Conditions:
    """The condition after its word, which may define something in the scope.

    Raises FormulaError.
    """
    found = Conditions(said=True)
    left = [t for t in tokens if t.kind not in ("space", "mark")]
    while left and left[-1].text in (",", ".", ";"):
        left.pop()
    if not left:
        raise FormulaError("a condition is expected", *_at(tokens))
    if word == "where" or word == "with":
        head = head_of_definition(scope, left)
        if head is not None:
            name, given, at = head
            said, _ = define(scope, name, given, left[at:], left[-1].end)
            found.notes.append(f"defines {said}")
            return found
    if left[0].kind == "text" and left[0].text in LARGE:
        word, left = "for large", left[1:]
    if left[-1].kind == "text" and left[-1].text in (*LARGE, "is large", "is very large"):
        word, left = "for large", left[:-1]
    if word == "for large":
        found.limits.append(_variable(scope, left))
        return found
    if left[0].kind == "text" and left[0].text in ("all", "every", "any", "each", "other",
                                                   "all other", "every other"):  # fmt: skip
        left = left[1:]
        word = "for all"
    if (run := range_said(left)) is not None:
        names = declare_range(scope, run)
        found.every += names
        found.notes.append(f"for every {', '.join(names)}")
        return found
    for part in _at_commas(scope, left):
        _one(scope, word, part, found)
    return found


def _at(tokens: Sequence[Token]) -> tuple[int, int]:
    return (tokens[0].start, tokens[-1].end) if tokens else (0, 0)


def _at_commas(scope: PageScope, tokens: list[Token]) -> list[list[Token]]:
    """Parted at commas and "and", where what follows is not one more index."""
    parts: list[list[Token]] = [[]]
    depth = 0
    for k, token in enumerate(tokens):
        depth += token.text in ("(", "[", "{", r"\{")
        depth -= token.text in (")", "]", "}", r"\}")
        comma = token.text == "," or (token.kind == "text" and token.text == "and")
        if comma and depth == 0:
            rest = tokens[k + 1 :]
            relation = next((t for t in rest if t.text in RELATIONS or t.text == ","), None)
            more = not any(t.text in RELATIONS for t in rest) or (
                relation is not None and relation.text == ","
            )
            if parts[-1] and more and all_indices(scope, rest[:1]):
                parts[-1].append(replace(token, kind="sign", text=","))
                continue
            if not parts[-1]:
                raise FormulaError("a condition is missing before this", token.start, token.end)
            parts.append([])
            continue
        parts[-1].append(token)
    if not parts[-1]:
        raise FormulaError("a condition is missing at the end", *_at(tokens))
    return parts


def _one(scope: PageScope, word: str, tokens: list[Token], found: Conditions) -> None:
    texts = [t.text for t in tokens]
    if len(texts) == 3 and texts[1:] in ([r"\ge", "2"], [">", "1"]) and is_index(scope, tokens[0]):
        found.apart.append((label([tokens[0]]), "1"))
        found.notes.append(f"for {texts[0]} ≠ 1")
        return
    for sign in (r"\ne", "="):
        if sign in texts:
            k = texts.index(sign)
            head, tail = tokens[:k], tokens[k + 1 :]
            if sign == r"\ne" and len(head) == 1 and all_indices(scope, tail):
                is_index(scope, head[0])
            new_indices(scope, head, tail, sign)
            if all_indices(scope, head) and all_indices(scope, tail):
                names, others = (
                    [label(one) for one in listed_indices(side)] for side in (head, tail)
                )
                pairs = [(x, y) for x in names for y in others]
                (found.apart if sign == r"\ne" else found.same).extend(pairs)
                shown = "≠" if sign == r"\ne" else "="
                found.notes.append(f"for {', '.join(names)} {shown} {', '.join(others)}")
                return
    if word in EVERY and len(tokens) == 1:
        is_index(scope, tokens[0])
    if word in EVERY and all_indices(scope, tokens):
        names = [label(one) for one in listed_indices(tokens)]
        found.every += names
        found.notes.append(f"for every {', '.join(names)}")
        return
    if r"\in" in texts:
        raise FormulaError("∈ is not understood here; declare what it says", *_at(tokens))
    if (equal := all_equal(scope, tokens)) is not None:
        found.hypotheses.append(equal)
        found.notes.append("every member is equal to the first")
        return
    tokens, side = _from_one_side(tokens)
    reader = formula_reader(tokens, scope, tokens[-1].end)
    left = reader.sum()
    count = 0
    while (token := reader.peek()) is not None and token.text in RELATIONS:
        op = RELATIONS[token.text]
        reader.next()
        if op in ("→", "≫"):
            _limit(scope, reader, left.term, op, token, found, side)
            count += 1
            break
        right = reader.sum()
        if op not in COMPARISONS:
            raise reader.error(f"{token.text} is not understood in a condition", token)
        at = (left.start, right.end)
        other = right.term
        if left.term.sort == "vector" and other == number(0):
            other = Term("zero")  # q = 0
        found.hypotheses.append(reader.build(op, left.term, other, at=at))
        left, count = right, count + 1
    if not reader.done:
        raise reader.error(f"expected the end of the condition, found {reader.found()}")
    if count == 0:
        raise reader.error("a condition says x > 0, i ≠ a, or β → ∞")


def _from_one_side(tokens: list[Token]) -> tuple[list[Token], str]:
    """T → 0^+ and T ↘ 0: the tokens without the mark of the side, and the side."""
    texts = [t.text for t in tokens]
    if r"\searrow" in texts:
        k = texts.index(r"\searrow")
        return [*tokens[:k], replace(tokens[k], text=r"\to"), *tokens[k + 1 :]], "+"
    if r"\to" not in texts:
        return tokens, ""
    for length, mark in ((2, texts[-2:]), (4, texts[-4:])):
        sides = [m for m in mark if m in ("+", "-")]
        if (
            mark[:1] == ["^"]
            and len(sides) == 1
            and mark in (["^", *sides], ["^", "{", *sides, "}"])
        ):
            return tokens[:-length], sides[0]
    return tokens, ""


def _variable(scope: PageScope, tokens: Sequence[Token]) -> LimitTaken:
    reader = formula_reader(tokens, scope, tokens[-1].end if tokens else 0)
    found = name_at(reader)
    if found is None or not reader.done or (found.above is not None and not found.mark):
        raise reader.error("expected a name")
    return limit_of(scope, found.spelled(below=True), (found.start, found.end))


def limit_of(scope: PageScope, spelled: str, at: tuple[int, int], point: str = "oo") -> LimitTaken:
    """spelled → ∞, if it is a declared number that may move."""
    meaning = scope.meaning(spelled)
    if not isinstance(meaning, Symbol) or meaning.kind != "scalar":
        raise FormulaError(f"{spelled} is no declared number that could tend to anything", *at)
    return LimitTaken(spelled, meaning.key, point)


def _limit(
    scope: PageScope,
    reader: FormulaReader,
    left: Term,
    op: str,
    token: Token,
    found: Conditions,
    side: str = "",
) -> None:
    """β → ∞, T → 0, β ≫ 0; "γ → 0.5" is a value that is put in."""
    if left.op != "scalar":
        raise reader.error("what tends somewhere in a condition is a declared number", token)
    spelled = scope.spelling(left.key)
    minus = reader.take("-") is not None
    target = reader.sum()
    if reader.sees("+", "-"):
        side = reader.next().text
    value = Term("neg", (target.term,)) if minus else target.term
    if target.term.op == "^" and target.term.children[0] == number(0):
        raise reader.error("write 0^{+} as: T \\searrow 0, or declare T positive", token)
    if op == "≫":
        if value.op != "number":
            raise reader.error("β ≫ 0 says that β is large; other ≫ are lines of their own", token)
        found.limits.append(LimitTaken(spelled, left.key))
        return
    if target.term == Term("infinity"):
        found.limits.append(LimitTaken(spelled, left.key, "-oo" if minus else "oo"))
        return
    if left.key in scope.laws:
        found.hypotheses.append(Term("=", (left, value)))
        found.notes.append(f"{spelled} is read as having this value: it is random")
        return
    found.limits.append(LimitTaken(spelled, left.key, "at", value, side))


def in_brackets(scope: PageScope, tokens: Sequence[Token]) -> bool:
    """Whether ( … ) is a condition: it has a relation, or begins with a word of one."""
    inside = [t for t in tokens if t.kind not in ("space", "mark")]
    if not inside:
        return False
    if inside[0].kind == "text":
        return True
    depth = 0
    for token in inside:
        depth += token.text in ("(", "[", "{", r"\{")
        depth -= token.text in (")", "]", "}", r"\}")
        if depth == 0 and token.text in RELATIONS and token.kind != "text":
            return True
    return False


def check_limit(reader: FormulaReader, left: Part | FormulaError) -> None:
    """\\lim x = y is a limit of all that stands left; other relations say another thing."""
    if isinstance(left, FormulaError):
        return
    if left.term.op == "+" and not left.bracketed:
        raise FormulaError(
            "is this the limit of all of it? Write brackets after \\lim", left.start, left.end
        )
    token = reader.peek()
    if token is not None and token.text in RELATIONS and RELATIONS[token.text] not in ("=", "→"):
        raise reader.error("of a limit, \\lim … = … is read", token)


def limit_before(reader: FormulaReader, scope: PageScope) -> LimitTaken | None:
    """\\lim_{\\beta \\to \\infty} before a side."""
    if not reader.sees(r"\lim"):
        return None
    reader.next()
    token = reader.here()
    if token is None or token.text != "_":
        raise reader.error("a limit needs what tends where below it: \\lim_{\\beta \\to \\infty}")
    reader.at += 1
    inside = reader.group()
    found = read_condition(scope, "as", inside)
    if len(found.limits) != 1 or found.hypotheses:
        raise reader.error("one limit is expected below \\lim", token)
    return found.limits[0]
