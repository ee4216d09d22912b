"""Search: what a reader types, read generously, and every passage that answers it, ranked and counted."""
