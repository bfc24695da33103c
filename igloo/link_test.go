package igloo

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

// link is a link without query and fragment.
func link(address, origin, host string, location LocationID) Link {
	return Link{URL: address, Origin: origin, Host: host, Location: location}
}

func TestParseLinkReadsWhatSupportSends(t *testing.T) {
	const plain = "https://portal.example/locations/brygga-1"
	for name, tc := range map[string]struct {
		in   string
		want Link
	}{
		"as it is":                     {plain, link(plain, "https://portal.example", "portal.example", "brygga-1")},
		"with spaces and a line break": {" \u00a0" + plain + "\r\n", link(plain, "https://portal.example", "portal.example", "brygga-1")},
		"in angle brackets":            {"<" + plain + ">", link(plain, "https://portal.example", "portal.example", "brygga-1")},
		"in quotes, at a sentence end": {"«" + plain + "».", link(plain, "https://portal.example", "portal.example", "brygga-1")},
		"in parentheses, with a comma": {"(" + plain + "),", link(plain, "https://portal.example", "portal.example", "brygga-1")},
		"with the marks of a paste":    {"\x1b[200~" + plain + "\x1b[201~", link(plain, "https://portal.example", "portal.example", "brygga-1")},
		"with a zero-width end":        {"\ufeff" + plain + "\u200b", link(plain, "https://portal.example", "portal.example", "brygga-1")},
		"without a scheme":             {"portal.example/locations/brygga-1", link(plain, "https://portal.example", "portal.example", "brygga-1")},
		"in capitals": {"HTTPS://Portal.EXAMPLE/Locations/A", link(
			"https://portal.example/Locations/A", "https://portal.example", "portal.example", "A")},
		"only a portal":       {"https://portal.example", link("https://portal.example", "https://portal.example", "portal.example", "")},
		"a trailing slash":    {plain + "/", link(plain+"/", "https://portal.example", "portal.example", "brygga-1")},
		"the default port":    {"https://portal.example:443/a", link("https://portal.example/a", "https://portal.example", "portal.example", "a")},
		"another port":        {"portal.example:8443/a", link("https://portal.example:8443/a", "https://portal.example:8443", "portal.example:8443", "a")},
		"an escaped location": {"https://portal.example/b%C3%A5t", link("https://portal.example/b%C3%A5t", "https://portal.example", "portal.example", "båt")},
		"a location in letters": {"https://portal.example/båt", link(
			"https://portal.example/b%C3%A5t", "https://portal.example", "portal.example", "båt")},
		"a dot after the host": {"https://portal.example./a", link("https://portal.example/a", "https://portal.example", "portal.example", "a")},
		"http to this computer": {"http://127.0.0.1:8080/locations/a", link(
			"http://127.0.0.1:8080/locations/a", "http://127.0.0.1:8080", "127.0.0.1:8080", "a")},
		"this computer without a scheme": {"localhost:8080/a", link("http://localhost:8080/a", "http://localhost:8080", "localhost:8080", "a")},
		"this computer in IPv6":          {"[::1]:8080/a", link("http://[::1]:8080/a", "http://[::1]:8080", "[::1]:8080", "a")},
		"IPv6 without a port":            {"http://[::1]/a", link("http://[::1]/a", "http://[::1]", "[::1]", "a")},
		"a name below localhost":         {"http://portal.localhost/a", link("http://portal.localhost/a", "http://portal.localhost", "portal.localhost", "a")},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := ParseLink(tc.in)
			if err != nil || got != tc.want {
				t.Errorf("ParseLink(%q) = %+v, %v, want %+v", tc.in, got, err, tc.want)
			}
		})
	}
}

