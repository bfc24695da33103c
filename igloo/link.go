package igloo

import (
	"cmp"
	"net"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxLink is the longest link that ParseLink takes, in characters.
const MaxLink = 2000

// Link is the location link from Inlet support, taken apart. ParseLink makes it.
type Link struct {
	URL      string     // fit to show: cleaned, without credentials, query and fragment
	Origin   string     // scheme and host, such as "https://portal.example"
	Host     string     // host and port, as a user reads it
	Location LocationID // the last path segment; "" if the link names only a portal
	Whole    Secret     // with query and fragment, for the browser alone; empty if it has none
}

// Address is the link for the browser, which may need the query or the fragment.
func (l Link) Address() Secret {
	if l.Whole.Empty() {
		return NewSecret(l.URL)
	}
	return l.Whole
}

// MarshalText is the part of the link that is fit to show.
func (l Link) MarshalText() ([]byte, error) { return []byte(l.URL), nil }

// UnmarshalText reads a link as ParseLink does.
func (l *Link) UnmarshalText(text []byte) (err error) {
	*l, err = ParseLink(string(text))
	return err
}

// LinkReason says why a text is not taken as a link. The set is closed.
type LinkReason uint8

// The reasons.
const (
	LinkEmpty       LinkReason = iota + 1 // nothing but spaces and quotes
	LinkTooLong                           // more than MaxLink characters
	LinkUnreadable                        // no link at all, or a damaged one: no host, spaces inside, a cut-off escape
	LinkScheme                            // another scheme than https, such as mailto
	LinkInsecure                          // plain http to another computer
	LinkCredentials                       // a username or password inside the link
	LinkMailAddress                       // an e-mail address, such as the username
	LinkOddHost                           // a host with other letters than a to z, which can imitate another; support can say whether it is right
)

// linkReasonNames are for logs and tests, in the order of the constants.
var linkReasonNames = [...]string{
	"", "empty", "too long", "unreadable", "another scheme than https", "not encrypted",
	"credentials inside", "an e-mail address", "odd letters in the host",
}

func (r LinkReason) String() string { return Named(linkReasonNames[:], uint8(r)) }

// LinkError says that a text is not taken as a link. It does not repeat the text,
// for that may hold a password, but for the letters that could deceive.
type LinkError struct {
	Reason LinkReason
	Odd    []OddLetter // of a LinkOddHost, once each; none if the host is spelt in code
	Code   string      // the host of a LinkOddHost as it is spelt in code (xn--…, RFC 3492); else ""
}

// OddLetter is a letter of a host that is beyond a to z, and the script that it
// belongs to by Unicode's name, such as Cyrillic; "" for a sign of several scripts.
type OddLetter struct {
	Letter rune
	Script string
}

func (e *LinkError) Error() string { return "link: " + e.Reason.String() }

// ParseLink reads the location link that a user typed or pasted. It takes off
// what pasting adds: spaces, quotes, brackets, a full stop at the end. A link
// without a scheme is read as https, or as http if it leads to this computer.
// Query and fragment can hold a token, so they stand in Whole only. The error is a
// *LinkError. ParseLink of Link.URL is the same Link without Whole.
func ParseLink(text string) (Link, error) {
	text = trimPaste(text, trimSentence)
	switch {
	case text == "":
		return refuse(LinkEmpty)
	case utf8.RuneCountInString(text) > MaxLink:
		return refuse(LinkTooLong)
	case strings.ContainsFunc(text, neverInLink):
		return refuse(LinkUnreadable)
	case strings.Contains(text, "@") && !strings.ContainsAny(text, ":/?#"):
		return refuse(LinkMailAddress)
	case otherScheme.MatchString(text):
		return refuse(LinkScheme)
	}
	text = withScheme(text)
	u, err := url.Parse(text)
	if text == "" || err != nil { // which is not wrapped: it quotes the text
		return refuse(LinkUnreadable)
	}
	return linkOf(u)
}

func refuse(reason LinkReason) (Link, error) { return Link{}, &LinkError{Reason: reason} }

func linkOf(u *url.URL) (Link, error) {
	usual := map[string]string{"https": "443", "http": "80"}[u.Scheme]
	host, port := strings.TrimSuffix(strings.ToLower(u.Hostname()), "."), cmp.Or(u.Port(), usual)
	odd := oddHost(host)
	location, found := lastSegment(u.EscapedPath())
	switch n, err := strconv.ParseUint(port, 10, 16); {
	case usual == "":
		return refuse(LinkScheme)
	case u.User != nil:
		return refuse(LinkCredentials)
	case odd != nil:
		return Link{}, odd
	case !plausibleHost(host):
		return refuse(LinkUnreadable)
	case u.Scheme == "http" && !Loopback(host):
		return refuse(LinkInsecure)
	case err != nil, n == 0, !found:
		return refuse(LinkUnreadable)
	}
	if port == usual {
		port = ""
	}
	u.Host = strings.TrimSuffix(net.JoinHostPort(host, port), ":")
	u.RawQuery = beyondASCII.ReplaceAllStringFunc(u.RawQuery, url.QueryEscape) // url.URL escapes the other parts
	whole := u.String()
	if len(whole) > MaxLink { // æøå grow when they are escaped
		return refuse(LinkTooLong)
	}
	shown := url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path, RawPath: u.RawPath}
	link := Link{URL: shown.String(), Origin: u.Scheme + "://" + u.Host, Host: u.Host, Location: LocationID(location)}
	if link.URL != whole {
		link.Whole = NewSecret(whole)
	}
	return link, nil
}

