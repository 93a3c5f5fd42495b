package api

import (
	"net/http"
	"strings"
	"sync"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"huike/auth"
)

// maxBody is the longest JSON body: nine arms of half a megabyte fit.
const maxBody = 8 << 20

// settle sets what huma only offers for the whole process, once.
var settle = sync.OnceFunc(func() {
	huma.DefaultArrayNullable = false
	huma.NewError = newProblem
})

// describe makes the API of a server on a mux, without any route.
func describe(mux *http.ServeMux) huma.API {
	settle()
	config := huma.DefaultConfig("Huike", "1")
	config.Info.Description = "Data-driven customer marketing for e-commerce. " +
		"Money is a number in major units with its currency beside it; days are local dates of the shop; instants are UTC."
	config.DocsPath, config.OpenAPIPath, config.SchemasPath = "", "", ""
	config.CreateHooks = nil
	config.Transformers = []huma.Transformer{fillLists}
	config.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"session": {Type: "apiKey", In: "cookie", Name: cookieName},
		"key":     {Type: "http", Scheme: "bearer", Description: "A key made under Settings, hk_…"},
	}
	config.Security = []map[string][]string{{"session": {}}, {"key": {}}}
	return humago.New(mux, config)
}

// operation describes a route to huma.
func (r Route) operation() huma.Operation {
	op := huma.Operation{OperationID: r.ID, Method: r.Method, Path: r.Path, MaxBodyBytes: maxBody,
		Summary:  summary(r.ID),
		Metadata: map[string]any{permissionKey: r.Permission}}
	op.Extensions = map[string]any{"x-permission": string(r.Permission)}
	if r.Permission == auth.Public {
		op.Security = []map[string][]string{}
	}
	return op
}

// summary turns "list-segments" into "List segments".
func summary(id string) string {
	return strings.ToUpper(id[:1]) + strings.ReplaceAll(id[1:], "-", " ")
}

// register puts the routes on the API and its mux.
func register(mux *http.ServeMux, api huma.API, routes []Route) {
	for _, r := range routes {
		if r.page != nil {
			mux.HandleFunc(r.Method+" "+r.Path, r.page)
			continue
		}
		r.mount(api, r.operation())
	}
}

// Document returns the OpenAPI 3.1 description of the server, as YAML.
func Document() ([]byte, error) {
	mux := http.NewServeMux()
	api := describe(mux)
	register(mux, api, (&Server{}).Routes())
	return api.OpenAPI().YAML()
}
