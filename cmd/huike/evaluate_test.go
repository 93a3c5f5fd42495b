package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"huike/evaluate"
)

func TestOutcome(t *testing.T) {
	f := func(flag, column, kind string) {
		t.Helper()
		if got := outcome(flag); got != (evaluate.Outcome{Column: column, Kind: kind}) {
			t.Errorf("%q reads as %+v", flag, got)
		}
	}
	f("visit", "visit", "")
	f("visit:rate", "visit", "rate")
	f("visit:Binary", "visit", "rate")
	f("spend:money", "spend", "mean")
	f("utm:source", "utm:source", "")
	f("utm:source:mean", "utm:source", "mean")
	f(":mean", ":mean", "")
}

// A refusal is a sentence and a failure; an answer comes with its flags.
func TestEvaluateFileEndsInWords(t *testing.T) {
	path := filepath.Join(t.TempDir(), "result.csv")
	var b strings.Builder
	b.WriteString("arm;spend;city\n")
	for i := range 100 {
		fmt.Fprintf(&b, "%s;%d,50;Rome\n", []string{"holdout", "mail", "mail", "mail", "mail", "mail", "mail", "mail", "mail", "mail"}[i%10], i)
	}
	b.WriteString("mail;;Oslo\n")
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	f := func(code int, words string, flags ...string) {
		t.Helper()
		var out, errs bytes.Buffer
		args := append([]string{"evaluate", "file", path, "--arm", "arm", "--control", "holdout", "--outcome", "spend:mean"}, flags...)
		if have := run(t.Context(), args, &out, &errs); have != code || !strings.Contains(out.String()+errs.String(), words) {
			t.Errorf("%v ended with %d: %s%s; want %d and %q", flags, have, out.String(), errs.String(), code, words)
		}
	}
	f(1, "huike: the column \"spend\" is blank for 0 of 10 customers in holdout, 1 of 91 in mail")
	f(1, "--shares", "--missing", "drop", "--shares", "10")
	f(2, "must be one of", "--missing", "forget")
	f(0, "fit a planned split of 10 % holdout and 90 % mail", "--missing", "drop")
	f(0, "fit the planned split of 10 % holdout and 90 % mail", "--where", "city!=Oslo", "--shares", "1:9")
	f(0, `"level":"alarm"`, "--where", "city=Rome", "--shares", "holdout=1,mail=1", "--json")
	f(0, "100 of 101 rows fulfil the conditions (city=Rome).", "--where", "city=Rome")
}
