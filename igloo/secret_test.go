package igloo

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
)

const planted = "hunter2-PLANTED"

func TestNoWayOfPrintingShowsASecret(t *testing.T) {
	secret := NewSecret(planted)
	type holder struct {
		Password Secret
		Next     *Secret
	}
	values := map[string]any{
		"itself": secret, "a pointer": &secret, "a field": holder{secret, &secret}, "a list": []Secret{secret},
		"a map": map[string]Secret{"p": secret}, "credentials": Credentials{Username: "me", Password: secret},
	}
	verbs := []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%T %v", "%10.3v", "%[1]s%!"}
	for name, value := range values {
		for _, verb := range verbs {
			checkNothingLeaks(t, name+" with "+verb, fmt.Sprintf(verb, value))
		}
		checkNothingLeaks(t, name+" in an error", fmt.Errorf("call: %w: %v", errors.New("x"), value).Error())
	}
}

func TestNoLogShowsASecret(t *testing.T) {
	secret := NewSecret(planted)
	var out strings.Builder
	for _, h := range []slog.Handler{slog.NewTextHandler(&out, nil), slog.NewJSONHandler(&out, nil)} {
		slog.New(h).Info("login", "password", secret, "pointer", &secret, "who", Credentials{Password: secret}, slog.Group("g", "p", secret))
	}
	checkNothingLeaks(t, "a log", out.String())
	if !strings.Contains(out.String(), mask) {
		t.Errorf("the log shows no dots: %s", out.String())
	}
}

func TestJSONShowsDotsAndReadsNoneBack(t *testing.T) {
	text, err := json.Marshal(struct {
		P Secret
		Q *Secret
	}{NewSecret(planted), &Secret{}})
	if err != nil || string(text) != `{"P":"•••","Q":"•••"}` {
		t.Errorf("%s, %v", text, err)
	}
	var back struct{ P Secret }
	for _, in := range []string{`{"P":"•••"}`, `{"P":"hunter2-PLANTED"}`, `{"P":{}}`} {
		err := json.Unmarshal([]byte(in), &back)
		if err == nil || !back.P.Empty() {
			t.Errorf("%s was read back", in)
			continue
		}
		checkNothingLeaks(t, "the error", err.Error())
	}
}

func TestASecretRevealsWhatItWasGiven(t *testing.T) {
	if got := NewSecret(planted).Reveal(); got != planted {
		t.Errorf("got %q", got)
	}
	var none Secret
	if none.Reveal() != "" || !none.Empty() || !NewSecret("").Empty() || NewSecret(" ").Empty() {
		t.Error("only the empty secret is empty")
	}
	if none != NewSecret("") || NewSecret(planted) != NewSecret(strings.Clone(planted)) || NewSecret(planted) == none {
		t.Error("secrets are equal when their texts are")
	}
	if none.String() != NewSecret(planted).String() {
		t.Error("the dots tell how long a secret is")
	}
}

// checkNothingLeaks looks for the planted secret, as it is and in hex.
func checkNothingLeaks(t *testing.T, where, text string) {
	t.Helper()
	for _, form := range []string{planted, "PLANTED", fmt.Sprintf("%x", planted), fmt.Sprintf("%X", planted), fmt.Sprint([]byte(planted))} {
		if strings.Contains(text, form) {
			t.Errorf("%s shows the secret: %s", where, text)
		}
	}
}
