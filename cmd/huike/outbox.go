package main

import (
	"context"
	"net/mail"
	"strconv"
	"strings"

	"huike"
	"huike/api"
	"huike/channel/sink"
)

// outbox shows the mails that the demo's own mail server caught.
type outbox struct{ sink *sink.Sink }

// List returns the newest mails first.
func (o outbox) List(_ context.Context, in *api.Paging) (api.List[api.CaughtMail], error) {
	out := api.List[api.CaughtMail]{Items: []api.CaughtMail{}, Total: int64(o.sink.Count())}
	for _, m := range o.sink.List(in.Limit, in.Offset) {
		out.Items = append(out.Items, api.CaughtMail{ID: strconv.FormatInt(m.ID, 10), To: strings.Join(m.EnvelopeTo, ", "), Subject: m.Subject, At: m.Date})
	}
	return out, nil
}

// Get returns one mail in full.
func (o outbox) Get(_ context.Context, in *api.MailRef) (api.Mail, error) {
	id, err := strconv.ParseInt(in.ID, 10, 64)
	if err != nil {
		return api.Mail{}, huike.Errorf(huike.NotFound, "sink.no_mail", "there is no mail %q", in.ID)
	}
	m, err := o.sink.Get(id)
	if err != nil {
		return api.Mail{}, err
	}
	headers := map[string]string{}
	for name, values := range m.Headers {
		headers[name] = strings.Join(values, ", ")
	}
	return api.Mail{ID: in.ID, Subject: m.Subject, From: addresses(m.From), To: addresses(m.To), At: m.Date, HTML: m.HTML, Text: m.Text, Headers: headers}, nil
}

// addresses writes people as a reader of the mail sees them.
func addresses(all []mail.Address) string {
	words := make([]string, len(all))
	for i, a := range all {
		words[i] = strings.TrimSpace(a.Name + " <" + a.Address + ">")
	}
	return strings.Join(words, ", ")
}
