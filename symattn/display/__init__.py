"""How operators are shown, spelled and computed with outside the kernel.  Untrusted."""
