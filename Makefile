# Front door only: verbs, no source lists. The build is described in meson.build.
B ?= build
TESTS ?=
.PHONY: all deps demo check test real bench eval asan fuzz fmt fresh install clean

all: $(B)/build.ninja
	@ninja -C $(B) --quiet

# Install what tools/apt.txt lists and this machine lacks.
deps:
	@sh tools/deps.sh

$(B)/build.ninja:
	@sh tools/deps.sh build
	@meson setup $(B) >/dev/null

# A record made from the bundled documents, and what changed in the newest of them.
demo: $(B)/build.ninja
	@ninja -C $(B) --quiet entente
	@sh tools/demo.sh $(B)

# Everything that is checked before a change is done; ends with "N passed, N failed".
check: deps
	@sh tools/check.sh

# The quick part of it: one compiler, all tests. TESTS=name runs one.
test: all
	@meson test -C $(B) --print-errorlogs $(TESTS)

# The whole way over real documents, kept for reading in out/real.
real: all
	@sh tools/real.sh $(B)

# Speed, beside other programs where they are installed.
bench: all
	@sh tools/bench.sh $(B)

# Quality, measured on labelled text.
eval: all
	@sh tools/eval.sh $(B)

asan: deps
	@sh tools/check.sh asan

# Fuzz every target for SECONDS each (clang, libFuzzer); findings stay in out/fuzz.
fuzz: deps
	@SECONDS_EACH="$(SECONDS)" sh tools/fuzz.sh

fmt:
	@find src include test -name '*.[ch]' | xargs clang-format -i

# Both commands of the README in a bare Debian made with debootstrap.
fresh:
	@sh tools/fresh.sh

install: all
	@meson install -C $(B)

clean:
	@rm -rf build build-* out