// What a query or a fragment holds is for the browser alone: a screen, a file and a message
// have URL.
func TestOnlyTheBrowserGetsTheWholeLink(t *testing.T) {
	const plain = "https://portal.example/l/hus"
	for _, tail := range []string{
		"?token=SECRET", "#access_token=SECRET", "?tab=edit#SECRET", "#SECRET?x", "?SECRET#", "/?token=SECRET", "?sig=SECRET&å=ø", "#/l/SECRET",
	} {
		got, err := ParseLink(plain + tail)
		if err != nil || strings.TrimSuffix(got.URL, "/") != plain || got.Location != "hus" {
			t.Errorf("%s: %+v, %v", tail, got, err)
		}
		if text := fmt.Sprintf("%v %+v %#v %q", got, got, got, got); strings.Contains(text, "SECRET") {
			t.Errorf("%s: printed it is %s", tail, text)
		}
		if whole := got.Address().Reveal(); !strings.Contains(whole, "SECRET") || !strings.HasPrefix(whole, plain) {
			t.Errorf("%s: the browser gets %s", tail, whole)
		}
	}
	if got, _ := ParseLink(plain); got.Address().Reveal() != plain || !got.Whole.Empty() {
		t.Errorf("without a tail: %+v", got)
	}
}

func TestASchemeIsFoundBesideAQuery(t *testing.T) {
	for text, origin := range map[string]string{
		"localhost?token=7": "http://localhost", "127.0.0.1#/l/7": "http://127.0.0.1", "[::1]?token=7": "http://[::1]",
		"portal.example?token=7": "https://portal.example", "portal?to=inlet.tech": "",
	} {
		if got, err := ParseLink(text); got.Origin != origin || (err == nil) != (origin != "") {
			t.Errorf("%s: %+v, %v", text, got, err)
		}
	}
}

func TestParseLinkRefuses(t *testing.T) {
	for name, tc := range map[string]struct {
		in   string
		want LinkReason
	}{
		"nothing":                           {" \t\"\"", LinkEmpty},
		"a very long text":                  {"https://portal.example/" + strings.Repeat("a", MaxLink), LinkTooLong},
		"a link that grows too long":        {"https://portal.example/" + strings.Repeat("å", MaxLink/3), LinkTooLong},
		"words":                             {"the link", LinkUnreadable},
		"one word":                          {"brygga", LinkUnreadable},
		"a space inside":                    {"https://portal.example/a b", LinkUnreadable},
		"a control character inside":        {"https://portal.example/a\x1b[31mb", LinkUnreadable},
		"a bidi character inside":           {"https://portal.example/a\u202eb", LinkUnreadable},
		"an escaped control character":      {"https://portal.example/a%1bb", LinkUnreadable},
		"an escaped slash":                  {"https://portal.example/a%2Fb", LinkUnreadable},
		"an escaped query":                  {"https://portal.example/a%3Ftoken=b", LinkUnreadable},
		"an escaped fragment":               {"https://portal.example/a%23token=b", LinkUnreadable},
		"a broken escape":                   {"https://portal.example/a%2", LinkUnreadable},
		"a way up":                          {"https://portal.example/a/..?b", LinkUnreadable},
		"an escaped way up":                 {"https://portal.example/a/%2e%2e/", LinkUnreadable},
		"no host":                           {"https:///a", LinkUnreadable},
		"one slash":                         {"https:/portal.example/a", LinkUnreadable},
		"a port beyond all":                 {"https://portal.example:70000/a", LinkUnreadable},
		"port nought":                       {"https://portal.example:0/a", LinkUnreadable},
		"a host with a backslash":           {`https://portal.example\@evil.example/a`, LinkUnreadable},
		"an address with a zone":            {"https://[fe80::1%25en0]/a", LinkUnreadable},
		"two dots in the host":              {"https://portal..example/a", LinkUnreadable},
		"two dots after the host":           {"https://portal.example../a", LinkUnreadable},
		"a mail link":                       {"mailto:support@inlet.tech", LinkScheme},
		"a script":                          {"javascript:alert(1)", LinkScheme},
		"a file":                            {"file:///etc/passwd", LinkScheme},
		"ftp":                               {"ftp://portal.example/a", LinkScheme},
		"plain http":                        {"http://portal.example/a", LinkInsecure},
		"plain http to a private network":   {"http://192.168.1.4/a", LinkInsecure},
		"plain http to a look-alike":        {"http://localhost.example/a", LinkInsecure},
		"plain http to a short address":     {"http://127.1/a", LinkInsecure},
		"a password inside":                 {"https://me:hunter2@portal.example/a", LinkCredentials},
		"a username inside":                 {"https://portal.example@evil.example/a", LinkCredentials},
		"a mail address":                    {"support@inlet.tech", LinkMailAddress},
		"a mail address in a list":          {" <support@inlet.tech>, ", LinkMailAddress},
		"a username and a path":             {"support@inlet.tech/a", LinkCredentials},
		"a Cyrillic letter in the host":     {"https://pоrtal.example/a", LinkOddHost},
		"a Norwegian host":                  {"https://båt.example/a", LinkOddHost},
		"an escaped letter in the host":     {"https://b%C3%A5t.example/a", LinkOddHost},
		"a host in its encoded spelling":    {"https://xn--bt-yia.example/a", LinkOddHost},
		"an encoded label after the first":  {"https://portal.XN--bt-yia.example/a", LinkOddHost},
		"an odd host of an insecure scheme": {"http://båt.example/a", LinkOddHost},
		"a slash that is none":              {"https://portal.example⁄@evil.example/a", LinkUnreadable},
		"a full stop that is none":          {"https://portal。example/a", LinkOddHost},
		"wide letters":                      {"https://ｐortal.example/a", LinkOddHost},
		"an escaped bidi sign in the host":  {"https://portal%E2%80%AE.example/a", LinkUnreadable},
		"an escaped half of a letter":       {"https://portal%D0.example/a", LinkUnreadable},
		"a host longer than names can be":   {"https://" + strings.Repeat("portal.", 40) + "example/a", LinkUnreadable},
		"a port that is a word":             {"https://portal.example:https/a", LinkUnreadable},
		"a port with a sign":                {"https://portal.example:+443/a", LinkUnreadable},
		"data":                              {"data:text/html,hello", LinkScheme},
		"another scheme with a host":        {"ssh://portal.example/a", LinkScheme},
		"a scheme of our own making":        {"inlet://portal.example/a", LinkScheme},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := ParseLink(tc.in)
			var no *LinkError
			if !errors.As(err, &no) || no.Reason != tc.want {
				t.Fatalf("ParseLink(%q) = %+v, %v, want %v", tc.in, got, err, tc.want)
			}
			if strings.Contains(err.Error(), "hunter2") {
				t.Errorf("the error repeats a password: %v", err)
			}
		})
	}
}

