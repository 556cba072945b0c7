"""Search for proofs: rules tried in the cells of a case tree, limits with tables.  Untrusted."""
