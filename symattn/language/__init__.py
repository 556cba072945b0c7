"""What can be said: sorts, terms, declarations.  Trusted; standard library only."""

from .context import (
    Context,
    Definition,
    Family,
    IndexSet,
    Law,
    Matrix,
    Scalar,
    Vector,
    context_from_json,
    context_to_json,
)
from .kinds import IMPLICATIONS
from .mentions import depends_on, indices_in, occurs_outside_means
from .plain_text import plain
from .sorts import Sort, SortError, SymattnError, TermError
from .term import (
    Term,
    canonical,
    flattened,
    from_json,
    number,
    replace_indices,
    replaced,
    sort_error,
    to_json,
    unfolded,
)
from .wellformed import check_context, check_term, check_variance

__all__ = [
    "IMPLICATIONS",
    "Context",
    "Definition",
    "Family",
    "IndexSet",
    "Law",
    "Matrix",
    "Scalar",
    "Sort",
    "SortError",
    "SymattnError",
    "Term",
    "TermError",
    "Vector",
    "canonical",
    "check_context",
    "check_term",
    "check_variance",
    "context_from_json",
    "context_to_json",
    "depends_on",
    "flattened",
    "from_json",
    "indices_in",
    "number",
    "occurs_outside_means",
    "plain",
    "replace_indices",
    "replaced",
    "sort_error",
    "to_json",
    "unfolded",
]
