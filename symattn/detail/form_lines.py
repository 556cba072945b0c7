"""Other ways to write a term: definitions unfolded, sums laid out member by member, values put in.

Nothing here is trusted: that two ways mean the same is for the kernel to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from ..language import Context, IndexSet, Term, flattened, indices_in, number
from ..language.kinds import BINDERS
from ..search.repairs.letters import letter


def unfolded(term: Term, context: Context) -> tuple[Term, tuple[Term, ...]]:
    """The term with its outermost defined parts written out, and these parts."""
    found: dict[Term, None] = {}
    changed = _unfolded(term, context, {}, found)
    return changed, tuple(found)


Others = Mapping[str, tuple[str, ...]]  # what an index that runs through a set leaves out


def _unfolded(term: Term, context: Context, others: Others, found: dict[Term, None]) -> Term:
    if term.op == "defined" and (body := body_of(term, context, others)) is not None:
        found[term] = None
        return body
    if not term.children:
        return term
    if term.op in BINDERS:
        left_out = tuple(str(t.args[0]) for t in term.children[:-1])
        others = {**others, str(term.args[0]): left_out}
    args = tuple(
        _unfolded(a, context, others, found) if isinstance(a, Term) else a for a in term.args
    )
    return rebuilt(term.op, args)


def rebuilt(op: str, args: tuple[object, ...]) -> Term:
    """A term of new parts; a sum or a product that would begin with one of its kind becomes one."""
    return flattened(op, args) if op in ("+", "*") else Term(op, args)  # type: ignore[arg-type]


def body_of(term: Term, context: Context, others: Others) -> Term | None:
    """What a defined term stands for; None for one that stands for several things at once."""
    definition = next((d for d in context.definitions if d.key == term.args[0]), None)
    if definition is None:
        return None
    names = [str(t.args[0]) for t in term.children]
    special = dict(definition.exceptions)
    if len(names) == 1 and special:
        if names[0] in special:
            return special[names[0]]
        over = definition.params[0][1]
        rest = {s.rest for s in context.index_sets if s.key == over}
        members = {m for s in context.index_sets for m in s.members}
        apart = names[0] in rest | members or set(special) <= set(others.get(names[0], ()))
        if not apart:
            return None
    return put_in(definition.body, dict(zip((p for p, _ in definition.params), names)))


def put_in(term: Term, names: Mapping[str, str]) -> Term:
    """The term with other indices; a bound one that would catch them gets another letter."""
    if term.op in BINDERS:
        bound, inner = str(term.args[0]), {k: v for k, v in names.items() if k != term.args[0]}
        if bound in inner.values():
            fresh = letter({"j"} | indices_in(term) | set(inner.values()))
            body = put_in(term.children[-1], {bound: fresh})
            term = Term(term.op, (fresh, *term.args[1:-1], body))
        args = (put_in(a, inner) if isinstance(a, Term) else a for a in term.args)
        return Term(term.op, tuple(args))
    if term.op == "index":
        return Term("index", (names.get(str(term.args[0]), str(term.args[0])),))
    if not term.children:
        return term
    return Term(term.op, tuple(put_in(a, names) if isinstance(a, Term) else a for a in term.args))


def is_whole(one: IndexSet) -> bool:
    """Whether every member has a name."""
    return one.size == number(len(one.members))


def laid_out(term: Term, context: Context) -> Term:
    """The term with its outermost sums written member by member: the named ones,
    then all others."""
    if term.op == "sum":
        one = next(s for s in context.index_sets if s.key == term.args[1])
        bound, body = str(term.args[0]), term.children[-1]
        left_out = {str(t.args[0]) for t in term.children[:-1]}
        members = [m for m in one.members if m not in left_out]
        if left_out - set(one.members) or not members:
            return term
        parts = [put_in(body, {bound: m}) for m in members]
        if not is_whole(one):
            every = tuple(Term("index", (m,)) for m in one.members)
            parts.append(Term("sum", (bound, one.key, *every, body)))
        return parts[0] if len(parts) == 1 else flattened("+", tuple(parts))
    if not term.children or term.op in ("most", "every"):
        return term
    return rebuilt(
        term.op, tuple(laid_out(a, context) if isinstance(a, Term) else a for a in term.args)
    )


@dataclass(frozen=True)
class LinePlace:
    """Where a part stands: the indices that run there, each with its set and what it leaves out."""

    bound: tuple[tuple[str, str, tuple[str, ...]], ...] = ()

    @property
    def names(self) -> frozenset[str]:
        return frozenset(name for name, _, _ in self.bound)


def with_values(
    term: Term, value: Callable[[Term, LinePlace], Term | None], place: LinePlace = LinePlace()
) -> Term:
    """The term with a value put in wherever there is one, outermost first."""
    if (found := value(term, place)) is not None:
        return found
    if not term.children:
        return term
    inner = place
    if term.op in BINDERS:
        left_out = tuple(str(t.args[0]) for t in term.children[:-1])
        inner = LinePlace((*place.bound, (str(term.args[0]), str(term.args[1]), left_out)))
    args = tuple(with_values(a, value, inner) if isinstance(a, Term) else a for a in term.args)
    return rebuilt(term.op, args)


def parts_of(term: Term, place: LinePlace = LinePlace()) -> Iterator[tuple[Term, LinePlace]]:
    """The term and its parts, each with where it stands."""
    yield term, place
    if term.op in BINDERS:
        left_out = tuple(str(t.args[0]) for t in term.children[:-1])
        place = LinePlace((*place.bound, (str(term.args[0]), str(term.args[1]), left_out)))
    for child in term.children:
        yield from parts_of(child, place)
