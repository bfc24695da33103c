package contract_test

import (
	"compress/gzip"
	"context"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/contract"
)

// silent is for servers whose complaints are the test's purpose.
func silent() *log.Logger { return log.New(io.Discard, "", 0) }

func TestEveryNoBecomesAnErrorWithItsKindAndWords(t *testing.T) {
	const long = "the limit of 367 days"
	for name, c := range map[string]struct {
		status  int
		body    string
		kind    igloo.Kind
		message string
	}{
		"Inlet's envelope":             {422, `{"status":"ERROR","code":"422","message":"Exceeded ` + long + `"}`, igloo.KindInvalid, "Exceeded " + long},
		"the envelope under a 200":     {200, `{"status":"ERROR","code":"422","message":"Exceeded ` + long + `"}`, igloo.KindInvalid, "Exceeded " + long},
		"an envelope of nothing known": {200, `{"status":"ERROR","code":"E-7","message":"No"}`, igloo.KindBadAnswer, "No"},
		"a code that is a number":      {422, `{"status":"ERROR","code":422,"message":"No"}`, igloo.KindInvalid, "No"},
		"Laravel's field":              {422, `{"message":"The given data was invalid.","errors":{"auth_code":["This code has been used."]}}`, igloo.KindInvalid, "This code has been used."},
		"Laravel's fields":             {422, `{"message":"Two.","errors":{"b":["B"],"a":["","A"]}}`, igloo.KindInvalid, "A"},
		"Laravel's field without text": {422, `{"message":"Words.","errors":{"auth_code":[]}}`, igloo.KindInvalid, "Words."},
		"fields of another shape":      {422, `{"errors":{"auth_code":"no list"},"message":"Words."}`, igloo.KindInvalid, "Words."},
		"no session":                   {401, `{"message":"Unauthenticated."}`, igloo.KindSessionEnded, "Unauthenticated."},
		"Laravel's expired page":       {419, `{"message":"CSRF token mismatch."}`, igloo.KindSessionEnded, "CSRF token mismatch."},
		"not allowed":                  {403, `{"message":"This action is unauthorized."}`, igloo.KindForbidden, "This action is unauthorized."},
		"not there":                    {404, `{"message":"Not found."}`, igloo.KindNotFound, "Not found."},
		"gone":                         {410, ``, igloo.KindNotFound, ""},
		"another method":               {405, ``, igloo.KindNotPortal, ""},
		"a conflict":                   {409, ``, igloo.KindConflict, ""},
		"a precondition":               {412, ``, igloo.KindConflict, ""},
		"a bad request":                {400, `{"message":"No."}`, igloo.KindInvalid, "No."},
		"too slow":                     {408, ``, igloo.KindTimeout, ""},
		"too many":                     {429, `{"message":"Too Many Attempts."}`, igloo.KindTooMany, "Too Many Attempts."},
		"an ill server":                {500, `{"message":"Server Error"}`, igloo.KindServer, "Server Error"},
		"a gateway's page":             {502, `<html><h1>Bad Gateway</h1></html>`, igloo.KindServer, ""},
		"a status of no class":         {600, ``, igloo.KindBadAnswer, ""},
		"hostile words":                {422, `{"message":"a\u001b]52;c;AAAA\u0007b\u202e\r\nc"}`, igloo.KindInvalid, "ab c"},
		"endless words":                {422, `{"message":"` + strings.Repeat("å", 5000) + `"}`, igloo.KindInvalid, strings.Repeat("å", 299) + "…"},
	} {
		t.Run(name, func(t *testing.T) {
			client := serve(t, says(c.status, c.body))
			_, err := client.FetchLocks(t.Context(), "here", igloo.NewSecret("AB-12"))
			e := asError(t, err)
			if e.Kind != c.kind || e.Message != c.message || e.Status != c.status {
				t.Errorf("got %v, %q, %d", e.Kind, e.Message, e.Status)
			}
			if e.Op != igloo.OpFetch || !strings.HasPrefix(e.Host, "127.0.0.1:") {
				t.Errorf("call %v, host %q", e.Op, e.Host)
			}
		})
	}
}

