package api

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"huike"
	"huike/auth"
)

// Problem is an error as RFC 9457 writes it, with a code for translation.
type Problem struct {
	Type   string        `json:"type" doc:"Always about:blank: the code says what it is"`
	Title  string        `json:"title"`
	Status int           `json:"status"`
	Code   string        `json:"code" doc:"Names the sentence for translation, for example segment.unknown_field"`
	Detail string        `json:"detail" doc:"One English sentence: what, where, and how to mend it"`
	Errors []FieldReason `json:"errors,omitempty" doc:"Which fields of the request are wrong"`
}

// FieldReason says what is wrong with one field. It never repeats the value, which may be personal.
type FieldReason struct {
	Location string `json:"location" doc:"For example body.name"`
	Message  string `json:"message"`
}

// Error returns the sentence.
func (p *Problem) Error() string { return p.Detail }

// GetStatus returns the HTTP status.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType names the problem's own media type.
func (p *Problem) ContentType(string) string { return "application/problem+json" }

// statusOf is the only place that knows which kind of error has which status.
var statusOf = map[huike.Kind]int{
	huike.Invalid:     http.StatusUnprocessableEntity,
	huike.NotFound:    http.StatusNotFound,
	huike.Conflict:    http.StatusConflict,
	huike.Denied:      http.StatusForbidden,
	huike.Unauthentic: http.StatusUnauthorized,
	huike.Unavailable: http.StatusServiceUnavailable,
	huike.Internal:    http.StatusInternalServerError,
}

// problemOf turns a room's error into a problem and leaves the cause for the log.
func problemOf(ctx context.Context, err error) *Problem {
	status := statusOf[huike.KindOf(err)]
	code := huike.CodeOf(err)
	if code == "" {
		code = "internal"
	}
	if code == auth.CodeTooOften {
		status = http.StatusTooManyRequests
	}
	noteError(ctx, err)
	return &Problem{Type: "about:blank", Title: http.StatusText(status), Status: status,
		Code: code, Detail: huike.SentenceOf(err)}
}

// newProblem shapes the errors that huma itself finds in a request.
func newProblem(status int, msg string, errs ...error) huma.StatusError {
	p := &Problem{Type: "about:blank", Title: http.StatusText(status), Status: status, Code: requestCode(status), Detail: msg}
	for _, err := range errs {
		if d, ok := err.(huma.ErrorDetailer); ok {
			p.Errors = append(p.Errors, FieldReason{d.ErrorDetail().Location, d.ErrorDetail().Message})
		}
	}
	return p
}

// requestCode names what is wrong with a request before a room sees it.
func requestCode(status int) string {
	switch status {
	case http.StatusUnprocessableEntity, http.StatusBadRequest:
		return "request.invalid"
	case http.StatusRequestEntityTooLarge:
		return "request.too_large"
	case http.StatusUnsupportedMediaType, http.StatusNotAcceptable:
		return "request.media_type"
	}
	return "request.failed"
}

// refuse answers outside of huma: before an operation is found, or instead of it.
func refuse(w http.ResponseWriter, r *http.Request, err error) {
	p := problemOf(r.Context(), err)
	w.Header().Set("Content-Type", p.ContentType(""))
	w.WriteHeader(p.Status)
	_ = json.NewEncoder(w).Encode(p) // the asker may be gone
}
