package email

import (
	"bytes"
	"mime"
	netmail "net/mail"
	"slices"
	"strings"

	"github.com/wneessen/go-mail"

	"huike"
	"huike/channel"
)

// maxLine is the longest header line a mail may have (RFC 5322, 2.1.1).
const maxLine = 998

// reserved are the header lines that Huike writes itself.
var reserved = []string{
	"from", "to", "cc", "bcc", "sender", "reply-to", "subject", "date", "message-id", "return-path",
	"mime-version", "list-unsubscribe", "list-unsubscribe-post", "dkim-signature",
}

// compose writes the mail: text and HTML as alternatives, headers in UTF-8, the
// unsubscribe lines and the signature. Errors are of kind Invalid and hold no
// personal data.
func (s *Sender) compose(m channel.Message) (letter, error) {
	m = s.fill(m)
	if err := check(m); err != nil {
		return letter{}, err
	}
	draft := mail.NewMsg(mail.WithNoDefaultUserAgent())
	draft.FromMailAddress(&netmail.Address{Name: m.FromName, Address: m.From})
	draft.ToMailAddress(&netmail.Address{Name: m.ToName, Address: m.To})
	if m.ReplyTo != "" {
		draft.ReplyToMailAddress(&netmail.Address{Address: m.ReplyTo})
	}
	writeHeaders(draft, m)
	writeBody(draft, m)
	var out bytes.Buffer
	out.Grow(1024 + len(m.HTML)*2 + len(m.Text)*2)
	if _, err := draft.WriteTo(&out); err != nil {
		return letter{}, huike.Because(err, huike.Invalid, "email.compose", "The mail could not be put together from its parts.")
	}
	signed, err := s.key.sign(out.Bytes(), m.Date)
	if err != nil {
		return letter{}, huike.Because(err, huike.Invalid, "email.sign", "The mail could not be signed for DKIM.")
	}
	from := m.From
	if s.cfg.ReturnPath != "" {
		from = written(s.cfg.ReturnPath)
	}
	return letter{from: from, to: m.To, content: signed}, nil
}

// fill puts the sender's defaults where the message names none, and writes
// international domains as servers know them.
func (s *Sender) fill(m channel.Message) channel.Message {
	if m.From == "" {
		m.From = s.cfg.From
		if m.FromName == "" {
			m.FromName = s.cfg.FromName
		}
	}
	if m.ReplyTo == "" {
		m.ReplyTo = s.cfg.ReplyTo
	}
	for _, address := range []*string{&m.To, &m.From, &m.ReplyTo, &m.UnsubscribeMailto} {
		*address = written(*address)
	}
	m.MessageID = strings.TrimSuffix(strings.TrimPrefix(m.MessageID, "<"), ">")
	if m.MessageID == "" && m.ID != "" {
		m.MessageID = m.ID + "@" + domainOf(m.From)
	}
	return m
}

// written is an address with its domain as servers know it. Nothing else of it
// changes: before the @ some servers tell large letters from small ones.
func written(address string) string {
	plain, ok := channel.MailAddress(address)
	if !ok || strings.TrimSpace(address) != address {
		return address
	}
	return address[:strings.LastIndexByte(address, '@')+1] + domainOf(plain)
}

