"""Terms as LaTeX, exactly as written, and no two different terms alike: not as strings, and not to the eye.

The eye is stricter than the string: `2 3^x` must not look like 23^x, nor 2·½ like two and a half, nor |a|b|c| be two
products at once.  Each such case has its own line below.  Two declared symbols that look alike are `check_context`'s affair.

There are two spellings.  The usual one has fractions, e^x and case tables.  The linear one (a/b, exp(x), `{1 if ..; ..}`)
is for a column that is too narrow: TeX can break it at every operator.
"""
from __future__ import annotations

import re

from symattn.terms import Context, Sort, Term

from .latex_symbols import index, subscript, symbol

STATEMENT, SUM, PRODUCT, FACTOR, ATOM = range(5)
RELATIONS = {
    "=": "=", "≠": r"\neq", "<": "<", "≤": r"\le", ">": ">", "≥": r"\ge", "→": r"\to", "≈": r"\approx", "≫": r"\gg",
    "⇒": r"\Rightarrow", "∼": r"\sim", "⇝": r"\rightsquigarrow", "depends only on": r"\text{ depends only on }",
}  # fmt: skip
FUNCTIONS = {
    "log": r"\log", "relu": r"\operatorname{relu}", "max": r"\max", "min": r"\min", "Var": r"\operatorname{Var}",
    "sigmoid": r"\sigma", "tanh": r"\tanh", "erfc": r"\operatorname{erfc}", "count": r"\#", "Cov": r"\operatorname{Cov}", "P": r"\Pr", "normal": r"\mathcal{N}",
}  # fmt: skip
_CONSTANTS = {"identity": "I", "zero": r"\mathbf{0}", "infinity": r"\infty"}
_TALL = re.compile(r"\\(frac|sum|begin|left)(?![A-Za-z])")
_BARS = re.compile(r"\\l[vV]ert")
_RELUCTANT = r"\penalty5000 "  # a product is broken only if nothing else will do
_OPEN_ENDED = ("sum", "most", "apply", "outer")  # products in disguise, clear without parentheses at the end of a product only


def latex(term: Term, context: Context | None = None, linear: bool = False) -> str:
    """The term as LaTeX for math mode.  Terms with sort errors are printed too: a page may contain them.

    With a context, sums show the size of their index set: \\sum_{j=1}^{n}.

    >>> x = Term("scalar", ("x",))
    >>> latex(Term("/", (Term("number", (1,)), Term("exp", (x,)))))
    '\\\\frac{1}{e^{x}}'
    """
    return _Writer(context, linear).write(term)[0]


def sides(goal: Term, context: Context | None = None, linear: bool = False) -> tuple[str, str, str]:
    """Left side, relation and right side of a relation, as they stand in `latex(goal)`."""
    return _Writer(context, linear).sides(goal)


