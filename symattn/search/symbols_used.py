"""The symbols that a term or a goal depends on."""

from __future__ import annotations

from ..language import Context, Term
from ..language.kinds import BINDERS


def symbols_of(term: Term, context: Context) -> set[tuple[str, str]]:
    """The symbols that a term depends on, (operator, name).

    With definitions unfolded, and with the sizes of the sets summed over.
    """
    bodies = {d.key: d.bodies for d in context.definitions}
    sizes = {s.key: s.size for s in context.index_sets}
    norms = {f.key: f.norm for f in context.families}
    found: set[tuple[str, str]] = set()
    todo = [term]
    while todo:
        for t in todo.pop().subterms():
            key = str(t.args[0]) if t.args else ""
            if t.op in BINDERS:
                todo.append(sizes[str(t.args[1])])
            elif (
                t.op in ("scalar", "vector", "matrix", "entry", "member", "defined")
                and (t.op, key) not in found
            ):
                found.add((t.op, key))
                todo += bodies.get(key, ()) if t.op == "defined" else ()
                if t.op == "member" and (norm := norms.get(key)) is not None:
                    todo.append(norm)
    return found


def keys_used(goal: Term, context: Context) -> set[str]:
    """The declared symbols that a goal depends on.

    Also those that the laws of the random ones among them are made of.
    """
    used = {key for op, key in symbols_of(goal, context) if op != "defined"}
    for law in (law for law in context.laws if law.key in used):
        used |= {
            key
            for term in (law.mean, law.variance)
            for op, key in symbols_of(term, context)
            if op != "defined"
        }
    return used
