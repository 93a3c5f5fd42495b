package email

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"

	"github.com/emersion/go-smtp"

	"huike/channel"
)

// phase is a step of the conversation with the mail server. Until content the
// mail has certainly not been handed over; at verdict it may have been.
type phase string

const (
	waiting     phase = "waiting for a free connection"
	connecting  phase = "connecting"
	greeting    phase = "greeting the server"
	securing    phase = "encrypting the connection"
	loggingIn   phase = "logging in"
	sender      phase = "naming the sender"
	recipient   phase = "naming the recipient"
	dataCommand phase = "announcing the content"
	content     phase = "sending the content"
	verdict     phase = "waiting for the server's verdict"
)

// phases are the steps by which a server's answer is judged.
var phases = map[phase]channel.Phase{
	greeting: channel.PhaseConnect, securing: channel.PhaseConnect, loggingIn: channel.PhaseConnect, sender: channel.PhaseSender,
	recipient: channel.PhaseRecipient, dataCommand: channel.PhaseContent, content: channel.PhaseContent, verdict: channel.PhaseContent,
}

// cause is why a phase failed.
type cause string

const (
	replied     cause = "replied"     // the server said no, with a code
	timeout     cause = "timeout"     // it said nothing in time
	broken      cause = "broken"      // the connection broke or carried nonsense
	cancelled   cause = "cancelled"   // the caller gave up
	closed      cause = "closed"      // the sender was closed
	unsupported cause = "unsupported" // the server cannot do what the settings ask for
)

// trouble is a failed step: where it happened, why, and the server's reply if
// there was one.
type trouble struct {
	phase phase
	cause cause
	reply smtp.SMTPError
	err   error
}

func (t trouble) Error() string {
	if t.err == nil {
		return fmt.Sprintf("%s: %s", t.phase, t.cause)
	}
	return fmt.Sprintf("%s: %v", t.phase, t.err)
}

func (t trouble) Unwrap() error { return t.err }

func newTrouble(ctx context.Context, p phase, err error) trouble {
	t := trouble{phase: p, cause: broken, err: err}
	var reply *smtp.SMTPError
	var network net.Error
	switch {
	case errors.As(err, &reply):
		t.cause, t.reply = replied, *reply
	case ctx.Err() != nil:
		t.cause = cancelled
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &network) && network.Timeout():
		t.cause = timeout
	}
	return t
}

// stale reports that an idle connection turned out to be dead, or that the
// server wished to end it, before this mail was handed over.
func stale(err error) bool {
	var t trouble
	if !errors.As(err, &t) || t.phase == verdict || t.phase == content {
		return false
	}
	return t.cause == broken || t.cause == replied && t.reply.Code == 421
}

// judge turns trouble into the receipt of the mail.
func judge(err error, cfg Config) channel.Result {
	var t trouble
	if !errors.As(err, &t) {
		panic("BUG: an error of a mail connection is not trouble: " + err.Error())
	}
	if t.cause == replied {
		return judgeReply(t, cfg)
	}
	r := channel.Result{Outcome: channel.Temporary, Code: channel.CodeNetwork}
	switch {
	case t.phase == verdict:
		r.Outcome = channel.Unknown
		r.Detail = fmt.Sprintf("The connection to %s was lost after the whole mail had been sent and before it was confirmed; it may or may not have arrived.", cfg.address())
		if t.cause == timeout {
			r.Code = channel.CodeTimeout
		}
	case t.cause == timeout:
		r.Code = channel.CodeTimeout
		r.Detail = fmt.Sprintf("%s did not answer within %s while %s.", cfg.address(), cfg.Timeout, t.phase)
	case t.cause == cancelled:
		r.Code, r.Detail = channel.CodeCancelled, "Sending was cancelled before the mail was handed over."
	case t.cause == closed:
		r.Code, r.Detail = channel.CodeClosed, "The e-mail channel is closed."
	case t.cause == unsupported:
		r.Code = channel.CodeAuth
		r.Detail = fmt.Sprintf("%s offers no way to log in that Huike knows (PLAIN, LOGIN); check the port and the tls setting.", cfg.address())
	case t.phase == securing:
		r.Code = channel.CodeTLS
		r.Detail = fmt.Sprintf("No encrypted connection to %s: %v. Check the tls setting, the port and the server's certificate.", cfg.address(), t.err)
	default:
		r.Detail = fmt.Sprintf("The connection to %s failed while %s.", cfg.address(), t.phase)
	}
	return r
}

// judgeReply judges by the phase, the server's code (RFC 5321, 4.2.1: 4yz may be
// repeated, 5yz may not) and whom its words concern. Before a mail is named, a
// 5yz is about the settings, and later it may be about the sender: then the mail
// stays sendable.
func judgeReply(t trouble, cfg Config) channel.Result {
	a := answerOf(t)
	r := channel.Result{Outcome: channel.Temporary, Code: a.codeWith(), Phase: a.phase}
	r.Said = cut(replyCode(t.reply) + " " + t.reply.Message)
	said := fmt.Sprintf("%s answered %q while %s", cfg.address(), r.Said, t.phase)
	r.Detail = said + "."
	switch {
	case a.phase != channel.PhaseConnect && t.reply.Code/100 == 4:
		if r.Concern, r.Reason = a.concern(); r.Concern != channel.AboutSender {
			r.Concern, r.Reason = "", ""
		}
	case t.reply.Code/100 == 4:
	case t.phase == loggingIn, asksForLogin(t):
		r.Code = channel.CodeAuth
		r.Detail = said + "; check the user name and the password."
	case t.phase == securing, t.phase == greeting:
		r.Code = channel.CodeRefused
		r.Detail = said + "; it does not serve us, check host, port, tls and helo_name."
	case t.reply.Code/100 == 5:
		r.Outcome = channel.Permanent
		if r.Concern, r.Reason = a.concern(); r.Concern == channel.AboutSender {
			r.Outcome = channel.Refused
		}
	case t.phase == verdict:
		r.Outcome = channel.Unknown
	}
	return r
}

// asksForLogin reports that the server wants a login before it takes any mail
// (RFC 4954, section 6).
func asksForLogin(t trouble) bool {
	return t.phase != verdict && (t.reply.Code == 530 || t.reply.Code == 535 || t.reply.Code == 538)
}

func replyCode(e smtp.SMTPError) string {
	if e.EnhancedCode == smtp.EnhancedCodeNotSet || e.EnhancedCode == smtp.NoEnhancedCode {
		return fmt.Sprintf("%03d", e.Code)
	}
	return fmt.Sprintf("%03d %d.%d.%d", e.Code, e.EnhancedCode[0], e.EnhancedCode[1], e.EnhancedCode[2])
}

// cut makes the server's words one line of bounded length.
func cut(words string) string {
	const most = 300
	words = strings.Join(strings.Fields(strings.ToValidUTF8(words, "?")), " ")
	if runes := []rune(words); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return words
}

// blank hides the recipient's address, in any case of letters, in words that
// came from the server.
func blank(words, address string) string {
	lower, sought := strings.ToLower(words), strings.ToLower(address)
	if sought == "" || len(lower) != len(words) {
		return words
	}
	var out strings.Builder
	for {
		at := strings.Index(lower, sought)
		if at < 0 {
			return out.String() + words
		}
		out.WriteString(words[:at] + "(recipient)")
		words, lower = words[at+len(sought):], lower[at+len(sought):]
	}
}
