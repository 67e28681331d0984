#!/usr/bin/env bash
# Installs what is missing, builds everything, runs all tests, and ends with "N passed, N failed".
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

configuration=Release
results=artifacts/test

say() { printf '\n== %s\n' "$*"; }

as_root() {
  if [[ $(id -u) == 0 ]]; then "$@"
  elif command -v sudo >/dev/null; then sudo "$@"
  else return 1
  fi
}

install() {
  command -v apt-get >/dev/null || return 1
  as_root apt-get update -qq && DEBIAN_FRONTEND=noninteractive as_root apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

has_sdk() { command -v dotnet >/dev/null && dotnet --list-sdks | grep -q '^10\.'; }

# The system's own package where it has one, else Microsoft's installer into the user's folder, where ./fleet looks too.
install_sdk() {
  install dotnet-sdk-10.0 && return
  local script
  script=$(mktemp)
  command -v curl >/dev/null || install curl ca-certificates || return 1
  curl -fsSL --max-time 60 https://dot.net/v1/dotnet-install.sh -o "$script" || return 1
  # What the SDK itself needs, on a system that has no .NET package to bring it.
  install libicu-dev libssl-dev || true
  bash "$script" --channel 10.0 --install-dir "$HOME/.dotnet" || return 1
  export PATH="$HOME/.dotnet:$PATH" DOTNET_ROOT="$HOME/.dotnet"
}

say "what is needed"
if [[ -x $HOME/.dotnet/dotnet ]] && ! has_sdk; then export PATH="$HOME/.dotnet:$PATH" DOTNET_ROOT="$HOME/.dotnet"; fi
if ! has_sdk && ! install_sdk; then
  echo "The .NET 10 SDK is missing and could not be installed: see https://dotnet.microsoft.com/download/dotnet/10.0" >&2
  exit 1
fi
dotnet --version

# A C compiler makes the native library that the loader's tests load; without one those tests are skipped, with that reason.
command -v cc >/dev/null || install gcc libc6-dev || echo "No C compiler could be installed: the tests of native libraries will be skipped."

say "build ($configuration)"
dotnet restore Fleet.sln --locked-mode
dotnet build Fleet.sln -c "$configuration" --no-restore -v quiet -nologo -clp:Summary

say "format"
badly_formatted=0
dotnet format whitespace Fleet.sln --no-restore --verify-no-changes || badly_formatted=1

say "tests"
rm -rf "$results"
mkdir -p "$results"
failed_projects=0
for project in tests/*.Tests/*.csproj; do
  name=$(basename "$project" .csproj)
  # One project after the other: some start many processes, and two cores are soon full.
  dotnet test "$project" -c "$configuration" --no-build -nologo --logger "console;verbosity=minimal" 2>&1 | tee "$results/$name.log" || failed_projects=$((failed_projects + 1))
done

sum() { sed -nE "s/.*$1: +([0-9]+).*/\1/p" "$results"/*.log | awk '{ total += $1 } END { print total + 0 }'; }
passed=$(sum Passed) failed=$(sum Failed) skipped=$(sum Skipped)

# A project whose run broke off has no closing line of its own, and must not pass for that.
if ((failed == 0 && failed_projects > 0)); then failed=$failed_projects; fi
if ((badly_formatted)); then echo "The format is not that of .editorconfig: run dotnet format whitespace Fleet.sln" >&2; fi
printf '\n%s passed, %s failed, %s skipped\n' "$passed" "$failed" "$skipped"
((failed == 0 && passed > 0 && badly_formatted == 0))
