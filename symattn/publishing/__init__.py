"""Pages for others: reports, exported papers, PDF, notebooks."""