// What a portal was told once it may repeat in any answer. Then nothing of its words is
// quoted, for dots in them would tell which word is the secret.
func TestWordsThatRepeatASecretAreNotQuoted(t *testing.T) {
	const password, code, harmless = "wrong", "C0DE-99", "The user or the code is unknown."
	said := harmless
	client := serve(t, func(w http.ResponseWriter, r *http.Request) {
		message, err := json.Marshal(map[string]any{"message": said, "errors": map[string][]string{"a": {said}}})
		if err != nil {
			t.Error(err)
		}
		says(http.StatusUnprocessableEntity, string(message))(w, r)
	})
	logIn := func() error {
		_, err := client.LogIn(t.Context(), igloo.Credentials{Username: "kari", Password: igloo.NewSecret(password)})
		return err
	}
	fetch := func() error {
		_, err := client.FetchLocks(t.Context(), "here", igloo.NewSecret(code))
		return err
	}
	locks := func() error {
		_, err := client.Locks(t.Context(), "here")
		return err
	}
	for _, told := range []struct {
		secret string
		calls  []func() error
	}{{password, []func() error{logIn, locks, fetch}}, {code, []func() error{fetch, locks, logIn}}} {
		for name, spelling := range map[string]string{ // igloo's tests know more of them
			"as it is": told.secret, "in capitals": strings.ToUpper(told.secret), "in hex": hex.EncodeToString([]byte(told.secret)),
			"in base64": base64.StdEncoding.EncodeToString([]byte("kari:" + told.secret)), "a query": url.QueryEscape(told.secret),
		} {
			for _, call := range told.calls {
				said = harmless
				if e := asError(t, call()); e.Message != harmless {
					t.Errorf("%q becomes %q", harmless, e.Message)
				}
				said = "The user or the password is " + spelling + strings.Repeat(".", igloo.MaxText)
				if e := asError(t, call()); e.Message != "" {
					t.Errorf("%s repeated, %s: %q is quoted", told.secret, name, e.Message)
				}
			}
		}
	}
}

func TestAtTheLoginANoIsAboutTheLogin(t *testing.T) {
	for status, want := range map[int]igloo.Kind{
		401: igloo.KindLoginRefused,
		422: igloo.KindLoginRefused,
		403: igloo.KindForbidden,
		404: igloo.KindNotPortal,
		419: igloo.KindNotPortal,
		429: igloo.KindTooMany,
		500: igloo.KindServer,
	} {
		_, err := serve(t, says(status, `{}`)).LogIn(t.Context(), igloo.Credentials{})
		wantKind(t, err, want)
	}
}

func TestThePortalSaysHowLongToWait(t *testing.T) {
	for header, want := range map[string][2]time.Duration{ // from, to
		"":                              {0, 0},
		"30":                            {30 * time.Second, 30 * time.Second},
		"-5":                            {0, 0},
		"soon":                          {0, 0},
		"1e3":                           {0, 0},
		"99999":                         {24 * time.Hour, 24 * time.Hour},
		"99999999999999999999":          {0, 0},
		"Mon, 02 Jan 2006 15:04:05 GMT": {0, 0},
		time.Now().Add(90 * time.Second).UTC().Format(http.TimeFormat): {60 * time.Second, 90 * time.Second},
	} {
		for _, status := range []int{429, 503} {
			client := serve(t, func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Retry-After", header)
				w.WriteHeader(status)
			})
			_, err := client.Locations(t.Context())
			if got := asError(t, err).RetryAfter; got < want[0] || got > want[1] {
				t.Errorf("%d with %q: %v, want %v to %v", status, header, got, want[0], want[1])
			}
		}
	}
}

