package igloo

import (
	"slices"
	"strconv"
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
	NameDuplicate NameWarning = iota + 1 // another lock of the location has the name, whatever the case
	NameGeneric                          // it says nothing about the place: "Lock 1", "Dør", "test", "12"
	NameIsModel                          // it is the product's name or the device's id
)

// String names the warning for logs and tests; people read ui/words instead.
func (w NameWarning) String() string {
	switch w {
	case NameDuplicate:
		return "duplicate"
	case NameGeneric:
		return "generic"
	case NameIsModel:
		return "model"
	}
	return "warning " + strconv.Itoa(int(w))
}

// NameWarnings says what about name is worth a word. others are the names of the
// location's other locks, without lock itself, clean as the portal's texts are.
func NameWarnings(name string, lock Lock, others []string) []NameWarning {
	folder := newFolder()
	key := folder.key(CleanName(name))
	if key == "" {
		return nil
	}
	var warnings []NameWarning
	if slices.ContainsFunc(others, func(other string) bool { return folder.key(other) == key }) {
		warnings = append(warnings, NameDuplicate)
	}
	if generic(words(key)) {
		warnings = append(warnings, NameGeneric)
	}
	if folder.isModel(key, lock) {
		warnings = append(warnings, NameIsModel)
	}
	return warnings
}

// SuggestName returns a name to start from. A lock that has one keeps it. Else it
// is the location and the model, such as "Badstua på Brygga – Keybox 3", with a
// number where the location has it already. It is "" where too little is known
// for a name that helps a guest, or so much that it would be cut.
func SuggestName(location Location, lock Lock, others []string) string {
	if name := CleanName(lock.Name); name != "" {
		return name
	}
	place, model := CleanName(location.Name), CleanName(lock.Model)
	if place == "" {
		place = CleanName(location.Address)
	}
	if place == "" {
		return ""
	}
	base := place
	if model != "" {
		base += " – " + model
	}
	if len(NameWarnings(base, lock, nil)) > 0 {
		return ""
	}
	if free := firstFree(base, others); CleanName(free) == free {
		return free
	}
	return ""
}

// firstFree returns base, or base with the first number from 2 that others leave free.
func firstFree(base string, others []string) string {
	folder := newFolder()
	taken := make(map[string]bool, len(others))
	for _, other := range others {
		taken[folder.key(other)] = true
	}
	name := base
	for n := 2; taken[folder.key(name)]; n++ {
		name = numbered(base, n)
	}
	return name
}

// numbered appends n so that it is read as a number of its own: "Keybox 3 (2)".
func numbered(base string, n int) string {
	if unicode.IsNumber(rune(base[len(base)-1])) {
		return base + " (" + strconv.Itoa(n) + ")"
	}
	return base + " " + strconv.Itoa(n)
}

// folder makes keys under which names that read alike are equal. It is not safe
// for several goroutines, so each call makes its own.
type folder struct{ fold cases.Caser }

func newFolder() folder { return folder{cases.Fold()} }

// key is a clean name without case, in composed form. Folding can leave marks in
// another order, hence the second composing.
func (f folder) key(name string) string {
	return norm.NFC.String(f.fold.String(norm.NFC.String(name)))
}

// isModel reports whether the folded name is lock's model, but for the maker's
// name and a number, or its device id.
func (f folder) isModel(key string, lock Lock) bool {
	if id := f.key(lock.DeviceID); id != "" && key == id {
		return true
	}
	model := bare(words(f.key(lock.Model)))
	return len(model) > 0 && slices.Equal(bare(words(key)), model)
}

// words cuts a folded name into runs of letters and runs of numbers.
func words(key string) []string {
	var found []string
	var last int // the class of the rune before: 0 neither, 1 letter, 2 number
	for i, r := range key {
		class := 0
		switch {
		case unicode.IsNumber(r):
			class = 2
		case unicode.IsLetter(r), unicode.IsMark(r):
			class = 1
		}
		size := len(string(r))
		switch {
		case class != 0 && class == last:
			found[len(found)-1] += key[i : i+size]
		case class != 0:
			found = append(found, key[i:i+size])
		}
		last = class
	}
	return found
}

// bare takes the maker's name off the front and a number off the end.
func bare(words []string) []string {
	if len(words) > 1 && (words[0] == "igloohome" || words[0] == "igloo") {
		words = words[1:]
	}
	if len(words) > 1 && isNumber(words[len(words)-1]) {
		words = words[:len(words)-1]
	}
	return words
}

// generic reports whether words say nothing about a place: only numbers, or words
// that fit every lock, with a letter or a number to tell them apart.
func generic(words []string) bool {
	said := false
	for _, word := range words {
		switch {
		case fitsEveryLock(word):
			said = true
		case isNumber(word):
		case len([]rune(word)) == 1:
			if len(words) == 1 {
				return false // Å is a village
			}
		default:
			return false
		}
	}
	return said || !slices.ContainsFunc(words, func(w string) bool { return !isNumber(w) })
}

// isNumber reports whether a word of words is a run of numbers.
func isNumber(word string) bool {
	return strings.IndexFunc(word, unicode.IsNumber) == 0
}

// fitsEveryLock holds the words, folded, that tell no lock from another, in the
// two languages of Inlet's knowledge base.
func fitsEveryLock(word string) bool {
	switch word {
	case "lock", "locks", "door", "doorlock", "smartlock", "smart", "padlock", "keypad", "igloo", "igloohome",
		"test", "testing", "new", "my", "the", "name", "unnamed", "untitled", "no", "nr", "number", "device", "bridge",
		"lås", "låsen", "dør", "døra", "døren", "dørlås", "smartlås", "hengelås", "kodelås", "ny", "nye", "min", "mitt", "navn", "enhet", "nummer":
		return true
	}
	return false
}
