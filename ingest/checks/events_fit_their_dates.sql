-- The earliest and the latest day of an event frame its date, and an unknown date has neither.
select id, event_date, date_earliest, date_latest
from events
where (event_date is null) <> (date_earliest is null) or (event_date is null) <> (date_latest is null)
  or date_earliest > date_latest
  or substr(date_earliest, 1, 4) <> substr(event_date, 1, 4)
