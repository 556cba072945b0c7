"""Limits of what SymPy writes: `symattn.limit`, and how its expressions are read."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from ..language import Context, Scalar, Term, TermError, number, replaced
from ..language.wellformed import NAME
from ..reading.declarations import NUMBER, QuestionError, fraction_term, key_of
from ..reading.question_reader import read_question
from ..reading.questions import LimitQuestion, Question
from ..reading.spelling import name_of, spelled
from ..results.wrong_arguments import ArgumentError, listed, seconds_of, shown, texts
from .limit_answers import SECONDS, answer_within
from .limit_found import Limit


def question_of(
    f: Any, variable: Any, point: Any, given: Iterable[Any], side: str = ""
) -> Question:
    """The question about SymPy expressions (or terms); the symbols' assumptions become facts."""
    import sympy

    from ..writing.sympy_bridge import declarations, from_sympy, relation_from_sympy

    if side not in ("", "+", "-"):
        raise TermError(
            "side: expected '+' (from above), '-' (from below) or nothing for both sides, found "
            f"{str(side)[:40]!r}"
        )
    given = tuple(given) if not isinstance(given, str) else given
    keyed = _keyed([f, variable, point, *(given if isinstance(given, tuple) else ())])
    f, variable, point = (
        x.xreplace(keyed) if isinstance(x, sympy.Basic) else x for x in (f, variable, point)
    )
    if isinstance(f, sympy.Basic) and f.has(sympy.erf):
        f = f.replace(sympy.erf, lambda x: 1 - sympy.erfc(x))
    term = f if isinstance(f, Term) else from_sympy(f)
    if isinstance(given, str):
        raise TermError(
            f"given={shown(given)}: expected a list of facts, as in given=[{shown(given)}]"
        )
    given = tuple(g.xreplace(keyed) if isinstance(g, sympy.Basic) else g for g in given)
    said = [g for g in given if not isinstance(g, str)]
    facts = [g if isinstance(g, Term) else relation_from_sympy(g) for g in said]
    name = str(variable)
    scalars, assumed = declarations([f, variable, point, *said], [term, *facts])
    facts += [
        fact for g in given if isinstance(g, str) for fact in _read(g, [s.key for s in scalars])
    ]
    key = (
        str(from_sympy(variable).args[0]) if not isinstance(variable, (str, Term)) else key_of(name)
    )
    name = name_of(key) if isinstance(variable, sympy.Symbol) else name
    if all(s.key != key for s in scalars):
        scalars = (*scalars, Scalar(key))
    whole = tuple(Scalar(s.key, s.integer and s.key != key) for s in scalars)
    context = Context(
        scalars=whole,
        facts=tuple(
            dict.fromkeys([Term(">", (Term("scalar", (key,)), number(0))), *assumed, *facts])
        ),
        limit=(key,),
    )
    asked = LimitQuestion(term, name, point if isinstance(point, Term) else from_sympy(point), side)
    return Question(
        {s.key: name_of(s.key) for s in whole},
        context,
        asked.on_the_side_that_there_is((*assumed, *facts)),
        {new.name: old.name for old, new in keyed.items()},
    )


def _keyed(expressions: Iterable[Any]) -> dict[Any, Any]:
    """For symbols with plain names, such as beta and x_12, those with the names that terms have.

    These are \\beta and x_{12}.  Raises TermError.
    """
    import sympy

    found = sorted(
        {
            x
            for e in expressions
            for x in getattr(e, "free_symbols", ())
            if isinstance(x, sympy.Symbol)
        },
        key=lambda x: str(x.name),
    )
    names, keyed = {x.name for x in found}, {}
    for x in (x for x in found if not NAME.match(x.name)):
        try:
            key = key_of(x.name)
        except QuestionError as error:
            raise TermError(str(error)) from error
        if not NAME.match(key) or key in names:
            why = (
                f"{key} is another one"
                if key in names
                else "a letter or a word is expected, with one index at most, as in gamma_a"
            )
            raise TermError(f"the symbol {x.name!r} has no name here: {why}")
        keyed[x] = sympy.Symbol(key, **x.assumptions0)
        names.add(key)
    return keyed


def _read(text: str, keys: Iterable[str]) -> list[Term]:
    """A fact in the syntax of `ask`, about symbols by their names."""
    from ..reading.question_reader import QuestionReader

    own = {key_of(name_of(key)): key for key in keys}
    try:
        facts = QuestionReader(
            text, Question({key: name_of(key) for key in own}), set(own), {}, given=True
        ).facts()
    except QuestionError as error:
        raise TermError(f"given {text[:80]!r}: {error}") from error
    return [
        replaced(
            fact, {Term("scalar", (key,)): Term("scalar", (symbol,)) for key, symbol in own.items()}
        )
        for fact in facts
    ]


