"""Pictures: where each mark of a chart, a timeline or a map goes. Numbers in, places out: no SQL and no markup."""