class _Writer:
    def __init__(self, context: Context | None, linear: bool) -> None:
        self.linear = linear
        self.sizes = {s.key: s.size for s in context.index_sets} if context is not None else {}

    def write(self, term: Term) -> tuple[str, int]:
        op, args = term.op, term.children
        if op in RELATIONS and len(args) == 2:
            return " ".join(self.sides(term)), STATEMENT
        if op in FUNCTIONS:
            return FUNCTIONS[op] + self.round(self.under(args) if op in ("Var", "P") else self.listed(args)), FACTOR
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
                return symbol(str(term.args[0])) + subscript(",".join(self.write(a)[0] for a in args)), ATOM
            case "+":
                return self.added(args), SUM
            case "neg":
                return "-" + self.wrap(args[0], PRODUCT), SUM
            case "*":
                return self.multiplied(args), PRODUCT
            case "/":
                return self.divided(*args)
            case "^":
                # Euler's e is no symbol: a scalar that someone calls e must not be taken for it.
                base = self.wrap(args[0], ATOM if args[0] != Term("scalar", ("e",)) else ATOM + 1)
                return f"{base}^{{{self.write(args[1])[0]}}}", FACTOR
            case "exp":
                inner = self.write(args[0])[0]
                return (r"\exp" + self.round(inner) if self.linear else f"e^{{{inner}}}"), FACTOR
            case "sqrt":
                inner = self.write(args[0])[0]
                return (r"\operatorname{sqrt}" + self.round(inner), FACTOR) if self.linear else (rf"\sqrt{{{inner}}}", ATOM)
            case "E":
                return rf"\mathbb{{E}}{self.round(self.under(args), '[]')}", FACTOR
            case "diff":
                by = self.write(args[1])[0]
                return (rf"\partial_{{{by}}} " if self.linear else rf"\frac{{\partial}}{{\partial {by}}} ") + self.round(self.write(args[0])[0]), PRODUCT
            case "abs":
                return self.between(r"\lvert ", r" \rvert", args[0]), ATOM
            case "norm":
                return self.between(r"\lVert ", r" \rVert" + r"_F" * (args[0].sort == "matrix"), args[0]), ATOM
            case "dot":
                return self.dotted(*args), FACTOR
            case "outer":
                return rf"{self.wrap(args[0], ATOM)} {self.wrap(args[1], ATOM)}^\top", PRODUCT
            case "apply":
                return self.applied(*args), PRODUCT
            case "most" if args[0].op == "most":  # the largest over pairs
                pair = f"{index(str(term.args[0]))}, {index(str(args[0].args[0]))}"
                return rf"\max_{{{pair}}} {self.wrap(args[0].children[0], PRODUCT)}", PRODUCT
            case "most":
                return rf"\max_{{{index(str(term.args[0]))}}} {self.wrap(args[0], PRODUCT)}", PRODUCT
            case "sum":
                return self.summed(term), PRODUCT
            case "cases":
                return self.cases(args), STATEMENT
            case "and" | "or":
                return (rf" \text{{ {op} }} " + r"\allowbreak " * self.linear).join(self.wrap(a, SUM, never=("and", "or", "⇒", "cases")) for a in args), STATEMENT
            case "inputs":
                return self.round(self.listed(args, SUM)), FACTOR
        raise ValueError(f"expected an operator of symattn.terms, found {op!r}")

    def under(self, args: tuple[Term, ...]) -> str:
        """x, or x given an event."""
        return r" \mid ".join(self.write(a)[0] for a in args)

    # ---- parentheses -----------------------------------------------------------------------------------------------

    def wrap(self, term: Term, least: int, never: tuple[str, ...] | None = None) -> str:
        """The term, in parentheses if it binds less tightly than `least`; with `never`, statements stay bare except these."""
        text, level = self.write(term)
        if never is not None and level == STATEMENT:
            return self.round(text) if term.op in never else text
        return text if level >= least else self.round(text)

    def round(self, text: str, brackets: str = "()") -> str:
        if self.linear or not _TALL.search(text):
            return brackets[0] + text + brackets[1]
        return rf"\left{brackets[0]} {text} \right{brackets[1]}"

    def between(self, left: str, right: str, inner: Term) -> str:
        text = self.write(inner)[0]
        if _BARS.search(text):  # |a |b| c| would look like the product |a| b |c|
            text = self.round(text)
        elif not self.linear and _TALL.search(text):
            left, right = r"\left" + left, r" \right" + right.strip()
        return left + text + right

    def listed(self, args: tuple[Term, ...], least: int = STATEMENT) -> str:
        comma = r", \allowbreak " if self.linear else ", "
        return comma.join(self.wrap(a, least if a.op != "cases" else SUM) for a in args)

    def digits(self, text: str) -> str:
        return r"\allowbreak ".join(re.findall(".{1,12}", text)) if self.linear else text

    # ---- arithmetic ------------------------------------------------------------------------------------------------

    def added(self, args: tuple[Term, ...]) -> str:
        text = ""
        for k, term in enumerate(args):
            negative = term.op == "neg"
            sign = ("-" if negative else "") if k == 0 else (" - " if negative else " + ")
            text += sign + self.wrap(term.children[0] if negative else term, PRODUCT)
        return text

    def multiplied(self, args: tuple[Term, ...]) -> str:
        text = ""
        for k, factor in enumerate(args):
            last = k == len(args) - 1
            piece = self.wrap(factor, PRODUCT if last and factor.op in _OPEN_ENDED else FACTOR)
            if k:
                # 2 3^x is not 23^x, 2 ½ not 2.5; and a matrix times a vector is `apply`, not a product.
                times = piece[0].isdigit() or piece.startswith(r"\tfrac") or args[k - 1].sort is not Sort.SCALAR
                thin = r" \, " if "dot" in (factor.op, args[k - 1].op) else " "
                text += r" \cdot " if times else thin + _RELUCTANT * self.linear
            text += piece
        return text

    def divided(self, top: Term, bottom: Term) -> tuple[str, int]:
        numbers = [str(t.args[0]) for t in (top, bottom) if t.op == "number"]
        if len(numbers) == 2 and (not self.linear or max(map(len, numbers)) < 5):
            return rf"\tfrac{{{numbers[0]}}}{{{numbers[1]}}}", FACTOR
        if self.linear:
            parts = [self.wrap(t, FACTOR if t.op != "dot" else ATOM) for t in (top, bottom)]
            return r" / \allowbreak ".join(parts), PRODUCT
        # A fraction in a fraction is told from its twin by the length of a bar; parentheses say it aloud.
        parts = [self.wrap(t, STATEMENT if t.op != "/" else ATOM) for t in (top, bottom)]
        return rf"\frac{{{parts[0]}}}{{{parts[1]}}}", FACTOR

    # ---- vectors, sums, cases --------------------------------------------------------------------------------------

    def dotted(self, left: Term, right: Term) -> str:
        second = self.write(right)[0] if right.op == "apply" else self.wrap(right, ATOM if right.op == "dot" else FACTOR)
        return rf"{self.wrap(left, ATOM)}^\top {second}"

    def applied(self, matrix: Term, vector: Term) -> str:
        first, second = self.wrap(matrix, ATOM), self.write(vector)[0]
        if matrix.sort is not Sort.MATRIX:  # an error of the page: not to be mistaken for a product
            return f"{first} [{second}]"
        return f"{first} {second if vector.op == 'apply' else self.wrap(vector, FACTOR)}"

    def summed(self, term: Term) -> str:
        name, excluded, body = index(str(term.args[0])), term.children[:-1], self.wrap(term.children[-1], PRODUCT)
        size = self.sizes.get(str(term.args[1]))
        if excluded:
            return rf"\sum_{{{name} \neq {', '.join(self.write(a)[0] for a in excluded)}}} {body}"
        return rf"\sum_{{{name}}} {body}" if size is None else rf"\sum_{{{name}=1}}^{{{self.write(size)[0]}}} {body}"

    def cases(self, args: tuple[Term, ...]) -> str:
        pairs = [(self.wrap(v, SUM), self.write(c)[0]) for c, v in zip(args[::2], args[1::2])]
        if self.linear:
            return r"\{" + r"; \allowbreak ".join(rf"{v} \text{{ if }} {c}" for v, c in pairs) + r"\}"
        gap = r" \\[3pt] " if any(r"\frac" in v for v, _ in pairs) else r" \\ "
        return r"\begin{cases} " + gap.join(f"{v} & {c}" for v, c in pairs) + r" \end{cases}"

    def sides(self, goal: Term) -> tuple[str, str, str]:
        left, right = goal.children
        relation = RELATIONS[goal.op]
        if goal.op == "⇒":
            return self.wrap(left, SUM, never=("⇒", "cases")), relation, self.wrap(right, SUM, never=("⇒", "cases"))
        if goal.op == "depends only on":
            bare = right.op == "inputs"  # anything else is an error of the page, and keeps its parentheses
            return self.wrap(left, SUM), relation, self.listed(right.children, SUM) if bare else self.round(self.write(right)[0])
        return self.wrap(left, SUM), relation, self.write(right)[0] if right.op == "cases" else self.wrap(right, SUM)
