"""``python -m symattn``, and the command ``symattn``."""

from __future__ import annotations

import sys


def run() -> None:
    """The command line.  Ctrl-C while it is still being loaded ends it as it does later."""
    try:
        from .commands.cli import main
    except KeyboardInterrupt:
        print("symattn: stopped", file=sys.stderr)
        sys.exit(130)
    main()


if __name__ == "__main__":
    run()
