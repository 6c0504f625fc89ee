"""Modules that are carried along as text, and imported from there and nowhere else. Pure."""

from collections.abc import Mapping, Sequence
from importlib.abc import InspectLoader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from types import ModuleType


class Carried(MetaPathFinder, InspectLoader):
    """Put it first into `sys.meta_path`: it knows these sources by the names of their modules.

    A package among them has no folder, so nothing beside them can be imported in its name.
    """

    def __init__(self, sources: Mapping[str, str]) -> None:
        self._sources = dict(sources)

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        return spec_from_loader(name, self) if name in self._sources else None

    def is_package(self, name: str) -> bool:
        return any(other.startswith(f"{name}.") for other in self._sources)

    def get_source(self, name: str) -> str:
        return self._sources[name]
