#!/usr/bin/env bash
# Refresh once, keep what the run said, and tell somebody where it failed.
#   deploy/refresh.sh INPUT WAREHOUSE
# PERENNIAL_ALERT is a command that is started with the outcome (JSON) on its standard input.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
input=$1 warehouse=$2
mkdir -p "$warehouse/logs"
outcome="$warehouse/logs/last_outcome.json"
.venv/bin/python -m scripts.refresh "$input" "$warehouse" --json > "$outcome"
code=$?
# 3: another run is at work here; it will tell its own story
if [ "$code" -ne 0 ] && [ "$code" -ne 3 ] && [ -n "${PERENNIAL_ALERT:-}" ]; then
    sh -c "$PERENNIAL_ALERT" < "$outcome"
fi
exit "$code"
