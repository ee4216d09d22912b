"""E-mail addresses, which are private wherever they stand, in every spelling that programs and careful people give them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.grammar.lines import lines_with

# "@post.example.org"
DOMAIN = re.compile(r"@[\w-]{1,63}(?:\.[\w-]{1,63})+")
# "jo.smith+news", "o’neill" before the @; with letters of any alphabet
REVERSED_LOCAL_PART = re.compile(r"[\w.!#$%&'’*+/=?^`{|}~-]+")
# "<ada@scales>", '<"ada quill"@post.example>' between the angle brackets of a header, and '"ada quill"@post.example'
ANGLED = re.compile(r"<(?:mailto:)?([^<>@\s][^<>@\n]{0,127}@[^<>\s]{1,255})>")
QUOTED = re.compile(r"(\"[^\"\n@]{1,64}\"@[\w.-]{1,255})")
# "From ada@scales Tue Mar 12 09:04:00 2019", "To: ada@scales, Tobias Fenn": in headers the domain may be a single word
ENVELOPE = re.compile(r"From ([^\s@]{1,128}@\S{1,255}) ")
HEADER = re.compile(
    r"(?:From|Sender|Reply-To|To|Cc|Bcc|Return-Path|(?:X-)?(?:Delivered|Original|Envelope)-To|Resent-(?:From|To|Cc)): .*@.*",
    re.IGNORECASE,
)
IN_A_HEADER = re.compile(r"[^\s<>,;:\"()@]{1,128}@[^\s<>,;:\"()@]{1,255}")
# what stands behind the local part of an address in another spelling: "mailto:ada%40post.example" in a link, "ada (at) post.example",
# "ada [at] post [dot] example"
PER_CENT = re.compile(r"%40[\w-]{1,63}(?:\.[\w-]{1,63})+")
IN_BRACKETS = re.compile(
    r"[(\[{] ?(?:at|AT) ?[)\]}] ?[\w-]{1,63}(?:(?:\.| ?[(\[{] ?(?:dot|DOT) ?[)\]}] ?)[\w-]{1,63}){1,8}"
)
# "From: ada at post.example (Ada Quill)", "ada at post.example wrote:": so mailing lists write addresses in their archives
LISTED = re.compile(r" at (?:[\w-]{1,63}\.){1,8}[\w-]{2,63}")
SENDER = re.compile(r"(?:\A|\n)>{0,9} ?From:? \Z")
WRITER = re.compile(r"[)>]?\s(?:\([^()\n]{1,80}\) )?wrote:")
# "/O=FISH LANDINGS/OU=EXCHANGE ADMINISTRATIVE GROUP/CN=RECIPIENTS/CN=ADA", "/o=ExchangeLabs/ou=…": how Exchange calls people among its
# servers, by names that are made of theirs
AMONG_SERVERS = re.compile(
    r"/o=[^/=<>\"\n]{1,100}(?:/(?:ou|cn)=[^/=<>\"\n]{1,100}){0,6}/cn=[^/=<>\"\s;,)\]]{1,100}", re.IGNORECASE
)
SIGNS_OF_BRACKETS = ("at)", "at]", "at}", "at )", "at ]", "AT)", "AT]", "AT )")
CLOSING = ")]}"
LONGEST_LOCAL_PART = 128  # twice what RFC 5321 allows


def e_mail_addresses(text: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of every e-mail address, in order and apart."""
    found = [*_plain_addresses(text), *_spelt_addresses(text)]
    here = 0
    for start, end in sorted(found, key=lambda place: (place[0], -place[1])):
        if end > here:
            yield max(start, here), end
            here = end


def _spelt_addresses(text: str) -> Iterator[tuple[int, int]]:
    """Yield the addresses that are no names with an @ and a domain, as programs and careful people write them."""
    if "@" in text:
        yield from (match.span(1) for shape in (ANGLED, QUOTED) for match in shape.finditer(text))
        for line in lines_with("@", text):
            if envelope := ENVELOPE.match(text, line):
                yield envelope.span(1)
            if header := HEADER.match(text, line):
                yield from (match.span() for match in IN_A_HEADER.finditer(text, *header.span()))
    if "/cn=" in text or "/CN=" in text:
        yield from (match.span() for match in AMONG_SERVERS.finditer(text))
    shapes = [PER_CENT] if "%40" in text else []
    if any(map(text.__contains__, CLOSING)) and any(map(text.__contains__, SIGNS_OF_BRACKETS)):
        shapes.append(IN_BRACKETS)
    for shape in shapes:
        for match in shape.finditer(text):
            above = match.start() - (text[match.start() - 1 : match.start()] == " ")
            start = _local_start(text, above)
            if start < above:
                yield start, match.end()
    for match in LISTED.finditer(text) if "From" in text or "wrote:" in text else ():
        start = _local_start(text, match.start())
        if start < match.start() and (
            SENDER.search(text, max(0, start - 20), start) or WRITER.match(text, match.end())
        ):
            yield start, match.end()


def _local_start(text: str, end: int, floor: int = 0) -> int:
    """Return where the local part that ends at a place begins, not above `floor`."""
    behind = text[max(floor, end - LONGEST_LOCAL_PART) : end][::-1]
    match = REVERSED_LOCAL_PART.match(behind)
    return end - match.end() if match else end


def _plain_addresses(text: str) -> Iterator[tuple[int, int]]:
    above = 0
    for domain in DOMAIN.finditer(text) if "@" in text else ():
        at = domain.start()
        start = _local_start(text, at, above)
        if start < at or (above and at == above):
            above = domain.end()
            yield start, above
