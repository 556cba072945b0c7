"""Questions as text: Python's expression syntax, read through `ast` with a whitelist into terms.

Never evaluated.

Names are declared as `declarations` says.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from itertools import chain, count

from ..language import Context, IndexSet, Scalar, Term, TermError, check_context, number
from .chance_reader import CHANCE
from .declarations import (
    NAMED,
    Declared,
    QuestionError,
    declare,
    fraction_term,
    key_of,
    limit_taken,
    size_term,
)
from .declared_families import of_each, one_hot_at, probabilities_of
from .expression_reader import ExpressionReader
from .families_reader import others
from .limit_points import INFINITY, from_each_side
from .members import at_each, check_places, check_selves
from .printed_signs import typed
from .questions import BoundQuestion, LimitQuestion, Question, ValueQuestion


def read_question(
    text: str, declared: Iterable[str] = (), given: Iterable[str] = (), limit: str = ""
) -> Question:
    """Read a question with its declarations, facts and limit ("b -> oo").  Raises QuestionError."""
    so_far, given = Declared(), tuple(given)
    for line in declared:
        declare(typed(line), so_far)
    question, scalars, families, facts, sizes = (
        Question(so_far.names, defined=frozenset(so_far.hot)),
        so_far.scalars,
        so_far.families,
        so_far.facts,
        so_far.sizes,
    )
    members = so_far.members
    if clash := next((m for m in members if key_of(m) in so_far.names), None):
        raise QuestionError(
            f"{clash} is the member at which a family is one-hot, and is declared as something "
            "else too; give one of them another name"
        )
    reader = QuestionReader(text, question, {s.key for s in scalars}, so_far.home, members)
    variable, *linked = limit_taken(typed(limit.replace("→", "->")))
    if variable:
        reader.allow(variable)
    asked = reader.read()
    used = list(reader.indices)
    for line in given:
        facts += QuestionReader(
            line, question, reader.scalars, reader.families, reader.indices, given=True
        ).facts()
    runner = _spare(reader.indices)
    facts += [of_each(f.key, f.over, sign, runner) for f, sign in so_far.signed]
    facts += [one for f in so_far.probable for one in probabilities_of(f.key, f.over, runner)]
    links = tuple(
        r.term(r.tree)
        for r in (QuestionReader(line, question, reader.scalars, {}) for line in linked)
    )
    if isinstance(asked, (LimitQuestion, BoundQuestion)):
        variable = asked.variable
        if links:
            raise QuestionError(f"--as {limit[:80]!r}: a link is for tends(f, L) and close(f, g)")
    variable = variable or next((t for t in reader.limits), "")
    moving = variable or (reader.elsewhere.variable if reader.elsewhere else "")
    keys = [s.key for s in scalars] + [
        k for k in ([key_of(moving)] if moving else []) if k not in {s.key for s in scalars}
    ]
    everything = {s.key: s for s in scalars}
    if isinstance(asked, LimitQuestion):
        asked = asked.on_the_side_that_there_is(facts)
    if variable:
        facts = [Term(">", (Term("scalar", (key_of(variable),)), number(0))), *facts]
    # what a proof may call any other member
    other = (
        "other" if len(sizes) == 1 and not any("other" in line for line in (text, *given)) else ""
    )
    sets = tuple(
        IndexSet(
            over,
            size_term(size, everything),
            tuple(n for n in used if reader.indices[n] == over),
            rest or other,
        )
        for (over, size), rest in zip(
            sizes.items(),
            others(
                sizes,
                reader,
                used,
                (*facts, *(asked if isinstance(asked, tuple) else [asked.term])),
            ),
        )
    )
    said = asked if isinstance(asked, tuple) else ()
    try:
        check_selves((*facts, *said), sets)
        for goal in said:
            check_places(goal)
    except TermError as error:
        raise QuestionError(str(error)) from error
    facts = [one for fact in facts for one in at_each(fact, sets)]
    context = Context(
        index_sets=sets,
        scalars=tuple(everything.get(k, Scalar(k)) for k in keys),
        families=tuple(families),
        facts=tuple(dict.fromkeys(facts)),
        limit=(key_of(variable),) if variable else (),
        definitions=tuple(
            one_hot_at(key, over, member, runner) for key, (over, member) in so_far.hot.items()
        ),
        laws=tuple(so_far.laws),
        links=links,
    )
    _check(context, variable)
    if reader.elsewhere is not None:
        if variable:
            raise QuestionError(f"a limit at another point than oo, and {variable} tends to oo too")
        assert isinstance(asked, tuple)
        value = asked[0].right
        context, asked, question.limits = from_each_side(context, reader.elsewhere, value)
        question.names[context.limit[0]] = context.limit[0].removeprefix("\\")
    return replace(question, context=context, asked=asked)


def _spare(taken: Iterable[str]) -> str:
    """A letter for what runs through a family, and that no member has."""
    return next(j for j in chain("jlm", (f"j{k}" for k in count())) if j not in taken)


def _check(context: Context, variable: str) -> None:
    moving = next((s for s in context.scalars if variable and s.key == key_of(variable)), None)
    if moving is not None and moving.integer:
        raise QuestionError(
            f"{variable} tends to infinity and is declared an integer; declare it real: what "
            f"holds for real {variable} holds along the integers"
        )
    try:
        check_context(context)
    except TermError as error:
        raise QuestionError(str(error)) from error


class QuestionReader(ExpressionReader):
    """One text.

    `indices` collects the free indices of families, with the set that each belongs to.
    """

    elsewhere: LimitQuestion | None = None

    def read(self) -> LimitQuestion | BoundQuestion | ValueQuestion | tuple[Term, ...]:
        """A limit to find, a number, or relations."""
        try:
            if self._calls(self.tree, "limit"):
                return self._limit(self.tree)  # type: ignore[arg-type]
            if (limit := self._elsewhere()) is not None:
                return limit
            if self._calls(self.tree, "bound"):
                return self._bound(self.tree)  # type: ignore[arg-type]
            if (
                any(
                    self._calls(node, name)
                    for node in ast.walk(self.tree)
                    for name in (*CHANCE, "Cov")
                )
                and not isinstance(self.tree, ast.Compare)
                and not any(self._calls(self.tree, name) for name in NAMED)
            ):
                return ValueQuestion(self.term(self.tree))
            return self.relations(self.tree)
        except TermError as error:
            raise QuestionError(f"{self.text[:60]!r}: {error}") from error
        except RecursionError as error:
            raise QuestionError("the expression is nested too deeply") from error

    def _elsewhere(self) -> tuple[Term] | None:
        """limit(f, b, a) == L, for another point than oo: which one is kept in `elsewhere`."""
        node = self.tree
        if not isinstance(node, ast.Compare) or not self._calls(node.left, "limit"):
            return None
        if len(node.ops) > 1 or not isinstance(node.ops[0], ast.Eq):
            return None
        asked = self._limit(node.left)  # type: ignore[arg-type]
        if asked.point == INFINITY:
            return None
        self.elsewhere = asked
        return (Term("→", (asked.term, self.term(node.comparators[0]))),)

    def facts(self) -> list[Term]:
        """What --given says, and the parts of an `and`."""
        try:
            return self._all(self.tree)
        except TermError as error:
            raise QuestionError(f"--given {self.text[:60]!r}: {error}") from error

    def _bound(self, node: ast.Call) -> BoundQuestion:
        wanted = (
            "bound(f, b, oo), bound(f, b, oo, 1/100) or, with a probability, bound(f, b, oo, "
            "1/100, 9/10)"
        )
        if not 3 <= len(node.args) <= 5 or not isinstance(node.args[1], ast.Name):
            raise self.fail(node, wanted)
        variable = node.args[1].id
        self.allow(variable)
        if self.term(node.args[2]) != Term("infinity"):
            raise self.fail(
                node.args[2],
                (
                    "oo: bounds are for limits at +oo; for another point put 1/t or -t in for "
                    "the variable"
                ),
            )
        numbers = [self._fraction(a) for a in node.args[3:]]
        for a, v, what, most in zip(
            node.args[3:],
            numbers,
            ("a number ε > 0, such as 1/100", "a probability between 0 and 1, such as 9/10"),
            (None, 1),
        ):
            if v is None or v <= 0 or (most is not None and v >= most):
                raise self.fail(a, what)
        epsilon = fraction_term(numbers[0]) if numbers and numbers[0] is not None else None
        return BoundQuestion(
            self.term(node.args[0]), variable, epsilon, numbers[1] if len(numbers) == 2 else None
        )

    def _fraction(self, node: ast.expr) -> Fraction | None:
        """A number such as 1/100 or 0.01."""
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            top, bottom = self._fraction(node.left), self._fraction(node.right)
            return top / bottom if top is not None and bottom else None
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, (int, float))
            and not isinstance(node.value, bool)
        ):
            text = ast.get_source_segment(self.text, node) or ""
            return (
                Fraction(text) if re.fullmatch(r"\d{1,40}(\.\d{0,40})?|\.\d{1,40}", text) else None
            )
        return None
