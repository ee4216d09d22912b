"""E-mails, whatever keeps them: each message a document.

`mail` writes a message or a mailbox (`mailbox`, `emlx`, `pasted_mail`) as text: its `parts` and their `pieces`, the `bodies` with what is
quoted in them, the `words` of headers and the `versions` of a body. `threads` says what answers what. `msg` makes a message of Outlook one
of these first: `msg_properties`, `msg_headers`, `msg_rtf`, `msg_parts`; `msg_occasions` and `msg_zones` are for appointments.
"""
