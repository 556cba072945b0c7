"""What is said of a line that is not decided.

The search's own account of itself, in a fixed vocabulary.  Not judged by anyone.

A reason is a code with terms and whole numbers as arguments.  Free text is not among them: a
refusal of the kernel is said only in a sentence that the kernel's own code contains.
"""

from __future__ import annotations

import builtins
import sys
from collections.abc import Callable, Iterator
from functools import lru_cache
from types import CodeType, ModuleType
from typing import Any

from .. import kernel
from ..kernel import Claim, verdicts
from ..language import Term, from_json
from ..records.record import Reason
from .message import Message, Part, listed, message
from .refusals import plainer

Parts = list[Part]


def undecided(claim: Claim, reasons: tuple[Reason, ...]) -> tuple[Message, ...]:
    """The messages for a verdict that is not one; what is not in the vocabulary is left out."""
    found: list[Message] = []
    far: Parts = []
    for code, *args in reasons:
        if code in FAR and (parts := _said(FAR[code], args)):
            far += [" " if far else "", *parts]
        elif code == "direction" and len(args) == 1 and isinstance(args[0], Term):
            found.append(message("Open", args[0], "."))
        elif stop := why((code, *args)):
            found.append(message("Not decided", *stop, "."))
    return (*found, message("How far", *far)) if far else tuple(found)


def follows(claim: Claim, evidence: Any) -> tuple[Message, ...]:
    """A fact with which the line is proved, as the evidence shows."""
    items = [
        item
        for item in evidence.get("follows", ())
        if from_json(item["goal"]) == claim.goal and not item.get("scalars")
    ]
    return tuple(
        message("It would follow", "from ", *listed(map(from_json, item["assume"])), ".")
        for item in items
        if item.get("assume")
    )


def why(reason: Reason) -> tuple[Part, ...]:
    """What stopped the search, without a full stop; empty for what is not in the vocabulary."""
    code, *args = reason
    return tuple(p for p in _said(WHY[code], args) if p != "") if code in WHY else ()


def _said(phrase: Callable[..., Parts], args: list[Any]) -> Parts:
    try:
        return phrase(*args)
    except (TypeError, ValueError, AttributeError):
        return []


def _whole(value: Any) -> str:
    if not isinstance(value, int) or value < 0:
        raise ValueError("expected a whole number")
    return str(value)


def _term(value: Any) -> Term:
    if not isinstance(value, Term):
        raise ValueError("expected a term")
    return value


def _sentence(text: Any, about: Any = "") -> Parts:
    """A refusal of the kernel, with the term that it ends with."""
    if text not in sentences():
        return ["the rules do not cover it"]
    return [plainer(text), " ", _term(about)] if about != "" else [plainer(text)]


def _broke_off(name: Any) -> Parts:
    known = isinstance(getattr(builtins, str(name), None), type) and issubclass(
        getattr(builtins, str(name)), BaseException
    )
    return [f"the search broke off ({name})" if known else "the search broke off"]


def _fixed(text: str) -> Callable[[], Parts]:
    return lambda: [text]


