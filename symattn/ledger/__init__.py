"""What verdicts rest on: rules, theorems with their sources, oracles."""
