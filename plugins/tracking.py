"""Tracking: what other sites add to a shared link to follow a reader is taken off before Datasette reads it.

Datasette would take `?fbclid=…` for a filter on a column of that name, and show no rows.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote_plus

from datasette import hookimpl

from ingest.pages.query_strings import mended_by

# utm_source   utm-x   fbclid   gclid   msclkid   mc_eid   _hsenc   ref_src
TRACKING = re.compile(
    r"utm[_-]\w*|fbclid|gclid|gclsrc|gbraid|wbraid|dclid|msclkid|twclid|ttclid|yclid|igshid|igsh|li_fat_id"
    r"|mc_[ce]id|mkt_tok|_hsenc|_hsmi|__hs\w+|vero_id|oly_\w+_id|ref_src|_ga|_gl|s_cid|epik|srsltid",
    re.IGNORECASE,
)


def without_tracking(query: str) -> str:
    """Return a query string without the arguments that follow readers; the others stay byte for byte."""
    kept = [part for part in query.split("&") if not TRACKING.fullmatch(unquote_plus(part.partition("=")[0]))]
    return "&".join(kept)


@hookimpl
def asgi_wrapper() -> Any:
    """Take tracking arguments off every request."""
    return mended_by(without_tracking)
