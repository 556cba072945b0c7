"""What the typed documents have in common: `docs/make/schemas.py` makes the JSON schemas of them.

msgspec's structs, frozen; a document is plain data again by `plain_data`, and is read with
`read_as`.  Nothing here judges: what a document claims, the kernel replays.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeVar

import msgspec
from msgspec import UNSET

from ..language import TermError

Told = Literal["proved", "conditional", "refuted", "undecided"]
Decided = Literal["proved", "undecided"]
Texts = list[str]
Term = Annotated[
    Any,
    msgspec.Meta(
        description="An operator with its arguments: names and numbers, then terms. "
        '["number", 2], ["scalar", "\\\\beta"], ["+", term, term].',
        extra_json_schema={"$ref": "#/$defs/term"},
    ),
]
T = TypeVar("T")
__all__ = ["UNSET", "CertificateData", "Data", "certificates", "plain_data", "read_as"]


class Data(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A document or a part of one: frozen, with nothing in it that it does not name."""


class CertificateData(Data, frozen=True, kw_only=True):
    """A claim and the certificate that shows it: `symattn.kernel.replay` recomputes it."""

    claim: dict[str, Any]
    certificate: Any


def certificates(pairs: Any) -> list[CertificateData]:
    """Claims with their certificates."""
    return [CertificateData(claim=claim.to_json(), certificate=one) for claim, one in pairs]


def plain_data(data: Any) -> Any:
    """A document as plain data: dictionaries in the order of the fields, without what is unset."""
    if isinstance(data, msgspec.Struct):
        return {
            encoded: plain_data(value)
            for name, encoded in zip(data.__struct_fields__, data.__struct_encode_fields__)
            if (value := getattr(data, name)) is not msgspec.UNSET
        }
    if isinstance(data, list) and data and isinstance(data[0], msgspec.Struct):
        return [plain_data(one) for one in data]
    return data


def read_as(kind: type[T], data: Any) -> T:
    """Plain data as a document.  Raises TermError, with the place in the data."""
    try:
        return msgspec.convert(data, kind)
    except (msgspec.ValidationError, RecursionError) as error:
        raise TermError(str(error).replace("`", "")) from error
