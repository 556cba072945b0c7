"""Whether the links of a limit are ones, in words for those who write them."""

from __future__ import annotations

from ..kernel import Claim, Rejected
from ..kernel.limits.linked_limits import linked
from ..language import Context, Term, TermError, number, plain


def check_links(context: Context) -> None:
    """Raises TermError unless the links of a context are ones."""
    try:
        linked(Claim(context, Term("=", (number(0), number(0)))))
    except (Rejected, ValueError) as error:
        raise (
            error
            if isinstance(error, TermError)
            else TermError(f"the link {plain(context.links[0])} is no product of powers")
        ) from error
