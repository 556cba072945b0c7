"""What a certificate may use: facts by name, rules, reductions, refutations, points."""
