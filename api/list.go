package api

import (
	"reflect"

	"github.com/danielgtaylor/huma/v2"
)

// List is one page of a longer list.
type List[T any] struct {
	Items []T   `json:"items"`
	Total int64 `json:"total" doc:"Length of the whole list"`
}

// listOf makes a whole list out of a room's things.
func listOf[A, B any](from []A, to func(A) B) List[B] {
	items := each(from, to)
	return List[B]{Items: items, Total: int64(len(items))}
}

// each puts every thing into the door's words.
func each[A, B any](from []A, to func(A) B) []B {
	items := make([]B, 0, len(from))
	for _, a := range from {
		items = append(items, to(a))
	}
	return items
}

// fillLists makes every list of an answer [] and every object {}, never null,
// as the document promises.
func fillLists(_ huma.Context, _ string, v any) (any, error) {
	if v == nil {
		return nil, nil
	}
	filled := reflect.New(reflect.TypeOf(v)).Elem()
	filled.Set(reflect.ValueOf(v))
	fill(filled)
	return filled.Interface(), nil
}

func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			fill(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Field(i).CanSet() {
				fill(v.Field(i))
			}
		}
	case reflect.Map:
		if v.IsNil() {
			v.Set(reflect.MakeMap(v.Type()))
		}
	case reflect.Slice:
		fillSlice(v)
	}
}

func fillSlice(v reflect.Value) {
	if v.Type().Elem().Kind() == reflect.Uint8 {
		return
	}
	if v.IsNil() {
		v.Set(reflect.MakeSlice(v.Type(), 0, 0))
	}
	for i := range v.Len() {
		fill(v.Index(i))
	}
}
