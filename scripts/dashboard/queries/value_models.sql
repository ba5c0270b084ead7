select
    model_code,
    group_value,
    parameter_code,
    parameter_value,
    fitted_as_of_date,
    fitted_customers,
    is_converged,
    is_headline,
    fit_note
from model_parameters
where fitted_as_of_date = as_of_date
order by is_headline desc, model_code, group_value, parameter_code
limit 100
