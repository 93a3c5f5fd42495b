package sink

import (
	"bytes"
	"errors"
	"io"
	"net/mail"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/emersion/go-message"
	gomail "github.com/emersion/go-message/mail"

	"huike"
)

const (
	defaultMails = 10_000
	defaultBytes = 64 << 20
)

// box keeps the newest mails, oldest first.
type box struct {
	mostMails, mostBytes int

	mu    sync.Mutex
	next  int64
	bytes int
	mails []Envelope
}

func newBox(mails, size int) *box {
	if mails == 0 {
		mails = defaultMails
	}
	if size == 0 {
		size = defaultBytes
	}
	return &box{mostMails: max(mails, 0), mostBytes: size}
}

// wantsContent reports whether anybody will look at a mail's content.
func (s *Sink) wantsContent() bool {
	return s.box.mostMails > 0 || s.dir != nil || s.opts.OnMail != nil
}

// take numbers, writes, keeps and announces a mail.
func (s *Sink) take(m Envelope) error {
	m.ID = s.box.number()
	if s.dir != nil {
		if err := s.dir.write(m.Raw); err != nil {
			return err
		}
	}
	s.box.keep(m)
	s.taken.Add(1)
	if s.opts.OnMail != nil {
		s.opts.OnMail(m)
	}
	return nil
}

func (b *box) number() int64 {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.next++
	return b.next
}

func (b *box) keep(m Envelope) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.mails = append(b.mails, m)
	b.bytes += len(m.Raw)
	for len(b.mails) > 0 && (len(b.mails) > b.mostMails || b.bytes > b.mostBytes) {
		b.bytes -= len(b.mails[0].Raw)
		b.mails[0] = Envelope{} // free the content while the slice still holds the place
		b.mails = b.mails[1:]
	}
}

// Mail is a kept mail, decoded.
type Mail struct {
	ID int64
	// EnvelopeFrom and EnvelopeTo are the addresses the mail travelled under.
	EnvelopeFrom string
	EnvelopeTo   []string
	// From, To and Subject are those of the header, in UTF-8.
	From, To []mail.Address
	Subject  string
	// Date is the header's date, zero if it has none.
	Date time.Time
	// Headers are all header lines, decoded where they can be, by canonical
	// name ("List-Unsubscribe"), in their order.
	Headers map[string][]string
	// HTML and Text are the decoded parts; both are empty in a List.
	HTML, Text string
	// Bytes is the size on the wire.
	Bytes int
}

// List returns at most limit kept mails after the newest offset ones, newest
// first, without their parts. Mails whose header cannot be read have an empty
// header.
func (s *Sink) List(limit, offset int) []Mail {
	page := s.box.page(limit, offset)
	out := make([]Mail, len(page))
	for i, e := range page {
		out[i] = fromEnvelope(e)
		if head, err := message.Read(bytes.NewReader(e.Raw)); err == nil || message.IsUnknownCharset(err) {
			out[i].readHeader(gomail.Header{Header: head.Header})
		}
	}
	return out
}

func (b *box) page(limit, offset int) []Envelope {
	b.mu.Lock()
	defer b.mu.Unlock()
	end := max(len(b.mails)-max(offset, 0), 0)
	page := slices.Clone(b.mails[max(end-max(limit, 0), 0):end])
	slices.Reverse(page)
	return page
}

// Get returns a kept mail with its parts. The error is of kind NotFound for a
// number that is not kept and Invalid for a mail that cannot be read.
func (s *Sink) Get(id int64) (Mail, error) {
	e, ok := s.box.find(id)
	if !ok {
		return Mail{}, huike.Errorf(huike.NotFound, "sink.no_mail", "The test mail server keeps no mail number %d; it may have made room for newer ones.", id)
	}
	m := fromEnvelope(e)
	if err := m.readParts(e.Raw); err != nil {
		return Mail{}, huike.Because(err, huike.Invalid, "sink.unreadable", "The mail number %d is not a well-formed mail.", id)
	}
	return m, nil
}

func (b *box) find(id int64) (Envelope, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	at := slices.IndexFunc(b.mails, func(e Envelope) bool { return e.ID == id })
	if at < 0 {
		return Envelope{}, false
	}
	return b.mails[at], true
}

func fromEnvelope(e Envelope) Mail {
	return Mail{ID: e.ID, EnvelopeFrom: e.From, EnvelopeTo: e.To, Bytes: len(e.Raw)}
}

// readHeader takes what can be decoded; a mail with a broken line is still shown.
func (m *Mail) readHeader(h gomail.Header) {
	m.Subject, _ = h.Subject()
	m.Date, _ = h.Date()
	m.From, m.To = people(h, "From"), people(h, "To")
	m.Headers = map[string][]string{}
	for f := h.Fields(); f.Next(); {
		value, err := f.Text()
		if err != nil {
			value = f.Value()
		}
		m.Headers[f.Key()] = append(m.Headers[f.Key()], value)
	}
}

func people(h gomail.Header, key string) []mail.Address {
	list, err := h.AddressList(key)
	if err != nil {
		return nil
	}
	out := make([]mail.Address, len(list))
	for i, a := range list {
		out[i] = mail.Address{Name: a.Name, Address: a.Address}
	}
	return out
}

func (m *Mail) readParts(raw []byte) error {
	reader, err := gomail.CreateReader(bytes.NewReader(raw))
	if err != nil && !message.IsUnknownCharset(err) {
		return err
	}
	m.readHeader(reader.Header)
	for {
		part, err := reader.NextPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil && !message.IsUnknownCharset(err) {
			return err
		}
		body, err := io.ReadAll(part.Body)
		if err != nil {
			return err
		}
		m.addPart(part.Header.Get("Content-Type"), string(body))
	}
}

func (m *Mail) addPart(contentType, body string) {
	if strings.HasPrefix(strings.ToLower(contentType), "text/html") {
		m.HTML += body
		return
	}
	if contentType == "" || strings.HasPrefix(strings.ToLower(contentType), "text/plain") {
		m.Text += body
	}
}
