package huike_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"sort"
	"strings"
	"testing"
)

// floors says how high each room stands; a room imports only rooms below it.
// Rooms of one floor do not know each other. A room's sub-packages stand on its floor.
var floors = map[string]int{
	"cmd": 8,
	"api": 7, "web": 7,
	"campaign": 6, "journey": 6, "plan": 6, "desk": 6,
	"segment": 5, "lifecycle": 5, "evaluate": 5, "kpi": 5, "assortment": 5, "predict": 5, "member": 5,
	"ingest": 4, "feature": 4, "message": 4,
	"customer": 3, "order": 3, "event": 3, "auth": 3,
	"store": 2, "channel": 2,
	"stat": 1, "calendar": 1, "reference": 1,
}

// beside lists folders outside the floors and the highest floor that each may import.
var beside = map[string]int{"simulate": 4, "bench": 8}

// goFile is one parsed source file of the project.
type goFile struct {
	path, room string
	test       bool
	lines      int
	syntax     *ast.File
	positions  *token.FileSet
}

func goFiles(t *testing.T) []goFile {
	t.Helper()
	var files []goFile
	err := filepath.WalkDir(".", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if n := d.Name(); p != "." && (n == "node_modules" || n == "testdata" || strings.HasPrefix(n, ".")) {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(p, ".go") {
			return nil
		}
		text, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		set := token.NewFileSet()
		syntax, err := parser.ParseFile(set, p, text, parser.ParseComments)
		if err != nil {
			return err
		}
		room, _, _ := strings.Cut(filepath.ToSlash(p), "/")
		if !strings.Contains(filepath.ToSlash(p), "/") {
			room = "huike"
		}
		files = append(files, goFile{p, room, strings.HasSuffix(p, "_test.go"), strings.Count(string(text), "\n"), syntax, set})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestFloors(t *testing.T) {
	for _, f := range goFiles(t) {
		if f.test || f.room == "huike" {
			continue
		}
		own, onFloor := floors[f.room]
		limit, isBeside := beside[f.room]
		if !onFloor && !isBeside {
			t.Errorf("%s: the room %q has no floor; give it one in house_test.go", f.path, f.room)
			continue
		}
		for _, spec := range f.syntax.Imports {
			target := strings.Trim(spec.Path.Value, `"`)
			if target == "huike" || !strings.HasPrefix(target, "huike/") {
				continue
			}
			room := strings.Split(target, "/")[1]
			if room == f.room {
				continue
			}
			below, known := floors[room]
			if _, aside := beside[room]; aside && (isBeside || own == floors["cmd"]) {
				continue // the top may use what stands beside the house
			}
			switch {
			case !known:
				t.Errorf("%s imports %s, which stands on no floor", f.path, target)
			case isBeside && below > limit:
				t.Errorf("%s imports %s: %s may import floors 1 to %d", f.path, target, f.room, limit)
			case onFloor && below >= own:
				t.Errorf("%s (floor %d) imports %s (floor %d): imports go down only", f.path, own, target, below)
			}
		}
	}
}

func TestEveryPackageHasOneDoc(t *testing.T) {
	docs := map[string]int{}
	for _, f := range goFiles(t) {
		if f.test {
			continue
		}
		dir := path.Dir(filepath.ToSlash(f.path))
		docs[dir] += 0
		if f.syntax.Doc != nil {
			docs[dir]++
		}
	}
	for dir, n := range docs {
		if n != 1 {
			t.Errorf("package %s has %d package comments; it needs exactly one sentence that a merchant could follow", dir, n)
		}
	}
}

func TestSizes(t *testing.T) {
	var functions, long int
	var lengths []int
	for _, f := range goFiles(t) {
		if f.test {
			continue
		}
		lengths = append(lengths, f.lines)
		if f.lines > 400 {
			t.Errorf("%s has %d lines; 400 is the most", f.path, f.lines)
		}
		for _, d := range f.syntax.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Body == nil {
				continue
			}
			n := f.positions.Position(fn.End()).Line - f.positions.Position(fn.Pos()).Line + 1
			functions++
			if n > 60 {
				long++
			}
			if n > 120 {
				t.Errorf("%s: %s has %d lines; 120 is the most", f.path, fn.Name.Name, n)
			}
		}
	}
	if long*100 > functions*3 {
		t.Errorf("%d of %d functions have more than 60 lines; 3 in a hundred is the most", long, functions)
	}
	sort.Ints(lengths)
	if median := lengths[len(lengths)/2]; median > 150 {
		t.Errorf("half of the files have more than %d lines; 150 is the most", median)
	}
}

func TestNoClockBelowTheDoors(t *testing.T) {
	for _, f := range goFiles(t) {
		own, onFloor := floors[f.room]
		if f.test || (onFloor && own >= 7) || f.room == "bench" {
			continue
		}
		ast.Inspect(f.syntax, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok {
				if x, ok := s.X.(*ast.Ident); ok && x.Name == "time" && s.Sel.Name == "Now" {
					t.Errorf("%s reads the clock; take the time as an argument", f.positions.Position(s.Pos()))
				}
			}
			return true
		})
	}
}
