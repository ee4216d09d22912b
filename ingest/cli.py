"""The command `ingest`. A mistake ends with a sentence and exit status 2, never with a traceback."""

from __future__ import annotations

from importlib import import_module

import click

from ingest.terminal.sentences import Sentences

# in the order in which they are used; each is `command` of the module of its name in ingest.commands
COMMANDS = ("build", "parse", "describe", "verify", "quote", "compare", "serve", "export", "ids", "schema")


class Commands(Sentences):
    """The commands by name: the libraries of one alone are loaded, as all together take a second."""

    def list_commands(self, _: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, _: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"ingest.commands.{cmd_name}").command
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="evidence-archive")
def ingest() -> None:
    """Turn public documents into one SQLite file in which every word can be found, cited and checked."""
