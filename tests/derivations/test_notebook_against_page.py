"""Every line of the notebook's page, the step that says it, and the verdict that it must get.

The page is quoted as it is scanned, its misread glyphs mended.  A row names the step by its id and
by what it says: a line that the book loses, or says otherwise, fails here.
"""

from __future__ import annotations

from collections import Counter

import pytest

from symattn.language import plain
from symattn.records.record import CheckedDerivation

Book = dict[str, CheckedDerivation]

PAGE: dict[str, list[tuple[str, str, str, str]]] = {
    # question: the page's line; the step; what the step says; its verdict
    "1a": [
        ("c ≅ v_j → α ≈ 1", "1a.1", "c ≈ v_j ⇒ α_j ≈ 1", "conditional"),
        (
            "→ e^{k_jᵀq}/Σ e^{k_iᵀq} ≈ 1",
            "1a.2",
            "α_j ≈ 1 ⇒ exp(k_j·q)/(Σ_{m} exp(k_m·q)) ≈ 1",
            "proved",
        ),
        (
            "→ k_jᵀq ≫ k_iᵀq for all i ≠ j",
            "1a.3",
            "exp(k_j·q)/(Σ_{m} exp(k_m·q)) ≈ 1 ⇒ (k_j·q ≫ k_i·q for every i ≠ j)",
            "proved",
        ),
        ("read backwards", "1a.4", "(k_j·q ≫ k_i·q for every i ≠ j) ⇒ c ≈ v_j", "proved"),
        ("the same, read backwards", "1a-gaps.4", "c → v_j", "proved"),
        ("α without an index", "1a-index.1", "c ≈ v_j ⇒ α_i ≈ 1", "refuted"),
        (
            "K_{i1} in the numerator",
            "1a-index.2",
            "α_j ≈ 1 ⇒ exp(k_i·q)/(Σ_{l} exp(k_l·q)) ≈ 1",
            "refuted",
        ),
        ("≫, were it a ratio", "1a-ratio.5", "1/β ≫ 1/β^2", "refuted"),
    ],
    "1b": [
        ("c ≅ ½(v_a + v_b)", "1b.10", "c ≈ (v_a + v_b)/2", "proved"),
        ("→ α_a = ½", "1ab-halves.4", "c ≈ (v_a + v_b)/2 ⇒ α_a ≈ 1/2", "proved"),
        ("→ α_b = ½", "1ab-halves.5", "c ≈ (v_a + v_b)/2 ⇒ α_b ≈ 1/2", "proved"),
        ("α_i = {0, 0, …}, i ≠ a, b", "1ab-others.5", "c ≈ (v_a + v_b)/2 ⇒ α_i ≈ 0", "proved"),
        ("k_i ⇒ one hot vectors", "1ab-keys.9", "c = y", "proved"),
        ("β > 0", "1ab-beta.1", "n > 2 ⇒ α_a < 1/2", "proved"),
        ("α_b = α_a", "1b.4", "α_b = α_a", "proved"),
        ("= e^β/2e^β", "1b.5", "α_a = exp(β)/(2 exp(β))", "conditional"),
        ("= ½", "1b.6", "exp(β)/(2 exp(β)) = 1/2", "proved"),
        ("α_i = 0, i ≠ a, b", "1b.7", "α_i = 0", "conditional"),
        (
            "c = 0v_1 + … + ½v_a + ½v_b + … + 0v_n",
            "1b.8",
            "c = 1/2 v_a + 1/2 v_b + Σ_{j∉{a,b}} (0 v_j)",
            "conditional",
        ),
        (
            "→ c = ½(v_a + v_b)",
            "1b.9",
            "1/2 v_a + 1/2 v_b + Σ_{j∉{a,b}} (0 v_j) = (v_a + v_b)/2",
            "proved",
        ),
    ],
    "1c(i)": [
        ("Σ_i = αI", "1c.i.8", "k_i ∼ N(μ_i, α I)", "proved"),
        ("k_i is imperfect one hot, because μ_i is", "1c.i-links.2", "k_a ⇝ N(μ_a, 0 I)", "proved"),
        (
            "the problem is approximately the previous one",
            "1c.i.9",
            "P(‖r − (v_a + v_b)/2‖ > ε) → 0",
            "conditional",
        ),
    ],
    "1c(ii)": [
        ("k_a ~ N(μ_a, ½μ_aμ_aᵀ + αI)", "1c.ii.1", "K_a ∼ N(μ_a, 1/2 (μ_a μ_aᵀ) + α I)", "proved"),
        ("the same of k_b", "1c.ii.3", "K_b ∼ N(μ_b, 1/2 (μ_b μ_bᵀ) + α I)", "proved"),
        ("→ k_a ≈ γμ_a", "1c.ii.5", "k_a ≈ γ_a μ_a", "proved"),
        ("the same as αI vanishes", "1c.ii-axis.8", "k_a ≈ γ_a μ_a", "proved"),
        ("γ ~ N(1, ½)", "1c.ii.2", "γ_a ∼ N(1, 1/2)", "proved"),
        ("γ ~ N(1, ½), for b", "1c.ii.4", "γ_b ∼ N(1, 1/2)", "proved"),
        ("ex: γ = [0.3, …]", "1c.ii-a.11", "γ_a = 3/10 ⇒ c ≈ v_b", "proved"),
        ("ex: γ = [0.7, …]", "1c.ii-a.12", "γ_a = 7/10 ⇒ c ≈ v_b", "proved"),
        ("ex: γ = [0.5, …]", "1c.ii-a.13", "γ_a = 5/10 ⇒ c ≈ v_b", "proved"),
        ("k_a·q = γ_aβ", "1c.ii.6", "k_a·q = γ_a β", "proved"),
        ("k_b·q = γ_bβ", "1c.ii.7", "k_b·q = γ_b β", "proved"),
        ("k_i·q = 0, i ≠ a, b", "1c.ii.8", "k_i·q = 0", "proved"),
        (
            "α_a = e^{γ_aβ}/(e^{γ_aβ} + e^{γ_bβ})",
            "1c.ii.9",
            "α_a = exp(γ_a β)/(exp(γ_a β) + exp(γ_b β))",
            "conditional",
        ),
        (
            "α_b = e^{γ_bβ}/(e^{γ_aβ} + e^{γ_bβ})",
            "1c.ii.10",
            "α_b = exp(γ_b β)/(exp(γ_a β) + exp(γ_b β))",
            "conditional",
        ),
        ("c ≈ α_a v_a + α_b v_b", "1c.ii.11", "c ≈ α_a v_a + α_b v_b", "conditional"),
        (
            "the same with these weights",
            "1c.ii.12",
            "c ≈ exp(γ_a β)/(exp(γ_a β) + exp(γ_b β)) v_a"
            " + exp(γ_b β)/(exp(γ_a β) + exp(γ_b β)) v_b",
            "conditional",
        ),
        (
            "if |γ_a| > |γ_b|: c looks like v_a",
            "1c.ii.13",
            "|γ_a| > |γ_b| ⇒ c ≈ v_a",
            "conditional",
        ),
        (
            "if |γ_b| > |γ_a|: c looks like v_b",
            "1c.ii.14",
            "|γ_b| > |γ_a| ⇒ c ≈ v_b",
            "conditional",
        ),
        ("the same with γ_b = 1", "1c.ii-a.10", "|γ_a| > 1 ⇒ c ≈ v_a", "conditional"),
        ("α_a with γ_b = 1", "1c.ii-a.14", "α_a = exp(γ_a β)/(exp(γ_a β) + exp(β))", "conditional"),
        ("α_b with γ_b = 1", "1c.ii-a.15", "α_b = exp(β)/(exp(γ_a β) + exp(β))", "conditional"),
        (
            "c with γ_b = 1",
            "1c.ii-a.18",
            "c ≈ exp(γ_a β)/(exp(γ_a β) + exp(β)) v_a + exp(β)/(exp(γ_a β) + exp(β)) v_b",
            "proved",
        ),
    ],
    "1d(i)": [
        (
            "c ≃ ½(v_a + v_b) ↪ v_a + v_b ≃ c_a + c_b",
            "1d.i.1",
            "c ≈ (v_a + v_b)/2 ⇒ c_a + c_b ≈ v_a + v_b",
            "proved",
        ),
        ("the same, both ways", "1d.i.23", "c ≈ (v_a + v_b)/2 ⇔ c_a + c_b ≈ v_a + v_b", "proved"),
        (
            "α_a = e^{β_aμ_a}/(0 + 0 + 0 + e^{β_aμ_a})",
            "1d.i.2",
            "α_{a,a} = exp(β_a μ_a)/(0 + 0 + 0 + exp(β_a μ_a))",
            "refuted",
        ),
        (
            "the same, its exponent mended",
            "1d.i.3",
            "α_{a,a} = exp(β_a)/(0 + 0 + 0 + exp(β_a))",
            "conditional",
        ),
        ("= 1", "1d.i.4", "exp(β_a)/(0 + 0 + 0 + exp(β_a)) = 1", "proved"),
        ("three zeros", "1d.i.26", "α_{a,a} = exp(β_a)/(1 + 1 + 1 + exp(β_a))", "conditional"),
        ("↪ c_a = v_a", "1d.i.5", "c_a = v_a", "conditional"),
        (
            "α_b = e^{β_bμ_b}/(0 + 0 + e^{β_bμ_b})",
            "1d.i.6",
            "α_{b,b} = exp(β_b μ_b)/(0 + 0 + exp(β_b μ_b))",
            "refuted",
        ),
        (
            "the same, its exponent mended",
            "1d.i.7",
            "α_{b,b} = exp(β_b)/(0 + 0 + exp(β_b))",
            "conditional",
        ),
        ("= 1", "1d.i.8", "exp(β_b)/(0 + 0 + exp(β_b)) = 1", "proved"),
        ("two zeros", "1d.i.27", "α_{b,b} = exp(β_b)/(1 + 1 + exp(β_b))", "conditional"),
        ("↪ c_b = v_b", "1d.i.9", "c_b = v_b", "conditional"),
        ("c = ½(v_a + v_b)", "1d.i.10", "c = 1/2 (v_a + v_b)", "conditional"),
    ],
    "1d(ii)": [
        ("k_a = γ_aμ_a", "1d.ii.1", "k_a = γ_a μ_a", "proved"),
        ("k_b = γ_bμ_b", "1d.ii.2", "k_b = γ_b μ_b", "proved"),
        ("k_a·q_a = γ_aβ_a", "1d.ii.3", "k_a·q_a = γ_a β_a", "proved"),
        ("→ α_a ≈ 1", "1d.ii.4", "α_{a,a} ≈ 1", "conditional"),
        ("k_b·q_b = γ_bβ_b", "1d.ii.5", "k_b·q_b = γ_b β_b", "proved"),
        ("→ α_b ≈ 1", "1d.ii.6", "α_{b,b} ≈ 1", "conditional"),
        ("c_a ≈ v_a", "1d.ii.7", "c_a ≈ v_a", "conditional"),
        ("c_b ≈ v_b", "1d.ii.8", "c_b ≈ v_b", "conditional"),
        ("c ≈ ½(v_a + v_b)", "1d.ii.9", "c ≈ (v_a + v_b)/2", "conditional"),
    ],
    "1e(i)": [
        ("|u_a| = |β|", "1e.i.1", "‖u_a‖ = |β|", "proved"),
        (
            "α_22 = e^{|u_a|}/(e^0 + e^0 + e^{|u_a|})",
            "1e.i.2",
            "α_{2,2} = exp(‖u_a‖)/(exp(0) + exp(0) + exp(‖u_a‖))",
            "conditional",
        ),
        ("≈ 1", "1e.i.3", "exp(‖u_a‖)/(exp(0) + exp(0) + exp(‖u_a‖)) ≈ 1", "proved"),
        (
            "α_2i = e^0/(e^0 + e^0 + e^{|u_a|}), i = 1",
            "1e.i.4",
            "α_{2,1} = exp(0)/(exp(0) + exp(0) + exp(‖u_a‖))",
            "conditional",
        ),
        (
            "≈ 0, since β is very large",
            "1e.i.5",
            "exp(0)/(exp(0) + exp(0) + exp(‖u_a‖)) ≈ 0",
            "proved",
        ),
        (
            "the same for i = 3",
            "1e.i.6",
            "α_{2,3} = exp(0)/(exp(0) + exp(0) + exp(‖u_a‖))",
            "conditional",
        ),
        ("≈ 0", "1e.i.7", "exp(0)/(exp(0) + exp(0) + exp(‖u_a‖)) ≈ 0", "proved"),
        ("c_2 ≈ α_22 v_2", "1e.i.8", "c_2 ≈ α_{2,2} x_2", "proved"),
        ("≈ v_2 ≈ x_2", "1e.i.9", "α_{2,2} x_2 ≈ x_2", "proved"),
        ("= u_a", "1e.i.10", "x_2 = u_a", "proved"),
        ("no, it cannot approximate u_b", "1e.i-any.12", "‖c_2 − u_b‖ ≥ (sqrt(2) β)/3", "proved"),
        ("were it so", "1e.i-any.8", "c_2 ≈ u_b", "refuted"),
        ("unlike u_a", "1e.i-alone.1", "x_2 = u_a", "proved"),
        ("u_b makes up no x alone: x_1", "1e.i-alone.2", "‖x_1 − t u_b‖ ≥ β", "proved"),
        ("u_b makes up no x alone: x_2", "1e.i-alone.3", "‖x_2 − t u_b‖ ≥ β", "proved"),
        ("u_b makes up no x alone: x_3", "1e.i-alone.4", "‖x_3 − t u_b‖ ≥ β", "proved"),
        ("u_c makes up no x alone: x_1", "1e.i-alone.5", "‖x_1 − t u_c‖ ≥ β", "proved"),
        ("u_c makes up no x alone: x_2", "1e.i-alone.6", "‖x_2 − t u_c‖ ≥ β", "proved"),
        ("u_c makes up no x alone: x_3", "1e.i-alone.7", "‖x_3 − t u_c‖ ≥ β", "proved"),
        ("adding u_d, x_1's weight increases", "1e.i-d.2", "α_{2,1} > 1/(2 + exp(β^2))", "proved"),
        ("by increasing u_d", "1e.i-d.4", "c_2·u_d/β^2 > 1/(2 + exp(β^2))", "proved"),
        ("and u_b", "1e.i-d.6", "c_2·u_b/β^2 > 2 1/(2 + exp(β^2))", "refuted"),
        ("the same happens for u_c", "1e.i-c.2", "α_{2,3} > 1/(2 + exp(β^2))", "proved"),
        ("by increasing u_c", "1e.i-c.4", "c_2·u_c/β^2 > 1/(2 + exp(β^2))", "proved"),
        ("and u_b", "1e.i-c.6", "c_2·u_b/β^2 > 2 1/(2 + exp(β^2))", "refuted"),
    ],
    "1e(ii)": [
        (
            "V = (|u_b| − |u_c|)·1/β²",
            "1e.ii.1",
            "$V = (|u_b| - |u_c|)/\\beta^2$; line 31 is what is meant.",
            "outside",
        ),
        ("the same, read", "1e.ii.31", "V = (u_b u_bᵀ − u_c u_cᵀ)/β^2", "proved"),
        (
            "Q = (u_d^{u_a} + u_cu_d)·1/β²",
            "1e.ii.2",
            "$Q = (u_d u_a + u_c u_d)/\\beta^2$ with $u_a$ struck out; line 32 is what is meant.",
            "outside",
        ),
        ("the same, read", "1e.ii.32", "Q = (u_d u_aᵀ + u_c u_dᵀ)/β^2", "proved"),
        ("K = I", "1e.ii.33", "K = I", "proved"),
        ("v_1 = u_b", "1e.ii.3", "v_1 = u_b", "proved"),
        ("v_2 = 0", "1e.ii.4", "v_2 = 0⃗", "proved"),
        ("v_3 = u_b − u_c", "1e.ii.5", "v_3 = u_b − u_c", "proved"),
        ("q_1 = u_c", "1e.ii.6", "q_1 = u_c", "proved"),
        ("q_2 = u_d", "1e.ii.7", "q_2 = u_d", "proved"),
        ("q_3 = 0", "1e.ii.8", "q_3 = 0⃗", "proved"),
        ("α_1· = 0, 0, 1: token 1", "1e.ii.9", "α_{1,1} = 0", "conditional"),
        ("α_1· = 0, 0, 1: token 2", "1e.ii.10", "α_{1,2} = 0", "conditional"),
        ("α_1· = 0, 0, 1: token 3", "1e.ii.11", "α_{1,3} = 1", "conditional"),
        ("α_2· = 1, 0, 0: token 1", "1e.ii.12", "α_{2,1} = 1", "conditional"),
        ("α_2· = 1, 0, 0: token 2", "1e.ii.13", "α_{2,2} = 0", "conditional"),
        ("α_2· = 1, 0, 0: token 3", "1e.ii.14", "α_{2,3} = 0", "conditional"),
        ("c_1 ≃ v_3", "1e.ii.15", "c_1 ≈ v_3", "proved"),
        ("= u_b − u_c", "1e.ii.16", "v_3 = u_b − u_c", "proved"),
        ("c_2 = v_1", "1e.ii.17", "c_2 = v_1", "conditional"),
        ("= u_b", "1e.ii.18", "v_1 = u_b", "proved"),
    ],
    "2": [
        (
            "2d: dev 1.0 %, London 5 %",
            "2.1",
            "2d: 1.0 % on the development set, with the 'London' baseline at 5 %.",
            "outside",
        ),
        ("2f: 20 %", "2.2", "2f: 20 %.", "outside"),
        ("2g(i): 13.6 %", "2.3", "2g(i): 13.6 %.", "outside"),
        (
            "25 of 500",
            "2.8",
            "The development set has 500 examples, 25 of them London: that is data.",
            "outside",
        ),
        (
            "2g(ii): … not able to understand the context …",
            "2g.ii.1",
            "y_a depends only on (x_a)",
            "refuted",
        ),
        ("the same, of the weights", "2g.ii.12", "ζ_{a,b} depends only on (x_a)", "proved"),
    ],
    "3": [
        ("3a", "3.1", "3a: pretraining in part e provided more knowledge to the model.", "outside"),
        ("3b", "3.2", "3b: misinformation; biased output.", "outside"),
        (
            "3c",
            "3.3",
            "3c: it may use some notion of similarity between a name and a birth place, "
            "which causes bias.",
            "outside",
        ),
    ],
}

