//go:build !unix

package main

import (
	"context"
	"sync"
)

// beside does nothing where files cannot be handed to another process: the
// command says then that the database is in use.
func (*Globals) beside(context.Context, []string) (code int, done bool) { return 0, false }

func (*house) answerErrands(context.Context, *sync.WaitGroup) error { return nil }
