"""One text of Python's expression syntax, read into terms and relations."""

from __future__ import annotations

import ast
import difflib
import re
from fractions import Fraction

from ..display.shown_operators import ASKED
from ..language import Term, flattened, number
from ..language.kinds import IMPLICATIONS
from .chance_reader import CHANCE, chance
from .declarations import (
    COMPOSED,
    CONSTANTS,
    HINTS,
    MAX_EXPONENT,
    NAMED,
    RELATIONS,
    QuestionError,
    fraction_term,
    key_of,
    too_large,
)
from .families_reader import every, over_family, runs
from .printed_signs import members, typed
from .questions import LimitQuestion, Question

MAX_TEXT, MAX_DIGITS = 4000, 40


class ExpressionReader:
    """One text.

    `indices` collects the free indices of families, with the set that each belongs to.
    """

    def __init__(
        self,
        text: str,
        question: Question,
        scalars: set[str],
        families: dict[str, str],
        indices: dict[str, str] | None = None,
        given: bool = False,
    ) -> None:
        names = question.names
        self.text = text = members(
            typed(text), (names[key] for key in families), names.values()
        ).strip()
        self.question, self.scalars, self.families, self.given = question, scalars, families, given
        self.indices: dict[str, str] = {} if indices is None else indices
        self.bound: dict[str, str] = {}
        self.limits: list[str] = []
        if len(text) > MAX_TEXT:
            raise QuestionError(f"the text is longer than {MAX_TEXT} characters")
        try:
            self.tree = ast.parse(text, mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            if not text:
                raise QuestionError("expected an expression, found an empty text") from error
            column = getattr(error, "offset", 0) or _first_odd(text)
            hint = "; write == for equality" if re.search(r"(?<![=<>!])=(?!=)", text) else ""
            hint = hint or (
                "; a parenthesis is not closed" if text.count("(") > text.count(")") else ""
            )
            hint = hint or ("; it ends too early" if column > len(text) else "")
            hint = hint or ("; lambda is Python's word: write lam" if "lambda" in text else "")
            raise QuestionError(
                f"{text.strip()[:60]!r}, column {column}: this is no expression{hint}"
            ) from error

    def fail(self, node: ast.AST, expected: str) -> QuestionError:
        found = (
            ast.get_source_segment(self.text, node)
            if hasattr(node, "lineno")
            else type(node).__name__
        )
        return QuestionError(
            f"column {getattr(node, 'col_offset', 0) + 1}: expected {expected}, found "
            f"{str(found)[:60]!r}"
        )

    def hint(self, node: ast.expr) -> QuestionError | None:
        """For what other languages write otherwise."""
        words = HINTS.get(type(node.op) if isinstance(node, ast.BinOp) else type(node))
        return (
            None
            if words is None
            else QuestionError(
                f"column {node.col_offset + 1}: {words}; found "
                f"{str(ast.get_source_segment(self.text, node))[:60]!r}"
            )
        )

    def allow(self, name: str) -> None:
        key = key_of(name)
        self.scalars.add(key)
        self.question.names.setdefault(key, name)

    @staticmethod
    def _calls(node: ast.AST, name: str) -> bool:
        return (
            isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name
        )

    def _limit(self, node: ast.Call) -> LimitQuestion:
        if not 3 <= len(node.args) <= 4 or not isinstance(node.args[1], ast.Name):
            raise self.fail(node, "limit(f, b, oo), or limit(f, b, 0, '+')")
        variable = node.args[1].id
        self.allow(variable)
        side = ""
        if len(node.args) == 4:
            if not isinstance(node.args[3], ast.Constant) or node.args[3].value not in ("+", "-"):
                raise self.fail(node.args[3], "the side '+' or '-'")
            side = str(node.args[3].value)
        point = self.term(node.args[2])
        if Term("scalar", (key_of(variable),)) in set(point.subterms()):
            raise self.fail(node.args[2], f"a point that {variable} tends to, such as oo or 0")
        return LimitQuestion(self.term(node.args[0]), variable, point, side)

    def relations(self, node: ast.expr) -> tuple[Term, ...]:
        """The links of a chain, or one relation."""
        if self._calls(node, "every"):
            return (every(self, node),)  # type: ignore[arg-type]
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in NAMED:
            if len(node.args) != 2:
                raise self.fail(node, f"{node.func.id}(a, b)")
            op = NAMED[node.func.id]
            if op not in IMPLICATIONS:
                return (Term(op, (self.term(node.args[0]), self.term(node.args[1]))),)
            stated = [self._all(a) for a in node.args]
            if op == "⇒" and len(stated[1]) > 1:
                raise self.fail(node.args[1], "one relation on the right of implies")
            return (
                Term(op, tuple(s[0] if len(s) == 1 else Term("and", tuple(s)) for s in stated)),
            )
        if not isinstance(node, ast.Compare):
            raise self.fail(
                node,
                (
                    "a relation (== < <= > >= !=, tends(f, L), close(f, g), implies(p, q), "
                    "iff(p, q)), limit(f, b, oo), bound(f, b, oo) or E(f)"
                ),
            )
        sides = [node.left, *node.comparators]
        if self._calls(sides[0], "limit") and len(sides) == 2 and isinstance(node.ops[0], ast.Eq):
            question = self._limit(sides[0])  # type: ignore[arg-type]
            if question.point != Term("infinity"):
                raise self.fail(
                    sides[0], "a limit at oo in a relation; for another point ask the limit alone"
                )
            self.limits.append(question.variable)
            return (Term("→", (question.term, self.term(sides[1]))),)
        if any(type(op) not in RELATIONS for op in node.ops):
            raise self.fail(node, "one of == < <= > >= !=")
        terms = [self.term(s) for s in sides]
        return tuple(
            Term(RELATIONS[type(op)], (a, b)) for op, a, b in zip(node.ops, terms, terms[1:])
        )

    def _all(self, node: ast.expr) -> list[Term]:
        """One relation, or several, joined by `and` or in chains."""
        parts = (
            node.values if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And) else [node]
        )
        return [t for part in parts for t in self.relations(part)]

    def term(self, node: ast.expr) -> Term:
        if isinstance(node, ast.Constant):
            return self._number(node)
        if isinstance(node, ast.Name):
            return self._name(node)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.UAdd)):
            inner = self.term(node.operand)
            return Term("neg", (inner,)) if isinstance(node.op, ast.USub) else inner
        if isinstance(node, ast.BinOp):
            return self._binary(node)
        if isinstance(node, ast.Call):
            return self._call(node)
        if isinstance(node, ast.Subscript):
            return self._member(node)
        raise self.hint(node) or self.fail(
            node, "numbers, declared names, + - * / **, and functions such as exp(x)"
        )

    def _binary(self, node: ast.BinOp) -> Term:
        if (hint := self.hint(node)) is not None:
            raise hint
        ops: dict[type, str] = {
            ast.Add: "+",
            ast.Sub: "-",
            ast.Mult: "*",
            ast.Div: "/",
            ast.Pow: "^",
        }
        if type(node.op) not in ops:
            raise self.fail(node, "one of + - * / **")
        left, right, op = self.term(node.left), self.term(node.right), ops[type(node.op)]
        if op == "-":
            return flattened("+", (left, Term("neg", (right,))))
        if (
            op == "^"
            and not any(t.op in ("scalar", "entry") for t in right.subterms())
            and too_large(right)
        ):
            raise self.fail(node, f"an exponent of at most {MAX_EXPONENT}")
        if op == "*" and left.op == "neg":
            return Term("neg", (flattened("*", (left.children[0], right)),))
        return flattened(op, (left, right)) if op in ("+", "*") else Term(op, (left, right))

    def _number(self, node: ast.Constant) -> Term:
        text = ast.get_source_segment(self.text, node) or ""
        if (
            isinstance(node.value, bool)
            or not isinstance(node.value, (int, float))
            or len(text) > MAX_DIGITS
            or not re.fullmatch(r"\d+(\.\d*)?|\.\d+", text)
        ):
            raise self.fail(node, f"a number of at most {MAX_DIGITS} digits, such as 3 or 0.25")
        return fraction_term(Fraction(text))

    def _name(self, node: ast.Name) -> Term:
        if node.id in ("oo", "pi", "π"):
            return Term("infinity" if node.id == "oo" else "pi")
        key = key_of(node.id)
        if key not in self.scalars:
            if key in self.families:
                raise self.fail(node, f"a member of the family, such as {node.id}[a]")
            near = difflib.get_close_matches(node.id, list(self.question.names.values()), n=1)
            raise QuestionError(
                f"{node.id} is not declared; "
                + CONSTANTS.get(
                    node.id,
                    (f"did you mean {near[0]}, or " if near else "")
                    + f"add --let '{node.id}: real'",
                )
            )
        return Term("scalar", (key,))

    def _member(self, node: ast.Subscript) -> Term:
        called = node.value.func if isinstance(node.value, ast.Call) else None
        if isinstance(called, ast.Name) and called.id in COMPOSED:
            raise self.fail(
                node, f"exponentials and sums: {called.id} is written {COMPOSED[called.id]}"
            )
        if (
            not isinstance(node.value, ast.Name)
            or key_of(node.value.id) not in self.families
            or not isinstance(node.slice, ast.Name)
        ):
            raise self.fail(
                node, "a member of a declared family, such as x[a] (add --let 'x: real[n]')"
            )
        over, name = self.families[key_of(node.value.id)], node.slice.id
        if name not in self.bound and self.indices.setdefault(name, over) != over:
            raise self.fail(
                node, f"an index of another name: {name} is used for another family's set"
            )
        key, index = key_of(node.value.id), Term("index", (name,))
        if key in self.question.defined:
            return Term("defined", (key, "scalar", index))
        return Term("entry", (key, index))

    def _call(self, node: ast.Call) -> Term:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if any(isinstance(a, ast.Starred) for a in node.args) or any(
            k.arg != "given" or name not in (*CHANCE, "Cov") for k in node.keywords
        ):
            raise self.fail(node, "arguments without names, but for given= in E, Var, Cov and P")
        if name == "sum" or (name in ("max", "min") and runs(node)):
            return over_family(self, node, name)
        if name == "count":
            return Term("count", tuple(t for a in node.args for t in self.relations(a)))
        bars = (
            next(
                (
                    n
                    for n in ast.walk(node)
                    if isinstance(n, ast.BinOp) and isinstance(n.op, ast.BitOr)
                ),
                None,
            )
            if name in CHANCE
            else None
        )
        if bars is not None and (hint := self.hint(bars)) is not None:
            raise hint
        if name in (*CHANCE, "Cov"):
            return chance(self, node, name)
        if name == "diff" and (
            len(node.args) != 2 or not isinstance(node.args[1], (ast.Name, ast.Subscript))
        ):
            raise self.fail(node, "diff(f, x), the derivative of f by a declared x or x[a]")
        if name == "diff":
            return Term("diff", (self.term(node.args[0]), self.term(node.args[1])))
        if name == "erf" and len(node.args) == 1:
            return Term("+", (number(1), Term("neg", (Term("erfc", (self.term(node.args[0]),)),))))
        if name in ASKED:
            return Term(ASKED[name], tuple(self.term(a) for a in node.args))
        if name == "limit":
            raise self.fail(node, "limit(f, b, oo) alone, or on the left of ==")
        if name == "bound":
            raise self.fail(node, "bound(f, b, oo) alone")
        if name in COMPOSED:
            raise self.fail(node, f"exponentials and sums: {name} is written {COMPOSED[name]}")
        known = [
            *ASKED,
            *CHANCE,
            "Cov",
            "diff",
            "sum",
            "count",
            "limit",
            "bound",
            *NAMED,
            "every",
        ]
        near = difflib.get_close_matches(name, known, n=1)
        raise self.fail(
            node,
            f"one of the functions {', '.join(known)}"
            + (f" (did you mean {near[0]}?)" if near else ""),
        )

    def event(self, node: ast.expr) -> Term:
        """A comparison, a chain of them, or several joined by `and` or `or`."""
        if isinstance(node, ast.BoolOp):
            return Term(
                "and" if isinstance(node.op, ast.And) else "or",
                tuple(self.event(v) for v in node.values),
            )
        if not isinstance(node, ast.Compare):
            raise self.fail(node, "an event: comparisons such as g > 0, joined by and, or")
        parts = self.relations(node)
        return parts[0] if len(parts) == 1 else Term("and", parts)


def _first_odd(text: str) -> int:
    """The column of the first character that is none to be shown; behind the end if all are."""
    return next((k for k, c in enumerate(text, 1) if not c.isprintable()), len(text) + 1)
