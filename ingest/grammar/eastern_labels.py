"""Speakers’ labels as parliaments and courts in the East print them: "主席：各位", "問：", "○委員長（港花子君）　これより"."""

from __future__ import annotations

import re
from typing import NamedTuple

# the offices and titles that end a name, and stand alone
OFFICES = (
    "主席|議長|议长|委員長|委员长|會長|会长|局長|局长|司長|司长|部長|部长|署長|署长|秘書長|秘书长|大臣|總理|总理|議員|议员|委員|委员|代表|"
    "先生|女士|小姐|博士|教授|法官|審判長|审判长|審判員|审判员|裁判長|檢察官|检察官|公诉人|律師|律师|辩护人|辯護人|證人|证人|証人|被告人|被告|原告|"
    "參考人|参考人|記者|记者"
)
# "主席：", "陳大文議員：", "主席(陳大文議員)：", "勞工及福利局局長："
NAMED = re.compile(rf"(?P<name>[一-鿿]{{0,14}}?(?:{OFFICES}))(?:[（(](?P<other>[一-鿿]{{2,14}})[）)])?\s?[：:]\s*")
# "○委員長（山田花子君）　", "○山田花子君　", "◯홍길동 위원  ", "○위원장 홍길동  "
CIRCLED = re.compile(
    r"[○◯〇](?P<name>[一-鿿ぁ-んァ-ヶー々]{2,20})(?:（(?P<other>[^（）\n]{2,20})）)?[　：]\s*|"
    r"[○◯](?P<korean>[가-힣]{2,12}(?: [가-힣]{2,8}){0,2})(?: {2,8}|　)"
)
# "問：", "答：", "문: ", "답: "
ASKED = re.compile(r"(?P<letter>[問问문])\s?[：:]\s*")
ANSWERED = re.compile(r"(?P<letter>[答답])\s?[：:]\s*")
# "提交文件", "附屬法例／文書": a line without a comma or a full stop divides a report
HEADING = re.compile(r"[一-鿿／・\s]{2,30}\Z")
FIRST = "○◯〇"


class Said(NamedTuple):
    """A label: whether it asks or answers, a name (None for a letter), its place, where the speech begins, the name in brackets."""

    form: str
    name: str | None
    start: int
    end: int
    speech: int
    other: str | None = None


def may_begin(words: str) -> bool:
    """Tell whether words begin with a sign with which such a label may begin."""
    return words[0] in FIRST or "一" <= words[0] <= "鿿" or "가" <= words[0] <= "힣"


def said(words: str) -> Said | None:
    """Return the label at the front of a passage, None if it has none.

    >>> said("主席：各位議員。")
    Said(form='named', name='主席', start=0, end=2, speech=3, other=None)
    """
    found = ASKED.match(words) or ANSWERED.match(words)
    if found:
        form = "Q" if found.re is ASKED else "A"
        return Said(form, None, 0, 1, found.end())
    found = NAMED.match(words) or CIRCLED.match(words)
    if found is None:
        return None
    name = "korean" if found.re is CIRCLED and found["korean"] else "name"
    return Said("named", found[name], found.start(name), found.end(name), found.end(), found["other"])
