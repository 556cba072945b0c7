"""How certificates call the facts of a leaf, and what these names are made of.

h3 is the fourth hypothesis, l0 the first relation left of ⇒, c2 the third case on the way to the
leaf, s1 the second sign entry of the leaf. h3@*I/1 is a hypothesis about "any other" member, taken
at the unnamed member *I/1. exp:h3 is e^x ≥ e^y for a hypothesis x ≥ y, sq:h3 is x² = y² for x = y,
0:h3 is x ≤ M and 1:h3 −x ≤ M for |x| ≤ M. z:I says that the index set I has as many members as are
named, m0:2 that the first maximum is at least the third of its known scores, m0:0@*I/1 the same of
"any other". √2 says that √2 > 0, ℓ2 that log 2 is, ē1 that erfc(1) is, and ⌀v that the diameter of
the vectors v is ≥ 0. Σs3 is what a fact about each unnamed member gives for the sum over all of
them (there may be none, so it is never strict), ≠s3 what one about each two gives for those that
differ, and ∖s3 for all but the member that it is about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from ..errors import Rejected

NAME = re.compile(
    r"(?P<summed>[Σ≠∖]?)"
    r"((?:(?P<raised>exp|sq|[0-9])?:)?(?P<kind>[hlcs])(?P<number>\d+)(@(?P<star>[^:]*))?"
    r"|(?P<kind_>m)(?P<number_>\d+):(?P<member>[^@]*)(@(?P<star_>.*))?"
    r"|(?P<kind__>z)[^@](?P<member_>[^@]*)(@.*)?"
    r"|(?P<kind___>[√ℓē])(?P<number__>\d+)|(?P<kind____>⌀)(?P<member__>.+))",
    re.DOTALL,
)


@dataclass(frozen=True)
class FactName:
    """What kind of fact it is, its number, the member, set or family that it is about, the unnamed
    member at which it is taken, what is applied to both sides or which part of a maximum it is, and
    over whom it is summed.
    """

    kind: str
    number: int = 0
    member: str = ""
    star: str = ""
    raised: str = ""
    summed: str = ""

    @staticmethod
    def read(text: Any) -> FactName:
        """The name that a certificate writes.  Raises Rejected."""
        if not isinstance(text, str) or len(text) < 2:
            raise Rejected(f"expected the name of a fact, found {str(text)[:40]!r}")
        if (found := NAME.fullmatch(text)) is None:
            raise Rejected(f"there is no fact {text[:40]!r}")
        said = {key.rstrip("_"): part for key, part in found.groupdict().items() if part}
        return FactName(**{**said, "number": int(said.get("number", 0))})  # type: ignore[arg-type]

    def __str__(self) -> str:
        raised = f"{self.raised}:" if self.raised else ""
        number = "" if self.kind in "z⌀" else self.number
        member = f":{self.member}" if self.kind in "zm" else self.member
        star = f"@{self.star}" if self.star else ""
        return f"{self.summed}{raised}{self.kind}{number}{member}{star}"
