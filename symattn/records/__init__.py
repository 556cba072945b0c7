"""What a check leaves behind: plain data, files, and evidence that is judged again."""
