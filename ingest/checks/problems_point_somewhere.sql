-- A problem says where: a source, a place in it, or a file.
select id, reason from problems
where (source_id is null and locator is null) or ("start" is null) <> ("end" is null)
