"""The page that an author's function writes on: declarations, definitions, steps.

Collects terms; decides nothing.
"""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Any

from ..language import (
    Context,
    Scalar,
    Term,
    TermError,
    Vector,
    check_context,
    check_term,
    plain,
    sort_error,
)
from ..language.kinds import IMPLICATIONS
from ..reading.gradients import along_any_direction, has_gradient
from ..reading.members import check_places
from ..records.record import STATUSES
from .attending import AttendingPage
from .declaring import Members
from .expressions import Wrapped
from .step import AuthoringError, Step


class AuthoredPage(AttendingPage):
    """Collects one derivation.

    Every method that declares something returns what to write it with.
    """

    def __init__(self, id: str, file: str, line: int = 0) -> None:
        super().__init__()
        self._id, self._file, self._first = id, file, line
        self._heading = ""
        self._last: Term | None = None
        self._directions: set[str] = set()  # letters of lines along which gradients are judged
        self._nearby: set[Term] = set()  # facts, said of points on such lines

    # ---- steps -----------------------------------------------------------------------------------

    def heading(self, text: str) -> None:
        """A heading before the next step."""
        self._heading = text

    def step(
        self,
        left: Any,
        op: str,
        right: Any,
        *,
        why: str = "",
        expect: str = "proved",
        remark: str = "",
    ) -> None:
        """A line of the derivation."""
        self._add(self._relation(left, op, right), why, expect, remark, written=False)

    def said(
        self,
        statement: Wrapped,
        *,
        why: str = "",
        expect: str = "proved",
        remark: str = "",
        written: bool = False,
    ) -> None:
        """A line that is a statement: what `every` or `every_other` gives."""
        self._add(statement.term, why, expect, remark, written)

    def then(
        self,
        op: str,
        right: Any,
        *,
        why: str = "",
        expect: str = "proved",
        remark: str = "",
        written: bool = False,
    ) -> None:
        """The next link of a chain: its left side is the right side of the line before."""
        if self._last is None:
            raise TermError("a chain goes on from a line before; there is none")
        self._add(self._relation(self._last, op, right), why, expect, remark, written)

    def written(
        self,
        left: Any,
        op: str,
        right: Any,
        *,
        expect: str = "proved",
        why: str = "",
        remark: str = "",
    ) -> None:
        """A line as it stands on the source page, with the verdict that it is expected to get."""
        self._add(self._relation(left, op, right), why, expect, remark, written=True)

    def implies(
        self,
        given: Any,
        then: Any,
        *,
        why: str = "",
        expect: str = "proved",
        remark: str = "",
        written: bool = False,
    ) -> None:
        """given ⇒ then, two relations (or `both` of several, on the left)."""
        self._add(Term("⇒", (given.term, then.term)), why, expect, remark, written)

    def iff(
        self,
        one: Any,
        other: Any,
        *,
        why: str = "",
        expect: str = "proved",
        remark: str = "",
        written: bool = False,
    ) -> None:
        """one ⇔ other, two relations (or `both` of several): each holds wherever the other does."""
        self._add(Term("⇔", (one.term, other.term)), why, expect, remark, written)

    def outside(self, text: str) -> None:
        """A measurement or an opinion: listed, and never judged."""
        self._steps.append(
            Step(
                len(self._steps) + 1,
                None,
                expect="outside",
                written=True,
                text=text,
                heading=self._take_heading(),
                line=self._line(),
            )
        )
        self._last = None

    def _take_heading(self) -> str:
        heading, self._heading = self._heading, ""
        return heading

    def _add(self, goal: Term, why: str, expect: str, remark: str, written: bool) -> None:
        where = f"{self._id}.{len(self._steps) + 1}"
        if expect not in STATUSES:
            raise TermError(
                f"{where}: expected a verdict among {', '.join(STATUSES)}, found {expect!r}"
            )
        stated = goal.children[-1] if goal.op == "every" else goal
        if stated.children[0] == stated.children[1]:
            raise TermError(
                f"{where}: the step is vacuous: both sides are {plain(stated.children[0])}"
            )
        if (error := sort_error(goal)) is None and has_gradient(goal):
            goal = self._along(goal)
        if error is not None and not written:
            raise TermError(f"{where}: {error}")
        if error is None:
            check_places(goal)
            check_term(self._context(), goal)
        self._steps.append(
            Step(
                len(self._steps) + 1,
                goal,
                why,
                expect,
                written,
                remark,
                heading=self._take_heading(),
                line=self._line(),
            )
        )
        self._last = goal.children[1] if goal.op not in (*IMPLICATIONS, "every") else None

    def _along(self, goal: Term) -> Term:
        """The step with its gradients as slopes along any direction, in letters of their own."""
        context = self._context()
        random = [Term("vector", (key,)) for key in context.random]
        taken = {d.key for d in (*context.symbols, *context.definitions)}
        said = along_any_direction(
            goal,
            {d.key: d for d in context.definitions},
            [f for f in context.facts if f not in self._nearby],
            [*random, *context.parameters, *context.norms, *context.links],
            taken - self._directions,
        )
        self._parts["scalars"] += [Scalar(k) for k in said.numbers if k not in self._directions]
        self._parts["vectors"] += [Vector(k) for k in said.vectors if k not in self._directions]
        self._parts["facts"] += [f for f in said.facts if f not in self._nearby]
        self._nearby |= {*said.facts}
        self._directions |= {*said.numbers, *said.vectors}
        return said.goal

    def _line(self) -> int:
        frame: Any = sys._getframe()
        while frame is not None and frame.f_code.co_filename != self._file:
            frame = frame.f_back
        return frame.f_lineno if frame is not None else 0

    def place(self, trace: TracebackType | None) -> tuple[str, int]:
        """The file, and the line in it, where an error arose."""
        line = self._first
        while trace is not None:
            if trace.tb_frame.f_code.co_filename == self._file:
                line = trace.tb_lineno
            trace = trace.tb_next
        return self._file, line

    def finished(self) -> tuple[Context, list[Step]]:
        """The whole context and the steps.

        Raises AuthoringError if the declarations clash or nothing was written.
        """
        context = self._context()
        if not self._steps:
            raise AuthoringError("the derivation has no steps", self._file, self._first, self._id)
        try:
            check_context(context)
        except TermError as error:
            raise AuthoringError(str(error), self._file, self._first, self._id) from error
        return context, self._steps


__all__ = ["Members", "AuthoredPage", "Wrapped"]
