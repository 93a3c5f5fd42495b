package email

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"huike/channel"
)

// answer is a server's refusal as it is judged: where it came, its codes and its
// words.
type answer struct {
	phase  channel.Phase
	code   int
	status string // enhanced status "5.1.1" (RFC 3463), or ""
	words  string // in lower case, without addresses
}

var (
	// Some servers write the status in brackets or behind the address, where
	// the library does not look for it.
	statusFirst = regexp.MustCompile(`^(?:<[^>]*>:?\s*)?[#(\[]?([245]\.\d{1,3}\.\d{1,3})[)\]]?(?:[\s:;,-]|$)`)
	statusLast  = regexp.MustCompile(`#([245]\.\d{1,3}\.\d{1,3})\)?`)
	anAddress   = regexp.MustCompile(`\S*@\S*`)
)

// answerOf reads a refusal. The words lose their addresses, which may hold any word.
func answerOf(t trouble) answer {
	a := answer{phase: phases[t.phase], code: t.reply.Code}
	_, a.status, _ = strings.Cut(replyCode(t.reply), " ")
	said := strings.Join(strings.Fields(strings.ToValidUTF8(t.reply.Message, "?")), " ")
	if m := statusFirst.FindStringSubmatch(said); a.status == "" && m != nil {
		a.status = m[1]
	} else if m := statusLast.FindStringSubmatch(said); a.status == "" && m != nil {
		a.status = m[1]
	}
	a.words = strings.ToLower(anAddress.ReplaceAllString(said, "(address)"))
	return a
}

// codeWith is the reply code with its status, also where the status stands in an
// unusual place.
func (a answer) codeWith() string {
	if a.status == "" {
		return fmt.Sprintf("%03d", a.code)
	}
	return fmt.Sprintf("%03d %s", a.code, a.status)
}

// sign is what tells a sender's trouble: words, or statuses.
type sign struct {
	reason   channel.Reason
	words    *regexp.Regexp
	statuses []string
}

// senderSigns are the signs of a sender's trouble, the surest first. The
// statuses are those of RFC 3463 and of the large services: learn.microsoft.com
// (non-delivery reports of Exchange Online), support.google.com/a/answer/3726730.
var senderSigns = []sign{
	{channel.ReasonUnverified, regexp.MustCompile(`address(es)? (is|are) not verified|identit(y|ies) failed the check|not (a |been )?verified|verif(y|ied) (sender|identity)|does not match a verified`), nil},
	{channel.ReasonProof, regexp.MustCompile(`\b(spf|dkim|dmarc)\b|unauthenticated (mail|e-?mail|message)`), statusRange("5.7.", 20, 32)},
	{channel.ReasonQuota, regexp.MustCompile(`(daily|hourly|monthly|sending|send|outbound|message|recipients?|submission|user|rate|frequency)[a-z ]{0,24}(quota|limit)|(quota|limit)[a-z ]{0,12}(exceeded|reached)|(exceeded|reached|over)[a-z' ]{0,40}(quota|limit|threshold|maximum|rate)|maximum (credits|sending rate)|too many (mails?|messages?|e-?mails?|recipients?)|too much (mail|recipient)|frequency limited|quotaexceeded|throttl|发信.{0,8}(超|限)|频率`), []string{"5.1.90", "5.4.5", "5.7.232", "5.7.233", "5.7.705", "5.7.750"}},
	{channel.ReasonRelay, regexp.MustCompile(`\brelay(ing)? (access |mail )?(is |was )?(denied|not|prohibited|rejected|refused|disallowed|disabled|forbidden)|(unable|not (allowed|permitted|authori[sz]ed)|cannot|can't|refus\w*|does not|do not|don't|won't|no) (to )?relay|(denies|refuses) relay|mail relay denied|rcpthosts|local (users?|domains?|recipients?) only|not (a |one of )?(my|our) local`), []string{"5.7.64"}},
	{channel.ReasonFrom, regexp.MustCompile(`\bsenders?( e?-?mail)?( address| domain| identity)?[^.;]{0,24}(rejected|denied|refused|invalid|unvalidated|not (allowed|owned|permitted|authori[sz]ed|accepted|found|exist|valid)|does not exist|unknown|verify|verification|disabled|suspended)|(invalid|fake|bad|illegal|outbound|denies the|refuses the) sender|send ?as\b|sendas|(mail ?from|from) (address|header|domain|must)|mail ?from\b|envelope (from|sender)|return.?path|domain of sender|as this sender|not owned by|authorized user|authorization user|发件人|发信地址`), []string{"5.1.7", "5.1.8", "5.7.60"}},
	{channel.ReasonReputation, regexp.MustCompile(`\b(anti-?)?spam|black ?(ip|mail)|\b(your|client|sending|source|this) (ip|host|network|account|domain|message|mail|server)?[^.;]{0,40}(block|banned|blacklist|suspend|restricted|paused)|blocked (using|by|due|for|because|from)|(block|black|deny) ?-?list|sending (has been )?(paused|suspended|disabled)|\b(rbl|dnsbl)\b|spamhaus|barracuda|spamcop|reputation|banned|bulk mail|unsolicited|abus(e|ive)\b|suspicious|virus|phish|behaviou?r|ip is (rejected|in)|suspect(ed)? |\b(dt|mi|rp|hl|wm):[a-z]{3}\b|垃圾|信誉`), append(statusRange("5.7.", 501, 512), "5.7.350", "5.7.606", "5.7.649", "5.7.703", "5.7.708")},
}

