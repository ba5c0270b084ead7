-- The headline needs one rule set, whatever the as-of date: neither none nor two.
select count(case when is_default then 1 end) as default_count
from {{ ref('int_warning_rule_sets') }}
having count(case when is_default then 1 end) <> 1
