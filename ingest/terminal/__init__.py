"""What the commands print: results, progress, and mistakes as sentences."""
