package notify_test

import (
	"os"
	"regexp"
	"testing"

	"inlet.tech/igloo-setup/igloo/notify"
)

// page finds what a pattern's group matches in the page on mail services.
func page(t *testing.T, pattern string) []string {
	t.Helper()
	text, err := os.ReadFile("../../docs/mail.md")
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, match := range regexp.MustCompile(pattern).FindAllSubmatch(text, -1) {
		found = append(found, string(match[1]))
	}
	if len(found) == 0 {
		t.Fatalf("docs/mail.md has nothing like %s", pattern)
	}
	return found
}

func TestThePagesSettingsWorkAsTheyStand(t *testing.T) {
	anyFile := func(string) ([]byte, error) { return []byte("planted\n"), nil }
	for _, text := range page(t, "(?s)```json\n(.+?)```") {
		read, err := notify.ReadSettings(settings{}.env, mailJSON(text), "/home/mail.json")
		if err != nil || !read.Given() {
			t.Fatalf("%s%v", text, err)
		}
		if _, err := read.SMTP(anyFile); err != nil {
			t.Errorf("%s%v", text, err)
		}
	}
	from := page(t, "`from` .*`([^ `]+@[^ `]+)`")[0]
	answers := page(t, "`reply_to` .*`([^ `]+@[^ `]+)`")[0]
	for _, server := range page(t, "`(smtps?://[^` ]+)`") {
		for _, place := range page(t, "`(keyring|file:[^`]+)`") {
			for name, env := range map[string]settings{
				"the least": {"": server, "_PASSWORD": place},
				"all":       {"": server, "_PASSWORD": place, "_FROM": from, "_REPLY_TO": answers},
			} {
				read, err := notify.ReadSettings(full(env).env, none, "mail.json")
				if err != nil {
					t.Fatal(err)
				}
				if _, err := read.SMTP(anyFile); err != nil {
					t.Errorf("%s of %s and %s: %v", name, server, place, err)
				}
			}
		}
	}
}
