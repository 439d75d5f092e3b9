# The front door. `make run` shows the page, `make test` passes every test; both install what is missing first.
PORT ?= 8080
FUZZ_SECONDS ?= 20
FUZZ_EXECS ?= 100000000
PYTHON ?= /usr/bin/python3
JOBS ?= $(shell nproc 2>/dev/null || echo 2)
# A test that hangs is ended and named, long before whoever waits for all of them gives up.
PATIENCE = 900
NODE_TEST = --test --test-timeout=$(PATIENCE)000

BENCH ?=
BENCH_PEERS = wasm_tests/bench/node_modules/.package-lock.json
GPU_ADAPTER = wasm_tests/gpu/node_modules/.package-lock.json
COMMAND_SECONDS ?= 60
MUTANTS ?= 300
KILLS ?= 1000
LONG_STEPS ?= 10000000
MINUTES ?= 60
SEED ?= 1

.PHONY: run dev test test-native test-threads test-mpi test-fuzz test-damage fuzz fuzz-coverage fuzz-js fuzz-js-coverage test-python test-wasm test-gpu test-package test-docs test-browser test-browsers test-recipes test-dist test-mutants test-long test-kills test-hours test-commands bench train probe native wasm python site embed package docs dist setup setup-native setup-python setup-test clean test-machines

run: site ## build, serve the page on localhost and print its address
	npm run --silent preview -- --port $(PORT)

dev: setup wasm ## the same with sources reloaded as they change
	npm run --silent dev -- --port $(PORT)

test: setup-test native test-native test-threads test-mpi test-fuzz test-python test-wasm test-gpu test-package test-docs test-browser ## everything
	@echo "All tests passed."

setup:
	@.ci/setup run

setup-native:
	@.ci/setup native

setup-python:
	@.ci/setup python

setup-test:
	@.ci/setup test

native: setup-native ## the program build/native/nca and the library
	cmake -S . -B build/native -DCMAKE_BUILD_TYPE=Release
	cmake --build build/native -j $(JOBS)

python: setup-python ## the Python module and its wheel, in build/python
	cmake -S . -B build/python-native -DCMAKE_BUILD_TYPE=Release -DBUILD_SHARED_LIBS=ON -DNCA_BUILD_PROGRAM=OFF -DNCA_OPENMP=OFF
	cmake --build build/python-native -j $(JOBS)
	$(PYTHON) src/python/pack/package.py build/python-native build/python

wasm: setup ## build/wasm/nca.wasm
	emcmake cmake -S . -B build/wasm -DCMAKE_BUILD_TYPE=Release
	cmake --build build/wasm -j $(JOBS)

site: embed ## the page, in build/site
	npm run --silent build

embed: wasm ## the element as one module for other pages, in build/embed
	npm run --silent build:embed

package: embed ## the npm package, in build/package
	npm run --silent build:package

docs: embed ## the reference and the article, in build/docs
	npm run --silent build:docs

dist: setup-native site package docs python ## what is released, in dist: page, element, single file, npm package, Python wheel, C sources, reference, checksums
	npm run --silent build:dist

test-native: setup-native ## native C tests under ASan and UBSan
	CC=clang cmake -S . -B build/asan -DCMAKE_BUILD_TYPE=RelWithDebInfo -DNCA_TESTS=ON
	cmake --build build/asan -j $(JOBS)
	ctest --test-dir build/asan --output-on-failure --timeout $(PATIENCE) -j $(JOBS)

test-threads: setup-test ## the threads of training and probe under ThreadSanitizer
	CC=clang cmake -S . -B build/tsan -DCMAKE_BUILD_TYPE=RelWithDebInfo -DNCA_TESTS=ON -DNCA_SANITIZE=THREAD
	cmake --build build/tsan -j $(JOBS) --target threads_test
	ctest --test-dir build/tsan --output-on-failure --timeout $(PATIENCE)

test-mpi: setup-test native ## one run over 1 to 4 local processes
	src/tests/mpi_test.sh "$(CURDIR)/build/native/nca" "$(CURDIR)/assets/targets/snowflake.png" "$(CURDIR)/assets/models/blog-snowflake.safetensors"

test-damage: test-native ## every single-bit flip of a file of each kind: minutes
	build/asan/damage_test src/fuzz/corpus/image/interlaced.png src/fuzz/corpus/distill/whole.json all

test-kills: test-native ## KILLS kills of a training by lot, and what follows in `ctest -R program_kills`, added up over runs in build/asan/kills: half an hour, goes on where it stopped; not part of `make test`
	nice src/tests/kills_campaign.sh "$(CURDIR)/build/asan" "$(CURDIR)/assets/targets/snowflake.png" "$(CURDIR)/assets/models/blog-snowflake.safetensors" $(KILLS) $(SEED)

test-fuzz: test-native ## each reader of outside bytes, FUZZ_SECONDS long, with its corpus
	src/fuzz/run.sh build/asan $(FUZZ_SECONDS) $(JOBS)

fuzz: test-native ## FUZZ_EXECS inputs for each reader (READERS="ice image": for these), added up over runs in build/asan/campaign: days, goes on where it stopped; not part of `make test`
	nice src/fuzz/campaign.sh build/asan $(FUZZ_EXECS) $(READERS)

