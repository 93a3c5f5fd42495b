# make demo  builds all, generates a shop, runs a campaign in it and opens the app.
# make test  runs every test; both install what they need.
SHELL := /bin/bash
WEB_FILES := $(shell find web/src web/index.html web/package-lock.json web/vite.config.ts 2>/dev/null)
export GOFLAGS := -mod=readonly -buildvcs=false

.PHONY: always demo build test test-go test-web test-e2e lint types bench clean

demo: build
	./bin/huike demo

build: bin/huike

# Go itself knows best whether anything, embedded files too, has changed.
bin/huike: web/dist/.built always
	@script/setup.sh build
	go build -o $@ ./cmd/huike

web/node_modules/.installed: web/package-lock.json
	@script/setup.sh build
	cd web && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

web/dist/.built: web/node_modules/.installed $(WEB_FILES)
	cd web && npm run --silent build
	@touch $@

test:
	@script/setup.sh test
	$(MAKE) --no-print-directory lint test-web
	script/with-postgres.sh $(MAKE) --no-print-directory test-go
	$(MAKE) --no-print-directory test-e2e

lint: web/node_modules/.installed
	@test -z "$$(gofmt -l $$(git ls-files '*.go'))" || { echo "Not formatted (run gofmt -w):"; gofmt -l $$(git ls-files '*.go'); exit 1; }
	go vet ./...
	go tool staticcheck ./...
	cd web && npm run --silent lint && npm run --silent check

test-web: web/node_modules/.installed
	cd web && npm run --silent test

test-go: web/dist/.built
	go test -p 2 -timeout 20m ./...

test-e2e: bin/huike
	cd web && npm run --silent e2e

types:
	go test ./api -run TestDocument -update
	cd web && npm run --silent types

bench: bin/huike
	bench/run.sh

always:

clean:
	rm -rf bin web/dist/app web/dist/.built
