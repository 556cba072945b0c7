"""Terms as notation, exactly as written, and no two different terms alike.

Not as trees, and not to the eye.

The eye is the stricter judge: `2 3^x` must not look like 23^x, nor 2·½ like two and a half, nor
|a|b|c| be two products at once.  Each such case has its own line below.  Two declared symbols that
look alike are `check_context`'s affair.

There are two spellings.  The usual one has fractions, e^x and case tables.  The linear one (a/b,
exp(x), `{1 if ..; ..}`) is for a column that is too narrow: it can be broken at every operator.
"""

from __future__ import annotations

from collections.abc import Iterable

from symattn.language import IMPLICATIONS, Context, Sort, Term
from symattn.words import Revised

from ..pages.marks import Marks, with_marks
from .arithmetic_notation import ArithmeticNotation
from .notation import (
    Cases,
    Fence,
    Fraction,
    Notation,
    Over,
    Root,
    Scripts,
    Sign,
    Styled,
    digits,
    everything,
    row,
)
from .symbols import index, symbol, upright, words
from .term_signs import (
    ATOM,
    BESIDE,
    BIG_MAX,
    BIG_SUM,
    BRACKETS,
    BREAK,
    COMMA,
    CONSTANT_SIGNS,
    EULER,
    FACTOR,
    FUNCTIONS,
    LONG,
    NEGATIVE,
    NOT_IN,
    PRODUCT,
    RELATIONS,
    SIGNS,
    STATEMENT,
    SUM,
    TOP,
    UPPER_F,
    relation_sign,
    separated,
)
from .tied_cases import ties


def part_notation(part: Term, context: Context | None = None, linear: bool = False) -> Notation:
    """A term as notation; of one that was revised, with a stroke under what is new."""
    if not isinstance(part, Revised):
        return notation(part, context, linear)
    term, marks = with_marks(part, part.before)
    return _Writer(context, linear, marks).write(term)[0]


def notation(term: Term, context: Context | None = None, linear: bool = False) -> Notation:
    """The term as notation.  Terms with sort errors are shown too: a page may contain them.

    With a context, sums show the size of their index set.
    """
    return _Writer(context, linear).write(term)[0]


def sides_of(
    goal: Term, context: Context | None = None, linear: bool = False
) -> tuple[Notation, Notation, Notation]:
    """Left side, relation and right side of a relation, as they stand in `notation(goal)`."""
    return _Writer(context, linear).sides(goal)


