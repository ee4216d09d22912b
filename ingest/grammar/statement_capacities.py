"""Capacities: what a witness says to be, beside the name, on the line below it, or in the first paragraph."""

from __future__ import annotations

import re

LONGEST = 300  # characters of a line below the name

# "Occupation: teacher", "Position: branch secretary", "Age: over 18     Occupation: teacher"
CAPACITY_LINE = re.compile(
    r"(?:\A[*_\s]*|\s{2,}|\|\s*)(?i:occupation|position|job(?:\s+title)?|role|capacity|title|employment)[*_\s]*:[*_\s]*(?P<capacity>\S.*?)"
    r"(?:\s{3,}.*|\s*\|.*|[*_\s]*)\Z"
)
# "1. I am the branch secretary of Northmoor", "I am employed as a porter", "My name is Ann Bee and I am the branch secretary",
# "1. That I am the clerk", "I am over the age of eighteen and competent to testify. I am the clerk"
I_AM = re.compile(
    r"\A[\"“‘'*_\s]*(?:\[?\d{1,3}[.)\]]*\s+)?(?:My\s+(?:full\s+)?name\s+is\s+[^;,]{2,60}?(?:,?\s+and\s+|[,.]\s+)|That\s+|"
    r"I\s+am\s+over\s+(?:the\s+age\s+of\s+)?(?:18|eighteen|21|twenty-one)\b[^.;]{0,160}\.\s+)?I\s+am\s+(?:(?:currently|now)\s+)?"
    r"(?P<capacity>(?:employed\s+(?:by\b[^.;,]{1,80}?\b)?as\s+)?(?:the|a|an)\s+[^.;,]{2,120}?)"
    r"(?=\s*[.;,]|\s+and\s+(?:I|have|make|am|as|know|hold|held|was|worked|served|had|live|reside|swear|give)\b|\s*\Z)"
)
# words for a capacity
ROLE = re.compile(
    r"\b(?:former(?:ly)?|retired|secretar(?:y|ies)|officer|organi[sz]er|manager|director|chair(?:man|woman|person)?|president|"
    r"treasurer|teacher|nurse|doctor|clerk|member|assistant|head|steward|rep(?:resentative)?|engineer|driver|porter|"
    r"inspector|constable|solicitor|barrister|surveyor|councillor|consultant|employee|worker|trustee|editor|journalist|"
    r"lecturer|professor|librarian|caretaker|cleaner|claimant|respondent|complainant|applicant|resident|tenant|partner|"
    r"keeper|pilot|guard|captain|sergeant|owner|founder|governor|mayor|minister|mp|leader|conven[eo]r|delegate|official|"
    r"technician|operator|carer|cook|tutor|researcher|student|apprentice|volunteer|warden|superintendent|registrar|auditor|"
    r"architect|builder|electrician|farmer|paramedic|midwife|therapist|counsellor|planner|founder|"
    r"fore(?:man|woman|person)|plumber|carpenter|joiner|mechanic|welder|miner|docker|baker|farmhand|fisher(?:man|woman)?|firefighter|"
    r"physician|surgeon|dentist|pharmacist|attorney|lawyer|sheriff|deputy|scientist|janitor|instructor|labou?rer|postman|"
    r"executive|adviser|advisor|analyst|accountant|coordinator|co-ordinator|supervisor|witness|expert)\b",
    re.IGNORECASE,
)
# "INTRODUCTION", "A. Background", "The meeting of 3 May"
SUBHEADING = re.compile(
    r"(?:[A-Z]\.\s+|\d{1,2}\.\s+)?(?:the\s+)?(?:introduction|background|summary|overview|conclusion|events?|meetings?|part|"
    r"section|statement|evidence|personal details|qualifications|experience|history|exhibits?|chronology|i say)\b",
    re.IGNORECASE,
)
# " retired teacher, of" between the name and the address
BESIDE_NAME = re.compile(r"\s(?P<capacity>[^,]{3,60}?),\s(?i:of|residing|living|will|do|make|say)\b")


def capacity_beside(words: str, start: int) -> tuple[int, int] | None:
    """Return the place of the capacity behind the name, at `start`: "I, Ann Bee, retired teacher, of 1 High Street"."""
    match = BESIDE_NAME.match(words, start) if start >= 0 else None
    return match.span("capacity") if match and ROLE.search(match["capacity"]) else None


def capacity_below(words: str) -> tuple[int, int] | None:
    """Return the place of the capacity in the line below the name: "Occupation: …", or a line without a full stop."""
    if len(words) > LONGEST:
        return None
    labelled = CAPACITY_LINE.search(words)
    if labelled:
        return labelled.span("capacity")
    bare = words.strip("*_ \t")
    bare = bare.strip("()") if bare[:1] == "(" or "(" not in bare else bare  # not "Head of Unit (retired)"
    if (
        not bare
        or bare[-1] in '.:;!?”"'
        or bare[0].isdigit()
        or bare.startswith(("I ", "My ", "“", '"', "‘"))
        or "://" in bare
        or ": " in bare
    ):
        return None
    if not SUBHEADING.match(bare) and ROLE.search(bare) and (bare.isupper() or len(bare.split()) <= 20):
        return words.index(bare), words.index(bare) + len(bare)
    return None


def capacity_in(words: str) -> tuple[int, int] | None:
    """Return the place of "the branch secretary of …" in a paragraph that begins "I am the branch secretary of …"."""
    match = I_AM.match(words[:400])
    if not match or not (match["capacity"].startswith("employed") or ROLE.search(match["capacity"])):
        return None
    return match.span("capacity")
