"""Fields of e-mails: the lines above a message that say from whom, when, to whom and about what, as mail programs print them.

Outlook, Apple Mail and Gmail print them in the language of their reader.
"""

from __future__ import annotations

import re

WHO, WHEN, TO, COPY, SUBJECT = "from", "date", "to", "cc", "subject"

# "From: Ada Quill", "*Sent:* Tuesday", "De : Ada", "Newsgroups: uk.local" of Usenet, "Gesendet: Dienstag", "Skickat: den 2 oktober", "Отправлено: …"
FIELD = re.compile(
    r"[*_]{0,2}(?:(?P<from>from|de|von|van|da|från|fra|od|odesílatel|lähettäjä|от|від|feladó|kimden|από|发件人|寄件者|差出人|보낸 사람)|"
    r"(?P<date>sent|date|envoyé|gesendet|datum|verzonden|enviad[oa](?: em| el)?|fecha|inviato|data|skickat|sendt|dato|wysłano|odesláno|"
    r"lähetetty|päivämäärä|отправлено|дата|надіслано|elküldve|dátum|gönderildi|tarih|στάλθηκε|发送时间|日期|送信日時|보낸 날짜|날짜)|"
    r"(?P<to>to|à|an|aan|para|a|till|til|do|komu|vastaanottaja|кому|címzett|kime|προς|收件人|宛先|받는 사람)|"
    r"(?P<cc>cc|kopie|kopia|kopi|копия)|"
    r"(?P<subject>subject|objet|betreff|onderwerp|asunto|assunto|oggetto|ämne|emne|temat|předmět|aihe|тема|tárgy|konu|θέμα|主题|主旨|件名|제목)|"
    r"(?P<rest>cci|bcc|reply-to|importance|attachments|path|newsgroups|followup-to|organi[sz]ation|lines|message-id|references|in-reply-to|"
    r"(?:x|nntp|mime|content|list)-[\w-]{2,40}|xref|sender|approved|keywords|distribution|return-path|user-agent|delivered-to))"
    r" ?[:：][*_]{0,2}(?:\s+|\Z|(?<=：))",
    re.IGNORECASE,
)
# the words for the time of sending that nobody but a mail program prints above a message
SENT = re.compile(
    r"[*_]{0,2}(?:sent|envoyé|gesendet|verzonden|enviad[oa](?: em| el)?|inviato|skickat|sendt|wysłano|odesláno|lähetetty|отправлено|"
    r"надіслано|elküldve|gönderildi|στάλθηκε|发送时间|送信日時|보낸 날짜)\s?[:：]",
    re.IGNORECASE,
)


def field(words: str) -> tuple[str, str] | None:
    """Return which field a line is ("from", "date", "to", "cc", "subject", "rest") and what it says; None if it is none."""
    found = FIELD.match(words)
    if found is None or found.lastgroup is None:
        return None
    return found.lastgroup, words[found.end() :].strip().removeprefix("**").strip()
