package messagetest

import (
	"bufio"
	"fmt"
	"net"
	"strings"
	"sync"
	"testing"
)

// Server is a mail server on this machine that answers as it is told.
type Server struct {
	listen net.Listener
	conns  sync.WaitGroup

	mu     sync.Mutex
	answer func(verb, argument string) string
	took   []string // recipients of mails that were accepted, in order
}

// StartServer starts a server that ends with the test. answer gets each command
// in capitals ("MAIL", "RCPT", "DATA", "." for the end of the content) with what
// follows it, one at a time, and returns the reply; "" is the usual one.
func StartServer(t testing.TB, answer func(verb, argument string) string) *Server {
	t.Helper()
	listen, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &Server{listen: listen, answer: answer}
	var open sync.Map
	s.conns.Go(func() {
		for {
			conn, err := listen.Accept()
			if err != nil {
				return
			}
			open.Store(conn, true)
			s.conns.Go(func() { s.serve(conn) })
		}
	})
	t.Cleanup(func() {
		listen.Close()
		open.Range(func(conn, _ any) bool { return conn.(net.Conn).Close() == nil || true })
		s.conns.Wait()
	})
	return s
}

// Port is where the server listens on 127.0.0.1.
func (s *Server) Port() int { return s.listen.Addr().(*net.TCPAddr).Port }

// Set changes how the server answers.
func (s *Server) Set(answer func(verb, argument string) string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answer = answer
}

// Took returns the recipients of the mails that were accepted.
func (s *Server) Took() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string{}, s.took...)
}

var usual = map[string]string{"EHLO": "250-hi\r\n250 ENHANCEDSTATUSCODES", "DATA": "354 go on", "QUIT": "221 2.0.0 bye"}

func (s *Server) reply(verb, argument string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var said string
	if s.answer != nil {
		said = s.answer(verb, argument)
	}
	if said == "" {
		said = usual[verb]
	}
	if said == "" {
		said = "250 2.0.0 ok"
	}
	if verb == "." && strings.HasPrefix(said, "250") {
		s.took = append(s.took, argument)
	}
	return said
}

func (s *Server) serve(conn net.Conn) {
	defer conn.Close()
	fmt.Fprint(conn, "220 hi\r\n")
	content, to := false, ""
	for in := bufio.NewScanner(conn); in.Scan(); {
		line := in.Text()
		verb, argument, _ := strings.Cut(line, " ")
		if content && line != "." {
			continue
		}
		if verb = strings.ToUpper(verb); verb == "RCPT" {
			to = strings.TrimSuffix(strings.TrimPrefix(argument, "TO:<"), ">")
		}
		if verb == "." {
			argument = to
		}
		said := s.reply(verb, argument)
		fmt.Fprintf(conn, "%s\r\n", said)
		content = verb == "DATA" && strings.HasPrefix(said, "354")
	}
}
