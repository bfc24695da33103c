package igloo

import (
	"fmt"
	"math/big"
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// CleanName makes one safe line of a typed name, in composed form, so that one
// name is one text on every keyboard and file system. Letters' case stays. What is
// beyond MaxText is cut off.
func CleanName(typed string) string {
	// Composing comes first as well, for some letters fall into marks, which Clean counts.
	return cut(norm.NFC.String(Clean(norm.NFC.String(typed))), MaxText)
}

// NameWarning is worth a word before a name is saved; it never refuses, for no
// rule about names is published. Guests read the name in their messages. The set
// is closed.
type NameWarning uint8

// The warnings.
const (
	NameDuplicate  NameWarning = iota + 1 // another lock has the name
	NameGeneric                           // it says nothing about the place: "Lock 1", "Dør", "test", "12"
	NameIsModel                           // it is the product's name or the device's id
	NameIsLocation                        // it is the location's own name
)

// nameWarnings are for logs and tests, in the order of the constants.
var nameWarnings = [...]string{"", "duplicate", "generic", "model", "location"}

func (w NameWarning) String() string { return Named(nameWarnings[:], uint8(w)) }

// NameKey is equal for names that read alike: whatever their case, the form of their
// characters, and their blanks, but for one between two numbers.
func NameKey(name string) string {
	var key strings.Builder
	var last rune
	gap := false
	for _, r := range fold(name) {
		switch {
		case r == ' ':
			gap = true
			continue
		case unicode.Is(unicode.Variation_Selector, r):
			continue
		case gap && unicode.IsNumber(last) && unicode.IsNumber(r):
			key.WriteByte(' ')
		}
		key.WriteRune(r)
		last, gap = r, false
	}
	return key.String()
}

// fold is a name without case, in one form. Folding can leave marks in another order,
// hence the second composing.
func fold(name string) string {
	return norm.NFKC.String(cases.Fold().String(norm.NFKC.String(CleanName(name))))
}

// NameWarnings says what about the name of a lock at a location is worth a word. taken
// has the keys of the names that other locks have.
func NameWarnings(name string, lock Lock, at Location, taken map[string]bool) []NameWarning {
	if CleanName(name) == "" {
		return nil
	}
	var warnings []NameWarning
	if taken[NameKey(name)] {
		warnings = append(warnings, NameDuplicate)
	}
	if w := worthless(name, lock, at); w != 0 {
		warnings = append(warnings, w)
	}
	return warnings
}

// NextName counts on from a name that ends in a number: Rom 302 comes after Rom 301,
// Skap 010 after Skap 009. Names whose keys are taken are passed over. It is "" if
// the name ends in no number, or in so long a one that it would be cut.
func NextName(name string, taken map[string]bool) string {
	name = CleanName(name)
	head := strings.TrimRight(name, "0123456789")
	digits := len(name) - len(head)
	number, ok := new(big.Int).SetString(name[len(head):], 10)
	if !ok {
		return ""
	}
	next := name
	for next == name || taken[NameKey(next)] {
		next = fmt.Sprintf("%s%0*d", head, digits, number.Add(number, big.NewInt(1)))
	}
	if CleanName(next) != next {
		return ""
	}
	return next
}
