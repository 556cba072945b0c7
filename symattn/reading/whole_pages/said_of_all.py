"""What is said of every member: s_1 = \\dots = s_n; s_1 = s_i + Δ for all i ≠ 1; x_j > 0."""

from __future__ import annotations

from collections.abc import Sequence

from ...language import Term, indices_in
from ...language.kinds import COMPARISONS
from ..gradients import has_gradient
from ..latex_terms.all_factors import formula_reader
from ..latex_terms.latex_synonyms import RELATIONS
from ..latex_terms.latex_tokens import FormulaError, Token
from ..latex_terms.page_functions import parted
from ..latex_terms.scope import PageIndex, PageScope, as_index
from .all_equal import all_equal
from .bound_names import about
from .conditions_read import Conditions, read_condition
from .declaring_names import add_fact

LEAVES = ("scalar", "vector", "matrix", "entry", "member", "defined")


def assume(
    scope: PageScope,
    row: Sequence[Token],
    restricted: Sequence[Sequence[Token]] = (),
    *,
    instead: bool = False,
) -> str:
    """Enter a relation as a fact; for all the indices that `restricted` speaks of.

    An index that is no named one, and that nothing is said of, is any member.  One that is said
    `instead` takes the place of what was assumed of the same things.  Raises FormulaError.
    """
    before = scope.facts
    told = _assumed(scope, row, restricted)
    new = tuple(f for f in scope.facts if f not in before)
    spoken = {t.key for f in new for t in f.subterms() if t.op in LEAVES}
    old = [f for f in scope.assumed if instead and about(f, spoken) and f not in new]
    if old:
        scope.facts = tuple(f for f in scope.facts if f not in old)
        told += "; in place of what was assumed before"
    scope.assumed = (*(f for f in scope.assumed if f not in old), *new)
    return told


def relations_said(scope: PageScope, row: Sequence[Token]) -> list[Term]:
    """The comparisons of a formula, entered nowhere.  Raises FormulaError."""
    return _relations(scope, row)


def _assumed(scope: PageScope, row: Sequence[Token], restricted: Sequence[Sequence[Token]]) -> str:
    if (whole := all_equal(scope, row)) is not None:
        add_fact(scope, whole)
        return "assumes this of every member"
    conditions = Conditions()
    facts = _relations(scope, row)
    for tokens in restricted:
        conditions.add(read_condition(scope, "for all", tokens))
    at = (row[0].start, row[-1].end)
    if conditions.hypotheses or conditions.limits or conditions.same:
        raise FormulaError("what is assumed is assumed for all of an index alone", *at)
    said = list(dict.fromkeys([
        *conditions.every,
        *(x for x, _ in conditions.apart if not x.isdecimal() and _is_open(scope, x)),
    ]))  # fmt: skip
    notes = []
    for fact in facts:
        free = [n for n in indices_in(fact) if n in scope.indices]
        loose = [n for n in said if n in free] or [n for n in free if _is_open(scope, n)]
        if len(loose) > 1:
            raise FormulaError("what is assumed is about one index: say which are fixed", *at)
        for name in free:
            if name not in loose and _is_open(scope, name):
                notes.append(_fixed(scope, name, at))
        if not loose:
            add_fact(scope, fact)
            continue
        (name,) = loose
        index = scope.indices[name]
        out = [y for x, y in conditions.apart if x == name]
        if index.kind == "rest" and not out:
            named = [n for n, i in scope.indices.items() if i.over == index.over]
            out = [n for n in named if scope.indices[n].kind == "named"]
        add_fact(scope, Term("every", (name, index.over, *map(as_index, out), fact)))
        but = f" but {', '.join(out)}" if out else ""
        notes.append(f"assumes this for every {name}{but}")
    return "; ".join(dict.fromkeys(notes)) or "assumes this"


def _relations(scope: PageScope, row: Sequence[Token]) -> list[Term]:
    parts = parted(row, ",")
    first = next((k for k, x in enumerate(parts[-1]) if RELATIONS.get(x.text) in COMPARISONS), None)
    listed = parts[:-1] if first is not None else []  # x, y > 0
    if listed and not any(RELATIONS.get(t.text) in COMPARISONS for p in listed for t in p):
        rows = [[*one, *parts[-1][first:]] for one in listed]
        return [fact for one in (*rows, parts[-1]) for fact in _relations(scope, one)]
    reader = formula_reader(row, scope, row[-1].end)
    left = reader.sum()
    found = []
    while (token := reader.peek()) is not None and RELATIONS.get(token.text) in COMPARISONS:
        reader.next()
        right = reader.sum()
        at = (left.start, right.end)
        if has_gradient(left.term) or has_gradient(right.term):
            raise FormulaError("what is assumed of a gradient is not in the language", *at)
        found.append(reader.build(RELATIONS[token.text], left.term, right.term, at=at))
        left = right
    if not reader.done or not found:
        raise reader.error(f"expected a comparison such as x > 0, found {reader.found()}")
    return found


def _is_open(scope: PageScope, name: str) -> bool:
    return name in scope.indices and scope.indices[name].kind in ("some", "rest")


def _fixed(scope: PageScope, name: str, at: tuple[int, int]) -> str:
    """An index of which something is assumed is one member from here on."""
    home = scope.indices[name].over
    others = [n for n, i in scope.indices.items() if i.over == home and i.kind == "named"]
    if others or scope.indices[name].kind != "some":
        raise FormulaError(
            f"is {name} one member here, and another than {', '.join(others) or 'the others'}? "
            f"Declare it: let {name}: index of n", *at,
        )  # fmt: skip
    scope.indices[name] = PageIndex(home, "named")
    return f"{name} is one member from here on"
