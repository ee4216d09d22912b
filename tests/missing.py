"""What a test does for want of something: it is skipped, but in CI nothing may be wanting."""

from __future__ import annotations

import os
from importlib import import_module
from typing import Any, NoReturn

import pytest


def missing(message: str) -> NoReturn:
    """Skip a test, saying what is wanting; in CI fail it."""
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)


def peer(name: str) -> Any:
    """Return a library that only tests need, to read what we write; or skip the test."""
    try:
        return import_module(name)
    except ImportError:
        missing(f"{name} is not installed")
