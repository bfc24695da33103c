package igloo

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// worthless says why a name does not tell guests which door it is; 0 if it may. The
// location's name, the lock's model and the words that fit every lock tell nothing, nor do
// a letter and a number beside them that count locks.
func worthless(name string, lock Lock, at Location) NameWarning {
	if isID(NameKey(name), lock) {
		return NameIsModel
	}
	rest, location := leaveOut(words(fold(name)), words(fold(at.Name)))
	rest, model := leaveOut(rest, words(fold(lock.Model)))
	var found wordKind
	for _, word := range rest {
		found |= kindOfWord(word)
	}
	switch {
	case found&wordTells != 0, found&wordRoom != 0 && found&wordTry == 0:
		return 0
	case location && (model || len(rest) == 0 || found&(wordFits|wordTry) != 0):
		return NameIsLocation
	case model:
		return NameIsModel
	case location, found&wordLetter != 0 && found&(wordFits|wordTry) == 0:
		return 0 // Badstua 2, A2; Å is a village
	default:
		return NameGeneric
	}
}

// wordKind is what a word of a name is: a set of them, of all its words. A small number, which
// counts locks, is none.
type wordKind uint8

// The kinds.
const (
	wordTells  wordKind = 1 << iota // it may tell the place
	wordFits                        // it fits every lock
	wordTry                         // it is typed to see what happens
	wordLetter                      // one letter
	wordRoom                        // a number of three digits or more: a room's
)

// kindOfWord is the kind of one word, folded. The words that tell no lock from another are in the
// languages of Inlet's knowledge base and its neighbours'.
func kindOfWord(word string) wordKind {
	switch word {
	case "test", "testing", "tester", "teste", "testlock", "testlås", "prøve", "demo", "dummy", "temp", "tmp", "todo", "tbd",
		"asdf", "asdfg", "asdfgh", "asd", "qwe", "qwer", "qwerty", "qwertz", "abc", "abcd", "aaa", "xxx", "xyz", "foo", "foobar":
		return wordTry
	case "lock", "locks", "door", "doors", "doorlock", "smartlock", "smart", "keypad", "igloo", "igloohome", "device", "bridge",
		"padlock", "deadbolt", "keybox", "mortise", "new", "my", "the", "name", "unnamed", "untitled", "no", "nr", "number", "id",
		"lås", "låsen", "låset", "låser", "dør", "døra", "døren", "dörr", "dörren", "dørlås", "smartlås", "hengelås", "kodelås",
		"ny", "nye", "nytt", "min", "mitt", "navn", "uten", "enhet", "nummer", "schloss", "türschloss", "tür", "neu":
		return wordFits
	}
	switch isNumber := strings.IndexFunc(word, unicode.IsNumber) == 0; {
	case isNumber && utf8.RuneCountInString(strings.TrimLeft(word, "0")) >= 3:
		return wordRoom
	case isNumber:
		return 0
	case utf8.RuneCountInString(word) == 1:
		return wordLetter
	default:
		return wordTells
	}
}

// deviceID is what a device's id looks like: a model's four characters and eight
// hexadecimal digits.
var deviceID = regexp.MustCompile(`^[0-9a-z]{4}[0-9a-f]{8}$`)

// isID reports whether a name's key is an id of the lock, or looks like a device's. An id
// without a digit may be a name, and so may all that a user tells of a lock by hand.
func isID(key string, lock Lock) bool {
	known := lock.DeviceID != "" && (key == NameKey(lock.DeviceID) || key == NameKey(string(lock.ID)))
	return strings.ContainsAny(key, "0123456789") && (known || deviceID.MatchString(key))
}

// runs are runs of letters and runs of numbers.
var runs = regexp.MustCompile(`[\pL\pM]+|\pN+`)

func words(key string) []string { return runs.FindAllString(key, -1) }

// leaveOut takes part out of words, and reports whether it is there.
func leaveOut(words, part []string) ([]string, bool) {
	for i := range len(words) - len(part) + 1 {
		if len(part) > 0 && slices.Equal(words[i:i+len(part)], part) {
			return slices.Concat(words[:i], words[i+len(part):]), true
		}
	}
	return words, false
}
