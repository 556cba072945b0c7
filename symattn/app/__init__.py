"""The app: a page and its verdicts side by side, in a browser alone or with `symattn serve`."""
