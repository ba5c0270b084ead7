#!/usr/bin/env bash
# Refresh once, keep what the run said, and tell somebody where it failed or a figure leapt.
#   deploy/refresh.sh INPUT WAREHOUSE
# PERENNIAL_ALERT is a command that is started with the outcome (JSON) on its standard input.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
input=$1 warehouse=$2
mkdir -p "$warehouse/logs"
outcome="$warehouse/logs/last_outcome.json"
.venv/bin/python -m scripts.refresh "$input" "$warehouse" --json > "$outcome"
code=$?
has_alerts() {
    .venv/bin/python -c 'import json, sys; sys.exit(not json.load(sys.stdin)["alerts"])' < "$outcome"
}
# 3: another run is at work here; it will tell its own story
if [ -n "${PERENNIAL_ALERT:-}" ] && [ "$code" -ne 3 ] && { [ "$code" -ne 0 ] || has_alerts; }; then
    sh -c "$PERENNIAL_ALERT" < "$outcome"
fi
exit "$code"
