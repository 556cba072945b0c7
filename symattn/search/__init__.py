"""Untrusted search for certificates: one idea a file.

What is found here counts only after the kernel's replay.
"""
