"""All commands, as `symattn --help` lists them, with a line on each.

A command is imported when it is run or asked for its own help, so that none pays for the others.
"""

from __future__ import annotations

HEADINGS = {
    "Your own pages": {
        "check": "Check pages of yours, the book, a part of it, or a file of derivations.",
        "grade": "Grade the pages of a class: a table, and feedback for each.",
        "read": "Show what is understood of a page: declarations and formulas.",
        "explain": "Say in full why a line of a page got its verdict.",
        "settings": "List the settings that ship, or print one of them.",
    },
    "In a browser": {
        "serve": "Write pages in a browser, with verdicts as you type.",
        "app": "Write the same as a folder of files that needs no server.",
    },
    "Derivations and questions": {
        "derive": "Print a derivation with its verdicts, step by step.",
        "ask": "Decide a claim, or find a limit with all its cases.",
        "batch": "Answer claims and pages by the line: JSON in, JSON out.",
    },
    "The book": {
        "list": "List the book, with the verdicts of the last check.",
        "report": "Write a site: an index to search, and a page each.",
        "plot": "Draw what the proved formulas show.",
    },
    "Publishing": {
        "export": "Write derivations as .tex and .pdf, for papers.",
    },
    "Trust": {
        "verify": "Replay saved certificates with the kernel alone.",
        "axioms": "Say which rules and theorems verdicts rest on.",
    },
}
LINES = {name: line for rows in HEADINGS.values() for name, line in rows.items()}
# the module and the function of a command are called as it is, but for these: the names are taken
ELSEWHERE = {
    "list": ("book_list", "list_command"),
    "settings": ("setting_list", "settings"),
    "app": ("app_folder", "app"),
}


def where(name: str) -> tuple[str, str]:
    """The module of a command beside this one, and the function in it."""
    return ELSEWHERE.get(name, (name, name))
