-- Days since the latest day of the orders last moved; null where a date of analysis was asked for.
select
    case
        when min(settings.as_of_date) is null
            then date_diff('day', min(cast(history.published_at as date)), min(settings.run_date))
    end as days
from published.main.publication as history
cross join raw.run_settings as settings
where history.as_of_date = (select max(as_of_date) from marts.reconciliation)
