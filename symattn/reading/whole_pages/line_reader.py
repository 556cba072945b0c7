"""Rows of a page as its lines: what each claims, relative to what, and what it goes on from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ...language import Context, Term, TermError, sort_error
from ..documents.pieces import Document, Problem
from ..latex_terms.cursor import Part
from ..latex_terms.latex_tokens import FormulaError, Token
from ..latex_terms.scope import PageScope
from .chain_links import Link, Statement
from .claim_contexts import Framed, framed
from .conditions_read import Conditions
from .general_claims import general_claims
from .member_cases import member_cases
from .members_apart import MayBeOne
from .page_definitions import head_of_definition, lost
from .page_lines import DeclaredLine, MemberCase, PageLine
from .passed_over import may_be_assumed, pass_conditions, trailing
from .row_conditions import label_of_rows
from .spoken_names import at_an_end, claimed
from .statements import RowReader


class LineReader:
    """Collects the lines of a page, under what is declared where they stand."""

    def __init__(self, document: Document) -> None:
        self.document, self.text = document, document.text
        self.scope = PageScope()
        self.section = self.chain = 0
        self.lines: list[tuple[PageLine, int]] = []  # and how often the page had begun anew
        self.begun = 0
        self.declared: list[DeclaredLine] = []
        self.before: Part | None = None  # the right side of the line before
        self.above = Conditions()  # of a line that the next may go on with, perhaps of that too
        self.led: FormulaError | None = None  # x > 0: in a row above
        self.last_goal: Term | None = None  # what the line before claims
        self.fresh: list[tuple[str, frozenset[str], PageLine]] = []  # definitions by = alone
        self.supposed: tuple[Context, Term] | None = None
        self.trailing: Term | None = None  # x ≠ 0 at the end of a row: a condition, or claimed
        self.supposed_at: int | None = None  # where the left side of an arrow begins

    def unused(self) -> list[Problem]:
        """Definitions of names that nobody declared, and that the page does not use again.

        Such a one may be a claim with a name mistyped.
        """
        return [
            Problem(line.start, line.end, f"this is read as the definition of {said}, and nothing "
                    f"on the page uses it; if it is a claim, declare {said} first")
            for said, spellings, line in self.fresh if not spellings & self.scope.names.used
        ]  # fmt: skip

    def _break_chain(self) -> None:
        self.before, self.last_goal = None, None
        self.chain += 1

    def _unread(self, start: int, end: int, error: FormulaError) -> None:
        first, last = self._trimmed(start, end)
        problem = Problem(
            min(max(error.start, start), end), min(max(error.end, start), end), error.message
        )
        self._add(PageLine(first, last, self.text[first:last], "claim", problem=problem))

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and (self.text[end - 1].isspace() or self.text[end - 1] in ",;."):
            end -= 1
        return start, end

    def _add(self, line: PageLine) -> None:
        self.lines.append((replace(line, section=self.section, chain=self.chain), self.begun))

    def _row(
        self, row: Sequence[Token], carried: Conditions | None = None, *, inline: bool = False
    ) -> None:
        if carried is not None and carried.concludes:
            claimed(self.scope, row)
        if not inline and (label := label_of_rows(self.scope, row)):
            self._label(row, label)
            return
        if self.led is not None and carried is not None:
            carried.problem, self.led = self.led, self.led if inline else None
        saved = self.scope.inner()
        under = carried is not None and bool(carried.hypotheses)
        reader = RowReader(row, self.scope, self.before, under)
        statements = reader.statements()
        if carried is not None and carried.problem is not None:
            self.scope.__dict__.update(saved.__dict__)  # nothing is defined under it
        remark = self._remark(reader.remark)
        self.trailing = trailing(statements)
        if not statements and reader.remark:
            first, last = reader.remark[0].start, reader.remark[-1].end
            self._add(PageLine(first, last, self.text[first:last], "outside", remark=remark))
            return
        for k, statement in enumerate(statements):
            if statement.goes_on:
                statement.conditions.add(self.above)
            self.above = Conditions(also=statement.conditions.once_more().also)
            if carried is not None:
                statement.conditions.add(carried)
            if (statement.problem or statement.conditions.problem) and not statement.goes_on:
                self._lose(row, statement)
            if statement.problem or any(link.problem for link in statement.links):
                self.scope.unread |= at_an_end(self.scope, row)
            if not statement.goes_on and not statement.arrow:
                self._break_chain()
            self._statement(statement, remark if k == len(statements) - 1 else "", inline)
        clear = bool(statements) and not statements[-1].problem and self.trailing is None
        self.before = reader.before if clear else None

    def _label(self, row: Sequence[Token], label: Sequence[Token]) -> None:
        """A row that ends with a colon may lead what stands below: how far is not known."""
        start, end = self._trimmed(row[0].start, row[-1].end)
        said = self.text[label[0].start : label[-1].end]
        told = f"does this lead the rows below? Write it in each of them: … if {said}"
        self._unread(start, end, FormulaError(told, start, end))
        meant = f"is this meant where {said}, which stands above with a colon? Write: … if {said}"
        self.led = FormulaError(meant, start, end)
        self._break_chain()

    def _lose(self, row: Sequence[Token], statement: Statement) -> None:
        """What a line that is not read would define has no other value further down."""
        mine = [t for t in row if statement.start <= t.start < statement.end]
        head = head_of_definition(self.scope, mine) if mine else None
        if head is not None:
            lost(self.scope, head[0], mine)

    def _remark(self, words: Sequence[Token]) -> str:
        return self.text[words[0].start : words[-1].end] if words else ""

    def _statement(self, statement: Statement, remark: str, inline: bool) -> None:
        problem = statement.problem or statement.conditions.problem
        if problem is not None:
            self._unread(statement.start, statement.end, problem)
            self.last_goal = None
            return
        notes = (*statement.notes, *statement.conditions.notes)
        if statement.defines:
            end = statement.defined.end if statement.defined is not None else statement.end
            line = PageLine(
                statement.start, end, self.text[statement.start : end], "definition",
                notes=notes, remark=remark, inline=inline,
            )  # fmt: skip
            self._add(line)
            pass_conditions(self.scope, statement.conditions)
            if statement.fresh:
                self.scope.names.used -= statement.fresh
                self.fresh.append((statement.defines, statement.fresh, line))
            said = self.text[statement.start : end]
            self.declared.append(DeclaredLine(statement.start, end, said, self.section))
            self.last_goal = None
        for link in statement.links:
            self._link(statement, link, remark, inline)
        if not statement.links and not statement.defines:
            first, last = self._trimmed(statement.start, statement.end)
            self._add(PageLine(first, last, self.text[first:last], "hypothesis", notes=notes))

    def _link(self, statement: Statement, link: Link, remark: str, inline: bool) -> None:
        end = link.end
        if link is statement.links[-1]:
            end = max(end, statement.end)
        leads = bool(statement.arrow) and link is statement.links[0]
        start = self.supposed_at if leads and self.supposed_at is not None else link.start
        first, last = self._trimmed(start, end)
        notes = (*statement.notes, *statement.conditions.notes)
        line = PageLine(
            first, last, self.text[first:last], "claim", notes=notes, remark=remark, inline=inline
        )
        before, self.last_goal = self.last_goal, link.goal
        if link.goal is None or link.problem is not None:
            self._add(replace(line, problem=self._problem(link.problem, first, last)))
            return
        if statement.supposed:
            self.supposed_at, self.supposed = first, None
            left = self._framed(statement, link.goal, (first, last))
            if not isinstance(left, FormulaError):
                self.supposed = (left.context, left.goal)
            return
        goal = link.goal
        made = alone = self._framed(statement, goal, (first, last))
        by_itself: tuple[Context, Term] | None = None
        if leads and before is not None and sort_error(before) is None:
            goal = Term(statement.arrow, (before, link.goal))
            made = self._framed(statement, goal, (first, last))
            if statement.arrow == "⇒" and not isinstance(alone, FormulaError):
                if isinstance(made, FormulaError) and self.supposed_at is None:
                    made = alone
                elif not isinstance(made, FormulaError):
                    by_itself = (alone.context, alone.goal)
        elif leads:
            notes = (*notes, "what stands before the arrow is not read: the line is judged alone")
        cases: list[tuple[str, Framed]] = []
        doubtful = bool(statement.conditions.doubts)  # i = j may be meant
        if isinstance(made.doubt if isinstance(made, Framed) else made, MayBeOne) and not doubtful:
            cases = member_cases(
                self.scope, goal, statement.conditions, statement.released, (first, last)
            )
        if isinstance(made, MayBeOne) and cases:
            made = replace(cases[0][1], doubt=made)
            notes = (*notes, f"said of members with {'; with '.join(said for said, _ in cases)}")
        supposed = self.supposed if leads and self.supposed_at is not None else None
        self.supposed_at = None
        if isinstance(made, FormulaError):
            self._add(replace(line, problem=self._problem(made, first, last)))
            return
        read = self.scope.names.letters().plain(made.said)
        general = (
            ()
            if leads
            else general_claims(
                self.scope, link.goal, statement.conditions, statement.released, (first, last)
            )
        )
        doubt, apart = self._doubt(statement, link.goal, made, (first, last), leads)
        self._add(
            replace(
                line,
                goal=made.goal,
                context=made.context,
                read=read,
                alone=by_itself,
                supposed=supposed,
                general=general,
                along=made.along,
                notes=(*notes, *made.notes),
                doubt=doubt,
                apart=apart,
                cases=tuple(MemberCase(said, one.context, one.goal) for said, one in cases),
            )
        )
        if statement.cases and link is statement.links[-1]:
            self._cases(statement, link)

    def _doubt(
        self, statement: Statement, goal: Term, made: Framed, at: tuple[int, int], leads: bool
    ) -> tuple[Problem | None, tuple[Context, Term] | None]:
        """Why a line may say something else than it is read as, and that other claim."""
        if made.doubt is not None:
            return self._problem(made.doubt, *at), None
        if self.trailing is not None and goal == self.trailing:
            told = "is this claimed, or a condition of what stands before it? Write: if …"
            return Problem(*at, told), None
        told, more = may_be_assumed(self.scope, goal, statement.conditions, self.trailing)
        if not told or leads:
            return None, None
        problem = Problem(*at, told)
        if more is None:
            return problem, None
        other = self._framed(replace(statement, conditions=more), goal, at)
        if isinstance(other, FormulaError):
            return None, None
        return problem, (other.context, other.goal)

    @staticmethod
    def _problem(error: FormulaError | None, start: int, end: int) -> Problem:
        if error is None:
            return Problem(start, end, "this cannot be read")
        first = error.start if start <= error.start <= end else start
        return Problem(first, min(max(error.end, first), end), error.message)

    def _cases(self, statement: Statement, link: Link) -> None:
        """A table of cases is one claim, and each of its rows another."""
        assert link.left is not None
        for condition, value, first, last in statement.cases:
            goal = Term("⇒", (condition, Term(link.op, (link.left.term, value))))
            made = self._framed(statement, goal, (first, last))
            first, last = self._trimmed(first, last)
            line = PageLine(first, last, self.text[first:last], "claim", part=True)
            if isinstance(made, FormulaError):
                self._add(replace(line, problem=Problem(made.start, made.end, made.message)))
                continue
            read = self.scope.names.letters().plain(made.said)
            notes = tuple(made.notes)
            self._add(replace(line, goal=made.goal, context=made.context, read=read, notes=notes))

    def _framed(
        self, statement: Statement, goal: Term, at: tuple[int, int]
    ) -> Framed | FormulaError:
        try:
            return framed(self.scope, goal, statement.conditions, statement.released, at)
        except FormulaError as error:
            return error
        except TermError as error:
            return FormulaError(str(error), *at)
