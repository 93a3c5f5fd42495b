// Package email sends e-mail through the brand's mail server and reports for
// each mail whether it was taken, refused, may be tried again, or was lost from
// sight.
package email

import (
	"context"
	"crypto/tls"
	"net"
	"strconv"
	"time"

	"huike"
	"huike/channel"
)

// The ways to encrypt the connection to the mail server.
const (
	TLSNone     = "none"     // plain text; for a server on the same machine or a private network
	TLSStart    = "starttls" // begins plain and switches, usually port 587
	TLSImplicit = "tls"      // encrypted from the first byte, usually port 465
)

// Config says how to reach the mail server and who the sender is.
type Config struct {
	// Host and Port of the mail server.
	Host string
	Port int
	// Username and Password to log in with. An empty Username means no login.
	// Over an unencrypted connection they go to this very machine only.
	Username, Password string
	// TLS is TLSNone, TLSStart or TLSImplicit. Defaults to TLSStart.
	TLS string
	// TLSConfig replaces the usual trust in the system's certificates, for
	// servers with a certificate of their own. Usually nil.
	TLSConfig *tls.Config
	// From, FromName and ReplyTo fill messages that name none.
	From, FromName, ReplyTo string
	// ReturnPath is the address that bounces go to. Defaults to the message's From.
	ReturnPath string
	// HeloName is the name we introduce ourselves with. Defaults to "localhost".
	HeloName string
	// Connections is how many connections may be open at once. Defaults to 4.
	Connections int
	// MailsPerConnection is how many mails a connection carries before it is
	// replaced; large providers cut longer ones. Defaults to 500.
	MailsPerConnection int
	// Timeout bounds connecting, each command with its answer, and the
	// transfer of the content, one by one. Defaults to 30 s.
	Timeout time.Duration
	// DKIM signs every mail when its Domain is set.
	DKIM DKIM
}

// Sender is the e-mail channel: a pool of connections to one mail server.
type Sender struct {
	cfg  Config
	key  signingKey
	pool *pool
}

var _ channel.Channel = (*Sender)(nil)

// New checks the settings and returns a sender. It does not connect yet; Check
// does. The error is of kind Invalid.
func New(cfg Config) (*Sender, error) {
	cfg = cfg.withDefaults()
	if err := cfg.validate(); err != nil {
		return nil, err
	}
	key, err := cfg.DKIM.load()
	if err != nil {
		return nil, err
	}
	return &Sender{cfg: cfg, key: key, pool: newPool(cfg.Connections)}, nil
}

func (c Config) withDefaults() Config {
	if c.TLS == "" {
		c.TLS = TLSStart
	}
	if c.HeloName == "" {
		c.HeloName = "localhost"
	}
	if c.Connections <= 0 {
		c.Connections = 4
	}
	if c.MailsPerConnection <= 0 {
		c.MailsPerConnection = 500
	}
	if c.Timeout <= 0 {
		c.Timeout = 30 * time.Second
	}
	return c
}

func (c Config) validate() error {
	invalid := func(code, format string, args ...any) error {
		return huike.Errorf(huike.Invalid, "email."+code, format, args...)
	}
	if c.Host == "" {
		return invalid("no_host", "The e-mail settings name no mail server; set host to something like smtp.example.com.")
	}
	if c.Port < 1 || c.Port > 65535 {
		return invalid("bad_port", "The mail server's port %d is not between 1 and 65535; 587 is usual.", c.Port)
	}
	if c.TLS != TLSNone && c.TLS != TLSStart && c.TLS != TLSImplicit {
		return invalid("bad_tls", "The e-mail setting tls is %q; it must be none, starttls or tls.", c.TLS)
	}
	if c.TLS == TLSNone && c.Username != "" && !loopback(c.Host) {
		return invalid("open_password", "The password would travel unencrypted to %s; set tls to starttls or tls.", c.Host)
	}
	for name, address := range map[string]string{"from": c.From, "reply_to": c.ReplyTo, "return_path": c.ReturnPath} {
		if address != "" && !plainAddress(written(address)) {
			return invalid("bad_address", "The e-mail setting %s is not an address like shop@example.com.", name)
		}
	}
	if unsafeLine(c.HeloName) || unsafeLine(c.FromName) {
		return invalid("line_break", "The e-mail settings helo_name and from_name must not hold control characters.")
	}
	return nil
}

// loopback reports whether host is this very machine.
func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

func (c Config) address() string { return net.JoinHostPort(c.Host, strconv.Itoa(c.Port)) }

// Name returns huike.ChannelEmail.
func (s *Sender) Name() huike.Channel { return huike.ChannelEmail }

// Send composes the mail, signs it and hands it to the mail server over a
// pooled connection. A connection that the server had dropped while it was idle
// is replaced once; nothing else is tried twice.
func (s *Sender) Send(ctx context.Context, m channel.Message) channel.Result {
	l, err := s.compose(m)
	if err != nil {
		return channel.Result{Outcome: channel.Permanent, Code: channel.CodeInvalid, Detail: huike.SentenceOf(err)}
	}
	r := s.carry(ctx, l)
	r.Detail, r.Said = blank(r.Detail, l.to), blank(r.Said, l.to)
	r.ProviderID = blank(r.ProviderID, l.to)
	return r
}

func (s *Sender) carry(ctx context.Context, l letter) channel.Result {
	line, err := s.pool.take(ctx)
	if err != nil {
		return judge(err, s.cfg)
	}
	defer func() { s.pool.give(line) }()
	reused := line != nil
	reply, err := s.attempt(ctx, &line, l)
	if reused && stale(err) {
		reply, err = s.attempt(ctx, &line, l)
	}
	if err != nil {
		return judge(err, s.cfg)
	}
	return channel.Result{Outcome: channel.Accepted, Code: "250", Detail: "The mail server accepted the mail.", ProviderID: reply}
}

// attempt sends over *line, which it opens if it is nil and sets to nil once it
// is no longer fit for use.
func (s *Sender) attempt(ctx context.Context, line **line, l letter) (string, error) {
	if *line == nil {
		fresh, err := dial(ctx, s.cfg)
		if err != nil {
			return "", err
		}
		*line = fresh
	}
	reply, err := (*line).deliver(ctx, l)
	if !(*line).fit(err) {
		(*line).hangUp()
		*line = nil
	}
	return reply, err
}

// Check connects, introduces itself, logs in and says goodbye. The error is of
// kind Unavailable and says in one sentence what is wrong with the settings or
// the server.
func (s *Sender) Check(ctx context.Context) error {
	l, err := dial(ctx, s.cfg)
	if err != nil {
		r := judge(err, s.cfg)
		return huike.Because(err, huike.Unavailable, "email."+r.Code, "%s", r.Detail)
	}
	l.bye()
	return nil
}

// Close waits for the mails under way, which is at most a few times the
// timeout, and ends all connections.
func (s *Sender) Close() error {
	s.pool.close()
	return nil
}
