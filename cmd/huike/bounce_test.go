package main

import (
	"strings"
	"testing"
)

func TestCase02_BouncesOnTheCommandLine(t *testing.T) {
	eachShell(t, func(t *testing.T, s shell) {
		f := func(code int, words string, args ...string) {
			t.Helper()
			if _, errs, got := s.run(append([]string{"bounce", "lift"}, args...)...); got != code || !strings.Contains(errs, words) {
				t.Errorf("%v ended with %d: %s", args, got, errs)
			}
		}
		f(2, "customer")
		f(2, "customer", "--customer=1", "--campaign=1")
		f(1, "no customer 7", "--customer=7")
		f(1, "no campaign 7", "--campaign=7")
	})
}
