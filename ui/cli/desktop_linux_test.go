package cli

import (
	"errors"
	"os"
	"strings"
	"testing"

	"inlet.tech/igloo-setup/igloo/session"
)

func TestWithoutADesktopNoFileIsLeftForAMailProgram(t *testing.T) {
	for _, name := range []string{"DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"} {
		t.Setenv(name, "")
	}
	t.Chdir(t.TempDir())
	message := session.Message{Body: strings.Repeat("A lock of many.\n", 500)}
	if saved, err := openMail(english, message); saved != "" || !errors.Is(err, errNoDesktop) {
		t.Errorf("got %q, %v", saved, err)
	}
	if left, err := os.ReadDir("."); err != nil || len(left) != 0 {
		t.Errorf("it left %v, %v", left, err)
	}
}
