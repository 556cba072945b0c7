"""Search for what makes a false line true: an edit, a relation, a condition.  Untrusted."""
