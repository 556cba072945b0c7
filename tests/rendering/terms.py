"""Random terms with every operator, and near misses.

Pairs that differ in one place, where printers go wrong.
"""

from __future__ import annotations

import os

from hypothesis import strategies as st

from symattn.language import Term, TermError, number

from .samples import ix

EXAMPLES = 200 if os.environ.get("SYMATTN_NIGHTLY") else 100
SCALAR, VECTOR, MATRIX = "scalar", "vector", "matrix"
LEAVES = {
    SCALAR: [
        number(0),
        number(2),
        number(31),
        Term("scalar", ("x",)),
        Term("scalar", ("e",)),
        Term("scalar", (r"\beta",)),
        Term("infinity"),
        Term("pi"),
        Term("entry", (r"\gamma", ix("a"))),
        Term("defined", (r"\alpha", SCALAR, ix("1"), ix("2"))),
        Term("defined", (r"\alpha", SCALAR, ix("12"))),
    ],
    VECTOR: [
        Term("vector", ("u",)),
        Term("zero"),
        Term("member", ("k", ix("a"))),
        Term("member", ("k", ix("b"))),
        Term("defined", ("q", VECTOR)),
    ],
    MATRIX: [Term("matrix", ("M",)), Term("identity")],
    "symbol": [Term("scalar", ("x",)), Term("scalar", (r"\beta",))],
}
# operator, sort of the whole, sorts of the arguments
_KINDS: list[tuple[str, str, tuple[str, ...]]] = [
    *((op, SCALAR, (SCALAR, SCALAR)) for op in ("+", "*", "/", "^", "max", "min")),
    *((op, SCALAR, (SCALAR, SCALAR, SCALAR)) for op in ("+", "*", "max")),
    *(
        (op, SCALAR, (SCALAR,))
        for op in (
            "neg",
            "exp",
            "log",
            "sqrt",
            "abs",
            "relu",
            "sigmoid",
            "tanh",
            "erfc",
            "arctan",
            "softplus",
            "E",
            "Var",
            "sum",
            "sum without",
            "most",
        )
    ),
    ("count", SCALAR, ("comparison",)),
    ("count", SCALAR, ("comparison", "comparison")),
    ("dot", SCALAR, (VECTOR, VECTOR)),
    ("norm", SCALAR, (VECTOR,)),
    ("P", SCALAR, ("comparison",)),
    ("P", SCALAR, ("comparison", "comparison")),
    ("E", SCALAR, (SCALAR, "comparison")),
    ("Var", SCALAR, (SCALAR, "comparison")),
    ("E", VECTOR, (VECTOR, "comparison")),
    ("diff", SCALAR, (SCALAR, "symbol")),
    *((op, VECTOR, (VECTOR,)) for op in ("neg", "relu", "E", "sum", "sum without")),
    ("+", VECTOR, (VECTOR, VECTOR)),
    ("*", VECTOR, (SCALAR, VECTOR)),
    ("/", VECTOR, (VECTOR, SCALAR)),
    ("apply", VECTOR, (MATRIX, VECTOR)),
    ("outer", MATRIX, (VECTOR, VECTOR)),
    ("Cov", MATRIX, (VECTOR,)),
    ("+", MATRIX, (MATRIX, MATRIX)),
    ("*", MATRIX, (SCALAR, MATRIX)),
    ("neg", MATRIX, (MATRIX,)),
    *((op, "truth", (SCALAR, SCALAR)) for op in ("=", "≠", "<", "≤", ">", "≥", "→", "≈", "≫")),
    ("=", "truth", (VECTOR, VECTOR)),
    ("≈", "truth", (VECTOR, VECTOR)),
    ("=", "truth", (MATRIX, MATRIX)),
    *((op, "truth", ("truth", "truth")) for op in ("and", "or", "⇒", "⇔")),
    ("and", "truth", ("truth", "truth", "truth")),
    ("normal", "law", (SCALAR, SCALAR)),
    ("normal", "law", (VECTOR, MATRIX)),
    ("∼", "truth", (SCALAR, "law")),
    ("⇝", "truth", (VECTOR, "law")),
    ("inputs", "names", (SCALAR, VECTOR)),
    ("inputs", "names", (SCALAR,)),
    ("depends only on", "truth", (VECTOR, "names")),
    ("cases", SCALAR, ("comparison", SCALAR)),
    ("cases", SCALAR, ("comparison", SCALAR, "comparison", SCALAR)),
    ("cases", VECTOR, ("comparison", VECTOR)),
    ("every", "truth", ("comparison",)),
    ("every without", "truth", ("comparison",)),
    ("every without", "truth", ("limit",)),
    ("→", "limit", (VECTOR, VECTOR)),
    ("≫", "limit", (SCALAR, SCALAR)),
    ("<", "comparison", (SCALAR, SCALAR)),
    ("=", "comparison", (SCALAR, SCALAR)),
    ("or", "comparison", ("comparison", "comparison")),
]
OPERATORS_USED = (
    {op.split()[0] if op.startswith(("sum", "every")) else op for op, _, _ in _KINDS}
    | {leaf.op for group in LEAVES.values() for leaf in group}
    | {"index"}
)


