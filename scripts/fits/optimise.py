"""Maximise a likelihood of positive parameters from several starts, the same way every time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

Vector = npt.NDArray[np.float64]
# The log likelihood and its slope along each parameter; no slope where it is found by differences.
Likelihood = Callable[[Vector], tuple[float, Vector | None]]

# Logarithms of parameters stay where double precision carries a likelihood.
LOG_BOUNDS = (-12.0, 14.0)
# Starts that end this near to the best (in log likelihood) say that it is no local maximum.
AGREEMENT = 0.01
# Maxima this near in height, one with a parameter twice that of the other, are no maximum.
FLATNESS = 1e-4
TWICE = np.log(2.0)


@dataclass(frozen=True)
class Maximum:
    """Parameters at the maximum, in the order of the likelihood, and how sure it is one."""

    parameters: tuple[float, ...]
    log_likelihood: float
    is_converged: bool
    message: str


def maximise(likelihood: Likelihood, starts: Sequence[Sequence[float]], weight: float) -> Maximum:
    """Maximise over positive parameters; `weight` is the number of observations.

    It converged where the maximum is finite, lies inside the bounds and is one point; otherwise the
    data do not determine the parameters.
    """

    def loss(logs: Vector) -> tuple[float, Vector | None]:
        parameters = np.exp(logs)
        value, slope = likelihood(parameters)
        down = None if slope is None else -slope * parameters / weight
        return (-value / weight if np.isfinite(value) else 1e10), down

    def height(logs: Vector) -> float:
        return loss(logs)[0]

    has_slope = loss(np.log(np.asarray(starts[0], dtype=np.float64)))[1] is not None
    with np.errstate(all="ignore"):
        runs = [
            minimize(
                loss if has_slope else height,
                np.log(np.asarray(start, dtype=np.float64)),
                method="L-BFGS-B",
                jac=has_slope,
                bounds=[LOG_BOUNDS] * len(start),
                options={"maxiter": 2000, "maxfun": 20000, "ftol": 1e-13, "gtol": 1e-8},
            )
            for start in starts
        ]
        found = min(runs, key=lambda run: float(run.fun))
        if not has_slope:
            # the slope by differences ends a little early; the simplex walks the last steps
            walked = minimize(
                height,
                found.x,
                method="Nelder-Mead",
                bounds=[LOG_BOUNDS] * len(found.x),
                options={"maxiter": 4000, "maxfev": 4000, "xatol": 1e-7, "fatol": 1e-13},
            )
            found = walked if walked.fun <= found.fun else found
    heights = [-float(run.fun) * weight for run in runs]
    top = -float(found.fun) * weight
    as_high = [run.x for run, other in zip(runs, heights, strict=True) if top - other < FLATNESS]
    is_flat = any(bool(np.any(np.abs(logs - found.x) > TWICE)) for logs in as_high)
    return _judge(found.x, top, heights, is_flat)


def _judge(logs: Vector, log_likelihood: float, others: list[float], is_flat: bool) -> Maximum:
    is_inside = bool(
        np.all(logs > LOG_BOUNDS[0] + AGREEMENT) and np.all(logs < LOG_BOUNDS[1] - AGREEMENT)
    )
    near = sum(log_likelihood - other < AGREEMENT for other in others)
    is_finite = bool(np.isfinite(log_likelihood)) and log_likelihood > -1e9
    if not is_finite:
        message = "the likelihood is not finite"
    elif not is_inside:
        message = "a parameter runs to its bound: the data do not determine it"
    elif is_flat:
        message = "other parameters fit as well: the data do not determine them"
    else:
        message = f"{near} of {len(others)} starts agree"
    return Maximum(
        tuple(float(value) for value in np.exp(logs)),
        log_likelihood,
        is_finite and is_inside and not is_flat,
        message,
    )
