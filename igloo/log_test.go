package igloo_test

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"inlet.tech/igloo-setup/igloo"
)

func TestEachRequestHasANameThatTheLogKnows(t *testing.T) {
	var names []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		names = append(names, r.Header.Get("X-Request-Id"))
		says(http.StatusServiceUnavailable, `{"message":"not for the log"}`)(w, r)
	}))
	t.Cleanup(server.Close)
	var log bytes.Buffer
	client := igloo.NewClient(linkTo(server.URL), igloo.ClientOptions{ReadTries: 2, Log: slog.New(slog.NewTextHandler(&log, nil))})
	wantKind(t, client.Check(t.Context()), igloo.KindServer)
	if len(names) != 2 || names[0] == "" || names[0] == names[1] {
		t.Errorf("the requests are named %q", names)
	}
	for _, name := range names {
		if strings.Count(log.String(), "request_id="+name) != 1 {
			t.Errorf("%s does not stand once in\n%s", name, &log)
		}
	}
	if strings.Contains(log.String(), "not for the log") {
		t.Errorf("the portal's words stand in\n%s", &log)
	}
}
