"""What web pages abroad print around a text: who published it and when, how to share it, what to read next, in seven languages."""

from __future__ import annotations

# "Veröffentlicht am ", "Publié le ", "Geplaatst op ", "Publicado el ", "Pubblicato il ", "Publicerat den ": before the day of a text
POSTED_ON = (
    r"(?:(?:veröffentlicht|geschrieben|verfasst|erstellt|eingestellt)(?: am)?:?|(?:publié|posté|écrit|rédigé|mis en ligne)e?(?: le)?\s?:?|"
    r"(?:geplaatst|gepubliceerd|geschreven)(?: op)?:?|(?:publicad[oa]|escrito)(?: el| em)?:?|(?:pubblicato|scritto)(?: il)?:?|"
    r"(?:publicerat|skrivet|publisert|skrevet|udgivet)(?: den)?:?)"
)
# the words of a day of publication, and of a change since
PUBLISHED = r"stand|veröffentlicht|publié|publicado|gepubliceerd|pubblicato"
CHANGED = r"mise? à jour|aktualisiert|actualizado|bijgewerkt|aggiornato"
# "von Ada", "par Ada": behind the day
BY = r"von|par|door|por|da|av|af"
# "Teilen", "Drucken    Teilen", "Partager :", "J’aime chargement…", "Compartir en …"
SHARING = (
    r"(?:teilen|drucken)(?: (?:mit|auf))?(?:\s+teilen)?",
    r"(?:j[’']aime|gefällt mir|me gusta)\s(?:chargement|wird geladen|cargando)",
    r"partage[rz]?(?: (?:cet article|sur .{1,20}))?",
    r"imprimer",
    r"compartir(?: en .{1,20})?",
    r"comparte esto",
    r"deel dit(?: .{1,20})?",
    r"condividi(?: su .{1,20})?",
)
# "3 Kommentare", "Kommentar hinterlassen", "Laisser un commentaire", "Geplaatst in Bestuur | Reageer", "Publicado por Ada en 19:22"
POST_FOOTER = (
    r"(?:\d+|keine?) (?:kommentare?|antworten?)",
    r"(?:kommentar|antwort) (?:hinterlassen|schreiben)",
    r"kommentare",
    r"(?:\d+|aucun|pas de) commentaires?",
    r"(?:laisser|poster|ajouter) un commentaire",
    r"(?:\d+|geen) reacties?",
    r"reageer",
    r"plaats een reactie",
    r"geplaatst in .{1,60}\|.*",
    r"(?:veröffentlicht unter|publié dans|publicado en|archiviato in) .{1,60}",
    r"(?:\d+|no hay) comentarios?",
    r"publicado por .{1,60} en \d.*",
    r"(?:\d+|nessun) comment[oi]",
)
# "Auch interessant", "Lire aussi : …", "Lees ook: …", "Leggi anche"
RELATED = (
    r"auch interessant",
    r"mehr (?:zum thema|aus .{1,30})",
    r"lire aussi(?: ?: .*)?",
    r"sur le même (?:sujet|thème)",
    r"lees (?:ook|meer)(?:: .*)?",
    r"(?:te puede interesar|más información|lea también|leggi anche)(?:: .*)?",
)
