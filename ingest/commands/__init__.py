"""The maintainer's commands, a file for each: `command` is what `ingest NAME` does. One is loaded when it is asked for."""
