"""What several commands take."""

from __future__ import annotations

from pathlib import Path

import click

FILE = click.Path(path_type=Path, readable=False)  # what cannot be read is told by those who read it
