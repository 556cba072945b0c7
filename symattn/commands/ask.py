"""The command `ask`: a claim decided, a limit found, a number enclosed."""

from __future__ import annotations

import re

import click

from .number_given import Seconds
from .terminal import Progress, complain, say_json


class _Asked(click.Command):
    """A command whose argument may begin with a minus: -log(x) < 1 is a claim, and no option.

    Its help names the functions of the table.
    """

    def format_help(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        from textwrap import fill

        from ..display.shown_operators import ASKED

        names = fill(" ".join([*ASKED, "erf"]), 60, subsequent_indent=" " * 12)
        self.help = (self.help or "").replace("FUNCTIONS", names)
        super().format_help(context, formatter)

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        options = {
            name: p
            for p in self.get_params(context)
            if isinstance(p, click.Option)
            for name in p.opts
        }
        claims: list[str] = []
        others: list[str] = []
        rest = iter(args)
        for arg in rest:
            if arg == "--":
                claims += rest
            elif (
                arg.startswith("-")
                and arg.partition("=")[0] not in options
                and not re.fullmatch(r"--[a-z]+(=.*)?", arg)
            ):
                claims.append(arg)
            else:
                others.append(arg)
                if arg in options and not options[arg].is_flag:
                    others += [value for value in [next(rest, None)] if value is not None]
        return super().parse_args(context, [*others, *(["--", *claims] if claims else [])])


@click.command(cls=_Asked)
@click.argument("claim")
@click.option(
    "--let",
    "declared",
    multiple=True,
    metavar="NAME: KIND",
    help=(
        "Declare a name: 'g: real', 'b: positive', 'n: integer >= 2', 'x: real[n]', 'x: "
        "nonnegative[n]', 'p: probabilities[n]', 'y: one-hot[n] at k', 'g ~ N(1, 1/2)' (a "
        "variance). May be repeated."
    ),
)
@click.option(
    "--given",
    multiple=True,
    metavar="FACT",
    help=(
        "A fact, such as 'g1 > g2'; an index that the claim does not have, as c in 'x[a] > "
        "x[c]', is every other member. May be repeated."
    ),
)
@click.option(
    "--as",
    "limit",
    metavar="'b -> oo'",
    default="",
    help=(
        "The limit that tends(f, L) and close(f, g) speak of; with a link, 'b -> oo, a*b**2 -> 0'."
    ),
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "latex", "json"]),
    default="text",
    show_default=True,
    help="What to print.",
)
@click.option(
    "--seconds",
    type=Seconds(),
    default=20.0,
    show_default=True,
    help="How much to search: seconds of an ordinary machine, counted in steps and not by a clock.",
)
@click.option(
    "--bits",
    type=click.IntRange(16, 2000),
    default=64,
    show_default=True,
    help="How sharply a number is enclosed.",
)
@click.option("--bounds", is_flag=True, help="And how far from its limit what tends is.")
@click.pass_context
def ask(
    context: click.Context,
    claim: str,
    declared: tuple[str, ...],
    given: tuple[str, ...],
    limit: str,
    form: str,
    seconds: float,
    bits: int,
    bounds: bool,
) -> None:
    """Decide a claim, find a limit with all its cases, bound how fast it is reached, or enclose a
    number.

    \b
    symattn ask 'limit(exp(b*g)/(exp(b*g) + n - 1), b, oo)' \\
        --let 'g: real' --let 'n: integer >= 2'
    symattn ask 'x**2 + 1 > x' --let 'x: real'
    symattn ask 'tends(exp(b*g)/(exp(b*g) + 1), 1)' --let 'g: positive' --as 'b -> oo'
    symattn ask 'E(1/(1 + exp(-5*g)))' --let 'g ~ N(1, 1/2)'
    symattn ask 'P(g > h, given=g > 0)' --let 'g ~ N(1, 1/2)' --let 'h ~ N(0, 1)'
    symattn ask 'bound(exp(b)/(exp(b) + n - 1), b, oo)' --let 'n: integer >= 2'

    The syntax is Python's, and what symattn prints is read too (β² ≥ 0, α → ½).

    \b
    numbers     + - * / **, 1/2, pi, oo
    functions   FUNCTIONS
    relations   == != < <= > >=, and chains of them
    limits      limit(f, b, oo), tends(f, L), close(f, g): f - g tends to 0
    how fast    bound(f, b, oo); with ε: bound(f, b, oo, 1/100);
                with ε and a probability: bound(f, b, oo, 1/100, 9/10)
    chance      E(f), Var(f), Cov(f, g), P(x > y); given an event: E(f, given=x > y)
    families    sum(x[j], j), sum(x[j], j, a) without a, max(x[j], j);
                sum(sum(x[j]*y[l], l, j), j): l runs over all but j;
                count(x == y, ...): how many of these hold
    members     every(x[a] >= x[c], c): for each c; every(x[a] > x[c], c != a): but a;
                a bare c is one member, whichever it is
    logic       implies(p, q), iff(p, q)
    calculus    diff(f, x), diff(f, x[a]), diff(f, x[j]) in a sum over j

    Exit status 0 proved, 1 false or true only under a condition, 3 not decided, 2 cannot be read.
    """
    from ..asking.answers import answer
    from ..reading.question_reader import read_question

    question = read_question(claim, declared, given, limit)
    progress = Progress()

    def tick(spent: float) -> None:
        if spent >= 2:
            progress.say(f"searching … {spent:.0f} s")

    try:
        found = answer(question, seconds, tick, bits, bounds)
    finally:
        progress.clear()
    for notice in question.notices:
        complain(notice)
    if form == "json":
        import json

        say_json(json.dumps(found.data, ensure_ascii=False, indent=1))
    else:
        click.echo(found.latex if form == "latex" and found.latex else found.text)
    context.exit(found.status)
