package api

import (
	"context"
	"net/mail"
	"strconv"
	"strings"

	"huike"
	"huike/channel/sink"
)

type outboxRoom struct{ sink *sink.Sink }

// OfOutbox shows the mails that the demo's own server caught.
func OfOutbox(s *sink.Sink) Outbox { return outboxRoom{s} }

func (r outboxRoom) List(_ context.Context, in *Paging) (List[CaughtMail], error) {
	out := listOf(r.sink.List(in.Limit, in.Offset), func(m sink.Mail) CaughtMail {
		return CaughtMail{ID: strconv.FormatInt(m.ID, 10), To: addresses(m.To), Subject: m.Subject, At: m.Date}
	})
	out.Total = r.sink.Count()
	return out, nil
}

func (r outboxRoom) Get(_ context.Context, in *MailRef) (Mail, error) {
	id, err := strconv.ParseInt(in.ID, 10, 64)
	if err != nil {
		return Mail{}, huike.Errorf(huike.NotFound, "sink.unknown", "there is no caught mail with this number")
	}
	m, err := r.sink.Get(id)
	if err != nil {
		return Mail{}, err
	}
	headers := make(map[string]string, len(m.Headers))
	for name, values := range m.Headers {
		headers[name] = strings.Join(values, "\n")
	}
	return Mail{ID: in.ID, Subject: m.Subject, From: addresses(m.From), To: addresses(m.To), At: m.Date,
		HTML: m.HTML, Text: m.Text, Headers: headers}, nil
}

// addresses writes addresses as people read them, not encoded for transport.
func addresses(all []mail.Address) string {
	return strings.Join(each(all, func(a mail.Address) string {
		if a.Name == "" {
			return a.Address
		}
		return a.Name + " <" + a.Address + ">"
	}), ", ")
}
