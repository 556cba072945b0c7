"""What is said of the kernel's rules, one row each; `kernel.rules.rule_table` says what runs them.

The two tables have the same names (`tests/test_ledger.py`): texts would be most of a trusted one.
"""

from __future__ import annotations

from .proof_entries import PROOFS
from .reduction_entries import REDUCTIONS
from .refutation_entries import REFUTATIONS
from .rule_entry import VALUES, RuleEntry

RULES: dict[str, RuleEntry] = {entry.name: entry for entry in (*PROOFS, *REDUCTIONS, *REFUTATIONS)}
__all__ = ["RULES", "VALUES", "RuleEntry"]