def build(op: str, args: tuple[Term, ...]) -> Term | None:
    """The term, or None where the tree may not be built (a sum that begins with a sum)."""
    try:
        if op == "most":
            return Term("most", ("j", "A", *args))
        if op.startswith(("sum", "every")):
            return Term(
                op.split()[0], ("j", "A", *([ix("a")] if op.endswith("without") else []), *args)
            )
        return Term(op, args)
    except TermError:
        return None


@st.composite
def terms(draw: st.DrawFn, sort: str = "any", depth: int = 4, well_formed: bool = True) -> Term:
    """A term of a sort.

    With `well_formed` false, the arguments may have any sorts, as on a page with errors.
    """
    if sort == "any":
        sort = draw(st.sampled_from([SCALAR, SCALAR, VECTOR, MATRIX, "truth"]))
    leaves = LEAVES.get(sort)
    if leaves and (depth == 0 or sort == "symbol" or draw(st.integers(0, 3)) == 0):
        return draw(st.sampled_from(leaves))
    kinds = [k for k in _KINDS if k[1] == sort]
    if depth == 0:
        kinds = [k for k in kinds if all(s in LEAVES for s in k[2])] or kinds
    op, _, sorts = draw(st.sampled_from(kinds))
    args = tuple(
        draw(terms(s if well_formed else "any", max(depth - 1, 0), well_formed)) for s in sorts
    )
    term = build(op, args)
    return term if term is not None else args[0]


@st.composite
def near_misses(draw: st.DrawFn, well_formed: bool = True) -> tuple[Term, Term]:
    """Two terms, the second made from the first by one change somewhere."""
    term = draw(terms(well_formed=well_formed))
    return term, _changed(draw, term, well_formed)


def _changed(draw: st.DrawFn, term: Term, well_formed: bool) -> Term:
    children = [k for k, a in enumerate(term.args) if isinstance(a, Term) and a.op != "index"]
    if children and draw(st.booleans()):
        k = draw(st.sampled_from(children))
        inner = _changed(draw, term.args[k], well_formed)  # type: ignore[arg-type]
        candidates = [(*term.args[:k], inner, *term.args[k + 1 :])]
        ops = [term.op]
    else:
        candidates = list(_regrouped(term))
        ops = draw(
            st.sampled_from([[term.op], ["*", "apply", "+"], ["neg", "abs", "norm", "inputs"]])
        )
    for args in candidates:
        for op in ops:
            try:
                other = Term(op, args)
            except TermError:
                continue
            if other != term and (other.sort is not None or not well_formed):
                return other
    return (
        Term("neg", (term,)) if term.sort in (SCALAR, VECTOR, MATRIX) or not well_formed else term
    )


def _regrouped(term: Term) -> list[tuple[Term, ...]]:
    """a (b c) for a b c, −(2 x) for (−2) x, and the like.

    The arguments of what might replace the term.
    """
    out: list[tuple[Term, ...]] = [(term,), tuple(reversed(term.children))]
    for k, child in enumerate(term.children):
        if child.children:
            out.append((*term.children[:k], *child.children, *term.children[k + 1 :]))
            if (
                first := build(
                    term.op, (*term.children[:k], child.children[0], *term.children[k + 1 :])
                )
            ) is not None:
                out.append((first, *child.children[1:]))
    return [args for args in out if args]


def small_terms() -> list[Term]:
    """Every well-formed term of depth three over a few leaves.

    Where printers confuse two terms, they do so here already.
    """
    x, two, three, e = Term("scalar", ("x",)), number(2), number(3), Term("scalar", ("e",))
    u, zero, matrix = Term("vector", ("u",)), Term("zero"), Term("matrix", ("M",))
    first = _layer([x, two, three, e, u, zero, matrix], [x, two, u, matrix])
    return list(dict.fromkeys([*first, *_layer(first, [x, two, u, matrix])]))


def _layer(inner: list[Term], leaves: list[Term]) -> list[Term]:
    found = dict.fromkeys(inner)
    unary = (
        "neg",
        "exp",
        "log",
        "sqrt",
        "abs",
        "relu",
        "sigmoid",
        "erfc",
        "arctan",
        "softplus",
        "norm",
        "E",
        "Var",
        "P",
        "inputs",
        "sum",
        "sum without",
        "most",
        "every",
        "every without",
    )
    binary = (
        "E",
        "P",
        "Var",
        "diff",
        "+",
        "*",
        "/",
        "^",
        "dot",
        "outer",
        "apply",
        "max",
        "<",
        "→",
        "⇒",
        "and",
        "cases",
        "depends only on",
    )
    candidates = [(op, (t,)) for op in unary for t in inner]
    for leaf in leaves:
        candidates += [
            (op, pair) for op in binary for t in inner for pair in ((t, leaf), (leaf, t))
        ]
        candidates += [(op, (leaf, t, leaf)) for op in ("+", "*") for t in inner]
        candidates += [
            (op, triple)
            for op in ("+", "*")
            for t in inner
            for other in leaves
            for triple in ((t, leaf, other), (leaf, other, t))
        ]
    for op, args in candidates:
        term = build(op, args)
        if term is not None and term.sort is not None:
            found[term] = None
    return list(found)
