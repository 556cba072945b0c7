"""Text into terms: questions and declarations in the syntax of `symattn ask`."""
