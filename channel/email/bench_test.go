package email_test

import (
	"crypto/rand"
	"crypto/rsa"
	"strings"
	"testing"

	"huike/channel"
	"huike/channel/email"
	"huike/channel/sink"
)

// BenchmarkSend measures whole mails of 4 kB, composed, carried over loopback
// and read by a sink on the same machine.
func BenchmarkSend(b *testing.B) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		b.Fatal(err)
	}
	for name, change := range map[string]func(*email.Config){
		"plain":  func(*email.Config) {},
		"signed": func(c *email.Config) { c.DKIM = signing(key) },
	} {
		b.Run(name, func(b *testing.B) {
			post := startSink(b, sink.Options{KeepMails: -1})
			s := sender(b, post.Port(), func(c *email.Config) { change(c); c.Connections = 8 })
			m := letter()
			m.HTML = strings.Repeat("<p>专属优惠 <a href=\"https://brand.example/t/abc\">open the offer</a></p>\n", 40)
			b.SetParallelism(4)
			b.ResetTimer()
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					if r := s.Send(b.Context(), m); r.Outcome != channel.Accepted {
						b.Errorf("got %+v", r)
					}
				}
			})
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "mails/s")
		})
	}
}
