package email_test

import (
	"bytes"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"huike/channel"
	"huike/channel/email"
	"huike/channel/sink"
)

// The signature is checked by hand after RFC 6376, sections 3.4.2, 3.4.4, 3.7.
func TestDKIMSignatureVerifies(t *testing.T) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	var raw []byte
	post := startSink(t, sink.Options{OnMail: func(e sink.Envelope) { raw = e.Raw }})
	s := sender(t, post.Port(), func(c *email.Config) { c.DKIM = signing(key) })
	m := letter()
	if r := s.Send(t.Context(), m); r.Outcome != channel.Accepted {
		t.Fatalf("got %+v", r)
	}
	tags, lines, body := taken(t, raw)
	if tags["d"] != "brand.example" || tags["s"] != "k1" || tags["a"] != "rsa-sha256" || tags["c"] != "relaxed/relaxed" ||
		tags["t"] != fmt.Sprint(m.Date.Unix()) {
		t.Errorf("tags %v", tags)
	}
	if sum := sha256.Sum256(relaxedBody(body)); tags["bh"] != base64.StdEncoding.EncodeToString(sum[:]) {
		t.Errorf("the body hash %s is not that of the body", tags["bh"])
	}
	signature, err := base64.StdEncoding.DecodeString(tags["b"])
	if err != nil {
		t.Fatal(err)
	}
	f := func(want bool, change func(string) string) {
		t.Helper()
		sum := sha256.Sum256([]byte(change(signedText(tags["h"], lines))))
		if ok := rsa.VerifyPKCS1v15(&key.PublicKey, crypto.SHA256, sum[:], signature) == nil; ok != want {
			t.Errorf("verified: %v, want %v", ok, want)
		}
	}
	f(true, func(s string) string { return s })
	f(false, func(s string) string { return strings.Replace(s, "One-Click", "Two-Click", 1) })
	f(false, func(s string) string { return strings.Replace(s, "<https://brand", "<https://brind", 1) })
	f(false, func(s string) string { return strings.Replace(s, "<li@", "<lo@", 1) })
}

func signing(key *rsa.PrivateKey) email.DKIM {
	der := x509.MarshalPKCS1PrivateKey(key)
	return email.DKIM{
		Domain: "brand.example", Selector: "k1",
		PrivateKeyPEM: string(pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: der})),
	}
}

// taken splits a mail into the signature's tags, the header lines and the body.
func taken(t *testing.T, raw []byte) (tags map[string]string, lines []string, body []byte) {
	t.Helper()
	head, body, ok := bytes.Cut(raw, []byte("\r\n\r\n"))
	if !ok || !bytes.HasPrefix(head, []byte("DKIM-Signature:")) {
		t.Fatalf("no signature on top of %.200s", raw)
	}
	for line := range strings.SplitSeq(string(head), "\r\n") {
		if line[0] == ' ' || line[0] == '\t' {
			lines[len(lines)-1] += line
			continue
		}
		lines = append(lines, line)
	}
	tags = map[string]string{}
	for tag := range strings.SplitSeq(strings.TrimPrefix(lines[0], "DKIM-Signature:"), ";") {
		name, value, _ := strings.Cut(tag, "=")
		tags[strings.TrimSpace(name)] = strings.Join(strings.Fields(value), "")
	}
	return tags, lines, body
}

var blanks = regexp.MustCompile(`[ \t]+`)

func relaxedBody(body []byte) []byte {
	var out strings.Builder
	for line := range strings.SplitSeq(strings.TrimRight(string(body), "\r\n"), "\r\n") {
		out.WriteString(strings.TrimRight(blanks.ReplaceAllString(line, " "), " ") + "\r\n")
	}
	return []byte(out.String())
}

func relaxedLine(line string) string {
	name, value, _ := strings.Cut(line, ":")
	return strings.ToLower(strings.TrimSpace(name)) + ":" + strings.TrimSpace(blanks.ReplaceAllString(value, " "))
}

// signedText is what the signature covers: the named header lines and its own
// line without the signature.
func signedText(names string, lines []string) string {
	var out strings.Builder
	for name := range strings.SplitSeq(names, ":") {
		for _, line := range lines[1:] {
			if strings.HasPrefix(strings.ToLower(line), strings.ToLower(name)+":") {
				out.WriteString(relaxedLine(line) + "\r\n")
			}
		}
	}
	own := relaxedLine(lines[0])
	return out.String() + own[:strings.LastIndex(own, "b=")+2]
}
