#!/usr/bin/env bash
# Install PostgreSQL's programs where that can be done; the tests start a server of their own from them, or skip.
set -euo pipefail
compgen -G "/usr/lib/postgresql/*/bin/initdb" > /dev/null && exit 0
command -v initdb > /dev/null && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y postgresql > /dev/null && exit 0
fi
echo "PostgreSQL is not installed and cannot be: its tests will be skipped." >&2
