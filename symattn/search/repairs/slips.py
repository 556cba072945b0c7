"""What a slip of the pen may have been: other terms that differ from one in one place.

Untrusted.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...language import Term, TermError, number, replaced
from ...language.kinds import CHANCE
from .tidy import tidied

MOST = 400
LEAVES = ("scalar", "entry", "defined")


def without_bars(t: Term) -> Term:
    """x in place of each |x|."""
    return replaced(t, {s: s.children[0] for s in t.subterms() if s.op == "abs"})


def slips(term: Term) -> Iterator[Term]:
    """A length for its square, |x| for x, a square for what is squared, everywhere alike."""
    inside = set(term.subterms())
    for t in dict.fromkeys(term.subterms()):
        square = Term("^", (t, number(2))) if t.sort == "scalar" else t
        if t.op == "norm" and square not in inside:
            yield replaced(term, {t: square})
        elif t.op == "abs":
            yield replaced(term, {t: t.children[0]})
        elif t.op == "^" and t.children[1] == number(2):
            yield replaced(term, {t: t.children[0]})


def signs(term: Term) -> Iterator[Term]:
    """One sign of a sum turned round."""
    yield from _once(term, _turned)


def elsewhere(term: Term) -> Iterator[Term]:
    """Another number, a square, a sign, a part of a product or of a sum left out.

    In one place or everywhere alike.
    """
    kept = set(term.subterms())
    seen = {term}
    for k, new in enumerate((*_once(term, _other), *_everywhere(term, _other))):
        if k > MOST:
            return
        if (tidy := tidied(new, kept)) not in seen:
            seen.add(tidy)
            yield tidy


def _once(term: Term, other: object) -> Iterator[Term]:
    """The terms in which one part is another, in one place."""
    yield from other(term)  # type: ignore[operator]
    for k, a in enumerate(term.args) if term.op not in CHANCE else ():
        if isinstance(a, Term):
            for new in _once(a, other):
                try:
                    yield _with(term, k, new)
                except TermError:
                    continue


def _with(term: Term, k: int, new: Term) -> Term:
    args = (*term.args[:k], new, *term.args[k + 1 :])
    if term.op in ("+", "*") and k == 0 and new.op == term.op:
        args = (*new.args, *term.args[1:])
    return Term(term.op, args)


def _everywhere(term: Term, other: object) -> Iterator[Term]:
    """A part that stands in several places, changed in all of them."""
    parts = list(_outside_means(term))
    for t in dict.fromkeys(t for t in parts if parts.count(t) > 1 and t.sort == "scalar"):
        for new in other(t):  # type: ignore[operator]
            try:
                yield replaced(term, {t: new})
            except TermError:
                continue


def _negative(t: Term) -> Term:
    """−x, and y − x for x − y."""
    if t.op == "neg":
        return t.children[0]
    if t.op != "+":
        return Term("neg", (t,))
    parts = [c.children[0] if c.op == "neg" else Term("neg", (c,)) for c in t.children]
    parts.sort(key=lambda c: c.op == "neg")
    return Term("+", tuple(parts)) if parts[0].op != "+" else Term("neg", (t,))


def _outside_means(term: Term) -> Iterator[Term]:
    yield term
    for c in term.children if term.op not in CHANCE else ():
        yield from _outside_means(c)


def _turned(t: Term) -> Iterator[Term]:
    for k, c in enumerate(t.children[1:], 1) if t.op == "+" and t.sort == "scalar" else ():
        turned = c.children[0] if c.op == "neg" else Term("neg", (c,))
        yield Term("+", (*t.children[:k], turned, *t.children[k + 1 :]))


def _other(t: Term) -> Iterator[Term]:
    if t.sort != "scalar":
        return
    yield from _turned(t)
    if t.op == "number":
        k = int(str(t.args[0]))
        yield from (
            number(m)
            for m in dict.fromkeys(
                (k - 1, k + 1, k + 2, k - 2, 2 * k, k // 2 if k % 2 == 0 else -1)
            )
            if m >= 0
        )
    if t.op in LEAVES or t.op in ("exp", "norm"):
        yield Term("^", (t, number(2)))
    if t.op == "neg":
        yield t.children[0]
    if t.op == "exp":
        yield Term("exp", (_negative(t.children[0]),))
    if t.op in ("/", "abs"):
        yield t.children[0]
    if t.op == "^" and t.children[1].op == "number":
        yield t.children[0]
    if t.op in ("*", "+"):
        for k in range(len(t.children)):
            rest = (*t.children[:k], *t.children[k + 1 :])
            yield (
                rest[0]
                if len(rest) == 1
                else Term(
                    t.op, (*(rest[0].children if rest[0].op == t.op else rest[:1]), *rest[1:])
                )
            )
