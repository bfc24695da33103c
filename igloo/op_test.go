package igloo

import (
	"slices"
	"testing"
)

func TestEveryCallHasANameOfItsOwn(t *testing.T) {
	var names []string
	for _, op := range Ops() {
		if slices.Contains(names, op.String()) {
			t.Errorf("two calls are named %s", op)
		}
		names = append(names, op.String())
	}
	if !slices.Equal(names, opNames[1:]) {
		t.Errorf("the calls are %q, and the names %q", names, opNames)
	}
}
