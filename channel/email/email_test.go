package email_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"math/big"
	"net"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"huike"
	"huike/channel"
	"huike/channel/email"
	"huike/channel/sink"
)

func startSink(t testing.TB, opts sink.Options) *sink.Sink {
	t.Helper()
	s, err := sink.Start(opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// sender returns a sender to a port of this machine; change may adjust its
// settings.
func sender(t testing.TB, port int, change func(*email.Config)) *email.Sender {
	t.Helper()
	cfg := email.Config{
		Host: "127.0.0.1", Port: port, TLS: email.TLSNone, From: "shop@brand.example", FromName: "回客商城",
		Connections: 1, Timeout: 5 * time.Second,
	}
	if change != nil {
		change(&cfg)
	}
	s, err := email.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func letter() channel.Message {
	return channel.Message{
		ID: "m1", To: "li@example.com", ToName: "李小明", Subject: "双十一专属优惠：满三百减五十，老客户再享九折，仅限今晚零点之前，错过再等一年",
		HTML: "<p>亲爱的<b>李小明</b>，您好</p>\n", Text: "亲爱的李小明，您好\n.\n.点开头的一行\n",
		MessageID: "<m1.7@brand.example>", Date: time.Date(2026, 11, 10, 20, 0, 0, 0, time.FixedZone("", 8*3600)),
		UnsubscribeURL: "https://brand.example/u/abc", UnsubscribeMailto: "bye@brand.example",
		Headers: map[string]string{"Feedback-ID": "c7:brand:huike"},
	}
}

func TestSendRoundTripsChinese(t *testing.T) {
	post := startSink(t, sink.Options{})
	s := sender(t, post.Port(), func(c *email.Config) { c.ReplyTo, c.ReturnPath = "help@brand.example", "bounce@brand.example" })
	m := letter()
	r := s.Send(t.Context(), m)
	if r.Outcome != channel.Accepted || r.ProviderID == "" {
		t.Fatalf("got %+v", r)
	}
	got, err := post.Get(1)
	if err != nil {
		t.Fatal(err)
	}
	if got.EnvelopeFrom != "bounce@brand.example" || !cmp.Equal(got.EnvelopeTo, []string{m.To}) {
		t.Errorf("envelope %s -> %v", got.EnvelopeFrom, got.EnvelopeTo)
	}
	if got.From[0].Name != "回客商城" || got.To[0].Name != m.ToName || got.To[0].Address != m.To || !got.Date.Equal(m.Date) {
		t.Errorf("from %v to %v date %v", got.From, got.To, got.Date)
	}
	if d := cmp.Diff([]string{m.Subject, m.HTML, m.Text}, []string{got.Subject, lf(got.HTML), lf(got.Text)}); d != "" {
		t.Error(d)
	}
	want := map[string]string{
		"Message-Id": "<m1.7@brand.example>", "Feedback-Id": "c7:brand:huike", "Reply-To": "<help@brand.example>",
		"List-Unsubscribe":      "<https://brand.example/u/abc>, <mailto:bye@brand.example>",
		"List-Unsubscribe-Post": "List-Unsubscribe=One-Click", // RFC 8058, section 3.1
	}
	for name, value := range want {
		if d := cmp.Diff([]string{value}, got.Headers[name]); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

func lf(s string) string { return strings.ReplaceAll(s, "\r\n", "\n") }

func TestSendOfOnePart(t *testing.T) {
	post := startSink(t, sink.Options{})
	s := sender(t, post.Port(), nil)
	f := func(id int64, html, text string) {
		t.Helper()
		m := letter()
		m.HTML, m.Text, m.MessageID = html, text, ""
		if r := s.Send(t.Context(), m); r.Outcome != channel.Accepted {
			t.Fatalf("got %+v", r)
		}
		got, err := post.Get(id)
		if err != nil {
			t.Fatal(err)
		}
		if lf(got.HTML) != html || lf(got.Text) != text || got.Headers["Message-Id"][0] != "<m1@brand.example>" {
			t.Errorf("got html %q text %q header %v", got.HTML, got.Text, got.Headers)
		}
	}
	f(1, "<p>只有网页</p>\n", "")
	f(2, "", "只有文字\n")
}

func TestSendExactlyOnceFromManyGoroutines(t *testing.T) {
	const writers, mails = 8, 200
	var mu sync.Mutex
	seen := map[string]int{}
	post := startSink(t, sink.Options{KeepMails: -1, OnMail: func(e sink.Envelope) {
		mu.Lock()
		defer mu.Unlock()
		seen[e.To[0]]++
	}})
	s := sender(t, post.Port(), func(c *email.Config) { c.Connections, c.MailsPerConnection = 4, 90 })
	var busy sync.WaitGroup
	for w := range writers {
		busy.Go(func() {
			for i := range mails {
				m := letter()
				m.To = fmt.Sprintf("w%d.%d@example.com", w, i)
				if r := s.Send(t.Context(), m); r.Outcome != channel.Accepted {
					t.Errorf("%s: %+v", m.To, r)
				}
			}
		})
	}
	busy.Wait()
	if len(seen) != writers*mails || post.Count() != writers*mails {
		t.Fatalf("%d recipients, %d mails, want %d", len(seen), post.Count(), writers*mails)
	}
	for to, n := range seen {
		if n != 1 {
			t.Errorf("%s got %d mails", to, n)
		}
	}
}

func TestCloseEndsGoroutines(t *testing.T) {
	before := runtime.NumGoroutine()
	post, err := sink.Start(sink.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s := sender(t, post.Port(), func(c *email.Config) { c.Connections = 4 })
	var busy sync.WaitGroup
	for range 20 {
		busy.Go(func() { s.Send(t.Context(), letter()) })
	}
	busy.Wait()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if r := s.Send(t.Context(), letter()); r.Outcome != channel.Temporary || r.Code != channel.CodeClosed {
		t.Errorf("after Close got %+v", r)
	}
	if err := post.Close(); err != nil {
		t.Fatal(err)
	}
	for range 100 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Errorf("%d goroutines before, %d after", before, runtime.NumGoroutine())
}

func TestSendRefusesForgedHeaders(t *testing.T) {
	post := startSink(t, sink.Options{})
	s := sender(t, post.Port(), nil)
	f := func(sentence string, change func(*channel.Message)) {
		t.Helper()
		m := letter()
		change(&m)
		r := s.Send(t.Context(), m)
		if r.Outcome != channel.Permanent || r.Code != channel.CodeInvalid || !strings.Contains(r.Detail, sentence) {
			t.Errorf("want %q, got %+v", sentence, r)
		}
	}
	f("subject", func(m *channel.Message) { m.Subject = "hi\r\nBcc: x@example.com" })
	f("subject", func(m *channel.Message) { m.Subject = "hi\nBcc: x@example.com" })
	f("recipient's name", func(m *channel.Message) { m.ToName = "li\rBcc: x@example.com" })
	f("sender's name", func(m *channel.Message) { m.From, m.FromName = "a@brand.example", "x\n" })
	f("recipient", func(m *channel.Message) { m.To = "li@example.com\r\nRCPT TO:<x@example.com>" })
	f("recipient", func(m *channel.Message) { m.To = "li@example.com> SIZE=1" })
	f("recipient", func(m *channel.Message) { m.To = "Li <li@example.com>" })
	f("recipient", func(m *channel.Message) { m.To = "13*******23" })
	f("recipient", func(m *channel.Message) { m.To = "" })
	f("reply-to", func(m *channel.Message) { m.ReplyTo = "a@b.example\n" })
	f("unsubscribe link", func(m *channel.Message) { m.UnsubscribeURL = "https://x.example/\r\nX: y" })
	f("unsubscribe link", func(m *channel.Message) { m.UnsubscribeURL = "https://x.example/>, <https://y.example" })
	f("message ID", func(m *channel.Message) { m.MessageID = "a@b>\r\nX: y" })
	f("header", func(m *channel.Message) { m.Headers = map[string]string{"X-A": "b\r\nBcc: x@example.com"} })
	f("header", func(m *channel.Message) { m.Headers = map[string]string{"X-A: b\r\nBcc": "x@example.com"} })
	f("header Bcc", func(m *channel.Message) { m.Headers = map[string]string{"Bcc": "x@example.com"} })
	f("neither", func(m *channel.Message) { m.HTML, m.Text = "", "" })
	if n := post.Count(); n != 0 {
		t.Errorf("%d mails went out", n)
	}
	m := letter()
	m.ToName = `李" <evil@example.com>, "`
	if r := s.Send(t.Context(), m); r.Outcome != channel.Accepted {
		t.Fatalf("got %+v", r)
	}
	got, err := post.Get(1)
	if err != nil {
		t.Fatal(err)
	}
	if len(got.To) != 1 || got.To[0].Address != m.To || got.To[0].Name != m.ToName {
		t.Errorf("to %v", got.To)
	}
}

func TestTLSAndLogin(t *testing.T) {
	trust, cert := certificate(t)
	f := func(mode string, password string, trusted bool, code string) {
		t.Helper()
		post := startSink(t, sink.Options{TLS: cert, Implicit: mode == email.TLSImplicit, Username: "shop", Password: "secret"})
		s := sender(t, post.Port(), func(c *email.Config) {
			c.TLS, c.Username, c.Password = mode, "shop", password
			if trusted {
				c.TLSConfig = trust
			}
		})
		err := s.Check(t.Context())
		r := s.Send(t.Context(), letter())
		if code == "" {
			if err != nil || r.Outcome != channel.Accepted {
				t.Errorf("%s: check %v, send %+v", mode, err, r)
			}
			return
		}
		if r.Outcome != channel.Temporary || r.Code != code || !r.Misconfigured() {
			t.Errorf("%s: send %+v, want %s", mode, r, code)
		}
		if huike.KindOf(err) != huike.Unavailable || huike.CodeOf(err) != "email."+code {
			t.Errorf("%s: check %v", mode, err)
		}
	}
	f(email.TLSStart, "secret", true, "")
	f(email.TLSImplicit, "secret", true, "")
	f(email.TLSNone, "secret", true, "")
	f(email.TLSNone, "wrong", true, channel.CodeAuth)
	f(email.TLSStart, "wrong", true, channel.CodeAuth)
	f(email.TLSStart, "secret", false, channel.CodeTLS)
	f(email.TLSImplicit, "secret", false, channel.CodeTLS)
}

func TestStartTLSWhereThereIsNone(t *testing.T) {
	post := startSink(t, sink.Options{})
	s := sender(t, post.Port(), func(c *email.Config) { c.TLS = email.TLSStart })
	if r := s.Send(t.Context(), letter()); r.Code != channel.CodeTLS || r.Outcome != channel.Temporary {
		t.Errorf("got %+v", r)
	}
}

func TestLoginRequired(t *testing.T) {
	post := startSink(t, sink.Options{Username: "shop", Password: "secret"})
	s := sender(t, post.Port(), nil)
	if r := s.Send(t.Context(), letter()); r.Code != channel.CodeAuth || r.Outcome != channel.Temporary {
		t.Errorf("got %+v", r)
	}
}

// certificate makes a certificate for 127.0.0.1 and the trust in it.
func certificate(t *testing.T) (client, server *tls.Config) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	form := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, form, form, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(cert)
	return &tls.Config{RootCAs: pool}, &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}
}

func TestNewRefusesBadSettings(t *testing.T) {
	f := func(code string, change func(*email.Config)) {
		t.Helper()
		cfg := email.Config{Host: "smtp.example.com", Port: 587, From: "a@b.example"}
		change(&cfg)
		_, err := email.New(cfg)
		if huike.KindOf(err) != huike.Invalid || huike.CodeOf(err) != "email."+code {
			t.Errorf("want %s, got %v", code, err)
		}
	}
	f("no_host", func(c *email.Config) { c.Host = "" })
	f("bad_port", func(c *email.Config) { c.Port = 0 })
	f("bad_tls", func(c *email.Config) { c.TLS = "ssl" })
	f("open_password", func(c *email.Config) { c.TLS, c.Username = email.TLSNone, "u" })
	f("bad_address", func(c *email.Config) { c.ReturnPath = "x" })
	f("line_break", func(c *email.Config) { c.HeloName = "a\r\nb" })
	f("dkim_selector", func(c *email.Config) { c.DKIM.Domain = "b.example" })
	f("dkim_key", func(c *email.Config) { c.DKIM = email.DKIM{Domain: "b.example", Selector: "s", PrivateKeyPEM: "x"} })
}

func TestSendCancelled(t *testing.T) {
	post := startSink(t, sink.Options{Faults: sink.Faults{Recipient: func(string) sink.Fault { return sink.Hang }}})
	s := sender(t, post.Port(), nil)
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	if r := s.Send(ctx, letter()); r.Outcome != channel.Temporary || r.Code != channel.CodeCancelled {
		t.Errorf("under way: %+v", r)
	}
	if r := s.Send(ctx, letter()); r.Outcome != channel.Temporary || r.Code != channel.CodeCancelled {
		t.Errorf("before: %+v", r)
	}
}
