"""`symattn plot`: pictures of a derivation, drawn from what is proved in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import choosing

if TYPE_CHECKING:
    from ..pictures.plan import Plan
    from ..records.record import CheckedDerivation

KINDS = ("weights", "plane", "density", "spread")
MOST_SAMPLES = 1_000_000


@click.command()
@click.argument("id", metavar="ID | FILE.py")
@click.option("--kind", type=click.Choice(KINDS), help="One picture instead of all that apply.")
@click.option(
    "--output",
    "-o",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write; .svg, .png or .pdf. Without it: ID.svg in the working folder.",
)
@click.option(
    "--set",
    "values",
    multiple=True,
    metavar="NAME=NUMBER",
    help="A value, exactly: n=10, beta=5/2. May be repeated.",
)
@click.option(
    "--monte-carlo",
    type=click.IntRange(0, MOST_SAMPLES),
    default=0,
    metavar="N",
    help="Also draw N samples from the definitions, as a check.",
)
@click.option(
    "--seed",
    type=click.IntRange(0, 2**32 - 1),
    default=0,
    show_default=True,
    help="Of the samples.",
)
def plot(
    id: str,
    kind: str | None,
    output: Path | None,
    values: tuple[str, ...],
    monte_carlo: int,
    seed: int,
) -> None:
    """Draw what a derivation proves: weights and their limits, where samples go, how they spread.

    \b
    symattn plot 1b                          weights as the query grows, with the proved bound
    symattn plot 1c.ii --kind plane          which sample sends c where
    symattn plot 1cd -o heads.pdf            one head against two
    symattn plot 1c.ii-a --set n=100 --monte-carlo 10000
    """
    from .. import pictures

    pictures.require()
    suffix = ".svg" if output is None else output.suffix.lower()
    if suffix not in (".svg", ".png", ".pdf"):
        raise click.UsageError(
            f"--output {str(output)[:80]!r}: expected a name that ends in .svg, .png or .pdf"
        )
    choosing.writable(output, id)
    record = _one(id)
    settings = pictures.Settings(pictures.read_values(record, values), monte_carlo, seed)
    with choosing.progress("preparing", 1) as tell:
        tell(record.id)
        found = pictures.plans(record, settings, KINDS if kind is None else (kind,))
    drawn = {name: plan for name, plan in found.items() if not isinstance(plan, str)}
    if not drawn:
        raise click.ClickException(_nothing(record, found, kind))
    unused = settings.values.keys() - frozenset().union(*(p.used for p in drawn.values()))
    if unused:
        names = ", ".join(
            text.partition("=")[0].strip()
            for text in values
            if set(pictures.read_values(record, [text])) <= unused
        )
        raise click.ClickException(
            f"--set {names}: no picture of {record.id} depends on it" + _why_not(found)
        )
    from ..records.saving import file_name, write_bytes

    path = output if output is not None else Path(file_name(record.id) + ".svg")
    with choosing.progress("drawing", 1) as tell:
        tell(record.id)
        write_bytes(path, _page(record, drawn, suffix))
    click.echo(f"{path}: {', '.join(drawn)}" + _why_not(found))


def _one(name: str) -> CheckedDerivation:
    """The one derivation that a name means, checked with its bounds."""
    from ..writing.book import BookError, entries, select

    if name.endswith(".py"):
        records = choosing.records(name, beside=True)
        if len(records) != 1:
            raise BookError(f"{name}: expected one derivation to draw, found {len(records)}")
        return records[0]
    chosen = select(name, entries())
    exact = [s for s in chosen if s.entry.id == name] or chosen
    if len(exact) > 1:
        raise BookError(
            f"{name} names {len(exact)} derivations, and a picture is of one: "
            f"{', '.join(s.entry.id for s in exact)}"
        )
    if exact[0].step is not None:
        raise BookError(
            f"{name} is a step, and a picture is of a derivation: plot {exact[0].entry.id}"
        )
    return next(record for _, record in choosing.checked(exact, beside=True))


def _nothing(record: CheckedDerivation, found: dict[str, Plan | str], kind: str | None) -> str:
    from ..pictures import KINDS as NEEDS

    if said := _why_not(found):
        return f"no picture applies to {record.id}{said}"
    if kind is not None:
        return f"{record.id} has no {kind} picture: {found[kind]}; it needs {NEEDS[kind]}"
    return f"no picture applies to {record.id}; " + "; ".join(
        f"{name} needs {needs}" for name, needs in NEEDS.items()
    )


def _why_not(found: dict[str, Plan | str]) -> str:
    said = "; not ".join(
        f"{name}: {why}"
        for name, why in found.items()
        if isinstance(why, str) and "is given a value" in why
    )
    return f"; not {said}" if said else ""


def _page(record: CheckedDerivation, drawn: dict[str, Plan], suffix: str) -> bytes:
    """All pictures in one figure, one under the other."""
    from ..pictures import drawing

    with drawing.style():
        heights = [
            plan.height + 0.17 * len(drawing.caption_lines(plan.caption)) + 0.1
            for plan in drawn.values()
        ]
        figure = drawing.new_figure(sum(heights) + 0.4)
        title = "".join(c if c.isprintable() else " " for c in f"{record.id}   {record.title}")
        figure.suptitle(
            title if len(title) <= 100 else title[:99] + "…",
            x=0.012,
            ha="left",
            fontsize=11.5,
            fontweight="bold",
            parse_math=False,
        )
        for part, plan in zip(
            figure.subfigures(len(drawn), 1, height_ratios=heights, squeeze=False).flat,
            drawn.values(),
        ):
            plan.draw(part)
            drawing.caption_under(part, plan.caption)
        return drawing.file_bytes(
            figure, suffix, record.id, " ".join(plan.alt for plan in drawn.values())
        )
