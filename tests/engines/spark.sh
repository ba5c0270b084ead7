#!/usr/bin/env bash
# Install Java, where that can be done, and Spark and its driver; the tests start a cluster of their own from them, or skip.
set -euo pipefail
if ! command -v java > /dev/null && [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y openjdk-17-jre-headless > /dev/null
fi
if ! command -v java > /dev/null; then
    echo "Java is not installed and cannot be: no Spark cluster is started." >&2
    exit
fi
make --no-print-directory setup-spark-cluster
