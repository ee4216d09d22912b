"""Containers made for tests: zips, tars, web archives, WACZ files and pages saved as one file, of a few invented pages."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import plistlib
import tarfile
import zipfile
from collections.abc import Iterable, Mapping
from functools import partial
from typing import NamedTuple

import pyarrow

PLACE = "http://scales.example/2019/kettle.txt"
DAY = "2019-04-03T10:11:12Z"


class Page(NamedTuple):
    """A record of a web archive: a response with headers, or another kind of record with `http` empty."""

    body: bytes
    url: str = PLACE
    date: str = DAY
    status: str = "200 OK"
    headers: tuple[str, ...] = ("Content-Type: text/plain; charset=utf-8",)
    kind: str = "response"
    content_type: str = "application/http; msgtype=response"

    def record(self) -> bytes:
        """Return the record as it stands in a WARC file."""
        block = self.body
        if self.kind == "response":
            block = "\r\n".join([f"HTTP/1.1 {self.status}", *self.headers, "", ""]).encode() + self.body
        head = (
            f"WARC/1.0\r\nWARC-Type: {self.kind}\r\nWARC-Target-URI: {self.url}\r\nWARC-Date: {self.date}\r\n"
            f"Content-Type: {self.content_type}\r\nContent-Length: {len(block)}\r\n\r\n"
        )
        return head.encode() + block + b"\r\n\r\n"


def warc(*pages: Page) -> bytes:
    """Return a WARC file."""
    return b"".join(page.record() for page in pages)


def warc_gz(*pages: Page) -> bytes:
    """Return a WARC file that is gzipped record by record."""
    return b"".join(gzip.compress(page.record(), mtime=0) for page in pages)


def zipped(
    files: Mapping[str, str | bytes] | Iterable[tuple[str, str | bytes]], method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    """Return a zip; the same files give the same bytes."""
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w") as file:
        for name, content in files.items() if isinstance(files, Mapping) else files:
            file.writestr(zipfile.ZipInfo(name, (2019, 4, 3, 0, 0, 0)), content, method)
    return found.getvalue()


def wacz(*pages: Page, titles: str = "") -> bytes:
    """Return a WACZ with one web archive, not packed a second time, and a list of pages."""
    files = {
        "archive/data.warc.gz": warc_gz(*pages),
        "pages/pages.jsonl": titles,
        "datapackage.json": "{}",
        "indexes/index.cdx.gz": gzip.compress(b"", mtime=0),
    }
    return zipped(files, zipfile.ZIP_STORED)


def zstd(data: bytes) -> bytes:
    """Return bytes packed by Zstandard."""
    return pyarrow.Codec("zstd").compress(data, asbytes=True)


PACK = {"gz": partial(gzip.compress, mtime=0), "bz2": bz2.compress, "xz": lzma.compress, "zst": zstd}


def tarred(
    files: Mapping[str, str | bytes] | Iterable[tuple[str, str | bytes]],
    packed: str = "",
    form: int = tarfile.GNU_FORMAT,
) -> bytes:
    """Return a tar, packed by "gz", "bz2", "xz", "zst" or not at all; the same files give the same bytes."""
    found = io.BytesIO()
    with tarfile.open(fileobj=found, mode="w", format=form) as file:
        for name, content in files.items() if isinstance(files, Mapping) else files:
            info = tarfile.TarInfo(name)
            data = content.encode() if isinstance(content, str) else content
            info.size, info.mtime = len(data), 1_554_250_000
            file.addfile(info, io.BytesIO(data))
    return PACK[packed](found.getvalue()) if packed else found.getvalue()


def saved(
    *parts: tuple[str, bytes],
    headers: tuple[str, ...] = (
        f"Snapshot-Content-Location: {PLACE}",
        "Subject: The kettle",
        "Date: Wed, 3 Apr 2019 10:11:12 -0000",
    ),
    ended: bool = True,
) -> bytes:
    """Return a page as browsers save it in one file: each part is its media type with its other headers, and its content."""
    head = "\r\n".join(
        [*headers, "MIME-Version: 1.0", 'Content-Type: multipart/related;\r\n\tboundary="----x"', "", ""]
    )
    inner = [f"------x\r\nContent-Type: {said}\r\n\r\n".encode() + content + b"\r\n" for said, content in parts]
    return head.encode() + b"\r\n" + b"".join(inner) + (b"------x--\r\n" if ended else b"")


def webarchive(
    content: bytes, url: str = PLACE, kind: str = "text/html", encoding: str = "UTF-8", **more: list[dict[str, object]]
) -> bytes:
    """Return a page as Safari saves it; `more` are its WebSubresources and its WebSubframeArchives."""
    main = {
        "WebResourceData": content, "WebResourceMIMEType": kind, "WebResourceTextEncodingName": encoding, "WebResourceURL": url,
        "WebResourceFrameName": "",
    }  # fmt: skip
    return plistlib.dumps({"WebMainResource": main, **more}, fmt=plistlib.FMT_BINARY)
