"""What stands between brackets or bars, fractions, and tables of cases."""

from __future__ import annotations

from ...language import Term
from .cursor import Part, shown
from .events_read import event, events
from .formula_reader import FormulaReader
from .latex_tokens import FormulaError, Token
from .page_functions import parted

BARS = {"|": "|", "|(": "|)", r"\|": r"\|", r"\|(": r"\|)"}


def brackets(reader: FormulaReader) -> Part | None:
    """( … ), [ … ], { … }"""
    token = reader.peek()
    if token is None or token.text not in ("(", "[", "{", r"\{") or token.kind == "text":
        return None
    inside = reader.brackets() or []
    end = reader.tokens[reader.at - 1].end
    if token.text == r"\{" and any(t.kind == "text" and t.text == "if" for t in inside):
        return _cases_in_line(reader, inside, (token.start, end))
    if token.text == r"\{":
        raise FormulaError("a set of values is not in the language", token.start, end)
    if not inside:
        raise FormulaError("nothing stands between these brackets", token.start, end)
    if len(parted(inside, ",")) > 1:
        raise FormulaError("a list of values is not in the language", token.start, end)
    inner = reader.within(inside)
    if token.text == "{":
        return _braces(reader, inner, token, end)
    part = inner.sum()
    if not inner.done:
        raise inner.error(f"expected the closing bracket, found {inner.found()}")
    return Part(part.term, token.start, end, row=part.row, bracketed=True)


def _braces(reader: FormulaReader, inner: FormulaReader, opening: Token, end: int) -> Part:
    """{ … } does not show on the page, so nothing but one factor may stand in it."""
    part = inner.factor()
    after = reader.here()
    raised = after is not None and after.text in ("^", "'")
    if not inner.done or (raised and any(t.text == "^" for t in inner.tokens)):
        raise FormulaError(
            "braces do not show on the page; write round brackets", opening.start, end
        )
    return Part(part.term, opening.start, end, row=part.row, digits=part.digits)


def inner_product(reader: FormulaReader) -> Part | None:
    """\\langle x, y \\rangle"""
    token = reader.peek()
    if token is None or token.text != r"\langle":
        return None
    sides = parted(reader.brackets() or [], ",")
    at = (token.start, reader.tokens[reader.at - 1].end)
    if len(sides) != 2:
        raise FormulaError("expected two vectors between ⟨ and ⟩", *at)
    x, y = (reader.whole(side, "a side of ⟨ , ⟩").term for side in sides)
    return Part(reader.build("dot", x, y, at=at), *at)


def bars(reader: FormulaReader) -> Part | None:
    """|x|, ‖x‖; |v| of a vector is its length."""
    token = reader.peek()
    if token is None or token.text not in BARS or token.kind == "text":
        return None
    reader.next()
    twice = (
        token.text == "|"
        and (after := reader.here()) is not None
        and (after.text == "|" and after.glued)
    )
    if twice:
        reader.next()
    reader.bars += 1
    try:
        inner = reader.sum()
    finally:
        reader.bars -= 1
    closing = BARS[token.text]
    if (close := reader.take(closing)) is None:
        raise reader.error(f"expected the closing bar {shown(closing)}, found {reader.found()}")
    if twice:
        close = reader.expect(
            "|", " a second time (for |x| inside of | | write \\left| … \\right|)"
        )
    at = (token.start, close.end)
    reader.no_row(inner)
    sort = inner.term.sort
    op = "norm" if sort in ("vector", "matrix") else "abs"
    if (below := reader.here()) is not None and below.text == "_":
        reader.at += 1
        if [t.text for t in reader.group()] != (["F"] if sort == "matrix" else ["2"]) or (
            op == "abs"
        ):
            raise reader.error("of norms, ‖x‖ of a vector and ‖A‖_F are in the language", below)
        at = (token.start, reader.tokens[reader.at - 1].end)
    if (twice or token.text.startswith("\\")) and op == "abs" and sort is not None:
        raise FormulaError("a norm needs a vector, and this is a number; write |x|", *at)
    return Part(reader.build(op, inner.term, at=at), *at, bars=not token.text.endswith("("))


def fraction(reader: FormulaReader) -> Part | None:
    """\\frac{a}{b}"""
    token = reader.peek()
    if token is None or token.text != r"\frac":
        return None
    reader.next()
    above, below = reader.group(), reader.group()
    at = (token.start, reader.tokens[reader.at - 1].end)
    top = reader.whole(above, "the numerator")
    bottom = reader.whole(below, "the denominator")
    return Part(reader.build("/", top.term, bottom.term, at=at), *at, bracketed=True)


def environment(reader: FormulaReader) -> Part | None:
    """A table of cases; other environments have no value."""
    token = reader.peek()
    if token is None or token.kind != "begin":
        return None
    if token.text not in ("cases", "dcases"):
        raise reader.error(f"the environment {token.text} is not known inside a formula", token)
    args: list[Term] = []
    table = case_rows(reader)
    for (value, _), under in zip(table, events(reader, [condition for _, condition in table])):
        args += [under, reader.whole(value, "a value of the cases").term]
    at = (token.start, reader.tokens[reader.at - 1].end)
    return Part(reader.build("cases", *args, at=at), *at)


def _cases_in_line(reader: FormulaReader, inside: list[Token], at: tuple[int, int]) -> Part:
    """\\{ 1 if x > 0; 0 if x \\le 0 \\}, as symattn prints it where there is little room."""
    args: list[Term] = []
    for row in parted(inside, ";"):
        where = [k for k, t in enumerate(row) if t.kind == "text" and t.text == "if"]
        if len(where) != 1:
            raise FormulaError("each case is written: value if condition", *at)
        value = reader.whole(row[: where[0]], "a value of the cases").term
        args += [event(reader, row[where[0] + 1 :]), value]
    return Part(reader.build("cases", *args, at=at), *at)


def case_rows(reader: FormulaReader) -> list[tuple[list[Token], list[Token]]]:
    """The rows of a table of cases: the value's tokens, and the condition's."""
    opening = reader.next()
    rows: list[list[Token]] = [[]]
    depth = 0
    while True:
        token = reader.here()
        if token is None:
            raise reader.error("\\begin{cases} is not closed", opening)
        reader.at += 1
        if token.kind == "end" and depth == 0:
            break
        depth += {"begin": 1, "end": -1}.get(token.kind, 0)
        if token.kind == "row" and depth == 0:
            rows.append([])
        else:
            rows[-1].append(token)
    found: list[tuple[list[Token], list[Token]]] = []
    for row in rows:
        if all(t.kind in ("space", "mark") for t in row):
            continue
        value, condition = _case(row)
        if found and not any(t.kind not in ("space", "mark") for t in value):
            condition = [*found[-1][1], *condition]  # a condition that goes on in the next row
            value = found.pop()[0]
        found.append((value, condition))
    return found


def _case(row: list[Token]) -> tuple[list[Token], list[Token]]:
    """Parted at the mark, or where the words of the condition begin."""
    mark = next((k for k, t in enumerate(row) if t.kind == "mark"), None)
    if mark is None:
        mark = next((k for k, t in enumerate(row) if t.kind == "text"), None)
    if mark is None:
        raise FormulaError("a case needs a condition after &", row[0].start, row[-1].end)
    value, condition = row[:mark], [t for t in row[mark:] if t.kind != "mark"]
    while value and (value[-1].kind == "space" or value[-1].text in (",", ";")):
        value.pop()
    return value, condition
