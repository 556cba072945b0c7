"""What parts of a term are worth: as a line above says,
or as the search finds (and the kernel judges)."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field

from ..kernel import Claim, Rejected
from ..kernel.algebra import ring
from ..kernel.rules.sequent import Sequent
from ..language import Context, Term, TermError, indices_in, number
from ..search.as_terms import quotient_term
from ..search.sign_search.positivity import ProvingSigns
from ..words import Part
from .form_lines import LinePlace, put_in, unfolded
from .lines import UNFINISHED, DetailLine, Ground, Said

FOUND = ("dot", "norm")  # what is worked out where no line above says it
NAMED = ("dot", "norm", "defined", "E", "Var", "most")  # what a line above may be about


def meaning(context: Context, under: Term) -> Sequent:
    """The kernel's reading of terms under a claim's hypotheses,
    with signs that prove themselves."""
    signs = ProvingSigns()
    signs.cell = cell = Sequent(Claim(context, under), signs=signs)
    return cell


def worth(context: Context, term: Term) -> Term | None:
    """A scalar as the search writes it; None if it has no short form."""
    with suppress(Rejected, TermError):
        cell = meaning(context, Term("=", (term, term)))
        value = ring.cancelled(cell.meaning.scalar(term))
        return quotient_term(value, context, cell.signs.opaque)
    return None


@dataclass
class Values:
    """Puts in what parts are worth, and remembers which lines say so,
    and which had to be said first."""

    ground: Ground
    relation: str = "="
    whole: Term | None = None  # the term that is being explained by its parts
    kept: frozenset[Term] = frozenset()  # what stays as it is
    cited: dict[int, None] = field(default_factory=dict)
    first: dict[Term, DetailLine] = field(default_factory=dict)
    scores: bool = False  # whether inner products in exponents are replaced, and nothing else

    def __call__(self, term: Term, place: LinePlace) -> Term | None:
        if term == self.whole or term in self.kept or term.op not in NAMED:
            return None
        if (value := self._said_above(term, place)) is None and self._is_sought(term):
            value = self._worked_out(term, place)
        if value is not None and term.op != "dot":
            self.scores = False
        return value

    def _is_sought(self, term: Term) -> bool:
        """Inner products, and the weights of a context."""
        weight = self.whole is not None and self.whole.sort == "vector" and term.op == "defined"
        return term.op in FOUND or (weight and term.sort == "scalar")

    def above(self, term: Term, place: LinePlace) -> tuple[int, Term] | None:
        """The line above that says what a term is, or tends to."""
        if not indices_in(term) & place.names:
            return self.ground.line_of(self.relation, term)
        one = self._others(term, place)
        return None if one is None else self.ground.line_of_others(self.relation, term, *one)

    def _said_above(self, term: Term, place: LinePlace) -> Term | None:
        if (found := self.above(term, place)) is None:
            return None
        self.cited[found[0]] = None
        return found[1]

    def _others(self, term: Term, place: LinePlace) -> tuple[str, str] | None:
        """The index in a term that runs through all members without a name, and their set."""
        inner = [b for b in place.bound if b[0] in indices_in(term)]
        if len(inner) != 1:
            return None
        name, key, left_out = inner[0]
        one = next(s for s in self.ground.context.index_sets if s.key == key)
        return (name, key) if set(left_out) == set(one.members) and one.rest else None

    def named(self, term: Term, place: LinePlace) -> tuple[Term, dict[str, str]] | None:
        """The term with "any other" member for an index that runs through them,
        and the way back."""
        if not indices_in(term) & place.names:
            return term, {}
        if (one := self._others(term, place)) is None:
            return None
        rest = next(s.rest for s in self.ground.context.index_sets if s.key == one[1])
        return put_in(term, {one[0]: rest}), {rest: one[0]}

    def _worked_out(self, term: Term, place: LinePlace) -> Term | None:
        """The value that the search finds, said in a line of its own, once in a derivation."""
        if (here := self.named(term, place)) is None:
            return None
        named, back = here
        value = worth(self.ground.context, named)
        if value is None or value == named or {t.op for t in value.subterms()} & UNFINISHED:
            return None
        if named not in self.first:
            if (said := self.ground.say(Term("=", (named, value)))) is None:
                return None
            self.first[named] = DetailLine(said, reason=because_of(named, self.ground.context))
        return put_in(value, back)

    @property
    def lines(self) -> tuple[DetailLine, ...]:
        """What has to be said first; a product of two declared vectors goes into the reason."""
        return tuple(line for term, line in self.first.items() if not _is_plain(term))

    def reason(self) -> tuple[tuple[Part, ...], tuple[Said, ...]]:
        """ "scores: (1), (2), (3)", "k_a·k_b = 0", and the claims in it."""
        told = {self.ground.told[line.goal] for line in self.lines if line.goal in self.ground.told}
        those = ", ".join(f"({k})" for k in sorted(self.cited))
        under = f"under {', '.join(f'({k})' for k in sorted(told))}" if told else ""
        lead = "scores" if self.scores else "" if those or under else "values put in"
        where = ", ".join(filter(None, [those, under]))
        said = ": ".join(filter(None, [lead, where])) if where or self.lines else ""
        words: list[Part] = [said] if said else []
        claims = [line.said for term, line in self.first.items() if _is_plain(term)]
        for one in claims:
            words += [", ", one.goal] if words else [one.goal]
        return tuple(words), tuple(claims)


def _is_plain(term: Term) -> bool:
    return all(t.op in ("member", "vector") for t in term.children)


def because_of(term: Term, context: Context) -> tuple[Part, ...]:
    """The definitions that a term stands on, and what is declared of the vectors in it."""
    keys: dict[str, None] = {}
    while (step := unfolded(term, context))[1]:
        term = step[0]
        keys.update(dict.fromkeys(str(t.args[0]) for t in step[1]))
    used = {str(t.args[0]) for t in term.subterms() if t.op == "member"}
    families = [f for f in context.families if f.key in used and f.norm is not None]
    kind = {True: "orthonormal", False: "orthogonal"}
    declared = [f"${f.key}$ {kind[f.norm == number(1)]}" for f in families]
    return ("; ".join([*definitions(keys), *declared]),) if keys or declared else ()


def definitions(keys: dict[str, None]) -> list[str]:
    """ "definition of q", "definitions of q and k" """
    if not keys:
        return []
    *most, last = [f"${key}$" for key in keys]
    if not most:
        return [f"definition of {last}"]
    return [f"definitions of {', '.join(most)} and {last}"]
