"""Charts as Vega-Lite specifications, checked by Altair; the page puts the rows into them.

The page hands each chart rows with its own columns and, where columns of `y` are folded into
series, `series` and `value`. A title `@name` is the label of that column in the reader's
language, and colours come from the page, where they fit its light or dark background.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import altair as alt

from scripts.dashboard.pages import ChartSpec

HEIGHT = 240
Drawn = Any  # a chart or its layers; which of them, Altair knows only at run time


def specification(chart: ChartSpec) -> dict[str, Any]:
    """The specification of a chart, without data."""
    fitted = alt.AutoSizeParams(type="fit-x", contains="padding")
    drawn = KINDS[chart.kind](chart).properties(width="container", autosize=fitted)
    document: dict[str, Any] = drawn.to_dict(validate=True)
    return {key: part for key, part in document.items() if key not in ("config", "$schema")}


def _base(rows: str = "rows") -> Drawn:
    return alt.Chart(alt.NamedData(rows)).properties(height=HEIGHT)


def number_format(column: str) -> str:
    """How the numbers of a column are written, by what its name promises."""
    if column.endswith(("_rate", "_share")):
        return ".1%"
    return ",.2f" if column.endswith("_ratio") else ",.0f"


def _axis(column: str) -> alt.Axis:
    style = "%" if column.endswith(("_rate", "_share")) else ",~f"
    return alt.Axis(format=style, tickCount=5)


def _value(chart: ChartSpec) -> str:
    return chart.y if isinstance(chart.y, str) else chart.y[0]


def _time(column: str) -> alt.X:
    return alt.X(
        f"{column}:T",
        title=None,
        axis=alt.Axis(format="%Y-%m", labelOverlap=True, grid=False, tickCount=8),
    )


def _period(column: str) -> alt.X:
    """Periods as bars of equal width; the page gives their first days."""
    return alt.X(
        f"{column}:O",
        title=None,
        axis=alt.Axis(
            labelExpr="slice(datum.label, 0, 7)",
            labelOverlap="greedy",
            labelSeparation=8,
            labelAngle=0,
        ),
    )


def _tip(column: str, field: str = "") -> alt.Tooltip:
    return alt.Tooltip(f"{field or column}:Q", title=f"@{column}", format=number_format(column))


def _day(column: str) -> alt.Tooltip:
    return alt.Tooltip(f"{column}:N", title=f"@{column}")


def _line(chart: ChartSpec) -> Drawn:
    value = _value(chart)
    return (
        _base()
        .mark_line(point=True)
        .encode(
            x=_time(chart.x),
            y=alt.Y("value:Q", title=f"@{value}", axis=_axis(value)),
            color=alt.Color("series:N", title=None),
            tooltip=[_day(chart.x), alt.Tooltip("series:N", title="@series"), _tip(value, "value")],
        )
    )


def _curve(chart: ChartSpec) -> Drawn:
    value = _value(chart)
    return (
        _base()
        .mark_line()
        .encode(
            x=alt.X(f"{chart.x}:Q", title=f"@{chart.x}", axis=_axis(chart.x)),
            y=alt.Y("value:Q", title=f"@{value}", axis=_axis(value)),
            color=alt.Color("series:N", title=None),
            tooltip=[
                alt.Tooltip("series:N", title="@series"),
                _tip(chart.x),
                _tip(value, "value"),
            ],
        )
    )


def _piled(chart: ChartSpec, height: alt.Y) -> Drawn:
    """Series on top of each other, period by period."""
    value = _value(chart)
    return (
        _base()
        .mark_bar()
        .encode(
            x=_period(chart.x),
            y=height,
            color=alt.Color("series:N", title=None),
            order=alt.Order("series_number:Q"),
            tooltip=[_day(chart.x), alt.Tooltip("series:N", title="@series"), _tip(value, "value")],
        )
    )


def _growth(chart: ChartSpec) -> Drawn:
    return _piled(chart, alt.Y("signed:Q", title=None, axis=_axis(_value(chart))))


def _stack(chart: ChartSpec) -> Drawn:
    value = _value(chart)
    return _piled(chart, alt.Y("value:Q", title=f"@{value}", axis=_axis(value)))


def _columns(chart: ChartSpec) -> Drawn:
    value = _value(chart)
    return (
        _base()
        .mark_bar()
        .encode(
            x=_period(chart.x),
            y=alt.Y(f"{value}:Q", title=f"@{value}", axis=_axis(value)),
            tooltip=[_day(chart.x), _tip(value)],
        )
    )


def _bars(chart: ChartSpec) -> Drawn:
    label = _value(chart)
    base = _base().encode(
        x=alt.X(f"{chart.x}:Q", title=f"@{chart.x}", axis=_axis(chart.x)),
        y=alt.Y(f"{label}:N", title=None, sort=None, axis=alt.Axis(labelLimit=220)),
        tooltip=[alt.Tooltip(f"{label}:N", title=f"@{label}"), _tip(chart.x)],
    )
    bars = base.mark_bar()
    if chart.color:
        bars = bars.encode(color=alt.Color(f"{chart.color}:N", legend=None))
    is_left = f"datum[{chart.x!r}] < 0"
    text = base.mark_text(
        align=alt.expr(f"{is_left} ? 'right' : 'left'"), dx=alt.expr(f"{is_left} ? -4 : 4")
    ).encode(text=alt.Text(f"{chart.x}:Q", format=number_format(chart.x)))
    return alt.layer(bars, text).properties(height=alt.Step(30))


def _heat(chart: ChartSpec) -> Drawn:
    down = _value(chart)
    base = _base().encode(
        x=alt.X(f"{chart.x}:O", title=f"@{chart.x}", axis=alt.Axis(labelAngle=0)),
        y=alt.Y(
            f"{down}:O",
            title=f"@{down}",
            sort="descending" if down.endswith("_score") else "ascending",
            axis=alt.Axis(labelExpr="slice(datum.label, 0, 7)"),
        ),
        tooltip=[_day(down), _day(chart.x), _tip(chart.color)],
    )
    cells = base.mark_rect().encode(
        color=alt.Color(
            f"{chart.color}:Q",
            title=None,
            legend=None,
            scale=alt.Scale(range=["#eef6f7", "#4fb3c0"]),
        )
    )
    short = ".0%" if chart.color.endswith("_rate") else ",.0f"
    text = base.mark_text(fontSize=10).encode(
        text=alt.Text(f"{chart.color}:Q", format=short), color=alt.value("#10242e")
    )
    return alt.layer(cells, text).properties(height=alt.Step(22))


def _survival(chart: ChartSpec) -> Drawn:
    value = _value(chart)
    base = (
        _base()
        .transform_calculate(
            low="max(0, datum.survival_rate - datum.standard_error_ratio)",
            high="min(1, datum.survival_rate + datum.standard_error_ratio)",
        )
        .encode(x=alt.X(f"{chart.x}:Q", title=f"@{chart.x}", axis=_axis(chart.x)))
    )
    axis = alt.Y(f"{value}:Q", title=f"@{value}", axis=_axis(value), scale=alt.Scale(domain=[0, 1]))
    band = base.mark_area(opacity=0.2, interpolate="step-after").encode(
        y=alt.Y("low:Q"), y2=alt.Y2("high:Q")
    )
    line = base.mark_line(interpolate="step-after").encode(
        y=axis, tooltip=[_tip(chart.x), _tip(value), _tip("at_risk_customers")]
    )
    return alt.layer(line, band)


def _diagonal(chart: ChartSpec, curve: Drawn) -> Drawn:
    """A curve over two shares, with the line on which both are the same."""
    value = _value(chart)
    line = (
        alt.Chart(alt.NamedData("diagonal"))
        .mark_line(strokeDash=[4, 4], opacity=0.5, color="gray")
        .encode(x="x:Q", y="y:Q")
    )
    drawn = curve.encode(
        x=alt.X(f"{chart.x}:Q", title=f"@{chart.x}", axis=_axis(chart.x)),
        y=alt.Y(f"{value}:Q", title=f"@{value}", axis=_axis(value)),
        tooltip=[_tip(chart.x), _tip(value)],
    )
    return alt.layer(drawn, line).properties(height=HEIGHT)


def _lorenz(chart: ChartSpec) -> Drawn:
    return _diagonal(chart, _base().mark_line())


def _calibration(chart: ChartSpec) -> Drawn:
    return _diagonal(chart, _base().mark_line(point=True))


KINDS: dict[str, Callable[[ChartSpec], Drawn]] = {
    "line": _line,
    "curve": _curve,
    "growth": _growth,
    "stack": _stack,
    "columns": _columns,
    "bars": _bars,
    "heat": _heat,
    "survival": _survival,
    "lorenz": _lorenz,
    "calibration": _calibration,
}
