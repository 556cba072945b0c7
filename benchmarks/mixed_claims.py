"""A hundred and twenty claims with their verdicts: limits, relations, chance, a third each.

(kind, verdict, claim, declarations, facts, limit), in the syntax of `symattn ask`.  They are what
a student's page and a model's derivation are made of: weights of a softmax, log-sum-exp, entropies,
gaps, noise on the scores.  A third are false as written: refuted, or conditional (true under a
condition), which is the same for who counts.
"""

from __future__ import annotations

from typing import Any

LIMIT, RELATION, CHANCE = "limits", "relations", "chance"
P, C, R = "proved", "conditional", "refuted"
Claim = tuple[str, str, str, str, str, str]

N, NN, G, BG = "n: integer >= 2", "n: integer >= 3", "g: real", "b: positive; g: real"
XY, XYZ, POS = "x: real; y: real", "x: real; y: real; z: real", "x: positive; y: positive"
FAM = "n: integer >= 2; x: real[n]"
OO = "b -> oo"

CLAIMS: list[Claim] = [
    # limits with all their cases
    (LIMIT, P, "limit(exp(b)/(2*exp(b) + n - 2), b, oo)", N, "", ""),
    (LIMIT, P, "limit(exp(b*g)/(exp(b*g) + n - 1), b, oo)", f"{N}; {G}", "", ""),
    (LIMIT, P, "limit(log(exp(b*x) + exp(b*y))/b, b, oo)", XY, "", ""),
    (LIMIT, P, "limit(exp(b*x)/(exp(b*x) + exp(b*y)), b, oo)", XY, "", ""),
    (LIMIT, P, "limit((1 + x/b)**b, b, oo)", "x: real", "", ""),
    (LIMIT, P, "limit(tanh(b*g), b, oo)", G, "", ""),
    (LIMIT, P, "limit(1/(1 + exp(-b*(x - y))), b, oo)", XY, "x > y", ""),
    (LIMIT, P, "limit(b*exp(-b*g), b, oo)", "g: positive", "", ""),
    (LIMIT, P, "limit(log(1 + exp(-b*g)), b, oo)", "g: positive", "", ""),
    (LIMIT, P, "limit(sqrt(b**2 + b) - b, b, oo)", "", "", ""),
    (LIMIT, P, "limit((exp(b) + n)/(exp(b) - 1), b, oo)", N, "", ""),
    (LIMIT, P, "limit(max(x, y)*b/(b + 1), b, oo)", XY, "", ""),
    (LIMIT, P, "limit(b*log(1 + x/b), b, oo)", "x: real", "", ""),
    (LIMIT, P, "limit((exp(x/b) - 1)*b, b, oo)", "x: real", "", ""),
    # limits that are claimed
    (LIMIT, P, "tends(exp(b*g)/(exp(b*g) + n - 1), 1)", f"{N}; g: positive", "", OO),
    (LIMIT, P, "tends(exp(b)/(exp(b) + n - 1), 1)", N, "", OO),
    (LIMIT, R, "tends(exp(b)/(2*exp(b) + n - 2), 1)", N, "", OO),
    (LIMIT, P, "tends(exp(b)/(2*exp(b) + n - 2), 1/2)", N, "", OO),
    (LIMIT, C, "tends(exp(b*g)/(exp(b*g) + 1), 1)", G, "", OO),
    (LIMIT, P, "tends(log(exp(b*x) + exp(b*y))/b, max(x, y))", XY, "", OO),
    (LIMIT, C, "tends(log(exp(b*x) + exp(b*y))/b, x)", XY, "", OO),
    (LIMIT, P, "close(log(exp(b*x) + exp(b*y)), b*max(x, y))", XY, "x != y", OO),
    (LIMIT, P, "tends(b*exp(-b), 0)", "", "", OO),
    (LIMIT, R, "tends(exp(b)/b, 1)", "", "", OO),
    (LIMIT, P, "tends(exp(b*(x - y))/(1 + exp(b*(x - y))), 0)", XY, "x < y", OO),
    (LIMIT, C, "tends(exp(b*(x - y))/(1 + exp(b*(x - y))), 0)", XY, "", OO),
    (LIMIT, P, "tends(tanh(b*g), 1)", "g: positive", "", OO),
    (LIMIT, R, "tends(tanh(b*g), 0)", "g: positive", "", OO),
    (LIMIT, P, "close(1/(1 + exp(-b)), 1)", "", "", OO),
    (LIMIT, P, "tends(n*exp(-b)/(1 + exp(-b)), 0)", N, "", OO),
    (LIMIT, R, "tends((exp(b) + exp(-b))/(2*exp(b)), 1)", "", "", OO),
    (LIMIT, P, "tends((exp(b) + exp(-b))/(2*exp(b)), 1/2)", "", "", OO),
    (LIMIT, P, "tends(log(n + exp(b))/b, 1)", N, "", OO),
    (LIMIT, P, "tends(exp(b*x)/(exp(b*x) + exp(b*y) + exp(b*z)), 1)", XYZ, "x > y; x > z", OO),
    (LIMIT, P, "tends(exp(b*x)/(exp(b*x) + exp(b*y) + exp(b*z)), 1/2)", XYZ, "x == y; x > z", OO),
    (LIMIT, C, "tends(exp(b*x)/(exp(b*x) + exp(b*y)), 1/2)", XY, "", OO),
    (LIMIT, P, "tends(sqrt(1 + exp(-b)), 1)", "", "", OO),
    (LIMIT, R, "tends(b*(sqrt(1 + 1/b) - 1), 1)", "", "", OO),
    (LIMIT, P, "tends(b*(sqrt(1 + 1/b) - 1), 1/2)", "", "", OO),
    (LIMIT, P, "tends(log(1 + b)/b, 0)", "", "", OO),
    # identities
    (RELATION, P, "(x + y)**2 == x**2 + 2*x*y + y**2", XY, "", ""),
    (RELATION, C, "(x + y)**2 == x**2 + y**2", XY, "", ""),
    (RELATION, P, "exp(x + y) == exp(x)*exp(y)", XY, "", ""),
    (RELATION, C, "exp(x + y) == exp(x) + exp(y)", XY, "", ""),
    (RELATION, P, "log(x*y) == log(x) + log(y)", POS, "", ""),
    (RELATION, C, "log(x + y) == log(x) + log(y)", POS, "", ""),
    (RELATION, P, "exp(b*g)/(exp(b*g) + 1) == 1/(1 + exp(-b*g))", BG, "", ""),
    (RELATION, P, "1 - 1/(1 + exp(-x)) == 1/(1 + exp(x))", "x: real", "", ""),
    (RELATION, R, "1 - 1/(1 + exp(-x)) == 1/(1 + exp(2*x) + 1)", "x: real", "", ""),
    (RELATION, P, "tanh(x) == (exp(2*x) - 1)/(exp(2*x) + 1)", "x: real", "", ""),
    (RELATION, C, "exp(b)/(2*exp(b) + n - 2) == 1/2", f"b: positive; {N}", "", ""),
    (RELATION, P, "exp(b)/(2*exp(b) + n - 2) == 1/(2 + (n - 2)*exp(-b))", f"b: positive; {N}", "",
     ""),
    (RELATION, P, "sqrt(x**2) == abs(x)", "x: real", "", ""),
    (RELATION, C, "sqrt(x**2) == x", "x: real", "", ""),
    (RELATION, P, "max(x, y) == (x + y + abs(x - y))/2", XY, "", ""),
    (RELATION, P, "diff(log(1 + exp(x)), x) == 1/(1 + exp(-x))", "x: real", "", ""),
    (RELATION, R, "diff(exp(2*x), x) == exp(2*x)", "x: real", "", ""),
    (RELATION, P, "diff(x**3, x) == 3*x**2", "x: real", "", ""),
    (RELATION, P, "sum(exp(x[j])/sum(exp(x[k]), k), j) == 1", FAM, "", ""),
    (RELATION, C, "sum(exp(x[j]), j, a) == sum(exp(x[j]), j)", FAM, "", ""),
    # inequalities
    (RELATION, P, "x**2 + 1 > x", "x: real", "", ""),
    (RELATION, C, "x**2 > x", "x: real", "", ""),
    (RELATION, P, "exp(x) >= 1 + x", "x: real", "", ""),
    (RELATION, P, "2*x*y <= x**2 + y**2", XY, "", ""),
    (RELATION, P, "exp(b)/(exp(b) + n - 1) > 1/n", f"b: positive; {N}", "", ""),
    (RELATION, P, "exp(b)/(exp(b) + n - 1) < 1", f"b: positive; {N}", "", ""),
    (RELATION, R, "exp(b)/(exp(b) + n - 1) > 1", f"b: positive; {N}", "", ""),
    (RELATION, P, "log(exp(x) + exp(y)) > max(x, y)", XY, "", ""),
    (RELATION, P, "log(exp(x) + exp(y)) <= max(x, y) + log(2)", XY, "", ""),
    (RELATION, R, "log(exp(x) + exp(y)) < max(x, y)", XY, "", ""),
    (RELATION, P, "exp(x[a])/sum(exp(x[j]), j) < 1", FAM, "", ""),
    (RELATION, P, "max(x[j], j) >= x[a]", FAM, "", ""),
    (RELATION, C, "max(x[j], j) > x[a]", FAM, "", ""),
    (RELATION, P, "abs(tanh(x)) < 1", "x: real", "", ""),
    (RELATION, P, "n*(n - 1)/2 >= 1", N, "", ""),
    (RELATION, C, "n*(n - 1)/2 > 1", N, "", ""),
    (RELATION, P, "implies(x > y, exp(x) > exp(y))", XY, "", ""),
    (RELATION, C, "implies(x > y, x**2 > y**2)", XY, "", ""),
    (RELATION, P, "iff(x > y, exp(b*x) > exp(b*y))", f"b: positive; {XY}", "", ""),
    (RELATION, P, "1/(1 + exp(-b*g)) > 1/2", "b: positive; g: positive", "", ""),
    # chance: numbers
    (CHANCE, P, "E(g)", "g ~ N(1, 1/2)", "", ""),
    (CHANCE, P, "E(exp(g))", "g ~ N(0, 1)", "", ""),
    (CHANCE, P, "Var(2*g + 1)", "g ~ N(1, 1/2)", "", ""),
    (CHANCE, P, "E(g**2)", "g ~ N(1, 1/2)", "", ""),
    (CHANCE, P, "P(g > 0)", "g ~ N(1, 1/2)", "", ""),
    (CHANCE, P, "P(g > h)", "g ~ N(1, 1/2); h ~ N(0, 1)", "", ""),
    (CHANCE, P, "E(1/(1 + exp(-5*(g - 1))))", "g ~ N(1, 1/2)", "", ""),
    (CHANCE, P, "Cov(g, g + h)", "g ~ N(0, 1); h ~ N(0, 1)", "", ""),
    (CHANCE, P, "E(abs(g))", "g ~ N(0, 1)", "", ""),
    (CHANCE, P, "E(max(g, 0))", "g ~ N(0, 1)", "", ""),
    (CHANCE, P, "E(exp(-g**2))", "g ~ N(0, 1)", "", ""),
    (CHANCE, P, "P(g > 0, given=g > -1)", "g ~ N(0, 1)", "", ""),
    (CHANCE, P, "E(tanh(g))", "g ~ N(1, 1/2)", "", ""),
    (CHANCE, P, "Var(exp(g))", "g ~ N(0, 1)", "", ""),
    # chance: claims
    (CHANCE, P, "E(g*h) == E(g)*E(h)", "g ~ N(1, 1); h ~ N(2, 1)", "", ""),
    (CHANCE, R, "E(g**2) == E(g)**2", "g ~ N(1, 1/2)", "", ""),
    (CHANCE, P, "E(g**2) == E(g)**2 + Var(g)", "g ~ N(1, 1/2)", "", ""),
    (CHANCE, P, "E(exp(g)) == exp(1/2)", "g ~ N(0, 1)", "", ""),
    (CHANCE, R, "E(exp(g)) == 1", "g ~ N(0, 1)", "", ""),
    (CHANCE, P, "E(exp(b*g)) == exp(b**2/2)", "b: positive; g ~ N(0, 1)", "", ""),
    (CHANCE, P, "Var(g + h) == Var(g) + Var(h)", "g ~ N(0, 1); h ~ N(0, 2)", "", ""),
    (CHANCE, R, "Var(g - h) == Var(g) - Var(h)", "g ~ N(0, 1); h ~ N(0, 2)", "", ""),
    (CHANCE, P, "Var(3*g) == 9*Var(g)", "g ~ N(0, 2)", "", ""),
    (CHANCE, R, "Var(3*g) == 3*Var(g)", "g ~ N(0, 2)", "", ""),
    (CHANCE, P, "P(g > 1) == 1/2", "g ~ N(1, 1/2)", "", ""),
    (CHANCE, P, "P(g > 0) > 1/2", "g ~ N(1, 1/2)", "", ""),
    (CHANCE, R, "P(g > 0) < 1/2", "g ~ N(1, 1/2)", "", ""),
    (CHANCE, P, "P(g > h) == 1/2", "g ~ N(1, 1/2); h ~ N(1, 1/2)", "", ""),
    (CHANCE, P, "E(1/(1 + exp(-b*(g - 1)))) == 1/2", "b: positive; g ~ N(1, 1/2)", "", ""),
    (CHANCE, P, "E(g**4) == 3", "g ~ N(0, 1)", "", ""),
    (CHANCE, R, "E(g**4) == 1", "g ~ N(0, 1)", "", ""),
    (CHANCE, P, "Cov(g, h) == 0", "g ~ N(0, 1); h ~ N(0, 1)", "", ""),
    (CHANCE, P, "E(max(g, h)) >= E(g)", "g ~ N(0, 1); h ~ N(0, 1)", "", ""),
    (CHANCE, P, "E(1/(1 + exp(-g))) < 1", "g ~ N(1, 1/2)", "", ""),
    (CHANCE, P, "E(abs(g)) == sqrt(2/pi)", "g ~ N(0, 1)", "", ""),
    (CHANCE, P, "tends(P(b*g > 1), 1/2)", "g ~ N(0, 1)", "", OO),
    (CHANCE, P, "tends(E(1/(1 + exp(-b*g))), P(g > 0))", "g ~ N(1, 1/2)", "", OO),
    (CHANCE, R, "tends(E(1/(1 + exp(-b*g))), 1)", "g ~ N(1, 1/2)", "", OO),
    (CHANCE, P, "E(g) + E(h) == E(g + h)", "g ~ N(1, 1); h ~ N(2, 3)", "", ""),
    (CHANCE, R, "E(exp(g)) == exp(E(g))", "g ~ N(1, 1/2)", "", ""),
]  # fmt: skip


def asked(claim: Claim) -> dict[str, Any]:
    """A claim as `symattn batch` reads it."""
    _, _, text, let, given, limit = claim
    return {
        "claim": text,
        "let": [one for one in let.split("; ") if one],
        "given": [one for one in given.split("; ") if one],
        "limit": limit,
    }


if __name__ == "__main__":
    import json

    for one in CLAIMS:
        print(json.dumps(asked(one)))
