-- Events that stand as one are of one day and one time, and that which stands for them is none that stands for another.
select same.event_id, same.same_as_id
from same_events as same
join events as this on this.id = same.event_id
join events as first on first.id = same.same_as_id
where this.event_date is not first.event_date or this.start_time is not first.start_time
  or exists (select 1 from same_events as above where above.event_id = same.same_as_id)