def asked_of(
    f: Any, variable: Any, point: Any, let: Iterable[str], given: Iterable[Any], side: str
) -> Question:
    """The question about a limit, of SymPy or of text."""
    let = texts("let", let)
    if not isinstance(side, str) or side not in ("", "+", "-"):
        raise TermError(
            "side: expected '+' (from above), '-' (from below) or nothing for both sides, found "
            f"{shown(side)}"
        )
    if not isinstance(f, str):
        if let:
            raise ArgumentError(
                "let: declarations are for a text; SymPy's symbols have assumptions, as in "
                "Symbol('b', positive=True)"
            )
        facts = given if isinstance(given, str) else listed("given", given)
        return question_of(_in_sympy("f", f), _variable(variable), point_of(point), facts, side)
    ends = f", {side!r}" if side else ""
    where = point_of(point)
    spot = spelled(where, {}) if isinstance(where, Term) else str(where)
    text = f"limit({f}, {plain_name(variable)}, {spot}{ends})"
    question = read_question(text, let, texts("given", given))
    if not isinstance(question.asked, LimitQuestion):
        raise QuestionError(f"{f[:60]!r}: expected one term")
    return question


def _in_sympy(what: str, value: Any) -> Any:
    """What SymPy or symattn has made; an array is neither."""
    import sympy

    if isinstance(value, (sympy.Basic, Term)) or (
        isinstance(value, int) and not isinstance(value, bool)
    ):
        return value
    raise TermError(f"{what}: {shown(value)} ({type(value).__name__}) is not in the language")


def _variable(variable: Any) -> Any:
    """A symbol, or the name of one."""
    import sympy

    if isinstance(variable, sympy.Symbol) or (
        isinstance(variable, Term) and variable.op == "scalar"
    ):
        return variable
    if isinstance(variable, str) and variable.isidentifier():
        return Term("scalar", (key_of(variable),))
    raise ArgumentError(
        f"variable: expected a symbol, such as Symbol('b'), found {shown(variable)}"
    )


def point_of(point: Any) -> Any:
    """oo, -oo or a number: of SymPy, as a term, or as text."""
    if isinstance(point, str):
        text = point.strip()
        if text.removeprefix("-").strip() in ("oo", "infinity", "∞"):
            return Term("neg", (Term("infinity"),)) if text[0] == "-" else Term("infinity")
        if not NUMBER.match(text):
            raise ArgumentError(
                f"point: expected oo, -oo or a number such as 1/2, found {shown(point)}"
            )
        return fraction_term(Fraction(text))
    return _in_sympy("point", point)


def plain_name(variable: Any) -> str:
    """The name of a variable, of SymPy or as text."""
    import sympy

    name = str(variable) if isinstance(variable, (str, sympy.Symbol)) else ""
    if not name.isidentifier():
        raise ArgumentError(f"variable: expected a name such as 'b', found {shown(variable)}")
    return name


def limit(
    f: Any,
    variable: Any,
    point: Any,
    *,
    let: Iterable[str] = (),
    given: Iterable[Any] = (),
    side: str = "",
    seconds: float = SECONDS,
) -> Limit:
    """The limit of f as the variable tends to a point, with every case of its parameters.

    The point is oo, −oo or a number.

    `side` is "+" (from above) or "-" (from below); without one both are taken, and have to agree.
    f, the facts in `given` and the point are SymPy expressions or symattn terms; a fact may be text
    too, such as "g > 0".  Symbols stand for real numbers; positive, integer and the like are taken
    from SymPy's assumptions.  f may also be a text in the syntax of `symattn ask`, with its
    declarations in `let`.

    Raises TermError for what is not in the language, QuestionError for a text that cannot be read,
    ArgumentError.

    >>> from sympy import symbols, exp, oo
    >>> b, g = symbols("b g", real=True)
    >>> n = symbols("n", integer=True, positive=True)
    >>> print(limit(exp(b*g)/(exp(b*g) + n), b, oo))
    1  if g > 0
    0  if g < 0
    1/(n + 1)  if g == 0
    >>> limit("(exp(x) - 1)/x", "x", 0).value
    '1'
    """
    return answer_within(asked_of(f, variable, point, let, given, side), seconds_of(seconds))