func TestNoRedirectIsFollowed(t *testing.T) {
	var elsewhere atomic.Int32
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { elsewhere.Add(1) }))
	defer other.Close()
	const own = igloo.KindSessionEnded // the portal's own page for logging in
	for _, status := range []int{301, 302, 303, 307, 308} {
		for target, want := range map[string]igloo.Kind{
			other.URL + "/api/v1/locations": igloo.KindRedirect,
			"//portal.example/x":            igloo.KindRedirect,
			"ftp://portal.example":          igloo.KindRedirect,
			"https://SELF@evil.example/":    igloo.KindRedirect,
			"/login":                        own,
			"/auth/login?next=%2Fapi":       own,
			"login":                         own,
			"?login":                        own,
			"http://SELF/no/logg-inn":       own,
			"https://SELF/login":            own, // a portal that does not know how it is reached
			"http://[broken":                igloo.KindBadAnswer,
			"":                              igloo.KindBadAnswer,
		} {
			var asked atomic.Int32
			client := serve(t, func(w http.ResponseWriter, r *http.Request) {
				asked.Add(1)
				w.Header().Set("Location", strings.Replace(target, "SELF", r.Host, 1))
				w.WriteHeader(status)
			})
			for _, call := range signedCalls() {
				if err := call(t.Context(), client); want == own && !errors.Is(err, igloo.ErrLoginPage) {
					t.Errorf("%d to %q: %v", status, target, err)
				} else {
					wantKind(t, err, want)
				}
			}
			unsigned := want
			if want == own {
				unsigned = igloo.KindRedirect // no login is open that could have ended
			}
			_, err := client.LogIn(t.Context(), igloo.Credentials{})
			wantKind(t, err, unsigned)
			wantKind(t, client.Check(t.Context()), igloo.KindNotPortal)
			if err := client.LogOut(t.Context()); want == own && err != nil {
				t.Errorf("%d to %q: leaving a login that has ended: %v", status, target, err)
			}
			if n := int(asked.Load()); n != len(signedCalls())+3 {
				t.Errorf("%d to %q: %d requests", status, target, n)
			}
		}
	}
	if elsewhere.Load() != 0 {
		t.Errorf("the other host was asked %d times", elsewhere.Load())
	}
}

func TestAPortalsHostIsOneByAnyScheme(t *testing.T) {
	for target, own := range map[string]bool{
		"https://portal.example/login": true, "http://portal.example/login": true, "https://PORTAL.example:443/login": true,
		"http://portal.example:80/": true, "//portal.example/login": true,
		"https://portal.example:8443/login": false, "https://www.portal.example/login": false, "https://portal.example.evil.example/": false,
	} {
		client := signedIn(t, "https://portal.example", contract.Options{Transport: portalAnswer{status: 302, location: target}})
		_, err := client.Locations(t.Context())
		if errors.Is(err, igloo.ErrLoginPage) != own {
			t.Errorf("%s: %v", target, err)
		}
	}
}

// signedCalls are the calls that carry a token, but for the one that ends it.
func signedCalls() map[string]func(context.Context, *contract.Client) error {
	return map[string]func(context.Context, *contract.Client) error{
		"locations": func(ctx context.Context, c *contract.Client) error { _, err := c.Locations(ctx); return err },
		"location":  func(ctx context.Context, c *contract.Client) error { _, err := c.Location(ctx, "x"); return err },
		"locks":     func(ctx context.Context, c *contract.Client) error { _, err := c.Locks(ctx, "x"); return err },
		"read back": func(ctx context.Context, c *contract.Client) error {
			_, _, err := c.LocksByID(ctx, "x", "l")
			return err
		},
		"fetch": func(ctx context.Context, c *contract.Client) error {
			_, err := c.FetchLocks(ctx, "x", igloo.Secret{})
			return err
		},
		"update": func(ctx context.Context, c *contract.Client) error {
			_, err := c.UpdateLock(ctx, igloo.Change{})
			return err
		},
	}
}

func TestALoginPageIsTheEndOfALogin(t *testing.T) {
	for name, c := range map[string]struct {
		body string
		want igloo.Kind
	}{
		"a login page":       {`<!DOCTYPE html><form><input name="email"><input type="password" name="password"></form>`, igloo.KindSessionEnded},
		"without quotes":     {"\ufeff\r\n<html><INPUT required TYPE=Password>", igloo.KindSessionEnded},
		"over several lines": {"<html><input\n  name='p'\n  type = 'password'\n>", igloo.KindSessionEnded},
		"a guest network":    {`<html><form><input name="room"></form>`, igloo.KindWebPage},
		"talk of passwords":  {`<html><p>Forgot your password? <input type="text">`, igloo.KindWebPage},
	} {
		t.Run(name, func(t *testing.T) {
			client := serve(t, says(200, c.body))
			for call, ask := range signedCalls() {
				if err := ask(t.Context(), client); asError(t, err).Kind != c.want {
					t.Errorf("%s: %v", call, err)
				}
			}
			_, err := client.LogIn(t.Context(), igloo.Credentials{})
			wantKind(t, err, igloo.KindWebPage)
		})
	}
}

