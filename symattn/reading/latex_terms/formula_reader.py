"""Sums, products, powers and fractions: from tokens into a term, exactly as written.

Products are taken apart by what their factors are (`products_read`).  Where a reader of mathematics
would have to guess (a/bc, |a|b|c|, \\log xy) the formula is refused, with what to write.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from ...language import Term, TermError, number, replace_indices
from ..declarations import fraction_term
from .cursor import CLOSES, MAX_NESTED, OPENS, Cursor, Part, shown
from .latex_synonyms import RELATIONS
from .latex_tokens import FormulaError, Token
from .scope import PageScope

ENDS = {*RELATIONS, ",", ";", *CLOSES, ".", ":", "?", r"\mid", "!", r"\forall", r"\in", "~"}
STARTS_NOTHING = {"^", "_", "+", "-", "/", "*", r"\cdot", r"\times", r"\pm", r"\mp", "'"}
ODD_PRODUCTS = (r"\odot", r"\circ", r"\otimes")
TRANSPOSES = (
    [r"\top"], ["T"], ["t"], [r"\mathrm", "{", "T", "}"], [r"\mathrm", "T"],
)  # fmt: skip
Factor = Callable[["FormulaReader"], "Part | None"]
Multiply = Callable[["FormulaReader"], Part]


class FormulaReader(Cursor):
    """One formula under a scope.

    `implicit` is the index at which a family's bare name is meant, inside a function of a family;
    `families` tells whether elsewhere it is the vector of its entries;
    `ranges` are the sets that bound indices were seen to run through; `uses` the names that were
    used, `released` those whose definition is not, for something is derived by them.
    """

    def __init__(
        self,
        tokens: Sequence[Token],
        scope: PageScope,
        end: int,
        factors: Sequence[Factor],
        multiply: Multiply,
        depth: int = 0,
    ) -> None:
        super().__init__(tokens, end)
        self.scope, self.factors, self.multiply, self.depth = scope, factors, multiply, depth
        self.implicit: str | None = None
        self.families = False
        self.ranges: dict[str, str] = {}
        self.uses: set[str] = set()
        self.released: set[str] = set()
        self.notes: list[str] = []
        self.bars = self.inside = 0  # how many bars are open; how many factors are being read
        self.last_index = False  # whether n may stand for the last member
        if depth > MAX_NESTED:
            raise self.error(f"the formula is nested more than {MAX_NESTED} deep")

    def within(self, tokens: Sequence[Token], scope: PageScope | None = None) -> FormulaReader:
        """A reader of a part, which tells this one what it learns."""
        end = tokens[-1].end if tokens else self.place()[0]
        inner = FormulaReader(
            tokens, scope or self.scope, end, self.factors, self.multiply, self.depth + 1
        )
        inner.implicit, inner.ranges, inner.uses = self.implicit, self.ranges, self.uses
        inner.notes, inner.released = self.notes, self.released
        inner.last_index, inner.families = self.last_index, self.families
        return inner

    def whole(self, tokens: Sequence[Token], what: str, scope: PageScope | None = None) -> Part:
        """The one value that tokens are."""
        if not [t for t in tokens if t.kind not in ("space", "mark")]:
            raise self.error(f"{what} is empty")
        inner = self.within(tokens, scope)
        part = inner.sum()
        if not inner.done:
            raise inner.error(f"expected the end of {what}, found {inner.found()}")
        self.no_row(part)
        return part

    @staticmethod
    def no_row(part: Part) -> None:
        if part.row:
            raise FormulaError(
                "a transposed vector without a vector after it", part.start, part.end
            )

    def build(self, op: str, *args: Term | str | int, at: tuple[int, int]) -> Term:
        """A term.  Raises FormulaError where it cannot be said."""
        try:
            return Term(op, args)
        except TermError as error:
            raise FormulaError(str(error), *at) from error

    # ---- a + b - c ---------------------------------------------------------------------------

    def sum(self) -> Part:
        self.skip()
        start = self.place()[0]
        negative = self._sign()
        first = last = self.product()
        if negative:
            self.no_row(first)
        terms = [_negated(first.term) if negative else first.term]
        while self.sees("+", "-"):
            sign = self.next()
            self.no_row(first)
            if self.sees(r"\dots") and sign.text == "+":
                terms, last = self._ellipsis(terms, start)
                continue
            if self.sees("+", "-"):
                raise self.error("two signs stand side by side: write brackets", sign)
            last = self.product()
            self.no_row(last)
            terms.append(_negated(last.term) if sign.text == "-" else last.term)
        if len(terms) == 1:
            return first if terms[0] is first.term else Part(terms[0], start, last.end)
        head = terms[0].children if terms[0].op == "+" else (terms[0],)
        term = self.build("+", *head, *terms[1:], at=(start, last.end))
        return Part(term, start, last.end)

    def _sign(self) -> bool:
        """Whether a minus stands here; a plus says nothing."""
        if self.sees("+"):
            raise self.error("a plus stands before nothing")
        return self.take("-") is not None

    def _ellipsis(self, terms: list[Term], start: int) -> tuple[list[Term], Part]:
        dots = self.next()
        if self.take("+") is None:
            raise self.error("after … a plus and the last term are expected")
        self.last_index = True
        try:
            last = self.product()
        finally:
            self.last_index = False
        term = _summed_up(self, terms, last.term, (start, last.end), dots)
        return [term], Part(term, start, last.end)

    def product(self) -> Part:
        return self.multiply(self)

    def listed(self, parts: Sequence[Sequence[Token]], what: str) -> tuple[str, str, Term] | None:
        """x_1, …, x_n between commas: the index, its set, and its body; None without dots.

        Raises FormulaError where it is not clear what is left out.
        """
        dots = [[t for t in p if t.kind not in ("space", "mark")] for p in parts]
        k = next((n for n, p in enumerate(dots) if [t.text for t in p] == [r"\dots"]), None)
        if k is None:
            return None
        self.last_index = True
        try:
            terms = [self.whole(p, what).term for n, p in enumerate(parts) if n != k]
        finally:
            self.last_index = False
        found = run_through(self.scope, terms[:-1], terms[-1]) if 0 < k == len(parts) - 2 else None
        if found is None:
            raise self.error("what is left out here? Write it with an index", dots[k][0])
        return found

    def ends(self, token: Token) -> bool:
        """Whether a product ends before this token."""
        if token.kind in ("text", "row", "end"):
            return True
        if token.text in ("|", r"\|"):
            return self.bars > 0
        if token.text in ("|)", r"\|)"):
            return True
        return token.text in ENDS and token.kind in ("sign", "command")

    # ---- one factor --------------------------------------------------------------------------

    def factor(self) -> Part:
        """One factor with its powers."""
        self.skip()
        self.inside += 1
        if self.inside > MAX_NESTED:
            raise self.error(f"the formula is nested more than {MAX_NESTED} deep")
        try:
            for read in self.factors:
                if (part := read(self)) is not None:
                    return self.powers(part)
        finally:
            self.inside -= 1
        token = self.peek()
        if token is None:
            raise self.error("something more is expected at the end")
        if token.kind == "text":
            raise self.error(
                f"the words {token.text!r} are not understood here; a word that is a name is "
                "declared, a condition stands at the end of the line",
                token,
            )
        if token.kind == "command" and token.text not in (*STARTS_NOTHING, *ENDS):
            raise self.error(f"{token.text} is not known; if it is a name, declare it", token)
        raise self.error(f"expected a value, found {shown(token.text)!r}", token)

    def powers(self, part: Part) -> Part:
        """x^2, (x)^\\top, and no more than one of them."""
        token = self.here()
        if token is None or token.kind != "sign" or token.text not in ("^", "'", "!", "_"):
            return part
        if token.text == "!":
            raise self.error("a factorial is not in the language", token)
        if token.text == "_":
            raise self.error("a subscript was not expected here", token)
        if token.text == "'":
            raise self.error("a prime stands after a name; for a derivative write d/dx", token)
        self.at += 1
        self.one_digit("^")
        part = self.raised(part, self.group(), token)
        after = self.here()
        if after is not None and after.text in ("^", "_", "'") and after.kind == "sign":
            raise self.error("two scripts at one place: write brackets", after)
        return part

    def one_digit(self, sign: str) -> None:
        """x_12 sets 1 below and 2 beside it: refused."""
        token = self.here()
        if token is not None and token.kind == "number" and len(token.text) > 1:
            raise self.error(
                f"{sign}{token.text} puts only the first digit there; write {sign}{{{token.text}}}",
                token,
            )

    def raised(self, part: Part, inner: list[Token], token: Token) -> Part:
        """A part with what stands above it: a power, or the mark of a transpose."""
        texts = [t.text for t in inner]
        end = inner[-1].end if inner else token.end
        sort = part.term.sort
        if texts in TRANSPOSES and (sort in ("vector", "matrix") or texts == [r"\top"]):
            if sort == "vector" and not part.row:
                return Part(part.term, part.start, end, row=True)
            if sort == "matrix":
                raise self.error("a transposed matrix is not in the language", token)
            raise self.error(f"what is transposed is a {sort}, not a vector", token)
        if texts in (["*"], [r"\star"], [r"\dagger"]):
            raise self.error("a star above is part of a name; declare the name with it", token)
        exponent = self.whole(inner, "the exponent")
        if sort in ("vector", "matrix"):
            raise self.error(
                f"a {sort} has no power; for its length write \\|q\\|^2, for a transpose ^\\top",
                token,
            )
        at = (part.start, end)
        return Part(self.build("^", part.term, exponent.term, at=at), *at)

    def brackets(self) -> list[Token] | None:
        """What stands in the brackets that open here, whichever they are; None if none do."""
        token = self.peek()
        if token is None or token.text not in OPENS or token.kind not in ("sign", "command"):
            return None
        self.skip()
        begin = self.at
        stack: list[str] = []
        while self.at < len(self.tokens):
            one = self.tokens[self.at]
            self.at += 1
            if one.kind not in ("sign", "command"):
                continue
            if one.text in OPENS:
                stack.append(OPENS[one.text])
            elif one.text in CLOSES:
                if one.text != stack.pop():
                    raise self.error(f"{one.text} closes a bracket of another kind", one)
                if not stack:
                    return list(self.tokens[begin + 1 : self.at - 1])
        self.at = begin
        raise self.error(f"the bracket {token.text} is not closed", token)


def _summed_up(
    reader: FormulaReader, terms: list[Term], last: Term, at: tuple[int, int], dots: Token
) -> Term:
    """e^{x_1} + … + e^{x_n}: the sum of all, if the terms that are written are its terms."""
    found = run_through(reader.scope, terms, last)
    if found is None:
        raise reader.error("what is left out here? Write a sum \\sum_{j=1}^n", dots)
    return reader.build("sum", *found, at=at)


def run_through(
    scope: PageScope, first: Sequence[Term], last: Term
) -> tuple[str, str, Term] | None:
    """x_1, x_2, …, x_n: the index, its set, and what stands there for it.

    None if the terms before the dots and the last one are not of one form.
    """
    for over, size in scope.sizes.items():
        taken = {str(t.args[0]) for t in last.subterms() if t.op in ("index", "sum", "most")}
        name = next(c for c in "jlmprst" if c not in taken and c not in scope.indices)
        body = replace_indices(last, {size.key: Term("index", (name,))})
        if body == last:
            continue
        members = range(1, 1 + len(first))
        if [replace_indices(body, {name: Term("index", (str(k),))}) for k in members] == [*first]:
            return name, over, body
    return None


def _negated(term: Term) -> Term:
    return Term("neg", (term,))


def decimal(text: str) -> Term:
    """A number as written: 1.702 is 851/500."""
    return fraction_term(Fraction(text)) if "." in text else number(int(text))
