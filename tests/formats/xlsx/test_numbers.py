"""Number formats: what a cell shows of the number that it holds, as Excel shows it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.formats.sheets.number_formats import (
    BUILT_IN,
    LOCAL_DATE,
    LOCAL_MOMENT,
    hides,
    hides_words,
    shown,
    text_shown,
)
from tests.growth import assert_linear

SHOWN = [
    ("General", "43527", "43527"), ("General", "0.1", "0.1"), ("General", "0.30000000000000004", "0.3"), ("General", "1E-3", "0.001"),
    ("General", "123456789012", "123456789012"), ("General", "1e20", "1E+20"), ("General", "-0", "0"), ('General" votes"', "12", "12 votes"),
    ("0", "12.5", "13"), ("0", "-12.5", "-13"), ("0.00", "1.005", "1.01"), ("0.00", "-3", "-3.00"), ("000", "7", "007"), ("#", "0", ""), ("#.##", "0.5", ".5"),
    ("#,##0", "1234567", "1,234,567"), ("#,##0", "-999", "-999"), ("#,##0.00", "1234.5", "1,234.50"), ("#,##0;(#,##0)", "-1234", "(1,234)"),
    ("#,##0.00;[Red]-#,##0.00", "-5", "-5.00"), ("0%", "0.12", "12%"), ("0.0%", "0.13646958", "13.6%"),
    ("0.0 %", "0.5", "50.0 %"), ("#,##0,", "1234567", "1,235"),
    ("[$£-809]#,##0.00", "1200", "£1,200.00"), ('"£"#,##0;-"£"#,##0', "-340", "-£340"), ("[$€-2] #,##0.00", "9.5", "€ 9.50"), ("_-£* #,##0.00_-", "3", "£3.00"),
    ("0.00E+00", "12345", "1.23E+04"), ("# ?/?", "0.5", "0.5"), ("00\\-00\\-00", "123456", "12-34-56"), ("0000\\ 000000", "1632960123", "1632 960123"),
    ('"Yes";"No";"–"', "1", "Yes"), ('"Yes";"No";"–"', "-1", "No"), ('"Yes";"No";"–"', "0", "–"), (";;;", "5", ""), ("0;;", "-5", ""),
    ("[<100]0.0;0", "12", "12.0"), ("[<100]0.0;0", "120", "120"), ("[>=1000]0.0,\\k;0", "1500", "1.5k"), ("[<5]0;0", "-1", "-1"),
    ("0", "1_000", "1_000"), ("General", "1_000", "1_000"), ("0" + "%" * 250, "1e308", "1E+308"), ("[ſ]", "5", "5"), ("ſ", "5", "ſ"),
    ("@", "5", "5"), ("0 kg", "5", "5"), ("[DBNum1]0", "5", "5"), ("0.###", "2.5", "2.5"), ("0.0##", "2", "2.0"), ("?0.0?", "5.5", "5.5"),
]  # fmt: skip
DATES = [
    ("d mmmm yyyy", "43527", "3 March 2019"), ("dd/mm/yyyy", "43527", "03/03/2019"), ("m/d/yy", "43527", "3/3/19"), ("yyyy-mm-dd", "43527.5", "2019-03-03"),
    ("dddd, d mmm yyyy", "43527", "Sunday, 3 Mar 2019"), ("[$-809]d mmmm yyyy;@", "43527", "3 March 2019"), ("[$-407]d. mmmm yyyy", "43527", "2019-03-03"),
    ("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "43527", "Sunday, March 03, 2019"),
    ("mmm-yy", "43527", "Mar-19"), ("yyyy", "43527", "2019"), ("dd.mm.yy", "43527", "03.03.19"),
    ("d mmm yyyy h:mm", "43527.604166666664", "3 Mar 2019 14:30"), ("h:mm AM/PM", "0.604166666666667", "2:30 PM"), ("hh:mm:ss", "0.999999", "00:00:00"),
    ("hh:mm", "0", "00:00"), ("[h]:mm", "1.5", "36:00"), ("mm:ss", "0.01", "14:24"), ("[mm]:ss", "0.1", "144:00"),
    ("[m]:ss.0", "0.000689814814814815", "0:59.6"), ("[s].00", "0.0000185185185185185", "1.60"), ("[s]", "0.0000185185185185185", "2"),
    ("ss.00", "0.0000123", "01.06"), ("h:mm:ss.000", "0.5000001", "12:00:00.009"),
    ("d mmm yyyy", "1", "1 Jan 1900"), ("d mmm yyyy", "59", "28 Feb 1900"), ("d mmm yyyy", "60", "60"), ("d mmm yyyy", "61", "1 Mar 1900"),
    ("d mmm yyyy", "-1", "-1"), ("d mmm yyyy", "2958465", "31 Dec 9999"), ("d mmm yyyy", "2958466", "2958466"), ("d mmm yyyy", "0", "0"),
    (LOCAL_DATE, "43527", "2019-03-03"), (LOCAL_MOMENT, "43527.604166666664", "2019-03-03 14:30"), ("ggge", "43527", "43527"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "number", "expected"), [*SHOWN, *DATES])
def test_shown(code: str, number: str, expected: str) -> None:
    """A number is shown as its format says where that is certain, else as it is; a date never as a number of days where it is one."""
    assert shown(number, code) == expected


def test_days_since_1904() -> None:
    """A workbook of an old Macintosh counts its days from 1904 on."""
    assert [shown(number, "d mmm yyyy", from_1904=True) for number in ("0", "42065")] == ["1 Jan 1904", "3 Mar 2019"]


@pytest.mark.parametrize(
    ("code", "expected"),
    [("@", "12a"), ("General", "12a"), ('"Ref. "@', "Ref. 12a"), ('0;0;0;"("@")"', "(12a)"), ("0;0;0;", "12a")],
)
def test_words(code: str, expected: str) -> None:
    """Words are shown with what their format says around them."""
    assert text_shown("12a", code) == expected


@pytest.mark.parametrize(
    ("code", "number", "expected"),
    [
        (";;;", "5", True), ('"Paid"', "5", True), ('"Yes";"No";"–"', "0", True), ("0;-0;;@", "0", True), ("0;-0;;@", "5", False), ("General", "5", False),
        ("@", "5", False), ("d mmm yyyy", "5", False), (LOCAL_DATE, "5", False), ("0;0;0;0", "x", False), (";;;", "x", False), ("[h]:mm", "5", False),
    ],
)  # fmt: skip
def test_numbers_without_room(code: str, number: str, expected: bool) -> None:
    """A format that shows a word, or nothing, in place of a number hides it."""
    assert hides(number, code) is expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [('0;0;"@";"Approved"', True), ('"Ref. "@', False), ("General", False), ('0;0;0;"("@")"', False)],
)
def test_words_without_room(code: str, expected: bool) -> None:
    """A format that shows other words in place of those of a cell hides these."""
    assert hides_words(code) is expected


@given(
    st.text(alphabet='0#?.,%@/;ymdhsbgeE+-[]<>="\\_* $£GneralAMP/1', max_size=30),
    st.floats() | st.integers().map(float),
)
def test_any_format(code: str, number: float) -> None:
    """Whatever a format says, a number is shown."""
    assert isinstance(shown(repr(number), code), str)
    assert isinstance(text_shown("words", code), str)


def test_built_in() -> None:
    """Each format that a file need not write out shows something of a number."""
    assert [code for code in BUILT_IN.values() if not shown("43527.25", code)] == []


@pytest.mark.alone
@pytest.mark.parametrize("sign", ["0", "#,", '"', "[", "y", "@", "%", "?"])
def test_growth(sign: str) -> None:
    """A format takes no more time than its length."""
    assert_linear(lambda size: [shown(str(n), sign * 250) for n in range(size)], 100)
