"""E, Var, Cov and P as pages write them: \\mathbb{E}[x], \\mathrm{Var}(x), \\Pr(x > 0 \\mid y)."""

from __future__ import annotations

from ...language import Term, flattened
from .cursor import Part
from .events_read import event
from .formula_reader import FormulaReader
from .known_functions import nothing_beside
from .latex_tokens import FormulaError, Token
from .page_functions import parted

SPELLINGS = {
    "E": ("E", r"\mathbb{E}", "Mean"),
    "Var": ("Var", r"\mathbb{V}", "Variance", "var"),
    "Cov": ("Cov", "cov"),
    "P": ("P", r"\mathbb{P}", "Pr", "Prob"),
}
MEANS = {name: op for op, names in SPELLINGS.items() for name in names}


def chance(reader: FormulaReader) -> Part | None:
    """A mean, a variance, a covariance or a probability; None if none stands here."""
    token = reader.peek()
    if token is None:
        return None
    before = reader.at
    op = _operator(reader)
    if op is None:
        reader.at = before
        return None
    script = reader.here()
    if script is not None and script.text == "_":
        raise reader.error(
            f"a subscript of {op} is not read: means are over all that is random; write {op}(…)",
            script,
        )
    if script is not None and script.text == "^":
        raise reader.error(f"write the power after the brackets: {op}(x)^2", script)
    inside = reader.brackets() if reader.sees("(", "[", r"\{") else None
    if inside is None:
        if op != "E":
            raise reader.error(f"{op} needs brackets: {op}(x)", token)
        argument = reader.factor()
        nothing_beside(reader, "the mean", ("+", "-", r"\cdot", r"\times"))
        at = (token.start, argument.end)
        return Part(reader.build("E", argument.term, at=at), *at)
    at = (token.start, reader.tokens[reader.at - 1].end)
    said, given = _given(inside)
    under = () if given is None else (event(reader, given),)
    if op == "P":
        return Part(reader.build("P", event(reader, said), *under, at=at), *at)
    values = [reader.whole(part, f"what {op} is of").term for part in parted(said, ",")]
    if op == "Cov" and len(values) == 1 and values[0].sort == "vector":
        values *= 2
    if len(values) != (2 if op == "Cov" else 1):
        raise FormulaError(f"{op} is of {'two things' if op == 'Cov' else 'one thing'}", *at)
    return Part(_moment(reader, op, values, under, at), *at)


def _moment(
    reader: FormulaReader,
    op: str,
    values: list[Term],
    under: tuple[Term, ...],
    at: tuple[int, int],
) -> Term:
    if op == "E" or (op == "Var" and values[0].sort != "vector"):
        return reader.build(op, values[0], *under, at=at)
    x, y = values if op == "Cov" else values * 2
    if x.sort == y.sort == "vector":
        if under:
            raise FormulaError("a covariance of vectors under a condition", *at)
        if x != y:
            raise FormulaError("the covariance of two different vectors is not in the language; of "
                               "one vector it is Cov(x)", *at)  # fmt: skip
        return reader.build("Cov", x, at=at)
    separately = [reader.build("E", v, *under, at=at) for v in (x, y)]
    together = reader.build("E", flattened("*", (x, y)), *under, at=at)
    apart = flattened("*", (separately[0], separately[1]))
    return reader.build("+", together, Term("neg", (apart,)), at=at)


def _operator(reader: FormulaReader) -> str | None:
    token = reader.next()
    scope = reader.scope
    if token.text in (r"\mathbb", r"\mathrm", r"\operatorname", r"\mathbf", r"\mathcal"):
        inner = "".join(t.text for t in reader.group())
        name = f"\\mathbb{{{inner}}}" if token.text == r"\mathbb" else inner
    elif token.kind == "letter":
        name = next((w for w in ("Var", "Cov", "Pr") if _spells(reader, token, w)), token.text)
        reader.at += len(name) - 1
        if len(name) == 1 and not reader.sees("(", "["):
            return None
    elif token.kind == "text":
        name = token.text
    else:
        return None
    return MEANS.get(name) if scope.meaning(name) is None else None


def _spells(reader: FormulaReader, token: Token, word: str) -> bool:
    letters = reader.tokens[reader.at - 1 : reader.at - 1 + len(word)]
    return "".join(t.text for t in letters) == word and all(t.glued for t in letters[1:])


def _given(inside: list[Token]) -> tuple[list[Token], list[Token] | None]:
    """What stands before and after the bar."""
    parts = parted(inside, r"\mid")
    if len(parts) > 2:
        raise FormulaError("two bars: what is given?", inside[0].start, inside[-1].end)
    if len(parts) == 2:
        return parts[0], parts[1]
    bars = [k for k, t in enumerate(inside) if t.text == "|" and t.kind == "sign"]
    if len(bars) == 1:
        return inside[: bars[0]], inside[bars[0] + 1 :]
    return inside, None
