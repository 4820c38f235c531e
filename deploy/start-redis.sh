#!/bin/sh
# Starts redis-server with these arguments in the folder of its data. An append-only file that ends in the middle of a
# transaction, as after a kill, is cut back to the transaction before: Redis by itself cuts off the last command alone.
manifest=appendonlydir/appendonly.aof.manifest
if [ -f "$manifest" ]; then
    yes | redis-check-aof --fix "$manifest"
fi
exec redis-server "$@"
