"""Any name: an archive that is served as evidence.db has the titles, facets, questions and pages that are made for archive.db."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils import to_css_class
from jinja2 import BaseLoader, ChoiceLoader, Environment, TemplateNotFound

from ingest.pages.served import NAME, name_of_archive


@hookimpl(tryfirst=True)
def startup(datasette: Datasette) -> None:
    """Say of the archive, under the name it is served by, what is said of it under its own; what is said of that name stays."""
    name = name_of_archive(datasette.databases)
    if name in (NAME, None):
        return
    # the hook `get_metadata` would give the same, and be asked a dozen times for each page
    told: dict[str, Any] = datasette._metadata_local
    databases = told.get("databases") or {}
    if NAME in databases:
        told["databases"] = {**databases, name: {**databases[NAME], **(databases.get(name) or {})}}
    if told.get("source_url") == f"/{NAME}/sources":
        told["source_url"] = str(datasette.urls.table(name, "sources"))


@hookimpl(tryfirst=True)
def prepare_jinja2_environment(env: Environment, datasette: Datasette) -> None:
    """Find the template of a page of the archive under the name that it is served by, too."""
    if env.loader:
        env.loader = ChoiceLoader([env.loader, OfArchive(env.loader, datasette.databases)])


class OfArchive(BaseLoader):
    """Loads what Datasette asks for as `row-evidence-documents.html` from `row-archive-documents.html`."""

    def __init__(self, loader: BaseLoader, databases: Mapping[str, Any]) -> None:
        self.loader, self.databases = loader, databases

    def get_source(self, environment: Environment, template: str) -> Any:
        """Return the template. Raises TemplateNotFound where it is of no page of the archive."""
        name = name_of_archive(self.databases)
        kind, dash, table = template.partition(f"-{to_css_class(name)}-") if name else (template, "", "")
        if not dash or name == NAME:
            raise TemplateNotFound(template)
        return self.loader.get_source(environment, f"{kind}-{NAME}-{table}")

    def list_templates(self) -> list[str]:
        """Return none: they are those of the other loader."""
        return []
