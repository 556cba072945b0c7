"""What a page says, whatever it is printed in: documents, rows, certificates."""
