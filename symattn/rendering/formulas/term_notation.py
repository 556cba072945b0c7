"""Terms as notation, exactly as written, and no two different terms alike: not as trees, and not to the eye.

The eye is the stricter judge: `2 3^x` must not look like 23^x, nor 2·½ like two and a half, nor |a|b|c| be two
products at once.  Each such case has its own line below.  Two declared symbols that look alike are `check_context`'s affair.

There are two spellings.  The usual one has fractions, e^x and case tables.  The linear one (a/b, exp(x), `{1 if ..; ..}`)
is for a column that is too narrow: it can be broken at every operator.
"""
from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from itertools import takewhile

from symattn.language import IMPLICATIONS, Context, Sort, Term
from symattn.words import Revised

from ..pages.marks import with_marks
from .notation import (
    Cases,
    Fence,
    Fraction,
    Notation,
    Over,
    Root,
    RowOf,
    Scripts,
    Sign,
    Styled,
    digits,
    everything,
    first,
    has_bars,
    is_tall,
    row,
)
from .symbols import index, symbol, upright, words

STATEMENT, SUM, PRODUCT, FACTOR, ATOM = range(5)
RELATIONS = {
    "=": ("=", "="), "≠": ("≠", r"\neq"), "<": ("<", "<"), "≤": ("≤", r"\le"), ">": (">", ">"), "≥": ("≥", r"\ge"), "→": ("→", r"\to"), "≈": ("≈", r"\approx"),
    "≫": ("≫", r"\gg"), "⇒": ("⇒", r"\Rightarrow"), "⇔": ("⇔", r"\Leftrightarrow"), "∼": ("∼", r"\sim"), "⇝": ("⇝", r"\rightsquigarrow"), "depends only on": ("depends only on", ""),
}  # fmt: skip
FUNCTIONS = {
    "log": upright("log", r"\log"), "relu": upright("relu", r"\operatorname{relu}"), "max": upright("max", r"\max"), "min": upright("min", r"\min"),
    "Var": upright("Var", r"\operatorname{Var}"), "sigmoid": Sign("letter", "σ", r"\sigma"), "tanh": upright("tanh", r"\tanh"), "erfc": upright("erfc", r"\operatorname{erfc}"),
    "count": upright("#", r"\#"), "Cov": upright("Cov", r"\operatorname{Cov}"), "P": upright("Pr", r"\Pr"), "normal": upright("𝒩", r"\mathcal{N}"),
}  # fmt: skip
_CONSTANTS = {"identity": Sign("letter", "I", "I"), "zero": upright("𝟎", r"\mathbf{0}"), "infinity": upright("∞", r"\infty"), "pi": Sign("letter", "π", r"\pi")}
_NOT_IN = Sign("relation", "∉", r" \notin ")
_SUM, _MAX = Sign("big", "∑", r"\sum"), Sign("big", "max", r"\max")
_TOP, _EULER, _F = upright("⊤", r"\top"), Sign("letter", "e", "e"), Sign("letter", "F", "F")
_PLUS, _MINUS, _NEGATIVE = Sign("binary", "+", " + "), Sign("binary", "−", " - "), Sign("prefix", "−", "-")
_DOT, _THIN, _BESIDE = Sign("binary", "·", r" \cdot "), Sign("gap", " ", r" \, ", 17), Sign("hidden", "", " ")
_COMMA, _BREAK, _RELUCTANT = Sign("mark", ",", ", "), Sign("break", "", r"\allowbreak "), Sign("reluctant", "", r"\penalty5000 ")  # a product is broken only if nothing else will do
_BRACKETS = {
    "()": (Sign("mark", "(", "("), Sign("mark", ")", ")")), "[]": (Sign("mark", "[", "["), Sign("mark", "]", "]")), "{}": (Sign("mark", "{", r"\{"), Sign("mark", "}", r"\}")),
    "||": (Sign("mark", "|", r"\lvert "), Sign("mark", "|", r" \rvert")), "‖‖": (Sign("mark", "‖", r"\lVert "), Sign("mark", "‖", r" \rVert")),
}  # fmt: skip
_LONG = (*IMPLICATIONS, "cases", "every")  # statements that do not end by themselves
_OPEN_ENDED = ("sum", "most", "apply", "outer")  # products in disguise, clear without parentheses at the end of a product only


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


