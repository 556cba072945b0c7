"""Terms as formulas: one notation tree, and what makes LaTeX, MathML and the like of it."""
