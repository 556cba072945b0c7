"""`symattn axioms`: the ledger of rules, theorems and oracles, or what some derivations rest on."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Collection, Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from . import choosing
from .terminal import say_json

if TYPE_CHECKING:
    from ..ledger.resting_on import Ledger
    from ..records.record import CheckedDerivation

WIDTH = 100
SAID = ("name", "statement", "theorems", "extension")  # of a rule
NOTHING = {"outside": "no claim", "undecided": "no certificate"}
NO_ORACLE = "none: the kernel replayed every verdict itself"


@click.command()
@click.argument("ids", metavar="[ID | FILE.py]...", nargs=-1)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="What to print.",
)
@click.pass_context
def axioms(context: click.Context, ids: tuple[str, ...], form: str) -> None:
    """Print what verdicts rest on: the kernel's rules, the published theorems under them, and the
    oracles.

    With ids, a question (1c), a part (1c.ii) or a step (1c.ii.7), only what these rest on, worked
    out by replaying their certificates. Exit status 1 if one does not replay.
    """
    from ..ledger.resting_on import ORACLES, resting_on
    from ..ledger.rule_entries import RULES
    from ..ledger.theorems import THEOREMS

    if not ids:
        if form == "json":
            say_json(_json(_entries(RULES, THEOREMS, ORACLES)))
        else:
            click.echo("\n".join(_lines(RULES, THEOREMS, ORACLES)))
        return
    wrong = choosing.Complaints()
    if len(ids) == 1:
        records = choosing.records(ids[0], beside=False)
    else:
        chosen = choosing.look_up(ids, wrong)
        records = [record for _, record in choosing.checked(chosen, False, wrong)]
    found = [(record, resting_on(record)) for record in records]
    if not found:
        context.exit(2)
    rules = [name for name in RULES if any(name in ledger.rules for _, ledger in found)]
    theorems = [name for name in THEOREMS if any(name in ledger.theorems for _, ledger in found)]
    oracles = [name for name in ORACLES if any(name in ledger.oracles for _, ledger in found)]
    if form == "json":
        head = {"derivations": [_derivation(*pair) for pair in found]}
        say_json(_json(head | _entries(rules, theorems, oracles)))
    else:
        for record, ledger in found:
            click.echo("\n".join(_summary(record, ledger)) + "\n")
        click.echo("\n".join(_lines(rules, theorems, oracles)))
    context.exit(2 if wrong.count else 1 if any(ledger.problems for _, ledger in found) else 0)


def _json(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1)


def _entries(
    rules: Collection[str], theorems: Collection[str], oracles: Collection[str]
) -> dict[str, Any]:
    from ..ledger.resting_on import ORACLES
    from ..ledger.rule_entries import RULES
    from ..ledger.theorems import THEOREMS

    return {
        "rules": [{key: getattr(RULES[r], key) for key in SAID} for r in rules],
        "theorems": [asdict(THEOREMS[t]) for t in theorems],
        "oracles": [asdict(ORACLES[o]) for o in oracles],
    }


def _derivation(record: CheckedDerivation, ledger: Ledger) -> dict[str, Any]:
    head = {
        "id": record.id,
        "title": record.title,
        "steps": [asdict(step) for step in ledger.steps],
    }
    return head | {
        "rules": ledger.rules,
        "theorems": ledger.theorems,
        "oracles": ledger.oracles,
        "problems": ledger.problems,
    }


def _summary(record: CheckedDerivation, ledger: Ledger) -> Iterator[str]:
    """A derivation's title, its steps with the rules that they took.

    With them, what all of them rest on.
    """
    yield from _wrapped(f"{record.id}  {record.title}")
    width = max((len(f"{record.id}.{step.number}") for step in ledger.steps), default=0)
    for step in ledger.steps:
        head = f"  {f'{record.id}.{step.number}':<{width}}  {step.verdict:<11}  "
        yield from _wrapped(
            step.problem or ", ".join(step.rules) or NOTHING[step.verdict], head, " " * len(head)
        )
    for what, names in (("theorems", ledger.theorems), ("oracles", ledger.oracles or (NO_ORACLE,))):
        yield from _wrapped("; ".join(names) or "none", f"  {what:<8}  ", " " * 12)


def _lines(
    rules: Collection[str], theorems: Collection[str], oracles: Collection[str]
) -> Iterator[str]:
    """Statements and sources of what is named."""
    from ..ledger.resting_on import ORACLES
    from ..ledger.rule_entries import RULES, VALUES
    from ..ledger.theorems import THEOREMS

    shown = set(theorems)
    yield "Rules, which the kernel recomputes"
    for rule in (RULES[name] for name in rules):
        yield f"\n  {rule.name}"
        yield from _wrapped(rule.statement, "      ", "      ")
        if rule.extension:
            yield f"      An extension of the kernel: {rule.extension}."
        values = set(VALUES) <= set(rule.theorems)  # these are said once
        names = [
            *(["the values of terms"] if values and shown & set(VALUES) else []),
            *(t for t in rule.theorems if t in shown and not (values and t in VALUES)),
        ]
        yield from _wrapped("; ".join(names), "      Rests on: ", "      ")
    if named := [t for t in VALUES if t in shown]:
        yield "\n  The values of terms, and their signs"
        yield from _wrapped("; ".join(named), "      Rest on: ", "      ")
    yield "\nTheorems, which it takes from the literature"
    for theorem in (THEOREMS[name] for name in theorems):
        yield f"\n  {theorem.name}" + (
            f" (for claims about {theorem.about})" if theorem.about else ""
        )
        yield from _wrapped(theorem.statement, "      ", "      ")
        yield from _wrapped(theorem.source, "      Source: ", "      ")
    yield "\nOracles, whose numbers are believed"
    for oracle in (ORACLES[name] for name in oracles):
        yield f"\n  {oracle.name}"
        yield from _wrapped(oracle.statement, "      ", "      ")
        yield from _wrapped(oracle.source, "      Source: ", "      ")
    if not oracles:
        yield f"\n  {NO_ORACLE}"


def _wrapped(text: str, first: str = "", then: str = "") -> list[str]:
    return (
        textwrap.wrap(
            text, WIDTH, initial_indent=first, subsequent_indent=then, break_on_hyphens=False
        )
        if text
        else []
    )
