package ui

import (
	"strings"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
)

// normal is the key as the bindings name it, on whatever keyboard it was pressed: a letter
// with Ctrl is the Latin one of its key.
func normal(press tea.KeyPressMsg) tea.KeyPressMsg {
	if press.Text == "" {
		press.Code, press.BaseCode = latin(press), 0
	}
	return press
}

// command is the key as the bindings name it where no text is typed: there, a letter by
// itself is the Latin one of its key, too.
func command(press tea.KeyPressMsg) tea.KeyPressMsg {
	if letter := latin(press); press.Text != "" && press.Code >= utf8.RuneSelf {
		press.Code, press.Text, press.BaseCode = letter, string(letter), 0
	}
	return press
}

// latin is the letter that a key has on a Latin keyboard. It is the letter that the key
// types, if that is Latin, so that Ctrl+C is where AZERTY and Dvorak have it. Else the key's
// place decides: as the terminal tells it, or where the usual keyboard of the letter's
// script has it.
func latin(press tea.KeyPressMsg) rune {
	code := unicode.ToLower(press.Code)
	switch {
	case code < utf8.RuneSelf || code > unicode.MaxRune: // beyond are the keys without a letter
		return code
	case press.BaseCode != 0:
		return unicode.ToLower(press.BaseCode)
	}
	const places = "qwertyuiopasdfghjklzxcvbnm"
	for _, keyboard := range [...]string{
		"йцукенгшщзфывапролдячсмить", // Russian
		"йцукенгшщзфівапролдячсмить", // Ukrainian
		"··ερτυθιοπασδφγηξκλζχψωβνμ", // Greek
		"··קראטוןםפשדגכעיחלךזסבהנמצ", // Hebrew
		"ضصثقفغعهخحشسيبلاتنمئءؤرﻻىة", // Arabic
		"ضصثقفغعهخحشسیبلاتنمظطزرذدپ", // Persian
		"ๆไำพะัีรนยฟหกดเ้่าสผปแอิืท", // Thai
		"ქწერტყუიოპასდფგჰჯკლზხცვბნმ", // Georgian
		"ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ", // Korean
	} {
		if before, _, found := strings.Cut(keyboard, string(code)); found {
			return rune(places[utf8.RuneCountInString(before)])
		}
	}
	return code
}
