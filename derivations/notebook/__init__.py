"""A student's notebook on softmax attention: every line as written, and repaired where it fails."""
