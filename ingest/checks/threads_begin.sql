-- A message is in one thread, which the first of its messages names too, and answers a message of that thread.
select emails.id, 'its thread does not begin with a message of the thread'
from emails join emails as first on first.document_id = emails.thread_id
where first.thread_id <> first.document_id
union all
select emails.id, 'it answers a message of another thread'
from emails join emails as answered on answered.document_id = emails.in_reply_to_id
where answered.thread_id <> emails.thread_id
