package api

import (
	"embed"
	"html/template"
	"net/http"
	"strings"

	"huike"
)

//go:embed page
var pageFiles embed.FS

var unsubscribePage = template.Must(template.ParseFS(pageFiles, "page/unsubscribe.html"))

// pixel is a transparent GIF of one point.
const pixel = "GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"

// barePolicy is for the pages that outsiders see: no script, nothing from elsewhere.
const barePolicy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// asksOnly reports a request that wants the head of an answer and nothing done:
// scanners and link previews send it, and a route of GET takes it, too.
func asksOnly(r *http.Request) bool { return r.Method == http.MethodHead }

func (s *Server) trackOpen(w http.ResponseWriter, r *http.Request) {
	token := strings.TrimSuffix(r.PathValue("token"), ".gif")
	err := s.tracked(func(t Tracking) error {
		if asksOnly(r) {
			return t.Opens(r.Context(), token)
		}
		return t.Open(r.Context(), token)
	})
	if err != nil {
		refuse(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "image/gif")
	w.Header().Set("Cache-Control", "no-store")
	_, _ = w.Write([]byte(pixel)) // the reader may be gone
}

func (s *Server) trackClick(w http.ResponseWriter, r *http.Request) {
	var target string
	err := s.tracked(func(t Tracking) (err error) {
		if asksOnly(r) {
			target, err = t.Target(r.Context(), r.PathValue("token"))
		} else {
			target, err = t.Click(r.Context(), r.PathValue("token"))
		}
		return err
	})
	if target == "" {
		refuse(w, r, err)
		return
	}
	if err != nil {
		noteError(r.Context(), err)
	}
	w.Header().Set("Cache-Control", "no-store")
	http.Redirect(w, r, target, http.StatusFound)
}

// askUnsubscribe shows the page with the button. It changes nothing: mail
// scanners open every link.
func (s *Server) askUnsubscribe(w http.ResponseWriter, r *http.Request) {
	err := s.tracked(func(t Tracking) error { return t.Known(r.Context(), r.PathValue("token")) })
	showUnsubscribe(w, r, "ask", err)
}

// unsubscribe takes the mail provider's one click (RFC 8058) and the button of the page.
func (s *Server) unsubscribe(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 64<<10)
	source := ""
	switch {
	case r.PostFormValue("List-Unsubscribe") == "One-Click":
		source = "one-click"
	case r.PostFormValue("confirm") == "yes":
		source = "unsubscribe page"
	default:
		s.askUnsubscribe(w, r)
		return
	}
	err := s.tracked(func(t Tracking) error { return t.Unsubscribe(r.Context(), r.PathValue("token"), source) })
	showUnsubscribe(w, r, "done", err)
}

func (s *Server) tracked(call func(Tracking) error) error {
	if s.rooms.Tracking == nil {
		return errAbsent()
	}
	return call(s.rooms.Tracking)
}

func showUnsubscribe(w http.ResponseWriter, r *http.Request, state string, err error) {
	status := http.StatusOK
	if err != nil {
		noteError(r.Context(), err)
		status, state = statusOf[huike.KindOf(err)], "failed"
		if huike.KindOf(err) == huike.NotFound {
			state = "unknown"
		}
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", barePolicy)
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = unsubscribePage.Execute(w, map[string]string{"State": state}) // the reader may be gone
}