fuzz-coverage: test-native ## which lines of each reader of outside bytes its fuzzer reaches, from what is in build/asan/corpus; not part of `make test`
	CC=clang cmake -S . -B build/coverage -DCMAKE_BUILD_TYPE=RelWithDebInfo -DNCA_TESTS=ON -DNCA_SANITIZE=COVERAGE
	cmake --build build/coverage -j $(JOBS) --target fuzzers
	src/fuzz/coverage.sh build/asan build/coverage

fuzz-js: setup-test wasm ## FUZZ_EXECS inputs for each reader in JavaScript (READERS="list run": for these), added up over runs in build/fuzz: days, goes on where it stopped; not part of `make test`
	nice node wasm_tests/fuzz/campaign.mjs $(FUZZ_EXECS) $(READERS)

fuzz-js-coverage: setup-test wasm ## which lines of each of these readers its inputs reach; not part of `make test`
	node wasm_tests/fuzz/coverage.mjs $(READERS)

test-python: setup-test native python ## the Python module, its types, its wheel and the notebook
	$(PYTHON) -m mypy --config-file src/python/mypy.ini
	$(PYTHON) -m pytest -q src/python/tests

test-wasm: setup-test native wasm ## the wasm in node, and the types of the JavaScript
	npm run --silent check
	node $(NODE_TEST) --test-concurrency=$(JOBS) wasm_tests/*.test.mjs wasm_tests/element/*.test.mjs

test-gpu: setup-test wasm $(GPU_ADAPTER) ## simulation and training on a GPU, here one in software, against the core; ADAPTER=card: on this machine's own
	node wasm_tests/gpu/run.mjs $(NODE_TEST) --test-concurrency=1 wasm_tests/gpu/*.test.mjs

$(GPU_ADAPTER): wasm_tests/gpu/package.json wasm_tests/gpu/package-lock.json | setup
	npm ci --prefix wasm_tests/gpu --no-audit --no-fund --ignore-scripts
	touch $@

test-package: setup-test embed ## the npm package in projects of Vite, webpack, esbuild, TypeScript and none, in node and Chromium
	node $(NODE_TEST) --test-concurrency=1 wasm_tests/package/*.test.mjs

test-docs: setup-test docs ## reference and article, in Chromium
	node $(NODE_TEST) --test-concurrency=1 wasm_tests/docs/*.test.mjs

test-browser: setup-test site embed ## the page in a real headless Chromium, and its core part in Firefox and WebKitGTK where they are installed
	node $(NODE_TEST) --test-concurrency=$(JOBS) wasm_tests/browser/*.test.mjs
	node $(NODE_TEST) --test-concurrency=1 wasm_tests/browser/other/embed.test.mjs wasm_tests/browser/other/visit.test.mjs

test-browsers: setup-test site embed ## all of page, studio, element and package in Firefox and WebKitGTK, where they are installed; `make test` has the core of it
	node --test --test-concurrency=1 wasm_tests/browser/other/*.test.mjs

test-recipes: setup-test embed ## web/docs/recipes.md as written, by Jekyll, Hugo, Pandoc, Jupyter, where installed, and npm's tools; not part of `make test`
	node --test --test-concurrency=1 wasm_tests/recipes/*.test.mjs

test-machines: native ## the native tests for aarch64, s390x, i386 and musl, and the same bits from all of them; not part of `make test`
	@.ci/setup machines
	src/tests/machines.sh "$(CURDIR)/build/native/nca" $(MACHINES)

test-mutants: setup-test ## MUTANTS slips in src/, by lot: does a native test see each of them? Hours, goes on where it stopped; not part of `make test`
	nice node wasm_tests/mutants/run.mjs $(MUTANTS)

test-long: native ## LONG_STEPS steps of each bundled model, or MODELS="ice-star snowman": hours, goes on with the model where it stopped; not part of `make test`
	nice src/tests/long.sh "$(CURDIR)/build/native/nca" "$(CURDIR)/build/long" $(LONG_STEPS) $(MODELS)

test-hours: setup-test native site ## the studio trains for MINUTES in each browser that is here (BROWSERS="Chromium Firefox"), hidden half of the time: memory, epochs, bits; hours, not part of `make test`
	MINUTES=$(MINUTES) node wasm_tests/hours/run.mjs $(BROWSERS)

test-dist: setup-test dist ## built again in another folder it is the same, byte for byte; not part of `make test`
	node --test wasm_tests/dist/*.test.mjs

test-commands: setup ## the first minute of every target here and of every command of README, in a fresh clone; an hour and more, not part of `make test`
	COMMAND_SECONDS=$(COMMAND_SECONDS) nice node wasm_tests/commands/run.mjs $(COMMANDS)

bench: setup-test native site $(BENCH_PEERS) $(GPU_ADAPTER) ## speed and memory, against other libraries: all of it, or BENCH="kernels steps"
	node wasm_tests/bench/bench.mjs $(BENCH)

$(BENCH_PEERS): wasm_tests/bench/package.json wasm_tests/bench/package-lock.json | setup
	npm ci --prefix wasm_tests/bench --no-audit --no-fund --ignore-scripts
	touch $@

train: native ## the bundled weights, from scratch: all, or MODELS="ice-star snowman"; see assets/models/README.md
	assets/models/train.sh "$(CURDIR)/build/native/nca" "$(CURDIR)/build/training" $(MODELS)

probe: native ## what the bundled models do in the long run: all, or MODELS="snowflake"
	assets/models/probe.sh "$(CURDIR)/build/native/nca" $(MODELS)

clean:
	rm -rf build dist