func TestAnswersThatCannotBeUnderstood(t *testing.T) {
	const lock = `"device_id":"d","type":"Lock","model":"m"`
	list := func(c *contract.Client, t *testing.T) error { _, err := c.Locks(t.Context(), "x"); return err }
	one := func(c *contract.Client, t *testing.T) error { _, err := c.Location(t.Context(), "x"); return err }
	login := func(c *contract.Client, t *testing.T) error {
		_, err := c.LogIn(t.Context(), igloo.Credentials{})
		return err
	}
	update := func(c *contract.Client, t *testing.T) error {
		_, err := c.UpdateLock(t.Context(), igloo.Change{})
		return err
	}
	for name, c := range map[string]struct {
		call func(*contract.Client, *testing.T) error
		body string
	}{
		"no body":                     {list, ``},
		"half of the JSON":            {list, `{"data":[{"id":"a",`},
		"something behind the JSON":   {list, `{"data":[]} {}`},
		"no data":                     {list, `{}`},
		"data that is null":           {list, `{"data":null}`},
		"data of another type":        {list, `{"data":{"id":"a"}}`},
		"a name of another type":      {list, `{"data":[{"id":"a","name":{},"enabled":true,` + lock + `}]}`},
		"an id of another type":       {list, `{"data":[{"id":7,"enabled":true,` + lock + `}]}`},
		"enable of another type":      {list, `{"data":[{"id":"a","enabled":"yes",` + lock + `}]}`},
		"no enable":                   {list, `{"data":[{"id":"a",` + lock + `}]}`},
		"no id":                       {list, `{"data":[{"enabled":true,` + lock + `}]}`},
		"an id with a control":        {list, `{"data":[{"id":"a\u0007","enabled":true,` + lock + `}]}`},
		"an id with a bidi control":   {list, `{"data":[{"id":"a\u202eb","enabled":true,` + lock + `}]}`},
		"an id with a comma":          {list, `{"data":[{"id":"a,b","enabled":true,` + lock + `}]}`},
		"an id that climbs":           {list, `{"data":[{"id":"..","enabled":true,` + lock + `}]}`},
		"a location's odd id":         {one, `{"data":{"id":"a\nb"}}`},
		"a version with a line break": {one, `{"data":{"id":"a","version":"1\r\nX: y"}}`},
		"a version with a quote":      {one, `{"data":{"id":"a","version":"1\""}}`},
		"no token":                    {login, `{"data":{"account":{"name":"x"}}}`},
		"a token with a line break":   {login, `{"data":{"token":"a\r\nX: y","account":{}}}`},
		"a token that is a number":    {login, `{"data":{"token":123456,"account":{}}}`},
		"an id as long as a book":     {list, `{"data":[{"id":"` + strings.Repeat("a", 1<<20) + `","enabled":true,` + lock + `}]}`},
		"a cursor as long as a book":  {list, `{"data":[],"meta":{"next_cursor":"` + strings.Repeat("a", 1<<20) + `"}}`},
		"a version as long as a book": {one, `{"data":{"id":"a","version":"` + strings.Repeat("1", 1<<20) + `"}}`},
		"a token as long as a book":   {login, `{"data":{"token":"` + strings.Repeat("t", 1<<20) + `","account":{}}}`},
		"words after an update":       {update, `Saved!`},
	} {
		t.Run(name, func(t *testing.T) {
			wantKind(t, c.call(serve(t, says(200, c.body)), t), igloo.KindBadAnswer)
		})
	}
}

func TestAWebPageInAnAnswersPlaceIsTold(t *testing.T) {
	for _, body := range []string{`<html>`, "\r\n <!DOCTYPE html><title>Welcome</title>"} {
		client := serve(t, says(200, body))
		_, err := client.Locks(t.Context(), "x")
		wantKind(t, err, igloo.KindWebPage)
		_, err = client.UpdateLock(t.Context(), igloo.Change{})
		wantKind(t, err, igloo.KindWebPage)
		wantKind(t, client.Check(t.Context()), igloo.KindNotPortal)
	}
}

func TestAnUpdatesAnswerNeedsNoBody(t *testing.T) {
	for name, c := range map[string]struct{ etag, body, want string }{
		"an ETag":           {`"v8"`, ``, "v8"},
		"a weak ETag":       {`W/"v8"`, ``, "v8"},
		"the body alone":    {``, `{"data":{"version":"v8"}}`, "v8"},
		"both":              {`"v9"`, `{"data":{"version":"v8"}}`, "v9"},
		"a word without it": {``, `{"data":{}}`, ""},
		"nothing":           {``, ``, ""},
	} {
		client := serve(t, func(w http.ResponseWriter, _ *http.Request) {
			if c.etag != "" {
				w.Header().Set("ETag", c.etag)
			}
			_, _ = io.WriteString(w, c.body)
		})
		if got, err := client.UpdateLock(t.Context(), igloo.Change{}); err != nil || string(got) != c.want {
			t.Errorf("%s: %q, %v, want %q", name, got, err, c.want)
		}
	}
}

