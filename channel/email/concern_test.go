package email

import (
	"context"
	"fmt"
	"net/textproto"
	"strings"
	"testing"

	"github.com/emersion/go-smtp"

	"huike/channel"
)

// reply is a refusal as the SMTP library hands it over.
func reply(line string) smtp.SMTPError {
	code, message, _ := strings.Cut(line, " ")
	e := smtp.SMTPError{Message: message}
	for _, digit := range code {
		e.Code = 10*e.Code + int(digit-'0')
	}
	status, words, found := strings.Cut(message, " ")
	var s [3]int
	if n, err := fmt.Sscanf(status, "%d.%d.%d", &s[0], &s[1], &s[2]); found && n == 3 && err == nil {
		e.EnhancedCode, e.Message = smtp.EnhancedCode(s), words
	}
	return e
}

// What servers really say, by the step at which they say it. The texts are those
// of Postfix, Exim, Sendmail, qmail, Exchange Online, Gmail, Amazon SES,
// SendGrid, Aliyun DirectMail, QQ and NetEase, and some that mix things up.
func TestCase02_WhomAnAnswerConcerns(t *testing.T) {
	const mail, rcpt, data = sender, recipient, verdict
	const about, address, likely, only, none = channel.AboutSender, channel.AboutAddress, channel.LikelyAddress, channel.AboutRecipient, channel.Concern("")
	n := 0
	f := func(at phase, line string, want channel.Concern, reason channel.Reason) {
		t.Helper()
		n++
		r := judge(trouble{phase: at, cause: replied, reply: reply(line)}, Config{Host: "mx.shop.example", Port: 25})
		if r.Concern != want || r.Reason != reason {
			t.Errorf("%s: %s\n  concerns %q (%s), want %q (%s)", at, line, r.Concern, r.Reason, want, reason)
		}
		if outcome := outcomeOf(line, want); r.Outcome != outcome {
			t.Errorf("%s: %s: %s, want %s", at, line, r.Outcome, outcome)
		}
	}
	const from, unverified, relay, quota, reputation, proof, size = channel.ReasonFrom, channel.ReasonUnverified, channel.ReasonRelay, channel.ReasonQuota, channel.ReasonReputation, channel.ReasonProof, channel.ReasonSize

	// What is answered to MAIL FROM is never about a recipient.
	f(mail, "553 5.1.8 <shop@shp.example>: Sender address rejected: Domain not found", about, from)
	f(mail, "553 5.1.8 <shop@shp.example>... Domain of sender address shop@shp.example does not exist", about, from)
	f(mail, "451 4.1.8 Domain of sender address shop@shop.example does not resolve", about, from)
	f(mail, "553 5.7.1 <a@b.example>: Sender address rejected: not owned by user shop", about, from)
	f(mail, "553 Mail from must equal authorized user", about, from)
	f(mail, "501 mail from address must be same as authorization user", about, from)
	f(mail, "550 5.1.1 user unknown", about, from)
	f(mail, "550 User unknown", about, from)
	f(mail, "550 no", about, from)
	f(mail, "550 5.7.60 SMTP; Client does not have permissions to send as this sender", about, from)
	f(mail, "552 5.3.4 Message size exceeds fixed maximum message size", about, size)
	f(mail, "552 Message size exceeds fixed limit", about, size)
	f(mail, "550 5.4.5 Daily user sending limit exceeded. For more information on Gmail sending limits go to https://support.google.com/a/answer/166852", about, quota)
	f(mail, "454 4.7.0 Too many login attempts", about, from)
	f(mail, "440 mail from account doesn't conform with authentication (Auth Account:a@b|Mail Account:c@b)", about, from)
	f(mail, "554 5.7.1 Service unavailable; Client host [192.0.2.7] blocked using zen.spamhaus.org", about, reputation)
	f(mail, "550 Unauthenticated senders not allowed", about, from)
	f(mail, "553 authentication is required", about, from)

	f(mail, "553 Invalid sender", about, from)
	f(mail, "553 host denies the sender.", about, from)
	f(mail, "554 sender is unvalidated.", about, from)
	f(mail, "550 5.0.0 Mail rejected due to possible SPAM", about, reputation)

	// At RCPT: the sender.
	f(rcpt, "554 5.1.0 Sender denied", about, from)
	f(rcpt, "550 black ip.", about, reputation)
	f(rcpt, "553 host denies relay.", about, relay)
	f(rcpt, "552 message rejected by anti-spam engine.", about, reputation)
	f(rcpt, "550 sending quota exceeded", about, quota)
	f(rcpt, "550 5.1.8 Access denied, bad outbound sender. For more information please go to http://go.microsoft.com/fwlink/?LinkId=875724. S(8003)", about, from)
	f(rcpt, "501 5.1.7 Invalid address", about, from)
	f(rcpt, "550 5.1.0 sender rejected", about, from)
	f(rcpt, "550 5.1.1 Sender rejected", about, from)
	f(rcpt, "550 5.1.0 <shop@shop.example> sender rejected : AUP#CXSNDR", about, from)
	f(rcpt, "550 Sender verify failed", about, from)
	f(rcpt, "550 Verification failed for <shop@shop.example> Sender verify failed", about, from)
	f(rcpt, "554 5.7.1 <li@example.com>: Relay access denied", about, relay)
	f(rcpt, "454 4.7.1 <li@example.com>: Relay access denied", about, relay)
	f(rcpt, "550 5.7.1 <li@example.com>... Relaying denied", about, relay)
	f(rcpt, "550 5.7.1 <li@example.com>... Relaying denied. Proper authentication required.", about, relay)
	f(rcpt, "550 relay not permitted", about, relay)
	f(rcpt, "550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain", about, relay)
	f(rcpt, "550 5.7.1 Unable to relay", about, relay)
	f(rcpt, "550 5.7.64 TenantAttribution; Relay Access Denied", about, relay)
	f(rcpt, "553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)", about, relay)
	f(rcpt, "551 we do not relay", about, relay)
	f(rcpt, "553 Requested action not taken: Local user only", about, relay)
	f(rcpt, "550 5.1.90 Your message can't be sent because you've reached your daily limit for message recipients", about, quota)
	f(rcpt, "550 5.7.232 Your message can't be sent because your trial tenant has exceeded its external recipient rate limit", about, quota)
	f(rcpt, "554 5.7.1 <li@example.com>: Recipient address rejected: Sending quota exceeded", about, quota)
	f(rcpt, "550 Ip frequency limited", about, quota)
	f(rcpt, "550 5.7.501 Access denied, spam abuse detected from 192.0.2.7", about, reputation)
	f(rcpt, "550 5.7.1 Service unavailable, Client host [192.0.2.7] blocked using Spamhaus", about, reputation)
	f(rcpt, "554 Reject by behaviour spam at Rcpt State(Connection IP address:192.0.2.7)ANTISPAM_BAT", about, reputation)
	f(rcpt, "550 Connection denied, suspected spam ip", about, reputation)
	f(rcpt, "554 5.7.1 Your IP is on our blocklist", about, reputation)
	f(rcpt, "550 5.7.708 Service unavailable. Access denied, traffic not accepted from this IP", about, reputation)
	f(rcpt, "554 HL:IPB 163 smtp10,D8CowEDpf0.1", about, reputation)

	// At RCPT: the address.
	f(rcpt, "550 5.1.1 <li@example.com>: Recipient address rejected: User unknown in virtual mailbox table", address, "")
	f(rcpt, "550 5.1.1 <li@example.com>: Recipient address rejected: User unknown in relay recipient table", address, "")
	f(rcpt, "550 <li@example.com>: Recipient address rejected: User unknown in relay recipient table", address, "")
	f(rcpt, "550 5.1.1 The email account that you tried to reach does not exist. Please try double-checking the recipient's email address for typos or unnecessary spaces. For more information, go to https://support.google.com/mail/?p=NoSuchUser a1-20020a05600c4b0b00b003 - gsmtp", address, "")
	f(rcpt, "550 5.2.1 The email account that you tried to reach is inactive. For more information, go to https://support.google.com/mail/?p=DisabledUser - gsmtp", address, "")
	f(rcpt, "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient li@example.com not found by SMTP address lookup", address, "")
	f(rcpt, "550 5.4.1 Recipient address rejected: User not found. [AM6EUR05FT053.eop-eur05.prod.protection.outlook.com]", address, "")
	f(rcpt, "550 5.5.0 Requested action not taken: mailbox unavailable (S2017062302).", address, "")
	f(rcpt, "550 5.1.2 <li@exmaple.con>... Host unknown (Name server: exmaple.con: host not found)", address, "")
	f(rcpt, "550 5.1.3 bad recipient address syntax", address, "")
	f(rcpt, "550 5.1.6 Mailbox has moved, no forwarding address", address, "")
	f(rcpt, "550 5.1.1 anything at all", address, "")
	f(rcpt, "550 User unknown", address, "")
	f(rcpt, "550 Mailbox not found", address, "")
	f(rcpt, "553 invalid mailbox", address, "")
	f(rcpt, "550 No such user here", address, "")
	f(rcpt, "550 no mailbox here by that name", address, "")
	f(rcpt, "550 sorry, no mailbox here by that name. (#5.1.1)", address, "")
	f(rcpt, "550 Unrouteable address", address, "")
	f(rcpt, "550 Invalid User: li@163.com", address, "")
	f(rcpt, "550 User suspended", address, "")
	f(rcpt, "550 Mailbox not found. http://service.mail.qq.com/cgi-bin/help?subtype=1&&no=1000728", address, "")
	f(rcpt, "550 The recipient may contain a non-existent account, please check the recipient address.", address, "")
	f(rcpt, "551 User not local; please try <li@other.example>", address, "")
	f(rcpt, "550 abcd:user not exist", address, "")
	f(rcpt, "550 #2175041 unavailable mail user", address, "")
	f(rcpt, "550 Local User [li@example.com] not found.", address, "")
	f(rcpt, "550 RC:NE The email account does not exist.", address, "")
	f(rcpt, "551 5.1.1 recipient is not exist", address, "")
	f(rcpt, "550 5.7.0 <li@example.com>... address invalid", address, "")
	f(rcpt, "550 5.1.1 <li@example.com>: Recipient address rejected: undeliverable address: unknown user: \"li@example.com\"", address, "")
	f(rcpt, "550 5.4.1 Recipient address rejected: Access denied. [DB5EUR01FT022.eop-EUR01.prod.protection.outlook.com]", address, "")
	f(rcpt, "550 not user of this server", likely, "")
	f(rcpt, "559 Invalid rcptto [@sm070102]", address, "")
	f(rcpt, "554 delivery error: dd This user doesn't have a yahoo.com account (li@yahoo.com) [-5]", address, "")
	f(rcpt, "550 #5.1.0 Address rejected.", likely, "")
	f(rcpt, "550 5.1.0 Address rejected", likely, "")
	f(rcpt, "550 Requested action not taken", likely, "")
	f(rcpt, "550 Rejected", likely, "")
	f(rcpt, "550 5.1.1", address, "")
	f(rcpt, "550 <spam.relay.sender.rejected@blocklist.example>... User unknown", address, "")

	// At RCPT: this recipient only, or it does not say.
	f(rcpt, "552 5.2.2 Mailbox full", only, "")
	f(rcpt, "552 5.2.2 The email account that you tried to reach is over quota", only, "")
	f(rcpt, "550 5.2.2 <li@example.com>: user is overquota", only, "")
	f(rcpt, "552 Requested mail action aborted: exceeded storage allocation", only, "")
	f(rcpt, "550 5.7.124 RESOLVER.RST.SenderNotInAllowedList; not authorized: sender not in allowed-senders list", only, "")
	f(rcpt, "550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required", only, "")
	f(rcpt, "550 Mail is rejected by recipients", only, "")
	f(rcpt, "550 User in blacklist", only, "")
	f(rcpt, "552 Quota exceeded", only, "")
	f(rcpt, "550 Denied by policy", none, "")
	f(rcpt, "550 Administrative prohibition", none, "")
	f(rcpt, "553 private list access denied.", none, "")
	f(rcpt, "554 5.7.1 Policy", none, "")
	f(rcpt, "550 5.7.1 Access denied", none, "")
	f(rcpt, "450 4.2.0 <li@example.com>: Recipient address rejected: Greylisted", none, "")
	f(rcpt, "452 4.2.2 mailbox full", none, "")
	f(rcpt, "451 try again later", none, "")

	// After DATA: the sender or the mail, never the address.
	f(data, "554 Message rejected: Email address is not verified. The following identities failed the check in region US-EAST-1: shop@shop.example", about, unverified)
	f(data, "550 The from address does not match a verified Sender Identity. Mail cannot be sent until this error is resolved.", about, unverified)
	f(data, "454 Throttling failure: Daily message quota exceeded.", about, quota)
	f(data, "550 5.4.5 Daily user sending limit exceeded. gsmtp", about, quota)
	f(data, "554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException; Failed to process message due to a permanent exception", about, quota)
	f(data, "451 Authentication failed: Maximum credits exceeded", about, quota)
	f(data, "554 5.2.252 SendAsDenied; shop@shop.example not allowed to send as other@shop.example", about, from)
	f(data, "550 5.7.26 This mail has been blocked because the sender is unauthenticated. Gmail requires all senders to authenticate with either SPF or DKIM.", about, proof)
	f(data, "550 5.7.1 [192.0.2.7 12] Our system has detected that this message is likely unsolicited mail. To reduce the amount of spam sent to Gmail, this message has been blocked.", about, reputation)
	f(data, "554 Message rejected: Sending suspended for this account.", about, reputation)
	f(data, "554 Sending paused for this account. For more information, please check the inbox of the email address associated with your AWS account.", about, reputation)
	f(data, "554 DT:SPM 163 smtp5,D9GowACHO1.1", about, reputation)
	f(data, "550 Mail content denied. http://service.mail.qq.com/cgi-bin/help?subtype=1&&id=20022&&no=1000726", none, "")
	f(data, "552 5.3.4 Error: message file too big", about, size)
	f(data, "554 5.7.1 Content refused", none, "")
	f(data, "550 5.1.1 User unknown", none, "")
	f(data, "554 Transaction failed", none, "")
	if n < 60 {
		t.Errorf("only %d replies", n)
	}
}

// outcomeOf is the outcome that goes with whom a reply concerns.
func outcomeOf(line string, concern channel.Concern) channel.Outcome {
	switch {
	case line[0] == '4':
		return channel.Temporary
	case concern == channel.AboutSender:
		return channel.Refused
	}
	return channel.Permanent
}

// The phase comes from the conversation and not from a guess.
func TestCase02_PhaseOfAnAnswer(t *testing.T) {
	for at, want := range phases {
		got := judge(newTrouble(context.Background(), at, &smtp.SMTPError{Code: 550, Message: "no"}), Config{})
		if got.Phase != want {
			t.Errorf("%s: phase %q, want %q", at, got.Phase, want)
		}
	}
	if r := judge(newTrouble(context.Background(), recipient, &textproto.Error{Code: 550}), Config{}); r.Phase != "" {
		t.Errorf("no reply has the phase %q", r.Phase)
	}
}