// beyondASCII are the letters that no address has as they are.
var beyondASCII = regexp.MustCompile(`[^\x00-\x7f]`)

// otherScheme matches what begins with a scheme and no host, such as mailto:kari.
var otherScheme = regexp.MustCompile(`^[^[/:][^/:]*:[0-9]*[^0-9/]`)

// trimSentence takes off what surrounds a link in a text, and the end of a sentence.
func trimSentence(text string) string {
	text = strings.TrimFunc(text, func(r rune) bool { return quote(r) || r == '<' || r == '>' })
	text = strings.TrimRight(strings.TrimLeft(text, "("), ".,;!#")
	if !strings.Contains(text, "(") {
		text = strings.TrimRight(text, ")")
	}
	return text
}

// neverInLink reports what no link holds and what could hide a part of one.
func neverInLink(r rune) bool { return blank(r) || r == '\\' || r == utf8.RuneError }

// withScheme adds the scheme that a user left out. It returns "" if the text does not begin
// with a host either.
func withScheme(text string) string {
	u, err := url.Parse("//" + text)
	switch {
	case strings.Contains(text, "://"):
		return text
	case err == nil && Loopback(u.Hostname()):
		return "http://" + text
	case err == nil && strings.Contains(u.Hostname(), "."):
		return "https://" + text
	}
	return ""
}

// oddHost says what in a host can imitate another one: letters that look like a to
// z, or a spelling in code that stands for such letters. It is nil if nothing can.
func oddHost(host string) *LinkError {
	var odd []OddLetter
	for _, r := range host {
		if r > unicode.MaxASCII && !slices.Contains(odd, OddLetter{r, scriptOf(r)}) {
			odd = append(odd, OddLetter{r, scriptOf(r)})
		}
	}
	switch {
	case strings.ContainsFunc(host, neverInLink): // it stood there escaped
		return &LinkError{Reason: LinkUnreadable}
	case len(odd) > 0:
		return &LinkError{Reason: LinkOddHost, Odd: odd}
	case strings.Contains("."+host, ".xn--") && plausibleHost(host):
		return &LinkError{Reason: LinkOddHost, Code: host}
	}
	return nil
}

// scriptOf names the script that a letter belongs to; "" if it belongs to none
// or to several.
func scriptOf(r rune) string {
	for name, table := range unicode.Scripts {
		if unicode.Is(table, r) && name != "Common" && name != "Inherited" {
			return strings.ReplaceAll(name, "_", " ")
		}
	}
	return ""
}

// plausibleHost reports whether host is an address or is spelt like a name.
func plausibleHost(host string) bool {
	if addr, err := netip.ParseAddr(host); err == nil {
		return addr.Zone() == ""
	}
	const letters, longest = "abcdefghijklmnopqrstuvwxyz0123456789-_.", 253 // RFC 1035, 2.3.4, less what DNS adds
	return host != "" && len(host) <= longest && strings.Trim(host, letters) == "" &&
		strings.Trim(host, ".") == host && !strings.Contains(host, "..")
}

// lastSegment returns the last segment of an escaped path, unescaped. It must be
// safe to print and safe to put into another path, and hold no query that was escaped.
func lastSegment(path string) (string, bool) {
	path = strings.TrimRight(path, "/")
	segment, err := url.PathUnescape(path[strings.LastIndexByte(path, '/')+1:])
	if err != nil || Clean(segment) != segment || strings.ContainsAny(segment, `/\?#`) {
		return "", false
	}
	return segment, segment != "." && segment != ".."
}

// Loopback reports whether host, without a port, is this computer itself:
// 127.0.0.0/8, ::1, localhost and the names below localhost (RFC 6761).
func Loopback(host string) bool {
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	if addr, err := netip.ParseAddr(strings.Trim(host, "[]")); err == nil {
		return addr.IsLoopback()
	}
	return host == "localhost" || strings.HasSuffix(host, ".localhost")
}
