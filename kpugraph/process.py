"""Whether this process is the ``kpugraph`` command's own, which may fork and end it; a program that imports us is not."""

from __future__ import annotations

own = False
