"""`pytest --symattn`: every line of a page is a test.

pytest loads this file wherever symattn is installed: nothing is imported here that a run without
--symattn would pay for.  PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from .page_tests import TestedPage

PAGES = (".md", ".markdown", ".tex", ".ipynb")
_FOLDER = pytest.StashKey[Path]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options, in a group of their own."""
    group = parser.getgroup("symattn", "symattn: lines of pages as tests")
    group.addoption(
        "--symattn",
        action="store_true",
        help="test every line of pages (.md .tex .ipynb) that have a symattn block",
    )
    group.addoption(
        "--symattn-setting",
        metavar="NAME",
        default="",
        help="what the pages declare besides: a setting beside them, or one of symattn settings",
    )
    group.addoption(
        "--symattn-undecided",
        choices=("fail", "skip", "pass"),
        default="fail",
        help="what becomes of a line that is not decided (fail, as for symattn check)",
    )


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> TestedPage | None:
    """A page with a symattn block, or one that is named on the command line."""
    if not parent.config.getoption("symattn") or file_path.suffix.lower() not in PAGES:
        return None
    from ..reading.documents.block_look import may_have_block

    named = parent.session.isinitpath(file_path)
    if not named and not may_have_block(file_path):
        return None
    from .page_tests import page_at

    return page_at(file_path, parent, named)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Pages are checked when the first of their lines is tested."""
    config = session.config
    if not config.getoption("symattn"):
        return
    from .checked_once import CheckedOnce
    from .page_tests import CHECKED

    told = getattr(config, "workerinput", {}).get("symattn_folder")
    folder = Path(told) if told else None
    config.stash[CHECKED] = CheckedOnce(
        config.rootpath, config.getoption("symattn_setting"), folder
    )


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Let the processes of pytest-xdist share what they find."""
    config = node.config
    if config.getoption("symattn"):
        if _FOLDER not in config.stash:
            config.stash[_FOLDER] = Path(tempfile.mkdtemp(prefix="symattn-pytest-"))
        node.workerinput["symattn_folder"] = str(config.stash[_FOLDER])


def pytest_unconfigure(config: pytest.Config) -> None:
    """End the checker, and take the folder away."""
    if config.getoption("symattn", default=False):
        from .page_tests import CHECKED

        if CHECKED in config.stash:
            config.stash[CHECKED].close()
    if _FOLDER in config.stash:
        shutil.rmtree(config.stash[_FOLDER], ignore_errors=True)
