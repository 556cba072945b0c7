"""Random questions for the referee.

True statements and near misses of them, as text that `ask` reads.

A template is a true statement with holes for random terms.  Half of the questions are spoiled: a
number, a function, a sign or a side is changed, so that most of those are false, and some are true
only for some parameters.  What the kernel proves of all this is tried by `test_referee`.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

SCALARS = ("x: real", "y: real", "z: real", "p: positive", "s: positive", "n: integer >= 1")
FAMILY = ("n: integer >= 1", "x: real[n]", "y: real[n]", "c: real", "b: positive")
CHANCE = ("g ~ N(1, 1/2)", "h ~ N(0, 1)", "t: real", "b: positive")
MOVING = ("p: real", "q: real", "s: positive", "n: integer >= 1")


@dataclass(frozen=True)
class Asked:
    """The arguments of `ask`."""

    kind: str
    text: str
    lets: tuple[str, ...]
    given: tuple[str, ...] = ()
    limit: str = ""


def scalar(r: random.Random, names: str, depth: int = 2) -> str:
    """A term over some names."""
    if depth == 0 or r.random() < 0.25:
        return r.choice([*names, *names, r.choice(["1", "2", "3", "1/2"])])
    a, b = scalar(r, names, depth - 1), scalar(r, names, depth - 1)
    return r.choice(
        [
            f"({a} + {b})",
            f"({a} - {b})",
            f"{a}*{b}",
            f"({a})**2",
            f"exp({a})",
            f"-({a})",
            f"abs({a})",
            f"max({a}, {b})",
            f"min({a}, {b})",
            f"relu({a})",
            f"sigmoid({a})",
            f"tanh({a})",
            f"erfc({a})",
            f"arctan({a})",
            f"softplus({a})",
        ]
    )


STATEMENTS = (
    "{A} + {B} == {B} + {A}",
    "({A} + {B})**2 == ({A})**2 + 2*({A})*({B}) + ({B})**2",
    "exp({A})*exp({B}) == exp({A} + {B})",
    "exp({A}) > 0",
    "exp({A}) >= 1 + {A}",
    "log(exp({A})) == {A}",
    "sqrt(({A})**2) == abs({A})",
    "abs({A})*abs({B}) == abs(({A})*({B}))",
    "abs({A} + {B}) <= abs({A}) + abs({B})",
    "max({A}, {B}) >= {A}",
    "min({A}, {B}) <= {B}",
    "max({A}, {B}) + min({A}, {B}) == {A} + {B}",
    "({A})**2 + ({B})**2 >= 2*({A})*({B})",
    "sigmoid({A}) + sigmoid(-({A})) == 1",
    "0 < sigmoid({A}) < 1",
    "tanh({A}) == 2*sigmoid(2*({A})) - 1",
    "erfc({A}) + erfc(-({A})) == 2",
    "erfc({A}) > 0",
    "erfc({A}) < 2",
    "arctan({A}) < pi/2",
    "arctan({A}) > -pi/2",
    "arctan({A}) + arctan(-({A})) == 0",
    "softplus({A}) - softplus(-({A})) == {A}",
    "softplus({A}) >= relu({A})",
    "relu({A}) - relu(-({A})) == {A}",
    "log(1 + exp({A})) > {A}",
    "log(1 + exp({A})) >= relu({A})",
    "sqrt(s*p) == sqrt(s)*sqrt(p)",
    "sqrt(p**2*s) == p*sqrt(s)",
    "(({A})/sqrt(p))**2 == ({A})**2/p",
    "sqrt(1/p) == 1/sqrt(p)",
    "log(p*s) == log(p) + log(s)",
    "log(p**3) == 3*log(p)",
    "p**(1/2)*p**(3/2) == p**2",
    "exp({A})/(exp({A}) + exp({B})) == sigmoid({A} - ({B}))",
    "1/(1 + exp(-({A}))) == sigmoid({A})",
    "p/s + s/p >= 2",
    "exp({A}) + exp(-({A})) >= 2",
    "log(p) <= p - 1",
    "n/(n + 1) < 1",
    "n**2 >= n",
    "exp({A})/(exp({A}) + n) < 1",
    "1/n + 1/n == 2/n",
    "sqrt(n)*sqrt(n) == n",
    "({A} - ({B}))**2 >= 0",
    "(exp({A}) + exp({B}))**2 >= 4*exp({A} + {B})",
    "sqrt(3 + 2*sqrt(2)) == 1 + sqrt(2)",
    "max({A}, max({B}, {A})) == max({A}, {B})",
    "erfc(0) == 1",
    "tanh({A}) < 1",
    "p**2 + 1 > p",
)

DERIVATIVES = (
    "diff(({A})*({B}), x) == diff({A}, x)*({B}) + ({A})*diff({B}, x)",
    "diff(exp({A}), x) == exp({A})*diff({A}, x)",
    "diff(sigmoid({A}), x) == sigmoid({A})*(1 - sigmoid({A}))*diff({A}, x)",
    "diff(log(1 + exp({A})), x) == sigmoid({A})*diff({A}, x)",
    "diff(diff(x**3, x), x) == 6*x",
    "diff(tanh({A}), x) == (1 - tanh({A})**2)*diff({A}, x)",
    "diff(x*exp(y*x), x) == (1 + x*y)*exp(y*x)",
    "diff(diff(exp(y*x), x), x) == y**2*exp(y*x)",
    "diff(sqrt(1 + x**2), x) == x/sqrt(1 + x**2)",
    "diff(erfc({A}), x) <= 2*abs(diff({A}, x))",
    "diff(arctan({A}), x) == diff({A}, x)/(1 + ({A})**2)",
    "diff(softplus({A}), x) == sigmoid({A})*diff({A}, x)",
    "diff(1/(1 + exp({A})), x) == -exp({A})*diff({A}, x)/(1 + exp({A}))**2",
    "diff({A}, y) + diff({B}, y) == diff({A} + {B}, y)",
    "diff(log(p + x**2), x) == 2*x/(p + x**2)",
)

FAMILIES = (
    "exp(x[a])/sum(exp(x[j]), j) <= 1",
    "sum(exp(x[j])/sum(exp(x[i]), i), j) == 1",
    "exp(x[a])/sum(exp(x[j]), j) > 0",
    "log(sum(exp(x[j] + c), j)) == c + log(sum(exp(x[j]), j))",
    "max(x[l], l) >= x[a]",
    "exp(x[a] + c)/sum(exp(x[j] + c), j) == exp(x[a])/sum(exp(x[j]), j)",
    "max(x[l], l) <= log(sum(exp(x[j]), j))",
    "log(sum(exp(x[j]), j)) <= max(x[l], l) + log(n)",
    "sum(x[j] + y[j], j) == sum(x[j], j) + sum(y[j], j)",
    "sum(c*x[j], j) == c*sum(x[j], j)",
    "sum(c, j) == n*c",
    "sum(x[j], j) == x[a] + sum(x[j], j, a)",
    "sum(exp(x[j]), j) >= exp(x[a])",
    "max(c + x[l], l) == c + max(x[l], l)",
    "sum(x[j]**2, j) >= x[a]**2",
    "sum(x[j]**2, j) >= 0",
    "exp(x[a])/sum(exp(x[j]), j) <= exp(x[a] - x[c])/(exp(x[a] - x[c]) + 1)",
    "sum(count(x[j] == max(x[l], l)), j) >= 1",
    "sum(exp(x[j]), j) <= n*exp(max(x[l], l))",
    "max(b*x[l], l) == b*max(x[l], l)",
    "sum(abs(x[j]), j) >= abs(x[a])",
    "x[a] <= max(x[l], l)",
    "exp(x[a])/(exp(x[a]) + sum(exp(x[j]), j, a)) == exp(x[a])/sum(exp(x[j]), j)",
    "implies(x[a] == max(x[l], l), exp(x[a])/sum(exp(x[j]), j) >= 1/n)",
    "implies(x[a] > x[c], exp(x[a]) > exp(x[c]))",
)

IMPLICATIONS = (
    "implies({A} > {B}, exp({A}) > exp({B}))",
    "implies({A} == {B}, ({A})**2 == ({B})**2)",
    "implies(x > y, x + z > y + z)",
    "implies(x > 1, x**2 > x)",
    "implies(x*p == y*p, x == y)",
    "implies(exp({A}) == exp({B}), {A} == {B})",
    "implies(x > 0, abs(x) == x)",
    "implies(x >= y, max(x, y) == x)",
    "implies(x**2 == 0, x == 0)",
    "implies(x/p == z, x == z*p)",
    "implies(sigmoid(x) == 1/2, x == 0)",
    "implies(x >= 0 and y >= 0, x*y >= 0)",
    "implies(x > y and y > z, x > z)",
    "implies(x <= y and y <= x, x == y)",
    "implies(x*y > 0 and x > 0, y > 0)",
    "implies(log(p) == log(s), p == s)",
    "implies(p < s, 1/p > 1/s)",
    "implies(p < s, sqrt(p) < sqrt(s))",
    "implies(x == y, y == x)",
    "implies(x + y == 3 and x - y == 1, x == 2)",
    "implies(abs(x) < 1, x**2 < 1)",
    "implies(x > y, sigmoid(x) > sigmoid(y))",
    "implies(x > y, erfc(x) < erfc(y))",
    "implies(x >= 2, n*x >= 2)",
)

MEANS = (
    "E(t*g + b) == t*E(g) + b",
    "E(g*h) == E(g)*E(h)",
    "Var(t*g) == t**2*Var(g)",
    "Var(g + h) == Var(g) + Var(h)",
    "E(exp(t*g)) == exp(t + t**2/4)",
    "E(g**2) == 3/2",
    "E(sigmoid(b*(g - 1))) == 1/2",
    "E(h**2) == 1",
    "E(h**4) == 3",
    "P(g > 1) == 1/2",
    "P(h > t) + P(h <= t) == 1",
    "E(exp(h)) > 1",
    "E(g**2) >= E(g)**2",
    "E(sigmoid(b*h)) == 1/2",
    "P(g > 0) == 1 - erfc(1)/2",
    "E(tanh(b*h)) == 0",
    "E(exp(t*h)*h) == t*exp(t**2/2)",
    "Var(h + t) == 1",
    "P(g + h > 1) == 1/2",
    "E(abs(h)) >= 0",
    "E(g*exp(h)) == exp(1/2)",
    "P(h > 0 and g > 1) == 1/4",
)

LIMITS = (
    ("exp({S})/(exp({S}) + exp({T}))", ("1", "0", "1/2")),
    ("erfc({S})", ("0", "2", "1")),
    ("tanh({S})", ("1", "-1", "0")),
    ("log(exp({S}) + exp({T}))/b", ("max(p, q)", "p", "0", "1")),
    ("exp(b**2)*erfc(b)*b", ("0", "1", "oo")),
    ("sqrt(b**2 + p*b) - b", ("p/2", "p", "0")),
    ("exp({S})/(exp({S}) + n - 1)", ("1", "0", "1/n")),
    ("b*(exp(1/b) - 1)", ("1", "0", "oo")),
    ("erfc(p/b)", ("1", "0", "2")),
    ("erfc({S} + 1) + erfc({T})", ("0", "2", "4")),
    ("(1 + p/b)**b", ("exp(p)", "1", "oo")),
    ("relu({S})/b", ("relu(p)", "0", "oo")),
    ("log(erfc(b))/b**2", ("-1", "0", "1")),
    ("exp(-s*b)*b**3", ("0", "oo", "1")),
    ("sigmoid({S})*erfc(b)", ("0", "1")),
    ("erfc(b)/erfc(b + 1/b)", ("exp(2)", "1", "0")),
    ("max({S}, {T})/b", ("max(p, q)", "p", "q")),
    ("b**p", ("0", "1", "oo")),
    ("sqrt(n*b + 1)/sqrt(b)", ("sqrt(n)", "n", "1")),
    ("erfc(log(b))*b", ("0", "1", "oo")),
    ("exp(b)*erfc(sqrt(b))*sqrt(b)", ("0", "1", "oo")),
    ("b*erfc(1/b) - b", ("0", "-2", "-1")),
)


def _spoiled(r: random.Random, text: str) -> str:
    """One thing changed."""
    how = r.randrange(6)
    if how == 0 and (numbers := list(re.finditer(r"(?<![\w.])\d+", text))):
        m = r.choice(numbers)
        return text[: m.start()] + str(int(m.group()) + r.choice([1, 1, 2])) + text[m.end() :]
    if how == 1:
        pairs = [
            (">=", ">"),
            ("<=", "<"),
            (" > ", " >= "),
            (" < ", " <= "),
            ("==", "<="),
            (" >", " <"),
            (" <", " >"),
        ]
        old, new = r.choice(pairs)
        return text.replace(old, new, 1)
    if how == 2:
        functions = ["exp", "abs", "relu", "sigmoid", "tanh", "erfc"]
        old, new = r.sample(functions, 2)
        return text.replace(f"{old}(", f"{new}(", 1)
    if how == 3:
        old, new = r.choice(
            [
                (" + ", " - "),
                (" - ", " + "),
                ("max(", "min("),
                ("min(", "max("),
                ("p", "x"),
                ("s)", "y)"),
            ]
        )
        return text.replace(old, new, 1)
    if (
        how == 4
        and (found := re.fullmatch(r"implies\((.*), ([^,]*)\)", text))
        and " and " not in found.group(1)
    ):
        return f"implies({found.group(2)}, {found.group(1)})"
    names = [m for m in re.finditer(r"\b[xyzcp]\b(?!\()", text)]
    if names:
        m = r.choice(names)
        return (
            text[: m.start()]
            + r.choice([n for n in "xyzcp" if n in text] or ["x"])
            + text[m.end() :]
        )
    return text


def _filled(r: random.Random, template: str, names: str, depth: int) -> str:
    return template.replace("{A}", scalar(r, names, depth)).replace("{B}", scalar(r, names, depth))


def _score(r: random.Random) -> str:
    return r.choice(
        [
            "p*b",
            "q*b",
            "b",
            "-b",
            "2*b",
            "(p + 1)*b",
            "p*b + q",
            "s*b",
            "b**2",
            "p*b**2",
            "p*b + 1/b",
            "p*log(b)",
        ]
    )


def question(r: random.Random) -> Asked:
    """A random question; about half of them are spoiled."""
    kind = r.choice(
        [
            "scalars",
            "scalars",
            "derivatives",
            "families",
            "implications",
            "means",
            "limits",
            "limits",
        ]
    )
    if kind == "limits":
        template, values = r.choice(LIMITS)
        text = template.replace("{S}", _score(r)).replace("{T}", _score(r))
        if r.random() < 0.4:
            text = r.choice(
                ["sigmoid({})", "erfc({})", "exp(-({}))", "1/(1 + abs({}))", "tanh(b*({}))"]
            ).format(text)
            values = (*values, "1/2", "erfc(1)", "exp(-1)", "sigmoid(1)")
        value = r.choice(values)
        given = r.choice(
            [(), (), ("p > q",), ("p > 0",), ("p < 0",), ("p == q",), ("p > 0", "q < p")]
        )
        return Asked(kind, f"tends({text}, {value})", MOVING, given, "b -> oo")
    table = {
        "scalars": STATEMENTS,
        "derivatives": DERIVATIVES,
        "families": FAMILIES,
        "implications": IMPLICATIONS,
        "means": MEANS,
    }[kind]
    text = r.choice(table)
    text = _filled(r, text, "xyp" if kind != "derivatives" else "xy", r.choice([0, 1, 1, 2]))
    if r.random() < 0.5:
        text = _spoiled(r, text)
    lets = {"families": FAMILY, "means": CHANCE}.get(kind, SCALARS)
    given: tuple[str, ...] = ()
    if kind in ("scalars", "derivatives") and r.random() < 0.25:
        given = (
            r.choice(
                ["x > 0", "x >= y", "x < 0", "x > 1", "y > x", "x == 2*y", "x**2 == 4", "p > 1"]
            ),
        )
    if kind == "families" and r.random() < 0.25:
        given = (r.choice(["x[a] > x[i]", "n >= 2", "x[i] >= 0", "n == 1", "sum(x[j], j) == 1"]),)
    return Asked(kind, text, lets, given)
