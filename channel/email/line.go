package email

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"sync/atomic"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// farewell bounds how long a connection waits for the answer to QUIT.
const farewell = 2 * time.Second

// line is one connection to the mail server, logged in and ready for mail.
type line struct {
	conn    net.Conn
	client  *smtp.Client
	cfg     Config
	carried int
}

// letter is a composed mail with its envelope.
type letter struct {
	from, to string
	content  []byte
}

// dial connects, encrypts, introduces us and logs in. Its errors are trouble.
func dial(ctx context.Context, cfg Config) (*line, error) {
	limited, cancel := context.WithTimeout(ctx, cfg.Timeout)
	defer cancel()
	conn, err := new(net.Dialer).DialContext(limited, "tcp", cfg.address())
	if err != nil {
		return nil, newTrouble(ctx, connecting, err)
	}
	l := &line{conn: conn, cfg: cfg}
	stop := context.AfterFunc(ctx, l.hangUp)
	defer stop()
	if err := l.open(ctx, limited); err != nil {
		l.hangUp()
		return nil, err
	}
	return l, nil
}

func (l *line) open(ctx, limited context.Context) error {
	if err := l.secure(ctx, limited); err != nil {
		return err
	}
	l.client.CommandTimeout, l.client.SubmissionTimeout = l.cfg.Timeout, l.cfg.Timeout
	if err := l.client.Hello(l.cfg.HeloName); err != nil {
		if state, ok := l.client.TLSConnectionState(); ok && !state.HandshakeComplete {
			return newTrouble(ctx, securing, err)
		}
		return newTrouble(ctx, greeting, err)
	}
	return l.login(ctx)
}

// secure makes the client on a plain or encrypted connection.
func (l *line) secure(ctx, limited context.Context) error {
	trust := &tls.Config{}
	if l.cfg.TLSConfig != nil {
		trust = l.cfg.TLSConfig.Clone()
	}
	if trust.ServerName == "" {
		trust.ServerName = l.cfg.Host
	}
	switch l.cfg.TLS {
	case TLSStart:
		return l.startTLS(ctx, trust)
	case TLSImplicit:
		secured := tls.Client(l.conn, trust)
		if err := secured.HandshakeContext(limited); err != nil {
			return newTrouble(ctx, securing, err)
		}
		l.client = smtp.NewClient(secured)
	default:
		l.client = smtp.NewClient(l.conn)
	}
	return nil
}

// startTLS greets in the open and asks for encryption. The library gives this
// exchange minutes, so a timer of ours ends it.
func (l *line) startTLS(ctx context.Context, trust *tls.Config) error {
	var late atomic.Bool
	timer := time.AfterFunc(l.cfg.Timeout, func() { late.Store(true); l.hangUp() })
	defer timer.Stop()
	client, err := smtp.NewClientStartTLS(l.conn, trust)
	if err == nil {
		l.client = client
		return nil
	}
	t := newTrouble(ctx, securing, err)
	if late.Load() && t.cause != cancelled {
		t.cause = timeout
	}
	return t
}

func (l *line) login(ctx context.Context) error {
	if l.cfg.Username == "" {
		return nil
	}
	var how sasl.Client
	switch {
	case l.client.SupportsAuth(sasl.Plain):
		how = sasl.NewPlainClient("", l.cfg.Username, l.cfg.Password)
	case l.client.SupportsAuth(sasl.Login):
		how = sasl.NewLoginClient(l.cfg.Username, l.cfg.Password)
	default:
		return trouble{phase: loggingIn, cause: unsupported}
	}
	if err := l.client.Auth(how); err != nil {
		return newTrouble(ctx, loggingIn, err)
	}
	return nil
}

// deliver carries one mail and returns the server's words of acceptance. Its
// errors are trouble, whose phase says whether the mail had left.
func (l *line) deliver(ctx context.Context, m letter) (string, error) {
	l.carried++
	stop := context.AfterFunc(ctx, l.hangUp)
	defer stop()
	if err := l.client.Mail(m.from, &smtp.MailOptions{Size: int64(len(m.content))}); err != nil {
		return "", newTrouble(ctx, sender, err)
	}
	if err := l.client.Rcpt(m.to, nil); err != nil {
		return "", newTrouble(ctx, recipient, err)
	}
	data, err := l.client.Data()
	if err != nil {
		return "", newTrouble(ctx, dataCommand, err)
	}
	if err := l.pour(ctx, data, m.content); err != nil {
		return "", err
	}
	if !stop() {
		return "", newTrouble(ctx, content, context.Cause(ctx))
	}
	return l.await(data)
}

// pour writes the content without its final dot; the server may not take a mail
// that ends here.
func (l *line) pour(ctx context.Context, data *smtp.DataCommand, body []byte) error {
	timer := time.AfterFunc(l.cfg.Timeout, l.hangUp)
	_, err := data.Write(body)
	onTime := timer.Stop()
	if err == nil && onTime {
		return nil
	}
	t := newTrouble(ctx, content, err)
	if !onTime && t.cause != cancelled {
		t.cause = timeout
	}
	return t
}

// await writes the final dot and reads the verdict. From here on cancelling
// would only hide the mail's fate, so nothing but the timeout ends it.
func (l *line) await(data *smtp.DataCommand) (string, error) {
	timer := time.AfterFunc(l.cfg.Timeout, l.hangUp)
	reply, err := data.CloseWithResponse()
	onTime := timer.Stop()
	if err == nil {
		return cut(reply.StatusText), nil
	}
	t := newTrouble(context.Background(), verdict, err)
	if !onTime && t.cause != replied {
		t.cause = timeout
	}
	return "", t
}

// fit reports whether the line can carry another mail after one that ended with
// err, and clears away a mail that was refused half-way.
func (l *line) fit(err error) bool {
	if l.carried >= l.cfg.MailsPerConnection {
		return false
	}
	if err == nil {
		return true
	}
	var t trouble
	if !errors.As(err, &t) || t.cause != replied || t.reply.Code == 421 || t.reply.Code < 400 {
		return false // gone, going, or out of step
	}
	return t.phase == verdict || l.client.Reset() == nil && l.client.Hello(l.cfg.HeloName) == nil
}

// bye takes leave and closes the connection.
func (l *line) bye() {
	l.client.CommandTimeout = min(farewell, l.cfg.Timeout)
	if l.client.Quit() != nil {
		l.hangUp()
	}
}

// hangUp closes the connection without a word. Its error would tell nothing
// that the command which runs into it does not tell better.
func (l *line) hangUp() { _ = l.conn.Close() }
