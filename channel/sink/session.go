package sink

import (
	"bytes"
	"errors"
	"io"
	"net"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// Envelope is a mail as it came over the wire.
type Envelope struct {
	// ID is the sink's number of the mail, from 1 up.
	ID int64
	// From and To are the addresses of the envelope, which need not be those
	// of the header.
	From string
	To   []string
	// Raw is the mail with its header. Nil where mails are neither kept nor
	// written nor watched.
	Raw []byte
}

// Fault is a way to misbehave.
type Fault int

// The faults.
const (
	None   Fault = iota
	Refuse       // answer 550 5.1.1 (recipient) or 554 5.7.1 (content): never
	Defer        // answer 451 4.3.0: later
	Busy         // answer 421 4.7.28 and close the connection: slow down
	Hang         // never answer
	Drop         // close the connection without an answer; content is kept first
)

// Faults decides where the sink misbehaves. A nil function means never.
type Faults struct {
	// Recipient is asked at each RCPT.
	Recipient func(to string) Fault
	// Content is asked after the final dot of a mail to its first recipient.
	Content func(to string) Fault
}

// conversation is one client's connection.
type conversation struct {
	sink   *Sink
	conn   net.Conn
	passed bool // logged in, or no login needed
	mail   Envelope
}

func (s *Sink) converse(c *smtp.Conn) (smtp.Session, error) {
	return &conversation{sink: s, conn: c.Conn(), passed: s.opts.Username == ""}, nil
}

// AuthMechanisms offers PLAIN if the sink wants a login.
func (c *conversation) AuthMechanisms() []string {
	if c.sink.opts.Username == "" {
		return nil
	}
	return []string{sasl.Plain}
}

// Auth checks user name and password.
func (c *conversation) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != c.sink.opts.Username || password != c.sink.opts.Password {
			return smtp.ErrAuthFailed
		}
		c.passed = true
		return nil
	}), nil
}

// Mail begins a mail.
func (c *conversation) Mail(from string, _ *smtp.MailOptions) error {
	if !c.passed {
		return &smtp.SMTPError{Code: 530, EnhancedCode: smtp.EnhancedCode{5, 7, 0}, Message: "Authentication required"}
	}
	c.mail = Envelope{From: from}
	return nil
}

// Rcpt adds a recipient.
func (c *conversation) Rcpt(to string, _ *smtp.RcptOptions) error {
	if ask := c.sink.opts.Faults.Recipient; ask != nil {
		refusal := &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "<" + to + ">: no such user here"}
		if err := c.misbehave(ask(to), refusal); err != nil {
			return err
		}
	}
	c.mail.To = append(c.mail.To, to)
	return nil
}

// Data takes the content.
func (c *conversation) Data(r io.Reader) error {
	var raw bytes.Buffer
	to := io.Writer(&raw)
	if !c.sink.wantsContent() {
		to = io.Discard
	}
	if _, err := io.Copy(to, r); err != nil {
		return err
	}
	c.mail.Raw = raw.Bytes()
	fault := None
	if ask := c.sink.opts.Faults.Content; ask != nil {
		fault = ask(c.mail.To[0])
	}
	if fault == None || fault == Drop {
		if err := c.sink.take(c.mail); err != nil {
			return &smtp.SMTPError{Code: 452, EnhancedCode: smtp.EnhancedCode{4, 3, 1}, Message: "The mail could not be written"}
		}
	}
	return c.misbehave(fault, &smtp.SMTPError{Code: 554, EnhancedCode: smtp.EnhancedCode{5, 7, 1}, Message: "Content refused"})
}

// misbehave acts out a fault; refusal is what Refuse answers.
func (c *conversation) misbehave(f Fault, refusal *smtp.SMTPError) error {
	switch f {
	case Refuse:
		return refusal
	case Defer:
		return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 0}, Message: "Try again later"}
	case Busy:
		return c.sendOff()
	case Hang:
		<-c.sink.ending
		return net.ErrClosed
	case Drop:
		return errors.Join(net.ErrClosed, c.conn.Close())
	default:
		return nil
	}
}

// sendOff answers 421 by hand, since the library would keep the connection.
func (c *conversation) sendOff() error {
	_, err := io.WriteString(c.conn, "421 4.7.28 Too many mails at once\r\n")
	return errors.Join(net.ErrClosed, err, c.conn.Close())
}

// Reset forgets the mail at hand.
func (c *conversation) Reset() { c.mail = Envelope{} }

// Logout ends the conversation.
func (c *conversation) Logout() error { return nil }
