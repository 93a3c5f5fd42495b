//go:build unix

package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"sync"
	"syscall"

	"huike"
)

// beside has a command carried out by the server that has the database open, and
// returns its exit code; done is false where no server has. The server writes
// straight to this process's output: the descriptors go with the errand.
func (g *Globals) beside(ctx context.Context, args []string) (code int, done bool) {
	name := g.socket()
	if name == "" {
		return 0, false
	}
	conn, err := net.DialUnix("unix", nil, &net.UnixAddr{Name: name, Net: "unix"})
	if err != nil {
		return 0, false // nobody serves; the command opens the database itself
	}
	defer conn.Close()
	stop := context.AfterFunc(ctx, func() { _ = conn.CloseWrite() }) // the server sees the end and stops
	defer stop()
	code, err = g.entrust(conn, args)
	if err != nil {
		g.complain(err)
		return 1, true
	}
	return code, true
}

// entrust hands an errand over and waits for its end.
func (g *Globals) entrust(conn *net.UnixConn, args []string) (code int, err error) {
	dir, err := os.Getwd()
	if err != nil {
		return 1, huike.Because(err, huike.Unavailable, "serve.folder", "the current folder cannot be read; change into another one")
	}
	text, err := json.Marshal(errand{args, dir, g.said})
	if err != nil {
		panic("BUG: an errand cannot be written as JSON: " + err.Error())
	}
	out, outDone, err := descriptor(g.out)
	if err != nil {
		return 1, err
	}
	errs, errsDone, err := descriptor(g.err)
	if err != nil {
		return 1, errors.Join(err, outDone())
	}
	_, _, err = conn.WriteMsgUnix(append(text, '\n'), syscall.UnixRights(int(out.Fd()), int(errs.Fd())), nil)
	var answer errandDone
	if err == nil {
		err = json.NewDecoder(conn).Decode(&answer)
	}
	if err != nil {
		err = lostServer()
	}
	return answer.Code, errors.Join(err, outDone(), errsDone())
}

// descriptor returns a file whose bytes reach w. done waits until all of them did.
func descriptor(w io.Writer) (f *os.File, done func() error, err error) {
	if f, ok := w.(*os.File); ok {
		return f, func() error { return nil }, nil
	}
	r, f, err := os.Pipe()
	if err != nil {
		return nil, nil, err
	}
	copied := make(chan error, 1)
	go func() {
		_, err := io.Copy(w, r)
		copied <- errors.Join(err, r.Close())
	}()
	return f, func() error { return errors.Join(f.Close(), <-copied) }, nil
}

// answerErrands carries out what commands beside this server ask for, until ctx
// ends. Only the owner of the database's folder reaches the socket.
func (h *house) answerErrands(ctx context.Context, running *sync.WaitGroup) error {
	name := h.globals.socket()
	if name == "" {
		return nil
	}
	if old, err := os.Lstat(name); err == nil && old.Mode()&os.ModeSocket != 0 {
		_ = os.Remove(name) // of a server that was killed: the database is ours, so nobody else answers there
	}
	mask := syscall.Umask(0o177)
	listener, err := net.ListenUnix("unix", &net.UnixAddr{Name: name, Net: "unix"})
	syscall.Umask(mask)
	if err != nil {
		return huike.Because(err, huike.Unavailable, "serve.socket", "the socket %s for commands beside the server cannot be made; check the rights of its folder", name)
	}
	context.AfterFunc(ctx, func() { _ = listener.Close() })
	running.Go(func() {
		for {
			conn, err := listener.AcceptUnix()
			if err != nil {
				return // closed
			}
			running.Go(func() { h.carryOut(ctx, conn) })
		}
	})
	return nil
}

// carryOut does one errand. It ends early when the asker goes away.
func (h *house) carryOut(ctx context.Context, conn *net.UnixConn) {
	defer conn.Close()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	e, files, err := receive(conn)
	defer func() {
		for _, f := range files {
			_ = f.Close()
		}
	}()
	if err != nil {
		slog.Error("an errand could not be read", "error", err)
		return
	}
	go func() {
		_, _ = io.Copy(io.Discard, conn) // until the asker closes
		cancel()
	}()
	code := h.run(ctx, e, files)
	_ = json.NewEncoder(conn).Encode(errandDone{code}) // who has gone needs no answer
}

// run runs a command within the server. A fault of it must not end the others' work.
func (h *house) run(ctx context.Context, e errand, files []*os.File) (code int) {
	defer func() {
		if r := recover(); r != nil {
			slog.Error("an errand failed", "fault", r)
			fmt.Fprintln(files[1], "huike: something is wrong in the program; the server's log tells what")
			code = 1
		}
	}()
	g := *h.globals
	g.house, g.dir, g.said, g.JSON = h, e.Dir, e.Said, false
	g.out, g.err = files[0], files[1]
	return g.run(ctx, e.Args)
}

// receive reads an errand and the two files that come with it.
func receive(conn *net.UnixConn) (e errand, files []*os.File, err error) {
	text, control := make([]byte, 64<<10), make([]byte, syscall.CmsgSpace(2*4))
	n, nc, _, _, err := conn.ReadMsgUnix(text, control)
	if err != nil {
		return e, nil, err
	}
	messages, err := syscall.ParseSocketControlMessage(control[:nc])
	if err != nil {
		return e, nil, err
	}
	for _, m := range messages {
		numbers, err := syscall.ParseUnixRights(&m)
		if err != nil {
			return e, files, err
		}
		for _, fd := range numbers {
			syscall.CloseOnExec(fd)
			files = append(files, os.NewFile(uintptr(fd), "errand"))
		}
	}
	if len(files) != 2 {
		return e, files, fmt.Errorf("%d files came with an errand", len(files))
	}
	rest := io.MultiReader(bytes.NewReader(text[:n]), conn)
	line, err := bufio.NewReader(rest).ReadBytes('\n')
	if err == nil {
		err = json.Unmarshal(line, &e)
	}
	return e, files, err
}
