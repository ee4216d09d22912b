"""Words held against words: pure functions that the build, the commands and the pages share."""
