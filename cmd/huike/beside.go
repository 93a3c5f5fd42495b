package main

import (
	"path/filepath"
	"slices"
	"strings"

	"huike"
	"huike/store"
)

// errand is a command that the server carries out, because it has the database open.
type errand struct {
	Args []string `json:"args"`
	Dir  string   `json:"dir"`  // where the names of files begin
	Said string   `json:"said"` // what the person answered to the command's question
}

// asker is a command with a question to the person, which is asked where she
// sits, before anything else is done.
type asker interface {
	ask(g *Globals) (said string, err error)
}

// errandDone is the server's last word on an errand.
type errandDone struct {
	Code int `json:"code"`
}

// longestSocket is the length of name that every Unix takes for a socket.
const longestSocket = 100

// socket names the meeting point beside a DuckDB file; "" where there is none:
// PostgreSQL serves many, and a file in memory nobody else.
func (g *Globals) socket() string {
	path, ok := strings.CutPrefix(g.Database, "duckdb:")
	if !ok || path == ":memory:" {
		return ""
	}
	path, err := filepath.Abs(path + ".sock")
	if err != nil || len(path) > longestSocket {
		return ""
	}
	return path
}

// alone are the commands that need no database, or one of their own.
var alone = []string{"serve", "demo", "simulate", "evaluate", "clv", "basket", "version"}

// errands reports whether the server can carry a command out, by the words
// that name it.
func errands(command string) bool {
	word, _, _ := strings.Cut(command, " ")
	return !slices.Contains(alone, word)
}

// path is a file of the command's own folder.
func (g *Globals) path(name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	if g.dir != "" {
		return filepath.Join(g.dir, name)
	}
	if whole, err := filepath.Abs(name); err == nil {
		return whole
	}
	return name
}

// lent is the server's database in the hands of an errand, which must not close it.
type lent struct{ store.DB }

// Close does nothing.
func (lent) Close() error { return nil }

// lostServer is the answer where the server ended in the middle of an errand.
func lostServer() error {
	return huike.Errorf(huike.Unavailable, "serve.gone",
		"the server that has the database open ended before this was done; look at its log, then run the command again: what was finished is kept")
}
