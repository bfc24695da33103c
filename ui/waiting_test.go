package ui_test

import (
	"strings"
	"testing"

	"inlet.tech/igloo-setup/igloo/onboarding"
)

func TestAnErrorAndTheTaskDoNotSayTheSameTwice(t *testing.T) {
	fetch := standard(t).start()
	fetch.reach(onboarding.AuthCode)
	fetch.wire.when("POST /fetch-locks", unplugged)
	fetch.fill(fetch.nextCode())
	fetch.once("Press Enter to try again")

	save := standard(t).start()
	save.reach(onboarding.Update)
	save.wire.when("PATCH /locks", unplugged)
	save.enter()
	save.once("Press Enter")
}

// once wants a text on the screen one time.
func (w *wizard) once(text string) {
	w.t.Helper()
	w.Resize(75, 40) // without the rail beside it
	if said := strings.Join(strings.Fields(w.screen()), " "); strings.Count(said, text) != 1 {
		w.t.Errorf("%q stands %d times:\n%s", text, strings.Count(said, text), w.screen())
	}
}