func TestAHostThatCouldDeceiveIsNamedSoThatItCannot(t *testing.T) {
	for name, tc := range map[string]struct {
		in   string
		odd  []OddLetter
		code string
	}{
		"a Cyrillic letter":        {"https://pоrtal.inlet.tech/a", []OddLetter{{'о', "Cyrillic"}}, ""},
		"each letter once":         {"https://рооортаl.example/a", []OddLetter{{'р', "Cyrillic"}, {'о', "Cyrillic"}, {'т', "Cyrillic"}, {'а', "Cyrillic"}}, ""},
		"a Greek one, in capitals": {"https://PΟRTAL.example/a", []OddLetter{{'ο', "Greek"}}, ""},
		"a Norwegian letter":       {"https://båt.example/a", []OddLetter{{'å', "Latin"}}, ""},
		"a sign of no script":      {"https://portal∕a.example/a", []OddLetter{{'∕', ""}}, ""},
		"in code":                  {"https://Portal.XN--bt-yia.example./a", nil, "portal.xn--bt-yia.example"},
		"in code, with a port":     {"https://xn--80ak6aa92e.com:8443/a", nil, "xn--80ak6aa92e.com"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := ParseLink(tc.in)
			var no *LinkError
			if !errors.As(err, &no) || no.Reason != LinkOddHost || !slices.Equal(no.Odd, tc.odd) || no.Code != tc.code {
				t.Errorf("ParseLink(%q): %+v", tc.in, err)
			}
		})
	}
}

func TestEveryLinkReasonHasAName(t *testing.T) {
	for r := LinkEmpty; r <= LinkOddHost; r++ {
		if r.String() == "" || strings.HasPrefix(r.String(), "reason ") {
			t.Errorf("reason %d has no name", r)
		}
	}
}

