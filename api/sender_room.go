package api

import (
	"context"
	"math"

	"huike"
	"huike/message"
)

// costUnits is how many units of a message's cost are one major unit: a mail
// costs less than a cent.
const costUnits = 10_000

type senderRoom struct {
	Base
	senders *message.Senders
}

// OfSenders answers for the mail accounts out of the message room.
func OfSenders(b Base, s *message.Senders) Senders { return senderRoom{b, s} }

func (r senderRoom) List(ctx context.Context, _ *None) (List[Sender], error) {
	all, err := r.senders.List(ctx)
	return listOf(all, senderOf), err
}

func (r senderRoom) Create(ctx context.Context, in *SenderCreate) (Sender, error) {
	return r.save(ctx, "sender.create", message.Sender{}, in.Body)
}

func (r senderRoom) Change(ctx context.Context, in *SenderChange) (Sender, error) {
	known, err := r.senders.Get(ctx, in.ID)
	if err != nil {
		return Sender{}, err
	}
	return r.save(ctx, "sender.change", known, in.Body)
}

func (r senderRoom) save(ctx context.Context, action string, s message.Sender, b SenderBody) (Sender, error) {
	s.Name, s.Host, s.Port, s.Username, s.Password, s.TLS = b.Name, b.Host, b.Port, b.Username, b.Password, b.TLS
	s.FromAddress, s.FromName, s.ReplyTo, s.RatePerSecond = b.FromAddress, b.FromName, b.ReplyTo, b.RatePerSecond
	s.CostMinor = int64(math.Round(b.Cost * costUnits))
	saved, err := r.senders.Save(ctx, s, r.Clock())
	if err != nil {
		return Sender{}, err
	}
	return senderOf(saved), r.Book.note(ctx, action, "sender", saved.ID, "")
}

func (r senderRoom) Check(ctx context.Context, in *ByID) (Outcome, error) {
	return outcome(r.senders.Check(ctx, in.ID), "The server took the login; mails can be sent.")
}

// outcome tells whether a mail server was content. That it was not is an
// answer; every other failure is an error.
func outcome(err error, good string) (Outcome, error) {
	if err == nil {
		return Outcome{OK: true, Code: "ok", Sentence: good}, nil
	}
	if huike.KindOf(err) == huike.Unavailable {
		return Outcome{Code: huike.CodeOf(err), Sentence: huike.SentenceOf(err)}, nil
	}
	return Outcome{}, err
}

func senderOf(s message.Sender) Sender {
	return Sender{ID: s.ID, Name: s.Name, Channel: string(huike.ChannelEmail), Host: s.Host, Port: s.Port, Username: s.Username,
		HasPassword: s.HasPassword, TLS: s.TLS, FromAddress: s.FromAddress, FromName: s.FromName, ReplyTo: s.ReplyTo,
		RatePerSecond: s.RatePerSecond, Cost: float64(s.CostMinor) / costUnits, CreatedAt: s.CreatedAt}
}
