"""What symattn answers, whatever was asked: one family, with its parts."""
