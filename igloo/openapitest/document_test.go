package openapitest

import (
	"testing"
)

func TestTheDocumentAndItsExamplesHoldTogether(t *testing.T) {
	spec, err := read() // open, as others read it
	if err != nil {
		t.Fatal(err)
	}
	if err := closeObjects(spec); err != nil {
		t.Fatal(err)
	}
	if err := validate(spec); err != nil { // the examples have no field that is not named
		t.Error(err)
	}
}
