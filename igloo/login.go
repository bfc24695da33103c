package igloo

import (
	"regexp"
	"strings"
)

// loginLabel is what stands before a username (the first group has it) or a password in a
// message of support, in the two languages of Inlet's knowledge base: with a colon, or on
// a line of its own.
var loginLabel = regexp.MustCompile(`(?i)(?:^|[^\pL\pN])(?:(user ?name|user|login|e-?mail|brukernavn|bruker)|password|passord)\s*(?:[:=]\s*|$)`)

// mailAndWord is an e-mail address and one word behind it.
var mailAndWord = regexp.MustCompile(`^([^ ]+@[^ ]*\.[^ ]*) [ /|,;]*([^ /|,;][^ ]*)$`)

// ParseLogin reads a username and a password that were pasted together: in two lines, in
// two cells of a table, behind an e-mail address, or with labels. It reports false if the
// text is only one of them; both are empty if it cannot be told which part is which.
func ParseLogin(pasted string) (who Credentials, ok bool) {
	lines := strings.FieldsFunc(strings.TrimFunc(pasted, blank), endsPart)
	if len(lines) == 1 && !loginLabel.MatchString(lines[0]) {
		if parts := mailAndWord.FindStringSubmatch(lines[0]); parts != nil {
			if _, isMail := ParseMailAddress(parts[1]); isMail {
				lines = parts[1:]
			}
		}
	}
	var found pastedLogin
	for _, line := range lines {
		found.read(line)
	}
	who = found.login()
	return who, len(lines) > 1 || who != (Credentials{})
}

type pastedLogin struct {
	names, passwords, others []string
	next                     []*[]string // what the labels say of the parts to come
}

func (p *pastedLogin) read(line string) {
	for at := loginLabel.FindStringSubmatchIndex(line); at != nil; at = loginLabel.FindStringSubmatchIndex(line) {
		if before := strings.TrimRight(line[:at[0]], " /|,;"); len(p.next) > 0 || strings.Contains(before, "@") {
			p.take(before)
		}
		of := &p.passwords
		if at[2] >= 0 {
			of = &p.names
		}
		if line = line[at[1]:]; line != "" {
			p.next = nil
		}
		p.next = append(p.next, of)
	}
	p.take(line)
}

// take takes one part, as the labels before it say. A link is no part of a login.
func (p *pastedLogin) take(part string) {
	part = strings.TrimFunc(part, blank)
	switch {
	case part == "", strings.HasPrefix(part, "https://"), strings.HasPrefix(part, "http://"):
	case len(p.next) > 0:
		*p.next[0] = append(*p.next[0], part)
		p.next = p.next[1:]
	default:
		p.others = append(p.others, part)
	}
}

// login is what the parts say. Those without a label fill what is missing, the username
// first, if they are as many.
func (p *pastedLogin) login() (who Credentials) {
	switch names, passwords := len(p.names) > 0, len(p.passwords) > 0; {
	case !names && !passwords && len(p.others) == 2:
		p.names, p.passwords = p.others[:1], p.others[1:]
	case !names && passwords && len(p.others) == 1:
		p.names = p.others
	case names && !passwords && len(p.others) == 1:
		p.passwords = p.others
	}
	if len(p.names) > 0 {
		who.Username = Clean(p.names[0])
	}
	if len(p.passwords) > 0 {
		who.Password = NewSecret(p.passwords[0])
	}
	return who
}

// endsPart reports whether a part of a pasted login ends there: a line, or a table's cell.
func endsPart(r rune) bool { return strings.ContainsRune("\r\n\t\v\f\u0085\u2028\u2029", r) }
