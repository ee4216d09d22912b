"""The command `ingest`, which `python -m ingest` is too."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command; one that is stopped (Ctrl-C) while it loads says no more than one that is stopped later."""
    try:
        from ingest.cli import ingest  # noqa: PLC0415 (it takes a second)
    except KeyboardInterrupt:
        sys.stderr.write("\nAborted!\n")
        sys.exit(1)
    ingest(prog_name="ingest")


if __name__ == "__main__":
    main()
