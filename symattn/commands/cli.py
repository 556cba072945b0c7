"""The command line.  Thin: finds derivations, has them checked, hands them to a renderer.

Exit status: 0 as declared, 1 something else than declared (or a certificate that does not replay),
2 usage and bad input, 70 an internal error.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from contextlib import suppress

import click

from ..checking.garbage import SELDOM
from ..version import __version__
from .command_group import Commands
from .terminal import CLOSED, ReaderGone, complain, prepare

HELP = {"help_option_names": ["-h", "--help"]}
EXAMPLES = """\b
Examples:
  symattn check page.tex -o page.html
  symattn derive 1b
  symattn ask 'exp(b)/(2*exp(b) + n - 2) == 1/2' --let 'b: positive' --let 'n: integer >= 2'
"""


@click.group(cls=Commands, context_settings=HELP, epilog=EXAMPLES)
@click.version_option(__version__, prog_name="symattn")
def cli() -> None:
    """Check derivations about attention, line by line.

    Each line is proved (✓), true only under a condition (◐), false (✗), not decided (?), or
    outside mathematics (–). A false line comes with a counterexample, and with a repair where one
    is found.

    The book is the notebook that comes with symattn. ID names a question of it (1c), a part of
    that (1c.ii) or a step (1c.ii.7); FILE.py is a file with derivations of your own. PAGE is a
    page of yours in LaTeX, in Markdown, or a notebook.
    """


def main(argv: list[str] | None = None) -> None:
    """Run the command line: one line and a status for everything that goes wrong."""
    gc.set_threshold(SELDOM)
    # only the main thread may; then a stopped run takes its workers and folders with it
    with suppress(ValueError):
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    prepare()
    try:
        status = cli.main(argv, prog_name="symattn", standalone_mode=False)
        if sys.stdout is not None:
            sys.stdout.flush()
        sys.exit(status or 0)
    except click.UsageError as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        complain("stopped")
        sys.exit(130)
    except (ReaderGone, BrokenPipeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        sys.exit(CLOSED)
    except OSError as error:  # the disk is full, say: what was asked for cannot be written
        complain(f"cannot write the output: {error.strerror}")
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        sys.exit(2)
    except Exception as error:
        if not _is_users(error):
            hint = "please report it (SYMATTN_DEBUG=1 shows where)"
            complain(f"internal error: {type(error).__name__}: {error}; {hint}")
            if os.environ.get("SYMATTN_DEBUG"):
                raise
            sys.exit(70)
        complain(str(error))
        sys.exit(2)


def _is_users(error: Exception) -> bool:
    """Whether an error is about what the user gave.

    Names are compared so that nothing is imported for it.
    """
    return isinstance(error, click.ClickException) or type(error).__name__ in (
        "AuthoringError",
        "BookError",
        "SavingError",
        "QuestionError",
        "PageError",
    )
