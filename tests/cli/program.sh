#!/bin/sh
# The program from outside: its statuses, its streams, and files that are whole or not there. usage: program.sh SANHUAN
set -u
sanhuan=$1
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failed=0
LC_ALL=C
export LC_ALL
unset NO_COLOR

# expect STATUS COMMAND…: what it prints is in $scratch/out and $scratch/err
expect() {
  wanted=$1
  shift
  "$@" >"$scratch/out" 2>"$scratch/err"
  got=$?
  if [ "$got" -ne "$wanted" ]; then
    echo "status $got instead of $wanted: $*"
    cat "$scratch/err"
    failed=1
  fi
}
has() {
  grep -q -- "$2" "$1" || { echo "no \`$2\` in:"; cat "$1"; failed=1; }
}
lacks() {
  if grep -q -- "$2" "$1"; then echo "\`$2\` in:"; cat "$1"; failed=1; fi
}
escape=$(printf '\033')

expect 0 "$sanhuan" --version
has "$scratch/out" '^sanhuan '
expect 2 "$sanhuan"
expect 2 "$sanhuan" nonsense
expect 0 env LC_ALL=zh_CN.UTF-8 "$sanhuan" --help
has "$scratch/out" '用法'

# Colour is only for terminals, or when it is asked for.
expect 2 "$sanhuan" nonsense
lacks "$scratch/err" "$escape"
expect 2 "$sanhuan" nonsense --color always
has "$scratch/err" "$escape"
expect 2 env NO_COLOR=1 "$sanhuan" nonsense --color auto
lacks "$scratch/err" "$escape"

# fmt writes through a link, keeps who may read the file, and leaves a file alone that may not be written.
printf '注   甲\n' >"$scratch/rules.huan"
chmod 640 "$scratch/rules.huan"
ln -s rules.huan "$scratch/link.huan"
expect 0 "$sanhuan" fmt "$scratch/link.huan"
[ -L "$scratch/link.huan" ] || { echo "a link was replaced by a file"; failed=1; }
case $(ls -l "$scratch/rules.huan") in -rw-r-----*) ;; *) echo "fmt changed who may read a file"; failed=1 ;; esac
[ "$(cat "$scratch/rules.huan")" = '注 甲' ] || { echo "fmt did not lay out a file"; failed=1; }
printf '注   甲\n' >"$scratch/rules.huan"
chmod 440 "$scratch/rules.huan"
expect 3 "$sanhuan" fmt "$scratch/rules.huan"
[ "$(cat "$scratch/rules.huan")" = '注   甲' ] || { echo "fmt wrote a file that may not be written"; failed=1; }
expect 0 sh -c "'$sanhuan' fmt --to en - <rules/lanshan/triage.huan"
has "$scratch/out" '^table '

# A full disk is a fault of the environment, and nothing half-written stays.
if [ -w /dev/full ]; then
  "$sanhuan" --version >/dev/full 2>"$scratch/err"
  [ $? -eq 3 ] || { echo "a full disk went unnoticed"; failed=1; }
fi
table=$scratch/table.csv
mapping=$scratch/mapping.yaml
printf 'number,asked\n1,2025-01-02\n2,soon\n' >"$table"
cat >"$mapping" <<'END'
zone: Asia/Shanghai
columns: [number, asked]
case: "{number}"
events:
  - {event: register, open: petition, at: "{asked}", by: 系统}
END
expect 1 "$sanhuan" import csv "$table" --mapping "$mapping" -o "$scratch/events.jsonl"
has "$scratch/err" 'table.csv:3: `soon` is no instant'
[ "$(wc -l <"$scratch/events.jsonl")" -eq 2 ] || { echo "the good row is missing"; failed=1; }
expect 3 "$sanhuan" import csv "$table" --mapping "$mapping" -o "$scratch/no/such/folder/events.jsonl"
mkdir "$scratch/folder"
expect 3 "$sanhuan" import csv "$table" --mapping "$mapping" -o "$scratch/folder"
if ls "$scratch" | grep -q unfinished; then echo "an unfinished file was left"; failed=1; fi

# A signal ends it with the signal's own status and takes the unfinished file along.
seq 1 3000000 | sed 's/.*/&,2025-01-02/; 1s/^/number,asked\n/' >"$scratch/large.csv"
"$sanhuan" import csv "$scratch/large.csv" --mapping "$mapping" -o "$scratch/large.jsonl" 2>/dev/null &
running=$!
for _ in 1 2 3 4 5 6 7 8 9 10; do
  sleep 0.3
  if ls "$scratch" | grep -q unfinished; then break; fi
done
kill -TERM $running 2>/dev/null
wait $running
[ $? -eq 143 ] || { echo "a signal did not end it"; failed=1; }
if ls "$scratch" | grep -q -e unfinished -e large.jsonl; then echo "a half-written file was left"; failed=1; fi

# So does a ledger that is being imported, with all that stands beside it. The file to import stops half-way.
expect 0 "$sanhuan" run rules/lanshan --events examples/lanshan/events.jsonl --ledger "$scratch/kept.db"
expect 0 "$sanhuan" ledger export "$scratch/kept.db" --format whole -o "$scratch/whole.jsonl"
mkfifo "$scratch/slow"
"$sanhuan" ledger import "$scratch/slow" -o "$scratch/copy.db" 2>/dev/null &
running=$!
exec 3>"$scratch/slow"
head -n 4 "$scratch/whole.jsonl" >&3
for _ in 1 2 3 4 5 6 7 8 9 10; do
  if ls "$scratch" | grep -q 'copy.db.unfinished-.*-lock'; then break; fi
  sleep 0.3
done
ls "$scratch" | grep -q 'copy.db.unfinished-.*-lock' || { echo "no import was begun"; failed=1; }
kill -TERM $running 2>/dev/null
wait $running
[ $? -eq 143 ] || { echo "a signal did not end an import"; failed=1; }
exec 3>&-
if ls "$scratch" | grep -q -e unfinished -e copy.db; then echo "a half-written ledger was left:"; ls "$scratch"; failed=1; fi

# The examples of every page of help work as printed, from the top of a checkout; fmt may write in its rules.
mkdir -p "$scratch/checkout/build"
cp -R rules "$scratch/checkout/rules"
ln -s "$PWD/examples" "$scratch/checkout/examples"
cat >"$scratch/sanhuan" <<END
#!/bin/sh
exec $(command -v "$sanhuan") "\$@"
END
chmod +x "$scratch/sanhuan"
for language in zh en; do
  for command in check fmt due run import dry-run explain; do
    "$sanhuan" $command --help --lang $language |
      sed -n '/^例/,$p; /^example/,$p' | grep -v -e '^例' -e '^example' >"$scratch/examples.sh"
    [ -s "$scratch/examples.sh" ] || { echo "$command has no examples in $language"; failed=1; }
    if ! (cd "$scratch/checkout" && PATH=$scratch:$PATH sh -e "$scratch/examples.sh") >"$scratch/out" 2>"$scratch/err"; then
      echo "an example of $command --help --lang $language does not work:"
      cat "$scratch/examples.sh" "$scratch/err"
      failed=1
    fi
  done
done

exit $failed
