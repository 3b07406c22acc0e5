#!/bin/sh
# SECRET=whsec_… sh verify.sh ID TIMESTAMP SIGNATURES < body
# For a look by hand: a server compares in constant time.
set -euf
id=$1 timestamp=$2 signatures=$3

case $timestamp in '' | *[!0-9]*) echo 'no timestamp' >&2; exit 1 ;; esac
age=$(($(date +%s) - timestamp))
[ "$age" -ge -300 ] && [ "$age" -le 300 ] || { echo 'too old, or from the future' >&2; exit 1; }

key=$(printf %s "${SECRET#whsec_}" | base64 -d | od -An -v -tx1 | tr -d ' \n')
wanted=$({ printf '%s.%s.' "$id" "$timestamp"; cat; } |
  openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | base64)
for each in $signatures; do
  [ "$each" = "v1,$wanted" ] && exit 0
done
echo 'not signed with this secret' >&2
exit 1
