#!/usr/bin/env bash
# Installs, by name, the Debian packages that some tests need and this machine lacks; what is there already is left alone.
# As root it installs; as anyone else it only says what to install: those tests then skip, each giving its reason.
set -euo pipefail

missing=()
need() { # need PACKAGE TEST…: the package is missing when the command TEST… fails
	local package=$1
	shift
	"$@" >/dev/null 2>&1 || missing+=("$package")
}

has_server() { compgen -G '/usr/lib/postgresql/*/bin/initdb'; }
has_writer() { compgen -G '/usr/lib/libreoffice/program/libswlo.so'; }
has_chinese_font() { fc-list :lang=zh | grep -q .; }
has_browser() { command -v chromium-headless-shell || command -v chromium; }

need postgresql has_server             # the suite of the book runs on PostgreSQL as well
need libreoffice-writer-nogui has_writer # written reports open without repair, and are looked at as pages
need poppler-utils command -v pdftoppm
need fonts-noto-cjk has_chinese_font
need chromium-headless-shell has_browser # the pages are clicked through in a real browser

if [ ${#missing[@]} -eq 0 ]; then
	exit 0
fi
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
	echo "Not installed: ${missing[*]} — the tests that need them will be skipped." >&2
	exit 0
fi
echo "Installing ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
