"""Functions of the language: exp, log, √, max(a, b), erfc and the like."""

from __future__ import annotations

from ...language import Term, number
from .cursor import Part
from .formula_reader import FormulaReader
from .latex_synonyms import FUNCTIONS, LACKING
from .latex_tokens import FormulaError, Token
from .page_functions import parted


def known_function(reader: FormulaReader) -> Part | None:
    """A function of the language with its argument; None if none stands here."""
    token = reader.peek()
    if token is None:
        return None
    name, length = _named(reader, token)
    if not name:
        return None
    if name in LACKING:
        raise reader.error(f"{name} is not in the language", token)
    for _ in range(length):
        reader.next()
    power = _power(reader, name)
    if name in ("max", "min"):
        return _largest_of(reader, name, token)
    if name == "sqrt":
        return _root(reader, token)
    argument = _only_argument(reader, name)
    at = (token.start, argument.end)
    if name == "erf":  # 1 − erfc(x)
        rest = Term("neg", (reader.build("erfc", argument.term, at=at),))
        term = reader.build("+", number(1), rest, at=at)
    else:
        term = reader.build(FUNCTIONS[name], argument.term, at=at)
    if power is not None:
        term = reader.build("^", term, power.term, at=at)
    return Part(term, *at)


def _named(reader: FormulaReader, token: Token) -> tuple[str, int]:
    """The function that is named here, and how many tokens its name takes; "" for none."""
    if token.kind == "command":
        name = token.text[1:]
        if name in ("operatorname", "mathrm"):
            before = reader.at
            reader.next()
            word = "".join(t.text for t in reader.group())
            taken = reader.tokens[before : reader.at]
            length = sum(t.kind not in ("space", "mark") for t in taken)
            reader.at = before
            name = _known(word) if reader.scope.meaning(word) is None else ""
            return (name, length) if name in FUNCTIONS or name in LACKING else ("", 0)
        return (name, 1) if name in FUNCTIONS or name in LACKING else ("", 0)
    if token.kind == "text":
        known = _known(token.text) if reader.scope.meaning(token.text) is None else ""
        return (known, 1) if known else ("", 0)
    run = letter_run(reader)
    if run in FUNCTIONS and not all(reader.scope.meaning(c) is not None for c in run):
        return run, len(run)
    return "", 0


def _known(word: str) -> str:
    """The name of a function, whatever its capitals: ReLU."""
    if word in LACKING:
        return word
    return word.lower() if word.lower() in FUNCTIONS else ""


def letter_run(reader: FormulaReader) -> str:
    """Letters side by side before a bracket: exp( without its backslash."""
    reader.skip()
    text = ""
    for token in reader.tokens[reader.at :]:
        if token.kind == "letter" and (token.glued or not text):
            text += token.text
        else:
            bracket = token.kind != "text" and token.text in ("(", "[", r"\{", "_")
            return text if bracket else ""
    return ""


def _power(reader: FormulaReader, name: str) -> Part | None:
    """\\log^2 x is (\\log x)^2."""
    token = reader.here()
    if token is None or token.text != "^" or name in ("max", "min", "sqrt"):
        return None
    reader.at += 1
    reader.one_digit("^")
    exponent = reader.whole(reader.group(), "the exponent")
    if exponent.term == Term("neg", (number(1),)):
        raise reader.error("an inverse function is not in the language", token)
    return exponent


def _only_argument(reader: FormulaReader, name: str) -> Part:
    """In brackets, or one factor beside which nothing stands."""
    inside = reader.brackets()
    if inside is not None:
        end = reader.tokens[reader.at - 1].end
        part = reader.whole(inside, f"the argument of {name}")
        return Part(part.term, part.start, end)
    if name == "exp" or reader.done:
        raise reader.error(f"{name} needs its argument in brackets")
    argument = reader.factor()
    reader.no_row(argument)
    nothing_beside(reader, f"the argument of {name}")
    return argument


def nothing_beside(
    reader: FormulaReader,
    what: str,
    apart: tuple[str, ...] = ("+", "-", r"\cdot", r"\times", r"\log", r"\exp"),
) -> None:
    """Raises FormulaError if it is open whether the next factor belongs to `what`.

    What stands behind one of the signs `apart` does not.
    """
    while (token := reader.here()) is not None and token.kind == "mark":
        reader.at += 1
    if token is None or token.kind in ("space", "text", "row", "end") or reader.ends(token):
        return
    if token.text in apart:
        return
    raise reader.error(f"does this belong to {what} or not? Write brackets", token)


def _largest_of(reader: FormulaReader, name: str, token: Token) -> Part:
    """max(a, b) and max{a, b}; one over a family is read elsewhere."""
    inside = reader.brackets()
    if inside is None:
        raise reader.error(f"{name} needs an index below it, or its arguments in brackets", token)
    at = (token.start, reader.tokens[reader.at - 1].end)
    inside = _unwrapped(reader, inside)
    parts = parted(inside, ",")
    if (listed := reader.listed(parts, f"an argument of {name}")) is not None:
        index, over, body = listed
        flip = name == "min"
        term = reader.build("most", index, over, Term("neg", (body,)) if flip else body, at=at)
        return Part(Term("neg", (term,)) if flip else term, *at)
    values = [reader.whole(part, f"an argument of {name}") for part in parts]
    if len(values) < 2:
        raise FormulaError(
            f"{name} of one thing: write an index below it, as in \\{name}_j x_j", *at
        )
    return Part(reader.build(name, *(v.term for v in values), at=at), *at)


def _unwrapped(reader: FormulaReader, inside: list[Token]) -> list[Token]:
    """\\max{\\{a, b\\}}: without the inner brackets that hold everything."""
    while inside:
        inner = reader.within(inside)
        if not inner.sees(r"\{", "("):
            return inside
        held = inner.brackets()
        if held is None or not inner.done:
            return inside
        inside = held
    return inside


def _root(reader: FormulaReader, token: Token) -> Part:
    if reader.sees("["):
        raise reader.error("only square roots are in the language; write x^{1/3}", token)
    by_letters = token.kind != "command"
    inside = reader.brackets() if by_letters else reader.group()
    if inside is None:
        raise reader.error("sqrt needs its argument in brackets", token)
    argument = reader.whole(inside, "the root")
    at = (token.start, reader.tokens[reader.at - 1].end)
    return Part(reader.build("sqrt", argument.term, at=at), *at)