// check refuses what would break the mail or smuggle lines into its header.
func check(m channel.Message) error {
	invalid := func(code, format string, args ...any) error {
		return huike.Errorf(huike.Invalid, "email."+code, format, args...)
	}
	for _, f := range []struct{ name, value string }{
		{"subject", m.Subject}, {"recipient's name", m.ToName}, {"sender's name", m.FromName},
		{"unsubscribe link", m.UnsubscribeURL}, {"message ID", m.MessageID},
	} {
		if unsafeLine(f.value) {
			return invalid("line_break", "The %s holds a line break or another control character; a mail with it would be open to forged headers.", f.name)
		}
	}
	for _, f := range []struct {
		name, value string
		needed      bool
	}{
		{"recipient", m.To, true}, {"sender", m.From, true},
		{"reply-to address", m.ReplyTo, false}, {"unsubscribe address", m.UnsubscribeMailto, false},
	} {
		if (f.needed || f.value != "") && !plainAddress(f.value) {
			return invalid("bad_address", "The %s is not an e-mail address like name@example.com.", f.name)
		}
	}
	if m.HTML == "" && m.Text == "" {
		return invalid("empty", "The mail has neither text nor HTML.")
	}
	if len(m.Subject) > maxLine-len("Subject: ") {
		return invalid("long_subject", "The subject is %d bytes long; shorten it to at most %d.", len(m.Subject), maxLine-len("Subject: "))
	}
	if m.UnsubscribeURL != "" && !plainLink(m.UnsubscribeURL) {
		return invalid("bad_link", "The unsubscribe link must begin with https:// or http:// and be plain ASCII without blanks.")
	}
	if m.MessageID == "" || len(m.MessageID) > 200 || strings.ContainsAny(m.MessageID, "<> \t") || !ascii(m.MessageID) {
		return invalid("bad_message_id", "The message ID must look like part@example.com, in at most 200 ASCII characters.")
	}
	return checkHeaders(m.Headers)
}

func checkHeaders(headers map[string]string) error {
	for name, value := range headers {
		lower := strings.ToLower(name)
		switch {
		case !headerName(name) || unsafeLine(value):
			return huike.Errorf(huike.Invalid, "email.bad_header", "The header %q or its value holds a character that a mail header cannot hold.", name)
		case slices.Contains(reserved, lower) || strings.HasPrefix(lower, "content-"):
			return huike.Errorf(huike.Invalid, "email.reserved_header", "The header %s is written by Huike itself; remove it from the message.", name)
		}
	}
	return nil
}

// writeHeaders sets what go-mail does not set itself. Lines that other programs
// read by machine are not folded: some of them cannot read folded ones.
func writeHeaders(draft *mail.Msg, m channel.Message) {
	subject := mime.BEncoding.Encode("UTF-8", m.Subject)
	draft.SetGenHeaderPreformatted(mail.HeaderSubject, strings.ReplaceAll(subject, "?= =?", "?=\r\n =?"))
	if !m.Date.IsZero() {
		draft.SetDateWithValue(m.Date)
	}
	draft.SetMessageIDWithValue(m.MessageID)
	var ways []string
	if m.UnsubscribeURL != "" {
		ways = append(ways, "<"+m.UnsubscribeURL+">")
		draft.SetGenHeaderPreformatted(mail.HeaderListUnsubscribePost, "List-Unsubscribe=One-Click")
	}
	if m.UnsubscribeMailto != "" {
		ways = append(ways, "<mailto:"+m.UnsubscribeMailto+">")
	}
	if len(ways) > 0 {
		draft.SetGenHeaderPreformatted(mail.HeaderListUnsubscribe, strings.Join(ways, ", "))
	}
	for name, value := range m.Headers {
		draft.SetGenHeader(mail.Header(name), value)
	}
}

func writeBody(draft *mail.Msg, m channel.Message) {
	switch {
	case m.HTML == "":
		draft.SetBodyString(mail.TypeTextPlain, m.Text)
	case m.Text == "":
		draft.SetBodyString(mail.TypeTextHTML, m.HTML)
	default:
		draft.SetBodyString(mail.TypeTextPlain, m.Text)
		draft.AddAlternativeString(mail.TypeTextHTML, m.HTML)
	}
}

// unsafeLine reports whether s holds a character that ends or corrupts a line.
func unsafeLine(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f })
}

// plainAddress reports whether s is an address that mails are written to and
// from, in the form in which they are.
func plainAddress(s string) bool {
	address, ok := channel.MailAddress(s)
	return ok && strings.EqualFold(address, s)
}

func plainLink(s string) bool {
	return (strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://")) && ascii(s) && !strings.ContainsAny(s, "<>, ") &&
		len(s) < maxLine/2
}

func ascii(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r > 0x7e })
}

// headerName reports whether s may name a header line (RFC 5322, 3.6.8).
func headerName(s string) bool {
	return s != "" && len(s) < 77 && !strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r > '~' || r == ':' })
}

// domainOf returns what follows the last @.
func domainOf(address string) string { return address[strings.LastIndexByte(address, '@')+1:] }
