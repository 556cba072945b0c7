"""A row of mathematics taken apart: chains of relations, what joins them, and their conditions."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from ...language import Term, number
from ..latex_terms.all_factors import formula_reader
from ..latex_terms.bracketed_parts import case_rows
from ..latex_terms.cursor import Part
from ..latex_terms.events_read import event
from ..latex_terms.formula_reader import FormulaReader
from ..latex_terms.latex_synonyms import RELATIONS
from ..latex_terms.latex_tokens import FormulaError, Token
from ..latex_terms.scope import LimitTaken, PageScope
from .arrows_read import implies, leads_on
from .chain_links import Statement, end_of_value, link_of, listed_before, side_at
from .conditions_read import Conditions, in_brackets, limit_before, read_condition
from .declaring_names import read_law
from .page_definitions import define, head_of_definition
from .row_ends import (
    ARROWS,
    JOINING,
    REASONS,
    is_about_indices,
    next_separator,
    past_separators,
    without_memberships,
    word_of_condition,
)


class RowReader:
    """Reads the statements of one row; definitions are entered into the scope as they are met."""

    def __init__(
        self,
        tokens: Sequence[Token],
        scope: PageScope,
        before: Part | None,
    ) -> None:
        self.tokens = list(tokens)
        self.scope, self.before = scope, before
        self.end = tokens[-1].end if tokens else 0
        self.remark: list[Token] = []

    def statements(self) -> list[Statement]:
        """All that the row says, in order; what cannot be read has a problem."""
        self._take_remark()
        self.tokens = without_memberships(self.scope, self.tokens)
        found: list[Statement] = []
        at = 0
        arrow = ""
        while True:
            at = past_separators(self.tokens, at)
            if at >= len(self.tokens):
                break
            token = self.tokens[at]
            if RELATIONS.get(token.text) in ARROWS and token.kind != "text":
                arrow = RELATIONS[token.text]
                if found and not found[-1].arrow:
                    found[-1].supposed = True
                at += 1
                continue
            if (
                token.text == r"\to"
                and not found
                and leads_on(self.scope, self.tokens[at + 1 :], self.before)
            ):
                arrow, at = "⇒", at + 1
                continue
            if found and token.kind == "text" and token.text.split()[0] in REASONS:
                self.remark = self.tokens[at:]
                break
            start = at
            try:
                condition, at = self._condition(at)
                if condition is not None:
                    if not found:
                        found.append(Statement(conditions=condition, start=token.start))
                        found[-1].end = self.tokens[at - 1].end
                    else:
                        self._attach(found, condition)
                        found[-1].end = self.tokens[at - 1].end
                    continue
                statement, at = self._statement(at, first=not found)
            except FormulaError as error:
                at = next_separator(self.tokens, start)
                stop = self.tokens[at - 1].end
                statement = Statement(start=token.start, end=stop, problem=error)
                self.before = None
            statement.arrow, arrow = arrow, ""
            if found and not found[-1].links and not found[-1].defines and not found[-1].problem:
                statement.conditions.add(found.pop().conditions)  # "for n = 2: …"
            found.append(statement)
        if arrow and found:
            last = self.tokens[-1]
            found[-1].problem = FormulaError("something is expected after the arrow", last.start,
                                             last.end)  # fmt: skip
        return found

    def _attach(self, found: list[Statement], condition: Conditions) -> None:
        """To the last statement; a limit to all before that have none of their own."""
        limits, condition.limits = condition.limits, []
        found[-1].conditions.add(condition)
        for statement in reversed(found):
            if statement.conditions.limits:
                break
            statement.conditions.limits = list(limits)

    def _take_remark(self) -> None:
        """Words in a column of their own are the author's remark, unless they are a condition."""
        depth = 0
        marks: list[int] = []
        for k, token in enumerate(self.tokens):
            depth += {"begin": 1, "end": -1}.get(token.kind, 0)
            if token.kind == "mark" and depth == 0:
                marks.append(k)
        for k in marks:
            rest = [t for t in self.tokens[k:] if t.kind not in ("mark", "space")]
            if not rest or rest[0].kind != "text":
                continue
            word, _ = word_of_condition(rest[0].text)
            if word:
                try:
                    scope = self.scope.inner()
                    RowReader(rest, scope, None)._condition(0)
                    continue
                except FormulaError:
                    pass
            self.remark = rest
            self.tokens = self.tokens[:k]
            return

    # ---- conditions --------------------------------------------------------------------------

    def _condition(self, at: int) -> tuple[Conditions | None, int]:
        token = self.tokens[at]
        if token.kind == "text":
            word, rest = word_of_condition(token.text)
            if not word:
                return None, at
            stop = self._condition_end(at + 1)
            inside = self.tokens[at + 1 : stop]
            if rest:
                inside = [Token("text", rest, token.start, token.end), *inside]
            return read_condition(self.scope, word, inside), stop
        if token.text == r"\forall":
            stop = self._condition_end(at + 1)
            return read_condition(self.scope, "for all", self.tokens[at + 1 : stop]), stop
        if at and is_about_indices(self.scope, self.tokens[at : at + 2]):
            stop = self._condition_end(at + 1)
            return read_condition(self.scope, "for", self.tokens[at:stop]), stop
        if token.text in ("(", "[") and token.kind == "sign":
            reader = formula_reader(self.tokens[at:], self.scope, self.end)
            inside = reader.brackets() or []
            if in_brackets(self.scope, inside):
                word = "if"
                if inside[0].kind == "text":
                    word, rest = word_of_condition(inside[0].text)
                    if not word:
                        return None, at
                    first = Token("text", rest, inside[0].start, inside[0].end)
                    inside = [first, *inside[1:]] if rest else inside[1:]
                elif inside[0].text == r"\forall":
                    word, inside = "for all", inside[1:]
                return read_condition(self.scope, word, inside), self._after(at, reader)
        return None, at

    def _condition_end(self, at: int) -> int:
        """Where a condition ends: at the next one, at a space, or at a comma before a claim."""
        depth = 0
        for k in range(at, len(self.tokens)):
            token = self.tokens[k]
            depth += token.text in ("(", "[", "{", r"\{") and token.kind != "text"
            depth -= token.text in (")", "]", "}", r"\}") and token.kind != "text"
            if depth or k == at:
                continue
            if token.kind == "text" and (
                word_of_condition(token.text)[0] or token.text.strip() in JOINING
            ):
                if token.text.strip() == "and":
                    continue
                return k
            if token.kind == "space" and not self._list_goes_on(k):
                return k
            if RELATIONS.get(token.text) in ARROWS:
                return k
            if token.text == ";" and token.kind == "sign":
                return k
        return len(self.tokens)

    def _list_goes_on(self, at: int) -> bool:
        return at > 0 and self.tokens[at - 1].kind == "text"

    # ---- chains ------------------------------------------------------------------------------

    def _statement(self, at: int, *, first: bool) -> tuple[Statement, int]:
        tokens = self.tokens[at:]
        statement = Statement(start=tokens[0].start)
        goes_on = RELATIONS.get(tokens[0].text) is not None and tokens[0].kind != "text"
        head = None
        if not goes_on:
            head = head_of_definition(self.scope, tokens)
        if head is not None:
            return self._definition(statement, tokens, head, at)
        limit = None
        reader = formula_reader(tokens, self.scope, self.end)
        left: Part | FormulaError
        if goes_on:
            statement.goes_on = True
            left = (
                self.before
                if first and self.before is not None
                else reader.error(
                    "nothing that could be read stands before this relation", tokens[0]
                )
            )
        else:
            limit = limit_before(reader, self.scope)
            left = side_at(reader, reader.sum)
        listed, left = listed_before(reader, left)
        self._links(statement, reader, left, limit)
        for part in reversed(listed):  # x, y > 0
            if statement.links and (right := statement.links[-1].right) is not None:
                link = statement.links[0]
                statement.links.insert(0, link_of(reader, link.op, part, right, part.start))
        if not statement.links:
            if isinstance(left, FormulaError):
                raise left
            raise reader.error(
                "a claim is a relation such as a = b, and here is none", reader.peek()
            )
        if limit is not None:
            statement.conditions.limits.append(limit)
        return statement, self._after(at, reader)

    def _after(self, at: int, reader: FormulaReader) -> int:
        """Where the row goes on; a reader may have parted \\frac12 into more tokens."""
        self.tokens = [*self.tokens[:at], *reader.tokens]
        return at + reader.at

    def _definition(
        self,
        statement: Statement,
        tokens: list[Token],
        head: tuple[object, object, int],
        at: int,
    ) -> tuple[Statement, int]:
        name, given, begin = head
        stop = end_of_value(self.scope, tokens, begin)
        saved = self.scope.inner()
        try:
            said, part = define(self.scope, name, given, tokens[begin:stop], self.end)  # type: ignore[arg-type]
        except FormulaError:
            self.scope.__dict__.update(saved.__dict__)
            raise
        statement.defines, statement.defined = said, part
        statement.end = tokens[stop - 1].end
        statement.notes.append(f"defines {said}")
        if part is not None and given is None:
            self.before = part
            reader = formula_reader(tokens[stop:], self.scope, self.end)
            if reader.sees(*(t for t, op in RELATIONS.items() if op not in ARROWS)):
                rest = Statement(start=statement.start, defines=said, defined=part)
                rest.notes = statement.notes
                self._links(rest, reader, part, None)
                return rest, self._after(at + stop, reader)
        return statement, at + stop

    def _links(
        self,
        statement: Statement,
        reader: FormulaReader,
        left: Part | FormulaError,
        limit: LimitTaken | None,
    ) -> None:
        first = True
        begin = left.start
        while (
            (token := reader.peek()) is not None
            and token.text in RELATIONS
            and (token.kind != "text")
        ):
            op = RELATIONS[token.text]
            if op == "→" and implies(self.scope, statement, reader, left):
                reader.write_arrow()
                break
            if op in ARROWS:
                break
            reader.next()
            start = begin if first and not statement.goes_on else token.start
            right = side_at(reader, partial(self._right, statement, reader, op))
            if limit is not None and op == "=" and first:
                op = "→"
            statement.links.append(link_of(reader, op, left, right, start))
            left, first = right, False
        statement.end = left.end
        statement.uses |= reader.uses
        statement.released |= reader.released
        statement.notes += reader.notes
        self.before = None if isinstance(left, FormulaError) else left

    def _right(self, statement: Statement, reader: FormulaReader, op: str) -> Part:
        reader.skip()
        start = reader.place()[0]
        if op in ("∼", "⇝"):
            mean, variance = read_law(reader)
            end = reader.tokens[reader.at - 1].end
            if variance.sort == "matrix" and mean == number(0):
                mean = Term("zero")
            return Part(reader.build("normal", mean, variance, at=(start, end)), start, end)
        token = reader.peek()
        if token is not None and token.kind == "begin" and token.text in ("cases", "dcases"):
            before = reader.at
            statement.cases = []
            for value, condition in case_rows(reader):
                said = reader.whole(value, "a value of the cases")
                under = event(reader, condition)
                ends = [t for t in condition if t.kind not in ("space",) and t.text not in ",.;"]
                statement.cases.append((under, said.term, said.start, ends[-1].end))
            reader.at = before
        return reader.sum()