ENTERED: list[tuple[str, str, str, str]] = [
    # what the page leaves unsaid, and its lines need
    ("how near c must be", "1a-apart.3", "‖c − v_j‖ ≥ δ/‖w‖ (1 − α_j)", "proved"),
    ("what c ≅ v_j → α_j ≈ 1 takes", "1a-apart.4", "c ≈ v_j ⇒ α_j ≈ 1", "proved"),
    ("weights add up to 1", "1a-index.4", "α_i ≤ 1 − α_j", "proved"),
    ("another weight", "1a-index.5", "α_j ≈ 1 ⇒ exp(k_i·q)/(Σ_{l} exp(k_l·q)) ≈ 0", "proved"),
    ("0.01 is a hundred times 0.0001", "1a-ratio.1", "1/100/(1/10000) = 100", "proved"),
    (
        "and its weight is 0.5025",
        "1a-ratio.2",
        "|exp(1/100)/(exp(1/100) + exp(1/10000)) − 5025/10000| < 5/100000",
        "proved",
    ),
    ("a ratio without bound", "1a-ratio.3", "1/β/(1/β^2) → ∞", "proved"),
    ("and its weight", "1a-ratio.4", "exp(1/β)/(exp(1/β) + exp(1/β^2)) → 1/2", "proved"),
    ("n = 10, β = 1", "1ab-beta.2", "n = 10 and β = 1 ⇒ α_a = exp(1)/(2 exp(1) + 8)", "proved"),
    ("0.2023", "1ab-beta.3", "|exp(1)/(2 exp(1) + 8) − 2023/10000| < 5/100000", "proved"),
    ("only inner products enter", "1ab-keys.1", "h_i·q_h = β (h_i·h_a + h_i·h_b)", "proved"),
    ("so the scores are the same", "1ab-keys.5", "k_i·q = e_i·q_e", "proved"),
    ("and the weights", "1ab-keys.8", "α_i = η_i", "proved"),
    ("a separating u", "1ab-others.3", "‖c − (v_a + v_b)/2‖ ≥ δ/‖u‖ (1 − α_a − α_b)", "proved"),
    ("so the two weights are all", "1ab-others.4", "c ≈ (v_a + v_b)/2 ⇒ α_a + α_b ≈ 1", "proved"),
    (
        "neither is below one half",
        "1ab-halves.1",
        "‖c − (v_a + v_b)/2‖ ≥ 1/‖u‖ (1/2 − α_a)",
        "proved",
    ),
    (
        "how often neither key wins",
        "1c.ii-samples.26",
        "|erfc(1)^2/4 − 62/10000| < 5/100000",
        "proved",
    ),
    ("how often a head misses", "1d.ii-samples.15", "|1 − p − 79/1000| < 5/10000", "proved"),
    (
        "what dropping n − 2 changes, for a",
        "1c.ii-a.16",
        "|α_a − exp(γ_a β)/(exp(γ_a β) + exp(β))| ≤ (n − 2) exp(−β)",
        "proved",
    ),
    (
        "what dropping n − 2 changes, for b",
        "1c.ii-a.17",
        "|α_b − exp(β)/(exp(γ_a β) + exp(β))| ≤ (n − 2) exp(−β)",
        "proved",
    ),
    ("n − 1 zeros for head a", "1d.i.24", "Σ_{j} exp(k_j·q_a) = exp(β_a) + n − 1", "proved"),
    ("n − 1 zeros for head b", "1d.i.25", "Σ_{j} exp(k_j·q_b) = exp(β_b) + n − 1", "proved"),
    (
        "no weights make u_b",
        "1e.i-alone.8",
        "‖p x_1 + r x_2 + (1 − p − r) x_3 − u_b‖ ≥ sqrt(2/5) β",
        "proved",
    ),
    ("K = I: a key is its token", "1e.ii.34", "k_1 = x_1", "proved"),
]

