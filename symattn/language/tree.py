"""What a term is to those who only look at it: an operator, its arguments, and a sort."""

from __future__ import annotations

from typing import Any, Protocol, TypeVar

from .sorts import Sort

T = TypeVar("T", bound="Tree")


class Tree(Protocol):
    """An operator applied to trees, names and numbers."""

    @property
    def op(self) -> str: ...

    @property
    def name(self) -> str | None: ...

    @property
    def args(self) -> tuple[Any, ...]: ...

    @property
    def sort(self) -> Sort | None: ...

    @property
    def children(self: T) -> tuple[T, ...]: ...