// statusRange lists statuses with a last number between two.
func statusRange(before string, from, to int) []string {
	var all []string
	for n := from; n <= to; n++ {
		all = append(all, before+strconv.Itoa(n))
	}
	return all
}

var (
	// tooLarge is said of the mail and means all of a campaign, whose mails are alike.
	tooLarge = regexp.MustCompile(`(message|mail)[a-z ]{0,12} (size|too (big|large)|exceed)|maximum (message|mail|fixed) (size|maximum)|mailsize|too (big|large)`)

	// onlySome are recipients whom not everybody may write to, or who do not
	// want this sender.
	onlySome       = regexp.MustCompile(`by (the )?recipients?\b|user in blacklist|recipient.{0,40}(block|blacklist|not accept)|only accepts?\b|not accept(s|ing)?.{0,20}(external|outside)|group.{0,40}(external|authenticat)|restricted (to|recipient)|delivery not authori[sz]ed`)
	onlySomeStatus = []string{"5.7.124", "5.7.129", "5.7.133", "5.7.134", "5.7.135", "5.7.136", "5.7.2"}

	// mailbox troubles are those of an address that exists.
	mailbox = regexp.MustCompile(`mailbox[a-z' ]{0,20}(full|size|limit|over|exceed)|over ?quota|(storage|disk|mailbox|inbox|mailfolder|user'?s?|recipient'?s?) (storage |disk )?(quota|space|allocation|limit)|exceeded storage|quota exceeded for|邮箱已满|容量`)

	// ownQuota tells a sender's quota from that of a mailbox.
	ownQuota = regexp.MustCompile(`daily|hourly|sending|outbound|submission|\brate\b|too many|frequen`)

	// policy is a refusal that a server's rules gave, whoever the recipient is.
	policy = regexp.MustCompile(`polic|access (is )?den|prohibit|not (allowed|permitted|authori[sz]ed)|administrat|block|denied`)

	// nobody are the words for an address that does not exist.
	// 5.4.1 is what Exchange Online says of an unknown recipient.
	nobodyStatus = []string{"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.4.1"}
	nobody       = regexp.MustCompile(`(unknown|invalid|bad|no such|unavailable|non-?existent|unrout(e)?able|undeliverable|wrong|illegal) (local |mail |e-?mail |destination )*(user|recipient|address|account|mailbox|person|domain|host|name|id|rcpt ?to)|(user|recipient|address|account|mailbox|person|domain|host|name|rcpt ?to)s?( name| id| address)?[^.;]{0,40}(unknown|not (be |an? )?(found|exist|known|valid|available|listed|recogni[sz]ed|a valid)|invalid|n[o']?t? exist|unrouteable|unavailable|undeliverable|no longer|disabled|inactive|suspended|deactivated|closed|terminated|expired|discontinued|cancelled|doesn'?t)|no (mailbox|account|user|recipient|such|exists?)\b|doesn'?t have an?|does not have an?|does(n't| not) (like|know) (that|this)? ?recipient|user not local|nobody|no one (here|by)|not our customer|recipientnotfound|用户不存在|收件人.{0,6}(不存在|无效|错误)|(邮箱|帐号|账号|地址).{0,6}不存在`)
)

