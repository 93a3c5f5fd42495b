package message

import (
	"fmt"
	"strings"

	"huike"
	"huike/channel"
)

// stops says for every reason of a sender's trouble what it is and how to mend it.
var stops = map[channel.Reason][2]string{
	channel.ReasonFrom:       {"The mail server does not let this sender write as %s.", "Check the sender's address, that its domain exists, and that the account may write as it."},
	channel.ReasonUnverified: {"The mail service wants the address %s, or those of the recipients, to be verified first.", "Verify the sender's address or domain with the service, and ask it to end the trial mode."},
	channel.ReasonRelay:      {"The mail server carries no mail from %s to other domains.", "Check the user name, the password and the port, so that the server knows the account and lets it send."},
	channel.ReasonQuota:      {"The account of %s has sent as much as the mail server allows for now.", "Wait until the limit is over or ask for a higher one, and set a lower rate."},
	channel.ReasonReputation: {"The mail server holds %s or its network for a source of spam and blocks it.", "Ask the mail service why, mend the cause, and send slower and to fewer at first."},
	channel.ReasonProof:      {"The mail server finds no proof that mails from %s are its own (SPF, DKIM, DMARC).", "Set SPF and DKIM for the sender's domain as the mail service describes."},
	channel.ReasonSize:       {"The mail of %s is larger than the mail server takes.", "Shorten the content, above all pictures inside it, in a copy of the campaign, or ask for a higher limit."},
	channel.ReasonAlike:      {"The mail server refuses every mail of %s in the same way, so the trouble is not the recipients'.", "Read what it says, check the sender, or ask the mail service."},
}

// halted returns why the job had to stop, as an error.
func (d *delivery) halted() error {
	r := d.halt.Load()
	if r == nil {
		return nil
	}
	d.total.Stopped = *r
	words, known := stops[r.Reason]
	if !known {
		return huike.Errorf(huike.Unavailable, stopCode(r.Code), "Sending has stopped and the messages wait: %s Mend the sender's settings, check them, and resume.", r.Detail)
	}
	return huike.Errorf(huike.Unavailable, stopCode(string(r.Reason)), "Sending has stopped and the messages wait. %s %s %s Then resume.", fmt.Sprintf(words[0], d.From.Address), r.Detail, words[1])
}

func stopCode(reason string) string { return "message.sender_" + reason }

// NeedsPerson reports that an error of Deliver stays until a person mends the
// sender, and names the trouble ("auth", "quota", "no_tracking"). A server out of
// reach mends itself.
func NeedsPerson(err error) (trouble string, yes bool) {
	code := huike.CodeOf(err)
	if code == codeNoTracking {
		return "no_tracking", true
	}
	trouble, ours := strings.CutPrefix(code, stopCode(""))
	mends := trouble == channel.CodeNetwork || trouble == channel.CodeTimeout || trouble == channel.CodeClosed
	return trouble, ours && !mends
}