func TestAnAnswerCutOffOrBeyondTheCapIsNotTaken(t *testing.T) {
	for name, answer := range map[string]http.HandlerFunc{
		"cut off": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "100")
			_, _ = io.WriteString(w, `{"data":[]}`)
		},
		"nine megabytes": says(200, `{"data":[]}`+strings.Repeat(" ", 9<<20)),
		"nine megabytes, packed": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			packed := gzip.NewWriter(w)
			_, _ = io.WriteString(packed, `{"data":[]}`+strings.Repeat(" ", 9<<20))
			_ = packed.Close()
		},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := serve(t, answer).Locks(t.Context(), "x")
			wantKind(t, err, igloo.KindBadAnswer)
		})
	}
}

// What is beyond the limits is not even read: this computer's memory is not filled.
func TestAnAnswerIsReadNoFurtherThanItsLimit(t *testing.T) {
	const much = 64 << 20
	cut := make(chan bool, 1)
	client := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		part, sent := make([]byte, 1<<20), 0
		for ; sent < much; sent += len(part) {
			if _, err := w.Write(part); err != nil {
				break
			}
		}
		cut <- sent < much
	})
	_, err := client.Locks(t.Context(), "x")
	wantKind(t, err, igloo.KindBadAnswer)
	if !<-cut {
		t.Errorf("%d bytes were taken", much)
	}
}

func TestAHeadLongerThanItsLimitIsRefused(t *testing.T) {
	for size, want := range map[int]bool{200 << 10: true, 300 << 10: false} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("X-Long", strings.Repeat("x", size))
			says(http.StatusOK, `{"data":{"contract":"inlet-igloo-onboarding","version":"1"}}`)(w, r)
		}))
		client := contract.NewClient(linkTo(server.URL), contract.Options{ReadTries: 1})
		if err := client.Check(t.Context()); (err == nil) != want {
			t.Errorf("%d bytes: %v", size, err)
		}
		server.Close()
	}
}

func TestHostileTextsAreCleanWhenTheyCome(t *testing.T) {
	const evil = `\u001b[31mSau\u200bna\u001b]0;owned\u0007\u202e \r\n 1\u009b2J`
	const want = "Sauna 1"
	client := serve(t, func(w http.ResponseWriter, r *http.Request) {
		body := `{"data":[{"id":"a","device_id":"X","type":"X","model":"X","name":"X","enabled":true}]}`
		switch r.URL.Path {
		case "/api/v1/login":
			body = `{"data":{"token":"t","account":{"name":"X"}}}`
		case "/api/v1/locations/a":
			body = `{"data":{"id":"a","name":"X","address":"X","timezone":"X","locks_count":-1}}`
		}
		_, _ = io.WriteString(w, strings.ReplaceAll(body, `"X"`, `"`+evil+`"`))
	})
	account, err := client.LogIn(t.Context(), igloo.Credentials{})
	if err != nil || account.Name != want {
		t.Errorf("account %q, %v", account.Name, err)
	}
	at, err := client.Location(t.Context(), "a")
	if err != nil || at.Name != want || at.Address != want || at.TimeZone != want || at.Locks != 0 {
		t.Errorf("location %#v, %v", at, err)
	}
	locks, err := client.Locks(t.Context(), "a")
	if err != nil || locks[0] != (igloo.Lock{ID: "a", DeviceID: want, Type: want, Model: want, Answers: igloo.Answers{Name: want, Enabled: true}}) {
		t.Errorf("locks %#v, %v", locks, err)
	}
}

