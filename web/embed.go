// Package web carries the screens of Huike inside the binary.
package web

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var files embed.FS

// FS returns the built screens: index.html and its assets. In a clone where
// they were not built it holds one page that says how to build them.
func FS() (fs.FS, error) {
	built, err := fs.Sub(files, "dist/app")
	if err != nil {
		return nil, err
	}
	if _, err := fs.Stat(built, "index.html"); err == nil {
		return built, nil
	}
	return fs.Sub(files, "dist")
}
