package ingest

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"huike"
)

// innerBook is how large a workbook in an archive may be, which is unpacked into
// memory.
const innerBook = 256 << 20

// archiveParts are the tables in a zip file, by the names of its entries.
func (f *file) archiveParts(ctx context.Context, o options) ([]*part, error) {
	r, done, err := packed(f.path, nil)
	if err != nil {
		return nil, damagedArchive(err)
	}
	defer done()
	if err := tooSwollen(r); err != nil {
		return nil, err
	}
	var all []*part
	var first error
	for _, e := range entries(r) {
		if err := ctx.Err(); err != nil {
			return nil, f.unreadable(ctx, err)
		}
		found, err := f.entryParts(ctx, e, o)
		switch code := huike.CodeOf(err); {
		case err == nil:
		case huike.KindOf(err) == huike.Unavailable, slices.Contains([]string{"import.encoding_doubtful", "import.unknown_encoding", "import.damaged", "import.password"}, code):
			return nil, err
		default:
			noTable := slices.Contains([]string{"import.not_a_table", "import.empty", "import.web_page"}, code)
			f.note(pick(noTable, "part_no_table", "part_unreadable"), entryName(e))
			if first == nil {
				first = err
			}
			continue
		}
		all = append(all, found...)
	}
	if len(all) == 0 && first != nil {
		return nil, first
	}
	if len(all) == 0 {
		return nil, huike.Errorf(huike.Invalid, "import.empty", "the archive is empty; export it again with its files")
	}
	return all, nil
}

// entries are the files of an archive by name, without what systems put beside
// them.
func entries(r *zip.Reader) []*zip.File {
	var all []*zip.File
	for _, e := range r.File {
		name := strings.ReplaceAll(e.Name, `\`, "/")
		hidden := strings.HasPrefix(path.Base(name), ".") || strings.HasPrefix(name, "__MACOSX/") || slices.Contains([]string{"thumbs.db", "desktop.ini"}, strings.ToLower(path.Base(name)))
		if !hidden && !strings.HasSuffix(name, "/") {
			all = append(all, e)
		}
	}
	slices.SortFunc(all, func(a, b *zip.File) int { return strings.Compare(entryName(a), entryName(b)) })
	return all
}

// entryName is the name of an entry, which Chinese systems write in their own
// encoding.
func entryName(e *zip.File) string {
	name := e.Name
	if !utf8.ValidString(name) {
		if told, err := simplifiedchinese.GB18030.NewDecoder().String(name); err == nil {
			name = told
		}
	}
	return strings.ToValidUTF8(strings.ReplaceAll(name, `\`, "/"), "\ufffd")
}

// entryParts are the tables of one entry.
func (f *file) entryParts(ctx context.Context, e *zip.File, o options) ([]*part, error) {
	if e.Flags&1 != 0 {
		return nil, locked()
	}
	name, index := entryName(e), e.Name
	open := func() (io.ReadCloser, error) { return f.openEntry(index) }
	in, err := open()
	if err != nil {
		return nil, err
	}
	s, err := scanText(&meter{r: &cancellable{ctx: ctx, r: in}})
	err = errors.Join(err, in.Close())
	if ctx.Err() != nil {
		return nil, f.unreadable(ctx, ctx.Err())
	}
	if err != nil {
		return nil, damagedArchive(err)
	}
	if bytes.HasPrefix(s.head, []byte("PK\x03\x04")) {
		return f.innerParts(name, open, e)
	}
	f.text += s.seen.bytes
	return f.textParts(ctx, name, open, s, o)
}

// innerParts are the sheets of a workbook in an archive.
func (f *file) innerParts(name string, open opener, e *zip.File) ([]*part, error) {
	if e.UncompressedSize64 > innerBook {
		return nil, huike.Errorf(huike.Invalid, "import.packed", "the workbook %s in the archive is too large to be read there; unpack it and import it by itself", name)
	}
	in, err := open()
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(io.LimitReader(in, innerBook))
	if err := errors.Join(err, in.Close()); err != nil {
		return nil, damagedArchive(err)
	}
	r, _, err := packed(name, data)
	if err != nil {
		return nil, damaged(err)
	}
	if !holdsWorkbook(r) {
		return nil, huike.Errorf(huike.Invalid, "import.nested_zip", "%s is an archive within the archive; unpack it and import what is in it", name)
	}
	sheets, err := f.workbookParts(name, data)
	for _, p := range sheets {
		p.name = name + pick(len(sheets) > 1, " / "+p.name, "")
	}
	return sheets, err
}

// openEntry opens an entry of the archive.
func (f *file) openEntry(name string) (io.ReadCloser, error) {
	r, done, err := packed(f.path, nil)
	if err != nil {
		return nil, damagedArchive(err)
	}
	for _, e := range r.File {
		if e.Name != name {
			continue
		}
		in, err := e.Open()
		if err != nil {
			return nil, errors.Join(damagedArchive(err), done())
		}
		return both{in, func() error { return errors.Join(in.Close(), done()) }}, nil
	}
	return nil, errors.Join(damagedArchive(errNoPart), done())
}

func damagedArchive(err error) error {
	return huike.Because(err, huike.Invalid, "import.damaged", "the archive is damaged, cut off or packed in an unusual way; download it again, or unpack it yourself")
}

// tooSwollen refuses an archive that unpacks to absurdly more than it is.
func tooSwollen(r *zip.Reader) error {
	var small, large uint64
	for _, f := range r.File {
		small += f.CompressedSize64
		large += f.UncompressedSize64
		if f.UncompressedSize64 > 1<<50 {
			return swollen()
		}
	}
	if large > freeBytes && large/mostRatio > small {
		return swollen()
	}
	return nil
}
