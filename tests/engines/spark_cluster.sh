#!/usr/bin/env bash
# A real Spark cluster on this machine, out of the pyspark wheel: a master, two workers and the Thrift server.
#
#   spark_cluster.sh start PYTHON STATE    start it and wait until it answers (SPARK_WAIT seconds, 300)
#   spark_cluster.sh stop STATE            stop what `start` started there
#
# PYTHON is an interpreter that has pyspark; STATE gets logs, process ids, event logs and tables, known till it stops.
# Ports, all on 127.0.0.1: 7077 master, 10000 Thrift, 4040 the driver's REST API; SPARK_PORT_SHIFT is added to each.
# SPARK_OPTIONS is more for spark-submit, split at blanks.
set -euo pipefail

usage() { sed -n '2,9s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 2; }

[[ ${1:-} == start && $# == 3 || ${1:-} == stop && $# == 2 ]] || usage
command=$1
state=${*: -1}
shift_by=${SPARK_PORT_SHIFT:-0}
master=$((7077 + shift_by)) thrift=$((10000 + shift_by)) ui=$((4040 + shift_by))
wait_until=$((SECONDS + ${SPARK_WAIT:-300}))

stop() {
    local file pid
    for file in "$state"/{thrift,worker1,worker2,master}.pid; do
        [[ -f $file ]] || continue
        pid=$(<"$file")
        if kill "$pid" 2> /dev/null; then
            for _ in {1..40}; do kill -0 "$pid" 2> /dev/null || break; sleep 0.25; done
            kill -9 "$pid" 2> /dev/null || true
        fi
        rm -f "$file"
    done
}

launch() {
    local name=$1
    shift
    (cd "$state" && exec setsid nohup "$@" > "$state/$name.log" 2>&1 < /dev/null) &
    echo $! > "$state/$name.pid"
}

# Until a port answers: not as long as one may hope, but while the process that should open it is alive.
answers() {
    local name=$1 port=$2
    until (exec 3<> "/dev/tcp/127.0.0.1/$port") 2> /dev/null; do
        if ! kill -0 "$(<"$state/$name.pid")" 2> /dev/null || ((SECONDS > wait_until)); then
            echo "Spark's $name does not answer on port $port:" >&2
            grep -m 3 -E "Exception|ERROR" "$state/$name.log" >&2 || tail -n 5 "$state/$name.log" >&2
            stop
            exit 1
        fi
        sleep 0.5
    done
}

if [[ $command == stop ]]; then
    stop
    exit
fi

python=$2
mkdir -p "$state/warehouse" "$state/scratch" "$state/events"
state=$(cd "$state" && pwd)
SPARK_HOME=$("$python" -c 'import pathlib, pyspark; print(pathlib.Path(pyspark.__file__).parent)')
export SPARK_HOME PYSPARK_PYTHON=$python SPARK_LOCAL_IP=127.0.0.1
export SPARK_WORKER_DIR=$state/work SPARK_LOCAL_DIRS=$state/scratch SPARK_DAEMON_MEMORY=256m
class=org.apache.spark.deploy
launch master "$SPARK_HOME/bin/spark-class" $class.master.Master \
    --host 127.0.0.1 --port "$master" --webui-port $((18080 + shift_by))
answers master "$master"
for number in 1 2; do
    launch "worker$number" "$SPARK_HOME/bin/spark-class" $class.worker.Worker \
        --host 127.0.0.1 --cores 1 --memory 1g --webui-port $((18080 + shift_by + number)) \
        "spark://127.0.0.1:$master"
done
# For the driver this is the one setting that counts, whatever --driver-memory says.
export SPARK_DAEMON_MEMORY=${SPARK_DRIVER_MEMORY:-1g}
# What is tried here is small: a plan is run once, and neither Spark nor Java should spend long on compiling it.
quick="-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
# Tables are known as long as the cluster runs. A session that ends asks Hive's metastore all the same: one in memory.
launch thrift "$SPARK_HOME/bin/spark-submit" --master "spark://127.0.0.1:$master" \
    --executor-memory "${SPARK_EXECUTOR_MEMORY:-640m}" \
    --conf spark.ui.port="$ui" --conf spark.sql.ui.retainedExecutions=20 \
    --conf spark.ui.retainedJobs=50 --conf spark.ui.retainedStages=50 --conf spark.log.level=WARN \
    --conf spark.eventLog.enabled="${SPARK_EVENTS:-false}" --conf spark.eventLog.dir="file:$state/events" \
    --conf spark.eventLog.compress=false --conf spark.eventLog.rolling.enabled=false \
    --conf spark.sql.shuffle.partitions=2 --conf spark.sql.adaptive.enabled=false \
    --conf spark.sql.codegen.wholeStage=false --conf spark.sql.codegen.factoryMode=NO_CODEGEN \
    --conf spark.sql.session.timeZone=UTC \
    --conf spark.sql.sources.partitionOverwriteMode=dynamic \
    --conf spark.sql.warehouse.dir="$state/warehouse" \
    --conf spark.sql.catalogImplementation=in-memory \
    --conf spark.hadoop.javax.jdo.option.ConnectionURL="jdbc:derby:memory:sessions;create=true" \
    --conf spark.hadoop.datanucleus.schema.autoCreateAll=true \
    --conf spark.hadoop.hive.metastore.schema.verification=false \
    --conf spark.hadoop.hive.server2.thrift.port="$thrift" \
    --conf spark.hadoop.hive.server2.thrift.bind.host=127.0.0.1 \
    --conf "spark.driver.extraJavaOptions=-Dderby.system.home=$state $quick" \
    --conf "spark.executor.extraJavaOptions=$quick" \
    ${SPARK_OPTIONS:-} --class org.apache.spark.sql.hive.thriftserver.HiveThriftServer2 spark-internal
answers thrift "$thrift"
