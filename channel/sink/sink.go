// Package sink is a mail server that delivers nothing: it takes every mail sent
// on this machine and shows it, so that a campaign can be tried without writing
// to a customer.
package sink

import (
	"crypto/tls"
	"errors"
	"io"
	"log"
	"net"
	"sync"
	"sync/atomic"

	"github.com/emersion/go-smtp"

	"huike"
)

// Options of a sink. The zero value listens on a free port of this machine and
// keeps a moderate number of mails.
type Options struct {
	// Addr is where to listen, on the loopback interface only. Defaults to
	// "127.0.0.1:0", a free port.
	Addr string
	// KeepMails and KeepBytes bound what is kept in memory; the oldest mail
	// goes first. Default to 10,000 mails and 64 MiB. A negative KeepMails
	// keeps none.
	KeepMails, KeepBytes int
	// Dir gets each mail as a numbered .eml file if it is set. It must exist.
	Dir string
	// OnMail is told of every mail that was taken, by the connection's own
	// goroutine: a slow hook slows that connection. May be nil.
	OnMail func(Envelope)
	// Username and Password, if set, must be given before mail is taken.
	Username, Password string
	// TLS offers STARTTLS; with Implicit the connection begins encrypted.
	TLS      *tls.Config
	Implicit bool
	// Faults lets the sink misbehave on purpose.
	Faults Faults
}

// Sink is a running server. All its methods are safe for several goroutines.
type Sink struct {
	opts   Options
	server *smtp.Server
	listen net.Listener
	box    *box
	dir    *folder
	taken  atomic.Int64
	ending chan struct{} // closed by Close, frees hanging conversations
	ended  chan error    // what serving ended with

	closing sync.Once
	closed  error
}

// Start begins to listen. The error is of kind Invalid for an address that
// other machines could reach or a folder that cannot be read, and Unavailable
// when the port is taken.
func Start(opts Options) (*Sink, error) {
	if opts.Addr == "" {
		opts.Addr = "127.0.0.1:0"
	}
	if err := mustBeLoopback(opts.Addr); err != nil {
		return nil, err
	}
	dir, err := openFolder(opts.Dir)
	if err != nil {
		return nil, err
	}
	listen, err := net.Listen("tcp", opts.Addr)
	if err != nil {
		return nil, huike.Because(err, huike.Unavailable, "sink.listen", "The test mail server cannot listen on %s; choose another port.", opts.Addr)
	}
	if opts.Implicit && opts.TLS != nil {
		listen = tls.NewListener(listen, opts.TLS)
	}
	s := &Sink{
		opts: opts, listen: listen, box: newBox(opts.KeepMails, opts.KeepBytes), dir: dir,
		ending: make(chan struct{}), ended: make(chan error, 1),
	}
	s.server = s.newServer()
	go func() { s.ended <- s.server.Serve(listen) }()
	return s, nil
}

func (s *Sink) newServer() *smtp.Server {
	server := smtp.NewServer(smtp.BackendFunc(s.converse))
	server.Domain = "sink.localhost"
	server.MaxMessageBytes = 32 << 20
	server.MaxRecipients = 100
	server.AllowInsecureAuth = true
	server.ErrorLog = log.New(io.Discard, "", 0)
	if !s.opts.Implicit {
		server.TLSConfig = s.opts.TLS
	}
	return server
}

// mustBeLoopback refuses addresses that other machines could reach: a sink
// holds customers' addresses and asks nobody for a name.
func mustBeLoopback(addr string) error {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return huike.Because(err, huike.Invalid, "sink.bad_address", "The test mail server's address %q is not host:port, like 127.0.0.1:2525.", addr)
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return huike.Errorf(huike.Invalid, "sink.not_loopback", "The test mail server listens on this machine only; use 127.0.0.1 or localhost instead of %q.", host)
	}
	return nil
}

// Addr returns host:port of the sink.
func (s *Sink) Addr() string { return s.listen.Addr().String() }

// Port returns the port of the sink.
func (s *Sink) Port() int { return s.listen.Addr().(*net.TCPAddr).Port }

// Count returns how many mails were taken since Start, also those no longer kept.
func (s *Sink) Count() int64 { return s.taken.Load() }

// Close ends all connections and stops listening. A second Close does nothing.
func (s *Sink) Close() error {
	s.closing.Do(func() {
		close(s.ending)
		// Serving may not have begun, so the listener is closed here as well;
		// whoever comes second finds it closed.
		for _, err := range []error{s.server.Close(), s.listen.Close(), <-s.ended} {
			if !errors.Is(err, net.ErrClosed) {
				s.closed = errors.Join(s.closed, err)
			}
		}
	})
	return s.closed
}
