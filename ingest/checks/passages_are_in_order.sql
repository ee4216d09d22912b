-- The passages of a document are numbered 1, 2, 3 … in the order in which they stand in the source.
select document_id, position, 'does not follow on the passage before it'
from (
  select document_id, position, "start",
    row_number() over (partition by document_id order by position) as expected,
    lag("end", 1, 0) over (partition by document_id order by position) as above
  from passages
)
where position <> expected or "start" < above
