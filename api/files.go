package api

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
	"time"

	"huike"
)

// files hands out the built web app: its files, and its first page for every
// address that the app itself draws.
type files struct{ web fs.FS }

func newFiles(web fs.FS) http.Handler { return files{web} }

// encodings are the ways in which a file may lie there compressed, best first.
var encodings = []struct{ name, ending string }{{"br", ".br"}, {"gzip", ".gz"}}

// ServeHTTP answers GET and HEAD.
func (f files) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		refuse(w, r, huike.Errorf(huike.NotFound, "request.no_operation", "there is nothing to send to at this address"))
		return
	}
	name := strings.TrimPrefix(path.Clean("/"+r.URL.Path), "/")
	if name == "" || !f.has(name) && path.Ext(name) == "" {
		name = "index.html"
	}
	if !f.has(name) {
		refuse(w, r, huike.Errorf(huike.NotFound, "request.no_file", "there is no such file"))
		return
	}
	f.serve(w, r, name)
}

func (f files) has(name string) bool {
	if f.web == nil {
		return false
	}
	info, err := fs.Stat(f.web, name)
	return err == nil && !info.IsDir()
}

// serve writes a file. Those under assets carry a hash in their names and
// never change; all others are asked for anew each time.
func (f files) serve(w http.ResponseWriter, r *http.Request, name string) {
	stored, encoding := f.choose(r.Header.Get("Accept-Encoding"), name)
	content, err := fs.ReadFile(f.web, stored)
	if err != nil {
		refuse(w, r, huike.Because(err, huike.Internal, "server.file", "a file of the web app cannot be read"))
		return
	}
	h := w.Header()
	h.Set("Content-Type", mediaType(name))
	h.Add("Vary", "Accept-Encoding")
	if encoding != "" {
		h.Set("Content-Encoding", encoding)
	}
	sum := sha256.Sum256(content)
	h.Set("ETag", `"`+hex.EncodeToString(sum[:12])+`"`)
	h.Set("Cache-Control", "no-cache")
	if strings.HasPrefix(name, "assets/") {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(content))
}

// choose picks the compressed form of a file that the browser takes.
func (f files) choose(accept, name string) (stored, encoding string) {
	for _, e := range encodings {
		if accepts(accept, e.name) && f.has(name+e.ending) {
			return name + e.ending, e.name
		}
	}
	return name, ""
}

// accepts reads an Accept-Encoding header; "br;q=0" refuses.
func accepts(header, encoding string) bool {
	for part := range strings.SplitSeq(header, ",") {
		name, q, _ := strings.Cut(strings.TrimSpace(part), ";")
		if strings.EqualFold(strings.TrimSpace(name), encoding) {
			q = strings.TrimRight(strings.ReplaceAll(q, " ", ""), "0.")
			return q != "q="
		}
	}
	return false
}

// mediaType does not ask the machine's own tables for what the app is made of.
func mediaType(name string) string {
	switch ext := path.Ext(name); ext {
	case ".html":
		return "text/html; charset=utf-8"
	case ".js", ".mjs":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".json":
		return "application/json"
	case ".woff2":
		return "font/woff2"
	default:
		if t := mime.TypeByExtension(ext); t != "" {
			return t
		}
		return "application/octet-stream"
	}
}