// concern tells whose trouble a refusal is, and of a sender's which.
func (a answer) concern() (channel.Concern, channel.Reason) {
	if a.phase == channel.PhaseSender {
		return channel.AboutSender, a.senderReason()
	}
	if a.phase == channel.PhaseRecipient && slices.Contains(nobodyStatus, a.status) && !a.saysSender() {
		return channel.AboutAddress, ""
	}
	if slices.Contains(onlySomeStatus, a.status) || onlySome.MatchString(a.words) || a.phase == channel.PhaseRecipient && a.mailboxFull() {
		return channel.AboutRecipient, ""
	}
	if a.phase == channel.PhaseContent && (a.status == "5.3.4" || a.status == "5.2.3" || a.code == 552 && tooLarge.MatchString(a.words)) {
		return channel.AboutSender, channel.ReasonSize
	}
	if reason := a.sign(); reason != "" {
		return channel.AboutSender, reason
	}
	return a.recipientConcern(), ""
}

// mailboxFull reports that the recipient's mailbox takes no more (RFC 5321: 552 to
// a recipient).
func (a answer) mailboxFull() bool {
	if ownQuota.MatchString(a.words) {
		return false
	}
	if reason := a.sign(); reason != "" && reason != channel.ReasonQuota {
		return false
	}
	return a.code == 552 || strings.HasSuffix(a.status, ".2.2") || mailbox.MatchString(a.words)
}

// recipientConcern judges what remains after a sender's trouble.
func (a answer) recipientConcern() channel.Concern {
	plain := a.status == "" || a.status == "5.0.0" || a.status == "5.1.0"
	switch {
	case a.phase != channel.PhaseRecipient || a.code/100 != 5:
		return ""
	case nobody.MatchString(a.words):
		return channel.AboutAddress
	case plain && !policy.MatchString(a.words) && (a.code == 550 || a.code == 551 || a.code == 553):
		return channel.LikelyAddress
	case strings.HasPrefix(a.status, "5.2."):
		return channel.AboutRecipient
	}
	return ""
}

// sign returns the reason of the first sign of a sender's trouble, or "".
func (a answer) sign() channel.Reason {
	for _, s := range senderSigns {
		if slices.Contains(s.statuses, a.status) {
			return s.reason
		}
	}
	for _, s := range senderSigns {
		if s.words.MatchString(a.words) {
			return s.reason
		}
	}
	return ""
}

// saysSender reports that the words speak of the sender though the status names
// the recipient: some servers give 5.1.1 for everything.
func (a answer) saysSender() bool {
	for _, s := range senderSigns {
		if (s.reason == channel.ReasonFrom || s.reason == channel.ReasonRelay) && s.words.MatchString(a.words) {
			return true
		}
	}
	return false
}

// senderReason is why a server does not take a mail of this sender at all.
func (a answer) senderReason() channel.Reason {
	if a.status == "5.3.4" || a.status == "5.2.3" || tooLarge.MatchString(a.words) {
		return channel.ReasonSize
	}
	if reason := a.sign(); reason != "" {
		return reason
	}
	return channel.ReasonFrom
}
