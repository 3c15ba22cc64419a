#!/bin/sh
# How every command of the service is run: `sh src/khamkho.sh serve`. This script becomes Node, so signals reach it.
#
# The service needs some 50 MB of its own; without these settings it keeps three times as much, because Node and the
# C library plan with all the memory of the machine.
#   - semi-space: what one page leaves behind is collected often, in small pieces (MB);
#   - old space: grows by a third before it is collected, not fourfold, and never beyond this (MB);
#   - arenas, trim threshold (bytes): threads share what they free and give it back, instead of each keeping what its
#     largest hash once took;
#   - compile cache: the next start finds what was compiled, and needs no compiler for TypeScript in memory. It lies
#     beside the packages: whoever may write there can change the code anyway. Where nobody may, there is none.
export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-2}"
export MALLOC_TRIM_THRESHOLD_="${MALLOC_TRIM_THRESHOLD_:-262144}"
export NODE_COMPILE_CACHE="${NODE_COMPILE_CACHE:-node_modules/.cache/khamkho}"
exec node --max-semi-space-size=4 --max-old-space-size=512 src/main.ts "$@"
