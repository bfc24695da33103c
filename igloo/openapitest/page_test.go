package openapitest

import (
	"bytes"
	"context"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"inlet.tech/igloo-setup/igloo/demo"
)

// page is docs/portal.md.
func page(t *testing.T) string {
	t.Helper()
	root, err := moduleRoot()
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(root, "docs", "portal.md"))
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(string(text), "\r\n", "\n")
}

func TestThePagesLinesDoWhatThePageSays(t *testing.T) {
	if err := exec.Command("bash", "-c", "curl --version").Run(); err != nil || runtime.GOOS == "windows" {
		t.Skip("needs bash and curl, and that they run:", err)
	}
	server := httptest.NewServer(WatchHandler(t, demo.New()))
	defer server.Close()
	const mark = "-- what the page shows next --"
	var script, want strings.Builder
	for _, block := range regexp.MustCompile("(?s)```bash\n(.*?)```\n(?:```json\n(.*?)```)?").FindAllStringSubmatch(page(t), -1) {
		script.WriteString(block[1] + "echo '" + mark + "'\n")
		want.WriteString(block[2] + mark + "\n")
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "bash", "--noprofile", "--norc", "-euo", "pipefail", "-c",
		strings.ReplaceAll(script.String(), "http://127.0.0.1:8080", server.URL))
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + t.TempDir(), "NO_PROXY=*"} // no .curlrc, no proxy
	var wrong bytes.Buffer
	cmd.Stderr = &wrong
	got, err := cmd.Output()
	if err != nil || wrong.Len() > 0 {
		t.Errorf("bash: %v, %s", err, wrong.String())
	}
	if string(got) != want.String() {
		t.Errorf("the lines print\n%s\nthe page says\n%s", got, want.String())
	}
	if !strings.Contains(string(got), `"name":"Badstue Øst","enabled":true`) {
		t.Error("no lock was saved") // so that a page without lines does not pass
	}
}

func TestThePageNamesEveryCall(t *testing.T) {
	var rows []string
	for _, row := range regexp.MustCompile("(?m)^\\| `([A-Z]+ [^`]+)` \\|").FindAllStringSubmatch(page(t), -1) {
		rows = append(rows, row[1])
	}
	text := strings.Join(rows, "\n")
	calls := 0
	for path, item := range document(t).spec.Paths.Map() {
		for method := range item.Operations() {
			calls++
			if !strings.Contains("\n"+text+"\n", "\n"+method+" "+path+"\n") {
				t.Errorf("the page has no row for %s %s", method, path)
			}
		}
	}
	if len(rows) != calls {
		t.Errorf("%d rows, %d calls", len(rows), calls)
	}
}
