"""kpugraph: news of Indonesia's election commission as an RDF knowledge graph in which every fact shows its sentence."""

from __future__ import annotations

TYPE_CHECKING = False  # not from typing: a short query would spend a tenth of its time on that import
if TYPE_CHECKING:
    from typing import Any

# Public names, loaded when first used, so that importing the package costs nothing.
_NAMES = {
    "KpugraphError": "kpugraph.errors",
    "Page": "kpugraph.model",
    "ArticleFacts": "kpugraph.model",
    "Graph": "kpugraph.graph",
    "Reader": "kpugraph.store",
    "build": "kpugraph.pipeline",
    "extract": "kpugraph.pipeline",
    "why": "kpugraph.why",
}
__all__ = ["ArticleFacts", "Graph", "KpugraphError", "Page", "Reader", "__version__", "build", "extract", "why"]


def __getattr__(name: str) -> Any:
    if name in _NAMES:
        from importlib import import_module

        return getattr(import_module(_NAMES[name]), name)
    if name == "__version__":
        return _version()
    raise AttributeError(f"module 'kpugraph' has no attribute {name!r}")


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("kpugraph")
    except PackageNotFoundError:  # a checkout that was never installed
        return "0"