class _Writer(ArithmeticNotation):
    def __init__(self, context: Context | None, linear: bool, marks: Marks = Marks()) -> None:
        self.linear, self.marks = linear, marks
        context = context if context is not None else Context()
        self.sizes = {s.key: s.size for s in context.index_sets}
        self.random = frozenset(law.key for law in context.laws)

    def write(self, term: Term) -> tuple[Notation, int]:
        node, level = self.written(term)
        whole = self.linear and term.op == "cases"  # an underlined formula is not broken into lines
        marked = id(term) in self.marks.parts and not whole
        return (Styled("underline", node) if marked else node), level

    def written(self, term: Term) -> tuple[Notation, int]:
        op, args = term.op, term.children
        if op in RELATIONS and len(args) == 2:
            left, _, right = self.sides(term)
            return row(left, relation_sign(op), right), STATEMENT
        if op in FUNCTIONS:
            return row(
                FUNCTIONS[op],
                self.round(self.under(args) if op in ("Var", "P") else self.listed(args)),
            ), FACTOR
        if op in CONSTANT_SIGNS:
            return CONSTANT_SIGNS[op], ATOM
        match op:
            case "number":
                return self.digits(str(term.args[0])), ATOM
            case "scalar" | "vector" | "matrix":
                return symbol(str(term.args[0])), ATOM
            case "index":
                return index(str(term.args[0])), ATOM
            case "entry" | "member" | "defined":
                return (
                    Scripts(symbol(str(term.args[0])), self.joined(args, Sign("mark", ",", ",")))
                    if args
                    else symbol(str(term.args[0]))
                ), ATOM
            case "+":
                return self.added(args), SUM
            case "neg":
                return row(NEGATIVE, self.wrap(args[0], PRODUCT)), SUM
            case "*":
                return self.multiplied(args), PRODUCT
            case "/":
                return self.divided(*args)
            case "^":
                # Euler's e is no symbol: a scalar that someone calls e must not be taken for it.
                base = self.wrap(args[0], ATOM if self.write(args[0])[0] != EULER else ATOM + 1)
                return Scripts(base, above=self.write(args[1])[0]), FACTOR
            case "exp":
                inner = self.write(args[0])[0]
                return (
                    row(SIGNS[op], self.round(inner))
                    if self.linear
                    else Scripts(EULER, above=inner)
                ), FACTOR
            case "sqrt":
                inner = self.write(args[0])[0]
                return (
                    (row(SIGNS[op], self.round(inner)), FACTOR)
                    if self.linear
                    else (Root(inner), ATOM)
                )
            case "E":
                return row(SIGNS[op], self.round(self.under(args), "[]")), FACTOR
            case "diff":
                by, curly = self.write(args[1])[0], upright("∂", r"\partial")
                sign = (
                    Scripts(curly, by)
                    if self.linear
                    else Fraction(curly, row(upright("∂", r"\partial "), by))
                )
                return row(sign, BESIDE, self.round(self.write(args[0])[0])), PRODUCT
            case "abs":
                return self.between("||", args[0]), ATOM
            case "norm":
                bars = self.between("‖‖", args[0])
                return (Scripts(bars, UPPER_F) if args[0].sort == "matrix" else bars), ATOM
            case "dot":
                return self.dotted(*args), FACTOR
            case "outer":
                return row(
                    self.wrap(args[0], ATOM), BESIDE, Scripts(self.wrap(args[1], ATOM), above=TOP)
                ), PRODUCT
            case "apply":
                return self.applied(*args), PRODUCT
            case "most" if args[0].op == "most":  # the largest over pairs
                pair = row(index(str(term.args[0])), COMMA, index(str(args[0].args[0])))
                return row(
                    Over(BIG_MAX, pair), BESIDE, self.wrap(args[0].children[0], PRODUCT)
                ), PRODUCT
            case "most":
                return row(
                    Over(BIG_MAX, index(str(term.args[0]))), BESIDE, self.wrap(args[0], PRODUCT)
                ), PRODUCT
            case "sum":
                return self.summed(term), PRODUCT
            case "cases":
                return self.cases(args), STATEMENT
            case "every" if args[-1].op not in RELATIONS:  # an error of the page
                return row(self.wrap(args[-1], SUM), self.each(term)), STATEMENT
            case "every":
                left, between, right = self.sides(term)
                return row(left, relation_sign(args[-1].op), right), STATEMENT
            case "and" | "or":
                between = row(words(f" {op} "), *([BREAK] if self.linear else []))
                return separated(
                    [self.wrap(a, SUM, never=("and", "or", *LONG)) for a in args], between
                ), STATEMENT
            case "inputs":
                return self.round(self.listed(args, SUM)), FACTOR
        raise ValueError(f"expected an operator of symattn.language, found {op!r}")

    # ---- vectors, sums, cases --------------------------------------------------------------------

    def dotted(self, left: Term, right: Term) -> Notation:
        second = (
            self.write(right)[0]
            if right.op == "apply"
            else self.wrap(right, ATOM if right.op == "dot" else FACTOR)
        )
        return row(Scripts(self.wrap(left, ATOM), above=TOP), BESIDE, second)

    def applied(self, matrix: Term, vector: Term) -> Notation:
        one, second = self.wrap(matrix, ATOM), self.write(vector)[0]
        if matrix.sort is not Sort.MATRIX:  # an error of the page: not to be mistaken for a product
            left, right = BRACKETS["[]"]
            return row(one, BESIDE, Fence(left, second, right))
        return row(one, BESIDE, second if vector.op == "apply" else self.wrap(vector, FACTOR))

    def summed(self, term: Term) -> Notation:
        name, excluded, body = (
            index(str(term.args[0])),
            term.children[:-1],
            self.wrap(term.children[-1], PRODUCT),
        )
        size = self.sizes.get(str(term.args[1]))
        if len(excluded) == 1:
            but = row(name, relation_sign("≠"), self.write(excluded[0])[0])
            return row(Over(BIG_SUM, but), BESIDE, body)
        if excluded:  # j ≠ a, b would leave open whether j ≠ b
            left, right = BRACKETS["{}"]
            those = Fence(left, self.joined(excluded, COMMA), right)
            return row(Over(BIG_SUM, row(name, NOT_IN, those)), BESIDE, body)
        if size is None:
            return row(Over(BIG_SUM, name), BESIDE, body)
        return row(
            Over(
                BIG_SUM,
                row(name, relation_sign("=", spaced=False), digits("1")),
                self.write(size)[0],
            ),
            BESIDE,
            body,
        )

    def cases(self, args: tuple[Term, ...]) -> Notation:
        pairs = [(self.wrap(v, SUM), self.write(c)[0]) for c, v in zip(args[::2], args[1::2])]
        if self.linear:
            semicolon = row(Sign("mark", ";", "; "), BREAK)
            left, right = BRACKETS["{}"]
            return Fence(
                left, separated([row(v, words(" if "), c) for v, c in pairs], semicolon), right
            )
        flat = _Writer(None, True, self.marks)
        flat.sizes, flat.random = self.sizes, self.random
        in_line = tuple(
            (flat.wrap(v, SUM), flat.write(c)[0]) for c, v in zip(args[::2], args[1::2])
        )
        inside = (x for v, _ in pairs for x in everything(v))
        loose = any(isinstance(x, Fraction) and not x.small for x in inside)
        return Cases(tuple(pairs), loose, in_line, ties(args[::2], self.random))

    def each(self, term: Term) -> Notation:
        """for every i, for every i ≠ j, for every i ∉ {a, b}"""
        name, excluded = index(str(term.args[0])), term.children[:-1]
        for_every = row(*([BREAK] if self.linear else []), words(" for every "), name)
        if len(excluded) < 2:
            return row(
                for_every, *(x for a in excluded for x in (relation_sign("≠"), self.write(a)[0]))
            )
        left, right = BRACKETS["{}"]
        return row(
            for_every,
            Sign("relation", "∉", r" \notin "),
            Fence(left, self.joined(excluded, COMMA), right),
        )

    def sides(self, goal: Term) -> tuple[Notation, Notation, Notation]:
        if goal.op == "every":
            first, between, second = self.sides(goal.children[-1])
            open_ended = goal.children[-1].children[1].op == "cases"
            return (
                first,
                between,
                row(self.round(second) if open_ended else second, self.each(goal)),
            )
        left, right = goal.children
        relation = relation_sign(goal.op, spaced=False)
        if goal.op in IMPLICATIONS:
            return self.wrap(left, SUM, never=LONG), relation, self.wrap(right, SUM, never=LONG)
        if goal.op == "depends only on":
            # anything else is an error of the page, and keeps its parentheses
            bare = right.op == "inputs"
            return (
                self.wrap(left, SUM),
                relation,
                self.listed(right.children, SUM) if bare else self.round(self.write(right)[0]),
            )
        return (
            self.wrap(left, SUM),
            relation,
            self.write(right)[0] if right.op == "cases" else self.wrap(right, SUM),
        )


def tends(
    variable: Term,
    point: Term,
    term: Term,
    cases: list[tuple[Notation, Notation | None]],
    short: Iterable[tuple[Term, Term]],
) -> Notation:
    """lim f = value, or a table of values; and what the letters in it stand for."""
    below = row(notation(variable), relation_sign("→"), notation(point))
    always = words("always")
    value = (
        cases[0][0]
        if len(cases) == 1 and cases[0][1] is None
        else Cases(tuple((v, c if c is not None else always) for v, c in cases))
    )
    said: list[Notation] = [
        Over(Sign("big", "lim", r"\lim"), below),
        BESIDE,
        _Writer(None, False).wrap(term, PRODUCT),
        relation_sign("="),
        value,
    ]
    for name, meant in short:
        said += [
            COMMA,
            Sign("gap", " ", r"\quad ", 100),
            notation(name),
            relation_sign("="),
            notation(meant),
        ]
    return row(*said)
