# The usual places to start: make run, make test, make bench. Every target works from a fresh clone; nothing is installed.

GO      ?= go
GOFLAGS_TEST ?= -p 2
WEFT    := bin/weft
ORACLE  := .oracle
PACK    := internal/stdlib/data/library.pack
LIBRARY := internal/stdlib/library.zip
FUZZTIME ?= 30s

# The same program with and without a C compiler: nothing links libc (docs/rationale.md). Only the race detector needs it.
export CGO_ENABLED := 0
race: export CGO_ENABLED := 1

# The packages that a compiled module depends on: when one changes, the embedded library is compiled again.
COMPILER := $(filter-out %_test.go,$(wildcard internal/syntax/*.go internal/symtable/*.go internal/code/*.go internal/compile/*.go \
	internal/stdlib/packfile/*.go internal/stdlib/precompile/*.go internal/stdlib/overlay/*.go internal/stdlib/overlay/modules/*.py))

.PHONY: all docs models build run test stress quick bench fuzz oracle record conformance clean archive check lint cross race tools-test

all: build

# build makes bin/weft with the Python library inside. The flag makes GODEBUG=gcstoptheworld=1 the default of this program: threads wait
# while the heap is marked (docs/rationale.md). GODEBUG=gcstoptheworld=0 bin/weft ... lets them go on.
build: archive
	$(GO) build -ldflags='-X runtime.godebugDefault=gcstoptheworld=1' -o $(WEFT) ./cmd/weft

# run shows the program that this project began with.
run: build
	$(WEFT) examples/lots_of_threads.py

# archive takes CPython 3.14.6's pure-Python library out of a Go module and makes the pack that is embedded.
archive: $(PACK)

$(LIBRARY): tools/go.mod tools/mkstdlib/main.go tools/internal/cpython/cpython.go internal/stdlib/library.sum
	cd tools && $(GO) run ./mkstdlib -from ../$(ORACLE) -out ../$(LIBRARY) -sum ../internal/stdlib/library.sum
	@touch $@

$(PACK): $(LIBRARY) $(COMPILER)
	$(GO) run ./internal/stdlib/precompile -in $(LIBRARY) -out $(PACK)
	@touch $@

# oracle extracts the CPython 3.14.6 that tests and benchmarks compare with; it does nothing when it is there.
oracle:
	@cd tools && $(GO) run ./mkoracle -dir ../$(ORACLE)

# test is everything CI runs. It ends with the Go test runner's own closing lines.
test: archive oracle lint cross tools-test race stress
	$(GO) test $(GOFLAGS_TEST) -timeout 20m ./...

# quick is for the edit loop: no lint, no race pass, no cross builds.
quick: archive
	$(GO) test $(GOFLAGS_TEST) ./...

lint: bin/staticcheck
	@bad=$$(gofmt -l $$(git ls-files '*.go')); if [ -n "$$bad" ]; then echo "gofmt -w these files:"; echo "$$bad"; exit 1; fi
	$(GO) vet ./...
	bin/staticcheck ./...

# staticcheck's version is pinned in tools/go.mod, so that the main module does not carry it.
bin/staticcheck: tools/go.mod
	cd tools && $(GO) build -o ../bin/staticcheck honnef.co/go/tools/cmd/staticcheck

cross: archive
	GOOS=linux GOARCH=arm64 $(GO) build -o bin/cross/ ./...
	GOOS=darwin GOARCH=arm64 $(GO) build -o bin/cross/ ./...
	@rm -rf bin/cross

tools-test:
	cd tools && $(GO) vet ./... && $(GO) test $(GOFLAGS_TEST) -count 1 ./...

# race runs what shares memory between goroutines under the race detector: hammer tests, and the thread programs.
race: archive
	$(GO) test $(GOFLAGS_TEST) -race -timeout 20m -run 'Hammer|Race|Thread' ./...

# stress runs the Python programs with every loop compiled to machine code at once, and left all the time.
stress: archive oracle
	$(GO) build -tags jitstress -o bin/stress ./cmd/weft
	$(GO) test -tags jitstress ./internal/jit
	$(GO) test -timeout 20m ./tests -run 'TestPrograms|TestThreadPrograms|TestGenerated' -weft ../bin/stress

# record writes down what the oracle prints for the programs under tests/; look at the diff before you commit it.
record: oracle build
	$(GO) test ./tests -run 'TestRecorded|TestDeliberate' -count 1 -record
	cd tools && $(GO) run ./mkdifferences

# bench runs Weft and the oracle alternately and writes bench/results.md.
bench: build oracle
	cd tools && $(GO) run ./bench -weft ../$(WEFT) -oracle ../$(ORACLE)/bin/python3 -dir ../bench -readme ../README.md $(BENCHFLAGS)

# models runs examples/models under every threading model and with the oracle, and writes docs/threads.md's table and picture.
models: build oracle
	cd tools && $(GO) run ./models -weft ../$(WEFT) -oracle ../$(ORACLE)/bin/python3

# fuzz gives every fuzz target FUZZTIME.
fuzz: archive
	@for pkg in $$($(GO) list ./...); do \
		for f in $$($(GO) test -list '^Fuzz' $$pkg | grep '^Fuzz'); do \
			echo "== $$pkg $$f"; $(GO) test -run '^$$' -fuzz "^$$f\$$" -fuzztime $(FUZZTIME) $$pkg || exit 1; \
		done; \
	done

# conformance runs CPython's own tests from an installed CPython: make conformance TESTS=/usr/lib/python3.14/test
conformance: build oracle
	cd tools && $(GO) run ./conformance -weft ../$(WEFT) -skips ../tests/conformance/skips.txt $(if $(TESTS),-tests $(TESTS)) $(CONFFLAGS)

clean:
	rm -rf bin $(PACK) $(LIBRARY) bench/results/tmp

# docs makes the documents that are made from other files.
docs:
	cd tools && $(GO) run ./mkdifferences