func TestAListThatDoesNotEndIsRefused(t *testing.T) {
	var asked int
	for name, c := range map[string]struct {
		cursor func(string) string
		atMost int // pages
	}{
		"the same cursor":   {func(string) string { return "again" }, 2},
		"cursors that turn": {func(now string) string { return map[string]string{"": "a", "a": "b", "b": "a"}[now] }, 3},
		"ever new cursors":  {func(string) string { return fmt.Sprint(asked) }, 1000},
	} {
		t.Run(name, func(t *testing.T) {
			asked = 0
			client := signedIn(t, "https://portal.example", contract.Options{Transport: transport(func(r *http.Request) (*http.Response, error) {
				asked++
				w := httptest.NewRecorder()
				_, _ = fmt.Fprintf(w, `{"data":[],"meta":{"next_cursor":%q}}`, c.cursor(r.URL.Query().Get("cursor")))
				return w.Result(), nil
			})})
			_, err := client.Locations(t.Context())
			wantKind(t, err, igloo.KindBadAnswer)
			if asked != c.atMost {
				t.Errorf("%d pages, want %d", asked, c.atMost)
			}
		})
	}
}

// chain is everything that an error and its causes say in any verb.
func chain(err error) string {
	var all strings.Builder
	for ; err != nil; err = errors.Unwrap(err) {
		_, _ = fmt.Fprintf(&all, "%v %+v %#v %q\n", err, err, err, err.Error())
	}
	return all.String()
}

func TestNoErrorRepeatsASecret(t *testing.T) {
	const password, token, code = "pass-Word-77", "tok-EN-88", "C0DE-99"
	echo := `password pass-Word-77 token tok-EN-88 code C0DE-99`
	answers := map[string]func(net.Conn){
		"in the message": func(c net.Conn) { raw(c, "422 No", `{"message":"`+echo+`"}`) },
		"in a field":     func(c net.Conn) { raw(c, "422 No", `{"errors":{"a":["`+echo+`"]}}`) },
		"as the code":    func(c net.Conn) { raw(c, "422 No", `{"status":"ERROR","code":"`+echo+`"}`) },
		"split by controls": func(c net.Conn) {
			raw(c, "500 No", `{"message":"pass-\u200bWord-77 tok-\u0007EN-88 C0DE\u202e-99"}`)
		},
		"as broken JSON":   func(c net.Conn) { raw(c, "200 OK", echo) },
		"as broken HTTP":   func(c net.Conn) { _, _ = io.WriteString(c, echo+"\r\n\r\n") },
		"as a wrong type":  func(c net.Conn) { raw(c, "200 OK", `{"data":"`+echo+`"}`) },
		"as another host":  func(c net.Conn) { raw(c, "302 On\r\nLocation: https://tok-EN-88.C0DE-99.pass-Word-77/", ``) },
		"as a status line": func(c net.Conn) { raw(c, "tok-EN-88 C0DE-99 pass-Word-77", ``) },
	}
	for name, answer := range answers {
		t.Run(name, func(t *testing.T) {
			client := contract.NewClient(linkTo(listen(t, func(c net.Conn, path string) {
				if path == "/api/v1/login" {
					raw(c, "200 OK", `{"data":{"token":"`+token+`","account":{}}}`)
					return
				}
				answer(c)
			})), contract.Options{ReadTries: 1})
			if _, err := client.LogIn(t.Context(), igloo.Credentials{Password: igloo.NewSecret(password)}); err != nil {
				t.Fatal(err)
			}
			_, err := client.FetchLocks(t.Context(), "x", igloo.NewSecret(code))
			mustNotSay(t, err, token, code)
			_, err = client.Locations(t.Context())
			mustNotSay(t, err, token)
			mustNotSay(t, client.LogOut(t.Context()), token)

			refusing := contract.NewClient(linkTo(listen(t, func(c net.Conn, _ string) { answer(c) })), contract.Options{})
			_, err = refusing.LogIn(t.Context(), igloo.Credentials{Password: igloo.NewSecret(password)})
			mustNotSay(t, err, password)
		})
	}
}

// mustNotSay fails the test where the error or a cause of it holds a secret, or
// where there is no error that could.
func mustNotSay(t *testing.T, err error, secrets ...string) {
	t.Helper()
	text := chain(err)
	if text == "" && len(secrets) > 1 {
		t.Error("there is no error")
	}
	for _, secret := range secrets {
		if strings.Contains(strings.ToLower(text), strings.ToLower(secret)) {
			t.Errorf("the error says %s: %s", secret, text)
		}
	}
}

// raw writes an HTTP answer by hand.
func raw(c net.Conn, status, body string) {
	_, _ = fmt.Fprintf(c, "HTTP/1.1 %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s", status, len(body), body)
}
