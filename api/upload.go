package api

import (
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/google/uuid"

	"huike"
)

// MaxUpload is the largest file that is taken, in bytes.
const MaxUpload = 2 << 30

// uploadLife is how long an uploaded file waits to be used.
const uploadLife = time.Hour

// Upload is a file that somebody sent, kept on disk until it is used.
type Upload struct {
	ID   string
	Name string // as the sender calls it
	Path string
	Size int64
	// Batch is the import that refused all of its rows, 0 for none.
	Batch int64

	at time.Time
}

// Uploads keeps uploaded files for an hour.
type Uploads struct {
	dir   string
	clock func() time.Time
	mu    sync.Mutex
	files map[string]Upload
}

// NewUploads keeps files in a folder of its own, which it makes, and throws
// away what an earlier run left there.
func NewUploads(dir string, clock func() time.Time) (*Uploads, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, huike.Because(err, huike.Unavailable, "upload.folder", "the folder for uploads cannot be made")
	}
	old, _ := filepath.Glob(filepath.Join(dir, "upload-*")) // the pattern is well-formed
	for _, f := range old {
		_ = os.Remove(f) // tried again at the next start
	}
	return &Uploads{dir: dir, clock: clock, files: map[string]Upload{}}, nil
}

// Receive writes the file of a multipart request to disk, as it comes in.
func (u *Uploads) Receive(r *http.Request) (Upload, error) {
	u.Sweep()
	parts, err := r.MultipartReader()
	if err != nil {
		return Upload{}, huike.Because(err, huike.Invalid, "upload.form", "send the file as multipart/form-data in a field called file")
	}
	for {
		part, err := parts.NextPart()
		if err != nil {
			return Upload{}, huike.Because(err, huike.Invalid, "upload.missing", "the request has no field called file")
		}
		if part.FormName() == "file" {
			return u.keep(part.FileName(), part)
		}
	}
}

// keep writes a file and gives it a name nobody can guess. The ending of the
// sender's name stays: it says what is in the file.
func (u *Uploads) keep(name string, from io.Reader) (Upload, error) {
	name = filepath.Base(name)
	f, err := os.CreateTemp(u.dir, "upload-*"+filepath.Ext(name))
	if err != nil {
		return Upload{}, huike.Because(err, huike.Unavailable, "upload.disk", "the file cannot be kept on disk")
	}
	size, err := io.Copy(f, io.LimitReader(from, MaxUpload+1))
	if errClose := f.Close(); err == nil {
		err = errClose
	}
	if err = uploadError(err, size); err != nil {
		_ = os.Remove(f.Name()) // the folder is emptied at the next start
		return Upload{}, err
	}
	up := Upload{ID: uuid.NewString(), Name: name, Path: f.Name(), Size: size, at: u.clock()}
	u.mu.Lock()
	defer u.mu.Unlock()
	u.files[up.ID] = up
	return up, nil
}

func uploadError(err error, size int64) error {
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge) || size > MaxUpload:
		return huike.Errorf(huike.Invalid, "upload.too_large", "the file is larger than 2 GiB; split it or import it with huike import")
	case err != nil:
		return huike.Because(err, huike.Unavailable, "upload.broken", "the file did not arrive whole; send it again")
	case size == 0:
		return huike.Errorf(huike.Invalid, "upload.empty", "the file is empty")
	}
	return nil
}

// Get returns an uploaded file that is still there.
func (u *Uploads) Get(id string) (Upload, error) {
	u.mu.Lock()
	defer u.mu.Unlock()
	up, ok := u.files[id]
	if !ok {
		return Upload{}, gone()
	}
	return up, nil
}

// Renew is Get, and lets the file wait for another hour.
func (u *Uploads) Renew(id string) (Upload, error) {
	u.Sweep()
	u.mu.Lock()
	defer u.mu.Unlock()
	up, ok := u.files[id]
	if !ok {
		return Upload{}, gone()
	}
	up.at = u.clock()
	u.files[id] = up
	return up, nil
}

func gone() error {
	return huike.Errorf(huike.NotFound, "upload.gone", "this uploaded file is gone; it is kept for an hour; send it again")
}

// OfBatch is the name of the file that waits since an import refused all of its
// rows, "" for none.
func (u *Uploads) OfBatch(batch int64) string {
	u.mu.Lock()
	defer u.mu.Unlock()
	for id, up := range u.files {
		if up.Batch == batch && u.clock().Sub(up.at) <= uploadLife {
			return id
		}
	}
	return ""
}

// Take is Get for whoever uses the file up and then calls Discard: it is not
// swept any more.
func (u *Uploads) Take(id string) (Upload, error) {
	up, err := u.Get(id)
	if err == nil {
		u.mu.Lock()
		delete(u.files, id)
		u.mu.Unlock()
	}
	return up, err
}

// PutBack lets a file that was taken wait for another hour.
func (u *Uploads) PutBack(up Upload) {
	u.mu.Lock()
	defer u.mu.Unlock()
	up.at = u.clock()
	u.files[up.ID] = up
}

// Discard removes a file that was taken.
func (u *Uploads) Discard(up Upload) { _ = os.Remove(up.Path) } // the folder is emptied at the next start

// Sweep removes files that nobody used within an hour.
func (u *Uploads) Sweep() {
	u.mu.Lock()
	defer u.mu.Unlock()
	for id, up := range u.files {
		if u.clock().Sub(up.at) > uploadLife {
			delete(u.files, id)
			u.Discard(up)
		}
	}
}