def sides_of(goal: Term, context: Context | None = None, linear: bool = False) -> tuple[Notation, Notation, Notation]:
    """Left side, relation and right side of a relation, as they stand in `notation(goal)`."""
    return _Writer(context, linear).sides(goal)


def _relation(op: str, spaced: bool = True) -> Sign:
    char, tex = RELATIONS[op]
    if op == "depends only on":
        return words(" depends only on " if spaced else "depends only on")
    return Sign("relation", char, f" {tex} " if spaced else tex)


class _Writer:
    def __init__(self, context: Context | None, linear: bool, marks: frozenset[int] = frozenset()) -> None:
        self.linear, self.marks = linear, marks
        context = context if context is not None else Context()
        self.sizes = {s.key: s.size for s in context.index_sets}
        self.random = frozenset(law.key for law in context.laws)

    def write(self, term: Term) -> tuple[Notation, int]:
        node, level = self.written(term)
        whole = self.linear and term.op == "cases"  # an underlined formula is not broken into lines
        return (Styled("underline", node) if id(term) in self.marks and not whole else node), level

    def written(self, term: Term) -> tuple[Notation, int]:
        op, args = term.op, term.children
        if op in RELATIONS and len(args) == 2:
            left, _, right = self.sides(term)
            return row(left, _relation(op), right), STATEMENT
        if op in FUNCTIONS:
            return row(FUNCTIONS[op], self.round(self.under(args) if op in ("Var", "P") else self.listed(args))), FACTOR
        if op in _CONSTANTS:
            return _CONSTANTS[op], ATOM
        match op:
            case "number":
                return self.digits(str(term.args[0])), ATOM
            case "scalar" | "vector" | "matrix":
                return symbol(str(term.args[0])), ATOM
            case "index":
                return index(str(term.args[0])), ATOM
            case "entry" | "member" | "defined":
                return (Scripts(symbol(str(term.args[0])), self.joined(args, Sign("mark", ",", ","))) if args else symbol(str(term.args[0]))), ATOM
            case "+":
                return self.added(args), SUM
            case "neg":
                return row(_NEGATIVE, self.wrap(args[0], PRODUCT)), SUM
            case "*":
                return self.multiplied(args), PRODUCT
            case "/":
                return self.divided(*args)
            case "^":
                # Euler's e is no symbol: a scalar that someone calls e must not be taken for it.
                base = self.wrap(args[0], ATOM if self.write(args[0])[0] != _EULER else ATOM + 1)
                return Scripts(base, above=self.write(args[1])[0]), FACTOR
            case "exp":
                inner = self.write(args[0])[0]
                return (row(upright("exp", r"\exp"), self.round(inner)) if self.linear else Scripts(_EULER, above=inner)), FACTOR
            case "sqrt":
                inner = self.write(args[0])[0]
                return (row(upright("sqrt", r"\operatorname{sqrt}"), self.round(inner)), FACTOR) if self.linear else (Root(inner), ATOM)
            case "E":
                return row(upright("𝔼", r"\mathbb{E}"), self.round(self.under(args), "[]")), FACTOR
            case "diff":
                by, curly = self.write(args[1])[0], upright("∂", r"\partial")
                sign = Scripts(curly, by) if self.linear else Fraction(curly, row(upright("∂", r"\partial "), by))
                return row(sign, _BESIDE, self.round(self.write(args[0])[0])), PRODUCT
            case "abs":
                return self.between("||", args[0]), ATOM
            case "norm":
                bars = self.between("‖‖", args[0])
                return (Scripts(bars, _F) if args[0].sort == "matrix" else bars), ATOM
            case "dot":
                return self.dotted(*args), FACTOR
            case "outer":
                return row(self.wrap(args[0], ATOM), _BESIDE, Scripts(self.wrap(args[1], ATOM), above=_TOP)), PRODUCT
            case "apply":
                return self.applied(*args), PRODUCT
            case "most" if args[0].op == "most":  # the largest over pairs
                pair = row(index(str(term.args[0])), _COMMA, index(str(args[0].args[0])))
                return row(Over(_MAX, pair), _BESIDE, self.wrap(args[0].children[0], PRODUCT)), PRODUCT
            case "most":
                return row(Over(_MAX, index(str(term.args[0]))), _BESIDE, self.wrap(args[0], PRODUCT)), PRODUCT
            case "sum":
                return self.summed(term), PRODUCT
            case "cases":
                return self.cases(args), STATEMENT
            case "every" if args[-1].op not in RELATIONS:  # an error of the page
                return row(self.wrap(args[-1], SUM), self.each(term)), STATEMENT
            case "every":
                left, between, right = self.sides(term)
                return row(left, _relation(args[-1].op), right), STATEMENT
            case "and" | "or":
                between = row(words(f" {op} "), *([_BREAK] if self.linear else []))
                return _between([self.wrap(a, SUM, never=("and", "or", *_LONG)) for a in args], between), STATEMENT
            case "inputs":
                return self.round(self.listed(args, SUM)), FACTOR
        raise ValueError(f"expected an operator of symattn.language, found {op!r}")

    def under(self, args: tuple[Term, ...]) -> Notation:
        """x, or x given an event."""
        return self.joined(args, Sign("relation", "∣", r" \mid "))

    def joined(self, args: Iterable[Term], between: Notation) -> Notation:
        return _between([self.write(a)[0] for a in args], between)

    # ---- parentheses -----------------------------------------------------------------------------------------------

    def wrap(self, term: Term, least: int, never: tuple[str, ...] | None = None) -> Notation:
        """The term, in parentheses if it binds less tightly than `least`; with `never`, statements stay bare except these."""
        inner, level = self.write(term)
        if never is not None and level == STATEMENT:
            return self.round(inner) if term.op in never else inner
        return inner if level >= least else self.round(inner)

    def round(self, inner: Notation, brackets: str = "()") -> Notation:
        left, right = _BRACKETS[brackets]
        return Fence(left, inner, right, tall=not self.linear and is_tall(inner))

    def between(self, bars: str, inner: Term) -> Notation:
        node = self.write(inner)[0]
        if has_bars(node):  # |a |b| c| would look like the product |a| b |c|
            node = self.round(node)
            return Fence(_BRACKETS[bars][0], node, _BRACKETS[bars][1])
        return Fence(_BRACKETS[bars][0], node, _BRACKETS[bars][1], tall=not self.linear and is_tall(node))

    def listed(self, args: tuple[Term, ...], least: int = STATEMENT) -> Notation:
        comma = row(_COMMA, _BREAK) if self.linear else _COMMA
        return _between([self.wrap(a, least if a.op != "cases" else SUM) for a in args], comma)

    def digits(self, text: str) -> Notation:
        return _between([digits(d) for d in re.findall(".{1,12}", text)], _BREAK) if self.linear else digits(text)

    # ---- arithmetic ------------------------------------------------------------------------------------------------

    def added(self, args: tuple[Term, ...]) -> Notation:
        items: list[Notation] = []
        for k, term in enumerate(args):
            negative = term.op == "neg"
            if negative or k:
                items.append(_NEGATIVE if k == 0 else _MINUS if negative else _PLUS)
            items.append(self.wrap(term.children[0] if negative else term, PRODUCT))
        return row(*items)

    def multiplied(self, args: tuple[Term, ...]) -> Notation:
        items: list[Notation] = []
        for k, factor in enumerate(args):
            last = k == len(args) - 1
            piece = self.wrap(factor, PRODUCT if last and factor.op in _OPEN_ENDED else FACTOR)
            if k:
                # 2 3^x is not 23^x, 2 ½ not 2.5; and a matrix times a vector is `apply`, not a product.
                begins = first(piece)
                times = (isinstance(begins, Sign) and begins.kind == "digits") or (isinstance(begins, Fraction) and begins.small) or args[k - 1].sort is not Sort.SCALAR
                times = times or (isinstance(begins, Sign) and begins.char in "([" and _names_a_function(items[-1]))  # σ (x) is not the sigmoid of x
                thin = _THIN if "dot" in (factor.op, args[k - 1].op) else _BESIDE
                items += [_DOT] if times else [thin, _RELUCTANT] if self.linear else [thin]
            items.append(piece)
        return row(*items)

    def divided(self, top: Term, bottom: Term) -> tuple[Notation, int]:
        numbers = [str(t.args[0]) for t in (top, bottom) if t.op == "number"]
        if len(numbers) == 2 and (not self.linear or max(map(len, numbers)) < 5):
            return Fraction(digits(numbers[0]), digits(numbers[1]), small=True), FACTOR
        if self.linear:
            over, under = (self.wrap(t, FACTOR if t.op != "dot" else ATOM) for t in (top, bottom))
            return row(over, Sign("binary", "/", r" / \allowbreak "), under), PRODUCT
        # A fraction in a fraction is told from its twin by the length of a bar; parentheses say it aloud.
        over, under = (self.wrap(t, STATEMENT if t.op != "/" else ATOM) for t in (top, bottom))
        return Fraction(over, under), FACTOR

    # ---- vectors, sums, cases --------------------------------------------------------------------------------------

    def dotted(self, left: Term, right: Term) -> Notation:
        second = self.write(right)[0] if right.op == "apply" else self.wrap(right, ATOM if right.op == "dot" else FACTOR)
        return row(Scripts(self.wrap(left, ATOM), above=_TOP), _BESIDE, second)

    def applied(self, matrix: Term, vector: Term) -> Notation:
        one, second = self.wrap(matrix, ATOM), self.write(vector)[0]
        if matrix.sort is not Sort.MATRIX:  # an error of the page: not to be mistaken for a product
            left, right = _BRACKETS["[]"]
            return row(one, _BESIDE, Fence(left, second, right))
        return row(one, _BESIDE, second if vector.op == "apply" else self.wrap(vector, FACTOR))

    def summed(self, term: Term) -> Notation:
        name, excluded, body = index(str(term.args[0])), term.children[:-1], self.wrap(term.children[-1], PRODUCT)
        size = self.sizes.get(str(term.args[1]))
        if len(excluded) == 1:
            but = row(name, _relation("≠"), self.write(excluded[0])[0])
            return row(Over(_SUM, but), _BESIDE, body)
        if excluded:  # j ≠ a, b would leave open whether j ≠ b
            left, right = _BRACKETS["{}"]
            those = Fence(left, self.joined(excluded, _COMMA), right)
            return row(Over(_SUM, row(name, _NOT_IN, those)), _BESIDE, body)
        if size is None:
            return row(Over(_SUM, name), _BESIDE, body)
        return row(Over(_SUM, row(name, _relation("=", spaced=False), digits("1")), self.write(size)[0]), _BESIDE, body)

    def cases(self, args: tuple[Term, ...]) -> Notation:
        pairs = [(self.wrap(v, SUM), self.write(c)[0]) for c, v in zip(args[::2], args[1::2])]
        if self.linear:
            semicolon = row(Sign("mark", ";", "; "), _BREAK)
            left, right = _BRACKETS["{}"]
            return Fence(left, _between([row(v, words(" if "), c) for v, c in pairs], semicolon), right)
        flat = _Writer(None, True, self.marks)
        flat.sizes, flat.random = self.sizes, self.random
        in_line = tuple((flat.wrap(v, SUM), flat.write(c)[0]) for c, v in zip(args[::2], args[1::2]))
        inside = (x for v, _ in pairs for x in everything(v))
        loose = any(isinstance(x, Fraction) and not x.small for x in inside)
        return Cases(tuple(pairs), loose, in_line, ties(args[::2], self.random))

    def each(self, term: Term) -> Notation:
        """for every i, for every i ≠ j, for every i ∉ {a, b}"""
        name, excluded = index(str(term.args[0])), term.children[:-1]
        for_every = row(*([_BREAK] if self.linear else []), words(" for every "), name)
        if len(excluded) < 2:
            return row(for_every, *(x for a in excluded for x in (_relation("≠"), self.write(a)[0])))
        left, right = _BRACKETS["{}"]
        return row(for_every, Sign("relation", "∉", r" \notin "), Fence(left, self.joined(excluded, _COMMA), right))

    def sides(self, goal: Term) -> tuple[Notation, Notation, Notation]:
        if goal.op == "every":
            first, between, second = self.sides(goal.children[-1])
            open_ended = goal.children[-1].children[1].op == "cases"
            return first, between, row(self.round(second) if open_ended else second, self.each(goal))
        left, right = goal.children
        relation = _relation(goal.op, spaced=False)
        if goal.op in IMPLICATIONS:
            return self.wrap(left, SUM, never=_LONG), relation, self.wrap(right, SUM, never=_LONG)
        if goal.op == "depends only on":
            bare = right.op == "inputs"  # anything else is an error of the page, and keeps its parentheses
            return self.wrap(left, SUM), relation, self.listed(right.children, SUM) if bare else self.round(self.write(right)[0])
        return self.wrap(left, SUM), relation, self.write(right)[0] if right.op == "cases" else self.wrap(right, SUM)