func TestLoopback(t *testing.T) {
	for host, want := range map[string]bool{
		"localhost": true, "LocalHost": true, "localhost.": true, "a.localhost": true, "127.0.0.1": true, "127.9.9.9": true,
		"::1": true, "[::1]": true, "": false, "127.1": false, "128.0.0.1": false, "::2": false, "notlocalhost": false,
		"localhost.example": false, "127.0.0.1.example": false, "0.0.0.0": false,
	} {
		if got := Loopback(host); got != want {
			t.Errorf("Loopback(%q) = %v", host, got)
		}
	}
}

func TestAParsedLinkParsesToItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		host := rapid.SampledFrom([]string{"https://portal.example", "portal.example:81", "http://[::1]:80", "localhost", ""}).Draw(t, "host")
		tail := rapid.OneOf(rapid.StringMatching(`[/a-z%0-9A-F.,()?#'"<>æ~\[\]^:@-]{0,12}`), hostile()).Draw(t, "tail")
		checkLink(t, host+tail)
	})
}

func FuzzParseLink(f *testing.F) {
	for _, seed := range []string{
		"https://portal.example/locations/brygga-1", "«https://portal.example:8443/b%C3%A5t».", "http://[::1]:80/a", "localhost:8080",
		"https://me:hunter2@portal.example/a", "https://portal.example@evil.example/a", "https://pоrtal.example/a", "https://xn--bt-yia.example/a",
		"mailto:support@inlet.tech", "javascript:alert(1)", "https://portal.example:0/a", "https://portal.example:70000/a", "https://portal.example",
		"https://portal.example/" + strings.Repeat("å", MaxLink/3), "\x1b[200~https://portal.example/a\x1b[201~", "https://a%E2%80%AEb.example/a", "https:/\\x/%zz", "https://portal.example/a?b=å",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) { checkLink(t, text) })
}

// checkLink wants a link that is safe and parses to itself, or an error that says why.
func checkLink(t interface{ Fatalf(string, ...any) }, text string) {
	link, err := ParseLink(text)
	if err != nil {
		checkLinkError(t, text, link, err)
		return
	}
	shown := link
	shown.Whole = Secret{}
	if again, err := ParseLink(link.URL); err != nil || again != shown {
		t.Fatalf("ParseLink(%q) = %+v, and again %+v, %v", text, link, again, err)
	}
	if again, err := ParseLink(link.Address().Reveal()); err != nil || again != link {
		t.Fatalf("ParseLink(%q) = %+v, and of the whole %+v, %v", text, link, again, err)
	}
	if strings.ContainsAny(link.URL, "?#") {
		t.Fatalf("ParseLink(%q) shows %q", text, link.URL)
	}
	u, err := url.Parse(link.URL)
	if err != nil || u.User != nil || u.Host != link.Host || link.Origin != u.Scheme+"://"+u.Host ||
		u.Scheme != "https" && (u.Scheme != "http" || !Loopback(u.Hostname())) {
		t.Fatalf("ParseLink(%q) let %q through", text, link.URL)
	}
	if id := string(link.Location); Clean(id) != id || strings.ContainsAny(id, `/\`) || id == "." || id == ".." {
		t.Fatalf("ParseLink(%q) names the location %q", text, id)
	}
	for _, r := range link.URL {
		if r <= ' ' || r > '~' {
			t.Fatalf("ParseLink(%q) shows %U in %q", text, r, link.URL)
		}
	}
}

// checkLinkError wants a reason, and nothing of the text but what could deceive in it.
func checkLinkError(t interface{ Fatalf(string, ...any) }, text string, link Link, err error) {
	var no *LinkError
	if !errors.As(err, &no) || link != (Link{}) || no.Reason < LinkEmpty || no.Reason > LinkOddHost {
		t.Fatalf("ParseLink(%q) = %+v, %v", text, link, err)
	}
	if named := len(no.Odd) > 0 != (no.Code != ""); named != (no.Reason == LinkOddHost) {
		t.Fatalf("ParseLink(%q) names %+v", text, no)
	}
	for _, odd := range no.Odd {
		if Hidden(odd.Letter) || odd.Letter <= unicode.MaxASCII {
			t.Fatalf("ParseLink(%q) shows %U", text, odd.Letter)
		}
	}
	if Clean(no.Code) != no.Code || strings.ContainsAny(no.Code, "@:/") {
		t.Fatalf("ParseLink(%q) shows %q", text, no.Code)
	}
}
