"""Attention as a page declares it: weights are a softmax of scores, contexts what they mix."""

from __future__ import annotations

from typing import Any

from .declaring import DeclaringPage, Members
from .expressions import Indexed


class AttendingPage(DeclaringPage):
    """Heads with one query, and self-attention."""

    def attention(
        self,
        query: Any,
        *,
        keys: Indexed,
        values: Indexed,
        over: Members,
        weight: str = r"\alpha",
        context: str = "c",
    ) -> tuple[Indexed, Any]:
        """One head with one query.

        Weights := softmax of the scores keyᵀquery, context := Σ weight·value.
        """
        from sympy import exp

        weights = self.define_family(
            weight,
            over,
            lambda j: exp(keys[j] @ query) / self.sum(over, lambda l: exp(keys[l] @ query)),
        )
        return weights, self.define(context, self.sum(over, lambda j: weights[j] * values[j]))

    def self_attention(
        self,
        inputs: Indexed,
        *,
        K: Any,
        Q: Any,
        V: Any,
        over: Members,
        weight: str = r"\alpha",
        context: str = "c",
    ) -> tuple[Indexed, Indexed, Indexed, Indexed, Indexed]:
        """Keys, queries, values, weights α_ij = softmax_j(k_jᵀq_i), contexts c_i = Σ_j α_ij v_j."""
        from sympy import exp

        k = self.define_family("k", over, lambda j: K @ inputs[j])
        q = self.define_family("q", over, lambda j: Q @ inputs[j])
        v = self.define_family("v", over, lambda j: V @ inputs[j])
        weights = self.define_family(
            weight,
            (over, over),
            lambda i, j: exp(k[j] @ q[i]) / self.sum(over, lambda l: exp(k[l] @ q[i])),
        )
        contexts = self.define_family(
            context, over, lambda i: self.sum(over, lambda j: weights[i, j] * v[j])
        )
        return k, q, v, weights, contexts
