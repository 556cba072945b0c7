"""What runs through a family in a question.

So do sum(x[j], j), max(x[j], j), and every(x[a] >= x[c], c).
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..language import Term
from ..language.kinds import BINDERS
from .declarations import QuestionError, key_of
from .reader import Reader


def runs(node: ast.Call) -> bool:
    """Whether max(x[j], j) or min(x[j], j) is meant, and not one of two."""
    return (
        len(node.args) == 2
        and isinstance(node.args[1], ast.Name)
        and any(True for _ in _with_index(node.args[0], node.args[1].id))
    )


def _with_index(body: ast.AST, name: str) -> Iterator[str]:
    """The families that have the name for an index in a body.

    Where an inner sum leaves the name out, those that the inner sum runs through.
    """
    for part in ast.walk(body):
        if isinstance(part, ast.Subscript) and isinstance(part.slice, ast.Name):
            if part.slice.id == name and isinstance(part.value, ast.Name):
                yield part.value.id
        elif isinstance(part, ast.Call) and len(part.args) > 2:
            runner, *without = part.args[1:]
            left_out = any(isinstance(one, ast.Name) and one.id == name for one in without)
            if _is_sum(part) and isinstance(runner, ast.Name) and left_out and runner.id != name:
                yield from _with_index(part.args[0], runner.id)


def _is_sum(node: ast.Call) -> bool:
    return isinstance(node.func, ast.Name) and node.func.id == "sum"


def over_family(reader: Reader, node: ast.Call, function: str) -> Term:
    """sum(body, j), sum(body, j, a) without a, max(body, j) or min(body, j).  Raises QuestionError.

    The least is minus the largest of the negatives, as on pages.

    What is left out may be what runs further out, as l in sum(sum(x[j]*y[l], j, l), l).
    """
    excluded = [a.id for a in node.args[2:] if isinstance(a, ast.Name)] if function == "sum" else []
    if (
        len(node.args) != 2 + len(excluded)
        or not isinstance(node.args[1], ast.Name)
        or not reader.families
    ):
        raise reader.fail(
            node,
            f"{function}(body, j) over the members of a declared family (add --let 'x: real[n]')",
        )
    name = node.args[1].id
    over = _set_of(reader, node, name)
    reader.bound[name] = over
    body = reader.term(node.args[0])
    del reader.bound[name]
    left_out = _left_out(reader, node, name, over, excluded)
    if function == "sum":
        return Term("sum", (name, over, *left_out, body))
    least = function == "min"
    most = Term("most", (name, over, Term("neg", (body,)) if least else body))
    return Term("neg", (most,)) if least else most


def every(reader: Reader, node: ast.Call) -> Term:
    """every(x[a] >= x[c], c): for each member c.

    Every(x[a] > x[c], c != a), or ..., c, a): for each but a.  Raises QuestionError.
    """
    wanted = "every(x[a] >= x[c], c), or every(x[a] > x[c], c != a) for every other member"
    if len(node.args) < 2 or node.keywords:
        raise reader.fail(node, wanted)
    runner, *others = node.args[1:]
    if isinstance(runner, ast.Compare):
        if any(not isinstance(op, ast.NotEq) for op in runner.ops):
            raise reader.fail(runner, wanted)
        others = [*runner.comparators, *others]
        runner = runner.left
    excluded = [a.id for a in others if isinstance(a, ast.Name)]
    if not isinstance(runner, ast.Name) or len(excluded) != len(others) or not reader.families:
        raise reader.fail(node, wanted)
    name = runner.id
    over = _set_of(reader, node, name)
    reader.bound[name] = over
    said = reader.relations(node.args[0])
    del reader.bound[name]
    if len(said) != 1 or said[0].op in ("⇒", "and", "every"):
        raise reader.fail(
            node.args[0],
            "one relation for each member; join several with and: every(p, c) and every(q, c)",
        )
    return Term("every", (name, over, *_left_out(reader, node, name, over, excluded), said[0]))


def _set_of(reader: Reader, node: ast.Call, name: str) -> str:
    """The index set that a name runs through: that of the families it is an index of."""
    families = reader.families
    keys = {key_of(family) for family in _with_index(node.args[0], name)}
    inside = {families[key] for key in keys & families.keys()}
    if len(inside) != 1 or name in reader.indices or name in reader.bound:
        raise reader.fail(
            node,
            f"a body with members [{name}] of families over one set, and {name} for nothing else",
        )
    return inside.pop()


def _left_out(
    reader: Reader, node: ast.Call, name: str, over: str, excluded: Sequence[str]
) -> list[Term]:
    for one in excluded:
        home = reader.bound.get(one) or reader.indices.setdefault(one, over)
        if one == name or home != over:
            raise reader.fail(
                node,
                f"after {name} only members of its set that are left out, as in sum(x[j], j, a)",
            )
    return [Term("index", (one,)) for one in excluded]


def others(
    sizes: Mapping[str, str], reader: Reader, used: Iterable[str], said: Sequence[Term]
) -> list[str]:
    """The name for any other member of each set.

    An index that only --given has, or a new one where something is said of every member.
    """
    free = [name for name in reader.indices if name not in set(used)]
    if len(free) > 1:
        raise QuestionError(
            f"--given: expected one index for any other member, found {', '.join(free)}"
        )
    terms = [t for one in said for t in one.subterms() if t.op in BINDERS]
    bound = {str(t.args[0]) for t in terms}
    if clash := next((name for name in free if name in bound), None):
        raise QuestionError(
            f"--given: {clash} runs through a sum or the like, and is any other member here; write "
            f"every(…, {clash}) for each member, or give the other member a letter of its own"
        )
    taken = {*reader.indices, *bound}
    running = {t.args[1] for t in terms if t.op in ("every", "most")}
    letters = (i for i in (*"ijlmrst", *(f"i{k}" for k in range(1, 99))) if i not in taken)
    return [
        next(
            (n for n in free if reader.indices[n] == over), next(letters) if over in running else ""
        )
        for over in sizes
    ]
