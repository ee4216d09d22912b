-- Law 6: an id leads to a passage or is retired, never both.
select retired_ids.id, 'is that of a passage' from retired_ids join passages on passages.id = retired_ids.id
