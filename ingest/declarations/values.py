"""What a value in a declaration may be: the shapes that are checked, and in words what each looks like."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from ingest.grammar.edtf import earliest_latest
from ingest.withholding.telephone_numbers import is_region

# Extended Date/Time Format, levels 0 and 1 as far as they are used here: 2016, 2016-12, 2016-12-05, and a/b.
DATE = r"^\d{4}(-\d\d(-\d\d)?)?(/\d{4}(-\d\d(-\d\d)?)?)?$"
DIGEST = "^[0-9a-f]{64}$"
NAME = "^[a-z0-9]+(-[a-z0-9]+)*$"
WEB = "^https?://"
TONGUE = "^[a-z]{2,3}(-[A-Za-z0-9]+)*$"
COUNTRY = "^[A-Z]{2}$"
# what each of them wants, in words
LOOKS = {
    DATE: "write a date as far as it is known, as 2016, 2016-12 or 2016-12-05",
    DIGEST: "write its 64 digits, 0 to 9 and a to f in small letters",
    NAME: "write small letters and digits, with single hyphens between words",
    WEB: "begin it with http:// or https://",
    TONGUE: "write the code of a language, as en-GB or cy",
    COUNTRY: "write the two capital letters of a country, as GB or IE",
}

Sha256 = Annotated[str, msgspec.Meta(pattern=DIGEST)]
Edtf = Annotated[str, msgspec.Meta(pattern=DATE)]
Id = Annotated[str, msgspec.Meta(pattern=NAME, max_length=80)]
# of a document, a passage or a clause: longer than one that a person gives
LongId = Annotated[str, msgspec.Meta(pattern=NAME, max_length=300)]
Words = Annotated[str, msgspec.Meta(min_length=1)]
Url = Annotated[str, msgspec.Meta(pattern=WEB)]
Language = Annotated[str, msgspec.Meta(pattern=TONGUE)]
Region = Annotated[str, msgspec.Meta(pattern=COUNTRY)]
Kind = Literal[
    "blog post",
    "article",
    "witness statement",
    "hearing",
    "judgment",
    "rules",
    "motion",
    "minutes",
    "e-mail",
    "chat",
    "calendar",
    "comment",
    "page",
    "spreadsheet",
    "document",
]


class Strict(msgspec.Struct, forbid_unknown_fields=True, frozen=True, omit_defaults=True):
    """A mapping in which every key is known, and every date and every country is one that there is."""

    def __post_init__(self) -> None:
        for name in self.__struct_fields__:
            value = getattr(self, name)
            if value and name.endswith(("date", "until")) and earliest_latest(value)[0] is None:
                raise ValueError(f"{name}: there is no such date as {value}")
            if name == "region" and value and not is_region(value):
                raise ValueError(
                    f"region: no country has the code {value}, and its telephone numbers would not be withheld; "
                    "write two letters as GB (the United Kingdom), IE or US"
                )


def check_term(from_date: str | None, to_date: str | None) -> None:
    """Raise ValueError where a time ends, without any doubt, before it begins."""
    begins, ends = earliest_latest(from_date or "")[0], earliest_latest(to_date or "")[1]
    if begins and ends and ends < begins:
        raise ValueError(f"to_date: {to_date} is before {from_date}, its from_date; mend the one that is wrong")
