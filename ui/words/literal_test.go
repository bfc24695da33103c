package words

import (
	"go/ast"
	"go/token"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// twoWords is a text of two words or more.
var twoWords = regexp.MustCompile(`\pL[\pL']*[,;:.]? \pL`)

// outside are the texts of two words or more that stand outside of this room, each with
// the reason.
var outside = map[string]string{
	" %d s":                       "a number of seconds",
	"check --from TIME --to TIME": "the syntax of a command line",
	"go run .":                    "a command",
	"time=%s what=started program=%s system=%s/%s\n": "a line of the log for support",
}

func TestNoSentenceStandsOutsideOfWords(t *testing.T) {
	seen := map[string]bool{}
	for _, room := range []string{"..", "../cli", "../../igloo/session", "../../igloo/notify"} {
		for _, file := range sources(t, room) {
			for _, decl := range file.Decls {
				if !neverShown(decl) {
					ast.Inspect(decl, func(node ast.Node) bool {
						literal, ok := node.(*ast.BasicLit)
						if !ok || literal.Kind != token.STRING {
							return true
						}
						text, err := strconv.Unquote(literal.Value)
						if seen[text] = true; err != nil || twoWords.MatchString(text) && outside[text] == "" {
							t.Errorf("%s: a sentence of its own: %s", room, literal.Value)
						}
						return true
					})
				}
			}
		}
	}
	for text := range outside {
		if !seen[text] {
			t.Errorf("nothing says %q any more", text)
		}
	}
}

// neverShown reports whether a declaration is about errors that are explained by what they
// are: a method Error, or variables that are errors to compare with.
func neverShown(decl ast.Decl) bool {
	switch decl := decl.(type) {
	case *ast.FuncDecl:
		return decl.Recv != nil && decl.Name.Name == "Error"
	case *ast.GenDecl:
		for _, spec := range decl.Specs {
			value, ok := spec.(*ast.ValueSpec)
			if !ok || !strings.HasPrefix(strings.ToLower(value.Names[0].Name), "err") {
				return false
			}
		}
		return true
	}
	return false
}

// keyNames are what keys are called, and letters that stand alone.
var keyNames = regexp.MustCompile(`\b(Enter|Return|Esc|Escape|Tab|Space|Home|End|PgUp|PgDn|Backspace|Ctrl|Alt|Shift|Cmd|F\d+|[B-HJ-Z])\b`)

// otherKeys are keys that are not this program's.
var otherKeys = strings.NewReplacer("Ctrl+Shift+V on Linux", "", "Cmd+V on a Mac", "", "E-mail", "")

func TestNoSentenceNamesAKey(t *testing.T) {
	n := 0
	each(reflect.ValueOf(English()), func(text string) {
		n++
		if name := keyNames.FindString(otherKeys.Replace(text)); name != "" {
			t.Errorf("%q names the key %s", text, name)
		}
	})
	if n < 500 {
		t.Errorf("only %d sentences", n)
	}
}

// heavy are words that a tired reader stumbles over.
var heavy = regexp.MustCompile(`(?i)\b(likely|meanwhile|all the same|from afar|of your doing|as you told|set aside|it says:|` +
	`somebody|nobody|whoever|lacks?|best its)\b`)

func TestNoSentenceHasAHeavyWord(t *testing.T) {
	each(reflect.ValueOf(English()), func(text string) {
		if word := heavy.FindString(text); word != "" {
			t.Errorf("%q stands in %q", word, text)
		}
	})
}

func TestEveryFrontHasASayInEverySentence(t *testing.T) {
	voice := Front{Verb: "say"}
	for action := range voice.Keys {
		voice.Keys[action] = "it"
	}
	each(reflect.ValueOf(*New(English(), voice).Language), func(text string) {
		if strings.Contains(text, "{press ") || strings.Contains(text, "{Press ") || strings.Contains(text, "{key ") {
			t.Errorf("%q names an action that there is not", text)
		}
		if strings.Contains(strings.ReplaceAll(text, "long press", ""), "press") {
			t.Errorf("%q has another front's verb", text)
		}
	})
}

// each calls seen with every text of a value.
func each(value reflect.Value, seen func(text string)) {
	switch value.Kind() {
	case reflect.String:
		seen(value.String())
	case reflect.Struct:
		for i := range value.NumField() {
			each(value.Field(i), seen)
		}
	case reflect.Array, reflect.Slice:
		for i := range value.Len() {
			each(value.Index(i), seen)
		}
	}
}
