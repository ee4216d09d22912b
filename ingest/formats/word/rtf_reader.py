"""RTF read as a word processor does: groups open and close, each with a state of its own, and paragraphs are filled on the way.

No function calls itself, so groups may be nested as deep as they like up to a limit, and a file takes linear time.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.errors import UnreadableError
from ingest.formats import written
from ingest.formats.decode import IN_TEXT, LOST
from ingest.formats.word.rtf_text import (
    ABOUT,
    FIELD,
    FONTS,
    NUMBER,
    SHOWN,
    SKIPPED,
    STYLES,
    TITLE,
    State,
    Text,
)
from ingest.formats.word.rtf_tokens import SIGNS, SYMBOL, SYMBOLS, Token, decoded, tokens
from ingest.formats.word.rtf_words import LOOKED_INTO, NOT_READ, TARGETS, TEXTS, WORDS
from ingest.formats.word.word_flow import Filled, Paragraph, plain

DEEPEST = 10_000  # groups
MOST_TOKENS = 5_000_000  # a book of a thousand pages has two million
DEEPEST_TEXT = 20  # notes and boxes in one another
LONGEST_NUMBER = 200  # characters; as long may be the name of a style
LONGEST_VALUE = 500
BEGINNING = Token("", None, "", b"", b"", 0, 0)


@dataclass(slots=True)
class Reader:
    """Reads a file once: `read` gives its paragraphs and rows; what else was found is told beside them."""

    data: bytes
    declared: str | None = None
    codec: str = "cp1252"
    usual: int = 0  # the font where none is named
    fonts: dict[int, str] = field(default_factory=dict)
    styles: dict[int, str] = field(default_factory=dict)
    outlines: dict[int, int] = field(default_factory=dict)
    apart: dict[tuple[str, str], None] = field(default_factory=dict)  # headers, footers, comments: name and words
    links: dict[str, None] = field(default_factory=dict)
    title: str = ""
    is_whole: bool = False
    behind: int = -1  # where the file goes on behind its end
    lost: int = 0
    state: State = field(default_factory=State)
    stack: list[State] = field(default_factory=list)
    texts: list[Text] = field(default_factory=lambda: [Text()])
    token: Token = BEGINNING
    _bytes: bytearray = field(default_factory=bytearray)
    _codec: str = ""
    units: list[int] = field(default_factory=list)
    skip: int = 0
    _star: bool = False
    _field: list[str] = field(default_factory=list)
    _notes: dict[bool, int] = field(default_factory=lambda: {False: 0, True: 0})

    def read(self) -> list[Filled]:
        """Return the paragraphs and rows of the text."""
        for n, token in enumerate(tokens(self.data)):
            if n > MOST_TOKENS:
                raise UnreadableError(f"it has more than {MOST_TOKENS:,} control words and groups; part the document.")
            self.token = token
            if token.brace == "{":
                self._open()
            elif token.brace:
                self._close()
                if not self.stack:
                    self.is_whole, self.behind = True, token.end
                    break
            elif token.word:
                self._word(token.word, token.value)
            elif token.symbol:
                self._symbol(token.symbol)
            else:
                self._characters(token.data)
        self._flush()
        while len(self.texts) > 1:
            self._end_text("")
        return self._ended(self.texts[0])

    @property
    def text(self) -> Text:
        return self.texts[-1]

    def _open(self) -> None:
        self._flush()
        self.skip = 0
        if len(self.stack) >= DEEPEST:
            raise UnreadableError(written.TOO_DEEP)
        self.stack.append(self.state)
        self.state = self.state.below()

    def _close(self) -> None:
        self._flush()
        self.skip, self._star = 0, False
        if self.state.text:
            self._end_text(self.state.text)
        if self.state.target == FIELD and self.stack[-1:] and self.stack[-1].target != FIELD:
            self._end_field()
        if self.stack:
            self.state = self.stack.pop()

    def _word(self, word: str, value: int | None) -> None:
        if self._bytes or (self.units and word != "u"):
            self._flush()
        star, self._star = self._star, False
        state = self.state
        if state.target == SKIPPED and word != "ud":
            return
        if star and word not in LOOKED_INTO:
            state.target = SKIPPED
        elif word in TEXTS and state.target == SHOWN and len(self.texts) <= DEEPEST_TEXT:
            self._begin_text(TEXTS[word])
        elif word in TARGETS:
            state.target = TARGETS[word]
        elif word in NOT_READ or state.target == ABOUT:
            self.text.here.pictures += word == "pict"
            state.target = SKIPPED
        elif word in SIGNS and self.skip:
            self.skip -= 1
        elif word in SIGNS:
            self._say(SIGNS[word])
        elif word in WORDS:
            WORDS[word](self, value)

    def _symbol(self, symbol: bytes) -> None:
        if symbol == b"*":
            self._star = True
        elif self.skip:
            self.skip -= 1
        elif symbol in SYMBOLS:
            self._flush()
            self._say(SYMBOLS[symbol])
        elif symbol in (b"\r", b"\n"):
            self._flush()
            self.end_paragraph()

    def _characters(self, given: bytes) -> None:
        """Take bytes of the text; those that stand for a character behind `\\u` are passed over."""
        data = given[self.skip :]
        self.skip = max(0, self.skip - len(given))
        if not data or self.state.target in (SKIPPED, FONTS, ABOUT):
            return
        font = self.usual if self.state.font is None else self.state.font
        codec = self.fonts.get(font, self.codec)
        if self.declared and codec != SYMBOL:
            codec = self.declared
        if self.units or codec != self._codec:
            self._flush()
        self._codec = codec
        self._bytes += data
        self.placed()

    def _flush(self) -> None:
        """Say the characters that were taken."""
        if self.units:
            pairs = b"".join(unit.to_bytes(2, "little") for unit in self.units)
            self.units = []
            self._add(pairs.decode("utf-16-le", "replace"))
        if self._bytes:
            words = decoded(bytes(self._bytes), self._codec)
            self._bytes = bytearray()
            self._add(words)

    def placed(self) -> None:
        """Count the bytes that are read to those that the paragraph is made of."""
        if self.state.target in (SHOWN, NUMBER):
            here = self.text.here
            here.start = self.token.start if here.start < 0 else here.start
            here.end = self.token.end

    def _say(self, words: str) -> None:
        self.placed()
        self._add(words)

    def _add(self, words: str) -> None:
        """Add words to what the group holds."""
        state, here = self.state, self.text.here
        words = IN_TEXT.sub(LOST, words)
        self.lost += words.count(LOST)
        if state.target == SHOWN:
            here.inserted |= state.inserted
            here.add(words, "deleted text" if state.deleted else "hidden text" if state.hidden else None)
        elif state.target == NUMBER:
            here.number = (here.number + words)[:LONGEST_NUMBER]
        elif state.target == FIELD:
            self._field.append(words)
        elif state.target == STYLES:
            self.styles[state.style] = (self.styles.get(state.style, "") + words.strip(";"))[:LONGEST_NUMBER]
        elif state.target == TITLE:
            self.title = (self.title + words)[:LONGEST_VALUE]

    def _begin_text(self, name: str) -> None:
        """Begin a text that stands elsewhere than in the lines: a note, a header, a comment, a box."""
        self.state.text = name
        if name == "note":
            is_end = self.data.startswith(b"\\ftnalt", self.token.end)
            self._notes[is_end] += 1
            mark = f"{'e' if is_end else ''}{self._notes[is_end]}"
            self._say(f"[{mark}]")
            self.text.here.notes.append((mark, []))
        self.texts.append(Text())

    def _end_text(self, name: str) -> None:
        filled, above = self._ended(self.texts.pop()), self.text.here
        if name == "note" and above.notes:
            above.notes[-1] = (above.notes[-1][0], filled)
        elif name in ("box", ""):
            above.texts.append(filled)
        elif name:
            self.apart[name, "\n".join(filter(None, map(plain, filled)))] = None

    def _ended(self, text: Text) -> list[Filled]:
        """Return what a text is made of, with what is left open in it."""
        if text.here.shown or text.here.apart or text.here.notes or text.here.texts or text.here.pictures:
            text.cell.append(text.here)
        text.end_row()
        return text.filled

    def _end_field(self) -> None:
        """Keep the address that a field leads to: HYPERLINK "http://…"."""
        words = "".join(self._field).split(None, 1)
        self._field = []
        if len(words) == 2 and words[0].casefold() == "hyperlink":
            self.links[words[1].strip().strip('"').partition('"')[0]] = None

    def end_paragraph(self) -> None:
        """End the paragraph that is open, and begin the next."""
        if self.state.target == SHOWN:
            here, self.text.here = self.text.here, Paragraph()
            here.style, here.outline = self.state.style, self.state.outline
            if self.state.in_table:
                self.text.cell.append(here)
            else:  # a paragraph that is in no table ends the one above it, also where a file does not say so
                self.text.end_row()
                self.text.filled.append(here)
