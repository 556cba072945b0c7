"""What `import symattn` offers besides: pages, saved records, settings."""
