package cli

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
)

func TestTheMessageLeavesByTheMailServerOnlyWhereOneIsSet(t *testing.T) {
	t.Setenv("IGLOO_SETUP_HOME", t.TempDir())
	for text, want := range map[string]onboarding.Channel{
		"": onboarding.ChannelOwnMail,
		`{"server": "smtps://post@badstua.example@mail.example", "password": "keyring"}`: onboarding.ChannelSMTP,
	} {
		if text != "" {
			if err := os.WriteFile(mailFile(), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		sender, err := senderFor(english, session.NoVault{})
		if way := sender.Channel(); err != nil || way != want {
			t.Errorf("%s: way %v, %v", text, way, err)
		}
		if err := os.RemoveAll(mailFile()); err != nil {
			t.Fatal(err)
		}
	}
}

func TestTheCommandThatGoesOnLeadsToTheVisit(t *testing.T) {
	location, err := igloo.ParseLink("https://portal.example/l/7?token=t#token=t")
	if err != nil {
		t.Fatal(err)
	}
	portal := igloo.Link{URL: "https://portal.example/"}
	for name, c := range map[string]struct {
		state onboarding.State
		flags wizardFlags
		want  string
	}{
		"a location's link":                {onboarding.State{Portal: onboarding.Portal{Link: location}, Site: onboarding.Site{Chosen: true}}, wizardFlags{}, " " + location.URL},
		"a portal's, before the choice":    {onboarding.State{Portal: onboarding.Portal{Link: portal}}, wizardFlags{}, " " + portal.URL},
		"a portal's, with a location open": {onboarding.State{Portal: onboarding.Portal{Link: portal}, Site: onboarding.Site{Chosen: true}}, wizardFlags{noKeyring: true}, " --no-keyring"},
		"by hand":                          {onboarding.State{Portal: onboarding.Portal{Link: location, Mode: onboarding.ByHand}}, wizardFlags{}, " --by-hand https://portal.example/l/7"},
	} {
		if got := command(c.state, c.flags); got != started(os.Args[0])+c.want {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestTheCommandThatGoesOnIsTheOneThatWasTyped(t *testing.T) {
	for path, want := range map[string]string{
		"igloo-setup":      "igloo-setup",
		"./igloo-setup":    "./igloo-setup",
		"bin/igloo-setup":  "bin/igloo-setup",
		"/opt/igloo-setup": "/opt/igloo-setup",
		filepath.Join(os.TempDir(), "go-build1/b001/exe/igloo-setup"): "go run .",
		"/home/kari/.cache/go-build/25/25a7-d/igloo-setup":            "go run .",
	} {
		if got := started(path); got != want {
			t.Errorf("%s is called %s, want %s", path, got, want)
		}
	}
}

// Settings that are not the user's alone name no mail service.
func TestSettingsWithASecondNameAreRefused(t *testing.T) {
	home := t.TempDir()
	path := filepath.Join(home, "mail.json")
	err := errors.Join(os.WriteFile(path, []byte(`{"server":"smtps://post@badstua.example@mail.example"}`), 0o600), os.Link(path, filepath.Join(home, "twin")))
	if err != nil {
		t.Skip("no second names here: ", err)
	}
	t.Setenv("IGLOO_SETUP_HOME", home)
	var errs bytes.Buffer
	if code := run(t.Context(), []string{"smtp-password"}, &errs, &errs); code != exitError || !strings.Contains(errs.String(), "a hard link") {
		t.Errorf("exit code %d, %q", code, &errs)
	}
	if _, err := portalConfig(english, wizardFlags{noKeyring: true}, nil); err == nil {
		t.Error("the wizard takes them")
	}
}
