"""One file a format: LaTeX, text, Markdown, HTML, Typst, JSON."""
