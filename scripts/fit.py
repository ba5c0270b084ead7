"""Fit the probability models on the counts that dbt prepared in WAREHOUSE/build.duckdb.

SQL decides what is counted, up to which dates and whether it is enough (`int_fit_cuts`); here an
optimiser finds the parameters, and SQL scores with them. A fit that fails is written as such, and
the hazard model stands in for it.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import duckdb
import numpy as np
import typer
from rich.console import Console
from rich.table import Table

from scripts.fits import months, retention, spend, tables, transactions
from scripts.fits.factors import FactorFit, fit_factors
from scripts.fits.groups import fit_groups
from scripts.fits.optimise import Maximum
from scripts.fits.tables import FittedModel
from scripts.steps import BUILD, StepError, plain_errors

INPUTS = "int_fit_cuts"
PLAIN = ("customer", "repeat_purchase")
# Days that stand for a calendar month.
MONTH = 30


def fit(warehouse: Path) -> list[FittedModel]:
    """Fit everything there are enough data for; replace `raw.model_parameters` and its like.

    Raises StepError where dbt has not built the inputs yet; a fit that fails raises nothing.
    """
    with duckdb.connect(str(_built(warehouse))) as con:
        try:
            con.execute(f"select * from intermediate.{INPUTS} order by cut_date")
            names = [str(entry[0]) for entry in con.description or []]
            cuts = [dict(zip(names, row, strict=True)) for row in con.fetchall()]
            groups = fit_groups(con)
        except duckdb.CatalogException as error:
            raise StepError(f"dbt has to build {INPUTS} before a fit: {error}") from error
        fitted: list[FittedModel] = []
        for cut in cuts:
            fitted += _fit_cut(con, cut, fitted)
        tables.write(con, fitted)
    return [*fitted, *groups]


def fit_multivariate(warehouse: Path) -> FactorFit:
    """Regress churn on all factors of `churn_factors` at once, for the next build to show.

    Raises StepError where dbt has not built the factors yet.
    """
    with duckdb.connect(str(_built(warehouse))) as con:
        return fit_factors(con)


def _built(warehouse: Path) -> Path:
    file = warehouse / BUILD
    if not file.exists():
        raise StepError(f"{warehouse} holds no build; load and build first.")
    return file


def _fit_cut(
    con: duckdb.DuckDBPyConnection,
    cut: dict[str, Any],
    earlier: list[FittedModel],
) -> list[FittedModel]:
    """All models of one date; what was found for earlier dates is near, and so a start."""
    date = cut["cut_date"]
    starts = {
        model.model_code: tuple(model.parameters.values())
        for model in earlier
        if model.is_converged
    }
    found = []
    if cut["is_enough"]:
        histories = tables.histories(con, date, int(cut["time_unit_days"]))
        for code, names in transactions.PARAMETERS.items():
            start = starts.get(code, ())
            best = _safely(transactions.fit_transactions, code, histories, start)
            found.append(_model(code, names, best, cut))
    if cut["is_enough_months"]:
        best = _safely(months.fit_months, tables.months(con, date), starts.get("bg_bb", ()))
        found.append(
            _model("bg_bb", months.PARAMETERS, best, {**cut, "time_unit_days": MONTH}, "month")
        )
    if cut["is_enough_spending"]:
        best = _safely(spend.fit_spending, tables.spending(con, date))
        found.append(_model("gamma_gamma", spend.PARAMETERS, best, cut, "spending"))
    if cut["is_present"] and cut["is_enough"]:
        lives, unit_days, customers = tables.lives(con)
        for code, names in retention.PARAMETERS.items() if customers else ():
            best = _safely(retention.fit_retention, code, lives)
            counts = {"customer_count": customers, "repeat_purchase_count": 0}
            found.append(_model(code, names, best, {**cut, **counts, "time_unit_days": unit_days}))
    return found


def _safely(fitter: Any, *arguments: Any) -> Maximum:
    """The maximum, or one without parameters that says why there is none."""
    try:
        result: Maximum = fitter(*arguments)
    except (ValueError, FloatingPointError, ZeroDivisionError, np.linalg.LinAlgError) as error:
        return Maximum((), float("nan"), is_converged=False, message=str(error))
    return result


def _model(
    code: str, names: tuple[str, ...], best: Maximum, cut: dict[str, Any], kind: str = ""
) -> FittedModel:
    values = best.parameters or (float("nan"),) * len(names)
    people, purchases = (f"{kind}_customer", f"{kind}_purchase") if kind else PLAIN
    return FittedModel(
        model_code=code,
        fitted_as_of_date=cut["cut_date"],
        parameters=dict(zip(names, values, strict=True)),
        log_likelihood=best.log_likelihood,
        customer_count=int(cut[f"{people}_count"]),
        repeat_purchase_count=int(cut[f"{purchases}_count"]),
        time_unit_days=int(cut["time_unit_days"]),
        is_converged=best.is_converged,
        message=best.message,
    )


def _plain(model: FittedModel) -> dict[str, Any]:
    """A fit for JSON, which knows no NaN."""
    parameters = {code: tables.known(value) for code, value in model.parameters.items()}
    return {
        **asdict(model),
        "parameters": parameters,
        "log_likelihood": tables.known(model.log_likelihood),
    }


def _plain_factors(fit: FactorFit) -> dict[str, Any]:
    """The regression for JSON."""
    rows = [
        {
            name: tables.known(cell) if isinstance(cell, float) else cell
            for name, cell in row.items()
        }
        for row in (asdict(factor) for factor in fit.factors)
    ]
    return {
        "model_code": "churn_factors",
        **asdict(fit),
        "factors": rows,
        "log_likelihood": tables.known(fit.log_likelihood),
    }


def _table_of(fit: FactorFit) -> Table:
    """The regression for people."""
    table = Table(
        *("factor", "per deviation", "error", "p", "odds ratio", "note"),
        title=f"Churn of {fit.churned_customer_count:,} of {fit.customer_count:,} customers: "
        f"{fit.message}, log likelihood {fit.log_likelihood:,.3f}",
    )
    for factor in fit.factors:
        table.add_row(
            *(factor.factor_name, f"{factor.standard_slope:.4f}"),
            *(f"{factor.standard_slope_error:.4f}", f"{factor.p_value:.4g}"),
            *(f"{factor.odds_ratio:.4g}", factor.message),
        )
    return table


def main(
    warehouse: Annotated[Path, typer.Argument(metavar="WAREHOUSE", help="Folder of the build.")],
    multivariate: Annotated[
        bool, typer.Option(help="Regress churn on all factors at once.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Fit the probability models in WAREHOUSE/build.duckdb; the next build scores with them."""
    with plain_errors("Not fitted"):
        fitted = fit(warehouse)
        factors = fit_multivariate(warehouse) if multivariate else None
    if as_json:
        plain = [_plain(model) for model in fitted]
        print(json.dumps([*plain, _plain_factors(factors)] if factors else plain, default=str))
        return
    table = Table("model", "group", "up to", "parameters", "log likelihood", "customers", "fit")
    for model in fitted:
        table.add_row(
            model.model_code,
            model.group_value,
            str(model.fitted_as_of_date),
            " ".join(f"{code} {value:.4f}" for code, value in model.parameters.items()),
            f"{model.log_likelihood:,.3f}",
            f"{model.customer_count:,}",
            model.message if model.is_converged else f"not converged: {model.message}",
        )
    Console().print(table if fitted else "Too few customers to fit anything.")
    if factors:
        Console().print(_table_of(factors))


if __name__ == "__main__":
    typer.run(main)
