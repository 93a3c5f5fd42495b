package ingest

import (
	"io"
	"strings"

	"github.com/xuri/excelize/v2"

	"huike"
)

// excel streams the first sheet of a workbook that holds anything. Cells come
// as they are stored: a date is a serial number, which the typed stage knows.
type excel struct {
	book  *excelize.File
	rows  *excelize.Rows
	row   int64
	width int
}

func openExcel(path string) (*excel, error) {
	book, err := excelize.OpenFile(path, excelize.Options{RawCellValue: true})
	if err != nil {
		return nil, damaged(err)
	}
	for _, sheet := range book.GetSheetList() {
		rows, err := book.Rows(sheet)
		if err != nil {
			return nil, damaged(err)
		}
		e := &excel{book: book, rows: rows}
		if e.filled() {
			_ = rows.Close()
			if e.rows, err = book.Rows(sheet); err != nil {
				return nil, damaged(err)
			}
			e.row = 0
			return e, nil
		}
		_ = rows.Close()
	}
	_ = book.Close()
	return nil, huike.Errorf(huike.Invalid, "import.empty", "the workbook is empty; export it again with its rows")
}

func damaged(err error) error {
	return huike.Because(err, huike.Invalid, "import.damaged", "the workbook is damaged or cut off; download it again, or save it as CSV")
}

func (e *excel) filled() bool {
	_, _, err := e.next()
	return err == nil
}

// next returns the next row that is not blank. Cells left out at the end of a
// row are empty.
func (e *excel) next() (int64, []string, error) {
	for e.rows.Next() {
		e.row++
		cells, err := e.rows.Columns()
		if err != nil {
			return 0, nil, damaged(err)
		}
		if strings.TrimFunc(strings.Join(cells, ""), isBlank) == "" {
			continue
		}
		for len(cells) < e.width {
			cells = append(cells, "")
		}
		e.width = max(e.width, len(cells))
		return e.row, cells, nil
	}
	if err := e.rows.Error(); err != nil {
		return 0, nil, damaged(err)
	}
	return 0, nil, io.EOF
}

func (e *excel) close() error {
	_ = e.rows.Close() // reading is over
	return e.book.Close()
}
