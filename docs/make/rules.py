"""Write docs/rules.md, and the rules that the schema of certificates names, from the two tables.

    python docs/make/rules.py

The kernel's table says what there is, the ledger's what it means, and the rows of tests/kernel/rows
are the examples.
"""

from __future__ import annotations

import json
import re
import textwrap
from pathlib import Path
from typing import Any

from symattn.kernel import Claim
from symattn.kernel.rules.rule_table import NOWHERE, PROOF, REDUCTIONS, REFUTATION, RULES, named
from symattn.language import Term, plain
from symattn.ledger.rule_entries import RULES as ENTRIES
from symattn.ledger.rule_entries import VALUES, RuleEntry
from symattn.ledger.theorems import THEOREMS

HERE = Path(__file__).resolve().parents[2]
PAGE = HERE / "docs" / "rules.md"
SCHEMA = HERE / "symattn" / "schema" / "certificate.schema.json"
ROWS = HERE / "tests" / "kernel" / "rows"
PARTS = (
    ("In one case", "What a leaf of a proof shows of its conclusion.", (PROOF, NOWHERE)),
    ("From other claims", "What has to be proved instead.", REDUCTIONS),
    ("Against a claim", "What refutes it.", (REFUTATION,)),
)
INDENT: dict[str, Any] = {"initial_indent": "    ", "subsequent_indent": "    "}
INTRODUCTION = """\
# Rules of inference

What the kernel recomputes: what each rule infers and from what, what it takes from the literature,
a line that it shows, and one next to it that it must not show. Premises stand over the bar, the
conclusion under it. [certificates.md](certificates.md) says how a certificate names a rule, and
with which fields.

`python docs/make/rules.py` writes this page from `symattn/kernel/rules/rule_table.py` and
`symattn/ledger/`. The examples are rows of `tests/kernel/rows/`.
"""
ENDING = """\
## Theorems

What the rules take from the literature. *Values of terms* stands for those marked with a star: the
value of a term, or its sign, may rest on them wherever it is asked for. `symattn axioms 1b` says
what one derivation rests on.
"""


def row(rule: str, name: str) -> dict[str, Any]:
    """An example of a rule."""
    rows = json.loads((ROWS / f"{rule}.json").read_text(encoding="utf-8"))
    found: dict[str, Any] = next(one for one in rows if one["name"] == name)
    return found


def _names(term: Term) -> set[str]:
    return {
        str(t.args[0])
        for t in term.subterms()
        if t.args and t.op != "number" and not isinstance(t.args[0], Term)
    }


def line(claim: Claim) -> str:
    """A claim in one line: the hypotheses that have to do with it, and the goal."""
    context, near = claim.context, _names(claim.goal)
    said: list[Term] = []
    while more := [f for f in context.facts if f not in said and _names(f) & near]:
        said += more
        near = near.union(*(_names(f) for f in more))
    given = [plain(f) for f in context.facts if f in said]
    given += [
        f"{law.key} ∼ N({plain(law.mean)}, {plain(law.variance)})"
        for law in context.laws
        if law.key in near
    ]
    given += [f"{name} → ∞" for name in context.limit if name in near]
    return ", ".join(given) + " ⊢ " * bool(given) + plain(claim.goal)


def figure(entry: RuleEntry) -> str:
    """The inference figure, in letters."""
    width = max(len(entry.premises), len(entry.conclusion))
    lines = (entry.premises.center(width), "─" * width, entry.conclusion.center(width))
    return "\n".join(text.rstrip() for text in lines)


def rests_on(entry: RuleEntry) -> str:
    """The theorems of a rule, those of the values of terms in one."""
    values = set(VALUES) <= set(entry.theorems)
    own = [t for t in entry.theorems if not (values and t in VALUES)]
    names = [f"[{t}](#theorems)" for t in own] + ["*values of terms*"] * values
    return ", ".join(names) or "nothing but the definitions"


def section(name: str, entry: RuleEntry) -> str:
    """What is said of one rule."""
    where = f"where {entry.where}\n\n" if entry.where else ""
    text = f"### {name}\n\n{entry.statement}\n\n```text\n{figure(entry)}\n```\n\n{where}"
    text += f"Rests on {rests_on(entry)}.\n\n"
    shown, refused = (row(name, one) for one in (entry.accepted, entry.refused))
    text += f"* Shown ({shown['name']}): `{line(Claim.from_json(shown['claim']))}`\n"
    text += f"* Refused ({refused['name']}): `{line(Claim.from_json(refused['claim']))}`\n"
    return text + f"  {entry.because}\n"


def page() -> str:
    """The whole of docs/rules.md."""
    parts, table = [], ["| rule | infers |", "|---|---|"]
    sections = [
        (title, what, {"split": ENTRIES["split"], **_of(kinds)} if PROOF in kinds else _of(kinds))
        for title, what, kinds in PARTS
    ]
    for title, what, entries in sections:
        table.append(f"| **{title}** | |")
        table += [f"| [{name}](#{name}) | {_cell(e.conclusion)} |" for name, e in entries.items()]
        parts.append(f"## {title}\n\n{what}\n")
        parts += [section(name, entry) for name, entry in entries.items()]
    theorems = ["| theorem | says | source |", "|---|---|---|"]
    theorems += [
        f"| {t.name}{_cell('*' * (t.name in VALUES))} | {_cell(t.statement)} | {_cell(t.source)} |"
        for t in THEOREMS.values()
    ]
    pieces = [INTRODUCTION, "\n".join(table) + "\n", *parts, ENDING, "\n".join(theorems) + "\n"]
    return "\n".join(pieces)


def _of(kinds: tuple[str, ...]) -> dict[str, RuleEntry]:
    return {name: ENTRIES[name] for name in RULES if name in named(*kinds)}


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("*", "\\*")


def schema() -> str:
    """The schema of certificates, with the rules that there are."""
    text = SCHEMA.read_text(encoding="utf-8")
    for where, rules in (
        ("node", ["split", *named(PROOF, NOWHERE)]),
        ("reduction", [*named(*REDUCTIONS)]),
        ("refutation", [*named(REFUTATION)]),
    ):
        found = re.compile(r'(?<="enum": \[)[^]]*').search(text, text.index(f'\n  "{where}": {{'))
        assert found is not None
        names = textwrap.fill(", ".join(f'"{rule}"' for rule in rules), 110, **INDENT)
        text = f"{text[: found.start()]}\n{names}\n   {text[found.end() :]}"
    return text


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    SCHEMA.write_text(schema(), encoding="utf-8")
