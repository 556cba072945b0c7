"""Terms as plain Unicode text, one line, with no two different terms alike."""

from __future__ import annotations

from .kinds import COMPARISONS, IMPLICATIONS, LIMITS
from .sorts import TermError
from .tree import T, Tree

GREEK = dict(
    zip(
        "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma "
        "tau phi chi psi omega "
        "Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega".split(),
        "α β γ δ ε ζ η θ ι κ λ μ ν ξ π ρ σ τ φ χ ψ ω Γ Δ Θ Λ Ξ Π Σ Φ Ψ Ω".split(),
    )
)
RELATION, SUM, PRODUCT, UNARY, POWER, ATOM = range(6)


def symbol(key: str) -> str:
    """A declared name as text: \\gamma_a is γ_a."""
    base, mark, subscript = key.partition("_")
    letter = base.rstrip("'")
    return (
        GREEK.get(letter[1:], letter.removeprefix("\\"))
        + base[len(letter) :]
        + mark
        + subscript.strip("{}")
    )


def plain(term: Tree) -> str:
    """The term as text.  Works for terms with sort errors too: a page may contain them."""
    return _write(term)[0]


def _wrap(term: Tree, least: int) -> str:
    text, level = _write(term)
    return text if level >= least else f"({text})"


def _indices(terms: tuple[Tree, ...]) -> str:
    names = [str(t.args[0]) for t in terms]
    return ("_" + (names[0] if len(names) == 1 else "{" + ",".join(names) + "}")) if names else ""


def added(parts: list[tuple[bool, str]]) -> str:
    """a, then + b or − b, for parts (negative?, text)."""
    head = ("−" if parts[0][0] else "") + parts[0][1]
    return head + "".join((" − " if negative else " + ") + text for negative, text in parts[1:])


def summands(term: T) -> list[tuple[bool, T]]:
    """The summands of a sum as (subtracted?, term).

    A leading negative that holds a sum keeps its own sign.
    """
    return [(c.op == "neg", c.children[0] if c.op == "neg" else c) for c in term.children]


def _write(term: Tree) -> tuple[str, int]:
    op, args = term.op, term.children
    if op == "number":
        return str(term.args[0]), ATOM
    if op in ("scalar", "vector", "matrix", "index", "entry", "member", "defined"):
        return symbol(str(term.args[0])) + _indices(args), ATOM
    if op == "+":
        return added([(negative, _wrap(t, PRODUCT)) for negative, t in summands(term)]), SUM
    if op == "neg":
        return "−" + _wrap(args[0], PRODUCT), SUM
    if op == "*":
        first = _wrap(args[0], UNARY)
        return " ".join(
            [first, *(f"·{a.args[0]}" if a.op == "number" else _wrap(a, UNARY) for a in args[1:])]
        ), PRODUCT
    if op == "/":
        return f"{_wrap(args[0], UNARY)}/{_wrap(args[1], POWER)}", UNARY
    if op == "^":
        return f"{_wrap(args[0], ATOM)}^{_wrap(args[1], ATOM)}", POWER
    if op == "outer":
        return f"{_wrap(args[0], ATOM)} {_wrap(args[1], ATOM)}ᵀ", PRODUCT
    if op == "apply":
        return f"{_wrap(args[0], ATOM)} {_wrap(args[1], ATOM)}", PRODUCT
    if op == "dot":
        return f"{_wrap(args[0], ATOM)}·{_wrap(args[1], ATOM)}", UNARY
    if op == "abs":
        return f"|{plain(args[0])}|", ATOM
    if op == "norm":
        return f"‖{plain(args[0])}‖" + "_F" * (args[0].sort == "matrix"), ATOM
    if op in ("E", "Var", "P") and len(args) == 2:
        return f"{op}({plain(args[0])} given {plain(args[1])})", ATOM
    if (name := term.name) is not None:
        return f"{name}({', '.join(map(plain, args))})" if args else name, ATOM
    if op == "diff":
        return f"∂({plain(args[0])})/∂{plain(args[1])}", UNARY
    if op == "sum":
        names = ",".join(map(plain, args[:-1]))
        without = f"∉{{{names}}}" if len(args) > 2 else f"≠{names}" if names else ""
        return f"Σ_{{{term.args[0]}{without}}} {_wrap(args[-1], UNARY)}", PRODUCT
    if op == "most" and args[0].op == "most":  # the largest over pairs
        inner = args[0]
        return f"max_{{{term.args[0]},{inner.args[0]}}} {_wrap(inner.children[0], UNARY)}", PRODUCT
    if op == "most":
        return f"max_{{{term.args[0]}}} {_wrap(args[0], UNARY)}", PRODUCT
    if op == "every":
        members = ", ".join(plain(a) for a in args[:-1])
        other = f" ≠ {members}" if len(args) == 2 else f" ∉ {{{members}}}" if members else ""
        return f"{plain(args[-1])} for every {term.args[0]}{other}", RELATION
    if op == "cases":
        pairs = zip(args[::2], args[1::2])
        return "{" + "; ".join(
            f"{plain(value)} if {plain(condition)}" for condition, value in pairs
        ) + "}", ATOM
    if op in ("and", "or"):
        return f" {op} ".join(
            _wrap(a, SUM) if a.op in ("and", "or", *IMPLICATIONS, "every") else plain(a)
            for a in args
        ), RELATION
    if op in (*COMPARISONS, *LIMITS, *IMPLICATIONS, "∼", "⇝", "depends only on"):
        return f" {op} ".join(
            f"({plain(a)})" if a.op in (*IMPLICATIONS, "or", "every") else plain(a) for a in args
        ), RELATION
    raise TermError(f"there is no text for {op}")
