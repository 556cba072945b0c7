"""Pages: declarations, lines, and what every line claims."""
