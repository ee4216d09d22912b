"""The processes of Python that another has started, and those that these have."""

from __future__ import annotations

from pathlib import Path


def children(pid: int) -> list[int]:
    """Return the processes that `pid` has started, and those that these have, that are there still."""
    parents = {}
    for each in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, words = each.read_text().partition("(")[2].rpartition(")")
        except OSError:
            continue
        if name.startswith("python"):  # a browser starts others when it likes
            parents[int(each.parent.name)] = int(words.split()[1])
    found = [pid]
    for each in found:
        found += [child for child, parent in parents.items() if parent == each]
    return found[1:]