GIVEN = [
    # what the page says by definition: derivation, name, index, value
    ("1b", "q", "", "β (k_a + k_b)"),
    ("1c.i", "q", "", "β (μ_a + μ_b)"),
    ("1c.ii", "q", "", "β (μ_a + μ_b)"),
    ("1d.i", "q", "a", "β_a μ_a"),
    ("1d.i", "q", "b", "β_b μ_b"),
    ("1d.i", "c", "", "1/2 (c_a + c_b)"),
    ("1d.ii", "q", "a", "β_a μ_a"),
    ("1d.ii", "q", "b", "β_b μ_b"),
    ("1d.ii", "c", "", "1/2 (c_a + c_b)"),
    ("1e.i", "x", "1", "u_d + u_b"),
    ("1e.i", "x", "2", "u_a"),
    ("1e.i", "x", "3", "u_c + u_b"),
    ("1e.ii", "x", "1", "u_d + u_b"),
    ("1e.ii", "x", "2", "u_a"),
    ("1e.ii", "x", "3", "u_c + u_b"),
]

OUR_OWN = {
    # lines that are marked as written, and stand for what a reader may take the page to say
    "1c.i-links": {7, 14, 15},
    "1c.ii-axis": {9},
    "1c.ii-samples": {1, 2, 15, 25},
    "1d.ii-samples": {13, 14},
    "1cd": {11},
}

