package words

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"inlet.tech/igloo-setup/igloo"
)

// Support is the address that people are told to ask, and that the message goes to.
const Support = igloo.Support

// Text is a language as a front says it. Its tables can be read as they are. The methods
// choose among sentences, and fill their holes.
type Text struct{ *Language }

// New is the text of a front in a language.
func New(language Language, front Front) Text {
	speak(reflect.ValueOf(&language).Elem(), front.replacer())
	return Text{&language}
}

// speak has every sentence name what to press. Lists are copied: another front has the same.
func speak(words reflect.Value, front *strings.Replacer) {
	switch words.Kind() {
	case reflect.String:
		words.SetString(front.Replace(words.String()))
	case reflect.Struct:
		for i := range words.NumField() {
			speak(words.Field(i), front)
		}
	case reflect.Array, reflect.Slice:
		if words.Kind() == reflect.Slice && !words.IsNil() { // none is not an empty list
			own := reflect.MakeSlice(words.Type(), words.Len(), words.Len())
			reflect.Copy(own, words)
			words.Set(own)
		}
		for i := range words.Len() {
			speak(words.Index(i), front)
		}
	default: // a function has no text to read
	}
}

// Sentence is one with holes, such as {host}.
type Sentence string

// With fills the holes: after the name of each comes what to put there.
func (s Sentence) With(holes ...any) string { return filling(holes).Replace(string(s)) }

// with fills the holes of all parts.
func (e Explanation) with(holes ...any) Explanation {
	fill := filling(holes).Replace
	return Explanation{fill(e.What), fill(e.Means), fill(e.Next)}
}

// filling fills holes. What is put into one is not looked at again.
func filling(holes []any) *strings.Replacer {
	pairs := make([]string, len(holes))
	for i, hole := range holes {
		pairs[i] = fmt.Sprint(hole)
		if i%2 == 0 {
			pairs[i] = "{" + pairs[i] + "}"
		}
	}
	return strings.NewReplacer(pairs...)
}

// when is a text, or what else there is to choose, in its case only; else it is the zero
// value. cmp.Or chooses the first of several, and so evaluates all of them.
func when[T any](yes bool, said T) T {
	if !yes {
		said = *new(T)
	}
	return said
}

func upper(text string) string { return firstIn(strings.ToUpper, text) }

func firstIn(letters func(string) string, text string) string {
	_, size := utf8.DecodeRuneInString(text)
	return letters(text[:size]) + text[size:]
}

// lower has a sentence within another one.
func lower(sentence string) string { return firstIn(strings.ToLower, sentence) }

// quoted is a text as a user or a portal wrote it.
func quoted(text string) string { return `"` + text + `"` }

// cited is a quotation at the end of a sentence; one that ends by itself needs no
// full stop after it.
func cited(text string) string {
	return quoted(text) + when(text == strings.TrimRight(text, ".!?"), ".")
}

// few are three of the texts at most, and how many more there are.
func (t Text) few(texts []string) string {
	const most = 3
	if more := len(texts) - most; more > 0 {
		return t.Lock.AndMore.With("names", strings.Join(texts[:most], ", "), "n", more)
	}
	return strings.Join(texts, ", ")
}

// joined are the parts that are not empty, in one line.
func joined(parts ...string) string { return strings.Join(filled(parts), " · ") }

// spoken are the sentences that are not empty, one after another.
func spoken(sentences ...string) string { return strings.Join(filled(sentences), " ") }

func filled(parts []string) []string {
	return slices.DeleteFunc(parts, func(part string) bool { return part == "" })
}

// howLong is a wait in whole seconds, minutes or hours, rounded up.
func (t Text) howLong(wait time.Duration) string {
	up := func(unit time.Duration) int { return int((wait + unit - 1) / unit) }
	switch {
	case wait <= 90*time.Second:
		return t.Seconds(up(time.Second))
	case wait <= 90*time.Minute:
		return t.Minutes(up(time.Minute))
	default:
		return t.Hours(up(time.Hour))
	}
}
