"""Lines of pages as tests: the plugin for pytest."""