LINES = [(question, *row) for question, rows in PAGE.items() for row in rows]
LINES += [("entered", *row) for row in ENTERED]


def _step(book: Book, name: str) -> tuple[str, str]:
    """What a step says, and its verdict."""
    id, _, number = name.rpartition(".")
    step = next(s for s in book[id].steps if s.number == int(number))
    return (step.text if step.goal is None else plain(step.goal)), step.verdict.status


@pytest.mark.parametrize(
    ("question", "line", "name", "says", "verdict"),
    LINES,
    ids=[f"{question}: {line}" for question, line, *_ in LINES],
)
def test_line(book: Book, question: str, line: str, name: str, says: str, verdict: str) -> None:
    assert _step(book, name) == (says, verdict)


@pytest.mark.parametrize(
    ("id", "key", "index", "value"), GIVEN, ids=[" ".join(g[:3]) for g in GIVEN]
)
def test_definition(book: Book, id: str, key: str, index: str, value: str) -> None:
    definition = next(d for d in book[id].context.definitions if d.key == key)
    assert plain(dict(definition.exceptions)[index] if index else definition.body) == value


def test_every_written_line_of_the_book_is_one_of_the_page(book: Book) -> None:
    known = {name for _, _, name, *_ in LINES}
    known |= {f"{id}.{number}" for id, numbers in OUR_OWN.items() for number in numbers}
    written = {f"{r.id}.{s.number}" for r in book.values() for s in r.steps if s.written}
    assert written - known == set()


def test_each_line_stands_once() -> None:
    assert [name for name, k in Counter(name for _, _, name, *_ in LINES).items() if k > 1] == []
