package store

import (
	"database/sql/driver"
	"reflect"
	"time"
)

// Plain turns a value into one that both drivers bind alike: times in UTC,
// slices of our own types as slices of the type they are made of, nil slices as
// empty ones.
func Plain(v any) any {
	switch t := v.(type) {
	case nil, int64, float64, string, bool, []byte:
		return v
	case time.Time:
		return t.UTC()
	case driver.Valuer:
		return v
	}
	r := reflect.ValueOf(v)
	switch r.Kind() {
	case reflect.Slice:
		return plainSlice(r)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return r.Int()
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32:
		return int64(r.Uint())
	case reflect.Float32, reflect.Float64:
		return r.Float()
	case reflect.String:
		return r.String()
	case reflect.Bool:
		return r.Bool()
	case reflect.Pointer:
		if r.IsNil() {
			return nil
		}
		return Plain(r.Elem().Interface())
	}
	return v
}

func plainSlice(r reflect.Value) any {
	switch r.Type().Elem().Kind() {
	case reflect.Int, reflect.Int16, reflect.Int32, reflect.Int64:
		return convert(r, reflect.Value.Int)
	case reflect.Float32, reflect.Float64:
		return convert(r, reflect.Value.Float)
	case reflect.String:
		return convert(r, reflect.Value.String)
	case reflect.Bool:
		return convert(r, reflect.Value.Bool)
	case reflect.Uint8:
		return r.Bytes()
	}
	return texts(r)
}

func convert[T any](r reflect.Value, get func(reflect.Value) T) []T {
	out := make([]T, r.Len())
	for i := range out {
		out[i] = get(r.Index(i))
	}
	return out
}

// texts binds slices of days and other values that write themselves as text;
// anything else goes to the driver as it is.
func texts(r reflect.Value) any {
	out := make([]string, r.Len())
	for i := range out {
		valuer, ok := r.Index(i).Interface().(driver.Valuer)
		if !ok {
			return r.Interface()
		}
		v, err := valuer.Value()
		s, isText := v.(string)
		if err != nil || !isText {
			return r.Interface()
		}
		out[i] = s
	}
	return out
}
