#!/bin/sh
# All checks that read the source; every one runs, and one that fails makes the whole fail. Called by `make lint`.
set -u
export DJANGO_SETTINGS_MODULE=navigator.settings.test
failed=""

check() {
    name=$1
    shift
    printf '%s ... ' "$name"
    if output=$("$@" 2>&1); then echo "ok"; else echo "FAILED"; echo "$output"; failed="$failed, $name"; fi
}

templates() {
    git ls-files --cached --others --exclude-standard 'templates/*.html' | xargs djade --check --target-version 5.2
}

check "style" ruff check .
check "format" ruff format --check .
check "templates" templates
check "types" mypy
check "layers" lint-imports --no-cache
check "system checks" python manage.py check --fail-level WARNING
check "migrations" python manage.py makemigrations --check --dry-run
check "translations" python -m navigator.translations check

if [ -n "$failed" ]; then
    echo "Not in order: ${failed#, }."
    exit 1
fi
