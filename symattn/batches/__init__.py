"""Many claims and pages: workers that stay, answers in order or as they come, rewards."""
