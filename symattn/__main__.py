"""``python -m symattn``"""
from .cli import main

main()
