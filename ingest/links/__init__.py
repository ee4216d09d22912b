"""Links between records: each file joins what two finders found."""
