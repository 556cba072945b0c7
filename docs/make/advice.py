"""What to do about a message: of each label, each reason and each kind of refusal."""

from __future__ import annotations

from typing import Any

from symattn.language import Term

X = Term("scalar", ("x",))
LABELS = {  # what stands before the colon: what it says, what to do
    "Counterexample": (
        "Numbers at which every hypothesis holds and the line does not.",
        "Put them into your line. If they are not meant to be allowed, declare what excludes them.",
    ),
    "Condition": (
        "The line is true, as written, where this holds. *Iff* says: nowhere else.",
        "Say the condition beside the line, or mend the line.",
    ),
    "Repair": (
        "A line that is proved, with the smallest change to yours. Carets stand under what is new.",
        "See whether it is what you meant; put it in place of yours.",
    ),
    "Write": ("The repair in your page's own language.", "Copy it into the page, and check again."),
    "Chain": (
        "Which link of a chain of relations is the first that is wrong.",
        "Mend that one first; later links may only go on from it.",
    ),
    "No meaning": (
        "A side has no value, or a vector stands where a number is needed.",
        "Look for a missing dot product, index or hypothesis.",
    ),
    "Not decided": ("Neither a proof nor a counterexample was found, and why.", "See below."),
    "How far": ("How much of the search was done.", "See below."),
    "Open": (
        "The direction of ⇔ that is not decided.",
        "Write both directions as lines of their own.",
    ),
    "It would follow": (
        "A fact with which the line is proved; whether it holds is not decided.",
        "Declare the fact if you have it, or prove it in a line before.",
    ),
    "Rests on": (
        "A comparison of two numbers was made by Arb, a library for rigorous decimals.",
        "Nothing, unless you want the kernel alone to be trusted.",
    ),
    "Bound": ("How far a term is from its limit, for all values.", "Nothing: it is proved."),
    "Threshold": ("From where on the error is at most ε.", "Nothing: it is proved."),
    "How often": ("The probability that the error is at most ε.", "Nothing: it is proved."),
}
SHORTER = "Split the line into two or three smaller steps."
LONGER = "Split the line, or search longer where the command has `--seconds`."
SIGN = "Declare the sign (`positive`, `given x > y`), or write one line for each case."
SAY = "Say the missing hypothesis."
REPORT = "Please report it, with the line."
EMPTY = "Look for two declarations that contradict each other."
REASONS: dict[str, tuple[tuple[Any, ...], str]] = {  # an example of what it speaks of; what to do
    "rules": (("no such sentence",), SHORTER),
    "sign": ((X,), SIGN),
    "sign without a name": ((), SIGN),
    "others": ((), "Give how the others stand: `given s_a > s_j for every j \\ne a`."),
    "sum": ((), "Bound a member of the sum in a line before."),
    "function": ((), "Bound what stands inside in a line before."),
    "many terms": ((12, 8), SHORTER),
    "large exponent": ((1000,), "Write the exponent with a letter, or use smaller numbers."),
    "zero": ((), "Declare that it is positive, negative or `nonzero`."),
    "no oracle": ((), "`pip install python-flint`."),
    "too long": ((), LONGER),
    "no rule": (
        (),
        SHORTER + " What is in the language stands in [what is read](../pages-syntax.md).",
    ),
    "not accepted": ((), REPORT),
    "not borne out": ((), REPORT),
    "no model": ((), EMPTY),
    "no model of the left side": ((), "Look whether the left side of ⇒ can hold at all."),
    "effort": ((20,), LONGER),
    "stopped": ((60,), LONGER),
    "memory": ((2048,), SHORTER),
    "no result": ((), "Run it again; if it stays, please report it."),
    "broke off": (("RecursionError",), REPORT),
    "no other member": ((X,), "Declare a larger size (`n: integer >= 3`) if you mean one."),
    "restricted by the link": ((), "Take the limit of one letter, or drop that hypothesis."),
    "no rule for the link": ((), "Take the limits one after the other."),
    "limit of every": ((X,), "Say it as a comparison, with `given`."),
    "hypothesis of every": ((), "Say it of a named member."),
    "contradiction": ((), EMPTY),
    "moves": ((), "Use ≈, or divide by what grows."),
    "derivative": ((X,), "Write the derivative out in a line before."),
    "two sides": ((), "Ask for the limit from one side."),
    "open": ((3, 4, (X,)), "Write the open case as a line of its own; " + SAY[0].lower() + SAY[1:]),
    "tried": ((12,), "Nothing: it says how hard a counterexample was looked for."),
}
# what was read; the folders of the code that reads it (with /: not those inside); what to do
PARTS = (
    (
        "What cannot be read on a page",
        ("reading/documents", "reading/latex_terms", "reading/whole_pages"),
        "the place is told with it, as line and column. Write what it asks for, or look in "
        "[what is read of a page](../pages-syntax.md) for a form that is. A letter that is not "
        "declared gets a "
        "line in the block at the top; `symattn read PAGE --guess` proposes one.",
    ),
    (
        "What cannot be read in a question",
        ("reading/", "asking"),
        "a caret stands under the place. `symattn ask --help` lists what may be written; letters "
        "are declared "
        "with `--let`, hypotheses given with `--given`.",
    ),
    (
        "Files, folders, options",
        (
            "commands",
            "checking",
            "records",
            "batches",
            "grading",
            "publishing",
            "interface",
            "results",
            "app",
        ),
        "the message names the file, the option or the argument and what was expected. "
        "[Commands](commands.md) lists the options; in Python, [the interface](python.md) the "
        "arguments.",
    ),
    (
        "Derivations in Python",
        ("writing",),
        "it names the line of your file. [The tour](../tour.md#a-derivation-of-your-own) says how "
        "each thing is "
        "written; numbers are exact, so write `Rational(1, 2)` and not 0.5.",
    ),
    (
        "Pictures",
        ("pictures",),
        "a picture is drawn of proved formulas only. Fix parameters with `--set`, or choose "
        "another kind "
        "([what each kind needs](../pages.md#pictures)).",
    ),
)
