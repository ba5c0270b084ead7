{#-
    Expected amount of a purchase day by the Gamma-Gamma model: own mean and everybody's, weighted by how much each
    is known. Without a fit, everybody's average weighs as much as the smoothing says.
-#}
{% macro expected_order_amount(repeat_count, repeat_amount, spend) -%}
    case
        when {{ spend }}.is_fitted and {{ repeat_amount }} > 0
            then {{ spend }}.spend_p * ({{ spend }}.spend_v + {{ as_double(repeat_amount) }})
                / ({{ spend }}.spend_p * {{ repeat_count }} + {{ spend }}.spend_q - 1)
        when {{ spend }}.is_fitted
            then {{ spend }}.spend_p * {{ spend }}.spend_v / ({{ spend }}.spend_q - 1)
        else ({{ spend }}.smoothing_count * {{ spend }}.average_amount + {{ as_double(repeat_amount) }})
            / ({{ spend }}.smoothing_count + {{ repeat_count }})
    end
{%- endmacro %}
