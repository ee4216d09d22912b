"""What web pages abroad print around a text: who published it and when, how to share it, what to read next, in seven languages."""

from __future__ import annotations

# "Veröffentlicht am ", "Publié le ", "Geplaatst op ", "Publicado el ", "Pubblicato il ", "Publicerat den ": before the day of a text
POSTED_ON = (
    r"(?:(?:veröffentlicht|geschrieben|verfasst|erstellt|eingestellt)(?: am)?:?|(?:publié|posté|écrit|rédigé|mis en ligne)e?(?: le)?\s?:?|"
    r"(?:geplaatst|gepubliceerd|geschreven)(?: op)?:?|(?:publicad[oa]|escrito)(?: el| em)?:?|(?:pubblicato|scritto)(?: il)?:?|"
    r"(?:publicerat|skrivet|publisert|skrevet|udgivet)(?: den)?:?)"
)
# "Publié par Ada à 22:10", "Opublikowane przez Ada o 18:04": who posted, and at what time
POSTED_BY = (
    r"[Ee]ingestellt von|[Vv]eröffentlicht von|[Gg]epostet von|[Pp]ublié par|[Pp]osté par|[Pp]ubblicato da|[Pp]ostato da|[Pp]ublicado por|"
    r"[Pp]ostado por|[Pp]ublicat per|[Oo]publikowane przez|[Gg]eplaatst door|[Gg]epost door|[Uu]pplagd av|[Ii]nlagd av|[Pp]ublicerat av|"
    r"[Pp]ublisert av|[Ll]agt inn av|[Ss]krevet av|[Oo]pslået af|[Ii]ndsendt af|[Ll]agt ut av|[Ss]krivet av|[Uu]dgivet af|[Pp]ostiwyd gan"
)
AT = r"um|à|às|a las|a|en|em|o|om|op|kl\.?|am|le|el|il|den|d\.|ar|alle"
# the words of a day of publication, and of a change since
PUBLISHED = r"stand|veröffentlicht|publié|publicado|gepubliceerd|pubblicato"
CHANGED = r"mise? à jour|aktualisiert|actualizado|bijgewerkt|aggiornato"
# "von Ada", "par Ada": behind the day
BY = r"von|par|door|por|da|av|af|przez|gan|per"
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
    # the same, with "2 comentários", "Nessun commento:" or "3 reacties" behind it
    rf"(?:{POSTED_BY}) [^\n]{{1,60}} (?:{AT}) \d[^\n]*",
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
    r"(?:\d+|nessun) comment[oi]",
    r"(?:\d+|sem) comentários?",
    r"(?:\d+|brak) komentarzy?",
    r"(?:\d+|inga|ingen) kommentar(?:er)?",
    r"(?:etiquetas|schlagwörter|libellés|etichette|etykiety|marcadores|etiketter): .*",
)
# "Ältere Posts    Startseite", "Entradas antiguas", "← Oudere berichten", "Suscribirse a: Entradas (Atom)"
_NEXT = (
    r"(?:ältere|neuere)r? (?:posts?|beiträge)|startseite|(?:articles?|messages?) plus (?:anciens?|récents?)|accueil|"
    r"entradas? (?:antiguas?|más recientes?)|página principal|post più (?:vecchi|recenti|vecchio|recente)|home page|"
    r"postagens? mais (?:antigas?|recentes?)|página inicial|(?:oudere|nieuwere) (?:berichten|posts)|"
    r"(?:starsze|nowsze) posty|strona główna|äldre inlägg|(?:ældre|nyere) opslag|(?:eldre|nyere) innlegg|senaste inlägg|startsida"
)
NAVIGATION = (
    rf"[←«‹ ]*(?:(?:{_NEXT})[ |·»«←→‹›]*){{1,4}}",
    r"(?:abonnieren|s[’']abonner à|suscribirse a|iscriviti a|assinar|subskrybuj|prenumerera på|abonneren op)\s?:? [^\n]{1,40}\(atom\)",
    r"ver (?:la )?versión (?:web|para móviles)|ver (?:a )?versão (?:da web|para celular)|afficher la version (?:web|mobile)|"
    r"visualizza versione (?:web|per dispositivi mobili)|web-version anzeigen",
)
# "Temps de lecture : 3 min.", "Lesezeit: 4 Minuten"
READING_TIME = r"(?:temps de lecture|lesezeit|lesedauer|leestijd|tiempo de lectura|tempo di lettura|tempo de leitura|lästid)\s?:? \d+ ?min\w*"
# "Auch interessant", "Lire aussi : …", "Lees ook: …", "Leggi anche"
RELATED = (
    r"auch interessant",
    r"mehr (?:zum thema|aus .{1,30})",
    r"lire aussi(?: ?: .*)?",
    r"sur le même (?:sujet|thème)",
    r"lees (?:ook|meer)(?:: .*)?",
    r"(?:te puede interesar|más información|lea también|leggi anche)(?:: .*)?",
)
