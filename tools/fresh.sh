#!/bin/sh
# Proves the README: in a bare Debian 12 with only git and make added, a clone of what is committed here runs
# `make demo` and `make check`. Needs root, debootstrap and the network that apt uses. Everything stays below
# build-fresh/: root.tar (the bare system, made once), root/ (this run's, removed at the end unless KEEP=1).
# Mirror, proxy and certificates are the ones this machine's apt uses, read when the script runs.
set -eu
cd "$(dirname "$0")/.."
top=$(pwd) at=$(pwd)/build-fresh suite=bookworm
root=$at/root
[ "$(id -u)" = 0 ] || { echo "fresh: needs root (chroot); run: sudo make fresh" >&2; exit 1; }
command -v debootstrap >/dev/null || { echo "fresh: needs debootstrap; run: apt-get install debootstrap" >&2; exit 1; }
[ -z "$(git status --porcelain)" ] || echo "fresh: only what is committed is tried; this tree has more" >&2

leave() {
    ! mountpoint -q "$root/proc" 2>/dev/null || umount "$root/proc" || umount -l "$root/proc"
    [ -n "${KEEP:-}" ] || rm -rf --one-file-system "$root"
}
trap leave EXIT
trap 'exit 130' INT TERM
seconds() { date +%s; }

# The first Debian mirror of this machine that carries the suite itself (not the security archive).
mirror=$(apt-get indextargets --format '$(SITE) $(RELEASE) $(CREATED_BY)' 2>/dev/null |
    awk -v s=$suite '$2 == s && $3 == "Packages" { print $1; exit }')
[ -n "$mirror" ] || { echo "fresh: apt on this machine knows no mirror for $suite" >&2; exit 1; }

mkdir -p "$at"
leave
if [ ! -f "$at/root.tar" ]; then
    t=$(seconds)
    echo "fresh: a bare Debian 12 ($suite, minbase)"
    debootstrap --variant=minbase --include=git,make,ca-certificates "$suite" "$root" "$mirror" >"$at/debootstrap.log" 2>&1 ||
        { tail -n 20 "$at/debootstrap.log"; echo "fresh: debootstrap failed" >&2; exit 1; }
    rm -rf "$root"/var/cache/apt/archives/*.deb
    tar -C "$root" -cf "$at/root.tar.part" . && mv "$at/root.tar.part" "$at/root.tar"
    echo "fresh: made in $(($(seconds) - t)) s"
else
    mkdir -p "$root"
    tar -C "$root" -xpf "$at/root.tar"
fi

# How this machine's apt reaches its mirrors.
rm -rf "$root/etc/apt/sources.list" "$root/etc/apt/sources.list.d"
apt-get indextargets --format '$(SITE) $(RELEASE) $(COMPONENT) $(CREATED_BY)' |
    awk -v s=$suite '$4 == "Packages" && index($2, s) == 1 { print "deb", $1, $2, $3 }' >"$root/etc/apt/sources.list"
for f in /etc/apt/apt.conf /etc/apt/apt.conf.d/*; do
    [ -f "$f" ] && grep -qiE 'Acquire|Proxy|Check-Valid|Languages' "$f" && ! grep -qE 'Post-Invoke|swcatalog|packagekit' "$f" || continue
    cp "$f" "$root/etc/apt/apt.conf.d/zz-${f##*/}"
done
cp /etc/resolv.conf "$root/etc/resolv.conf"
cp -L /etc/hosts "$root/etc/hosts"
cp -L /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/ca-certificates.crt" 2>/dev/null || true

git clone -q --no-hardlinks "$top" "$root/entente"
mount -t proc proc "$root/proc"

# inside VERB: run a verb of the Makefile there, with nothing of this machine's environment but the way out.
inside() {
    t=$(seconds)
    status=0
    chroot "$root" /usr/bin/env -i HOME=/tmp PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 \
        ${http_proxy:+"http_proxy=$http_proxy"} ${https_proxy:+"https_proxy=$https_proxy"} \
        make -C /entente "$1" >"$at/$1.log" 2>&1 || status=$?
    cp -r "$root/entente/out/." "$at/out-$1/" 2>/dev/null || true
    if [ $status = 0 ]; then echo "ok      make $1 ($(($(seconds) - t)) s, output in build-fresh/$1.log)"
    else tail -n 60 "$at/$1.log"; echo "FAILED  make $1 (status $status, $(($(seconds) - t)) s)"; bad=1; fi
}
bad=0
inside demo
inside check
grep -E '^[0-9]+ passed, ' "$at/check.log" | tail -n 1 || true
exit $bad
