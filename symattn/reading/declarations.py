"""Declarations as text.

"g: real", "b: positive", "n: integer >= 2", "x: real[n]" (a family; positive, negative and
nonnegative as well), "p: probabilities[n]", "y: one-hot[n] at k", "g ~ N(1, 1/2)" (a variance).
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field
from fractions import Fraction
from math import prod

from ..language import Family, Law, Scalar, SymattnError, Term, number
from .nearest_words import TURNED, meant, turned_relation

DECLARATION = re.compile(
    r"\s*([A-Za-z]\w*)\s*:\s*(real|positive|negative|nonnegative|integer|probabilities)"
    r"\s*(?:\[\s*(\w+)\s*\])?"
    r"\s*(?:(>=|>|<=|<)\s*(-?\d{1,40}(?:/[1-9]\d{0,40})?))?\s*\Z"
)
ONE_HOT = re.compile(
    r"\s*([A-Za-z]\w*)\s*:\s*one-?hot\s*(?:\[\s*(\w+)\s*\])?\s*(?:at\s+([A-Za-z]\w*))?\s*\Z"
)
LAW = re.compile(r"\s*([A-Za-z]\w*)\s*~\s*N\(([^,]*),([^,]*)\)\s*\Z")
RELATIONS: dict[type, str] = {
    ast.Eq: "=",
    ast.NotEq: "≠",
    ast.Lt: "<",
    ast.LtE: "≤",
    ast.Gt: ">",
    ast.GtE: "≥",
}
NAMED = {"tends": "→", "close": "≈", "implies": "⇒", "iff": "⇔"}
COMPOSED = {  # what is written with exp, log and sum
    "softmax": "exp(x[a])/sum(exp(x[j]), j)",
    "logsumexp": "log(sum(exp(x[j]), j))",
    "lse": "log(sum(exp(x[j]), j))",
    "entropy": "-sum(p[j]*log(p[j]), j)",
    "mean": "sum(x[j], j)/n",
}
CONSTANTS = {  # names that are no letters here, and what to write
    **dict.fromkeys(("e", "E"), "write exp(x) for e**x, and exp(1) for the number e"),
    **dict.fromkeys(("inf", "infinity", "Inf", "Infinity", "infty"), "write oo for infinity"),
    **dict.fromkeys(("Pi", "PI"), "write pi for the number 3.14..."),
}
# Python that is no mathematics here, and what to write.
HINTS: dict[type, str] = {
    ast.BitXor: "write ** for a power",
    ast.BitOr: "an event that is given is named so, as in E(f, given=g > 0)",
    ast.Lambda: "lambda is Python's word; call the parameter lam",
    ast.Attribute: "a name has no dots",
    ast.Assign: "write == for equality", ast.FloorDiv: "write / for a quotient",
    ast.Mod: "there is no remainder in the language",
}  # fmt: skip
KINDS = ("real", "positive", "negative", "nonnegative", "integer", "probabilities", "one-hot")
SIGNS = {"positive": ">", "negative": "<", "nonnegative": "≥"}
MAX_EXPONENT = 64
NUMBER = re.compile(r"-?\d{1,40}(\.\d{1,40}|/\d{1,40})?\Z")


class QuestionError(SymattnError):
    """Text that cannot be read.

    One line that says where, what was expected and what was found, with a hint.
    """


def key_of(name: str) -> str:
    """The LaTeX spelling of a name: gamma_a is \\gamma_a, x12 is x_{12}, lam is \\lambda."""
    base, _, subscript = name.partition("_")
    if not subscript and (found := re.fullmatch(r"([A-Za-z]+?)(\d+)", name)):
        base, subscript = found.group(1), found.group(2)
    base = {"lam": "lambda"}.get(base, base)
    base = base if len(base) == 1 else "\\" + base
    if subscript and not re.fullmatch(r"[A-Za-z0-9]+", subscript):
        raise QuestionError(
            f"the name {name!r} has more than one subscript; one letter or word with one index "
            "is expected, as in x_1 or gamma_a"
        )
    return base + (
        f"_{subscript}" if len(subscript) == 1 else f"_{{{subscript}}}" if subscript else ""
    )


@dataclass
class Declared:
    """What --let has declared so far.

    `names` are the spellings by key, `sizes` the sizes of index sets by their keys; `probable` are
    the families of probabilities, `signed` those whose members have a sign, as a relation to 0,
    `hot` the one-hot ones with their sets and where they are 1.
    """

    names: dict[str, str] = field(default_factory=dict)
    scalars: list[Scalar] = field(default_factory=list)
    families: list[Family] = field(default_factory=list)
    facts: list[Term] = field(default_factory=list)
    sizes: dict[str, str] = field(default_factory=dict)
    laws: list[Law] = field(default_factory=list)
    probable: list[Family] = field(default_factory=list)
    signed: list[tuple[Family, str]] = field(default_factory=list)
    hot: dict[str, tuple[str, str]] = field(default_factory=dict)

    def set_of_size(self, size: str) -> str:
        """The index set of a size: one for all families of that size."""
        known = next((k for k, s in self.sizes.items() if s == size), None)
        over = known or "ABCDEFGH"[len(self.sizes)]
        self.sizes[over] = size
        return over

    @property
    def home(self) -> dict[str, str]:
        """The set of each family, by its key."""
        over = {f.key: f.over for f in self.families}
        return over | {key: home for key, (home, _) in self.hot.items()}

    @property
    def members(self) -> dict[str, str]:
        """Where one-hot families are 1, with the set of each."""
        return {member: home for home, member in self.hot.values()}


def declare(line: str, so_far: Declared) -> None:
    """Add one declaration.  Raises QuestionError."""
    if law := LAW.match(line):
        name, key = law.group(1), key_of(law.group(1))
        mean, variance = (_parameter(part.strip(), so_far, line) for part in law.group(2, 3))
        if variance.op == "neg":
            raise QuestionError(
                f"--let {line[:80]!r}: a variance is not negative, found {law.group(3).strip()}"
            )
        so_far.laws.append(Law(key, mean, variance))
        kind, size, op, bound, member = "real", None, None, None, None
    elif hot := ONE_HOT.match(line):
        name, size, member = hot.groups()
        kind, key, op, bound = "one-hot", key_of(name), None, None
        if size is None or member is None:
            raise QuestionError(
                f"--let {line[:80]!r}: say of what size, and at which member it is 1: "
                f"'{name}: one-hot[n] at k'"
            )
    elif found := DECLARATION.match(line):
        name, kind, size, op, bound = found.groups()
        key, member = key_of(name), None
        if kind == "probabilities" and (size is None or op):
            raise QuestionError(
                f"--let {line[:80]!r}: probabilities are a family, '{name}: probabilities[n]'; one "
                f"of them is a number, '{name}: nonnegative' with --given '{name} <= 1'"
            )
    else:
        raise QuestionError(
            f"--let {line[:80]!r}: expected a declaration{_meant(line)} such as 'g: real', 'b: "
            "positive', 'n: integer >= 2', 'x: real[n]', 'p: probabilities[n]', 'y: one-hot[n] at "
            "k' or 'g ~ N(1, 1/2)'"
        )
    if key in so_far.names:
        raise QuestionError(
            f"--let {line[:80]!r}: {name} is declared twice, or looks like {so_far.names[key]}"
        )
    so_far.names[key] = name
    if size is not None:
        _declare_family(line, key, kind if not op else "bounded", size, member, so_far)
        return
    so_far.scalars.append(Scalar(key, integer=kind == "integer"))
    symbol = Term("scalar", (key,))
    if kind in SIGNS:
        so_far.facts.append(Term(SIGNS[kind], (symbol, number(0))))
    if op:
        so_far.facts.append(
            Term({">=": "≥", "<=": "≤"}.get(op, op), (symbol, fraction_term(Fraction(bound or 0))))
        )


def _declare_family(
    line: str, key: str, kind: str, size: str, member: str | None, so_far: Declared
) -> None:
    """A family of a kind; `member` is where a one-hot one is 1."""
    if kind not in ("real", "probabilities", "one-hot", *SIGNS):
        raise QuestionError(
            f"--let {line[:80]!r}: a family is declared 'x: real[n]' (or positive, negative, "
            "nonnegative); say what else holds for its members with --given, as in 'x[i] >= 2'"
        )
    over = so_far.set_of_size(size)
    if member is not None:
        if so_far.members.get(member, over) != over:
            raise QuestionError(
                f"--let {line[:80]!r}: {member} is a member of another family's set already"
            )
        so_far.hot[key] = over, member
        return
    family = Family(key, over, "scalar")
    so_far.families.append(family)
    so_far.probable += [family] if kind == "probabilities" else []
    so_far.signed += [(family, SIGNS[kind])] if kind in SIGNS else []


def _meant(line: str) -> str:
    """What the kind of a declaration, or its relation, may be meant for, in brackets."""
    if (wrong := turned_relation(line)) is not None:
        return f" (did you mean {TURNED[wrong.group()]}?)"
    found = re.match(r"\s*\w+\s*:\s*([A-Za-z-]+)", line)
    if found is None or found.group(1) in KINDS:
        return ""
    return meant(found.group(1), KINDS)


def _parameter(text: str, so_far: Declared, line: str) -> Term:
    """The mean or the variance of a law: a number, or a parameter declared before."""
    text = text.strip("() ") if text.startswith("(") else text
    if NUMBER.match(text):
        try:
            return fraction_term(Fraction(text))
        except ZeroDivisionError:
            pass
    elif text in ("pi", "π"):
        return Term("pi")
    elif key_of(text) in {s.key for s in so_far.scalars} - {law.key for law in so_far.laws}:
        return Term("scalar", (key_of(text),))
    raise QuestionError(
        f"--let {line[:80]!r}: expected N(mean, variance) with numbers such as 1, 1/2 or 0.5, or "
        f"parameters declared before, found {text[:80]!r}"
    )


def size_term(size: str, scalars: dict[str, Scalar]) -> Term:
    if size.isdecimal():
        return number(int(size))
    if (key := key_of(size)) not in scalars or not scalars[key].integer:
        raise QuestionError(
            f"the size {size} of a family is not declared as an integer; add --let '{size}: "
            "integer >= 2'"
        )
    return Term("scalar", (key,))


def fraction_of(term: Term) -> Fraction | None:
    """The value of a term that is written with whole numbers, + − · / alone; None for any other."""
    values = [fraction_of(c) for c in term.children]
    if term.op == "number":
        return Fraction(int(term.args[0]))  # type: ignore[arg-type]
    if (
        term.op not in ("+", "neg", "*", "/")
        or None in values
        or (term.op == "/" and values[1] == 0)
    ):
        return None
    known = [v for v in values if v is not None]
    if term.op == "neg":
        return -known[0]
    return (
        sum(known, Fraction(0))
        if term.op == "+"
        else prod(known, start=Fraction(1))
        if term.op == "*"
        else known[0] / known[1]
    )


def too_large(exponent: Term) -> bool:
    """Whether a number in an exponent is beyond what powers are worked out to: 207/100 is not."""
    if (value := fraction_of(exponent)) is not None:
        return abs(value) > MAX_EXPONENT
    leaves = (t for t in exponent.subterms() if t.op == "number")
    numbers = (int(t.args[0]) for t in leaves)  # type: ignore[arg-type]
    return any(t.op in ("^", "exp") for t in exponent.subterms()) or any(
        k > MAX_EXPONENT for k in numbers
    )


def fraction_term(value: Fraction) -> Term:
    """An exact number as a term."""
    if value < 0:
        return Term("neg", (fraction_term(-value),))
    top = number(value.numerator)
    return top if value.denominator == 1 else Term("/", (top, number(value.denominator)))


def limit_taken(text: str) -> list[str]:
    """'b -> oo, a*b**2 -> 0' as the variable, and what tends to 0 meanwhile."""
    first, *links = text.replace("→", "->").split(",") if text else [""]
    found = re.fullmatch(r"\s*([A-Za-z]\w*)\s*->\s*(oo|∞)\s*", first)
    tending = [re.fullmatch(r"(.*)->\s*0\s*", link) for link in links]
    if text and not (found and all(tending)):
        raise QuestionError(
            f"--as {text[:80]!r}: expected 'b -> oo', or 'b -> oo, a*b**2 -> 0' with a link; for "
            "another point ask limit(f, b, point)"
        )
    return [found.group(1) if found else "", *(m.group(1) for m in tending if m)]
