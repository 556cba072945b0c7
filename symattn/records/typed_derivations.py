"""Checked derivations as typed documents: what `check --certificates` saves, and `derive` prints.

`messages` and `detail` are made of the evidence when a derivation is printed: saved records have
none, and they are never read back.
"""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import UNSET, Meta, UnsetType

from .typed_data import Data, Term

STATUS = Annotated[
    str,
    Meta(extra_json_schema={"enum": ["proved", "conditional", "refuted", "undecided", "outside"]}),
]
PART = {"anyOf": [{"type": "string"}, {"$ref": "#/$defs/term"}]}
Sentence = Annotated[
    list[Any],
    Meta(
        description="A sentence, in which terms stand for formulas.",
        extra_json_schema={"items": PART},
    ),
]
Said = Annotated[
    list[Any],
    Meta(
        description="A label and a sentence, in which terms stand for formulas.",
        min_length=2,
        max_length=2,
        extra_json_schema={"prefixItems": [{"type": "string"}, {"type": "array", "items": PART}]},
    ),
]
Because = Annotated[
    list[Any], Meta(min_length=1, extra_json_schema={"prefixItems": [{"type": "string"}]})
]
EVIDENCE = (
    'What the kernel recomputes the verdict from: {"proof": certificate}, or '
    '{"refutation": certificate, ...}; null or empty if there is none.'
)
LISTS = ("also", "repairs", "edits", "bounds", "probabilities", "chain", "follows")


class ShownData(Data, frozen=True, kw_only=True):
    """A claim in a reason, with the evidence for it."""

    goal: Term
    evidence: dict[str, Any]


class DetailData(Data, frozen=True, kw_only=True):
    """A line within a step."""

    goal: Term
    shows_left: Annotated[
        bool,
        Meta(description="Whether its left side is printed: else it is the line before's right."),
    ]
    reason: Sentence
    evidence: dict[str, Any]
    claims: list[ShownData]


class StepData(Data, frozen=True, kw_only=True):
    """A step with its verdict and the evidence for that."""

    number: Annotated[int, Meta(ge=1)]
    goal: Annotated[
        Any,
        Meta(
            description="The claim; null for a line outside mathematics, which `text` says.",
            extra_json_schema={"anyOf": [{"$ref": "#/$defs/term"}, {"type": "null"}]},
        ),
    ]
    why: Annotated[str, Meta(description="The author's reason.")]
    text: str
    heading: Annotated[str, Meta(description="The author's heading before this step, or nothing.")]
    remark: Annotated[
        str, Meta(description="The author's word on a line that is not simply true, or nothing.")
    ] = ""
    written: Annotated[
        bool, Meta(description="Whether the line stands on the source page as it is.")
    ]
    expect: Annotated[STATUS, Meta(description="The verdict that the derivation declares.")]
    verdict: STATUS
    messages: (
        Annotated[list[Said], Meta(description="What a page says of the line; never read back.")]
        | UnsetType
    ) = UNSET
    reasons: Annotated[
        list[Because],
        Meta(
            description="Why nothing was decided: codes, and terms or numbers. The search's own "
            "account; the kernel does not judge it."
        ),
    ] = []
    rests_on: Annotated[
        list[int], Meta(description="Numbers of earlier steps of the chain that are not proved.")
    ]
    knock_on: Annotated[str, Meta(extra_json_schema={"enum": ["", "first", "follows", "right"]})]
    evidence: Annotated[
        dict[str, Any] | None,
        Meta(
            description=EVIDENCE,
            extra_json_schema={
                "properties": {
                    "proof": {},
                    "refutation": {},
                    **{name: {"type": "array"} for name in LISTS},
                }
            },
        ),
    ]
    detail: (
        Annotated[
            list[DetailData],
            Meta(description="The steps within the step (`derive --detail`); never read back."),
        ]
        | UnsetType
    ) = UNSET


class DerivationData(Data, frozen=True, kw_only=True):
    """A derivation with all its verdicts."""

    format: Annotated[int, Meta(description="The version of this format.")]
    kernel: Annotated[
        str, Meta(description="The version of the kernel that replayed the evidence.")
    ]
    id: str
    title: str
    source: str
    context: Annotated[
        dict[str, Any],
        Meta(
            description="What is assumed: declarations, definitions, facts, the limit that is "
            "taken."
        ),
    ]
    steps: list[StepData]
