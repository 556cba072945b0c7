"""The book of symattn: derivations that can be found by id."""
