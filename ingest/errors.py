"""What can go wrong, each as one sentence a maintainer can act on."""

from collections.abc import Sequence


class ArchiveError(Exception):
    """A mistake in what was asked or given: says what, where and what to do; ends with exit status 2."""


class ArchiveErrors(ArchiveError):
    """Every mistake that was found in one go, a line each."""

    def __init__(self, faults: Sequence[ArchiveError]) -> None:
        super().__init__("\n".join(dict.fromkeys(str(fault) for fault in faults)))


class DeclarationError(ArchiveError):
    """A YAML file that cannot be used: names the file, the key and the remedy. `place` is where in it, as `roles[0].person`."""

    place = ""


def at(place: str, error: DeclarationError) -> DeclarationError:
    """Return an error with the place of which it speaks."""
    error.place = place
    return error


class PatternError(DeclarationError):
    """A pattern that takes too long in a text: names the file of the text too."""


class SourceError(ArchiveError):
    """A source file that cannot be used: missing, altered, not text."""


class UnreadableError(SourceError):
    """A file whose content no format can read: it becomes a problem that readers see, and the rest is built."""


class OtherKindError(UnreadableError):
    """A file of a kind that is not read, which only its content tells: it is no fault, and the problem says what to do."""


class UnknownRules(ArchiveError):
    """Rules, an edition or a clause that is asked for and is not in the archive, or not told from another."""


class DatabaseError(ArchiveError):
    """An archive.db that cannot be read or replaced."""


class FolderError(ArchiveError):
    """A folder that cannot be written, or that holds what is not ours to replace."""


class ListeningError(ArchiveError):
    """An address or a port on which nothing can be served."""


class ClusterError(ArchiveError):
    """A cluster that cannot be reached or used."""


class BrokenPromise(Exception):
    """The archive that was just built fails its own checks: a fault of ours, so the old archive stays."""


def mistake(sentence: str, unfit: list[str] | None) -> None:
    """Raise DeclarationError; where what is declared speaks of several files, add the sentence to `unfit` instead."""
    if unfit is None:
        raise DeclarationError(sentence)
    unfit.append(sentence)
