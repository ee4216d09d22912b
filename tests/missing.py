"""What a test does for want of something: it is skipped, but in CI nothing may be wanting."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest


def missing(message: str) -> NoReturn:
    """Skip a test, saying what is wanting; in CI fail it."""
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)
