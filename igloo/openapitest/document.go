package openapitest

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"
)

// Document is igloo/openapi.yaml with nothing tolerated that it does not name.
type Document struct {
	spec    *openapi3.T
	router  routers.Router
	options *openapi3filter.Options
}

// Load reads the document from the module that the test runs in, once in a program.
func Load() (*Document, error) { return loaded() }

// loaded keeps what load has read: it takes longer than most tests that need it, and
// nothing changes it.
var loaded = sync.OnceValues(load) //nolint:gochecknoglobals // see above

// load reads the document and forbids what it does not name.
func load() (*Document, error) {
	spec, err := read()
	if err != nil {
		return nil, err
	}
	if err := closeObjects(spec); err != nil {
		return nil, err
	}
	return route(spec)
}

// route makes a Document of what was read, whatever the portal's name is.
func route(spec *openapi3.T) (*Document, error) {
	spec.Servers = nil
	router, err := gorillamux.NewRouter(spec)
	if err != nil {
		return nil, err
	}
	return &Document{spec: spec, router: router, options: &openapi3filter.Options{
		MultiError:            true,
		IncludeResponseStatus: true,
		SkipSettingDefaults:   true,
		AuthenticationFunc:    authenticate,
		// the texts of faults without the values that were found
		SchemaValidationOptions: []openapi3.SchemaValidationOption{openapi3.DisableSchemaErrorDetails()},
	}}, nil
}

// read reads the document as it is and checks it by the rules of OpenAPI, its
// examples by its own schemas.
func read() (*openapi3.T, error) {
	root, err := moduleRoot()
	if err != nil {
		return nil, err
	}
	spec, err := openapi3.NewLoader().LoadFromFile(filepath.Join(root, "igloo", "openapi.yaml"))
	if err != nil {
		return nil, err
	}
	return spec, validate(spec)
}

// validate checks a document and its examples.
func validate(spec *openapi3.T) error {
	return spec.Validate(context.Background(), openapi3.EnableExamplesValidation(), openapi3.EnableMultiError())
}

// moduleRoot is the folder of go.mod, from the folder that a test runs in upwards.
func moduleRoot() (string, error) {
	at, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		switch _, err := os.Stat(filepath.Join(at, "go.mod")); {
		case err == nil:
			return at, nil
		case !errors.Is(err, fs.ErrNotExist) || at == filepath.Dir(at):
			return "", err
		}
		at = filepath.Dir(at)
	}
}

// closeObjects forbids every field that is not named, but in objects whose schema
// says of what kind their fields are.
func closeObjects(spec *openapi3.T) error {
	forbidden := false
	return spec.WalkSchemas(func(_ string, schema *openapi3.SchemaRef) error {
		if schema.Value.Type.Is(openapi3.TypeObject) && schema.Value.AdditionalProperties.Schema == nil {
			schema.Value.AdditionalProperties.Has = &forbidden
		}
		return nil
	})
}
