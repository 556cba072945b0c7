"""E, Var, Cov and P in a question, and what is given: P(g > 0, given=h > 0).

A comma inside P is read as "and" by every textbook, and was "given" here: it is refused.  For E and
Var a second argument can only be meant as given.
"""

from __future__ import annotations

import ast

from ..language import Term, flattened
from .reader import Reader

CHANCE = {"E": "E", "Var": "Var", "P": "P"}
TAKEN = {"E": 1, "Var": 1, "Cov": 2, "P": 1}
WANTED = {
    "P": "P(event), or P(event, given=event); write P(p and q) for both",
    "E": "E(value), or E(value, given=event) for an event",
    "Var": "Var(value), or Var(value, given=event) for an event",
    "Cov": "Cov(x, y) of two numbers, or Cov(x, y, given=event)",
}


def chance(reader: Reader, node: ast.Call, name: str) -> Term:
    """A mean, a variance, a covariance or a probability.  Raises QuestionError."""
    taken, args = TAKEN[name], list(node.args)
    events = [k.value for k in node.keywords]
    if (
        not events
        and name != "P"
        and len(args) == taken + 1
        and isinstance(args[-1], (ast.Compare, ast.BoolOp))
    ):
        events = [args.pop()]
        said = ast.get_source_segment(reader.text, events[0])
        reader.question.notices.append(
            f"{ast.get_source_segment(reader.text, node)}: the last argument is read as what is "
            f"given; write given={said}"
        )
    if len(args) != taken or len(events) > 1:
        raise reader.fail(node, WANTED[name])
    under = tuple(reader.event(e) for e in events)
    if name == "P":
        return Term("P", (reader.event(args[0]), *under))
    values = [reader.term(a) for a in args]
    if name != "Cov":
        return Term(name, (values[0], *under))
    x, y = values  # of two numbers: E(xy) − E(x)E(y)
    separately = flattened("*", (Term("E", (x, *under)), Term("E", (y, *under))))
    return Term("+", (Term("E", (flattened("*", (x, y)), *under)), Term("neg", (separately,))))
