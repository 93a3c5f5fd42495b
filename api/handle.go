package api

import (
	"context"
	"io"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"huike"
)

// mount registers one operation with its handler.
type mount func(api huma.API, op huma.Operation)

// reply wraps an answer for huma.
type reply[O any] struct{ Body O }

// Download is a file to hand out, written as it is made.
type Download struct {
	Name, Type string
	Write      func(w io.Writer) error
}

// errAbsent says that a part of the program is not there.
func errAbsent() error {
	return huike.Errorf(huike.Unavailable, "room.absent", "This part of Huike is not running here")
}

// to registers a handler of the door itself: decode, one call, encode.
func to[I, O any](call func(context.Context, *I) (O, error)) mount {
	return func(api huma.API, op huma.Operation) {
		huma.Register(api, op, func(ctx context.Context, in *I) (*reply[O], error) {
			out, err := call(ctx, in)
			if err != nil {
				return nil, problemOf(ctx, err)
			}
			return &reply[O]{out}, nil
		})
	}
}

// via registers a call of a room's method.
func via[R, I, O any](room R, method func(R, context.Context, *I) (O, error)) mount {
	return to(func(ctx context.Context, in *I) (out O, err error) {
		if any(room) == nil {
			return out, errAbsent()
		}
		return method(room, ctx, in)
	})
}

// done registers a handler of the door itself that answers with nothing.
func done[I any](call func(context.Context, *I) error) mount {
	return func(api huma.API, op huma.Operation) {
		op.DefaultStatus = http.StatusNoContent
		huma.Register(api, op, func(ctx context.Context, in *I) (*struct{}, error) {
			if err := call(ctx, in); err != nil {
				return nil, problemOf(ctx, err)
			}
			return nil, nil
		})
	}
}

// viaDone registers a call of a room's method that answers with nothing.
func viaDone[R, I any](room R, method func(R, context.Context, *I) error) mount {
	return done(func(ctx context.Context, in *I) error {
		if any(room) == nil {
			return errAbsent()
		}
		return method(room, ctx, in)
	})
}

// viaUpload registers a call that takes an uploaded file.
func viaUpload[R, I, O any](s *Server, room R, method func(R, context.Context, *I, Upload) (O, error)) mount {
	inner := to(func(ctx context.Context, in *I) (out O, err error) {
		if any(room) == nil {
			return out, errAbsent()
		}
		file, err := s.uploads.Receive(requestOf(ctx))
		if err != nil {
			return out, err
		}
		return method(room, ctx, in, file)
	})
	return func(api huma.API, op huma.Operation) {
		inner(api, op)
		// Afterwards, so that the document names the body and nobody reads it into memory.
		api.OpenAPI().Paths[op.Path].Post.RequestBody = uploadBody()
	}
}

// viaFile registers a call that answers with a file: csv, or one of some types.
func viaFile[R, I any](room R, method func(R, context.Context, *I) (Download, error), types ...string) mount {
	return func(api huma.API, op huma.Operation) {
		content := map[string]*huma.MediaType{}
		for _, name := range append([]string{"text/csv"}, types...) {
			content[name] = &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}
		}
		op.Responses = map[string]*huma.Response{"200": {Description: "The file", Content: content}}
		huma.Register(api, op, func(ctx context.Context, in *I) (*huma.StreamResponse, error) {
			if any(room) == nil {
				return nil, problemOf(ctx, errAbsent())
			}
			file, err := method(room, ctx, in)
			if err != nil {
				return nil, problemOf(ctx, err)
			}
			return &huma.StreamResponse{Body: func(c huma.Context) { stream(c, file) }}, nil
		})
	}
}

// stream writes a download. A failure midway breaks the connection off, so that
// a cut file never looks whole.
func stream(c huma.Context, file Download) {
	c.SetHeader("Content-Type", file.Type)
	c.SetHeader("Content-Disposition", `attachment; filename="`+file.Name+`"`)
	c.SetStatus(http.StatusOK)
	if err := file.Write(c.BodyWriter()); err != nil {
		panic(http.ErrAbortHandler)
	}
}

// uploadBody describes a multipart body with one file.
func uploadBody() *huma.RequestBody {
	return &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{"multipart/form-data": {
		Schema: &huma.Schema{Type: huma.TypeObject, Required: []string{"file"}, Properties: map[string]*huma.Schema{
			"file": {Type: huma.TypeString, Format: "binary", Description: "csv, txt or xlsx"}}}}}}
}
