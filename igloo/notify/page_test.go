package notify_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"inlet.tech/igloo-setup/igloo/notify"
)

// The settings on docs/mail.md are to be copied.
func TestThePagesSettingsWorkAsTheyStand(t *testing.T) {
	page, err := os.ReadFile("../../docs/mail.md")
	if err != nil {
		t.Fatal(err)
	}
	examples := regexp.MustCompile("(?s)```json\n(.+?)```").FindAllSubmatch(page, -1)
	if len(examples) < 2 {
		t.Fatalf("%d examples on the page", len(examples))
	}
	for _, example := range examples {
		text := strings.ReplaceAll(string(example[1]), "/path/of/a/file", filepath.ToSlash(file(t, "planted\n")))
		if got, err := notify.ReadSMTP(file(t, text), os.ReadFile, unset); err != nil || got.Host == "" {
			t.Errorf("%s%v", text, err)
		}
	}
}
