"""A row of mathematics taken apart: chains of relations, what joins them, and their conditions."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from ...language import Term, number
from ..latex_terms.all_factors import formula_reader
from ..latex_terms.bracketed_parts import case_rows
from ..latex_terms.cursor import Part, shown
from ..latex_terms.events_read import events
from ..latex_terms.formula_reader import FormulaReader
from ..latex_terms.latex_synonyms import RELATIONS
from ..latex_terms.latex_tokens import FormulaError, Token
from ..latex_terms.scope import LimitTaken, PageScope
from ..latex_terms.spelled_names import Spelled
from .arrows_read import before_arrow, check_consequences, implies, leads_on
from .chain_links import Statement, after, end_of_value, is_bare, link_of, listed_before, side_at
from .conditions_read import Conditions, check_limit, limit_before
from .declaring_names import read_law
from .definition_values import once_read
from .page_definitions import define, head_of_definition, lost
from .row_conditions import attached, condition_at, is_colon
from .row_ends import (
    ARROWS,
    next_separator,
    past_separators,
    without_memberships,
    word_of_condition,
)
from .row_remarks import is_reason, without_remark
from .sentence_arrows import arrows_in_words

WIDE = ("space", "mark", "text")


class RowReader:
    """Reads the statements of one row; definitions are entered into the scope as they are met."""

    def __init__(
        self, tokens: Sequence[Token], scope: PageScope, before: Part | None, under: bool = False
    ) -> None:
        self.tokens = list(tokens)
        self.scope, self.before, self.under = scope, before, under
        self.end = tokens[-1].end if tokens else 0
        self.remark: list[Token] = []
        self._found: list[Statement] = []
        self._saved = scope  # as it was before the last statement

    def statements(self) -> list[Statement]:
        """All that the row says, in order; what cannot be read has a problem."""
        self.tokens, self.remark = without_remark(self.scope, self.tokens)
        self.tokens = arrows_in_words(without_memberships(self.scope, self.tokens))
        found = self._found
        later: list[tuple[int, list[Token]]] = []  # p = a/Z, \quad Z = …
        at, arrow, sign, unclear = 0, "", None, False
        label: Conditions | None = None  # x > 0: …
        while True:
            before, at = at, past_separators(self.tokens, at)
            if at >= len(self.tokens):
                break
            token = self.tokens[at]
            if RELATIONS.get(token.text) in ARROWS and token.kind != "text":
                if arrow:
                    found.append(_refused(token, token, "two arrows side by side"))
                unclear = unclear or before_arrow(found, token)
                arrow, sign = RELATIONS[token.text], token
                at += 1
                continue
            if (
                token.text == r"\to"
                and not found
                and leads_on(self.scope, self.tokens[at + 1 :], self.before)
            ):
                arrow, sign, at = "⇒", token, at + 1
                continue
            if found and is_reason(self.tokens[at:]):
                self.remark = self.tokens[at:]
                break
            between = self.tokens[before:at]
            start, piece, claims = at, [], False
            try:
                condition, at = condition_at(self.scope, self.tokens, at)
                if condition is not None:
                    leads = is_colon(self.tokens, at) and bool(between or not found)
                    attached(found, condition, token.start, self.tokens[at - 1].end, leads)
                    label = condition if leads else label
                    continue
                claims = True
                self._parted(between, token, arrow)
                self._restricted()
                saved = self.scope.inner()
                statement, at = self._statement(at, first=not found)
                self._saved = saved
            except FormulaError as error:
                at = next_separator(self.tokens, start)
                if token.kind == "text" and not word_of_condition(token.text)[0]:
                    at = len(self.tokens)  # what these words say of the rest is not known
                leads = not claims and (not found or self.tokens[at - 1].text == ":")
                if leads:
                    at = next_separator(self.tokens, past_separators(self.tokens, at))
                stop = self.tokens[at - 1].end
                self.before = None
                last = bool(found) and not (leads and between)
                if last and not arrow and self._spoils(between, self.tokens[start:at]):
                    self._spoil(error, stop)
                    continue
                statement = Statement(start=token.start, end=stop, problem=error)
                piece = [] if arrow else self.tokens[start:at]
            statement.arrow, arrow = arrow, ""
            if unclear:
                unclear = False
                statement.problem = FormulaError(
                    "what stands before this arrow is not clear", token.start, statement.end
                )
            statement.wide = any(t.kind in WIDE and t.text.strip() != "and" for t in between)
            colon = any(t.text == ":" for t in self.tokens[max(before - 1, 0) : start])
            after(found, statement, label, colon)
            if piece:
                later.append((len(found) - 1, piece))
        if arrow and sign is not None:
            found.append(_refused(sign, self.tokens[-1], "something is expected after the arrow"))
        check_consequences(found)
        self._restricted()
        for k, row in later if found and found[-1].defines and not found[-1].problem else ():
            self._once_more(found, k, row)
        for one in found:
            if is_bare(one):
                one.problem = FormulaError(
                    "a condition stands here, and no claim that it belongs to: write it at the end "
                    "of the claim's row", one.start, one.end,
                )  # fmt: skip
        return found

    def _once_more(self, found: list[Statement], k: int, row: list[Token]) -> None:
        """A definition by what is defined behind it in the row."""
        if head_of_definition(self.scope, row) is None or found[k].conditions.said:
            return
        before = self.scope.inner()
        (one, *more) = RowReader(row, self.scope, None).statements() or [found[k]]
        if one.defines and not more and one.problem is None:
            found[k] = one
            for other in found[k + 1 :]:
                other.fresh = frozenset()  # it is used
        else:
            self.scope.__dict__.update(before.__dict__)

    def _restricted(self) -> None:
        """A definition with a condition beside it is none, for what stands further on either."""
        if not self._found or (one := self._found[-1]).problem is not None:
            return
        said = one.conditions
        if one.defines and not one.links and (said.hypotheses or said.apart or said.same):
            one.problem = FormulaError(
                "a definition holds always, and a condition stands beside it; for a value at one "
                "member write: let y_a = … and y_j = … for every other j", one.start, one.end,
            )  # fmt: skip
            self.scope.__dict__.update(self._saved.__dict__)
            head = head_of_definition(
                self.scope, [t for t in self.tokens if one.start <= t.start < one.end]
            )
            if head is not None:
                lost(self.scope, head[0], self.tokens)

    def _parted(self, between: Sequence[Token], token: Token, arrow: str) -> None:
        """Raises FormulaError unless a sign or a space parts two statements."""
        if not self._found or arrow or is_bare(self._found[-1]):
            return
        if token.kind == "text":
            raise FormulaError(
                f"the words {token.text!r} are not understood here; a condition begins with if, "
                "for, when or as", token.start, token.end,
            )  # fmt: skip
        if not between and not self._found[-1].conditions.said:
            raise FormulaError(
                f"a relation or the end was expected, found {shown(token.text)!r}",
                token.start, token.end,
            )  # fmt: skip
        if any(t.text == "." for t in between) and not any(t.kind in WIDE for t in between):
            raise FormulaError(
                "a full stop stands inside of the line; for a product write \\cdot",
                between[0].start, token.end,
            )  # fmt: skip

    def _spoils(self, between: Sequence[Token], piece: Sequence[Token]) -> bool:
        """Whether what cannot be read may change the meaning of the statement before it."""
        if not self._found or is_bare(self._found[-1]):
            return False
        parts = any(t.kind in ("space", "mark") or t.text in (",", ";") for t in between)
        relation = any(t.text in RELATIONS and t.kind != "text" for t in piece)
        is_condition = piece[0].kind == "text" or piece[0].text in (r"\forall", "(", "[")
        return not parts or not relation or is_condition

    def _spoil(self, error: FormulaError, stop: int) -> None:
        last = self._found[-1]
        if last.problem is None:
            last.problem = error
        if last.defines:
            self.scope.__dict__.update(self._saved.__dict__)
            last.defines = ""
        last.end = max(last.end, stop)

    # ---- chains ------------------------------------------------------------------------------

    def _statement(self, at: int, *, first: bool) -> tuple[Statement, int]:
        tokens, head = self.tokens[at:], None
        statement = Statement(start=tokens[0].start)
        goes_on = RELATIONS.get(tokens[0].text) is not None and tokens[0].kind != "text"
        if not goes_on:
            implied = self.under or any(RELATIONS.get(t.text) in ARROWS for t in self.tokens)
            head = head_of_definition(self.scope, tokens, implied=implied)
        if head is not None:
            return self._definition(statement, tokens, head, at)
        limit = None
        reader = formula_reader(tokens, self.scope, self.end, families=True)
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
            if limit is not None:
                check_limit(reader, left)
        listed, left = listed_before(reader, left)
        self._links(statement, reader, left, limit)
        for part in reversed(listed):  # x, y > 0
            if statement.links and (right := statement.links[0].right) is not None:
                link = statement.links[0]
                statement.links.insert(0, link_of(reader, link.op, part, right, part.start))
        if not statement.links:
            if isinstance(left, FormulaError):
                raise left
            if reader.sees("."):
                raise reader.error("a full stop is no product; write \\cdot")
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
        head: tuple[Spelled, list[list[Token]] | None, int],
        at: int,
    ) -> tuple[Statement, int]:
        name, given, begin = head
        stop = end_of_value(self.scope, tokens, begin)
        saved = self.scope.inner()
        spellings = frozenset(name.spelled(below=below) for below in (True, False))
        if not any(self.scope.meaning(one) for one in spellings) and tokens[begin - 1].text == "=":
            statement.fresh = spellings
        try:
            said, part = define(self.scope, name, given, tokens[begin:stop], self.end)
        except FormulaError:
            self.scope.__dict__.update(saved.__dict__)
            raise
        if name.light != name.base and said.startswith(f"{name.light}_") and statement.fresh:
            statement.fresh |= {name.light}
        statement.defines, statement.defined = said, part
        statement.end = tokens[stop - 1].end
        statement.notes.append(f"defines {said}")
        if part is not None and given is None:
            self.before = part
            reader = formula_reader(tokens[stop:], self.scope, self.end, families=True)
            if reader.sees(*(t for t, op in RELATIONS.items() if op not in ARROWS)):
                rest = Statement(start=statement.start, defines=said, defined=part)
                rest.notes, rest.fresh = statement.notes, statement.fresh
                self._links(rest, reader, once_read(self.scope, tokens[begin:stop], part), None)
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
        begin = statement.start if isinstance(left, FormulaError) else left.start
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
        statement.cases = []
        if op in ("∼", "⇝"):
            mean, variance = read_law(reader)
            end = reader.tokens[reader.at - 1].end
            if variance.sort == "matrix" and mean == number(0):
                mean = Term("zero")
            return Part(reader.build("normal", mean, variance, at=(start, end)), start, end)
        token = reader.peek()
        if token is not None and token.kind == "begin" and token.text in ("cases", "dcases"):
            before = reader.at
            table = case_rows(reader)
            under_all = events(reader, [condition for _, condition in table])
            for (value, condition), under in zip(table, under_all):
                said = reader.whole(value, "a value of the cases")
                ends = [t for t in condition if t.kind not in ("space",) and t.text not in ",.;"]
                statement.cases.append((under, said.term, said.start, ends[-1].end))
            reader.at = before
        part = reader.sum()
        if part.term.op != "cases":
            statement.cases = []
        return part


def _refused(first: Token, last: Token, message: str) -> Statement:
    return Statement(
        start=first.start, end=last.end, problem=FormulaError(message, first.start, last.end)
    )