def ties(conditions: Sequence[Term], random: Collection[str]) -> int:
    """How many of the last cases are ties, an equality of what is random; none where all are."""
    last = list(takewhile(lambda c: _is_tie(c, random), reversed(conditions)))
    return len(last) if len(last) < len(conditions) else 0


def _is_tie(condition: Term, random: Collection[str]) -> bool:
    if condition.op in ("and", "or"):
        enough = any if condition.op == "and" else all
        return enough(_is_tie(c, random) for c in condition.children)
    numbers = (t for t in condition.subterms() if t.op in ("scalar", "entry"))
    return condition.op == "=" and any(t.args[0] in random for t in numbers)


def _between(items: list[Notation], separator: Notation) -> Notation:
    return row(*(x for k, item in enumerate(items) for x in ([separator, item] if k else [item]))) if items else RowOf(())


def _names_a_function(node: Notation) -> bool:
    """Whether a bracket after it would make it look like a function: σ, or a word."""
    return isinstance(node, Sign) and (node.char == "σ" or node.kind == "words" or (node.kind == "upright" and len(node.char) > 1))


def tends(variable: Term, point: Term, term: Term, cases: list[tuple[Notation, Notation | None]], short: Iterable[tuple[Term, Term]]) -> Notation:
    """lim f = value, or a table of values; and what the letters in it stand for."""
    below = row(notation(variable), _relation("→"), notation(point))
    always = words("always")
    value = cases[0][0] if len(cases) == 1 and cases[0][1] is None else Cases(tuple((v, c if c is not None else always) for v, c in cases))
    said: list[Notation] = [Over(Sign("big", "lim", r"\lim"), below), _BESIDE, _Writer(None, False).wrap(term, PRODUCT), _relation("="), value]
    for name, meant in short:
        said += [_COMMA, Sign("gap", " ", r"\quad ", 100), notation(name), _relation("="), notation(meant)]
    return row(*said)