NO_MODEL = "no point was found that satisfies the hypotheses"
WHY: dict[Any, Callable[..., Parts]] = {
    "rules": _sentence,
    "sign": lambda p: ["the facts do not give the sign of ", _term(p)],
    "sign without a name": _fixed(
        "the facts do not give the sign of the difference of the two sides"
    ),
    "others": _fixed(
        "it depends on how members without a name stand to others, and no case is made of that"
    ),
    "sum": _fixed(
        "a sum over all the other members has to be bounded, and no bound of its members was "
        "found that does"
    ),
    "function": _fixed(
        "a norm, a root or a logarithm has to be bounded, and no bound was found that does"
    ),
    "many terms": lambda found, most: [
        (
            f"the facts do not give the sign of a sum of {_whole(found)} terms, and of more than "
            f"{_whole(most)} little is tried"
        )
    ],
    "large exponent": lambda most: [
        f"the digits of e^x are worked out for |x| ≤ {_whole(most)} only"
    ],
    "zero": _fixed("a sign has to be known of what is 0"),
    "no oracle": _fixed(
        "the numbers would be compared by Arb, which is not installed: pip install python-flint"
    ),
    "too long": _fixed("the search came to the end of its effort"),
    "no rule": _fixed("no rule applies"),
    "not accepted": _fixed("the kernel did not accept the proof that was found"),
    "not borne out": _fixed("the kernel does not bear out what the search found"),
    "no model": _fixed(f"{NO_MODEL}; hypotheses that nothing satisfies would prove anything"),
    "no model of the left side": _fixed(
        f"{NO_MODEL} together with the left side of ⇒; a left side that nothing satisfies is an "
        "error"
    ),
    "effort": lambda seconds: [
        f"the search took more than the effort of {_whole(seconds)} seconds"
    ],
    "stopped": lambda seconds: [
        f"the search took longer than {_whole(seconds)} seconds and was stopped"
    ],
    "memory": lambda *most: [
        (
            f"the search needed more than {_whole(most[0])} MiB of memory, or crashed"
            if most
            else "the search needed more memory than there is"
        )
    ],
    "no result": _fixed("the worker ended without a result"),
    "broke off": _broke_off,
    "no other member": lambda way: [
        "the search found that ",
        _term(way),
        " fails, though only where there is no other member",
    ],
    "restricted by the link": _fixed("a hypothesis restricts how the limit is taken with its link"),
    "no rule for the link": _fixed("no rule decides what happens under the link"),
    "limit of every": lambda relation: [
        _term(relation),
        " of every member, left of ⇒: only comparisons, ≫ and → ∞ are understood there",
    ],
    "hypothesis of every": _fixed(
        "what is said of every member left of ⇒ becomes a hypothesis, and this cannot be one "
        "(it is about what is random, say)"
    ),
    "contradiction": _fixed("the hypotheses contradict each other"),
    "moves": _fixed("the limit has no name without the limit variable"),
    "derivative": lambda f: ["the derivative ", _term(f), " was not carried out"],
    "two sides": _fixed("the limits from the two sides are not the same, or not both decided"),
}


def _open_cases(proved: Any, cases: Any, first: Any) -> Parts:
    place = ["; the first open one is ", *listed(_term(f) for f in first)] if first else []
    return [f"the search closed {_whole(proved)} of {_whole(cases)} cases", *place, "."]


def _tried(k: Any) -> Parts:
    return [
        (
            f"{_whole(k)} point{'s' * (k != 1)} that satisfy the hypotheses were tried, and none "
            "refutes it."
        )
    ]


FAR: dict[Any, Callable[..., Parts]] = {"open": _open_cases, "tried": _tried}


@lru_cache(maxsize=1)
def sentences() -> frozenset[str]:
    """Every text in the code of the kernel, those with which it refuses among them.

    What it says is never anything else.  The kernel is loaded as a whole, but for `verdicts`: no
    folder is looked at, nor the archive in which a browser has it.
    """
    within = f"{kernel.__name__}."
    modules = {verdicts, *(m for name, m in list(sys.modules.items()) if name.startswith(within))}
    return frozenset(text for module in modules for code in _codes(module) for text in _texts(code))


def _codes(module: ModuleType) -> Iterator[CodeType]:
    for value in vars(module).values():
        for f in vars(value).values() if isinstance(value, type) else (value,):
            f = getattr(f, "__func__", getattr(f, "fget", getattr(f, "__wrapped__", f)))
            if getattr(f, "__module__", "") == module.__name__ and isinstance(
                code := getattr(f, "__code__", None), CodeType
            ):
                yield code


def _texts(code: CodeType) -> Iterator[str]:
    for constant in code.co_consts:
        if isinstance(constant, str):
            yield constant
        elif isinstance(constant, CodeType):
            yield from _texts(constant)
